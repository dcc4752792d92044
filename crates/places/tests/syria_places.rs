//! The places, areas and roads of the Syria theatre: how many, with which codes, no two that cannot be told apart,
//! no road whose length cannot be, and rivers that roads cross only where there is a crossing.

#![expect(clippy::unwrap_used, reason = "tests")]
#![expect(
    clippy::disallowed_methods,
    reason = "the test reads the theatre's files itself"
)]

use std::collections::{BTreeMap, BTreeSet};

use marsad_domain::{Place, PlaceKind, Position};
use marsad_places::{Gazetteer, NamedText, lines::Lines, network::Network};

/// A road is at most so many times as long as the great circle, unless its basis says `why`.
const LONGEST_RATIO: f64 = 1.8;
/// A town at a river's crossing lies at most so far from the river as drawn, in kilometres.
const AT_RIVER_KM: f64 = 4.0;

fn read(name: &str) -> String {
    let path = format!("{}/../../theatres/syria/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn gazetteer() -> Gazetteer {
    let (places, areas) = (read("places.csv"), read("areas.csv"));
    let named = |file, text| NamedText { file, text };
    let areas = named("areas.csv", areas.as_str());
    let loaded = Gazetteer::from_csv(named("places.csv", &places), Some(areas)).unwrap();
    assert!(loaded.refused.is_empty(), "{:?}", loaded.refused);
    loaded.value
}

fn network(gazetteer: &Gazetteer) -> Network {
    let loaded = Network::from_csv("roads.csv", &read("roads.csv"), gazetteer).unwrap();
    assert!(loaded.refused.is_empty(), "{:?}", loaded.refused);
    loaded.value
}

fn position(gazetteer: &Gazetteer, id: &marsad_domain::PlaceId) -> Position {
    gazetteer.get(id).unwrap_or_else(|| panic!("{id}")).position
}

#[test]
fn places_of_the_country_have_arabic_names_a_basis_and_their_sub_district() {
    let gazetteer = gazetteer();
    let is_here = |place: &&Place| place.country == "SY" && !place.kind.is_area();
    let here: Vec<&Place> = gazetteer.iter().filter(is_here).collect();
    assert!(here.len() >= 600, "{}", here.len());
    for place in here {
        let id = &place.id;
        assert!(place.name_ar.is_some() && !place.basis.is_empty(), "{id}");
        let around = gazetteer.containers(id);
        let level = |kind| {
            let areas = around.iter().filter_map(|area| gazetteer.get(area));
            areas.filter(|area| area.kind == kind).count()
        };
        let levels = [PlaceKind::Governorate, PlaceKind::Admin2, PlaceKind::Admin3].map(level);
        assert_eq!(levels, [1, 1, 1], "{id}");
        let code = gazetteer.pcode(id).unwrap_or_default();
        assert_eq!(code.len(), "SY010000".len(), "{id}");
    }
}

#[test]
fn areas_of_three_levels_have_nested_codes_and_arabic_names() {
    let gazetteer = gazetteer();
    let levels = [
        (PlaceKind::Governorate, 14, "SY01"),
        (PlaceKind::Admin2, 62, "SY0100"),
        (PlaceKind::Admin3, 272, "SY010000"),
    ];
    let mut codes = BTreeSet::new();
    for (kind, count, like) in levels {
        let areas: Vec<&Place> = gazetteer.iter().filter(|area| area.kind == kind).collect();
        assert_eq!(areas.len(), count, "{kind:?}");
        for area in areas {
            let code = gazetteer.pcode(&area.id).unwrap_or_default();
            assert_eq!(code.len(), like.len(), "{}", area.id);
            assert!(codes.insert(code.to_owned()), "{code} twice");
            assert!(area.name_ar.is_some(), "{}", area.id);
            let around = gazetteer.containers(&area.id);
            for above in around.iter().filter_map(|above| gazetteer.get(above)) {
                let outer = gazetteer.pcode(&above.id).unwrap_or_default();
                assert!(code.starts_with(outer), "{code} is not in {outer}");
            }
            let first = area.admin1.as_ref().and_then(|first| gazetteer.get(first));
            let first = first.map(|first| first.kind);
            let wanted = (kind != PlaceKind::Governorate).then_some(PlaceKind::Governorate);
            assert!(wanted.is_none() || first == wanted, "{}", area.id);
        }
    }
}

#[test]
fn places_of_one_name_lie_in_different_sub_districts_or_countries() {
    let gazetteer = gazetteer();
    let mut known: BTreeMap<(String, String), &Place> = BTreeMap::new();
    let mut numbers = BTreeSet::new();
    for place in gazetteer.iter().filter(|place| !place.kind.is_area()) {
        if let Some(number) = gazetteer.geonameid(&place.id) {
            assert!(numbers.insert(number), "{number} of GeoNames twice");
        }
        let unit = gazetteer.pcode(&place.id).unwrap_or(&place.country);
        let others = place.name_ar.iter().chain(&place.spellings);
        let names: BTreeSet<String> = std::iter::once(&place.name)
            .chain(others)
            .map(|name| name.to_lowercase())
            .collect();
        for name in names {
            let twin = known.insert((name.clone(), unit.to_owned()), place);
            let twin = twin.map(|twin| twin.id.clone());
            assert_eq!(twin, None, "{name:?} is {} too", place.id);
        }
    }
}

#[test]
fn roads_are_as_long_as_roads_are() {
    let gazetteer = gazetteer();
    let network = network(&gazetteer);
    assert!(network.links().count() >= 220);
    for (link, ..) in network.links() {
        let straight = position(&gazetteer, &link.from).haversine(position(&gazetteer, &link.to));
        let ratio = link.length.0 / straight.0;
        let is_explained = link.basis.contains("why: ");
        assert!(
            (0.99..=LONGEST_RATIO).contains(&ratio) || is_explained,
            "{} to {}: {ratio:.2}",
            link.from,
            link.to
        );
    }
}

#[test]
fn settlements_are_on_the_network_or_beside_a_place_that_is() {
    let gazetteer = gazetteer();
    let network = network(&gazetteer);
    // An island, and a village between three lines.
    let without = ["arwad", "ghajar"];
    for place in gazetteer.iter().filter(|place| place.kind.is_settlement()) {
        let beside = |other: &Place| {
            other.id != place.id
                && network.node(&other.id).is_some()
                && other.position.haversine(place.position) <= other.junction
        };
        let is_reached = network.node(&place.id).is_some()
            || without.contains(&place.id.as_str())
            || gazetteer.iter().any(beside);
        assert!(is_reached, "{}", place.id);
    }
}

#[test]
fn roads_cross_the_rivers_only_at_their_crossings() {
    let gazetteer = gazetteer();
    let lines = Lines::from_toml("lines.toml", &read("lines.toml")).unwrap();
    let network = network(&gazetteer);
    let barriers: Vec<_> = lines.iter().filter(|l| !l.crossings.is_empty()).collect();
    assert_eq!(barriers.len(), 4);
    for river in barriers {
        for id in &river.crossings {
            let at = position(&gazetteer, id);
            let away = river.nearest(at).point.haversine(at).0;
            assert!(
                away <= AT_RIVER_KM,
                "{id} is {away:.1} km from {}",
                river.id
            );
        }
        for (link, ..) in network.links() {
            let (from, to) = (&link.from, &link.to);
            let changes = river.parts(position(&gazetteer, from), position(&gazetteer, to));
            let is_crossing = [from, to].iter().any(|end| river.crossings.contains(*end));
            assert!(!changes || is_crossing, "{from} to {to} over {}", river.id);
        }
    }
}
