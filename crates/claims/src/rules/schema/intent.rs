//! `intent.toml`: aims, and how actors stand to one another.

use marsad_domain::RelationKind;
use serde::Deserialize;

use crate::rules::{VerbList, word_table::WordSet};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct IntentFile {
    pub(crate) aims: AimRules,
    pub(crate) relation: Vec<RelationRule>,
}

/// `[aims]`: words for aims.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AimRules {
    pub(crate) nouns: WordSet,
    pub(crate) verbs: VerbList,
    /// Verbs that ask for what their object or infinitive says.
    pub(crate) ordering: VerbList,
    /// Verbs that ask for action only with an infinitive, or behind some prepositions.
    pub(crate) asking: VerbList,
    pub(crate) asked: WordSet,
    /// Verbs of aims that are said aloud: their subject speaks.
    pub(crate) aloud: WordSet,
    pub(crate) phrases: Vec<String>,
    pub(crate) unreal_nouns: WordSet,
    pub(crate) denying: WordSet,
    pub(crate) road_nouns: WordSet,
    pub(crate) road_verbs: WordSet,
}

/// One `[[relation]]`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RelationRule {
    pub(crate) id: String,
    pub(crate) participle: Vec<String>,
    pub(crate) relation: RelationKind,
    #[expect(dead_code, reason = "meaning is for the reader of the rule")]
    pub(crate) meaning: String,
    pub(crate) example: String,
    pub(crate) not: String,
}
