//! How frequent values are, in a region and in the whole record.

use super::{EVERYWHERE, to_quarters};
use crate::{
    plain_map::PlainMap,
    profile::Shared,
    record::{Record, Term},
};

/// Counts by region, field and value; families only where a value is not its own.
#[derive(Debug, Default)]
pub(super) struct Shares {
    terms: PlainMap<(u64, u8, u32), u32>,
    families: PlainMap<(u64, u8, u32), u32>,
    known: PlainMap<(u64, u8), u32>,
}

impl Shares {
    pub(super) fn count(&mut self, record: &Record, region: u64) {
        for (field, term) in fields(record) {
            let Some(term) = term else { continue };
            self.count_in(region, field, term);
            if region != EVERYWHERE {
                self.count_in(EVERYWHERE, field, term);
            }
        }
    }

    fn count_in(&mut self, region: u64, field: u8, term: Term) {
        *self.terms.entry((region, field, term.value)).or_insert(0) += 1;
        *self
            .families
            .entry((region, field, term.family))
            .or_insert(0) += 1;
        *self.known.entry((region, field)).or_insert(0) += 1;
    }

    /// The share of a value and of its family in a region, supported by the whole record's.
    pub(super) fn of(&self, region: u64, field: u8, term: Term, support: f64) -> Shared {
        let share = |counts: &PlainMap<(u64, u8, u32), u32>, value: u32| {
            let overall = ratio(
                counts.get(&(EVERYWHERE, field, value)),
                self.known.get(&(EVERYWHERE, field)),
                0.5,
                1.0,
            );
            let here = ratio(
                counts.get(&(region, field, value)),
                self.known.get(&(region, field)),
                support * overall,
                support,
            );
            to_quarters(here.log2()).exp2()
        };
        let value = share(&self.terms, term.value);
        let family = if term.family == term.value {
            value
        } else {
            share(&self.families, term.family)
        };
        Shared { value, family }
    }
}

fn fields(record: &Record) -> [(u8, Option<Term>); 3] {
    [(0, record.kind), (1, record.sides[0]), (2, record.sides[1])]
}

fn ratio(count: Option<&u32>, of: Option<&u32>, support: f64, of_support: f64) -> f64 {
    let number = |n: Option<&u32>| n.copied().map_or(0.0, f64::from);
    ((number(count) + support) / (number(of) + of_support)).min(1.0)
}
