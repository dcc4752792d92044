//! The connected parts of a network.

use super::{Link, Network, Node};

/// Which connected part each place belongs to; places that do not pass belong to none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parts {
    part: Vec<Option<u32>>,
    count: usize,
}

impl Parts {
    /// The number of a place's part, from 0 in order of each part's lowest place.
    #[must_use]
    pub fn of(&self, node: Node) -> Option<usize> {
        self.part
            .get(node.index())
            .copied()
            .flatten()
            .map(|part| part as usize)
    }

    /// How many parts there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.count
    }

    /// Whether two places pass and are connected.
    #[must_use]
    pub fn connects(&self, a: Node, b: Node) -> bool {
        self.of(a).is_some_and(|part| self.of(b) == Some(part))
    }
}

impl Network {
    /// The connected parts of the places that pass, over the links that the caller takes.
    pub fn parts(&self, passes: impl Fn(Node) -> bool, takes: impl Fn(&Link) -> bool) -> Parts {
        let mut part: Vec<Option<u32>> = vec![None; self.len()];
        let mut count = 0;
        let mut waiting = Vec::new();
        for (start, _) in self.nodes() {
            if !passes(start) || part.get(start.index()).copied().flatten().is_some() {
                continue;
            }
            waiting.push(start);
            mark(&mut part, start, count);
            while let Some(node) = waiting.pop() {
                for (next, link) in self.neighbours(node) {
                    let is_new = part.get(next.index()).copied().flatten().is_none();
                    if is_new && takes(link) && passes(next) {
                        mark(&mut part, next, count);
                        waiting.push(next);
                    }
                }
            }
            count += 1;
        }
        Parts {
            part,
            count: count as usize,
        }
    }
}

fn mark(part: &mut [Option<u32>], node: Node, number: u32) {
    if let Some(slot) = part.get_mut(node.index()) {
        *slot = Some(number);
    }
}
