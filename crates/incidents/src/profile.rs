//! What an incident looks like from all its mentions together, and how well two of them agree.
//!
//! Each field keeps the belief about the true value that its mentions leave: an agreement counts once for the
//! incident and not once for every mention, so a much-reported incident does not draw in its neighbours.

mod dates;
mod numbers;
mod spot;
mod terms;

pub(crate) use dates::Dates;
pub(crate) use numbers::{NumberShares, Numbers};
pub(crate) use spot::{LEVELS, Spot, level_of};
pub(crate) use terms::{Shared, Tally, WeighedTerm, pair_likelihood};

use smallvec::SmallVec;

use crate::{
    background::{Background, Weights},
    link_rules::LinkRules,
    match_bits::MatchBits,
    record::Record,
};

/// What one mention, or some together, look like.
#[derive(Debug, Clone)]
pub(crate) struct Profile {
    pub(crate) spot: Option<Spot>,
    pub(crate) dates: Option<Dates>,
    pub(crate) kind: Tally,
    pub(crate) sides: [Tally; 2],
    pub(crate) killed: Numbers,
    pub(crate) reports: SmallVec<[u32; 2]>,
    pub(crate) words: SmallVec<[u32; 2]>,
}

/// What every comparison of a run shares.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Context<'r> {
    pub(crate) rules: &'r LinkRules,
    pub(crate) numbers: &'r NumberShares,
    /// Days that the mentions span.
    pub(crate) span_days: f64,
    /// Bits against any two mentions being one incident.
    pub(crate) prior: f64,
}

impl<'r> Context<'r> {
    pub(crate) fn new(background: &'r Background, rules: &'r LinkRules) -> Self {
        Self {
            rules,
            numbers: background.numbers(),
            span_days: background.span_days(),
            prior: rules.assign.more_mentions - background.mentions().log2(),
        }
    }
}

/// The values of a mention in the order of their fields: kind, who did it, to whom.
pub(crate) fn weighed_terms(record: &Record, weights: &Weights) -> [Option<WeighedTerm>; 3] {
    let weighed =
        |term: Option<crate::record::Term>, shared| term.map(|term| WeighedTerm { term, shared });
    [
        weighed(record.kind, weights.kind),
        weighed(record.sides[0], weights.sides[0]),
        weighed(record.sides[1], weights.sides[1]),
    ]
}

impl Profile {
    /// What one mention looks like by itself.
    pub(crate) fn of(record: &Record, weights: &Weights, rules: &LinkRules) -> Self {
        let [kind, agent, target] = weighed_terms(record, weights);
        Self {
            spot: Spot::of(record, weights),
            dates: record.days.and_then(|days| Dates::of(days, &rules.day)),
            kind: Tally::of(kind, &rules.kind),
            sides: [
                Tally::of(agent, &rules.actor),
                Tally::of(target, &rules.actor),
            ],
            killed: Numbers::of(record.killed),
            reports: record.report.into_iter().collect(),
            words: record.words.into_iter().collect(),
        }
    }

    /// Takes in another profile.
    pub(crate) fn merge(&mut self, other: &Self, context: &Context<'_>) {
        self.spot = match (self.spot, other.spot) {
            (Some(a), Some(b)) => Some(a.merged(b)),
            (a, b) => a.or(b),
        };
        self.dates = match (self.dates.take(), &other.dates) {
            (Some(a), Some(b)) => Some(a.merged(b)),
            (a, b) => a.or_else(|| b.clone()),
        };
        self.kind.merge(&other.kind, &context.rules.kind);
        if self.sides_are_swapped(other, context) {
            self.sides[0].merge(&other.sides[1], &context.rules.actor);
            self.sides[1].merge(&other.sides[0], &context.rules.actor);
        } else {
            self.sides[0].merge(&other.sides[0], &context.rules.actor);
            self.sides[1].merge(&other.sides[1], &context.rules.actor);
        }
        self.killed.merge(&other.killed, context.numbers);
        self.reports.extend_from_slice(&other.reports);
        self.words.extend_from_slice(&other.words);
    }

    /// The bits for two profiles being one incident; `None` where place or day rule it out.
    pub(crate) fn bits(&self, other: &Self, context: &Context<'_>) -> Option<MatchBits> {
        let distance = match (self.spot, other.spot) {
            (Some(a), Some(b)) => a.bits(b, &context.rules.place)?,
            _ => 0.0,
        };
        let date = match (&self.dates, &other.dates) {
            (Some(a), Some(b)) => a.bits(b, context.span_days)?,
            _ => 0.0,
        };
        let excess =
            (context.prior + distance + date - context.rules.assign.together_at_most).max(0.0);
        Some(MatchBits {
            prior: context.prior - excess,
            distance,
            date,
            kind: self.kind.bits(&other.kind, &context.rules.kind),
            actors: self.actor_bits(other, context).0,
            killed: self.killed.bits(&other.killed, context.numbers),
            report: self.report_bits(other, context.rules),
        })
    }

    fn sides_are_swapped(&self, other: &Self, context: &Context<'_>) -> bool {
        self.actor_bits(other, context).1
    }

    /// Bits of both sides, and whether they agree better when swapped.
    fn actor_bits(&self, other: &Self, context: &Context<'_>) -> (f64, bool) {
        let rules = &context.rules.actor;
        let straight =
            self.sides[0].bits(&other.sides[0], rules) + self.sides[1].bits(&other.sides[1], rules);
        let may_be_swapped = self.sides[0].shares_with(&other.sides[1])
            || self.sides[1].shares_with(&other.sides[0]);
        if !may_be_swapped {
            return (straight, false);
        }
        let swapped = self.sides[0].bits(&other.sides[1], rules)
            + self.sides[1].bits(&other.sides[0], rules)
            + rules.swapped;
        if swapped > straight {
            (swapped, true)
        } else {
            (straight, false)
        }
    }

    fn report_bits(&self, other: &Self, rules: &LinkRules) -> f64 {
        if self.words.iter().any(|words| other.words.contains(words)) {
            rules.report.same_words
        } else if self
            .reports
            .iter()
            .any(|report| other.reports.contains(report))
        {
            rules.report.same_report
        } else {
            0.0
        }
    }
}
