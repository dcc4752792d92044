//! How far two positions lie apart, as MELTT measures it.

use marsad_domain::{Kilometres, Position};

/// Kilometres in one degree of a great circle: 40,000 km around the earth, as MELTT rounds it.
pub(super) const KM_IN_DEGREE: f64 = 111.111;

/// Great-circle distance on a sphere of 111.111 km a degree, by the arctangent form that is exact at all distances
/// (Vincenty 1975 on a sphere; `meltt` uses it).
///
/// It is up to 0.08 % shorter than [`Position::haversine`], which matters only at the edge of the window.
#[must_use]
pub fn great_circle(a: Position, b: Position) -> Kilometres {
    let (sin_a, cos_a) = a.lat().to_radians().sin_cos();
    let (sin_b, cos_b) = b.lat().to_radians().sin_cos();
    let (sin_d, cos_d) = (a.lon().to_radians() - b.lon().to_radians()).sin_cos();
    let across = cos_b * sin_d;
    let along = cos_a * sin_b - sin_a * cos_b * cos_d;
    let ahead = sin_a * sin_b + cos_a * cos_b * cos_d;
    let degrees = (across.powi(2) + along.powi(2))
        .sqrt()
        .atan2(ahead)
        .to_degrees();
    Kilometres(degrees * KM_IN_DEGREE)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    fn check(a: (f64, f64), b: (f64, f64), expected: f64) {
        let at = |(lat, lon)| Position::new(lat, lon).unwrap();
        let Kilometres(found) = great_circle(at(a), at(b));
        assert!((found - expected).abs() < 1e-6, "{found} is not {expected}");
    }

    #[test]
    fn a_degree_is_the_same_everywhere_on_a_great_circle() {
        check((10.0, 20.0), (10.0, 20.0), 0.0);
        check((0.0, 0.0), (0.0, 1.0), KM_IN_DEGREE);
        check((50.0, 7.0), (51.0, 7.0), KM_IN_DEGREE);
        check((0.0, 179.5), (0.0, -179.5), KM_IN_DEGREE);
        check((89.5, 0.0), (89.5, 180.0), KM_IN_DEGREE);
        check((0.0, 0.0), (0.0, 180.0), 180.0 * KM_IN_DEGREE);
    }

    #[test]
    fn one_position_is_nowhere_apart_from_itself() {
        for lat in [-90.0, -33.3, 0.0, 17.123_456, 59.99, 90.0] {
            let here = Position::new(lat, 12.345_678).unwrap();
            assert!(great_circle(here, here).0 <= 0.0, "{lat}");
        }
    }
}
