//! How actors stand to one another: led by, backed by, allied with, against, part of.

mod modifiers;
mod names;
mod verbs;

use marsad_domain::{ActorMention, Body, ClaimDraft, RelationKind, Role, Span, Stance};

use super::{
    building::{Parts, View},
    slots,
};
use crate::{
    grammar::{chunk::Chunk, noun_phrase::NounPhrase},
    rules::RelationRule,
};

/// The relations that a sentence states.
pub(crate) fn read(view: &View<'_>) -> Vec<ClaimDraft> {
    let mut drafts = Vec::new();
    for chunk in &view.sentence.chunks {
        let Chunk::Noun(phrase) = chunk else { continue };
        for inner in nested(phrase) {
            drafts.extend(modifiers::read(view, inner));
            drafts.extend(names::read(view, inner));
        }
        drafts.extend(included(view, phrase));
    }
    drafts.extend(verbs::read(view));
    drafts
}

/// A phrase with all phrases inside it.
fn nested(phrase: &NounPhrase) -> impl Iterator<Item = &NounPhrase> {
    std::iter::once(phrase)
        .chain(&phrase.of)
        .chain(&phrase.examples)
        .chain(phrase.apposition.as_deref())
        .chain(phrase.owner.as_deref())
}

/// What a relation is read from.
struct Found<'a> {
    relation: RelationKind,
    rule: &'a str,
    span: Span,
    /// The clause that says so, where one does.
    clause: Option<usize>,
}

impl<'a> Found<'a> {
    /// By the words of a rule.
    fn by(rule: &'a RelationRule, span: Span, clause: Option<usize>) -> Self {
        Self {
            relation: rule.relation,
            rule: &rule.id,
            span,
            clause,
        }
    }
}

fn related(
    view: &View<'_>,
    found: &Found<'_>,
    subject: ActorMention,
    object: ActorMention,
) -> Option<ClaimDraft> {
    let is_same = subject.id.is_some() && subject.id == object.id || subject.span == object.span;
    if is_same {
        return None;
    }
    let parts = Parts {
        body: Body::Relation {
            relation: found.relation,
        },
        r#where: Vec::new(),
        actors: vec![
            ActorMention {
                role: Role::Subject,
                ..subject
            },
            ActorMention {
                role: Role::Object,
                ..object
            },
        ],
        rule: found.rule.to_owned(),
        span: found.span,
        clause: found.clause,
    };
    match found.clause {
        Some(_) => view.draft(parts),
        // Who denies that "X-backed forces" came does not deny that X backs them.
        None => view.draft_as(parts, Stance::Asserted),
    }
}

/// The other side of a relation: a person where one is named and can lead, else the parties of the phrase.
fn others(view: &View<'_>, relation: RelationKind, phrase: &NounPhrase) -> Vec<ActorMention> {
    match person(view, phrase).filter(|_| relation == RelationKind::LedBy) {
        Some(leader) => vec![leader],
        None => slots::parties_of(view, phrase, Role::Object),
    }
}

/// A person under the own name, known or not: "led by Z".
fn person(view: &View<'_>, phrase: &NounPhrase) -> Option<ActorMention> {
    let known = phrase.person.as_ref();
    let known = known.and_then(|(name, _)| Some((name.clone(), phrase.span?)));
    let named = phrase
        .unknown_name
        .clone()
        .filter(|_| phrase.parties.is_empty());
    let (name, span) = known.or(named)?;
    Some(ActorMention {
        role: Role::Object,
        id: None,
        text: span.of(view.text)?.into(),
        name: name.into(),
        span,
    })
}

/// "X, including Y": Y is part of X, where both are parties.
fn included(view: &View<'_>, phrase: &NounPhrase) -> Vec<ClaimDraft> {
    let Some(whole) = phrase.parties.first() else {
        return Vec::new();
    };
    let parts = phrase.examples.iter().flat_map(|np| &np.parties);
    parts
        .filter_map(|part| {
            let found = Found {
                relation: RelationKind::PartOf,
                rule: "relation.including",
                span: whole.span.union(part.span),
                clause: None,
            };
            let whole = slots::as_named(view, whole, Role::Object);
            related(
                view,
                &found,
                slots::as_named(view, part, Role::Subject),
                whole,
            )
        })
        .collect()
}
