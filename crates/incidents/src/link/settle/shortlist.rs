//! Which incidents of a very crowded part a mention is compared with: those that can weigh most.
//!
//! Bits beyond place and day come from the sides and the number of dead. The last incidents that agree with a mention
//! on both sides and the number come first, then those that agree on both sides, then the last of all.

use std::collections::BTreeMap;

use crate::record::Record;

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
}

impl Shortlist {
    /// Notes that a mention belongs to an incident.
    pub(super) fn note(&mut self, record: &Record, incident: u32) {
        for key in keys(record) {
            let list = self.by_key.entry(key).or_default();
            if list.last() != Some(&incident) {
                list.push(incident);
            }
        }
    }

    /// The incidents that a mention is compared with, of so many, ascending.
    pub(super) fn of(&self, record: &Record, incidents: usize) -> Vec<u32> {
        let last =
            |list: &[u32]| -> Vec<u32> { list.iter().rev().take(OF_EACH).copied().collect() };
        let count = u32::try_from(incidents).unwrap_or(u32::MAX);
        let each = u32::try_from(OF_EACH).unwrap_or(u32::MAX);
        let mut found: Vec<u32> = (count.saturating_sub(each)..count).collect();
        for key in keys(record) {
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
}

fn keys(record: &Record) -> [Key; 2] {
    let mut sides = record.sides.map(|side| side.map(|term| term.value));
    sides.sort_unstable();
    [(sides, Some(record.killed)), (sides, None)]
}
