//! Runs of words with capitals: what may be a name without being listed.

use marsad_domain::Span;

use super::{
    mention::Mention,
    words::{Words, is_capital, is_inside_name},
};
use crate::{
    normal::is_hyphen,
    reason::{Reason, Why},
    rules::{PlaceRules, Position},
};

/// The most words that a name has which is not listed.
pub(super) const MOST_NAME_WORDS: usize = 4;
/// The most letters of an article.
const MOST_ARTICLE_LETTERS: usize = 3;
/// The article in the ways in which it is heard, as it is written inside names.
const SMALL_ARTICLES: [&str; 15] = [
    "al", "el", "ar", "as", "ad", "an", "at", "az", "ez", "ash", "es", "er", "et", "en", "ed",
];

/// Runs of words with capitals, articles among them, that no listed name touches. Where `articles` says so, also
/// articles that stand apart: in English these are other words, and only texts about one war are read so.
pub(super) fn runs(words: &Words<'_>, mentions: &[Mention<'_>], articles: bool) -> Vec<Span> {
    let mut runs: Vec<Span> = Vec::new();
    let (mut open, mut last): (Option<Span>, Option<Span>) = (None, None);
    let mut taken = mentions.iter().peekable();
    for word in words.iter() {
        let span = word.span;
        if word.is_small && span.end() - span.start() > MOST_ARTICLE_LETTERS {
            runs.extend(open.take());
            continue;
        }
        while taken
            .peek()
            .is_some_and(|mention| mention.span.end() <= span.start())
        {
            taken.next();
        }
        let free = !taken
            .peek()
            .is_some_and(|mention| mention.span.overlaps(span));
        let goes_on = open.is_some() && last.is_some_and(|last| joins(words, last, span));
        let is_link = articles && goes_on && span.of(words.text).is_some_and(is_small_article);
        if free && is_link {
            last = Some(span);
            continue;
        }
        let is_part = free && is_part_of_name(words, span);
        open = match open {
            Some(run) if is_part && goes_on => Some(run.union(span)),
            run => {
                runs.extend(run);
                is_part.then_some(span)
            }
        };
        last = open;
    }
    runs.extend(open);
    runs
}

/// A span with the words with capitals that stand joined to it on both sides, and the articles between them.
pub(super) fn run_around(words: &Words<'_>, span: Span) -> Span {
    let inside = words.numbers(span);
    let before = run_on(words, span, (0..inside.start).rev());
    let after = run_on(words, span, inside.end..);
    before.union(after)
}

/// A span with the words that go on with it, one after another.
fn run_on(words: &Words<'_>, span: Span, numbers: impl Iterator<Item = usize>) -> Span {
    let (mut run, mut last) = (span, span);
    for word in numbers.take(MOST_NAME_WORDS).map_while(|it| words.span(it)) {
        let text = word.of(words.text).unwrap_or_default();
        let (first, second) = if word < last {
            (word, last)
        } else {
            (last, word)
        };
        let is_article = is_small_article(text);
        if !joins(words, first, second) || !(is_capital(text) || is_article) {
            break;
        }
        last = last.union(word);
        // An article belongs to the word behind it, and is no end of a name.
        if !is_article || word < span {
            run = run.union(last);
        }
    }
    run
}

fn joins(words: &Words<'_>, run: Span, next: Span) -> bool {
    is_inside_name(words.between(run.end(), next.start()))
}

/// Whether a word has a capital, or is a small article joined to the next.
fn is_part_of_name(words: &Words<'_>, span: Span) -> bool {
    let word = span.of(words.text).unwrap_or_default();
    let joined = words
        .between(span.end(), words.text.len())
        .starts_with(is_hyphen);
    is_capital(word) || (joined && is_small_article(word))
}

/// Whether a word may be the article, whatever its case.
pub(super) fn is_article(word: &str) -> bool {
    word.len() <= MOST_ARTICLE_LETTERS && is_small_article(&word.to_lowercase())
}

fn is_small_article(word: &str) -> bool {
    SMALL_ARTICLES.contains(&word)
}

/// Which words at the beginning of a run are no part of the name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lead {
    /// Those of direction or description.
    Description,
    /// Those, and the words for kinds of places.
    Feature,
}

/// A run without the words that lead it, with why the last of them is no part of the name, and without a word for a kind
/// of place at its end.
pub(super) fn trimmed(
    words: &Words<'_>,
    run: Span,
    rules: &PlaceRules,
    lead: Lead,
) -> Option<(Span, Option<Reason>)> {
    let (mut first, mut end) = (words.from(run.start()), words.from(run.end()));
    let describes = |number| {
        let rule = words.rule_of(&rules.descriptions, Position::Before, number);
        rule.or_else(|| words.rule_of(&rules.containments, Position::Before, number))
    };
    let is_feature = |position, number| words.rule_of(&rules.features, position, number).is_some();
    let is_context = |number| {
        describes(number).is_some()
            || (lead == Lead::Feature
                && (is_feature(Position::Before, number) || is_feature(Position::Of, number)))
    };
    let mut why = None;
    while first < end && is_context(first) {
        let word = words
            .span(first)
            .map(|span| words.kept(span))
            .unwrap_or_default();
        why = describes(first).map(|rule| {
            let why = Why::Word(word, "is no part of the name");
            Reason::new(rule, why)
        });
        first += 1;
    }
    while first < end && is_feature(Position::After, end - 1) {
        end -= 1;
    }
    let last = end.checked_sub(1).filter(|last| *last >= first)?;
    Some((words.span(first)?.union(words.span(last)?), why))
}
