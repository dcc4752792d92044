//! How likely the values of one number are, given what its lineages say.
//!
//! The law is a mixture: a lineage is drawn with the weight that it has in the median (a linear opinion pool; Stone
//! 1961, Annals of Mathematical Statistics 32, 1339-1342), and then a value from what that lineage says.
//!
//! - An exact number, or one that is about so many, is that number.
//! - Between two ends every number is as likely as another: only the ends are known (rectangular distribution;
//!   JCGM 101:2008, 6.4.2).
//! - A vague word such as "dozens" is a power of the number between its codebook value and the largest that it can
//!   mean: small numbers are likelier than large ones, as the sizes of events in wars are (exponent about 2.5;
//!   Johnson et al. 2006, arXiv:physics/0605035; Clauset, Young and Gleditsch 2007, Journal of Conflict Resolution
//!   51, 58-87, have 2.4).
//! - "At least n" that no other number covers is n; that more is possible is told beside the interval and not drawn,
//!   for no law says how much more. "At most n" alone is any number up to n.
//!
//! Every value lies within low and high of the range that the same numbers have.

use marsad_domain::{Amount, NumberPart as Part, Range};

use super::{Point, parts_of};

/// A number that nobody can foresee: uniform over all that 64 bits hold.
pub(crate) type Dice = u64;

/// What one lineage says, as a distribution.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Spread {
    At(u64),
    /// Any of these, both included.
    Even(u64, u64),
    /// Any of these, both included, small ones likelier.
    Falling(u64, u64),
}

/// How likely each value is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Law {
    voices: Vec<(u64, Spread)>,
    weight: u64,
    pub(crate) is_open: bool,
}

impl Law {
    /// The law of what the lineages say; `None` where nobody gave a number.
    pub(crate) fn of(said: &[Point]) -> Option<Self> {
        let parts = parts_of(said);
        let has_points = parts
            .iter()
            .any(|part| matches!(part, Part::Point | Part::LowerBound));
        let mut law = Self {
            voices: Vec::new(),
            weight: 0,
            is_open: parts.contains(&Part::LowerBound),
        };
        for (part, point) in parts.into_iter().zip(said) {
            let spread = match part {
                Part::Point | Part::LowerBound => spread_of(point.amount),
                Part::UpperBound if !has_points => {
                    point.amount.high().map(|high| Spread::Even(0, high))
                }
                Part::UpperBound | Part::Covered | Part::Wordless => None,
            };
            if let Some(spread) = spread {
                law.weight = law.weight.saturating_add(u64::from(point.weight));
                law.voices.push((u64::from(point.weight), spread));
            }
        }
        (law.weight > 0).then_some(law)
    }

    /// The law of ranges with their weights; `None` where there are none. Of one range any number up to best is as likely
    /// as another, and so is any from best on, and either is as likely as the other: best is the median that it states.
    pub(crate) fn of_ranges(said: &[(Range, u32)]) -> Option<Self> {
        let mut law = Self {
            voices: Vec::new(),
            weight: 0,
            is_open: said.iter().any(|(range, _)| range.is_open()),
        };
        for (range, weight) in said {
            let (low, high) = (range.low(), range.high());
            let weight = u64::from(*weight);
            match range.best() {
                _ if low == high => law.voices.push((2 * weight, Spread::At(low))),
                None => law.voices.push((2 * weight, Spread::Even(low, high))),
                Some(best) => {
                    law.voices.push((weight, Spread::Even(low, best)));
                    law.voices.push((weight, Spread::Even(best, high)));
                }
            }
            law.weight = law.weight.saturating_add(2 * weight);
        }
        (law.weight > 0).then_some(law)
    }

    /// Any number of a range is as likely as another.
    pub(crate) fn within(range: Range) -> Self {
        Self {
            voices: vec![(1, Spread::Even(range.low(), range.high()))],
            weight: 1,
            is_open: range.is_open(),
        }
    }

    /// The value, where there is only one.
    pub(crate) fn only_value(&self) -> Option<u64> {
        let mut ends = self.voices.iter().map(|(_, spread)| match *spread {
            Spread::At(n) => (n, n),
            Spread::Even(a, b) | Spread::Falling(a, b) => (a, b),
        });
        let (low, high) = ends.next()?;
        (low == high && ends.all(|other| other == (low, low))).then_some(low)
    }

    /// The value that two throws come to.
    ///
    /// Only whole numbers and operations that IEEE 754 rounds correctly are used, so that it is the same everywhere.
    pub(crate) fn draw(&self, [who, which]: [Dice; 2], tail: TailHalves) -> u64 {
        let mut left = below(who, self.weight);
        for (weight, spread) in &self.voices {
            if left < *weight {
                return spread.draw(which, tail);
            }
            left -= weight;
        }
        0
    }
}

fn spread_of(amount: Amount) -> Option<Spread> {
    let low = amount.low()?;
    Some(match amount {
        Amount::Between(a, b) => Spread::Even(a, b),
        Amount::Vague(Some((a, b))) if b > a => Spread::Falling(a, b),
        Amount::Exact(_)
        | Amount::AtLeast(_)
        | Amount::AtMost(_)
        | Amount::About(_)
        | Amount::Vague(_) => Spread::At(low),
    })
}

impl Spread {
    fn draw(self, dice: Dice, tail: TailHalves) -> u64 {
        match self {
            Self::At(n) => n,
            Self::Even(a, b) => a.saturating_add(below(dice, (b - a).saturating_add(1))),
            Self::Falling(a, b) => falling(a, b, share_of(dice), tail),
        }
    }
}

/// How steeply large numbers get rarer: the exponent of the density less one, in halves (3 for n to the power of
/// -2.5).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TailHalves(pub(crate) u32);

/// The smallest number of `a..=b` whose share of all smaller and equal ones is above `share`.
fn falling(a: u64, b: u64, share: f64, tail: TailHalves) -> u64 {
    // Above 0, and the end of each number lies where the next begins.
    let first = real(a.max(1));
    let above = |n: u64| power(first / real(n.saturating_add(1).max(2)), tail);
    let rest = above(b);
    let (mut low, mut high) = (a.max(1).min(b), b);
    while low < high {
        let middle = low + (high - low) / 2;
        if (1.0 - above(middle)) > share * (1.0 - rest) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    low
}

/// `x` to the power of some halves, by square roots and products alone.
fn power(x: f64, halves: TailHalves) -> f64 {
    let root = x.sqrt();
    (0..halves.0).fold(1.0, |product, _| product * root)
}

/// A number below a bound that is above 0; every one is as likely as another.
fn below(dice: Dice, bound: u64) -> u64 {
    let product = u128::from(dice) * u128::from(bound);
    u64::try_from(product >> 64).unwrap_or(0)
}

/// A share from 0 to below 1.
#[expect(
    clippy::cast_precision_loss,
    reason = "53 bits are kept, as many as the number can hold"
)]
pub(crate) fn share_of(dice: Dice) -> f64 {
    (dice >> 11) as f64 / (1_u64 << 53) as f64
}

#[expect(
    clippy::cast_precision_loss,
    reason = "numbers of people stay far below 2^52"
)]
fn real(n: u64) -> f64 {
    n as f64
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    const TAIL: TailHalves = TailHalves(3);

    fn law(said: &[(Amount, u32)]) -> Law {
        let points: Vec<Point> = said
            .iter()
            .map(|(amount, weight)| Point {
                amount: *amount,
                weight: *weight,
            })
            .collect();
        Law::of(&points).unwrap()
    }

    /// Draws from a grid over both throws.
    fn grid(law: &Law) -> Vec<u64> {
        let throw = |at: u64| (at * 2 + 1) * (u64::MAX / 128);
        (0..64)
            .flat_map(|a| (0..64).map(move |b| (a, b)))
            .map(|(a, b)| law.draw([throw(a), throw(b)], TAIL))
            .collect()
    }

    fn share(drawn: &[u64], holds: impl Fn(u64) -> bool) -> f64 {
        let some = drawn.iter().filter(|n| holds(**n)).count();
        real(some as u64) / real(drawn.len() as u64)
    }

    #[test]
    fn a_lineage_is_drawn_with_its_weight_in_the_median() {
        let drawn = grid(&law(&[(Amount::Exact(10), 1), (Amount::Exact(30), 3)]));
        assert!((share(&drawn, |n| n == 10) - 0.25).abs() < 0.02);
        assert!(drawn.iter().all(|n| [10, 30].contains(n)));
    }

    #[test]
    fn between_two_ends_every_number_is_as_likely() {
        let drawn = grid(&law(&[(Amount::between(10, 13), 1)]));
        for n in 10..=13 {
            assert!(
                (share(&drawn, |drawn| drawn == n) - 0.25).abs() < 0.02,
                "{n}"
            );
        }
    }

    #[test]
    fn dozens_are_rather_few_than_many_and_never_beyond_their_ends() {
        let drawn = grid(&law(&[(Amount::Vague(Some((12, 99))), 1)]));
        assert!(drawn.iter().all(|n| (12..=99).contains(n)));
        let (below_20, above_60) = (share(&drawn, |n| n < 20), share(&drawn, |n| n > 60));
        assert!(
            below_20 > 0.5 && above_60 > 0.0 && above_60 < 0.1,
            "{below_20} {above_60}"
        );
    }

    #[test]
    fn best_is_the_median_of_a_stated_range() {
        let stated = Range::new(10, Some(12), 30, false).unwrap();
        let drawn = grid(&Law::of_ranges(&[(stated, 1)]).unwrap());
        assert!(drawn.iter().all(|n| (10..=30).contains(n)));
        assert!(share(&drawn, |n| n <= 12) > 0.5 && share(&drawn, |n| n >= 12) > 0.5);
        assert_eq!(
            Law::of_ranges(&[(Range::exactly(4), 1)])
                .unwrap()
                .only_value(),
            Some(4)
        );
        assert!(Law::of_ranges(&[]).is_none());
    }

    #[test]
    fn a_bound_that_is_kept_to_is_not_drawn() {
        assert_eq!(
            law(&[(Amount::Exact(12), 1), (Amount::AtLeast(9), 9)]).only_value(),
            Some(12)
        );
        let open = law(&[(Amount::AtLeast(9), 1)]);
        assert!(open.is_open && open.only_value() == Some(9));
        let drawn = grid(&law(&[(Amount::AtMost(20), 1)]));
        assert!(drawn.contains(&0) && drawn.contains(&20) && drawn.iter().all(|n| *n <= 20));
    }

    #[test]
    fn one_value_is_certain_and_two_are_not() {
        assert_eq!(
            law(&[(Amount::Exact(3), 1), (Amount::About(3), 2)]).only_value(),
            Some(3)
        );
        assert_eq!(
            law(&[(Amount::Exact(3), 1), (Amount::Exact(4), 2)]).only_value(),
            None
        );
        assert!(
            Law::of(&[Point {
                amount: Amount::Vague(None),
                weight: 1
            }])
            .is_none()
        );
    }

    #[test]
    fn the_ends_of_what_64_bits_hold_are_drawn_without_overflow() {
        let widest = law(&[(Amount::between(0, u64::MAX), 1)]);
        assert_eq!(widest.draw([0, 0], TAIL), 0);
        assert!(widest.draw([u64::MAX, u64::MAX], TAIL) > u64::MAX - 3);
        let vague = law(&[(Amount::Vague(Some((0, 0))), 1)]);
        assert_eq!(vague.draw([7, 7], TAIL), 0);
    }
}
