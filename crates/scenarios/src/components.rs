//! The connected parts of a party's network: what is in them, and which one is the main one.

use std::collections::BTreeSet;

use marsad_domain::{NetworkPart, PlaceId, PlaceRef};
use marsad_places::{
    Gazetteer,
    network::{Network, Node, Parts, RoadFilter},
};

use crate::passage::Standing;

/// The parts of a party's network over the roads of a filter.
pub(crate) struct Components<'a> {
    network: &'a Network,
    gazetteer: &'a Gazetteer,
    standing: &'a Standing,
    /// Whether a place touches a road of the filter.
    on_roads: Vec<bool>,
    pub(crate) parts: Parts,
}

impl<'a> Components<'a> {
    pub(crate) fn of(
        network: &'a Network,
        gazetteer: &'a Gazetteer,
        standing: &'a Standing,
        roads: &RoadFilter,
    ) -> Self {
        let touches = |node| network.neighbours(node).any(|(_, link)| roads.takes(link));
        Self {
            network,
            gazetteer,
            standing,
            on_roads: network.nodes().map(|(node, _)| touches(node)).collect(),
            parts: network.parts(|node| standing.passes(node), |link| roads.takes(link)),
        }
    }

    /// The places that the party holds and that lie on the roads asked for.
    pub(crate) fn held(&self) -> impl Iterator<Item = (Node, &'a PlaceId)> + '_ {
        self.network.nodes().filter(|(node, _)| {
            self.standing.holds(*node) && self.on_roads.get(node.index()) == Some(&true)
        })
    }

    /// How many parts hold a place of the party.
    pub(crate) fn count(&self) -> usize {
        self.held()
            .filter_map(|(node, _)| self.parts.of(node))
            .collect::<BTreeSet<_>>()
            .len()
    }

    /// The parts with a place of the party, with their numbers: most people first, then most places, then the
    /// lowest id.
    pub(crate) fn list(&self, hubs: &[PlaceId]) -> Vec<(usize, NetworkPart)> {
        let mut members: Vec<Vec<&PlaceId>> = vec![Vec::new(); self.parts.count()];
        for (node, id) in self.held() {
            if let Some(list) = self.parts.of(node).and_then(|part| members.get_mut(part)) {
                list.push(id);
            }
        }
        let mut list: Vec<(usize, NetworkPart)> = members
            .iter()
            .enumerate()
            .filter_map(|(number, ids)| Some((number, self.part(number, ids, hubs)?)))
            .collect();
        list.sort_by(|(m, a), (n, b)| {
            (b.people, b.places)
                .cmp(&(a.people, a.places))
                .then(m.cmp(n))
        });
        list
    }

    fn part(&self, number: usize, ids: &[&PlaceId], hubs: &[PlaceId]) -> Option<NetworkPart> {
        let places: Vec<_> = ids.iter().filter_map(|id| self.gazetteer.get(id)).collect();
        let largest = places.iter().max_by(|a, b| {
            a.population
                .cmp(&b.population)
                .then_with(|| b.id.cmp(&a.id))
        })?;
        Some(NetworkPart {
            hubs: self.hubs_of(number, hubs),
            places: places.len(),
            people: places.iter().filter_map(|place| place.population).sum(),
            largest: PlaceRef::from(*largest),
        })
    }

    /// The hubs in a part, in the order in which they were asked for.
    pub(crate) fn hubs_of(&self, number: usize, hubs: &[PlaceId]) -> Vec<PlaceRef> {
        hubs.iter()
            .filter(|hub| {
                let node = self.network.node(hub);
                node.and_then(|node| self.parts.of(node)) == Some(number)
            })
            .filter_map(|hub| self.gazetteer.get(hub).map(PlaceRef::from))
            .collect()
    }
}
