//! Adjectives and peoples of countries, in one automaton.

use std::{collections::BTreeMap, sync::Arc};

use crate::sorted_names::SortedNames;

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
    all: Vec<Demonym>,
}

impl Demonyms {
    /// The demonyms of words in normal form, each with what it is of and a rule.
    pub(super) fn of(words: BTreeMap<String, (String, Arc<str>)>) -> Self {
        let names = words.keys().map(String::as_str);
        let names = SortedNames::of(names);
        let mut firsts: BTreeMap<String, usize> = BTreeMap::new();
        let all = words.into_values().enumerate().map(|(number, (of, rule))| {
            let first = *firsts.entry(of.clone()).or_insert(number);
            Demonym { of, first, rule }
        });
        Self {
            names,
            all: all.collect(),
        }
    }

    /// The words in normal form, which lead to their numbers.
    pub(crate) fn names(&self) -> &SortedNames {
        &self.names
    }

    /// One by its number.
    pub(crate) fn get(&self, number: usize) -> Option<&Demonym> {
        self.all.get(number)
    }
}
