//! What cumulative statements leave over the incidents that are known.

use marsad_domain::{Amount, Incident, Range, Remainder};

use super::{
    scope::Standing,
    statements::{Scope, Statement},
};
use crate::gather::Known;

/// What a cumulative statement leaves over the incidents inside its scope.
///
/// `low = max(0, stated low - (sum of highs inside + sum of highs that straddle))`,
/// `high = max(0, stated high - sum of lows inside)`.
pub(crate) fn remainder(
    scope: &Scope,
    statement: &Statement,
    counted: &[(&Incident, Range)],
    known: &Known<'_>,
) -> Remainder {
    let bounds = scope.bounds(statement.until);
    let (mut lows, mut highs) = (0u64, 0u64);
    for (incident, whole) in counted {
        let (low, high) = class_range(scope, incident, *whole);
        match bounds.standing(incident, known) {
            Standing::Inside => {
                lows = lows.saturating_add(low);
                highs = highs.saturating_add(high);
            }
            Standing::Straddles(_) => highs = highs.saturating_add(high),
            Standing::Outside => {}
        }
    }
    let stated_low = match statement.amount {
        Amount::AtMost(_) | Amount::Vague(None) => 0,
        amount => amount.low().unwrap_or(0),
    };
    let stated_high = statement.amount.high();
    Remainder {
        claim: statement.claim,
        since: scope.begins.since,
        until: statement.until,
        stated_low,
        stated_high,
        documented_low: lows,
        documented_high: highs,
        low: stated_low.saturating_sub(highs),
        high: stated_high.map(|high| high.saturating_sub(lows)),
        conflicts: stated_high.is_some_and(|high| high < lows),
    }
}

/// The ends of a class within an incident: where nobody counted the class, it can be none or all of them.
fn class_range(scope: &Scope, incident: &Incident, whole: Range) -> (u64, u64) {
    let Some(who) = &scope.who else {
        return (whole.low(), whole.high());
    };
    incident
        .of_them
        .iter()
        .find(|class| class.of == scope.of && class.who == *who)
        .map_or((0, whole.high()), |class| {
            (class.range.low(), class.range.high())
        })
}
