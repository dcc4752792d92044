//! `words.toml`: small words and the forms of verbs.

use marsad_domain::{PlaceKind, Relation, RelationKind, Stance};
use serde::Deserialize;

use crate::rules::word_table::{WordMap, WordSet};

/// `words.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Words {
    pub(crate) language: String,
    /// First and last of each run of letters in which the language is written.
    pub(crate) letters: Vec<(char, char)>,
    pub(crate) determiners: WordSet,
    pub(crate) demonstratives: WordSet,
    pub(crate) possessives: WordSet,
    pub(crate) pronouns: WordSet,
    pub(crate) first_person: WordSet,
    pub(crate) prepositions: WordSet,
    pub(crate) conjunctions: WordSet,
    pub(crate) subordinators: WordSet,
    pub(crate) light_verbs: WordSet,
    pub(crate) naming_verbs: WordSet,
    pub(crate) perception: WordSet,
    pub(crate) conditions: WordSet,
    pub(crate) purposes: WordSet,
    pub(crate) relatives: WordSet,
    pub(crate) be: WordSet,
    pub(crate) have: WordSet,
    pub(crate) r#do: WordSet,
    pub(crate) negations: WordSet,
    pub(crate) adverbs: WordSet,
    pub(crate) adverb_endings: Vec<String>,
    pub(crate) not_adverbs: WordSet,
    pub(crate) grammar: GrammarWords,
    pub(crate) modals: WordMap<Stance>,
    pub(crate) hedges: WordMap<Hedge>,
    pub(crate) catenatives: WordMap<Catenative>,
    pub(crate) irregular: WordMap<(String, String)>,
    pub(crate) doubling: Verbs,
    pub(crate) plain: Verbs,
    pub(crate) also_nouns: WordList,
    pub(crate) held_suffixes: WordList,
    pub(crate) relation_suffixes: WordMap<RelationKind>,
    pub(crate) relation_prefixes: WordMap<RelationKind>,
    pub(crate) relations: WordMap<Relation>,
    pub(crate) place_parts: WordMap<Relation>,
    pub(crate) place_nouns: WordMap<Vec<PlaceKind>>,
    pub(crate) sites: WordList,
    pub(crate) parts_alone: WordList,
}

/// `[grammar]` of `words.toml`: small words that do a work of their own in the build of a sentence.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct GrammarWords {
    pub(crate) the: WordSet,
    pub(crate) of: WordSet,
    pub(crate) infinitive: WordSet,
    pub(crate) that: WordSet,
    pub(crate) it: WordSet,
    pub(crate) one: WordSet,
    pub(crate) agent: WordSet,
    pub(crate) company: WordSet,
    pub(crate) means: WordSet,
    pub(crate) name_openers: Vec<String>,
    pub(crate) name_links: WordSet,
    pub(crate) shared_names: WordSet,
    pub(crate) plain_endings: Vec<String>,
    pub(crate) split_endings: Vec<String>,
    pub(crate) genitives: WordSet,
    pub(crate) reflexive_endings: Vec<String>,
    pub(crate) abbreviations: WordSet,
    pub(crate) titles: WordSet,
    pub(crate) context_conditions: WordSet,
    pub(crate) inverting: WordSet,
    pub(crate) also_prepositions: WordSet,
    pub(crate) before_days: WordSet,
    pub(crate) plurals: WordSet,
    pub(crate) object_states: WordSet,
    pub(crate) exemplifying: WordSet,
    pub(crate) naming_parts: WordSet,
    pub(crate) exceptions: WordSet,
    pub(crate) place_relatives: WordSet,
    pub(crate) contrasting: WordSet,
    pub(crate) speaker_pronouns: WordSet,
    pub(crate) party_pronouns: WordSet,
    pub(crate) person_pronouns: WordSet,
    pub(crate) shares: WordSet,
    pub(crate) whole_determiners: WordSet,
    pub(crate) not_wholes: WordSet,
    pub(crate) singular: WordSet,
    pub(crate) line_nouns: WordSet,
    pub(crate) lemma_be: String,
    pub(crate) lemma_have: String,
    pub(crate) lemma_do: String,
    pub(crate) nonfinite_be: WordSet,
    pub(crate) nonfinite_have: WordSet,
    pub(crate) perfect_participle: WordSet,
    pub(crate) colon: WordSet,
    pub(crate) standing: WordSet,
    pub(crate) demanding: WordSet,
    pub(crate) floating: WordSet,
    pub(crate) past_auxiliaries: WordSet,
    pub(crate) reported_future: WordSet,
    pub(crate) nobody: WordSet,
    pub(crate) event_verbs: WordSet,
    pub(crate) linking_verbs: WordSet,
    pub(crate) dividing_verbs: WordSet,
    pub(crate) dividing_prepositions: WordSet,
    pub(crate) flight_verbs: WordSet,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Verbs {
    pub(crate) verbs: WordSet,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WordList {
    pub(crate) words: WordSet,
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
