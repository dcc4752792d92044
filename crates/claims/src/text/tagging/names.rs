//! Names in a row of tokens: known ones, places, and capitalised words that nothing knows.

use std::ops::Range;

use marsad_places::{Sense, Toponym};

use super::{
    super::{
        names::{Hit, Known},
        token::{Token, TokenKind},
        unit::{Name, NamedPlace, Tag, Unit},
    },
    Source, unit,
};
use crate::rules::Rules;

/// The longest name at a token: a known party or source, a place, or both.
pub(super) fn name_at(
    source: &Source<'_>,
    tokens: &[Token],
    at: usize,
    before: Option<&Unit>,
) -> Option<(Name, usize)> {
    let known = known_at(source, tokens, at, before);
    let (known, known_length) = (known.known, known.length);
    let toponym = toponym_at(source, tokens, at);
    let people = toponym.filter(|_| known_length == 0);
    if let Some(taken) = people.and_then(|people| body_abroad(source, tokens, at, people)) {
        let label = words(source, tokens, at, taken);
        let name = Name {
            label,
            ..Name::default()
        };
        return Some((name, taken));
    }
    let place_length = toponym.map_or(0, |(_, n)| n);
    if known_length == 0 && place_length == 0 {
        return None;
    }
    let mut name = Name::default();
    if known_length >= place_length {
        for known in known {
            fill(&mut name, known, tokens, at, known_length);
        }
    }
    let is_only_source = name.source.is_some() && name.actor.is_none();
    let is_place = place_length > known_length || place_length == known_length && !is_only_source;
    if let Some((toponym, _)) = toponym.filter(|_| is_place) {
        name.place = Some(NamedPlace {
            id: toponym.place.clone(),
            span: toponym.span,
            is_literal: toponym.sense == Sense::Literal,
            stands_alone: matches!(toponym.sense, Sense::Literal | Sense::Metonym),
            is_demonym: toponym.sense == Sense::Demonym,
        });
    }
    let taken = known_length.max(place_length);
    if name.label.is_empty() {
        name.label = words(source, tokens, at, taken);
    }
    Some((name, taken))
}

fn words(source: &Source<'_>, tokens: &[Token], at: usize, taken: usize) -> String {
    let span = unit(tokens, at, taken, Tag::Name).span;
    span.of(source.text).unwrap_or_default().to_owned()
}

/// What the book knows at a token, behind a unit: generic words behind "Chadian" are nobody's in another country.
fn known_at<'a>(
    source: &Source<'a>,
    tokens: &[Token],
    at: usize,
    before: Option<&Unit>,
) -> Hit<'a> {
    let hit = source.book.at(tokens, at, source.at_home.homes);
    if hit.length == 0 || !hit.is_generic {
        return hit;
    }
    let homes = source.at_home.behind(before);
    if homes == source.at_home.homes {
        return hit;
    }
    source.book.at(tokens, at, homes)
}

/// How many tokens a people's name takes with generic words that have capitals, if they are a body of another country's:
/// "Ukrainian Defence Ministry".
fn body_abroad(
    source: &Source<'_>,
    tokens: &[Token],
    at: usize,
    (people, taken): (&Toponym, usize),
) -> Option<usize> {
    let place = people.place.as_ref()?;
    let behind = at + taken;
    let words = source.book.generic_at(tokens, behind)?;
    let is_body = people.sense == Sense::Demonym && is_titled(source, tokens, behind, words);
    let homes = source.at_home.in_country_of(place);
    let is_abroad = source.book.at(tokens, behind, homes).length == 0;
    (is_body && is_abroad).then_some(taken + words)
}

/// Whether some tokens have capitals as a title has, and stand on the line of those before.
fn is_titled(source: &Source<'_>, tokens: &[Token], at: usize, taken: usize) -> bool {
    let small = &source.rules.small_words;
    let run = tokens.get(at..at + taken).unwrap_or_default();
    run.first().is_some_and(|t| t.capital && !t.after_break)
        && run.iter().all(|t| t.capital || small.is_function(&t.lower))
}

fn fill(name: &mut Name, known: &Known, tokens: &[Token], at: usize, taken: usize) {
    match known {
        Known::Actor(id) => name.actor = Some(id.clone()),
        Known::Leader {
            actor,
            name: person,
            role,
        } => {
            name.actor = Some(actor.clone());
            name.person = Some((person.clone(), role.clone()));
            name.label.clone_from(person);
        }
        Known::Source(id) => name.source = Some(id.clone()),
        Known::Spokesperson {
            source: id,
            name: person,
            role,
        } => {
            name.source = Some(id.clone());
            name.person = Some((person.clone(), role.clone()));
            name.label.clone_from(person);
        }
        Known::Line(id) => {
            let span = unit(tokens, at, taken, Tag::Name).span;
            if name.place.is_none() {
                name.place = Some(NamedPlace {
                    id: Some(id.clone()),
                    span,
                    is_literal: true,
                    stands_alone: true,
                    is_demonym: false,
                });
            }
        }
    }
}

/// The toponym whose first byte is this token's, with the tokens it takes.
fn toponym_at<'a>(
    source: &Source<'a>,
    tokens: &[Token],
    at: usize,
) -> Option<(&'a Toponym, usize)> {
    let start = tokens.get(at)?.span.start();
    let index = source.toponyms.partition_point(|t| t.span.start() < start);
    let toponym = source
        .toponyms
        .get(index)
        .filter(|t| t.span.start() == start)?;
    let taken = tokens
        .get(at..)?
        .iter()
        .take_while(|t| t.span.end() <= toponym.span.end())
        .count();
    (taken > 0).then_some((toponym, taken))
}

/// Runs of capitalised words that nothing knows: people and organisations.
pub(super) fn unknown_name(
    source: &Source<'_>,
    tokens: &[Token],
    at: usize,
    is_first: bool,
) -> Option<usize> {
    let first = tokens.get(at)?;
    if first.kind != TokenKind::Word
        || !first.capital
        || source.rules.small_words.is_function(&first.lower)
    {
        return None;
    }
    let grammar = &source.rules.words.grammar;
    let is_name_word = |t: &Token| {
        t.kind == TokenKind::Word
            && (t.capital && !source.rules.small_words.is_function(&t.lower)
                || grammar
                    .name_openers
                    .iter()
                    .any(|open| t.lower.starts_with(open.as_str()))
                || grammar.name_links.contains(&t.lower))
    };
    let mut taken = 1;
    while let Some(next) = tokens.get(at + taken) {
        let joins = is_name_word(next)
            && !next.after_break
            && toponym_at(source, tokens, at + taken).is_none()
            && !is_known_behind(source, tokens, at..at + taken);
        if !joins {
            break;
        }
        taken += 1;
    }
    let is_plain_word = is_first && taken == 1 && !is_likely_name(&first.lower, source.rules);
    (!is_plain_word).then_some(taken)
}

/// Whether the book knows what stands behind a run of words. Generic words with capitals belong to a name before
/// them: "Army" behind "Arakan".
fn is_known_behind(source: &Source<'_>, tokens: &[Token], run: Range<usize>) -> bool {
    let hit = source.book.at(tokens, run.end, source.at_home.homes);
    let swallowed = || {
        let mut before = tokens.get(run.clone()).into_iter().flatten();
        is_titled(source, tokens, run.end, hit.length)
            && before.any(|t| t.capital && is_likely_name(&t.lower, source.rules))
    };
    hit.length > 0 && !(hit.is_generic && swallowed())
}

/// The first word of a sentence is a name only if no list of common words has it and it looks like none.
fn is_likely_name(lower: &str, rules: &Rules) -> bool {
    rules.lexicon.senses(lower).is_empty()
        && !rules.people.person_nouns.contains(lower)
        && !rules.people.group_nouns.contains(lower)
        && !rules.people.force_nouns.contains(lower)
        && !rules.people.private_roles.contains(lower)
        && !rules.people.collective_roles.contains(lower)
        && !rules.nominal_index.contains_key(lower)
        && !rules
            .words
            .grammar
            .plain_endings
            .iter()
            .any(|end| lower.ends_with(end.as_str()))
}
