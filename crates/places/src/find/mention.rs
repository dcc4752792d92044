//! Which stretches of a text are names at all: whole words, with a capital, the longest, none over another.

use std::{borrow::Cow, collections::BTreeMap};

use marsad_domain::{PlaceId, Span};

use super::{words::is_capital, world};
use crate::{
    gazetteer::{Form, Gazetteer},
    normal::{Normal, normal_form},
    rules::{PlaceRules, Position},
};

/// A name found in a text.
#[derive(Debug, Clone)]
pub(super) struct Mention<'g> {
    /// Where it stands.
    pub(super) span: Span,
    /// What it names.
    pub(super) names: Named<'g>,
}

/// What a name names.
#[derive(Debug, Clone)]
pub(super) enum Named<'g> {
    /// One of these places.
    Places {
        /// The name in normal form.
        name: String,
        /// The places that have it.
        places: Cow<'g, [(PlaceId, Form)]>,
        /// Where only the long list of the world has it: the people of its largest place.
        only_listed: Option<u64>,
    },
    /// The people, or something of a country.
    Demonym {
        /// ISO 3166 alpha-2 code.
        country: &'g str,
        /// The rule that knows the word.
        rule: &'g str,
    },
    /// A place that no list has under this name.
    Unlisted {
        /// Listed places that sound alike, with how alike they are spelled, 0 to 1.
        places: Vec<(PlaceId, f64)>,
        /// Why words before it are no part of it.
        trimmed: Option<String>,
    },
}

/// The names of a text, sorted, without overlap.
pub(super) fn mentions<'g>(
    normal: &Normal<'_>,
    gazetteer: &'g Gazetteer,
    rules: &'g PlaceRules,
) -> Vec<Mention<'g>> {
    let caseless = !normal.original.chars().any(char::is_uppercase);
    let index = gazetteer.index();
    let own = index.names.find(normal).map(|found| Mention {
        span: found.span,
        names: Named::Places {
            name: index.names.name(found.name).to_owned(),
            places: Cow::Borrowed(index.places(found.name)),
            only_listed: None,
        },
    });
    let demonyms = rules.demonyms.find(normal).filter_map(|found| {
        let (country, rule) = rules.demonym_countries.get(found.name)?;
        Some(Mention {
            span: found.span,
            names: Named::Demonym { country, rule },
        })
    });
    let written = |mention: &Mention<'_>| {
        let name = mention.span.of(normal.original).unwrap_or_default();
        let only_in_capitals = match &mention.names {
            Named::Places { name, .. } => index
                .names
                .number(name)
                .is_some_and(|name| index.only_in_capitals(name)),
            Named::Demonym { .. } | Named::Unlisted { .. } => false,
        };
        if only_in_capitals {
            return !name.chars().any(char::is_lowercase);
        }
        caseless || has_capital(name, normal.original, mention.span)
    };
    let mut found: Vec<Mention<'g>> = own.chain(demonyms).filter(written).collect();
    add_world(&mut found, normal, gazetteer);
    found.sort_by_key(|mention| {
        let rank = match mention.names {
            Named::Places {
                only_listed: None, ..
            } => 0,
            Named::Demonym { .. } => 1,
            Named::Places { .. } | Named::Unlisted { .. } => 2,
        };
        (
            mention.span.start(),
            std::cmp::Reverse(mention.span.end()),
            rank,
        )
    });
    let mut end = 0;
    found.retain(|mention| {
        let free = mention.span.start() >= end;
        if free {
            end = mention.span.end();
        }
        free
    });
    for mention in &mut found {
        mention.span = without_feature(mention, normal.original, gazetteer, rules);
    }
    found
}

/// Adds what the long list of the world has: more places of a name found already, and names that it alone has.
fn add_world<'g>(found: &mut Vec<Mention<'g>>, normal: &Normal<'_>, gazetteer: &'g Gazetteer) {
    let Some(list) = gazetteer.world() else {
        return;
    };
    let known: BTreeMap<Span, usize> = found
        .iter()
        .enumerate()
        .filter(|(_, mention)| matches!(mention.names, Named::Places { .. }))
        .map(|(at, mention)| (mention.span, at))
        .collect();
    for (span, name) in world::names(normal, list) {
        let more = gazetteer.of_world(name);
        let known = known.get(&span).and_then(|at| found.get_mut(*at));
        let known = known.and_then(|mention| match &mut mention.names {
            Named::Places { places, .. } => Some(places),
            Named::Demonym { .. } | Named::Unlisted { .. } => None,
        });
        if let Some(places) = known {
            for (id, form) in more {
                if places.iter().all(|(known, _)| *known != id) {
                    places.to_mut().push((id, form));
                }
            }
            continue;
        }
        let people = more
            .iter()
            .filter_map(|(id, _)| gazetteer.get(id))
            .map(|place| place.population.unwrap_or(0))
            .max();
        if let Some(people) = people {
            found.push(Mention {
                span,
                names: Named::Places {
                    name: name.to_owned(),
                    places: Cow::Owned(more),
                    only_listed: Some(people),
                },
            });
        }
    }
}

/// The span of the name of an area or settlement without the feature word that it is listed with, where it is also
/// known without.
fn without_feature(
    mention: &Mention<'_>,
    text: &str,
    gazetteer: &Gazetteer,
    rules: &PlaceRules,
) -> Span {
    let Named::Places { places, .. } = &mention.names else {
        return mention.span;
    };
    let is_plain = |id| {
        let kind = gazetteer.get(id).map(|place| place.kind);
        kind.is_some_and(|kind| kind.is_area() || kind.is_settlement())
    };
    let name = mention.span.of(text).unwrap_or_default();
    let Some((head, word)) = name.rsplit_once([' ', '-']) else {
        return mention.span;
    };
    let is_feature = rules
        .features
        .get(Position::After, &word.to_lowercase())
        .is_some();
    let known = is_feature && gazetteer.index().names.number(&normal_form(head)).is_some();
    if known && places.iter().all(|(id, _)| is_plain(id)) {
        Span::new(
            mention.span.start(),
            mention.span.start() + head.trim_end().len(),
        )
    } else {
        mention.span
    }
}

/// Whether a name is written as a name: with a capital, or with a small article joined to a capital.
///
/// A capital article that opens a sentence and is parted by a space is a preposition as often as not and is no head.
fn has_capital(name: &str, text: &str, span: Span) -> bool {
    let head: String = name.chars().take_while(|c| c.is_alphanumeric()).collect();
    let rest = name.get(head.len()..).unwrap_or_default();
    let article = matches!(head.to_lowercase().as_str(), "al" | "el");
    if is_capital(name) {
        return !is_preposition(&head) || !rest.starts_with(' ') || !opens(text, span);
    }
    let joined = rest.starts_with(['-', '\u{2010}', '\u{2011}']);
    (article || joined)
        && rest
            .chars()
            .find(|c| c.is_alphabetic())
            .is_some_and(char::is_uppercase)
        && head.chars().count() <= 3
}

fn is_preposition(head: &str) -> bool {
    matches!(head, "As" | "At" | "An")
}

fn opens(text: &str, span: Span) -> bool {
    let before = text.get(..span.start()).unwrap_or_default().trim_end();
    before.is_empty() || before.ends_with(['.', '!', '?', ':', ';', '”', '"'])
}
