//! Places that no link reaches, and parts of the network that hang together with nothing else.

use std::collections::{BTreeMap, BTreeSet};

use marsad_domain::PlaceId;

use super::{
    about::{Exceptions, Excused},
    finding::Findings,
    places::Spots,
    roads::Links,
};
use crate::failure::Failure;

/// How many places of a part are named.
const NAMED: usize = 4;

/// Finds what cannot be reached. A theatre without links is not asked.
pub(super) fn check(
    spots: &Spots,
    links: &Links,
    exceptions: &Exceptions,
    findings: &mut Findings,
) {
    if links.is_empty() {
        return;
    }
    let mut near: BTreeMap<&PlaceId, Vec<&PlaceId>> = BTreeMap::new();
    for (from, to) in links {
        near.entry(from).or_default().push(to);
        near.entry(to).or_default().push(from);
    }
    let mut parts = parts(&near);
    parts.sort_by(|a, b| (b.len(), a).cmp(&(a.len(), b)));
    for part in parts.iter().skip(1) {
        let all: Vec<&PlaceId> = part.iter().copied().collect();
        if let Some(spot) = all.first().and_then(|id| spots.get(*id))
            && !exceptions.excuse(Excused::Unreachable, &all)
        {
            let named: Vec<&str> = all.iter().take(NAMED).map(|id| id.as_str()).collect();
            let places = named.join(", ");
            let values: &[(&'static str, &dyn std::fmt::Display)] =
                &[("count", &all.len()), ("places", &places)];
            findings.error(spot.file, spot.line, Failure::new("check-apart", values));
        }
    }
    let lonely = spots
        .iter()
        .filter(|(id, spot)| spot.kind.is_settlement() && !near.contains_key(id));
    for (id, spot) in lonely {
        if !exceptions.excuse(Excused::Unreachable, &[id]) {
            let fault = Failure::new("check-unreachable", &[("id", id)]);
            findings.error(spot.file, spot.line, fault);
        }
    }
}

/// The connected parts.
fn parts<'l>(near: &BTreeMap<&'l PlaceId, Vec<&'l PlaceId>>) -> Vec<BTreeSet<&'l PlaceId>> {
    let mut seen: BTreeSet<&PlaceId> = BTreeSet::new();
    let mut parts = Vec::new();
    for start in near.keys() {
        if !seen.insert(start) {
            continue;
        }
        let (mut part, mut waiting) = (BTreeSet::new(), vec![*start]);
        while let Some(at) = waiting.pop() {
            part.insert(at);
            let next = near.get(at).into_iter().flatten();
            waiting.extend(next.copied().filter(|id| seen.insert(id)));
        }
        parts.push(part);
    }
    parts
}
