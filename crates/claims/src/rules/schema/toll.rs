//! `toll.toml`: words for victims and for counts of them.

use std::collections::{BTreeMap, BTreeSet};

use marsad_domain::Counted;
use serde::Deserialize;

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
    pub(crate) states: BTreeMap<String, Counted>,
    pub(crate) count_nouns: BTreeMap<String, Counted>,
    pub(crate) places: Vec<Slot>,
    pub(crate) running: BTreeSet<String>,
    pub(crate) running_to: BTreeSet<String>,
    pub(crate) fresh: BTreeSet<String>,
    pub(crate) state_verbs: BTreeSet<String>,
    pub(crate) total: BTreeSet<String>,
    pub(crate) toll: BTreeSet<String>,
    pub(crate) displaced: BTreeSet<String>,
}
