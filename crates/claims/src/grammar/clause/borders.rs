//! Where one clause ends and the next begins.

use super::super::{chunk::Chunk, noun_phrase::NounPhrase, verb_group::VerbGroup};
use crate::rules::{GrammarWords, Rules, VerbForm, WordSet};

/// Where the clause of the right verb begins, between two verbs.
pub(super) fn split(chunks: &[Chunk], left: usize, right: usize, rules: &Rules) -> usize {
    let company = &rules.words.grammar.company;
    let group = |at: usize| match chunks.get(at) {
        Some(Chunk::Verb(group)) => Some(group.as_ref()),
        _ => None,
    };
    let (Some(first), Some(second)) = (group(left), group(right)) else {
        return right;
    };
    let mut at = right;
    while at > left + 1 && matches!(chunks.get(at - 1), Some(Chunk::Adverb(..) | Chunk::Day(_))) {
        at -= 1;
    }
    if at == left + 1 {
        return at;
    }
    if second.is_finite && open_report(chunks, left, right, rules).is_some() {
        return at;
    }
    let before = chunks.get(at - 1);
    if is_boundary(before) {
        return opener_start(chunks, left, at - 1, company);
    }
    // "X will act should Y be hit": the word that opens the condition.
    let inverting = &rules.words.grammar.inverting;
    let opens = |at: &usize| matches!(chunks.get(*at), Some(Chunk::Subordinator(word, _)) if inverting.contains(word));
    if let Some(opener) = (left + 1..at).rev().find(opens) {
        return opener;
    }
    if !second.is_finite {
        return opener_before_participle(chunks, left, at, right);
    }
    let start = subject_start(chunks, left, at, &rules.words.grammar);
    let takes_clause =
        rules.words.catenatives.contains_key(&first.lemma) || is_speech(first, rules);
    if start == left + 1 && !takes_clause && first.form == VerbForm::Ing {
        return right;
    }
    opener_start(chunks, left, start, company)
}

/// "Reports that the army left the town are false": the noun before "that", which still waits for its verb at `right`.
pub(super) fn open_report<'c>(
    chunks: &'c [Chunk],
    left: usize,
    right: usize,
    rules: &Rules,
) -> Option<&'c NounPhrase> {
    let that = chunks
        .get(..left)?
        .iter()
        .rposition(|chunk| matches!(chunk, Chunk::Complementiser(_)))?;
    let Some(Chunk::Noun(report)) = chunks.get(that.checked_sub(1)?) else {
        return None;
    };
    let is_verb = |chunk: &Chunk| matches!(chunk, Chunk::Verb(_));
    let is_first = !chunks.get(..that)?.iter().any(is_verb);
    let is_one_clause = !chunks.get(that..left)?.iter().any(is_verb)
        && !chunks.get(left + 1..right)?.iter().any(|chunk| {
            matches!(
                chunk,
                Chunk::Comma(_) | Chunk::Conjunction(..) | Chunk::Relative(..) | Chunk::Verb(_)
            )
        });
    (is_first && is_one_clause && rules.truth.reports.contains(&report.head))
        .then_some(report.as_ref())
}

/// A participle or infinitive right behind a noun leaves the noun where it is.
fn opener_before_participle(chunks: &[Chunk], left: usize, at: usize, right: usize) -> usize {
    if matches!(chunks.get(at - 1), Some(Chunk::Preposition(..))) && at - 1 > left {
        at - 1
    } else {
        right.min(at)
    }
}

pub(crate) fn is_speech(group: &VerbGroup, rules: &Rules) -> bool {
    rules
        .speech
        .iter()
        .any(|speech| speech.verbs.contains(&group.lemma))
}

pub(super) fn is_boundary(chunk: Option<&Chunk>) -> bool {
    matches!(
        chunk,
        Some(
            Chunk::Comma(_)
                | Chunk::Conjunction(..)
                | Chunk::Subordinator(..)
                | Chunk::Relative(..)
                | Chunk::Complementiser(_)
                | Chunk::Preposition(..)
                | Chunk::Quote(_)
                | Chunk::Stop(_)
        )
    )
}

/// Steps back over the small words that open a clause.
fn opener_start(chunks: &[Chunk], left: usize, from: usize, company: &WordSet) -> usize {
    let mut at = from;
    while at > left + 1
        && matches!(
            chunks.get(at - 1),
            Some(
                Chunk::Comma(_)
                    | Chunk::Conjunction(..)
                    | Chunk::Subordinator(..)
                    | Chunk::Relative(..)
                    | Chunk::Complementiser(_)
                    | Chunk::Quote(_)
                    | Chunk::Preposition(..)
            )
        )
    {
        let is_absolute = matches!(chunks.get(at - 1), Some(Chunk::Preposition(word, _)) if company.contains(word))
            && at == from
            && !matches!(chunks.get(at - 2), Some(Chunk::Verb(_)));
        let before_relative = matches!(chunks.get(at), Some(Chunk::Relative(..)));
        if matches!(chunks.get(at - 1), Some(Chunk::Preposition(..)))
            && !is_absolute
            && !before_relative
        {
            break;
        }
        at -= 1;
    }
    at
}

/// The first chunk of the subject that ends right before `end`.
fn subject_start(chunks: &[Chunk], left: usize, end: usize, grammar: &GrammarWords) -> usize {
    let company = &grammar.company;
    let mut at = end;
    let mut start = end;
    while at > left + 1 {
        let before = chunks.get(at - 1);
        match before {
            Some(Chunk::Noun(_)) => {
                start = at - 1;
                at -= 1;
            }
            Some(Chunk::Preposition(..) | Chunk::Adverb(..) | Chunk::Day(_)) => at -= 1,
            Some(Chunk::Conjunction(..))
                if is_subject_list(chunks, left, at - 1)
                    || is_pair(chunks, at - 1, &grammar.dividing_prepositions) =>
            {
                at -= 1;
            }
            _ => break,
        }
        if matches!(chunks.get(at), Some(Chunk::Noun(_)))
            && !matches!(
                chunks.get(at - 1),
                Some(Chunk::Preposition(..) | Chunk::Conjunction(..))
            )
        {
            break;
        }
    }
    let governed = start.checked_sub(1).and_then(|before| chunks.get(before));
    match governed {
        Some(Chunk::Preposition(word, _)) if !company.contains(word) && start < end => end,
        _ => start,
    }
}

/// "the road between A and B": the noun before a conjunction stands behind a preposition that asks for two.
fn is_pair(chunks: &[Chunk], conjunction: usize, pairing: &WordSet) -> bool {
    conjunction.checked_sub(2).is_some_and(
        |at| matches!(chunks.get(at), Some(Chunk::Preposition(word, _)) if pairing.contains(word)),
    )
}

/// Whether the noun before a conjunction belongs to the subject behind it: something opens a clause before it.
fn is_subject_list(chunks: &[Chunk], left: usize, conjunction: usize) -> bool {
    let mut at = conjunction;
    let mut nouns = 0;
    while at > left + 1 {
        match chunks.get(at - 1) {
            Some(Chunk::Noun(_)) => {
                nouns += 1;
                at -= 1;
            }
            Some(Chunk::Preposition(..) | Chunk::Adverb(..)) if nouns > 0 => at -= 1,
            Some(Chunk::Subordinator(..) | Chunk::Complementiser(_) | Chunk::Relative(..)) => {
                return nouns > 0;
            }
            _ => return false,
        }
    }
    false
}
