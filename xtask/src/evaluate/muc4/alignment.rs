//! Which response is compared with which key, and what counts of it.
//!
//! The type of a template has to be the same. Of all pairs those that share most are taken first, each template once.
//! In a slot each fill of the key takes one of the response, those that agree best first. In half points:
//!
//! - organisation: 2 for the words of an alternative, without case and article; 1 where the last word of either is among
//!   the words of the other. An agent that the key has as an individual perpetrator, which
//!   the program does not tell from an organisation, belongs to a slot that is not scored, and is left out;
//! - how sure that is: 2 for the same with an organisation that agrees, 1 for the same with another, and 1 where the key
//!   says by whom it was suspected and the response does not;
//! - number: 2 for the same, 1 for the same number with another bound;
//! - what became of them: 2 for the same;
//! - location: 2 for a name of the most specific element of the key's location, 1 for a name of another element.

use std::collections::BTreeSet;

use super::super::plain_names::folded;
use super::keys::{Fill, Template};
use super::responses::{Organisation, Response};

/// What is compared.
pub(super) const SLOTS: [&str; 6] = [
    "type",
    "organisation",
    "confidence",
    "number",
    "effect",
    "location",
];
/// What counts in each slot, in the order of `SLOTS`.
pub(super) type Slots = [Tally; 6];

/// What counts, in half points, and how many fills there are.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tally {
    /// Two for a right fill, one for a partly right one.
    pub(super) halves: usize,
    /// Fills of responses.
    pub(super) response: usize,
    /// Fills of keys that are not optional, or were met.
    pub(super) key: usize,
}

impl Tally {
    /// Both together.
    pub(super) fn plus(self, other: Self) -> Self {
        Self {
            halves: self.halves + other.halves,
            response: self.response + other.response,
            key: self.key + other.key,
        }
    }
}

/// What counts of a document's responses.
pub(super) fn tally(responses: &[Response], keys: &[Template]) -> Slots {
    let mut pairs = Vec::new();
    for (response_at, response) in responses.iter().enumerate() {
        for (key_at, key) in keys.iter().enumerate() {
            if is_alternative(response.kind, &key.types) {
                let slots = compared(Some(response), Some(key));
                let halves: usize = slots.iter().map(|slot| slot.halves).sum();
                pairs.push((std::cmp::Reverse(halves), response_at, key_at, slots));
            }
        }
    }
    pairs.sort_by_key(|(halves, response, key, _)| (*halves, *response, *key));
    let (mut used, mut met) = (BTreeSet::new(), BTreeSet::new());
    let mut sum = Slots::default();
    for (_, response, key, slots) in pairs {
        if !used.contains(&response) && !met.contains(&key) {
            used.insert(response);
            met.insert(key);
            add(&mut sum, slots);
        }
    }
    for (_, response) in unmatched(responses, &used) {
        add(&mut sum, compared(Some(response), None));
    }
    for (_, key) in unmatched(keys, &met).filter(|(_, key)| !key.is_optional) {
        add(&mut sum, compared(None, Some(key)));
    }
    sum
}

fn unmatched<'a, T>(all: &'a [T], used: &BTreeSet<usize>) -> impl Iterator<Item = (usize, &'a T)> {
    all.iter().enumerate().filter(|(at, _)| !used.contains(at))
}

fn add(sum: &mut Slots, slots: Slots) {
    for (total, slot) in sum.iter_mut().zip(slots) {
        *total = total.plus(slot);
    }
}

fn is_alternative(value: &str, fills: &[Fill]) -> bool {
    fills
        .iter()
        .any(|fill| fill.alternatives.iter().any(|one| one == value))
}

/// All slots of a response and a key; either may be missing.
fn compared(response: Option<&Response>, key: Option<&Template>) -> Slots {
    let (no_response, no_key) = (Response::default(), Template::default());
    let kind = Tally {
        halves: 2 * usize::from(response.is_some() && key.is_some()),
        response: usize::from(response.is_some()),
        key: usize::from(key.is_some()),
    };
    let (response, key) = (response.unwrap_or(&no_response), key.unwrap_or(&no_key));
    let organisations: Vec<&Organisation> = response
        .organisations
        .iter()
        .filter(|one| !is_individual(one, key))
        .collect();
    let numbers: Vec<&String> = response.numbers.iter().collect();
    let effects: Vec<&&str> = response.effects.iter().collect();
    let places: Vec<&BTreeSet<String>> = response.place.iter().collect();
    [
        kind,
        slot(&organisations, &key.organisations, |one, fill| {
            naming(&one.names, &fill.alternatives)
        }),
        slot(&organisations, &key.confidences, sureness),
        slot(&numbers, &key.numbers, |number, fill| {
            numbering(number, fill)
        }),
        slot(&effects, &key.effects, |effect, fill| {
            2 * usize::from(fill.alternatives.iter().any(|one| *one == **effect))
        }),
        slot(&places, &key.locations, placing),
    ]
}

/// Pairs of fills, those that agree best first.
fn slot<T>(responses: &[&T], fills: &[Fill], points: impl Fn(&T, &Fill) -> usize) -> Tally {
    let mut pairs = Vec::new();
    for (response_at, response) in responses.iter().enumerate() {
        for (fill_at, fill) in fills.iter().enumerate() {
            let points = points(response, fill);
            if points > 0 {
                pairs.push((std::cmp::Reverse(points), response_at, fill_at));
            }
        }
    }
    pairs.sort_unstable();
    let (mut used, mut met) = (BTreeSet::new(), BTreeSet::new());
    let mut halves = 0;
    for (std::cmp::Reverse(points), response, fill) in pairs {
        if !used.contains(&response) && !met.contains(&fill) {
            used.insert(response);
            met.insert(fill);
            halves += points;
        }
    }
    let missing = unmatched(fills, &met).filter(|(_, fill)| !fill.is_optional);
    Tally {
        halves,
        response: responses.len(),
        key: met.len() + missing.count(),
    }
}

/// Whether an agent is no organisation of the key but one of its individuals.
fn is_individual(one: &Organisation, key: &Template) -> bool {
    let best = |fills: &[Fill]| {
        let points = fills
            .iter()
            .map(|fill| naming(&one.names, &fill.alternatives));
        points.max().unwrap_or_default()
    };
    best(&key.organisations) == 0 && best(&key.individuals) == 2
}

fn naming(names: &BTreeSet<String>, alternatives: &[String]) -> usize {
    let has_head = |text: &str, of: &str| {
        let head = of.split(' ').next_back();
        head.is_some_and(|head| !head.is_empty() && text.split(' ').any(|word| word == head))
    };
    let pairs = names
        .iter()
        .flat_map(|name| alternatives.iter().map(move |one| (name, folded(one))));
    let points = pairs.map(|(name, one)| {
        if *name == one {
            2
        } else {
            usize::from(has_head(name, &one) || has_head(&one, name))
        }
    });
    points.max().unwrap_or_default()
}

fn sureness(one: &Organisation, fill: &Fill) -> usize {
    let is_same = fill
        .alternatives
        .iter()
        .any(|known| known == one.confidence);
    if is_same {
        1 + usize::from(naming(&one.names, &fill.tags) > 0)
    } else {
        let by_authorities = format!("{} BY AUTHORITIES", one.confidence);
        usize::from(fill.alternatives.contains(&by_authorities))
    }
}

fn numbering(number: &str, fill: &Fill) -> usize {
    let plain = |text: &str| text.replace(' ', "");
    let counts = |text: &str| -> BTreeSet<u64> {
        let parts = text.split(|c: char| !c.is_ascii_digit());
        parts.filter_map(|part| part.parse().ok()).collect()
    };
    let points = fill.alternatives.iter().map(|one| {
        if plain(one) == number {
            2
        } else {
            usize::from(!counts(one).is_disjoint(&counts(number)))
        }
    });
    points.max().unwrap_or_default()
}

/// The key's location is a row of elements from the country down, such as `NORDA: WENNIT (CITY) - ORLA (TOWN)`.
fn placing(names: &BTreeSet<String>, fill: &Fill) -> usize {
    let is_named = |element: &str| {
        element.split(" - ").any(|place| {
            let plain = place.split('(').next().unwrap_or_default();
            names.contains(&folded(plain)) || names.contains(&folded(place))
        })
    };
    let points = fill.alternatives.iter().map(|location| {
        let mut elements = location.rsplit(':');
        let is_last = elements.next().is_some_and(is_named);
        if is_last {
            2
        } else {
            usize::from(elements.any(is_named))
        }
    });
    points.max().unwrap_or_default()
}

#[cfg(test)]
mod tests;
