//! Points on the sphere: where one comes from a point in a direction, and the middle of two points.
//!
//! The sphere is that of [`Position::haversine`] (mean earth radius). Every function gives a point of the globe for
//! every input, poles and date line included.

use marsad_domain::{Bearing, EARTH_KM, Kilometres, LonLat, Position};

/// The point that one reaches from `start` along the great circle that leaves it at `bearing`.
///
/// With latitudes φ, bearing θ and angular distance δ: sin φ₂ = sin φ₁ cos δ + cos φ₁ sin δ cos θ, and
/// Δλ = atan2(sin θ sin δ cos φ₁, cos δ − sin φ₁ sin φ₂) (E. Williams, Aviation Formulary, "Lat/lon given radial and
/// distance"; the direct problem of spherical trigonometry). A distance below 0 or no number counts as 0.
pub(crate) fn destination(start: Position, bearing: Bearing, distance: Kilometres) -> Position {
    let delta = if distance.0 > 0.0 {
        distance.0 / EARTH_KM
    } else {
        0.0
    };
    let (theta, lat) = (bearing.degrees().to_radians(), start.lat().to_radians());
    let sine = lat.sin() * delta.cos() + lat.cos() * delta.sin() * theta.cos();
    let end = sine.clamp(-1.0, 1.0).asin();
    let turned = (theta.sin() * delta.sin() * lat.cos()).atan2(delta.cos() - lat.sin() * sine);
    point(end, start.lon().to_radians() + turned).unwrap_or(start)
}

/// The middle of the shorter great circle between two points; of opposite points, some point half-way.
pub(crate) fn middle(one: Position, other: Position) -> Position {
    let [x1, y1, z1] = vector(one);
    let [x2, y2, z2] = vector(other);
    let (x, y, z) = (x1 + x2, y1 + y2, z1 + z2);
    point(z.atan2(x.hypot(y)), y.atan2(x)).unwrap_or(one)
}

/// A point to five decimals of a degree, about a metre: more would be no knowledge, and would differ by machine.
pub(crate) fn rounded(position: Position) -> LonLat {
    let five = |degrees: f64| (degrees * 1e5).round() / 1e5;
    LonLat(Position::new(five(position.lat()), five(position.lon())).unwrap_or(position))
}

/// The square of the distance between two points of the unit sphere through the earth, in square kilometres: up to some
/// hundred kilometres that of the great circle to within one part in a thousand.
pub(crate) fn chord_squared(one: [f64; 3], other: [f64; 3]) -> f64 {
    let dot: f64 = one.iter().zip(other).map(|(a, b)| a * b).sum();
    2.0 * EARTH_KM * EARTH_KM * (1.0 - dot).max(0.0)
}

/// A point of the unit sphere.
pub(crate) fn vector(position: Position) -> [f64; 3] {
    let (lat, lon) = (position.lat().to_radians(), position.lon().to_radians());
    [lat.cos() * lon.cos(), lat.cos() * lon.sin(), lat.sin()]
}

/// The point of two angles in radians; the longitude may be any number of turns.
fn point(lat: f64, lon: f64) -> Option<Position> {
    let turned = (lon.to_degrees() + 180.0).rem_euclid(360.0) - 180.0;
    Position::new(
        lat.to_degrees().clamp(-90.0, 90.0),
        turned.clamp(-180.0, 180.0),
    )
    .ok()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use proptest::prelude::*;

    use super::*;

    fn at(lat: f64, lon: f64) -> Position {
        Position::new(lat, lon).unwrap()
    }

    #[test]
    fn a_degree_north_is_111_km_and_the_date_line_is_crossed() {
        let north = destination(
            at(10.0, 20.0),
            Bearing::try_from(0.0).unwrap(),
            Kilometres(111.195),
        );
        assert!((north.lat() - 11.0).abs() < 1e-4 && (north.lon() - 20.0).abs() < 1e-9);
        let east = destination(
            at(0.0, 179.9),
            Bearing::try_from(90.0).unwrap(),
            Kilometres(111.195),
        );
        assert!((east.lon() + 179.1).abs() < 1e-3, "{east:?}");
        let over = destination(
            at(89.9, 0.0),
            Bearing::try_from(0.0).unwrap(),
            Kilometres(100.0),
        );
        assert!(over.lat() < 89.9 && over.lon().abs() > 179.0, "{over:?}");
    }

    #[test]
    fn the_middle_of_two_points_beside_the_date_line_lies_between_them() {
        let between = middle(at(0.0, 179.0), at(0.0, -179.0));
        assert!((between.lon().abs() - 180.0).abs() < 1e-9);
    }

    proptest! {
        #[test]
        fn one_comes_as_far_as_one_goes(
            lat in -90.0_f64..=90.0, lon in -180.0_f64..=180.0, bearing in -720.0_f64..720.0, km in 0.0_f64..20_000.0,
        ) {
            let start = at(lat, lon);
            let end = destination(start, Bearing::try_from(bearing).unwrap(), Kilometres(km));
            prop_assert!((start.haversine(end).0 - km).abs() < 0.01 * (1.0 + km / 100.0), "{end:?}");
        }

        #[test]
        fn the_middle_is_as_far_from_either_end(
            a in (-90.0_f64..=90.0, -180.0_f64..=180.0), b in (-90.0_f64..=90.0, -180.0_f64..=180.0),
        ) {
            let (a, b) = (at(a.0, a.1), at(b.0, b.1));
            let between = middle(a, b);
            prop_assume!(a.haversine(b).0 < 19_000.0);
            prop_assert!((between.haversine(a).0 - between.haversine(b).0).abs() < 1e-3);
        }
    }
}
