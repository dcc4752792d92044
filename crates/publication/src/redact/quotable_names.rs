//! Whether a text names only what may be named outside the desk: parties, listed sources, public persons, named places.
//!
//! A word with a capital letter names somebody or something, unless it opens a sentence and is an ordinary word; so
//! does every word of a script without small letters. What is not known to be public is taken for private.

use std::collections::BTreeSet;

use marsad_domain::{Actors, Sources};
use marsad_places::normal_form;

use crate::{input::SituationInput, rules::PublicationRules};

/// The names that quotes may repeat.
#[derive(Debug, Clone, Default)]
pub(crate) struct QuotableNames {
    /// Names of places and persons, which count only as a whole: a part of one may be somebody else's.
    whole: BTreeSet<Vec<String>>,
    longest: usize,
    /// Words of the names of parties and sources.
    words: BTreeSet<String>,
}

/// A word of a text.
struct Word<'a> {
    text: &'a str,
    normal: String,
    opens_sentence: bool,
}

impl QuotableNames {
    /// The names that are public in a record.
    pub(crate) fn of(input: &SituationInput<'_>, rules: &PublicationRules) -> Self {
        let mut names = Self::default();
        names.add_parties(input.actors);
        names.add_sources(input.sources);
        let places = input.gazetteer.iter();
        for place in places.filter(|place| rules.named_kinds.contains(&place.kind)) {
            names.add_whole(&place.name);
            place
                .spellings
                .iter()
                .for_each(|name| names.add_whole(name));
            place.name_ar.iter().for_each(|name| names.add_whole(name));
        }
        input
            .lines
            .iter()
            .for_each(|line| names.add_whole(&line.name));
        names
    }

    /// Whether every name in a text is one of these.
    pub(crate) fn are_all_in(&self, text: &str, rules: &PublicationRules) -> bool {
        let words = words(text);
        let mut at = 0;
        while let Some(word) = words.get(at) {
            let named = self.name_at(words.get(at..).unwrap_or_default());
            if named > 0 {
                at += named;
            } else if self.may_stand(word, rules) {
                at += 1;
            } else {
                return false;
            }
        }
        true
    }

    fn may_stand(&self, word: &Word<'_>, rules: &PublicationRules) -> bool {
        let is_ordinary = || {
            rules.plain_words.contains(&word.normal)
                || rules.classes.contains(&word.normal)
                || rules.openers.contains(&word.normal)
        };
        !names(word.text)
            || self.words.contains(&word.normal)
            || rules.calendar.contains(&word.normal)
            || (word.opens_sentence && is_ordinary())
    }

    /// How many words the longest name has that begins the words.
    fn name_at(&self, words: &[Word<'_>]) -> usize {
        let most = self.longest.min(words.len());
        (1..=most)
            .rev()
            .find(|length| {
                let name = words.iter().take(*length).map(|word| word.normal.clone());
                self.whole.contains(&name.collect::<Vec<_>>())
            })
            .unwrap_or(0)
    }

    fn add_parties(&mut self, actors: &Actors) {
        for actor in actors.iter() {
            let names = actor.aliases.iter().chain([&actor.name]);
            names
                .chain(&actor.label)
                .chain(&actor.name_ar)
                .for_each(|name| self.add_words(name));
            for leader in &actor.leader {
                let names = leader.aliases.iter().chain([&leader.name]);
                names.for_each(|name| self.add_whole(name));
            }
        }
    }

    fn add_sources(&mut self, sources: &Sources) {
        for source in sources.iter() {
            let names = source.aliases.iter().chain([&source.name]);
            names
                .chain(&source.name_ar)
                .for_each(|name| self.add_words(name));
            for person in &source.people {
                let names = person.aliases.iter().chain([&person.name]);
                names.for_each(|name| self.add_whole(name));
            }
        }
    }

    fn add_whole(&mut self, name: &str) {
        let name: Vec<String> = words(name).into_iter().map(|word| word.normal).collect();
        if !name.is_empty() {
            self.longest = self.longest.max(name.len());
            self.whole.insert(name);
        }
    }

    fn add_words(&mut self, name: &str) {
        self.words
            .extend(words(name).into_iter().map(|word| word.normal));
    }
}

/// Whether a word by its letters can be a name: a single letter and a number are none.
fn names(word: &str) -> bool {
    let mut letters = word.chars();
    let first = letters.next();
    letters.next().is_some()
        && first.is_some_and(|first| first.is_alphabetic() && !first.is_lowercase())
}

fn words(text: &str) -> Vec<Word<'_>> {
    let mut found = Vec::new();
    let mut opens_sentence = true;
    let mut rest = text;
    while let Some(start) = rest.find(char::is_alphanumeric) {
        let (between, from) = rest.split_at(start);
        opens_sentence |= between.contains(['.', '!', '?', ':', '\n', '“', '"', '‘']);
        let end = from
            .find(|letter: char| !letter.is_alphanumeric())
            .unwrap_or(from.len());
        let (word, after) = from.split_at(end);
        found.push(Word {
            text: word,
            normal: normal_form(word),
            opens_sentence,
        });
        opens_sentence = false;
        rest = after;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: bool) {
        let text_of = |file, text| marsad_places::NamedText { file, text };
        let rules = PublicationRules::from_toml(
            text_of(
                "rules.toml",
                include_str!("../../../../rules/publication/rules.toml"),
            ),
            text_of(
                "en.toml",
                include_str!("../../../../rules/publication/en.toml"),
            ),
        );
        let rules = rules.expect("the rules that ship can be read");
        let mut names = QuotableNames::default();
        names.add_whole("Tell az-Zahr");
        names.add_whole("Ilen Marwick");
        names.add_words("Northern Army");
        assert_eq!(names.are_all_in(text, &rules), expected, "{text}");
    }

    #[test]
    fn a_text_that_names_only_what_is_public_may_be_repeated() {
        for text in [
            "Shelling killed 12 people in Tell Az-Zahr on Monday",
            "Rebels of the Northern Army left, Ilen Marwick said.",
            "the Army's guns fell silent. An hour later the U.N. came",
            "12 people were killed",
        ] {
            check(text, true);
        }
    }

    #[test]
    fn a_name_that_is_not_known_to_be_public_is_taken_for_private() {
        for text in [
            "Shelling killed Orun Tasvel in Tell az-Zahr",
            "Tasvel was killed",
            "Zahr was killed with Marwick",
            "said Ilen, a farmer",
            "he fled. Tasvel stayed",
            "قتل احمد",
        ] {
            check(text, false);
        }
    }
}
