//! By how much a running count rose: dated, and set against the incidents between.
//!
//! Two statements of one voice over one scope differ by what it learned between them. Where that is far above what
//! incidents of those days document, deaths of before were added: a backlog, which says nothing of those days.

use marsad_domain::Increment;

use super::{
    constraints::Stated,
    remainders::{Item, documented},
    scope::Bounds,
    statements::{Course, Statement},
};
use crate::{counting_rules::BacklogRules, gather::Known};

/// The increments of a course, in order.
pub(super) fn increments(course: &Course, items: &[Item<'_>], known: &Known<'_>) -> Vec<Increment> {
    let said: Vec<&Statement> = course.before.iter().chain([&course.stands]).collect();
    said.windows(2)
        .filter_map(|pair| match pair {
            [from, to] => increment(course, from, to, items, known),
            _ => None,
        })
        .collect()
}

fn increment(
    course: &Course,
    from: &Statement,
    to: &Statement,
    items: &[Item<'_>],
    known: &Known<'_>,
) -> Option<Increment> {
    let since = from.until.tomorrow().ok()?;
    let between = Bounds {
        since: Some(since),
        ..course.scope.bounds(to.until)
    };
    let counted = documented(&course.scope, &between, items, known);
    let (before, after) = (Stated::from(from.amount), Stated::from(to.amount));
    // A count without an upper end can have been anything by then, so that the least that it rose by is nothing.
    let low = before
        .high
        .map_or(0, |before| after.low.saturating_sub(before));
    let backlog = known.rules.counting.backlog;
    Some(Increment {
        from: from.claim,
        to: to.claim,
        source: course.voice.clone(),
        since,
        until: to.until,
        low,
        high: after.high.map(|after| after.saturating_sub(before.low)),
        documented_low: counted.low,
        documented_high: counted.high,
        backlog_jump: is_far_above(low, counted.high, backlog),
        falls: after.high.is_some_and(|after| after < before.low),
    })
}

fn is_far_above(low: u64, documented: u64, rules: BacklogRules) -> bool {
    low > documented.saturating_mul(rules.times) && low - documented >= rules.at_least
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn far_above_is_a_multiple_and_a_number() {
        let rules = BacklogRules {
            times: 2,
            at_least: 20,
        };
        assert!(is_far_above(90, 40, rules));
        assert!(!is_far_above(80, 40, rules), "not above the multiple");
        assert!(!is_far_above(15, 1, rules), "too few to tell");
        assert!(is_far_above(20, 0, rules));
    }
}
