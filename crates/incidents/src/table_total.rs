//! Totals over the linked records of a table, with cumulative statements of another table beside them.
//!
//! The same rules as over claims: the likely interval is drawn over uncertain links and over what sources say, and a
//! statement over a box of degrees and some days is a constraint, never an addend. An incident straddles the edge of a
//! box where its place is not known well enough to tell, or an end of the days where its records do not agree.

mod area;
mod statements;

use marsad_domain::{Counted, LikelyInterval, Range, Undocumented};
use serde::Serialize;

pub use area::Area;
pub use statements::{TableStatement, read_statements_csv};

use crate::{
    count::{
        law::{Law, TailHalves},
        plus,
    },
    counting_rules::CountingRules,
    link::{Bounds, Link, Linked},
    record::Record,
    structured::StatedRanges,
    structured_count::{StructuredIncident, said},
    total::{
        Draws,
        constraints::{Constraint, Stated, solve, together},
        simulate::{Laws, Simulation},
        uncertain::clusters,
    },
};
use area::Spot;

/// What a statement of a table leaves over the incidents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TableRemainder {
    /// The statement.
    pub id: String,
    /// The number that it states, lower end.
    pub stated_low: u64,
    /// Upper end, where there is one.
    pub stated_high: Option<u64>,
    /// What incidents inside its scope document for certain.
    pub documented_low: u64,
    /// What incidents inside its scope, or straddling it, can document at most.
    pub documented_high: u64,
    /// Dead that no incident documents, lower end.
    pub low: u64,
    /// Upper end, where there is one.
    pub high: Option<u64>,
    /// What it leaves beyond the statements within its scope.
    pub own_low: u64,
    /// Upper end of that, where there is one.
    pub own_high: Option<u64>,
    /// Whether it is below what incidents, or statements within its scope, add up to.
    pub conflicts: bool,
    /// Whether it may raise the union.
    pub credible: bool,
    /// How many incidents with a number lie inside its scope.
    pub inside: usize,
    /// How many straddle it.
    pub straddling: usize,
    /// The statements within its scope whose remainders are part of this one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub holds: Vec<String>,
}

/// The dead of a table, over distinct incidents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TableTotal {
    /// Sum of lows, bests and highs.
    pub documented: Range,
    /// The probable interval.
    pub likely: Option<LikelyInterval>,
    /// How many incidents were summed.
    pub incidents: usize,
    /// How many have no number: they add nothing.
    pub uncounted: usize,
    /// Incidents, and in their place credible statements where these say more.
    pub union: Range,
    /// What credible statements leave over the incidents, each person once.
    pub undocumented: Undocumented,
    /// Each statement and what it leaves.
    pub remainders: Vec<TableRemainder>,
}

/// A table with what linking came to.
#[derive(Debug, Clone, Copy)]
pub struct LinkedTable<'t> {
    /// Its claims.
    pub records: &'t [Record],
    /// What they state of the dead beyond one number.
    pub ranges: &'t StatedRanges,
    /// Their incidents.
    pub linked: &'t Linked,
    /// Why the claims in doubt are where they are.
    pub links: &'t [Link],
}

/// Totals the incidents of a table.
#[must_use]
pub fn table_total(
    table: LinkedTable<'_>,
    incidents: &[StructuredIncident],
    statements: &[TableStatement],
    (rules, draws): (&CountingRules, Draws),
) -> TableTotal {
    let counted = || incidents.iter().filter_map(|incident| incident.killed);
    let documented = counted().reduce(plus).unwrap_or(Range::exactly(0));
    let spots: Vec<(Spot, Range)> = incidents
        .iter()
        .filter_map(|incident| Some((Spot::of(&incident.records, table.records), incident.killed?)))
        .collect();
    let constraints: Vec<(Constraint, [usize; 2])> = statements
        .iter()
        .map(|statement| constraint(statement, &spots))
        .collect();
    let bare: Vec<Constraint> = constraints.iter().map(|(one, _)| *one).collect();
    let relation = |a: usize, b: usize| statements[a].area.relation(&statements[b].area);
    let leaves = solve(&bare, relation);
    let found = together(documented, &bare, &leaves, relation);
    let (low, high) = found.undocumented;
    let remainders = statements.iter().zip(&constraints).zip(leaves).map(
        |((statement, (constraint, [inside, straddling])), leaves)| TableRemainder {
            id: statement.id.clone(),
            stated_low: constraint.stated.low,
            stated_high: constraint.stated.high,
            documented_low: constraint.known_low,
            documented_high: constraint.known_high,
            low: leaves.low,
            high: leaves.high,
            own_low: leaves.own_low,
            own_high: leaves.own_high,
            conflicts: leaves.conflicts,
            credible: constraint.is_credible,
            inside: *inside,
            straddling: *straddling,
            holds: leaves
                .holds
                .iter()
                .map(|at| statements[*at].id.clone())
                .collect(),
        },
    );
    TableTotal {
        documented,
        likely: likely(table, rules, draws),
        incidents: counted().count(),
        uncounted: incidents.len() - counted().count(),
        union: found.union,
        undocumented: Undocumented { low, high },
        remainders: remainders.collect(),
    }
}

fn likely(table: LinkedTable<'_>, rules: &CountingRules, draws: Draws) -> Option<LikelyInterval> {
    let records = table.records;
    let clusters = clusters(table.linked, table.links, &Bounds::default());
    let stated = |at| table.ranges.of(records, at);
    let recount = |mentions: &[u32]| -> Laws {
        let (_, said) = said(records, mentions, rules, stated);
        let law = Law::of_ranges(&said);
        law.map(|law| (Counted::Killed, law)).into_iter().collect()
    };
    let name_of = |mention: u32| {
        let record = records.get(mention as usize);
        record.map_or_else(String::new, |record| record.id.to_string())
    };
    let simulation = Simulation {
        clusters: &clusters,
        recount,
        name_of,
        draws,
        tail: TailHalves(rules.likely.tail_halves()),
    };
    simulation.run().remove(&Counted::Killed)
}

/// A statement with what incidents say of its scope, and how many lie inside it and straddle it.
fn constraint(statement: &TableStatement, spots: &[(Spot, Range)]) -> (Constraint, [usize; 2]) {
    let mut found = Constraint {
        stated: Stated::from(statement.amount),
        is_credible: statement.is_credible,
        is_asked: true,
        ..Constraint::default()
    };
    let mut count = [0, 0];
    for (spot, range) in spots {
        let Some(is_inside) = statement.area.holds(spot) else {
            continue;
        };
        let [low, best] = found.summed;
        found.summed = [
            low.saturating_add(range.low()),
            best.saturating_add(range.best().unwrap_or(range.low())),
        ];
        found.known_high = found.known_high.saturating_add(range.high());
        if is_inside {
            found.known_low = found.known_low.saturating_add(range.low());
            found.summed_high = found.summed_high.saturating_add(range.high());
        }
        count[usize::from(!is_inside)] += 1;
    }
    (found, count)
}
