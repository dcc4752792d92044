//! Which class everybody is in, at one moment of a chain.
//!
//! People of one pattern of lists are alike, so that only their number in each class is kept. Those on no list are one
//! pattern more, the last.

use std::iter::once;

use rand_chacha::ChaCha8Rng;

use super::{
    captures::Captures,
    draws::{deal, number},
    gamma_function::ln_gamma,
};

/// Everybody, recorded or not, by pattern and class.
#[derive(Debug)]
pub(super) struct People {
    /// Those recorded.
    pub(super) recorded: Vec<PatternPeople>,
    /// Those on no list.
    pub(super) unrecorded: PatternPeople,
    /// People of each class.
    pub(super) members: Vec<u64>,
    /// For each list, people of each class who are on it.
    pub(super) caught: Vec<Vec<u64>>,
}

/// The people of one pattern.
#[derive(Debug)]
pub(super) struct PatternPeople {
    /// The lists that they are on.
    pub(super) lists: Vec<usize>,
    /// How many they are.
    pub(super) count: u64,
    /// How many of them are in each class.
    pub(super) in_class: Vec<u64>,
}

/// Some people: those of a class, or of two, or some of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part {
    /// How many of each pattern.
    pub(super) people: Vec<u64>,
    /// How many.
    pub(super) members: u64,
    /// How many on each list.
    pub(super) caught: Vec<u64>,
}

impl People {
    /// Those recorded, in no class yet.
    pub(super) fn new(captures: &Captures, classes: usize) -> Self {
        let nobody = vec![0; classes];
        let pattern = |lists, count| PatternPeople {
            lists,
            count,
            in_class: nobody.clone(),
        };
        let recorded = captures.patterns();
        Self {
            recorded: recorded
                .map(|(it, count)| pattern(it.lists().collect(), count))
                .collect(),
            unrecorded: pattern(Vec::new(), 0),
            caught: vec![nobody.clone(); captures.lists().len()],
            members: nobody,
        }
    }

    /// All patterns.
    pub(super) fn patterns(&self) -> impl Iterator<Item = &PatternPeople> {
        self.recorded.iter().chain(once(&self.unrecorded))
    }

    /// Counts members and those caught from the patterns.
    pub(super) fn count(&mut self) {
        let Self {
            recorded,
            unrecorded,
            members,
            caught,
        } = self;
        members.copy_from_slice(&unrecorded.in_class);
        for list in caught.iter_mut() {
            list.fill(0);
        }
        for pattern in recorded {
            add(members, &pattern.in_class);
            for list in &pattern.lists {
                add(&mut caught[*list], &pattern.in_class);
            }
        }
    }

    /// Puts people into a class, in place of those who are in it.
    pub(super) fn put(&mut self, class: usize, people: &[u64]) {
        let patterns = self.recorded.iter_mut().chain(once(&mut self.unrecorded));
        for (pattern, count) in patterns.zip(people) {
            pattern.in_class[class] = *count;
        }
    }

    /// Exchanges two classes.
    pub(super) fn exchange(&mut self, first: usize, second: usize) {
        self.members.swap(first, second);
        for list in &mut self.caught {
            list.swap(first, second);
        }
        for pattern in self.recorded.iter_mut().chain(once(&mut self.unrecorded)) {
            pattern.in_class.swap(first, second);
        }
    }

    /// The people of some classes.
    pub(super) fn part(&self, classes: &[usize]) -> Part {
        let of_pattern = |pattern: &PatternPeople| {
            let counts = classes.iter().map(|class| pattern.in_class[*class]);
            counts.sum()
        };
        self.some(self.patterns().map(of_pattern).collect())
    }

    /// So many people of each pattern.
    pub(super) fn some(&self, people: Vec<u64>) -> Part {
        let mut caught = vec![0; self.caught.len()];
        for (pattern, count) in self.recorded.iter().zip(&people) {
            for list in &pattern.lists {
                caught[*list] += count;
            }
        }
        Part {
            members: people.iter().sum(),
            people,
            caught,
        }
    }
}

impl PatternPeople {
    /// Deals them to classes by weight.
    pub(super) fn deal(&mut self, weights: &[f64], rng: &mut ChaCha8Rng) {
        self.in_class.fill(0);
        let in_class = &mut self.in_class;
        deal(self.count, weights, rng, |class, got| {
            in_class[class] += got;
        });
    }
}

impl Part {
    /// The logarithm of the probability of who is on which list, were these people a class, over all capture
    /// probabilities.
    pub(super) fn ln_evidence(&self) -> f64 {
        let all = number(self.members);
        let list = |caught: &u64| {
            let caught = number(*caught);
            ln_gamma(1.0 + caught) + ln_gamma(1.0 + all - caught) - ln_gamma(2.0 + all)
        };
        self.caught.iter().map(list).sum()
    }
}

fn add(sums: &mut [u64], counts: &[u64]) {
    for (sum, count) in sums.iter_mut().zip(counts) {
        *sum += count;
    }
}
