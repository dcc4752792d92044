//! `intent.toml`: aims, and how actors stand to one another.

use std::collections::BTreeSet;

use marsad_domain::RelationKind;
use serde::Deserialize;

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
    pub(crate) nouns: BTreeSet<String>,
    pub(crate) verbs: Vec<String>,
    pub(crate) phrases: Vec<String>,
    pub(crate) unreal_nouns: BTreeSet<String>,
    pub(crate) denying: BTreeSet<String>,
    pub(crate) road_nouns: BTreeSet<String>,
    pub(crate) road_verbs: BTreeSet<String>,
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
