//! Claims become incidents with ranges, and running totals.
//!
//! What goes in: claims with the heads of their reports, or a table of structured claims; rules.
//! What comes out: incidents, totals with what cumulative statements leave over them, displacement, and the links
//! that a person should look at.
//! What it must not do: touch text, decide what a person decided, add a cumulative statement to a sum, or let the
//! order of arrival reach the result.

pub mod frequency;
pub mod link;
pub mod link_rules;
pub mod match_bits;
mod profile;
pub mod record;
pub mod structured;

pub use link::{Link, Linked, Unsure, link};
pub use link_rules::{LinkRules, RulesError};
pub use match_bits::MatchBits;
pub use record::{DayRange, Record, Term};
pub use structured::{Columns, Refusal, read_structured_csv};
