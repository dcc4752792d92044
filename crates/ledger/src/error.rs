//! What can go wrong with a ledger.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

use crate::{BlobId, Fault, Sequence};

/// Why an operation on a ledger failed. Nothing of what it was to write is in the ledger then.
#[derive(Debug, Error)]
pub enum LedgerError {
    /// There is no ledger at the path.
    #[error("no ledger at {}", path.display())]
    Missing {
        /// The database file.
        path: PathBuf,
    },
    /// A new ledger would overwrite something.
    #[error("there is already a file at {}", path.display())]
    Exists {
        /// The database file.
        path: PathBuf,
    },
    /// Another process writes to the ledger.
    #[error("the ledger {} is being written by {holder}", path.display())]
    Locked {
        /// The database file.
        path: PathBuf,
        /// What the other process said of itself.
        holder: String,
    },
    /// The file is something else.
    #[error("{} is not a ledger: {reason}", path.display())]
    NotALedger {
        /// The database file.
        path: PathBuf,
        /// What shows it.
        reason: String,
    },
    /// The ledger was made by a later version.
    #[error("{} has schema {found}, this version knows schema {known}", path.display())]
    Newer {
        /// The database file.
        path: PathBuf,
        /// The schema of the file.
        found: i64,
        /// The latest schema that can be read.
        known: i64,
    },
    /// The ledger was made by an earlier version.
    #[error("{} has schema {found}, this version works with schema {known}", path.display())]
    Older {
        /// The database file.
        path: PathBuf,
        /// The schema of the file.
        found: i64,
        /// The schema that is worked with.
        known: i64,
    },
    /// The database file is damaged.
    #[error("{} is damaged, found while {doing}", path.display())]
    Damaged {
        /// The database file.
        path: PathBuf,
        /// What was being done.
        doing: &'static str,
        /// What the database said.
        #[source]
        source: rusqlite::Error,
    },
    /// There is no room left.
    #[error("no room to write {}, while {doing}", path.display())]
    DiskFull {
        /// The database file.
        path: PathBuf,
        /// What was being done.
        doing: &'static str,
        /// What the database said.
        #[source]
        source: rusqlite::Error,
    },
    /// The folder or the file may only be read.
    #[error("{} may only be read, while {doing}", path.display())]
    ReadOnly {
        /// The database file.
        path: PathBuf,
        /// What was being done.
        doing: &'static str,
        /// What the database said.
        #[source]
        source: rusqlite::Error,
    },
    /// A write was asked of a ledger that was opened for reading.
    #[error("{} was opened for reading, and cannot be used for {doing}", path.display())]
    OpenedForReading {
        /// The database file.
        path: PathBuf,
        /// What was being done.
        doing: &'static str,
    },
    /// The database failed in another way.
    #[error("the database {} failed while {doing}", path.display())]
    Database {
        /// The database file.
        path: PathBuf,
        /// What was being done.
        doing: &'static str,
        /// What the database said.
        #[source]
        source: rusqlite::Error,
    },
    /// A file beside the database could not be used.
    #[error("cannot use {} while {doing}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What was being done.
        doing: &'static str,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// An entry is not what it was.
    #[error("entry {sequence}: {fault}")]
    BadEntry {
        /// The entry.
        sequence: Sequence,
        /// What is wrong with it.
        #[source]
        fault: Box<Fault>,
    },
    /// The last entry is not the one that the store noted as its last.
    #[error("the last entry is not the one noted as last")]
    HeadLost,
    /// A new entry refers to archived bytes that are not in the store.
    #[error("the archived bytes {id} are not in the ledger")]
    NoSuchBlob {
        /// Their id.
        id: BlobId,
    },
    /// There is no entry with this number.
    #[error("there is no entry {sequence}")]
    NoSuchEntry {
        /// The number.
        sequence: Sequence,
    },
    /// The entry was redacted before, or is named twice.
    #[error("entry {sequence} is already redacted")]
    AlreadyRedacted {
        /// The entry.
        sequence: Sequence,
    },
    /// A payload or archived bytes are longer than the store takes.
    #[error("{bytes} bytes are more than the {limit} that one item may have")]
    TooLarge {
        /// Their length.
        bytes: usize,
        /// The limit.
        limit: usize,
    },
    /// A new entry refers to more than 65,535 archived items.
    #[error("{count} archived items are more than one entry can refer to")]
    TooManyBlobs {
        /// How many.
        count: usize,
    },
}

const READ_ONLY: &str =
    "check the permissions of the folder, or copy it to a place that can be written";

impl LedgerError {
    /// What the user can do about it, where there is something.
    #[must_use]
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Missing { .. } => Some("give the folder of a record, or make one"),
            Self::Exists { .. } => Some("choose another folder; a ledger is never overwritten"),
            Self::Locked { .. } => Some("wait until it has ended; reading is possible meanwhile"),
            Self::NotALedger { .. } => {
                Some("check the path; if a ledger was there, restore a backup")
            }
            Self::Newer { .. } => Some("use the version that made the record, or a later one"),
            Self::Older { .. } => {
                Some("run `marsad upgrade`; it keeps a copy of the ledger as it is")
            }
            Self::Damaged { .. } => Some("keep the file as it is, and restore a backup beside it"),
            Self::BadEntry { .. } | Self::HeadLost => {
                Some("verify the record, and compare it with a backup or an exported head")
            }
            Self::DiskFull { .. } => Some("make room and repeat; what was acknowledged is kept"),
            Self::ReadOnly { .. } => Some(READ_ONLY),
            Self::TooLarge { .. } | Self::TooManyBlobs { .. } => {
                Some("split the file into smaller ones")
            }
            Self::File { source, .. } => match source.kind() {
                io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                    Some(READ_ONLY)
                }
                io::ErrorKind::NotFound => Some("make the folder first"),
                _ => None,
            },
            Self::Database { source, .. } => (source.sqlite_error_code()
                == Some(rusqlite::ErrorCode::SystemIoFailure))
            .then_some(
                "check the disk, its room and any limit on sizes; what was acknowledged is kept",
            ),
            Self::OpenedForReading { .. }
            | Self::NoSuchBlob { .. }
            | Self::NoSuchEntry { .. }
            | Self::AlreadyRedacted { .. } => None,
        }
    }
}
