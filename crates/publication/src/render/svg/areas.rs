//! Areas and the lines between two parties.

use std::collections::BTreeMap;

use super::{Hatching, Path, Projection, hatching_id, shape, state_title};
use crate::{
    clean_text::CleanText,
    map::{Paint, PublishedMap},
    wording::Wording,
};

/// All areas of one state.
#[derive(Debug, Clone)]
pub(crate) struct AreaPath {
    pub(crate) class: &'static str,
    pub(crate) d: String,
    pub(crate) fill: String,
    pub(crate) title: CleanText,
}

/// The areas by state: full where it was assessed, hatched where it is claimed, in two colours where it is contested.
/// Unknown land stays empty.
pub(super) fn paths(map: &PublishedMap, projection: Projection, words: &Wording) -> Vec<AreaPath> {
    let mut by_paint: Vec<(&Paint, String)> = Vec::new();
    for area in &map.areas {
        let rings = area.rings.iter().map(|ring| {
            // The last point of a ring is its first.
            let points = ring.iter().take(ring.len().saturating_sub(1));
            shape::line(points.map(|point| projection.place(*point)), true)
        });
        let d: String = rings.collect();
        match by_paint.iter_mut().find(|(paint, _)| *paint == &area.paint) {
            Some((_, all)) => all.push_str(&d),
            None => by_paint.push((&area.paint, d)),
        }
    }
    let path = |(paint, d): (&Paint, String)| {
        let (class, fill) = fill(map, paint)?;
        let title = state_title(map, paint, words);
        Some(AreaPath {
            class,
            d,
            fill,
            title,
        })
    };
    by_paint.into_iter().filter_map(path).collect()
}

fn fill(map: &PublishedMap, paint: &Paint) -> Option<(&'static str, String)> {
    let party = |number: &usize| map.parties.get(*number);
    Some(match paint {
        Paint::Held(number) | Paint::Besieged(number, _) => {
            ("area", shape::hex(party(number)?.colour))
        }
        Paint::Claimed(number) | Paint::Unchecked(number) => {
            ("hatched", format!("url(#{})", hatching_id(party(number)?)))
        }
        Paint::Contested(numbers) => match numbers.as_slice() {
            [one, other, ..] => ("area", format!("url(#{})", fight_id(*one, *other))),
            // Nobody says who fights.
            [] | [_] => ("area", "#8c8c8c".to_owned()),
        },
        Paint::Unknown => return None,
    })
}

fn fight_id(one: usize, other: usize) -> String {
    format!("fight-{}-{}", one.min(other), one.max(other))
}

/// A hatching for each two parties that fight for an area.
pub(super) fn fights(map: &PublishedMap) -> Vec<Hatching> {
    let mut found: BTreeMap<String, Hatching> = BTreeMap::new();
    let colour = |number: usize| {
        map.parties
            .get(number)
            .map(|party| shape::hex(party.colour))
    };
    for area in &map.areas {
        let Paint::Contested(numbers) = &area.paint else {
            continue;
        };
        let [one, other, ..] = *numbers.as_slice() else {
            continue;
        };
        if let Some(first) = colour(one.min(other)) {
            let id = fight_id(one, other);
            let hatching = Hatching {
                id: id.clone(),
                colour: first,
                other: colour(one.max(other)),
            };
            found.insert(id, hatching);
        }
    }
    found.into_values().collect()
}

/// The lines between two parties.
pub(super) fn fronts(map: &PublishedMap, projection: Projection) -> Vec<Path> {
    let path = |line: &Vec<marsad_domain::Position>| Path {
        class: "front",
        d: shape::line(line.iter().map(|point| projection.place(*point)), false),
    };
    map.fronts.iter().map(path).collect()
}
