//! Verb frames, and nouns of the same meaning.

use marsad_domain::{ControlVerb, Counted, Measure, SubEvent};
use serde::Deserialize;

use crate::rules::{VerbList, word_table::WordSet};

use super::slot::{Fit, Makes, Need, Slot};

/// One `[[frame]]`: verbs of one meaning and where in the clause the parts of the claim stand.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a property of the rule that can go with any other"
)]
pub(crate) struct Frame {
    pub(crate) id: String,
    pub(crate) verbs: VerbList,
    pub(crate) makes: Makes,
    #[serde(default)]
    pub(crate) change: Option<ControlVerb>,
    #[serde(default)]
    pub(crate) of: Option<Counted>,
    #[serde(default)]
    pub(crate) measure: Option<Measure>,
    #[serde(default)]
    pub(crate) sub_event: Option<SubEvent>,
    #[serde(default)]
    pub(crate) party: Vec<Slot>,
    #[serde(default)]
    pub(crate) target: Vec<Slot>,
    #[serde(default)]
    pub(crate) place: Vec<Slot>,
    #[serde(default)]
    pub(crate) people: Vec<Slot>,
    #[serde(default)]
    pub(crate) count: Vec<Slot>,
    #[serde(default)]
    pub(crate) from: Vec<Slot>,
    #[serde(default)]
    pub(crate) to: Vec<Slot>,
    #[serde(default)]
    pub(crate) toward: Vec<Slot>,
    #[serde(default)]
    pub(crate) along: Vec<Slot>,
    pub(crate) needs: Vec<Need>,
    #[serde(default)]
    pub(crate) subject: Option<Fit>,
    #[serde(default)]
    pub(crate) object: Option<Fit>,
    #[serde(default)]
    pub(crate) subject_heads: WordSet,
    #[serde(default)]
    pub(crate) object_heads: WordSet,
    #[serde(default)]
    pub(crate) phrase_heads: WordSet,
    #[serde(default)]
    pub(crate) complement_heads: WordSet,
    /// Adverbs of which the clause must have one ("fatally shot").
    #[serde(default)]
    pub(crate) adverbs: WordSet,
    #[serde(default)]
    pub(crate) people_heads: WordSet,
    /// Where the voice stands whose count it is.
    #[serde(default)]
    pub(crate) says: Vec<Slot>,
    /// Whether the verb tells of a happening by itself, with no place or target beside it.
    #[serde(default)]
    pub(crate) by_itself: bool,
    /// Whether the words say that it is not so ("the town is clear of rebels").
    #[serde(default)]
    pub(crate) denies: bool,
    /// Whether the words leave open if those who were hit live ("was shot"): they are hurt where nobody died.
    #[serde(default)]
    pub(crate) open_outcome: bool,
    /// Whether the verb must stand without an object.
    #[serde(default)]
    pub(crate) bare: bool,
    /// Prepositions or words behind the verb under which the frame does not fit.
    #[serde(default)]
    pub(crate) unless: WordSet,
    #[expect(dead_code, reason = "meaning is for the reader of the rule")]
    pub(crate) meaning: String,
    pub(crate) example: String,
    pub(crate) not: String,
}

/// One `[[nominal]]`: nouns of one meaning.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Nominal {
    pub(crate) id: String,
    pub(crate) nouns: Vec<String>,
    pub(crate) makes: Makes,
    #[serde(default)]
    pub(crate) change: Option<ControlVerb>,
    #[serde(default)]
    pub(crate) sub_event: Option<SubEvent>,
    pub(crate) party: Vec<Slot>,
    pub(crate) place: Vec<Slot>,
    pub(crate) needs: Vec<Need>,
    /// What became of those behind "of", where it makes a toll ("the killing of five miners").
    #[serde(default)]
    pub(crate) counted: Option<Counted>,
    /// What its "of" phrases must be, where they are no places ("the massacre of civilians").
    #[serde(default)]
    pub(crate) of: Option<Fit>,
    /// The heads of which its "of" phrases must have one, where they are no places ("the explosion of a mine").
    #[serde(default)]
    pub(crate) of_heads: WordSet,
    #[expect(dead_code, reason = "meaning is for the reader of the rule")]
    pub(crate) meaning: String,
    pub(crate) example: String,
    pub(crate) not: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FrameFile {
    pub(crate) frame: Vec<Frame>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ControlFile {
    pub(crate) frame: Vec<Frame>,
    pub(crate) nominal: Vec<Nominal>,
}
