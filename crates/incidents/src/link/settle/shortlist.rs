//! Which incidents of a very crowded part a mention is compared with: those that can weigh most.
//!
//! Bits beyond place and day come from the sides, the number of dead, and the words of whole reports. The last
//! incidents that agree with a mention on both sides and the number are compared, the last that agree on both sides,
//! those that share most rare words, and the last of all.

use std::{cmp::Reverse, collections::BTreeMap};

use crate::{plain_map::PlainMap, profile::Weighed};

/// A part with more incidents than this is crowded.
pub(super) const CROWDED: usize = 512;

/// How many of each list are compared.
const OF_EACH: usize = 32;

/// The values of the two sides, the smaller first, and the number of dead.
type Key = ([Option<u32>; 2], Option<Option<u32>>);

/// Incidents by what their mentions said, the last founded last.
#[derive(Debug, Default)]
pub(super) struct Shortlist {
    by_key: BTreeMap<Key, Vec<u32>>,
    by_word: PlainMap<u32, Vec<u32>>,
}

impl Shortlist {
    /// Notes that a mention belongs to an incident.
    pub(super) fn note(&mut self, mention: Weighed<'_>, incident: u32) {
        let push = |list: &mut Vec<u32>| {
            if list.last() != Some(&incident) {
                list.push(incident);
            }
        };
        for key in keys(mention) {
            push(self.by_key.entry(key).or_default());
        }
        for word in mention.worded.iter().flat_map(|worded| worded.words()) {
            push(self.by_word.entry(word).or_default());
        }
    }

    /// The incidents that a mention is compared with, of so many, ascending.
    pub(super) fn of(&self, mention: Weighed<'_>, incidents: usize) -> Vec<u32> {
        let last =
            |list: &[u32]| -> Vec<u32> { list.iter().rev().take(OF_EACH).copied().collect() };
        let count = u32::try_from(incidents).unwrap_or(u32::MAX);
        let each = u32::try_from(OF_EACH).unwrap_or(u32::MAX);
        let mut found: Vec<u32> = (count.saturating_sub(each)..count).collect();
        found.extend(self.sharing_words(mention));
        for key in keys(mention) {
            found.extend(
                self.by_key
                    .get(&key)
                    .map(|list| last(list))
                    .unwrap_or_default(),
            );
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The incidents that share most rare words with the report of a mention, the earlier first.
    fn sharing_words(&self, mention: Weighed<'_>) -> Vec<u32> {
        let words = mention.worded.iter().flat_map(|worded| worded.words());
        let mut shared: Vec<u32> = words
            .filter_map(|word| self.by_word.get(&word))
            .flatten()
            .copied()
            .collect();
        shared.sort_unstable();
        let mut counted: Vec<(Reverse<usize>, u32)> = shared
            .chunk_by(|a, b| a == b)
            .map(|same| (Reverse(same.len()), same[0]))
            .collect();
        counted.sort_unstable();
        let most = counted.into_iter().take(OF_EACH);
        most.map(|(_, incident)| incident).collect()
    }
}

fn keys(mention: Weighed<'_>) -> [Key; 2] {
    let record = mention.record;
    let mut sides = record.sides.map(|side| side.map(|term| term.value));
    sides.sort_unstable();
    [(sides, Some(record.killed)), (sides, None)]
}
