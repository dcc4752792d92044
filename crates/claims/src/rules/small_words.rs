//! The small words of a language by what they are in a sentence, put together once from the lists of the rules.

use std::collections::BTreeMap;

use super::{
    schema::{Numbers, People, TimeWords, Words},
    word_table::{PhraseMap, PhraseSet, WordMap, WordSet},
};

/// What a word or phrase is before its neighbours are seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    Genitive,
    Negation,
    Be,
    Have,
    Do,
    Modal,
    Relative,
    Possessive,
    Determiner,
    Pronoun,
    Conjunction,
    Preposition,
    Subordinator,
    Adverb,
    Purpose,
    Noun,
}

/// The most words that a phrase has.
const MOST_WORDS: usize = 4;

/// Small words, phrases of them, and which words open a day or a number.
#[derive(Debug)]
pub(crate) struct SmallWords {
    words: WordMap<Role>,
    /// Those of the words that no name is made of.
    functions: WordSet,
    /// Phrases of small words, and nouns of several words.
    pub(crate) phrases: PhraseMap<Role>,
    /// The words that a day, besides one in digits, can begin with.
    pub(crate) day_openers: WordSet,
    /// The words that a number, besides one in digits or with a hyphen, can begin with.
    pub(crate) number_openers: WordSet,
}

impl SmallWords {
    pub(super) fn of<'a>(
        (words, people): (&'a Words, &'a People),
        (numbers, time): (&Numbers, &TimeWords),
        nominals: impl Iterator<Item = &'a String>,
    ) -> Self {
        Self {
            words: roles(words),
            functions: functions(words),
            phrases: phrases(words, people, nominals),
            day_openers: day_openers(time),
            number_openers: number_openers(numbers),
        }
    }

    /// What a word is, where it is a small one.
    pub(crate) fn role(&self, word: &str) -> Option<Role> {
        self.words.get(word).copied()
    }

    /// Whether it is a word that no name is made of.
    pub(crate) fn is_function(&self, word: &str) -> bool {
        self.functions.contains(word)
    }
}

/// Of two lists that have a word, the earlier decides.
fn roles(words: &Words) -> WordMap<Role> {
    let grammar = &words.grammar;
    let mut roles = BTreeMap::new();
    let mut enter = |word: &String, role| {
        roles.entry(word.clone()).or_insert(role);
    };
    let firsts = [
        (&grammar.genitives, Role::Genitive),
        (&words.negations, Role::Negation),
        (&words.be, Role::Be),
        (&words.have, Role::Have),
        (&words.r#do, Role::Do),
    ];
    for (list, role) in firsts {
        list.iter().for_each(|word| enter(word, role));
    }
    words
        .modals
        .keys()
        .for_each(|word| enter(word, Role::Modal));
    let lasts = [
        (&grammar.infinitive, Role::Preposition),
        (&words.relatives, Role::Relative),
        (&words.possessives, Role::Possessive),
        (&words.determiners, Role::Determiner),
        (&words.pronouns, Role::Pronoun),
        (&words.conjunctions, Role::Conjunction),
        (&words.prepositions, Role::Preposition),
        (&words.subordinators, Role::Subordinator),
        (&words.adverbs, Role::Adverb),
    ];
    for (list, role) in lasts {
        list.iter().for_each(|word| enter(word, role));
    }
    let hedges = words.hedges.keys();
    hedges
        .filter(|word| !words.not_adverbs.contains(word))
        .for_each(|word| enter(word, Role::Adverb));
    roles.into()
}

fn functions(words: &Words) -> WordSet {
    let lists = [
        &words.determiners,
        &words.possessives,
        &words.pronouns,
        &words.prepositions,
        &words.conjunctions,
        &words.subordinators,
        &words.relatives,
        &words.be,
        &words.have,
        &words.r#do,
        &words.adverbs,
        &words.negations,
    ];
    let listed = lists.into_iter().flat_map(WordSet::iter);
    listed
        .chain(words.modals.keys())
        .chain(words.hedges.keys())
        .cloned()
        .collect()
}

/// Of two lists that have a phrase, the earlier of these decides: conditions, purposes, conjunctions, prepositions,
/// subordinators, negations, adverbs, nouns.
fn phrases<'a>(
    words: &'a Words,
    people: &'a People,
    nominals: impl Iterator<Item = &'a String>,
) -> PhraseMap<Role> {
    let mut roles = BTreeMap::new();
    let mut enter = |phrase: &String, role| {
        if phrase.split(' ').count() <= MOST_WORDS {
            roles.entry(phrase.clone()).or_insert(role);
        }
    };
    let of_sentence = |phrase: &&String| !words.grammar.context_conditions.contains(phrase);
    for phrase in words.conditions.iter().filter(of_sentence) {
        enter(phrase, Role::Subordinator);
    }
    for phrase in words.purposes.iter() {
        enter(phrase, Role::Purpose);
    }
    let lists = [
        (&words.conjunctions, Role::Conjunction),
        (&words.prepositions, Role::Preposition),
        (&words.subordinators, Role::Subordinator),
        (&words.negations, Role::Negation),
        (&words.adverbs, Role::Adverb),
        (&people.force_nouns, Role::Noun),
        (&people.strike_nouns, Role::Noun),
    ];
    let of_several = |phrase: &&String| phrase.contains(' ');
    for (list, role) in lists {
        for phrase in list.iter().filter(of_several) {
            enter(phrase, role);
        }
    }
    for phrase in nominals.chain(words.place_nouns.keys()).filter(of_several) {
        enter(phrase, Role::Noun);
    }
    roles.into()
}

fn day_openers(time: &TimeWords) -> WordSet {
    let phrases = [&time.early, &time.late, &time.mid].into_iter();
    let phrases = phrases
        .flat_map(PhraseSet::firsts)
        .chain(time.relative.firsts());
    let listed = [&time.months, &time.month_short, &time.weekdays]
        .into_iter()
        .flatten()
        .chain(time.last.iter())
        .chain(time.next.iter())
        .chain(time.counts.keys());
    phrases.map(str::to_owned).chain(listed.cloned()).collect()
}

fn number_openers(numbers: &Numbers) -> WordSet {
    let phrases = numbers.bounds.firsts().chain(numbers.vague.firsts());
    let listed = numbers.pairs.keys().chain(numbers.one.iter());
    phrases
        .map(str::to_owned)
        .chain(listed.chain(numbers.values.keys()).cloned())
        .collect()
}
