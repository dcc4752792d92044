//! Splitting a class in two, or merging two.
//!
//! What goes in: everybody in classes, the concentration. What comes out: everybody in classes, with one class more or
//! fewer that has somebody, or all as it was. Where people change their class one by one, a chain needs long to find a
//! class that is worth having, for the first few in it are worth less than before; here they change together (Jain and
//! Neal 2004, "A split-merge Markov chain Monte Carlo procedure for the Dirichlet process mixture model").
//!
//! Two recorded people are drawn. Where they are of one class, a split of it between them is proposed, else a merger of
//! their classes; it is accepted with the probability that keeps the posterior. Shares and capture probabilities are
//! integrated out, and drawn anew after it.

use rand_chacha::ChaCha8Rng;

use super::{
    concentration::ln_probability,
    draws::{below, choose, number, uniform},
    parting::Parting,
    people::{Part, People},
};

/// Somebody recorded.
#[derive(Debug, Clone, Copy)]
struct Person {
    /// The place of the pattern among those recorded.
    pattern: usize,
    class: usize,
}

/// A class and the two that it may be.
#[derive(Debug)]
struct Split {
    class: usize,
    other_class: usize,
    whole: Part,
    one: Part,
    other: Part,
    /// The logarithm of the probability that just this split is proposed for the whole.
    ln_chance: f64,
}

/// Proposes a split or a merger, and does it or not.
pub(super) fn split_or_merge(people: &mut People, concentration: f64, rng: &mut ChaCha8Rng) {
    let Some((first, second)) = two(people, rng) else {
        return;
    };
    // Two people of one pattern give no direction in which to part the others.
    if first.pattern == second.pattern {
        return;
    }
    let is_split = first.class != second.class;
    let split = if is_split {
        Some(as_it_is(people, first, second))
    } else {
        proposed(people, first, second, rng)
    };
    let Some(split) = split else { return };
    let gain = split.ln_gain(&people.members, concentration);
    let is_accepted = uniform(rng).ln() < if is_split { -gain } else { gain };
    if is_accepted {
        let (one, other) = if is_split {
            (&split.whole.people, &vec![0; split.other.people.len()])
        } else {
            (&split.one.people, &split.other.people)
        };
        people.put(split.class, one);
        people.put(split.other_class, other);
        people.count();
    }
}

/// The classes of two people, as a split of both together.
fn as_it_is(people: &People, first: Person, second: Person) -> Split {
    let whole = people.part(&[first.class, second.class]);
    let one = people.part(&[first.class]);
    let parting = Parting::between(first.pattern, second.pattern, &whole, people);
    Split {
        class: first.class,
        other_class: second.class,
        ln_chance: parting.ln_chance(&one.people),
        other: people.part(&[second.class]),
        whole,
        one,
    }
}

/// A split of the class of two people, where there is an empty class to split it into.
fn proposed(people: &People, first: Person, second: Person, rng: &mut ChaCha8Rng) -> Option<Split> {
    let is_empty = people.members.iter().map(|members| *members == 0);
    let weights: Vec<f64> = is_empty.map(|it| f64::from(u8::from(it))).collect();
    let other_class = choose(&weights, rng)?;
    let whole = people.part(&[first.class]);
    let parting = Parting::between(first.pattern, second.pattern, &whole, people);
    let going = parting.draw(rng);
    let ln_chance = parting.ln_chance(&going);
    let staying = whole.people.iter().zip(&going);
    let other = people.some(staying.map(|(all, going)| all - going).collect());
    Some(Split {
        class: first.class,
        other_class,
        one: people.some(going),
        other,
        whole,
        ln_chance,
    })
}

impl Split {
    /// The logarithm of how much likelier the two classes are than the one, times how much likelier the way there is
    /// from them than to them: a merger is proposed in one way, a split into any empty class.
    fn ln_gain(&self, members: &[u64], concentration: f64) -> f64 {
        let with = |class: u64, other_class: u64| {
            let mut members = members.to_vec();
            members[self.class] = class;
            members[self.other_class] = other_class;
            members
        };
        let merged = with(self.whole.members, 0);
        let split = with(self.one.members, self.other.members);
        let empty = merged.iter().filter(|members| **members == 0).count();
        ln_probability(&split, concentration) - ln_probability(&merged, concentration)
            + self.one.ln_evidence()
            + self.other.ln_evidence()
            - self.whole.ln_evidence()
            - self.ln_chance
            + number(empty as u64).ln()
    }
}

/// Two recorded people, each pair as likely.
fn two(people: &People, rng: &mut ChaCha8Rng) -> Option<(Person, Person)> {
    let all: u64 = people.recorded.iter().map(|pattern| pattern.count).sum();
    if all < 2 {
        return None;
    }
    let first = below(all, rng);
    let second = below(all - 1, rng);
    let second = second + u64::from(second >= first);
    Some((person(people, first)?, person(people, second)?))
}

/// The recorded person of this number, counted by pattern and then by class.
fn person(people: &People, number: u64) -> Option<Person> {
    let mut left = number;
    for (pattern, it) in people.recorded.iter().enumerate() {
        if left >= it.count {
            left -= it.count;
            continue;
        }
        for (class, count) in it.in_class.iter().enumerate() {
            if left < *count {
                return Some(Person { pattern, class });
            }
            left -= count;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::systems::{
        captures::{Captures, Inclusion},
        draws::{stream, to_count},
    };

    const CLASSES: usize = 3;
    const CONCENTRATION: f64 = 0.7;

    /// Six people recorded on three lists, and one who is not; in no class yet.
    fn people() -> People {
        let list = |cells: &str| {
            let cell = |cell| match cell {
                '1' => Inclusion::On,
                _ => Inclusion::Off,
            };
            cells.chars().map(cell).collect()
        };
        let lists = [("a", "110011"), ("b", "111000"), ("c", "000110")];
        let lists = lists.map(|(name, cells)| (name.to_owned(), list(cells)));
        let mut people = People::new(&Captures::tabulate(&BTreeMap::from(lists)), CLASSES);
        people.unrecorded.count = 1;
        people
    }

    /// All ways to put so many people into the classes from `class` on.
    fn ways(count: u64, class: usize) -> Vec<Vec<u64>> {
        if class + 1 == CLASSES {
            return vec![vec![count]];
        }
        let with_first = |first: u64| {
            let rest = ways(count - first, class + 1);
            rest.into_iter()
                .map(move |rest| [vec![first], rest].concat())
        };
        (0..=count).flat_map(with_first).collect()
    }

    /// Who is in which class, by pattern: all that can be.
    fn states(people: &People) -> Vec<Vec<Vec<u64>>> {
        people.patterns().fold(vec![Vec::new()], |states, pattern| {
            let ways = ways(pattern.count, 0);
            let longer = states.iter().flat_map(|state| {
                let ways = ways.iter().cloned();
                ways.map(move |way| [state.clone(), vec![way]].concat())
            });
            longer.collect()
        })
    }

    fn set(people: &mut People, state: &[Vec<u64>]) {
        for class in 0..CLASSES {
            let of_class: Vec<u64> = state.iter().map(|in_class| in_class[class]).collect();
            people.put(class, &of_class);
        }
        people.count();
    }

    fn factorial(count: u64) -> f64 {
        (1..=count).map(number).product()
    }

    /// The posterior of what the people are in, but for a factor: people of one pattern are not told apart.
    fn posterior(people: &People) -> f64 {
        let evidence = |class| people.part(&[class]).ln_evidence();
        let ln_each = ln_probability(&people.members, CONCENTRATION)
            + (0..CLASSES).map(evidence).sum::<f64>();
        let ways = people.patterns().map(|it| {
            let alike: f64 = it.in_class.iter().map(|count| factorial(*count)).product();
            factorial(it.count) / alike
        });
        ln_each.exp() * ways.product::<f64>()
    }

    /// The shares of the posterior by how many people each class has.
    type Shares = BTreeMap<Vec<u64>, f64>;

    fn empty_classes(shares: &Shares) -> f64 {
        let weighed = shares.iter().map(|(members, share)| {
            let empty = members.iter().filter(|it| **it == 0).count();
            number(empty as u64) * share
        });
        weighed.sum()
    }

    #[test]
    fn a_step_from_the_posterior_leads_to_the_posterior() {
        const STEPS: f64 = 300_000.0;
        let mut people = people();
        let mut rng = stream(9, "split or merge");
        let weighed = states(&people).into_iter().map(|state| {
            set(&mut people, &state);
            (state, posterior(&people))
        });
        let weighed: Vec<_> = weighed.collect();
        let sum: f64 = weighed.iter().map(|(_, weight)| weight).sum();
        let (mut before, mut after, mut moved) = (Shares::new(), Shares::new(), 0.0);
        for (state, weight) in weighed {
            let steps = (STEPS * weight / sum).ceil();
            let share = weight / sum / steps;
            for _ in 0..to_count(steps) {
                set(&mut people, &state);
                let members = people.members.clone();
                split_or_merge(&mut people, CONCENTRATION, &mut rng);
                if people.members != members {
                    moved += share;
                }
                *before.entry(members).or_default() += share;
                *after.entry(people.members.clone()).or_default() += share;
            }
        }
        assert!(moved > 0.3, "only {moved} of the steps move");
        let apart = before.iter().map(|(members, share)| {
            let other = after.get(members).copied().unwrap_or(0.0);
            (share - other).abs()
        });
        let apart: f64 = apart.sum();
        assert!(apart < 0.02, "the step changes {apart} of the posterior");
        let (before, after) = (empty_classes(&before), empty_classes(&after));
        assert!(
            (before - after).abs() < 0.005,
            "{before} classes are empty, then {after}"
        );
    }
}
