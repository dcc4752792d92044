//! What people decided, as the assignment asks for it.

use std::collections::BTreeMap;

use super::Bounds;

/// Groups and pairs by mention.
#[derive(Debug, Default)]
pub(super) struct Bound {
    together: BTreeMap<u32, Vec<u32>>,
    apart: BTreeMap<u32, Vec<u32>>,
}

impl Bound {
    pub(super) fn of(bounds: &Bounds) -> Self {
        let mut bound = Self::default();
        for group in &bounds.together {
            let mut group = group.clone();
            group.sort_unstable();
            for record in &group {
                bound.together.insert(*record, group.clone());
            }
        }
        for (one, other) in &bounds.apart {
            bound.apart.entry(*one).or_default().push(*other);
            bound.apart.entry(*other).or_default().push(*one);
        }
        bound
    }

    /// The group of a mention, ascending; `None` where it stands alone.
    pub(super) fn group_of(&self, record: u32) -> Option<&[u32]> {
        self.together.get(&record).map(Vec::as_slice)
    }

    /// Whether some mentions may be in an incident. `home` is the incident of every mention so far.
    pub(super) fn allows(&self, records: &[u32], incident: u32, home: &[u32]) -> bool {
        self.apart.is_empty()
            || records
                .iter()
                .filter_map(|record| self.apart.get(record))
                .flatten()
                .all(|other| home[*other as usize] != incident)
    }
}
