//! The road network: links between places, with class and length; ways through it and its connected parts.
//!
//! What goes in: links as CSV and a gazetteer. What comes out: ways, their lengths, connected parts.
//! What it must not do: know who holds a place. Whether a place or a link can be passed is asked of the caller.
//!
//! Places of the network are numbered densely in order of their ids ([`Node`]), so that whoever walks it can keep
//! what it knows in a vector, and so that a network of a million places stays a few arrays.

use std::collections::{BTreeMap, BTreeSet};

use marsad_domain::{Kilometres, PlaceId};

mod class;
mod import;
mod parts;
mod way;

pub use class::{RoadClass, RoadClassError};
pub use parts::Parts;
pub use way::Way;

/// A place of the network: its number, from 0 in order of the ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Node(u32);

impl Node {
    /// The number, as an index into a vector with one entry a place.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A road between two places that passes no other place of the network.
#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    /// One end.
    pub from: PlaceId,
    /// The other end.
    pub to: PlaceId,
    /// The road's number or name, where it has one.
    pub reference: Option<String>,
    /// How large a road.
    pub class: RoadClass,
    /// Length by road.
    pub length: Kilometres,
    /// Whether it crosses an international border.
    pub crosses_border: bool,
    /// Where the row comes from.
    pub basis: String,
}

/// Which roads a question takes into account.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RoadFilter {
    /// The classes that count.
    pub classes: BTreeSet<RoadClass>,
    /// Whether links across an international border count.
    pub across_borders: bool,
}

impl Default for RoadFilter {
    /// Trunk and primary roads within the country.
    fn default() -> Self {
        Self {
            classes: BTreeSet::from([RoadClass::Trunk, RoadClass::Primary]),
            across_borders: false,
        }
    }
}

impl RoadFilter {
    /// All classes, within the country.
    #[must_use]
    pub fn all_classes() -> Self {
        Self {
            classes: RoadClass::ALL.into_iter().collect(),
            across_borders: false,
        }
    }

    /// Whether every class counts.
    #[must_use]
    pub fn has_all_classes(&self) -> bool {
        RoadClass::ALL
            .iter()
            .all(|class| self.classes.contains(class))
    }

    /// Whether a link counts.
    #[must_use]
    pub fn takes(&self, link: &Link) -> bool {
        self.classes.contains(&link.class) && (self.across_borders || !link.crosses_border)
    }
}

/// Links between places.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Network {
    places: Vec<PlaceId>,
    links: Vec<Link>,
    ends: Vec<(Node, Node)>,
    /// Where each node's neighbours begin in `neighbours`; one entry more than there are nodes.
    offsets: Vec<u32>,
    neighbours: Vec<(Node, u32)>,
}

impl Network {
    /// A network of links that are known to be sound, in a canonical order: by ends, road, length.
    fn of(mut links: Vec<Link>) -> Self {
        links.sort_by(|a, b| {
            let key = |link: &Link| (link.from.clone(), link.to.clone(), link.reference.clone());
            key(a).cmp(&key(b)).then(a.length.0.total_cmp(&b.length.0))
        });
        let ids: BTreeSet<&PlaceId> = links
            .iter()
            .flat_map(|link| [&link.from, &link.to])
            .collect();
        let places: Vec<PlaceId> = ids.into_iter().cloned().collect();
        let numbers: BTreeMap<&PlaceId, Node> = places.iter().zip((0..).map(Node)).collect();
        let ends: Vec<(Node, Node)> = links
            .iter()
            .filter_map(|link| Some((*numbers.get(&link.from)?, *numbers.get(&link.to)?)))
            .collect();
        let (offsets, neighbours) = adjacency(places.len(), &ends);
        Self {
            places,
            links,
            ends,
            offsets,
            neighbours,
        }
    }

    /// All places of the network in order of their ids.
    pub fn nodes(&self) -> impl Iterator<Item = (Node, &PlaceId)> {
        (0..).map(Node).zip(&self.places)
    }

    /// Number of places on the network.
    #[must_use]
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether the network has no link.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// The number of a place; `None` for one that no link reaches.
    #[must_use]
    pub fn node(&self, place: &PlaceId) -> Option<Node> {
        let at = self.places.binary_search(place).ok()?;
        u32::try_from(at).ok().map(Node)
    }

    /// The place of a number; `None` for a number of another network.
    #[must_use]
    pub fn place(&self, node: Node) -> Option<&PlaceId> {
        self.places.get(node.index())
    }

    /// All links in canonical order, with the numbers of their ends.
    pub fn links(&self) -> impl Iterator<Item = (&Link, Node, Node)> {
        self.links
            .iter()
            .zip(&self.ends)
            .map(|(link, &(from, to))| (link, from, to))
    }

    /// The links of a road, by its number or name without regard to case.
    pub fn links_along<'a>(&'a self, reference: &'a str) -> impl Iterator<Item = &'a Link> {
        let wanted = reference.trim();
        self.links.iter().filter(move |link| {
            link.reference
                .as_deref()
                .is_some_and(|name| name.eq_ignore_ascii_case(wanted))
        })
    }

    /// The neighbours of a place, in order of their ids, each with the link that leads there.
    pub fn neighbours(&self, node: Node) -> impl Iterator<Item = (Node, &Link)> {
        let bound = |at: usize| self.offsets.get(at).map_or(0, |&offset| offset as usize);
        let (start, end) = (bound(node.index()), bound(node.index() + 1));
        let slice = self.neighbours.get(start..end).unwrap_or_default();
        slice
            .iter()
            .filter_map(|&(other, link)| Some((other, self.links.get(link as usize)?)))
    }
}

/// The neighbours of every node in one array, each node's in order of their numbers.
fn adjacency(nodes: usize, ends: &[(Node, Node)]) -> (Vec<u32>, Vec<(Node, u32)>) {
    let mut pairs: Vec<(Node, Node, u32)> = Vec::with_capacity(ends.len() * 2);
    for (&(a, b), link) in ends.iter().zip(0..) {
        pairs.push((a, b, link));
        pairs.push((b, a, link));
    }
    pairs.sort_unstable();
    let mut offsets = vec![0_u32; nodes + 1];
    for &(from, ..) in &pairs {
        if let Some(count) = offsets.get_mut(from.index() + 1) {
            *count += 1;
        }
    }
    let mut sum = 0;
    for offset in &mut offsets {
        sum += *offset;
        *offset = sum;
    }
    (
        offsets,
        pairs.into_iter().map(|(_, to, link)| (to, link)).collect(),
    )
}

#[cfg(test)]
mod tests;
