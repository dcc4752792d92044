//! Filling the slots of a frame from the parts of a clause: places, parties, people.

mod parties;
mod places;

use marsad_domain::{ActorId, ActorKind, Role, Span};

use super::building::View;
use crate::{
    grammar::{clause::Clause, noun_phrase::NounPhrase},
    rules::Fit,
};
pub(crate) use parties::{parties, parties_of};
pub(crate) use places::wheres;

/// A phrase in a slot, with the preposition that it came by.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Filled<'a> {
    pub(crate) phrase: &'a NounPhrase,
    pub(crate) preposition: Option<&'a str>,
}

/// The phrases of a slot. `subject` and `object` are the logical ones: a passive's subject is its object.
pub(crate) fn fill<'a>(clause: &'a Clause, slot: &'a str) -> Vec<Filled<'a>> {
    let plain = |list: &'a [NounPhrase]| {
        list.iter()
            .map(|phrase| Filled {
                phrase,
                preposition: None,
            })
            .collect()
    };
    match slot {
        "subject" if clause.verb.is_passive => clause
            .phrases_of("by")
            .map(|phrase| Filled {
                phrase,
                preposition: None,
            })
            .collect(),
        "subject" => plain(&clause.subject),
        "object" if clause.verb.is_passive => plain(&clause.subject),
        "object" => plain(&clause.object),
        "antecedent" => clause
            .antecedent
            .iter()
            .map(|phrase| Filled {
                phrase,
                preposition: None,
            })
            .collect(),
        preposition => clause
            .phrases
            .iter()
            .filter(|(p, _)| p == preposition)
            .flat_map(|(p, list)| {
                list.iter().map(move |phrase| Filled {
                    phrase,
                    preposition: Some(p.as_str()),
                })
            })
            .chain(of_object(clause, slot))
            .collect(),
    }
}

/// "took control of X": the "of" phrases hang on the object, or on the subject of a passive.
fn of_object<'a>(clause: &'a Clause, slot: &str) -> Vec<Filled<'a>> {
    if slot != "of" {
        return Vec::new();
    }
    let bearers = if clause.verb.is_passive {
        &clause.subject
    } else {
        &clause.object
    };
    bearers
        .iter()
        .flat_map(|np| &np.of)
        .map(|phrase| Filled {
            phrase,
            preposition: Some("of"),
        })
        .collect()
}

/// The first of some slots that gives anything, judged by `take`.
pub(crate) fn first<'a, T>(
    clause: &'a Clause,
    slots: &'a [String],
    take: impl Fn(&[Filled<'a>]) -> Vec<T>,
) -> Vec<T> {
    slots
        .iter()
        .map(|slot| take(&fill(clause, slot)))
        .find(|found| !found.is_empty())
        .unwrap_or_default()
}

fn words(view: &View<'_>, span: Span) -> String {
    span.of(view.text).unwrap_or_default().to_owned()
}

/// Whether phrases are what a frame asks for.
pub(crate) fn fits(view: &View<'_>, filled: &[Filled<'_>], fit: Fit) -> bool {
    filled
        .iter()
        .any(|filled| fits_one(view, filled.phrase, fit))
}

fn fits_one(view: &View<'_>, phrase: &NounPhrase, fit: Fit) -> bool {
    let people = &view.context.rules.people;
    let heads = || {
        std::iter::once(phrase)
            .chain(&phrase.of)
            .map(|np| np.head.as_str())
    };
    match fit {
        Fit::Party => !parties_of(view, phrase, Role::Agent).is_empty(),
        Fit::Forces | Fit::Aircraft => {
            let parties = parties_of(view, phrase, Role::Agent);
            let is_person = phrase.person.is_some() && phrase.head != "forces";
            let aircraft =
                fit == Fit::Forces || heads().any(|head| people.aircraft_nouns.contains(head));
            !parties.is_empty()
                && aircraft
                && !is_person
                && parties
                    .iter()
                    .all(|party| !is_civilian(view, party.id.as_ref()))
        }
        Fit::Place => {
            !phrase.place_heads(view.context.rules).is_empty()
                || phrase.is_place_anaphor(view.context.rules)
                || view
                    .context
                    .rules
                    .words
                    .place_nouns
                    .contains_key(&phrase.head)
                    && phrase.parties.is_empty()
        }
        Fit::Civilians => {
            let civilian = heads().any(|head| {
                people.civilian_nouns.contains(head) || people.person_nouns.contains(head)
            }) || phrase.is_people
                || phrase.number.is_some() && phrase.words.is_empty();
            let soldiers = heads()
                .any(|head| people.force_nouns.contains(head) || people.group_nouns.contains(head));
            civilian && !soldiers
                || parties_of(view, phrase, Role::Agent)
                    .iter()
                    .any(|p| is_civilian(view, p.id.as_ref()))
        }
        Fit::Vehicles => heads().any(|head| people.vehicle_nouns.contains(head)),
    }
}

fn is_civilian(view: &View<'_>, id: Option<&ActorId>) -> bool {
    id.and_then(|id| view.context.actors.get(id))
        .is_some_and(|actor| actor.kind == ActorKind::Civilians)
}
