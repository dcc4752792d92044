//! Ranges that rows state, beside the records.
//!
//! A table can have a million records and most tables have no ranges, so a record has one number and the ranges stand
//! here: only those that say more than the number of their record.

use marsad_domain::Range;

use super::{Refusal, dead::Dead};
use crate::{permutation::inverse, record::Record};

/// A table as it was read.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StructuredTable {
    /// Its records, in canonical order (published, id).
    pub records: Vec<Record>,
    /// What they state of the dead beyond one number.
    pub ranges: StatedRanges,
    /// Rows that were not taken.
    pub refused: Vec<Refusal>,
    /// Rows whose low, best and high were out of order: best stays, low is the smallest of the three, high the largest.
    pub repaired: ToldRows,
    /// Rows with a negative number of dead: it is unknown.
    pub negative: ToldRows,
}

/// Rows that were taken otherwise than they stand.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ToldRows {
    /// How many.
    pub count: usize,
    /// The first few, ascending: lines of the file, counted from 1 with the header.
    pub first: Vec<u64>,
}

/// The ends of a number; `high` is absent where the row only says that there were `low` or more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Ends {
    pub(super) low: u32,
    pub(super) high: Option<u32>,
}

/// The ranges of the records of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StatedRanges {
    /// Positions of records with their ends, ascending.
    by_record: Vec<(u32, Ends)>,
}

impl StatedRanges {
    /// What the record at a position states of the dead: a range with its best, or the one number that it has; `None`
    /// where it states none. `records` are those that the ranges were read with.
    #[must_use]
    pub fn of(&self, records: &[Record], at: u32) -> Option<Range> {
        let best = records.get(at as usize)?.killed.map(u64::from);
        let found = self.by_record.binary_search_by_key(&at, |(at, _)| *at);
        let Some((_, ends)) = found.ok().and_then(|found| self.by_record.get(found)) else {
            return best.map(Range::exactly);
        };
        let (low, high) = (u64::from(ends.low), ends.high.map(u64::from));
        Range::new(low, best, high.unwrap_or(low), high.is_none()).ok()
    }
}

/// How many rows are told by their number.
const FIRST: usize = 5;

/// What is noted of a row beside its record.
#[derive(Debug, Clone, Copy)]
pub(super) struct Noted {
    /// Which of the rows that are kept, in the order of the file.
    pub(super) at: u32,
    /// Its line in the file.
    pub(super) line: u32,
    pub(super) dead: Dead,
}

impl Noted {
    fn is_empty(&self) -> bool {
        self.dead.ends.is_none() && !self.dead.is_repaired && !self.dead.has_negative
    }
}

/// Notes in the order in which rows were met. Of two on one row the later stands.
#[derive(Debug, Default)]
pub(super) struct Notes {
    rows: Vec<Noted>,
}

impl Notes {
    /// Notes something of a row that was not met before.
    pub(super) fn add(&mut self, noted: Noted) {
        if !noted.is_empty() {
            self.rows.push(noted);
        }
    }

    /// Notes something, or nothing, of a row that takes the place of another.
    pub(super) fn replace(&mut self, noted: Noted) {
        if !self.rows.is_empty() || !noted.is_empty() {
            self.rows.push(noted);
        }
    }

    /// The ranges, and the rows that were repaired and those with a negative number; `order` gives the rows in canonical
    /// order.
    pub(super) fn finish(mut self, order: &[u32]) -> (StatedRanges, ToldRows, ToldRows) {
        self.rows.reverse();
        self.rows.sort_by_key(|row| row.at);
        self.rows.dedup_by_key(|row| row.at);
        let repaired = self.told(|dead| dead.is_repaired);
        let negative = self.told(|dead| dead.has_negative);
        let ends = self.rows.into_iter();
        let mut by_record: Vec<(u32, Ends)> = ends
            .filter_map(|row| Some((row.at, row.dead.ends?)))
            .collect();
        if !by_record.is_empty() {
            let places = inverse(order);
            for (at, _) in &mut by_record {
                *at = places.get(*at as usize).copied().unwrap_or(*at);
            }
            by_record.sort_unstable_by_key(|(at, _)| *at);
        }
        by_record.shrink_to_fit();
        (StatedRanges { by_record }, repaired, negative)
    }

    fn told(&self, is_told: impl Fn(&Dead) -> bool) -> ToldRows {
        let told = self.rows.iter().filter(|row| is_told(&row.dead));
        let mut first: Vec<u64> = told.map(|row| u64::from(row.line)).collect();
        let count = first.len();
        first.sort_unstable();
        first.truncate(FIRST);
        first.shrink_to_fit();
        ToldRows { count, first }
    }
}
