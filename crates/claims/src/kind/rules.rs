//! The rules of `kinds.toml`, and which of them a text fires.
//!
//! Loading refuses unknown keys, ids given twice, cues that cannot be read, and cues that begin with a gap.

use std::collections::{BTreeMap, BTreeSet};

use marsad_domain::SubEvent;
use serde::Deserialize;

use super::cues::{CueError, CueSet, Hit};
use crate::rules::Example;

/// Why the rules of kinds cannot be loaded.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KindRuleError {
    /// Not TOML, an unknown key or a value of the wrong type; the message names line and column.
    #[error("{file}: {message}")]
    Toml {
        /// The file's name.
        file: String,
        /// What the parser says.
        message: String,
    },
    /// An id that two rules share.
    #[error("{file}: two rules have the id {id}")]
    Twice {
        /// The file's name.
        file: String,
        /// The id.
        id: String,
    },
    /// A cue that cannot be read or can never match.
    #[error("{file}: rule {id}: cue {cue:?}: {fault}")]
    Cue {
        /// The file's name.
        file: String,
        /// The rule or class.
        id: String,
        /// The cue as written.
        cue: String,
        /// What is wrong with it.
        fault: String,
    },
    /// All cues together are more than the automaton takes.
    #[error("{file}: {fault}")]
    Automaton {
        /// The file's name.
        file: String,
        /// What is wrong.
        fault: String,
    },
}

/// By which words and phrases a text is known to be of a kind.
#[derive(Debug)]
pub struct KindRules {
    weighing: Weighing,
    rules: Vec<KindRule>,
    precedence: Vec<Precedence>,
    cues: CueSet<(usize, Role)>,
}

/// One rule: any of the cues speaks for the kind, under conditions.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct KindRule {
    /// Its stable id.
    pub(super) id: String,
    /// What it speaks for.
    pub(super) kind: SubEvent,
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
pub(super) struct Precedence {
    /// The specific kind.
    pub(super) kind: SubEvent,
    /// The weight it needs to take the others in.
    pub(super) at_least: f64,
    /// What it takes in.
    pub(super) over: Vec<SubEvent>,
    /// By what the weights of the others are multiplied.
    pub(super) times: f64,
    #[serde(rename = "meaning")]
    _meaning: String,
}

/// Weights that are not of one rule.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Weighing {
    /// By what the weight of a cue is multiplied that is not in the first sentence.
    later: f64,
    /// By what the evidence of claims is multiplied.
    claims: f64,
    /// The weight of "Other" in any text.
    nothing_said: f64,
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
struct Definition {
    #[serde(rename = "kind")]
    _kind: SubEvent,
    #[serde(rename = "meaning")]
    _meaning: String,
    #[serde(rename = "source")]
    _source: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct KindFile {
    weighing: Weighing,
    #[serde(rename = "definition")]
    _definition: Vec<Definition>,
    class: Vec<WordClass>,
    rule: Vec<KindRule>,
    precedence: Vec<Precedence>,
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

impl KindRules {
    /// Loads the rules from the text of a file; `file` is its name in errors.
    ///
    /// # Errors
    /// The text is no TOML, has an unknown key, gives an id twice, or has a cue that cannot be read.
    pub fn from_toml(file: &str, text: &str) -> Result<Self, KindRuleError> {
        let loaded: KindFile = toml::from_str(text).map_err(|error| KindRuleError::Toml {
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
        for (index, rule) in loaded.rule.iter().enumerate() {
            for (role, cue) in rule.all_cues() {
                cues.add((index, role), cue)
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
    pub fn examples(&self) -> Vec<(SubEvent, Example)> {
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
    pub(super) fn fired(&self, text: &str) -> Vec<(&KindRule, f64)> {
        let mut sentences: BTreeMap<(usize, Role), BTreeSet<usize>> = BTreeMap::new();
        for Hit { key, sentence } in self.cues.hits(text) {
            sentences.entry(*key).or_default().insert(sentence);
        }
        self.rules
            .iter()
            .enumerate()
            .filter_map(|(index, rule)| {
                let first = rule.fires(|role| sentences.get(&(index, role)))?;
                let factor = if first == 0 { 1.0 } else { self.weighing.later };
                Some((rule, rule.weight * factor))
            })
            .collect()
    }

    pub(super) fn precedence(&self) -> &[Precedence] {
        &self.precedence
    }

    pub(super) fn weight_of_claims(&self) -> f64 {
        self.weighing.claims
    }

    pub(super) fn nothing_said(&self) -> f64 {
        self.weighing.nothing_said
    }
}

impl KindRule {
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

    /// The first sentence in which the rule fires.
    fn fires<'a>(&self, seen: impl Fn(Role) -> Option<&'a BTreeSet<usize>>) -> Option<usize> {
        let says = |role, sentence| seen(role).is_some_and(|set| set.contains(&sentence));
        let is_refused =
            seen(Role::Unless).is_some() || (!self.needs.is_empty() && seen(Role::Needs).is_none());
        if is_refused {
            return None;
        }
        seen(Role::Cue)?.iter().copied().find(|&sentence| {
            (self.beside.is_empty() || says(Role::Beside, sentence))
                && !says(Role::UnlessBeside, sentence)
        })
    }
}

fn refuse_twice(file: &str, rules: &[KindRule]) -> Result<(), KindRuleError> {
    let mut seen = BTreeSet::new();
    match rules.iter().find(|rule| !seen.insert(rule.id.as_str())) {
        None => Ok(()),
        Some(rule) => Err(KindRuleError::Twice {
            file: file.to_owned(),
            id: rule.id.clone(),
        }),
    }
}
