//! `words.toml`: small words and the forms of verbs.

use std::collections::{BTreeMap, BTreeSet};

use marsad_domain::{PlaceKind, Relation, RelationKind, Stance};
use serde::Deserialize;

/// `words.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Words {
    pub(crate) language: String,
    pub(crate) determiners: BTreeSet<String>,
    pub(crate) demonstratives: BTreeSet<String>,
    pub(crate) possessives: BTreeSet<String>,
    pub(crate) pronouns: BTreeSet<String>,
    pub(crate) first_person: BTreeSet<String>,
    pub(crate) prepositions: BTreeSet<String>,
    pub(crate) conjunctions: BTreeSet<String>,
    pub(crate) subordinators: BTreeSet<String>,
    pub(crate) light_verbs: BTreeSet<String>,
    pub(crate) naming_verbs: BTreeSet<String>,
    pub(crate) perception: BTreeSet<String>,
    pub(crate) conditions: BTreeSet<String>,
    pub(crate) purposes: BTreeSet<String>,
    pub(crate) relatives: BTreeSet<String>,
    pub(crate) be: BTreeSet<String>,
    pub(crate) have: BTreeSet<String>,
    pub(crate) r#do: BTreeSet<String>,
    pub(crate) negations: BTreeSet<String>,
    pub(crate) adverbs: BTreeSet<String>,
    pub(crate) adverb_endings: Vec<String>,
    pub(crate) not_adverbs: BTreeSet<String>,
    pub(crate) grammar: GrammarWords,
    pub(crate) modals: BTreeMap<String, Stance>,
    pub(crate) hedges: BTreeMap<String, Hedge>,
    pub(crate) catenatives: BTreeMap<String, Catenative>,
    pub(crate) irregular: BTreeMap<String, (String, String)>,
    pub(crate) doubling: Verbs,
    pub(crate) plain: Verbs,
    pub(crate) also_nouns: WordList,
    pub(crate) held_suffixes: WordList,
    pub(crate) relation_suffixes: BTreeMap<String, RelationKind>,
    pub(crate) relations: BTreeMap<String, Relation>,
    pub(crate) place_parts: BTreeMap<String, Relation>,
    pub(crate) place_nouns: BTreeMap<String, Vec<PlaceKind>>,
}

/// `[grammar]` of `words.toml`: small words that do a work of their own in the build of a sentence.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct GrammarWords {
    pub(crate) the: BTreeSet<String>,
    pub(crate) of: BTreeSet<String>,
    pub(crate) infinitive: BTreeSet<String>,
    pub(crate) that: BTreeSet<String>,
    pub(crate) it: BTreeSet<String>,
    pub(crate) one: BTreeSet<String>,
    pub(crate) agent: BTreeSet<String>,
    pub(crate) company: BTreeSet<String>,
    pub(crate) means: BTreeSet<String>,
    pub(crate) name_openers: Vec<String>,
    pub(crate) name_links: BTreeSet<String>,
    pub(crate) plain_endings: Vec<String>,
    pub(crate) split_endings: Vec<String>,
    pub(crate) genitives: BTreeSet<String>,
    pub(crate) reflexive_endings: Vec<String>,
    pub(crate) abbreviations: BTreeSet<String>,
    pub(crate) context_conditions: BTreeSet<String>,
    pub(crate) inverting: BTreeSet<String>,
    pub(crate) also_prepositions: BTreeSet<String>,
    pub(crate) plurals: BTreeSet<String>,
    pub(crate) object_states: BTreeSet<String>,
    pub(crate) exemplifying: BTreeSet<String>,
    pub(crate) naming_parts: BTreeSet<String>,
    pub(crate) place_relatives: BTreeSet<String>,
    pub(crate) contrasting: BTreeSet<String>,
    pub(crate) speaker_pronouns: BTreeSet<String>,
    pub(crate) party_pronouns: BTreeSet<String>,
    pub(crate) shares: BTreeSet<String>,
    pub(crate) whole_determiners: BTreeSet<String>,
    pub(crate) not_wholes: BTreeSet<String>,
    pub(crate) singular: BTreeSet<String>,
    pub(crate) line_nouns: BTreeSet<String>,
    pub(crate) lemma_be: String,
    pub(crate) lemma_have: String,
    pub(crate) lemma_do: String,
    pub(crate) nonfinite_be: BTreeSet<String>,
    pub(crate) nonfinite_have: BTreeSet<String>,
    pub(crate) past_auxiliaries: BTreeSet<String>,
    pub(crate) reported_future: BTreeSet<String>,
    pub(crate) nobody: BTreeSet<String>,
    pub(crate) event_verbs: BTreeSet<String>,
    pub(crate) linking_verbs: BTreeSet<String>,
    pub(crate) dividing_verbs: BTreeSet<String>,
    pub(crate) dividing_prepositions: BTreeSet<String>,
    pub(crate) flight_verbs: BTreeSet<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Verbs {
    pub(crate) verbs: BTreeSet<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WordList {
    pub(crate) words: BTreeSet<String>,
}

/// What an adverb does to a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Hedge {
    SecondHand,
    Hypothetical,
    Expected,
}

/// What a verb does to the verb that it opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Catenative {
    Same,
    Expected,
    Intended,
    Negated,
    Attempted,
    Hypothetical,
}
