//! The shapes of the rule files.

use std::collections::{BTreeMap, BTreeSet};

use marsad_domain::{
    ControlVerb, Counted, Measure, PlaceKind, Relation, RelationKind, Stance, SubEvent,
};
use serde::Deserialize;

/// Why rules cannot be loaded.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RuleError {
    /// A file of the pack is not there.
    #[error("rule file {file} is missing")]
    Missing {
        /// Its name.
        file: String,
    },
    /// Not TOML, an unknown key or a value of the wrong type; the message names line and column.
    #[error("{file}: {message}")]
    Toml {
        /// The file's name.
        file: String,
        /// What the parser says.
        message: String,
    },
    /// An id that two rules share.
    #[error("two rules have the id {id}")]
    Twice {
        /// The id.
        id: String,
    },
}

/// A rule's example and counter-example.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// The rule's id.
    pub rule: String,
    /// A sentence that the rule must match.
    pub example: String,
    /// A sentence that it must not match.
    pub not: String,
}

impl Example {
    pub(super) fn new(rule: &str, example: &str, not: &str) -> Self {
        Self {
            rule: rule.to_owned(),
            example: example.to_owned(),
            not: not.to_owned(),
        }
    }
}

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

/// `numbers.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Numbers {
    pub(crate) or_more: BTreeSet<String>,
    pub(crate) percent: BTreeSet<String>,
    pub(crate) one: BTreeSet<String>,
    pub(crate) joins: BTreeSet<String>,
    pub(crate) range: BTreeSet<String>,
    pub(crate) values: BTreeMap<String, u64>,
    pub(crate) multipliers: BTreeMap<String, u64>,
    pub(crate) bounds: BTreeMap<String, BoundWord>,
    pub(crate) vague: BTreeMap<String, Vec<u64>>,
    pub(crate) pairs: BTreeMap<String, String>,
    pub(crate) none: WordList,
    pub(crate) not_counts: NotCounts,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum BoundWord {
    AtLeast,
    MoreThan,
    AtMost,
    LessThan,
    About,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NotCounts {
    pub(crate) before: BTreeSet<String>,
    pub(crate) after: BTreeSet<String>,
}

/// `time.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TimeWords {
    pub(crate) months: Vec<String>,
    pub(crate) month_short: Vec<String>,
    pub(crate) weekdays: Vec<String>,
    pub(crate) since: BTreeSet<String>,
    pub(crate) by: BTreeSet<String>,
    pub(crate) ordinal_suffixes: Vec<String>,
    pub(crate) early: BTreeSet<String>,
    pub(crate) late: BTreeSet<String>,
    pub(crate) mid: BTreeSet<String>,
    pub(crate) last: BTreeSet<String>,
    pub(crate) next: BTreeSet<String>,
    pub(crate) ago: BTreeSet<String>,
    pub(crate) of_month: BTreeSet<String>,
    pub(crate) ambiguous_months: BTreeSet<String>,
    pub(crate) before_month: BTreeSet<String>,
    pub(crate) before_year: BTreeSet<String>,
    pub(crate) counts: BTreeMap<String, i64>,
    pub(crate) relative: BTreeMap<String, (i64, i64)>,
    pub(crate) units: BTreeMap<String, i64>,
}

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

/// What a frame makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Makes {
    Control,
    Movement,
    Presence,
    Toll,
    Count,
    Displacement,
    Happening,
}

/// What a part of a clause must be for a frame to fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Fit {
    /// A party or a group of fighters.
    Party,
    /// Forces, or a party that has some.
    Forces,
    /// Aircraft, or a party that has some.
    Aircraft,
    /// A place.
    Place,
    /// People who are no fighters.
    Civilians,
    /// Vehicles.
    Vehicles,
}

/// What a frame needs to be filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Need {
    Party,
    Place,
    People,
    Way,
    Count,
}

/// Where in a clause a part of a claim stands.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub(crate) enum Slot {
    Part(ClausePart),
    /// Behind this preposition.
    Preposition(String),
}

/// A part of a clause that no preposition opens. Subject and object are the logical ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ClausePart {
    Subject,
    Object,
    /// What a relative clause hangs on.
    Antecedent,
    /// Before a noun: its owner, or the words of its phrase. Only nominal rules have it.
    Owner,
}

/// One `[[frame]]`: verbs of one meaning and where in the clause the parts of the claim stand.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Frame {
    pub(crate) id: String,
    pub(crate) verbs: Vec<String>,
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
    pub(crate) subject_heads: BTreeSet<String>,
    #[serde(default)]
    pub(crate) object_heads: BTreeSet<String>,
    #[serde(default)]
    pub(crate) phrase_heads: BTreeSet<String>,
    #[serde(default)]
    pub(crate) complement_heads: BTreeSet<String>,
    #[serde(default)]
    pub(crate) people_heads: BTreeSet<String>,
    /// Whether the verb must stand without an object.
    #[serde(default)]
    pub(crate) bare: bool,
    /// Prepositions or words behind the verb under which the frame does not fit.
    #[serde(default)]
    pub(crate) unless: BTreeSet<String>,
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
    #[expect(dead_code, reason = "meaning is for the reader of the rule")]
    pub(crate) meaning: String,
    pub(crate) example: String,
    pub(crate) not: String,
}

/// One `[[speech]]`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Speech {
    pub(crate) id: String,
    pub(crate) verbs: Vec<String>,
    pub(crate) stance: Stance,
    #[serde(default)]
    pub(crate) object_heads: BTreeSet<String>,
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

/// Words for aims.
#[derive(Debug)]
pub(crate) struct AimRules {
    pub(crate) nouns: BTreeSet<String>,
    pub(crate) verbs: BTreeSet<String>,
    pub(crate) phrases: Vec<String>,
    pub(crate) unreal_nouns: BTreeSet<String>,
    pub(crate) denying: BTreeSet<String>,
    pub(crate) road_nouns: BTreeSet<String>,
    pub(crate) road_verbs: BTreeSet<String>,
}

/// Words for what became of people.
#[derive(Debug)]
pub(crate) struct TollWords {
    pub(crate) states: BTreeMap<String, Counted>,
    pub(crate) count_nouns: BTreeMap<String, Counted>,
    pub(crate) places: Vec<Slot>,
    pub(crate) running: BTreeSet<String>,
    pub(crate) state_verbs: BTreeSet<String>,
    pub(crate) total: BTreeSet<String>,
    pub(crate) toll: BTreeSet<String>,
    pub(crate) displaced: BTreeSet<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FrameFile {
    pub(super) frame: Vec<Frame>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ControlFile {
    pub(super) frame: Vec<Frame>,
    pub(super) nominal: Vec<Nominal>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TollFile {
    pub(super) frame: Vec<Frame>,
    pub(super) states: BTreeMap<String, Counted>,
    pub(super) count_nouns: BTreeMap<String, Counted>,
    pub(super) places: Vec<Slot>,
    pub(super) running: BTreeSet<String>,
    pub(super) state_verbs: BTreeSet<String>,
    pub(super) total: BTreeSet<String>,
    pub(super) toll: BTreeSet<String>,
    pub(super) displaced: BTreeSet<String>,
}

/// Words that say of a statement that it is true or false.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TruthWords {
    pub(crate) true_words: BTreeSet<String>,
    pub(crate) false_words: BTreeSet<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SpeechFile {
    pub(super) truth: TruthWords,
    pub(super) speech: Vec<Speech>,
    pub(super) phrase: Vec<PhraseRule>,
    pub(super) no_voices: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct IntentFile {
    pub(super) aim_nouns: Vec<String>,
    pub(super) aim_verbs: Vec<String>,
    pub(super) aim_phrases: Vec<String>,
    pub(super) unreal_nouns: BTreeSet<String>,
    pub(super) denying: BTreeSet<String>,
    pub(super) road_nouns: BTreeSet<String>,
    pub(super) road_verbs: BTreeSet<String>,
    pub(super) relation: Vec<RelationRule>,
}
