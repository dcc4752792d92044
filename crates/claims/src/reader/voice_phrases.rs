//! Voices in phrases and not in verbs: "according to X", "citing X", "X: ...".

use marsad_domain::{Quote, Span, Stance, Voice};

use super::{
    attribution::{Scope, whole},
    context::ReadingContext,
    sentence::Sentence,
    voice,
};
use crate::grammar::{chunk::Chunk, clause::Tie, noun_phrase::NounPhrase};

/// "according to X", "citing X": the whole sentence, as far as no semicolon cuts it.
pub(super) fn read(sentence: &Sentence, text: &str, context: &ReadingContext<'_>) -> Vec<Scope> {
    let mut scopes = Vec::new();
    for (at, chunk) in sentence.chunks.iter().enumerate() {
        let (words, span) = match chunk {
            Chunk::Preposition(word, span) => (word.clone(), *span),
            Chunk::Verb(group) => (
                group
                    .verb_span
                    .of(text)
                    .unwrap_or_default()
                    .to_lowercase()
                    .into(),
                group.verb_span,
            ),
            _ => continue,
        };
        let Some(rule) = context
            .rules
            .phrases
            .iter()
            .find(|rule| rule.phrase == words)
        else {
            continue;
        };
        let Some(Chunk::Noun(phrase)) = sentence.chunks.get(at + 1) else {
            continue;
        };
        if context.rules.no_voices.contains(&phrase.head) {
            continue;
        }
        let mut voices = voice::of_phrase(phrase, text, context);
        if voices.is_empty() {
            let name = phrase
                .span
                .and_then(|s| s.of(text))
                .unwrap_or_default()
                .to_owned();
            voices.push(Voice {
                name: name.into(),
                role: None,
                source: None,
                actor: None,
                span: phrase.span,
                private: false,
            });
        }
        scopes.push(Scope {
            content: Span::new(
                part_start(sentence, span.start()),
                phrase_end(sentence, phrase),
            ),
            speaker: whole(phrase),
            voices,
            cue: Quote::of(text, span),
            stance: rule.stance,
            rule: rule.id.clone(),
            is_outer: rule.is_outer,
            clause: None,
            is_attitude: false,
            is_factive: false,
        });
    }
    scopes
}

/// Where the part of a sentence begins that a byte stands in: behind the last semicolon before it.
pub(super) fn part_start(sentence: &Sentence, at: usize) -> usize {
    let stops = sentence.chunks.iter().filter_map(|chunk| match chunk {
        Chunk::Stop(stop) if stop.end() <= at => Some(stop.end()),
        _ => None,
    });
    stops.fold(sentence.span.start(), |_, stop| stop)
}

/// How far the words of "according to X" reach: to the sentence's end, or to the next clause that "and" joins with
/// a comma and that has a subject of its own.
fn phrase_end(sentence: &Sentence, voice: &NounPhrase) -> usize {
    let from = voice.full_span().end();
    let own = sentence.clauses.iter().find(|clause| {
        clause.verb.is_finite
            && clause.tie == Tie::Main
            && !clause.is_inherited
            && clause
                .subject
                .first()
                .is_some_and(|np| np.full_span().start() > from)
    });
    let is_before = sentence
        .clauses
        .iter()
        .any(|clause| clause.verb.is_finite && clause.verb.span.end() <= from);
    let next = own.filter(|_| is_before).and_then(|clause| {
        let start = clause.subject.first()?.full_span().start();
        let mut before = sentence.chunks.iter().rev();
        before
            .find(|chunk| chunk.span().end() <= start && chunk.span().start() >= from)
            .filter(|chunk| matches!(chunk, Chunk::Conjunction(..)))
            .map(|chunk| chunk.span().start())
    });
    next.unwrap_or(sentence.span.end())
}

/// "Defence ministry: 21 of 21 missiles shot down": a voice at the head of a sentence, with a colon behind it.
pub(super) fn headed(
    sentence: &Sentence,
    text: &str,
    context: &ReadingContext<'_>,
) -> Option<Scope> {
    let [Chunk::Noun(phrase), Chunk::Stop(mark), first, ..] = sentence.chunks.as_slice() else {
        return None;
    };
    let colons = &context.rules.words.grammar.colon;
    if !mark.of(text).is_some_and(|mark| colons.contains(mark)) || !phrase.places.is_empty() {
        return None;
    }
    let voices = voice::of_phrase(phrase, text, context);
    let is_voice = voices.first().is_some_and(|voice| !voice.private);
    is_voice.then(|| Scope {
        content: Span::new(first.span().start(), sentence.span.end()),
        speaker: whole(phrase),
        voices,
        cue: Quote::of(text, *mark),
        stance: Stance::Asserted,
        rule: "speech.colon".to_owned(),
        is_outer: false,
        clause: None,
        is_attitude: false,
        is_factive: false,
    })
}
