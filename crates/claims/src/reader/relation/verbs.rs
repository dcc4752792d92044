//! Relations in words between two actors: "Y, backed by X", "X supports Y", "X, in cooperation with Y".

use marsad_domain::{ActorMention, ClaimDraft, Role};

use super::{
    super::{building::View, slots},
    Found, others, related,
};
use crate::{
    grammar::{chunk::Chunk, clause::Clause, noun_phrase::NounPhrase},
    rules::RelationRule,
};

pub(super) fn read(view: &View<'_>) -> Vec<ClaimDraft> {
    let mut drafts = by_participle(view);
    for (index, clause) in view.sentence.clauses.iter().enumerate() {
        for rule in &view.context.rules.relations {
            drafts.extend(by_verb(view, rule, index, clause));
            drafts.extend(by_link(view, rule, index, clause));
        }
    }
    drafts.extend(beside(view));
    drafts
}

/// Each subject with each object, in the words from one to the other.
fn pairs(
    view: &View<'_>,
    found: &Found<'_>,
    subjects: &[ActorMention],
    objects: &[ActorMention],
) -> Vec<ClaimDraft> {
    let mut drafts = Vec::new();
    for object in objects {
        for subject in subjects {
            let span = found.span.union(object.span).union(subject.span);
            let found = Found { span, ..*found };
            drafts.extend(related(view, &found, subject.clone(), object.clone()));
        }
    }
    drafts
}

/// "Led by X, the Y ...", "Y, backed by X".
fn by_participle(view: &View<'_>) -> Vec<ClaimDraft> {
    let mut drafts = Vec::new();
    for clause in &view.sentence.clauses {
        let verb = clause.verb.verb_span.of(view.text).unwrap_or_default();
        let verb = verb.to_lowercase();
        let mut rules = view.context.rules.relations.iter();
        let rule = rules.find(|rule| rule.participle.contains(&verb));
        let Some(rule) = rule.filter(|_| clause.verb.is_passive && !clause.verb.is_negated) else {
            continue;
        };
        let company = &view.context.rules.words.grammar.company;
        let with = slots::behind_any(clause, company);
        let with = clause.agents.iter().chain(with.iter().map(|it| it.phrase));
        let objects: Vec<ActorMention> = with
            .flat_map(|np| others(view, rule.relation, np))
            .collect();
        let found = Found::by(rule, clause.verb.span, None);
        drafts.extend(pairs(view, &found, &subjects(view, clause), &objects));
    }
    drafts
}

/// Who a clause is about; something that is led ("the offensive") stands under its own words.
fn subjects(view: &View<'_>, clause: &Clause) -> Vec<ActorMention> {
    let of = |np| slots::parties_of(view, np, Role::Subject);
    let mut subjects: Vec<ActorMention> = clause.subject.iter().flat_map(of).collect();
    if subjects.is_empty() {
        subjects.extend(clause.subject.first().and_then(|np| as_named(view, np)));
    }
    subjects
}

/// "Y backs X", "X belongs to Y".
fn by_verb(view: &View<'_>, rule: &RelationRule, index: usize, clause: &Clause) -> Vec<ClaimDraft> {
    let verb = &clause.verb;
    if !verb.is_one_of(&rule.verbs, clause.first_preposition()) {
        return Vec::new();
    }
    let has_head = rule.object_heads.is_empty()
        || clause
            .object
            .iter()
            .any(|np| np.has_head(&rule.object_heads));
    if !has_head {
        return Vec::new();
    }
    let acting = slots::parties(view, &slots::subject(clause), Role::Subject);
    let behind = slots::behind_any(clause, &rule.behind);
    let behind = behind.iter().map(|filled| filled.phrase);
    let objects = clause
        .object
        .iter()
        .filter(|_| rule.object_heads.is_empty());
    let of_objects = clause.object.iter().flat_map(|np| &np.of);
    let of_objects = of_objects.filter(|_| !rule.object_heads.is_empty());
    let acted = objects.chain(behind).chain(of_objects);
    let acted: Vec<ActorMention> = acted
        .flat_map(|np| others(view, rule.relation, np))
        .collect();
    let found = Found::by(rule, verb.span, Some(index));
    if rule.is_inverse {
        pairs(view, &found, &acted, &acting)
    } else {
        pairs(view, &found, &acting, &acted)
    }
}

/// "X were fighting alongside Y": words behind the verb that tie its subject to another.
fn by_link(view: &View<'_>, rule: &RelationRule, index: usize, clause: &Clause) -> Vec<ClaimDraft> {
    let linked = clause
        .phrases_behind()
        .filter(|(word, _)| rule.links.contains(word));
    let linked: Vec<&NounPhrase> = linked.flat_map(|(_, list)| list).collect();
    let Some(first) = linked.first() else {
        return Vec::new();
    };
    let objects = linked.iter().flat_map(|np| others(view, rule.relation, np));
    let objects: Vec<ActorMention> = objects.collect();
    let found = Found::by(rule, clause.verb.span.union(first.full_span()), Some(index));
    pairs(view, &found, &subjects(view, clause), &objects)
}

/// "X, in cooperation with Y": the words stand right behind a phrase.
fn beside(view: &View<'_>) -> Vec<ClaimDraft> {
    let mut drafts = Vec::new();
    let chunks = &view.sentence.chunks;
    for (at, chunk) in chunks.iter().enumerate() {
        let Chunk::Preposition(word, _) = chunk else {
            continue;
        };
        let mut rules = view.context.rules.relations.iter();
        let Some(rule) = rules.find(|rule| rule.links.contains(word)) else {
            continue;
        };
        let before = chunks.get(..at).unwrap_or_default().iter().rev();
        let mut before = before.skip_while(|chunk| matches!(chunk, Chunk::Comma(_)));
        let (Some(Chunk::Noun(own)), Some(Chunk::Noun(other))) =
            (before.next(), chunks.get(at + 1))
        else {
            continue;
        };
        let found = Found::by(rule, own.full_span().union(other.full_span()), None);
        let subjects = slots::parties_of(view, own, Role::Subject);
        let objects = others(view, rule.relation, other);
        drafts.extend(pairs(view, &found, &subjects, &objects));
    }
    drafts
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
