//! The shapes of the rule files.

mod error;
mod example;
mod frame;
mod intent;
mod measures;
mod people;
mod slot;
mod speech;
mod toll;
mod words;

pub use error::RuleError;
pub use example::Example;
pub(crate) use example::Rule;
pub(crate) use frame::{ControlFile, Frame, FrameFile, Nominal};
pub(crate) use intent::{AimRules, IntentFile, RelationRule};
pub(crate) use measures::{BoundWord, Numbers, TimeWords};
pub(crate) use people::People;
pub(crate) use slot::{ClausePart, Fit, Makes, Need, Slot};
pub(crate) use speech::{PhraseRule, Speech, SpeechFile, TruthWords};
pub(crate) use toll::{TollFile, TollWords};
pub(crate) use words::{Catenative, GrammarWords, Hedge, Words};
