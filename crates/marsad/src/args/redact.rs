//! `marsad redact`: what clap reads of it, and the job that it comes to.

use std::path::PathBuf;

use clap::Args;
use marsad_ledger::Author;

use crate::{intake::Input, output::Format};

#[derive(Debug, Args)]
pub(crate) struct RawRedact {
    #[arg(value_name = "REPORT", required_unless_present = "words")]
    reports: Vec<String>,
    #[arg(long, value_name = "FILE|-")]
    words: Option<PathBuf>,
    #[arg(long, value_name = "TEXT")]
    reason: String,
    #[arg(long)]
    dry_run: bool,
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// Take words out of a record.
#[derive(Debug)]
pub(crate) struct RedactJob {
    /// The record's folder.
    pub(crate) record: PathBuf,
    /// Names of reports, or beginnings of their hashes.
    pub(crate) reports: Vec<String>,
    /// A file with words, one a line, all of which are to go; never an argument, for those can be seen by others.
    pub(crate) words: Option<Input>,
    /// Why.
    pub(crate) reason: String,
    /// Whether it is only told what would go.
    pub(crate) is_dry_run: bool,
    /// Who takes them out.
    pub(crate) author: Author,
    /// In which form the answer is printed.
    pub(crate) format: Format,
}

/// What the words mean.
pub(super) fn resolve(raw: RawRedact, record: PathBuf, author: Author) -> RedactJob {
    RedactJob {
        record,
        reports: raw.reports,
        words: raw.words.map(Input::from),
        reason: raw.reason,
        is_dry_run: raw.dry_run,
        author,
        format: raw.format,
    }
}
