//! The readings of a report: which there are, which one counts, and which one a person means.

use std::path::Path;

use anyhow::Result;
use jiff::Timestamp;
use marsad_decisions::chosen_readings;
use marsad_domain::{Digest32, Reader, Reading, Report, ReportHash};
use marsad_ledger::{EntryKind, Store as _};
use serde::Serialize;

use crate::{
    desk::Desk,
    entries::{key_of, value_of},
    exit::Outcome,
    inquiry::Inquiry,
    output::{Format, json_line},
    record::Record,
};

/// Fewer letters of a hash than these say too little.
const SHORTEST: usize = 4;

/// One reading of a report.
#[derive(Debug, Serialize)]
pub(super) struct Line {
    /// The hash of its entry.
    pub(super) id: Digest32,
    number: u64,
    at: Timestamp,
    reader: Reader,
    claims: usize,
    /// Whether it is the one that counts.
    is_current: bool,
}

/// Lists the readings of a report, the oldest first.
pub(super) fn list(
    inquiry: &Inquiry,
    (folder, report): (&Path, &str),
    format: Format,
    desk: &mut Desk,
) -> Result<Outcome> {
    let report = self::report(report, inquiry, desk)?;
    for line in of(folder, report, inquiry)? {
        match format {
            Format::Json => json_line(desk, &line)?,
            Format::Text => {
                let line = told(&line, desk);
                desk.print(&line)?;
            }
        }
    }
    Ok(Outcome::Done)
}

/// The report of a name, or of the beginning of a hash.
pub(super) fn report(word: &str, inquiry: &Inquiry, desk: &Desk) -> Result<ReportHash> {
    let reports = || inquiry.situation.reports.values();
    let begins = |report: &&Report| {
        word.len() >= SHORTEST && report.hash.to_string().starts_with(&word.to_lowercase())
    };
    let named: Vec<&Report> = reports().filter(|report| report.name == word).collect();
    let found = if named.is_empty() {
        reports().filter(begins).collect()
    } else {
        named
    };
    match found.as_slice() {
        [one] => Ok(one.hash),
        [] => Err(desk.refuse("no-report-here", &[("name", &word)]).into()),
        several => {
            let ids: Vec<String> = several.iter().map(|one| one.hash.to_string()).collect();
            let values: &[(&str, &dyn std::fmt::Display)] =
                &[("id", &word), ("ids", &ids.join(", "))];
            Err(desk.refuse("several-ids", values).into())
        }
    }
}

/// The reading of a report that is meant: by the number of its entry, with or without `#`, or the beginning of its hash.
pub(super) fn reading(
    word: &str,
    (folder, report): (&Path, ReportHash),
    inquiry: &Inquiry,
    desk: &Desk,
) -> Result<Digest32> {
    let number: Option<u64> = word.trim_start_matches('#').parse().ok();
    let is_meant = |line: &Line| {
        number == Some(line.number)
            || (word.len() >= SHORTEST && line.id.to_string().starts_with(&word.to_lowercase()))
    };
    let mut lines = of(folder, report, inquiry)?.into_iter();
    match lines.find(is_meant) {
        Some(line) if line.is_current => Err(desk.refuse("reading-current", &[]).into()),
        Some(line) => Ok(line.id),
        None => Err(desk.refuse("no-reading", &[("id", &word)]).into()),
    }
}

/// The readings of a report that are not redacted, the oldest first.
fn of(folder: &Path, report: ReportHash, inquiry: &Inquiry) -> Result<Vec<Line>> {
    let ledger = Record::read(folder)?.ledger;
    let mut lines = Vec::new();
    for found in ledger.find_by_key(EntryKind::Reading, &key_of(report))? {
        let Some(entry) = ledger.get(found.sequence)? else {
            continue;
        };
        if let Some(reading) = value_of::<Reading>(&entry)? {
            lines.push(Line {
                id: Digest32::new(*found.hash.as_bytes()),
                number: found.sequence.get(),
                at: entry.header.time,
                reader: reading.reader,
                claims: reading.claims.len(),
                is_current: false,
            });
        }
    }
    let chosen = chosen_readings(&inquiry.situation.decisions);
    let chosen = chosen.get(&report).map(|chosen| chosen.reading);
    let at = lines
        .iter()
        .position(|line| Some(line.id) == chosen)
        .or(lines.len().checked_sub(1));
    if let Some(line) = at.and_then(|at| lines.get_mut(at)) {
        line.is_current = true;
    }
    Ok(lines)
}

fn told(line: &Line, desk: &Desk) -> String {
    let rules: String = line.reader.rules.to_string().chars().take(12).collect();
    let values: &[(&str, &dyn std::fmt::Display)] = &[
        ("number", &line.number),
        ("id", &line.id),
        ("reader", &line.reader.name),
        ("version", &line.reader.version),
        ("rules", &rules),
        ("claims", &line.claims),
        ("time", &line.at),
    ];
    if line.is_current {
        desk.words.say("reading-line-current", values)
    } else {
        desk.words.say("reading-line", values)
    }
}
