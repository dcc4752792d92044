//! The word lists of the rules, built for being asked about every word of a text.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;
use serde::{Deserialize, Deserializer};

/// Words and phrases with a value each.
#[derive(Debug)]
pub(crate) struct WordMap<V> {
    /// In alphabetical order.
    entries: Vec<(String, V)>,
    places: FxHashMap<Box<str>, usize>,
}

impl<V> From<BTreeMap<String, V>> for WordMap<V> {
    fn from(map: BTreeMap<String, V>) -> Self {
        let entries: Vec<(String, V)> = map.into_iter().collect();
        let places = entries.iter().enumerate();
        let places = places.map(|(place, (word, _))| (word.as_str().into(), place));
        Self {
            places: places.collect(),
            entries,
        }
    }
}

impl<V> WordMap<V> {
    /// The value of a word.
    pub(crate) fn get(&self, word: &str) -> Option<&V> {
        let (_, value) = self.entries.get(*self.places.get(word)?)?;
        Some(value)
    }

    /// Whether the word is here.
    pub(crate) fn contains_key(&self, word: &str) -> bool {
        self.places.contains_key(word)
    }

    /// The words in alphabetical order.
    pub(crate) fn keys(&self) -> impl Iterator<Item = &String> {
        self.entries.iter().map(|(word, _)| word)
    }
}

impl<'de, V: Deserialize<'de>> Deserialize<'de> for WordMap<V> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(BTreeMap::deserialize(deserializer)?.into())
    }
}

/// Words and phrases.
#[derive(Debug)]
pub(crate) struct WordSet(WordMap<()>);

impl Default for WordSet {
    fn default() -> Self {
        std::iter::empty().collect()
    }
}

impl FromIterator<String> for WordSet {
    fn from_iter<T: IntoIterator<Item = String>>(words: T) -> Self {
        let words = words.into_iter().map(|word| (word, ()));
        Self(words.collect::<BTreeMap<_, _>>().into())
    }
}

impl WordSet {
    /// Whether the word is here.
    pub(crate) fn contains(&self, word: &str) -> bool {
        self.0.contains_key(word)
    }

    /// The words in alphabetical order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &String> {
        self.0.keys()
    }

    /// Whether no word is here.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.entries.is_empty()
    }
}

impl<'de> Deserialize<'de> for WordSet {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(BTreeSet::deserialize(deserializer)?.into_iter().collect())
    }
}

/// Phrases of one or more words with a value each, found in a row of words by their first.
#[derive(Debug)]
pub(crate) struct PhraseMap<V> {
    /// By the first word: the words behind it, the most first.
    by_first: FxHashMap<Box<str>, Vec<(Vec<String>, V)>>,
}

impl<V> From<BTreeMap<String, V>> for PhraseMap<V> {
    fn from(map: BTreeMap<String, V>) -> Self {
        let mut by_first: BTreeMap<Box<str>, Vec<(Vec<String>, V)>> = BTreeMap::new();
        for (phrase, value) in map {
            let mut words = phrase.split(' ').map(str::to_owned);
            let first = words.next().unwrap_or_default();
            let rest = words.collect();
            by_first
                .entry(first.into())
                .or_default()
                .push((rest, value));
        }
        for phrases in by_first.values_mut() {
            phrases.sort_by_key(|(rest, _)| std::cmp::Reverse(rest.len()));
        }
        Self {
            by_first: by_first.into_iter().collect(),
        }
    }
}

impl<V> PhraseMap<V> {
    /// The value of one word that is a phrase by itself.
    pub(crate) fn of_word(&self, word: &str) -> Option<&V> {
        let phrases = self.by_first.get(word)?;
        let (_, value) = phrases.iter().find(|(rest, _)| rest.is_empty())?;
        Some(value)
    }

    /// The words that phrases begin with.
    pub(crate) fn firsts(&self) -> impl Iterator<Item = &str> {
        let mut firsts: Vec<&str> = self.by_first.keys().map(AsRef::as_ref).collect();
        firsts.sort_unstable();
        firsts.into_iter()
    }

    /// The longest phrase that a row of words begins with, and of how many words it is.
    ///
    /// `word` gives the words of the row by their place in it.
    pub(crate) fn longest<'t>(
        &self,
        word: impl Fn(usize) -> Option<&'t str>,
    ) -> Option<(&V, usize)> {
        let phrases = self.by_first.get(word(0)?)?;
        let is_here = |rest: &[String]| {
            let mut places = rest.iter().zip(1..);
            places.all(|(wanted, place)| word(place) == Some(wanted.as_str()))
        };
        let (rest, value) = phrases.iter().find(|(rest, _)| is_here(rest))?;
        Some((value, rest.len() + 1))
    }
}

impl<'de, V: Deserialize<'de>> Deserialize<'de> for PhraseMap<V> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(BTreeMap::deserialize(deserializer)?.into())
    }
}

/// Phrases without a value.
#[derive(Debug)]
pub(crate) struct PhraseSet(PhraseMap<()>);

impl PhraseSet {
    /// The words that phrases begin with.
    pub(crate) fn firsts(&self) -> impl Iterator<Item = &str> {
        self.0.firsts()
    }

    /// Of how many words the longest phrase is that a row of words begins with.
    pub(crate) fn longest<'t>(&self, word: impl Fn(usize) -> Option<&'t str>) -> Option<usize> {
        self.0.longest(word).map(|((), words)| words)
    }
}

impl<'de> Deserialize<'de> for PhraseSet {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let phrases = BTreeSet::<String>::deserialize(deserializer)?;
        let phrases: BTreeMap<String, ()> = phrases.into_iter().map(|it| (it, ())).collect();
        Ok(Self(phrases.into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_phrase_wins() {
        let map: BTreeMap<String, u8> = [("as", 1), ("as many as", 2), ("as of", 3)]
            .map(|(phrase, value)| (phrase.to_owned(), value))
            .into();
        let phrases = PhraseMap::from(map);
        for (text, wanted) in [
            ("as many as ten", Some((2, 3))),
            ("as many", Some((1, 1))),
            ("as of now", Some((3, 2))),
            ("of as", None),
        ] {
            let words: Vec<&str> = text.split(' ').collect();
            let found = phrases.longest(|place| words.get(place).copied());
            assert_eq!(found.map(|(value, n)| (*value, n)), wanted, "{text}");
        }
    }
}
