//! Names that no list has, where the words beside them say that they are places: matched by sound to a listed place
//! where one sounds alike, else kept as the name of a place that is not known.

use marsad_domain::Span;

use super::{
    candidates::Candidates,
    features::{self, phrase_beside},
    mention::{Mention, Named},
    words::{Words, is_capital},
};
use crate::{
    alike::likeness,
    gazetteer::{Gazetteer, Number},
    normal::{is_hyphen, normal_form},
    reason::{Reason, Why},
    rules::{PlaceRules, Position},
};

/// The most words that an unlisted name has.
const MOST_NAME_WORDS: usize = 4;
/// The most letters of an article that is joined to a name.
const MOST_ARTICLE_LETTERS: usize = 3;
/// How alike two spellings must be, 0 to 1, to be taken for one name.
const LEAST_LIKENESS: f64 = 0.6;

/// Finds unlisted names between the listed ones and puts them in their places.
pub(super) fn add<'g>(
    words: &Words<'_>,
    mentions: &mut Vec<Mention<'g>>,
    candidates: &mut Candidates,
    (gazetteer, rules): (&'g Gazetteer, &PlaceRules),
) {
    if words.caseless {
        return;
    }
    let found: Vec<Mention<'g>> = runs(words, mentions)
        .into_iter()
        .filter_map(|span| unlisted(words, span, candidates, (gazetteer, rules)))
        .collect();
    mentions.extend(found);
    mentions.sort_by_key(|mention| mention.span);
}

/// Runs of words with capitals, articles among them, that no listed name touches.
fn runs(words: &Words<'_>, mentions: &[Mention<'_>]) -> Vec<Span> {
    let mut runs: Vec<Span> = Vec::new();
    let mut open: Option<Span> = None;
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
        .starts_with(is_hyphen);
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
    candidates: &mut Candidates,
    (gazetteer, rules): (&'g Gazetteer, &PlaceRules),
) -> Option<Mention<'g>> {
    let (run, trimmed) = trimmed(words, run, rules)?;
    let name = words.numbers(run);
    let is_guarded = words.rule(&rules.guards, Position::Before, &name).is_some();
    if name.len() > MOST_NAME_WORDS || is_guarded {
        return None;
    }
    let around = words.around(run);
    let feature = features::beside(words, &around, rules);
    let located = phrase_beside(words, &rules.locatives, &around, Position::Before).is_some();
    if feature.is_none() && !located {
        return None;
    }
    let places = alike(run.of(words.text)?, gazetteer);
    let names = feature.is_some_and(|feature| feature.names(words, run));
    (names || !places.is_empty()).then(|| Mention {
        span: run,
        names: Named::Unlisted { trimmed },
        candidates: candidates.alike(&places, gazetteer),
    })
}

/// The run without its leading words of direction or description, with why, and without a feature word at its end.
fn trimmed(words: &Words<'_>, run: Span, rules: &PlaceRules) -> Option<(Span, Option<Reason>)> {
    let (mut first, mut end) = (words.from(run.start()), words.from(run.end()));
    let describes = |number| {
        let rule = words.rule_of(&rules.descriptions, Position::Before, number);
        rule.or_else(|| words.rule_of(&rules.containments, Position::Before, number))
    };
    let is_feature = |position, number| words.rule_of(&rules.features, position, number).is_some();
    let is_context = |number| {
        describes(number).is_some()
            || is_feature(Position::Before, number)
            || is_feature(Position::Of, number)
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

/// The listed places that sound like a name and are spelled alike, with how alike, the most alike first.
fn alike(name: &str, gazetteer: &Gazetteer) -> Vec<(Number, f64)> {
    let normal = normal_form(name);
    let mut found: Vec<(Number, f64)> = gazetteer
        .sounding_like(&normal)
        .iter()
        .filter_map(|place| {
            let spellings = gazetteer.spellings(*place).iter();
            let best = spellings.map(|spelling| likeness(&normal, &spelling.normal));
            let best = best.fold(0.0, f64::max);
            (best >= LEAST_LIKENESS).then_some((*place, best))
        })
        .collect();
    found.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    found
}
