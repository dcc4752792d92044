//! Displaced people: the latest figure of each voice for each scope. Nothing is summed across sources, and stocks,
//! flows and expected figures stay apart.
//!
//! - **Stock** (displaced on a day): the figure for the latest day replaces those before it.
//! - **Flow** (newly displaced over some days): the figure that runs on from the same first day replaces the shorter
//!   one. Flows of other days stand beside it, and [`FlowSum`] adds what surely are other people's flights.
//! - **People and families** stay what they are, unless the rules say how many people a family has; then families are
//!   a range of people.

mod flows;
mod gathering;

use std::collections::BTreeSet;

use jiff::civil::Date;
use marsad_domain::{Body, Claim, ClaimId, ClaimUse, Figure, PlaceRef, SourceId, TotalScope};
use serde::Serialize;

pub use flows::FlowSum;

use crate::{
    canonical::{Placed, in_order},
    gather::Known,
    voice::{Originals, independent},
};
use gathering::Gathering;

/// Some people: how many at least, and at most where that is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Persons {
    /// At least.
    pub low: u64,
    /// At most; absent where the upper end is open.
    pub high: Option<u64>,
}

/// One figure with whose it is and for which days.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DisplacementFigure {
    /// The claim.
    pub claim: ClaimId,
    /// Whose figure it is.
    pub source: SourceId,
    /// First day of a flow, where stated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<Date>,
    /// Last day of the time that it speaks of, or the day of the report.
    pub day: Date,
    /// From where, where stated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<PlaceRef>,
    /// To where, where stated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<PlaceRef>,
    /// Where, where only one place is named.
    #[serde(rename = "where", skip_serializing_if = "Option::is_none")]
    pub place: Option<PlaceRef>,
    /// The figure as said.
    pub figure: Figure,
    /// How many people that is; absent for families where no rule says how many a family has, and for other units.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub persons: Option<Persons>,
}

/// Displacement figures, each the latest of its voice for its scope.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Displaced {
    /// Displaced on a day.
    pub stocks: Vec<DisplacementFigure>,
    /// Newly displaced over a time.
    pub flows: Vec<DisplacementFigure>,
    /// What the flows of each voice add up to; never across voices.
    pub sums: Vec<FlowSum>,
    /// Said to be coming: never counted.
    pub expected: Vec<DisplacementFigure>,
    /// What became of each claim.
    pub arithmetic: Vec<ClaimUse>,
}

/// The latest displacement figures. The order of `claims` does not matter.
#[must_use]
pub fn displacement(claims: &[Claim], known: &Known<'_>) -> Displaced {
    displacement_in(claims, known, &TotalScope::default())
}

/// The latest displacement figures from, to or in a place, over some days. The order of `claims` does not matter.
#[must_use]
pub fn displacement_in(claims: &[Claim], known: &Known<'_>, asked: &TotalScope) -> Displaced {
    let (ordered, _) = in_order(claims, known.heads, known.zone);
    let originals = Originals::of(&ordered, &known.rules.counting.speakers);
    let told: Vec<&Placed<'_>> = ordered
        .iter()
        .filter(|placed| matches!(placed.claim.body, Body::Displacement { .. }))
        .filter(|placed| !known.rulings.rejected.contains(&placed.claim.id))
        .collect();
    let voices: BTreeSet<SourceId> = told
        .iter()
        .map(|placed| originals.voice_of(placed).source)
        .collect();
    let roots = independent(&voices, known.sources);
    let mut gathering = Gathering::new(known, asked);
    for placed in told {
        let voice = originals.voice_of(placed);
        let root = roots.get(&voice.source).unwrap_or(&voice.source);
        gathering.take(placed, voice.is_copy, root);
    }
    gathering.finish()
}
