//! From what the program reads in a document to templates: one for each type of incident.
//!
//! Happenings of a type that the table below gives are of its template; tolls are of the happening whose quote is
//! nearest. Where nothing of the table happened, people who were killed or hurt make an attack. A template is given where
//! one of its claims is asserted or intended, for the key has accomplished and threatened incidents and no rumours.
//!
//! - Organisations: the agents of the happenings, each once.
//! - How sure that is, by the decision tree of the set (part 2, slot 11): ACQUITTED where the claim is denied or
//!   retracted, POSSIBLE where it is hypothetical or expected, REPORTED AS FACT in the report's own voice, CLAIMED OR
//!   ADMITTED where the speaker is the agent, SUSPECTED OR ACCUSED with any other speaker, and that BY AUTHORITIES where
//!   the speaker is of the state by its type or its role. The first claim with an agent decides.
//! - Number: each figure of a toll in the key's notation: `10`, `10-` at least, `-26` at most, `~30` about, `5-7`, and
//!   PLURAL for vague ones.
//! - What became of them, each once: killed is DEATH, injured is INJURY; where the figure is 0 or the toll is denied NO
//!   DEATH, NO INJURY, and of both NO INJURY OR DEATH. The key has no word for people missing or detained.
//! - Location: of the places that claims name first the one that most of them name, the earlier one where as many do.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::super::plain_names::folded;
use super::super::program::span;

/// What the program calls a happening, and the type of incident; those that no type of the set answers to are left out,
/// and so is arson, which the program does not tell from other destruction of property.
const TYPES: [(&str, &str); 13] = [
    ("Abduction/forced disappearance", "KIDNAPPING"),
    ("Air/drone strike", "ATTACK"),
    ("Armed clash", "ATTACK"),
    ("Attack", "ATTACK"),
    ("Chemical weapon", "ATTACK"),
    ("Disrupted weapons use", "BOMBING"),
    ("Excessive force against protesters", "ATTACK"),
    ("Grenade", "BOMBING"),
    ("Mob violence", "ATTACK"),
    ("Remote explosive/landmine/IED", "BOMBING"),
    ("Sexual violence", "ATTACK"),
    ("Shelling/artillery/missile attack", "ATTACK"),
    ("Suicide bomb", "BOMBING"),
];
/// What people who came to harm by nothing else make.
const HARM: &str = "ATTACK";
/// Figures of people who came to harm.
const HARMED: [&str; 3] = ["killed", "injured", "casualties"];
/// The type of actors that are forces of a state.
const STATE: u64 = 1;
/// Roles of speakers that are of a state.
const STATE_ROLES: [&str; 9] = [
    "army",
    "authorities",
    "government",
    "military",
    "minister",
    "ministry",
    "official",
    "police",
    "president",
];

/// An incident that the program reads.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Response {
    pub(super) kind: &'static str,
    pub(super) organisations: Vec<Organisation>,
    pub(super) numbers: Vec<String>,
    pub(super) effects: Vec<&'static str>,
    /// The words and the name of its place.
    pub(super) place: Option<BTreeSet<String>>,
}

/// Who did it.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Organisation {
    /// Its words and its name, folded.
    pub(super) names: BTreeSet<String>,
    pub(super) confidence: &'static str,
}

/// The templates of a document's claims.
pub(super) fn templates(claims: &[Value]) -> Vec<Response> {
    let happenings: Vec<(&Value, &'static str)> = claims
        .iter()
        .filter_map(|claim| Some((claim, kind(claim)?)))
        .collect();
    let mut by_kind: BTreeMap<&'static str, Vec<&Value>> = BTreeMap::new();
    for (claim, kind) in &happenings {
        by_kind.entry(kind).or_default().push(claim);
    }
    for toll in claims.iter().filter(|claim| text(claim, "kind") == "toll") {
        let nearest = happenings.iter().min_by_key(|(claim, _)| gap(claim, toll));
        let kind = nearest.map(|(_, kind)| *kind);
        let harms = figures(toll).any(|figure| HARMED.contains(&text(figure, "of")));
        if let Some(kind) = kind.or(harms.then_some(HARM)) {
            by_kind.entry(kind).or_default().push(toll);
        }
    }
    let is_told = |claim: &&Value| matches!(text(claim, "stance"), "asserted" | "intended");
    by_kind
        .into_iter()
        .filter(|(_, claims)| claims.iter().any(is_told))
        .map(|(kind, claims)| response(kind, &claims))
        .collect()
}

fn kind(claim: &Value) -> Option<&'static str> {
    let sub_event = text(claim, "sub_event");
    let known = TYPES.iter().find(|(name, _)| *name == sub_event);
    known
        .filter(|_| text(claim, "kind") == "happening")
        .map(|(_, kind)| *kind)
}

/// How many bytes are between the quotes of two claims.
fn gap(one: &Value, other: &Value) -> usize {
    let quote = |claim: &Value| claim.get("quote").and_then(span).unwrap_or_default();
    let (one, other) = (quote(one), quote(other));
    let after = one.start.saturating_sub(other.end);
    after.max(other.start.saturating_sub(one.end))
}

fn response(kind: &'static str, claims: &[&Value]) -> Response {
    let mut response = Response {
        kind,
        place: place(claims),
        ..Response::default()
    };
    let mut zeros = BTreeSet::new();
    let mut harms = BTreeSet::new();
    let mut counted = BTreeSet::new();
    for claim in claims {
        if text(claim, "kind") == "happening" {
            add_agents(&mut response.organisations, claim);
            continue;
        }
        let stance = text(claim, "stance");
        if !matches!(stance, "asserted" | "denied") {
            continue;
        }
        for figure in figures(claim) {
            let of = text(figure, "of");
            if stance == "denied" || figure.get("high").and_then(Value::as_u64) == Some(0) {
                zeros.insert(of);
                continue;
            }
            harms.insert(of);
            let words = folded(text(figure, "text"));
            let number =
                notation(figure).filter(|number| counted.insert((of, number.clone(), words)));
            response.numbers.extend(number);
        }
    }
    response.effects = effects(&harms, &zeros);
    response
}

fn effects(harms: &BTreeSet<&str>, zeros: &BTreeSet<&str>) -> Vec<&'static str> {
    let mut effects = Vec::new();
    for (of, effect) in [("killed", "DEATH"), ("injured", "INJURY")] {
        effects.extend(harms.contains(of).then_some(effect));
    }
    match (zeros.contains("killed"), zeros.contains("injured")) {
        (true, true) => effects.push("NO INJURY OR DEATH"),
        (true, false) => effects.push("NO DEATH"),
        (false, true) => effects.push("NO INJURY"),
        (false, false) => {}
    }
    effects
}

/// A figure of persons as the key writes it.
fn notation(figure: &Value) -> Option<String> {
    if text(figure, "unit") != "persons" {
        return None;
    }
    let end = |key: &str| figure.get(key).and_then(Value::as_u64);
    let (low, high) = (end("low"), end("high"));
    match text(figure, "bound") {
        "at_least" => Some(format!("{}-", low?)),
        "at_most" => Some(format!("-{}", high?)),
        "about" => Some(format!("~{}", low?)),
        "between" => Some(format!("{}-{}", low?, high?)),
        "vague" => Some("PLURAL".to_owned()),
        _ => Some(low?.to_string()),
    }
}

fn add_agents(organisations: &mut Vec<Organisation>, claim: &Value) {
    let actors = claim.get("actors").and_then(Value::as_array);
    let agents = actors
        .into_iter()
        .flatten()
        .filter(|actor| text(actor, "role") == "agent");
    for agent in agents {
        let names = ["text", "name"].map(|key| folded(text(agent, key)));
        let names: BTreeSet<String> = names.into_iter().filter(|name| !name.is_empty()).collect();
        let is_known = organisations
            .iter()
            .any(|known| !known.names.is_disjoint(&names));
        if !is_known && !names.is_empty() {
            let confidence = confidence(claim, agent, &names);
            organisations.push(Organisation { names, confidence });
        }
    }
}

fn confidence(claim: &Value, agent: &Value, names: &BTreeSet<String>) -> &'static str {
    match text(claim, "stance") {
        "denied" | "retracted" => return "ACQUITTED",
        "hypothetical" | "expected" => return "POSSIBLE",
        _ => {}
    }
    let speaker = claim.pointer("/said_by/0");
    let Some(speaker) = speaker.filter(|speaker| span(speaker).is_some()) else {
        return "REPORTED AS FACT";
    };
    let actor = text(speaker, "actor");
    let is_agent = names.contains(&folded(text(speaker, "name")))
        || (!actor.is_empty() && actor == text(agent, "id"));
    let kind = claim.pointer(&format!("/actor_types/{actor}"));
    let roles = folded(text(speaker, "role"));
    let is_of_state = kind.and_then(Value::as_u64) == Some(STATE)
        || roles.split(' ').any(|role| STATE_ROLES.contains(&role));
    if is_agent {
        "CLAIMED OR ADMITTED"
    } else if is_of_state {
        "SUSPECTED OR ACCUSED BY AUTHORITIES"
    } else {
        "SUSPECTED OR ACCUSED"
    }
}

/// The names of the place that most claims name first.
fn place(claims: &[&Value]) -> Option<BTreeSet<String>> {
    let mut counts: Vec<(BTreeSet<String>, usize)> = Vec::new();
    for claim in claims {
        let Some(place) = claim.pointer("/where/0") else {
            continue;
        };
        let name = place.pointer("/place/name").and_then(Value::as_str);
        let names = [text(place, "text"), name.unwrap_or_default()].map(folded);
        let names: BTreeSet<String> = names.into_iter().filter(|name| !name.is_empty()).collect();
        let known = counts
            .iter_mut()
            .find(|(known, _)| !known.is_disjoint(&names));
        if let Some((known, count)) = known {
            known.extend(names);
            *count += 1;
        } else if !names.is_empty() {
            counts.push((names, 1));
        }
    }
    // Of equal ones `max_by_key` takes the last.
    let most = counts.into_iter().rev().max_by_key(|(_, count)| *count);
    most.map(|(names, _)| names)
}

fn figures(claim: &Value) -> impl Iterator<Item = &Value> {
    let figures = claim.get("figures").and_then(Value::as_array);
    figures.into_iter().flatten()
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}

#[cfg(test)]
mod tests;
