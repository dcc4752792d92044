//! What-if scenarios: which roads, places and people are cut off if places change hands.
//!
//! What goes in: a question, the road network, who holds what, the actors. What comes out: an immutable answer
//! with its assumptions. What it must not do: change the record, predict, or advise.
//!
//! - [`cut_off`] answers one question, [`rank`] says for every place how much would break.
//! - [`Situation`] says who holds each place of the network, and why.
//! - [`parse_change`] reads `PLACE=PARTY`, [`to_text`] puts an answer into sentences.

mod articulation;
mod assumptions;
mod change;
mod components;
mod cut_off;
mod error;
mod passage;
mod question;
mod ranking;
mod situation;
mod text;
mod ways;
mod wording;

pub use change::{ChangeError, parse_change};
pub use cut_off::cut_off;
pub use error::ScenarioError;
pub use question::{CutOffQuestion, HeldAs, Passage, Passes};
pub use ranking::rank;
pub use situation::{Because, Holding, Situation};
pub use text::{rank_to_text, to_text};
pub use wording::Wording;
