//! The known places nearest to a point.

use marsad_domain::Position;

use super::{timeline::KnownPlace, weights::PointWeights};

/// Known places, ready to be asked which are near a point.
pub(super) struct Voters {
    /// From south to north; those of one latitude in the order in which they were given.
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
    pub(super) fn new(mut places: Vec<KnownPlace>) -> Self {
        places.sort_by(|a, b| a.position.lat().total_cmp(&b.position.lat()));
        let units = places.iter().map(|place| unit(place.position)).collect();
        Self { places, units }
    }

    /// The nearest of the places with their distances, nearest first, as many as vote.
    pub(super) fn nearest(&self, point: Position, weights: &PointWeights) -> Vec<Near<'_>> {
        let axes = axes(point);
        let near = |(_, n): (f64, usize)| {
            let (place, unit) = (self.places.get(n)?, self.units.get(n)?);
            let km = place.position.haversine(point).0;
            let offset = offset(&axes, unit, km);
            Some((n, Near { place, km, offset }))
        };
        let mut found: Vec<(usize, Near<'_>)> = self
            .candidates(point, weights.places)
            .into_iter()
            .filter_map(near)
            .filter(|(_, near)| near.km <= weights.reach_km)
            .collect();
        found.sort_by(|a, b| a.1.km.total_cmp(&b.1.km).then(a.0.cmp(&b.0)));
        found.into_iter().map(|(_, near)| near).collect()
    }

    /// The cosines of the angles to the nearest places, with their numbers.
    fn candidates(&self, point: Position, count: usize) -> Vec<(f64, usize)> {
        let at = unit(point);
        let northern = self
            .places
            .partition_point(|place| place.position.lat() < point.lat());
        let mut best: Vec<(f64, usize)> = Vec::with_capacity(count.min(self.places.len()) + 1);
        let mut take = |n: usize| {
            let (Some(place), Some(unit)) = (self.places.get(n), self.units.get(n)) else {
                return false;
            };
            let last = count.checked_sub(1).and_then(|last| best.get(last));
            let worst = last.map_or(-2.0, |(dot, _)| *dot);
            // No place is nearer than its latitude; the margin is for what the last bits do.
            let north = (place.position.lat() - point.lat()).to_radians();
            if north.cos() < worst - 1e-12 {
                return false;
            }
            let found = (dot(unit, &at), n);
            let is_nearer =
                |known: &(f64, usize)| known.0.total_cmp(&found.0).then(n.cmp(&known.1)).is_gt();
            let rank = best.partition_point(is_nearer);
            if rank < count {
                best.insert(rank, found);
                best.truncate(count);
            }
            true
        };
        // One way from the point's latitude, then the other, each until what comes is too far.
        (northern..self.places.len()).all(&mut take);
        (0..northern).rev().all(&mut take);
        best
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

    const WEIGHTS: &str = include_str!("../../../../rules/control/weights.toml");

    #[test]
    fn the_nearest_are_those_of_all() -> Result<(), Box<dyn std::error::Error>> {
        let weights = PointWeights {
            reach_km: 30_000.0,
            ..PointWeights::from_toml("weights.toml", WEIGHTS)?
        };
        let mut places = Vec::new();
        for n in 0..200_u32 {
            let n = f64::from(n);
            places.push(KnownPlace {
                position: Position::new((n * 37.0) % 180.0 - 90.0, (n * 101.0) % 360.0 - 180.0)?,
                day: jiff::civil::Date::ZERO,
                holders: Vec::new(),
            });
        }
        let voters = Voters::new(places);
        for (lat, lon) in [(0.0, 0.0), (89.0, 10.0), (-90.0, 0.0), (12.0, 179.9)] {
            let point = Position::new(lat, lon)?;
            let distances = voters
                .places
                .iter()
                .map(|place| place.position.haversine(point).0);
            let mut all: Vec<f64> = distances.collect();
            all.sort_by(f64::total_cmp);
            all.truncate(weights.places);
            let found: Vec<f64> = voters
                .nearest(point, &weights)
                .iter()
                .map(|near| near.km)
                .collect();
            assert_eq!(found, all, "{lat}, {lon}");
        }
        Ok(())
    }

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
