//! What people decided, as the mentions of a part ask for it.

use std::collections::BTreeMap;

use super::Bounds;

/// Groups and pairs by mention.
#[derive(Debug, Default, Clone)]
pub(super) struct Bound {
    together: BTreeMap<u32, Vec<u32>>,
    apart: BTreeMap<u32, Vec<u32>>,
}

impl Bound {
    /// What was decided, by the slots of the mentions.
    pub(super) fn of(bounds: &Bounds, slots: &[u32]) -> Self {
        let mut bound = Self::default();
        let slot = |position: &u32| slots.get(*position as usize).copied();
        for group in &bounds.together {
            bound.bind(group.iter().filter_map(slot).collect());
        }
        for (one, other) in &bounds.apart {
            if let (Some(one), Some(other)) = (slot(one), slot(other)) {
                bound.apart.entry(one).or_default().push(other);
                bound.apart.entry(other).or_default().push(one);
            }
        }
        bound
    }

    fn bind(&mut self, mut group: Vec<u32>) {
        group.sort_unstable();
        for record in &group {
            self.together.insert(*record, group.clone());
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.together.is_empty() && self.apart.is_empty()
    }

    /// What was decided about some mentions, by their places in the list.
    pub(super) fn within(&self, mentions: &[u32]) -> Self {
        if self.is_empty() {
            return Self::default();
        }
        let ranks: BTreeMap<u32, u32> = mentions.iter().copied().zip(0..).collect();
        let ranked = |others: &[u32]| -> Vec<u32> {
            let mut found: Vec<u32> = others
                .iter()
                .filter_map(|at| ranks.get(at).copied())
                .collect();
            found.sort_unstable();
            found
        };
        let here = |all: &BTreeMap<u32, Vec<u32>>| {
            ranks
                .iter()
                .filter_map(|(mention, at)| Some((*at, ranked(all.get(mention)?))))
                .collect()
        };
        Self {
            together: here(&self.together),
            apart: here(&self.apart),
        }
    }

    /// Every group, once for each of its mentions.
    pub(super) fn groups(&self) -> impl Iterator<Item = &[u32]> {
        self.together.values().map(Vec::as_slice)
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
