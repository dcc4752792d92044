//! How many, of what, and how sure the words are.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::span::Span;

/// What a figure counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Counted {
    /// Dead.
    Killed,
    /// Wounded.
    Injured,
    /// Missing.
    Missing,
    /// Detained, abducted or taken prisoner.
    Detained,
    /// Dead and wounded together.
    Casualties,
    /// Displaced people.
    Displaced,
    /// Vehicles.
    Vehicles,
    /// Anything else that is counted.
    Other,
}

/// The unit of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Persons.
    Persons,
    /// Families or households.
    Families,
    /// Hundredths of something.
    Percent,
    /// Things.
    Items,
}

/// Stock (present on a day) or flow (newly displaced over a time).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// Displaced on a day.
    Stock,
    /// Newly displaced over a time.
    Flow,
}

/// The name of a bound, as lines print it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bound {
    /// Just so many.
    Exact,
    /// So many or more.
    AtLeast,
    /// So many or fewer.
    AtMost,
    /// Around so many.
    About,
    /// From so many to so many.
    Between,
    /// A word such as "dozens".
    Vague,
}

/// A number as said. `Between` and `Vague` hold their ends in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Amount {
    /// Just so many; zero means that someone counted none.
    Exact(u64),
    /// So many or more.
    AtLeast(u64),
    /// So many or fewer.
    AtMost(u64),
    /// Around so many.
    About(u64),
    /// From low to high.
    Between(u64, u64),
    /// A vague word with its codebook value and the largest number it can mean; `None` for "some, unknown".
    Vague(Option<(u64, u64)>),
}

impl Amount {
    /// From one number to another, in order.
    #[must_use]
    pub fn between(a: u64, b: u64) -> Self {
        if a == b {
            Self::Exact(a)
        } else {
            Self::Between(a.min(b), a.max(b))
        }
    }

    /// The name of the bound.
    #[must_use]
    pub fn bound(self) -> Bound {
        match self {
            Self::Exact(_) => Bound::Exact,
            Self::AtLeast(_) => Bound::AtLeast,
            Self::AtMost(_) => Bound::AtMost,
            Self::About(_) => Bound::About,
            Self::Between(..) => Bound::Between,
            Self::Vague(_) => Bound::Vague,
        }
    }

    /// Lower end; `None` where there is none.
    #[must_use]
    pub fn low(self) -> Option<u64> {
        match self {
            Self::Exact(n) | Self::AtLeast(n) | Self::About(n) | Self::Between(n, _) => Some(n),
            Self::AtMost(_) => None,
            Self::Vague(ends) => ends.map(|(low, _)| low),
        }
    }

    /// Upper end; `None` where there is none.
    #[must_use]
    pub fn high(self) -> Option<u64> {
        match self {
            Self::Exact(n) | Self::AtMost(n) | Self::About(n) | Self::Between(_, n) => Some(n),
            Self::AtLeast(_) => None,
            Self::Vague(ends) => ends.map(|(_, high)| high),
        }
    }

    /// Whether one end is open.
    #[must_use]
    pub fn is_open(self) -> bool {
        self.low().is_none() || self.high().is_none()
    }
}

/// One counted number of a claim.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "RawFigure", into = "RawFigure")]
pub struct Figure {
    /// What is counted.
    pub of: Counted,
    /// How many.
    pub amount: Amount,
    /// In what unit.
    pub unit: Unit,
    /// First day of a running count; absent for one happening.
    pub cumulative_since: Option<Date>,
    /// Whether it is a running count, even where its first day is not known.
    pub is_cumulative: bool,
    /// Whether it is part of another figure of the same claim ("of them five children").
    pub is_part: bool,
    /// Who they are, in the words of the report ("civilians", "soldiers").
    pub who: Option<String>,
    /// The words as said.
    pub text: String,
    /// Where the words stand.
    pub span: Span,
}

#[derive(Serialize, Deserialize)]
struct RawFigure {
    of: Counted,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    low: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    high: Option<u64>,
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    open: bool,
    bound: Bound,
    unit: Unit,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    cumulative_since: Option<Date>,
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    cumulative: bool,
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    part: bool,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    who: Option<String>,
    text: String,
    start: usize,
    end: usize,
}

/// A figure whose ends do not fit its bound.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the figure {0:?} has ends that do not fit its bound")]
pub struct FigureError(String);

impl TryFrom<RawFigure> for Figure {
    type Error = FigureError;

    fn try_from(raw: RawFigure) -> Result<Self, FigureError> {
        let amount = match (raw.bound, raw.low, raw.high) {
            (Bound::Exact, Some(n), _) => Amount::Exact(n),
            (Bound::AtLeast, Some(n), _) => Amount::AtLeast(n),
            (Bound::AtMost, _, Some(n)) => Amount::AtMost(n),
            (Bound::About, Some(n), _) => Amount::About(n),
            (Bound::Between, Some(a), Some(b)) if a <= b => Amount::between(a, b),
            (Bound::Vague, Some(a), Some(b)) if a <= b => Amount::Vague(Some((a, b))),
            (Bound::Vague, None, None) => Amount::Vague(None),
            _ => return Err(FigureError(raw.text)),
        };
        Ok(Self {
            of: raw.of,
            amount,
            unit: raw.unit,
            cumulative_since: raw.cumulative_since,
            is_cumulative: raw.cumulative || raw.cumulative_since.is_some(),
            is_part: raw.part,
            who: raw.who,
            span: Span::try_from((raw.start, raw.end))
                .map_err(|_error| FigureError(raw.text.clone()))?,
            text: raw.text,
        })
    }
}

impl From<Figure> for RawFigure {
    fn from(figure: Figure) -> Self {
        Self {
            of: figure.of,
            low: figure.amount.low(),
            high: figure.amount.high(),
            open: figure.amount.is_open(),
            bound: figure.amount.bound(),
            unit: figure.unit,
            cumulative_since: figure.cumulative_since,
            cumulative: figure.is_cumulative && figure.cumulative_since.is_none(),
            part: figure.is_part,
            who: figure.who,
            text: figure.text,
            start: figure.span.start(),
            end: figure.span.end(),
        }
    }
}

/// A derived range. `low <= best <= high` wherever they are known; `high` is absent where the upper end is open
/// and no number was said for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "RawRange", into = "RawRange")]
pub struct Range {
    low: u64,
    best: Option<u64>,
    high: u64,
    is_open: bool,
}

#[derive(Serialize, Deserialize)]
struct RawRange {
    low: u64,
    best: Option<u64>,
    high: u64,
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    open: bool,
}

/// A range whose ends are out of order.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the range {low} to {high} with best {best:?} is out of order")]
pub struct RangeError {
    low: u64,
    best: Option<u64>,
    high: u64,
}

impl TryFrom<RawRange> for Range {
    type Error = RangeError;

    fn try_from(raw: RawRange) -> Result<Self, RangeError> {
        Self::new(raw.low, raw.best, raw.high, raw.open)
    }
}

impl From<Range> for RawRange {
    fn from(range: Range) -> Self {
        Self {
            low: range.low,
            best: range.best,
            high: range.high,
            open: range.is_open,
        }
    }
}

impl Range {
    /// A range; `is_open` says that more than `high` is possible.
    ///
    /// # Errors
    /// The ends are out of order.
    pub fn new(low: u64, best: Option<u64>, high: u64, is_open: bool) -> Result<Self, RangeError> {
        if low > high || best.is_some_and(|best| best < low || best > high) {
            return Err(RangeError { low, best, high });
        }
        Ok(Self {
            low,
            best,
            high,
            is_open,
        })
    }

    /// The same number at both ends.
    #[must_use]
    pub fn exactly(n: u64) -> Self {
        Self {
            low: n,
            best: Some(n),
            high: n,
            is_open: false,
        }
    }

    /// Smallest credible number.
    #[must_use]
    pub fn low(self) -> u64 {
        self.low
    }

    /// Best number, where there is one.
    #[must_use]
    pub fn best(self) -> Option<u64> {
        self.best
    }

    /// Largest number said.
    #[must_use]
    pub fn high(self) -> u64 {
        self.high
    }

    /// Whether more than `high` is possible.
    #[must_use]
    pub fn is_open(self) -> bool {
        self.is_open
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_never_inverts() {
        assert!(Range::new(5, Some(4), 9, false).is_err());
        assert!(Range::new(5, None, 4, false).is_err());
        assert!(serde_json::from_str::<Range>(r#"{"low":3,"best":9,"high":4}"#).is_err());
    }

    #[test]
    fn zero_dead_and_unknown_dead_differ() {
        assert_eq!(Amount::Exact(0).low(), Some(0));
        assert_eq!(Amount::Vague(None).low(), None);
    }
}
