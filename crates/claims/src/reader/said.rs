//! What a speech clause lets be said: the words before it or behind it.

use marsad_domain::Span;

use super::{context::ReadingContext, sentence::Sentence, voice_phrases::part_start};
use crate::{
    grammar::{
        chunk::Chunk,
        clause::{Clause, Tie},
        noun_phrase::NounPhrase,
    },
    rules::WordSet,
};

/// What a speech clause lets be said: the words behind it, or before it where it stands at the end.
pub(super) fn content_of(
    sentence: &Sentence,
    index: usize,
    clause: &Clause,
    context: &ReadingContext<'_>,
) -> Option<Span> {
    let contrasting = &context.rules.words.grammar.contrasting;
    let own = clause.verb.span;
    let subject_start = clause
        .subject
        .iter()
        .filter(|_| !clause.is_inherited)
        .map(|np| np.full_span().start())
        .min()
        .unwrap_or(own.start())
        .min(own.start());
    let before = sentence
        .chunks
        .iter()
        .rev()
        .find(|chunk| chunk.span().end() <= subject_start);
    let behind_pause = matches!(before, Some(Chunk::Comma(_) | Chunk::Quote(_)));
    let is_postposed = behind_pause
        && index > 0
        && clause.tie != Tie::Relative
        && stands_behind(sentence, index, clause, context);
    let end = statement_end(sentence, index, own.end(), contrasting);
    if is_postposed {
        // What goes on behind "..., the ministry said," is the ministry's too.
        let goes_on = matches!(next_chunk(sentence, own), Some(Chunk::Comma(_)));
        let end = if goes_on { end } else { subject_start };
        return Some(Span::new(part_start(sentence, subject_start), end));
    }
    let next = sentence
        .clauses
        .get(index + 1)
        .map_or(end, |c| c.verb.span.start());
    let start = sentence
        .chunks
        .iter()
        .find_map(|chunk| match chunk {
            Chunk::Complementiser(span) if span.start() >= own.end() && span.end() <= next => {
                Some(span.end())
            }
            _ => None,
        })
        .or_else(|| Some(hearer(clause, context)?.full_span().end()))
        .unwrap_or(own.end());
    (end > start).then(|| Span::new(start, end))
}

/// Whether a speech clause behind a pause speaks of what stands before it: nothing that it could say stands behind.
fn stands_behind(
    sentence: &Sentence,
    index: usize,
    clause: &Clause,
    context: &ReadingContext<'_>,
) -> bool {
    let own = clause.verb.span;
    // Behind a semicolon another sentence begins.
    let stop = sentence.chunks.iter().find_map(|chunk| match chunk {
        Chunk::Stop(span) if span.start() >= own.end() => Some(span.start()),
        _ => None,
    });
    let is_own = |next: &&Clause| stop.is_none_or(|stop| next.verb.span.start() < stop);
    let next = sentence.clauses.get(index + 1).filter(is_own);
    let next_hangs = next.is_some_and(|next| matches!(next.tie, Tie::Relative | Tie::Participle));
    let hears = hearer(clause, context);
    let is_hearer = |np: &NounPhrase| {
        np.source.is_some()
            || np.person.is_some()
            || hears.is_some_and(|hearer| hearer.full_span() == np.full_span())
    };
    let has_complement = next.is_some()
        || clause
            .object
            .iter()
            .any(|np| np.full_span().start() > own.end() && !is_hearer(np));
    let inverted =
        clause.is_inherited && clause.object.len() == 1 && (next.is_none() || next_hangs);
    let follows = next_chunk(sentence, own);
    let behind_hearer = hears.and_then(|hearer| next_chunk(sentence, hearer.full_span()));
    let ends =
        |chunk: Option<&Chunk>| matches!(chunk, None | Some(Chunk::Stop(_) | Chunk::Comma(_)));
    let told_whom = hears.is_some() && (next.is_none() || ends(behind_hearer));
    !has_complement || inverted || ends(follows) || told_whom
}

/// Whom the speaker tells: the first object of a verb that has one.
fn hearer<'c>(clause: &'c Clause, context: &ReadingContext<'_>) -> Option<&'c NounPhrase> {
    let tells = context.rules.hearing_verbs.contains(&clause.verb.lemma) && !clause.verb.is_passive;
    clause
        .object
        .first()
        .filter(|_| tells && !clause.is_inherited)
}

fn next_chunk(sentence: &Sentence, span: Span) -> Option<&Chunk> {
    sentence.chunks.iter().find(|chunk| {
        chunk.span().start() >= span.end() && !matches!(chunk, Chunk::Adverb(..) | Chunk::Quote(_))
    })
}

/// Where the statement behind a speech clause ends: before "while the army denied ...", else with the sentence.
pub(super) fn statement_end(
    sentence: &Sentence,
    index: usize,
    from: usize,
    contrasting: &WordSet,
) -> usize {
    let rival = sentence.clauses.iter().skip(index + 1).find(|clause| {
        clause.verb.is_finite
            && !clause.is_inherited
            && (clause
                .opener
                .as_deref()
                .is_some_and(|word| contrasting.contains(word))
                || joined_by(sentence, clause, contrasting))
    });
    rival.map_or(sentence.span.end(), |clause| clause.span.start().max(from))
}

fn joined_by(sentence: &Sentence, clause: &Clause, words: &WordSet) -> bool {
    let start = clause.span.start();
    sentence
        .chunks
        .iter()
        .rev()
        .find(|chunk| chunk.span().end() <= start)
        .is_some_and(|chunk| matches!(chunk, Chunk::Conjunction(word, _) if words.contains(word)))
}

/// Whether a finite clause follows a verb with nothing between but "that" and its own subject.
pub(super) fn opens_clause(sentence: &Sentence, index: usize, clause: &Clause) -> bool {
    let Some(next) = sentence
        .clauses
        .get(index + 1)
        .filter(|next| next.verb.is_finite)
    else {
        return false;
    };
    let between = Span::new(clause.verb.span.end(), next.verb.span.start());
    let mut inside = sentence
        .chunks
        .iter()
        .filter(|chunk| between.contains(chunk.span()));
    let goes_on = |chunk: &Chunk| {
        !matches!(
            chunk,
            Chunk::Comma(_) | Chunk::Stop(_) | Chunk::Relative(..) | Chunk::Conjunction(..)
        )
    };
    next.tie == Tie::Complement
        || !next.is_inherited && clause.object.is_empty() && inside.all(goes_on)
}
