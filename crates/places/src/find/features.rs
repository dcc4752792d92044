//! The words for kinds of places beside names, shared along lists ("the towns of A and B", "A and B provinces").

use std::sync::Arc;

use marsad_domain::{PlaceKind, Span};

use super::{
    mention::Mention,
    words::{Around, Words},
};
use crate::{
    reason::RuleName,
    rules::{FeatureRule, Phrases, PlaceRules, Position},
    toponym::Feature,
};

/// The most bytes between two names of a list.
const MOST_LIST_GAP: usize = 40;

/// A feature word with what it says.
#[derive(Debug, Clone)]
pub(super) struct Marked<'r> {
    /// The word.
    pub(super) feature: Feature,
    /// The kinds it is said of.
    pub(super) kinds: &'r [PlaceKind],
    position: Position,
    list: bool,
    names: bool,
    /// The rule of the list along which it was shared.
    pub(super) shared: Option<RuleName>,
}

impl Marked<'_> {
    /// Whether the word makes a place of a name that no list has: before it with "of", or after it inside a sentence.
    pub(super) fn names(&self, words: &Words<'_>, span: Span) -> bool {
        self.names && (self.position == Position::Of || !words.opens_sentence(span))
    }
}

/// For each name, the feature word that is said of it.
pub(super) fn features<'r>(
    words: &Words<'_>,
    (mentions, arounds): (&[Mention<'_>], &[Around]),
    rules: &'r PlaceRules,
) -> Vec<Option<Marked<'r>>> {
    let mut marked: Vec<Option<Marked<'r>>> = arounds
        .iter()
        .map(|around| beside(words, around, rules))
        .collect();
    for at in 1..marked.len() {
        let taken = |at: usize| Some(marked.get(at)?.as_ref()?.feature.span);
        if taken(at - 1).is_some() && taken(at - 1) == taken(at) {
            marked[at] = None;
        }
    }
    let spans: Vec<Span> = mentions.iter().map(|mention| mention.span).collect();
    let pairs: Vec<Option<RuleName>> = spans
        .windows(2)
        .map(|pair| list_link(words, pair, rules))
        .collect();
    for (at, linked) in pairs.iter().enumerate().rev() {
        share(&mut marked, (at + 1, at), linked.as_ref(), Position::After);
    }
    for (at, linked) in pairs.iter().enumerate() {
        share(&mut marked, (at, at + 1), linked.as_ref(), Position::Of);
    }
    marked
}

/// The feature word beside a span.
pub(super) fn beside<'r>(
    words: &Words<'_>,
    around: &Around,
    rules: &'r PlaceRules,
) -> Option<Marked<'r>> {
    let positions = [Position::After, Position::Of, Position::Before];
    positions.into_iter().find_map(|position| {
        let (rule, place): (&FeatureRule, Span) =
            phrase_beside(words, &rules.features, around, position)?;
        let is_point = rule.kinds.first().is_some_and(|kind| !kind.is_area());
        if position == Position::After && is_point && is_of_another(words, place) {
            return None;
        }
        Some(Marked {
            feature: Feature {
                span: place,
                word: words.kept(place),
                rule: Arc::clone(&rule.id),
            },
            kinds: &rule.kinds,
            position,
            list: rule.list,
            names: rule.names,
            shared: None,
        })
    })
}

/// The rule whose longest phrase stands beside a span, with where the phrase stands.
pub(super) fn phrase_beside<'r, R: Clone>(
    words: &Words<'_>,
    phrases: &'r Phrases<R>,
    around: &Around,
    position: Position,
) -> Option<(&'r R, Span)> {
    let beside = match position {
        Position::After => &around.after,
        Position::Before => &around.before,
        Position::Of => &around.of,
    };
    (1..=beside.len()).rev().find_map(|count| {
        let here = match position {
            Position::After => beside.start..beside.start + count,
            Position::Before | Position::Of => beside.end - count..beside.end,
        };
        Some((words.rule(phrases, position, &here)?, words.span_of(&here)?))
    })
}

/// Whether a feature word after a name belongs to the name that follows it with "of".
fn is_of_another(words: &Words<'_>, feature: Span) -> bool {
    let after = words.after(feature.end());
    let is_of = words.is(after.start, "of");
    let is_name = |number: usize| words.word(number).is_some_and(super::words::is_capital);
    is_of && (after.start + 1..after.end).any(is_name)
}

fn share(
    marked: &mut [Option<Marked<'_>>],
    (from, to): (usize, usize),
    linked: Option<&RuleName>,
    side: Position,
) {
    let (Some(Some(mark)), Some(link)) = (marked.get(from), linked) else {
        return;
    };
    if !mark.list || mark.position != side {
        return;
    }
    let mark = Marked {
        shared: Some(link.clone()),
        ..mark.clone()
    };
    if let Some(empty @ None) = marked.get_mut(to) {
        *empty = Some(mark);
    }
}

/// What makes two names neighbours in a list: the rule of the word between them, or a comma.
pub(super) fn list_link(words: &Words<'_>, pair: &[Span], rules: &PlaceRules) -> Option<RuleName> {
    let [first, second] = pair else { return None };
    let gap = words.between(first.end(), second.start());
    if gap.len() > MOST_LIST_GAP {
        return None;
    }
    let joined = gap.trim().trim_start_matches([',', '،']).trim();
    if joined.is_empty() {
        return (!gap.trim().is_empty()).then_some("comma".into());
    }
    if !joined
        .chars()
        .all(|c| c.is_alphanumeric() || c.is_whitespace())
    {
        return None;
    }
    let between = words.from(first.end())..words.from(second.start());
    let rule = words.rule(&rules.lists, Position::Before, &between)?;
    Some(rule.into())
}
