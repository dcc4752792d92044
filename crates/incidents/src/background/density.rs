//! How many mentions there are around a point.

use h3o::{CellIndex, Resolution};

use crate::{link_rules::PlaceRules, profile::LEVELS, record::DayRange};

/// For each level of precision the H3 resolution of a cell about as large as the spread of two mentions of one place,
/// and of the cell around it.
const CELLS: [[Resolution; 2]; LEVELS] = [
    [Resolution::Eight, Resolution::Seven],
    [Resolution::Six, Resolution::Five],
    [Resolution::Four, Resolution::Three],
    [Resolution::Two, Resolution::One],
];

/// Days on either side of a mention that do not count for its background: they may be the same incident.
const OWN_DAYS: i32 = 3;

/// How many days are left out.
const OWN_SPAN: f64 = 7.0;

/// What a mention on other days, and one too many on its own, count for over all the days of a record.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stretch {
    other: f64,
    own: f64,
    /// So many mentions around a day may be one incident; more are several.
    most: usize,
}

impl Stretch {
    pub(super) fn new(span_days: f64, rules: &PlaceRules) -> Self {
        Self {
            other: span_days / (span_days - OWN_SPAN).max(1.0),
            own: span_days / OWN_SPAN,
            most: rules.most_mentions,
        }
    }
}

/// Days of the mentions by cell, for one resolution: the cells ascending, and for each where its days begin.
#[derive(Debug, Default)]
struct CellDays {
    cells: Vec<u64>,
    from: Vec<u32>,
    days: Vec<i32>,
}

/// Days of the mentions in each cell, by level of precision.
#[derive(Debug, Default)]
pub(super) struct Densities {
    levels: [[CellDays; 2]; LEVELS],
    used: [bool; LEVELS],
}

/// Where the last look-up ended, by level: neighbours are mostly asked for one after the other.
#[derive(Debug, Default)]
pub(super) struct LastCells([[usize; 2]; LEVELS]);

impl Densities {
    /// Counts mentions at their own level of precision and the rougher ones that are used.
    pub(super) fn of(mut mentions: Vec<(CellIndex, u8, i32)>, used: [bool; LEVELS]) -> Self {
        // The children of a cell follow one another, so the cells of all resolutions ascend together.
        mentions.sort_unstable();
        let mut densities = Self {
            used,
            ..Self::default()
        };
        for (at, level) in densities.levels.iter_mut().enumerate() {
            if !used[at] {
                continue;
            }
            for (cells, resolution) in level.iter_mut().zip(CELLS[at]) {
                let here = mentions
                    .iter()
                    .filter(|(_, finest, _)| usize::from(*finest) <= at);
                for (cell, _, day) in here {
                    if let Some(parent) = cell.parent(resolution) {
                        cells.push(parent.into(), *day);
                    }
                }
                cells.finish();
            }
        }
        densities
    }

    /// Whether a level is counted.
    pub(super) fn has(&self, level: usize) -> bool {
        self.used[level]
    }

    /// Mentions per square km in the cell of a level and the one around it, over all days as they would be without
    /// the mention's own incident.
    pub(super) fn around(
        &self,
        cell: CellIndex,
        level: usize,
        own: Option<DayRange>,
        (stretch, around_share): (Stretch, f64),
        last: &mut LastCells,
    ) -> f64 {
        let shares = [1.0 - around_share, around_share];
        (0..2)
            .filter_map(|at| {
                let resolution = CELLS[level][at];
                let parent = cell.parent(resolution)?;
                let cells = &self.levels[level][at];
                let others = cells.others(parent.into(), own, stretch, &mut last.0[level][at]);
                Some(shares[at] * others / resolution.area_km2())
            })
            .sum()
    }
}

/// How many of some days, which ascend, are not after one. Mostly few are: the search widens from the first.
fn count_until(days: &[i32], last: i32) -> usize {
    let mut up_to = 8;
    while days.get(up_to).is_some_and(|day| *day <= last) {
        up_to *= 2;
    }
    let days = &days[..up_to.min(days.len())];
    days.partition_point(|day| *day <= last)
}

impl CellDays {
    fn push(&mut self, cell: u64, day: i32) {
        if self.cells.last() != Some(&cell) {
            self.cells.push(cell);
            self.from.push(self.length());
        }
        self.days.push(day);
    }

    fn length(&self) -> u32 {
        u32::try_from(self.days.len()).unwrap_or(u32::MAX)
    }

    fn finish(&mut self) {
        self.from.push(self.length());
        self.cells.shrink_to_fit();
        self.from.shrink_to_fit();
        self.days.shrink_to_fit();
        for ends in self.from.windows(2) {
            self.days[ends[0] as usize..ends[1] as usize].sort_unstable();
        }
    }

    /// Where a cell stands: mostly where the last one did, or next to it.
    fn position(&self, cell: u64, last: usize) -> Option<usize> {
        let is_at = |at: &usize| self.cells.get(*at) == Some(&cell);
        let near = [last, last + 1].into_iter().find(is_at);
        near.or_else(|| self.cells.binary_search(&cell).ok())
    }

    /// Mentions in a cell that are not of the own incident of one.
    fn others(&self, cell: u64, own: Option<DayRange>, stretch: Stretch, hint: &mut usize) -> f64 {
        let Some(at) = self.position(cell, *hint) else {
            return 0.0;
        };
        *hint = at;
        let (from, to) = (self.from[*hint] as usize, self.from[*hint + 1] as usize);
        let days = &self.days[from..to];
        let near = own.map_or(0, |range| {
            let (first, last) = (
                range.start().saturating_sub(OWN_DAYS),
                range.start().saturating_add(OWN_DAYS),
            );
            count_until(&days[days.partition_point(|day| *day < first)..], last)
        });
        let count = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
        let surplus = near.saturating_sub(stretch.most);
        count(days.len() - near) * stretch.other + count(surplus) * stretch.own
    }
}
