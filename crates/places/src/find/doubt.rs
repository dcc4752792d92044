//! Doubt about names that only the long list of the world has: most words with a capital are the name of some village.

use std::collections::BTreeSet;

use marsad_domain::Span;

use super::{
    Reading,
    cues::Cues,
    features::list_link,
    mention::{Mention, Named},
    words::{is_capital, is_inside_name},
    world,
};
use crate::rules::Position;

/// The most bytes between a name and the area named after it.
const MOST_GAP: usize = 3;
/// The most letters of initials.
const MOST_INITIALS: usize = 4;

/// What a text as a whole says of the names that only the long list has.
pub(super) struct Doubts<'a> {
    /// Words that the text also writes small.
    small: BTreeSet<&'a str>,
    /// Names that the words beside them say are places, somewhere in the text.
    sure: BTreeSet<&'a str>,
    /// Names that are part of longer names, somewhere in the text.
    parts: BTreeSet<&'a str>,
}

impl<'a> Doubts<'a> {
    /// Looks over a text.
    pub(super) fn of(cues: &'a Cues<'a>) -> Self {
        let words = (0..).map_while(|number| cues.words.word(number));
        let mut doubts = Self {
            small: world::small_words(words),
            sure: BTreeSet::new(),
            parts: BTreeSet::new(),
        };
        for (at, mention) in cues.mentions.iter().enumerate() {
            let Some((name, _)) = only_listed(mention) else {
                continue;
            };
            if is_part(cues, at) {
                doubts.parts.insert(name);
            } else if is_sure(cues, at) {
                doubts.sure.insert(name);
            }
        }
        doubts
    }

    /// Lets a name pass, or says why it is not believed.
    pub(super) fn pass(
        &self,
        cues: &Cues<'_>,
        at: usize,
        reading: Reading,
    ) -> Result<Reading, Vec<String>> {
        let Some((name, people)) = cues.mentions.get(at).and_then(only_listed) else {
            return Ok(reading);
        };
        let refuse = |why: &str| Err(vec![format!("listed_only: {why}")]);
        #[expect(clippy::cast_precision_loss, reason = "people of a city")]
        let large = people as f64 >= cues.rules.weights.large_city_people;
        if is_initials(cues, at) {
            return refuse("a few capitals are initials");
        }
        if large && !follows_name(cues, at) && !self.small.contains(name) {
            return Ok(reading);
        }
        if is_part(cues, at) {
            return refuse("part of a longer name");
        }
        if self.sure.contains(name) {
            return Ok(reading);
        }
        if self.parts.contains(name) {
            return refuse("part of a longer name elsewhere in the text");
        }
        if self.small.contains(name) {
            return refuse("the text has the word without a capital");
        }
        if large {
            Ok(reading)
        } else {
            refuse("a small place, and no word beside it says place")
        }
    }
}

/// The name and the people of a name that only the long list has.
fn only_listed<'m>(mention: &'m Mention<'_>) -> Option<(&'m str, u64)> {
    match &mention.names {
        Named::Places {
            name,
            only_listed: Some(people),
            ..
        } => Some((name, *people)),
        Named::Places { .. } | Named::Demonym { .. } | Named::Unlisted { .. } => None,
    }
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
    let number = cues.words.from(span.start()).checked_sub(1);
    let before = number.and_then(|number| cues.words.span(number));
    before.is_some_and(|before| is_name(cues, at, before, (before.end(), span.start())))
}

fn goes_before_name(cues: &Cues<'_>, at: usize) -> bool {
    let Some(span) = cues.mentions.get(at).map(|mention| mention.span) else {
        return false;
    };
    let after = cues.words.span(cues.words.from(span.end()));
    after.is_some_and(|after| is_name(cues, at, after, (span.end(), after.start())))
}

/// Whether the word beside a name belongs to a name: with a capital, joined, and no word that rules know beside places.
fn is_name(cues: &Cues<'_>, at: usize, beside: Span, gap: (usize, usize)) -> bool {
    let text = beside.of(cues.words.text).unwrap_or_default();
    let phrase = text.to_lowercase();
    let feature = cues.features.get(at).and_then(Option::as_ref);
    let is_place = cues
        .mentions
        .iter()
        .skip(at.saturating_sub(1))
        .take(3)
        .any(|mention| mention.span.overlaps(beside) && only_listed(mention).is_none());
    let known = |rule: Option<&String>| rule.is_some();
    is_inside_name(cues.words.between(gap.0, gap.1))
        && is_capital(text)
        && !is_place
        && feature.is_none_or(|marked| !marked.feature.span.overlaps(beside))
        && !known(cues.rules.locatives.get(Position::Before, &phrase))
        && !known(cues.rules.containments.get(Position::Before, &phrase))
        && !known(cues.rules.descriptions.get(Position::Before, &phrase))
}

/// Whether the words beside a name say that it is a place: a word after which places follow, a word for a kind, a list
/// with a place, or the area it lies in.
fn is_sure(cues: &Cues<'_>, at: usize) -> bool {
    let Some(span) = cues.mentions.get(at).map(|mention| mention.span) else {
        return false;
    };
    let feature = cues.features.get(at).is_some_and(Option::is_some);
    feature || cues.is_located(span) || beside_place(cues, at, span)
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
