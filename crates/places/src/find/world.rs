//! Names that only the long list of the world has: found word by word, and believed only with a reason.

use std::collections::BTreeSet;

use marsad_domain::Span;

use super::words::is_capital;
use crate::{gazetteer::WorldList, names::ends_well, normal::Normal};

/// The most words that a name of the list is followed for.
const MOST_WORDS: usize = 6;
/// The most characters that a name of the list is followed for.
const MOST_LETTERS: usize = 80;

/// The names of the list that stand in a text, the longest from each word, with the name in normal form.
pub(super) fn names<'n>(normal: &'n Normal<'_>, list: &WorldList) -> Vec<(Span, &'n str)> {
    let text = normal.text.as_str();
    let mut found = Vec::new();
    let mut before = ' ';
    for (start, c) in text.char_indices() {
        let opens = c.is_alphanumeric() && !before.is_alphanumeric();
        before = c;
        if opens && is_written_as_name(normal, start) {
            found.extend(longest(normal, list, start));
        }
    }
    found
}

fn is_written_as_name(normal: &Normal<'_>, start: usize) -> bool {
    normal
        .span(start, start + 1)
        .and_then(|span| normal.original.get(span.start()..))
        .is_some_and(is_capital)
}

fn longest<'n>(normal: &'n Normal<'_>, list: &WorldList, start: usize) -> Option<(Span, &'n str)> {
    let rest = normal.text.get(start..)?;
    let mut found = None;
    for end in ends(rest).take(MOST_WORDS) {
        let word = rest.get(..end)?;
        let bare = without_ending(normal, start, word);
        let (has, goes_on) = list.has(bare);
        let name = has.then_some(bare);
        if let Some(name) = name {
            found = Some((normal.span(start, start + name.len())?, name));
        }
        if !goes_on || bare != word {
            break;
        }
    }
    found
}

/// A word without the ending of the owner.
fn without_ending<'n>(normal: &Normal<'_>, start: usize, word: &'n str) -> &'n str {
    let Some(owner) = word.strip_suffix('s') else {
        return word;
    };
    let end = start + owner.len();
    let ends = normal
        .span(start, end)
        .is_some_and(|span| ends_well(normal, end, span));
    if ends { owner } else { word }
}

/// Where words end, up to the end of the line and no farther than names go.
fn ends(text: &str) -> impl Iterator<Item = usize> + '_ {
    let parts = |c: &char| matches!(c, '\n' | ';' | '(' | ')' | '"' | ':');
    let mut inside = false;
    text.char_indices()
        .chain(std::iter::once((text.len(), '\n')))
        .take(MOST_LETTERS)
        .scan(false, move |over, (at, c)| {
            let now = (!*over).then_some((at, c));
            *over = parts(&c);
            now
        })
        .filter_map(move |(at, c)| {
            let ends = inside && !c.is_alphanumeric();
            inside = c.is_alphanumeric();
            ends.then_some(at)
        })
}

/// The words that a text also writes small: such a word with a capital is no reason to think of a place.
pub(super) fn small_words<'t>(words: impl Iterator<Item = &'t str>) -> BTreeSet<&'t str> {
    words
        .filter(|word| word.chars().all(char::is_lowercase))
        .collect()
}
