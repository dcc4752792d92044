//! `marsad restore`: a record out of a backup, verified before it gets its name, and without what was redacted since.

use std::{
    collections::BTreeSet,
    fs::{self, File},
    io::BufReader,
    path::{Path, PathBuf},
};

use anyhow::Result;
use jiff::Timestamp;
use marsad_ledger::{
    Author, Head, Mode, Redaction, Sequence, SqliteLedger, Store as _, Sweep, Verified,
    derive_salt, verify,
};
use serde::Serialize;
use tempfile::TempDir;

use crate::{
    args::RestoreJob,
    backups, bundle,
    desk::Desk,
    entries::VERSION,
    exit::Outcome,
    failure::Told as _,
    lock_box::{self, Shut},
    output::{Format, json_line},
    passphrase::{self, Which},
    record::{LEDGER, holder, refuse_used},
    redactions::{self, REDACTIONS, RedactionLine},
    whole_file::{folder_of, sync_folder},
};

/// What the name of the folder begins with before the record has its own.
const PASSING: &str = ".marsad-restore-";

/// The payload of a redaction that is done again.
#[derive(Serialize)]
struct Again<'a> {
    verdict: &'static str,
    author: &'a str,
    at: Timestamp,
    reason: &'a str,
}

#[derive(Serialize)]
struct Answer {
    folder: String,
    entries: u64,
    redacted_again: usize,
    head: String,
}

/// Restores the record; nothing is left behind where that fails.
pub(crate) fn run(job: &RestoreJob, desk: &mut Desk) -> Result<Outcome> {
    refuse_used(&job.folder, desk)?;
    let lists = lists(job)?;
    let folder = tempfile::Builder::new()
        .prefix(PASSING)
        .tempdir_in(folder_of(&job.folder))
        .told_at("making-folder-beside", &job.folder)?;
    let backed_up = unpack(job, folder.path(), desk)?;
    check(folder.path(), Some(&backed_up))?;
    let again = redact_again(folder.path(), &lists, &job.author, desk)?;
    let verified = check(folder.path(), None)?;
    backups::note(folder.path(), &job.file, desk.now)?;
    give_name(folder, &job.folder)?;
    print(job, &verified, again, desk)?;
    Ok(Outcome::Done)
}

/// The redactions that were done since: of the list that was named, else of those that lie beside the backup.
fn lists(job: &RestoreJob) -> Result<Vec<RedactionLine>> {
    if let Some(named) = &job.redactions {
        // Named and not there must not pass for an empty list.
        File::open(named).told_at("opening", named)?;
        return redactions::read(named);
    }
    let beside = [
        redactions::beside(&job.file),
        folder_of(&job.file).join(REDACTIONS),
    ];
    let mut lines = Vec::new();
    for path in beside {
        lines.extend(redactions::read(&path)?);
    }
    Ok(lines)
}

/// Opens the backup and takes its files out; gives the head that it states.
fn unpack(job: &RestoreJob, folder: &Path, desk: &Desk) -> Result<Head> {
    let file = File::open(&job.file).told_at("opening", &job.file)?;
    let passphrase = passphrase::find(Which::Old, job.passphrase_file.as_ref(), desk)?;
    let values: &[(&str, &dyn std::fmt::Display)] = &[("file", &job.file.display())];
    let opened = lock_box::open(BufReader::new(file), &passphrase).map_err(|shut| match shut {
        Shut::Passphrase => desk.refuse("backup-shut", values),
        Shut::File => desk.refuse("no-backup", values),
        Shut::Work => desk.refuse("backup-work", values),
    })?;
    let about = bundle::unpack(opened, folder, desk)?;
    let head = about.head.parse();
    head.or(Err(desk.refuse("backup-damaged", &[]).into()))
}

/// Verifies the restored ledger, archived bytes included.
fn check(folder: &Path, against: Option<&Head>) -> Result<Verified> {
    let ledger = SqliteLedger::open(&folder.join(LEDGER), Mode::Read)?;
    Ok(verify(&ledger, against)?)
}

/// Redacts what the lists name and the ledger still has; says how many entries that were.
fn redact_again(
    folder: &Path,
    lists: &[RedactionLine],
    author: &Author,
    desk: &Desk,
) -> Result<usize> {
    let known: BTreeSet<String> = redactions::read(&folder.join(REDACTIONS))?
        .into_iter()
        .map(|line| line.hash)
        .collect();
    let mode = Mode::Write { holder: holder() };
    let mut ledger = SqliteLedger::open(&folder.join(LEDGER), mode)?;
    let mut seed = [0; 32];
    getrandom::fill(&mut seed).told("drawing-seed", &[])?;
    let (mut due, mut met, mut new) = (Vec::new(), BTreeSet::new(), Vec::new());
    for line in lists {
        let Some(target) = Sequence::new(line.entry) else {
            continue;
        };
        let entry = ledger.get(target)?;
        let Some(entry) = entry.filter(|entry| entry.hash.to_string() == line.hash) else {
            continue;
        };
        if !met.insert(target) {
            continue;
        }
        if !known.contains(&line.hash) {
            new.push(line.clone());
        }
        if entry.payload().is_some() {
            let salt = derive_salt(&seed, due.len() as u64);
            due.push(redaction(line, target, author, desk.now, salt)?);
        }
    }
    if !due.is_empty() {
        let done = ledger.redact(&due)?;
        if done.sweep != Sweep::Clean && ledger.sweep()? != Sweep::Clean {
            return Err(desk.refuse("restore-not-swept", &[]).into());
        }
    }
    redactions::append(&folder.join(REDACTIONS), &new)?;
    Ok(due.len())
}

fn redaction(
    line: &RedactionLine,
    target: Sequence,
    author: &Author,
    time: Timestamp,
    salt: marsad_ledger::Salt,
) -> Result<Redaction> {
    let again = Again {
        verdict: "redact",
        author: &line.author,
        at: line.at,
        reason: &line.reason,
    };
    Ok(Redaction {
        target,
        author: author.clone(),
        time,
        salt,
        version: VERSION,
        payload: serde_json::to_vec(&again).told("writing-payload", &[])?,
    })
}

/// Gives the folder its name, once everything in it is on disk.
fn give_name(passing: TempDir, folder: &Path) -> Result<()> {
    sync_folder(passing.path()).told_at("naming", folder)?;
    if folder.exists() {
        fs::remove_dir(folder).told_at("naming", folder)?;
    }
    fs::rename(passing.path(), folder).told_at("naming", folder)?;
    // The folder has another name now, so nothing is there that could be removed.
    let _moved: PathBuf = passing.keep();
    sync_folder(folder_of(folder)).told_at("naming", folder)
}

fn print(job: &RestoreJob, verified: &Verified, again: usize, desk: &mut Desk) -> Result<()> {
    let folder = job.folder.display().to_string();
    let head = verified
        .head
        .map(|head| head.to_string())
        .unwrap_or_default();
    let entries = verified.entries;
    if job.format == Format::Json {
        let answer = Answer {
            folder,
            entries,
            redacted_again: again,
            head,
        };
        return json_line(desk, &answer);
    }
    let values: &[(&str, &dyn std::fmt::Display)] = &[
        ("folder", &folder),
        ("entries", &entries),
        ("again", &again),
        ("head", &head),
    ];
    let line = desk.words.say("restore-done", values);
    desk.print(&line)
}
