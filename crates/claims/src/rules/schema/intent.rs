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
    /// Verbs that make an aim known with a noun for it as their object: "has no plans", "set a deadline".
    pub(crate) planning: VerbList,
    pub(crate) planned: WordSet,
    /// Verbs of aims that are said aloud: their subject speaks.
    pub(crate) aloud: WordSet,
    pub(crate) phrases: Vec<String>,
    pub(crate) unreal_nouns: WordSet,
    pub(crate) denying: WordSet,
    pub(crate) road_nouns: WordSet,
    pub(crate) road_verbs: WordSet,
}

/// One `[[relation]]`: words of any of these sorts, each between two actors.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RelationRule {
    pub(crate) id: String,
    pub(crate) relation: RelationKind,
    /// "backed by Y": a participle behind the actor, with the other behind "by" or "with".
    #[serde(default)]
    pub(crate) participle: Vec<String>,
    /// "belongs to Y": a verb, with the other as its object or behind these prepositions.
    #[serde(default)]
    pub(crate) verbs: VerbList,
    #[serde(default)]
    pub(crate) behind: WordSet,
    /// The heads of which the verb's object must have one ("joined forces with Y").
    #[serde(default)]
    pub(crate) object_heads: WordSet,
    /// Whether the verb's subject is the other actor: "Y backs X".
    #[serde(default)]
    pub(crate) is_inverse: bool,
    /// "in cooperation with Y": words between the two.
    #[serde(default)]
    pub(crate) links: WordSet,
    /// "a unit of Y": a noun that renames the actor or is said of it, with the other behind "of".
    #[serde(default)]
    pub(crate) nouns: WordSet,
    /// "an alliance of X and Y": a noun for those behind "of" together.
    #[serde(default)]
    pub(crate) unions: WordSet,
    #[expect(dead_code, reason = "meaning is for the reader of the rule")]
    pub(crate) meaning: String,
    pub(crate) example: String,
    pub(crate) not: String,
}
