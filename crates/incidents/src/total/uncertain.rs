//! Which links are uncertain, and what can come of them.
//!
//! What goes in: a linkage with its doubts, and what people decided. What comes out: clusters of incidents that
//! uncertain links may join, each cut into pieces that are certainly together.
//!
//! A link is uncertain where the linkage sent it to the review queue:
//!
//! - A mention that joined with few bits, or with a close second, may stand alone.
//! - One that was kept apart although an incident nearly fits may belong to that incident, and with it what joined it.
//!
//! Its bits are log2 of the odds that both tell of one incident, so it holds with the probability
//! `2^bits / (1 + 2^bits)`. Where later mentions brought more evidence, that counts. What a person decided is certain.
//! A close second is drawn as joined or apart, not as moved: the number of incidents hardly differs.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    link::{Bounds, Doubt, Link, Linked},
    parts::Parts,
};

/// From here on a link is taken as certain: it fails in fewer than one of four thousand draws.
const CERTAIN_BITS: f64 = 12.0;

/// A link that holds with a probability.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct UncertainLink {
    /// The pieces of its cluster that it joins.
    pub(crate) pieces: [usize; 2],
    /// The mentions that it was found between.
    pub(crate) mentions: [u32; 2],
    /// That both tell of one incident.
    pub(crate) probability: f64,
}

/// Mentions that may be one incident or several.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Cluster {
    /// Mentions that are certainly of one incident, ascending.
    pub(crate) pieces: Vec<Vec<u32>>,
    /// What may join the pieces, in order of their mentions.
    pub(crate) links: Vec<UncertainLink>,
    /// Pairs of pieces that a person keeps apart.
    pub(crate) apart: Vec<(usize, usize)>,
}

/// A doubt of the linkage that is left in the end.
#[derive(Debug, Clone, Copy)]
struct Open {
    mention: u32,
    other: u32,
    bits: f64,
    is_joined: bool,
}

/// The clusters of a linkage, in order of their first mentions; every mention is in one.
pub(crate) fn clusters(linked: &Linked, links: &[Link], bounds: &Bounds) -> Vec<Cluster> {
    let homes: BTreeMap<u32, u32> = (0u32..)
        .zip(&linked.incidents)
        .flat_map(|(home, members)| members.iter().map(move |at| (*at, home)))
        .collect();
    let open = open_links(linked, links, bounds, &homes);
    let incidents = u32::try_from(linked.incidents.len()).unwrap_or(u32::MAX);
    let mut parts = Parts::alone(incidents);
    for link in &open {
        if let (Some(a), Some(b)) = (homes.get(&link.mention), homes.get(&link.other)) {
            parts.join(*a, *b);
        }
    }
    let mut groups: BTreeMap<u32, (Vec<u32>, Vec<Open>)> = BTreeMap::new();
    for incident in 0..incidents {
        let group = groups.entry(parts.root(incident)).or_default();
        group.0.push(incident);
    }
    for link in open {
        if let Some(home) = homes.get(&link.mention) {
            let group = groups.entry(parts.root(*home)).or_default();
            group.1.push(link);
        }
    }
    groups
        .into_values()
        .map(|(incidents, open)| cluster(&incidents, &open, linked, bounds))
        .collect()
}

fn open_links(
    linked: &Linked,
    links: &[Link],
    bounds: &Bounds,
    homes: &BTreeMap<u32, u32>,
) -> Vec<Open> {
    let decided: BTreeSet<u32> = bounds.together.iter().flatten().copied().collect();
    let later: BTreeMap<u32, f64> = links
        .iter()
        .filter_map(|link| Some((link.record, link.bits?.total().0)))
        .collect();
    let mut open: Vec<Open> = linked
        .unsure
        .iter()
        .filter_map(|unsure| {
            let (mention, other) = (unsure.record, unsure.incident);
            let is_joined = homes.get(&mention)? == homes.get(&other)?;
            let bits = unsure.bits.total().0;
            let is_open = match unsure.doubt {
                Doubt::Weak | Doubt::CloseSecond => is_joined && !decided.contains(&mention),
                Doubt::NearMiss => !is_joined,
            };
            let bits = if is_joined {
                later.get(&mention).map_or(bits, |later| later.max(bits))
            } else {
                bits
            };
            (is_open && bits < CERTAIN_BITS && mention != other).then_some(Open {
                mention,
                other,
                bits,
                is_joined,
            })
        })
        .collect();
    open.sort_by_key(|link| (link.mention, link.other));
    open.dedup_by_key(|link| (link.mention, link.other));
    open
}

fn cluster(incidents: &[u32], open: &[Open], linked: &Linked, bounds: &Bounds) -> Cluster {
    let leaving: BTreeSet<u32> = open
        .iter()
        .filter(|link| link.is_joined)
        .map(|link| link.mention)
        .collect();
    let mut pieces: Vec<Vec<u32>> = Vec::new();
    let mut cores: BTreeMap<u32, usize> = BTreeMap::new();
    for incident in incidents {
        let members = linked
            .incidents
            .get(*incident as usize)
            .into_iter()
            .flatten();
        let (alone, core): (Vec<u32>, Vec<u32>) = members
            .copied()
            .partition(|mention| leaving.contains(mention));
        if !core.is_empty() {
            cores.insert(*incident, pieces.len());
            pieces.push(core);
        }
        pieces.extend(alone.into_iter().map(|mention| vec![mention]));
    }
    let piece_of: BTreeMap<u32, usize> = pieces
        .iter()
        .enumerate()
        .flat_map(|(piece, members)| members.iter().map(move |at| (*at, piece)))
        .collect();
    let home_of = |mention: u32| {
        let mut homes = incidents.iter();
        homes.find(|home| {
            let members = linked.incidents.get(**home as usize);
            members.is_some_and(|members| members.binary_search(&mention).is_ok())
        })
    };
    let links = open.iter().filter_map(|link| {
        let from = *piece_of.get(&link.mention)?;
        // What leaves is held by the rest of its incident, where there is a rest.
        let core = home_of(link.mention).and_then(|home| cores.get(home));
        let to = match core.filter(|_| link.is_joined) {
            Some(core) => *core,
            None => *piece_of.get(&link.other)?,
        };
        (from != to).then(|| UncertainLink {
            pieces: [from, to],
            mentions: [link.mention, link.other],
            probability: probability_of(link.bits),
        })
    });
    let apart = bounds
        .apart
        .iter()
        .filter_map(|(a, b)| Some((*piece_of.get(a)?, *piece_of.get(b)?)));
    Cluster {
        links: links.collect(),
        apart: apart.collect(),
        pieces,
    }
}

/// The probability of odds in bits.
fn probability_of(bits: f64) -> f64 {
    1.0 / (1.0 + (-bits).exp2())
}

impl Cluster {
    /// The groups of pieces that are one incident where these links hold, in order of their first pieces. Links that
    /// would bring together what a person keeps apart do not hold.
    pub(crate) fn groups(&self, holds: impl Fn(usize) -> bool) -> Vec<Vec<usize>> {
        let mut homes: Vec<usize> = (0..self.pieces.len()).collect();
        for (_, link) in (0..).zip(&self.links).filter(|(at, _)| holds(*at)) {
            let [a, b] = link.pieces.map(|piece| homes.get(piece).copied());
            let (Some(a), Some(b)) = (a, b) else { continue };
            if a != b && !self.keeps_apart(&homes, a, b) {
                let (keep, gone) = (a.min(b), a.max(b));
                homes
                    .iter_mut()
                    .filter(|home| **home == gone)
                    .for_each(|home| *home = keep);
            }
        }
        let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (piece, home) in homes.into_iter().enumerate() {
            groups.entry(home).or_default().push(piece);
        }
        groups.into_values().collect()
    }

    fn keeps_apart(&self, homes: &[usize], a: usize, b: usize) -> bool {
        self.apart.iter().any(|(one, other)| {
            let (one, other) = (homes.get(*one), homes.get(*other));
            (one, other) == (Some(&a), Some(&b)) || (one, other) == (Some(&b), Some(&a))
        })
    }

    /// The mentions of some pieces, ascending.
    pub(crate) fn mentions(&self, pieces: &[usize]) -> Vec<u32> {
        let mut mentions: Vec<u32> = pieces
            .iter()
            .filter_map(|piece| self.pieces.get(*piece))
            .flatten()
            .copied()
            .collect();
        mentions.sort_unstable();
        mentions
    }
}
