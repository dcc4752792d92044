//! Which words are verbs, by their form and their neighbours.

use super::super::unit::{Tag, Unit};
use crate::rules::{Rules, VerbForm, VerbSense};

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
    let behind_preposition = before.is_some_and(|u| u.tag == Tag::Preposition && u.lower != "to");
    let before_nominal = after.is_some_and(Unit::is_nominal);
    if let Some(base) = chosen(VerbForm::Base).or_else(|| chosen(VerbForm::Third)) {
        let opened = before.is_some_and(|u| {
            matches!(u.tag, Tag::Modal | Tag::To | Tag::Do | Tag::Negation) || u.lower == "to"
        });
        if opened && base.form == VerbForm::Base && !(u_is_to_place(before, after, also_noun)) {
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
        return ing_sense(units, at, ing, before, after, also_noun);
    }
    let past = chosen(VerbForm::Past).or_else(|| chosen(VerbForm::Participle))?;
    let is_adjective = (behind_article || behind_preposition) && before_nominal
        || behind_article && after.is_none_or(|u| !matches!(u.tag, Tag::Preposition))
        || before.is_some_and(|u| matches!(u.tag, Tag::Number | Tag::Verb(_))) && before_nominal;
    let by_follows = units.get(at + 1).is_some_and(|u| u.lower == "by");
    (!is_adjective || by_follows).then_some(past)
}

/// "to attack" is a verb; "to control of the town" is not.
fn u_is_to_place(before: Option<&Unit>, after: Option<&Unit>, also_noun: bool) -> bool {
    also_noun
        && before.is_some_and(|u| u.lower == "to")
        && after.is_some_and(|u| u.lower == "of" || u.tag == Tag::Stop)
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
fn before(units: &[Unit], at: usize) -> Option<&Unit> {
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

/// Whether a base or -s form stands where a finite verb stands: behind a subject that agrees with it.
fn is_finite_here(
    units: &[Unit],
    at: usize,
    sense: &VerbSense,
    also_noun: bool,
    rules: &Rules,
) -> bool {
    let Some(mut subject) = before(units, at) else {
        return false;
    };
    if subject.tag == Tag::Comma && sense.form == VerbForm::Base && !also_noun {
        let behind = units.get(..at).and_then(|rest| {
            rest.iter()
                .rev()
                .find(|u| !matches!(u.tag, Tag::Adverb | Tag::Comma))
        });
        let Some(noun) = behind else { return false };
        subject = noun;
    }
    let after = units.get(at + 1);
    let is_person = matches!(subject.tag, Tag::Pronoun | Tag::Relative) || subject.lower == "that";
    if subject.tag == Tag::Conjunction {
        return goes_on(units, at, sense, after);
    }
    let plural =
        is_plural(subject, rules) || sense.form == VerbForm::Base && has_plural(units, at, rules);
    let agrees = match sense.form {
        VerbForm::Base => plural || subject.lower == "who" || subject.lower == "which" || is_person,
        _ => !plural || is_person || !also_noun,
    };
    let is_subject = is_person || matches!(subject.tag, Tag::Name | Tag::Noun | Tag::Bracket);
    if subject.tag == Tag::Comma && sense.form == VerbForm::Third && !has_finite(units, at) {
        return after.is_some_and(|u| {
            matches!(u.tag, Tag::Determiner | Tag::Possessive | Tag::Number) || u.lower == "that"
        });
    }
    if !is_subject || !agrees {
        return false;
    }
    let followed = after.is_some_and(|u| {
        matches!(
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
        ) || u.lower == "that"
            || u.lower == "dead"
            || (u.tag == Tag::Noun
                && (!also_noun || subject.tag == Tag::Name && is_plural(subject, rules)))
    });
    let opens_verb = after.is_some_and(|u| u.lower == "to")
        && rules.words.catenatives.contains_key(&sense.lemma);
    if opens_verb
        && units.get(at + 2).is_some_and(|u| {
            u.tag == Tag::Be
                || rules
                    .lexicon
                    .senses(&u.lower)
                    .iter()
                    .any(|s| s.form == VerbForm::Base)
        })
    {
        return true;
    }
    if also_noun {
        let before_object =
            after.is_some_and(|u| matches!(u.tag, Tag::Determiner | Tag::Possessive | Tag::Number));
        let solid = is_person
            || subject.tag == Tag::Name
            || plural
            || sense.form == VerbForm::Third && before_object;
        let object = after.is_some_and(|u| {
            !(u.tag == Tag::Preposition && u.lower == "of")
                && (u.tag != Tag::Preposition || sense.form == VerbForm::Base || is_person)
        });
        let has_verb_before = units.get(..at).is_some_and(|rest| {
            rest.iter()
                .rev()
                .take_while(|u| {
                    !matches!(
                        u.tag,
                        Tag::Comma
                            | Tag::Stop
                            | Tag::Conjunction
                            | Tag::Subordinator
                            | Tag::Relative
                    ) && u.lower != "that"
                })
                .any(|u| {
                    matches!(&u.tag, Tag::Verb(verb) if verb.form != VerbForm::Ing)
                        || matches!(u.tag, Tag::Be | Tag::Have)
                })
        });
        let opens_clause = sense.form == VerbForm::Third
            && subject.tag == Tag::Name
            && at
                .checked_sub(2)
                .and_then(|i| units.get(i))
                .is_some_and(|u| u.tag == Tag::Subordinator || u.lower == "that");
        if opens_clause {
            return true;
        }
        return solid && followed && object && !has_verb_before
            || is_person
                && after
                    .is_none_or(|u| matches!(u.tag, Tag::Stop | Tag::Comma | Tag::Preposition));
    }
    followed
        || is_person
        || (sense.form == VerbForm::Third
            && after.is_none_or(|u| matches!(u.tag, Tag::Stop | Tag::Comma)))
        || sense.form == VerbForm::Base
            && after.is_none_or(|u| matches!(u.tag, Tag::Stop | Tag::Comma | Tag::Conjunction))
}

/// "enter the city and capture three towns": a verb behind "and" in the form of the verb before.
fn goes_on(units: &[Unit], at: usize, sense: &VerbSense, after: Option<&Unit>) -> bool {
    let same_form = units
        .get(..at)
        .unwrap_or_default()
        .iter()
        .rev()
        .find_map(|u| match &u.tag {
            Tag::Verb(verb) if verb.form != VerbForm::Ing => Some(verb.form == sense.form),
            _ => None,
        });
    let opens = after.is_some_and(|u| {
        matches!(
            u.tag,
            Tag::Determiner
                | Tag::Possessive
                | Tag::Number
                | Tag::Name
                | Tag::Preposition
                | Tag::Pronoun
                | Tag::Adverb
        ) || u.tag == Tag::Noun && u.lower != "of"
    });
    same_form == Some(true) && opens
}

/// Whether a noun in the plural stands in the stretch before a unit.
fn has_plural(units: &[Unit], at: usize, rules: &Rules) -> bool {
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
fn has_finite(units: &[Unit], at: usize) -> bool {
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

fn is_plural(unit: &Unit, rules: &Rules) -> bool {
    let last = unit.lower.rsplit([' ', '-']).next().unwrap_or_default();
    (last.ends_with('s') && !last.ends_with("ss"))
        || rules.people.person_nouns.contains(last)
            && matches!(last, "people" | "children" | "women" | "men" | "police")
        || matches!(
            last,
            "people"
                | "police"
                | "militia"
                | "military"
                | "artillery"
                | "aircraft"
                | "opposition"
                | "they"
                | "we"
        )
        || rules.people.force_nouns.contains(last)
}

/// -ing words: a verb behind "be" or a noun, or before an object; a noun behind an article or before "of".
fn ing_sense(
    units: &[Unit],
    at: usize,
    ing: VerbSense,
    before: Option<&Unit>,
    after: Option<&Unit>,
    also_noun: bool,
) -> Option<VerbSense> {
    let of_follows = after.is_some_and(|u| u.lower == "of");
    let opens_object =
        after.is_some_and(|u| u.opens_phrase() || u.tag == Tag::To || u.lower == "that");
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
