//! How well toponyms are found and placed: exact spans, and distances on the spans that match.

use super::{f1, share};

/// Within this many kilometres a place counts as the right one (100 miles; Gritta et al. 2020).
const NEAR_KM: f64 = 161.0;
const EARTH_RADIUS_KM: f64 = 6371.0;

/// A named place in one document, truly there or printed by a program.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Toponym {
    /// First byte.
    pub(crate) start: usize,
    /// Byte after the last.
    pub(crate) end: usize,
    /// Latitude and longitude in degrees; `None` where the program could not tell.
    pub(crate) position: Option<(f64, f64)>,
    /// Whether the place itself is meant, as far as somebody says so.
    pub(crate) is_literal: bool,
}

/// Counts over documents, from which the scores are reckoned.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct SpanCounts {
    /// True toponyms.
    pub(crate) truth: usize,
    /// Printed toponyms.
    pub(crate) printed: usize,
    /// Printed with the exact span of a true one.
    pub(crate) matched: usize,
    /// Matched and near the true position.
    pub(crate) near: usize,
}

impl SpanCounts {
    /// Add one document. Two printed toponyms of one span count as two printed, one matched.
    pub(crate) fn add(&mut self, printed: &[Toponym], truth: &[Toponym]) {
        self.truth += truth.len();
        self.printed += printed.len();
        for true_one in truth {
            let same_span = printed
                .iter()
                .find(|one| (one.start, one.end) == (true_one.start, true_one.end));
            if let Some(one) = same_span {
                self.matched += 1;
                self.near += usize::from(is_near(one, true_one));
            }
        }
    }

    /// Share of printed spans that are right.
    pub(crate) fn precision(self) -> f64 {
        share(self.matched, self.printed)
    }

    /// Share of true spans that are found.
    pub(crate) fn recall(self) -> f64 {
        share(self.matched, self.truth)
    }

    /// F1 of exact spans.
    pub(crate) fn f1(self) -> f64 {
        f1(self.precision(), self.recall())
    }

    /// Share of true toponyms that are found and placed near enough.
    pub(crate) fn end_to_end(self) -> f64 {
        share(self.near, self.truth)
    }

    /// Share of printed toponyms that are found and placed near enough.
    pub(crate) fn end_to_end_precision(self) -> f64 {
        share(self.near, self.printed)
    }

    /// Share of the matched spans that are placed near enough.
    pub(crate) fn accuracy(self) -> f64 {
        share(self.near, self.matched)
    }
}

fn is_near(one: &Toponym, other: &Toponym) -> bool {
    match (one.position, other.position) {
        (Some(here), Some(there)) => great_circle_km(here, there) <= NEAR_KM,
        _ => false,
    }
}

/// Great-circle distance on a sphere (haversine formula) between two (latitude, longitude) in degrees.
pub(super) fn great_circle_km(from: (f64, f64), to: (f64, f64)) -> f64 {
    let (from_latitude, to_latitude) = (from.0.to_radians(), to.0.to_radians());
    let half_latitude = (to_latitude - from_latitude) / 2.0;
    let half_longitude = (to.1 - from.1).to_radians() / 2.0;
    let chord = half_latitude.sin().powi(2)
        + from_latitude.cos() * to_latitude.cos() * half_longitude.sin().powi(2);
    2.0 * EARTH_RADIUS_KM * chord.sqrt().min(1.0).asin()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn toponym(start: usize, end: usize, position: Option<(f64, f64)>) -> Toponym {
        Toponym {
            start,
            end,
            position,
            is_literal: true,
        }
    }

    #[test]
    fn spans_and_distances_are_counted() {
        let truth = [
            toponym(0, 4, Some((0.0, 0.0))),
            toponym(10, 14, Some((0.0, 0.0))),
            toponym(20, 24, Some((0.0, 0.0))),
        ];
        let printed = [
            toponym(0, 4, Some((0.0, 1.0))),
            toponym(10, 14, Some((0.0, 2.0))),
            toponym(20, 25, Some((0.0, 0.0))),
            toponym(30, 34, None),
        ];
        let mut counts = SpanCounts::default();
        counts.add(&printed, &truth);
        assert_eq!(
            counts,
            SpanCounts {
                truth: 3,
                printed: 4,
                matched: 2,
                near: 1
            }
        );
        assert!((counts.f1() - 4.0 / 7.0).abs() < 1e-9);
        assert!((counts.accuracy() - 0.5).abs() < 1e-9);
        assert!((counts.end_to_end() - 1.0 / 3.0).abs() < 1e-9);
        assert!((counts.end_to_end_precision() - 0.25).abs() < 1e-9);
    }

    #[test]
    fn a_span_without_a_place_is_found_but_not_near() {
        let mut counts = SpanCounts::default();
        counts.add(&[toponym(0, 4, None)], &[toponym(0, 4, Some((1.0, 1.0)))]);
        assert_eq!((counts.matched, counts.near), (1, 0));
    }

    #[test]
    fn a_quarter_of_the_equator_is_ten_thousand_kilometres() {
        let distance = great_circle_km((0.0, 0.0), (0.0, 90.0));
        assert!((distance - 10_007.5).abs() < 0.5, "{distance}");
    }
}
