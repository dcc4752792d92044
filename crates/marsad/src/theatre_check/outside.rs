//! Places of the theatre's own country that lie outside its outline.

use std::collections::BTreeMap;

use marsad_domain::PlaceId;
use marsad_places::lines::{Line, LineKind};

use super::{
    about::{Exceptions, Excused},
    finding::Findings,
    ground::Ground,
    places::{Spot, Spots},
    positions,
};
use crate::failure::Failure;

/// How far outside a place may lie, in kilometres: outlines are simplified, and ports and crossings lie on them.
const NEAR_KM: f64 = 3.0;
/// A closed boundary is of the theatre where at least one in so many of its own places lies inside: one place that
/// stands in the country next door does not make that country the theatre's.
const ONE_IN: usize = 20;

/// A position of the opening: its place, and the line it stands on.
pub(super) type Held = (PlaceId, usize);

/// Finds the settlements and the held places that lie outside. Where the map draws no outline around most of the places,
/// nothing is known of it.
pub(super) fn check(
    spots: &Spots,
    held: &[Held],
    (ground, exceptions): (&Ground, &Exceptions),
    findings: &mut Findings,
) {
    let own = own_places(spots, held);
    let outlines = outlines(&own, ground);
    let mut tell = |id: &PlaceId, spot: &Spot, (file, line): (&str, usize)| {
        let Some(km) = away(spot, &outlines).filter(|km| *km > NEAR_KM) else {
            return;
        };
        let is_explained = |what| exceptions.excuse(what, &[id]);
        if !is_explained(Excused::Outside) && !is_explained(Excused::Coast) {
            let values: &[(&'static str, &dyn std::fmt::Display)] =
                &[("id", id), ("km", &km.round()), ("country", &spot.country)];
            findings.warn(file, line, Failure::new("check-outside", values));
        }
    };
    for (id, spot) in &own {
        if spot.kind.is_settlement() {
            tell(id, spot, (spot.file, spot.line));
        }
    }
    for (id, line) in held {
        if let Some(spot) = own.get(id) {
            tell(id, spot, (positions::FILE, *line));
        }
    }
}

/// The places of the country in which most of the held places lie, or most places where none is held.
fn own_places<'s>(spots: &'s Spots, held: &[Held]) -> BTreeMap<&'s PlaceId, &'s Spot> {
    let of_held: Vec<&str> = held
        .iter()
        .filter_map(|(id, _)| spots.get(id))
        .map(|spot| spot.country.as_str())
        .collect();
    let of_all = || spots.values().map(|spot| spot.country.as_str());
    let country = most(of_held.into_iter()).or_else(|| most(of_all()));
    let is_own = |spot: &Spot| !spot.kind.is_area() && Some(spot.country.as_str()) == country;
    spots.iter().filter(|(_, spot)| is_own(spot)).collect()
}

/// The country that stands most often; of equals the first by its code.
fn most<'s>(countries: impl Iterator<Item = &'s str>) -> Option<&'s str> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for country in countries.filter(|country| !country.is_empty()) {
        *counts.entry(country).or_default() += 1;
    }
    let most = counts.values().copied().max()?;
    let found = counts.into_iter().find(|(_, count)| *count == most);
    found.map(|(country, _)| country)
}

/// The closed boundaries of the theatre; none where they are around less than half of its own places.
fn outlines<'g>(own: &BTreeMap<&PlaceId, &Spot>, ground: &'g Ground) -> Vec<&'g Line> {
    let is_in = |line: &Line, spot: &Spot| line.contains(spot.at) == Some(true);
    let holds_enough = |line: &&Line| {
        let inside = own.values().filter(|spot| is_in(line, spot)).count();
        line.kind == LineKind::Boundary && inside > 0 && inside * ONE_IN >= own.len()
    };
    let outlines: Vec<&Line> = ground.lines().iter().filter(holds_enough).collect();
    let is_inside = |spot: &&&Spot| outlines.iter().any(|line| is_in(line, spot));
    if own.values().filter(is_inside).count() * 2 < own.len() {
        return Vec::new();
    }
    outlines
}

/// How far outside a place lies, in kilometres; nothing where it lies inside, or where there is no outline.
fn away(spot: &Spot, outlines: &[&Line]) -> Option<f64> {
    if outlines
        .iter()
        .any(|line| line.contains(spot.at) == Some(true))
    {
        return None;
    }
    let distances = outlines.iter().map(|line| line.nearest(spot.at).distance.0);
    distances.min_by(f64::total_cmp)
}
