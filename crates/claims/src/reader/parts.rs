//! What a count includes: "including 28 civilians", "28 of them civilians", "of whom 28 were civilians".

use marsad_domain::{Amount, Figure, Span, Unit};

use super::{attribution, building::View};
use crate::grammar::{chunk::Chunk, noun_phrase::NounPhrase};

/// A part of a count: its number, and the phrase that says who they are.
struct Part<'a> {
    number: &'a NounPhrase,
    who: &'a NounPhrase,
}

/// Adds the parts that stand behind a count, and gives the words of the claim with theirs.
///
/// A part is of people, stands before the next claim of a verb, and is no more than the count.
pub(crate) fn add(view: &View<'_>, figures: &mut Vec<Figure>, words: Span) -> Span {
    let Some(whole) = figures.iter().rfind(|figure| !figure.is_part).cloned() else {
        return words;
    };
    let mut span = words;
    let own = examples(view, whole.span).chain(behind(view, whole.span.end(), words));
    for part in own.collect::<Vec<_>>() {
        let Some(figure) = figure(view, &part, &whole) else {
            continue;
        };
        if figures.iter().any(|known| known.span.overlaps(figure.span)) {
            continue;
        }
        span = span.union(figure.span);
        figures.push(figure);
    }
    span
}

fn figure(view: &View<'_>, part: &Part<'_>, whole: &Figure) -> Option<Figure> {
    let amount = part.number.number.as_ref().filter(|n| n.counts)?.amount;
    let fits = match (amount.low(), whole.amount.high()) {
        (Some(part), Some(whole)) => part <= whole,
        _ => true,
    };
    let span = part.number.span?.union(part.who.span?);
    (is_people(view, part.who) && fits && amount != Amount::Vague(None)).then(|| Figure {
        amount,
        unit: Unit::Persons,
        is_part: true,
        who: Some(part.who.words.join(" ")).filter(|words| !words.is_empty()),
        text: span.of(view.text).unwrap_or_default().to_owned(),
        span,
        ..whole.clone()
    })
}

/// "311 people, including 28 civilians, ...": examples of the count's own phrase.
fn examples<'a>(view: &'a View<'_>, count: Span) -> impl Iterator<Item = Part<'a>> {
    let chunks = view
        .sentence
        .chunks
        .iter()
        .filter_map(move |chunk| match chunk {
            Chunk::Noun(phrase) if phrase.full_span().contains(count) => Some(phrase),
            _ => None,
        });
    let counted = |phrase: &&NounPhrase| phrase.number.is_some();
    chunks
        .flat_map(|phrase| &phrase.examples)
        .filter(counted)
        .map(|part| Part {
            number: part,
            who: part,
        })
}

/// "killed in the fighting, including 20 children": examples behind a noun that is nobody are of the count before it.
fn examples_of_event<'a>(
    view: &View<'_>,
    phrase: &'a NounPhrase,
) -> impl Iterator<Item = Part<'a>> {
    let is_event = !is_people(view, phrase) && phrase.parties.is_empty();
    let examples = phrase.examples.iter().filter(move |_| is_event);
    examples
        .filter(|part| part.number.is_some())
        .map(|part| Part {
            number: part,
            who: part,
        })
}

fn is_people(view: &View<'_>, phrase: &NounPhrase) -> bool {
    let people = &view.context.rules.people;
    people.person_nouns.contains(&phrase.head)
        || people.force_nouns.contains(&phrase.head)
        || people.group_nouns.contains(&phrase.head)
        || phrase.is_people
}

/// The parts between a byte and the next clause that is none of their own.
fn behind<'a>(view: &'a View<'_>, from: usize, words: Span) -> Vec<Part<'a>> {
    let grammar = &view.context.rules.words.grammar;
    let chunks = view.sentence.chunks.as_slice();
    let mut parts = Vec::new();
    for (at, chunk) in chunks.iter().enumerate() {
        if chunk.span().start() < from {
            continue;
        }
        let rest = chunks.get(at + 1..).unwrap_or_default();
        if let Chunk::Noun(phrase) = chunk {
            parts.extend(examples_of_event(view, phrase));
        }
        match (chunk, rest) {
            (Chunk::Preposition(word, _), [Chunk::Noun(part), ..])
                if grammar.exemplifying.contains(word) && part.number.is_some() =>
            {
                parts.push(Part {
                    number: part,
                    who: part,
                });
            }
            (Chunk::Preposition(word, _), [Chunk::Noun(all), Chunk::Noun(part), ..])
                if grammar.naming_parts.contains(word)
                    && all.is_pronoun
                    && part.number.is_some() =>
            {
                parts.push(Part {
                    number: part,
                    who: part,
                });
            }
            (Chunk::Noun(part), [Chunk::Noun(who), ..]) if part.is_part && is_plain(who) => {
                parts.push(Part { number: part, who });
            }
            (
                Chunk::Relative(..),
                [Chunk::Noun(part), Chunk::Verb(group), Chunk::Noun(who), ..],
            ) if is_of(chunks, at, view)
                && group.lemma == grammar.lemma_be
                && group.stance.is_none()
                && !group.is_negated
                && part.words.is_empty()
                && is_plain(who) =>
            {
                parts.push(Part { number: part, who });
            }
            (Chunk::Verb(group), _)
                if group.is_finite
                    && group.lemma != grammar.lemma_be
                    && !words.contains(group.span) =>
            {
                break;
            }
            _ => {}
        }
    }
    parts.retain(|part| same_voice(view, words, part));
    parts
}

/// Whether "of" stands before a relative.
fn is_of(chunks: &[Chunk], relative: usize, view: &View<'_>) -> bool {
    let of = &view.context.rules.words.grammar.of;
    let before = relative.checked_sub(1).and_then(|at| chunks.get(at));
    matches!(before, Some(Chunk::Preposition(word, _)) if of.contains(word))
}

/// A noun that only says who: without article and number.
fn is_plain(phrase: &NounPhrase) -> bool {
    phrase.determiner.is_none() && phrase.number.is_none() && !phrase.is_pronoun
}

/// A part that another voice tells is a claim of its own.
fn same_voice(view: &View<'_>, words: Span, part: &Part<'_>) -> bool {
    let clauses = |span: Span| -> Vec<Option<usize>> {
        let over = attribution::over(&view.scopes, span);
        over.iter().map(|scope| scope.clause).collect()
    };
    part.number
        .span
        .is_some_and(|span| clauses(span) == clauses(words))
}
