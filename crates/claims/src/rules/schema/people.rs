//! `people.toml`: words for persons and groups.

use serde::Deserialize;

use crate::rules::word_table::WordSet;

/// `people.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct People {
    pub(crate) private_roles: WordSet,
    pub(crate) collective_roles: WordSet,
    pub(crate) public_roles: WordSet,
    pub(crate) force_nouns: WordSet,
    pub(crate) group_nouns: WordSet,
    pub(crate) unaffiliated: WordSet,
    pub(crate) strike_nouns: WordSet,
    pub(crate) aircraft_nouns: WordSet,
    pub(crate) person_nouns: WordSet,
    pub(crate) civilian_nouns: WordSet,
    pub(crate) family_nouns: WordSet,
    pub(crate) vehicle_nouns: WordSet,
    pub(crate) holding_nouns: WordSet,
    pub(crate) title_words: WordSet,
    pub(crate) unmarked_plurals: WordSet,
    pub(crate) unspecific: WordSet,
    pub(crate) force_heads: WordSet,
    pub(crate) attacker_nouns: WordSet,
}
