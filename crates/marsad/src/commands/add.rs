//! `marsad add`: reports and what the reader makes of them, into the ledger.

mod import;
mod surroundings;

use anyhow::Result;
use marsad_reports::Reconciliation;
use serde::Serialize;

use crate::{
    args::AddJob,
    desk::Desk,
    exit::Outcome,
    output::{Format, json_line},
    reader,
    record::Record,
    rules::RuleSet,
    theatre::Theatre,
    theatre_files::TheatreFiles,
    unread::Unread,
};
use import::Import;

/// What became of everything that was read.
#[derive(Debug, Clone, Default, Serialize)]
pub(crate) struct Count {
    /// Of documents.
    #[serde(flatten)]
    pub(crate) documents: Reconciliation,
    /// Claims in the new readings.
    pub(crate) claims: u64,
    /// Reports that were there already and were read anew, with other rules or another theatre.
    pub(crate) read_anew: u64,
    /// Of those that were kept, how many are in a language without rules.
    pub(crate) unread: u64,
    /// The same by language.
    pub(crate) unread_languages: Unread,
}

/// Adds the reports; something refused is exit code 2, and the rest is kept.
pub(crate) fn run(job: &AddJob, desk: &mut Desk) -> Result<Outcome> {
    let mut record = if job.is_dry_run {
        Record::read(&job.record)?
    } else {
        Record::write(&job.record)?
    };
    let files = theatre(&mut record, job, desk)?;
    let count = add(&mut record, &files, job, desk)?;
    if job.is_dry_run {
        desk.talk(&desk.words.say("add-dry-run", &[]));
    }
    print(&count, job.format, desk)?;
    let is_clean = count.documents.refused == 0;
    Ok(if is_clean {
        Outcome::Done
    } else {
        Outcome::Refused
    })
}

/// Adds the reports to a record that is open already.
pub(crate) fn add(
    record: &mut Record,
    files: &TheatreFiles,
    job: &AddJob,
    desk: &Desk,
) -> Result<Count> {
    let rule_files = record.rules()?;
    let mut theatre = Theatre::read(std::slice::from_ref(files), &rule_files, desk)?;
    let since = surroundings::lay_over(&mut theatre.sources, record)?;
    let rules = RuleSet::read(&rule_files)?;
    let context = reader::context(&theatre, &rules)?;
    let defaults = job.defaults.of_theatre(&theatre);
    Import::new((record, since), &context, &rules, job, desk).run(&defaults)
}

/// The theatre as it is now; where it differs from the ledger's, the change is written first.
fn theatre(record: &mut Record, job: &AddJob, desk: &Desk) -> Result<TheatreFiles> {
    let recorded = record.theatre(desk)?;
    let now = record.theatre_now(&recorded)?;
    if now != recorded {
        let values: &[(&str, &dyn std::fmt::Display)] = &[
            ("before", &recorded.files.hash()),
            ("after", &now.files.hash()),
        ];
        desk.talk(&desk.words.say("theatre-changed", values));
        if !job.is_dry_run {
            record.write_theatre(&now, &job.author, desk)?;
        }
    }
    Ok(now)
}

fn print(count: &Count, format: Format, desk: &mut Desk) -> Result<()> {
    if format == Format::Json {
        return json_line(desk, count);
    }
    let Reconciliation {
        kept,
        copies,
        refused,
    } = count.documents;
    let values: &[(&str, &dyn std::fmt::Display)] = &[
        ("read", &count.documents.read()),
        ("kept", &kept),
        ("copies", &copies),
        ("refused", &refused),
        ("claims", &count.claims),
        ("anew", &count.read_anew),
    ];
    let line = if count.read_anew == 0 {
        desk.words.say("add-count", values)
    } else {
        desk.words.say("add-count-anew", values)
    };
    if count.unread == 0 {
        return desk.print(&line);
    }
    let values: &[(&str, &dyn std::fmt::Display)] = &[
        ("line", &line),
        ("unread", &count.unread),
        ("languages", &count.unread_languages),
    ];
    desk.print(&desk.words.say("add-count-unread", values))
}
