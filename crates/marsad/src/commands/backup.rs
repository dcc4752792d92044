//! `marsad backup`: a record in one file that a passphrase opens, written while the record is in use.

use std::io::Write as _;

use anyhow::Result;
use serde::Serialize;

use crate::{
    args::BackupJob,
    backups, bundle,
    desk::Desk,
    exit::Outcome,
    failure::Told as _,
    ledger_copy::LedgerCopy,
    lock_box,
    output::{Format, json_line},
    passphrase::{self, Which},
    record::Record,
    redactions::{self, REDACTIONS},
    whole_file::Growing,
};

#[derive(Serialize)]
struct Answer<'a> {
    file: &'a str,
    entries: u64,
    head: String,
}

/// Writes the backup, then what goes with it: the list of redactions beside it, and the note of it in the record.
pub(crate) fn run(job: &BackupJob, desk: &mut Desk) -> Result<Outcome> {
    if job.file.exists() && !job.may_replace {
        let values: &[(&str, &dyn std::fmt::Display)] = &[("file", &job.file.display())];
        return Err(desk.refuse("backup-exists", values).into());
    }
    let record = Record::read(&job.record)?;
    let passphrase = passphrase::find(Which::New, job.passphrase_file.as_ref(), desk)?;
    let mut growing = Growing::begin(&job.file)?;
    let mut ledger = LedgerCopy::make(&record)?;
    let closed = lock_box::close(growing.out(), &passphrase)?;
    let closed =
        bundle::pack(&job.record, &mut ledger, desk.now, closed).told_at("writing", &job.file)?;
    closed
        .finish()
        .and_then(|mut out| out.flush())
        .told_at("writing", &job.file)?;
    growing.finish(job.may_replace)?;
    // The note comes after the file: a redaction that finds no note misses no backup that is there.
    backups::note(&job.record, &job.file, desk.now)?;
    lay_list_beside(job)?;
    print(job, &ledger, desk)?;
    Ok(Outcome::Done)
}

/// Lays the redactions so far beside the backup. What is there already stays: a redaction may write there meanwhile.
fn lay_list_beside(job: &BackupJob) -> Result<()> {
    let beside = redactions::beside(&job.file);
    let there = redactions::read(&beside)?;
    let mut lines = redactions::read(&job.record.join(REDACTIONS))?;
    lines.retain(|line| !there.contains(line));
    redactions::append(&beside, &lines)
}

fn print(job: &BackupJob, ledger: &LedgerCopy, desk: &mut Desk) -> Result<()> {
    let file = job.file.display().to_string();
    let head = ledger.head.map(|head| head.to_string()).unwrap_or_default();
    let entries = ledger.entries;
    if job.format == Format::Json {
        return json_line(
            desk,
            &Answer {
                file: &file,
                entries,
                head,
            },
        );
    }
    let values: &[(&str, &dyn std::fmt::Display)] =
        &[("file", &file), ("entries", &entries), ("head", &head)];
    let line = desk.words.say("backup-done", values);
    desk.print(&line)
}
