//! `marsad redact`: takes reports or words out of the record, so that no byte of them stays.
//!
//! A report goes with its archived bytes, every reading of it and every decision that quotes it. The chain still
//! verifies, and shows that something was taken out, when, by whom and why.

mod left;
mod targets;
mod words;

use std::path::{Path, PathBuf};

use anyhow::Result;
use marsad_ledger::{Redacted, Redaction, Store as _, Sweep, derive_salt};
use serde::Serialize;

use crate::{
    args::RedactJob,
    desk::Desk,
    exit::{Outcome, told},
    failure::Told as _,
    output::{Format, json_line},
    record::Record,
    redactions::{REDACTIONS, RedactionLine, append},
};
use targets::Target;

/// The version of the form of a redaction's payload.
const VERSION: u16 = 1;

/// What a redaction says of itself in the ledger.
#[derive(Serialize)]
struct Payload<'a> {
    verdict: &'static str,
    entry: u64,
    reason: &'a str,
}

/// What is printed.
#[derive(Serialize)]
struct Answer {
    entries: Vec<Line>,
    /// Whether no byte of the words is left in the record's folder.
    clean: bool,
    /// Where words may still be, and why.
    left: Vec<String>,
}

#[derive(Serialize)]
struct Line {
    entry: u64,
    kind: &'static str,
}

/// Takes them out; the answer is no where some byte of them is left.
pub(crate) fn run(job: &RedactJob, desk: &mut Desk) -> Result<Outcome> {
    let sought = words::sought(job, desk)?;
    if job.reason.trim().is_empty() {
        return Err(desk.refuse("no-reason", &[]).into());
    }
    if sought.is_in(&job.reason) {
        return Err(desk.refuse("reason-repeats", &[]).into());
    }
    let mut record = if job.is_dry_run {
        Record::read(&job.record)?
    } else {
        Record::write(&job.record)?
    };
    let targets = targets::find(&record, &job.reports, &sought, desk)?;
    if job.is_dry_run {
        desk.talk(&desk.words.say("add-dry-run", &[]));
        return print(&targets, &[], job.format, desk);
    }
    // A line that cannot be read is refused before anything goes: a backup that is missed would keep the words.
    let lists = left::lists_of_backups(&record.folder)?;
    let mut left = Vec::new();
    if !targets.is_empty() {
        let redacted = record.ledger.redact(&redactions(&targets, job, desk)?)?;
        note((&record.folder, &lists), &targets, job, desk)?;
        left.extend(told_of(&redacted, desk));
    } else if record.ledger.is_sweep_due()? {
        left.extend(told_sweep(&record.ledger.sweep()?, desk));
    }
    drop(record);
    left.extend(left::files(&job.record, &sought, desk)?);
    print(&targets, &left, job.format, desk)
}

fn redactions(targets: &[Target], job: &RedactJob, desk: &Desk) -> Result<Vec<Redaction>> {
    let mut seed = [0; 32];
    getrandom::fill(&mut seed).told("drawing-seed", &[])?;
    (0u64..)
        .zip(targets)
        .map(|(at, target)| {
            let payload = Payload {
                verdict: "redact",
                entry: target.sequence.get(),
                reason: job.reason.trim(),
            };
            Ok(Redaction {
                target: target.sequence,
                author: job.author.clone(),
                time: desk.now,
                salt: derive_salt(&seed, at),
                version: VERSION,
                payload: serde_json::to_vec(&payload).told("writing-payload", &[])?,
            })
        })
        .collect()
}

/// Notes the redactions in the list beside the record, and in those beside its backups that can be reached.
fn note(
    (folder, lists): (&Path, &[PathBuf]),
    targets: &[Target],
    job: &RedactJob,
    desk: &Desk,
) -> Result<()> {
    let lines: Vec<RedactionLine> = targets
        .iter()
        .map(|target| RedactionLine {
            entry: target.sequence.get(),
            hash: target.hash.clone(),
            at: desk.now,
            author: job.author.to_string(),
            reason: job.reason.trim().to_owned(),
        })
        .collect();
    append(&folder.join(REDACTIONS), &lines)?;
    for beside in lists {
        if let Err(error) = append(beside, &lines) {
            let values: &[(&str, &dyn std::fmt::Display)] = &[
                ("list", &beside.display()),
                ("error", &told(&error, &desk.words)),
            ];
            desk.talk(&desk.words.say("redact-list-behind", values));
        }
    }
    Ok(())
}

/// Where the ledger itself may still hold the words.
fn told_of(redacted: &Redacted, desk: &Desk) -> Vec<String> {
    let shared = redacted.shared_blobs.iter();
    let shared = shared.map(|id| desk.words.say("redact-shared", &[("blob", id)]));
    shared.chain(told_sweep(&redacted.sweep, desk)).collect()
}

fn told_sweep(sweep: &Sweep, desk: &Desk) -> Option<String> {
    match sweep {
        Sweep::Clean => None,
        Sweep::HeldByReader => Some(desk.words.say("redact-held", &[])),
        Sweep::Failed { why } => Some(desk.words.say("redact-failed", &[("why", why)])),
    }
}

fn print(targets: &[Target], left: &[String], format: Format, desk: &mut Desk) -> Result<Outcome> {
    let outcome = if left.is_empty() {
        Outcome::Done
    } else {
        Outcome::No
    };
    if format == Format::Json {
        let entries = targets.iter().map(|target| Line {
            entry: target.sequence.get(),
            kind: target.kind.name(),
        });
        let answer = Answer {
            entries: entries.collect(),
            clean: left.is_empty(),
            left: left.to_vec(),
        };
        json_line(desk, &answer)?;
        return Ok(outcome);
    }
    for target in targets {
        let values: &[(&str, &dyn std::fmt::Display)] =
            &[("entry", &target.sequence), ("kind", &target.kind.name())];
        let line = desk.words.say("redact-entry", values);
        desk.print(&line)?;
    }
    if targets.is_empty() {
        let line = desk.words.say("redact-nothing", &[]);
        desk.print(&line)?;
    }
    left.iter().try_for_each(|line| desk.print(line))?;
    Ok(outcome)
}
