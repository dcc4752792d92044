//! Which entries have to go.

use std::collections::BTreeSet;

use anyhow::Result;
use marsad_domain::{Decision, Reading, Report, ReportHash, Verdict};
use marsad_ledger::{Body, Entry, EntryKind, Sequence, Store as _, Visit};

use super::words::Sought;
use crate::{desk::Desk, entries::value_of, record::Record};

/// Fewer letters of a hash than these say too little.
const SHORTEST: usize = 6;

/// An entry that is to lose its content.
#[derive(Debug)]
pub(super) struct Target {
    /// Its number.
    pub(super) sequence: Sequence,
    /// Its hash.
    pub(super) hash: String,
    /// What sort of thing it records.
    pub(super) kind: EntryKind,
}

/// Finds the entries: the named reports with all that quotes them, and whatever has the words.
pub(super) fn find(
    record: &Record,
    names: &[String],
    sought: &Sought,
    desk: &Desk,
) -> Result<Vec<Target>> {
    let mut reports = named(record, names, desk)?;
    // A report that has the words goes with its readings, also with those that do not quote them.
    each(record, |entry| {
        if entry.header.kind == EntryKind::Report
            && has_words(record, entry, sought)?
            && let Some(report) = value_of::<Report>(entry)?
        {
            reports.insert(report.hash);
        }
        Ok(())
    })?;
    let mut targets = Vec::new();
    let mut theatre = None;
    each(record, |entry| {
        if sought.is_in(entry.header.author.as_str()) {
            return Err(desk.refuse("words-in-author", &[]).into());
        }
        if matches!(entry.body, Body::Redacted) {
            return Ok(());
        }
        let has_words = has_words(record, entry, sought)?;
        if entry.header.kind == EntryKind::Theatre {
            theatre = Some(has_words);
        }
        if has_words || quotes(entry, &reports)? {
            targets.push(Target {
                sequence: entry.header.sequence,
                hash: entry.hash.to_string(),
                kind: entry.header.kind,
            });
        }
        Ok(())
    })?;
    if theatre == Some(true) {
        return Err(desk.refuse("words-in-theatre", &[]).into());
    }
    Ok(targets)
}

/// The reports of some names or beginnings of hashes.
fn named(record: &Record, names: &[String], desk: &Desk) -> Result<BTreeSet<ReportHash>> {
    let mut found = BTreeSet::new();
    for name in names {
        let mut of_name = BTreeSet::new();
        each(record, |entry| {
            if entry.header.kind == EntryKind::Report
                && let Some(report) = value_of::<Report>(entry)?
            {
                let begins = name.len() >= SHORTEST
                    && report.hash.to_string().starts_with(&name.to_lowercase());
                if report.name == *name || begins {
                    of_name.insert(report.hash);
                }
            }
            Ok(())
        })?;
        if of_name.is_empty() {
            return Err(desk.refuse("no-report", &[("name", name)]).into());
        }
        found.extend(of_name);
    }
    Ok(found)
}

fn each(record: &Record, mut see: impl FnMut(&Entry) -> Result<()>) -> Result<()> {
    let mut failure = None;
    record
        .ledger
        .scan(Sequence::FIRST, &mut |entry| match see(entry) {
            Ok(()) => Visit::Continue(()),
            Err(error) => {
                failure = Some(error);
                Visit::Break(())
            }
        })?;
    failure.map_or(Ok(()), Err)
}

/// Whether an entry's payload or its archived bytes have the words.
fn has_words(record: &Record, entry: &Entry, sought: &Sought) -> Result<bool> {
    let Body::Kept(content) = &entry.body else {
        return Ok(false);
    };
    if sought.is_empty() {
        return Ok(false);
    }
    if sought.is_in_bytes(&content.payload) {
        return Ok(true);
    }
    for blob in &content.blobs {
        let bytes = record.ledger.get_blob(blob)?;
        if bytes.is_some_and(|bytes| sought.is_in_bytes(&bytes)) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether an entry is one of these reports, a reading of one, or a decision that quotes one.
fn quotes(entry: &Entry, reports: &BTreeSet<ReportHash>) -> Result<bool> {
    if reports.is_empty() {
        return Ok(false);
    }
    Ok(match entry.header.kind {
        EntryKind::Report => {
            value_of::<Report>(entry)?.is_some_and(|report| reports.contains(&report.hash))
        }
        EntryKind::Reading => {
            value_of::<Reading>(entry)?.is_some_and(|reading| reports.contains(&reading.report))
        }
        EntryKind::Decision if entry.header.redacts.is_none() => {
            value_of::<Decision>(entry)?.is_some_and(|decision| is_about(&decision, reports))
        }
        _ => false,
    })
}

fn is_about(decision: &Decision, reports: &BTreeSet<ReportHash>) -> bool {
    let others = match &decision.verdict {
        Verdict::Split { from } => from.as_slice(),
        Verdict::Reading { report, .. } if reports.contains(report) => return true,
        _ => &[],
    };
    decision
        .claims
        .iter()
        .chain(others)
        .any(|anchor| reports.contains(&anchor.report))
}
