//! An import, batch after batch.
//!
//! Each batch is written whole or not at all, so that an interrupted run is simply repeated: what is there already
//! counts as a copy.

use std::collections::BTreeSet;

use anyhow::Result;
use indicatif::ProgressBar;
use marsad_claims::{READER_NAME, READER_VERSION, ReadingContext, read};
use marsad_domain::{Reader, Reading, Report, ReportHash};
use marsad_ledger::{EntryKind, Sequence, Store as _};
use marsad_reports::Document;
use rayon::prelude::*;

use super::Count;
use crate::{
    args::AddJob,
    desk::Desk,
    entries::{Pen, key_of, value_of},
    failure::Told as _,
    intake::{Defaults, documents},
    progress,
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
    /// What a dry run would have written.
    unwritten: BTreeSet<ReportHash>,
    count: Count,
    bar: ProgressBar,
}

/// One batch, sorted into what is new and what is to be read anew.
#[derive(Default)]
struct Batch {
    fresh: Vec<Document>,
    stale: Vec<Report>,
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
        let bar = progress::counter(desk);
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
            bar,
        }
    }

    /// Takes everything that the job's inputs give.
    pub(super) fn run(mut self, defaults: &Defaults) -> Result<Count> {
        let mut batch = Vec::new();
        let mut bytes = 0;
        for document in documents(&self.job.inputs, defaults) {
            match document {
                Ok(document) => {
                    bytes += document.bytes.len();
                    batch.push(document);
                }
                Err(refusal) => {
                    self.count.documents.refused += 1;
                    self.bar.suspend(|| self.desk.talk_refusal(&refusal));
                }
            }
            if batch.len() >= BATCH || bytes >= BATCH_BYTES {
                self.take(std::mem::take(&mut batch))?;
                bytes = 0;
            }
        }
        self.take(batch)?;
        self.bar.finish_and_clear();
        Ok(self.count)
    }

    fn take(&mut self, documents: Vec<Document>) -> Result<()> {
        let batch = self.sort(documents)?;
        self.bar.inc((batch.fresh.len() + batch.stale.len()) as u64);
        let reports: Vec<&Report> = batch
            .fresh
            .iter()
            .map(|document| &document.report)
            .chain(&batch.stale)
            .collect();
        let readings: Vec<Reading> = reports
            .par_iter()
            .map(|report| read(report, self.context))
            .collect();
        self.count.claims += readings
            .iter()
            .map(|reading| reading.claims.len() as u64)
            .sum::<u64>();
        self.count.read_anew += batch.stale.len() as u64;
        for (document, reading) in batch.fresh.iter().zip(&readings) {
            self.count.unread_languages.count(&document.report, reading);
        }
        self.count.unread = self.count.unread_languages.total();
        if self.job.is_dry_run {
            self.unwritten
                .extend(reports.iter().map(|report| report.hash));
            return Ok(());
        }
        self.write(&batch, &readings)
    }

    fn sort(&mut self, documents: Vec<Document>) -> Result<Batch> {
        let mut batch = Batch::default();
        let mut seen = BTreeSet::new();
        for document in documents {
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

    fn write(&mut self, batch: &Batch, readings: &[Reading]) -> Result<()> {
        if readings.is_empty() {
            return Ok(());
        }
        let mut pen = Pen::new(&self.job.author, self.desk.now)?;
        let mut fresh = batch.fresh.iter();
        for reading in readings {
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
        self.record
            .ledger
            .put_blobs(&blobs)
            .told("archiving-reports", &[])?;
        self.record
            .ledger
            .append(&pen.into_entries())
            .told("writing-reports", &[])?;
        Ok(())
    }
}
