//! Totals over distinct incidents: what is documented, what is likely, and what cumulative statements leave over it.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    digest::{ClaimId, IncidentId},
    figure::{Counted, Range},
    incident::ClaimUse,
    place::PlaceRef,
};

/// Where and over which days a total counts. What is absent bounds nothing.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct TotalScope {
    /// The place, with all that lies in it.
    #[serde(rename = "in", skip_serializing_if = "Option::is_none", default)]
    pub place: Option<PlaceRef>,
    /// First day.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub since: Option<Date>,
    /// Last day.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub until: Option<Date>,
}

/// What one incident gives to a total.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TotalStep {
    /// The incident; its own arithmetic says how its range was made.
    pub incident: IncidentId,
    /// How many.
    #[serde(flatten)]
    pub range: Range,
}

/// An incident that lies in a scope only in part, or of which nobody says that it lies in it. It is told apart and
/// never summed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Straddling {
    /// The incident.
    pub incident: IncidentId,
    /// How many in the whole incident.
    #[serde(flatten)]
    pub range: Range,
    /// How many of its days lie in the scope, and how many it has; absent where its share is not known.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub days: Option<(u32, u32)>,
    /// The range by that share, as if each day had as many: low rounded down, high up.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub prorated: Option<Range>,
    /// Why it straddles, in a sentence fragment.
    pub reason: String,
}

/// In which numbers a total lies in 95 of 100 draws, over links and values that are not certain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LikelyInterval {
    /// The 2.5th of a hundred draws.
    pub low: u64,
    /// The middle draw.
    pub middle: u64,
    /// The 97.5th of a hundred draws.
    pub high: u64,
    /// Whether an upper end is open, so that more than any draw is possible.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub open: bool,
    /// How many draws.
    pub draws: u32,
    /// The seed that gives them again.
    pub seed: u64,
    /// How many links were drawn: of mentions that may belong to an incident, or may not.
    pub uncertain_links: usize,
    /// How many incidents had more than one possible value.
    pub uncertain_values: usize,
}

/// What a cumulative statement leaves over the documented incidents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remainder {
    /// The cumulative claim.
    pub claim: ClaimId,
    /// Its first day, where stated.
    pub since: Option<Date>,
    /// Its last day.
    pub until: Option<Date>,
    /// The number it states, lower end.
    pub stated_low: u64,
    /// The number it states, upper end, where there is one.
    pub stated_high: Option<u64>,
    /// What incidents inside its scope document for certain. Where nobody counted its class, that is none of them.
    pub documented_low: u64,
    /// What incidents inside its scope, or straddling it, can document at most.
    pub documented_high: u64,
    /// Deaths that no incident of the record documents: lower end.
    pub low: u64,
    /// Upper end, where the statement has one.
    pub high: Option<u64>,
    /// Whether the statement is below what the incidents add up to.
    pub conflicts: bool,
}

/// A sum over distinct incidents, with cumulative statements beside it and never in it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Total {
    /// What is counted.
    pub of: Counted,
    /// Where and when.
    #[serde(default)]
    pub scope: TotalScope,
    /// Sum of lows, bests and highs over distinct incidents.
    pub documented: Range,
    /// The probable interval, where draws were asked for.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub likely: Option<LikelyInterval>,
    /// The incidents that were summed.
    pub incidents: Vec<IncidentId>,
    /// What each of them gave.
    #[serde(default)]
    pub steps: Vec<TotalStep>,
    /// How many incidents of the scope nobody gave a number for: they add nothing, which does not say that nobody
    /// was hurt.
    #[serde(default)]
    pub uncounted: usize,
    /// Incidents that lie in the scope only in part.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub straddling: Vec<Straddling>,
    /// Each cumulative statement and what it leaves.
    pub remainders: Vec<Remainder>,
    /// What became of each claim.
    pub arithmetic: Vec<ClaimUse>,
}

impl Total {
    /// A total of nothing yet, over everything.
    #[must_use]
    pub fn new(of: Counted, documented: Range) -> Self {
        Self {
            of,
            scope: TotalScope::default(),
            documented,
            likely: None,
            incidents: Vec::new(),
            steps: Vec::new(),
            uncounted: 0,
            straddling: Vec::new(),
            remainders: Vec::new(),
            arithmetic: Vec::new(),
        }
    }
}
