//! Reading `PLACE=PARTY`.

use marsad_domain::{Actor, ActorId, ActorKind, Actors, Change, Place, PlaceId};
use marsad_places::{Gazetteer, normal_form};

use crate::cut_off::is_extent;

/// How many near names a hint offers.
const NEAR_NAMES: usize = 3;

/// Why a text is no change.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ChangeError {
    /// Not of the form `PLACE=PARTY`.
    #[error("{text:?} is no change; hint: write PLACE=PARTY")]
    NoChange {
        /// The text.
        text: String,
    },
    /// A name that no place has.
    #[error("no place is called {name:?}; hint: {hint}")]
    UnknownPlace {
        /// The name.
        name: String,
        /// Names that are spelled nearly so.
        hint: String,
    },
    /// A name that several places have.
    #[error(
        "{name:?} may be {}; hint: write the id of the place",
        listed(candidates)
    )]
    AmbiguousPlace {
        /// The name.
        name: String,
        /// The places.
        candidates: Vec<Candidate>,
    },
    /// A name that only areas have.
    #[error("{name:?} is an area; hint: name the places in it that change hands")]
    Area {
        /// The name.
        name: String,
    },
    /// A name that no party has.
    #[error("no party is called {name:?}; hint: {hint}")]
    UnknownParty {
        /// The name.
        name: String,
        /// Names that are spelled nearly so.
        hint: String,
    },
    /// A name that several parties have.
    #[error("{name:?} may be {}; hint: write the id of the party", candidates.join(" or "))]
    AmbiguousParty {
        /// The name.
        name: String,
        /// The ids of the parties.
        candidates: Vec<String>,
    },
    /// An actor that holds no places, such as a person.
    #[error("{name:?} cannot hold a place; hint: name a party")]
    CannotHold {
        /// The name.
        name: String,
    },
}

/// A place that a name may mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Its id.
    pub id: PlaceId,
    /// Its name.
    pub name: String,
    /// The first-level region it lies in, or its country.
    pub region: String,
}

fn listed(candidates: &[Candidate]) -> String {
    let one = |c: &Candidate| format!("{} ({}, {})", c.id, c.name, c.region);
    candidates.iter().map(one).collect::<Vec<_>>().join(" or ")
}

/// Reads `PLACE=PARTY`: a place by its id or by a name that only one place has, a party by its id, name or alias.
///
/// # Errors
/// No equals sign, a name that nobody or more than one has, an area, an actor that cannot hold a place.
pub fn parse_change(
    text: &str,
    gazetteer: &Gazetteer,
    actors: &Actors,
) -> Result<Change, ChangeError> {
    let no_change = || ChangeError::NoChange {
        text: text.to_owned(),
    };
    let (place, party) = text.split_once('=').ok_or_else(no_change)?;
    let (place, party) = (place.trim(), party.trim());
    if place.is_empty() || party.is_empty() || party.contains('=') {
        return Err(no_change());
    }
    Ok(Change {
        place: place_of(place, gazetteer)?,
        party: party_of(party, actors)?,
    })
}

fn place_of(name: &str, gazetteer: &Gazetteer) -> Result<PlaceId, ChangeError> {
    let found = gazetteer.lookup(name);
    let points: Vec<&Place> = found
        .iter()
        .copied()
        .filter(|place| !is_extent(place.kind) && is_spelled(place, name))
        .collect();
    match points.as_slice() {
        [place] => Ok(place.id.clone()),
        [] if !found
            .iter()
            .any(|place| is_extent(place.kind) && is_spelled(place, name)) =>
        {
            Err(ChangeError::UnknownPlace {
                name: name.to_owned(),
                hint: near_places(name, gazetteer),
            })
        }
        [] => Err(ChangeError::Area {
            name: name.to_owned(),
        }),
        several => Err(ChangeError::AmbiguousPlace {
            name: name.to_owned(),
            candidates: several
                .iter()
                .map(|place| candidate(place, gazetteer))
                .collect(),
        }),
    }
}

/// Whether a text is the id or a spelling of a place, but for case, hyphens and the article: a name that only
/// sounds alike is a hint, and never the place that a question is about.
fn is_spelled(place: &Place, text: &str) -> bool {
    let plain = |name: &str| -> String {
        let name = name.to_lowercase();
        let article = ["al", "el", "ar", "as", "ash", "at", "az", "an", "ad"]
            .iter()
            .find_map(|article| name.strip_prefix(article)?.strip_prefix(['-', ' ']));
        article
            .unwrap_or(&name)
            .chars()
            .filter(|c| c.is_alphanumeric())
            .collect()
    };
    let names = std::iter::once(&place.name)
        .chain(&place.name_ar)
        .chain(&place.spellings);
    place.id.as_str() == text || names.into_iter().any(|name| plain(name) == plain(text))
}

fn candidate(place: &Place, gazetteer: &Gazetteer) -> Candidate {
    let region = place.admin1.as_ref().and_then(|id| gazetteer.get(id));
    Candidate {
        id: place.id.clone(),
        name: place.name.clone(),
        region: region.map_or_else(|| place.country.clone(), |region| region.name.clone()),
    }
}

fn near_places(name: &str, gazetteer: &Gazetteer) -> String {
    near(
        name,
        gazetteer
            .iter()
            .filter(|place| !is_extent(place.kind))
            .flat_map(|place| {
                let names = std::iter::once(&place.name).chain(&place.spellings);
                names.map(|name| (name.as_str(), place.id.as_str()))
            }),
    )
}

fn party_of(name: &str, actors: &Actors) -> Result<ActorId, ChangeError> {
    let by_id = name.parse::<ActorId>().ok().and_then(|id| actors.get(&id));
    let wanted = normal_form(name);
    let found: Vec<&Actor> = match by_id {
        Some(actor) => vec![actor],
        None => actors
            .iter()
            .filter(|actor| names_of(actor).any(|name| normal_form(name) == wanted))
            .collect(),
    };
    match found.as_slice() {
        [actor] if can_hold(actor) => Ok(actor.id.clone()),
        [_] => Err(ChangeError::CannotHold {
            name: name.to_owned(),
        }),
        [] => Err(ChangeError::UnknownParty {
            name: name.to_owned(),
            hint: near(
                name,
                actors
                    .iter()
                    .filter(|actor| can_hold(actor))
                    .flat_map(|actor| names_of(actor).map(|name| (name, actor.id.as_str()))),
            ),
        }),
        several => Err(ChangeError::AmbiguousParty {
            name: name.to_owned(),
            candidates: several.iter().map(|actor| actor.id.to_string()).collect(),
        }),
    }
}

fn names_of(actor: &Actor) -> impl Iterator<Item = &str> {
    std::iter::once(actor.id.as_str())
        .chain(std::iter::once(actor.name.as_str()))
        .chain(actor.name_ar.as_deref())
        .chain(actor.label.as_deref())
        .chain(actor.aliases.iter().map(String::as_str))
}

/// Whether an actor can hold a place: not groups of civilians, persons, or words that stand for nobody.
fn can_hold(actor: &Actor) -> bool {
    match actor.kind {
        ActorKind::State
        | ActorKind::Rebel
        | ActorKind::Militia
        | ActorKind::External
        | ActorKind::International => true,
        ActorKind::Generic => actor.stands_for.is_some(),
        ActorKind::Civilians | ActorKind::Person => false,
    }
}

/// The names nearest to one that is unknown, as a hint.
fn near<'a>(name: &str, names: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let wanted: Vec<char> = normal_form(name).chars().collect();
    let most = (wanted.len() / 3).max(2);
    let mut found: Vec<(usize, &str, &str)> = names
        .map(|(name, id)| (distance(&wanted, &normal_form(name)), id, name))
        .filter(|&(distance, ..)| distance <= most)
        .collect();
    found.sort_unstable();
    let mut seen = Vec::new();
    for (_, id, name) in found {
        if seen.len() < NEAR_NAMES && !seen.iter().any(|(other, _)| *other == id) {
            seen.push((id, name));
        }
    }
    if seen.is_empty() {
        return "write an id or a name of the theatre".to_owned();
    }
    let one = |(id, name): &(&str, &str)| format!("{name} ({id})");
    format!(
        "near names are {}",
        seen.iter().map(one).collect::<Vec<_>>().join(", ")
    )
}

/// Levenshtein distance in characters.
fn distance(wanted: &[char], other: &str) -> usize {
    let mut row: Vec<usize> = (0..=wanted.len()).collect();
    for (at, there) in other.chars().enumerate() {
        let mut diagonal = at;
        let mut left = at + 1;
        for (slot, here) in row.iter_mut().skip(1).zip(wanted) {
            let best = (diagonal + usize::from(*here != there))
                .min(*slot + 1)
                .min(left + 1);
            diagonal = std::mem::replace(slot, best);
            left = best;
        }
        if let Some(first) = row.first_mut() {
            *first = at + 1;
        }
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests;
