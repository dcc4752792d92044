//! What is matched: the entries of a data set.

use marsad_domain::Position;

use super::taxonomy::CategoryPath;
use crate::DayRange;

/// One row of a data set.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// What its data set calls it.
    pub event: Box<str>,
    /// First and last day, in days since 1970-01-01.
    pub days: DayRange,
    /// Where it happened.
    pub position: Position,
    /// Its category in each taxonomy, in the order of the rules' dimensions.
    pub categories: Vec<CategoryPath>,
}

impl Entry {
    /// Whether its first and last day differ.
    #[must_use]
    pub fn is_episode(&self) -> bool {
        self.days.start() != self.days.end()
    }
}

/// A named list of entries in order of first day and event: the order of the rows leaves no trace.
#[derive(Debug, Clone, PartialEq)]
pub struct DataSet {
    name: Box<str>,
    entries: Vec<Entry>,
}

impl DataSet {
    /// A data set with its entries put in order. Events that are numbers stand in order of the number, before the
    /// others in order of their letters.
    #[must_use]
    pub fn new(name: &str, mut entries: Vec<Entry>) -> Self {
        entries.sort_by(|a, b| {
            (a.days.start(), in_order(&a.event)).cmp(&(b.days.start(), in_order(&b.event)))
        });
        Self {
            name: Box::from(name),
            entries,
        }
    }

    /// What taxonomies call it.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its entries in order.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }
}

/// Which entry: the number of its data set, and its place in it, both from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct EntryId {
    /// The data set, in the order in which the sets were given.
    pub set: usize,
    /// The place among the set's entries.
    pub at: usize,
}

impl EntryId {
    /// The entry, where there is one.
    pub(super) fn of(self, sets: &[DataSet]) -> Option<&Entry> {
        sets.get(self.set)?.entries.get(self.at)
    }
}

/// Events that are numbers come first, in order of the number: 9 before 10.
fn in_order(event: &str) -> (bool, u64, &str) {
    match event.parse::<u64>() {
        Ok(number) => (false, number, event),
        Err(_) => (true, 0, event),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_counted_and_names_are_spelled() {
        let mut events = ["b", "10", "a", "9", "010"];
        events.sort_by_key(|event| in_order(event));
        assert_eq!(events, ["9", "010", "10", "a", "b"]);
    }
}
