//! Ranges and totals over linked records of a table, by the same rule as over claims.

use std::collections::BTreeMap;

use marsad_domain::{Amount, Range};

use crate::{
    count::{Point, plus, range_of},
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
pub fn count_structured<'r>(
    records: impl Fn(u32) -> Option<&'r Record>,
    linked: &Linked,
) -> Vec<StructuredIncident> {
    linked
        .incidents
        .iter()
        .map(|members| count_one(&records, members))
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

fn count_one<'r>(
    records: &impl Fn(u32) -> Option<&'r Record>,
    members: &[u32],
) -> StructuredIncident {
    let mut latest: BTreeMap<Result<u32, u32>, Option<u32>> = BTreeMap::new();
    for at in members {
        let Some(record) = records(*at) else {
            continue;
        };
        // A record without a source is a voice of its own.
        let voice = latest.entry(record.source.ok_or(*at)).or_default();
        *voice = record.killed.or(*voice);
    }
    let points: Vec<Point> = latest
        .values()
        .flatten()
        .map(|killed| Point {
            amount: Amount::Exact(u64::from(*killed)),
            weight: 1,
        })
        .collect();
    StructuredIncident {
        records: members.to_vec(),
        voices: latest.len(),
        killed: range_of(&points),
    }
}
