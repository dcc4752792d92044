//! Totals over distinct incidents: what is documented, what is likely, and what cumulative statements leave over it.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    digest::{ClaimId, IncidentId},
    figure::{Counted, Range},
    id::{PlaceId, SourceId},
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
    /// The claims whose numbers made the range.
    pub claims: Vec<ClaimId>,
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
    /// Whether the statement is below what the incidents, or the statements within its scope, add up to: a scope, a
    /// class or a duplicate is wrong.
    pub conflicts: bool,
    /// Whose statement it is.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub source: Option<SourceId>,
    /// Over which place, where stated.
    #[serde(rename = "in", skip_serializing_if = "Option::is_none", default)]
    pub place: Option<PlaceId>,
    /// The class that it counts; absent for everyone.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub who: Option<String>,
    /// Whether it may raise the union of a total.
    #[serde(default)]
    pub credible: bool,
    /// How many incidents with a number lie inside its scope.
    #[serde(default)]
    pub inside: usize,
    /// How many straddle it.
    #[serde(default)]
    pub straddling: usize,
    /// What it leaves beyond the statements within its scope: own parts add up, remainders do not.
    #[serde(default)]
    pub own_low: u64,
    /// Upper end of that, where there is one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub own_high: Option<u64>,
    /// The statements within its scope whose remainders are part of this one.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub holds: Vec<ClaimId>,
}

/// By how much a running count of one voice rose between two of its statements.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Increment {
    /// The earlier statement.
    pub from: ClaimId,
    /// The later one.
    pub to: ClaimId,
    /// Whose count it is.
    pub source: SourceId,
    /// The day after the earlier statement.
    pub since: Date,
    /// The day of the later one.
    pub until: Date,
    /// How many more, lower end.
    pub low: u64,
    /// Upper end, where the later statement has one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub high: Option<u64>,
    /// What incidents between document for certain.
    pub documented_low: u64,
    /// What incidents between, or straddling an end, can document at most.
    pub documented_high: u64,
    /// Whether it is far above the incidents between, so that deaths of before were added.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub backlog_jump: bool,
    /// Whether the later count is the smaller one: a correction.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub falls: bool,
}

/// What no incident documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Undocumented {
    /// Lower end.
    pub low: u64,
    /// Upper end; absent where a statement has none.
    pub high: Option<u64>,
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
    /// Incidents, and in their place credible cumulative statements where these say more: the larger of the two for
    /// each scope, never both.
    pub union: Range,
    /// What credible statements of the scope leave over the incidents, each person once. It is no incident and is not
    /// in `documented`.
    #[serde(default)]
    pub undocumented: Undocumented,
    /// Each cumulative statement and what it leaves.
    pub remainders: Vec<Remainder>,
    /// How the running counts of each voice rose.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub increments: Vec<Increment>,
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
            union: documented,
            undocumented: Undocumented::default(),
            remainders: Vec::new(),
            increments: Vec::new(),
            arithmetic: Vec::new(),
        }
    }
}
