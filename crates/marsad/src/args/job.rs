//! What is to be done, with everything that was meant found out.

use std::path::PathBuf;

use marsad_incidents::Columns;
use marsad_ledger::{Author, Head};

use crate::{
    intake::{Defaults, Input},
    output::Format,
    theatre_files::TheatreFiles,
};

/// One run's work.
#[derive(Debug)]
pub(crate) enum Job {
    /// Make a record.
    Init(InitJob),
    /// Take reports into a record.
    Add(AddJob),
    /// Find the places that documents name.
    Places(DocumentsJob),
    /// Link structured claims.
    Link(LinkJob),
    /// Check a record.
    Verify(VerifyJob),
    /// Print what the program is made of and under which licences.
    Licences(LicencesJob),
}

/// Make a record.
#[derive(Debug)]
pub(crate) struct InitJob {
    /// Its folder.
    pub(crate) folder: PathBuf,
    /// Its theatre.
    pub(crate) theatre: TheatreFiles,
    /// Who makes it.
    pub(crate) author: Author,
}

/// Take reports into a record.
#[derive(Debug)]
pub(crate) struct AddJob {
    /// The record's folder.
    pub(crate) record: PathBuf,
    /// From where.
    pub(crate) inputs: Vec<Input>,
    /// What the reports do not say themselves; the note on own wording follows from the theatre.
    pub(crate) defaults: Defaults,
    /// Whether the ledger stays as it is.
    pub(crate) is_dry_run: bool,
    /// Who adds them.
    pub(crate) author: Author,
    /// In which form the count is printed.
    pub(crate) format: Format,
}

/// Which theatre a stage reads with when it runs alone.
#[derive(Debug, Clone)]
pub(crate) enum TheatreChoice {
    /// None: general places only.
    None,
    /// These, from outside a record.
    Given(Vec<TheatreFiles>),
    /// That of the record in this folder.
    OfRecord(PathBuf),
}

/// Read documents with one stage.
#[derive(Debug)]
pub(crate) struct DocumentsJob {
    /// From where.
    pub(crate) inputs: Vec<Input>,
    /// What the documents do not say themselves.
    pub(crate) defaults: Defaults,
    /// With which theatre.
    pub(crate) theatre: TheatreChoice,
}

/// Link structured claims.
#[derive(Debug)]
pub(crate) struct LinkJob {
    /// From where.
    pub(crate) input: Input,
    /// What its columns are called.
    pub(crate) columns: Columns,
    /// In which form.
    pub(crate) format: Format,
}

/// Check a record.
#[derive(Debug)]
pub(crate) struct VerifyJob {
    /// The record's folder.
    pub(crate) record: PathBuf,
    /// A head that was exported earlier.
    pub(crate) against: Option<Head>,
    /// In which form the answer is printed.
    pub(crate) format: Format,
}

/// Print what the program is made of.
#[derive(Debug)]
pub(crate) struct LicencesJob {
    /// In which form.
    pub(crate) format: Format,
}
