//! What people decided, laid over what was read.
//!
//! What goes in: the claims of the current readings, and the decisions of the ledger in the order in which they were
//! taken. What comes out: [`Decided`]: the claims as corrected, the rulings that incidents are gathered under, and the
//! queue of what a person has to look at. What it must not do: lose a decision, or judge one.
//!
//! A decision names its claims by report, kind and quote, so that it holds over another reading of the same report.

mod apply;
mod attach;
mod bonds;
mod correct;
mod readings;

pub use apply::{Decided, Waiting, Why, apply};
pub use bonds::Contradiction;
pub use readings::{ChosenReading, chosen_readings};
