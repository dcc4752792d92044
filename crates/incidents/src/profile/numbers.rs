//! How many: the belief about the true number of dead.
//!
//! A given number is the true one with share `exact`, has nothing to do with it with share `stray`, and otherwise
//! lies around it by a factor whose logarithm is normal with deviation `spread`.

use std::collections::BTreeMap;

use super::terms::LogSum;
use crate::link_rules::NumberRules;

/// How frequent each number is among all mentions, with a tail for numbers not yet seen.
#[derive(Debug, Clone)]
pub(crate) struct NumberShares {
    counts: BTreeMap<u32, u32>,
    total: f64,
    rules: NumberRules,
}

/// Mentions by which the tail 1 / ((n + 1) (n + 2)) supports the counted shares.
const TAIL_SUPPORT: f64 = 20.0;

impl NumberShares {
    pub(crate) fn new(values: impl Iterator<Item = u32>, rules: NumberRules) -> Self {
        let mut counts = BTreeMap::new();
        let mut total = 0.0;
        for value in values {
            *counts.entry(value).or_insert(0) += 1;
            total += 1.0;
        }
        Self {
            counts,
            total,
            rules,
        }
    }

    fn share(&self, value: u32) -> f64 {
        let n = f64::from(value);
        let tail = 1.0 / ((n + 1.0) * (n + 2.0));
        let counted = self.counts.get(&value).copied().map_or(0.0, f64::from);
        (counted + TAIL_SUPPORT * tail) / (self.total + TAIL_SUPPORT)
    }

    /// Likelihood of saying `said` when `truth` is true.
    fn likelihood(&self, said: u32, share: f64, truth: u32) -> f64 {
        let around = 1.0 - self.rules.exact - self.rules.stray;
        let exact = if said == truth { self.rules.exact } else { 0.0 };
        exact + around * kernel(said, truth, self.rules.spread) + self.rules.stray * share
    }
}

/// Share of numbers around `truth` that round to `said`.
fn kernel(said: u32, truth: u32, spread: f64) -> f64 {
    if truth == 0 {
        return if said == 0 { 1.0 } else { 0.0 };
    }
    let below = |n: f64| normal((n / f64::from(truth)).ln() / spread);
    let upper = below(f64::from(said) + 0.5);
    if said == 0 {
        upper
    } else {
        upper - below(f64::from(said) - 0.5)
    }
}

/// The normal distribution by the logistic curve of scale 1.702, within 0.01 everywhere.
fn normal(z: f64) -> f64 {
    1.0 / (1.0 + (-1.702 * z).exp())
}

#[derive(Debug, Clone, Copy)]
struct Said {
    value: u32,
    count: f64,
    share: f64,
    /// Likelihood against chance when the truth is a number that nobody gave.
    unseen_gain: f64,
}

/// The numbers that the mentions gave.
#[derive(Debug, Clone, Default)]
pub(crate) struct Numbers {
    said: Vec<Said>,
    log_evidence: f64,
}

impl Numbers {
    /// What one mention says.
    pub(crate) fn of(value: Option<u32>, shares: &NumberShares) -> Self {
        let said = value.map(|value| {
            let share = shares.share(value);
            let own = shares.likelihood(value, share, value).min(1.0);
            Said {
                value,
                count: 1.0,
                share,
                unseen_gain: (1.0 - own) / (1.0 - share),
            }
        });
        Self {
            said: said.into_iter().collect(),
            log_evidence: 0.0,
        }
    }

    /// Bits for one number behind both; 0 where either is unknown.
    pub(crate) fn bits(&self, other: &Self, shares: &NumberShares) -> f64 {
        if self.said.is_empty() || other.said.is_empty() {
            return 0.0;
        }
        self.log_evidence_with(other, shares) - self.log_evidence - other.log_evidence
    }

    pub(crate) fn merge(&mut self, other: &Self, shares: &NumberShares) {
        if other.said.is_empty() {
            return;
        }
        if self.said.is_empty() {
            self.clone_from(other);
            return;
        }
        self.log_evidence = self.log_evidence_with(other, shares);
        for new in &other.said {
            match self.said.iter_mut().find(|old| old.value == new.value) {
                Some(old) => old.count += new.count,
                None => self.said.push(*new),
            }
        }
    }

    fn log_evidence_with(&self, other: &Self, shares: &NumberShares) -> f64 {
        let mut sum = LogSum::default();
        let mut unseen = 1.0;
        for (at, truth) in self.said.iter().chain(&other.said).enumerate() {
            if at >= self.said.len() && self.said.iter().any(|said| said.value == truth.value) {
                continue;
            }
            let fit: f64 = self
                .said
                .iter()
                .chain(&other.said)
                .map(|said| {
                    let gain = shares.likelihood(said.value, said.share, truth.value) / said.share;
                    said.count * gain.log2()
                })
                .sum();
            sum.add(truth.share.log2() + fit);
            unseen -= truth.share;
        }
        let by_unseen: f64 = self
            .said
            .iter()
            .chain(&other.said)
            .map(|said| said.count * said.unseen_gain.log2())
            .sum();
        if unseen > 0.0 {
            sum.add(unseen.log2() + by_unseen);
        }
        sum.log2()
    }
}
