//! Displaced people: the latest figure of each voice for each scope. Nothing is summed across sources, and stocks,
//! flows and expected figures stay apart.

use std::collections::BTreeMap;

use jiff::civil::Date;
use marsad_domain::{
    Body, Claim, ClaimId, ClaimUse, Figure, Measure, PlaceRef, SourceId, Stance, UsedAs,
};
use serde::Serialize;

use crate::{
    bundle::main_place,
    canonical::{Placed, in_order},
    gather::Known,
    voice::Originals,
};

/// One figure with whose it is and for which day.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DisplacementFigure {
    /// The claim.
    pub claim: ClaimId,
    /// Whose figure it is.
    pub source: SourceId,
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
}

/// Displacement figures, each the latest of its voice for its scope.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Displaced {
    /// Displaced on a day.
    pub stocks: Vec<DisplacementFigure>,
    /// Newly displaced over a time.
    pub flows: Vec<DisplacementFigure>,
    /// Said to be coming: never counted.
    pub expected: Vec<DisplacementFigure>,
    /// What became of each claim.
    pub arithmetic: Vec<ClaimUse>,
}

/// Expected or not, stock or flow, from, to, where, class, unit.
type Scope = (bool, Measure, [Option<String>; 4], String);

/// The latest displacement figures. The order of `claims` does not matter.
#[must_use]
pub fn displacement(claims: &[Claim], known: &Known<'_>) -> Displaced {
    let (ordered, _) = in_order(claims, known.heads, known.zone);
    let originals = Originals::of(&ordered, &known.rules.counting.speakers);
    let mut latest: BTreeMap<(Scope, SourceId), DisplacementFigure> = BTreeMap::new();
    let mut found = Displaced::default();
    for placed in &ordered {
        let Body::Displacement {
            measure,
            from,
            to,
            figures,
        } = &placed.claim.body
        else {
            continue;
        };
        let is_expected = match placed.claim.stance {
            Stance::Asserted => false,
            Stance::Expected => true,
            Stance::Denied | Stance::Intended | Stance::Hypothetical | Stance::Retracted => {
                found.note(
                    placed.claim.id,
                    UsedAs::Ignored,
                    "it does not say that people are displaced",
                );
                continue;
            }
        };
        let voice = originals.voice_of(placed);
        if voice.is_copy {
            found.note(
                placed.claim.id,
                UsedAs::Copy,
                "its report copies another; one lineage is one voice",
            );
            continue;
        }
        let reason = if is_expected {
            "expected; shown apart and never counted"
        } else {
            "the latest of its source"
        };
        let used_as = if is_expected {
            UsedAs::Ignored
        } else {
            UsedAs::Used
        };
        found.note(placed.claim.id, used_as, reason);
        for figure in figures.iter().filter(|figure| !figure.is_part) {
            let line = figure_line(
                placed,
                voice.source.clone(),
                [from.as_deref(), to.as_deref()],
                figure,
            );
            let scope = scope_of(is_expected, *measure, &line);
            if let Some(earlier) = latest.insert((scope, voice.source.clone()), line)
                && earlier.claim != placed.claim.id
            {
                found.arithmetic.retain(|one| one.claim != earlier.claim);
                found.note(
                    earlier.claim,
                    UsedAs::Superseded,
                    "a later figure of the same source replaced it",
                );
            }
        }
    }
    for (((is_expected, measure, _, _), _), line) in latest {
        match (is_expected, measure) {
            (true, _) => found.expected.push(line),
            (false, Measure::Stock) => found.stocks.push(line),
            (false, Measure::Flow) => found.flows.push(line),
        }
    }
    found
}

impl Displaced {
    fn note(&mut self, claim: ClaimId, used_as: UsedAs, reason: &str) {
        self.arithmetic.push(ClaimUse {
            claim,
            used_as,
            reason: reason.to_owned(),
        });
    }
}

fn figure_line(
    placed: &Placed<'_>,
    source: SourceId,
    way: [Option<&PlaceRef>; 2],
    figure: &Figure,
) -> DisplacementFigure {
    DisplacementFigure {
        claim: placed.claim.id,
        source,
        day: placed.claim.when.latest().unwrap_or(placed.day),
        from: way[0].cloned(),
        to: way[1].cloned(),
        place: main_place(&placed.claim.r#where).and_then(|place| place.place.clone()),
        figure: figure.clone(),
    }
}

fn scope_of(is_expected: bool, measure: Measure, line: &DisplacementFigure) -> Scope {
    let id = |place: &Option<PlaceRef>| place.as_ref().map(|place| place.id.to_string());
    let who = line.figure.who.as_ref().map(|who| who.to_lowercase());
    (
        is_expected,
        measure,
        [id(&line.from), id(&line.to), id(&line.place), who],
        format!("{:?}", line.figure.unit),
    )
}
