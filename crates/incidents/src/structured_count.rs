//! Ranges and totals over linked records of a table, by the same rule as over claims.
//!
//! Each source is a voice with its latest number, and all weigh alike: a table says nothing of reliability. A number can
//! be a range itself, of a table that states low, best and high.

use std::collections::BTreeMap;

use marsad_domain::Range;

use crate::{
    count::{plus, range_of_ranges},
    link::Linked,
    record::Record,
};

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

/// The range of every incident: the latest number of each source, sources weighing alike.
#[must_use]
pub fn count_structured(records: &[Record], linked: &Linked) -> Vec<StructuredIncident> {
    count_stated(records, linked, number_of(records))
}

/// The range of every incident where `stated` gives what a record states of the dead: one number, or low, best and
/// high. Low is the smallest of all lows, high the largest of all highs, best the median of the bests.
#[must_use]
pub fn count_stated(
    records: &[Record],
    linked: &Linked,
    stated: impl Fn(u32) -> Option<Range>,
) -> Vec<StructuredIncident> {
    linked
        .incidents
        .iter()
        .map(|members| {
            let latest = latest(records, members, &stated);
            let said: Vec<(Range, u32)> =
                latest.values().flatten().map(|range| (*range, 1)).collect();
            StructuredIncident {
                records: members.clone(),
                voices: latest.len(),
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
pub(crate) fn number_of(records: &[Record]) -> impl Fn(u32) -> Option<Range> {
    |at| {
        let killed = records.get(at as usize)?.killed?;
        Some(Range::exactly(u64::from(killed)))
    }
}

/// The latest number of each voice among some records: a source, or a record without one.
pub(crate) fn latest(
    records: &[Record],
    members: &[u32],
    stated: impl Fn(u32) -> Option<Range>,
) -> BTreeMap<Result<u32, u32>, Option<Range>> {
    let mut latest: BTreeMap<Result<u32, u32>, Option<Range>> = BTreeMap::new();
    for at in members {
        let Some(record) = records.get(*at as usize) else {
            continue;
        };
        let voice = latest.entry(record.source.ok_or(*at)).or_default();
        *voice = stated(*at).or(*voice);
    }
    latest
}
