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
    /// What was counted in each region, looked up at once.
    shared: Vec<PlainMap<(Field, Term), Shared>>,
    regions: PlainMap<u64, u32>,
}

/// The region that was asked for last, and where it stands: neighbours are mostly asked for one after the other.
#[derive(Debug, Default)]
pub(super) struct LastRegion(Option<(u64, Option<u32>)>);

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
        for in_region in counted.chunk_by(|((a, ..), _), ((b, ..), _)| a == b) {
            let found = in_region.iter().map(|((region, field, term), _)| {
                let share = shares.reckoned((*region, *field, *term), rules);
                ((*field, *term), share)
            });
            let found = found.collect();
            let at = u32::try_from(shares.shared.len()).unwrap_or(u32::MAX);
            shares.regions.insert(in_region[0].0.0, at);
            shares.shared.push(found);
        }
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
    pub(super) fn of(
        &self,
        record: &Record,
        region: u64,
        rules: &LinkRules,
        last: &mut LastRegion,
    ) -> [Shared; 3] {
        let at = match last.0 {
            Some((of, at)) if of == region => at,
            _ => self.regions.get(&region).copied(),
        };
        last.0 = Some((region, at));
        let here = at.and_then(|at| self.shared.get(at as usize));
        let mut field = 0;
        fields(record).map(|term| {
            let key = term.map(|term| (field, term));
            field += 1;
            key.map_or_else(Shared::default, |(field, term)| {
                let shared = here.and_then(|here| here.get(&(field, term)));
                shared
                    .copied()
                    .unwrap_or_else(|| self.reckoned((region, field, term), rules))
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
