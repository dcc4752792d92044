//! Ways between two places: those that hold, and those that control blocks.

use std::collections::BTreeSet;

use marsad_domain::{
    Block, BlockedWay, CutPair, Detour, Kilometres, PlaceId, PlaceRef, Reach, TriedWay,
};
use marsad_places::{
    Gazetteer,
    network::{Network, Node, RoadClass, RoadFilter, Way},
};

use crate::{passage::Standing, situation::Situation, wording::Wording};

/// How many blocked ways are named for one pair and one choice of roads.
const BLOCKED_WAYS: usize = 6;

/// A situation as one party sees it.
pub(crate) struct View<'a> {
    /// The sentences of the answer.
    pub(crate) words: &'a Wording,
    pub(crate) network: &'a Network,
    pub(crate) gazetteer: &'a Gazetteer,
    pub(crate) situation: &'a Situation,
    pub(crate) standing: &'a Standing,
}

impl View<'_> {
    /// The shortest way that holds over the roads of a filter.
    pub(crate) fn way(&self, from: Node, to: Node, roads: &RoadFilter) -> Option<Way> {
        self.network.shortest_way(
            from,
            to,
            |node| self.standing.passes(node),
            |link| roads.takes(link),
        )
    }

    pub(crate) fn places(&self, way: &Way) -> Vec<PlaceRef> {
        way.nodes
            .iter()
            .filter_map(|&node| self.place(node))
            .collect()
    }

    pub(crate) fn place(&self, node: Node) -> Option<PlaceRef> {
        place_ref(self.gazetteer, self.network.place(node)?)
    }

    /// The name of a place, or its id.
    pub(crate) fn name<'a>(&'a self, id: &'a PlaceId) -> &'a str {
        self.gazetteer
            .get(id)
            .map_or(id.as_str(), |place| place.name.as_str())
    }

    /// The state of a place, as a block.
    pub(crate) fn block(&self, node: Node) -> Option<Block> {
        let holding = self.situation.holding(node)?;
        Some(Block {
            place: self.place(node)?,
            state: holding.state.clone(),
            follows: holding
                .follows()
                .and_then(|id| place_ref(self.gazetteer, id)),
        })
    }

    /// The ways that the roads offer where none holds: the shortest, then the shortest that avoids the places at
    /// which it is blocked, and so on until the roads offer none.
    fn blocked(&self, from: Node, to: Node, roads: &RoadFilter) -> Vec<BlockedWay> {
        let mut avoided: BTreeSet<Node> = BTreeSet::new();
        let mut list = Vec::new();
        while list.len() < BLOCKED_WAYS {
            let way = self.network.shortest_way(
                from,
                to,
                |node| !avoided.contains(&node),
                |link| roads.takes(link),
            );
            let Some(way) = way else { break };
            let stops: Vec<Node> = way
                .nodes
                .iter()
                .copied()
                .filter(|&node| !self.standing.passes(node))
                .collect();
            if stops.is_empty() {
                break;
            }
            avoided.extend(&stops);
            list.push(BlockedWay {
                way: self.places(&way),
                length: rounded(way.length),
                at: stops
                    .into_iter()
                    .filter_map(|node| self.block(node))
                    .collect(),
            });
        }
        list
    }
}

/// What becomes of the connection of two places.
pub(crate) fn pair(
    before: &View<'_>,
    after: &View<'_>,
    ends: (&PlaceRef, &PlaceRef),
    roads: &RoadFilter,
) -> CutPair {
    let nodes = before
        .network
        .node(&ends.0.id)
        .zip(before.network.node(&ends.1.id));
    let way_of = |view: &View<'_>| nodes.and_then(|(from, to)| view.way(from, to, roads));
    let (old, new) = (way_of(before), way_of(after));
    let before_length = old.as_ref().map(|way| way.length);
    let ways = match nodes {
        Some(nodes) if new.is_none() => tries(after, nodes, roads, before_length),
        _ => Vec::new(),
    };
    CutPair {
        from: ends.0.clone(),
        to: ends.1.clone(),
        connected_before: old.is_some(),
        connected_after: new.is_some(),
        before: before_length.map(rounded),
        remaining: new.map(|way| detour(after, &way, before_length, Reach::AsAsked)),
        tried: ways
            .iter()
            .skip(1)
            .map(|tried| after.words.tried_in_short(tried))
            .collect(),
        beyond: shortest(&ways),
        ways,
    }
}

/// Tries the roads asked for, then what goes beyond them, unless an end itself does not let the party pass.
fn tries(
    view: &View<'_>,
    (from, to): (Node, Node),
    roads: &RoadFilter,
    before: Option<Kilometres>,
) -> Vec<TriedWay> {
    let ends_pass = view.standing.passes(from) && view.standing.passes(to);
    reaches(roads)
        .into_iter()
        .take(if ends_pass { usize::MAX } else { 1 })
        .map(|(reach, roads)| {
            let way = view.way(from, to, &roads);
            let blocked = if way.is_none() {
                view.blocked(from, to, &roads)
            } else {
                Vec::new()
            };
            TriedWay {
                reach,
                way: way.map(|way| detour(view, &way, before, reach)),
                blocked,
            }
        })
        .collect()
}

/// The choices of roads from what was asked for outward.
fn reaches(roads: &RoadFilter) -> Vec<(Reach, RoadFilter)> {
    let all = RoadFilter {
        classes: RoadClass::ALL.into_iter().collect(),
        ..roads.clone()
    };
    let abroad = RoadFilter {
        across_borders: true,
        ..roads.clone()
    };
    let both = RoadFilter {
        across_borders: true,
        ..all.clone()
    };
    let mut list = vec![(Reach::AsAsked, roads.clone())];
    let (is_narrow, is_home) = (!roads.has_all_classes(), !roads.across_borders);
    if is_narrow {
        list.push((Reach::AllRoads, all));
    }
    if is_home {
        list.push((Reach::AcrossBorders, abroad));
    }
    if is_narrow && is_home {
        list.push((Reach::AllRoadsAcrossBorders, both));
    }
    list
}

fn detour(view: &View<'_>, way: &Way, before: Option<Kilometres>, reach: Reach) -> Detour {
    let added = before.map(|before| rounded(Kilometres(way.length.0 - before.0)));
    Detour {
        way: view.places(way),
        length: rounded(way.length),
        added,
        needs: view.words.needs(reach),
    }
}

/// The shortest way that holds; of equally long ones the one that needs least.
fn shortest(ways: &[TriedWay]) -> Option<Detour> {
    ways.iter()
        .filter_map(|tried| tried.way.clone())
        .min_by(|a, b| a.length.0.total_cmp(&b.length.0))
}

/// A length to the metre, so that sums print as people write them.
pub(crate) fn rounded(length: Kilometres) -> Kilometres {
    Kilometres((length.0 * 1000.0).round() / 1000.0)
}

pub(crate) fn place_ref(gazetteer: &Gazetteer, id: &PlaceId) -> Option<PlaceRef> {
    gazetteer.get(id).map(PlaceRef::from)
}
