//! Numbers of tables that state a low, a best and a high value.
//!
//! Such rows are not always in order: 13 of 1,000 of UCDP's break `low <= best <= high`, by one death mostly. They are
//! repaired and told, never refused and never passed on as they are.

use marsad_domain::Range;

/// A row whose values were out of order, as it stated them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "low {low}, best {best} and high {high} are out of order; best stays, low is the smallest of the three and high the largest"
)]
pub struct Repair {
    /// Low as stated.
    pub low: u64,
    /// Best as stated.
    pub best: u64,
    /// High as stated.
    pub high: u64,
}

/// The range of a row with what was repaired in it.
///
/// Best stays: it is the number that whoever made the row decided on, and to which the dead by side add up. Low becomes
/// the smallest and high the largest of the three, so that no number that was stated lies outside the range.
#[must_use]
pub fn repaired(low: u64, best: u64, high: u64) -> (Range, Option<Repair>) {
    let ends = (low.min(best).min(high), low.max(best).max(high));
    let range = Range::new(ends.0, Some(best), ends.1, false).unwrap_or(Range::exactly(best));
    let repair = Repair { low, best, high };
    (range, (ends != (low, high)).then_some(repair))
}

/// A text that is no number of people.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CountError {
    /// Fewer than none.
    #[error("{0} is a negative number of people")]
    Negative(String),
    /// No whole number, or more than 64 bits hold.
    #[error("{0:?} is no whole number of people")]
    NotWhole(String),
}

/// A number of people as a table states it: whole, perhaps written with a fraction of nothing (`4.0`).
///
/// # Errors
/// It is negative, or no whole number.
pub fn people(text: &str) -> Result<u64, CountError> {
    let text = text.trim();
    let shown = || text.chars().take(40).collect::<String>();
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let is_whole = !fraction.is_empty() && fraction.bytes().all(|digit| digit == b'0');
    let digits = whole.strip_prefix('-').unwrap_or(whole);
    let number = digits
        .parse::<u64>()
        .ok()
        .filter(|_| is_whole && digits.bytes().all(|digit| digit.is_ascii_digit()))
        .ok_or_else(|| CountError::NotWhole(shown()))?;
    if digits.len() < whole.len() && number > 0 {
        return Err(CountError::Negative(shown()));
    }
    Ok(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(stated: (u64, u64, u64), (low, best, high): (u64, u64, u64)) {
        let (range, repair) = repaired(stated.0, stated.1, stated.2);
        assert_eq!(
            (range.low(), range.best(), range.high()),
            (low, Some(best), high),
            "{stated:?}"
        );
        assert_eq!(repair.is_some(), stated != (low, best, high), "{stated:?}");
    }

    #[test]
    fn best_stays_and_every_stated_number_lies_in_the_range() {
        check((4, 4, 4), (4, 4, 4));
        check((2, 3, 9), (2, 3, 9));
        check((4, 4, 3), (3, 4, 4));
        check((4, 3, 3), (3, 3, 4));
        check((12, 11, 12), (11, 11, 12));
        check((9, 10, 9), (9, 10, 10));
        check((9, 2, 1), (1, 2, 9));
        check((0, 0, 0), (0, 0, 0));
        check((u64::MAX, 0, 0), (0, 0, u64::MAX));
    }

    #[test]
    fn what_was_repaired_is_told_as_it_stood() {
        let told = repaired(4, 4, 3).1.map(|repair| repair.to_string());
        assert!(
            told.is_some_and(|told| told.starts_with("low 4, best 4 and high 3 are out of order"))
        );
    }

    #[test]
    fn negative_and_broken_numbers_are_refused() {
        assert_eq!(people("12"), Ok(12));
        assert_eq!(people(" 4.0 "), Ok(4));
        assert_eq!(people("-0"), Ok(0));
        assert_eq!(people("-3"), Err(CountError::Negative("-3".to_owned())));
        assert_eq!(people("-3.0"), Err(CountError::Negative("-3.0".to_owned())));
        for text in [
            "",
            "many",
            "4.5",
            "4.",
            "+4",
            "1e3",
            "99999999999999999999",
            "--3",
            "NaN",
        ] {
            assert!(
                matches!(people(text), Err(CountError::NotWhole(_))),
                "{text}"
            );
        }
    }
}
