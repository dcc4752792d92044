//! The background that agreement is measured against: how frequent values and mentions are where they are said.
//!
//! It is fitted on the first mentions in canonical order, so many that the next fit needs a quarter more of them. A
//! mention that arrives later than those leaves it as it is, and the result of a record does not depend on what
//! arrived when. Shares are kept to a quarter of a bit, so that a single mention seldom moves any. The words of reports
//! are counted over all of them: a source that is new has a manner that is new.

mod activity;
mod density;
mod shares;
mod vocabulary;

use h3o::{CellIndex, LatLng, Resolution};
use marsad_domain::Position;

use crate::{
    link_rules::LinkRules,
    profile::{LEVELS, NumberShares, Shared, level_of},
    quarters::Quarters,
    record::{DayRange, Record},
};
use activity::Activity;
use density::{Densities, LastCells, Stretch};
use shares::{Counts, LastRegion, Shares};
pub(crate) use vocabulary::Vocabulary;

/// A record up to this size is its own background; a larger one is fitted in steps.
const ALL_UP_TO: usize = 256;

/// H3 resolution of a region, within which actors and kinds are counted.
const REGION: Resolution = Resolution::Two;

/// H3 resolution at which a position is kept; all coarser cells are its parents.
const FINEST: Resolution = Resolution::Eight;

/// How many mentions of a record, first in canonical order, its background is fitted on.
pub(crate) fn fitted_on(mentions: usize) -> usize {
    if mentions <= ALL_UP_TO {
        return mentions;
    }
    let mut step = ALL_UP_TO;
    while step + step / 4 <= mentions {
        step += step / 4;
    }
    step
}

/// The finest H3 cell of a record's position.
pub(crate) fn cell_of(position: Position) -> Option<CellIndex> {
    LatLng::new(position.lat(), position.lon())
        .ok()
        .map(|at| at.to_cell(FINEST))
}

/// The levels of precision that some mentions have.
pub(crate) fn levels_of<'a>(records: impl Iterator<Item = &'a Record>) -> [bool; LEVELS] {
    let mut levels = [false; LEVELS];
    for level in records.filter_map(|record| level_of(record.radius.0)) {
        levels[level] = true;
    }
    levels
}

/// Where the last look-ups ended: neighbours are mostly asked for one after the other.
#[derive(Debug, Default)]
pub(crate) struct Hint {
    cells: LastCells,
    region: LastRegion,
}

/// What a record's values weigh by themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Weights {
    /// log2 of the share of all mentions per square km around here, at each level.
    pub(crate) density: [Quarters; LEVELS],
    /// log2 of the days over which all mentions would be spread if on all as much happened as around its own; used
    /// where rules weigh days by what happens around them.
    pub(crate) log_span: Quarters,
    pub(crate) kind: Shared,
    pub(crate) sides: [Shared; 2],
}

/// Shares of values by region, and mentions per square km.
#[derive(Debug)]
pub(crate) struct Background {
    shares: Shares,
    densities: Densities,
    numbers: NumberShares,
    activity: Activity,
    mentions: f64,
    span_days: f64,
}

/// What was seen of the mentions that a background is fitted on.
#[derive(Debug, Default)]
struct Seen {
    mentions: u32,
    counts: Counts,
    placed: Vec<(CellIndex, u8, i32)>,
    killed: Vec<u32>,
    /// First days, where rules weigh days by what happens around them.
    days: Vec<i32>,
    /// The first and the last day.
    ends: Option<(i32, i32)>,
}

impl Seen {
    fn see(&mut self, record: &Record, cell: Option<CellIndex>, rules: &LinkRules) {
        self.mentions += 1;
        self.counts.count(record, region_of(cell));
        self.killed.extend(record.killed);
        let Some(day) = record.days.map(DayRange::start) else {
            return;
        };
        let (first, last) = self.ends.unwrap_or((day, day));
        self.ends = Some((first.min(day), last.max(day)));
        if rules.day.window.is_some() {
            self.days.push(day);
        }
        if let Some((cell, level)) = cell.zip(level_of(record.radius.0)) {
            self.placed
                .push((cell, u8::try_from(level).unwrap_or(u8::MAX), day));
        }
    }

    fn span_days(&self, rules: &LinkRules) -> f64 {
        let span = self.ends.map_or(1.0, |(first, last)| {
            f64::from(last) - f64::from(first) + 1.0
        });
        span.max(f64::from(rules.day.span_at_least))
    }
}

impl Background {
    /// Fits the background on some mentions with their cells, for the levels of precision that are used. The order of
    /// the mentions does not matter.
    pub(crate) fn of<'a>(
        mentions: impl Iterator<Item = (&'a Record, Option<CellIndex>)>,
        levels: [bool; LEVELS],
        rules: &LinkRules,
    ) -> Self {
        let mut seen = Seen::default();
        for (record, cell) in mentions {
            seen.see(record, cell, rules);
        }
        let span_days = seen.span_days(rules);
        Self {
            shares: Shares::of_all(seen.counts, rules),
            densities: Densities::of(seen.placed, levels),
            numbers: NumberShares::new(seen.killed.into_iter(), rules.killed),
            activity: Activity::of(seen.days, span_days),
            mentions: f64::from(seen.mentions),
            span_days,
        }
    }

    /// Days that the mentions span.
    pub(crate) fn span_days(&self) -> f64 {
        self.span_days
    }

    /// The most that `log_span` of a mention can be.
    pub(crate) fn longest_log_span(&self, rules: &LinkRules) -> f64 {
        self.activity.most(&rules.day)
    }

    /// What every pair is weighed by: number of mentions and days, exactly.
    pub(crate) fn frame(&self) -> [u64; 2] {
        [self.mentions.to_bits(), self.span_days.to_bits()]
    }

    /// Number of mentions, at least two.
    pub(crate) fn mentions(&self) -> f64 {
        self.mentions.max(2.0)
    }

    /// How frequent each number of dead is.
    pub(crate) fn numbers(&self) -> &NumberShares {
        &self.numbers
    }

    /// What a record's values weigh.
    pub(crate) fn weigh(
        &self,
        record: &Record,
        cell: Option<CellIndex>,
        rules: &LinkRules,
        hint: &mut Hint,
    ) -> Weights {
        let mut weights = Weights::default();
        let around = (
            Stretch::new(self.span_days, &rules.place),
            rules.place.around_share,
        );
        if let (Some(cell), Some(level)) = (cell, level_of(record.radius.0)) {
            for at in (level..LEVELS).filter(|at| self.densities.has(*at)) {
                let per_km2 = self
                    .densities
                    .around(cell, at, record.days, around, &mut hint.cells);
                weights.density[at] = self.log_density(per_km2, rules);
            }
        }
        let day = record.days.map(DayRange::start);
        weights.log_span = self.activity.log_span(day, &rules.day);
        let shared = self
            .shares
            .of(record, region_of(cell), rules, &mut hint.region);
        weights.kind = shared[0];
        weights.sides = [shared[1], shared[2]];
        weights
    }

    /// log2 of the share of all mentions per square km.
    fn log_density(&self, per_km2: f64, rules: &LinkRules) -> Quarters {
        let background = rules.place.background_mentions / rules.place.background_area_km2;
        let density = (per_km2 + background) / (self.mentions + rules.place.background_mentions);
        Quarters::log2_of(density)
    }
}

/// The region that stands for the whole record.
const EVERYWHERE: u64 = 0;

fn region_of(cell: Option<CellIndex>) -> u64 {
    cell.and_then(|cell| cell.parent(REGION))
        .map_or(EVERYWHERE, u64::from)
}
