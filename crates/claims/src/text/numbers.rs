//! Numbers as people write them, with the words that bound them.

use marsad_domain::{Amount, Span};

use super::token::{Token, TokenKind, word_at};
use crate::rules::{Numbers, PhraseSet};

/// A number of the text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Number {
    pub(crate) amount: Amount,
    /// From the bounding words to the last digit or word.
    pub(crate) span: Span,
    /// Whether it stands before "of" ("dozens of").
    pub(crate) is_vague: bool,
    /// Whether the words around it say that it counts nothing (a year, a distance, an article).
    pub(crate) counts: bool,
    /// Whether it is a percentage.
    pub(crate) is_percent: bool,
}

/// A plain value with the tokens it takes.
struct Value {
    value: u64,
    tokens: usize,
}

/// Reads a number that begins at token `at`; returns it with the number of tokens it takes.
pub(crate) fn read(tokens: &[Token], at: usize, rules: &Numbers) -> Option<(Number, usize)> {
    let bound = rules.bounds.longest(|n| word_at(tokens, at + n));
    let (bound, bound_tokens) = bound.map_or((None, 0), |(bound, n)| (Some(*bound), n));
    let from = at + bound_tokens;
    let begin = tokens.get(at)?.span;
    if let Some((vague, n)) = rules.vague.longest(|n| word_at(tokens, from + n)) {
        let ends = match vague.as_slice() {
            [low, high] => Some((*low.min(high), *low.max(high))),
            _ => None,
        };
        let amount = match (bound, ends) {
            (
                Some(crate::rules::BoundWord::AtLeast | crate::rules::BoundWord::MoreThan),
                Some((low, _)),
            ) => Amount::AtLeast(low),
            _ => Amount::Vague(ends),
        };
        let end = tokens.get(from + n - 1)?.span;
        let number = Number {
            amount,
            span: begin.union(end),
            is_vague: true,
            counts: true,
            is_percent: false,
        };
        return Some((number, bound_tokens + n));
    }
    if let Some(pair) = pair(tokens, at, rules) {
        return Some(pair);
    }
    let first = value_at(tokens, from, rules)?;
    let mut taken = bound_tokens + first.tokens;
    let mut amount = bounded(bound, first.value);
    if let Some(second) = range_end(tokens, at + taken, rules)
        && second.value >= first.value
        && bound.is_none()
    {
        amount = Amount::between(first.value, second.value);
        taken += second.tokens;
    }
    if bound.is_none()
        && let Some(more) = follows(tokens, at + taken, &rules.or_more)
    {
        amount = Amount::AtLeast(first.value);
        taken += more;
    }
    let end = tokens.get(at + taken - 1)?.span;
    let counts = counts(tokens, at, at + taken, rules);
    let is_percent = follows(tokens, at + taken, &rules.percent).is_some();
    Some((
        Number {
            amount,
            span: begin.union(end),
            is_vague: false,
            counts,
            is_percent,
        },
        taken,
    ))
}

/// "between 800 and 1,000", "from 10 to 14".
fn pair(tokens: &[Token], at: usize, rules: &Numbers) -> Option<(Number, usize)> {
    let opener = tokens.get(at)?;
    let joiner = rules.pairs.get(&opener.lower)?;
    let low = value_at(tokens, at + 1, rules)?;
    let middle = at + 1 + low.tokens;
    if tokens.get(middle)?.lower != *joiner {
        return None;
    }
    let high = value_at(tokens, middle + 1, rules).filter(|high| high.value >= low.value)?;
    let end = middle + 1 + high.tokens;
    let span = opener.span.union(tokens.get(end - 1)?.span);
    let counts = counts(tokens, at, end, rules);
    let number = Number {
        amount: Amount::between(low.value, high.value),
        span,
        is_vague: false,
        counts,
        is_percent: false,
    };
    Some((number, end - at))
}

fn bounded(bound: Option<crate::rules::BoundWord>, n: u64) -> Amount {
    use crate::rules::BoundWord;
    match bound {
        None => Amount::Exact(n),
        Some(BoundWord::AtLeast | BoundWord::MoreThan) => Amount::AtLeast(n),
        Some(BoundWord::AtMost | BoundWord::LessThan) => Amount::AtMost(n),
        Some(BoundWord::About) => Amount::About(n),
    }
}

/// How many tokens from `at` are one of some phrases.
fn follows(tokens: &[Token], at: usize, phrases: &PhraseSet) -> Option<usize> {
    phrases.longest(|n| word_at(tokens, at + n))
}

/// A value in digits or words: "280,000", "1.5 million", "twenty-three", "two hundred".
fn value_at(tokens: &[Token], at: usize, rules: &Numbers) -> Option<Value> {
    let first = tokens.get(at)?;
    if first.kind == TokenKind::Number {
        let plain: f64 = first.lower.replace(',', "").parse().ok()?;
        let (factor, n) = multiplier(tokens, at + 1, rules);
        let value = plain * factor;
        if !(0.0..1e15).contains(&value) || value.fract() != 0.0 {
            return None;
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "checked just above"
        )]
        return Some(Value {
            value: value as u64,
            tokens: 1 + n,
        });
    }
    let article = rules.one.contains(&first.lower)
        && tokens
            .get(at + 1)
            .is_some_and(|t| rules.multipliers.contains_key(&t.lower));
    let mut total = 0_u64;
    let mut current = u64::from(article);
    let mut taken = usize::from(article);
    let mut any = article;
    while let Some(word) = tokens.get(at + taken).map(|t| t.lower.as_str()) {
        if let Some(value) = small_value(word, rules) {
            current = current.saturating_add(value);
        } else if let Some(factor) = rules.multipliers.get(word).filter(|_| any) {
            current = current.max(1).saturating_mul(*factor);
            if *factor >= 1000 {
                total = total.saturating_add(current);
                current = 0;
            }
        } else if !rules.joins.contains(word) || !any || !joins_value(tokens, at + taken, rules) {
            break;
        }
        any = true;
        taken += 1;
    }
    (any && taken > usize::from(article)).then_some(Value {
        value: total.saturating_add(current),
        tokens: taken,
    })
}

/// "and" goes on with a number only behind a multiplier and before a small value: "two hundred and six".
fn joins_value(tokens: &[Token], and: usize, rules: &Numbers) -> bool {
    let before = and.checked_sub(1).and_then(|i| tokens.get(i));
    before.is_some_and(|t| rules.multipliers.contains_key(&t.lower))
        && tokens
            .get(and + 1)
            .is_some_and(|t| small_value(&t.lower, rules).is_some())
}

fn small_value(word: &str, rules: &Numbers) -> Option<u64> {
    if let Some(value) = rules.values.get(word) {
        return Some(*value);
    }
    let (tens, ones) = word.split_once('-')?;
    Some(
        rules.values.get(tens).filter(|v| **v >= 20)?
            + rules.values.get(ones).filter(|v| **v < 10)?,
    )
}

fn multiplier(tokens: &[Token], at: usize, rules: &Numbers) -> (f64, usize) {
    #[expect(clippy::cast_precision_loss, reason = "multipliers are small")]
    tokens
        .get(at)
        .and_then(|t| rules.multipliers.get(&t.lower))
        .map_or((1.0, 0), |factor| (*factor as f64, 1))
}

/// The second end of "10-14", "10 to 14".
fn range_end(tokens: &[Token], at: usize, rules: &Numbers) -> Option<Value> {
    let joiner = tokens.get(at)?;
    let next = tokens.get(at + 1)?;
    let is_dash =
        matches!(joiner.lower.as_str(), "-" | "–" | "—") && next.span.start() == joiner.span.end();
    if !(is_dash || rules.range.contains(&joiner.lower)) || next.kind != TokenKind::Number {
        return None;
    }
    value_at(tokens, at + 1, rules).map(|value| Value {
        tokens: value.tokens + 1,
        ..value
    })
}

/// Whether the words around a number let it count people or things.
fn counts(tokens: &[Token], start: usize, end: usize, rules: &Numbers) -> bool {
    let before = start.checked_sub(1).and_then(|i| tokens.get(i));
    let after = tokens.get(end);
    let touches = |at: usize, token: &Token| {
        let before = at.checked_sub(1).and_then(|i| tokens.get(i));
        before.is_some_and(|before| before.span.end() == token.span.start())
    };
    let word_at = |at: usize| {
        tokens
            .get(at)
            .is_some_and(|t| t.kind == TokenKind::Word && touches(at, t))
    };
    let hyphen = after.is_some_and(|t| t.lower == "-" && touches(end, t));
    let touching = word_at(end) || hyphen && word_at(end + 1);
    !touching
        && before.is_none_or(|t| !rules.not_counts.before.contains(&t.lower))
        && after.is_none_or(|t| !rules.not_counts.after.contains(&t.lower))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{rules::english, text::token::tokenise};

    /// The number that a text begins with, if it counts something.
    fn first(text: &str) -> Option<Amount> {
        let rules = english();
        let tokens = tokenise(text, &rules.words);
        let (number, _) = read(&tokens, 0, &rules.numbers)?;
        number.counts.then_some(number.amount)
    }

    #[test]
    fn numbers_are_read_with_their_bounds() {
        let cases = [
            ("826 people", Amount::Exact(826)),
            ("280,000 people", Amount::Exact(280_000)),
            ("1.5 million people", Amount::Exact(1_500_000)),
            ("twenty-three people", Amount::Exact(23)),
            ("two hundred and six people", Amount::Exact(206)),
            ("a hundred people", Amount::Exact(100)),
            ("three thousand two hundred people", Amount::Exact(3200)),
            ("at least 12 people", Amount::AtLeast(12)),
            ("12 or more people", Amount::AtLeast(12)),
            ("up to 40 people", Amount::AtMost(40)),
            ("about 40 people", Amount::About(40)),
            ("10-14 people", Amount::between(10, 14)),
            ("10 to 14 people", Amount::between(10, 14)),
            ("dozens of people", Amount::Vague(Some((12, 99)))),
            (
                "tens of thousands of people",
                Amount::Vague(Some((10_000, 99_999))),
            ),
            ("at least dozens of people", Amount::AtLeast(12)),
            ("numerous people", Amount::Vague(None)),
        ];
        for (text, expected) in cases {
            assert_eq!(first(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_counts_nothing_is_no_count() {
        for text in [
            "30-year-old man",
            "10-man team",
            "5 km away",
            "30 years",
            "the town",
            "and six",
            "1.5 people",
        ] {
            assert_eq!(first(text), None, "{text}");
        }
    }

    #[test]
    fn a_number_without_end_stays_a_number() {
        let words = format!("nine{} and nine", " hundred".repeat(50));
        assert_eq!(first(&words), Some(Amount::Exact(u64::MAX)));
    }
}
