//! Totals over distinct incidents, with cumulative statements beside them as constraints and never in the sum.
//!
//! What goes in: incidents, the linkage behind them, and a question: where, which days, how many draws. What comes out:
//! one total for everything that is counted. Incidents that lie in the question only in part are told apart.

pub(crate) mod constraints;
mod increments;
mod likely;
pub(crate) mod packing;
mod remainders;
pub(crate) mod scope;
pub(crate) mod simulate;
mod statements;
mod streams;
pub(crate) mod uncertain;

use marsad_domain::{
    ClaimId, Counted, Incident, IncidentStatus, Range, Straddling, Total, TotalScope, TotalStep,
};

pub use simulate::Draws;

use crate::{
    bundle::Mention,
    canonical::Placed,
    count::{of_days, plus},
    figures::COUNTED,
    gather::Known,
    link::{Bounds as LinkBounds, Link, Linked},
    voice::Originals,
};
use likely::likely;
use remainders::{Item, set_beside};
use scope::{Bounds, Standing};
use statements::courses_of;

/// What totals are asked for.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TotalQuestion {
    /// Where and over which days.
    pub scope: TotalScope,
    /// How the likely interval is drawn; without it there is none.
    pub draws: Option<Draws>,
}

/// What totals are made of.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ground<'a> {
    pub(crate) incidents: &'a [Incident],
    pub(crate) ordered: &'a [Placed<'a>],
    pub(crate) originals: &'a Originals,
    pub(crate) known: &'a Known<'a>,
    pub(crate) linked: &'a Linked,
    /// Why the mentions are where they are.
    pub(crate) links: &'a [Link],
    pub(crate) bounds: &'a LinkBounds,
    pub(crate) mentions: &'a [Mention],
    /// The claims of each linked incident, with what answers them.
    pub(crate) members: &'a [Vec<usize>],
}

/// One total for everything that is counted by an incident or by a cumulative statement.
pub(crate) fn totals(ground: &Ground<'_>, question: &TotalQuestion) -> Vec<Total> {
    let mut likely = question
        .draws
        .map(|draws| likely(ground, &question.scope, draws))
        .unwrap_or_default();
    let mut totals: Vec<Total> = COUNTED
        .into_iter()
        .filter_map(|of| total(of, ground, &question.scope))
        .collect();
    for total in &mut totals {
        total.likely = likely.remove(&total.of);
    }
    totals
}

/// The range of what an incident counts.
#[must_use]
pub fn range_in(incident: &Incident, of: Counted) -> Option<Range> {
    match of {
        Counted::Killed => incident.killed,
        Counted::Injured => incident.injured,
        Counted::Missing => incident.missing,
        Counted::Detained => incident.detained,
        Counted::Casualties | Counted::Displaced | Counted::Vehicles | Counted::Other => None,
    }
}

/// The claims whose numbers made a range, in canonical order.
fn claims_behind(incident: &Incident, of: Counted) -> Vec<ClaimId> {
    let counts = |claim: &&ClaimId| {
        let mut numbers = incident.counted.iter();
        numbers.any(|number| number.of == of && number.claim == **claim)
    };
    incident.claims.iter().filter(counts).copied().collect()
}

fn total(of: Counted, ground: &Ground<'_>, scope: &TotalScope) -> Option<Total> {
    let known = ground.known;
    let standing = ground
        .incidents
        .iter()
        .filter(|incident| incident.status != IncidentStatus::Rejected);
    let (courses, arithmetic) = courses_of(of, ground.ordered, ground.originals, known);
    let mut total = Total {
        scope: scope.clone(),
        arithmetic,
        ..Total::new(of, Range::exactly(0))
    };
    let bounds = Bounds::from(scope);
    let mut items: Vec<Item<'_>> = Vec::new();
    for incident in standing {
        let stands = bounds.standing(incident, known);
        let range = range_in(incident, of);
        items.extend(range.map(|range| Item {
            incident,
            range,
            is_summed: stands == Standing::Inside,
        }));
        match (stands, range) {
            (Standing::Inside, Some(range)) => total.steps.push(TotalStep {
                incident: incident.id,
                range,
                claims: claims_behind(incident, of),
            }),
            (Standing::Inside, None) => total.uncounted += 1,
            (Standing::Straddles(why), Some(range)) => {
                let days = bounds.days_inside(incident, known);
                total.straddling.push(Straddling {
                    incident: incident.id,
                    range,
                    days,
                    prorated: days.map(|(some, all)| of_days(range, some, all)),
                    reason: why.reason().to_owned(),
                });
            }
            (Standing::Straddles(_), None) | (Standing::Outside, _) => {}
        }
    }
    if items.is_empty() && courses.is_empty() {
        return None;
    }
    total.incidents = total.steps.iter().map(|step| step.incident).collect();
    let ranges = total.steps.iter().map(|step| step.range);
    total.documented = ranges.reduce(plus).unwrap_or(Range::exactly(0));
    set_beside(&mut total, &courses, &items, known);
    Some(total)
}
