//! An import, batch after batch.
//!
//! Each batch is written whole or not at all, so that an interrupted run is simply repeated: what is there already
//! counts as a copy.
//!
//! While one batch is written, the next is read and the one after it is taken in, so that no core waits for the others.

use std::collections::BTreeSet;

use anyhow::Result;
use marsad_claims::{READER_NAME, READER_VERSION, ReadingContext, read};
use marsad_domain::{Reader, Reading, Report, ReportHash};
use marsad_ledger::{EntryKind, Sequence, Store as _};
use marsad_reports::{Document, Refusal};
use rayon::prelude::*;

use super::Count;
use crate::{
    args::AddJob,
    desk::Desk,
    entries::{Pen, key_of, value_of},
    failure::Told as _,
    intake::{Defaults, Documents, documents},
    progress::Progress,
    record::Record,
    rules::RuleSet,
};

/// How many documents one batch has at most.
const BATCH: usize = 256;
/// How many bytes of documents one batch has before it is written.
const BATCH_BYTES: usize = 32 << 20;

/// An import in progress.
pub(super) struct Import<'a> {
    record: &'a mut Record,
    context: &'a ReadingContext<'a>,
    reader: Reader,
    /// Readings before this entry were made with another theatre, or with other names of sources.
    since: Sequence,
    job: &'a AddJob,
    desk: &'a Desk,
    /// What is not in the ledger yet: of a dry run all, else the batch that is being written.
    unwritten: BTreeSet<ReportHash>,
    count: Count,
    progress: Progress,
}

/// One batch, sorted into what is new and what is to be read anew.
#[derive(Default)]
struct Batch {
    fresh: Vec<Document>,
    stale: Vec<Report>,
}

impl Batch {
    /// The reports that have to be read.
    fn reports(&self) -> Vec<&Report> {
        let fresh = self.fresh.iter().map(|document| &document.report);
        fresh.chain(&self.stale).collect()
    }
}

/// A batch with its readings, in the order of its reports.
struct ReadBatch {
    batch: Batch,
    readings: Vec<Reading>,
}

/// Takes in the next documents and refusals; none where there are no more.
fn take_in(documents: &mut Documents<'_>) -> Vec<Result<Document, Refusal>> {
    let mut taken = Vec::new();
    let mut bytes = 0;
    while taken.len() < BATCH && bytes < BATCH_BYTES {
        let Some(document) = documents.next() else {
            break;
        };
        bytes += document.as_ref().map_or(0, |one| one.bytes.len());
        taken.push(document);
    }
    taken
}

impl<'a> Import<'a> {
    pub(super) fn new(
        (record, since): (&'a mut Record, Sequence),
        context: &'a ReadingContext<'a>,
        rules: &RuleSet,
        job: &'a AddJob,
        desk: &'a Desk,
    ) -> Self {
        let reader = Reader {
            name: READER_NAME.to_owned(),
            version: READER_VERSION.to_owned(),
            rules: rules.claims.hash(),
        };
        let progress = Progress::of(&job.inputs, desk);
        let (unwritten, count) = (BTreeSet::new(), Count::default());
        Self {
            record,
            context,
            reader,
            since,
            job,
            desk,
            unwritten,
            count,
            progress,
        }
    }

    /// Takes everything that the job's inputs give.
    pub(super) fn run(mut self, defaults: &Defaults) -> Result<Count> {
        let mut documents = documents(&self.job.inputs, defaults);
        let mut taken = take_in(&mut documents);
        let mut unwritten = None;
        while !taken.is_empty() {
            let sizes = taken.iter().flatten().map(|one| one.bytes.len() as u64 + 1);
            let (count, bytes) = (taken.len() as u64, sizes.sum());
            let batch = self.sort(taken)?;
            let pen = self.pen()?;
            let (record, context) = (&mut *self.record, self.context);
            let (written, (readings, next)) = rayon::join(
                || write(record, pen, unwritten.take()),
                || {
                    rayon::join(
                        || read_all(&batch.reports(), context),
                        || take_in(&mut documents),
                    )
                },
            );
            written?;
            self.note(&batch, &readings);
            self.progress.took(count, bytes);
            taken = next;
            unwritten = (!self.job.is_dry_run).then_some(ReadBatch { batch, readings });
        }
        let pen = self.pen()?;
        write(self.record, pen, unwritten)?;
        self.progress.finish();
        Ok(self.count)
    }

    fn pen(&self) -> Result<Pen> {
        Pen::new(&self.job.author, self.desk.now)
    }

    /// Counts a batch that was read; until it is written, `unwritten` knows it.
    fn note(&mut self, batch: &Batch, readings: &[Reading]) {
        let claims = readings.iter().map(|reading| reading.claims.len() as u64);
        self.count.claims += claims.sum::<u64>();
        self.count.read_anew += batch.stale.len() as u64;
        for (document, reading) in batch.fresh.iter().zip(readings) {
            self.count.unread_languages.count(&document.report, reading);
        }
        self.count.unread = self.count.unread_languages.total();
        if !self.job.is_dry_run {
            self.unwritten.clear();
        }
        let hashes = batch.reports().into_iter().map(|report| report.hash);
        self.unwritten.extend(hashes);
    }

    fn sort(&mut self, taken: Vec<Result<Document, Refusal>>) -> Result<Batch> {
        let mut batch = Batch::default();
        let mut seen = BTreeSet::new();
        for document in taken {
            let document = match document {
                Ok(document) => document,
                Err(refusal) => {
                    self.count.documents.refused += 1;
                    self.progress.suspend(|| self.desk.talk_refusal(&refusal));
                    continue;
                }
            };
            let hash = document.report.hash;
            let is_repeated = !seen.insert(hash) || self.unwritten.contains(&hash);
            let stored = if is_repeated {
                None
            } else {
                self.stored(hash)?
            };
            match stored {
                None if !is_repeated => {
                    self.count.documents.kept += 1;
                    batch.fresh.push(document);
                }
                stored => {
                    self.count.documents.copies += 1;
                    if let Some(report) = stored.filter(|_| !is_repeated)
                        && self.is_stale(hash)?
                    {
                        batch.stale.push(report);
                    }
                }
            }
        }
        Ok(batch)
    }

    /// The report of a hash as the ledger has it.
    fn stored(&self, hash: ReportHash) -> Result<Option<Report>> {
        let found = self
            .record
            .ledger
            .find_by_key(EntryKind::Report, &key_of(hash))?;
        let Some(id) = found.first() else {
            return Ok(None);
        };
        let entry = self.record.ledger.get(id.sequence)?;
        entry
            .as_ref()
            .map(value_of)
            .transpose()
            .map(Option::flatten)
    }

    /// Whether the last reading of a report was made by another reader, with other rules, with another theatre, or with other names of sources.
    fn is_stale(&self, hash: ReportHash) -> Result<bool> {
        let found = self
            .record
            .ledger
            .find_by_key(EntryKind::Reading, &key_of(hash))?;
        let Some(last) = found.last() else {
            return Ok(true);
        };
        if last.sequence < self.since {
            return Ok(true);
        }
        let entry = self.record.ledger.get(last.sequence)?;
        let reading: Option<Reading> = entry.as_ref().map(value_of).transpose()?.flatten();
        Ok(reading.is_none_or(|reading| reading.reader != self.reader))
    }
}

fn read_all(reports: &[&Report], context: &ReadingContext<'_>) -> Vec<Reading> {
    let read = reports.par_iter().map(|report| read(report, context));
    read.collect()
}

/// Writes a batch, where there is one with something in it.
fn write(record: &mut Record, mut pen: Pen, done: Option<ReadBatch>) -> Result<()> {
    let Some(ReadBatch { batch, readings }) = done.filter(|done| !done.readings.is_empty()) else {
        return Ok(());
    };
    let mut fresh = batch.fresh.iter();
    for reading in &readings {
        if let Some(document) = fresh.next() {
            pen.report(&document.report)?;
        }
        pen.reading(reading)?;
    }
    let blobs: Vec<&[u8]> = batch
        .fresh
        .iter()
        .map(|document| document.bytes.as_slice())
        .collect();
    let ledger = &mut record.ledger;
    ledger.put_blobs(&blobs).told("archiving-reports", &[])?;
    ledger
        .append(&pen.into_entries())
        .told("writing-reports", &[])?;
    Ok(())
}
