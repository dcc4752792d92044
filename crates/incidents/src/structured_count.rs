//! Ranges and totals over linked records of a table, by the same rule as over claims.
//!
//! Each source is a voice with its latest number. All are equally reliable, for a table says nothing of that, and an
//! older number weighs less than a later one by the same half-life as over claims; the time of publication counts in
//! days. A number can be a range itself, of a table that states low, best and high.

use std::collections::BTreeMap;

use marsad_domain::Range;

use crate::{
    count::{halved, plus, range_of_ranges},
    counting_rules::CountingRules,
    link::Linked,
    record::Record,
};

/// The weight of the latest number of a table: large, so that a part of it stays a whole number.
const WEIGHT: u32 = 1 << 16;

/// An incident of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StructuredIncident {
    /// Positions of its records, ascending.
    pub records: Vec<u32>,
    /// Number of sources, each one voice.
    pub voices: usize,
    /// Dead; absent where nobody gave a number.
    pub killed: Option<Range>,
}

/// The range of every incident: the latest number of each source, the later weighing more.
#[must_use]
pub fn count_structured(
    records: &[Record],
    linked: &Linked,
    rules: &CountingRules,
) -> Vec<StructuredIncident> {
    count_stated(records, linked, rules, number_of(records))
}

/// The range of every incident where `stated` gives what a record states of the dead: one number, or low, best and
/// high. Low is the smallest of all lows, high the largest of all highs, best the median of the bests.
#[must_use]
pub fn count_stated(
    records: &[Record],
    linked: &Linked,
    rules: &CountingRules,
    stated: impl Fn(u32) -> Option<Range>,
) -> Vec<StructuredIncident> {
    linked
        .incidents
        .iter()
        .map(|members| {
            let (voices, said) = said(records, members, rules, &stated);
            StructuredIncident {
                records: members.to_vec(),
                voices,
                killed: range_of_ranges(&said),
            }
        })
        .collect()
}

/// The sum over distinct incidents.
#[must_use]
pub fn total_structured(incidents: &[StructuredIncident]) -> Range {
    incidents
        .iter()
        .filter_map(|incident| incident.killed)
        .reduce(plus)
        .unwrap_or(Range::exactly(0))
}

/// The number of a record.
fn number_of(records: &[Record]) -> impl Fn(u32) -> Option<Range> {
    |at| {
        let killed = records.get(at as usize)?.killed?;
        Some(Range::exactly(u64::from(killed)))
    }
}

/// The number of voices among some records (a source, or a record without one), and the latest number of each with
/// its weight.
pub(crate) fn said(
    records: &[Record],
    members: &[u32],
    rules: &CountingRules,
    stated: impl Fn(u32) -> Option<Range>,
) -> (usize, Vec<(Range, u32)>) {
    let mut latest: BTreeMap<Result<u32, u32>, Option<(Range, i64)>> = BTreeMap::new();
    for at in members {
        let Some(record) = records.get(*at as usize) else {
            continue;
        };
        let voice = latest.entry(record.source.ok_or(*at)).or_default();
        *voice = stated(*at)
            .map(|range| (range, record.published))
            .or(*voice);
    }
    let last = latest.values().flatten().map(|(_, day)| *day).max();
    let weight = |day: i64| {
        let lag = last.map_or(0, |last| last.saturating_sub(day));
        let lag = u32::try_from(lag).unwrap_or(u32::MAX);
        halved(WEIGHT, lag, rules.recency_half_life_days)
    };
    let said = latest.values().flatten();
    let said = said.map(|(range, day)| (*range, weight(*day))).collect();
    (latest.len(), said)
}
