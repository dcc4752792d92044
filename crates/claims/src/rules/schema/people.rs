//! `people.toml`: words for persons and groups.

use std::collections::BTreeSet;

use serde::Deserialize;

/// `people.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct People {
    pub(crate) private_roles: BTreeSet<String>,
    pub(crate) collective_roles: BTreeSet<String>,
    pub(crate) public_roles: BTreeSet<String>,
    pub(crate) force_nouns: BTreeSet<String>,
    pub(crate) group_nouns: BTreeSet<String>,
    pub(crate) unaffiliated: BTreeSet<String>,
    pub(crate) strike_nouns: BTreeSet<String>,
    pub(crate) aircraft_nouns: BTreeSet<String>,
    pub(crate) person_nouns: BTreeSet<String>,
    pub(crate) civilian_nouns: BTreeSet<String>,
    pub(crate) family_nouns: BTreeSet<String>,
    pub(crate) vehicle_nouns: BTreeSet<String>,
    pub(crate) holding_nouns: BTreeSet<String>,
    pub(crate) title_words: BTreeSet<String>,
    pub(crate) unmarked_plurals: BTreeSet<String>,
    pub(crate) unspecific: BTreeSet<String>,
    pub(crate) force_heads: BTreeSet<String>,
}
