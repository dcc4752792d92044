//! "If X then Y", "capturing X would Y": claims that hold only under a condition.

use marsad_domain::{Body, ClaimDraft, Quote, Span, Stance};

use super::{
    attribution::Scope,
    building::{Parts, View},
    context::ReadingContext,
    sentence::Sentence,
};
use crate::{
    grammar::{
        chunk::Chunk,
        clause::{Clause, Tie},
    },
    rules::WordSet,
};

/// A condition with what would follow.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Condition {
    pub(crate) condition: Span,
    pub(crate) then: Span,
}

/// The conditions of a sentence.
///
/// Words of a voice ("..., analysts said") are no part of them: `scopes` says which clauses only speak.
pub(crate) fn find(
    sentence: &Sentence,
    scopes: &[Scope],
    context: &ReadingContext<'_>,
) -> Vec<Condition> {
    let is_speech = |index: usize| scopes.iter().any(|scope| scope.clause == Some(index));
    let mut found = Vec::new();
    for (index, clause) in sentence.clauses.iter().enumerate() {
        let opened = clause
            .opener
            .as_deref()
            .is_some_and(|word| context.rules.words.conditions.contains(word));
        if opened
            || is_inverted(
                sentence,
                index,
                clause,
                &context.rules.words.grammar.inverting,
            )
        {
            found.extend(opened_by_word(sentence, index, clause, is_speech));
        } else if is_unreal(clause) {
            found.extend(unreal_subject(sentence, clause, context));
        }
    }
    found
}

/// "Should the rebels take X, ..."
fn is_inverted(sentence: &Sentence, index: usize, clause: &Clause, inverting: &WordSet) -> bool {
    let first = sentence
        .units
        .iter()
        .find(|unit| unit.span.start() >= sentence.span.start());
    let opens = clause
        .opener
        .as_ref()
        .is_none_or(|word| inverting.contains(word));
    index == 0
        && opens
        && !sentence.is_question
        && first.is_some_and(|unit| inverting.contains(&unit.lower))
}

fn is_unreal(clause: &Clause) -> bool {
    clause.verb.stance == Some(Stance::Hypothetical) && clause.verb.is_finite
}

/// A clause that "if" opens, with the main clause behind or before it.
fn opened_by_word(
    sentence: &Sentence,
    index: usize,
    clause: &Clause,
    is_speech: impl Fn(usize) -> bool,
) -> Option<Condition> {
    let start = clause.span.start();
    let mut end = clause.span.end();
    let mut next = index + 1;
    while let Some(more) = sentence
        .clauses
        .get(next)
        .filter(|c| belongs(sentence, c, end))
    {
        end = more.span.end();
        next += 1;
    }
    let condition = Span::new(start, end);
    if let Some(then) = sentence
        .clauses
        .get(next)
        .filter(|c| c.verb.is_finite && behind_comma(sentence, c) && !is_speech(next))
    {
        let from = then.span.start();
        let last = sentence
            .clauses
            .iter()
            .enumerate()
            .skip(next)
            .take_while(|(at, c)| c.tie != Tie::Complement && !is_speech(*at))
            .map(|(_, c)| c)
            .last();
        return Some(Condition {
            condition,
            then: Span::new(from, last.map_or(then.span.end(), |c| c.span.end())),
        });
    }
    let then = sentence
        .clauses
        .get(..index)?
        .iter()
        .enumerate()
        .rev()
        .find(|(at, c)| c.verb.is_finite && c.tie != Tie::Relative && !is_speech(*at))
        .map(|(_, c)| c)?;
    Some(Condition {
        condition,
        then: Span::new(then.span.start(), then.span.end().min(start)),
    })
}

/// A clause that goes on with the condition: no comma before it.
fn belongs(sentence: &Sentence, clause: &Clause, end: usize) -> bool {
    !behind_comma(sentence, clause) && clause.span.start() <= end.saturating_add(12)
}

fn behind_comma(sentence: &Sentence, clause: &Clause) -> bool {
    let start = clause.span.start();
    let before = sentence
        .chunks
        .iter()
        .rev()
        .find(|chunk| chunk.span().end() <= start);
    matches!(before, Some(Chunk::Comma(_)))
}

/// "Capturing X would Y", "the fall of X would Y".
fn unreal_subject(
    sentence: &Sentence,
    clause: &Clause,
    context: &ReadingContext<'_>,
) -> Option<Condition> {
    let then = Span::new(clause.verb.span.start(), clause.span.end());
    if let Some(gerund) = clause
        .gerund_subject
        .and_then(|index| sentence.clauses.get(index))
    {
        return Some(Condition {
            condition: Span::new(gerund.verb.span.start(), then.start()),
            then,
        });
    }
    let subject = clause.subject.first().filter(|_| !clause.is_inherited)?;
    let is_event = context.rules.nominal_index.contains_key(&subject.head)
        && context
            .rules
            .nominal_index
            .get(&subject.head)
            .is_some_and(|list| {
                list.iter()
                    .filter_map(|at| context.rules.nominals.get(*at))
                    .any(|rule| rule.change.is_some())
            });
    is_event.then(|| Condition {
        condition: subject.full_span(),
        then,
    })
}

/// The conditional claims of a sentence.
pub(crate) fn read(view: &View<'_>) -> Vec<ClaimDraft> {
    view.conditions
        .iter()
        .filter_map(|condition| conditional(view, condition))
        .collect()
}

fn conditional(view: &View<'_>, found: &Condition) -> Option<ClaimDraft> {
    let condition = Quote::of(view.text, trim(view.text, found.condition))?;
    let then = Quote::of(view.text, trim(view.text, found.then))?;
    let span = found.condition.union(found.then);
    let inside = |unit: &&crate::text::unit::Unit| span.contains(unit.span);
    let names = view
        .sentence
        .units
        .iter()
        .filter(inside)
        .filter_map(|unit| unit.name.as_ref().map(|n| (unit, n)));
    let r#where = names
        .clone()
        .filter_map(|(unit, name)| {
            let place = name.place.as_ref().filter(|place| place.is_literal)?;
            Some(marsad_domain::Where {
                relation: marsad_domain::Relation::At,
                place: view.context.place_ref(place.id.as_ref()?),
                radius_km: None,
                text: unit.span.of(view.text)?.into(),
                span: unit.span,
            })
        })
        .collect();
    let actors = names
        .filter_map(|(unit, name)| {
            let id = name.actor.clone()?;
            let label = view
                .context
                .actors
                .get(&id)
                .map_or_else(|| name.label.clone(), |a| a.name.clone());
            Some(marsad_domain::ActorMention {
                role: marsad_domain::Role::Agent,
                id: Some(id),
                name: label.into(),
                text: unit.span.of(view.text)?.into(),
                span: unit.span,
            })
        })
        .collect();
    let parts = Parts {
        body: Body::Conditional { condition, then },
        r#where,
        actors,
        rule: "condition".to_owned(),
        span,
        clause: None,
    };
    view.draft_as(parts, Stance::Hypothetical)
}

fn trim(text: &str, span: Span) -> Span {
    let Some(words) = span.of(text) else {
        return span;
    };
    let trimmed = words.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';'));
    Span::new(span.start(), span.start() + trimmed.len())
}
