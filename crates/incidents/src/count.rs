//! From what the lineages say to a range: low, best, high.
//!
//! The rule and its examples stand in `cases/incidents/ranges.md`.

use marsad_domain::{Amount, Range};

/// What one lineage says now, with its weight in the median.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Point {
    /// The number as said.
    pub amount: Amount,
    /// Weight by reliability and recency; above 0.
    pub weight: u32,
}

/// What the points add up to, before it is a range.
#[derive(Debug, Default)]
struct Ends {
    /// Values with their weights.
    points: Vec<(u64, u64)>,
    /// Upper ends of points, and of "at most".
    uppers: Vec<u64>,
    is_open: bool,
}

/// The range of what the lineages say; `None` where nobody gave a number.
///
/// low is the smallest point, high the largest upper end, best the weighted median of the points, the lower on a tie.
#[must_use]
pub fn range_of(said: &[Point]) -> Option<Range> {
    let mut ends = Ends::default();
    for point in said {
        ends.add_point(*point);
    }
    ends.add_lower_bounds(said);
    ends.add_upper_bounds(said);
    let high = ends.uppers.iter().copied().max()?;
    let low = ends
        .points
        .iter()
        .map(|(value, _)| *value)
        .min()
        .unwrap_or(0);
    let best = median(&mut ends.points);
    Range::new(low.min(high), best, high, ends.is_open).ok()
}

impl Ends {
    fn add_point(&mut self, point: Point) {
        let weight = u64::from(point.weight);
        match point.amount {
            Amount::Exact(n) | Amount::About(n) => self.push(n, n, 2 * weight),
            Amount::Between(low, high) => {
                self.push(low, high, weight);
                self.push(high, high, weight);
            }
            Amount::Vague(Some((value, up_to))) => self.push(value, up_to.max(value), 2 * weight),
            Amount::AtLeast(_) | Amount::AtMost(_) | Amount::Vague(None) => {}
        }
    }

    fn push(&mut self, value: u64, upper: u64, weight: u64) {
        self.points.push((value, weight));
        self.uppers.push(upper);
    }

    /// "At least n" is a point where no other point is n or more. The largest comes first: it may cover the others.
    fn add_lower_bounds(&mut self, said: &[Point]) {
        let mut bounds: Vec<(u64, u64)> = said
            .iter()
            .filter_map(|point| match point.amount {
                Amount::AtLeast(n) => Some((n, u64::from(point.weight))),
                _ => None,
            })
            .collect();
        bounds.sort_unstable_by(|a, b| b.cmp(a));
        for (n, weight) in bounds {
            if self.points.iter().all(|(value, _)| *value < n) {
                self.push(n, n, 2 * weight);
                self.is_open = true;
            }
        }
    }

    /// "At most n" is an upper end where no point is n or less.
    fn add_upper_bounds(&mut self, said: &[Point]) {
        for point in said {
            if let Amount::AtMost(n) = point.amount
                && self.points.iter().all(|(value, _)| *value > n)
            {
                self.uppers.push(n);
            }
        }
    }
}

/// The weighted median, the lower on a tie.
fn median(points: &mut [(u64, u64)]) -> Option<u64> {
    points.sort_unstable();
    let total: u64 = points.iter().map(|(_, weight)| *weight).sum();
    let mut below = 0;
    points
        .iter()
        .find(|(_, weight)| {
            below += weight;
            2 * below >= total
        })
        .map(|(value, _)| *value)
}

/// Adds two numbers that may be anything a report says.
pub(crate) fn plus(a: Range, b: Range) -> Range {
    let best = match (a.best(), b.best()) {
        (None, None) => None,
        (x, y) => Some(x.unwrap_or(a.low()).saturating_add(y.unwrap_or(b.low()))),
    };
    let low = a.low().saturating_add(b.low());
    let high = a.high().saturating_add(b.high());
    Range::new(low, best, high, a.is_open() || b.is_open()).unwrap_or(a)
}
