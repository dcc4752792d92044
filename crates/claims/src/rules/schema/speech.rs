//! `speech.toml`: who says so, and what that does to the stance.

use marsad_domain::Stance;
use serde::Deserialize;

use crate::rules::{VerbList, word_table::WordSet};

/// One `[[speech]]`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Speech {
    pub(crate) id: String,
    pub(crate) verbs: VerbList,
    pub(crate) stance: Stance,
    #[serde(default)]
    pub(crate) object_heads: WordSet,
    /// Whether the verb itself is what somebody says: "condemned", "urged".
    #[serde(default)]
    pub(crate) is_attitude: bool,
    /// Whether what is spoken of so is a fact of the report's own: "welcomed the release of X".
    #[serde(default)]
    pub(crate) is_factive: bool,
    /// Whether it is one only before a clause: "images show that X".
    #[serde(default)]
    pub(crate) needs_clause: bool,
    #[expect(dead_code, reason = "meaning is for the reader of the rule")]
    pub(crate) meaning: String,
    pub(crate) example: String,
    pub(crate) not: String,
}

/// One `[[phrase]]` before a voice.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PhraseRule {
    pub(crate) id: String,
    pub(crate) phrase: String,
    pub(crate) stance: Stance,
    /// Whether it stands outside the verbs of speech of its sentence.
    #[serde(default)]
    pub(crate) is_outer: bool,
    #[expect(dead_code, reason = "meaning is for the reader of the rule")]
    pub(crate) meaning: String,
    pub(crate) example: String,
    pub(crate) not: String,
}

/// Words that say of a statement that it is true or false.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TruthWords {
    /// Nouns for what somebody says, with "that" and a clause behind them.
    pub(crate) reports: WordSet,
    pub(crate) true_words: WordSet,
    pub(crate) false_words: WordSet,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SpeechFile {
    pub(crate) truth: TruthWords,
    pub(crate) speech: Vec<Speech>,
    pub(crate) phrase: Vec<PhraseRule>,
    pub(crate) no_voices: WordSet,
    pub(crate) hearing_verbs: WordSet,
}
