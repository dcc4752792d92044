//! How frequent values are, in a region and in the whole record.

use super::EVERYWHERE;
use crate::{
    link_rules::LinkRules,
    plain_map::PlainMap,
    profile::Shared,
    quarters::Quarters,
    record::{Record, Term},
};

/// The fields of a mention that hold values of a taxonomy.
type Field = u8;

/// Counts of mentions by region, field and value.
#[derive(Debug, Default)]
pub(super) struct Counts(PlainMap<(u64, Field, Term), u32>);

impl Counts {
    pub(super) fn count(&mut self, record: &Record, region: u64) {
        for (field, term) in (0..).zip(fields(record)) {
            if let Some(term) = term {
                *self.0.entry((region, field, term)).or_insert(0) += 1;
            }
        }
    }
}

/// The shares of values and their families among the mentions of each region that have any.
#[derive(Debug, Default)]
pub(super) struct Shares {
    terms: PlainMap<(u64, Field, u32), u32>,
    families: PlainMap<(u64, Field, u32), u32>,
    known: PlainMap<(u64, Field), u32>,
    /// What was counted, looked up at once.
    shared: PlainMap<(u64, Field, Term), Shared>,
}

impl Shares {
    pub(super) fn of_all(counts: Counts, rules: &LinkRules) -> Self {
        let mut shares = Self::default();
        let mut counted: Vec<((u64, Field, Term), u32)> = counts.0.into_iter().collect();
        counted.sort_unstable();
        for ((region, field, term), count) in &counted {
            shares.add((*region, *field, *term), *count);
            if *region != EVERYWHERE {
                shares.add((EVERYWHERE, *field, *term), *count);
            }
        }
        let keys = counted.iter().map(|(key, _)| *key);
        shares.shared = keys.map(|key| (key, shares.reckoned(key, rules))).collect();
        shares
    }

    fn add(&mut self, (region, field, term): (u64, Field, Term), count: u32) {
        *self.terms.entry((region, field, term.value)).or_insert(0) += count;
        *self
            .families
            .entry((region, field, term.family))
            .or_insert(0) += count;
        *self.known.entry((region, field)).or_insert(0) += count;
    }

    /// The shares of the values of a mention in a region, supported by the whole record's.
    pub(super) fn of(&self, record: &Record, region: u64, rules: &LinkRules) -> [Shared; 3] {
        let mut field = 0;
        fields(record).map(|term| {
            let key = term.map(|term| (region, field, term));
            field += 1;
            key.map_or_else(Shared::default, |key| match self.shared.get(&key) {
                Some(shared) => *shared,
                None => self.reckoned(key, rules),
            })
        })
    }

    fn reckoned(&self, (region, field, term): (u64, Field, Term), rules: &LinkRules) -> Shared {
        let support = if field == 0 {
            rules.kind.support
        } else {
            rules.actor.support
        };
        let known = |region| self.known.get(&(region, field));
        let share = |counts: &PlainMap<(u64, Field, u32), u32>, value: u32| {
            let of = |region| counts.get(&(region, field, value));
            let overall = ratio(of(EVERYWHERE), known(EVERYWHERE), 0.5, 1.0);
            let here = ratio(of(region), known(region), support * overall, support);
            Quarters::log2_of(here)
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

/// The values of a mention by field: kind, who did it, to whom.
fn fields(record: &Record) -> [Option<Term>; 3] {
    [record.kind, record.sides[0], record.sides[1]]
}

fn ratio(count: Option<&u32>, of: Option<&u32>, support: f64, of_support: f64) -> f64 {
    let number = |n: Option<&u32>| n.copied().map_or(0.0, f64::from);
    ((number(count) + support) / (number(of) + of_support)).min(1.0)
}
