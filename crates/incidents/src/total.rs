//! Totals over distinct incidents, with cumulative statements beside them as constraints and never in the sum.

use std::collections::BTreeMap;

use jiff::civil::Date;
use marsad_domain::{
    Amount, ClaimId, ClaimUse, Counted, Figure, Incident, IncidentStatus, PlaceId, Range,
    Remainder, SourceId, Total, Unit, UsedAs,
};

use crate::{bundle::place_of, canonical::Placed, count::plus, gather::Known, voice::Originals};

/// Over what a cumulative statement counts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Scope {
    of: Counted,
    who: Option<String>,
    place: Option<PlaceId>,
    since: Option<Date>,
}

/// A cumulative statement.
#[derive(Debug, Clone)]
struct Statement {
    claim: ClaimId,
    amount: Amount,
    until: Option<Date>,
}

/// How an incident stands to a scope.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    Inside,
    Straddles,
    Outside,
}

/// One total for everything that is counted by an incident or by a cumulative statement.
pub(crate) fn totals(
    incidents: &[Incident],
    ordered: &[Placed<'_>],
    originals: &Originals,
    known: &Known<'_>,
) -> Vec<Total> {
    [
        Counted::Killed,
        Counted::Injured,
        Counted::Missing,
        Counted::Detained,
    ]
    .into_iter()
    .filter_map(|of| total(of, incidents, ordered, originals, known))
    .collect()
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

fn total(
    of: Counted,
    incidents: &[Incident],
    ordered: &[Placed<'_>],
    originals: &Originals,
    known: &Known<'_>,
) -> Option<Total> {
    let counted: Vec<(&Incident, Range)> = incidents
        .iter()
        .filter(|incident| incident.status != IncidentStatus::Rejected)
        .filter_map(|incident| Some((incident, range_in(incident, of)?)))
        .collect();
    let (statements, arithmetic) = statements_of(of, ordered, originals, known);
    if counted.is_empty() && statements.is_empty() {
        return None;
    }
    let documented = counted
        .iter()
        .map(|(_, range)| *range)
        .reduce(plus)
        .unwrap_or(Range::exactly(0));
    let remainders = statements
        .iter()
        .map(|(scope, statement)| remainder(scope, statement, &counted, known))
        .collect();
    Some(Total {
        of,
        documented,
        incidents: counted.iter().map(|(incident, _)| incident.id).collect(),
        remainders,
        arithmetic,
    })
}

/// The latest cumulative statement of each voice over each scope, and what became of every such claim.
fn statements_of(
    of: Counted,
    ordered: &[Placed<'_>],
    originals: &Originals,
    known: &Known<'_>,
) -> (Vec<(Scope, Statement)>, Vec<ClaimUse>) {
    let mut latest: BTreeMap<(SourceId, Scope), Statement> = BTreeMap::new();
    let mut uses = Vec::new();
    for placed in ordered.iter().filter(|placed| placed.claim.is_asserted()) {
        let figures = placed.claim.body.figures().iter();
        for figure in figures.filter(|figure| is_cumulative_of(figure, of)) {
            let voice = originals.voice_of(placed);
            if voice.is_copy {
                uses.push(used(
                    placed.claim.id,
                    UsedAs::Copy,
                    "its report copies another",
                ));
                continue;
            }
            let scope = scope_of(figure, placed, known);
            let until = placed.claim.when.latest().or(Some(placed.day));
            let statement = Statement {
                claim: placed.claim.id,
                amount: figure.amount,
                until,
            };
            uses.push(used(
                placed.claim.id,
                UsedAs::Constraint,
                "a running count bounds the total and is never added",
            ));
            if let Some(earlier) = latest.insert((voice.source, scope), statement)
                && earlier.claim != placed.claim.id
            {
                uses.retain(|one| one.claim != earlier.claim);
                uses.push(used(
                    earlier.claim,
                    UsedAs::Superseded,
                    "a later running count of the same lineage replaced it",
                ));
            }
        }
    }
    let mut statements: Vec<(Scope, Statement)> = latest
        .into_iter()
        .map(|((_, scope), statement)| (scope, statement))
        .collect();
    statements.sort_by(|a, b| (&a.0, a.1.until, a.1.claim).cmp(&(&b.0, b.1.until, b.1.claim)));
    uses.dedup();
    (statements, uses)
}

fn used(claim: ClaimId, used_as: UsedAs, reason: &str) -> ClaimUse {
    ClaimUse {
        claim,
        used_as,
        reason: reason.to_owned(),
    }
}

fn is_cumulative_of(figure: &Figure, of: Counted) -> bool {
    figure.is_cumulative && figure.of == of && matches!(figure.unit, Unit::Persons)
}

fn scope_of(figure: &Figure, placed: &Placed<'_>, known: &Known<'_>) -> Scope {
    let who = known.rules.counting.class_of(figure.who.as_deref());
    let who = if figure.is_part {
        who.or_else(|| Some(figure.text.to_lowercase()))
    } else {
        who
    };
    Scope {
        of: figure.of,
        who,
        place: place_of(placed).cloned(),
        since: figure.cumulative_since,
    }
}

/// What a cumulative statement leaves over the incidents inside its scope.
///
/// `low = max(0, stated low - (sum of highs inside + sum of highs that straddle))`,
/// `high = max(0, stated high - sum of lows inside)`.
fn remainder(
    scope: &Scope,
    statement: &Statement,
    counted: &[(&Incident, Range)],
    known: &Known<'_>,
) -> Remainder {
    let (mut lows, mut highs) = (0u64, 0u64);
    for (incident, whole) in counted {
        let (low, high) = class_range(scope, incident, *whole);
        match standing(scope, statement.until, incident, known) {
            Standing::Inside => {
                lows = lows.saturating_add(low);
                highs = highs.saturating_add(high);
            }
            Standing::Straddles => highs = highs.saturating_add(high),
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
        since: scope.since,
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

fn standing(
    scope: &Scope,
    until: Option<Date>,
    incident: &Incident,
    known: &Known<'_>,
) -> Standing {
    let in_place = match (&scope.place, &incident.place) {
        (None, _) => Standing::Inside,
        (Some(_), None) => Standing::Straddles,
        (Some(area), Some(place))
            if *area == place.id || known.gazetteer.contains(area, &place.id) =>
        {
            Standing::Inside
        }
        (Some(area), Some(place)) if known.gazetteer.contains(&place.id, area) => {
            Standing::Straddles
        }
        (Some(_), Some(_)) => Standing::Outside,
    };
    let (first, last) = (incident.when.earliest(), incident.when.latest());
    let after_end = until
        .zip(first.or(last))
        .is_some_and(|(until, first)| first > until);
    let before_start = scope
        .since
        .zip(last)
        .is_some_and(|(since, last)| last < since);
    let starts_inside = scope.since.is_none()
        || scope
            .since
            .zip(first)
            .is_some_and(|(since, first)| since <= first);
    let ends_inside = until.is_none() || until.zip(last).is_some_and(|(until, last)| last <= until);
    if in_place == Standing::Outside || after_end || before_start {
        Standing::Outside
    } else if in_place == Standing::Inside && starts_inside && ends_inside {
        Standing::Inside
    } else {
        Standing::Straddles
    }
}
