//! Which entries of one side lie within the windows, without looking at all of them.
//!
//! Entries lie in bands of latitude that are as high as the window, by day, in order of longitude. Who is given back
//! may lie a little outside the window of kilometres; nobody inside is missing.

use std::{collections::BTreeMap, ops::RangeInclusive};

use marsad_domain::{Kilometres, Position};

use super::distance::KM_IN_DEGREE;

/// No band is lower than this, in degrees: a window of nothing needs bands too.
const LOWEST_BAND: f64 = 0.01;
/// What the edges of a search are widened by, in degrees, so that rounding loses nobody: a tenth of a millimetre.
const EDGE: f64 = 1e-9;

/// One side, laid out for search.
#[derive(Debug)]
pub(super) struct Nearby {
    /// Half the height of a search, in degrees.
    reach: f64,
    band: f64,
    /// Longitude and place on the side, by band and first day.
    cells: BTreeMap<(i64, i32), Vec<(f64, usize)>>,
}

impl Nearby {
    /// Lays out entries: first day, position and place on the side.
    pub(super) fn new(
        entries: impl Iterator<Item = (i32, Position, usize)>,
        window: Kilometres,
    ) -> Self {
        let reach = window.0 / KM_IN_DEGREE + EDGE;
        let band = reach.max(LOWEST_BAND);
        let mut cells: BTreeMap<(i64, i32), Vec<(f64, usize)>> = BTreeMap::new();
        for (day, position, place) in entries {
            cells
                .entry((number(position.lat() / band), day))
                .or_default()
                .push((position.lon(), place));
        }
        for cell in cells.values_mut() {
            cell.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        }
        Self { reach, band, cells }
    }

    /// The places of the entries around a position whose first day is one of these.
    pub(super) fn around(&self, position: Position, days: &RangeInclusive<i32>) -> Vec<usize> {
        let mut found = Vec::new();
        if days.is_empty() {
            return found;
        }
        let meridians = self.meridians(position);
        let lowest = number((position.lat() - self.reach) / self.band);
        let highest = number((position.lat() + self.reach) / self.band);
        for band in lowest..=highest {
            let cells = self
                .cells
                .range((band, *days.start())..=(band, *days.end()));
            for (_, cell) in cells {
                for (from, to) in &meridians {
                    let begin = cell.partition_point(|(lon, _)| lon < from);
                    let inside = cell.iter().skip(begin).take_while(|(lon, _)| lon <= to);
                    found.extend(inside.map(|(_, place)| *place));
                }
            }
        }
        found
    }

    /// The longitudes that a search reaches: all near a pole, else one stretch, two where it crosses the 180th.
    fn meridians(&self, position: Position) -> Vec<(f64, f64)> {
        if position.lat().abs() + self.reach >= 90.0 {
            return vec![(-180.0, 180.0)];
        }
        // The circle around a point touches its easternmost meridian where sin(width) = sin(reach) / cos(latitude).
        let width = self.reach.to_radians().sin() / position.lat().to_radians().cos();
        let width = width.min(1.0).asin().to_degrees() + EDGE;
        let (from, to) = (position.lon() - width, position.lon() + width);
        [
            (from, to),
            (from - 360.0, to - 360.0),
            (from + 360.0, to + 360.0),
        ]
        .into_iter()
        .filter(|(from, to)| *from <= 180.0 && *to >= -180.0)
        .collect()
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "at most 9,000 bands lie between the poles"
)]
fn number(band: f64) -> i64 {
    band.floor() as i64
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use proptest::prelude::*;

    use super::*;
    use crate::meltt::great_circle;

    fn at((lat, lon): (f64, f64)) -> Position {
        Position::new(lat, lon).unwrap()
    }

    proptest! {
        #[test]
        fn nobody_within_the_windows_is_missing_and_nobody_comes_twice(
            points in prop::collection::vec(((-90.0..=90.0, -180.0..=180.0), 0..9_i32), 0..60),
            centre in (-90.0..=90.0, -180.0..=180.0),
            is_at_edge in any::<bool>(),
            km in prop_oneof![Just(0.0), 0.0..50.0, 50.0..12_000.0],
            first in 0..9_i32, days in 0..4_i32,
        ) {
            let centre = if is_at_edge { (centre.0, 180.0) } else { centre };
            let mut points = points;
            points.push((centre, first));
            let side = points.iter().enumerate().map(|(place, (point, day))| (*day, at(*point), place));
            let nearby = Nearby::new(side, Kilometres(km));
            let range = first..=first + days;
            let mut found = nearby.around(at(centre), &range);
            found.sort_unstable();
            let mut once = found.clone();
            once.dedup();
            prop_assert_eq!(&once, &found);
            for (place, (point, day)) in points.iter().enumerate() {
                let is_within = range.contains(day) && great_circle(at(centre), at(*point)).0 <= km;
                prop_assert!(!is_within || found.contains(&place), "{:?} on {}", point, day);
            }
        }
    }

    #[test]
    fn far_entries_are_not_looked_at() {
        let side = [
            (5, at((10.0, 10.0)), 0),
            (5, at((10.0, 10.5)), 1),
            (9, at((10.0, 10.0)), 2),
        ];
        let nearby = Nearby::new(side.into_iter(), Kilometres(4.0));
        assert_eq!(nearby.around(at((10.0, 10.01)), &(3..=7)), [0]);
    }
}
