//! Tokens: words, numbers, punctuation, quotation marks, each with its bytes.

use compact_str::CompactString;
use marsad_domain::Span;

use crate::rules::Words;

/// A word in its folded form: short ones take no memory of their own.
pub(crate) type Word = CompactString;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TokenKind {
    Word,
    Number,
    Punct,
    Quote,
}

/// A token of the text.
#[derive(Debug, Clone)]
pub(crate) struct Token {
    pub(crate) span: Span,
    pub(crate) kind: TokenKind,
    /// Lowercase with straight apostrophes; a split-off suffix keeps its hyphen ("-backed").
    pub(crate) lower: Word,
    pub(crate) capital: bool,
    /// Whether a line ends before it.
    pub(crate) after_break: bool,
    /// Whether an empty line stands before it.
    pub(crate) after_blank: bool,
}

/// The word of a token in its folded form.
pub(crate) fn word_at(tokens: &[Token], at: usize) -> Option<&str> {
    Some(tokens.get(at)?.lower.as_str())
}

/// About how many bytes of English stand for one token.
const BYTES_PER_TOKEN: usize = 5;

/// The most bytes of an abbreviation before a name.
const MOST_ABBREVIATION_BYTES: usize = 5;

/// Cuts a text into tokens. White space is dropped; every other byte is in exactly one token.
pub(crate) fn tokenise(text: &str, words: &Words) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(text.len() / BYTES_PER_TOKEN);
    let mut breaks = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        if c.is_whitespace() {
            breaks += usize::from(c == '\n');
            continue;
        }
        let is_double = matches!(c, '\'' | '`') && chars.peek().is_some_and(|(_, next)| *next == c);
        let (kind, belongs): (TokenKind, fn(char) -> bool) = if c.is_ascii_digit() {
            (TokenKind::Number, |c| {
                c.is_ascii_digit() || matches!(c, ',' | '.')
            })
        } else if is_word(c) {
            (TokenKind::Word, |c| is_word(c) || is_joiner(c))
        } else if matches!(c, '"' | '“' | '”' | '«' | '»' | '„') || is_double {
            (TokenKind::Quote, |_| false)
        } else {
            (TokenKind::Punct, |_| false)
        };
        let mut end = start + c.len_utf8();
        if is_double && chars.next().is_some() {
            // Wires write quotation marks as two apostrophes.
            end += c.len_utf8();
        }
        while let Some((at, next)) = chars.peek().copied() {
            let joins = belongs(next) && continues(text, at, next, kind);
            if !joins {
                break;
            }
            end = at + next.len_utf8();
            chars.next();
        }
        if kind == TokenKind::Word && is_abbreviated(text, Span::new(start, end), words) {
            end += 1;
            chars.next();
        }
        let before = tokens.len();
        push_split(&mut tokens, text, Span::new(start, end), kind, words);
        if let Some(first) = tokens.get_mut(before) {
            first.after_break = breaks > 0;
            first.after_blank = breaks > 1;
        }
        breaks = 0;
    }
    tokens
}

/// "Mr. Salem", "Gen. Burhan": a listed abbreviation with its stop, before a capital.
fn is_abbreviated(text: &str, span: Span, words: &Words) -> bool {
    let Some(raw) = span
        .of(text)
        .filter(|raw| raw.len() <= MOST_ABBREVIATION_BYTES)
    else {
        return false;
    };
    let rest = text.get(span.end()..).unwrap_or_default();
    let name = rest.strip_prefix(". ").unwrap_or_default();
    let is_before_name = name.starts_with(char::is_uppercase);
    let is_initial = raw.len() == 1 && !words.first_person.contains(&fold(raw));
    is_before_name
        && raw.starts_with(char::is_uppercase)
        && (is_initial || words.grammar.titles.contains(&fold(raw)))
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric()
        || matches!(c, '\u{0300}'..='\u{036F}' | '\u{064B}'..='\u{065F}' | '\u{0640}')
}

fn is_joiner(c: char) -> bool {
    matches!(c, '-' | '\'' | '’' | 'ʼ' | '‘' | '.' | '–' | '&')
}

/// Whether a joining character goes on with the token: it must have a letter or digit behind it, and a full stop
/// joins only the letters of an abbreviation.
fn continues(text: &str, at: usize, c: char, kind: TokenKind) -> bool {
    let after = text
        .get(at + c.len_utf8()..)
        .and_then(|rest| rest.chars().next());
    let before = text.get(..at).and_then(|rest| rest.chars().next_back());
    match kind {
        TokenKind::Number if matches!(c, ',' | '.') => {
            let digits = text.get(at + 1..).map_or(0, |rest| {
                rest.chars().take_while(char::is_ascii_digit).count()
            });
            if c == ',' { digits == 3 } else { digits > 0 }
        }
        TokenKind::Word if c == '.' => is_abbreviation_stop(text, at, before, after),
        TokenKind::Word if c == '–' => false,
        TokenKind::Word if is_joiner(c) => after.is_some_and(is_word),
        _ => true,
    }
}

/// "U.S." keeps its stops: single letters between stops.
fn is_abbreviation_stop(text: &str, at: usize, before: Option<char>, after: Option<char>) -> bool {
    let letter_alone = before.is_some_and(char::is_alphabetic)
        && text
            .get(..at)
            .is_some_and(|rest| rest.chars().rev().nth(1).is_none_or(|c| !is_word(c)));
    let stop_two_before = text
        .get(..at)
        .is_some_and(|rest| rest.chars().rev().nth(1) == Some('.'));
    letter_alone && (stop_two_before || after.is_some_and(char::is_alphabetic))
}

/// Splits a possessive ending, "n't", and suffixes such as "-backed" off a word.
fn push_split(tokens: &mut Vec<Token>, text: &str, span: Span, kind: TokenKind, words: &Words) {
    let Some(raw) = span.of(text) else { return };
    let lower = fold(raw);
    let cut = if kind == TokenKind::Word {
        cut_point(raw, &lower, words)
    } else {
        None
    };
    let Some(cut) = cut else {
        tokens.push(token(raw, lower, span, kind));
        return;
    };
    let middle = span.start() + cut;
    for part in [
        Span::new(span.start(), middle),
        Span::new(middle, span.end()),
    ] {
        if let Some(raw) = part.of(text).filter(|raw| !raw.is_empty()) {
            tokens.push(token(raw, fold(raw), part, kind));
        }
    }
}

fn token(raw: &str, mut lower: Word, span: Span, kind: TokenKind) -> Token {
    if kind == TokenKind::Word && lower.ends_with('.') && !lower.trim_end_matches('.').contains('.')
    {
        lower.truncate(lower.len() - 1);
    }
    let capital = raw.chars().next().is_some_and(char::is_uppercase);
    Token {
        span,
        kind,
        lower,
        capital,
        after_break: false,
        after_blank: false,
    }
}

/// Lowercase with one kind of apostrophe.
pub(crate) fn fold(raw: &str) -> Word {
    if raw.is_ascii() {
        let mut word = Word::from(raw);
        word.make_ascii_lowercase();
        return word;
    }
    raw.chars()
        .flat_map(char::to_lowercase)
        .map(|c| {
            if matches!(c, '’' | 'ʼ' | '‘') {
                '\''
            } else {
                c
            }
        })
        .collect()
}

/// The byte of the raw word at which a suffix begins; endings that are split off have a mark.
fn cut_point(raw: &str, lower: &str, words: &Words) -> Option<usize> {
    if lower.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return None;
    }
    // An ending with an apostrophe before it stands behind any word; "n't" belongs to a verb, which has no hyphen.
    let has_hyphen = lower.contains('-');
    let is_split = |ending: &&String| {
        let is_loose = ending.starts_with('\'') || !has_hyphen;
        is_loose && lower.ends_with(ending.as_str()) && lower.len() > ending.len()
    };
    if let Some(ending) = words.grammar.split_endings.iter().find(is_split) {
        let letters = ending.chars().count();
        let tail: usize = raw.chars().rev().take(letters).map(char::len_utf8).sum();
        return Some(raw.len() - tail);
    }
    let (at, _) = raw.char_indices().rev().find(|(_, c)| *c == '-')?;
    let suffix = raw.get(at + 1..)?;
    let is_suffix =
        words.held_suffixes.words.contains(suffix) || words.relation_suffixes.contains_key(suffix);
    (is_suffix && at > 0).then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::english;

    #[test]
    fn words_are_cut_at_endings_and_suffixes() {
        let cases = [
            ("U.S.-backed forces", vec!["u.s.", "-backed", "forces"]),
            ("rebel-held Karsun", vec!["rebel", "-held", "karsun"]),
            ("a well-known town", vec!["a", "well-known", "town"]),
            ("They didn't", vec!["they", "did", "n't"]),
            ("a Karsun-didn't", vec!["a", "karsun-didn't"]),
            ("al-Hadid's", vec!["al-hadid", "'s"]),
            (
                "the army\u{2019}s tanks",
                vec!["the", "army", "'s", "tanks"],
            ),
            (
                "280,000 people, 1.5 million.",
                vec!["280,000", "people", ",", "1.5", "million", "."],
            ),
            ("in 2024.", vec!["in", "2024", "."]),
            ("10-14 people", vec!["10", "-", "14", "people"]),
            (
                "\u{201C}Go!\u{201D}",
                vec!["\u{201C}", "go", "!", "\u{201D}"],
            ),
        ];
        let rules = english();
        for (text, expected) in cases {
            let found: Vec<Word> = tokenise(text, &rules.words)
                .into_iter()
                .map(|t| t.lower)
                .collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn every_byte_that_is_no_white_space_is_in_exactly_one_token() {
        let text = "Na\u{ef}ve \u{2014} \u{201C}\u{e7}a va?\u{201D}\n\nU.S.-backed \u{62d}\u{645}\u{635} didn\u{2019}t (1,200.5%) \u{1F600}.";
        let mut at = 0;
        for token in tokenise(text, &english().words) {
            let between = text.get(at..token.span.start());
            assert!(
                between.is_some_and(|gap| gap.chars().all(char::is_whitespace)),
                "before byte {at}"
            );
            at = token.span.end();
        }
        assert_eq!(at, text.len());
    }
}
