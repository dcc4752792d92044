//! From what the lineages say to a range: low, best, high.
//!
//! The rule and its examples stand in `cases/incidents/ranges.md`.

pub(crate) mod law;
mod repaired;

use marsad_domain::{Amount, NumberPart as Part, Range};

pub use repaired::{CountError, Repair, people, repaired};

/// What one lineage says now, with its weight in the median.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Point {
    /// The number as said.
    pub amount: Amount,
    /// Weight by reliability and recency; above 0.
    pub weight: u32,
}

/// The part of each number, in their order.
pub(crate) fn parts_of(said: &[Point]) -> Vec<Part> {
    let mut points: Vec<u64> = Vec::new();
    let mut parts: Vec<Part> = said
        .iter()
        .map(|point| match point.amount {
            Amount::Exact(n) | Amount::About(n) | Amount::Vague(Some((n, _))) => {
                points.push(n);
                Part::Point
            }
            Amount::Between(low, high) => {
                points.extend([low, high]);
                Part::Point
            }
            Amount::Vague(None) => Part::Wordless,
            Amount::AtLeast(_) | Amount::AtMost(_) => Part::Covered,
        })
        .collect();
    // The largest lower bound comes first: it may cover the others.
    let mut lower: Vec<(u64, u32, usize)> = (0..)
        .zip(said)
        .filter_map(|(at, point)| match point.amount {
            Amount::AtLeast(n) => Some((n, point.weight, at)),
            _ => None,
        })
        .collect();
    lower.sort_unstable_by(|a, b| (b.0, b.1, a.2).cmp(&(a.0, a.1, b.2)));
    for (n, _, at) in lower {
        if points.iter().all(|value| *value < n) {
            points.push(n);
            parts[at] = Part::LowerBound;
        }
    }
    for (part, point) in parts.iter_mut().zip(said) {
        if let Amount::AtMost(n) = point.amount
            && points.iter().all(|value| *value > n)
        {
            *part = Part::UpperBound;
        }
    }
    parts
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
    for (part, point) in parts_of(said).into_iter().zip(said) {
        ends.add(part, *point);
    }
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
    fn add(&mut self, part: Part, point: Point) {
        let weight = u64::from(point.weight);
        match (part, point.amount) {
            (Part::Point, Amount::Between(low, high)) => {
                self.push(low, high, weight);
                self.push(high, high, weight);
            }
            (Part::Point, amount) => {
                if let Some(n) = amount.low() {
                    self.push(n, amount.high().unwrap_or(n).max(n), 2 * weight);
                }
            }
            (Part::LowerBound, amount) => {
                if let Some(n) = amount.low() {
                    self.push(n, n, 2 * weight);
                    self.is_open = true;
                }
            }
            (Part::UpperBound, amount) => self.uppers.extend(amount.high()),
            (Part::Covered | Part::Wordless, _) => {}
        }
    }

    fn push(&mut self, value: u64, upper: u64, weight: u64) {
        self.points.push((value, weight));
        self.uppers.push(upper);
    }
}

/// The range of numbers that are ranges themselves, each with its weight: low is the smallest, high the largest, best
/// the weighted median of the bests, the lower on a tie; `None` where there are none.
pub(crate) fn range_of_ranges(said: &[(Range, u32)]) -> Option<Range> {
    let low = said.iter().map(|(range, _)| range.low()).min()?;
    let high = said.iter().map(|(range, _)| range.high()).max()?;
    let mut bests: Vec<(u64, u64)> = said
        .iter()
        .filter_map(|(range, weight)| Some((range.best()?, u64::from(*weight))))
        .collect();
    let is_open = said.iter().any(|(range, _)| range.is_open());
    Range::new(low, median(&mut bests), high, is_open).ok()
}

/// Steps of a half-life that a weight is reckoned in: finer than a weight can show.
const HALVING_BITS: u32 = 16;

/// A weight that halves with every half-life that its value lags behind the latest, at least 1.
///
/// The fraction of a halving is a product of square roots, which IEEE 754 rounds correctly, so that it is the same
/// everywhere.
pub(crate) fn halved(weight: u32, lag_days: u32, half_life_days: u32) -> u32 {
    let half_life = u64::from(half_life_days.max(1));
    let steps = (u64::from(lag_days) << HALVING_BITS) / half_life;
    let (halvings, fraction) = (steps >> HALVING_BITS, steps & ((1 << HALVING_BITS) - 1));
    let mut root = 0.5_f64;
    let mut share = 1.0_f64;
    for bit in (0..HALVING_BITS).rev() {
        root = root.sqrt();
        if fraction >> bit & 1 == 1 {
            share *= root;
        }
    }
    let whole = weight >> u32::try_from(halvings).unwrap_or(31).min(31);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a share of a weight lies between 0 and the weight"
    )]
    let left = (f64::from(whole) * share).round() as u32;
    left.max(1)
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

/// The part of a range that falls on some of all days, as if each day had as many: low rounded down, high up.
pub(crate) fn of_days(range: Range, some: u32, all: u32) -> Range {
    let (some, all) = (u128::from(some), u128::from(all.max(1)));
    let whole = |n: u128| u64::try_from(n).unwrap_or(u64::MAX);
    let low = whole(u128::from(range.low()) * some / all);
    let best = range
        .best()
        .map(|best| whole((u128::from(best) * some * 2 + all) / (all * 2)));
    let high = whole((u128::from(range.high()) * some).div_ceil(all));
    Range::new(low, best, high, range.is_open()).unwrap_or(range)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_weight_halves_with_every_half_life_and_falls_between() {
        assert_eq!(halved(1000, 0, 14), 1000);
        assert_eq!(halved(1000, 14, 14), 500);
        assert_eq!(halved(1000, 28, 14), 250);
        assert_eq!(halved(1000, 7, 14), 707);
        assert_eq!(halved(1000, 1, 14), 952);
        assert_eq!(halved(1000, u32::MAX, 1), 1);
        assert!((0..99).all(|lag| halved(1 << 20, lag, 14) > halved(1 << 20, lag + 1, 14)));
    }
}
