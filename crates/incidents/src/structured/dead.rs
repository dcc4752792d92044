//! What a row says of the dead: one number, or best, low and high.

use super::{
    row::{Complaint, is_negative, shortened},
    stated::Ends,
};
use crate::count::{people, repaired};

/// The dead of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Dead {
    /// The number that counts as the row's own.
    pub(super) best: Option<u32>,
    /// The ends, where they say more than `best` does.
    pub(super) ends: Option<Ends>,
    /// Whether low, best and high were out of order.
    pub(super) is_repaired: bool,
    /// Whether a field has a negative number other than -1: it is unknown.
    pub(super) has_negative: bool,
}

impl Dead {
    /// Reads the three fields; what is empty is unknown.
    pub(super) fn read(
        best: Option<&str>,
        low: Option<&str>,
        high: Option<&str>,
    ) -> Result<Self, Complaint> {
        let best = read(best, "number of dead")?;
        let low = read(low, "lower number of dead")?;
        let high = read(high, "upper number of dead")?;
        let has_negative = [best, low, high].contains(&Field::Negative);
        let (best, low, high) = (best.number(), low.number(), high.number());
        let (ends, is_repaired) = ends(best, low, high);
        Ok(Self {
            best,
            ends,
            is_repaired,
            has_negative,
        })
    }
}

/// How tables write a number that is not known; any other negative number is told.
const UNKNOWN: &str = "-1";

/// What a field states.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    Unknown,
    Negative,
    Number(u32),
}

impl Field {
    fn number(self) -> Option<u32> {
        match self {
            Self::Number(number) => Some(number),
            Self::Unknown | Self::Negative => None,
        }
    }
}

fn read(text: Option<&str>, what: &str) -> Result<Field, Complaint> {
    let Some(text) = text else {
        return Ok(Field::Unknown);
    };
    let plain = text.parse::<u32>().ok();
    let whole = || people(text).ok().and_then(|n| u32::try_from(n).ok());
    match plain.or_else(whole) {
        Some(number) => Ok(Field::Number(number)),
        None if text == UNKNOWN => Ok(Field::Unknown),
        None if is_negative(text) => Ok(Field::Negative),
        None => Err((
            format!("{:?} is no {what}", shortened(text)),
            "a whole number; -1 or empty where unknown",
        )),
    }
}

/// The ends that a row states, and whether they were repaired. An end that is unknown is where best is; without a best
/// a low alone is "at least" and a high alone "at most".
fn ends(best: Option<u32>, low: Option<u32>, high: Option<u32>) -> (Option<Ends>, bool) {
    let (low, high) = match (low.or(best), high.or(best)) {
        (Some(low), Some(high)) => (low, high),
        (None, None) => return (None, false),
        (low, high) => {
            let low = low.unwrap_or(0);
            return (Some(Ends { low, high }), false);
        }
    };
    let middle = best.unwrap_or(low);
    let (range, repair) = repaired(u64::from(low), u64::from(middle), u64::from(high));
    let end = |n: u64| u32::try_from(n).unwrap_or(u32::MAX);
    let ends = Ends {
        low: end(range.low()),
        high: Some(end(range.high())),
    };
    let is_best = best.is_some_and(|best| (ends.low, ends.high) == (best, Some(best)));
    ((!is_best).then_some(ends), repair.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Best, low, high; what they come to as best, low, high; whether they are repaired, and a number is negative.
    fn check(
        fields: [&str; 3],
        best: Option<u32>,
        ends: Option<(u32, Option<u32>)>,
        told: (bool, bool),
    ) {
        let [a, b, c] = fields.map(|text| Some(text).filter(|text| !text.is_empty()));
        let dead = Dead::read(a, b, c);
        let expected = Dead {
            best,
            ends: ends.map(|(low, high)| Ends { low, high }),
            is_repaired: told.0,
            has_negative: told.1,
        };
        assert_eq!(dead, Ok(expected), "{fields:?}");
    }

    #[test]
    fn three_numbers_are_a_best_with_its_ends() {
        let fine = (false, false);
        check(["5", "3", "9"], Some(5), Some((3, Some(9))), fine);
        check(["5", "", ""], Some(5), None, fine);
        check(["5", "5", "5"], Some(5), None, fine);
        check(["5.0", "3.0", "9.0"], Some(5), Some((3, Some(9))), fine);
        check(["0", "0", "4"], Some(0), Some((0, Some(4))), fine);
        check(["", "", ""], None, None, fine);
    }

    #[test]
    fn an_end_that_is_unknown_is_where_best_is() {
        let fine = (false, false);
        check(["5", "3", ""], Some(5), Some((3, Some(5))), fine);
        check(["5", "", "9"], Some(5), Some((5, Some(9))), fine);
        check(["", "3", "9"], None, Some((3, Some(9))), fine);
        check(["", "3", "3"], None, Some((3, Some(3))), fine);
        check(["", "3", ""], None, Some((3, None)), fine);
        check(["", "", "9"], None, Some((0, Some(9))), fine);
    }

    #[test]
    fn what_is_out_of_order_is_repaired_and_best_stays() {
        let repaired = (true, false);
        check(["5", "6", "9"], Some(5), Some((5, Some(9))), repaired);
        check(["5", "5", "4"], Some(5), Some((4, Some(5))), repaired);
        check(["5", "9", "3"], Some(5), Some((3, Some(9))), repaired);
        check(["5", "7", ""], Some(5), Some((5, Some(7))), repaired);
        check(["", "9", "3"], None, Some((3, Some(9))), repaired);
    }

    #[test]
    fn a_negative_number_is_unknown_and_told() {
        let told = (false, true);
        check(["-1", "", ""], None, None, (false, false));
        check(["-2", "", ""], None, None, told);
        check(["-3.5", "2", "4"], None, Some((2, Some(4))), told);
        check(["5", "-4", "9"], Some(5), Some((5, Some(9))), told);
        check(["5", "3", "-9"], Some(5), Some((3, Some(5))), told);
        check(["-0", "", ""], Some(0), None, (false, false));
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in ["many", "4.5", "1e3", "99999999999", "NaN", "-few"] {
            for at in 0..3 {
                let mut fields = [None; 3];
                fields[at] = Some(text);
                let [best, low, high] = fields;
                let refused = Dead::read(best, low, high);
                assert!(refused.is_err(), "{text}");
            }
        }
    }
}
