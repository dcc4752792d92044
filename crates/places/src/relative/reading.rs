//! The run of known words before or after a name, and reading phrases from it.

use marsad_domain::Span;

use crate::normal::digit;

use super::{
    amount::Amount,
    lexicon::{Found, Lexicon, Rule, Token, TokenKind, Way},
    rules::{Measures, Role},
};

/// No expression has more words than this on one side of a name.
const MOST_TOKENS: usize = 24;
/// No expression is longer than this on one side of a name, in bytes.
const MOST_BYTES: usize = 200;

/// Room that is used again for every name, so that none is made for a word.
#[derive(Debug, Default)]
pub(super) struct Room {
    pub(super) tokens: Vec<Token>,
    pub(super) used: Vec<Rule>,
    lower: String,
}

/// What is known of the words on one side of a name.
#[derive(Debug)]
pub(super) struct Reader<'r> {
    pub(super) lexicon: &'r Lexicon,
    pub(super) measures: &'r Measures,
    tokens: &'r [Token],
    pub(super) way: Way,
    /// The rules that gave what was read so far.
    pub(super) used: &'r mut Vec<Rule>,
}

impl<'r> Reader<'r> {
    pub(super) fn new(
        (lexicon, measures): (&'r Lexicon, &'r Measures),
        tokens: &'r [Token],
        way: Way,
        used: &'r mut Vec<Rule>,
    ) -> Self {
        Self {
            lexicon,
            measures,
            tokens,
            way,
            used,
        }
    }

    /// What a token is.
    pub(super) fn kind(&self, at: usize) -> Option<TokenKind> {
        self.tokens.get(at).map(|token| token.kind)
    }

    /// Whether every token has been read.
    pub(super) fn is_at_end(&self, at: usize) -> bool {
        at >= self.tokens.len()
    }

    /// The outer end of the tokens before `at`: where the expression begins (leftward) or ends (rightward).
    pub(super) fn edge(&self, at: usize) -> Option<usize> {
        let token = self.tokens.get(at.checked_sub(1)?)?;
        Some(if self.is_leftward() {
            token.start
        } else {
            token.end
        })
    }

    /// A phrase of a role at a token, without taking note of its rule.
    pub(super) fn peek(&self, at: usize, role: Role) -> Option<Found> {
        self.lexicon.find(self.tokens, self.way, at, role)
    }

    /// A phrase of a role at a token.
    pub(super) fn take(&mut self, at: usize, role: Role) -> Option<Found> {
        let found = self.peek(at, role)?;
        self.used.push(found.rule);
        Some(found)
    }

    /// The token after a phrase of a role, or the same token where there is none.
    pub(super) fn skip(&mut self, at: usize, role: Role) -> usize {
        self.take(at, role).map_or(at, |found| found.next)
    }

    /// Reads something; where it fails, no rule is noted.
    pub(super) fn attempt<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let before = self.used.len();
        let found = read(self);
        if found.is_none() {
            self.used.truncate(before);
        }
        found
    }
}

/// Collects the tokens right before a byte, the last one first, up to a word that no rule knows; whether everything
/// from `floor` on was taken.
pub(super) fn before(
    text: &str,
    floor: usize,
    end: usize,
    lexicon: &Lexicon,
    room: &mut Room,
) -> bool {
    room.tokens.clear();
    let mut at = end;
    while room.tokens.len() < MOST_TOKENS && end - at < MOST_BYTES {
        let rest = text.get(floor..at).unwrap_or_default();
        let bare = rest.trim_end();
        if bare.is_empty() {
            return true;
        }
        if breaks(rest.get(bare.len()..).unwrap_or_default()) {
            return false;
        }
        let end_of_token = floor + bare.len();
        let bare = tail(bare, MOST_BYTES);
        let length = last_token(bare);
        let start = end_of_token - length;
        let words = Span::new(start, end_of_token).of(text).unwrap_or_default();
        let joined = text.get(..start).and_then(|t| t.chars().next_back());
        let Some(kind) = kind(words, lexicon, &mut room.lower) else {
            return false;
        };
        if matches!(kind, TokenKind::Number(_)) && joined.is_some_and(char::is_alphabetic) {
            return false;
        }
        room.tokens.push(Token {
            start,
            end: end_of_token,
            kind,
        });
        at = start;
    }
    false
}

/// Collects the tokens right after a byte, up to a word that no rule knows.
pub(super) fn after(text: &str, start: usize, ceiling: usize, lexicon: &Lexicon, room: &mut Room) {
    room.tokens.clear();
    let mut at = start;
    while room.tokens.len() < MOST_TOKENS && at - start < MOST_BYTES {
        let rest = text.get(at..ceiling).unwrap_or_default();
        let bare = rest.trim_start();
        let gap = rest.len() - bare.len();
        if bare.is_empty() || breaks(rest.get(..gap).unwrap_or_default()) {
            return;
        }
        let from = at + gap;
        let possessive = if gap == 0 { genitive(bare) } else { None };
        let (length, kind) = if let Some(length) = possessive {
            (length, Some(TokenKind::Possessive))
        } else {
            let length = first_token(bare);
            let words = bare.get(..length).unwrap_or_default();
            (length, kind(words, lexicon, &mut room.lower))
        };
        let Some(kind) = kind else { return };
        room.tokens.push(Token {
            start: from,
            end: from + length,
            kind,
        });
        at = from + length;
    }
}

/// Whether a gap between two words ends a paragraph.
fn breaks(gap: &str) -> bool {
    gap.matches('\n').count() > 1
}

/// The last bytes of a text, cut at a character.
fn tail(text: &str, most: usize) -> &str {
    let from = text.len().saturating_sub(most);
    let from = (from..=text.len()).find(|&at| text.is_char_boundary(at));
    from.and_then(|from| text.get(from..)).unwrap_or_default()
}

fn kind(words: &str, lexicon: &Lexicon, lower: &mut String) -> Option<TokenKind> {
    let first = words.chars().next()?;
    match first {
        '-' | '\u{2010}'..='\u{2014}' => Some(TokenKind::Dash),
        ',' | '\u{060C}' => Some(TokenKind::Comma),
        '(' => Some(TokenKind::Open),
        ')' => Some(TokenKind::Close),
        _ if digit(first).is_some() => Amount::of_digits(words).map(TokenKind::Number),
        _ => lexicon.word(words, lower).map(TokenKind::Word),
    }
}

/// What a character belongs to: digits and letters make tokens, everything else is one by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Digit,
    Letter,
    Other,
}

fn class(c: char) -> Class {
    if digit(c).is_some() {
        Class::Digit
    } else if c.is_alphabetic() {
        Class::Letter
    } else {
        Class::Other
    }
}

fn is_separator(c: char) -> bool {
    matches!(c, '.' | ',' | '\u{066B}' | '\u{066C}')
}

/// The length of the first token of a text that starts with no space.
fn first_token(text: &str) -> usize {
    let mut characters = text.char_indices().peekable();
    let Some((_, first)) = characters.next() else {
        return 0;
    };
    let own = class(first);
    while let Some(&(at, c)) = characters.peek() {
        let next = text
            .get(at + c.len_utf8()..)
            .and_then(|rest| rest.chars().next());
        let inner =
            own == Class::Digit && is_separator(c) && next.is_some_and(|c| digit(c).is_some());
        if own == Class::Other || !(class(c) == own || inner) {
            return at;
        }
        characters.next();
    }
    text.len()
}

/// The length of the last token of a text that ends with no space.
fn last_token(text: &str) -> usize {
    let mut characters = text.char_indices().rev().peekable();
    let Some((mut start, last)) = characters.next() else {
        return 0;
    };
    let own = class(last);
    while let Some((at, c)) = characters.next() {
        let before = characters.peek().map(|(_, c)| *c);
        let inner =
            own == Class::Digit && is_separator(c) && before.is_some_and(|c| digit(c).is_some());
        if own == Class::Other || !(class(c) == own || inner) {
            break;
        }
        start = at;
    }
    text.len() - start
}

/// The length of a genitive ending that a text starts with.
fn genitive(text: &str) -> Option<usize> {
    let mut characters = text.char_indices();
    let (_, mark) = characters.next()?;
    if !matches!(mark, '\'' | '\u{2019}' | '\u{02BC}') {
        return None;
    }
    match characters.next() {
        Some((at, 's' | 'S')) => {
            let ends = characters.next().is_none_or(|(_, c)| !c.is_alphanumeric());
            ends.then_some(at + 1)
        }
        Some((at, c)) => c.is_whitespace().then_some(at),
        None => Some(mark.len_utf8()),
    }
}
