//! The words for kinds of places beside names, shared along lists ("the towns of A and B", "A and B provinces").

use marsad_domain::{PlaceKind, Span};

use super::{mention::Mention, words::Words};
use crate::{
    rules::{FeatureRule, MOST_WORDS, Phrases, PlaceRules, Position},
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
    pub(super) shared: Option<String>,
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
    mentions: &[Mention<'_>],
    rules: &'r PlaceRules,
) -> Vec<Option<Marked<'r>>> {
    let mut marked: Vec<Option<Marked<'r>>> = mentions
        .iter()
        .map(|mention| beside(words, mention.span, rules))
        .collect();
    for at in 1..marked.len() {
        let taken = |at: usize| Some(marked.get(at)?.as_ref()?.feature.span);
        if taken(at - 1).is_some() && taken(at - 1) == taken(at) {
            marked[at] = None;
        }
    }
    let spans: Vec<Span> = mentions.iter().map(|mention| mention.span).collect();
    let pairs: Vec<Option<String>> = spans
        .windows(2)
        .map(|pair| list_link(words, pair, rules))
        .collect();
    for (at, linked) in pairs.iter().enumerate().rev() {
        share(
            &mut marked,
            (at + 1, at),
            linked.as_deref(),
            Position::After,
        );
    }
    for (at, linked) in pairs.iter().enumerate() {
        share(&mut marked, (at, at + 1), linked.as_deref(), Position::Of);
    }
    marked
}

/// The feature word beside a span.
pub(super) fn beside<'r>(
    words: &Words<'_>,
    span: Span,
    rules: &'r PlaceRules,
) -> Option<Marked<'r>> {
    let positions = [Position::After, Position::Of, Position::Before];
    positions.into_iter().find_map(|position| {
        let (rule, place): (&FeatureRule, Span) =
            phrase_beside(words, &rules.features, span, position)?;
        let is_point = rule.kinds.first().is_some_and(|kind| !kind.is_area());
        if position == Position::After && is_point && is_of_another(words, place) {
            return None;
        }
        let word = place.of(words.text)?.to_owned();
        Some(Marked {
            feature: Feature {
                span: place,
                word,
                rule: rule.id.clone(),
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
    span: Span,
    position: Position,
) -> Option<(&'r R, Span)> {
    (1..=MOST_WORDS).rev().find_map(|count| {
        let place = match position {
            Position::After => words.after(span.end(), count)?,
            Position::Before => words.before(span.start(), count)?,
            Position::Of => words.before(of_before(words, span)?, count)?,
        };
        Some((phrases.get(position, &words.phrase(place))?, place))
    })
}

/// Whether a feature word after a name belongs to the name that follows it with "of".
fn is_of_another(words: &Words<'_>, feature: Span) -> bool {
    [2, 3].into_iter().any(|count| {
        let Some(after) = words.after(feature.end(), count) else {
            return false;
        };
        let first = words.from(after.start());
        let is_of = words.word(first) == Some("of");
        let last = words.word(first + count - 1);
        is_of && last.is_some_and(super::words::is_capital)
    })
}

/// Where "of" or "of the" starts before a span.
fn of_before(words: &Words<'_>, span: Span) -> Option<usize> {
    [1, 2].into_iter().find_map(|count| {
        let before = words.before(span.start(), count)?;
        matches!(words.phrase(before).as_str(), "of" | "of the").then_some(before.start())
    })
}

fn share(
    marked: &mut [Option<Marked<'_>>],
    (from, to): (usize, usize),
    linked: Option<&str>,
    side: Position,
) {
    let (Some(Some(mark)), Some(link)) = (marked.get(from), linked) else {
        return;
    };
    if !mark.list || mark.position != side {
        return;
    }
    let mark = Marked {
        shared: Some(link.to_owned()),
        ..mark.clone()
    };
    if let Some(empty @ None) = marked.get_mut(to) {
        *empty = Some(mark);
    }
}

/// What makes two names neighbours in a list: the rule of the word between them, or a comma.
pub(super) fn list_link(words: &Words<'_>, pair: &[Span], rules: &PlaceRules) -> Option<String> {
    let [first, second] = pair else { return None };
    let gap = words.between(first.end(), second.start());
    let joined = gap
        .trim()
        .trim_start_matches([',', '،'])
        .trim()
        .to_lowercase();
    if gap.len() > MOST_LIST_GAP {
        return None;
    }
    if joined.is_empty() {
        return (!gap.trim().is_empty()).then(|| "comma".to_owned());
    }
    rules.lists.get(Position::Before, &joined).cloned()
}
