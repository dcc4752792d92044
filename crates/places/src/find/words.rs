//! The words of a text and the phrases beside a span.

use std::ops::Range;

use marsad_domain::{ShortText, Span};

use crate::{
    normal::{is_apostrophe, is_hyphen, is_mark},
    rules::{MOST_WORDS, Phrases, Position, key_of},
    word_key::Key,
};

/// The words of a text, in order. A word is a run of letters, digits and marks; hyphens and apostrophes part words.
#[derive(Debug)]
pub(super) struct Words<'t> {
    /// The text.
    pub(super) text: &'t str,
    all: Vec<Word>,
    /// Whether no letter of the text is a capital, so that case tells nothing.
    pub(super) caseless: bool,
}

/// One word.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word {
    /// Where it stands.
    pub(super) span: Span,
    /// Its key, which is that of its lower case.
    pub(super) key: Key,
    /// Whether every letter is small.
    pub(super) is_small: bool,
    /// Whether it starts with a capital, or with a letter that has no case.
    pub(super) is_capital: bool,
    /// Whether every letter is one of ASCII.
    pub(super) is_ascii: bool,
}

/// The words beside a span, at most three on each side, with nothing but spaces and hyphens between.
#[derive(Debug, Clone, Default)]
pub(super) struct Around {
    /// Right before it.
    pub(super) before: Range<usize>,
    /// Before an "of" or "of the" that stands right before it.
    pub(super) of: Range<usize>,
    /// Right after it.
    pub(super) after: Range<usize>,
}

impl<'t> Words<'t> {
    /// Splits a text.
    pub(super) fn of(text: &'t str) -> Self {
        let mut words = Self {
            text,
            all: Vec::with_capacity(text.len() / 5),
            caseless: true,
        };
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some(byte) = bytes.get(at) {
            if byte.is_ascii_alphanumeric() {
                at = words.take(at);
            } else if byte.is_ascii() {
                at += 1;
            } else {
                let letter = words.letter(at).filter(|c| c.is_alphanumeric());
                at = match letter {
                    Some(_) => words.take(at),
                    None => at + words.letter(at).map_or(1, char::len_utf8),
                };
            }
        }
        words
    }

    /// Takes the word that starts at a byte, and says where it ends.
    fn take(&mut self, start: usize) -> usize {
        let bytes = self.text.as_bytes();
        let (mut at, mut key) = (start, Key::EMPTY);
        let (mut is_small, mut has_capital, mut is_ascii) = (true, false, true);
        while let Some(byte) = bytes.get(at) {
            if byte.is_ascii_alphanumeric() {
                is_small &= byte.is_ascii_lowercase();
                has_capital |= byte.is_ascii_uppercase();
                key = key.with_byte(byte.to_ascii_lowercase());
                at += 1;
                continue;
            }
            if byte.is_ascii() {
                break;
            }
            let Some(c) = self
                .letter(at)
                .filter(|c| c.is_alphanumeric() || is_inner_mark(*c))
            else {
                break;
            };
            is_ascii = false;
            is_small &= c.is_lowercase();
            has_capital |= c.is_uppercase();
            key = c.to_lowercase().fold(key, Key::with);
            at += c.len_utf8();
        }
        self.caseless &= !has_capital;
        self.all.push(Word {
            span: Span::new(start, at),
            key,
            is_small,
            is_capital: !is_small && is_capital(self.between(start, at)),
            is_ascii,
        });
        at
    }

    fn letter(&self, at: usize) -> Option<char> {
        self.text.get(at..)?.chars().next()
    }

    /// All words.
    pub(super) fn iter(&self) -> impl Iterator<Item = &Word> {
        self.all.iter()
    }

    /// The number of the first word that starts at or after a byte.
    pub(super) fn from(&self, byte: usize) -> usize {
        self.all.partition_point(|word| word.span.start() < byte)
    }

    /// A word by its number.
    pub(super) fn get(&self, number: usize) -> Option<&Word> {
        self.all.get(number)
    }

    /// The span of a word.
    pub(super) fn span(&self, number: usize) -> Option<Span> {
        Some(self.all.get(number)?.span)
    }

    /// A word as it stands.
    pub(super) fn word(&self, number: usize) -> Option<&'t str> {
        self.span(number)?.of(self.text)
    }

    /// The text of a span, to be kept.
    pub(super) fn kept(&self, span: Span) -> ShortText {
        span.of(self.text).unwrap_or_default().into()
    }

    /// The text between two bytes.
    pub(super) fn between(&self, start: usize, end: usize) -> &'t str {
        self.text.get(start..end).unwrap_or_default()
    }

    /// The words beside a span.
    pub(super) fn around(&self, span: Span) -> Around {
        let before = self.before(self.from(span.start()), span.start());
        let of = self.of_before(&before);
        let of = of.map(|of| self.before(of, self.span(of).map_or(0, Span::start)));
        Around {
            before,
            of: of.unwrap_or(0..0),
            after: self.after(span.end()),
        }
    }

    /// The words right after a byte, at most three, with nothing but spaces and hyphens between.
    pub(super) fn after(&self, byte: usize) -> Range<usize> {
        let first = self.from(byte);
        let mut end = byte;
        let mut last = first;
        while last < first + MOST_WORDS
            && let Some(span) = self.span(last)
            && is_plain(self.between(end, span.start()))
        {
            end = span.end();
            last += 1;
        }
        first..last
    }

    /// The words right before the word `next` and a byte, at most three, with nothing but spaces and hyphens between.
    fn before(&self, next: usize, byte: usize) -> Range<usize> {
        let mut start = byte;
        let mut first = next;
        while first + MOST_WORDS > next
            && let Some(before) = first.checked_sub(1)
            && let Some(span) = self.span(before).filter(|span| span.end() <= start)
            && is_plain(self.between(span.end(), start))
        {
            start = span.start();
            first = before;
        }
        first..next
    }

    /// The "of" of "of" or "of the" that some words end with.
    fn of_before(&self, before: &Range<usize>) -> Option<usize> {
        let last = before
            .end
            .checked_sub(1)
            .filter(|last| before.contains(last))?;
        if self.is(last, "of") {
            return Some(last);
        }
        let of = last.checked_sub(1).filter(|of| before.contains(of))?;
        (self.is(last, "the") && self.is(of, "of")).then_some(of)
    }

    /// The span of some words.
    pub(super) fn span_of(&self, words: &Range<usize>) -> Option<Span> {
        let last = self.span(words.end.checked_sub(1)?)?;
        Some(self.span(words.start)?.union(last))
    }

    /// The numbers of the words that lie in a span.
    pub(super) fn numbers(&self, span: Span) -> Range<usize> {
        let first = self.from(span.start());
        let inside = self.all.get(first..).unwrap_or_default().iter();
        let inside = inside.take_while(|word| word.span.end() <= span.end());
        first..first + inside.count()
    }

    /// The rule of a phrase that some words are, whatever their case.
    pub(super) fn rule<'r, R: Clone>(
        &self,
        phrases: &'r Phrases<R>,
        position: Position,
        words: &Range<usize>,
    ) -> Option<&'r R> {
        let here = self.all.get(words.clone())?;
        let key = key_of(here.iter().map(|word| word.key))?;
        phrases.get(position, key, |phrase| self.says(words, phrase))
    }

    /// The rule of a phrase that one word is.
    pub(super) fn rule_of<'r, R: Clone>(
        &self,
        phrases: &'r Phrases<R>,
        position: Position,
        word: usize,
    ) -> Option<&'r R> {
        self.rule(phrases, position, &(word..word + 1))
    }

    /// Whether some words are these, whatever their case.
    fn says(&self, words: &Range<usize>, phrase: &[String]) -> bool {
        let same = |(number, wanted): (usize, &String)| {
            self.word(number).is_some_and(|word| {
                word.eq_ignore_ascii_case(wanted) || word.to_lowercase() == *wanted
            })
        };
        words.len() == phrase.len() && words.clone().zip(phrase).all(same)
    }

    /// Whether a word is this one in ASCII letters, whatever its case.
    pub(super) fn is(&self, number: usize, word: &str) -> bool {
        self.word(number)
            .is_some_and(|here| here.eq_ignore_ascii_case(word))
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

    /// Whether a word begins one in the normal form too: no letter stands before it with an apostrophe or marks between.
    pub(super) fn begins(&self, word: usize) -> bool {
        let Some(start) = self.span(word).map(Span::start) else {
            return false;
        };
        let last = word
            .checked_sub(1)
            .and_then(|last| self.span(last))
            .map_or(0, Span::end);
        let gap = self.between(last, start);
        word == 0 || gap.is_empty() || !gap.chars().all(|c| is_apostrophe(c) || is_mark(c))
    }
}

/// Whether only spaces, single line ends and hyphens stand between two words.
pub(super) fn is_plain(gap: &str) -> bool {
    matches!(gap.as_bytes(), [b' '])
        || (gap.chars().all(|c| c.is_whitespace() || is_hyphen(c)) && gap.matches('\n').count() < 2)
}

/// Whether nothing but one space, or a hyphen or an apostrophe within a word, stands between two parts of one name.
pub(super) fn is_inside_name(gap: &str) -> bool {
    let mut characters = gap.chars();
    let first = characters.next();
    characters.next().is_none()
        && first.is_some_and(|c| c == ' ' || is_hyphen(c) || is_apostrophe(c))
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
