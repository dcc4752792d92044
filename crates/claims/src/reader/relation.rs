//! How actors stand to one another: led by, backed by, allied with, part of.

use marsad_domain::{ActorMention, Body, ClaimDraft, RelationKind, Role, Span};

use super::{
    building::{Parts, View},
    slots,
};
use crate::grammar::{chunk::Chunk, noun_phrase::NounPhrase, party::Party};

/// The relations that a sentence states.
pub(crate) fn read(view: &View<'_>) -> Vec<ClaimDraft> {
    let mut drafts = Vec::new();
    for chunk in &view.sentence.chunks {
        let Chunk::Noun(phrase) = chunk else { continue };
        for party in nested(phrase).flat_map(|np| &np.parties) {
            drafts.extend(backed(view, party));
        }
        for inner in nested(phrase) {
            drafts.extend(leader(view, inner));
        }
        drafts.extend(included(view, phrase));
    }
    drafts.extend(by_participle(view));
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

fn related(
    view: &View<'_>,
    relation: RelationKind,
    subject: ActorMention,
    object: ActorMention,
    rule: &str,
    span: Span,
) -> Option<ClaimDraft> {
    if subject.id.is_some() && subject.id == object.id {
        return None;
    }
    let parts = Parts {
        body: Body::Relation { relation },
        r#where: Vec::new(),
        actors: vec![subject, object],
        rule: rule.to_owned(),
        span,
        clause: None,
    };
    view.draft(parts)
}

/// "X-backed Y".
fn backed(view: &View<'_>, party: &Party) -> Option<ClaimDraft> {
    let (relation, id, name, span) = party.backer.as_ref()?;
    let subject = mention(view, party, Role::Subject);
    let label = id
        .as_ref()
        .and_then(|id| view.context.actors.get(id))
        .map_or_else(|| name.clone(), |actor| actor.name.clone());
    let object = ActorMention {
        role: Role::Object,
        id: id.clone(),
        name: label.into(),
        text: span.of(view.text).unwrap_or_default().into(),
        span: *span,
    };
    related(
        view,
        *relation,
        subject,
        object,
        "relation.suffix",
        party.span.union(*span),
    )
}

fn mention(view: &View<'_>, party: &Party, role: Role) -> ActorMention {
    let actor = party.id.as_ref().and_then(|id| view.context.actors.get(id));
    ActorMention {
        role,
        id: party.id.clone(),
        name: actor
            .map_or_else(|| party.name.clone(), |actor| actor.name.clone())
            .into(),
        text: party.span.of(view.text).unwrap_or_default().into(),
        span: party.span,
    }
}

/// "P, leader of the X".
fn leader(view: &View<'_>, phrase: &NounPhrase) -> Option<ClaimDraft> {
    let (name, _) = phrase.person.clone()?;
    let roles = &view.context.rules.people.public_roles;
    let named = phrase
        .apposition
        .as_deref()
        .filter(|np| roles.contains(&np.head))?;
    let group = named
        .of
        .iter()
        .find_map(|np| np.parties.iter().find(|party| party.id.is_some()))?;
    let span = phrase.span?.union(named.full_span());
    let person = ActorMention {
        role: Role::Object,
        id: None,
        name: name.into(),
        text: phrase.span?.of(view.text)?.into(),
        span: phrase.span?,
    };
    related(
        view,
        RelationKind::LedBy,
        mention(view, group, Role::Subject),
        person,
        "relation.leader",
        span,
    )
}

/// "X, including Y": Y is part of X, where both are parties.
fn included(view: &View<'_>, phrase: &NounPhrase) -> Vec<ClaimDraft> {
    let Some(whole) = phrase.parties.first() else {
        return Vec::new();
    };
    phrase
        .examples
        .iter()
        .flat_map(|np| &np.parties)
        .filter_map(|part| {
            let span = whole.span.union(part.span);
            let (part, whole) = (
                mention(view, part, Role::Subject),
                mention(view, whole, Role::Object),
            );
            related(
                view,
                RelationKind::PartOf,
                part,
                whole,
                "relation.including",
                span,
            )
        })
        .collect()
}

/// "Led by X, the Y ...", "Y, backed by X".
fn by_participle(view: &View<'_>) -> Vec<ClaimDraft> {
    let mut drafts = Vec::new();
    for clause in &view.sentence.clauses {
        let words = clause
            .verb
            .verb_span
            .of(view.text)
            .unwrap_or_default()
            .to_lowercase();
        let rule = view
            .context
            .rules
            .relations
            .iter()
            .find(|rule| rule.participle.contains(&words));
        let Some(rule) = rule.filter(|_| clause.verb.is_passive && !clause.verb.is_negated) else {
            continue;
        };
        let with = clause.agents.iter().chain(
            slots::behind_any(clause, &view.context.rules.words.grammar.company)
                .into_iter()
                .map(|filled| filled.phrase),
        );
        let objects: Vec<ActorMention> = with
            .flat_map(
                |np| match person(np).filter(|_| rule.relation == RelationKind::LedBy) {
                    Some(leader) => vec![leader],
                    None => slots::parties_of(view, np, Role::Object),
                },
            )
            .collect();
        let mut subjects: Vec<ActorMention> = clause
            .subject
            .iter()
            .flat_map(|np| slots::parties_of(view, np, Role::Subject))
            .collect();
        if subjects.is_empty() {
            subjects.extend(clause.subject.first().and_then(|np| as_named(view, np)));
        }
        for object in objects {
            for subject in &subjects {
                let subject = ActorMention {
                    role: Role::Subject,
                    ..subject.clone()
                };
                let span = clause.verb.span.union(object.span).union(subject.span);
                drafts.extend(related(
                    view,
                    rule.relation,
                    subject,
                    object.clone(),
                    &rule.id,
                    span,
                ));
            }
        }
    }
    drafts
}

/// A person under the own name, known or not: "led by Z".
fn person(phrase: &NounPhrase) -> Option<ActorMention> {
    let known = phrase.person.as_ref().map(|(name, _)| name.clone());
    let named = phrase
        .unknown_name
        .as_ref()
        .filter(|_| phrase.parties.is_empty());
    let name = known.or_else(|| named.map(|(name, _)| name.clone()))?;
    let span = phrase.span?;
    Some(ActorMention {
        role: Role::Object,
        id: None,
        text: name.as_str().into(),
        name: name.into(),
        span,
    })
}

/// Something that is led ("the offensive") under its own words.
fn as_named(view: &View<'_>, phrase: &NounPhrase) -> Option<ActorMention> {
    let span = phrase.span?;
    let text = span.of(view.text)?.to_owned();
    let is_operation = view.context.rules.frames.iter().any(|frame| {
        frame.id.starts_with("happening.")
            && (frame.object_heads.contains(&phrase.head)
                || frame.subject_heads.contains(&phrase.head))
    });
    is_operation.then(|| ActorMention {
        role: Role::Subject,
        id: None,
        name: phrase.words.join(" ").into(),
        text: text.into(),
        span,
    })
}
