//! From tokens to tagged units.

mod agreement;
mod names;
mod small_words;
mod verbs;

use std::ops::Range;

use jiff::civil::Date;
use marsad_domain::Span;
use marsad_places::Toponym;

use super::{
    dates,
    homes::AtHome,
    names::NameBook,
    numbers,
    token::{Token, TokenKind, Word, word_at},
    unit::{Name, Tag, Unit},
};
use crate::rules::{Role, Rules};
use names::{name_at, unknown_name};
use small_words::{tag_floating, tag_of, tag_small_words, word_tag};
use verbs::tag_verbs;

/// What tagging needs to know of a report.
pub(crate) struct Source<'a> {
    pub(crate) text: &'a str,
    pub(crate) tokens: &'a [Token],
    pub(crate) toponyms: &'a [Toponym],
    pub(crate) book: &'a NameBook,
    /// The homes that the report is about.
    pub(crate) at_home: AtHome<'a>,
    pub(crate) rules: &'a Rules,
    pub(crate) published: Option<Date>,
}

/// The tagged units of one sentence.
pub(crate) fn units(source: &Source<'_>, sentence: Range<usize>) -> Vec<Unit> {
    let mut units = Vec::with_capacity(sentence.len());
    let mut at = sentence.start;
    let capitals = capitals_of(source, sentence.clone());
    while at < sentence.end {
        let window = source.tokens.get(..sentence.end).unwrap_or_default();
        let (unit, taken) = next_unit(source, window, at, (units.last(), capitals));
        units.push(unit);
        at += taken.max(1);
    }
    tag_floating(&mut units, source.rules);
    tag_verbs(&mut units, source.rules);
    tag_small_words(&mut units, source.rules);
    units
}

/// What capital letters say in a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Capitals {
    /// Words that begin with one are names.
    Names,
    /// Nothing: everything is in them, as in old wires and some headlines.
    Everything,
}

/// A sentence of several words without one small letter says nothing by its capitals.
fn capitals_of(source: &Source<'_>, sentence: Range<usize>) -> Capitals {
    let tokens = source.tokens.get(sentence).unwrap_or_default();
    let words = tokens.iter().filter(|token| token.kind == TokenKind::Word);
    let mut shouted = 0;
    for token in words {
        let word = token.span.of(source.text).unwrap_or_default();
        if word.contains(char::is_lowercase) {
            return Capitals::Names;
        }
        shouted += usize::from(token.capital);
    }
    if shouted >= FEWEST_SHOUTED {
        Capitals::Everything
    } else {
        Capitals::Names
    }
}

/// With fewer words, a sentence in capitals can be nothing but names.
const FEWEST_SHOUTED: usize = 4;

/// The unit that begins at a token: the longest of name, day, number, phrase of function words, word.
fn next_unit(
    source: &Source<'_>,
    tokens: &[Token],
    at: usize,
    (before, capitals): (Option<&Unit>, Capitals),
) -> (Unit, usize) {
    let Some(token) = tokens.get(at) else {
        return (empty_unit(), 1);
    };
    let name = name_at(source, tokens, at, before);
    let small = &source.rules.small_words;
    let is_number = token.kind == TokenKind::Number;
    let day = (is_number || small.day_openers.contains(&token.lower))
        .then(|| dates::read(tokens, at, source.published, &source.rules.time))
        .flatten();
    if let Some((day, taken)) =
        day.filter(|(_, taken)| name.as_ref().is_none_or(|(_, n)| n <= taken))
    {
        let mut unit = unit(tokens, at, taken, Tag::Day);
        unit.day = Some(day);
        return (unit, taken);
    }
    if let Some((name, taken)) = name {
        let mut unit = unit(tokens, at, taken, Tag::Name);
        unit.name = Some(name);
        return (unit, taken);
    }
    let is_counted =
        is_number || small.number_openers.contains(&token.lower) || token.lower.contains('-');
    if is_counted
        && let Some((number, taken)) = numbers::read(tokens, at, &source.rules.numbers)
        && !is_pronoun_one(tokens, at, taken, source.rules)
    {
        let mut unit = unit(tokens, at, taken, Tag::Number);
        unit.number = Some(number);
        return (unit, taken);
    }
    let behind_article = at
        .checked_sub(1)
        .and_then(|b| tokens.get(b))
        .is_some_and(|t| source.rules.words.grammar.the.contains(&t.lower));
    let phrase = small
        .phrases
        .longest(|n| word_at(tokens, at + n))
        .filter(|(role, _)| !(behind_article && **role == Role::Preposition));
    if let Some((role, taken)) = phrase {
        return (unit(tokens, at, taken, tag_of(*role)), taken);
    }
    if capitals == Capitals::Names
        && let Some(taken) = unknown_name(source, tokens, at, before.is_none())
    {
        let mut unit = unit(tokens, at, taken, Tag::Name);
        let label = unit.span.of(source.text).unwrap_or_default().to_owned();
        unit.name = Some(Name {
            label,
            ..Name::default()
        });
        return (unit, taken);
    }
    (unit(tokens, at, 1, word_tag(token, source.rules)), 1)
}

fn empty_unit() -> Unit {
    Unit {
        span: Span::new(0, 0),
        lower: Word::default(),
        tag: Tag::Stop,
        capital: false,
        name: None,
        number: None,
        day: None,
    }
}

fn unit(tokens: &[Token], at: usize, taken: usize, tag: Tag) -> Unit {
    let run = tokens.get(at..at + taken).unwrap_or_default();
    let span = run
        .iter()
        .map(|t| t.span)
        .reduce(Span::union)
        .unwrap_or(Span::new(0, 0));
    let mut lower = run.first().map(|t| t.lower.clone()).unwrap_or_default();
    for token in run.iter().skip(1) {
        lower.push(' ');
        lower.push_str(&token.lower);
    }
    let capital = run.first().is_some_and(|t| t.capital);
    Unit {
        span,
        lower,
        tag,
        capital,
        name: None,
        number: None,
        day: None,
    }
}

/// "one" alone is a pronoun or a determiner, not a count, unless a noun follows.
fn is_pronoun_one(tokens: &[Token], at: usize, taken: usize, rules: &Rules) -> bool {
    taken == 1
        && tokens
            .get(at)
            .is_some_and(|t| rules.words.grammar.one.contains(&t.lower))
        && tokens
            .get(at + 1)
            .is_none_or(|t| t.kind != TokenKind::Word || rules.words.grammar.of.contains(&t.lower))
}
