//! How frequent values and mentions are where they are said: what chance agreement is measured against.

use std::{
    collections::HashMap,
    hash::{BuildHasherDefault, Hasher},
};

use h3o::{CellIndex, LatLng, Resolution};
use marsad_domain::Position;

use crate::{
    link_rules::{LinkRules, TermRules},
    profile::{LEVELS, Spot, WeighedTerm, level_of},
    record::{Record, Term},
};

/// A hash without a random key: the same run gives the same layout. Cells and small numbers need no more.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct PlainHasher(u64);

impl Hasher for PlainHasher {
    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 29)
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(u64::from(*byte));
        }
    }

    fn write_u8(&mut self, n: u8) {
        self.write_u64(u64::from(n));
    }

    fn write_u32(&mut self, n: u32) {
        self.write_u64(u64::from(n));
    }

    fn write_u64(&mut self, n: u64) {
        self.0 = (self.0.rotate_left(23) ^ n).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }
}

/// A hash map without a random key. It is only looked up in, never walked.
pub(crate) type PlainMap<K, V> = HashMap<K, V, BuildHasherDefault<PlainHasher>>;

/// H3 resolutions at which mentions are counted for each level of precision: cells about as large as the
/// spread of two mentions of one place.
const DENSITY_CELLS: [Resolution; LEVELS] = [
    Resolution::Eight,
    Resolution::Six,
    Resolution::Four,
    Resolution::Two,
];

/// H3 resolution of a region, within which actors and kinds are counted.
const REGION: Resolution = Resolution::Two;

/// Days on either side of a mention that do not count for its background: they may be the same incident.
const OWN_DAYS: i32 = 3;

/// The H3 cell of a position.
pub(crate) fn cell_of(position: Position, resolution: Resolution) -> Option<CellIndex> {
    LatLng::new(position.lat(), position.lon())
        .ok()
        .map(|at| at.to_cell(resolution))
}

/// Shares of values by region, and mentions per square km, over all records of a run.
#[derive(Debug)]
pub(crate) struct Frequencies {
    terms: PlainMap<(u64, u8, u32), u32>,
    families: PlainMap<(u64, u8, u32), u32>,
    known: PlainMap<(u64, u8), u32>,
    days_by_cell: [PlainMap<u64, Vec<i32>>; LEVELS],
    mentions: f64,
    span_days: f64,
}

/// The region that stands for the whole record.
const EVERYWHERE: u64 = 0;

impl Frequencies {
    pub(crate) fn of(records: &[Record], rules: &LinkRules) -> Self {
        let mut all = Self {
            terms: PlainMap::default(),
            families: PlainMap::default(),
            known: PlainMap::default(),
            days_by_cell: Default::default(),
            mentions: f64::from(u32::try_from(records.len()).unwrap_or(u32::MAX)),
            span_days: span_days(records, rules),
        };
        for record in records {
            all.count(record);
        }
        for level in &mut all.days_by_cell {
            #[expect(clippy::iter_over_hash_type, reason = "each list is sorted by itself")]
            for days in level.values_mut() {
                days.sort_unstable();
            }
        }
        all
    }

    /// Days that the records span.
    pub(crate) fn span_days(&self) -> f64 {
        self.span_days
    }

    fn count(&mut self, record: &Record) {
        let cell = record
            .position
            .and_then(|position| cell_of(position, Resolution::Eight));
        let region = region_of(cell);
        for (field, term) in fields(record) {
            let Some(term) = term else { continue };
            for place in [region, EVERYWHERE] {
                *self.terms.entry((place, field, term.value)).or_insert(0) += 1;
                *self
                    .families
                    .entry((place, field, term.family))
                    .or_insert(0) += 1;
                *self.known.entry((place, field)).or_insert(0) += 1;
                if region == EVERYWHERE {
                    break;
                }
            }
        }
        let (Some(cell), Some(days)) = (cell, record.days) else {
            return;
        };
        let finest = level_of(record.radius.0).unwrap_or(LEVELS);
        let levels = self.days_by_cell.iter_mut().zip(DENSITY_CELLS);
        for (days_by_cell, resolution) in levels.skip(finest) {
            if let Some(parent) = cell.parent(resolution) {
                days_by_cell
                    .entry(parent.into())
                    .or_default()
                    .push(days.start());
            }
        }
    }

    /// A value with its shares in the record's region.
    pub(crate) fn weigh(
        &self,
        record: &Record,
        field: u8,
        rules: &TermRules,
    ) -> Option<WeighedTerm> {
        let (_, term) = fields(record).into_iter().find(|(at, _)| *at == field)?;
        let term = term?;
        let region = region_of(
            record
                .position
                .and_then(|position| cell_of(position, REGION)),
        );
        let share = |counts: &PlainMap<(u64, u8, u32), u32>, value: u32| {
            let overall = ratio(
                counts.get(&(EVERYWHERE, field, value)),
                self.known.get(&(EVERYWHERE, field)),
                0.5,
                1.0,
            );
            ratio(
                counts.get(&(region, field, value)),
                self.known.get(&(region, field)),
                rules.support * overall,
                rules.support,
            )
        };
        Some(WeighedTerm {
            term,
            share: share(&self.terms, term.value),
            family_share: share(&self.families, term.family),
        })
    }

    /// A record's place with its precision and the density of mentions around it.
    pub(crate) fn spot(&self, record: &Record, rules: &LinkRules) -> Option<Spot> {
        let position = record.position?;
        let level = level_of(record.radius.0)?;
        let variance = record.radius.0.max(0.05).powi(2);
        let cell = cell_of(position, Resolution::Eight)?;
        let mut density = [0.0; LEVELS];
        for (at, density) in density.iter_mut().enumerate().skip(level) {
            *density = self.log_density(cell, at, record, rules)?;
        }
        Some(Spot {
            position,
            variance,
            best_variance: variance,
            level,
            density,
        })
    }

    /// log2 of the share of all mentions per square km, leaving out the days around the record's own.
    fn log_density(
        &self,
        cell: CellIndex,
        level: usize,
        record: &Record,
        rules: &LinkRules,
    ) -> Option<f32> {
        let cell = cell.parent(DENSITY_CELLS[level])?;
        let own = self.others(cell, level, record);
        let share = rules.place.neighbour_share;
        let around: f64 = if share > 0.0 {
            cell.grid_disk::<Vec<_>>(1)
                .into_iter()
                .filter(|other| *other != cell)
                .map(|other| self.others(other, level, record))
                .sum()
        } else {
            0.0
        };
        let left_out = f64::from(2 * OWN_DAYS + 1);
        let whole_span = self.span_days / (self.span_days - left_out).max(1.0);
        let per_km2 =
            (own + share * around) / (1.0 + 6.0 * share) / DENSITY_CELLS[level].area_km2()
                * whole_span;
        let background = rules.place.background_mentions / rules.place.background_area_km2;
        let density = (per_km2 + background) / (self.mentions + rules.place.background_mentions);
        #[expect(
            clippy::cast_possible_truncation,
            reason = "a hundredth of a bit is precise enough"
        )]
        let log = density.log2() as f32;
        Some(log)
    }

    fn others(&self, cell: CellIndex, level: usize, record: &Record) -> f64 {
        let Some(days) = self.days_by_cell[level].get(&u64::from(cell)) else {
            return 0.0;
        };
        let near = record.days.map_or(0, |range| {
            let before = days.partition_point(|day| *day < range.start().saturating_sub(OWN_DAYS));
            let until = days.partition_point(|day| *day <= range.start().saturating_add(OWN_DAYS));
            until - before
        });
        f64::from(u32::try_from(days.len() - near).unwrap_or(u32::MAX))
    }
}

fn fields(record: &Record) -> [(u8, Option<Term>); 3] {
    [(0, record.kind), (1, record.sides[0]), (2, record.sides[1])]
}

fn region_of(cell: Option<CellIndex>) -> u64 {
    cell.and_then(|cell| cell.parent(REGION))
        .map_or(EVERYWHERE, u64::from)
}

fn ratio(count: Option<&u32>, of: Option<&u32>, support: f64, of_support: f64) -> f64 {
    let number = |n: Option<&u32>| n.copied().map_or(0.0, f64::from);
    ((number(count) + support) / (number(of) + of_support)).min(1.0)
}

fn span_days(records: &[Record], rules: &LinkRules) -> f64 {
    let days = records.iter().filter_map(|record| record.days);
    let (first, last) = days.fold((i32::MAX, i32::MIN), |(first, last), range| {
        (first.min(range.start()), last.max(range.start()))
    });
    let span = if first <= last {
        f64::from(last) - f64::from(first) + 1.0
    } else {
        1.0
    };
    span.max(f64::from(rules.day.span_at_least))
}
