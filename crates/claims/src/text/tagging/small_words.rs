//! Function words: what a word is before its neighbours are seen, and what they make of it.

use super::super::{
    token::{Token, TokenKind},
    unit::{Tag, Unit},
};
use crate::rules::{Role, Rules, VerbForm};

/// The tag of a small word, or of a phrase.
pub(super) fn tag_of(role: Role) -> Tag {
    match role {
        Role::Genitive => Tag::Genitive,
        Role::Negation => Tag::Negation,
        Role::Be => Tag::Be,
        Role::Have => Tag::Have,
        Role::Do => Tag::Do,
        Role::Modal => Tag::Modal,
        Role::Relative => Tag::Relative,
        Role::Possessive => Tag::Possessive,
        Role::Determiner => Tag::Determiner,
        Role::Pronoun => Tag::Pronoun,
        Role::Conjunction => Tag::Conjunction,
        Role::Preposition => Tag::Preposition,
        Role::Subordinator => Tag::Subordinator,
        Role::Adverb => Tag::Adverb,
        Role::Purpose => Tag::To,
        Role::Noun => Tag::Noun,
    }
}

/// The tag of a single word before its neighbours are seen.
pub(super) fn word_tag(token: &Token, rules: &Rules) -> Tag {
    let lower = token.lower.as_str();
    match token.kind {
        TokenKind::Quote => return Tag::Quote,
        TokenKind::Number => return Tag::Noun,
        TokenKind::Punct => {
            return match lower {
                "," | "–" | "—" | "-" => Tag::Comma,
                "(" | ")" | "[" | "]" => Tag::Bracket,
                "'" | "’" | "ʼ" => Tag::Genitive,
                _ => Tag::Stop,
            };
        }
        TokenKind::Word => {}
    }
    match rules.small_words.role(lower) {
        Some(role) => tag_of(role),
        None if is_adverb(lower, rules) => Tag::Adverb,
        None => Tag::Noun,
    }
}

fn is_adverb(lower: &str, rules: &Rules) -> bool {
    let words = &rules.words;
    let has_ending = |end: &String| lower.ends_with(end.as_str());
    lower.len() > 4
        && words.adverb_endings.iter().any(has_ending)
        && !words.not_adverbs.contains(lower)
}

/// "to", "that", and words that are prepositions or subordinators by what follows.
pub(super) fn tag_small_words(units: &mut [Unit], rules: &Rules) {
    let grammar = &rules.words.grammar;
    for at in 0..units.len() {
        let Some(unit) = units.get(at) else { continue };
        let next = units.get(at + 1);
        let verb_next = next.is_some_and(|u| {
            matches!(&u.tag, Tag::Verb(sense) if sense.form == VerbForm::Base)
                || matches!(u.tag, Tag::Be | Tag::Have)
        });
        let before_day = next.is_some_and(|u| matches!(u.tag, Tag::Preposition | Tag::Day));
        let tag = match unit.lower.as_str() {
            lower if before_day && unit.tag == Tag::Noun && grammar.before_days.contains(lower) => {
                Some(Tag::Adverb)
            }
            lower if grammar.infinitive.contains(lower) && verb_next => Some(Tag::To),
            lower if unit.tag == Tag::Modal && grammar.inverting.contains(lower) => {
                is_inverted(units, at).then_some(Tag::Subordinator)
            }
            lower if grammar.that.contains(lower) && unit.tag == Tag::Determiner => {
                that_tag(units, at)
            }
            lower if rules.words.subordinators.contains(lower) && unit.tag == Tag::Preposition => {
                clause_follows(units, at + 1).then_some(Tag::Subordinator)
            }
            lower if rules.words.subordinators.contains(lower) && unit.tag == Tag::Subordinator => {
                let also_preposition = rules.words.prepositions.contains(lower)
                    || grammar.also_prepositions.contains(lower);
                let before_day = next.is_some_and(|u| u.tag == Tag::Day);
                (also_preposition && (before_day || !clause_follows(units, at + 1)))
                    .then_some(Tag::Preposition)
            }
            _ => None,
        };
        if let Some(tag) = tag
            && let Some(unit) = units.get_mut(at)
        {
            unit.tag = tag;
        }
    }
}

/// "X and Y both urge": a word for all of several, between the last of them and what can be their verb.
pub(super) fn tag_floating(units: &mut [Unit], rules: &Rules) {
    for at in 1..units.len() {
        let [before, word, next, ..] = units.get(at - 1..).unwrap_or_default() else {
            continue;
        };
        let can_be_verb = |unit: &Unit| {
            matches!(unit.tag, Tag::Be | Tag::Have | Tag::Modal | Tag::Do)
                || !rules.lexicon.senses(&unit.lower).is_empty()
        };
        let floats = matches!(before.tag, Tag::Noun | Tag::Name)
            && rules.words.grammar.floating.contains(&word.lower)
            && can_be_verb(next);
        if let Some(unit) = units.get_mut(at).filter(|_| floats) {
            unit.tag = Tag::Adverb;
        }
    }
}

/// "X will act should Y be hit": a modal behind a clause, with the subject of another behind it.
fn is_inverted(units: &[Unit], at: usize) -> bool {
    let before = units.get(..at).unwrap_or_default();
    let follows = before.last().is_some_and(|u| {
        matches!(
            u.tag,
            Tag::Noun | Tag::Name | Tag::Adverb | Tag::Comma | Tag::Day
        )
    });
    let is_verb = |u: &Unit| {
        matches!(
            u.tag,
            Tag::Verb(_) | Tag::Be | Tag::Have | Tag::Modal | Tag::Do
        )
    };
    let opens = units.get(at + 1).is_some_and(|u| {
        matches!(
            u.tag,
            Tag::Determiner | Tag::Possessive | Tag::Noun | Tag::Name | Tag::Number | Tag::Pronoun
        )
    });
    let behind = units.get(at + 1..).unwrap_or_default();
    let verb = behind.iter().find(|u| is_verb(u));
    let is_base = verb.is_some_and(|u| match &u.tag {
        Tag::Verb(sense) => sense.form == VerbForm::Base,
        Tag::Be => true,
        _ => false,
    });
    follows && opens && is_base && before.iter().any(is_verb)
}

/// "that" before a clause is a complementiser, before a verb a relative, before a noun a determiner.
fn that_tag(units: &[Unit], at: usize) -> Option<Tag> {
    let before = units.get(..at)?.last();
    let next = units.get(at + 1)?;
    if matches!(
        next.tag,
        Tag::Verb(_) | Tag::Be | Tag::Have | Tag::Modal | Tag::Do
    ) {
        let behind_noun = before.is_some_and(|u| matches!(u.tag, Tag::Noun | Tag::Name));
        return Some(if behind_noun {
            Tag::Relative
        } else {
            Tag::Pronoun
        });
    }
    let behind_speech = before.is_none_or(|u| !matches!(u.tag, Tag::Preposition));
    (behind_speech && clause_follows(units, at + 1) || next.tag == Tag::Subordinator)
        .then_some(Tag::Complementiser)
}

/// Whether a subject and a finite verb, or an -ing verb, follow before the next comma.
fn clause_follows(units: &[Unit], at: usize) -> bool {
    let mut seen_subject = false;
    for unit in units.get(at..).unwrap_or_default() {
        match &unit.tag {
            Tag::Verb(sense) if sense.form == VerbForm::Ing => return !seen_subject,
            Tag::Verb(sense) if sense.form == VerbForm::Participle => return false,
            Tag::Verb(_) | Tag::Be | Tag::Have | Tag::Modal | Tag::Do => return seen_subject,
            Tag::Comma | Tag::Stop | Tag::Complementiser | Tag::Subordinator | Tag::Quote => {
                return false;
            }
            Tag::Noun | Tag::Name | Tag::Pronoun | Tag::Number | Tag::Determiner => {
                seen_subject = true;
            }
            Tag::Relative
            | Tag::Possessive
            | Tag::Genitive
            | Tag::Preposition
            | Tag::To
            | Tag::Conjunction
            | Tag::Negation
            | Tag::Adverb
            | Tag::Day
            | Tag::Bracket => {}
        }
    }
    false
}
