//! The sketch of a text: `MinHash` over its shingles of five words.
//!
//! A. Z. Broder, On the resemblance and containment of documents, 1997: the share of equal positions estimates the
//! Jaccard similarity of the two sets of shingles; at 64 positions its standard error is at most 0.0625.

use marsad_domain::TextSketch;

/// How many positions a sketch has.
pub const POSITIONS: usize = 64;

/// How many words make a shingle.
const SHINGLE: usize = 5;

/// The sketch of a text. Case, punctuation and white space do not matter. A text of fewer than five words is one
/// shingle; a text without a word has an empty sketch, which is like no other.
#[must_use]
pub fn sketch(text: &str) -> TextSketch {
    let words: Vec<u64> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(hash_word)
        .collect();
    if words.is_empty() {
        return TextSketch(Vec::new());
    }
    let mut smallest = [u64::MAX; POSITIONS];
    for shingle in words.windows(SHINGLE.min(words.len())) {
        let hash = shingle
            .iter()
            .fold(0, |hash: u64, word| mix(hash.rotate_left(5) ^ word));
        let mut seed = hash;
        for position in &mut smallest {
            seed = seed.wrapping_add(0x9E37_79B9_7F4A_7C15);
            *position = (*position).min(mix(seed));
        }
    }
    TextSketch(smallest.iter().map(|hash| (hash >> 32) as u32).collect())
}

/// FNV-1a with 64 bits over the lower-case letters of a word.
pub(crate) fn hash_word(word: &str) -> u64 {
    let mut hash: u64 = 0xCBF2_9CE4_8422_2325;
    for c in word.chars().flat_map(char::to_lowercase) {
        for byte in u32::from(c).to_le_bytes() {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3);
        }
    }
    hash
}

/// The finalizer of `SplitMix64` (Steele, Lea and Flood, 2014).
pub(crate) fn mix(value: u64) -> u64 {
    let value = (value ^ (value >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    value ^ (value >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(range: std::ops::Range<u32>) -> String {
        range
            .map(|n| format!("word{n}"))
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn case_and_punctuation_do_not_matter() {
        assert_eq!(
            sketch("Troops left the town today."),
            sketch("  TROOPS left — the town, today")
        );
        assert_eq!(sketch("one two").0.len(), POSITIONS);
        assert!(sketch("... !").0.is_empty());
    }

    #[test]
    fn the_share_of_equal_positions_follows_the_share_of_the_text() {
        let whole = sketch(&words(0..200));
        let cases = [
            (words(0..200), 1.0, 1.0),
            (words(0..190), 0.85, 1.0),
            (words(100..300), 0.15, 0.55),
            (words(500..700), 0.0, 0.1),
        ];
        for (other, low, high) in cases {
            let similarity = whole.similarity(&sketch(&other));
            assert!(
                (low..=high).contains(&similarity),
                "{similarity} is not in {low}..={high}"
            );
        }
    }

    #[test]
    fn the_sketch_is_the_same_on_every_machine() {
        assert_eq!(sketch("troops left the town").0.first(), Some(&FIRST));
    }

    const FIRST: u32 = 1_669_162_793;
}
