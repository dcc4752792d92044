//! Which mentions can be one incident with a mention: by cell and day, at each level of precision.
//!
//! A mention is listed under its cell at its own level; looking up visits a cell of that level and of each rougher one,
//! with the ring around it. So a pair of two levels is found from its finer end; where mentions come one by one, each is
//! also listed under the cells of rougher levels, so that it is found from the rougher end too. No list is ever cut
//! short: a day of a cell that holds very many mentions of a level is visited as one, as [`Found::Crowd`].

mod day_list;
mod sweep;
mod unplaced;

use h3o::{CellIndex, Resolution};

use crate::{
    plain_map::PlainMap,
    profile::{LEVELS, level_of},
    record::Record,
};
use day_list::DayList;
pub(super) use day_list::{Entry, Found};
pub(super) use unplaced::Sought;
use unplaced::Unplaced;

/// H3 resolutions for each level: a cell and its ring reach beyond three deviations of two mentions.
const CELLS: [Resolution; LEVELS] = [
    Resolution::Six,
    Resolution::Four,
    Resolution::Three,
    Resolution::Two,
];

/// Stands for a cell that holds nothing.
const EMPTY: u32 = u32::MAX;

#[derive(Debug)]
struct CellLists {
    cell: CellIndex,
    /// Mentions of this level.
    own: DayList,
    /// Mentions of more precise levels.
    finer: Option<Box<DayList>>,
    /// The cells around it that hold something.
    ring: [u32; 6],
}

#[derive(Debug, Default)]
struct Level {
    cells: PlainMap<u64, u32>,
    lists: Vec<CellLists>,
    /// The cell that was asked for last, and where it stands: neighbours mostly come one after the other.
    last: Option<(CellIndex, u32)>,
    /// Whether some mention is of this level; else nothing is listed.
    is_used: bool,
    has_rings: bool,
}

/// The days on which a mention can truly have happened, from first to last; `None` where it says nothing of it.
pub(super) type Reach = Option<(i32, i32)>;

/// Where and when a mention is listed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Listed<'r> {
    pub(super) slot: u32,
    pub(super) record: &'r Record,
    pub(super) cell: Option<CellIndex>,
    pub(super) reach: Reach,
}

impl Listed<'_> {
    fn place(&self) -> Option<(CellIndex, usize)> {
        Some((self.cell?, level_of(self.record.radius.0)?))
    }

    fn entry(&self) -> Entry {
        let at = self.place().and(self.record.position);
        Entry::new(
            self.slot,
            at.map(|at| (at, self.record.radius.0.max(0.05))),
            self.reach,
        )
    }
}

/// The lists of a run.
#[derive(Debug, Default)]
pub(super) struct Neighbours {
    levels: [Level; LEVELS],
    unplaced: Unplaced,
    deviations: f32,
    /// Whether more mentions may come.
    can_grow: bool,
}

impl Neighbours {
    /// The lists of some mentions, to which others can be added or not; pairs further apart than so many standard
    /// deviations are never found.
    pub(super) fn of<'r>(
        mentions: impl Iterator<Item = Listed<'r>> + Clone,
        deviations: f64,
        can_grow: bool,
    ) -> Self {
        #[expect(clippy::cast_possible_truncation, reason = "a small number")]
        let mut lists = Self {
            deviations: deviations as f32,
            can_grow,
            ..Self::default()
        };
        for listed in mentions.clone() {
            match listed.place() {
                Some((_, level)) => lists.levels[level].is_used = true,
                None => lists.unplaced.use_it(),
            }
        }
        for listed in mentions {
            lists.unplaced.push(&listed);
            let entry = listed.entry();
            for (at, own) in lists.lists_of(&listed) {
                lists.levels[at].list_of(own).push(entry);
            }
        }
        lists.unplaced.sort();
        for level in &mut lists.levels {
            level.find_rings();
            for cell in &mut level.lists {
                cell.own.sort();
                if let Some(finer) = &mut cell.finer {
                    finer.sort();
                }
            }
        }
        lists
    }

    /// Whether a mention is of a level that no other is of, so that the lists must be made anew.
    pub(super) fn is_new_level(&self, listed: &Listed<'_>) -> bool {
        match listed.place() {
            Some((_, level)) => !self.levels[level].is_used,
            None => !self.unplaced.is_used(),
        }
    }

    /// Lists one more mention of a level that is used; `true` where that makes a crowd, after which all must be
    /// visited anew.
    pub(super) fn insert(&mut self, listed: &Listed<'_>) -> bool {
        let mut is_crowd = self.unplaced.insert(listed);
        for (at, own) in self.lists_of(listed) {
            let list = self.levels[at].list_of(own);
            is_crowd |= list.insert(listed.entry()) && own.is_own;
        }
        is_crowd
    }

    /// The level and cell of each list that a mention stands in.
    fn lists_of(&self, listed: &Listed<'_>) -> impl Iterator<Item = (usize, ListOf)> + use<> {
        let used = std::array::from_fn::<bool, LEVELS, _>(|at| self.levels[at].is_used);
        let can_grow = self.can_grow;
        listed.place().into_iter().flat_map(move |(cell, level)| {
            (level..if can_grow { LEVELS } else { level + 1 })
                .filter(move |at| used[*at])
                .filter_map(move |at| {
                    let cell = cell.parent(CELLS[at])?;
                    let is_own = at == level;
                    Some((at, ListOf { cell, is_own }))
                })
        })
    }

    /// Whether some mention has no usable place.
    pub(super) fn has_unplaced(&self) -> bool {
        self.unplaced.is_used()
    }

    /// Calls `found` for every listed mention that is sought and can be one incident with another, where one of the two
    /// has no usable place.
    pub(super) fn visit_unplaced(
        &self,
        listed: &Listed<'_>,
        sought: Sought,
        mut found: impl FnMut(Found),
    ) {
        self.unplaced.visit(listed, sought, &mut found);
    }

    /// Calls `found` for every listed mention that can be one incident with another, some more than once.
    pub(super) fn visit(
        &self,
        listed: &Listed<'_>,
        sharing_nothing: bool,
        mut found: impl FnMut(Found),
    ) {
        let sought = Sought {
            before: None,
            sharing_nothing,
        };
        self.unplaced.visit(listed, sought, &mut found);
        let Some((cell, own_level)) = listed.place() else {
            return;
        };
        let asking = listed.entry();
        for (at, level) in self.levels.iter().enumerate().skip(own_level) {
            if !level.is_used {
                continue;
            }
            let Some(parent) = cell.parent(CELLS[at]) else {
                continue;
            };
            for lists in level.near(parent) {
                lists.own.visit(&asking, None, self.deviations, &mut found);
                if at == own_level
                    && let Some(finer) = &lists.finer
                {
                    finer.visit_each(&asking, self.deviations, &mut found);
                }
            }
        }
    }
}

/// One of the lists of a level.
#[derive(Debug, Clone, Copy)]
struct ListOf {
    cell: CellIndex,
    is_own: bool,
}

impl Level {
    fn list_of(&mut self, of: ListOf) -> &mut DayList {
        let index = match self.last {
            Some((cell, index)) if cell == of.cell => index,
            _ => self.index_of(of.cell),
        };
        self.last = Some((of.cell, index));
        let lists = &mut self.lists[index as usize];
        if of.is_own {
            &mut lists.own
        } else {
            lists.finer.get_or_insert_default()
        }
    }

    /// Where the lists of a cell stand; new ones where it has none.
    fn index_of(&mut self, cell: CellIndex) -> u32 {
        let next = u32::try_from(self.lists.len()).unwrap_or(EMPTY);
        let index = *self.cells.entry(cell.into()).or_insert(next);
        if index == next {
            self.lists.push(CellLists {
                cell,
                own: DayList::default(),
                finer: None,
                ring: [EMPTY; 6],
            });
            if self.has_rings {
                self.join_ring(cell, index);
            }
        }
        index
    }

    /// Finds the cells around each, and keeps that so for those to come.
    fn find_rings(&mut self) {
        for at in 0..self.lists.len() {
            self.lists[at].ring = self.ring_of(self.lists[at].cell);
        }
        self.has_rings = true;
    }

    /// Tells a new cell and those around it of each other.
    fn join_ring(&mut self, cell: CellIndex, index: u32) {
        let ring = self.ring_of(cell);
        for other in ring {
            if let Some(lists) = self.lists.get_mut(other as usize)
                && let Some(free) = lists.ring.iter_mut().find(|one| **one == EMPTY)
            {
                *free = index;
            }
        }
        self.lists[index as usize].ring = ring;
    }

    /// The lists of a cell and those around it.
    fn near(&self, cell: CellIndex) -> impl Iterator<Item = &CellLists> {
        let own = self.cells.get(&u64::from(cell)).copied();
        let ring = match own.and_then(|index| self.lists.get(index as usize)) {
            Some(lists) => lists.ring,
            None => self.ring_of(cell),
        };
        let near = own.into_iter().chain(ring);
        near.filter_map(|index| self.lists.get(index as usize))
    }

    fn ring_of(&self, cell: CellIndex) -> [u32; 6] {
        let mut ring = [EMPTY; 6];
        let found = around(cell).filter_map(|other| self.cells.get(&u64::from(other)));
        for (to, index) in ring.iter_mut().zip(found) {
            *to = *index;
        }
        ring
    }
}

/// The cells around a cell.
fn around(cell: CellIndex) -> impl Iterator<Item = CellIndex> {
    cell.grid_disk::<Vec<_>>(1)
        .into_iter()
        .filter(move |other| *other != cell)
}
