//! Names that have a listed one within them: "Kafr Talmira", where only "Talmira" is listed.
//!
//! Where the whole sounds like a listed place it is that place's; where it begins as names of places do that are told
//! apart by what follows, it is at least not the part's.

use marsad_domain::Span;

use super::{
    candidates::Candidates,
    mention::{Mention, Named},
    runs::{Lead, MOST_NAME_WORDS, is_article, run_around, trimmed},
    sounding::sounding,
    words::Words,
};
use crate::{
    gazetteer::Gazetteer,
    normal::normal_form,
    reason::{Reason, Why},
    rules::{PlaceRules, Position},
};

/// Puts whole names in the places of the listed ones that they have within them.
pub(super) fn complete<'g>(
    words: &Words<'_>,
    mentions: Vec<Mention<'g>>,
    candidates: &mut Candidates,
    (gazetteer, rules): (&Gazetteer, &PlaceRules),
) -> Vec<Mention<'g>> {
    if words.caseless {
        return mentions;
    }
    let mut completed: Vec<Mention<'g>> = Vec::with_capacity(mentions.len());
    for mention in mentions {
        if completed
            .last()
            .is_some_and(|last| last.span.overlaps(mention.span))
        {
            continue;
        }
        let is_listed = matches!(mention.names, Named::Places { .. });
        let whole = is_listed
            .then(|| whole(words, mention.span, candidates, (gazetteer, rules)))
            .flatten();
        if let Some(whole) = &whole {
            while completed
                .pop_if(|it| it.span.overlaps(whole.span))
                .is_some()
            {}
        }
        completed.push(whole.unwrap_or(mention));
    }
    completed
}

/// The longer name that a listed one is part of.
fn whole<'g>(
    words: &Words<'_>,
    listed: Span,
    candidates: &mut Candidates,
    (gazetteer, rules): (&Gazetteer, &PlaceRules),
) -> Option<Mention<'g>> {
    let run = run_around(words, listed);
    if run == listed {
        return None;
    }
    let (run, trimmed) = trimmed(words, run, rules, Lead::Description)?;
    let (name, inside) = (words.numbers(run), words.numbers(listed));
    let says = |number: usize| {
        !inside.contains(&number) && words.word(number).is_some_and(|word| !is_article(word))
    };
    if !run.contains(listed) || name.len() > MOST_NAME_WORDS || !name.clone().any(says) {
        return None;
    }
    // Outside a war of which the places are listed well, most words beside a name only sound like another's part.
    let places = match run.of(words.text) {
        Some(written) if gazetteer.is_of_one_war() => sounding(&normal_form(written), gazetteer),
        Some(_) | None => Vec::new(),
    };
    let is_tail = listed.start() > run.start() && listed.end() == run.end();
    let head = words.rule_of(&rules.heads, Position::Before, name.start);
    let head = head.filter(|_| is_tail);
    if places.is_empty() && head.is_none() {
        return None;
    }
    let why = Why::Plain("what follows it alone would be another place");
    let head = head.map(|rule| Reason::new(rule, why));
    Some(Mention {
        span: run,
        names: Named::Unlisted {
            reasons: trimmed.into_iter().chain(head).collect(),
        },
        candidates: candidates.alike(&places, gazetteer),
    })
}
