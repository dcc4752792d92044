//! What became of people: tolls and displacement by a verb.

use marsad_domain::{Amount, Body, ClaimDraft, Counted, Measure, Relation, Role, Stance, Where};

use super::{
    super::{
        building::{Parts, View},
        figures, nominals, parts, slots, stance,
    },
    first_place, parties, places, set_relation, words_of,
};
use crate::{
    grammar::{clause::Clause, noun_phrase::NounPhrase},
    rules::{Fit, Frame, Need, VerbForm},
    text::unit::Tag,
};

pub(super) fn toll(
    view: &View<'_>,
    frame: &Frame,
    clause: &Clause,
    index: usize,
) -> Vec<ClaimDraft> {
    let of = frame.of.unwrap_or(Counted::Killed);
    let people: Vec<&NounPhrase> = frame
        .people
        .iter()
        .map(|slot| slots::fill(view, clause, slot))
        .find(|filled| !filled.is_empty())
        .unwrap_or_else(|| counted_subject(clause))
        .into_iter()
        .map(|filled| filled.phrase)
        .filter(|np| frame.people_heads.is_empty() || np.has_head(&frame.people_heads))
        .collect();
    let people = if frame.object_heads.is_empty() {
        people
    } else {
        people_of_lives(&people)
    };
    let mut figures = figures::of_phrases(view, people.iter().copied(), of, Some(index));
    if figures.is_empty() {
        return Vec::new();
    }
    let span = parts::add(view, &mut figures, words_of(clause));
    let mut actors = parties(view, clause, &frame.party, Role::Agent);
    actors.extend(
        people
            .iter()
            .flat_map(|np| slots::parties_of(view, np, Role::Victim)),
    );
    let r#where = toll_places(view, clause);
    view.draft(Parts {
        body: Body::Toll { figures },
        r#where,
        actors,
        rule: frame.id.clone(),
        span,
        clause: Some(index),
    })
    .into_iter()
    .collect()
}

/// "2 killed and 14 wounded": in notes, a count before a past form with no object is of those to whom it was done.
fn counted_subject(clause: &Clause) -> Vec<slots::Filled<'_>> {
    let is_note = clause.verb.form == VerbForm::Past && !clause.verb.is_passive;
    let counted = clause
        .subject
        .iter()
        .filter(|np| is_note && np.number.is_some() && clause.object.is_empty());
    counted
        .map(|phrase| slots::Filled {
            phrase,
            preposition: None,
        })
        .collect()
}

/// "the lives of twelve people": the people.
fn people_of_lives<'p>(phrases: &[&'p NounPhrase]) -> Vec<&'p NounPhrase> {
    phrases
        .iter()
        .flat_map(|np| {
            if np.of.is_empty() {
                vec![*np]
            } else {
                np.of.iter().collect()
            }
        })
        .collect()
}

/// Where victims fell: by the clause's own phrases, else by the sentence's only place.
pub(crate) fn toll_places(view: &View<'_>, clause: &Clause) -> Vec<Where> {
    let own = places(view, clause, &view.context.rules.toll.places);
    if !own.is_empty() {
        return own;
    }
    for other in &view.sentence.clauses {
        let found = places(view, other, &view.context.rules.toll.places);
        if found.iter().any(|place| place.place.is_some()) {
            return found;
        }
    }
    nominals::first_place(view)
}

pub(super) fn displacement(
    view: &View<'_>,
    frame: &Frame,
    clause: &Clause,
    index: usize,
) -> Vec<ClaimDraft> {
    let filled: Vec<_> = frame
        .people
        .iter()
        .map(|slot| slots::fill(view, clause, slot))
        .find(|filled| !filled.is_empty())
        .unwrap_or_default();
    let people: Vec<_> = filled
        .into_iter()
        .map(|filled| filled.phrase)
        .filter(|np| {
            frame.people_heads.is_empty()
                || np
                    .words
                    .iter()
                    .any(|word| frame.people_heads.contains(word))
        })
        .filter(|np| {
            slots::fits(
                view,
                &[slots::Filled {
                    phrase: np,
                    preposition: None,
                }],
                Fit::Civilians,
            )
        })
        .collect();
    let mut figures = figures::of_phrases(
        view,
        people.iter().copied(),
        Counted::Displaced,
        Some(index),
    );
    figures.retain(|figure| figure.amount.high() != Some(0));
    let unreal = stance::of_clause(view, index, clause) != Stance::Asserted;
    figures.retain(|figure| !unreal || figure.amount != Amount::Vague(None));
    let from = set_relation(places(view, clause, &frame.from), Relation::From);
    let to = set_relation(places(view, clause, &frame.to), Relation::Toward);
    let no_way = from.is_empty() && to.is_empty();
    let strong = frame.subject.is_none() && !frame.needs.contains(&Need::Way);
    let flees = is_flight(view, clause) && clause.object.is_empty();
    if figures.is_empty() || (no_way && !strong && !flees) {
        return Vec::new();
    }
    let measure = if is_stock(view, clause) {
        Measure::Stock
    } else {
        frame.measure.unwrap_or(Measure::Flow)
    };
    let span = parts::add(view, &mut figures, words_of(clause));
    let actors = people
        .iter()
        .flat_map(|np| slots::parties_of(view, np, Role::Mover))
        .collect();
    let r#where = from.iter().chain(&to).cloned().collect();
    view.draft(Parts {
        body: Body::Displacement {
            measure,
            from: first_place(&from).map(Box::new),
            to: first_place(&to).map(Box::new),
            figures,
        },
        r#where,
        actors,
        rule: frame.id.clone(),
        span,
        clause: Some(index),
    })
    .into_iter()
    .collect()
}

/// "are displaced", "had been displaced by 5 May", "have been displaced so far": how many are away, not how many fled
/// on a day. "newly displaced" and "displaced since 3 May" count the flight all the same.
fn is_stock(view: &View<'_>, clause: &Clause) -> bool {
    let words = &view.context.rules.toll;
    let is_fresh = figures::has_adverb(view, clause, &words.fresh);
    let runs_to = figures::states_day(clause, &words.running_to)
        || figures::has_adverb(view, clause, &words.running);
    let has_start = figures::states_day(clause, &view.context.rules.time.since);
    clause.verb.is_passive && !is_fresh && !has_start && (runs_to || is_now(view, clause))
}

/// "are displaced": a present passive is a state.
fn is_now(view: &View<'_>, clause: &Clause) -> bool {
    let past = &view.context.rules.words.grammar.past_auxiliaries;
    let inside = view.sentence.units.iter();
    let mut group = inside.filter(|unit| clause.verb.span.contains(unit.span));
    clause.verb.is_finite
        && clause.verb.stance.is_none()
        && group.all(|unit| unit.tag != Tag::Have && !past.contains(&unit.lower))
}

/// Verbs that mean flight by themselves, with no place beside them.
fn is_flight(view: &View<'_>, clause: &Clause) -> bool {
    view.context
        .rules
        .words
        .grammar
        .flight_verbs
        .contains(&clause.verb.lemma)
}
