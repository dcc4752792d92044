//! Names that no list has, where the words beside them say that they are places: matched by sound to a listed place
//! where one sounds alike, else kept as the name of a place that is not known.

use marsad_domain::Span;

use super::{
    candidates::Candidates,
    features::{self, phrase_beside},
    mention::{Mention, Named},
    runs::{Lead, MOST_NAME_WORDS, runs, trimmed},
    sounding::sounding,
    words::Words,
};
use crate::{
    gazetteer::Gazetteer,
    normal::normal_form,
    rules::{PlaceRules, Position},
};

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
    let found: Vec<Mention<'g>> = runs(words, mentions, gazetteer.is_of_one_war())
        .into_iter()
        .filter_map(|span| unlisted(words, span, candidates, (gazetteer, rules)))
        .collect();
    mentions.extend(found);
    mentions.sort_by_key(|mention| mention.span);
}

fn unlisted<'g>(
    words: &Words<'_>,
    run: Span,
    candidates: &mut Candidates,
    (gazetteer, rules): (&'g Gazetteer, &PlaceRules),
) -> Option<Mention<'g>> {
    let (run, trimmed) = trimmed(words, run, rules, Lead::Feature)?;
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
    let places = sounding(&normal_form(run.of(words.text)?), gazetteer);
    let names = feature.is_some_and(|feature| feature.names(words, run));
    (names || !places.is_empty()).then(|| Mention {
        span: run,
        names: Named::Unlisted {
            reasons: trimmed.into_iter().collect(),
        },
        candidates: candidates.alike(&places, gazetteer),
    })
}
