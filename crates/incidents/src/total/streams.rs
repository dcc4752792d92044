//! Random numbers by name: the same seed, name and draw give the same number, whatever else is drawn, in whatever
//! order, by however many workers.

use marsad_domain::Digest32;
use rand_chacha::{
    ChaCha8Rng,
    rand_core::{Rng as _, SeedableRng as _},
};

use crate::count::law::Dice;

/// Two numbers a draw: each is two words of the stream.
const WORDS: u128 = 4;

/// The numbers of one name.
#[derive(Debug, Clone)]
pub(crate) struct Stream {
    chacha: ChaCha8Rng,
    next: u32,
}

impl Stream {
    /// The numbers of a name under a seed; its parts are kept apart, so that no two names are one.
    pub(crate) fn named(seed: u64, parts: &[&str]) -> Self {
        let mut name = seed.to_le_bytes().to_vec();
        for part in parts {
            name.extend(u64::try_from(part.len()).unwrap_or(u64::MAX).to_le_bytes());
            name.extend(part.as_bytes());
        }
        Self {
            chacha: ChaCha8Rng::from_seed(*Digest32::blake3(&name).as_bytes()),
            next: 0,
        }
    }

    /// The two numbers of a draw.
    pub(crate) fn pair(&mut self, draw: u32) -> [Dice; 2] {
        if draw != self.next {
            self.chacha.set_word_pos(u128::from(draw) * WORDS);
        }
        self.next = draw.saturating_add(1);
        [self.chacha.next_u64(), self.chacha.next_u64()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draw_is_the_same_in_any_order() {
        let mut ahead = Stream::named(7, &["value", "a"]);
        let all: Vec<[Dice; 2]> = (0..40).map(|draw| ahead.pair(draw)).collect();
        let mut other = Stream::named(7, &["value", "a"]);
        for draw in [17, 3, 4, 39, 0] {
            assert_eq!(other.pair(draw), all[draw as usize]);
        }
    }

    #[test]
    fn seed_and_name_tell_streams_apart() {
        let first = |seed, parts: &[&str]| Stream::named(seed, parts).pair(0);
        let one = first(7, &["value", "ab", "c"]);
        assert_ne!(one, first(8, &["value", "ab", "c"]));
        assert_ne!(one, first(7, &["value", "a", "bc"]));
        assert_eq!(one, first(7, &["value", "ab", "c"]));
    }
}
