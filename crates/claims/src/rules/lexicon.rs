//! Every form of every verb that the rules name.

use std::collections::BTreeSet;

use compact_str::CompactString;
use rustc_hash::FxHashMap;

use super::schema::{AimRules, Frame, RelationRule, Speech, Words};

/// A form of a verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum VerbForm {
    /// "take"
    Base,
    /// "takes"
    Third,
    /// "took"
    Past,
    /// "taken"
    Participle,
    /// "taking"
    Ing,
}

/// A verb that a word can be a form of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct VerbSense {
    pub(crate) lemma: CompactString,
    pub(crate) form: VerbForm,
}

/// Forms of verbs, and the particles that a verb can have behind it.
#[derive(Debug)]
pub(crate) struct Lexicon {
    forms: FxHashMap<String, Vec<VerbSense>>,
    particles: FxHashMap<String, BTreeSet<String>>,
}

impl Lexicon {
    pub(super) fn build(
        words: &Words,
        frames: &[Frame],
        speech: &[Speech],
        aims: &AimRules,
        relations: &[RelationRule],
    ) -> Self {
        let named = frames
            .iter()
            .flat_map(|frame| frame.verbs.iter())
            .chain(speech.iter().flat_map(|rule| rule.verbs.iter()))
            .chain(aims.verbs.iter())
            .chain(aims.ordering.iter())
            .chain(aims.asking.iter())
            .chain(aims.planning.iter())
            .chain(relations.iter().flat_map(|rule| rule.verbs.iter()))
            .chain(words.plain.verbs.iter())
            .chain(words.catenatives.keys());
        let mut lexicon = Self {
            forms: FxHashMap::default(),
            particles: FxHashMap::default(),
        };
        let mut lemmas = BTreeSet::new();
        for verb in named {
            let (head, particle) = verb
                .split_once(' ')
                .map_or((verb.as_str(), None), |(h, p)| (h, Some(p)));
            if !words.be.contains(head) && !words.have.contains(head) {
                lemmas.insert(head.to_owned());
            }
            if let Some(particle) = particle {
                lexicon
                    .particles
                    .entry(head.to_owned())
                    .or_default()
                    .insert(particle.to_owned());
            }
        }
        for lemma in &lemmas {
            lexicon.add_forms(words, lemma);
        }
        for participle in relations.iter().flat_map(|rule| &rule.participle) {
            lexicon.add_participle(participle);
        }
        lexicon
    }

    /// The verbs that a lowercase word can be a form of.
    pub(crate) fn senses(&self, word: &str) -> &[VerbSense] {
        self.forms.get(word).map_or(&[], Vec::as_slice)
    }

    /// The particles that a verb can have.
    pub(crate) fn particles(&self, lemma: &str) -> Option<&BTreeSet<String>> {
        self.particles.get(lemma)
    }

    fn add(&mut self, word: String, lemma: &str, form: VerbForm) {
        let sense = VerbSense {
            lemma: lemma.into(),
            form,
        };
        let senses = self.forms.entry(word).or_default();
        if !senses.contains(&sense) {
            senses.push(sense);
        }
    }

    fn add_participle(&mut self, participle: &str) {
        if !self.forms.contains_key(participle) {
            self.add(participle.to_owned(), participle, VerbForm::Participle);
        }
    }

    fn add_forms(&mut self, words: &Words, lemma: &str) {
        self.add(lemma.to_owned(), lemma, VerbForm::Base);
        self.add(third_person(lemma), lemma, VerbForm::Third);
        let stem = stem_for_ending(words, lemma);
        self.add(format!("{stem}ing"), lemma, VerbForm::Ing);
        if let Some((past, participle)) = words.irregular.get(lemma) {
            self.add(past.clone(), lemma, VerbForm::Past);
            self.add(participle.clone(), lemma, VerbForm::Participle);
        } else {
            let past = past_tense(lemma, &stem);
            self.add(past.clone(), lemma, VerbForm::Past);
            self.add(past, lemma, VerbForm::Participle);
        }
    }
}

fn third_person(lemma: &str) -> String {
    let hissing = ["s", "x", "z", "ch", "sh", "o"]
        .iter()
        .any(|end| lemma.ends_with(end));
    match lemma.strip_suffix('y') {
        Some(stem) if !stem.ends_with(is_vowel) => format!("{stem}ies"),

        _ if hissing => format!("{lemma}es"),
        _ => format!("{lemma}s"),
    }
}

/// The stem before -ing: silent e dropped, last consonant doubled where the verb asks for it.
fn stem_for_ending(words: &Words, lemma: &str) -> String {
    if words.doubling.verbs.contains(lemma) {
        let last: String = lemma.chars().rev().take(1).collect();
        return format!("{lemma}{last}");
    }
    if let Some(stem) = lemma.strip_suffix("ie") {
        return format!("{stem}y");
    }
    match lemma.strip_suffix('e') {
        Some(stem) if !stem.ends_with(['e', 'o']) && stem.len() > 1 => stem.to_owned(),
        _ => lemma.to_owned(),
    }
}

fn past_tense(lemma: &str, stem: &str) -> String {
    if lemma.ends_with('e') {
        return format!("{lemma}d");
    }
    match lemma.strip_suffix('y') {
        Some(before) if !before.ends_with(is_vowel) => format!("{before}ied"),
        _ => format!("{stem}ed"),
    }
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u')
}

#[cfg(test)]
mod tests {
    use super::VerbForm::{Base, Ing, Participle, Past, Third};
    use crate::rules::english;

    #[test]
    fn verbs_have_their_forms() {
        let cases = [
            (
                "withdraw",
                [
                    "withdraw",
                    "withdraws",
                    "withdrew",
                    "withdrawn",
                    "withdrawing",
                ],
            ),
            (
                "carry",
                ["carry", "carries", "carried", "carried", "carrying"],
            ),
            ("stop", ["stop", "stops", "stopped", "stopped", "stopping"]),
            ("die", ["die", "dies", "died", "died", "dying"]),
            ("flee", ["flee", "flees", "fled", "fled", "fleeing"]),
            (
                "reach",
                ["reach", "reaches", "reached", "reached", "reaching"],
            ),
            ("seize", ["seize", "seizes", "seized", "seized", "seizing"]),
        ];
        let rules = english();
        for (lemma, words) in cases {
            for (word, form) in words.into_iter().zip([Base, Third, Past, Participle, Ing]) {
                let senses = rules.lexicon.senses(word);
                let is_known = senses
                    .iter()
                    .any(|sense| sense.lemma == lemma && sense.form == form);
                assert!(is_known, "{word} as {form:?} of {lemma}");
            }
        }
    }

    #[test]
    fn auxiliaries_are_no_verbs_of_their_own() {
        let rules = english();
        assert!(
            ["be", "have", "has"]
                .iter()
                .all(|word| rules.lexicon.senses(word).is_empty())
        );
    }
}
