//! Outlines of areas: a point inside, and whether a point lies inside. Plain degrees, even-odd; good for areas of a
//! country, not for what reaches over the 180th meridian or a pole.

use marsad_domain::Position;

/// A closed line as `[lon, lat]` in degrees.
pub(super) type Ring = Vec<[f64; 2]>;

/// The rings of an area: outer ones and holes alike, for a hole is crossed once more.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Outline(pub(super) Vec<Ring>);

impl Outline {
    /// A point inside, on the widest stretch of three lines of latitude through the largest ring.
    pub(super) fn point_inside(&self) -> Option<Position> {
        let largest = self.0.iter().max_by(|a, b| size(a).total_cmp(&size(b)))?;
        let lats = || largest.iter().map(|point| point[1]);
        let (low, high) = (
            lats().fold(f64::MAX, f64::min),
            lats().fold(f64::MIN, f64::max),
        );
        let stretches = [0.5, 0.37, 0.63].map(|share| self.widest_at(low + (high - low) * share));
        let (_, lat, lon) = stretches
            .into_iter()
            .flatten()
            .max_by(|a, b| a.0.total_cmp(&b.0))?;
        Position::new(lat, lon).ok()
    }

    /// The widest stretch inside at a latitude: how wide, the latitude, and the longitude of its middle.
    fn widest_at(&self, lat: f64) -> Option<(f64, f64, f64)> {
        let mut crossed: Vec<f64> = self
            .edges()
            .filter_map(|edge| crossing(edge, lat))
            .collect();
        crossed.sort_by(f64::total_cmp);
        let stretches = crossed.chunks_exact(2).filter_map(|pair| {
            let [from, to] = pair else { return None };
            (to > from).then_some((to - from, lat, f64::midpoint(*from, *to)))
        });
        stretches.max_by(|a, b| a.0.total_cmp(&b.0))
    }

    /// Whether a position lies inside.
    pub(super) fn contains(&self, position: Position) -> bool {
        let crossed = self
            .edges()
            .filter_map(|edge| crossing(edge, position.lat()));
        crossed.filter(|lon| *lon > position.lon()).count() % 2 == 1
    }

    fn edges(&self) -> impl Iterator<Item = ([f64; 2], [f64; 2])> {
        self.0.iter().flat_map(|ring| {
            let next = ring.iter().skip(1).chain(ring.first());
            ring.iter().zip(next).map(|(from, to)| (*from, *to))
        })
    }
}

/// The longitude at which an edge crosses a latitude; its lower end counts, its upper does not.
fn crossing(([x1, y1], [x2, y2]): ([f64; 2], [f64; 2]), lat: f64) -> Option<f64> {
    let crosses = (y1 <= lat) != (y2 <= lat);
    crosses.then(|| x1 + (lat - y1) / (y2 - y1) * (x2 - x1))
}

/// Twice the size of a ring in square degrees.
fn size(ring: &Ring) -> f64 {
    let next = ring.iter().skip(1).chain(ring.first());
    let parts = ring
        .iter()
        .zip(next)
        .map(|(a, b)| a[0] * b[1] - b[0] * a[1]);
    parts.sum::<f64>().abs()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_point_inside_avoids_holes_and_bays() {
        let square = vec![
            [0.0, 0.0],
            [10.0, 0.0],
            [10.0, 10.0],
            [0.0, 10.0],
            [0.0, 0.0],
        ];
        let hole = vec![[2.0, 1.0], [9.0, 1.0], [9.0, 9.0], [2.0, 9.0]];
        let outline = Outline(vec![square, hole]);
        let point = outline.point_inside().unwrap();
        assert!(outline.contains(point) && point.lon() < 2.0, "{point:?}");
        assert!(!outline.contains(Position::new(5.0, 5.0).unwrap()));
        assert_eq!(
            Outline(vec![vec![[1.0, 1.0], [1.0, 1.0]]]).point_inside(),
            None
        );
    }

    proptest! {
        #[test]
        fn the_point_lies_inside_whatever_the_ring(
            ring in prop::collection::vec([-80.0..80.0_f64, -80.0..80.0], 3..12)
        ) {
            let outline = Outline(vec![ring]);
            if let Some(point) = outline.point_inside() {
                prop_assert!(outline.contains(point));
            }
        }
    }
}
