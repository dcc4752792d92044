//! For every place how much would break if it changed hands.
//!
//! A place takes with it the places that follow it ([`Situation`]). Such a group counts as one vertex wherever it
//! hangs together, so that one pass over the graph answers for all places; a group that does not hang together is
//! answered by counting again without it. Both are exact.

use std::collections::{BTreeMap, BTreeSet};

use marsad_domain::{Actors, ControlState, PlaceId, PlaceRank, PlaceRef};
use marsad_places::{
    Gazetteer,
    network::{Network, Node},
};

use crate::{
    articulation::{Graph, Loss, Pieces, Weight, loss_without, pieces_without_each},
    error::ScenarioError,
    passage::{Party, Standing},
    question::CutOffQuestion,
    situation::{Because, Situation},
};

/// Ranks the places of a party whose state is stated by what would break if each alone passed to its enemies:
/// most severed pairs weighted by people first, then most severed pairs, then the lower id.
///
/// Changes and pairs of the question are not looked at. Pairs with the place itself, or with places that follow
/// it, do not count: they are lost with it.
///
/// # Errors
/// A reach along roads that is no length.
pub fn rank(
    question: &CutOffQuestion,
    network: &Network,
    gazetteer: &Gazetteer,
    holders: &BTreeMap<PlaceId, ControlState>,
    actors: &Actors,
) -> Result<Vec<PlaceRank>, ScenarioError> {
    let within = question.passage.follows_within;
    if !within.0.is_finite() || within.0 < 0.0 {
        return Err(ScenarioError::Reach {
            kilometres: within.0.to_string(),
        });
    }
    let situation = Situation::of(network, gazetteer, holders, &BTreeSet::new(), within);
    let party = Party {
        id: &question.party,
        on: question.on,
        actors,
    };
    let standing = party.standing(&situation, &question.passage);
    let groups = Groups::of(network, &situation, &standing, question);
    let weights = groups.weights(network, gazetteer);
    let graph = Graph::of(weights.len(), &groups.edges(network, &standing, question));
    let pieces = pieces_without_each(&graph, &weights);
    let mut list: Vec<PlaceRank> = groups
        .of_place
        .iter()
        .filter_map(|(place, vertices)| {
            let place = PlaceRef::from(gazetteer.get(place)?);
            let loss = match vertices.as_slice() {
                [one] => pieces.get(*one).map(Pieces::loss)?,
                several => loss_without(&graph, &weights, &several.iter().copied().collect()),
            };
            Some(ranked(place, loss))
        })
        .collect();
    list.sort_by(|a, b| {
        (b.severed_people_pairs, b.severed_pairs)
            .cmp(&(a.severed_people_pairs, a.severed_pairs))
            .then_with(|| a.place.id.cmp(&b.place.id))
    });
    Ok(list)
}

fn ranked(place: PlaceRef, loss: Loss) -> PlaceRank {
    PlaceRank {
        place,
        severed_pairs: loss.pairs,
        severed_people_pairs: loss.people_pairs,
        people_cut_off: loss.people,
        pieces: loss.more_pieces + 1,
    }
}

/// The places that pass, put together wherever a group hangs together.
struct Groups {
    /// The vertex of each place of the network; none for one that does not pass.
    vertex: Vec<Option<usize>>,
    /// The vertices that go with each place whose state is stated, in order.
    of_place: BTreeMap<PlaceId, Vec<usize>>,
    count: usize,
}

impl Groups {
    fn of(
        network: &Network,
        situation: &Situation,
        standing: &Standing,
        question: &CutOffQuestion,
    ) -> Self {
        let leader = |node| leader(network, situation, node);
        let mut groups = Self {
            vertex: vec![None; network.len()],
            of_place: BTreeMap::new(),
            count: 0,
        };
        let mut waiting = Vec::new();
        for (start, _) in network.nodes() {
            if !standing.passes(start) || groups.vertex_of(start).is_some() {
                continue;
            }
            let lead = leader(start);
            let number = groups.count;
            groups.count += 1;
            if let Some(lead) = lead {
                groups
                    .of_place
                    .entry(lead.clone())
                    .or_default()
                    .push(number);
            }
            waiting.push(start);
            while let Some(node) = waiting.pop() {
                if let Some(slot) = groups.vertex.get_mut(node.index()) {
                    *slot = Some(number);
                }
                for (next, link) in network.neighbours(node) {
                    let is_same = lead.is_some()
                        && standing.passes(next)
                        && question.roads.takes(link)
                        && leader(next) == lead;
                    if is_same && groups.vertex_of(next).is_none() {
                        waiting.push(next);
                    }
                }
            }
        }
        groups
    }

    fn vertex_of(&self, node: Node) -> Option<usize> {
        self.vertex.get(node.index()).copied().flatten()
    }

    fn weights(&self, network: &Network, gazetteer: &Gazetteer) -> Vec<Weight> {
        let mut weights = vec![Weight::default(); self.count];
        for (node, id) in network.nodes() {
            if let Some(weight) = self.vertex_of(node).and_then(|at| weights.get_mut(at)) {
                weight.places += 1;
                weight.people += gazetteer
                    .get(id)
                    .and_then(|place| place.population)
                    .unwrap_or(0);
            }
        }
        weights
    }

    fn edges(
        &self,
        network: &Network,
        standing: &Standing,
        question: &CutOffQuestion,
    ) -> Vec<(usize, usize)> {
        network
            .links()
            .filter(|(link, from, to)| {
                question.roads.takes(link) && standing.passes(*from) && standing.passes(*to)
            })
            .filter_map(|(_, from, to)| self.vertex_of(from).zip(self.vertex_of(to)))
            .collect()
    }
}

/// The place with a stated state whose state this one has; none abroad and where nothing is stated.
fn leader<'a>(network: &'a Network, situation: &'a Situation, node: Node) -> Option<&'a PlaceId> {
    let holding = situation.holding(node)?;
    match &holding.because {
        Because::Stated => network.place(node),
        Because::Junction { of, .. } | Because::Along { of, .. } => Some(of),
        Because::Abroad | Because::NotStated => None,
    }
}

#[cfg(test)]
mod tests;
