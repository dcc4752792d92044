//! A sentence as a row of chunks: noun phrases, verb groups and the small words between them.

use marsad_domain::Span;

use super::{
    noun_phrase::{self, NounPhrase},
    verb_group::{self, VerbGroup},
};
use crate::{
    rules::Rules,
    text::{
        dates::DayExpression,
        token::Word,
        unit::{Tag, Unit},
    },
};

/// A part of a sentence.
#[derive(Debug, Clone)]
pub(crate) enum Chunk {
    Noun(Box<NounPhrase>),
    Verb(Box<VerbGroup>),
    Preposition(Word, Span),
    Subordinator(Word, Span),
    Relative(Word, Span),
    Complementiser(Span),
    Conjunction(Word, Span),
    Comma(Span),
    Stop(Span),
    Quote(Span),
    Bracket(Span),
    Adverb(Word, Span),
    Day(DayExpression),
}

impl Chunk {
    /// Where the chunk stands.
    pub(crate) fn span(&self) -> Span {
        match self {
            Self::Noun(phrase) => phrase.full_span(),
            Self::Verb(group) => group.span,
            Self::Day(day) => day.span,
            Self::Preposition(_, span)
            | Self::Subordinator(_, span)
            | Self::Relative(_, span)
            | Self::Complementiser(span)
            | Self::Conjunction(_, span)
            | Self::Comma(span)
            | Self::Stop(span)
            | Self::Quote(span)
            | Self::Bracket(span)
            | Self::Adverb(_, span) => *span,
        }
    }
}

/// The chunks of a sentence.
pub(crate) fn chunks(units: &[Unit], rules: &Rules) -> Vec<Chunk> {
    let mut chunks = Vec::with_capacity(units.len());
    let mut at = 0;
    while let Some(unit) = units.get(at) {
        if let Some((day, taken)) = day_before_noun(units, at, rules) {
            chunks.extend([
                Chunk::Day(day),
                Chunk::Preposition(unit.lower.clone(), unit.span),
            ]);
            let Some((phrase, nouns)) = noun_phrase::read(units, at + taken, rules) else {
                at += taken;
                continue;
            };
            chunks.push(Chunk::Noun(Box::new(phrase)));
            at += taken + nouns;
            continue;
        }
        if is_reflexive(unit, rules) {
            if let Some(Chunk::Verb(group)) = chunks.last_mut() {
                group.is_reflexive = true;
                group.span = group.span.union(unit.span);
            }
            at += 1;
            continue;
        }
        let (chunk, taken) = next(units, at, unit, rules);
        chunks.extend(chunk);
        at += taken.max(1);
    }
    chunks
}

/// "in overnight raids": behind a preposition that takes no such word, a word for a day describes the noun behind it.
fn day_before_noun(units: &[Unit], at: usize, rules: &Rules) -> Option<(DayExpression, usize)> {
    let time = &rules.time;
    let takes_days = |word: &str| time.since.contains(word) || time.by.contains(word);
    units
        .get(at)
        .filter(|u| u.tag == Tag::Preposition && !takes_days(&u.lower))?;
    let day = units.get(at + 1)?;
    let describes = time.relative.of_word(&day.lower).is_some();
    let noun = units.get(at + 2)?;
    let is_plain = matches!(noun.tag, Tag::Noun | Tag::Number);
    (describes && is_plain).then(|| Some((day.day.clone()?, 2)))?
}

/// "himself": behind a verb it stands for the subject, elsewhere for nothing.
fn is_reflexive(unit: &Unit, rules: &Rules) -> bool {
    let endings = &rules.words.grammar.reflexive_endings;
    unit.tag == Tag::Pronoun && endings.iter().any(|end| unit.lower.ends_with(end.as_str()))
}

fn next(units: &[Unit], at: usize, unit: &Unit, rules: &Rules) -> (Option<Chunk>, usize) {
    let small = |chunk| (Some(chunk), 1);
    match &unit.tag {
        Tag::Modal | Tag::Be | Tag::Have | Tag::Do | Tag::To | Tag::Verb(_) => {
            verb(units, at, unit, rules)
        }
        Tag::Negation | Tag::Adverb if opens_verb(units, at + 1) => verb(units, at, unit, rules),
        Tag::Adverb | Tag::Negation => small(Chunk::Adverb(unit.lower.clone(), unit.span)),
        Tag::Determiner | Tag::Possessive | Tag::Pronoun | Tag::Noun | Tag::Name | Tag::Number => {
            match noun_phrase::read(units, at, rules) {
                Some((phrase, taken)) => (Some(Chunk::Noun(Box::new(phrase))), taken),
                None => (None, 1),
            }
        }
        Tag::Preposition => small(Chunk::Preposition(unit.lower.clone(), unit.span)),
        Tag::Subordinator => small(Chunk::Subordinator(unit.lower.clone(), unit.span)),
        Tag::Relative => small(Chunk::Relative(unit.lower.clone(), unit.span)),
        Tag::Complementiser => small(Chunk::Complementiser(unit.span)),
        Tag::Conjunction => small(Chunk::Conjunction(unit.lower.clone(), unit.span)),
        Tag::Comma => small(Chunk::Comma(unit.span)),
        Tag::Stop => small(Chunk::Stop(unit.span)),
        Tag::Quote => small(Chunk::Quote(unit.span)),
        Tag::Bracket => small(Chunk::Bracket(unit.span)),
        Tag::Genitive => (None, 1),
        Tag::Day => (unit.day.clone().map(Chunk::Day), 1),
    }
}

fn verb(units: &[Unit], at: usize, unit: &Unit, rules: &Rules) -> (Option<Chunk>, usize) {
    match verb_group::read(units, at, rules) {
        Some((group, taken)) => (Some(Chunk::Verb(Box::new(group))), taken),
        None => (Some(Chunk::Adverb(unit.lower.clone(), unit.span)), 1),
    }
}

/// Whether a verb group goes on at a unit, so that the adverb before it belongs to the group.
fn opens_verb(units: &[Unit], at: usize) -> bool {
    units
        .get(at..)
        .and_then(|rest| {
            rest.iter()
                .find(|u| !matches!(u.tag, Tag::Adverb | Tag::Negation))
        })
        .is_some_and(|u| {
            matches!(
                u.tag,
                Tag::Verb(_) | Tag::Be | Tag::Have | Tag::Modal | Tag::Do | Tag::To
            )
        })
}
