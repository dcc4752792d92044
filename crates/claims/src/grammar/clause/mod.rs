//! Clauses: one for each verb group, with its subject, objects and phrases.

mod borders;
pub(crate) mod left_out;
mod parts;
mod shared_subject;

use std::borrow::Cow;

use marsad_domain::Span;

use super::{chunk::Chunk, noun_phrase::NounPhrase, verb_group::VerbGroup};
use crate::{
    rules::{Rules, VerbForm},
    text::{dates::DayExpression, token::Word},
};
use borders::{open_report, split};
use parts::{following, fronted, subject};
use shared_subject::{fill_subject, inherit_forwards};

/// How a clause is tied to its neighbours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tie {
    Main,
    Subordinate,
    Relative,
    Complement,
    Participle,
    Infinitive,
}

/// A clause.
#[derive(Debug, Clone)]
pub(crate) struct Clause {
    pub(crate) verb: VerbGroup,
    pub(crate) tie: Tie,
    /// The word that opens it: a subordinator or a relative.
    pub(crate) opener: Option<Word>,
    pub(crate) subject: Vec<NounPhrase>,
    /// Whether the subject was taken over from a clause before.
    pub(crate) is_inherited: bool,
    /// The gerund clause that is the subject ("capturing the city would ...").
    pub(crate) gerund_subject: Option<usize>,
    pub(crate) object: Vec<NounPhrase>,
    /// Who acts where the verb is passive.
    pub(crate) agents: Vec<NounPhrase>,
    /// Phrases with their preposition, in order.
    pub(crate) phrases: Vec<(Word, Vec<NounPhrase>)>,
    pub(crate) days: Vec<(Option<Word>, DayExpression)>,
    pub(crate) adverbs: Vec<Word>,
    /// What a relative clause hangs on.
    pub(crate) antecedent: Option<NounPhrase>,
    /// From its first chunk to its last.
    pub(crate) span: Span,
}

impl Clause {
    /// The phrases behind the verb, with their preposition.
    pub(crate) fn phrases_behind(&self) -> impl Iterator<Item = &(Word, Vec<NounPhrase>)> {
        let end = self.verb.span.end();
        let starts =
            move |list: &[NounPhrase]| list.first().is_some_and(|np| np.full_span().start() >= end);
        self.phrases.iter().filter(move |(_, list)| starts(list))
    }

    /// The preposition right behind the verb.
    pub(crate) fn first_preposition(&self) -> Option<&str> {
        self.phrases_behind().next().map(|(word, _)| word.as_str())
    }
}

/// The clauses of a sentence, in the order of their verbs.
pub(crate) fn clauses(chunks: &[Chunk], rules: &Rules) -> Vec<Clause> {
    let chunks: &[Chunk] = &with_participles(chunks);
    let verbs: Vec<usize> = chunks
        .iter()
        .enumerate()
        .filter(|(_, chunk)| matches!(chunk, Chunk::Verb(_)))
        .map(|(at, _)| at)
        .collect();
    let mut splits = vec![0];
    for pair in verbs.windows(2) {
        if let [left, right] = pair {
            splits.push(split(chunks, *left, *right, rules));
        }
    }
    splits.push(chunks.len());
    let mut clauses: Vec<Clause> = Vec::new();
    for (index, verb_at) in verbs.iter().enumerate() {
        let (from, to) = (splits[index], splits[index + 1]);
        if let Some(clause) = clause(chunks, from, *verb_at, to, &clauses, rules) {
            clauses.push(clause);
        }
    }
    inherit_forwards(&mut clauses);
    clauses
}

/// "The town, located in the north, has been ...": a past form between commas, with no object, is a participle.
fn with_participles(chunks: &[Chunk]) -> Cow<'_, [Chunk]> {
    let mut participles: Vec<usize> = chunks
        .windows(4)
        .enumerate()
        .filter_map(|(at, window)| match window {
            [
                Chunk::Noun(_),
                Chunk::Comma(_),
                Chunk::Verb(group),
                Chunk::Preposition(..),
            ] => (group.form == VerbForm::Past && closes_behind(chunks, at + 2)).then_some(at + 2),
            _ => None,
        })
        .collect();
    participles.extend(reduced(chunks));
    if participles.is_empty() {
        return Cow::Borrowed(chunks);
    }
    let mut marked = chunks.to_vec();
    for at in participles {
        if let Some(Chunk::Verb(group)) = marked.get_mut(at) {
            group.is_finite = false;
            group.is_passive = true;
            group.form = VerbForm::Participle;
        }
    }
    Cow::Owned(marked)
}

/// "A rocket fired from the hills hit the market": of two past forms with nothing but phrases between them, the first
/// describes the noun.
fn reduced(chunks: &[Chunk]) -> Vec<usize> {
    let describes = |at: usize| {
        let [
            Chunk::Noun(_),
            Chunk::Verb(group),
            Chunk::Preposition(..),
            rest @ ..,
        ] = chunks.get(at..)?
        else {
            return None;
        };
        let is_bare = group.form == VerbForm::Past && group.verb_span == group.span;
        let is_phrase = |chunk: &&Chunk| {
            matches!(
                chunk,
                Chunk::Noun(_) | Chunk::Preposition(..) | Chunk::Day(_)
            )
        };
        let phrases = rest.iter().take_while(is_phrase).count();
        let governed = phrases
            .checked_sub(2)
            .is_none_or(|last| matches!(rest.get(last), Some(Chunk::Preposition(..))));
        let is_verb = matches!(rest.get(phrases), Some(Chunk::Verb(next)) if next.is_finite);
        (is_bare && phrases > 0 && governed && is_verb).then_some(at + 1)
    };
    (0..chunks.len()).filter_map(describes).collect()
}

/// Whether a comma and a finite verb follow behind a chunk.
fn closes_behind(chunks: &[Chunk], at: usize) -> bool {
    let behind = chunks.get(at + 2..).unwrap_or_default();
    behind.windows(2).any(|pair| match pair {
        [Chunk::Comma(_), Chunk::Verb(group)] => group.is_finite,
        _ => false,
    })
}

/// Builds the clause of the verb at `verb_at` from the chunks `from..to`.
fn clause(
    chunks: &[Chunk],
    from: usize,
    verb_at: usize,
    to: usize,
    before: &[Clause],
    rules: &Rules,
) -> Option<Clause> {
    let Chunk::Verb(verb) = chunks.get(verb_at)? else {
        return None;
    };
    let verb = verb.as_ref().clone();
    let left = chunks.get(from..verb_at)?;
    let right = before_stop(chunks.get(verb_at + 1..to)?);
    let opener = left.iter().rev().find_map(|chunk| match chunk {
        Chunk::Subordinator(word, _) | Chunk::Relative(word, _) => Some(word.clone()),
        Chunk::Preposition(word, _) if verb.form == VerbForm::Ing => Some(word.clone()),
        _ => None,
    });
    let tie = tie(left, &verb);
    let mut clause = Clause {
        span: span_of(behind_stop(left), &verb, right),
        verb,
        tie,
        opener,
        subject: subject(left, &rules.words.grammar),
        agents: Vec::new(),
        is_inherited: false,
        gerund_subject: None,
        object: Vec::new(),
        phrases: Vec::new(),
        days: Vec::new(),
        adverbs: Vec::new(),
        antecedent: None,
    };
    fronted(left, &mut clause);
    following(right, &mut clause);
    let is_agent = |word: &Word| rules.words.grammar.agent.contains(word);
    let agents = clause.phrases.iter().filter(|(word, _)| is_agent(word));
    clause.agents = agents.flat_map(|(_, list)| list).cloned().collect();
    let report = before_verb(chunks, verb_at)
        .filter(|_| clause.subject.is_empty() && clause.verb.is_finite)
        .and_then(|left| open_report(chunks, left, verb_at, rules));
    match report {
        Some(report) => {
            clause.subject.push(report.clone());
            clause.is_inherited = true;
        }
        None => fill_subject(&mut clause, left, chunks, from, before, rules),
    }
    Some(clause)
}

/// The verb before the one at `verb_at`.
fn before_verb(chunks: &[Chunk], verb_at: usize) -> Option<usize> {
    chunks
        .get(..verb_at)?
        .iter()
        .rposition(|chunk| matches!(chunk, Chunk::Verb(_)))
}

/// What stands behind the last colon or semicolon: before it is a heading, or another sentence.
fn behind_stop(left: &[Chunk]) -> &[Chunk] {
    let stop = left
        .iter()
        .rposition(|chunk| matches!(chunk, Chunk::Stop(_)));
    stop.and_then(|at| left.get(at + 1..)).unwrap_or(left)
}

/// What stands before the first colon or semicolon: behind it another sentence begins.
fn before_stop(right: &[Chunk]) -> &[Chunk] {
    let stop = right
        .iter()
        .position(|chunk| matches!(chunk, Chunk::Stop(_)));
    stop.and_then(|at| right.get(..at)).unwrap_or(right)
}

fn span_of(left: &[Chunk], verb: &VerbGroup, right: &[Chunk]) -> Span {
    let content = |chunk: &&Chunk| {
        !matches!(
            chunk,
            Chunk::Comma(_)
                | Chunk::Conjunction(..)
                | Chunk::Stop(_)
                | Chunk::Quote(_)
                | Chunk::Complementiser(_)
        )
    };
    left.iter()
        .chain(right)
        .filter(content)
        .map(Chunk::span)
        .fold(verb.span, Span::union)
}

fn tie(left: &[Chunk], verb: &VerbGroup) -> Tie {
    let last = left.iter().rev().find(|chunk| {
        matches!(
            chunk,
            Chunk::Subordinator(..) | Chunk::Relative(..) | Chunk::Complementiser(_)
        )
    });
    match last {
        Some(Chunk::Relative(..)) => Tie::Relative,
        Some(Chunk::Subordinator(..)) => Tie::Subordinate,
        Some(Chunk::Complementiser(_)) => Tie::Complement,
        _ if verb.is_infinitive => Tie::Infinitive,
        _ if !verb.is_finite => Tie::Participle,
        _ => Tie::Main,
    }
}
