//! `marsad backup`, `restore` and `upgrade`: what clap reads of them, and the jobs that they come to.

use std::path::PathBuf;

use clap::Args;
use marsad_ledger::Author;

use crate::{desk::Desk, output::Format};

#[derive(Debug, Args)]
pub(crate) struct RawBackup {
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[arg(long)]
    force: bool,
    #[arg(long, value_name = "FILE")]
    passphrase_file: Option<PathBuf>,
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Debug, Args)]
pub(crate) struct RawRestore {
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    #[arg(long, value_name = "FILE")]
    redactions: Option<PathBuf>,
    #[arg(long, value_name = "FILE")]
    passphrase_file: Option<PathBuf>,
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Debug, Args)]
pub(crate) struct RawUpgrade {
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// Write a record into one closed file.
#[derive(Debug)]
pub(crate) struct BackupJob {
    /// The record's folder.
    pub(crate) record: PathBuf,
    /// The file.
    pub(crate) file: PathBuf,
    /// Whether a file that has the name may be replaced.
    pub(crate) may_replace: bool,
    /// The file with the passphrase.
    pub(crate) passphrase_file: Option<PathBuf>,
    /// In which form the answer is printed.
    pub(crate) format: Format,
}

/// Make a record of a backup.
#[derive(Debug)]
pub(crate) struct RestoreJob {
    /// The backup.
    pub(crate) file: PathBuf,
    /// The folder that becomes the record.
    pub(crate) folder: PathBuf,
    /// The list of redactions; else those that lie beside the backup.
    pub(crate) redactions: Option<PathBuf>,
    /// The file with the passphrase.
    pub(crate) passphrase_file: Option<PathBuf>,
    /// Who restores it.
    pub(crate) author: Author,
    /// In which form the answer is printed.
    pub(crate) format: Format,
}

/// Bring a record to the form of this version.
#[derive(Debug)]
pub(crate) struct UpgradeJob {
    /// The record's folder.
    pub(crate) record: PathBuf,
    /// In which form the answer is printed.
    pub(crate) format: Format,
}

/// What the words of a backup mean.
pub(super) fn backup(raw: RawBackup, record: PathBuf, desk: &Desk) -> BackupJob {
    BackupJob {
        record,
        file: desk.folder.join(raw.file),
        may_replace: raw.force,
        passphrase_file: raw.passphrase_file,
        format: raw.format,
    }
}

/// What the words of a restoration mean.
pub(super) fn restore(raw: RawRestore, author: Author, desk: &Desk) -> RestoreJob {
    RestoreJob {
        file: desk.folder.join(raw.file),
        folder: desk.folder.join(raw.folder),
        redactions: raw.redactions.map(|path| desk.folder.join(path)),
        passphrase_file: raw.passphrase_file,
        author,
        format: raw.format,
    }
}

/// What the words of an upgrade mean.
pub(super) fn upgrade(raw: &RawUpgrade, record: PathBuf) -> UpgradeJob {
    UpgradeJob {
        record,
        format: raw.format,
    }
}
