//! What a text has settled in the first round, and how that pulls at the places of its names.

use std::collections::BTreeMap;

use marsad_domain::PlaceKind;

use crate::{
    facts::NO_COUNTRY,
    find::candidates::{Candidate, NameKey},
    gazetteer::{Gazetteer, Number},
    sphere::{chord_squared, vector},
};

/// How many different places of a text pull at the others: the first so many.
const MOST_ANCHORS: usize = 64;

/// What the text has settled in the first round.
#[derive(Debug, Default)]
pub(super) struct Settled {
    /// Points of the places chosen, the first so many.
    anchors: Vec<(Number, [f64; 3])>,
    /// Areas that the text names, sorted; without countries.
    areas: Vec<Number>,
    /// For each country, what share of the different names of the text lies in it, 0 to 1.
    countries: Vec<([u8; 2], f64)>,
    /// For each name, the place that words beside it decided somewhere.
    decided: BTreeMap<NameKey, Number>,
}

/// What was chosen for a name in the first round.
#[derive(Debug, Clone, Copy)]
pub(super) struct Choice {
    /// What the name is known by; nothing where no list has it.
    pub(super) name: Option<NameKey>,
    /// The place.
    pub(super) place: Candidate,
    /// Whether words beside the name decided.
    pub(super) decided: bool,
}

/// How the rest of a text pulls at a place.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Pull {
    /// How near the other places are, 0 to 1.
    pub(super) near: f64,
    /// Whether the text names an area around.
    pub(super) inside: bool,
    /// What share of the different names lies in its country, 0 to 1.
    pub(super) share: f64,
}

impl Settled {
    /// What some choices settle, in the order of the names in the text.
    pub(super) fn of(choices: &[Choice]) -> Self {
        let mut settled = Self {
            countries: countries(choices),
            ..Self::default()
        };
        let mut anchored = std::collections::BTreeSet::new();
        for choice in choices {
            let Candidate { place, facts, .. } = choice.place;
            if facts.kind.is_area() {
                if facts.kind != PlaceKind::Country {
                    settled.areas.push(place);
                }
                continue;
            }
            if settled.anchors.len() < MOST_ANCHORS && anchored.insert(place) {
                settled.anchors.push((place, vector(facts.position)));
            }
            if let (Some(name), true) = (choice.name, choice.decided) {
                settled.decided.entry(name).or_insert(place);
            }
        }
        settled.areas.sort_unstable();
        settled.areas.dedup();
        settled
    }

    /// The place that words beside a name decided somewhere.
    pub(super) fn decided(&self, name: NameKey) -> Option<Number> {
        self.decided.get(&name).copied()
    }

    /// How the text pulls at each of some candidates, which are those of one name and do not pull at each other.
    pub(super) fn pulls(
        &self,
        candidates: &[Candidate],
        gazetteer: &Gazetteer,
        scale_km: f64,
    ) -> Vec<Pull> {
        let is_own = |place: Number| candidates.iter().any(|it| it.place == place);
        let others = self.anchors.iter().filter(|(place, _)| !is_own(*place));
        let anchors: Vec<[f64; 3]> = others.map(|(_, direction)| *direction).collect();
        let areas: Vec<Number> = self
            .areas
            .iter()
            .copied()
            .filter(|it| !is_own(*it))
            .collect();
        let pull = |candidate: &Candidate| Pull {
            near: near(vector(candidate.facts.position), &anchors, scale_km),
            inside: !areas.is_empty() && is_inside(candidate.place, &areas, gazetteer),
            share: self.share(candidate.facts.country),
        };
        candidates.iter().map(pull).collect()
    }

    fn share(&self, country: [u8; 2]) -> f64 {
        let found = self
            .countries
            .binary_search_by_key(&country, |(code, _)| *code);
        found
            .ok()
            .and_then(|at| self.countries.get(at))
            .map_or(0.0, |(_, share)| *share)
    }
}

/// The mean of what each anchor pulls: 1 at its point, half of that at the scale, nearly nothing far away.
fn near(at: [f64; 3], anchors: &[[f64; 3]], scale_km: f64) -> f64 {
    if anchors.is_empty() {
        return 0.0;
    }
    let scale = scale_km.max(1.0);
    let pull = |anchor: &[f64; 3]| 1.0 / (1.0 + chord_squared(at, *anchor) / (scale * scale));
    #[expect(clippy::cast_precision_loss, reason = "at most 64 anchors")]
    let count = anchors.len() as f64;
    anchors.iter().map(pull).sum::<f64>() / count
}

/// Whether a place lies in one of some areas, which are sorted.
fn is_inside(place: Number, areas: &[Number], gazetteer: &Gazetteer) -> bool {
    let around = gazetteer.areas_of(place);
    around.iter().any(|area| areas.binary_search(area).is_ok())
}

/// What share of the different names lies in each country, sorted by its code.
fn countries(choices: &[Choice]) -> Vec<([u8; 2], f64)> {
    let named = choices.iter().filter_map(|choice| {
        let country = choice.place.facts.country;
        (country != NO_COUNTRY).then_some((country, choice.name?))
    });
    let mut named: Vec<([u8; 2], NameKey)> = named.collect();
    named.sort_unstable();
    named.dedup();
    #[expect(clippy::cast_precision_loss, reason = "names of one text")]
    let share = |count: usize| count as f64 / named.len().max(1) as f64;
    let groups = named.chunk_by(|a, b| a.0 == b.0);
    groups
        .filter_map(|group| Some((group.first()?.0, share(group.len()))))
        .collect()
}
