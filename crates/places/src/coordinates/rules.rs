//! Words and signs that mark coordinates, read from `[[mark]]` and `[bare]` tables.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use crate::rules::RuleCard;

/// What a mark says of the number beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Mark {
    /// It is a latitude.
    Latitude,
    /// It is a longitude.
    Longitude,
    /// It counts north of the equator.
    North,
    /// It counts south of the equator.
    South,
    /// It counts east of the zero meridian.
    East,
    /// It counts west of the zero meridian.
    West,
    /// Latitude and longitude follow, without a space.
    Link,
    /// Joins a latitude and a longitude.
    Joint,
}

/// What two numbers without a mark need.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Bare {
    /// Digits after the point, in both.
    pub(crate) bare_digits: usize,
}

impl Default for Bare {
    /// Without rules no two numbers are coordinates without a mark.
    fn default() -> Self {
        Self {
            bare_digits: usize::MAX,
        }
    }
}

/// A mark as its file gives it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawMark {
    pub(crate) id: Spanned<String>,
    role: Mark,
    words: Vec<String>,
    meaning: String,
    example: String,
    not: String,
    #[expect(dead_code, reason = "told to readers of the file; it must be there")]
    source: String,
}

/// The words and signs that mark coordinates.
#[derive(Debug, Clone, Default)]
pub struct CoordinateRules {
    words: BTreeMap<String, Mark>,
    pub(super) links: Vec<String>,
    pub(crate) bare: Bare,
    cards: Vec<RuleCard>,
}

impl CoordinateRules {
    /// What each rule says of itself, in file order.
    #[must_use]
    pub fn cards(&self) -> &[RuleCard] {
        &self.cards
    }

    /// What a word marks, without regard to case or to a point after it.
    pub(super) fn mark(&self, word: &str) -> Option<Mark> {
        const LONGEST: usize = 24;
        if word.is_empty() || word.len() > LONGEST {
            return None;
        }
        self.words.get(word.to_lowercase().as_str()).copied()
    }

    /// Adds a rule; `Err` says what it should have.
    pub(crate) fn add(&mut self, raw: RawMark) -> Result<(), &'static str> {
        if raw.words.is_empty() || raw.words.iter().any(|word| word.trim().is_empty()) {
            return Err("words");
        }
        for word in &raw.words {
            if raw.role == Mark::Link {
                self.links.push(word.clone());
            } else {
                let bare = word.trim_end_matches('.').to_lowercase();
                self.words.insert(bare, raw.role);
            }
        }
        self.cards.push(RuleCard {
            id: raw.id.into_inner(),
            meaning: raw.meaning,
            example: raw.example,
            not: raw.not,
        });
        Ok(())
    }
}
