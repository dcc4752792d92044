//! What is linked: one mention of something that happened, reduced to what can be compared.

use std::cmp::Ordering;

use marsad_domain::{Kilometres, Position, ShortText, WordSketch};

/// First and last day on which it can have happened, counted in days from any fixed day; `start <= end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct DayRange {
    start: i32,
    end: i32,
}

impl DayRange {
    /// The range between two days, put in order.
    #[must_use]
    pub fn new(a: i32, b: i32) -> Self {
        Self {
            start: a.min(b),
            end: a.max(b),
        }
    }

    /// First day.
    #[must_use]
    pub fn start(self) -> i32 {
        self.start
    }

    /// Last day.
    #[must_use]
    pub fn end(self) -> i32 {
        self.end
    }
}

/// A value of a taxonomy with the family above it: a sub-event and its type, a unit and the party it belongs to.
/// A value without a family is its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Term {
    /// The value.
    pub value: u32,
    /// What it belongs to.
    pub family: u32,
}

impl Term {
    /// A value that is its own family.
    #[must_use]
    pub fn alone(value: u32) -> Self {
        Self {
            value,
            family: value,
        }
    }
}

/// How a report is worded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wording {
    /// Words that tell it from others.
    pub words: WordSketch,
    /// Who published it, as a number.
    pub source: u32,
    /// The day on which it was published.
    pub day: i32,
}

/// What a mention has from standing in a report.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct InReport {
    /// The report; two mentions of one report are seldom one incident.
    pub report: Option<u32>,
    /// Mentions that repeat each other's words share it.
    pub words: Option<u32>,
    /// How the report is worded, where this is what it is mainly about.
    pub wording: Option<Wording>,
}

/// One mention. Whatever is `None` is unknown and weighs 0 bits.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// The id by which its giver calls it, unique. Of mentions that became available together the one whose id comes
    /// first is the earlier.
    pub id: ShortText,
    /// When it became available, in any unit that orders.
    pub published: i64,
    /// When it happened.
    pub days: Option<DayRange>,
    /// Whether the days are stated, rather than taken from the day of publication.
    pub is_day_stated: bool,
    /// Where it happened.
    pub position: Option<Position>,
    /// How far the true point typically lies from `position`: one standard deviation along each axis.
    pub radius: Kilometres,
    /// What happened.
    pub kind: Option<Term>,
    /// Who did it and to whom. The two may be swapped between reports.
    pub sides: [Option<Term>; 2],
    /// Number of dead, where one was given.
    pub killed: Option<u32>,
    /// Who says so.
    pub source: Option<u32>,
    /// The report that it stands in; a row of a table stands in none.
    pub in_report: Option<Box<InReport>>,
}

impl Record {
    /// The report that it stands in.
    #[must_use]
    pub fn report(&self) -> Option<u32> {
        self.in_report.as_ref()?.report
    }

    /// What mentions that repeat its words share with it.
    #[must_use]
    pub fn words(&self) -> Option<u32> {
        self.in_report.as_ref()?.words
    }

    /// How its report is worded, where this is what the report is mainly about.
    #[must_use]
    pub fn wording(&self) -> Option<&Wording> {
        self.in_report.as_ref()?.wording.as_ref()
    }

    /// Canonical order: when it became available, then its id.
    #[must_use]
    pub fn canonical_cmp(&self, other: &Self) -> Ordering {
        (self.published, &self.id).cmp(&(other.published, &other.id))
    }
}
