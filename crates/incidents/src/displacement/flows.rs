//! What the flows of one voice add up to.
//!
//! Two flows of one voice are other flights where their days do not meet, or where people left places of which neither
//! lies in the other. Such flows add up; of those that may overlap the heaviest set that does not overlap stands, so
//! that nobody's flight counts twice. A flow without a first day may have begun at any time, and one without an origin
//! may be from anywhere.

use std::collections::BTreeMap;

use jiff::civil::Date;
use marsad_domain::{ClaimId, SourceId, Unit};
use serde::Serialize;

use super::{DisplacementFigure, Persons};
use crate::{
    gather::Known,
    total::{packing::heaviest, scope::Bounds},
};

/// The flows of one voice that add up.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FlowSum {
    /// Whose flows they are.
    pub source: SourceId,
    /// Whom they count; absent for everyone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub who: Option<String>,
    /// How many people, or flights of people: who fled twice counts twice.
    pub persons: Persons,
    /// First day of those that were added, where each states one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<Date>,
    /// Last day of those that were added.
    pub until: Date,
    /// The claims that were added.
    pub added: Vec<ClaimId>,
    /// Those that may overlap them, or state no least number, and were not.
    pub left_out: Vec<ClaimId>,
}

/// A flow with how many people it is.
type Counted<'f> = (&'f DisplacementFigure, Persons);

/// The sum of each voice and class, and the claims of flows that are in none.
pub(super) fn flow_sums<'f>(
    flows: impl Iterator<Item = (Option<&'f str>, &'f DisplacementFigure)>,
    known: &Known<'_>,
) -> (Vec<FlowSum>, Vec<ClaimId>) {
    let mut by_voice: BTreeMap<(&SourceId, Option<&str>), Vec<Counted<'_>>> = BTreeMap::new();
    for (who, flow) in flows {
        if let Some(persons) = flow.persons {
            let flows = by_voice.entry((&flow.source, who)).or_default();
            flows.push((flow, persons));
        }
    }
    let mut sums = Vec::new();
    let mut alone = Vec::new();
    for ((source, who), mut flows) in by_voice {
        // A claim that counts people and their families counts the same ones.
        let in_persons: Vec<ClaimId> = flows
            .iter()
            .filter(|(flow, _)| flow.figure.unit == Unit::Persons)
            .map(|(flow, _)| flow.claim)
            .collect();
        flows.retain(|(flow, _)| {
            flow.figure.unit == Unit::Persons || !in_persons.contains(&flow.claim)
        });
        match sum(source, who, &flows, known) {
            Some(sum) => {
                alone.extend(
                    sum.left_out
                        .iter()
                        .filter(|claim| !sum.added.contains(claim)),
                );
                sums.push(sum);
            }
            None => alone.extend(flows.iter().map(|(flow, _)| flow.claim)),
        }
    }
    (sums, alone)
}

fn sum(
    source: &SourceId,
    who: Option<&str>,
    flows: &[Counted<'_>],
    known: &Known<'_>,
) -> Option<FlowSum> {
    let all: Vec<usize> = (0..flows.len()).collect();
    let overlap = |a: usize, b: usize| !bounds(flows[a].0).is_disjoint(&bounds(flows[b].0), known);
    let (low, chosen) = heaviest(&all, |at| flows[at].1.low, overlap);
    let added = || chosen.iter().map(|at| &flows[*at]);
    let high = added().try_fold(0_u64, |sum, (_, persons)| {
        Some(sum.saturating_add(persons.high?))
    });
    let first = added().map(|(flow, _)| flow.since);
    let since: Option<Vec<Date>> = first.collect();
    Some(FlowSum {
        source: source.clone(),
        who: who.map(str::to_owned),
        persons: Persons { low, high },
        since: since.and_then(|since| since.into_iter().min()),
        until: added().map(|(flow, _)| flow.day).max()?,
        added: added().map(|(flow, _)| flow.claim).collect(),
        left_out: all
            .iter()
            .filter(|at| !chosen.contains(at))
            .map(|at| flows[*at].0.claim)
            .collect(),
    })
}

/// From where and over which days a flow counts.
fn bounds(flow: &DisplacementFigure) -> Bounds {
    let origin = flow.from.as_ref().or(flow.place.as_ref());
    Bounds {
        place: origin.map(|place| place.id.clone()),
        since: flow.since,
        until: Some(flow.day),
    }
}
