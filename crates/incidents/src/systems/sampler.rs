//! One chain of the latent-class model of capture and recapture.
//!
//! What goes in: tabulated captures, settings, a stream of random numbers. What comes out: the size of the population
//! at each round.
//!
//! The population is a mixture of classes, and in a class each list catches each person independently with that
//! class's probability for that list. Shares of classes come from a stick-breaking process cut off at
//! `settings.classes`, whose concentration has a gamma prior; capture probabilities are uniform; the size N has a prior
//! proportional to 1/N. A round draws in turn the classes of those recorded, how many were not (negative binomial) and
//! their classes, the concentration, the shares and the capture probabilities, each given the rest (Manrique-Vallier
//! 2016, "Bayesian population size estimation using Dirichlet process mixtures", Biometrics 72: 1246-1254).
//!
//! People of one pattern are dealt to classes together, so that time grows with patterns and not with people. All that
//! goes from one round to the next, but for the concentration, are counts, and rounding does not grow in either: where
//! two machines differ in the last bit of a logarithm, the sizes are still the same.

use rand_chacha::ChaCha8Rng;

use super::{
    captures::Captures,
    concentration,
    draws::{failures, gamma, ln_gamma, number, uniform},
    people::People,
    settings::{GammaPrior, Settings},
    split_merge::split_or_merge,
};

/// The state of a chain between two rounds. Whatever is one a class stands in the order of the classes.
#[derive(Debug)]
pub(super) struct Sampler {
    recorded: u64,
    people: People,
    prior: GammaPrior,
    rng: ChaCha8Rng,
    concentration: f64,
    /// Shares of the population.
    shares: Vec<f64>,
    lists: Vec<ListCatch>,
    /// Shares times the probability that no list catches somebody.
    unseen: Vec<f64>,
    /// Room for the weights of one pattern.
    weights: Vec<f64>,
}

/// How one list catches people.
#[derive(Debug, Clone)]
struct ListCatch {
    /// Probability of being on it.
    on: Vec<f64>,
    /// Probability of not being on it; apart, because it may be smaller than the rounding of the other.
    off: Vec<f64>,
    /// The one by the other.
    odds: Vec<f64>,
}

impl Sampler {
    /// A chain that begins with shares and capture probabilities from their priors, so that chains begin far apart.
    pub(super) fn new(captures: &Captures, settings: &Settings, rng: ChaCha8Rng) -> Self {
        let classes = settings.classes.get();
        let list = ListCatch {
            on: vec![0.5; classes],
            off: vec![0.5; classes],
            odds: vec![1.0; classes],
        };
        let mut sampler = Self {
            recorded: captures.recorded(),
            people: People::new(captures, classes),
            prior: settings.concentration,
            rng,
            concentration: 1.0,
            shares: vec![0.0; classes],
            lists: vec![list; captures.lists().len()],
            unseen: vec![0.0; classes],
            weights: vec![0.0; classes],
        };
        sampler.draw_shares();
        sampler.draw_catches();
        sampler
    }

    /// One round; the size of the population after it.
    pub(super) fn round(&mut self) -> u64 {
        self.deal_recorded();
        self.deal_unrecorded();
        self.people.count();
        split_or_merge(&mut self.people, self.concentration, &mut self.rng);
        self.exchange_neighbours();
        self.concentration = concentration::draw(
            self.concentration,
            &self.people.members,
            self.prior,
            &mut self.rng,
        );
        self.draw_shares();
        self.draw_catches();
        self.recorded + self.people.unrecorded.count
    }

    /// Whether every class has somebody, so that more classes might have some too.
    pub(super) fn is_full(&self) -> bool {
        self.people.members.iter().all(|members| *members > 0)
    }

    fn deal_recorded(&mut self) {
        self.unseen.copy_from_slice(&self.shares);
        for list in &self.lists {
            multiply(&mut self.unseen, &list.off);
        }
        for pattern in &mut self.people.recorded {
            self.weights.copy_from_slice(&self.unseen);
            for list in &pattern.lists {
                multiply(&mut self.weights, &self.lists[*list].odds);
            }
            pattern.deal(&self.weights, &mut self.rng);
        }
    }

    /// How many no list caught, given how many some list did; then their classes.
    fn deal_unrecorded(&mut self) {
        let unseen: f64 = self.unseen.iter().sum();
        let odds = unseen / self.seen();
        let unrecorded = &mut self.people.unrecorded;
        unrecorded.count = failures(self.recorded, odds, &mut self.rng);
        unrecorded.deal(&self.unseen, &mut self.rng);
    }

    /// The probability that some list catches somebody: a sum without differences, exact also close to 0.
    fn seen(&self) -> f64 {
        let classes = self.shares.iter().enumerate().map(|(class, share)| {
            let mut missed = *share;
            let mut caught = 0.0;
            for list in &self.lists {
                caught += missed * list.on[class];
                missed *= list.off[class];
            }
            caught
        });
        classes.sum()
    }

    /// Exchanges neighbouring classes where that is likelier, else with the probability that keeps the posterior.
    ///
    /// Only counts move: shares and capture probabilities are drawn anew after it.
    fn exchange_neighbours(&mut self) {
        for at in 1..self.people.members.len() {
            let gain = concentration::ln_gain_of_exchange(
                at - 1,
                &self.people.members,
                self.concentration,
            );
            if uniform(&mut self.rng).ln() < gain {
                self.people.exchange(at - 1, at);
            }
        }
    }

    /// Shares: each class takes Beta(1 + its members, concentration + members of later classes) of what is left; the
    /// last takes the rest. In logarithms, for a small concentration leaves less than a float can hold.
    fn draw_shares(&mut self) {
        let mut later: u64 = self.people.members.iter().sum();
        let mut ln_left = 0.0;
        let last = self.shares.len() - 1;
        for (class, (share, members)) in
            self.shares.iter_mut().zip(&self.people.members).enumerate()
        {
            if class == last {
                *share = f64::exp(ln_left);
                return;
            }
            later -= members;
            let taken = ln_gamma(1.0 + number(*members), &mut self.rng);
            let left = ln_gamma(self.concentration + number(later), &mut self.rng);
            let both = taken.max(left) + (-(taken - left).abs()).exp().ln_1p();
            *share = (ln_left + taken - both).exp();
            ln_left += left - both;
        }
    }

    /// Capture probabilities: Beta(1 + caught, 1 + missed).
    fn draw_catches(&mut self) {
        for (list, counts) in self.lists.iter_mut().zip(&self.people.caught) {
            for (class, members) in self.people.members.iter().enumerate() {
                let caught = counts[class];
                let on = gamma(1.0 + number(caught), &mut self.rng);
                let off = gamma(1.0 + number(members - caught), &mut self.rng);
                list.on[class] = on / (on + off);
                list.off[class] = off / (on + off);
                list.odds[class] = on / off;
            }
        }
    }
}

fn multiply(weights: &mut [f64], factors: &[f64]) {
    for (weight, factor) in weights.iter_mut().zip(factors) {
        *weight *= factor;
    }
}
