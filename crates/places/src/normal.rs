//! The normal form in which names meet: compatibility forms resolved, marks and apostrophes dropped, case folded,
//! hyphens and white space made one space, the Arabic article written `al` whatever it was assimilated to.
//!
//! What goes in: a text. What comes out: its normal form, word by word as far as somebody reads it, and for every byte
//! the place in the text it came from.

mod article;
mod letter;

use icu_normalizer::DecomposingNormalizerBorrowed;
use marsad_domain::Span;

pub(crate) use article::{ARTICLE, arabic_without_article, joined_forms, without_article};
use article::{could_be_article, is_article};
pub(crate) use letter::{digit, is_apostrophe, is_hyphen, is_mark};
use letter::{fold, is_dropped};

/// The normal form of a name, without white space at its ends.
#[must_use]
pub fn normal_form(name: &str) -> String {
    let mut folding = Folding::of(name);
    folding.folded.reserve(name.len());
    folding.starts.reserve(name.len());
    while folding.more() {}
    let mut folded = String::from_utf8(folding.folded).unwrap_or_default();
    folded.truncate(folded.trim_end().len());
    if folded.starts_with(char::is_whitespace) {
        folded = folded.trim_start().to_owned();
    }
    folded
}

/// A text on its way into its normal form, from one byte on and as far as it was asked for.
///
/// In the normal form a paragraph break is `\n`; every other run of white space or hyphens is one space.
pub(crate) struct Folding<'t> {
    text: &'t str,
    /// The byte of the text up to which it is folded.
    next: usize,
    /// The character before that byte, where there is one since the beginning.
    before: Option<char>,
    /// The normal form so far.
    folded: Vec<u8>,
    /// For every byte of it, the byte of the text where its character starts.
    starts: Vec<usize>,
    decomposing: DecomposingNormalizerBorrowed<'static>,
}

impl<'t> Folding<'t> {
    /// Nothing folded yet.
    pub(crate) fn of(text: &'t str) -> Self {
        Self {
            text,
            next: 0,
            before: None,
            folded: Vec::new(),
            starts: Vec::new(),
            decomposing: DecomposingNormalizerBorrowed::new_nfkd(),
        }
    }

    /// Forgets what is folded and begins at a byte of the text, where a word starts.
    pub(crate) fn begin(&mut self, at: usize) {
        self.folded.clear();
        self.starts.clear();
        self.next = at;
        self.before = None;
    }

    /// The text.
    pub(crate) fn text(&self) -> &'t str {
        self.text
    }

    /// A byte of the normal form; nothing behind the end of the text.
    pub(crate) fn byte(&mut self, at: usize) -> Option<u8> {
        while at >= self.folded.len() {
            if !self.more() {
                return None;
            }
        }
        self.folded.get(at).copied()
    }

    /// The normal form of the first word, without what parts it from the next.
    pub(crate) fn first_word(&mut self) -> &str {
        if self.folded.is_empty() {
            self.more();
        }
        let end = self
            .folded
            .iter()
            .position(|byte| matches!(byte, b' ' | b'\n'));
        let word = self.folded.get(..end.unwrap_or(self.folded.len()));
        word.and_then(|word| std::str::from_utf8(word).ok())
            .unwrap_or_default()
    }

    /// The bytes of the text that a range of the normal form stands for, with the marks on its last letter.
    pub(crate) fn span(&self, start: usize, end: usize) -> Option<Span> {
        let first = *self.starts.get(start)?;
        let last = *self.starts.get(end.checked_sub(1)?)?;
        let mut rest = self.text.get(last..)?.chars();
        let mut stop = last + rest.next()?.len_utf8();
        for mark in rest.take_while(|c| is_mark(*c)) {
            stop += mark.len_utf8();
        }
        Some(Span::new(first, stop))
    }

    /// Folds the next word and the space after it, and where that may be an article, the word after it too; whether
    /// there was anything.
    pub(crate) fn more(&mut self) -> bool {
        let start = self.folded.len();
        if !self.word() {
            return false;
        }
        self.unify(start);
        true
    }

    /// Writes the word that starts at a byte of the normal form as `al` where it is an article.
    fn unify(&mut self, mut start: usize) {
        while self.folded.get(start..).is_some_and(could_be_article) {
            let next = self.folded.len();
            if !self.word() {
                return;
            }
            let bytes = self.folded.get(start..next).zip(self.folded.get(next..));
            if bytes.is_some_and(|(word, rest)| is_article(word, rest)) {
                let consonant = start + 1;
                if let Some(byte) = self.folded.get_mut(start) {
                    *byte = b'a';
                }
                if let Some(byte) = self.folded.get_mut(consonant) {
                    *byte = b'l';
                }
                self.folded.drain(consonant + 1..next - 1);
                self.starts.drain(consonant + 1..next - 1);
                start += 3;
            } else {
                start = next;
            }
        }
    }

    /// Folds characters up to the end of the next space; whether there was any.
    fn word(&mut self) -> bool {
        let mut characters = self
            .text
            .get(self.next..)
            .unwrap_or_default()
            .char_indices();
        let (begin, start) = (self.next, self.folded.len());
        let mut ended = false;
        while let Some((offset, c)) = characters.next() {
            let at = begin + offset;
            if c.is_ascii_alphanumeric() {
                if ended {
                    break;
                }
                self.folded.push(c.to_ascii_lowercase() as u8);
                self.starts.push(at);
            } else if c.is_whitespace() || c == '_' {
                self.push_space(c, at, start);
                ended = true;
            } else if is_hyphen(c) {
                if ended {
                    break;
                }
                let next = characters.clone().next().map(|(_, next)| next);
                let joins = self.before.is_some_and(is_inner) && next.is_some_and(is_inner);
                self.push(if joins { ' ' } else { ',' }, at);
                ended = joins;
            } else if !is_dropped(c) {
                if ended {
                    break;
                }
                self.push_folded(c, at);
            }
            self.before = Some(c);
            self.next = at + c.len_utf8();
        }
        self.next > begin
    }

    /// One space for a run of white space; a paragraph break where it holds two ends of lines.
    fn push_space(&mut self, c: char, at: usize, word: usize) {
        let run = self.starts.last().copied().zip(self.folded.last().copied());
        match run {
            Some((start, b' ')) if self.folded.len() > word => {
                let breaks = c == '\n'
                    && self
                        .text
                        .get(start..at)
                        .is_some_and(|gap| gap.contains('\n'));
                if breaks && let Some(last) = self.folded.last_mut() {
                    *last = b'\n';
                }
            }
            Some((_, b' ' | b'\n')) => {}
            Some(_) | None => self.push(' ', at),
        }
    }

    /// What a character outside ASCII, or a mark of it, becomes.
    fn push_folded(&mut self, c: char, at: usize) {
        let Self {
            folded,
            starts,
            decomposing,
            ..
        } = self;
        for part in decomposing.normalize_iter(std::iter::once(c)) {
            fold(part, |c| push(folded, starts, c, at));
        }
    }

    fn push(&mut self, c: char, at: usize) {
        push(&mut self.folded, &mut self.starts, c, at);
    }
}

fn push(folded: &mut Vec<u8>, starts: &mut Vec<usize>, c: char, at: usize) {
    let mut bytes = [0; 4];
    folded.extend(c.encode_utf8(&mut bytes).bytes());
    starts.extend(std::iter::repeat_n(at, c.len_utf8()));
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
            ("el al-Sorun", "al al sorun"),
            ("Tell\n\nAz-Zahr", "tell\nal zahr"),
            ("  Karvel  ", "karvel"),
            ("", ""),
        ];
        for (given, expected) in table {
            assert_eq!(normal_form(given), expected, "{given}");
        }
    }

    #[test]
    fn a_span_takes_the_marks_of_its_last_letter_and_no_apostrophe() {
        let text = "في كَرْفَلَ، Karvel's";
        let words = |from: &str, length: usize| {
            let mut folding = Folding::of(text);
            folding.begin(text.find(from)?);
            folding.byte(length - 1)?;
            folding.span(0, length)?.of(text)
        };
        assert_eq!(words("كَ", "كرفل".len()), Some("كَرْفَلَ"));
        assert_eq!(words("Karvel", "karvel".len()), Some("Karvel"));
    }

    #[test]
    fn a_blank_line_is_kept_as_a_break() {
        assert_eq!(normal_form("a b\nc \n\n d - e"), "a b c\nd , e");
    }

    #[test]
    fn a_text_is_folded_no_farther_than_it_is_read() {
        let mut folding = Folding::of("Tell az-Zahr and on");
        assert_eq!(folding.first_word(), "tell");
        assert_eq!(folding.next, "Tell ".len());
        assert_eq!(folding.byte(5), Some(b'a'));
        assert_eq!(folding.byte(6), Some(b'l'));
        assert_eq!(folding.next, "Tell az-Zahr ".len());
    }
}
