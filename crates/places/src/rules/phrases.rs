//! Phrases of up to three words, by where they stand to a name.

use super::Position;
use crate::word_key::{Key, KeyMap};

/// The most words that a phrase of a rule has.
pub(crate) const MOST_WORDS: usize = 3;

/// Rules by position and phrase.
#[derive(Debug, Clone)]
pub(crate) struct Phrases<R> {
    held: KeyMap<Vec<Held<R>>>,
}

/// A rule for a phrase at a position.
#[derive(Debug, Clone)]
struct Held<R> {
    position: Position,
    words: Vec<String>,
    rule: R,
}

impl<R> Default for Phrases<R> {
    fn default() -> Self {
        Self {
            held: KeyMap::default(),
        }
    }
}

impl<R: Clone> Phrases<R> {
    /// Adds a rule for phrases at positions; a phrase that is there already keeps its first rule.
    pub(super) fn add(&mut self, positions: &[Position], phrases: &[String], rule: &R) {
        for phrase in phrases {
            let words: Vec<String> = words_of(&phrase.to_lowercase()).collect();
            let Some(key) = key_of(words.iter().map(|word| Key::of_word(word))) else {
                continue;
            };
            for position in positions {
                let here = self.held.entry(key.under(*position as u8)).or_default();
                if !here
                    .iter()
                    .any(|held| held.position == *position && held.words == words)
                {
                    here.push(Held {
                        position: *position,
                        words: words.clone(),
                        rule: rule.clone(),
                    });
                }
            }
        }
    }

    /// The rule for a phrase at a position: `key` is that of its words, `says` whether the text has just these words.
    pub(crate) fn get(
        &self,
        position: Position,
        key: Key,
        says: impl Fn(&[String]) -> bool,
    ) -> Option<&R> {
        let here = self.held.get(&key.under(position as u8))?;
        let held = here
            .iter()
            .find(|held| held.position == position && says(&held.words))?;
        Some(&held.rule)
    }
}

/// The key of some words in order; nothing where there is none.
pub(crate) fn key_of(mut words: impl Iterator<Item = Key>) -> Option<Key> {
    let first = words.next()?;
    Some(words.fold(first, Key::then))
}

/// The words of a phrase as they are told apart in a text.
fn words_of(phrase: &str) -> impl Iterator<Item = String> + '_ {
    phrase
        .split(|c: char| !c.is_alphanumeric() && !crate::normal::is_mark(c))
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
}
