//! `marsad source`: the sources of a record, and what the desk says of them over what the theatre says.

use std::collections::BTreeSet;

use anyhow::Result;
use marsad_domain::{Source, SourceId, SourceKind, SourceNote, Sources};

use super::saying::say;
use crate::{
    args::{SourceChange, SourceJob, SourceOrder},
    desk::Desk,
    exit::Outcome,
    inquiry::{Asked, Inquiry},
    output::{Format, json_line},
};

/// Lists the sources, or says something of one.
pub(crate) fn run(job: &SourceJob, desk: &mut Desk) -> Result<Outcome> {
    match &job.order {
        SourceOrder::List(asked) => list(asked, job.format, desk)?,
        SourceOrder::Set {
            record,
            author,
            change,
        } => {
            let said = say(record, author, desk, |before, _, pen| {
                let note = SourceNote {
                    source: changed(change, before, desk)?,
                    author: author.to_string(),
                    at: desk.now,
                };
                pen.source(&note)?;
                Ok(note)
            })?;
            let line = told(&said.value.source, desk);
            said.print(&said.value, &line, job.format, desk)?;
        }
    }
    Ok(Outcome::Done)
}

fn list(asked: &Asked, format: Format, desk: &mut Desk) -> Result<()> {
    let inquiry = Inquiry::open(asked, desk)?;
    for source in inquiry.theatre.sources.iter() {
        match format {
            Format::Json => json_line(desk, source)?,
            Format::Text => {
                let line = told(source, desk);
                desk.print(&line)?;
            }
        }
    }
    Ok(())
}

/// The source as it is to count.
fn changed(change: &SourceChange, inquiry: &Inquiry, desk: &Desk) -> Result<Source> {
    let reason = change.reason.trim();
    if reason.is_empty() {
        return Err(desk.refuse("no-reason", &[]).into());
    }
    refuse_unknown(change, inquiry, desk)?;
    let known = inquiry.theatre.sources.get(&change.id).cloned();
    let mut source = known.unwrap_or_else(|| fresh(&change.id, desk));
    rename(&mut source, change);
    source.kind = change.kind.unwrap_or(source.kind);
    source.reliability = change.reliability.unwrap_or(source.reliability);
    if let Some(favours) = &change.favours {
        source.favours.clone_from(favours);
    }
    if let Some(copies) = &change.copies {
        source.copies.clone_from(copies);
    }
    reason.clone_into(&mut source.reason);
    Ok(source)
}

/// The new name and the other names. Reports may go on using the name before, so it stays one by which it is known.
fn rename(source: &mut Source, change: &SourceChange) {
    if change.forgets_aliases {
        source.aliases.clear();
    }
    let mut other_names = change.aliases.clone();
    if let Some(name) = &change.name {
        let before = std::mem::replace(&mut source.name, name.clone());
        other_names.extend((before != source.id.as_str()).then_some(before));
    }
    for name in other_names {
        if name != source.name && !source.aliases.contains(&name) {
            source.aliases.push(name);
        }
    }
}

/// A source of which nothing is known but its id.
fn fresh(id: &SourceId, desk: &Desk) -> Source {
    Source {
        id: id.clone(),
        name: id.to_string(),
        name_ar: None,
        aliases: Vec::new(),
        kind: SourceKind::Anonymous,
        reliability: marsad_domain::Reliability::F,
        favours: Vec::new(),
        copies: Vec::new(),
        people: Vec::new(),
        reason: String::new(),
        basis: desk.words.say("source-basis", &[]),
    }
}

/// Parties and sources that nobody knows, and a source that would copy itself, are refused.
fn refuse_unknown(change: &SourceChange, inquiry: &Inquiry, desk: &Desk) -> Result<()> {
    let theatre = &inquiry.theatre;
    let mut parties = change.favours.iter().flatten();
    if let Some(party) = parties.find(|party| theatre.actors.get(party).is_none()) {
        return Err(desk.refuse("no-party", &[("party", party)]).into());
    }
    for copied in change.copies.iter().flatten() {
        if theatre.sources.get(copied).is_none() {
            return Err(desk.refuse("no-source", &[("source", copied)]).into());
        }
        if copies(copied, &change.id, &theatre.sources) {
            let values: &[(&str, &dyn std::fmt::Display)] =
                &[("source", &change.id), ("copied", copied)];
            return Err(desk.refuse("source-circle", values).into());
        }
    }
    Ok(())
}

/// Whether a source is another, or copies it, also through others.
fn copies(source: &SourceId, other: &SourceId, sources: &Sources) -> bool {
    let mut due = vec![source];
    let mut seen = BTreeSet::new();
    while let Some(id) = due.pop() {
        if id == other {
            return true;
        }
        if seen.insert(id) {
            due.extend(sources.get(id).iter().flat_map(|source| &source.copies));
        }
    }
    false
}

/// A source in one line.
fn told(source: &Source, desk: &Desk) -> String {
    let word = |value: serde_json::Result<serde_json::Value>| {
        let value = value.unwrap_or_default();
        value.as_str().unwrap_or_default().to_owned()
    };
    let listed = |ids: Vec<&str>| {
        if ids.is_empty() {
            desk.words.say("source-none", &[])
        } else {
            ids.join(", ")
        }
    };
    let favours = listed(
        source
            .favours
            .iter()
            .map(marsad_domain::ActorId::as_str)
            .collect(),
    );
    let copied = listed(source.copies.iter().map(SourceId::as_str).collect());
    let aliases = listed(source.aliases.iter().map(String::as_str).collect());
    let values: &[(&str, &dyn std::fmt::Display)] = &[
        ("id", &source.id),
        ("name", &source.name),
        ("kind", &word(serde_json::to_value(source.kind))),
        (
            "reliability",
            &word(serde_json::to_value(source.reliability)),
        ),
        ("favours", &favours),
        ("copies", &copied),
        ("aliases", &aliases),
        ("reason", &source.reason),
    ];
    desk.words.say("source-line", values)
}
