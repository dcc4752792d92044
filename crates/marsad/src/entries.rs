//! What the payloads of ledger entries mean: JSON of a domain type, with a version.
//!
//! The ledger itself interprets nothing. A payload is written once and read for ever, so a form never changes: a new
//! one gets a new version.

use anyhow::Result;
use marsad_domain::{Decision, Reading, Report, ReportHash, SourceNote};
use marsad_ledger::{Author, BlobId, Entry, EntryKind, Key, NewEntry, derive_salt};
use serde::{Serialize, de::DeserializeOwned};

use crate::{
    failure::{Failure, Told as _},
    key_event::KeyEvent,
    theatre_files::TheatreFiles,
};

/// The version of every payload form so far.
pub(crate) const VERSION: u16 = 1;

/// Writes new entries: whose hand, when, and the seed of one batch's salts.
pub(crate) struct Pen {
    author: Author,
    time: jiff::Timestamp,
    seed: [u8; 32],
    entries: Vec<NewEntry>,
}

impl Pen {
    /// A pen for one batch, with a fresh seed from the system.
    pub(crate) fn new(author: &Author, time: jiff::Timestamp) -> Result<Self> {
        let mut seed = [0; 32];
        getrandom::fill(&mut seed).told("drawing-seed", &[])?;
        Ok(Self {
            author: author.clone(),
            time,
            seed,
            entries: Vec::new(),
        })
    }

    /// Writes a theatre.
    pub(crate) fn theatre(&mut self, theatre: &TheatreFiles) -> Result<()> {
        self.write(EntryKind::Theatre, None, Vec::new(), theatre)
    }

    /// Writes a report whose archived bytes are in the store already.
    pub(crate) fn report(&mut self, report: &Report) -> Result<()> {
        let blob = BlobId::from_bytes(*report.archived.blake3.as_bytes());
        self.write(
            EntryKind::Report,
            Some(key_of(report.hash)),
            vec![blob],
            report,
        )
    }

    /// Writes a reading; it is found by the hash of its report.
    pub(crate) fn reading(&mut self, reading: &Reading) -> Result<()> {
        self.write(
            EntryKind::Reading,
            Some(key_of(reading.report)),
            Vec::new(),
            reading,
        )
    }

    /// Writes a decision. Its author and its time are those of the entry.
    pub(crate) fn decision(&mut self, decision: &Decision) -> Result<()> {
        self.write(EntryKind::Decision, None, Vec::new(), decision)
    }

    /// Writes what the desk says of a source. Its author and its time are those of the entry.
    pub(crate) fn source(&mut self, note: &SourceNote) -> Result<()> {
        self.write(EntryKind::Source, None, Vec::new(), note)
    }

    /// Writes what was done with the sealed identities, and nothing of an identity.
    pub(crate) fn key_event(&mut self, event: &KeyEvent) -> Result<()> {
        self.write(EntryKind::KeyEvent, None, Vec::new(), event)
    }

    /// The batch.
    pub(crate) fn into_entries(self) -> Vec<NewEntry> {
        self.entries
    }

    fn write(
        &mut self,
        kind: EntryKind,
        key: Option<Key>,
        blobs: Vec<BlobId>,
        value: &impl Serialize,
    ) -> Result<()> {
        let payload = serde_json::to_vec(value).told("writing-payload", &[])?;
        let salt = derive_salt(&self.seed, self.entries.len() as u64);
        let (author, time) = (self.author.clone(), self.time);
        self.entries.push(NewEntry {
            kind,
            version: VERSION,
            author,
            time,
            salt,
            key,
            blobs,
            payload,
        });
        Ok(())
    }
}

/// The key by which the entries of a report are found: its hash, filled up with zeros.
pub(crate) fn key_of(report: ReportHash) -> Key {
    let mut key = Key::default();
    for (to, from) in key.iter_mut().zip(report.as_bytes()) {
        *to = *from;
    }
    key
}

/// The value of an entry's payload; nothing where a redaction removed it.
pub(crate) fn value_of<T: DeserializeOwned>(entry: &Entry) -> Result<Option<T>> {
    let sequence = entry.header.sequence;
    let Some(payload) = entry.payload() else {
        return Ok(None);
    };
    if entry.header.version != VERSION {
        let (found, known) = (entry.header.version, VERSION);
        return Err(Failure::new(
            "entry-version",
            &[("entry", &sequence), ("found", &found), ("known", &known)],
        )
        .into());
    }
    // One look at all bytes is faster than one at each text of the value.
    let value = std::str::from_utf8(payload)
        .map_err(anyhow::Error::from)
        .and_then(|text| Ok(serde_json::from_str(text)?));
    value
        .map(Some)
        .told("reading-payload", &[("entry", &sequence)])
}
