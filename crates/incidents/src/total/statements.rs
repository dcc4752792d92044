//! Cumulative statements: what each voice says of each scope, the latest.

use std::collections::BTreeMap;

use jiff::civil::Date;
use marsad_domain::{Amount, ClaimId, ClaimUse, Counted, Figure, SourceId, Unit, UsedAs};

use super::scope::Bounds;
use crate::{bundle::place_of, canonical::Placed, gather::Known, voice::Originals};

/// Over what a cumulative statement counts, whenever it ends.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Scope {
    pub(crate) of: Counted,
    pub(crate) who: Option<String>,
    /// Its place and first day; never a last day.
    pub(crate) begins: Bounds,
}

/// A cumulative statement.
#[derive(Debug, Clone)]
pub(crate) struct Statement {
    pub(crate) claim: ClaimId,
    pub(crate) amount: Amount,
    pub(crate) until: Option<Date>,
}

impl Scope {
    /// The place and days that a statement counts over.
    pub(crate) fn bounds(&self, until: Option<Date>) -> Bounds {
        Bounds {
            until,
            ..self.begins.clone()
        }
    }
}

/// The latest cumulative statement of each voice over each scope, and what became of every such claim.
pub(crate) fn statements_of(
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
        begins: Bounds {
            place: place_of(placed).cloned(),
            since: figure.cumulative_since,
            until: None,
        },
    }
}
