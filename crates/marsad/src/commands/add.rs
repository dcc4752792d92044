//! `marsad add`: reports and what the reader makes of them, into the ledger.
//!
//! Each batch is written whole or not at all, so that an interrupted run is simply repeated: what is there already
//! counts as a copy.

use std::collections::BTreeSet;

use anyhow::Result;
use indicatif::ProgressBar;
use marsad_domain::ReportHash;
use marsad_ledger::{EntryKind, Store as _};
use marsad_reports::{Document, Reconciliation};
use serde::Serialize;

use crate::{
    args::AddJob,
    desk::Desk,
    entries::{Pen, key_of},
    exit::Outcome,
    intake::documents,
    output::{Format, json_line},
    progress,
    record::Record,
};

/// How many documents one batch has at most.
const BATCH: usize = 256;
/// How many bytes of documents one batch has before it is written.
const BATCH_BYTES: usize = 32 << 20;

#[derive(Serialize, Default)]
struct Count {
    #[serde(flatten)]
    documents: Reconciliation,
    claims: u64,
}

/// An import in progress.
struct Import {
    record: Record,
    job: AddJob,
    /// What a dry run would have written.
    unwritten: BTreeSet<ReportHash>,
    count: Count,
    bar: ProgressBar,
}

/// Adds the reports; something refused is exit code 2, and the rest is kept.
pub(crate) fn run(job: AddJob, desk: &mut Desk) -> Result<Outcome> {
    let record = if job.is_dry_run {
        Record::read(&job.record)?
    } else {
        Record::write(&job.record)?
    };
    let (inputs, defaults, format, is_dry_run) = (
        job.inputs.clone(),
        job.defaults.clone(),
        job.format,
        job.is_dry_run,
    );
    let bar = progress::counter(desk);
    let mut import = Import {
        record,
        job,
        unwritten: BTreeSet::new(),
        count: Count::default(),
        bar,
    };
    let mut batch = Vec::new();
    let mut bytes = 0;
    for document in documents(&inputs, &defaults) {
        match document {
            Ok(document) => {
                bytes += document.bytes.len();
                batch.push(document);
            }
            Err(refusal) => {
                import.count.documents.refused += 1;
                import.bar.suspend(|| desk.talk_refusal(&refusal));
            }
        }
        if batch.len() >= BATCH || bytes >= BATCH_BYTES {
            import.take(std::mem::take(&mut batch), desk)?;
            bytes = 0;
        }
    }
    import.take(batch, desk)?;
    import.bar.finish_and_clear();
    print(&import.count, format, is_dry_run, desk)?;
    let is_clean = import.count.documents.refused == 0;
    Ok(if is_clean {
        Outcome::Done
    } else {
        Outcome::Refused
    })
}

impl Import {
    /// Takes one batch: what is new with its reading.
    fn take(&mut self, batch: Vec<Document>, desk: &Desk) -> Result<()> {
        let mut fresh: Vec<Document> = Vec::new();
        let mut hashes = BTreeSet::new();
        for document in batch {
            let hash = document.report.hash;
            if !hashes.insert(hash) || self.is_known(hash)? {
                self.count.documents.copies += 1;
            } else {
                self.count.documents.kept += 1;
                fresh.push(document);
            }
        }
        self.bar.inc(fresh.len() as u64);
        if self.job.is_dry_run {
            self.unwritten
                .extend(fresh.iter().map(|document| document.report.hash));
            return Ok(());
        }
        self.write(&fresh, desk)
    }

    fn is_known(&self, hash: ReportHash) -> Result<bool> {
        let written = self
            .record
            .ledger
            .find_by_key(EntryKind::Report, &key_of(hash))?;
        Ok(!written.is_empty() || self.unwritten.contains(&hash))
    }

    fn write(&mut self, fresh: &[Document], desk: &Desk) -> Result<()> {
        if fresh.is_empty() {
            return Ok(());
        }
        let mut pen = Pen::new(&self.job.author, desk.now)?;
        for document in fresh {
            pen.report(&document.report)?;
        }
        let blobs: Vec<&[u8]> = fresh
            .iter()
            .map(|document| document.bytes.as_slice())
            .collect();
        self.record.ledger.put_blobs(&blobs)?;
        self.record.ledger.append(&pen.into_entries())?;
        Ok(())
    }
}

fn print(count: &Count, format: Format, is_dry_run: bool, desk: &mut Desk) -> Result<()> {
    if is_dry_run {
        desk.talk(&desk.words.say("add-dry-run", &[]));
    }
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
    ];
    let line = desk.words.say("add-count", values);
    desk.print(&line)
}
