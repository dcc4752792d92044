//! Notes and headlines leave "is" out: "Town under rebel control, residents say", "Rebels still in the west".

use super::super::{chunk::Chunk, verb_group::VerbGroup};
use crate::rules::Rules;

/// The chunks with the verb that was left out, in each part between colons and semicolons that has none of its own.
pub(crate) fn with_verbs(chunks: Vec<Chunk>, rules: &Rules) -> Vec<Chunk> {
    let grammar = &rules.words.grammar;
    let places: Vec<usize> = parts(&chunks)
        .filter_map(|(from, to)| Some(from + place(chunks.get(from..to)?, rules)?))
        .collect();
    if places.is_empty() {
        return chunks;
    }
    let mut filled = Vec::with_capacity(chunks.len() + places.len());
    for (at, chunk) in chunks.into_iter().enumerate() {
        if places.contains(&at) {
            let verb = VerbGroup::left_out(&grammar.lemma_be, chunk.span());
            filled.push(Chunk::Verb(Box::new(verb)));
        }
        filled.push(chunk);
    }
    filled
}

/// The stretches between colons and semicolons.
fn parts(chunks: &[Chunk]) -> impl Iterator<Item = (usize, usize)> {
    let stops = chunks
        .iter()
        .enumerate()
        .filter(|(_, chunk)| matches!(chunk, Chunk::Stop(_)));
    let ends: Vec<usize> = stops
        .map(|(at, _)| at)
        .chain(std::iter::once(chunks.len()))
        .collect();
    let mut from = 0;
    ends.into_iter().map(move |to| {
        let part = (from, to);
        from = to + 1;
        part
    })
}

/// Where the verb would stand: behind the first noun, before a preposition of place, if what follows up to a voice
/// behind a comma has no verb.
fn place(part: &[Chunk], rules: &Rules) -> Option<usize> {
    let grammar = &rules.words.grammar;
    let noun = part
        .iter()
        .position(|chunk| matches!(chunk, Chunk::Noun(_)))?;
    let is_adverb = |chunk: &Chunk| matches!(chunk, Chunk::Adverb(..) | Chunk::Day(_));
    if !part.get(..noun)?.iter().all(is_adverb) {
        return None;
    }
    let behind = part.get(noun + 1..)?;
    let link = behind.iter().position(|chunk| !is_adverb(chunk))?;
    let opens_place = matches!(behind.get(link), Some(Chunk::Preposition(word, _)) if grammar.standing.contains(word));
    let has_noun = matches!(behind.get(link + 1), Some(Chunk::Noun(_)));
    let end = behind
        .iter()
        .position(|chunk| matches!(chunk, Chunk::Comma(_) | Chunk::Quote(_)))
        .unwrap_or(behind.len());
    let is_verb = |chunk: &Chunk| matches!(chunk, Chunk::Verb(_));
    let has_verb = behind.get(..end)?.iter().any(is_verb);
    let rest = behind.get(end..)?;
    let only_speech = rest.iter().filter(|chunk| is_verb(chunk)).count() <= 1
        && rest.iter().all(|chunk| match chunk {
            Chunk::Verb(group) => super::borders::is_speech(group, rules),
            _ => true,
        });
    (opens_place && has_noun && !has_verb && only_speech).then_some(noun + 1)
}
