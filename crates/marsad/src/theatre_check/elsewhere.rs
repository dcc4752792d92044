//! Places that the long list of the world has under the same name, in the same country, and somewhere else.

use std::collections::{BTreeMap, BTreeSet};

use marsad_domain::{Place, Position};
use marsad_places::{WorldList, normal_form};

use super::{
    about::{Exceptions, Excused},
    finding::Findings,
    places::{Spot, Spots},
};
use crate::failure::Failure;

/// How far two points of one settlement may lie apart, in great-circle kilometres: the middle of a large city is a
/// matter of taste, and a list may have the point of its district.
const NEAR_KM: f64 = 25.0;

/// The points of the list by country and name in normal form.
type Points = BTreeMap<(String, String), Vec<Position>>;

/// Finds the settlements that stand elsewhere in the list. Which of the two is wrong, or whether they only share a name,
/// somebody has to look up.
pub(super) fn check(
    spots: &Spots,
    world: &WorldList,
    exceptions: &Exceptions,
    findings: &mut Findings,
) {
    let points = points(spots, world);
    let settlements = spots.iter().filter(|(_, spot)| spot.kind.is_settlement());
    for (id, spot) in settlements {
        let Some((away, at)) = nearest(spot, &points) else {
            continue;
        };
        if away <= NEAR_KM || exceptions.excuse(Excused::Elsewhere, &[id]) {
            continue;
        }
        let values: &[(&'static str, &dyn std::fmt::Display)] = &[
            ("id", id),
            ("km", &away.round()),
            ("lat", &at.lat()),
            ("lon", &at.lon()),
        ];
        findings.warn(
            spot.file,
            spot.line,
            Failure::new("check-elsewhere", values),
        );
    }
}

/// The settlements of the list in the countries of the theatre.
fn points(spots: &Spots, world: &WorldList) -> Points {
    let countries: BTreeSet<&str> = spots.values().map(|spot| spot.country.as_str()).collect();
    let mut points = Points::new();
    let listed = countries
        .into_iter()
        .flat_map(|code| world.of_country(code));
    for place in listed.filter(|place: &&Place| place.kind.is_settlement()) {
        let key = (place.country.clone(), normal_form(&place.name));
        points.entry(key).or_default().push(place.position);
    }
    points
}

/// The nearest point of the list that has one of the names of a place, and how far away it is in kilometres.
fn nearest(spot: &Spot, points: &Points) -> Option<(f64, Position)> {
    let named = spot.names.iter().filter_map(|name| {
        let key = (spot.country.clone(), normal_form(name));
        points.get(&key)
    });
    named
        .flatten()
        .map(|at| (spot.at.haversine(*at).0, *at))
        .min_by(|(a, _), (b, _)| a.total_cmp(b))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use marsad_domain::PlaceKind;
    use marsad_places::{WorldBuilder, WorldRow};

    use super::*;

    fn told(lat: f64, names: &[&str], country: &str) -> usize {
        let spot = Spot {
            file: "places.csv",
            line: 2,
            kind: PlaceKind::Town,
            at: Position::new(lat, 20.0).unwrap(),
            names: names.iter().map(|name| (*name).to_owned()).collect(),
            within: Vec::new(),
            country: country.to_owned(),
        };
        let mut list = WorldBuilder::new();
        for (number, lat) in [(1, 10.0), (2, 12.0)] {
            let row = WorldRow {
                name: "Ara".to_owned(),
                kind: PlaceKind::Town,
                position: Position::new(lat, 20.0).unwrap(),
                population: Some(900),
                country: "XA".to_owned(),
                parent: None,
            };
            list.settlement(number, row);
        }
        let list = WorldList::new(list.build(40).unwrap()).unwrap();
        let mut findings = Findings::default();
        let spots = Spots::from([("ara".parse().unwrap(), spot)]);
        check(&spots, &list, &Exceptions::default(), &mut findings);
        findings.into_list().len()
    }

    #[test]
    fn a_place_far_from_every_place_of_its_name_in_the_list_is_told() {
        assert_eq!(told(11.0, &["Ara"], "XA"), 1);
        assert_eq!(told(11.0, &["Bel", "ARA"], "XA"), 1, "by any spelling");
        assert_eq!(told(12.2, &["Ara"], "XA"), 0, "22 km from the second");
        assert_eq!(told(11.0, &["Bel"], "XA"), 0, "not in the list");
        assert_eq!(told(11.0, &["Ara"], "XB"), 0, "in another country");
    }
}
