//! What a sheet shows under its places: roads, the names of regions.

use std::collections::BTreeMap;

use marsad_control::Opening;
use marsad_domain::{Place, PlaceKind};
use marsad_places::network::Network;
use marsad_publication::{SheetGround, SheetName, SheetRoad};

use crate::theatre::Theatre;

/// The roads and regions of a theatre, and no place abroad.
pub(crate) fn sheet_ground(theatre: &Theatre, network: &Network, opening: &Opening) -> SheetGround {
    SheetGround {
        roads: roads(theatre, network),
        areas: areas(theatre, opening),
        abroad: Vec::new(),
    }
}

/// A place's name where it lies.
pub(crate) fn named(place: &Place) -> SheetName {
    SheetName {
        name: place.name.clone(),
        at: place.position,
    }
}

/// The country in which most opening positions lie; of equally many the first by its code.
pub(crate) fn home<'a>(theatre: &'a Theatre, opening: &Opening) -> Option<&'a str> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for place in opening
        .iter()
        .filter_map(|(id, _)| theatre.gazetteer.get(id))
    {
        *counts.entry(&place.country).or_default() += 1;
    }
    let most = counts.values().copied().max()?;
    let found = counts.into_iter().find(|(_, count)| *count == most);
    found.map(|(country, _)| country)
}

/// The first-level regions of that country.
fn areas(theatre: &Theatre, opening: &Opening) -> Vec<SheetName> {
    let home = home(theatre, opening);
    let regions = theatre.gazetteer.iter().filter(|place| {
        place.kind == PlaceKind::Governorate && Some(place.country.as_str()) == home
    });
    regions.map(named).collect()
}

/// The links of the theatre, smaller roads first, so that larger ones lie on top.
fn roads(theatre: &Theatre, network: &Network) -> Vec<SheetRoad> {
    let at = |id| theatre.gazetteer.get(id).map(|place| place.position);
    let mut roads: Vec<SheetRoad> = network
        .links()
        .filter_map(|(link, ..)| {
            Some(SheetRoad {
                class: link.class,
                number: link.reference.clone(),
                ends: [at(&link.from)?, at(&link.to)?],
            })
        })
        .collect();
    roads.sort_by_key(|road| std::cmp::Reverse(road.class));
    roads
}
