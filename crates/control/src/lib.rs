//! Who holds a place on a day, as could be known on a day.
//!
//! What goes in: claims, the heads of their reports, a theatre's places, lines, parties, sources and opening
//! positions, rules, and a question. What comes out: the control of each place with every step that led to it,
//! its history, differences between two answers, counts; and holders of points from a bare table of claims.
//! What it must not do: predict, read text, know a particular place or party, or let the order of arrival matter.

#[cfg(test)]
extern crate self as marsad_control;

pub mod areas;
mod assess;
mod belief;
mod context;
mod days;
mod diff;
mod known;
mod moves;
mod numbers;
mod opening;
mod outcome;
mod reach;
mod replay;
mod rule;
mod rules;
mod side;
mod situation;
mod stand;
mod summary;
pub mod table;
mod timeline;
mod told;
mod verdict;
mod voids;
mod weigh;
mod word;
mod would_change;

pub use assess::{assess, history};
pub use context::ControlContext;
pub use diff::{Difference, diff};
pub use known::known;
pub use numbers::NumbersError;
pub use opening::{Opening, OpeningConfidence, OpeningConfidenceError, OpeningError, OpeningRow};
pub use reach::Scope;
pub use rules::{
    ConfidenceRules, ContraryRules, ControlRules, Rule, RuleCard, RulesError, StateDays,
};
pub use summary::{HolderCount, Summary, summary};
pub use timeline::{Change, Heard, Phase, Timeline};
