//! The normal form in which names meet: compatibility forms resolved, marks and apostrophes dropped, case folded,
//! hyphens and white space made one space, the Arabic article written `al` whatever it was assimilated to.
//!
//! What goes in: a text. What comes out: its normal form with, for every byte, the place in the text it came from.

mod article;
mod letter;

use icu_normalizer::DecomposingNormalizerBorrowed;
use marsad_domain::Span;

pub(crate) use article::{ARTICLE, arabic_without_article, joined_forms, without_article};
pub(crate) use letter::is_apostrophe;
use letter::{fold, is_dropped, is_mark};

/// A text in normal form, with the way back.
#[derive(Debug, Clone)]
pub(crate) struct Normal<'t> {
    /// The text as given.
    pub(crate) original: &'t str,
    /// The normal form. A paragraph break is `\n`; every other run of white space or hyphens is one space.
    pub(crate) text: String,
    /// For every byte of the normal form, the byte of the original where its character starts.
    starts: Vec<u32>,
}

/// The normal form of a name, without white space at its ends.
#[must_use]
pub fn normal_form(name: &str) -> String {
    Normal::of(name).text.trim().to_owned()
}

impl<'t> Normal<'t> {
    /// The normal form of a text; of a text of 4 GiB or more it is empty.
    pub(crate) fn of(original: &'t str) -> Self {
        let mut normal = Self {
            original,
            text: String::new(),
            starts: Vec::new(),
        };
        if u32::try_from(original.len()).is_err() {
            return normal;
        }
        normal.text.reserve(original.len());
        normal.starts.reserve(original.len());
        normal.fold_characters();
        article::unify(&mut normal.text, &mut normal.starts);
        normal
    }

    /// The bytes of the original that a range of the normal form stands for, with the marks on its last letter.
    pub(crate) fn span(&self, start: usize, end: usize) -> Option<Span> {
        let first = *self.starts.get(start)? as usize;
        let last = *self.starts.get(end.checked_sub(1)?)? as usize;
        let mut rest = self.original.get(last..)?.chars();
        let mut stop = last + rest.next()?.len_utf8();
        for mark in rest.take_while(|c| is_mark(*c)) {
            stop += mark.len_utf8();
        }
        Some(Span::new(first, stop))
    }

    fn fold_characters(&mut self) {
        let decomposing = DecomposingNormalizerBorrowed::new_nfkd();
        let mut before = None;
        let mut characters = self.original.char_indices().peekable();
        while let Some((at, c)) = characters.next() {
            let next = characters.peek().map(|(_, next)| *next);
            if c.is_whitespace() || c == '_' {
                self.push_space(c, at);
            } else if is_hyphen(c) {
                let joins = before.is_some_and(is_inner) && next.is_some_and(is_inner);
                self.push(if joins { ' ' } else { ',' }, at);
            } else if c.is_ascii_alphanumeric() {
                self.push(c.to_ascii_lowercase(), at);
            } else if !is_dropped(c) {
                for part in decomposing.normalize_iter(std::iter::once(c)) {
                    fold(part, |folded| self.push(folded, at));
                }
            }
            before = Some(c);
        }
    }

    fn push_space(&mut self, c: char, at: usize) {
        let breaks = c == '\n'
            && self
                .starts
                .last()
                .and_then(|last| self.original.get(*last as usize..at))
                .is_some_and(|gap| self.text.ends_with(' ') && gap.contains('\n'));
        if breaks {
            self.text.pop();
            self.starts.pop();
            self.push('\n', at);
        } else if !self.text.ends_with([' ', '\n']) {
            self.push(' ', at);
        }
    }

    fn push(&mut self, c: char, at: usize) {
        self.text.push(c);
        let at = u32::try_from(at).unwrap_or(u32::MAX);
        self.starts.extend(std::iter::repeat_n(at, c.len_utf8()));
    }
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

fn is_inner(c: char) -> bool {
    c.is_alphanumeric() || is_mark(c) || is_apostrophe(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_meet() {
        let table = [
            ("Tell az-Zahr", "tell al zahr"),
            ("Tell Az Zahr", "tell al zahr"),
            ("TELL AL-ZAHR", "tell al zahr"),
            ("Tell el\u{2011}Zahr", "tell al zahr"),
            ("Tell\nes-Sorun", "tell al sorun"),
            ("ash-Shorun", "al shorun"),
            ("Ma\u{2019}arrat an-Nur", "maarrat al nur"),
            ("Ma\u{02BF}arrat al-Nur", "maarrat al nur"),
            ("Żółw", "zolw"),
            ("Ｋａｒｖｅｌ", "karvel"),
            ("كَرْفَل", "كرفل"),
            ("كـــرفل", "كرفل"),
            ("أرفة", "ارفه"),
            ("آرفى", "ارفي"),
            ("as Karvel", "as karvel"),
            ("Tell\n\nAz-Zahr", "tell\nal zahr"),
        ];
        for (given, expected) in table {
            assert_eq!(normal_form(given), expected, "{given}");
        }
    }

    #[test]
    fn a_span_takes_the_marks_of_its_last_letter_and_no_apostrophe() {
        let text = "في كَرْفَلَ، Karvel's";
        let normal = Normal::of(text);
        let words = |needle: &str| {
            let start = normal.text.find(needle)?;
            normal.span(start, start + needle.len())?.of(text)
        };
        assert_eq!(words("كرفل"), Some("كَرْفَلَ"));
        assert_eq!(words("karvel"), Some("Karvel"));
    }

    #[test]
    fn a_blank_line_is_kept_as_a_break() {
        assert_eq!(Normal::of("a b\nc \n\n d - e").text, "a b c\nd , e");
    }
}
