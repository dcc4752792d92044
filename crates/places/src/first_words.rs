//! Which words names begin with, so that most words of a text need not be followed at all.
//!
//! One bit for each remainder of a word's key: a word that no name begins with is mostly known as such, and one that a
//! name begins with is never missed.

use crate::word_key::Key;

/// The bits of the first words of some names in normal form: ten for each name and more, a power of two.
pub(crate) fn bits<'n>(names: impl ExactSizeIterator<Item = &'n str>) -> Vec<u8> {
    let mut bits = vec![0; (names.len() * 10 / 8).next_power_of_two().max(64)];
    for name in names {
        let (at, bit) = place(Key::of_word(first_word(name)), bits.len());
        if let Some(held) = bits.get_mut(at) {
            *held |= bit;
        }
    }
    bits
}

/// Whether a name may begin with a word, by the bits of the names.
pub(crate) fn may_have(bits: &[u8], word: Key) -> bool {
    let (at, bit) = place(word, bits.len());
    bits.get(at).is_some_and(|held| held & bit != 0)
}

/// The letters and digits that a name begins with.
pub(crate) fn first_word(name: &str) -> &str {
    let end = name
        .find(|c: char| !c.is_alphanumeric())
        .unwrap_or(name.len());
    name.get(..end).unwrap_or_default()
}

/// The byte and the bit of a word among so many bytes.
fn place(word: Key, bytes: usize) -> (usize, u8) {
    let at = word.remainder(bytes * 8);
    (at / 8, 1 << (at % 8))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_first_word_is_never_missed_and_others_mostly_are() {
        let names: Vec<String> = (0..2_000).map(|n| format!("karvel{n} st. osta")).collect();
        let bits = bits(names.iter().map(String::as_str));
        for name in &names {
            assert!(may_have(&bits, Key::of_word(first_word(name))), "{name}");
        }
        let others = (0..10_000).map(|n| Key::of_word(&format!("other{n}")));
        let wrong = others.filter(|key| may_have(&bits, *key)).count();
        assert!(wrong < 1_500, "{wrong} of 10,000");
        assert!(!may_have(&[], Key::EMPTY));
    }
}
