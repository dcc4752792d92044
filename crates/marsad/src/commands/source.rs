//! `marsad source`: the sources of a record, and what the desk says of them over what the theatre says.

use std::collections::BTreeSet;

use anyhow::Result;
use marsad_domain::{Source, SourceId, SourceKind, SourceNote, Sources};
use marsad_ledger::{Author, Store as _};
use serde::Serialize;

use super::decide::effect::{self, Change, Derived};
use crate::{
    args::{SourceChange, SourceJob, SourceOrder},
    desk::Desk,
    entries::Pen,
    exit::Outcome,
    inquiry::{Asked, Inquiry},
    output::{Format, json_line},
    record::Record,
};

/// What is printed of a source that was set.
#[derive(Serialize)]
struct Answer<'a> {
    #[serde(flatten)]
    note: &'a SourceNote,
    changes: &'a [Change],
}

/// Lists the sources, or says something of one.
pub(crate) fn run(job: &SourceJob, desk: &mut Desk) -> Result<Outcome> {
    match &job.order {
        SourceOrder::List(asked) => list(asked, job.format, desk)?,
        SourceOrder::Set {
            record,
            author,
            change,
        } => {
            let asked = Asked::everything(record);
            set(&asked, author, change, job.format, desk)?;
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

/// Writes what is said into the ledger, and prints what it changes.
fn set(
    asked: &Asked,
    author: &Author,
    change: &SourceChange,
    format: Format,
    desk: &mut Desk,
) -> Result<()> {
    // The lock is taken before the record is read, so that nothing comes between what is seen and what is said.
    let mut record = Record::write(&asked.record)?;
    let before = Inquiry::open(asked, desk)?;
    let note = SourceNote {
        source: changed(change, &before, desk)?,
        author: author.to_string(),
        at: desk.now,
    };
    let mut pen = Pen::new(author, desk.now)?;
    pen.source(&note)?;
    record.ledger.append(&pen.into_entries())?;
    let after = Inquiry::open(asked, desk)?;
    let changes = effect::changes(&Derived::of(&before), &Derived::of(&after), &after, desk);
    print(&note, &changes, format, desk)
}

fn print(note: &SourceNote, changes: &[Change], format: Format, desk: &mut Desk) -> Result<()> {
    if format == Format::Json {
        return json_line(desk, &Answer { note, changes });
    }
    let line = told(&note.source, desk);
    desk.print(&line)?;
    if changes.is_empty() {
        let line = desk.words.say("decided-no-change", &[]);
        desk.print(&line)?;
    }
    changes
        .iter()
        .try_for_each(|change| desk.print(&change.told))
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
    if let Some(name) = &change.name {
        name.trim().clone_into(&mut source.name);
    }
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
    let ids = |ids: Vec<&str>| {
        if ids.is_empty() {
            desk.words.say("source-none", &[])
        } else {
            ids.join(", ")
        }
    };
    let favours = ids(source
        .favours
        .iter()
        .map(marsad_domain::ActorId::as_str)
        .collect());
    let copied = ids(source.copies.iter().map(SourceId::as_str).collect());
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
        ("reason", &source.reason),
    ];
    desk.words.say("source-line", values)
}
