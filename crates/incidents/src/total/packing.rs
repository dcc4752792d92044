//! The heaviest set of scopes that do not overlap.
//!
//! What cumulative statements say adds up only over scopes that nobody can be in twice. Which of them to add is the
//! heaviest set of vertices of which no two are joined, where scopes that may overlap are joined. Nested scopes alone
//! form a tree, which is solved exactly in as many steps as it has scopes: an area either counts as a whole or falls
//! apart into what lies in it. Scopes that cross each other are solved exactly as well, by branching, up to a bound
//! on steps; beyond it the rest is filled up from the heaviest on, which is still no overlap, only perhaps not the
//! heaviest set.

use std::{cmp::Reverse, collections::BTreeSet};

/// Steps after which the rest is only filled up.
const MOST_STEPS: u32 = 20_000;

/// The weight of the heaviest set among some, and the set in ascending order. What weighs nothing is left out.
pub(crate) fn heaviest(
    among: &[usize],
    weight: impl Fn(usize) -> u64,
    overlap: impl Fn(usize, usize) -> bool,
) -> (u64, Vec<usize>) {
    let things: Vec<usize> = among.iter().copied().filter(|at| weight(*at) > 0).collect();
    let weights: Vec<u64> = things.iter().map(|at| weight(*at)).collect();
    let near = (0..things.len())
        .map(|a| {
            let others = (0..things.len()).filter(|b| *b != a);
            others
                .filter(|b| overlap(things[a.min(*b)], things[a.max(*b)]))
                .collect()
        })
        .collect();
    let mut packing = Packing {
        weights,
        near,
        steps: 0,
    };
    let vertices = packing.undominated();
    let (weight, chosen) = packing.best(&vertices);
    let mut chosen: Vec<usize> = chosen.into_iter().map(|at| things[at]).collect();
    chosen.sort_unstable();
    (weight, chosen)
}

/// Vertices with their weights and what each is joined with.
struct Packing {
    weights: Vec<u64>,
    near: Vec<BTreeSet<usize>>,
    steps: u32,
}

type Chosen = (u64, Vec<usize>);

impl Packing {
    /// The vertices without those that another can stand for: one that weighs as much and overlaps nothing else.
    fn undominated(&self) -> BTreeSet<usize> {
        let mut left: BTreeSet<usize> = (0..self.weights.len()).collect();
        for at in 0..self.weights.len() {
            let stands_for = |other: &usize| {
                left.contains(other)
                    && self.weights[*other] >= self.weights[at]
                    && self.near[*other].iter().all(|near| {
                        *near == at || self.near[at].contains(near) || !left.contains(near)
                    })
            };
            if self.near[at].iter().any(stands_for) {
                left.remove(&at);
            }
        }
        left
    }

    fn best(&mut self, vertices: &BTreeSet<usize>) -> Chosen {
        let mut whole: Chosen = (0, Vec::new());
        for component in self.components(vertices) {
            let (weight, chosen) = self.best_of_component(&component);
            whole.0 = whole.0.saturating_add(weight);
            whole.1.extend(chosen);
        }
        whole
    }

    fn best_of_component(&mut self, component: &BTreeSet<usize>) -> Chosen {
        self.steps = self.steps.saturating_add(1);
        // The one that overlaps most others, the first on a tie: without it the rest falls apart.
        let centre = component.iter().copied().max_by_key(|at| {
            (
                self.near[*at].intersection(component).count(),
                usize::MAX - at,
            )
        });
        let Some(centre) = centre else {
            return (0, Vec::new());
        };
        if self.steps > MOST_STEPS {
            return self.filled(component);
        }
        let own = self.weights[centre];
        let near: BTreeSet<usize> = self.near[centre].intersection(component).copied().collect();
        let mut far: BTreeSet<usize> = component.difference(&near).copied().collect();
        far.remove(&centre);
        let (more, mut chosen) = self.best(&far);
        chosen.push(centre);
        let with = (own.saturating_add(more), chosen);
        let beside = near.iter().map(|at| self.weights[*at]);
        if own >= beside.fold(0, u64::saturating_add) {
            return with;
        }
        let mut rest = component.clone();
        rest.remove(&centre);
        let without = self.best(&rest);
        if without.0 > with.0 { without } else { with }
    }

    /// From the heaviest on, the first on a tie, whatever overlaps nothing that is chosen.
    fn filled(&self, component: &BTreeSet<usize>) -> Chosen {
        let mut order: Vec<usize> = component.iter().copied().collect();
        order.sort_by_key(|at| (Reverse(self.weights[*at]), *at));
        let mut chosen: Chosen = (0, Vec::new());
        for at in order {
            if !chosen.1.iter().any(|other| self.near[at].contains(other)) {
                chosen.0 = chosen.0.saturating_add(self.weights[at]);
                chosen.1.push(at);
            }
        }
        chosen
    }

    fn components(&self, vertices: &BTreeSet<usize>) -> Vec<BTreeSet<usize>> {
        let mut left = vertices.clone();
        let mut components = Vec::new();
        while let Some(first) = left.pop_first() {
            let mut component = BTreeSet::from([first]);
            let mut open = vec![first];
            while let Some(at) = open.pop() {
                let near: Vec<usize> = self.near[at].intersection(&left).copied().collect();
                for other in near {
                    left.remove(&other);
                    component.insert(other);
                    open.push(other);
                }
            }
            components.push(component);
        }
        components
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn solve(weights: &[u64], overlaps: &[(usize, usize)]) -> (u64, Vec<usize>) {
        let all: Vec<usize> = (0..weights.len()).collect();
        heaviest(
            &all,
            |at| weights[at],
            |a, b| overlaps.contains(&(a.min(b), a.max(b))),
        )
    }

    #[test]
    fn an_area_counts_as_a_whole_or_falls_apart() {
        let inside = [(0, 1), (0, 2)];
        assert_eq!(solve(&[10, 4, 5], &inside), (10, vec![0]));
        assert_eq!(solve(&[8, 4, 5], &inside), (9, vec![1, 2]));
    }

    #[test]
    fn what_crosses_is_solved_exactly() {
        // A path of five: the second and fourth are lighter together than the others.
        let path = [(0, 1), (1, 2), (2, 3), (3, 4)];
        assert_eq!(solve(&[3, 4, 3, 4, 3], &path), (9, vec![0, 2, 4]));
    }

    #[test]
    fn a_deep_tree_takes_few_steps() {
        // A thousand areas, each within the one before.
        let all: Vec<usize> = (0..1000).collect();
        let (weight, chosen) = heaviest(&all, |at| at as u64 + 1, |_, _| true);
        assert_eq!((weight, chosen), (1000, vec![999]));
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(256) })]

        #[test]
        fn no_set_is_heavier(weights in prop::collection::vec(0..20u64, 1..10), pairs in prop::collection::vec((0..10usize, 0..10usize), 0..20)) {
            let overlaps: Vec<(usize, usize)> = pairs.iter().map(|(a, b)| (*a.min(b), *a.max(b))).filter(|(a, b)| a != b).collect();
            let (weight, chosen) = solve(&weights, &overlaps);
            prop_assert!(chosen.iter().all(|a| chosen.iter().all(|b| !overlaps.contains(&(*a, *b)))));
            prop_assert_eq!(chosen.iter().map(|at| weights[*at]).sum::<u64>(), weight);
            let most = (0..1_u32 << weights.len())
                .map(|set| (0..weights.len()).filter(|at| set >> at & 1 == 1).collect::<Vec<_>>())
                .filter(|set| set.iter().all(|a| set.iter().all(|b| !overlaps.contains(&(*a, *b)))))
                .map(|set| set.iter().map(|at| weights[*at]).sum::<u64>())
                .max();
            prop_assert_eq!(Some(weight), most);
        }
    }
}
