//! Phrases of up to three words, by where they stand to a name.

use std::collections::BTreeMap;

use super::Position;

/// The most words that a phrase of a rule has.
pub(crate) const MOST_WORDS: usize = 3;

/// Rules by position and phrase; a phrase is in lower case with single spaces.
#[derive(Debug, Clone)]
pub(crate) struct Phrases<R> {
    rules: BTreeMap<Position, BTreeMap<String, R>>,
}

impl<R> Default for Phrases<R> {
    fn default() -> Self {
        Self {
            rules: BTreeMap::new(),
        }
    }
}

impl<R: Clone> Phrases<R> {
    /// Adds a rule for phrases at positions; a phrase that is there already keeps its first rule.
    pub(super) fn add(&mut self, positions: &[Position], phrases: &[String], rule: &R) {
        for position in positions {
            let here = self.rules.entry(*position).or_default();
            for phrase in phrases {
                here.entry(phrase.to_lowercase())
                    .or_insert_with(|| rule.clone());
            }
        }
    }

    /// The rule for a phrase in lower case at a position.
    pub(crate) fn get(&self, position: Position, phrase: &str) -> Option<&R> {
        self.rules.get(&position)?.get(phrase)
    }
}
