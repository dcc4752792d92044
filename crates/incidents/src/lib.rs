//! Claims become incidents with ranges, and running totals.
//!
//! What goes in: claims with the heads of their reports, or a table of structured claims; rules.
//! What comes out: incidents, totals with what cumulative statements leave over them, displacement, and the links
//! that a person should look at; from lists of individuals, how many there are beside those recorded.
//! What it must not do: touch text, decide what a person decided, add a cumulative statement to a sum, or let the
//! order of arrival reach the result.

mod bundle;
mod canonical;
mod count;
mod counting_rules;
mod displacement;
mod figures;
mod frequency;
mod gather;
mod link;
mod link_rules;
mod match_bits;
mod profile;
mod record;
mod structured;
mod structured_count;
pub mod systems;
mod total;
mod voice;

pub use count::{Point, range_of};
pub use counting_rules::{CountingRules, IncidentRules, RadiusRules};
pub use displacement::{Displaced, DisplacementFigure, displacement};
pub use gather::{Gathered, Grey, Known, gather, incident_id};
pub use link::{Bounds, Doubt, Link, Linked, Unsure, link, link_within};
pub use link_rules::{
    AssignRules, DayRules, LinkRules, NumberRules, PlaceRules, ReportRules, RulesError, TermRules,
};
pub use match_bits::MatchBits;
pub use record::{DayRange, Record, Term};
pub use structured::{Columns, Refusal, read_structured_csv};
pub use structured_count::{StructuredIncident, count_structured, total_structured};
pub use total::range_in;
