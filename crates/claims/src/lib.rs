//! Reading: from a report to its claims.
//!
//! What goes in: a [`marsad_domain::Report`], the rules of a language, and what a theatre knows of places, parties
//! and sources. What comes out: a [`marsad_domain::Reading`]: claims with verbatim quotes, and problems.
//! What it must not do: link claims, decide between them, or fail on any text.

mod grammar;
mod kind;
mod reader;
mod rules;
mod text;

pub use kind::{KindRuleError, KindRules, KindScheme, RankedKind, kinds_of};
pub use reader::{READER_NAME, READER_VERSION, ReadingContext, read, sentences};
pub use rules::{Decides, Example, FILES, RuleBook, RuleError, RuleNote, Rules};
pub use text::homes::Home;
