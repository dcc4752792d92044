//! Names that no list has, where the words beside them say that they are places: matched by sound to a listed place
//! where one sounds alike, else kept as the name of a place that is not known.

use marsad_domain::{PlaceId, Span};

use super::{
    features::{self, phrase_beside},
    mention::{Mention, Named},
    words::{Words, is_capital},
};
use crate::{
    alike::likeness,
    gazetteer::Gazetteer,
    normal::normal_form,
    rules::{PlaceRules, Position},
};

/// The most words that an unlisted name has.
const MOST_NAME_WORDS: usize = 4;
/// How alike two spellings must be, 0 to 1, to be taken for one name.
const LEAST_LIKENESS: f64 = 0.6;

/// Finds unlisted names between the listed ones and puts them in their places.
pub(super) fn add<'g>(
    words: &Words<'_>,
    mentions: &mut Vec<Mention<'g>>,
    gazetteer: &'g Gazetteer,
    rules: &PlaceRules,
) {
    if words.caseless {
        return;
    }
    let found: Vec<Mention<'g>> = runs(words, mentions)
        .into_iter()
        .filter_map(|span| unlisted(words, span, gazetteer, rules))
        .collect();
    mentions.extend(found);
    mentions.sort_by_key(|mention| mention.span);
}

/// Runs of words with capitals, articles among them, that no listed name touches.
fn runs(words: &Words<'_>, mentions: &[Mention<'_>]) -> Vec<Span> {
    let mut runs: Vec<Span> = Vec::new();
    let mut open: Option<Span> = None;
    let mut taken = mentions.iter().peekable();
    let spans = (0..).map_while(|number| words.span(number));
    for span in spans {
        while taken
            .peek()
            .is_some_and(|mention| mention.span.end() <= span.start())
        {
            taken.next();
        }
        let free = !taken
            .peek()
            .is_some_and(|mention| mention.span.overlaps(span));
        let is_part = free && is_part_of_name(words, span);
        open = match open {
            Some(run) if is_part && joins(words, run, span) => Some(run.union(span)),
            run => {
                runs.extend(run);
                is_part.then_some(span)
            }
        };
    }
    runs.extend(open);
    runs
}

fn joins(words: &Words<'_>, run: Span, next: Span) -> bool {
    super::words::is_inside_name(words.between(run.end(), next.start()))
}

/// Whether a word has a capital, or is a small article joined to the next.
fn is_part_of_name(words: &Words<'_>, span: Span) -> bool {
    let word = span.of(words.text).unwrap_or_default();
    let joined = words
        .between(span.end(), words.text.len())
        .starts_with(['-', '\u{2010}', '\u{2011}']);
    is_capital(word)
        || (joined
            && matches!(
                word,
                "al" | "el"
                    | "ar"
                    | "as"
                    | "ad"
                    | "an"
                    | "at"
                    | "az"
                    | "ez"
                    | "ash"
                    | "es"
                    | "er"
                    | "et"
                    | "en"
                    | "ed"
            ))
}

fn unlisted<'g>(
    words: &Words<'_>,
    run: Span,
    gazetteer: &'g Gazetteer,
    rules: &PlaceRules,
) -> Option<Mention<'g>> {
    let (run, trimmed) = trimmed(words, run, rules)?;
    let name = words.phrase(run);
    let count = name.split(' ').count();
    if count > MOST_NAME_WORDS || rules.guards.get(Position::Before, &name).is_some() {
        return None;
    }
    let feature = features::beside(words, run, rules);
    let located = phrase_beside(words, &rules.locatives, run, Position::Before).is_some();
    if feature.is_none() && !located {
        return None;
    }
    let places = alike(run.of(words.text)?, gazetteer);
    let names = feature.is_some_and(|feature| feature.names(words, run));
    (names || !places.is_empty()).then_some(Mention {
        span: run,
        names: Named::Unlisted { places, trimmed },
    })
}

/// The run without its leading words of direction or description, with why, and without a feature word at its end.
fn trimmed(words: &Words<'_>, run: Span, rules: &PlaceRules) -> Option<(Span, Option<String>)> {
    let (mut first, mut end) = (words.from(run.start()), words.from(run.end()));
    let describes = |word: &str| {
        let rule = rules.descriptions.get(Position::Before, word);
        rule.or_else(|| rules.containments.get(Position::Before, word))
    };
    let is_context = |number| {
        let word = words.word(number).unwrap_or_default().to_lowercase();
        describes(&word).is_some()
            || rules.features.get(Position::Before, &word).is_some()
            || rules.features.get(Position::Of, &word).is_some()
    };
    let mut why = None;
    while first < end && is_context(first) {
        let word = words.word(first).unwrap_or_default();
        let rule = describes(&word.to_lowercase());
        why = rule.map(|rule| format!("{rule}: {word:?} is no part of the name"));
        first += 1;
    }
    let is_feature = |number| {
        let word = words.word(number).unwrap_or_default().to_lowercase();
        rules.features.get(Position::After, &word).is_some()
    };
    while first < end && is_feature(end - 1) {
        end -= 1;
    }
    let last = end.checked_sub(1).filter(|last| *last >= first)?;
    Some((words.span(first)?.union(words.span(last)?), why))
}

/// The listed places that sound like a name and are spelled alike, with how alike, the most alike first.
fn alike(name: &str, gazetteer: &Gazetteer) -> Vec<(PlaceId, f64)> {
    let normal = normal_form(name);
    let mut found: Vec<(PlaceId, f64)> = gazetteer
        .index()
        .sounding_like(&normal)
        .filter_map(|id| {
            let place = gazetteer.get(id)?;
            let spellings = std::iter::once(&place.name).chain(&place.spellings);
            let best = spellings
                .map(|s| likeness(&normal, &normal_form(s)))
                .fold(0.0, f64::max);
            (best >= LEAST_LIKENESS).then(|| (id.clone(), best))
        })
        .collect();
    found.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    found
}
