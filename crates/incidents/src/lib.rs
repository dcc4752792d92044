//! Claims become incidents with ranges, and running totals.
//!
//! What goes in: claims with the heads of their reports, or a table of structured claims; rules.
//! What comes out: incidents, totals with what cumulative statements leave over them, displacement, and the links
//! that a person should look at; from lists of individuals, how many there are beside those recorded.
//! What it must not do: touch text, decide what a person decided, add a cumulative statement to a sum, or let the
//! order of arrival reach the result.

mod background;
mod bundle;
mod canonical;
mod count;
mod counting_rules;
mod displacement;
mod figures;
mod gather;
mod link;
mod link_rules;
mod match_bits;
pub mod meltt;
mod parts;
mod permutation;
mod plain_map;
mod profile;
mod quarters;
mod record;
mod structured;
mod structured_count;
pub mod systems;
mod table_total;
mod total;
mod voice;

pub use count::{CountError, Point, Repair, people, range_of, repaired};
pub use counting_rules::{
    BacklogRules, CountingRules, FamilyRules, IncidentRules, LikelyRules, RadiusRules, SpeakerRules,
};
pub use displacement::{
    Displaced, DisplacementFigure, FlowSum, Persons, displacement, displacement_in,
};
pub use gather::{Gathered, Grey, Known, gather, gather_for, incident_id};
pub use link::{Bounds, Doubt, Link, Linkage, Linked, Members, Settled, Unsure, link};
pub use link_rules::{
    AssignRules, DayRules, DayWindow, LateRules, LinkRules, NumberRules, PlaceRules, ReportRules,
    RulesError, TermRules, TextRules,
};
pub use match_bits::MatchBits;
pub use record::{DayRange, InReport, Record, Term, Wording};
pub use structured::{
    Columns, Refusal, StatedRanges, StructuredTable, ToldRows, read_structured_csv,
    read_structured_table,
};
pub use structured_count::{StructuredIncident, count_stated, count_structured, total_structured};
pub use table_total::{
    Area, LinkedTable, TableRemainder, TableStatement, TableTotal, read_statements_csv, table_total,
};
pub use total::{Draws, TotalQuestion, range_in};
