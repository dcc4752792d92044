//! Doubt about names that only the long list of the world has: most words with a capital are the name of some village.

use std::collections::BTreeSet;

use marsad_domain::Span;

use super::{
    Reading,
    candidates::{NameKey, OnlyListed},
    cues::Cues,
    features::list_link,
    mention::{Mention, Named},
    words::{Words, is_capital, is_inside_name},
};
use crate::{
    reason::{Reason, Why},
    rules::Position,
    word_key::Key,
};

/// The most bytes between a name and the area named after it.
const MOST_GAP: usize = 3;
/// The most letters of initials.
const MOST_INITIALS: usize = 4;

/// What a text as a whole says of the names that only the long list has.
#[derive(Debug, Default)]
pub(super) struct Doubts {
    /// Names of one word that the text also writes small.
    small: BTreeSet<Key>,
    /// Names that the words beside them say are places, somewhere in the text.
    sure: BTreeSet<NameKey>,
    /// Names that are part of longer names, somewhere in the text.
    parts: BTreeSet<NameKey>,
}

impl Doubts {
    /// Looks over a text.
    pub(super) fn of(cues: &Cues<'_>) -> Self {
        let mut doubts = Self::default();
        let mut names = BTreeSet::new();
        for (at, mention) in cues.mentions.iter().enumerate() {
            let Some((name, listed)) = only_listed(mention) else {
                continue;
            };
            names.extend(one_word(cues.words, mention));
            if is_part(cues, at) {
                doubts.parts.insert(name);
            } else if is_sure(cues, at, listed) {
                doubts.sure.insert(name);
            }
        }
        doubts.small = written_small(cues.words, &names);
        doubts
    }

    /// Lets a name pass, or says why it is not believed.
    pub(super) fn pass<'a>(
        &self,
        cues: &Cues<'_>,
        at: usize,
        reading: Reading<'a>,
    ) -> Result<Reading<'a>, Vec<Reason>> {
        let mention = cues.mentions.get(at);
        let Some((name, listed)) = mention.and_then(only_listed) else {
            return Ok(reading);
        };
        let refuse = |why| Err(vec![Reason::new("listed_only", Why::Plain(why))]);
        let word = mention.and_then(|mention| one_word(cues.words, mention));
        let is_small = word.is_some_and(|word| self.small.contains(&word));
        #[expect(clippy::cast_precision_loss, reason = "people of a city")]
        let large = listed.people as f64 >= cues.rules.weights.large_city_people;
        if is_initials(cues, at) {
            return refuse("a few capitals are initials");
        }
        let person = mention.and_then(|mention| cues.persons_name(mention.span));
        if let Some(rule) = person.filter(|_| !self.sure.contains(&name)) {
            let why = "a person's name, and no word beside it says place";
            return Err(vec![Reason::new(rule, Why::Plain(why))]);
        }
        if large && !follows_name(cues, at) && !is_small {
            return Ok(reading);
        }
        if is_part(cues, at) {
            return refuse("part of a longer name");
        }
        if self.sure.contains(&name) {
            return Ok(reading);
        }
        if self.parts.contains(&name) {
            return refuse("part of a longer name elsewhere in the text");
        }
        if is_small {
            return refuse("the text has the word without a capital");
        }
        if large {
            Ok(reading)
        } else {
            refuse("a small place, and no word beside it says place")
        }
    }
}

/// A name that only the long list has, and what the list has under it.
fn only_listed(mention: &Mention<'_>) -> Option<(NameKey, OnlyListed)> {
    match &mention.names {
        Named::Places {
            key,
            only_listed: Some(listed),
        } => Some((*key, *listed)),
        Named::Places { .. } | Named::Demonym(_) | Named::Unlisted { .. } => None,
    }
}

/// The key of a name of one word.
fn one_word(words: &Words<'_>, mention: &Mention<'_>) -> Option<Key> {
    let word = words.get(words.from(mention.span.start()))?;
    (word.span.end() >= mention.span.end()).then_some(word.key)
}

/// Which of some words the text also writes small: such a word with a capital is no reason to think of a place.
fn written_small(words: &Words<'_>, names: &BTreeSet<Key>) -> BTreeSet<Key> {
    let mut bits = [0_u64; 64];
    for name in names {
        let (at, bit) = name.bit();
        if let Some(held) = bits.get_mut(at) {
            *held |= bit;
        }
    }
    let may_be = |key: Key| {
        let (at, bit) = key.bit();
        bits.get(at).is_some_and(|held| held & bit != 0)
    };
    let small = words
        .iter()
        .filter(|word| word.is_small)
        .map(|word| word.key);
    small
        .filter(|key| may_be(*key) && names.contains(key))
        .collect()
}

/// Whether a name is written as initials in a text that is not all in capitals.
fn is_initials(cues: &Cues<'_>, at: usize) -> bool {
    let span = cues.mentions.get(at).map(|mention| mention.span);
    let text = span.and_then(|span| span.of(cues.words.text));
    text.is_some_and(|text| {
        text.chars().count() <= MOST_INITIALS && text.chars().all(char::is_uppercase)
    })
}

/// Whether a capitalised word that is no place stands right beside, so that both are one name.
fn is_part(cues: &Cues<'_>, at: usize) -> bool {
    follows_name(cues, at) || goes_before_name(cues, at)
}

fn follows_name(cues: &Cues<'_>, at: usize) -> bool {
    let Some(span) = cues.mentions.get(at).map(|mention| mention.span) else {
        return false;
    };
    let Some(number) = cues.words.from(span.start()).checked_sub(1) else {
        return false;
    };
    let before = cues.words.span(number);
    before.is_some_and(|before| is_name(cues, at, number, (before.end(), span.start())))
}

fn goes_before_name(cues: &Cues<'_>, at: usize) -> bool {
    let Some(span) = cues.mentions.get(at).map(|mention| mention.span) else {
        return false;
    };
    let number = cues.words.from(span.end());
    let after = cues.words.span(number);
    after.is_some_and(|after| is_name(cues, at, number, (span.end(), after.start())))
}

/// Whether the word beside a name belongs to a name: with a capital, joined, and no word that rules know beside places.
fn is_name(cues: &Cues<'_>, at: usize, number: usize, gap: (usize, usize)) -> bool {
    let Some(beside) = cues.words.span(number) else {
        return false;
    };
    let text = beside.of(cues.words.text).unwrap_or_default();
    let feature = cues.features.get(at).and_then(Option::as_ref);
    let is_place = cues
        .mentions
        .iter()
        .skip(at.saturating_sub(1))
        .take(3)
        .any(|mention| mention.span.overlaps(beside) && only_listed(mention).is_none());
    let known = |phrases| {
        cues.words
            .rule_of(phrases, Position::Before, number)
            .is_some()
    };
    is_inside_name(cues.words.between(gap.0, gap.1))
        && is_capital(text)
        && !is_place
        && feature.is_none_or(|marked| !marked.feature.span.overlaps(beside))
        && !known(&cues.rules.locatives)
        && !known(&cues.rules.containments)
        && !known(&cues.rules.descriptions)
}

/// Whether the words beside a name say that it is a place: a word after which places follow, a word for a kind, a list
/// with a place, or the area it lies in. Of a place of very few people the first is not enough.
fn is_sure(cues: &Cues<'_>, at: usize, listed: OnlyListed) -> bool {
    let Some(span) = cues.mentions.get(at).map(|mention| mention.span) else {
        return false;
    };
    let feature = cues.features.get(at).is_some_and(Option::is_some);
    #[expect(clippy::cast_precision_loss, reason = "people of a village")]
    let is_known = listed.is_region || listed.people as f64 >= cues.rules.weights.located_people;
    feature || (is_known && cues.is_located(at)) || beside_place(cues, at, span)
}

fn beside_place(cues: &Cues<'_>, at: usize, span: Span) -> bool {
    let known = |at: Option<usize>| {
        let mention = cues.mentions.get(at?)?;
        let place = matches!(
            mention.names,
            Named::Places {
                only_listed: None,
                ..
            }
        );
        place.then_some(mention.span)
    };
    let after = known(at.checked_add(1)).is_some_and(|next| {
        let gap = cues.words.between(span.end(), next.start());
        (gap.len() <= MOST_GAP && gap.trim_start().starts_with([',', '(']))
            || list_link(cues.words, &[span, next], cues.rules).is_some()
    });
    after
        || known(at.checked_sub(1))
            .is_some_and(|last| list_link(cues.words, &[last, span], cues.rules).is_some())
}
