//! Who moves from where, toward where and along what.

use marsad_domain::{ActorMention, Body, ClaimDraft, ControlVerb, Relation, Role, Where};

use super::{
    super::{
        building::{Parts, View},
        slots,
    },
    each_or_none, first_place, lacks, parties, party_id, places, set_relation, words_of,
};
use crate::{
    grammar::clause::Clause,
    rules::{Fit, Frame, Need},
};

pub(super) fn movement(
    view: &View<'_>,
    frame: &Frame,
    clause: &Clause,
    index: usize,
) -> Vec<ClaimDraft> {
    let mut actors = parties(view, clause, &frame.party, Role::Mover);
    if actors.is_empty() && frame.subject == Some(Fit::Vehicles) {
        actors.extend(vehicles(view, clause));
    }
    if actors.is_empty() && clause.verb.is_passive {
        actors.extend(sent(view, frame, clause));
    }
    let toward = set_relation(places(view, clause, &frame.toward), Relation::Toward);
    let from = set_relation(places(view, clause, &frame.from), Relation::From);
    let toward = if toward.is_empty() && frame.subject == Some(Fit::Vehicles) {
        road_target(view)
    } else {
        toward
    };
    let (along, along_places) = along(view, clause, frame);
    let no_way = toward.is_empty() && along.is_none() && (from.is_empty() || leaves(view, clause));
    if lacks(frame, Need::Party, actors.is_empty()) || lacks(frame, Need::Way, no_way) {
        return Vec::new();
    }
    let body = |party| Body::Movement {
        party,
        from: first_place(&from).map(Box::new),
        toward: first_place(&toward).map(Box::new),
        along: along.clone(),
    };
    let r#where: Vec<Where> = toward
        .iter()
        .chain(&from)
        .chain(&along_places)
        .cloned()
        .collect();
    each_or_none(&actors)
        .into_iter()
        .filter_map(|actor| {
            view.draft(Parts {
                body: body(actor.as_ref().and_then(party_id)),
                r#where: r#where.clone(),
                actors: actor.into_iter().collect(),
                rule: frame.id.clone(),
                span: words_of(clause),
                clause: Some(index),
            })
        })
        .collect()
}

/// Whether the verb means leaving: then a movement that says no more than "from" repeats the withdrawal.
fn leaves(view: &View<'_>, clause: &Clause) -> bool {
    view.context
        .rules
        .frames_of(&clause.verb.lemma)
        .any(|frame| {
            frame.change == Some(ControlVerb::Withdrew)
                && clause
                    .verb
                    .is_one_of(&frame.verbs, clause.first_preposition())
        })
}

/// "hundreds of cars": vehicles as they are called.
fn vehicles(view: &View<'_>, clause: &Clause) -> Option<ActorMention> {
    let people = &view.context.rules.people;
    let phrase = clause
        .subject
        .iter()
        .flat_map(|np| std::iter::once(np).chain(&np.of))
        .find(|np| people.vehicle_nouns.contains(&np.head))?;
    let span = phrase.full_span();
    let text = span.of(view.text)?.to_owned();
    Some(ActorMention {
        role: Role::Mover,
        id: None,
        name: text.as_str().into(),
        text: text.into(),
        span,
    })
}

/// "rocket launchers were moved to X": what is sent, where nobody says by whom.
fn sent(view: &View<'_>, frame: &Frame, clause: &Clause) -> Option<ActorMention> {
    let mut sent = clause.subject.iter();
    let phrase = sent.find(|np| np.has_head(&frame.object_heads))?;
    let span = phrase.full_span();
    let text = span.of(view.text)?.to_owned();
    Some(ActorMention {
        role: Role::Mover,
        id: None,
        name: text.as_str().into(),
        text: text.into(),
        span,
    })
}

/// "the road leading to X": where vehicles on it go.
fn road_target(view: &View<'_>) -> Vec<Where> {
    let aims = &view.context.rules.aims;
    let road = view.sentence.clauses.iter().find(|clause| {
        aims.road_verbs.contains(&clause.verb.lemma)
            && clause
                .subject
                .iter()
                .any(|np| aims.road_nouns.contains(&np.head))
    });
    road.map(|clause| {
        set_relation(
            slots::wheres(
                view,
                &slots::behind_any(clause, &view.context.rules.words.grammar.infinitive),
            ),
            Relation::Toward,
        )
    })
    .unwrap_or_default()
}

/// The road or river that a movement follows: a known line, or a road by its words.
fn along(view: &View<'_>, clause: &Clause, frame: &Frame) -> (Option<String>, Vec<Where>) {
    let aims = &view.context.rules.aims;
    for slot in &frame.along {
        for filled in slots::fill(view, clause, slot) {
            let line = filled.phrase.places.iter().find(|place| {
                place
                    .id
                    .as_ref()
                    .is_some_and(|id| view.context.lines.get(id).is_some())
            });
            let is_road = aims.road_nouns.contains(&filled.phrase.head);
            if line.is_none() && !is_road {
                continue;
            }
            let places = set_relation(
                slots::wheres(view, std::slice::from_ref(&filled)),
                Relation::Along,
            );
            let name = line
                .and_then(|place| place.id.as_ref())
                .and_then(|id| view.context.lines.get(id));
            let words = name
                .map(|line| line.name.clone())
                .or_else(|| filled.phrase.span?.of(view.text).map(str::to_owned));
            return (words, places);
        }
    }
    (None, Vec::new())
}
