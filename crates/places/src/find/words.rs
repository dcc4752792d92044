//! The words of a text and the phrases beside a span.

use marsad_domain::Span;

use crate::normal::is_apostrophe;

/// The words of a text, in order. A word is a run of letters, digits and marks; hyphens and apostrophes part words.
#[derive(Debug)]
pub(super) struct Words<'t> {
    /// The text.
    pub(super) text: &'t str,
    spans: Vec<Span>,
    /// Whether no letter of the text is a capital, so that case tells nothing.
    pub(super) caseless: bool,
}

impl<'t> Words<'t> {
    /// Splits a text.
    pub(super) fn of(text: &'t str) -> Self {
        let mut spans = Vec::new();
        let mut start = None;
        for (at, c) in text.char_indices() {
            match (start, c.is_alphanumeric()) {
                (None, true) => start = Some(at),
                (Some(from), false) if !is_inner_mark(c) => {
                    spans.push(Span::new(from, at));
                    start = None;
                }
                (None, false) | (Some(_), true | false) => {}
            }
        }
        spans.extend(start.map(|from| Span::new(from, text.len())));
        Self {
            text,
            spans,
            caseless: !text.chars().any(char::is_uppercase),
        }
    }

    /// The number of the first word that starts at or after a byte.
    pub(super) fn from(&self, byte: usize) -> usize {
        self.spans.partition_point(|span| span.start() < byte)
    }

    /// The span of a word.
    pub(super) fn span(&self, number: usize) -> Option<Span> {
        self.spans.get(number).copied()
    }

    /// A word.
    pub(super) fn word(&self, number: usize) -> Option<&'t str> {
        self.span(number)?.of(self.text)
    }

    /// The text between two bytes.
    pub(super) fn between(&self, start: usize, end: usize) -> &'t str {
        self.text.get(start..end).unwrap_or_default()
    }

    /// The `count` words right after a byte, with nothing but spaces and hyphens between.
    pub(super) fn after(&self, byte: usize, count: usize) -> Option<Span> {
        let first = self.from(byte);
        let mut end = byte;
        for number in first..first + count {
            let span = self.span(number)?;
            if !is_plain(self.between(end, span.start())) {
                return None;
            }
            end = span.end();
        }
        Some(Span::new(self.span(first)?.start(), end))
    }

    /// The `count` words right before a byte, with nothing but spaces and hyphens between.
    pub(super) fn before(&self, byte: usize, count: usize) -> Option<Span> {
        let next = self.from(byte);
        let mut start = byte;
        for number in (next.checked_sub(count)?..next).rev() {
            let span = self.span(number)?;
            if span.end() > start || !is_plain(self.between(span.end(), start)) {
                return None;
            }
            start = span.start();
        }
        Some(Span::new(start, self.span(next.checked_sub(1)?)?.end()))
    }

    /// The words of a span in lower case with single spaces.
    pub(super) fn phrase(&self, span: Span) -> String {
        let first = self.from(span.start());
        let words: Vec<String> = (first..)
            .map_while(|number| self.span(number).filter(|word| word.end() <= span.end()))
            .filter_map(|word| word.of(self.text).map(str::to_lowercase))
            .collect();
        words.join(" ")
    }

    /// Whether a span opens a sentence, a line, or the text.
    pub(super) fn opens_sentence(&self, span: Span) -> bool {
        let before = self.between(0, span.start());
        let mut back = before.chars().rev().skip_while(|c| {
            (c.is_whitespace() && *c != '\n')
                || matches!(c, '"' | '“' | '(' | '[')
                || is_apostrophe(*c)
        });
        back.next()
            .is_none_or(|c| matches!(c, '.' | '!' | '?' | ':' | ';' | '\n' | '…'))
    }
}

/// Whether only spaces, single line ends and hyphens stand between two words.
pub(super) fn is_plain(gap: &str) -> bool {
    gap.chars()
        .all(|c| c.is_whitespace() || matches!(c, '-' | '\u{2010}' | '\u{2011}'))
        && gap.matches('\n').count() < 2
}

/// Whether nothing but one space, or a hyphen or an apostrophe within a word, stands between two parts of one name.
pub(super) fn is_inside_name(gap: &str) -> bool {
    let mut characters = gap.chars();
    let first = characters.next();
    characters.next().is_none()
        && first
            .is_some_and(|c| matches!(c, ' ' | '-' | '\u{2010}' | '\u{2011}') || is_apostrophe(c))
}

/// Whether a text starts with a capital, or with a letter that has no case.
pub(super) fn is_capital(text: &str) -> bool {
    text.chars()
        .next()
        .is_some_and(|c| c.is_alphabetic() && !c.is_lowercase())
}

fn is_inner_mark(c: char) -> bool {
    matches!(c, '\u{0300}'..='\u{036F}' | '\u{0610}'..='\u{061A}' | '\u{0640}' | '\u{064B}'..='\u{065F}' | '\u{0670}')
}
