//! Names in a row of tokens: known ones, places, and capitalised words that nothing knows.

use marsad_places::{Sense, Toponym};

use super::{
    super::{
        names::Known,
        token::{Token, TokenKind},
        unit::{Name, NamedPlace, Tag},
    },
    Source, unit,
};
use crate::rules::Rules;

/// The longest name at a token: a known party or source, a place, or both.
pub(super) fn name_at(source: &Source<'_>, tokens: &[Token], at: usize) -> Option<(Name, usize)> {
    let (known, known_length) = source.book.at(tokens, at);
    let toponym = toponym_at(source, tokens, at);
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
        unit(tokens, at, taken, Tag::Name)
            .span
            .of(source.text)
            .unwrap_or_default()
            .clone_into(&mut name.label);
    }
    Some((name, taken))
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
            && source.book.at(tokens, at + taken).1 == 0;
        if !joins {
            break;
        }
        taken += 1;
    }
    let is_plain_word = is_first && taken == 1 && !is_likely_name(&first.lower, source.rules);
    (!is_plain_word).then_some(taken)
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
