//! The rules of a scheme of kinds (`kinds.toml`, `plover.toml`), and which of them a text fires.
//!
//! Loading refuses unknown keys, ids given twice, cues that cannot be read, and cues that begin with a gap.

use std::collections::{BTreeMap, BTreeSet};

use marsad_domain::SubEvent;
use serde::Deserialize;

use super::cues::{CueError, CueSet, Hit};
use super::rule_error::KindRuleError;
use super::scheme::KindScheme;
use super::weighing::{FirstWords, Spot, Weighing};
use crate::rules::Example;

/// By which words and phrases a text is known to be of a kind; kinds are those of a scheme, else sub-event types.
#[derive(Debug)]
pub struct KindRules<K = SubEvent> {
    weighing: Weighing,
    rules: Vec<KindRule<K>>,
    precedence: Vec<Precedence<K>>,
    cues: CueSet<Key>,
}

/// One rule: any of the cues speaks for the kind, under conditions.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct KindRule<K> {
    /// Its stable id.
    pub(super) id: String,
    /// What it speaks for.
    pub(super) kind: K,
    weight: f64,
    /// Any of these fires the rule.
    cues: Vec<String>,
    /// One of these must be in the sentence of the cue.
    #[serde(default)]
    beside: Vec<String>,
    /// One of these must be anywhere in the text.
    #[serde(default)]
    needs: Vec<String>,
    /// None of these may be in the sentence of the cue.
    #[serde(default)]
    unless_beside: Vec<String>,
    /// None of these may be anywhere in the text.
    #[serde(default)]
    unless: Vec<String>,
    #[serde(rename = "meaning")]
    _meaning: String,
    example: String,
    not: String,
}

/// A kind that takes in others: the codebook codes the more specific one.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Precedence<K> {
    /// The specific kind.
    pub(super) kind: K,
    /// The weight it needs to take the others in.
    pub(super) at_least: f64,
    /// What it takes in.
    pub(super) over: Vec<K>,
    /// By what the weights of the others are multiplied.
    pub(super) times: f64,
    #[serde(rename = "meaning")]
    _meaning: String,
}

/// A class of words that cues name as `@name`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WordClass {
    name: String,
    words: Vec<String>,
}

/// What a kind means, and where that is laid down.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Definition<K> {
    #[serde(rename = "kind")]
    _kind: K,
    #[serde(rename = "meaning")]
    _meaning: String,
    #[serde(rename = "source")]
    _source: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct KindFile<K> {
    weighing: Weighing,
    #[serde(rename = "definition")]
    _definition: Vec<Definition<K>>,
    /// Words that begin what is told only as the background of something else.
    #[serde(default)]
    background: Vec<String>,
    class: Vec<WordClass>,
    rule: Vec<KindRule<K>>,
    precedence: Vec<Precedence<K>>,
}

/// What a cue is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    /// A rule, by its place among the rules.
    Rule(usize, Role),
    /// It begins the background.
    Background,
}

/// What a cue does in its rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Role {
    Cue,
    Beside,
    Needs,
    UnlessBeside,
    Unless,
}

impl<K: KindScheme> KindRules<K> {
    /// Loads the rules from the text of a file; `file` is its name in errors.
    ///
    /// # Errors
    /// The text is no TOML, has an unknown key, gives an id twice, or has a cue that cannot be read.
    pub fn from_toml(file: &str, text: &str) -> Result<Self, KindRuleError> {
        let loaded: KindFile<K> = toml::from_str(text).map_err(|error| KindRuleError::Toml {
            file: file.to_owned(),
            message: error.to_string(),
        })?;
        refuse_twice(file, &loaded.rule)?;
        let at = |id: &str, error: CueError| KindRuleError::Cue {
            file: file.to_owned(),
            id: id.to_owned(),
            cue: error.cue,
            fault: error.fault.to_owned(),
        };
        let mut cues = CueSet::default();
        for class in &loaded.class {
            cues.class(&class.name, &class.words)
                .map_err(|error| at(&class.name, error))?;
        }
        for word in &loaded.background {
            cues.add(Key::Background, word)
                .map_err(|error| at("background", error))?;
        }
        for (index, rule) in loaded.rule.iter().enumerate() {
            for (role, cue) in rule.all_cues() {
                cues.add(Key::Rule(index, role), cue)
                    .map_err(|error| at(&rule.id, error))?;
            }
        }
        cues.finish().map_err(|fault| KindRuleError::Automaton {
            file: file.to_owned(),
            fault,
        })?;
        Ok(Self {
            weighing: loaded.weighing,
            rules: loaded.rule,
            precedence: loaded.precedence,
            cues,
        })
    }

    /// Each rule's id with its example and the text it must not match, for the test that runs them.
    #[must_use]
    pub fn examples(&self) -> Vec<(K, Example)> {
        self.rules
            .iter()
            .map(|rule| {
                let example = Example {
                    rule: rule.id.clone(),
                    example: rule.example.clone(),
                    not: rule.not.clone(),
                };
                (rule.kind, example)
            })
            .collect()
    }

    /// The rules that a text fires, in their order, each with its weight there.
    pub(super) fn fired(&self, text: &str) -> Vec<(&KindRule<K>, f64)> {
        let mut seen: BTreeMap<Key, FirstWords> = BTreeMap::new();
        for Hit {
            key,
            sentence,
            word,
        } in self.cues.hits(text)
        {
            let first = seen.entry(*key).or_default().entry(sentence);
            first.or_insert(word);
        }
        let fired: Vec<(&KindRule<K>, Spot)> = self
            .rules
            .iter()
            .enumerate()
            .filter_map(|(index, rule)| {
                let spot = rule.fires(|role| seen.get(&Key::Rule(index, role)))?;
                Some((rule, spot))
            })
            .collect();
        let mut begins = FirstWords::new();
        for (_, spot) in &fired {
            let first = begins.entry(spot.sentence).or_insert(spot.word);
            *first = spot.word.min(*first);
        }
        let weighed = fired.into_iter().map(|(rule, spot)| {
            let ground = seen
                .get(&Key::Background)
                .and_then(|at| at.get(&spot.sentence));
            let is_background = ground.is_some_and(|&word| word < spot.word);
            let weighing = self.weighing.of(spot, &begins, is_background);
            (rule, rule.weight * weighing)
        });
        weighed.collect()
    }

    pub(super) fn precedence(&self) -> &[Precedence<K>] {
        &self.precedence
    }

    pub(super) fn weight_of_claims(&self) -> f64 {
        self.weighing.claims
    }

    pub(super) fn nothing_said(&self) -> f64 {
        self.weighing.nothing_said
    }
}

impl<K> KindRule<K> {
    fn all_cues(&self) -> impl Iterator<Item = (Role, &str)> {
        [
            (Role::Cue, &self.cues),
            (Role::Beside, &self.beside),
            (Role::Needs, &self.needs),
            (Role::UnlessBeside, &self.unless_beside),
            (Role::Unless, &self.unless),
        ]
        .into_iter()
        .flat_map(|(role, cues)| cues.iter().map(move |cue| (role, cue.as_str())))
    }

    /// Where the rule fires first.
    fn fires<'a>(&self, seen: impl Fn(Role) -> Option<&'a FirstWords>) -> Option<Spot> {
        let says = |role, sentence| seen(role).is_some_and(|at| at.contains_key(&sentence));
        let is_refused =
            seen(Role::Unless).is_some() || (!self.needs.is_empty() && seen(Role::Needs).is_none());
        if is_refused {
            return None;
        }
        let cues = seen(Role::Cue)?.iter();
        cues.map(|(&sentence, &word)| Spot { sentence, word })
            .find(|spot| {
                (self.beside.is_empty() || says(Role::Beside, spot.sentence))
                    && !says(Role::UnlessBeside, spot.sentence)
            })
    }
}

fn refuse_twice<K>(file: &str, rules: &[KindRule<K>]) -> Result<(), KindRuleError> {
    let mut seen = BTreeSet::new();
    match rules.iter().find(|rule| !seen.insert(rule.id.as_str())) {
        None => Ok(()),
        Some(rule) => Err(KindRuleError::Twice {
            file: file.to_owned(),
            id: rule.id.clone(),
        }),
    }
}
