//! `toll.toml`: words for victims and for counts of them.

use marsad_domain::Counted;
use serde::Deserialize;

use crate::rules::word_table::{WordMap, WordSet};

use super::{frame::Frame, slot::Slot};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TollFile {
    pub(crate) words: TollWords,
    pub(crate) frame: Vec<Frame>,
}

/// `[words]`: words for what became of people.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TollWords {
    pub(crate) states: WordMap<Counted>,
    pub(crate) count_nouns: WordMap<Counted>,
    pub(crate) places: Vec<Slot>,
    pub(crate) running: WordSet,
    pub(crate) running_to: WordSet,
    pub(crate) fresh: WordSet,
    pub(crate) state_verbs: WordSet,
    pub(crate) total: WordSet,
    pub(crate) toll: WordSet,
    pub(crate) displaced: WordSet,
}
