//! The words of a text that can tell it from others.
//!
//! Names and numbers tell most, so words that never begin in lower case come first, in the order in which they stand;
//! in a script without capital letters these are all words. Long words follow. How rare a word is among all reports
//! is not known here: whoever compares sketches weighs that.

use std::cmp::Reverse;

use marsad_domain::WordSketch;

use crate::sketch::{hash_word, mix};

/// So many words of a text are kept.
const MOST: usize = 128;

#[derive(Debug, Clone, Copy)]
struct Word {
    hash: u32,
    /// The first place where it stands.
    at: u32,
    letters: u32,
    /// Whether it begins in lower case somewhere.
    is_lower: bool,
}

impl Word {
    fn of(at: u32, word: &str) -> Self {
        Self {
            hash: (mix(hash_word(word)) >> 32) as u32,
            at,
            letters: u32::try_from(word.chars().count()).unwrap_or(u32::MAX),
            is_lower: word.starts_with(char::is_lowercase),
        }
    }

    /// What is kept first.
    fn rank(&self) -> (bool, Reverse<u32>, u32) {
        let letters = if self.is_lower { self.letters } else { 0 };
        (self.is_lower, Reverse(letters), self.at)
    }
}

/// The words of a text that can tell it from others: at most 128. Case does not matter, nor how often a word is said;
/// the sketch of a text without words is empty.
#[must_use]
pub fn word_sketch(text: &str) -> WordSketch {
    let words = text.split(|c: char| !c.is_alphanumeric());
    let mut words: Vec<Word> = (0u32..)
        .zip(words.filter(|word| !word.is_empty()))
        .map(|(at, word)| Word::of(at, word))
        .collect();
    words.sort_unstable_by_key(|word| (word.hash, word.at));
    words.dedup_by(|again, first| {
        let is_same = again.hash == first.hash;
        first.is_lower |= is_same && again.is_lower;
        is_same
    });
    if words.len() > MOST {
        words.select_nth_unstable_by_key(MOST, Word::rank);
        words.truncate(MOST);
    }
    let mut hashes: Vec<u32> = words.iter().map(|word| word.hash).collect();
    hashes.sort_unstable();
    WordSketch(hashes.into_boxed_slice())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbered(word: &str, count: usize) -> String {
        let words: Vec<String> = (0..count).map(|n| format!("{word}{n}")).collect();
        words.join(" ")
    }

    fn shared(one: &str, other: &str) -> usize {
        let (one, other) = (word_sketch(one), word_sketch(other));
        one.0.iter().filter(|word| other.0.contains(word)).count()
    }

    #[test]
    fn case_order_and_repetition_do_not_matter() {
        let sketch = word_sketch("The Harbour of Tellan, the harbour");
        assert_eq!(sketch, word_sketch("TELLAN of the harbour"));
        assert_eq!(sketch.0.len(), 4);
        assert_eq!(word_sketch("— … !"), WordSketch::default());
    }

    #[test]
    fn of_a_long_text_the_names_are_kept_and_then_the_longest_words() {
        let text = format!(
            "{} Idris Halwan, 34, walked by an extraordinarily quiet river.",
            numbered("w", 400)
        );
        assert_eq!(word_sketch(&text).0.len(), MOST);
        assert_eq!(shared(&text, "IDRIS HALWAN 34"), 3);
        assert_eq!(shared(&text, "Extraordinarily"), 1);
        assert_eq!(shared(&text, "by an"), 0);
    }

    #[test]
    fn a_word_that_also_begins_in_lower_case_is_no_name() {
        let names = numbered("N", MOST);
        assert_eq!(shared(&format!("Police came. {names} police"), "police"), 0);
        assert_eq!(shared(&format!("Police came. {names}"), "police"), 1);
    }

    #[test]
    fn in_a_script_without_capital_letters_the_first_words_are_kept() {
        let more = numbered("كلمة", 200);
        let text = format!("انسحبت القوات من تلعان {more} أخيرا");
        assert_eq!(shared(&text, "تلعان"), 1);
        assert_eq!(shared(&text, "أخيرا"), 0);
    }
}
