//! Where sentences end.

use std::ops::Range;

use super::token::{Token, TokenKind};
use crate::rules::Rules;

/// The sentences of a text as ranges of tokens, in order and without gaps.
pub(crate) fn split(tokens: &[Token], rules: &Rules) -> Vec<Range<usize>> {
    let mut sentences = Vec::new();
    let mut start = 0;
    let mut last = None;
    for (at, token) in tokens.iter().enumerate() {
        if at > start && begins_after(tokens, at, last, rules) {
            sentences.push(start..at);
            start = at;
        }
        if !is_closing(token) {
            last = Some(at);
        }
    }
    if start < tokens.len() {
        sentences.push(start..tokens.len());
    }
    sentences
}

/// Whether a sentence begins with the token `at`; `end` is the last token before it that closes nothing.
fn begins_after(tokens: &[Token], at: usize, end: Option<usize>, rules: &Rules) -> bool {
    let Some(token) = tokens.get(at) else {
        return false;
    };
    if token.after_blank {
        return true;
    }

    let Some(last) = end.and_then(|end| tokens.get(end)) else {
        return false;
    };
    let stops = matches!(last.lower.as_str(), "." | "!" | "?" | "…" | "؟");
    if token.after_break && (stops || is_bullet(token) || is_short_line(tokens, at)) {
        return true;
    }
    let closes = token.kind == TokenKind::Quote && touches(tokens, at);
    stops && !closes && starts_one(token) && !ends_with_title(tokens, end, rules)
}

/// A closing quotation mark or bracket, which a full stop can stand inside of.
fn is_closing(token: &Token) -> bool {
    token.kind == TokenKind::Quote || matches!(token.lower.as_str(), ")" | "]" | "'")
}

/// Whether a token follows the one before without a space.
fn touches(tokens: &[Token], at: usize) -> bool {
    at.checked_sub(1)
        .and_then(|before| tokens.get(before).zip(tokens.get(at)))
        .is_some_and(|(before, token)| before.span.end() == token.span.start())
}

fn starts_one(token: &Token) -> bool {
    match token.kind {
        TokenKind::Word => token.capital || !token.lower.is_ascii(),
        TokenKind::Number | TokenKind::Quote => true,
        TokenKind::Punct => matches!(
            token.lower.as_str(),
            "(" | "[" | "*" | "•" | "-" | "#" | "@"
        ),
    }
}

fn is_bullet(token: &Token) -> bool {
    matches!(token.lower.as_str(), "*" | "•" | "-" | "–" | "#")
}

/// A line of few words without a stop is a headline.
fn is_short_line(tokens: &[Token], at: usize) -> bool {
    let line: Vec<&Token> = tokens
        .get(..at)
        .unwrap_or_default()
        .iter()
        .rev()
        .take(14)
        .collect();
    let length = line
        .iter()
        .position(|t| t.after_break)
        .map_or(line.len(), |n| n + 1);
    length < 14 && tokens.get(at).is_some_and(|t| t.capital)
}

/// "Mr." and single initials do not end a sentence.
fn ends_with_title(tokens: &[Token], end: Option<usize>, rules: &Rules) -> bool {
    let Some(word) = end
        .and_then(|end| end.checked_sub(1))
        .and_then(|at| tokens.get(at))
    else {
        return false;
    };
    word.kind == TokenKind::Word
        && (word.lower.chars().count() == 1
            || rules.people.title_words.contains(&word.lower) && word.lower.chars().count() <= 4
            || rules.words.grammar.abbreviations.contains(&word.lower))
        && word.capital
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{rules::english, text::token::tokenise};

    #[test]
    fn sentences_end_where_readers_end_them() {
        let cases = [
            ("Rebels left. Troops came.", 2),
            ("Gen. Said spoke to Mr. Omar.", 1),
            ("The U.S. envoy left.", 1),
            ("Some 1.5 million fled.", 1),
            ("\u{201C}We left.\u{201D} He wept.", 2),
            ("Who left? Nobody!", 2),
            ("Karsun falls\n\nRebels took the town.", 2),
            ("- one fact\n- another fact", 2),
            ("a line\nthat goes on", 1),
            ("", 0),
        ];
        let rules = english();
        for (text, expected) in cases {
            let tokens = tokenise(text, &rules.words);
            assert_eq!(split(&tokens, &rules).len(), expected, "{text}");
        }
    }

    #[test]
    fn sentences_leave_no_token_out() {
        let rules = english();
        let tokens = tokenise(
            "One. (Two.) \u{201C}Three.\u{201D} Four\n\nFive",
            &rules.words,
        );
        let mut at = 0;
        for sentence in split(&tokens, &rules) {
            assert_eq!(sentence.start, at);
            at = sentence.end;
        }
        assert_eq!(at, tokens.len());
    }
}
