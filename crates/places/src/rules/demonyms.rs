//! Adjectives and peoples of countries, in one automaton.

use std::{collections::BTreeMap, sync::Arc};

use crate::{first_words::FirstWords, sorted_names::SortedNames, word_key::Key};

/// A word for the people of a country or of a part of the world, or for what is its.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Demonym {
    /// ISO 3166 alpha-2 code of a country, or the id of a place.
    pub(crate) of: String,
    /// The first demonym that is of the same.
    pub(crate) first: usize,
    /// The rule that knows the word.
    pub(crate) rule: Arc<str>,
}

/// All of them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Demonyms {
    names: SortedNames,
    first_words: FirstWords,
    all: Vec<Demonym>,
}

impl Demonyms {
    /// The demonyms of words in normal form, each with what it is of and a rule.
    pub(super) fn of(words: BTreeMap<String, (String, Arc<str>)>) -> Self {
        let names = words.keys().map(String::as_str);
        let (first_words, names) = (FirstWords::of(names.clone()), SortedNames::of(names));
        let mut firsts: BTreeMap<String, usize> = BTreeMap::new();
        let all = words.into_values().enumerate().map(|(number, (of, rule))| {
            let first = *firsts.entry(of.clone()).or_insert(number);
            Demonym { of, first, rule }
        });
        Self {
            names,
            first_words,
            all: all.collect(),
        }
    }

    /// The words in normal form, which lead to their numbers.
    pub(crate) fn names(&self) -> &SortedNames {
        &self.names
    }

    /// Whether one may begin with a word.
    pub(crate) fn may_begin(&self, word: Key) -> bool {
        self.first_words.may_have(word)
    }

    /// One by its number.
    pub(crate) fn get(&self, number: usize) -> Option<&Demonym> {
        self.all.get(number)
    }
}
