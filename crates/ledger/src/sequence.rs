//! The place of an entry in the ledger.

use std::fmt;

/// The number of an entry: 1 for the first, without gaps, at most `i64::MAX` (what SQLite holds).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sequence(u64);

impl Sequence {
    /// The number of the first entry.
    pub const FIRST: Self = Self(1);

    /// The number as a sequence; nothing for 0 and for what SQLite cannot hold.
    #[must_use]
    pub fn new(number: u64) -> Option<Self> {
        (number >= 1 && i64::try_from(number).is_ok()).then_some(Self(number))
    }

    /// The number itself.
    #[must_use]
    pub fn get(self) -> u64 {
        self.0
    }

    /// The number of the entry after this one.
    ///
    /// No ledger reaches the last number; there the sequence stays as it is, which the store refuses as a duplicate.
    #[must_use]
    pub fn next(self) -> Self {
        Self::new(self.0 + 1).unwrap_or(self)
    }

    /// The number as SQLite holds it.
    pub(crate) fn to_sql(self) -> i64 {
        i64::try_from(self.0).expect("a sequence is built only from numbers that fit")
    }

    /// The number from what SQLite holds.
    pub(crate) fn from_sql(number: i64) -> Option<Self> {
        u64::try_from(number).ok().and_then(Self::new)
    }
}

impl fmt::Display for Sequence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
