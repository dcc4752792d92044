//! Names in one sorted list that is followed byte by byte.
//!
//! A gazetteer of a war has some ten thousand names and is made anew at every start. Sorting them is all that it takes:
//! each byte narrows the stretch of the list whose names begin with what was read.

use std::ops::Range;

use crate::{
    first_words::first_word,
    names::Automaton,
    word_key::{Key, KeyMap},
};

/// Distinct names, sorted by their bytes; the place in the list is the number.
#[derive(Debug, Clone)]
pub(crate) struct SortedNames {
    /// All names, one after another.
    text: String,
    /// Where each name ends.
    ends: Vec<u32>,
    /// For each first byte, where its names begin; one entry more for the end.
    first: Vec<u32>,
    /// For each word that a name begins with, the names that begin with its letters.
    words: KeyMap<Stretch>,
}

impl Default for SortedNames {
    fn default() -> Self {
        Self::of(std::iter::empty())
    }
}

/// The names that begin with what was read.
#[derive(Debug, Clone)]
pub(crate) struct Stretch {
    names: Range<u32>,
    depth: usize,
}

impl SortedNames {
    /// Takes names that are sorted and distinct.
    pub(crate) fn of<'n>(names: impl Iterator<Item = &'n str>) -> Self {
        let mut sorted = Self {
            text: String::new(),
            ends: Vec::new(),
            first: Vec::with_capacity(257),
            words: KeyMap::default(),
        };
        for (number, name) in (0..).zip(names) {
            let byte = name.as_bytes().first().map_or(0, |byte| usize::from(*byte));
            while sorted.first.len() <= byte {
                sorted.first.push(number);
            }
            sorted.text.push_str(name);
            sorted
                .ends
                .push(u32::try_from(sorted.text.len()).unwrap_or(u32::MAX));
        }
        let count = sorted.count();
        sorted.first.resize(257, count);
        sorted.words = sorted.first_words();
        sorted
    }

    /// For each first word the names that begin with its letters: from the first that has the word to the last that
    /// goes on after it, be it within the word.
    fn first_words(&self) -> KeyMap<Stretch> {
        let mut words = KeyMap::default();
        let mut open: Vec<(&str, u32)> = Vec::new();
        let mut close = |(word, start): (&str, u32), end| {
            let stretch = Stretch {
                names: start..end,
                depth: word.len(),
            };
            words.insert(Key::of_word(word), stretch);
        };
        for (number, name) in (0..).zip(self.iter()) {
            while let Some(last) = open.pop_if(|(word, _)| !name.starts_with(*word)) {
                close(last, number);
            }
            let word = first_word(name);
            if !word.is_empty() && open.last().is_none_or(|(last, _)| *last != word) {
                open.push((word, number));
            }
        }
        for last in open.into_iter().rev() {
            close(last, self.count());
        }
        words
    }

    /// Where one is after a word that a name may begin with, which no letter follows; nothing where none does.
    ///
    /// A key only leads there: whoever goes on compares the word.
    pub(crate) fn after_word(&self, word: Key) -> Option<Stretch> {
        self.words.get(&word).cloned()
    }

    /// The number of a name.
    pub(crate) fn number(&self, name: &str) -> Option<usize> {
        let (mut low, mut high) = (0, self.count());
        while low < high {
            let middle = low.midpoint(high);
            match self.name(middle).as_bytes().cmp(name.as_bytes()) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Equal => return Some(middle as usize),
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }

    /// Every name, in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.count()).map(|number| self.name(number))
    }

    /// Whether a state is the one after a word, which other letters or marks may follow.
    pub(crate) fn is_after(&self, state: &Stretch, word: &str) -> bool {
        let name = self.name(state.names.start).as_bytes();
        name.get(..state.depth)
            .is_some_and(|read| word.as_bytes().starts_with(read))
    }

    fn count(&self) -> u32 {
        u32::try_from(self.ends.len()).unwrap_or(u32::MAX)
    }

    fn name(&self, number: u32) -> &str {
        let end = self.ends.get(number as usize).copied().unwrap_or(0) as usize;
        let start = number
            .checked_sub(1)
            .and_then(|last| self.ends.get(last as usize));
        let start = start.copied().unwrap_or(0) as usize;
        self.text.get(start..end).unwrap_or_default()
    }

    /// The first of some names, all alike up to a depth, whose byte there is not below a value.
    fn first_from(&self, names: &Range<u32>, depth: usize, byte: u16) -> u32 {
        let (mut low, mut high) = (names.start, names.end);
        while low < high {
            let middle = low.midpoint(high);
            let here = self.name(middle).as_bytes().get(depth);
            if here.is_none_or(|here| u16::from(*here) < byte) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }
}

impl Automaton for &SortedNames {
    type State = Stretch;

    fn start(&self) -> Stretch {
        Stretch {
            names: 0..self.count(),
            depth: 0,
        }
    }

    fn step(&self, state: &mut Stretch, byte: u8) -> bool {
        let names = if state.depth == 0 {
            let first = |at: usize| self.first.get(at).copied().unwrap_or(0);
            first(usize::from(byte))..first(usize::from(byte) + 1)
        } else if state.names.len() == 1 {
            let here = self.name(state.names.start).as_bytes().get(state.depth);
            let end = state.names.start + u32::from(here == Some(&byte));
            state.names.start..end
        } else {
            let start = self.first_from(&state.names, state.depth, u16::from(byte));
            let rest = start..state.names.end;
            start..self.first_from(&rest, state.depth, u16::from(byte) + 1)
        };
        *state = Stretch {
            names,
            depth: state.depth + 1,
        };
        !state.names.is_empty()
    }

    fn value(&self, state: &Stretch) -> Option<u64> {
        let first = state.names.start;
        (self.name(first).len() == state.depth).then(|| u64::from(first))
    }
}

impl Stretch {
    /// How many bytes were read.
    pub(crate) fn depth(&self) -> usize {
        self.depth
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn following_a_name_leads_to_its_number_and_nothing_else_does(
            names in prop::collection::btree_set("[abَé .:]{0,5}", 0..40), other in "[abَé .:]{0,6}",
        ) {
            let sorted = SortedNames::of(names.iter().map(String::as_str));
            let follow = |name: &str| {
                let mut state = (&sorted).start();
                let whole = name.bytes().all(|byte| (&sorted).step(&mut state, byte));
                whole.then(|| (&sorted).value(&state))?
            };
            for (number, name) in names.iter().enumerate().filter(|(_, name)| !name.is_empty()) {
                prop_assert_eq!(follow(name), Some(number as u64));
                prop_assert_eq!(sorted.number(name), Some(number));
            }
            for (number, name) in names.iter().enumerate().filter(|(_, name)| !first_word(name).is_empty()) {
                let word = first_word(name);
                let mut state = sorted.after_word(Key::of_word(word)).expect("a first word");
                prop_assert_eq!(state.depth(), word.len());
                let rest = name.as_bytes().get(word.len()..).unwrap_or_default();
                prop_assert!(rest.iter().all(|byte| (&sorted).step(&mut state, *byte)));
                prop_assert_eq!((&sorted).value(&state), Some(number as u64));
            }
            let known: BTreeSet<&str> = sorted.iter().collect();
            prop_assert_eq!(sorted.number(&other).is_some(), known.contains(other.as_str()));
            prop_assert!(other.is_empty() || follow(&other).is_some() == known.contains(other.as_str()));
        }
    }
}
