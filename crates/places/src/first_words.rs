//! Which words names begin with, so that most words of a text need not be followed at all.

use crate::word_key::Key;

/// One bit for each remainder of a word's key: a word that no name begins with is mostly known as such, and one that a
/// name begins with is never missed.
#[derive(Debug, Clone, Default)]
pub(crate) struct FirstWords {
    bits: Vec<u64>,
}

impl FirstWords {
    /// The first words of some names in normal form.
    pub(crate) fn of<'n>(names: impl Iterator<Item = &'n str> + Clone) -> Self {
        let count = names.clone().count();
        let mut words = Self {
            bits: vec![0; bytes_for(count) / 8],
        };
        for name in names {
            let (at, bit) = place(first_word(name), words.bits.len() * 64);
            if let Some(held) = words.bits.get_mut(at / 8) {
                *held |= u64::from(bit) << (8 * (at % 8));
            }
        }
        words
    }

    /// The bits as bytes, to be looked at where they lie with [`may_have`].
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        self.bits
            .iter()
            .flat_map(|bits| bits.to_le_bytes())
            .collect()
    }
}

/// Whether a name may begin with a word, by the bytes that [`FirstWords::to_bytes`] gave.
pub(crate) fn may_have(bytes: &[u8], word: Key) -> bool {
    let (at, bit) = place(word, bytes.len() * 8);
    bytes.get(at).is_some_and(|held| held & bit != 0)
}

/// How many bytes so many names take: ten bits each and more, a power of two.
fn bytes_for(names: usize) -> usize {
    (names * 10 / 8).next_power_of_two().max(64)
}

fn place(word: Key, bits: usize) -> (usize, u8) {
    let at = word.remainder(bits);
    (at / 8, 1 << (at % 8))
}

/// The key of the letters and digits that a name in normal form begins with.
fn first_word(name: &str) -> Key {
    let letters = name.chars().take_while(|c| c.is_alphanumeric());
    letters.fold(Key::EMPTY, Key::with)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_first_word_is_never_missed_and_others_mostly_are() {
        let names: Vec<String> = (0..2_000).map(|n| format!("karvel{n} st. osta")).collect();
        let words = FirstWords::of(names.iter().map(String::as_str));
        let bytes = words.to_bytes();
        for name in &names {
            let key = first_word(name);
            assert!(may_have(&bytes, key), "{name}");
        }
        let others = (0..10_000).map(|n| Key::of_word(&format!("other{n}")));
        let wrong = others.filter(|key| may_have(&bytes, *key)).count();
        assert!(wrong < 1_500, "{wrong} of 10,000");
        assert!(!may_have(&[], Key::EMPTY));
    }
}
