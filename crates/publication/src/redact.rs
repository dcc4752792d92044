//! The way out: from what the record holds to what an edition may say.
//!
//! What goes in: domain values and an edition. What comes out: values of this crate that hold only what the edition
//! may say, or the reason why one is withheld. The default is to withhold: what is not listed as sayable is not said.

mod claim;
mod control;
mod incident;
mod private_words;
mod quotable_names;
mod screen;
mod withheld;

pub(crate) use claim::{PublishedBody, PublishedClaim, PublishedFigure, letter_of};
pub(crate) use control::{PublishedControl, PublishedState};
pub(crate) use incident::PublishedIncident;
pub(crate) use screen::Screen;
pub(crate) use withheld::Withheld;
pub use withheld::{WithheldCount, WithheldReason};
