//! What or who: the belief about the true value of a taxonomy, with frequencies.
//!
//! A mention names the true value with share `agree`, another of its family with share `family`, otherwise any
//! value by its frequency. Agreeing on a rare value therefore weighs more than on a frequent one.

use crate::{link_rules::TermRules, record::Term};

/// A value with its share among the mentions of its region.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct WeighedTerm {
    pub(crate) term: Term,
    pub(crate) share: f64,
    pub(crate) family_share: f64,
}

#[derive(Debug, Clone, Copy)]
struct Seen {
    weighed: WeighedTerm,
    count: f64,
}

/// The values that the mentions named.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tally {
    seen: Vec<Seen>,
    /// log2 of how well the best explanation of all mentions does against chance.
    log_evidence: f64,
}

impl Tally {
    /// What one mention says.
    pub(crate) fn of(weighed: Option<WeighedTerm>) -> Self {
        Self {
            seen: weighed
                .map(|weighed| Seen {
                    weighed,
                    count: 1.0,
                })
                .into_iter()
                .collect(),
            log_evidence: 0.0,
        }
    }

    /// Bits for one value behind both; 0 where either is unknown.
    pub(crate) fn bits(&self, other: &Self, rules: &TermRules) -> f64 {
        if self.seen.is_empty() || other.seen.is_empty() {
            return 0.0;
        }
        self.log_evidence_with(other, rules) - self.log_evidence - other.log_evidence
    }

    /// Whether a value was named in both.
    pub(crate) fn shares_with(&self, other: &Self) -> bool {
        self.seen.iter().any(|a| {
            other
                .seen
                .iter()
                .any(|b| a.weighed.term.value == b.weighed.term.value)
        })
    }

    pub(crate) fn merge(&mut self, other: &Self, rules: &TermRules) {
        if other.seen.is_empty() {
            return;
        }
        if self.seen.is_empty() {
            self.clone_from(other);
            return;
        }
        self.log_evidence = self.log_evidence_with(other, rules);
        for new in &other.seen {
            match self
                .seen
                .iter_mut()
                .find(|old| old.weighed.term.value == new.weighed.term.value)
            {
                Some(old) => old.count += new.count,
                None => self.seen.push(*new),
            }
        }
    }

    /// log2 of the sum over possible true values of their share times how well each explains all mentions.
    fn log_evidence_with(&self, other: &Self, rules: &TermRules) -> f64 {
        let stray = 1.0 - rules.agree - rules.family;
        let mentions: f64 = self
            .seen
            .iter()
            .chain(&other.seen)
            .map(|seen| seen.count)
            .sum();
        let mut unseen = 1.0;
        let mut sum = LogSum::default();
        for (at, truth) in self.seen.iter().chain(&other.seen).enumerate() {
            let is_repeat = at >= self.seen.len()
                && self
                    .seen
                    .iter()
                    .any(|seen| seen.weighed.term.value == truth.weighed.term.value);
            if is_repeat {
                continue;
            }
            let fit: f64 = self
                .seen
                .iter()
                .chain(&other.seen)
                .map(|said| said.count * gain(&said.weighed, &truth.weighed, rules).log2())
                .sum();
            sum.add(truth.weighed.share.log2() + fit);
            unseen -= truth.weighed.share;
        }
        if unseen > 0.0 {
            sum.add(unseen.log2() + mentions * stray.log2());
        }
        sum.log2()
    }
}

/// How much likelier a value is said when `truth` is true than by chance.
fn gain(said: &WeighedTerm, truth: &WeighedTerm, rules: &TermRules) -> f64 {
    let mut gain = 1.0 - rules.agree - rules.family;
    if said.term.value == truth.term.value {
        gain += rules.agree / said.share;
    }
    if said.term.family == truth.term.family {
        gain += rules.family / said.family_share;
    }
    gain
}

/// A sum of numbers given by their log2, without overflow.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LogSum {
    largest: f64,
    scaled: f64,
}

impl Default for LogSum {
    fn default() -> Self {
        Self {
            largest: f64::NEG_INFINITY,
            scaled: 0.0,
        }
    }
}

impl LogSum {
    pub(crate) fn add(&mut self, log2: f64) {
        if log2 <= self.largest {
            self.scaled += (log2 - self.largest).exp2();
        } else {
            self.scaled = self.scaled * (self.largest - log2).exp2() + 1.0;
            self.largest = log2;
        }
    }

    pub(crate) fn log2(self) -> f64 {
        self.largest + self.scaled.log2()
    }
}
