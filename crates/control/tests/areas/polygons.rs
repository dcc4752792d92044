//! Polygons are valid, leave no gap and do not overlap.

use geo::{Contains as _, Intersects as _, LineString, Point, Polygon, Validation as _};
use marsad_control::areas::{Areas, Country};
use marsad_domain::{
    ActorId, Actors, ControlArea, ControlState, PlaceControl, PlaceId, PlaceRef, Position,
    Probability, RestsOn,
};
use proptest::prelude::*;

use crate::{invented::day, rules};

/// A place with what is known of it.
#[derive(Debug, Clone)]
struct Known {
    east: f64,
    north: f64,
    state: ControlState,
    sure: f64,
}

fn party(number: usize) -> ActorId {
    format!("party-{number}").parse().expect("an id")
}

fn any_state() -> impl Strategy<Value = ControlState> {
    (0..7usize, 0..3usize, 1..3usize).prop_map(|(kind, one, by)| {
        let (holder, other) = (party(one), party((one + by) % 3));
        let claimed = |holder, rests_on| ControlState::Claimed {
            holder,
            before: None,
            rests_on,
        };
        match kind {
            0 => claimed(holder, RestsOn::OneSide),
            1 => claimed(holder, RestsOn::UncheckedOpening),
            2 => ControlState::Besieged { holder, by: other },
            3 => {
                let mut parties = vec![holder, other];
                parties.sort();
                ControlState::Contested { parties }
            }
            4 => ControlState::Unknown,
            _ => ControlState::Held { holder },
        }
    })
}

prop_compose! {
    fn any_known()(east in 0.0..1.0f64, north in 0.0..0.8f64, state in any_state(), sure in 0.05..1.0f64) -> Known {
        Known { east, north, state, sure }
    }
}

fn control(known: &[Known]) -> Vec<PlaceControl> {
    let one = |(at, known): (usize, &Known)| PlaceControl {
        place: PlaceRef {
            id: format!("p{at}").parse().expect("an id"),
            name: "P".into(),
            position: Position::new(34.0 + known.north, 38.0 + known.east).expect("a position"),
            country: "XX".into(),
        },
        state: known.state.clone(),
        since: None,
        confidence: Probability::clamped(known.sure),
        trace: Vec::new(),
        would_change: Vec::new(),
    };
    known.iter().enumerate().map(one).collect()
}

fn bare(control: &[PlaceControl]) -> Country {
    let places: Vec<(PlaceId, Position)> = control
        .iter()
        .map(|one| (one.place.id.clone(), one.place.position))
        .collect();
    let rules = rules().with(Some(3.0), Some(20.0)).expect("sound rules");
    Country::bare(&places, &rules).expect("it has places")
}

fn areas(country: &Country, control: &[PlaceControl]) -> Areas {
    country.areas(control, &[], &Actors::default(), day(0))
}

/// How much of a rectangle of land no polygon covers, in cells. Its four corners are cut, by an eighth of a cell each.
/// Longitudes beside the sines of latitudes keep areas as they are.
fn gap(areas: &Areas) -> f64 {
    let plane = |at: &Position| (at.lon(), at.lat().to_radians().sin());
    let points = || {
        areas
            .areas
            .iter()
            .flat_map(|area| &area.rings)
            .flatten()
            .map(plane)
    };
    let side = |part: &dyn Fn((f64, f64)) -> f64| {
        let low = points().map(part).fold(f64::INFINITY, f64::min);
        points().map(part).fold(f64::NEG_INFINITY, f64::max) - low
    };
    let cells = areas.areas.iter().map(|area| area.km2).sum::<f64>() / areas.cell_km.powi(2);
    let cell = side(&|at| at.0) * side(&|at| at.1) / cells;
    let covered: f64 = areas
        .areas
        .iter()
        .flat_map(|area| &area.rings)
        .flat_map(|ring| ring.windows(2))
        .map(|pair| {
            let (a, b) = (plane(&pair[0]), plane(&pair[1]));
            (a.0 * b.1 - b.0 * a.1) / 2.0
        })
        .sum();
    cells - 0.5 - covered / cell
}

fn polygon(area: &ControlArea) -> Polygon {
    let ring = |ring: &Vec<Position>| -> LineString {
        ring.iter().map(|at| (at.lon(), at.lat())).collect()
    };
    let mut rings = area.rings.iter().map(ring);
    let outer = rings.next().expect("an outer ring");
    Polygon::new(outer, rings.collect())
}

#[test]
fn near_the_date_line_and_the_poles_polygons_stay_valid() {
    for (lat, lon) in [
        (65.0, -179.9),
        (65.0, 179.95),
        (89.9, 10.0),
        (-89.95, -10.0),
    ] {
        let mut control = control(&[Known {
            east: 0.0,
            north: 0.0,
            state: ControlState::Held { holder: party(0) },
            sure: 0.9,
        }]);
        control[0].place.position = Position::new(lat, lon).expect("a position");
        let found = areas(&bare(&control), &control);
        assert!(
            found
                .areas
                .iter()
                .any(|area| area.state != ControlState::Unknown),
            "{lat} {lon}"
        );
        for polygon in found.areas.iter().map(polygon) {
            assert!(
                polygon.is_valid(),
                "{lat} {lon}: {:?}",
                polygon.check_validation()
            );
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(48) })]

    #[test]
    fn every_point_lies_in_one_valid_polygon_of_its_state(
        known in prop::collection::vec(any_known(), 1..12), points in prop::collection::vec((0.0..1.0f64, 0.0..0.8f64), 60),
    ) {
        let control = control(&known);
        let country = bare(&control);
        let found = areas(&country, &control);
        let polygons: Vec<Polygon> = found.areas.iter().map(polygon).collect();
        for polygon in &polygons {
            prop_assert!(polygon.is_valid(), "{:?}", polygon.check_validation());
        }
        prop_assert!(gap(&found).abs() < 1e-4, "{}", gap(&found));
        for (east, north) in points {
            let point = Point::new(38.0 + east, 34.0 + north);
            let at = Position::new(34.0 + north, 38.0 + east).expect("a position");
            let spots = country.spots(&[at], &control, &[], &Actors::default(), day(0));
            let Some(spot) = &spots[0] else { continue };
            let inside = polygons.iter().filter(|polygon| polygon.contains(&point)).count();
            let touched: Vec<&ControlArea> = (found.areas.iter().zip(&polygons))
                .filter(|(_, polygon)| polygon.intersects(&point))
                .map(|(area, _)| area)
                .collect();
            // A corner of a cell may be cut off: it lies in the polygon of its neighbour, or outside of all land.
            let is_middle = country.is_near_middle(at);
            prop_assert!(inside < 2 && (!is_middle || !touched.is_empty()), "{:?} in {}", point, inside);
            if is_middle && touched.len() == 1 {
                prop_assert_eq!(&touched[0].state, &spot.state);
            }
        }
    }

    #[test]
    fn the_order_of_places_changes_nothing_and_shares_are_shares(known in prop::collection::vec(any_known(), 1..12)) {
        let control = control(&known);
        let country = bare(&control);
        let found = areas(&country, &control);
        let mut turned = control.clone();
        turned.reverse();
        prop_assert_eq!(&areas(&bare(&turned), &turned), &found);
        for area in &found.areas {
            prop_assert!(area.km2 > 0.0);
            prop_assert_eq!(area.state == ControlState::Unknown, area.confidence == Probability::ZERO);
        }
        for front in &found.fronts {
            prop_assert!(front.length.0 > 0.0 && front.parties.0 < front.parties.1);
        }
    }
}
