//! Numbers for words and phrases, so that a word of a text is looked up without a copy of it.
//!
//! The key of a word is FNV-1a (Fowler, Noll, Vo 1991; 64 bits) over its bytes in lower case; that of a phrase is made of
//! those of its words. A key only leads to a phrase: whoever finds one compares the words.

use std::hash::{BuildHasherDefault, Hasher};

/// The key of a word or a phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Key(u64);

/// A map by keys, which need no hashing.
pub(crate) type KeyMap<V> = std::collections::HashMap<Key, V, BuildHasherDefault<Unchanged>>;

const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0100_0000_01b3;

impl Key {
    /// The key of no letter.
    pub(crate) const EMPTY: Self = Self(OFFSET);

    /// The key of a word in any case.
    pub(crate) fn of_word(word: &str) -> Self {
        let lower = word.chars().flat_map(char::to_lowercase);
        lower.fold(Self::EMPTY, Self::with)
    }

    /// The key of one letter more, which is in lower case.
    pub(crate) fn with(self, lower: char) -> Self {
        let mut bytes = [0; 4];
        let bytes = lower.encode_utf8(&mut bytes).bytes();
        bytes.fold(self, Self::with_byte)
    }

    /// The key of one byte more.
    pub(crate) fn with_byte(self, byte: u8) -> Self {
        Self((self.0 ^ u64::from(byte)).wrapping_mul(PRIME))
    }

    /// The key of a phrase that goes on with a word.
    pub(crate) fn then(self, word: Self) -> Self {
        Self(self.0.rotate_left(23).wrapping_mul(PRIME) ^ word.0)
    }

    /// The key of the same words where they stand in another way.
    pub(crate) fn under(self, number: u8) -> Self {
        Self(self.0 ^ (u64::from(number) + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }

    /// A place in a table of a power of two.
    pub(crate) fn remainder(self, of: usize) -> usize {
        let mixed = self.0 ^ (self.0 >> 29);
        usize::try_from(mixed).unwrap_or_default() & of.wrapping_sub(1)
    }

    /// A place in a table of 4,096 bits.
    pub(crate) fn bit(self) -> (usize, u64) {
        let low = usize::try_from(self.0 >> 52).unwrap_or_default();
        (low / 64, 1 << (low % 64))
    }
}

/// Takes a key as its own hash.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Unchanged(u64);

impl Hasher for Unchanged {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = number;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_follows_words_and_their_order_and_not_their_case() {
        let word = Key::of_word;
        assert_eq!(word("Countryside"), word("COUNTRYSIDE"));
        assert_eq!(word("ÉTÉ"), word("été"));
        assert_ne!(
            word("air").then(word("base")),
            word("base").then(word("air"))
        );
        assert_ne!(word("air"), word("air").under(0));
        assert_ne!(word("air").under(1), word("air").under(0));
    }
}
