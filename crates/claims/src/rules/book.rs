//! What each rule means, for a person who asks why something was read.
//!
//! What goes in: the same files as the rules themselves. What comes out: a note for each id that a claim can carry.
//! It is built only where somebody asks, so that reading pays nothing for it.

use std::collections::BTreeMap;

use marsad_domain::Stance;
use serde::{Deserialize, Serialize};

use super::RuleError;

/// What a rule decides about a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decides {
    /// That there is a claim, and of which kind.
    Kind,
    /// Who says so.
    Speech,
    /// How it is put: denied, expected, only possible.
    Stance,
    /// When.
    Time,
    /// How a number is meant.
    Figure,
}

/// A rule as a person is told of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleNote {
    /// Its id.
    pub rule: String,
    /// The file in which it stands.
    pub file: String,
    /// What it decides.
    pub decides: Vec<Decides>,
    /// What it takes the words to mean.
    pub meaning: String,
    /// A sentence that it matches.
    pub example: String,
    /// A sentence that it does not match.
    pub not: String,
}

/// The notes of all rules by their ids.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RuleBook {
    notes: BTreeMap<String, RuleNote>,
}

/// The lists of rules that a file can have.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct NotedFile {
    frame: Vec<Noted>,
    nominal: Vec<Noted>,
    relation: Vec<Noted>,
    speech: Vec<Noted>,
    phrase: Vec<Noted>,
    list: Vec<Noted>,
}

/// What the rules of every list say of themselves.
#[derive(Debug, Deserialize)]
struct Noted {
    id: String,
    meaning: String,
    /// Whether a frame says that it is not so.
    #[serde(default)]
    denies: bool,
    example: String,
    not: String,
    stance: Option<Stance>,
    #[serde(default)]
    decides: Vec<Decides>,
}

/// What the ids of rules about speech begin with.
const SPEECH: &str = "speech.";

impl RuleBook {
    /// Gathers the notes of the files of a language, each as its name and text; the names are told as they are given.
    ///
    /// # Errors
    /// A file is no TOML, a rule lacks its meaning or an example, or two rules share an id.
    pub fn from_toml(files: &[(&str, &str)]) -> Result<Self, RuleError> {
        let mut book = Self::default();
        for (file, text) in files {
            let noted: NotedFile = toml::from_str(text).map_err(|error| RuleError::Toml {
                file: (*file).to_owned(),
                message: error.to_string(),
            })?;
            let kinds = noted.frame.into_iter();
            for rule in kinds.chain(noted.nominal).chain(noted.relation) {
                let stance = rule.denies.then_some(Decides::Stance);
                let decides = std::iter::once(Decides::Kind).chain(stance);
                book.add(file, decides.collect(), rule)?;
            }
            for rule in noted.speech.into_iter().chain(noted.phrase) {
                let is_fact = rule.stance.is_none_or(|stance| stance == Stance::Asserted);
                let stance = (!is_fact).then_some(Decides::Stance);
                let decides = std::iter::once(Decides::Speech).chain(stance);
                book.add(file, decides.collect(), rule)?;
            }
            for rule in noted.list {
                book.add(file, rule.decides.clone(), rule)?;
            }
        }
        Ok(book)
    }

    fn add(&mut self, file: &str, decides: Vec<Decides>, rule: Noted) -> Result<(), RuleError> {
        let note = RuleNote {
            rule: rule.id.clone(),
            file: file.to_owned(),
            decides,
            meaning: rule.meaning,
            example: rule.example,
            not: rule.not,
        };
        match self.notes.insert(rule.id, note) {
            Some(note) => Err(RuleError::Twice { id: note.rule }),
            None => Ok(()),
        }
    }

    /// What is known of a rule that a claim carries; nothing where the files have no such rule, as for a claim that was
    /// read with others.
    ///
    /// A frame can also decide who speaks: then its id stands behind `speech.`.
    #[must_use]
    pub fn note(&self, id: &str) -> Option<RuleNote> {
        if let Some(note) = self.notes.get(id) {
            return Some(note.clone());
        }
        let frame = self.notes.get(id.strip_prefix(SPEECH)?)?;
        Some(RuleNote {
            rule: id.to_owned(),
            decides: vec![Decides::Speech],
            ..frame.clone()
        })
    }

    /// All notes, in the order of their ids.
    pub fn notes(&self) -> impl Iterator<Item = &RuleNote> {
        self.notes.values()
    }
}
