//! `marsad seal`: who is behind a source, in a file that a passphrase opens. Every opening is in the ledger first.

use std::{
    fs::File,
    io::{self, Read},
};

use age::secrecy::SecretString;
use anyhow::{Error, Result};
use marsad_domain::SourceId;
use marsad_ledger::Store as _;
use zeroize::Zeroizing;

use crate::{
    args::{SealJob, SealOrder},
    desk::Desk,
    entries::Pen,
    exit::Outcome,
    failure::Told as _,
    inquiry::{Asked, Inquiry},
    key_event::{KeyAct, KeyEvent, KeyFailure, sealed_sources},
    lock_box::Shut,
    passphrase::{self, Which},
    record::Record,
    sealed::{self, Identities},
};

/// The most bytes that one identity may have: 64 KiB.
const MOST: u64 = 64 << 10;

/// Does what is asked with the sealed identities.
pub(crate) fn run(job: &SealJob, desk: &mut Desk) -> Result<Outcome> {
    match &job.order {
        SealOrder::List => list(job, desk)?,
        SealOrder::Set { source, from } => {
            refuse_stranger(source, job, desk)?;
            let identity = identity(from.as_deref(), desk)?;
            Act::begin(job, KeyAct::Set, Some(source), desk)?.set(source, &identity, desk)?;
        }
        SealOrder::Show { source } => {
            Act::begin(job, KeyAct::Show, Some(source), desk)?.show(source, desk)?;
        }
        SealOrder::Forget { source } => {
            Act::begin(job, KeyAct::Forget, Some(source), desk)?.forget(source, desk)?;
        }
        SealOrder::Passphrase { file } => {
            let next = passphrase::find(Which::Next, file.as_ref(), desk)?;
            Act::begin(job, KeyAct::Passphrase, None, desk)?.change(&next, desk)?;
        }
    }
    Ok(Outcome::Done)
}

/// Lists the sources of which an identity is sealed; the ledger knows them, so that nothing is opened.
fn list(job: &SealJob, desk: &mut Desk) -> Result<()> {
    let record = Record::read(&job.record)?;
    for source in sealed_sources(&record.ledger)? {
        desk.print(source.as_str())?;
    }
    Ok(())
}

/// Ids stay in the ledger for ever. One that nobody has used yet may be an identity, typed in the wrong place.
fn refuse_stranger(source: &SourceId, job: &SealJob, desk: &Desk) -> Result<()> {
    let asked = Asked::everything(&job.record);
    let inquiry = Inquiry::open(&asked, desk)?;
    let is_known = inquiry.theatre.sources.get(source).is_some();
    let mut reports = inquiry.situation.reports.values();
    if is_known || reports.any(|report| report.source == *source) {
        return Ok(());
    }
    Err(desk.refuse("seal-stranger", &[]).into())
}

/// The identity, from a file or from standard input, without the line break at its end.
fn identity(from: Option<&std::path::Path>, desk: &Desk) -> Result<Zeroizing<String>> {
    let mut bytes = Zeroizing::new(Vec::with_capacity(4096));
    let read = match from {
        Some(path) => {
            let path = desk.folder.join(path);
            desk.talk(&desk.words.say("seal-file", &[("file", &path.display())]));
            let file = File::open(&path).told_at("opening", &path)?;
            file.take(MOST + 1).read_to_end(&mut bytes)
        }
        None => io::stdin().lock().take(MOST + 1).read_to_end(&mut bytes),
    };
    read.told("reading-identity", &[])?;
    let text = std::str::from_utf8(&bytes).map_or("", str::trim);
    if text.is_empty() || bytes.len() as u64 > MOST {
        return Err(desk.refuse("seal-no-identity", &[]).into());
    }
    Ok(Zeroizing::new(text.to_owned()))
}

/// One act that the ledger knows of.
struct Act<'a> {
    job: &'a SealJob,
    record: Record,
    passphrase: SecretString,
    identities: Identities,
    event: KeyEvent,
}

impl<'a> Act<'a> {
    /// Writes into the ledger what is to be done, then opens the identities.
    fn begin(
        job: &'a SealJob,
        act: KeyAct,
        source: Option<&SourceId>,
        desk: &Desk,
    ) -> Result<Self> {
        let reason = job.reason.as_deref().map(str::trim);
        if reason == Some("") {
            return Err(desk.refuse("no-reason", &[]).into());
        }
        let is_first = act == KeyAct::Set && !sealed::path(&job.record).exists();
        let which = if is_first { Which::New } else { Which::Old };
        let passphrase = passphrase::find(which, job.passphrase_file.as_ref(), desk)?;
        let mut act = Self {
            job,
            record: Record::write(&job.record)?,
            passphrase,
            identities: Identities::default(),
            event: KeyEvent {
                act,
                source: source.cloned(),
                failed: None,
                author: job.author.to_string(),
                at: desk.now,
                reason: reason.map(str::to_owned),
            },
        };
        act.note(None)?;
        act.open(desk)?;
        Ok(act)
    }

    fn note(&mut self, failed: Option<KeyFailure>) -> Result<()> {
        let event = KeyEvent {
            failed,
            ..self.event.clone()
        };
        let mut pen = Pen::new(&self.job.author, event.at)?;
        pen.key_event(&event)?;
        self.record.ledger.append(&pen.into_entries())?;
        Ok(())
    }

    /// The error, once the ledger knows of the failure.
    fn fail<T>(&mut self, failure: KeyFailure, error: impl Into<Error>) -> Result<T> {
        self.note(Some(failure))?;
        Err(error.into())
    }

    fn open(&mut self, desk: &Desk) -> Result<()> {
        match sealed::open(&self.job.record, &self.passphrase) {
            Ok(Ok(identities)) => {
                self.identities = identities;
                Ok(())
            }
            Ok(Err(Shut::Passphrase)) => {
                self.fail(KeyFailure::Passphrase, desk.refuse("seal-shut", &[]))
            }
            Ok(Err(Shut::File | Shut::Work)) => {
                self.fail(KeyFailure::File, desk.refuse("seal-damaged", &[]))
            }
            Err(error) => self.fail(KeyFailure::File, error),
        }
    }

    fn close(&mut self, passphrase: &SecretString) -> Result<()> {
        match sealed::close(&self.job.record, &self.identities, passphrase) {
            Ok(()) => Ok(()),
            Err(error) => self.fail(KeyFailure::File, error),
        }
    }

    fn set(mut self, source: &SourceId, identity: &str, desk: &mut Desk) -> Result<()> {
        let has_replaced = self.identities.set(source, identity);
        self.close(&self.passphrase.clone())?;
        let values: &[(&str, &dyn std::fmt::Display)] = &[("source", source)];
        let line = if has_replaced {
            desk.words.say("seal-replaced", values)
        } else {
            desk.words.say("seal-set", values)
        };
        desk.print(&line)
    }

    fn show(mut self, source: &SourceId, desk: &mut Desk) -> Result<()> {
        match self.identities.get(source) {
            Some(identity) => desk.print(identity),
            None => self.refuse_absent(source, desk),
        }
    }

    fn forget(mut self, source: &SourceId, desk: &mut Desk) -> Result<()> {
        if !self.identities.forget(source) {
            return self.refuse_absent(source, desk);
        }
        self.close(&self.passphrase.clone())?;
        let line = desk.words.say("seal-forgotten", &[("source", source)]);
        desk.print(&line)
    }

    fn change(mut self, next: &SecretString, desk: &mut Desk) -> Result<()> {
        self.close(next)?;
        let line = desk
            .words
            .say("seal-passphrase", &[("count", &self.identities.len())]);
        desk.print(&line)
    }

    fn refuse_absent(&mut self, source: &SourceId, desk: &Desk) -> Result<()> {
        let error = desk.refuse("seal-nothing", &[("source", source)]);
        self.fail(KeyFailure::NothingSealed, error)
    }
}
