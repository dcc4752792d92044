//! Which figure of a voice stands for which scope, and what became of the others.

use std::collections::BTreeMap;

use jiff::civil::Date;
use marsad_domain::{
    Body, ClaimId, ClaimUse, Figure, Measure, PlaceId, PlaceRef, SourceId, Stance, TotalScope,
    Unit, UsedAs,
};

use super::{Displaced, DisplacementFigure, Persons, flows::flow_sums};
use crate::{bundle::main_place, canonical::Placed, gather::Known, total::scope::Bounds};

/// What figures must share for one to replace another: expected or not, stock or flow, from, to, where, class, unit,
/// and the first day of a flow.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Scope {
    voice: SourceId,
    is_expected: bool,
    measure: Measure,
    places: [Option<PlaceId>; 3],
    who: Option<String>,
    unit: Unit,
    since: Option<Date>,
}

/// The figures so far.
pub(super) struct Gathering<'a> {
    known: &'a Known<'a>,
    asked: Bounds,
    latest: BTreeMap<Scope, DisplacementFigure>,
    uses: BTreeMap<ClaimId, (UsedAs, String)>,
}

impl<'a> Gathering<'a> {
    pub(super) fn new(known: &'a Known<'a>, asked: &TotalScope) -> Self {
        Self {
            known,
            asked: Bounds::from(asked),
            latest: BTreeMap::new(),
            uses: BTreeMap::new(),
        }
    }

    /// Takes a claim of a voice; claims come in canonical order.
    pub(super) fn take(&mut self, placed: &Placed<'_>, is_copy: bool, root: &SourceId) {
        let Body::Displacement {
            measure,
            from,
            to,
            figures,
        } = &placed.claim.body
        else {
            return;
        };
        let is_expected = match placed.claim.stance {
            Stance::Asserted => false,
            Stance::Expected => true,
            Stance::Retracted if !is_copy => return self.retract(placed, root, *measure),
            Stance::Denied | Stance::Intended | Stance::Hypothetical | Stance::Retracted => {
                let reason = "it does not say that people are displaced";
                return self.note(placed.claim.id, UsedAs::Ignored, reason);
            }
        };
        if is_copy {
            let reason = "its report copies another; one lineage is one voice";
            return self.note(placed.claim.id, UsedAs::Copy, reason);
        }
        let (used_as, reason) = if is_expected {
            let reason = "expected; shown apart and never counted";
            (UsedAs::Ignored, reason)
        } else {
            (UsedAs::Used, "the latest of its source")
        };
        self.note(placed.claim.id, used_as, reason);
        for figure in figures.iter().filter(|figure| !figure.is_part) {
            let way = [from.as_deref(), to.as_deref()];
            let line = self.line(placed, root, (*measure, way), figure);
            if self.is_asked(&line) {
                let scope = self.scope_of(is_expected, *measure, &line);
                self.put(scope, line);
            } else {
                let reason = "it lies outside of what is asked for, in part or altogether";
                self.note(placed.claim.id, UsedAs::Ignored, reason);
            }
        }
    }

    /// What a voice takes back of a measure and its places stands no more.
    fn retract(&mut self, placed: &Placed<'_>, root: &SourceId, measure: Measure) {
        let at = main_place(&placed.claim.r#where).and_then(|place| place.place.as_ref());
        let Body::Displacement { from, to, .. } = &placed.claim.body else {
            return;
        };
        let way = [from.as_deref(), to.as_deref(), at];
        let way = way.map(|place| place.map(|place| place.id.clone()));
        let taken_back: Vec<Scope> = self
            .latest
            .keys()
            .filter(|scope| scope.voice == *root && scope.measure == measure)
            .filter(|scope| scope.places == way)
            .cloned()
            .collect();
        for scope in taken_back {
            if let Some(line) = self.latest.remove(&scope) {
                self.note(line.claim, UsedAs::Ignored, "retracted by its lineage");
            }
        }
        let reason = "it takes back what its lineage said";
        self.note(placed.claim.id, UsedAs::Ignored, reason);
    }

    /// The figure for the latest day stands, of several for one day the last in canonical order.
    fn put(&mut self, scope: Scope, line: DisplacementFigure) {
        let claim = line.claim;
        if let Some(other) = self.latest.get(&scope)
            && other.day > line.day
        {
            let reason = "its source has a figure for a later day";
            return self.note(claim, UsedAs::Superseded, reason);
        }
        if let Some(earlier) = self.latest.insert(scope, line)
            && earlier.claim != claim
        {
            let reason = "a later figure of the same source replaced it";
            self.note(earlier.claim, UsedAs::Superseded, reason);
        }
    }

    fn note(&mut self, claim: ClaimId, used_as: UsedAs, reason: &str) {
        self.uses.insert(claim, (used_as, reason.to_owned()));
    }

    fn line(
        &self,
        placed: &Placed<'_>,
        source: &SourceId,
        (measure, way): (Measure, [Option<&PlaceRef>; 2]),
        figure: &Figure,
    ) -> DisplacementFigure {
        let when = &placed.claim.when;
        let first = figure.cumulative_since.or(when.earliest());
        DisplacementFigure {
            claim: placed.claim.id,
            source: source.clone(),
            since: first.filter(|_| measure == Measure::Flow),
            day: when.latest().unwrap_or(placed.day),
            from: way[0].cloned(),
            to: way[1].cloned(),
            place: main_place(&placed.claim.r#where).and_then(|place| place.place.clone()),
            figure: figure.clone(),
            persons: self.persons(figure),
        }
    }

    /// How many people a figure is.
    fn persons(&self, figure: &Figure) -> Option<Persons> {
        let amount = figure.amount;
        let (low, high) = (amount.low().unwrap_or(0), amount.high());
        match figure.unit {
            Unit::Persons => Some(Persons { low, high }),
            Unit::Families => {
                let family = self.known.rules.counting.persons_per_family.as_ref()?;
                Some(Persons {
                    low: low.saturating_mul(u64::from(family.low)),
                    high: high.map(|high| high.saturating_mul(u64::from(family.high))),
                })
            }
            Unit::Percent | Unit::Items => None,
        }
    }

    /// Whether the days of a figure lie in those that are asked for, and one of its places in the place.
    fn is_asked(&self, line: &DisplacementFigure) -> bool {
        let days = Bounds {
            place: None,
            since: line.since.or(Some(line.day)),
            until: Some(line.day),
        };
        let asked_days = Bounds {
            place: None,
            ..self.asked.clone()
        };
        let places = [&line.from, &line.to, &line.place];
        let gazetteer = self.known.gazetteer;
        let is_there = self.asked.place.as_ref().is_none_or(|area| {
            let mut ids = places.into_iter().flatten().map(|place| &place.id);
            ids.any(|id| id == area || gazetteer.contains(area, id))
        });
        is_there && asked_days.holds(&days, self.known)
    }

    fn scope_of(&self, is_expected: bool, measure: Measure, line: &DisplacementFigure) -> Scope {
        let id = |place: &Option<PlaceRef>| place.as_ref().map(|place| place.id.clone());
        let counting = &self.known.rules.counting;
        Scope {
            voice: line.source.clone(),
            is_expected,
            measure,
            places: [id(&line.from), id(&line.to), id(&line.place)],
            who: counting.class_of(line.figure.who.as_deref()),
            unit: line.figure.unit,
            since: line.since,
        }
    }

    pub(super) fn finish(mut self) -> Displaced {
        let mut found = Displaced::default();
        // A claim with several figures is superseded only where none of them stands.
        let standing: Vec<(ClaimId, bool)> = self
            .latest
            .iter()
            .map(|(scope, line)| (line.claim, scope.is_expected))
            .collect();
        for (claim, is_expected) in standing {
            if !is_expected {
                self.note(claim, UsedAs::Used, "the latest of its source");
            }
        }
        let (sums, overlapping) = flow_sums(
            self.latest.iter().filter_map(|(scope, line)| {
                let is_flow = scope.measure == Measure::Flow && !scope.is_expected;
                is_flow.then_some((scope.who.as_deref(), line))
            }),
            self.known,
        );
        found.sums = sums;
        for (scope, line) in std::mem::take(&mut self.latest) {
            match (scope.is_expected, scope.measure) {
                (true, _) => found.expected.push(line),
                (false, Measure::Stock) => found.stocks.push(line),
                (false, Measure::Flow) => found.flows.push(line),
            }
        }
        for claim in overlapping {
            let reason = "it overlaps larger flows of its source in days and origin, and is not added to them";
            self.note(claim, UsedAs::Ignored, reason);
        }
        found.arithmetic = self
            .uses
            .into_iter()
            .map(|(claim, (used_as, reason))| ClaimUse {
                claim,
                used_as,
                reason,
            })
            .collect();
        found
    }
}
