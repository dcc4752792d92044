//! The shortest way by road.

use std::{cmp::Ordering, collections::BinaryHeap};

use marsad_domain::Kilometres;

use super::{Link, Network, Node};

/// A way through the network.
#[derive(Debug, Clone, PartialEq)]
pub struct Way {
    /// The places on it, first and last included.
    pub nodes: Vec<Node>,
    /// Its length by road.
    pub length: Kilometres,
}

/// A place that waits to be visited; the nearest comes first, of equally near ones the lowest number.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Waiting {
    length: f64,
    node: Node,
}

impl Eq for Waiting {}

impl Ord for Waiting {
    fn cmp(&self, other: &Self) -> Ordering {
        other
            .length
            .total_cmp(&self.length)
            .then_with(|| other.node.cmp(&self.node))
    }
}

impl PartialOrd for Waiting {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Network {
    /// The shortest way by road length, through places and over links that the caller lets pass.
    ///
    /// Both ends must pass, too. Of equally long ways the one that Dijkstra's algorithm reaches through the
    /// lower place ids is taken, so that the answer never depends on the order of the input.
    pub fn shortest_way(
        &self,
        from: Node,
        to: Node,
        passes: impl Fn(Node) -> bool,
        takes: impl Fn(&Link) -> bool,
    ) -> Option<Way> {
        if !passes(from) || !passes(to) {
            return None;
        }
        let mut best = vec![f64::INFINITY; self.len()];
        let mut before: Vec<Option<Node>> = vec![None; self.len()];
        *best.get_mut(from.index())? = 0.0;
        let mut waiting = BinaryHeap::from([Waiting {
            length: 0.0,
            node: from,
        }]);
        while let Some(Waiting { length, node }) = waiting.pop() {
            if node == to {
                return Some(Way {
                    nodes: trace(&before, to),
                    length: Kilometres(length),
                });
            }
            if best.get(node.index()).is_none_or(|&least| length > least) {
                continue;
            }
            for (next, link) in self.neighbours(node) {
                if !takes(link) || !passes(next) {
                    continue;
                }
                let longer = length + link.length.0;
                if best.get(next.index()).is_some_and(|&least| longer < least) {
                    set(&mut best, next, longer);
                    set(&mut before, next, Some(node));
                    waiting.push(Waiting {
                        length: longer,
                        node: next,
                    });
                }
            }
        }
        None
    }

    /// For every place the nearest of some sources along the roads that the caller takes, within a length.
    ///
    /// Each source starts with the length stated beside it and stays its own nearest. The walk reaches and passes
    /// only places that `follows` lets through. Of equally near sources the one with the lower number wins.
    pub fn nearest_source(
        &self,
        sources: &[(Node, Kilometres)],
        within: Kilometres,
        follows: impl Fn(Node) -> bool,
        takes: impl Fn(&Link) -> bool,
    ) -> Vec<Option<(Node, Kilometres)>> {
        let mut reached: Vec<Option<(Node, Kilometres)>> = vec![None; self.len()];
        let mut is_source = vec![false; self.len()];
        let mut waiting = BinaryHeap::new();
        for &(source, start) in sources {
            set(&mut reached, source, Some((source, start)));
            set(&mut is_source, source, true);
            waiting.push(Waiting {
                length: start.0,
                node: source,
            });
        }
        while let Some(Waiting { length, node }) = waiting.pop() {
            let Some((source, least)) = reached.get(node.index()).copied().flatten() else {
                continue;
            };
            if length > least.0 {
                continue;
            }
            for (next, link) in self.neighbours(node) {
                let longer = length + link.length.0;
                let is_open = is_source.get(next.index()) == Some(&false) && follows(next);
                if !is_open || !takes(link) || longer > within.0 {
                    continue;
                }
                let old = reached.get(next.index()).copied().flatten();
                let better = old.is_none_or(|(old, least)| {
                    longer < least.0 || (longer.total_cmp(&least.0).is_eq() && source < old)
                });
                if better {
                    set(&mut reached, next, Some((source, Kilometres(longer))));
                    waiting.push(Waiting {
                        length: longer,
                        node: next,
                    });
                }
            }
        }
        reached
    }
}

fn set<T>(all: &mut [T], node: Node, value: T) {
    if let Some(slot) = all.get_mut(node.index()) {
        *slot = value;
    }
}

fn trace(before: &[Option<Node>], to: Node) -> Vec<Node> {
    let mut nodes = vec![to];
    let mut at = to;
    while let Some(previous) = before.get(at.index()).copied().flatten() {
        nodes.push(previous);
        at = previous;
    }
    nodes.reverse();
    nodes
}
