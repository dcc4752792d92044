//! What cumulative statements leave over the incidents that are known.

use marsad_domain::{Incident, Range, Remainder, Total, Undocumented};

use super::{
    constraints::{Constraint, Leaves, Relation, Stated, solve, together},
    increments::increments,
    scope::{Bounds, Standing, relation},
    statements::{Course, Scope},
};
use crate::gather::Known;

/// An incident with its range of everyone, and whether the asked total has it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Item<'a> {
    pub(super) incident: &'a Incident,
    pub(super) range: Range,
    pub(super) is_summed: bool,
}

/// What incidents document within a scope.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Documented {
    pub(super) low: u64,
    pub(super) high: u64,
    inside: usize,
    straddling: usize,
    summed: [u64; 2],
    summed_high: u64,
}

/// Sets the statements beside a total, each against what the incidents of its scope document.
pub(super) fn set_beside(
    total: &mut Total,
    courses: &[Course],
    items: &[Item<'_>],
    known: &Known<'_>,
) {
    let asked = Bounds::from(&total.scope);
    let bounds: Vec<Bounds> = courses
        .iter()
        .map(|course| course.scope.bounds(course.stands.until))
        .collect();
    let counted: Vec<Documented> = courses
        .iter()
        .zip(&bounds)
        .map(|(course, bounds)| documented(&course.scope, bounds, items, known))
        .collect();
    let constraints: Vec<Constraint> = courses
        .iter()
        .zip(&bounds)
        .zip(&counted)
        .map(|((course, bounds), counted)| Constraint {
            stated: Stated::from(course.stands.amount),
            known_low: counted.low,
            known_high: counted.high,
            summed: counted.summed,
            summed_high: counted.summed_high,
            is_credible: course.is_credible,
            is_asked: asked.holds(bounds, known),
        })
        .collect();
    let relations = relations(courses, &bounds, known);
    let stands = |a: usize, b: usize| relations[a][b];
    let leaves = solve(&constraints, stands);
    let found = together(total.documented, &constraints, &leaves, stands);
    total.union = found.union;
    let (low, high) = found.undocumented;
    total.undocumented = Undocumented { low, high };
    total.remainders = (courses.iter().zip(&counted).zip(&leaves))
        .map(|((course, counted), leaves)| remainder(course, counted, leaves, courses))
        .collect();
    total.increments = courses
        .iter()
        .flat_map(|course| increments(course, items, known))
        .collect();
}

fn relations(courses: &[Course], bounds: &[Bounds], known: &Known<'_>) -> Vec<Vec<Relation>> {
    let scope = |at: usize| (&bounds[at], courses[at].scope.who.as_deref());
    (0..courses.len())
        .map(|a| {
            (0..courses.len())
                .map(|b| relation(scope(a), scope(b), known))
                .collect()
        })
        .collect()
}

/// What incidents document of a class within bounds.
pub(super) fn documented(
    scope: &Scope,
    bounds: &Bounds,
    items: &[Item<'_>],
    known: &Known<'_>,
) -> Documented {
    let mut found = Documented::default();
    for item in items {
        let (low, high) = class_range(scope, item);
        let standing = bounds.standing(item.incident, known);
        match standing {
            Standing::Inside => {
                found.inside += 1;
                found.low = found.low.saturating_add(low);
                found.high = found.high.saturating_add(high);
            }
            Standing::Straddles(_) => {
                found.straddling += 1;
                found.high = found.high.saturating_add(high);
            }
            Standing::Outside => continue,
        }
        if item.is_summed {
            let range = item.range;
            let [lows, bests] = found.summed;
            let best = range.best().unwrap_or(range.low());
            found.summed = [lows.saturating_add(range.low()), bests.saturating_add(best)];
            if standing == Standing::Inside {
                found.summed_high = found.summed_high.saturating_add(range.high());
            }
        }
    }
    found
}

fn remainder(course: &Course, counted: &Documented, leaves: &Leaves, all: &[Course]) -> Remainder {
    let Course { scope, stands, .. } = course;
    let stated = Stated::from(stands.amount);
    Remainder {
        claim: stands.claim,
        since: scope.begins.since,
        until: Some(stands.until),
        stated_low: stated.low,
        stated_high: stated.high,
        documented_low: counted.low,
        documented_high: counted.high,
        low: leaves.low,
        high: leaves.high,
        conflicts: leaves.conflicts,
        source: Some(course.voice.clone()),
        place: scope.begins.place.clone(),
        who: scope.who.clone(),
        credible: course.is_credible,
        inside: counted.inside,
        straddling: counted.straddling,
        own_low: leaves.own_low,
        own_high: leaves.own_high,
        holds: leaves
            .holds
            .iter()
            .map(|at| all[*at].stands.claim)
            .collect(),
    }
}

/// The ends of a class within an incident: where nobody counted the class, it can be none or all of them.
fn class_range(scope: &Scope, item: &Item<'_>) -> (u64, u64) {
    let whole = item.range;
    let Some(who) = &scope.who else {
        return (whole.low(), whole.high());
    };
    item.incident
        .of_them
        .iter()
        .find(|class| class.of == scope.of && class.who == *who)
        .map_or((0, whole.high()), |class| {
            (class.range.low(), class.range.high())
        })
}
