//! The parts of a claim in words: what, who says it, when, where, who, how many.

use std::fmt::Display;

use marsad_claims::Decides;
use marsad_domain::{
    ActorMention, Actors, Attribution, Body, Claim, Figure, PlaceRef, Voice, When, WhenKind, Where,
};
use serde::Serialize;

use crate::words::Words;

/// Number, kind, what it says, stance.
pub(super) fn head(number: usize, claim: &Claim, words: &Words) -> String {
    let what = what(&claim.body, words);
    let values: &[(&str, &dyn Display)] = &[
        ("number", &number),
        ("kind", &claim.body.kind()),
        ("what", &what),
        ("stance", &name_of(&claim.stance)),
    ];
    if what.is_empty() {
        words.say("explain-claim", values)
    } else {
        words.say("explain-claim-what", values)
    }
}

/// Words as they stand.
pub(super) fn quoted(text: &str) -> String {
    format!("“{text}”")
}

/// The parts of a claim, each with its label; a part of which the claim says nothing has no lines.
pub(super) fn parts(claim: &Claim, known: &Actors, words: &Words) -> Vec<(String, Vec<String>)> {
    let places = claim.r#where.iter().map(|place| r#where(place, words));
    let actors = claim.actors.iter().map(|actor| who(actor, known, words));
    let figures = claim.body.figures().iter();
    let mut parts = vec![
        (
            words.say("explain-said-by", &[]),
            vec![said_by(claim, words)],
        ),
        (
            words.say("explain-when", &[]),
            vec![when(&claim.when, words)],
        ),
        (words.say("explain-where", &[]), places.collect()),
        (words.say("explain-who", &[]), actors.collect()),
        (
            words.say("explain-figures", &[]),
            figures.map(|it| figure(it, words)).collect(),
        ),
    ];
    if let Some(answered) = &claim.answers {
        let label = words.say("explain-answers", &[]);
        parts.push((label, vec![answered.to_string()]));
    }
    if claim.sensitive {
        let label = words.say("explain-sensitive", &[]);
        parts.push((label, vec![words.say("explain-sensitive-why", &[])]));
    }
    parts
}

/// What a rule decides, in words.
pub(super) fn decides(what: Decides, words: &Words) -> String {
    match what {
        Decides::Kind => words.say("explain-decides-kind", &[]),
        Decides::Speech => words.say("explain-decides-speech", &[]),
        Decides::Stance => words.say("explain-decides-stance", &[]),
        Decides::Time => words.say("explain-decides-time", &[]),
        Decides::Figure => words.say("explain-decides-figure", &[]),
    }
}

/// A value by the name that it has in JSON, with spaces.
fn name_of(value: &impl Serialize) -> String {
    let value = serde_json::to_value(value).unwrap_or_default();
    value.as_str().unwrap_or_default().replace('_', " ")
}

fn what(body: &Body, words: &Words) -> String {
    let parts: Vec<Option<String>> = match body {
        Body::Happening { sub_event } => vec![Some(sub_event.name().to_owned())],
        Body::Control { control } => vec![Some(name_of(&control.change))],
        Body::Presence { of, .. } => vec![of.clone()],
        Body::Movement {
            from,
            toward,
            along,
            ..
        } => {
            let along = along.as_ref();
            vec![
                out_of(from.as_deref(), words),
                into(toward.as_deref(), words),
                along.map(|road| words.say("explain-along", &[("road", road)])),
            ]
        }
        Body::Displacement {
            measure, from, to, ..
        } => vec![
            Some(name_of(measure)),
            out_of(from.as_deref(), words),
            into(to.as_deref(), words),
        ],
        Body::Relation { relation } => vec![Some(name_of(relation))],
        Body::Conditional { condition, then } => {
            let values: &[(&str, &dyn Display)] =
                &[("condition", &condition.text), ("then", &then.text)];
            vec![Some(words.say("explain-condition", values))]
        }
        Body::Toll { .. } | Body::Intent {} | Body::Statement {} => Vec::new(),
    };
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    parts.join(" ")
}

fn out_of(place: Option<&PlaceRef>, words: &Words) -> Option<String> {
    Some(words.say("explain-from", &[("place", &place?.name)]))
}

fn into(place: Option<&PlaceRef>, words: &Words) -> Option<String> {
    Some(words.say("explain-to", &[("place", &place?.name)]))
}

/// The voices from the nearest outward, and the word that says so.
fn said_by(claim: &Claim, words: &Words) -> String {
    let chain = chain(&claim.said_by, words);
    match &claim.cue {
        Some(cue) => words.say(
            "explain-chain-cue",
            &[("chain", &chain), ("cue", &cue.text)],
        ),
        None => chain,
    }
}

fn chain(said_by: &Attribution, words: &Words) -> String {
    let voices = said_by.voices().iter();
    let voices: Vec<String> = voices.map(|voice| self::voice(voice, words)).collect();
    voices.join(" < ")
}

fn voice(voice: &Voice, words: &Words) -> String {
    let known = voice
        .source
        .as_ref()
        .map(ToString::to_string)
        .or_else(|| voice.actor.as_ref().map(ToString::to_string));
    let known = match (known, &voice.role) {
        (Some(id), _) => id,
        (None, Some(role)) if voice.private => words.say("explain-private", &[("role", role)]),
        (None, Some(_)) => words.say("explain-no-name", &[]),
        (None, None) => words.say("explain-unresolved", &[]),
    };
    format!("{} ({known})", voice.name)
}

fn when(when: &When, words: &Words) -> String {
    let day: &dyn Display = &when.edtf();
    match when.text() {
        Some(text) if when.edtf().is_empty() => {
            words.say("explain-when-unresolved", &[("words", &text)])
        }
        Some(text) => words.say("explain-when-words", &[("words", &text), ("day", day)]),
        None if when.edtf().is_empty() => words.say("explain-when-unknown", &[]),
        None if when.kind() == WhenKind::Publication => {
            words.say("explain-when-publication", &[("day", day)])
        }
        None => when.edtf().to_owned(),
    }
}

fn r#where(place: &Where, words: &Words) -> String {
    let relation = name_of(&place.relation);
    let Some(known) = &place.place else {
        let values: &[(&str, &dyn Display)] = &[("words", &place.text), ("relation", &relation)];
        return words.say("explain-where-unresolved", values);
    };
    let values: &[(&str, &dyn Display)] = &[
        ("words", &place.text),
        ("relation", &relation),
        ("name", &known.name),
        ("id", &known.id),
        ("country", &known.country),
    ];
    let told = words.say("explain-where-place", values);
    match place.radius_km {
        Some(radius) => words.say(
            "explain-where-radius",
            &[("place", &told), ("radius", &radius.0)],
        ),
        None => told,
    }
}

/// An actor that the theatre lacks goes by its own words: its id is made of them.
fn who(actor: &ActorMention, known: &Actors, words: &Words) -> String {
    let role = name_of(&actor.role);
    let Some(id) = &actor.id else {
        let values: &[(&str, &dyn Display)] = &[("role", &role), ("words", &actor.text)];
        return words.say("explain-who-unresolved", values);
    };
    let values: &[(&str, &dyn Display)] = &[
        ("role", &role),
        ("words", &actor.text),
        ("name", &actor.name),
        ("id", id),
    ];
    if known.get(id).is_some() {
        words.say("explain-who-known", values)
    } else {
        words.say("explain-who-by-words", values)
    }
}

fn figure(figure: &Figure, words: &Words) -> String {
    let number = |number: Option<u64>| number.map_or_else(|| "?".to_owned(), |it| it.to_string());
    let values: &[(&str, &dyn Display)] = &[
        ("words", &figure.text),
        ("of", &name_of(&figure.of)),
        ("bound", &name_of(&figure.amount.bound())),
        ("low", &number(figure.amount.low())),
        ("high", &number(figure.amount.high())),
        ("unit", &name_of(&figure.unit)),
    ];
    let mut told = words.say("explain-figure", values);
    if figure.is_part {
        told.push_str(&words.say("explain-figure-part", &[]));
    }
    if let Some(since) = figure.cumulative_since {
        told.push_str(&words.say("explain-figure-since", &[("since", &since)]));
    } else if figure.is_cumulative {
        told.push_str(&words.say("explain-figure-running", &[]));
    }
    told
}
