//! What or who: the belief about the true value of a taxonomy, with frequencies.
//!
//! A mention names the true value with share `agree`, another of its family with share `family`, otherwise any
//! value by its frequency. Agreeing on a rare value therefore weighs more than on a frequent one.
//!
//! The belief is kept as probabilities of the values that were named, and of all others together; two beliefs about
//! one thing are as likely as `sum over values of p(value) q(value) / share(value)`.

use smallvec::SmallVec;

use crate::{link_rules::TermRules, quarters::Quarters, record::Term};

/// Shares of a value and of its family among the mentions of a region. Both are at most 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Shared {
    /// log2 of the share of the value.
    pub(crate) value: Quarters,
    /// log2 of the share of its family.
    pub(crate) family: Quarters,
}

/// A value with its shares.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct WeighedTerm {
    pub(crate) term: Term,
    pub(crate) shared: Shared,
}

impl WeighedTerm {
    pub(crate) fn share(&self) -> f64 {
        self.shared.value.exp2()
    }
}

#[derive(Debug, Clone, Copy)]
struct Seen {
    weighed: WeighedTerm,
    /// Probability that it is the true value.
    belief: f64,
    count: u32,
}

/// The belief that some mentions leave.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tally {
    seen: SmallVec<[Seen; 2]>,
    /// Probability that the true value is none of those.
    unseen: f64,
    /// Share of all mentions that name none of those.
    unseen_share: f64,
}

/// How many different values of one incident are kept.
const MOST_VALUES: usize = 12;

/// The least that is left for values that nobody named.
const LEAST_UNSEEN: f64 = 1e-9;

impl Tally {
    /// What one mention says.
    pub(crate) fn of(weighed: Option<WeighedTerm>, rules: &TermRules) -> Self {
        let Some(weighed) = weighed else {
            return Self::default();
        };
        let share = weighed.share();
        let unseen_share = (1.0 - share).max(LEAST_UNSEEN);
        let belief = said_truly(&weighed, share, rules);
        let unseen = unseen_share * stray(rules);
        let whole = 1.0 / (belief + unseen);
        let seen = Seen {
            weighed,
            belief: belief * whole,
            count: 1,
        };
        Self {
            seen: SmallVec::from_elem(seen, 1),
            unseen: unseen * whole,
            unseen_share,
        }
    }

    /// Bits for one value behind both; 0 where either is unknown.
    pub(crate) fn bits(&self, other: &Self, rules: &TermRules) -> f64 {
        self.likelihood(other, rules).log2()
    }

    /// Whether a value was named in both.
    pub(crate) fn shares_with(&self, other: &Self) -> bool {
        self.seen
            .iter()
            .any(|seen| other.position(seen.weighed.term.value).is_some())
    }

    pub(crate) fn merge(&mut self, other: &Self, rules: &TermRules) {
        if other.seen.is_empty() {
            return;
        }
        if self.seen.is_empty() {
            self.clone_from(other);
            return;
        }
        if let Some([named, unseen]) = self.agreed(other) {
            let whole = 1.0 / (named + unseen).max(f64::MIN_POSITIVE);
            self.unseen_share = self.unseen_share.min(other.unseen_share);
            self.unseen = unseen * whole;
            self.seen[0].belief = named * whole;
            self.seen[0].count += other.seen[0].count;
            return;
        }
        let all = self.likelihood_with(other, rules).max(f64::MIN_POSITIVE);
        let unseen = self.unseen_in_both(other);
        let new: SmallVec<[Seen; 2]> = other
            .seen
            .iter()
            .filter(|seen| self.position(seen.weighed.term.value).is_none())
            .map(|seen| Seen {
                belief: seen.belief * self.belief_in(&seen.weighed, rules) / seen.weighed.share(),
                ..*seen
            })
            .collect();
        let theirs: SmallVec<[f64; 4]> = self
            .seen
            .iter()
            .map(|seen| other.belief_in(&seen.weighed, rules) / other.share_beside(&seen.weighed))
            .collect();
        for (seen, theirs) in self.seen.iter_mut().zip(theirs) {
            seen.belief *= theirs;
            if let Some(at) = other.position(seen.weighed.term.value) {
                seen.count += other.seen[at].count;
            }
        }
        self.unseen_share = self.unseen_share_in_both(other);
        self.seen.extend(new);
        for seen in &mut self.seen {
            seen.belief /= all;
        }
        self.unseen = unseen / all;
        self.forget_rare();
    }

    /// Of very many values, those that are believed most stay.
    fn forget_rare(&mut self) {
        if self.seen.len() <= MOST_VALUES {
            return;
        }
        let value = |seen: &Seen| seen.weighed.term.value;
        self.seen
            .sort_by(|a, b| b.belief.total_cmp(&a.belief).then(value(a).cmp(&value(b))));
        for seen in self.seen.drain(MOST_VALUES..) {
            self.unseen += seen.belief;
            self.unseen_share += seen.weighed.share();
        }
        self.unseen_share = self.unseen_share.min(1.0);
    }

    fn position(&self, value: u32) -> Option<usize> {
        self.seen
            .iter()
            .position(|seen| seen.weighed.term.value == value)
    }

    /// Probability that a value is the true one.
    fn belief_in(&self, weighed: &WeighedTerm, rules: &TermRules) -> f64 {
        if let Some(at) = self.position(weighed.term.value) {
            return self.seen[at].belief;
        }
        let by_family = self
            .seen
            .iter()
            .filter(|seen| seen.weighed.term.family == weighed.term.family)
            .map(|seen| {
                let ratio = gain(&seen.weighed, weighed, rules) / stray(rules);
                ratio.powi(i32::try_from(seen.count).unwrap_or(i32::MAX))
            })
            .product::<f64>();
        let share = (weighed.share() / self.unseen_share).min(1.0);
        (self.unseen * share * by_family).min(1.0)
    }

    fn unseen_share_in_both(&self, other: &Self) -> f64 {
        self.unseen_share_beside(other)
            .min(other.unseen_share_beside(self))
    }

    fn unseen_share_beside(&self, other: &Self) -> f64 {
        let new = other
            .seen
            .iter()
            .filter(|seen| self.position(seen.weighed.term.value).is_none())
            .map(|seen| seen.weighed.share());
        (self.unseen_share - new.sum::<f64>()).max(LEAST_UNSEEN)
    }

    fn unseen_in_both(&self, other: &Self) -> f64 {
        self.unseen * other.unseen * self.unseen_share_in_both(other)
            / (self.unseen_share * other.unseen_share)
    }

    /// The share of a value that another names; where it is named here too, the larger of the two.
    fn share_beside(&self, weighed: &WeighedTerm) -> f64 {
        let own = self
            .position(weighed.term.value)
            .map(|at| self.seen[at].weighed.share());
        own.map_or(weighed.share(), |own| own.max(weighed.share()))
    }

    /// What both say where each names one value and that is the same, as most mentions of an incident do: how much
    /// likelier they are for it, and for any other, than for two values.
    fn agreed(&self, other: &Self) -> Option<[f64; 2]> {
        let ([ours], [theirs]) = (self.seen.as_slice(), other.seen.as_slice()) else {
            return None;
        };
        (ours.weighed.term.value == theirs.weighed.term.value).then(|| {
            let named =
                ours.belief * theirs.belief / ours.weighed.share().max(theirs.weighed.share());
            let unseen = self.unseen * other.unseen / self.unseen_share.max(other.unseen_share);
            [named, unseen]
        })
    }

    /// What a single mention named.
    fn single(&self) -> Option<WeighedTerm> {
        match self.seen.as_slice() {
            [seen] if seen.count == 1 => Some(seen.weighed),
            _ => None,
        }
    }

    /// How much likelier both are for one value behind them than for two; 1 where either is unknown.
    pub(crate) fn likelihood(&self, other: &Self, rules: &TermRules) -> f64 {
        if self.seen.is_empty() || other.seen.is_empty() {
            return 1.0;
        }
        self.likelihood_with(other, rules)
    }

    /// The same of two that are known.
    fn likelihood_with(&self, other: &Self, rules: &TermRules) -> f64 {
        if let Some((a, b)) = self.single().zip(other.single()) {
            return pair_likelihood(Some(a), Some(b), rules);
        }
        if let Some([named, unseen]) = self.agreed(other) {
            return named + unseen;
        }
        let here = self.seen.iter().map(|seen| {
            seen.belief * other.belief_in(&seen.weighed, rules) / other.share_beside(&seen.weighed)
        });
        let of_other = other
            .seen
            .iter()
            .filter(|seen| self.position(seen.weighed.term.value).is_none())
            .map(|seen| seen.belief * self.belief_in(&seen.weighed, rules) / seen.weighed.share());
        here.sum::<f64>() + of_other.sum::<f64>() + self.unseen_in_both(other)
    }
}

/// How much likelier two mentions are for one value behind them than for two; 1 where either is unknown.
pub(crate) fn pair_likelihood(
    a: Option<WeighedTerm>,
    b: Option<WeighedTerm>,
    rules: &TermRules,
) -> f64 {
    let (Some(a), Some(b)) = (a, b) else {
        return 1.0;
    };
    let stray = stray(rules);
    let (share_a, share_b) = (a.share(), b.share());
    let (true_a, true_b) = (
        said_truly(&a, share_a, rules),
        said_truly(&b, share_b, rules),
    );
    let all = |share: f64, truly: f64| truly + (1.0 - share).max(LEAST_UNSEEN) * stray;
    let (named, unseen) = if a.term.value == b.term.value {
        let more = share_a.max(share_b);
        (true_a * true_b / more, 1.0 - more)
    } else {
        let named = true_a * gain(&b, &a, rules) + true_b * gain(&a, &b, rules);
        (named, 1.0 - share_a - share_b)
    };
    (named + unseen.max(LEAST_UNSEEN) * stray * stray)
        / (all(share_a, true_a) * all(share_b, true_b))
}

fn stray(rules: &TermRules) -> f64 {
    1.0 - rules.agree - rules.family
}

/// The share of a value times how much likelier it is said when it is true than by chance.
fn said_truly(said: &WeighedTerm, share: f64, rules: &TermRules) -> f64 {
    let of_family = if said.shared.family == said.shared.value {
        rules.family
    } else {
        rules.family * share / said.shared.family.exp2()
    };
    stray(rules) * share + rules.agree + of_family
}

/// How much likelier a value is said when `truth` is true than by chance.
fn gain(said: &WeighedTerm, truth: &WeighedTerm, rules: &TermRules) -> f64 {
    let mut gain = stray(rules);
    if said.term.value == truth.term.value {
        gain += rules.agree / said.share();
    }
    if said.term.family == truth.term.family {
        gain += rules.family / said.shared.family.exp2();
    }
    gain
}
