//! Names numbered as they are met, and then in alphabetical order.

use crate::plain_map::PlainMap;

/// The names of one column.
#[derive(Debug, Default)]
pub(super) struct Names {
    numbers: PlainMap<Box<str>, u32>,
}

impl Names {
    /// The number of a name.
    pub(super) fn number(&mut self, name: &str) -> u32 {
        if let Some(number) = self.numbers.get(name) {
            return *number;
        }
        let number = u32::try_from(self.numbers.len()).unwrap_or(u32::MAX);
        self.numbers.insert(Box::from(name), number);
        number
    }

    /// The place of each number in the alphabet of the names.
    pub(super) fn ranks(self) -> Vec<u32> {
        let mut ranks = vec![0; self.numbers.len()];
        let mut names: Vec<(Box<str>, u32)> = self.numbers.into_iter().collect();
        names.sort_unstable();
        for (rank, (_, number)) in (0u32..).zip(names) {
            ranks[number as usize] = rank;
        }
        ranks
    }
}
