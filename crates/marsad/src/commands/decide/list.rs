//! The decisions of a record, and those that wait for a person.

use std::collections::BTreeMap;

use anyhow::Result;
use marsad_decisions::{Waiting, Why};
use marsad_domain::{Digest32, Taken, Verdict};
use serde::Serialize;

use crate::{
    desk::Desk,
    exit::Outcome,
    inquiry::Inquiry,
    output::{Format, json_line},
};

/// Lists the decisions in the order in which they were taken.
pub(super) fn decisions(inquiry: &Inquiry, format: Format, desk: &mut Desk) -> Result<Outcome> {
    for taken in &inquiry.situation.decisions {
        match format {
            Format::Json => json_line(desk, taken)?,
            Format::Text => {
                let line = in_short(taken, desk);
                desk.print(&line)?;
            }
        }
    }
    if format == Format::Text && inquiry.situation.decisions.is_empty() {
        let line = desk.words.say("no-decisions", &[]);
        desk.print(&line)?;
    }
    Ok(Outcome::Done)
}

/// One line of the queue as JSON.
#[derive(Serialize)]
struct Line<'a> {
    decision: Digest32,
    number: Option<u64>,
    why: &'static str,
    contradicts: Vec<Digest32>,
    claim: Option<String>,
    quote: Option<&'a str>,
}

/// Lists what waits for a person.
pub(super) fn queue(inquiry: &Inquiry, format: Format, desk: &mut Desk) -> Result<Outcome> {
    let situation = &inquiry.situation;
    let by_id: BTreeMap<Digest32, &Taken> = situation
        .decisions
        .iter()
        .map(|taken| (taken.id, taken))
        .collect();
    for waiting in &situation.queue {
        let taken = by_id.get(&waiting.decision).copied();
        match format {
            Format::Json => json_line(desk, &line(waiting, taken))?,
            Format::Text => {
                let line = told(waiting, taken, desk);
                desk.print(&line)?;
            }
        }
    }
    if format == Format::Text && situation.queue.is_empty() {
        let line = desk.words.say("queue-empty", &[]);
        desk.print(&line)?;
    }
    Ok(Outcome::Done)
}

fn line<'a>(waiting: &'a Waiting, taken: Option<&Taken>) -> Line<'a> {
    let contradicts = match &waiting.why {
        Why::Contradicts(chain) => chain.clone(),
        Why::Orphan | Why::Unsure | Why::NothingToUndo | Why::NoReading => Vec::new(),
    };
    let anchor = waiting.anchor.as_ref();
    Line {
        decision: waiting.decision,
        number: taken.map(|taken| taken.number),
        why: reason(&waiting.why),
        contradicts,
        claim: waiting
            .claim
            .or(anchor.map(|anchor| anchor.claim))
            .map(|claim| claim.to_string()),
        quote: anchor.map(|anchor| anchor.quote.text.as_str()),
    }
}

fn reason(why: &Why) -> &'static str {
    match why {
        Why::Orphan => "orphan",
        Why::Unsure => "unsure",
        Why::Contradicts(_) => "contradicts",
        Why::NothingToUndo => "nothing_to_undo",
        Why::NoReading => "no_reading",
    }
}

fn told(waiting: &Waiting, taken: Option<&Taken>, desk: &Desk) -> String {
    let decision = taken.map(|taken| in_short(taken, desk)).unwrap_or_default();
    let anchor = waiting.anchor.as_ref();
    let quote = anchor
        .map(|anchor| anchor.quote.text.as_str())
        .unwrap_or_default();
    let values: &[(&str, &dyn std::fmt::Display)] = &[("decision", &decision), ("quote", &quote)];
    match waiting.why {
        Why::Orphan => desk.words.say("queue-orphan", values),
        Why::Unsure => desk.words.say("queue-unsure", values),
        Why::Contradicts(_) => desk.words.say("queue-contradicts", values),
        Why::NothingToUndo => desk.words.say("queue-nothing-to-undo", values),
        Why::NoReading => desk.words.say("queue-no-reading", values),
    }
}

fn short(hash: Digest32) -> String {
    hash.to_string().chars().take(8).collect()
}

/// A decision in one line: number, verdict, claims, author, time, reason.
pub(super) fn in_short(taken: &Taken, desk: &Desk) -> String {
    let decision = &taken.decision;
    let claims: Vec<String> = decision
        .claims
        .iter()
        .map(|anchor| anchor.claim.short())
        .collect();
    let about = match &decision.verdict {
        Verdict::Undo { decision } => short(*decision),
        Verdict::Reading { report, reading } => format!("{} {}", report.short(), short(*reading)),
        _ => claims.join(" "),
    };
    let values: &[(&str, &dyn std::fmt::Display)] = &[
        ("number", &taken.number),
        ("verdict", &decision.verdict.name()),
        ("claims", &about),
        ("author", &decision.author),
        ("time", &decision.at),
        ("reason", &decision.reason),
    ];
    desk.words.say("decision-line", values)
}
