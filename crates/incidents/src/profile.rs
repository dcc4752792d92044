//! What an incident looks like from all its mentions together, and how well two of them agree.
//!
//! Each field keeps the belief about the true value that its mentions leave: an agreement counts once for the
//! incident and not once for every mention, so a much-reported incident does not draw in its neighbours.

mod dates;
mod numbers;
mod spot;
mod terms;
mod worded;

pub(crate) use dates::{Dates, Lateness};
pub(crate) use numbers::{NumberShares, Numbers};
pub(crate) use spot::{LEVELS, Spot, level_of};
pub(crate) use terms::{Shared, Tally, WeighedTerm, pair_likelihood};
pub(crate) use worded::Worded;

use std::sync::Arc;

use smallvec::SmallVec;

use crate::{
    background::{Background, Vocabulary, Weights},
    link_rules::{LinkRules, TextRules},
    match_bits::MatchBits,
    record::Record,
};

/// One mention with what its values weigh.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Weighed<'m> {
    pub(crate) record: &'m Record,
    pub(crate) weights: &'m Weights,
    /// The rare words of its report, where that is mainly about it.
    pub(crate) worded: Option<&'m Arc<Worded>>,
}

/// What one mention, or some together, look like.
#[derive(Debug, Clone)]
pub(crate) struct Profile {
    pub(crate) spot: Option<Spot>,
    pub(crate) dates: Option<Dates>,
    pub(crate) is_day_stated: bool,
    /// log2 of the days over which all mentions would be spread if on all as much happened as around its own.
    pub(crate) log_span: f64,
    pub(crate) kind: Tally,
    pub(crate) sides: [Tally; 2],
    pub(crate) killed: Numbers,
    pub(crate) reports: SmallVec<[u32; 2]>,
    pub(crate) words: SmallVec<[u32; 2]>,
    /// The reports that are mainly about it.
    pub(crate) worded: Option<Arc<Worded>>,
}

/// The numbers by which every pair is weighed.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Frame {
    /// log2 of the days that the mentions span.
    log_span_days: f64,
    /// The most that `log_span` of a mention can be.
    pub(crate) longest_log_span: f64,
    /// Bits against any two mentions being one incident.
    pub(crate) prior: f64,
    /// Bits against any two reports being mainly about one incident.
    pub(crate) prior_of_reports: f64,
}

impl Frame {
    pub(crate) fn of(background: &Background, vocabulary: &Vocabulary, rules: &LinkRules) -> Self {
        let others = rules.text.map_or(0.0, |text| text.other_reports);
        let reports = vocabulary.reports() + others;
        Self {
            log_span_days: background.span_days().log2(),
            longest_log_span: background.longest_log_span(rules),
            prior: rules.assign.more_mentions - background.mentions().log2(),
            prior_of_reports: rules.assign.more_mentions - reports.max(2.0).log2(),
        }
    }
}

/// What every comparison of a run shares.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Context<'r> {
    pub(crate) rules: &'r LinkRules,
    pub(crate) numbers: &'r NumberShares,
    pub(crate) vocabulary: &'r Vocabulary,
    pub(crate) frame: Frame,
}

impl<'r> Context<'r> {
    pub(crate) fn new(
        background: &'r Background,
        vocabulary: &'r Vocabulary,
        frame: Frame,
        rules: &'r LinkRules,
    ) -> Self {
        Self {
            rules,
            numbers: background.numbers(),
            vocabulary,
            frame,
        }
    }

    /// log2 of the days over which all mentions would be spread if on all as much happened as around that of one.
    pub(crate) fn log_span(&self, weights: &Weights) -> f64 {
        match self.rules.day.window {
            Some(_) => weights.log_span.bits(),
            None => self.frame.log_span_days,
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
    pub(crate) fn of(mention: Weighed<'_>, context: &Context<'_>) -> Self {
        let rules = context.rules;
        let Weighed {
            record,
            weights,
            worded,
        } = mention;
        let [kind, agent, target] = weighed_terms(record, weights);
        Self {
            spot: Spot::of(record, weights),
            dates: record.days.and_then(|days| Dates::of(days, &rules.day)),
            is_day_stated: record.is_day_stated,
            log_span: context.log_span(weights),
            kind: Tally::of(kind, &rules.kind),
            sides: [
                Tally::of(agent, &rules.actor),
                Tally::of(target, &rules.actor),
            ],
            killed: Numbers::of(record.killed),
            reports: record.report().into_iter().collect(),
            words: record.words().into_iter().collect(),
            worded: worded.cloned(),
        }
    }

    /// Takes in another profile.
    pub(crate) fn merge(&mut self, other: &Self, context: &Context<'_>) {
        self.spot = match (self.spot, other.spot) {
            (Some(a), Some(b)) => Some(a.merged(b)),
            (a, b) => a.or(b),
        };
        let is_preferred = other.is_day_stated && !self.is_day_stated;
        self.dates = match (self.dates.take(), &other.dates) {
            (Some(a), Some(b)) => Some(a.merged(b, is_preferred)),
            (a, b) => a.or_else(|| b.clone()),
        };
        self.merge_worded(other, is_preferred);
        self.is_day_stated |= other.is_day_stated;
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

    fn merge_worded(&mut self, other: &Self, is_other_preferred: bool) {
        match (&mut self.worded, &other.worded) {
            (Some(ours), Some(theirs)) => Arc::make_mut(ours).merge(theirs, is_other_preferred),
            (None, Some(theirs)) => self.worded = Some(Arc::clone(theirs)),
            (_, None) => {}
        }
    }

    /// The bits for two profiles being one incident; `None` where place or day rule it out.
    pub(crate) fn bits(&self, other: &Self, context: &Context<'_>) -> Option<MatchBits> {
        let text = self.worded.as_ref().zip(other.worded.as_ref());
        let text = text.zip(context.rules.text.as_ref());
        let text = text.map(|((a, b), rules)| (a.bits(b, context.vocabulary, rules), rules));
        let (distance, date) = match text {
            Some((bits, rules)) if bits >= rules.open => (
                self.loose_distance(other, context, rules),
                self.loose_date(other, rules),
            ),
            _ => (self.distance(other, context)?, self.date(other)?),
        };
        let prior = match text {
            Some(_) => context.frame.prior_of_reports,
            None => context.frame.prior,
        };
        let excess = (prior + distance + date - context.rules.assign.together_at_most).max(0.0);
        Some(MatchBits {
            prior: prior - excess,
            distance,
            date,
            kind: self.kind.bits(&other.kind, &context.rules.kind),
            actors: self.actor_bits(other, context).0,
            killed: self.killed.bits(&other.killed, context.numbers),
            report: self.report_bits(other, context.rules),
            text: text.map_or(0.0, |(bits, _)| bits),
        })
    }

    /// Bits of the distance; `None` where it rules out that both are one.
    fn distance(&self, other: &Self, context: &Context<'_>) -> Option<f64> {
        match (self.spot, other.spot) {
            (Some(a), Some(b)) => a.bits(b, &context.rules.place),
            _ => Some(0.0),
        }
    }

    /// Bits of the days; `None` where they rule out that both are one.
    fn date(&self, other: &Self) -> Option<f64> {
        let (Some(a), Some(b)) = (&self.dates, &other.dates) else {
            return Some(0.0);
        };
        let agreement = a.agreement(b);
        (agreement > 0.0).then(|| agreement.log2() + self.log_span_with(other))
    }

    /// Bits of the distance where a place may be that of something else.
    fn loose_distance(&self, other: &Self, context: &Context<'_>, rules: &TextRules) -> f64 {
        let likelihood = self.distance(other, context).map_or(0.0, f64::exp2);
        match self.spot.and(other.spot) {
            Some(_) => ((1.0 - rules.place_stray) * likelihood + rules.place_stray).log2(),
            None => 0.0,
        }
    }

    /// Bits of the days where one may be that of something else, or reported late.
    fn loose_date(&self, other: &Self, rules: &TextRules) -> f64 {
        let (Some(a), Some(b)) = (self.late(), other.late()) else {
            return 0.0;
        };
        let stray = if self.is_day_stated && other.is_day_stated {
            rules.day_stray
        } else {
            rules.published_stray
        };
        let likelihood = a.agreement(b) * self.log_span_with(other).exp2();
        ((1.0 - stray) * likelihood + stray).log2()
    }

    fn late(&self) -> Option<&Dates> {
        self.worded.as_ref()?.late()
    }

    fn log_span_with(&self, other: &Self) -> f64 {
        f64::midpoint(self.log_span, other.log_span)
    }

    fn sides_are_swapped(&self, other: &Self, context: &Context<'_>) -> bool {
        self.may_be_swapped(other) && self.actor_bits(other, context).1
    }

    fn may_be_swapped(&self, other: &Self) -> bool {
        self.sides[0].shares_with(&other.sides[1]) || self.sides[1].shares_with(&other.sides[0])
    }

    /// Bits of both sides, and whether they agree better when swapped.
    fn actor_bits(&self, other: &Self, context: &Context<'_>) -> (f64, bool) {
        let rules = &context.rules.actor;
        let bits_of = |x: &Tally, y: &Tally| {
            let [a, b] = &self.sides;
            (a.likelihood(x, rules) * b.likelihood(y, rules)).log2()
        };
        let [x, y] = &other.sides;
        let straight = bits_of(x, y);
        if !self.may_be_swapped(other) {
            return (straight, false);
        }
        let swapped = bits_of(y, x) + rules.swapped;
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
