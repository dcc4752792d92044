//! Ids that were seen, without keeping them twice.

use std::{
    collections::hash_map::Entry,
    hash::{Hash as _, Hasher as _},
};

use crate::plain_map::{PlainHasher, PlainMap};

/// Where the row of an id stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seen {
    /// Which of the rows that are kept.
    pub(super) at: u32,
    /// Its line in the file.
    pub(super) line: u32,
}

/// Ids by their hash.
#[derive(Debug, Default)]
pub(super) struct Ids {
    first: PlainMap<u64, Seen>,
    /// Further ids of a hash that another has.
    further: Vec<(Box<str>, Seen)>,
}

impl Ids {
    /// The row of an id that was seen; else the id is seen from now on, as the row given. `id_of` gives the id of a
    /// row that is kept.
    pub(super) fn insert<'k>(
        &mut self,
        id: &str,
        seen: Seen,
        id_of: impl Fn(u32) -> &'k str,
    ) -> Option<&mut Seen> {
        let mut hasher = PlainHasher::default();
        id.hash(&mut hasher);
        let hash = hasher.finish();
        let first = match self.first.entry(hash) {
            Entry::Vacant(free) => {
                free.insert(seen);
                return None;
            }
            Entry::Occupied(first) => first.into_mut(),
        };
        if id_of(first.at) == id {
            return Some(first);
        }
        let Some(at) = self.further.iter().position(|(other, _)| **other == *id) else {
            self.further.push((Box::from(id), seen));
            return None;
        };
        self.further.get_mut(at).map(|(_, seen)| seen)
    }
}
