//! How the people of a class may go with one or the other of two of them.
//!
//! What goes in: two people by their patterns, and the people to part. What comes out: for each pattern the probability
//! of going with the first, found by some rounds of expectation and maximisation for a mixture of two classes that
//! begins at the two. It depends on nothing else, so that it is the same for splitting a class and for undoing that.

use rand_chacha::ChaCha8Rng;

use super::{
    draws::{binomial, number},
    people::{Part, People},
};

/// Rounds of expectation and maximisation.
const ROUNDS: usize = 4;

/// A person says at most so much for or against being on a list.
const SUREST: f64 = 0.98;

/// Nobody goes with either person for sure: the other way has to stay possible.
const LEAST: f64 = 1e-9;

/// The people of a class between two of them.
#[derive(Debug)]
pub(super) struct Parting {
    patterns: Vec<PatternParting>,
}

/// The people of one pattern between the two.
#[derive(Debug)]
struct PatternParting {
    /// One where the first person is of this pattern.
    first: u64,
    /// People who may go either way.
    free: u64,
    /// Their probability of going with the first.
    share: f64,
}

/// One side of the mixture: how likely each list catches its people.
type Catches = Vec<f64>;

impl Parting {
    /// Parts people between two of them, who are of two patterns.
    pub(super) fn between(first: usize, second: usize, whole: &Part, people: &People) -> Self {
        let pattern = |(at, count): (usize, &u64)| {
            let (first, second) = (u64::from(at == first), u64::from(at == second));
            PatternParting {
                first,
                free: count - first - second,
                share: 0.5,
            }
        };
        let mut parting = Self {
            patterns: whole.people.iter().enumerate().map(pattern).collect(),
        };
        let mut one = begin(first, whole, people);
        let mut other = begin(second, whole, people);
        let mut weight = 0.5;
        parting.expect(weight, &one, &other, people);
        for _ in 0..ROUNDS {
            (weight, one, other) = parting.maximise(whole, people);
            parting.expect(weight, &one, &other, people);
        }
        parting
    }

    /// Draws who goes with the first person, that one included.
    pub(super) fn draw(&self, rng: &mut ChaCha8Rng) -> Vec<u64> {
        let patterns = self.patterns.iter();
        let going = patterns.map(|it| it.first + binomial(it.free, it.share, rng));
        going.collect()
    }

    /// The logarithm of the probability that just these are drawn, each person told from each other.
    pub(super) fn ln_chance(&self, going: &[u64]) -> f64 {
        let patterns = self.patterns.iter().zip(going);
        let chance = |(it, going): (&PatternParting, &u64)| {
            let going = going - it.first;
            number(going) * it.share.ln() + number(it.free - going) * (1.0 - it.share).ln()
        };
        patterns.map(chance).sum()
    }

    /// The probabilities of each pattern, given the mixture.
    fn expect(&mut self, weight: f64, one: &Catches, other: &Catches, people: &People) {
        let missed = |side: &Catches| side.iter().map(|on| 1.0 - on).product::<f64>();
        let (one_missed, other_missed) = (weight * missed(one), (1.0 - weight) * missed(other));
        for (it, pattern) in self.patterns.iter_mut().zip(people.patterns()) {
            if it.free == 0 {
                continue;
            }
            let odds = |side: &Catches, missed: f64| {
                let lists = pattern.lists.iter().map(|list| side[*list]);
                lists.fold(missed, |odds, on| odds * on / (1.0 - on))
            };
            let (one, other) = (odds(one, one_missed), odds(other, other_missed));
            it.share = (one / (one + other)).clamp(LEAST, 1.0 - LEAST);
        }
    }

    /// The mixture, given the probabilities: the share of the first side, and both sides.
    fn maximise(&self, whole: &Part, people: &People) -> (f64, Catches, Catches) {
        let mut members = 0.0;
        let mut caught = vec![0.0; whole.caught.len()];
        for (it, pattern) in self.patterns.iter().zip(people.patterns()) {
            let going = number(it.first) + number(it.free) * it.share;
            members += going;
            for list in &pattern.lists {
                caught[*list] += going;
            }
        }
        let all = number(whole.members);
        let side = |caught: f64, members: f64| (1.0 + caught) / (2.0 + members);
        let one = caught.iter().map(|caught| side(*caught, members));
        let rest = caught.iter().zip(&whole.caught);
        let other = rest.map(|(caught, all_caught)| {
            let left = (number(*all_caught) - caught).max(0.0);
            side(left, all - members)
        });
        (side(members, all), one.collect(), other.collect())
    }
}

/// Half what one person says, half what all do.
fn begin(pattern: usize, whole: &Part, people: &People) -> Catches {
    let on = |list: usize| {
        let lists = people.recorded.get(pattern).map(|it| &it.lists);
        lists.is_some_and(|lists| lists.contains(&list))
    };
    let all = 2.0 + number(whole.members);
    let lists = whole.caught.iter().enumerate().map(|(list, caught)| {
        let said = f64::from(u8::from(on(list)));
        let catch = f64::midpoint((1.0 + number(*caught)) / all, said);
        catch.clamp(1.0 - SUREST, SUREST)
    });
    lists.collect()
}
