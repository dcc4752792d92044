//! Which words are verbs, by their form and their neighbours.

use super::{
    super::unit::{Tag, Unit},
    agreement::is_finite_here,
};
use crate::rules::{GrammarWords, Rules, VerbForm, VerbSense};

/// Decides which words are verbs, by form and neighbours.
pub(super) fn tag_verbs(units: &mut [Unit], rules: &Rules) {
    for at in 0..units.len() {
        let Some(unit) = units.get(at) else { continue };
        if unit.tag != Tag::Noun {
            continue;
        }
        let senses = rules.lexicon.senses(&unit.lower);
        if let Some(sense) = verb_sense(units, at, senses, rules)
            && let Some(unit) = units.get_mut(at)
        {
            unit.tag = Tag::Verb(sense);
        }
    }
}

/// The verb that the word at `at` is here, if it is one.
fn verb_sense(units: &[Unit], at: usize, senses: &[VerbSense], rules: &Rules) -> Option<VerbSense> {
    let word = units.get(at)?;
    let grammar = &rules.words.grammar;
    let listed = &rules.words.also_nouns.words;
    let also_noun = listed.contains(&word.lower)
        || senses.iter().any(|s| {
            matches!(s.form, VerbForm::Base | VerbForm::Third) && listed.contains(&s.lemma)
        });
    let before = before(units, at);
    let after = units.get(at + 1..)?.iter().find(|u| u.tag != Tag::Adverb);
    let chosen = |form: VerbForm| senses.iter().find(|sense| sense.form == form).cloned();
    let behind_article =
        before.is_some_and(|u| matches!(u.tag, Tag::Determiner | Tag::Possessive | Tag::Genitive));
    let behind_preposition =
        before.is_some_and(|u| u.tag == Tag::Preposition && !grammar.infinitive.contains(&u.lower));
    let before_nominal = after.is_some_and(Unit::is_nominal);
    if let Some(base) = chosen(VerbForm::Base).or_else(|| chosen(VerbForm::Third)) {
        let opened = before.is_some_and(|u| {
            matches!(u.tag, Tag::Modal | Tag::To | Tag::Do | Tag::Negation)
                || grammar.infinitive.contains(&u.lower)
        });
        if opened
            && base.form == VerbForm::Base
            && !(is_to_place(before, after, also_noun, grammar))
        {
            return Some(base);
        }
        if behind_article || behind_preposition {
            return past_or_none(senses, before_nominal, behind_article);
        }
        if is_finite_here(units, at, &base, also_noun, rules) || is_seen_to(units, at, &base, rules)
        {
            return Some(base);
        }
    }
    if let Some(ing) = chosen(VerbForm::Ing) {
        return ing_sense(units, at, ing, (before, after), also_noun, grammar);
    }
    let past = chosen(VerbForm::Past).or_else(|| chosen(VerbForm::Participle))?;
    let is_adjective = (behind_article || behind_preposition) && before_nominal
        || behind_article && after.is_none_or(|u| !matches!(u.tag, Tag::Preposition))
        || before.is_some_and(|u| matches!(u.tag, Tag::Number | Tag::Verb(_))) && before_nominal;
    let by_follows = units
        .get(at + 1)
        .is_some_and(|u| grammar.agent.contains(&u.lower));
    (!is_adjective || by_follows).then_some(past)
}

/// "to attack" is a verb; "to control of the town" is not.
fn is_to_place(
    before: Option<&Unit>,
    after: Option<&Unit>,
    also_noun: bool,
    grammar: &GrammarWords,
) -> bool {
    also_noun
        && before.is_some_and(|u| grammar.infinitive.contains(&u.lower))
        && after.is_some_and(|u| grammar.of.contains(&u.lower) || u.tag == Tag::Stop)
}

/// A word that is a past form and a base form at once ("put", "cut") behind an article is neither.
fn past_or_none(
    senses: &[VerbSense],
    before_nominal: bool,
    behind_article: bool,
) -> Option<VerbSense> {
    let past = senses
        .iter()
        .find(|s| matches!(s.form, VerbForm::Past | VerbForm::Participle));
    past.filter(|_| !before_nominal && !behind_article).cloned()
}

/// The unit before, adverbs passed over.
pub(super) fn before(units: &[Unit], at: usize) -> Option<&Unit> {
    let mut depth = 0_usize;
    units.get(..at)?.iter().rev().find(|u| {
        if u.tag == Tag::Bracket {
            depth = if matches!(u.lower.as_str(), ")" | "]") {
                depth + 1
            } else {
                depth.saturating_sub(1)
            };
            return false;
        }
        depth == 0 && u.tag != Tag::Adverb
    })
}

/// "enter the city and capture three towns": a verb behind "and" in the form of the verb before.
pub(super) fn goes_on(
    units: &[Unit],
    at: usize,
    sense: &VerbSense,
    grammar: &GrammarWords,
) -> bool {
    let same_form = units
        .get(..at)
        .unwrap_or_default()
        .iter()
        .rev()
        .find_map(|u| match &u.tag {
            Tag::Verb(verb) if verb.form != VerbForm::Ing => Some(verb.form == sense.form),
            _ => None,
        });
    let opens = units.get(at + 1).is_some_and(|u| {
        matches!(
            u.tag,
            Tag::Determiner
                | Tag::Possessive
                | Tag::Number
                | Tag::Name
                | Tag::Preposition
                | Tag::Pronoun
                | Tag::Adverb
        ) || u.tag == Tag::Noun && !grammar.of.contains(&u.lower)
    });
    let opens_sharply = units
        .get(at + 1)
        .is_some_and(|u| matches!(u.tag, Tag::Determiner | Tag::Possessive));
    opens
        && (same_form == Some(true)
            || same_form == Some(false) && sense.form == VerbForm::Base && opens_sharply)
}

/// Whether a noun in the plural stands in the stretch before a unit.
pub(super) fn has_plural(units: &[Unit], at: usize, rules: &Rules) -> bool {
    units
        .get(..at)
        .unwrap_or_default()
        .iter()
        .rev()
        .take_while(|u| {
            !matches!(
                u.tag,
                Tag::Comma | Tag::Stop | Tag::Subordinator | Tag::Relative | Tag::Quote
            )
        })
        .any(|u| u.is_nominal() && is_plural(u, rules))
}

/// Whether a finite verb stands before a unit.
pub(super) fn has_finite(units: &[Unit], at: usize) -> bool {
    units
        .get(..at)
        .unwrap_or_default()
        .iter()
        .any(|u| match &u.tag {
            Tag::Verb(sense) => sense.form != VerbForm::Ing,
            tag => matches!(tag, Tag::Be | Tag::Have | Tag::Modal | Tag::Do),
        })
}

/// "has seen the city fall": a base form behind a noun that a verb of seeing or making has as its object.
fn is_seen_to(units: &[Unit], at: usize, sense: &VerbSense, rules: &Rules) -> bool {
    let governs = units.get(..at).and_then(|rest| {
        rest.iter()
            .rev()
            .take_while(|u| !matches!(u.tag, Tag::Comma | Tag::Stop))
            .find_map(|u| match &u.tag {
                Tag::Verb(verb) => Some(rules.words.perception.contains(&verb.lemma)),
                _ => None,
            })
    });
    let behind_noun = before(units, at).is_some_and(Unit::is_nominal);
    sense.form == VerbForm::Base && behind_noun && governs == Some(true)
}

pub(super) fn is_plural(unit: &Unit, rules: &Rules) -> bool {
    let last = unit.lower.rsplit([' ', '-']).next().unwrap_or_default();
    (last.ends_with('s') && !last.ends_with("ss"))
        || rules.words.grammar.plurals.contains(last)
        || rules.people.force_nouns.contains(last)
}

/// -ing words: a verb behind "be" or a noun, or before an object; a noun behind an article or before "of".
fn ing_sense(
    units: &[Unit],
    at: usize,
    ing: VerbSense,
    (before, after): (Option<&Unit>, Option<&Unit>),
    also_noun: bool,
    grammar: &GrammarWords,
) -> Option<VerbSense> {
    let of_follows = after.is_some_and(|u| grammar.of.contains(&u.lower));
    let opens_object = after
        .is_some_and(|u| u.opens_phrase() || u.tag == Tag::To || grammar.that.contains(&u.lower));
    let goes_on = after.is_some_and(|u| {
        matches!(
            u.tag,
            Tag::Preposition
                | Tag::Day
                | Tag::Stop
                | Tag::Comma
                | Tag::Quote
                | Tag::Conjunction
                | Tag::Verb(_)
        )
    });
    let verbal = match before.map(|u| &u.tag) {
        Some(Tag::Be) => true,
        Some(Tag::Determiner | Tag::Possessive | Tag::Genitive) => false,
        Some(Tag::Preposition | Tag::Subordinator) => {
            opens_object || (!also_noun && goes_on && !of_follows)
        }
        Some(Tag::Noun) if also_noun => {
            opens_object && units.get(at + 1).is_some_and(|u| u.tag != Tag::Noun)
        }
        None | Some(Tag::Comma | Tag::Conjunction | Tag::Quote | Tag::Stop) if also_noun => {
            opens_object && !of_follows && after.is_some_and(|u| u.tag != Tag::Noun)
        }
        _ => !of_follows || !also_noun,
    };
    verbal.then_some(ing)
}
