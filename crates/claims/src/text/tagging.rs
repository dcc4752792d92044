//! From tokens to tagged units.

use std::ops::Range;

use jiff::civil::Date;
use marsad_domain::Span;
use marsad_places::{Sense, Toponym};

use super::{
    dates,
    names::{Known, NameBook},
    numbers,
    token::{Token, TokenKind},
    unit::{Name, NamedPlace, Tag, Unit},
};
use crate::rules::{Rules, VerbForm, VerbSense};

/// What tagging needs to know of a report.
pub(crate) struct Source<'a> {
    pub(crate) text: &'a str,
    pub(crate) tokens: &'a [Token],
    pub(crate) toponyms: &'a [Toponym],
    pub(crate) book: &'a NameBook,
    pub(crate) rules: &'a Rules,
    pub(crate) published: Option<Date>,
}

/// The tagged units of one sentence.
pub(crate) fn units(source: &Source<'_>, sentence: Range<usize>) -> Vec<Unit> {
    let mut units = Vec::new();
    let mut at = sentence.start;
    while at < sentence.end {
        let window = source.tokens.get(..sentence.end).unwrap_or_default();
        let (unit, taken) = next_unit(source, window, at, at == sentence.start);
        units.push(unit);
        at += taken.max(1);
    }
    tag_verbs(&mut units, source.rules);
    tag_small_words(&mut units, source.rules);
    units
}

/// The unit that begins at a token: the longest of name, day, number, phrase of function words, word.
fn next_unit(source: &Source<'_>, tokens: &[Token], at: usize, is_first: bool) -> (Unit, usize) {
    let Some(token) = tokens.get(at) else {
        return (empty_unit(), 1);
    };
    let name = name_at(source, tokens, at);
    let day = dates::read(tokens, at, source.published, &source.rules.time);
    if let Some((day, taken)) =
        day.filter(|(_, taken)| name.as_ref().is_none_or(|(_, n)| n <= taken))
    {
        let mut unit = unit(tokens, at, taken, Tag::Day);
        unit.day = Some(day);
        return (unit, taken);
    }
    if let Some((name, taken)) = name {
        let mut unit = unit(tokens, at, taken, Tag::Name);
        unit.name = Some(name);
        return (unit, taken);
    }
    if let Some((number, taken)) = numbers::read(tokens, at, &source.rules.numbers)
        && !is_pronoun_one(tokens, at, taken)
    {
        let mut unit = unit(tokens, at, taken, Tag::Number);
        unit.number = Some(number);
        return (unit, taken);
    }
    let behind_article = at
        .checked_sub(1)
        .and_then(|b| tokens.get(b))
        .is_some_and(|t| t.lower == "the");
    let phrase = numbers::longest(tokens, at, |words| phrase_tag(words, source.rules), 4)
        .filter(|(tag, _)| !(behind_article && *tag == Tag::Preposition));
    if let Some((tag, taken)) = phrase {
        return (unit(tokens, at, taken, tag), taken);
    }
    if let Some(taken) = unknown_name(source, tokens, at, is_first) {
        let mut unit = unit(tokens, at, taken, Tag::Name);
        let label = unit.span.of(source.text).unwrap_or_default().to_owned();
        unit.name = Some(Name {
            label,
            ..Name::default()
        });
        return (unit, taken);
    }
    (unit(tokens, at, 1, word_tag(token, source.rules)), 1)
}

fn empty_unit() -> Unit {
    Unit {
        span: Span::new(0, 0),
        lower: String::new(),
        tag: Tag::Stop,
        capital: false,
        name: None,
        number: None,
        day: None,
    }
}

fn unit(tokens: &[Token], at: usize, taken: usize, tag: Tag) -> Unit {
    let run = tokens.get(at..at + taken).unwrap_or_default();
    let span = run
        .iter()
        .map(|t| t.span)
        .reduce(Span::union)
        .unwrap_or(Span::new(0, 0));
    let lower = run
        .iter()
        .map(|t| t.lower.as_str())
        .collect::<Vec<_>>()
        .join(" ");
    let capital = run.first().is_some_and(|t| t.capital);
    Unit {
        span,
        lower,
        tag,
        capital,
        name: None,
        number: None,
        day: None,
    }
}

/// "one" alone is a pronoun or a determiner, not a count, unless a noun follows.
fn is_pronoun_one(tokens: &[Token], at: usize, taken: usize) -> bool {
    taken == 1
        && tokens.get(at).is_some_and(|t| t.lower == "one")
        && tokens
            .get(at + 1)
            .is_none_or(|t| t.kind != TokenKind::Word || t.lower == "of")
}

/// The longest name at a token: a known party or source, a place, or both.
fn name_at(source: &Source<'_>, tokens: &[Token], at: usize) -> Option<(Name, usize)> {
    let (known, known_length) = source.book.at(tokens, at);
    let toponym = toponym_at(source, tokens, at);
    let place_length = toponym.map_or(0, |(_, n)| n);
    if known_length == 0 && place_length == 0 {
        return None;
    }
    let mut name = Name::default();
    if known_length >= place_length {
        for known in known {
            fill(&mut name, known, tokens, at, known_length);
        }
    }
    if place_length >= known_length
        && let Some((toponym, _)) = toponym
    {
        name.place = Some(NamedPlace {
            id: toponym.place.clone(),
            span: toponym.span,
            is_literal: matches!(toponym.sense, Sense::Literal | Sense::Metonym),
            is_demonym: toponym.sense == Sense::Demonym,
        });
    }
    let taken = known_length.max(place_length);
    if name.label.is_empty() {
        unit(tokens, at, taken, Tag::Name)
            .span
            .of(source.text)
            .unwrap_or_default()
            .clone_into(&mut name.label);
    }
    Some((name, taken))
}

fn fill(name: &mut Name, known: &Known, tokens: &[Token], at: usize, taken: usize) {
    match known {
        Known::Actor(id) => name.actor = Some(id.clone()),
        Known::Leader {
            actor,
            name: person,
            role,
        } => {
            name.actor = Some(actor.clone());
            name.person = Some((person.clone(), role.clone()));
            name.label.clone_from(person);
        }
        Known::Source(id) => name.source = Some(id.clone()),
        Known::Spokesperson {
            source: id,
            name: person,
            role,
        } => {
            name.source = Some(id.clone());
            name.person = Some((person.clone(), role.clone()));
            name.label.clone_from(person);
        }
        Known::Line(id) => {
            let span = unit(tokens, at, taken, Tag::Name).span;
            if name.place.is_none() {
                name.place = Some(NamedPlace {
                    id: Some(id.clone()),
                    span,
                    is_literal: true,
                    is_demonym: false,
                });
            }
        }
    }
}

/// The toponym whose first byte is this token's, with the tokens it takes.
fn toponym_at<'a>(
    source: &Source<'a>,
    tokens: &[Token],
    at: usize,
) -> Option<(&'a Toponym, usize)> {
    let start = tokens.get(at)?.span.start();
    let index = source.toponyms.partition_point(|t| t.span.start() < start);
    let toponym = source
        .toponyms
        .get(index)
        .filter(|t| t.span.start() == start)?;
    let taken = tokens
        .get(at..)?
        .iter()
        .take_while(|t| t.span.end() <= toponym.span.end())
        .count();
    (taken > 0).then_some((toponym, taken))
}

/// Phrases of function words of one to four tokens.
fn phrase_tag(words: &str, rules: &Rules) -> Option<Tag> {
    let lists = &rules.words;
    if lists.conditions.contains(words) && words != "once" && words != "should" {
        return Some(Tag::Subordinator);
    }
    if lists.purposes.contains(words) {
        return Some(Tag::To);
    }
    if words.contains(' ') {
        if lists.prepositions.contains(words) {
            return Some(Tag::Preposition);
        }
        if lists.subordinators.contains(words) {
            return Some(Tag::Subordinator);
        }
        if lists.negations.contains(words) {
            return Some(Tag::Negation);
        }
        if lists.adverbs.contains(words) {
            return Some(Tag::Adverb);
        }
        let people = &rules.people;
        let is_group = people.force_nouns.contains(words) || people.strike_nouns.contains(words);
        if is_group
            || rules.nominal_index.contains_key(words)
            || lists.place_nouns.contains_key(words)
        {
            return Some(Tag::Noun);
        }
    }
    None
}

/// Runs of capitalised words that nothing knows: people and organisations.
fn unknown_name(source: &Source<'_>, tokens: &[Token], at: usize, is_first: bool) -> Option<usize> {
    let first = tokens.get(at)?;
    if first.kind != TokenKind::Word
        || !first.capital
        || is_function_word(&first.lower, source.rules)
    {
        return None;
    }
    let is_name_word = |t: &Token| {
        t.kind == TokenKind::Word
            && (t.capital && !is_function_word(&t.lower, source.rules)
                || t.lower.starts_with("al-")
                || t.lower == "bin")
    };
    let mut taken = 1;
    while let Some(next) = tokens.get(at + taken) {
        let joins = is_name_word(next)
            && !next.after_break
            && toponym_at(source, tokens, at + taken).is_none()
            && source.book.at(tokens, at + taken).1 == 0;
        if !joins {
            break;
        }
        taken += 1;
    }
    let is_plain_word = is_first && taken == 1 && !is_likely_name(&first.lower, source.rules);
    (!is_plain_word).then_some(taken)
}

/// The first word of a sentence is a name only if no list of common words has it and it looks like none.
fn is_likely_name(lower: &str, rules: &Rules) -> bool {
    rules.lexicon.senses(lower).is_empty()
        && !rules.people.person_nouns.contains(lower)
        && !rules.people.group_nouns.contains(lower)
        && !rules.people.force_nouns.contains(lower)
        && !rules.people.private_roles.contains(lower)
        && !rules.people.collective_roles.contains(lower)
        && !rules.nominal_index.contains_key(lower)
        && !lower.ends_with('s')
        && !lower.ends_with("ing")
        && !lower.ends_with("ed")
}

fn is_function_word(lower: &str, rules: &Rules) -> bool {
    let words = &rules.words;
    words.determiners.contains(lower)
        || words.possessives.contains(lower)
        || words.pronouns.contains(lower)
        || words.prepositions.contains(lower)
        || words.conjunctions.contains(lower)
        || words.subordinators.contains(lower)
        || words.relatives.contains(lower)
        || words.be.contains(lower)
        || words.have.contains(lower)
        || words.r#do.contains(lower)
        || words.modals.contains_key(lower)
        || words.adverbs.contains(lower)
        || words.hedges.contains_key(lower)
        || words.negations.contains(lower)
}

/// The tag of a single word before its neighbours are seen.
fn word_tag(token: &Token, rules: &Rules) -> Tag {
    let lower = token.lower.as_str();
    let words = &rules.words;
    match token.kind {
        TokenKind::Quote => return Tag::Quote,
        TokenKind::Number => return Tag::Noun,
        TokenKind::Punct => {
            return match lower {
                "," | ";" | ":" | "–" | "—" | "-" => Tag::Comma,
                "(" | ")" | "[" | "]" => Tag::Bracket,
                "'" | "’" | "ʼ" => Tag::Genitive,
                _ => Tag::Stop,
            };
        }
        TokenKind::Word => {}
    }
    if lower == "'s" || lower == "'" {
        Tag::Genitive
    } else if words.negations.contains(lower) {
        Tag::Negation
    } else if words.be.contains(lower) {
        Tag::Be
    } else if words.have.contains(lower) {
        Tag::Have
    } else if words.r#do.contains(lower) {
        Tag::Do
    } else if words.modals.contains_key(lower) {
        Tag::Modal
    } else if lower == "to" {
        Tag::Preposition
    } else if words.relatives.contains(lower) {
        Tag::Relative
    } else if words.possessives.contains(lower) {
        Tag::Possessive
    } else if words.determiners.contains(lower) {
        Tag::Determiner
    } else if words.pronouns.contains(lower) {
        Tag::Pronoun
    } else if words.conjunctions.contains(lower) {
        Tag::Conjunction
    } else if words.prepositions.contains(lower) {
        Tag::Preposition
    } else if words.subordinators.contains(lower) {
        Tag::Subordinator
    } else if words.adverbs.contains(lower) || is_adverb(lower, rules) {
        Tag::Adverb
    } else {
        Tag::Noun
    }
}

fn is_adverb(lower: &str, rules: &Rules) -> bool {
    rules.words.hedges.contains_key(lower) && !rules.words.not_adverbs.contains(lower)
        || rules
            .words
            .adverb_endings
            .iter()
            .any(|end| lower.ends_with(end.as_str()))
            && lower.len() > 4
            && !rules.words.not_adverbs.contains(lower)
}

/// Decides which words are verbs, by form and neighbours.
fn tag_verbs(units: &mut [Unit], rules: &Rules) {
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

/// "to", "that", and words that are prepositions or subordinators by what follows.
fn tag_small_words(units: &mut [Unit], rules: &Rules) {
    for at in 0..units.len() {
        let Some(unit) = units.get(at) else { continue };
        let next = units.get(at + 1);
        let verb_next = next.is_some_and(|u| {
            matches!(&u.tag, Tag::Verb(sense) if sense.form == VerbForm::Base)
                || matches!(u.tag, Tag::Be | Tag::Have)
        });
        let tag = match unit.lower.as_str() {
            "to" if verb_next => Some(Tag::To),
            "that" if unit.tag == Tag::Determiner => that_tag(units, at),
            lower if rules.words.subordinators.contains(lower) && unit.tag == Tag::Preposition => {
                clause_follows(units, at + 1).then_some(Tag::Subordinator)
            }
            lower if rules.words.subordinators.contains(lower) && unit.tag == Tag::Subordinator => {
                let also_preposition = rules.words.prepositions.contains(lower)
                    || matches!(lower, "as" | "after" | "before" | "since" | "until");
                (also_preposition && !clause_follows(units, at + 1)).then_some(Tag::Preposition)
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
                seen_subject = true
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
