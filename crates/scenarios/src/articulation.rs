//! What the removal of each vertex leaves of a graph, for all vertices in one pass.
//!
//! The pass is Tarjan's (Tarjan 1972, "Depth-first search and linear graph algorithms"): a vertex `v` separates
//! the subtree of its child `c` in the depth-first tree where nothing in that subtree leads above `v`. Those
//! subtrees and what lies above are the pieces around `v`, that is, the subtrees around `v` in the block-cut tree.
//! It walks without recursion, so that a long road does not exhaust the stack.

use std::collections::{BTreeMap, BTreeSet};

/// A graph of vertices 0 to n - 1, each with its neighbours in one array. Repeated edges do no harm.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Graph {
    offsets: Vec<usize>,
    neighbours: Vec<usize>,
}

/// What a vertex stands for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Weight {
    pub(crate) places: u64,
    pub(crate) people: u64,
}

impl Weight {
    fn plus(self, other: Self) -> Self {
        Self {
            places: self.places + other.places,
            people: self.people + other.people,
        }
    }

    fn minus(self, other: Self) -> Self {
        Self {
            places: self.places.saturating_sub(other.places),
            people: self.people.saturating_sub(other.people),
        }
    }
}

/// The pieces that are left of one connected part when a vertex is gone, as sums over them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Pieces {
    count: usize,
    sum: Weight,
    severed: (u128, u128),
    largest: u64,
}

/// What is lost: over one connected part, or summed over several.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Loss {
    /// Pairs of places in different pieces.
    pub(crate) pairs: u64,
    /// The sum over pairs of pieces of the product of their people.
    pub(crate) people_pairs: u64,
    /// People outside the piece with the most people.
    pub(crate) people: u64,
    /// By how many the pieces are more than the parts they come from.
    pub(crate) more_pieces: usize,
}

impl Pieces {
    /// Takes one more piece in.
    pub(crate) fn add(&mut self, piece: Weight) {
        let product = |a: u64, b: u64| u128::from(a) * u128::from(b);
        self.count += 1;
        self.severed.0 += product(self.sum.places, piece.places);
        self.severed.1 += product(self.sum.people, piece.people);
        self.sum = self.sum.plus(piece);
        self.largest = self.largest.max(piece.people);
    }

    /// What is lost between the pieces.
    pub(crate) fn loss(&self) -> Loss {
        Loss {
            pairs: u64::try_from(self.severed.0).unwrap_or(u64::MAX),
            people_pairs: u64::try_from(self.severed.1).unwrap_or(u64::MAX),
            people: self.sum.people - self.largest,
            more_pieces: self.count.saturating_sub(1),
        }
    }
}

impl Loss {
    fn plus(self, other: Self) -> Self {
        Self {
            pairs: self.pairs.saturating_add(other.pairs),
            people_pairs: self.people_pairs.saturating_add(other.people_pairs),
            people: self.people + other.people,
            more_pieces: self.more_pieces + other.more_pieces,
        }
    }
}

/// What is lost where several vertices go together, by counting again without them.
pub(crate) fn loss_without(graph: &Graph, weights: &[Weight], gone: &BTreeSet<usize>) -> Loss {
    let whole = graph.parts(&BTreeSet::new());
    let left = graph.parts(gone);
    let mut sums: BTreeMap<(usize, usize), Weight> = BTreeMap::new();
    for (vertex, weight) in weights.iter().enumerate() {
        if let (Some(&part), Some(Some(piece))) = (whole.get(vertex), left.get(vertex)) {
            let sum = sums.entry((part.unwrap_or(0), *piece)).or_default();
            *sum = sum.plus(*weight);
        }
    }
    let mut pieces: BTreeMap<usize, Pieces> = BTreeMap::new();
    for ((part, _), sum) in sums {
        pieces.entry(part).or_default().add(sum);
    }
    pieces
        .values()
        .fold(Loss::default(), |loss, pieces| loss.plus(pieces.loss()))
}

impl Graph {
    /// A graph of `vertices` vertices; an edge to a vertex beyond them is dropped.
    pub(crate) fn of(vertices: usize, edges: &[(usize, usize)]) -> Self {
        let mut offsets = vec![0; vertices + 1];
        let sound = || {
            edges
                .iter()
                .filter(|&&(a, b)| a < vertices && b < vertices && a != b)
        };
        for &(a, b) in sound() {
            for at in [a, b] {
                if let Some(count) = offsets.get_mut(at + 1) {
                    *count += 1;
                }
            }
        }
        let mut sum = 0;
        for offset in &mut offsets {
            sum += *offset;
            *offset = sum;
        }
        let mut free = offsets.clone();
        let mut neighbours = vec![0; sum];
        for &(a, b) in sound() {
            for (from, to) in [(a, b), (b, a)] {
                let Some(slot) = free.get_mut(from) else {
                    continue;
                };
                if let Some(neighbour) = neighbours.get_mut(*slot) {
                    *neighbour = to;
                }
                *slot += 1;
            }
        }
        Self {
            offsets,
            neighbours,
        }
    }

    fn neighbours(&self, vertex: usize) -> &[usize] {
        let (start, end) = self.bounds(vertex);
        self.neighbours.get(start..end).unwrap_or_default()
    }

    /// The connected part of each vertex that is not gone, named by its first vertex.
    fn parts(&self, gone: &BTreeSet<usize>) -> Vec<Option<usize>> {
        let vertices = self.offsets.len().saturating_sub(1);
        let mut part: Vec<Option<usize>> = vec![None; vertices];
        let mut waiting = Vec::new();
        for start in (0..vertices).filter(|vertex| !gone.contains(vertex)) {
            if part.get(start).copied().flatten().is_some() {
                continue;
            }
            waiting.push(start);
            while let Some(vertex) = waiting.pop() {
                if let Some(slot @ None) = part.get_mut(vertex) {
                    *slot = Some(start);
                    let open = self
                        .neighbours(vertex)
                        .iter()
                        .filter(|other| !gone.contains(other));
                    waiting.extend(open);
                }
            }
        }
        part
    }

    fn bounds(&self, vertex: usize) -> (usize, usize) {
        let at = |index: usize| self.offsets.get(index).copied().unwrap_or(0);
        (at(vertex), at(vertex + 1))
    }
}

/// What the walk knows of a vertex.
#[derive(Debug, Clone, Copy, Default)]
struct Seen {
    /// When it was reached, from 1; 0 for not yet.
    order: usize,
    /// The earliest vertex that its subtree leads to.
    low: usize,
    /// Its subtree.
    below: Weight,
    /// The subtrees that it separates.
    separated: Weight,
    parent: Option<usize>,
    pieces: Pieces,
}

/// For every vertex the pieces that are left of its connected part without it.
pub(crate) fn pieces_without_each(graph: &Graph, weights: &[Weight]) -> Vec<Pieces> {
    let mut seen = vec![Seen::default(); weights.len()];
    let mut clock = 0;
    for root in 0..weights.len() {
        if seen.get(root).is_some_and(|vertex| vertex.order == 0) {
            let members = walk(graph, weights, root, &mut clock, &mut seen);
            let total = seen
                .get(root)
                .map_or(Weight::default(), |vertex| vertex.below);
            for &vertex in members.iter().skip(1) {
                let own = weights.get(vertex).copied().unwrap_or_default();
                if let Some(vertex) = seen.get_mut(vertex) {
                    let above = total.minus(own).minus(vertex.separated);
                    vertex.pieces.add(above);
                }
            }
        }
    }
    seen.into_iter().map(|vertex| vertex.pieces).collect()
}

/// Walks one connected part depth first; returns its vertices in the order in which they were reached.
fn walk(
    graph: &Graph,
    weights: &[Weight],
    root: usize,
    clock: &mut usize,
    seen: &mut [Seen],
) -> Vec<usize> {
    let mut members = Vec::new();
    let mut stack: Vec<(usize, usize)> = Vec::new();
    reach(root, None, weights, clock, seen);
    members.push(root);
    stack.push((root, graph.bounds(root).0));
    while let Some((vertex, next)) = stack.last_mut() {
        let vertex = *vertex;
        if *next == graph.bounds(vertex).1 {
            stack.pop();
            finish(vertex, seen);
            continue;
        }
        let other = graph.neighbours.get(*next).copied().unwrap_or(vertex);
        *next += 1;
        let order = seen.get(other).map_or(0, |other| other.order);
        if order == 0 {
            reach(other, Some(vertex), weights, clock, seen);
            members.push(other);
            stack.push((other, graph.bounds(other).0));
        } else if let Some(vertex) = seen.get_mut(vertex) {
            vertex.low = vertex.low.min(order);
        }
    }
    members
}

fn reach(
    vertex: usize,
    parent: Option<usize>,
    weights: &[Weight],
    clock: &mut usize,
    seen: &mut [Seen],
) {
    *clock += 1;
    let below = weights.get(vertex).copied().unwrap_or_default();
    if let Some(vertex) = seen.get_mut(vertex) {
        *vertex = Seen {
            order: *clock,
            low: *clock,
            below,
            parent,
            ..Seen::default()
        };
    }
}

/// Hands what is known of a finished vertex to its parent.
fn finish(vertex: usize, seen: &mut [Seen]) {
    let Some(done) = seen.get(vertex).copied() else {
        return;
    };
    let Some(parent) = done.parent.and_then(|parent| seen.get_mut(parent)) else {
        return;
    };
    parent.low = parent.low.min(done.low);
    parent.below = parent.below.plus(done.below);
    // Where the parent is the root, every child is a piece of its own, and this holds for each of them.
    if done.low >= parent.order {
        parent.separated = parent.separated.plus(done.below);
        parent.pieces.add(done.below);
    }
}

#[cfg(test)]
mod tests;
