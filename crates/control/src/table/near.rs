//! The known places nearest to a point.

use marsad_domain::Position;

use super::{timeline::KnownPlace, weights::PointWeights};

/// Known places, ready to be asked which are near a point.
pub(super) struct Voters {
    places: Vec<KnownPlace>,
    /// Each on the unit sphere, by which the nearest are found without a sine for each.
    units: Vec<[f64; 3]>,
}

/// A place near a point.
pub(super) struct Near<'v> {
    /// The place.
    pub(super) place: &'v KnownPlace,
    /// How far away, in great-circle km.
    pub(super) km: f64,
    /// Where from the point: km east and north.
    pub(super) offset: [f64; 2],
}

impl Voters {
    pub(super) fn new(places: Vec<KnownPlace>) -> Self {
        let units = places.iter().map(|place| unit(place.position)).collect();
        Self { places, units }
    }

    /// The nearest of the places with their distances, nearest first, as many as vote.
    pub(super) fn nearest(&self, point: Position, weights: &PointWeights) -> Vec<Near<'_>> {
        let at = unit(point);
        let mut by_dot: Vec<(f64, usize)> = self
            .units
            .iter()
            .enumerate()
            .map(|(n, unit)| (dot(unit, &at), n))
            .collect();
        if by_dot.len() > weights.places {
            by_dot.select_nth_unstable_by(weights.places, |a, b| {
                b.0.total_cmp(&a.0).then(a.1.cmp(&b.1))
            });
            by_dot.truncate(weights.places);
        }
        let axes = axes(point);
        let near = |(_, n): (f64, usize)| {
            let (place, unit) = (self.places.get(n)?, self.units.get(n)?);
            let km = place.position.haversine(point).0;
            let offset = offset(&axes, unit, km);
            Some((n, Near { place, km, offset }))
        };
        let mut found: Vec<(usize, Near<'_>)> = by_dot
            .into_iter()
            .filter_map(near)
            .filter(|(_, near)| near.km <= weights.reach_km)
            .collect();
        found.sort_by(|a, b| a.1.km.total_cmp(&b.1.km).then(a.0.cmp(&b.0)));
        found.into_iter().map(|(_, near)| near).collect()
    }
}

fn dot(a: &[f64; 3], b: &[f64; 3]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

fn unit(position: Position) -> [f64; 3] {
    let (lat, lon) = (position.lat().to_radians(), position.lon().to_radians());
    [lat.cos() * lon.cos(), lat.cos() * lon.sin(), lat.sin()]
}

/// Which way east and north are at a point.
fn axes(point: Position) -> [[f64; 3]; 2] {
    let (lat, lon) = (point.lat().to_radians(), point.lon().to_radians());
    let east = [-lon.sin(), lon.cos(), 0.0];
    let north = [-lat.sin() * lon.cos(), -lat.sin() * lon.sin(), lat.cos()];
    [east, north]
}

/// Km east and north on a map that keeps distance and direction from the point.
fn offset(axes: &[[f64; 3]; 2], unit: &[f64; 3], km: f64) -> [f64; 2] {
    let [east, north] = axes.map(|axis| dot(&axis, unit));
    let length = east.hypot(north);
    if length > 0.0 {
        [km * east / length, km * north / length]
    } else {
        [0.0, 0.0]
    }
}

#[cfg(test)]
#[expect(clippy::panic_in_result_fn, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn an_offset_keeps_distance_and_direction() -> Result<(), Box<dyn std::error::Error>> {
        let point = Position::new(40.0, 179.9)?;
        let cases = [
            (40.0, -179.9, [17.0, 0.0]),
            (40.2, 179.9, [0.0, 22.2]),
            (39.8, 179.9, [0.0, -22.2]),
        ];
        for (lat, lon, expected) in cases {
            let other = Position::new(lat, lon)?;
            let found = offset(&axes(point), &unit(other), point.haversine(other).0);
            for (found, expected) in found.iter().zip(expected) {
                assert!((found - expected).abs() < 0.1, "{found} is not {expected}");
            }
        }
        Ok(())
    }
}
