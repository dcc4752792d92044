//! Incidents: our reading of one happening.

use serde::{Deserialize, Serialize};

use crate::{
    digest::{ClaimId, IncidentId, LineageId},
    figure::{Bound, Counted, Range},
    id::{ActorId, SourceId},
    place::PlaceRef,
    sub_event::SubEvent,
    when::When,
};

/// How far an incident is established.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IncidentStatus {
    /// One lineage says so.
    Reported,
    /// Two or more independent lineages say so.
    Corroborated,
    /// Somebody denies it.
    Disputed,
    /// A person verified it.
    Verified,
    /// A person rejected it.
    Rejected,
}

/// What became of one claim in a count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UsedAs {
    /// Its number counts.
    Used,
    /// A later number of the same lineage replaced it.
    Superseded,
    /// It repeats another report's words.
    Copy,
    /// It does not count.
    Ignored,
    /// It bounds a total and is never added.
    Constraint,
}

/// One claim's part in a number, with the reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimUse {
    /// The claim.
    pub claim: ClaimId,
    /// What became of it.
    pub used_as: UsedAs,
    /// Why, in a sentence fragment.
    pub reason: String,
}

/// What a number says of the others beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NumberPart {
    /// It is a point, or two at its ends.
    Point,
    /// "At least n" where no other point is n or more: a point that leaves the upper end open.
    LowerBound,
    /// "At most n" where no point is n or less: an upper end.
    UpperBound,
    /// A bound that another number keeps to: it says nothing more.
    Covered,
    /// "Some": no number.
    Wordless,
}

/// A number that counts in a range of an incident: what one voice says now of one class.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountedNumber {
    /// What is counted.
    pub of: Counted,
    /// The class; absent for everyone.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub who: Option<String>,
    /// The claim that says it.
    pub claim: ClaimId,
    /// Whose word it is.
    pub source: SourceId,
    /// The words as said.
    pub text: String,
    /// How the number bounds.
    pub bound: Bound,
    /// Lower end.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub low: Option<u64>,
    /// Upper end.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub high: Option<u64>,
    /// Its weight in the median, by reliability and recency.
    pub weight: u32,
    /// What it says beside the others.
    pub part: NumberPart,
}

/// The range of one class of victims within an incident ("of them five civilians"). It is never added to the whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClassRange {
    /// What is counted.
    pub of: Counted,
    /// The class, in the words of the reports.
    pub who: String,
    /// How many.
    #[serde(flatten)]
    pub range: Range,
}

/// One happening. `claims` is never empty.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Incident {
    /// Hash of its first claim in canonical order.
    pub id: IncidentId,
    /// Names of its reports, also of those in which no claim of it was read.
    pub reports: Vec<String>,
    /// Names of those that are mainly about it: no report is mainly about two.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub main_reports: Vec<String>,
    /// Its claims in canonical order.
    pub claims: Vec<ClaimId>,
    /// The kind of its first claim.
    pub kind: String,
    /// Its sub-event, where it has one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub sub_event: Option<SubEvent>,
    /// Its most precise place.
    #[serde(rename = "where", skip_serializing_if = "Option::is_none", default)]
    pub place: Option<PlaceRef>,
    /// Its time.
    pub when: When,
    /// How far it is established.
    pub status: IncidentStatus,
    /// Number of independent lineages.
    pub lineages: usize,
    /// The lineages.
    pub lineage_ids: Vec<LineageId>,
    /// Who took part.
    pub actors: Vec<ActorId>,
    /// Dead; absent where nobody gave a number.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub killed: Option<Range>,
    /// Injured.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub injured: Option<Range>,
    /// Missing.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub missing: Option<Range>,
    /// Detained.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub detained: Option<Range>,
    /// Classes of victims within the ranges above.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub of_them: Vec<ClassRange>,
    /// Vague words behind a range, kept.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub wording: Vec<String>,
    /// The numbers that the ranges are made of.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub counted: Vec<CountedNumber>,
    /// What became of each claim in the ranges.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub arithmetic: Vec<ClaimUse>,
    /// Why its claims were put together, one line a link.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub links: Vec<String>,
}
