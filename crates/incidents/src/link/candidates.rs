//! Which incidents a mention can belong to: by cell and day, at each level of precision.
//!
//! An incident is listed under its cell at its own level and under its parents at the rougher ones; a mention looks
//! in its cell and the ring around it. No list is ever cut short.

use h3o::{CellIndex, Resolution};

use crate::{
    frequency::{PlainMap, cell_of},
    profile::{Dates, LEVELS, Profile, Spot},
};

/// H3 resolutions for each level: a cell and its ring reach beyond three deviations of two mentions.
const CELLS: [Resolution; LEVELS] = [
    Resolution::Six,
    Resolution::Four,
    Resolution::Three,
    Resolution::Two,
];

/// Incidents by the first day that is believed possible for them.
#[derive(Debug, Default)]
struct DayList {
    dated: Vec<(i32, u32)>,
    undated: Vec<u32>,
    longest: i32,
}

#[derive(Debug, Default)]
struct CellLists {
    /// Incidents of this level.
    own: DayList,
    /// Incidents of more precise levels.
    finer: DayList,
    ring: Option<[u32; 6]>,
}

#[derive(Debug, Default)]
struct Level {
    cells: PlainMap<u64, u32>,
    lists: Vec<CellLists>,
    has_own: bool,
}

/// The lists of a run.
#[derive(Debug, Default)]
pub(super) struct Candidates {
    levels: [Level; LEVELS],
    nowhere: DayList,
    everywhere: DayList,
    keeps_everywhere: bool,
    stamps: Vec<u32>,
    stamp: u32,
}

impl Candidates {
    /// `keeps_everywhere`: whether some mention has no usable place, so that all incidents must be listed by day.
    pub(super) fn new(keeps_everywhere: bool) -> Self {
        Self {
            keeps_everywhere,
            ..Self::default()
        }
    }

    /// Lists an incident; called again when it moved or became more precise.
    pub(super) fn insert(&mut self, id: u32, profile: &Profile) {
        let dates = profile.dates.as_ref();
        if self.keeps_everywhere {
            self.everywhere.insert(id, dates);
        }
        let Some(spot) = profile.spot else {
            return self.nowhere.insert(id, dates);
        };
        let Some(cell) = cell_of(spot.position, CELLS[spot.level]) else {
            return;
        };
        self.levels[spot.level].has_own = true;
        for (at, level) in self.levels.iter_mut().enumerate().skip(spot.level) {
            let Some(parent) = cell.parent(CELLS[at]) else {
                continue;
            };
            let lists = level.lists_of(parent);
            if at == spot.level {
                lists.own.insert(id, dates);
            } else {
                lists.finer.insert(id, dates);
            }
        }
    }

    /// Whether an incident must be listed again after its spot changed.
    pub(super) fn has_moved(before: Option<Spot>, after: Option<Spot>) -> bool {
        match (before, after) {
            (Some(a), Some(b)) => {
                a.level != b.level
                    || cell_of(a.position, CELLS[a.level]) != cell_of(b.position, CELLS[b.level])
            }
            (None, Some(_)) => true,
            (_, None) => false,
        }
    }

    /// Calls `found` once for every listed incident that can be the mention's.
    pub(super) fn visit(
        &mut self,
        profile: &Profile,
        incidents: usize,
        mut found: impl FnMut(u32),
    ) {
        self.stamp += 1;
        self.stamps.resize(incidents, 0);
        let (stamps, stamp) = (&mut self.stamps, self.stamp);
        let mut once = |id: u32| {
            if let Some(seen) = usize::try_from(id).ok().and_then(|at| stamps.get_mut(at))
                && *seen != stamp
            {
                *seen = stamp;
                found(id);
            }
        };
        let dates = profile.dates.as_ref();
        let Some(spot) = profile.spot else {
            return self.everywhere.visit(dates, &mut once);
        };
        self.nowhere.visit(dates, &mut once);
        let Some(cell) = cell_of(spot.position, CELLS[spot.level]) else {
            return;
        };
        for (at, level) in self.levels.iter_mut().enumerate().skip(spot.level) {
            if at > spot.level && !level.has_own {
                continue;
            }
            let Some(parent) = cell.parent(CELLS[at]) else {
                continue;
            };
            level.visit(parent, at == spot.level, dates, &mut once);
        }
    }
}

impl Level {
    fn index_of(&mut self, cell: CellIndex) -> u32 {
        let next = u32::try_from(self.lists.len()).unwrap_or(u32::MAX);
        let index = *self.cells.entry(cell.into()).or_insert(next);
        if index == next {
            self.lists.push(CellLists::default());
        }
        index
    }

    fn lists_of(&mut self, cell: CellIndex) -> &mut CellLists {
        let index = self.index_of(cell) as usize;
        &mut self.lists[index]
    }

    fn ring_of(&mut self, cell: CellIndex, index: u32) -> [u32; 6] {
        if let Some(ring) = self.lists[index as usize].ring {
            return ring;
        }
        let mut ring = [index; 6];
        let around = cell
            .grid_disk::<Vec<_>>(1)
            .into_iter()
            .filter(|other| *other != cell);
        for (to, other) in ring.iter_mut().zip(around) {
            *to = self.index_of(other);
        }
        self.lists[index as usize].ring = Some(ring);
        ring
    }

    fn visit(
        &mut self,
        cell: CellIndex,
        with_finer: bool,
        dates: Option<&Dates>,
        once: &mut impl FnMut(u32),
    ) {
        let index = self.index_of(cell);
        let ring = self.ring_of(cell, index);
        for at in std::iter::once(index).chain(ring) {
            let lists = &self.lists[at as usize];
            lists.own.visit(dates, once);
            if with_finer {
                lists.finer.visit(dates, once);
            }
        }
    }
}

impl DayList {
    fn insert(&mut self, id: u32, dates: Option<&Dates>) {
        let Some(dates) = dates else {
            return self.undated.push(id);
        };
        let (first, last) = dates.reach();
        self.longest = self.longest.max(last - first);
        let at = self.dated.partition_point(|(day, _)| *day <= first);
        self.dated.insert(at, (first, id));
    }

    fn visit(&self, dates: Option<&Dates>, once: &mut impl FnMut(u32)) {
        self.undated.iter().for_each(|id| once(*id));
        let (from, to) = dates.map_or((i32::MIN, i32::MAX), Dates::reach);
        let start = self
            .dated
            .partition_point(|(day, _)| *day < from.saturating_sub(self.longest));
        for (_, id) in self
            .dated
            .iter()
            .skip(start)
            .take_while(|(day, _)| *day <= to)
        {
            once(*id);
        }
    }
}
