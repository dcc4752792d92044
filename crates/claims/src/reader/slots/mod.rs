//! Filling the slots of a frame from the parts of a clause: places, parties, people.

mod parties;
mod places;

use marsad_domain::{ActorId, ActorKind, Relation, Role, Span};

use super::building::View;
use crate::{
    grammar::{clause::Clause, noun_phrase::NounPhrase},
    rules::{ClausePart, Fit, Slot, WordSet},
    text::token::Word,
};
pub(crate) use parties::{as_named, mention, parties, parties_of};
pub(crate) use places::wheres;

/// A phrase in a slot, with the preposition that it came by.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Filled<'a> {
    pub(crate) phrase: &'a NounPhrase,
    pub(crate) preposition: Option<&'a str>,
}

/// The phrases of a slot.
pub(crate) fn fill<'a>(view: &View<'_>, clause: &'a Clause, slot: &'a Slot) -> Vec<Filled<'a>> {
    match slot {
        Slot::Part(ClausePart::Subject) => subject(clause),
        Slot::Part(ClausePart::Object) => object(clause),
        Slot::Part(ClausePart::Antecedent) => bare(clause.antecedent.as_slice()),
        Slot::Part(ClausePart::Within) => {
            let phrases = clause.phrases.iter().flat_map(|(_, list)| list);
            let inner = phrases.flat_map(|np| &np.of);
            inner
                .map(|phrase| Filled {
                    phrase,
                    preposition: None,
                })
                .collect()
        }
        Slot::Part(ClausePart::Seat) => seat(view, clause),
        Slot::Part(ClausePart::Owner) => Vec::new(),
        Slot::Preposition(word) => {
            let mut filled = behind(clause, |p| p == word);
            if view.context.rules.words.grammar.of.contains(word) {
                filled.extend(of_object(clause, word));
            }
            filled
        }
    }
}

/// Who acts: the subject, or the agent of a passive.
pub(crate) fn subject(clause: &Clause) -> Vec<Filled<'_>> {
    bare(if clause.verb.is_passive {
        &clause.agents
    } else {
        &clause.subject
    })
}

/// What is acted on: the object, or the subject of a passive.
pub(crate) fn object(clause: &Clause) -> Vec<Filled<'_>> {
    let is_own = clause.verb.is_reflexive && clause.object.is_empty();
    bare(if clause.verb.is_passive || is_own {
        &clause.subject
    } else {
        &clause.object
    })
}

/// Where the subject is: the phrases between it and the verb that stand for a place to be in.
fn seat<'a>(view: &View<'_>, clause: &'a Clause) -> Vec<Filled<'a>> {
    let words = &view.context.rules.words;
    let is_whole = |np: &NounPhrase| {
        let is_definite =
            |d: &Word| words.demonstratives.contains(d) || words.possessives.contains(d);
        np.number.is_none() && np.determiner.as_ref().is_none_or(is_definite)
    };
    let ends = clause.subject.iter().map(|np| np.full_span().end()).max();
    let inside = |p: &str| words.relations.get(p) == Some(&Relation::At);
    behind(clause, inside)
        .into_iter()
        .filter(|filled| {
            let start = filled.phrase.full_span().start();
            clause.subject.iter().all(is_whole)
                && ends.is_some_and(|end| end <= start)
                && start < clause.verb.span.start()
        })
        .collect()
}

/// The phrases behind some prepositions.
pub(crate) fn behind_any<'a>(clause: &'a Clause, prepositions: &WordSet) -> Vec<Filled<'a>> {
    behind(clause, |p| prepositions.contains(p))
}

fn behind(clause: &Clause, is_wanted: impl Fn(&str) -> bool) -> Vec<Filled<'_>> {
    let wanted = clause.phrases.iter().filter(|(p, _)| is_wanted(p));
    wanted
        .flat_map(|(p, list)| {
            list.iter().map(move |phrase| Filled {
                phrase,
                preposition: Some(p.as_str()),
            })
        })
        .collect()
}

fn bare(list: &[NounPhrase]) -> Vec<Filled<'_>> {
    list.iter()
        .map(|phrase| Filled {
            phrase,
            preposition: None,
        })
        .collect()
}

/// "took control of X": the "of" phrases hang on the object, or on the subject where that is what is acted on.
fn of_object<'a>(clause: &'a Clause, of: &'a str) -> Vec<Filled<'a>> {
    let bearers = if clause.verb.is_passive || clause.object.is_empty() {
        &clause.subject
    } else {
        &clause.object
    };
    let has_of = |list: &[NounPhrase]| list.iter().any(|np| !np.of.is_empty());
    // "The whereabouts of X are unknown": nothing hangs on what is said of the subject.
    let bearers = if has_of(bearers) {
        bearers
    } else {
        &clause.subject
    };
    let phrases = bearers.iter().flat_map(|np| &np.of);
    phrases
        .map(|phrase| Filled {
            phrase,
            preposition: Some(of),
        })
        .collect()
}

/// The first of some slots that gives anything, judged by `take`.
pub(crate) fn first<'a, T>(
    view: &View<'_>,
    clause: &'a Clause,
    slots: &'a [Slot],
    take: impl Fn(&[Filled<'a>]) -> Vec<T>,
) -> Vec<T> {
    slots
        .iter()
        .map(|slot| take(&fill(view, clause, slot)))
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

pub(crate) fn fits_one(view: &View<'_>, phrase: &NounPhrase, fit: Fit) -> bool {
    let people = &view.context.rules.people;
    let heads = || {
        std::iter::once(phrase)
            .chain(&phrase.of)
            .map(|np| np.head.rsplit(' ').next().unwrap_or_default())
    };
    match fit {
        Fit::Party => !parties_of(view, phrase, Role::Agent).is_empty(),
        Fit::Forces | Fit::Aircraft => {
            let parties = parties_of(view, phrase, Role::Agent);
            let is_person = phrase.person.is_some() && !people.force_heads.contains(&phrase.head);
            let aircraft =
                fit == Fit::Forces || heads().any(|head| people.aircraft_nouns.contains(head));
            let is_event = heads().next().is_some_and(|head| {
                people.strike_nouns.contains(head)
                    || view.context.rules.nominal_index.contains_key(head)
            });
            !parties.is_empty()
                && !is_event
                && aircraft
                && !is_person
                && parties
                    .iter()
                    .all(|party| !is_civilian(view, party.id.as_ref()))
        }
        Fit::Place => {
            !phrase.place_heads(view.context.rules).is_empty()
                || phrase.is_place_anaphor(view.context.rules)
                || places::is_unlisted(view, phrase)
        }
        Fit::Civilians => {
            let civilian = heads().any(|head| {
                people.civilian_nouns.contains(head) || people.person_nouns.contains(head)
            }) || phrase.is_people
                || is_folk(phrase)
                || phrase.number.is_some() && phrase.words.is_empty();
            let is_armed = heads()
                .any(|head| people.force_nouns.contains(head) || people.group_nouns.contains(head));
            civilian && !is_armed
                || parties_of(view, phrase, Role::Agent)
                    .iter()
                    .any(|p| is_civilian(view, p.id.as_ref()))
        }
        Fit::People => {
            let words = &view.context.rules.words;
            let is_ground = words.place_nouns.contains_key(&phrase.head)
                || words.sites.words.contains(&phrase.head);
            heads().any(|head| people.person_nouns.contains(head))
                || phrase.is_people
                || phrase.is_pronoun
                || phrase.person.is_some()
                || phrase.unknown_name.is_some() && !is_ground
                || phrase.number.is_some() && phrase.words.is_empty()
        }
        Fit::Anyone => {
            fits_one(view, phrase, Fit::People)
                || fits_one(view, phrase, Fit::Party)
                || fits_one(view, phrase, Fit::Attackers)
        }
        Fit::Attackers => {
            let flies = heads().any(|head| people.aircraft_nouns.contains(head));
            fits_one(view, phrase, Fit::Forces) && !flies
                || heads().any(|head| people.attacker_nouns.contains(head))
        }
        Fit::Crowd => {
            let is_armed = heads()
                .any(|head| people.force_nouns.contains(head) || people.group_nouns.contains(head));
            let is_many = heads()
                .any(|head| head.ends_with('s') || people.unmarked_plurals.contains(head))
                || phrase.number.is_some();
            is_many && fits_one(view, phrase, Fit::People) && !is_armed
        }
        Fit::Vehicles => heads().any(|head| people.vehicle_nouns.contains(head)),
    }
}

/// "Kurds", "Bedouins": one name in the plural that nothing knows.
pub(crate) fn is_folk(phrase: &NounPhrase) -> bool {
    let is_name = phrase.unknown_name.is_some() && phrase.words.len() == 1;
    is_name
        && phrase.head.ends_with('s')
        && phrase.determiner.is_none()
        && phrase.parties.is_empty()
}

fn is_civilian(view: &View<'_>, id: Option<&ActorId>) -> bool {
    id.and_then(|id| view.context.actors.get(id))
        .is_some_and(|actor| actor.kind == ActorKind::Civilians)
}
