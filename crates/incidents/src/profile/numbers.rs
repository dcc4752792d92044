//! How many: the belief about the true number of dead.
//!
//! A given number is the true one with share `exact`, has nothing to do with it with share `stray`, and otherwise
//! lies around it by a factor whose logarithm is normal with deviation `spread`.

use std::collections::BTreeMap;

use smallvec::SmallVec;

use crate::{link_rules::NumberRules, quarters::Quarters};

/// Numbers below are weighed once for each pair, as far as they occur.
const TABLED: u32 = 64;

/// How frequent each number is among all mentions, with a tail for numbers not yet seen, and what each says of each.
#[derive(Debug, Clone)]
pub(crate) struct NumberShares {
    counts: BTreeMap<u32, u32>,
    total: f64,
    rules: NumberRules,
    /// Numbers below this are in the tables.
    tabled: u32,
    /// log2 of how much likelier a number is said when another is the truth than by chance, said by truth.
    gains: Vec<f32>,
    /// Bits for one number behind two mentions, of the same numbers.
    pairs: Vec<f32>,
    shares: Vec<f32>,
    unseen: Vec<f32>,
}

/// How many different numbers of one incident are kept.
const MOST_NUMBERS: usize = 12;

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
        let tabled = counts
            .keys()
            .rev()
            .find(|value| **value < TABLED)
            .map_or(0, |most| most + 1);
        let mut numbers = Self {
            tabled,
            counts,
            total,
            rules,
            gains: Vec::new(),
            pairs: Vec::new(),
            shares: Vec::new(),
            unseen: Vec::new(),
        };
        numbers.shares = (0..tabled)
            .map(|said| short(numbers.counted_share(said)))
            .collect();
        numbers.unseen = (0..tabled)
            .map(|said| short(numbers.unseen_of(said)))
            .collect();
        numbers.gains = (0..tabled)
            .flat_map(|said| (0..tabled).map(move |truth| (said, truth)))
            .map(|(said, truth)| short(numbers.gain_of(said, truth)))
            .collect();
        numbers.pairs = (0..tabled)
            .flat_map(|a| (0..tabled).map(move |b| (a, b)))
            .map(|(a, b)| short(numbers.pair_bits_of(a, b)))
            .collect();
        numbers
    }

    /// Whether another weighs a number in the same way.
    pub(crate) fn weighs_as(&self, value: u32, other: &Self) -> bool {
        self.tabled == other.tabled && self.share(value).to_bits() == other.share(value).to_bits()
    }

    /// The share of a number, to a quarter of a bit.
    pub(crate) fn share(&self, value: u32) -> f64 {
        match self.shares.get(value as usize) {
            Some(share) => f64::from(*share),
            None => self.counted_share(value),
        }
    }

    fn counted_share(&self, value: u32) -> f64 {
        let n = f64::from(value);
        let tail = 1.0 / ((n + 1.0) * (n + 2.0));
        let counted = self.counts.get(&value).copied().map_or(0.0, f64::from);
        let share = (counted + TAIL_SUPPORT * tail) / (self.total + TAIL_SUPPORT);
        Quarters::log2_of(share).exp2()
    }

    /// log2 of how much likelier `said` is when `truth` is true than by chance.
    fn gain(&self, said: u32, truth: u32) -> f64 {
        if said < self.tabled && truth < self.tabled {
            return f64::from(self.gains[(said * self.tabled + truth) as usize]);
        }
        self.gain_of(said, truth)
    }

    fn gain_of(&self, said: u32, truth: u32) -> f64 {
        let share = self.share(said);
        (self.likelihood(said, share, truth) / share).log2()
    }

    /// log2 of how much likelier a number is said by chance when the truth is one that nobody gave.
    fn unseen(&self, said: u32) -> f64 {
        match self.unseen.get(said as usize) {
            Some(unseen) => f64::from(*unseen),
            None => self.unseen_of(said),
        }
    }

    fn unseen_of(&self, said: u32) -> f64 {
        let share = self.share(said);
        let own = self.likelihood(said, share, said).min(1.0 - 1e-6);
        ((1.0 - own) / (1.0 - share).max(1e-6)).log2()
    }

    /// Bits for one number behind two mentions.
    pub(crate) fn pair_bits(&self, a: u32, b: u32) -> f64 {
        if a < self.tabled && b < self.tabled {
            return f64::from(self.pairs[(a * self.tabled + b) as usize]);
        }
        self.pair_bits_of(a, b)
    }

    fn pair_bits_of(&self, a: u32, b: u32) -> f64 {
        let under =
            |truth: u32| self.share(truth) * (self.gain(a, truth) + self.gain(b, truth)).exp2();
        let mut evidence = under(a);
        let mut unseen = 1.0 - self.share(a);
        if a != b {
            evidence += under(b);
            unseen -= self.share(b);
        }
        (evidence + unseen.max(0.0) * (self.unseen(a) + self.unseen(b)).exp2()).log2()
    }

    /// Likelihood of saying `said` when `truth` is true.
    fn likelihood(&self, said: u32, share: f64, truth: u32) -> f64 {
        let around = 1.0 - self.rules.exact - self.rules.stray;
        let exact = if said == truth { self.rules.exact } else { 0.0 };
        exact + around * kernel(said, truth, self.rules.spread) + self.rules.stray * share
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "a table of bits needs no more digits"
)]
fn short(number: f64) -> f32 {
    number as f32
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
}

/// The numbers that the mentions gave.
#[derive(Debug, Clone, Default)]
pub(crate) struct Numbers {
    said: SmallVec<[Said; 3]>,
    log_evidence: f64,
}

impl Numbers {
    /// What one mention says.
    pub(crate) fn of(value: Option<u32>) -> Self {
        let said = value.map(|value| Said { value, count: 1.0 });
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
        self.forget_rare();
    }

    /// Of very many numbers, those that were given most often stay: the others weigh next to nothing.
    fn forget_rare(&mut self) {
        if self.said.len() > MOST_NUMBERS {
            self.said
                .sort_by(|a, b| b.count.total_cmp(&a.count).then(a.value.cmp(&b.value)));
            self.said.truncate(MOST_NUMBERS);
        }
    }

    /// The number of a single mention.
    fn single(&self) -> Option<u32> {
        match self.said.as_slice() {
            [said] if said.count <= 1.0 => Some(said.value),
            _ => None,
        }
    }

    fn log_evidence_with(&self, other: &Self, shares: &NumberShares) -> f64 {
        if let Some((a, b)) = self.single().zip(other.single()) {
            return shares.pair_bits(a, b);
        }
        let fit = |truth: u32| -> f64 {
            let of = |all: &[Said]| -> f64 {
                all.iter()
                    .map(|said| said.count * shares.gain(said.value, truth))
                    .sum()
            };
            of(&self.said) + of(&other.said)
        };
        let is_new = |value: u32| self.said.iter().all(|said| said.value != value);
        let mut unseen = 1.0;
        let mut terms: SmallVec<[(f64, f64); 6]> = SmallVec::new();
        let theirs = other
            .said
            .iter()
            .map(|said| said.value)
            .filter(|value| is_new(*value));
        for truth in self.said.iter().map(|said| said.value).chain(theirs) {
            let share = shares.share(truth);
            terms.push((share, fit(truth)));
            unseen -= share;
        }
        if unseen > 0.0 {
            let by_unseen = |all: &[Said]| -> f64 {
                all.iter()
                    .map(|said| said.count * shares.unseen(said.value))
                    .sum()
            };
            terms.push((unseen, by_unseen(&self.said) + by_unseen(&other.said)));
        }
        log_sum(&terms)
    }
}

/// log2 of a sum of `share * 2^fit`, without overflow.
fn log_sum(terms: &[(f64, f64)]) -> f64 {
    let largest = terms
        .iter()
        .map(|(_, fit)| *fit)
        .fold(f64::NEG_INFINITY, f64::max);
    let sum: f64 = terms
        .iter()
        .map(|(share, fit)| share * (fit - largest).exp2())
        .sum();
    largest + sum.log2()
}
