//! Numbers and distances as they are written, with what their rounding leaves open.

use crate::normal::digit;

use super::{
    lexicon::{TokenKind, Way},
    reading::Reader,
    rules::{Role, Value},
};

/// A number with the least and the most that it may stand for: `low <= value <= high`, all finite and not negative.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Amount {
    pub(crate) low: f64,
    pub(crate) value: f64,
    pub(crate) high: f64,
}

/// Longer runs of digits are no distance.
const LONGEST_NUMBER: usize = 12;

impl Amount {
    /// An amount; the three are put in order, and what is negative or no number becomes 0.
    pub(crate) fn new(low: f64, value: f64, high: f64) -> Self {
        let sound = |number: f64| {
            if number.is_finite() {
                number.max(0.0)
            } else {
                0.0
            }
        };
        let value = sound(value);
        Self {
            low: sound(low).min(value),
            value,
            high: sound(high).max(value),
        }
    }

    /// A number in digits of any of the scripts of [`digit`], with `,` between thousands or `.` before a fraction.
    ///
    /// What its rounding leaves open is half of its last place that is not 0 (10 is 5 to 15, 12 is 11.5 to 12.5, 12.5 is 12.45 to 12.55);
    /// a multiple of 5 is taken as rounded to 5 (Wieczorek, Guo and Hijmans 2004, "uncertainty from distance precision").
    pub(crate) fn of_digits(text: &str) -> Option<Self> {
        if text.len() > 2 * LONGEST_NUMBER {
            return None;
        }
        let (mut whole, mut fraction, mut places) = (0.0_f64, 0.0_f64, 0_i32);
        let mut is_fraction = false;
        let mut characters = text.chars().peekable();
        while let Some(c) = characters.next() {
            if let Some(digit) = digit(c) {
                let digit = f64::from(digit);
                if is_fraction {
                    places += 1;
                    fraction += digit * 0.1_f64.powi(places);
                } else {
                    whole = whole * 10.0 + digit;
                }
            } else if is_fraction {
                return None;
            } else {
                let rest = characters.clone().take_while(|c| digit(*c).is_some());
                let is_thousands = matches!(c, ',' | '\u{066C}') && rest.count() == 3;
                is_fraction = !is_thousands;
            }
        }
        let value = whole + fraction;
        let half = 0.5 * last_place(whole, places);
        Some(Self::new(value - half, value, value + half))
    }

    fn times(self, factor: f64) -> Self {
        Self::new(self.low * factor, self.value * factor, self.high * factor)
    }

    /// From one number to another.
    fn up_to(self, other: Self) -> Self {
        let (low, high) = (self.value.min(other.value), self.value.max(other.value));
        Self::new(low, low.midpoint(high), high)
    }

    fn about(self, factor: f64) -> Self {
        let (down, up) = (self.value - self.low, self.high - self.value);
        Self::new(
            self.value - down * factor,
            self.value,
            self.value + up * factor,
        )
    }

    fn at_most(self) -> Self {
        Self::new(0.0, self.value / 2.0, self.value)
    }

    fn at_least(self, factor: f64) -> Self {
        let high = self.value * factor.max(1.0);
        Self::new(self.value, self.value.midpoint(high), high)
    }
}

/// The unit of the last place that is written and not 0; 5 where that is a 5 of the ones.
fn last_place(whole: f64, places: i32) -> f64 {
    if places > 0 {
        return 0.1_f64.powi(places);
    }
    let mut unit = 1.0;
    while whole >= unit * 10.0 && whole % (unit * 10.0) == 0.0 {
        unit *= 10.0;
    }
    if unit < 10.0 && whole >= 5.0 && whole % 5.0 == 0.0 {
        5.0
    } else {
        unit
    }
}

impl Reader<'_> {
    /// The distance that ends right before a token, read to the left; in kilometres, with the token before it.
    pub(super) fn distance(&mut self, at: usize) -> Option<(Amount, usize)> {
        let at = self.past_bracket(at);
        let (unit, at) = self.unit(at)?;
        let at = self.past_dash(at);
        let (last, at) = self.number(at)?;
        let (amount, at) = self.range(last, at).unwrap_or((last, at));
        Some(self.bounded(amount.times(unit), at))
    }

    fn unit(&mut self, at: usize) -> Option<(f64, usize)> {
        let found = self.take(at, Role::Unit)?;
        match found.value {
            Value::Unit(km) => Some((km, found.next)),
            _ => None,
        }
    }

    /// "7 miles (11 km)": the bracket says the same again.
    fn past_bracket(&self, at: usize) -> usize {
        if self.kind(at) != Some(TokenKind::Close) {
            return at;
        }
        let open = (at..at + 8).find(|&at| self.kind(at) == Some(TokenKind::Open));
        open.map_or(at, |open| open + 1)
    }

    fn past_dash(&self, at: usize) -> usize {
        at + usize::from(self.kind(at) == Some(TokenKind::Dash))
    }

    /// A number in digits or in words; "twenty-five" is a sum.
    fn number(&mut self, at: usize) -> Option<(Amount, usize)> {
        if let Some(TokenKind::Number(amount)) = self.kind(at) {
            return Some((amount, at + 1));
        }
        let (ones, next) = self.number_word(at)?;
        if (1.0..10.0).contains(&ones.value) {
            let before = self.past_dash(next);
            if let Some((tens, next)) = self.number_word(before)
                && tens.value >= 20.0
                && tens.value < 100.0
                && tens.value % 10.0 == 0.0
            {
                let sum = tens.value + ones.value;
                let half = 0.5 * last_place(sum, 0);
                return Some((Amount::new(sum - half, sum, sum + half), next));
            }
        }
        Some((ones, next))
    }

    fn number_word(&mut self, at: usize) -> Option<(Amount, usize)> {
        let found = self.take(at, Role::Number)?;
        let Value::Number(low, high) = found.value else {
            return None;
        };
        let amount = if low < high {
            Amount::new(low, low.midpoint(high), high)
        } else {
            let half = 0.5 * last_place(low, i32::from(low.fract() > 0.0));
            Amount::new(low - half, low, low + half)
        };
        Some((amount, found.next))
    }

    /// "10 to 15", "between 10 and 15", "10-15": the first number stands before the last.
    fn range(&mut self, last: Amount, at: usize) -> Option<(Amount, usize)> {
        let before = if self.kind(at) == Some(TokenKind::Dash) {
            at + 1
        } else {
            self.peek(at, Role::Range)?.next
        };
        let before = self.peek(before, Role::Unit).map_or(before, |it| it.next);
        let (first, mut next) = self.number(before)?;
        if first.value >= last.value {
            return None;
        }
        self.take(at, Role::Range);
        if let Some(between) = self.peek(next, Role::Between) {
            next = between.next;
        }
        Some((first.up_to(last), next))
    }

    /// Words before the number that widen or bound it.
    fn bounded(&mut self, amount: Amount, at: usize) -> (Amount, usize) {
        let factor = self.measures.about_factor;
        if let Some(found) = self.take(at, Role::AtMost) {
            (amount.at_most(), found.next)
        } else if let Some(found) = self.take(at, Role::AtLeast) {
            (amount.at_least(factor), found.next)
        } else if let Some(found) = self.take(at, Role::About) {
            let (amount, next) = (amount.about(factor), found.next);
            match self.take(next, Role::AtMost) {
                Some(found) => (amount.at_most(), found.next),
                None => (amount, next),
            }
        } else {
            (amount, at)
        }
    }

    pub(super) fn is_leftward(&self) -> bool {
        self.way == Way::Leftward
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_number_leaves_open_what_its_last_place_does() {
        let table = [
            ("12", 11.5, 12.0, 12.5),
            ("10", 5.0, 10.0, 15.0),
            ("15", 12.5, 15.0, 17.5),
            ("100", 50.0, 100.0, 150.0),
            ("120", 115.0, 120.0, 125.0),
            ("2.5", 2.45, 2.5, 2.55),
            ("2,5", 2.45, 2.5, 2.55),
            ("1,200", 1150.0, 1200.0, 1250.0),
            ("١٢", 11.5, 12.0, 12.5),
            ("0", 0.0, 0.0, 0.5),
        ];
        for (text, low, value, high) in table {
            let read = Amount::of_digits(text).unwrap();
            for (found, expected) in [(read.low, low), (read.value, value), (read.high, high)] {
                assert!((found - expected).abs() < 1e-9, "{text}: {read:?}");
            }
        }
    }

    proptest! {
        #[test]
        fn no_amount_is_turned_around_or_no_number(low: f64, value: f64, high: f64, factor: f64) {
            let first = Amount::new(low, value, high);
            for amount in [first, first.at_most(), first.at_least(factor), first.about(factor), first.times(factor)] {
                prop_assert!(0.0 <= amount.low && amount.low <= amount.value && amount.value <= amount.high);
                prop_assert!(amount.high.is_finite());
            }
        }

        #[test]
        fn any_digits_are_a_number_or_none(text in "[0-9٠-٩.,]{1,40}") {
            if let Some(amount) = Amount::of_digits(&text) {
                prop_assert!(amount.low <= amount.value && amount.value <= amount.high);
            }
        }
    }
}
