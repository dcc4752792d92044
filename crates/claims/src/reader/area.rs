//! Who holds areas: "divided between X to the east of R and Y to the west", "Y-held Z".

use marsad_domain::{
    ActorMention, Body, ClaimDraft, ControlChange, ControlVerb, Relation, Role, Where,
};

use super::{
    building::{Parts, View},
    frames::party_id,
    slots::{self, Filled},
};
use crate::grammar::{chunk::Chunk, clause::Clause, noun_phrase::NounPhrase};

/// The control claims of divided areas and of "-held" places.
pub(crate) fn read(view: &View<'_>) -> Vec<ClaimDraft> {
    let mut drafts = Vec::new();
    for (index, clause) in view.sentence.clauses.iter().enumerate() {
        drafts.extend(divided(view, clause, index));
    }
    let divides = !drafts.is_empty();
    if !divides {
        drafts.extend(held(view));
    }
    drafts
}

/// An area that is divided between parties, each with its side of a line.
fn divided(view: &View<'_>, clause: &Clause, index: usize) -> Vec<ClaimDraft> {
    let grammar = &view.context.rules.words.grammar;
    if !grammar.dividing_verbs.contains(&clause.verb.lemma) {
        return Vec::new();
    }
    let Some(from) = clause
        .phrases
        .iter()
        .position(|(p, _)| grammar.dividing_prepositions.contains(p))
    else {
        return Vec::new();
    };
    let phrases: Vec<&NounPhrase> = clause
        .phrases
        .get(from..)
        .unwrap_or_default()
        .iter()
        .flat_map(|(_, list)| list)
        .collect();
    let area = slots::wheres(view, &slots::object(clause));
    let mut drafts = Vec::new();
    let mut holder: Option<ActorMention> = None;
    for phrase in phrases {
        if let Some(party) = holder_of(view, phrase) {
            holder = Some(party);
            continue;
        }
        let sides = slots::wheres(
            view,
            &[Filled {
                phrase,
                preposition: None,
            }],
        );
        let Some(party) = holder.take().filter(|_| !sides.is_empty()) else {
            continue;
        };
        let r#where: Vec<Where> = sides.into_iter().chain(area.clone()).collect();
        drafts.extend(hold(
            view,
            party,
            r#where,
            "area.divided",
            clause.span,
            Some(index),
        ));
    }
    drafts
}

fn holder_of(view: &View<'_>, phrase: &NounPhrase) -> Option<ActorMention> {
    if let Some(party) = &phrase.held_by {
        return Some(slots::as_named(view, party, Role::Agent));
    }
    slots::parties_of(view, phrase, Role::Agent)
        .into_iter()
        .next()
}

fn hold(
    view: &View<'_>,
    party: ActorMention,
    r#where: Vec<Where>,
    rule: &str,
    span: marsad_domain::Span,
    clause: Option<usize>,
) -> Option<ClaimDraft> {
    view.draft(Parts {
        body: Body::Control {
            control: ControlChange {
                change: ControlVerb::Holds,
                party: party_id(&party),
            },
        },
        r#where,
        actors: vec![party],
        rule: rule.to_owned(),
        span,
        clause,
    })
}

/// "Y-held Z", "Y-controlled parts of Z": a named place under a party.
fn held(view: &View<'_>) -> Vec<ClaimDraft> {
    let mut drafts = Vec::new();
    for (at, chunk) in view.sentence.chunks.iter().enumerate() {
        let Chunk::Noun(phrase) = chunk else { continue };
        for inner in std::iter::once(phrase.as_ref()).chain(&phrase.of) {
            let Some(party) = &inner.held_by else {
                continue;
            };
            let own = Filled {
                phrase: inner,
                preposition: None,
            };
            let mut places = slots::wheres(view, &[own]);
            places.retain(|place| place.place.is_some());
            if places.is_empty() {
                places = in_place(view, at);
            }
            if !places.is_empty() {
                drafts.extend(hold(
                    view,
                    slots::as_named(view, party, Role::Agent),
                    places,
                    "area.held",
                    inner.full_span(),
                    None,
                ));
            }
        }
    }
    drafts
}

/// "Y-held areas in Z": a part of the place behind "in".
fn in_place(view: &View<'_>, at: usize) -> Vec<Where> {
    let (Some(Chunk::Preposition(word, _)), Some(Chunk::Noun(phrase))) = (
        view.sentence.chunks.get(at + 1),
        view.sentence.chunks.get(at + 2),
    ) else {
        return Vec::new();
    };
    let mut places = slots::wheres(
        view,
        &[Filled {
            phrase,
            preposition: Some(word),
        }],
    );
    places.retain(|place| place.place.is_some() && place.relation == Relation::At);
    for place in &mut places {
        place.relation = Relation::PartOf;
    }
    places
}
