//! Whether a base or -s form is a finite verb: a subject stands before it and agrees.

use super::{
    super::unit::{Tag, Unit},
    verbs::{before, goes_on, has_finite, has_plural, is_plural},
};
use crate::rules::{Makes, Rules, VerbForm, VerbSense};

/// A word that may be a finite verb, with its neighbours.
struct Candidate<'a> {
    units: &'a [Unit],
    at: usize,
    subject: &'a Unit,
    after: Option<&'a Unit>,
    sense: &'a VerbSense,
    is_person: bool,
    is_plural: bool,
    is_collective: bool,
    rules: &'a Rules,
}

/// Whether a base or -s form stands where a finite verb stands: behind a subject that agrees with it.
///
/// `also_noun` is said of words that are nouns far more often than verbs.
pub(super) fn is_finite_here(
    units: &[Unit],
    at: usize,
    sense: &VerbSense,
    also_noun: bool,
    rules: &Rules,
) -> bool {
    if is_behind_running_day(units, at, sense, rules) {
        return true;
    }
    let Some(subject) = subject(units, at, sense, also_noun) else {
        return false;
    };
    let grammar = &rules.words.grammar;
    if subject.tag == Tag::Conjunction {
        return goes_on(units, at, sense, grammar);
    }
    let Some(word) = units.get(at) else {
        return false;
    };
    let after = units.get(at + 1);
    if subject.tag == Tag::Comma && sense.form == VerbForm::Third && !has_finite(units, at) {
        return after.is_some_and(|u| opens_object(u) || grammar.that.contains(&u.lower));
    }
    if subject.tag == Tag::Comma && sense.form == VerbForm::Third && closes_relative(units, at) {
        let opens = |u: &Unit| {
            opens_object(u) || matches!(u.tag, Tag::Pronoun | Tag::Name | Tag::Preposition)
        };
        return after.is_some_and(|u| opens(u) || !also_noun || grammar.that.contains(&u.lower));
    }
    let is_person = matches!(subject.tag, Tag::Pronoun | Tag::Relative)
        || grammar.that.contains(&subject.lower);
    let is_plural =
        is_plural(subject, rules) || sense.form == VerbForm::Base && has_plural(units, at, rules);
    let is_collective = is_collective(subject, word, rules);
    let agrees = is_person
        || is_collective
        || match sense.form {
            VerbForm::Base => is_plural,
            VerbForm::Third | VerbForm::Past | VerbForm::Participle | VerbForm::Ing => {
                !is_plural || !also_noun
            }
        };
    let is_subject = is_person || matches!(subject.tag, Tag::Name | Tag::Noun | Tag::Bracket);
    if !is_subject || !agrees {
        return false;
    }
    let candidate = Candidate {
        units,
        at,
        subject,
        after,
        sense,
        is_person,
        is_plural,
        is_collective,
        rules,
    };
    if candidate.is_second_noun() {
        return false;
    }
    candidate.opens_verb()
        || if also_noun {
            candidate.is_verb_though_noun()
        } else {
            candidate.is_verb()
        }
}

/// "The number of dead since Monday now stands at 40": the -s form of a verb of counting, behind the day from which the
/// noun before it counts.
fn is_behind_running_day(units: &[Unit], at: usize, sense: &VerbSense, rules: &Rules) -> bool {
    let before = units.get(..at).unwrap_or_default();
    let mut back = before.iter().rev().filter(|u| u.tag != Tag::Adverb);
    let is_day = back.next().is_some_and(|u| u.tag == Tag::Day);
    let runs = back
        .next()
        .is_some_and(|u| rules.time.since.contains(&u.lower));
    let hangs = back
        .next()
        .is_some_and(|u| u.is_nominal() || matches!(u.tag, Tag::Verb(_)));
    let opens = units
        .get(at + 1)
        .is_some_and(|u| opens_object(u) || u.tag == Tag::Preposition);
    let mut counts = rules
        .frames_of(&sense.lemma)
        .filter(|frame| frame.makes == Makes::Count);
    let is_count = counts.any(|frame| frame.verbs.contains(&sense.lemma));
    sense.form == VerbForm::Third && is_count && is_day && runs && hangs && opens
}

/// "The ministry, which is in X, says ...": the comma before a word ends a relative clause that a comma opened.
fn closes_relative(units: &[Unit], at: usize) -> bool {
    let before = units.get(..at).unwrap_or_default();
    before.windows(2).any(|pair| match pair {
        [comma, relative] => comma.tag == Tag::Comma && relative.tag == Tag::Relative,
        _ => false,
    })
}

/// The unit that would be the subject: a base form between commas looks further back.
fn subject<'a>(
    units: &'a [Unit],
    at: usize,
    sense: &VerbSense,
    also_noun: bool,
) -> Option<&'a Unit> {
    let subject = before(units, at)?;
    if subject.tag == Tag::Comma && sense.form == VerbForm::Base && !also_noun {
        let mut back = units.get(..at)?.iter().rev();
        return back.find(|u| !matches!(u.tag, Tag::Adverb | Tag::Comma));
    }
    Some(subject)
}

/// "the army plans to ...": one word for many people agrees with either number; "army units" are no verb.
fn is_collective(subject: &Unit, word: &Unit, rules: &Rules) -> bool {
    let people = &rules.people;
    let is_group =
        |word: &str| people.force_nouns.contains(word) || people.group_nouns.contains(word);
    let last = subject.lower.rsplit(' ').next().unwrap_or_default();
    let is_one_word = !last.ends_with('s')
        && !people.unmarked_plurals.contains(last)
        && matches!(subject.tag, Tag::Noun | Tag::Name);
    let is_known = subject
        .name
        .as_ref()
        .is_some_and(|name| name.actor.is_some() && name.person.is_none());
    is_one_word && (is_known || is_group(last)) && !is_group(&word.lower)
}

fn opens_object(unit: &Unit) -> bool {
    matches!(unit.tag, Tag::Determiner | Tag::Possessive | Tag::Number)
}

impl Candidate<'_> {
    /// "begin to flee": a verb that opens another one.
    fn opens_verb(&self) -> bool {
        let words = &self.rules.words;
        let to_follows = self
            .after
            .is_some_and(|u| words.grammar.infinitive.contains(&u.lower));
        let is_base = |u: &Unit| {
            let senses = self.rules.lexicon.senses(&u.lower);
            u.tag == Tag::Be || senses.iter().any(|s| s.form == VerbForm::Base)
        };
        to_follows
            && words.catenatives.contains_key(&self.sense.lemma)
            && self.units.get(self.at + 2).is_some_and(is_base)
    }

    /// "killed in a plane crash", "attacked an army base": two nouns that make one thing.
    ///
    /// Behind an article for one, no base form agrees; behind a preposition and a verb, the clause has its verb.
    fn is_second_noun(&self) -> bool {
        if self.subject.tag != Tag::Noun {
            return false;
        }
        let grammar = &self.rules.words.grammar;
        let back = self.units.get(..self.at).unwrap_or_default().iter().rev();
        let mut opening = back.skip_while(|u| u.tag == Tag::Noun);
        let before = opening.next();
        let is_base = self.sense.form == VerbForm::Base;
        if is_base && before.is_some_and(|u| grammar.singular.contains(&u.lower)) {
            return true;
        }
        let is_small = |u: &&Unit| matches!(u.tag, Tag::Determiner | Tag::Possessive | Tag::Number);
        let governs = before
            .into_iter()
            .chain(opening)
            .find(|u| !is_small(u))
            .is_some_and(|u| u.tag == Tag::Preposition);
        let agrees_itself = is_base && is_plural(self.subject, self.rules);
        governs && !agrees_itself && self.has_verb_before() && !self.is_behind_speech()
    }

    /// "said fighters in the city besiege ...": the verb before only opens the clause of this one.
    fn is_behind_speech(&self) -> bool {
        let mut back = self.units.get(..self.at).unwrap_or_default().iter().rev();
        let verb = back.find_map(|u| match &u.tag {
            Tag::Verb(verb) if verb.form != VerbForm::Ing => Some(&verb.lemma),
            _ => None,
        });
        let mut speech = self.rules.speech.iter();
        verb.is_some_and(|lemma| speech.any(|rule| rule.verbs.contains(lemma)))
    }

    /// Whether what follows can stand behind a verb.
    fn is_followed(&self, also_noun: bool) -> bool {
        let grammar = &self.rules.words.grammar;
        let before_noun =
            !also_noun || self.subject.tag == Tag::Name && is_plural(self.subject, self.rules);
        self.after.is_some_and(|u| {
            let opens = matches!(
                u.tag,
                Tag::Determiner
                    | Tag::Possessive
                    | Tag::Name
                    | Tag::Number
                    | Tag::Preposition
                    | Tag::Pronoun
                    | Tag::Adverb
                    | Tag::Day
                    | Tag::To
                    | Tag::Subordinator
                    | Tag::Quote
            );
            opens
                || grammar.that.contains(&u.lower)
                || grammar.object_states.contains(&u.lower)
                || u.tag == Tag::Noun && before_noun
        })
    }

    fn ends_or(&self, more: impl Fn(&Tag) -> bool) -> bool {
        self.after
            .is_none_or(|u| matches!(u.tag, Tag::Stop | Tag::Comma) || more(&u.tag))
    }

    /// A word that is hardly ever a noun.
    fn is_verb(&self) -> bool {
        self.is_followed(false)
            || self.is_person
            || self.sense.form == VerbForm::Third && self.ends_or(|_| false)
            || self.sense.form == VerbForm::Base && self.ends_or(|tag| *tag == Tag::Conjunction)
    }

    /// A word that is mostly a noun must have a solid subject and an object.
    fn is_verb_though_noun(&self) -> bool {
        let grammar = &self.rules.words.grammar;
        let is_third = self.sense.form == VerbForm::Third;
        let solid = self.is_person
            || self.subject.tag == Tag::Name
            || self.is_plural
            || is_third
                && self
                    .after
                    .is_some_and(|u| opens_object(u) || self.is_collective && u.tag == Tag::Name);
        let object = self.after.is_some_and(|u| {
            u.tag != Tag::Preposition
                || !grammar.of.contains(&u.lower)
                    && (self.sense.form == VerbForm::Base || self.is_person)
        });
        let second_before = self.at.checked_sub(2).and_then(|i| self.units.get(i));
        let opens_clause = is_third
            && self.subject.tag == Tag::Name
            && second_before
                .is_some_and(|u| u.tag == Tag::Subordinator || grammar.that.contains(&u.lower));
        opens_clause
            || solid && self.is_followed(true) && object && !self.has_verb_before()
            || self.is_person && self.ends_or(|tag| *tag == Tag::Preposition)
    }

    /// Whether the clause so far has a verb.
    fn has_verb_before(&self) -> bool {
        let grammar = &self.rules.words.grammar;
        let is_border = |u: &Unit| {
            matches!(
                u.tag,
                Tag::Comma | Tag::Stop | Tag::Conjunction | Tag::Subordinator | Tag::Relative
            ) || grammar.that.contains(&u.lower)
        };
        let back = self.units.get(..self.at).unwrap_or_default().iter().rev();
        back.take_while(|u| !is_border(u)).any(|u| {
            matches!(&u.tag, Tag::Verb(verb) if verb.form != VerbForm::Ing)
                || matches!(u.tag, Tag::Be | Tag::Have)
        })
    }
}
