//! The ledger in one SQLite file.
//!
//! `ledger.db` holds the entries and the archived bytes; `ledger.lock` beside it is held by the one writer and names it.
//! The file is in write-ahead mode with `synchronous=FULL`, so a batch is on disk, whole, before it is acknowledged.

mod failure;
mod lock;
mod open;
mod read;
mod schema;
mod sweep;
mod upgrade;
mod write;

use std::fmt;
use std::path::{Path, PathBuf};

use rusqlite::Connection;

use crate::{
    Appended, BlobId, EntryId, EntryKind, Head, Key, LedgerError, NewEntry, Redacted, Redaction,
    Sequence, Store, StoredEntry, Sweep, Visit,
};
use lock::WriterLock;

pub use upgrade::Upgraded;

/// What a ledger is opened for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mode {
    /// Reading. Any number of readers go beside one writer; the folder may be read-only.
    Read,
    /// Writing, by one process at a time.
    Write {
        /// What a second writer is told of this one, such as its process and its machine.
        holder: String,
    },
}

/// A ledger in one SQLite file.
pub struct SqliteLedger {
    path: PathBuf,
    /// Declared before the lock, so that it is closed before the lock is given up.
    connection: Connection,
    /// There while the ledger is open for writing.
    lock: Option<WriterLock>,
}

impl SqliteLedger {
    /// Makes an empty ledger in the file at `path`, and opens it for writing as `holder`.
    ///
    /// The file is readable by its owner only. The lock file gets the same name with the ending `lock`.
    ///
    /// # Errors
    ///
    /// When something is there already, when another process holds the lock, or when the file cannot be written.
    pub fn create(path: &Path, holder: &str) -> Result<Self, LedgerError> {
        let lock = WriterLock::take(path, holder)?;
        let connection = open::create(path)?;
        Ok(Self {
            path: path.to_owned(),
            connection,
            lock: Some(lock),
        })
    }

    /// Opens the ledger in the file at `path`.
    ///
    /// Opened for writing, it tries again a sweep that an earlier redaction could not finish; [`SqliteLedger::is_sweep_due`] says whether that went well.
    ///
    /// # Errors
    ///
    /// When there is no ledger, when it is damaged or of a later version, or when another process writes to it.
    pub fn open(path: &Path, mode: Mode) -> Result<Self, LedgerError> {
        open::check_file(path)?;
        match mode {
            Mode::Read => {
                let connection = open::for_reading(path)?;
                Ok(Self {
                    path: path.to_owned(),
                    connection,
                    lock: None,
                })
            }
            Mode::Write { holder } => {
                let lock = WriterLock::take(path, &holder)?;
                let connection = open::for_writing(path)?;
                let mut ledger = Self {
                    path: path.to_owned(),
                    connection,
                    lock: Some(lock),
                };
                if ledger.is_sweep_due()? {
                    // What fails here stays due; it must not keep anyone from the record.
                    ledger.sweep().ok();
                }
                Ok(ledger)
            }
        }
    }

    /// Brings the ledger in the file at `path` to the schema of this version, after a copy of it was written beside it.
    ///
    /// The copy has the same name with `.before-upgrade-N` behind it, where `N` is the schema that it has, and is
    /// readable by its owner only; it holds everything that the ledger holds. All steps are one transaction, which
    /// is kept only if the chain verifies with the same head. A ledger that has the schema already is only verified.
    ///
    /// # Errors
    ///
    /// As for [`SqliteLedger::open`], when the copy cannot be written, or when the chain does not verify; the ledger
    /// is then as it was.
    pub fn upgrade(path: &Path, holder: &str) -> Result<Upgraded, LedgerError> {
        upgrade::run(path, holder, schema::STEPS)
    }

    /// The database file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Rewrites the file without free pages and empties the write-ahead file, so that no removed word stays in either.
    ///
    /// A redaction does this by itself; it is to be repeated when that ended with [`Sweep::HeldByReader`].
    ///
    /// # Errors
    ///
    /// When the ledger was opened for reading, or when writing fails.
    pub fn sweep(&mut self) -> Result<Sweep, LedgerError> {
        self.check_writable("sweeping")?;
        sweep::run(&self.connection, &self.path)
    }

    /// Whether words that were redacted may still be in the files.
    ///
    /// # Errors
    ///
    /// When reading fails.
    pub fn is_sweep_due(&self) -> Result<bool, LedgerError> {
        sweep::is_due(&self.connection, &self.path)
    }

    /// Writes a copy of the ledger to a new file, as it is at this moment, also while a writer is at work.
    ///
    /// # Errors
    ///
    /// When there is a file at `target`, or when it cannot be written.
    pub fn copy_to(&self, target: &Path) -> Result<(), LedgerError> {
        open::create_empty(target)?;
        read::copy_into(&self.connection, &self.path, target)
    }

    fn check_writable(&self, doing: &'static str) -> Result<(), LedgerError> {
        if self.lock.is_some() {
            Ok(())
        } else {
            Err(LedgerError::OpenedForReading {
                path: self.path.clone(),
                doing,
            })
        }
    }
}

impl fmt::Debug for SqliteLedger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SqliteLedger")
            .field("path", &self.path)
            .field("lock", &self.lock)
            .finish_non_exhaustive()
    }
}

impl Store for SqliteLedger {
    fn append(&mut self, batch: &[NewEntry]) -> Result<Appended, LedgerError> {
        self.check_writable("appending")?;
        write::append(&mut self.connection, &self.path, batch)
    }

    fn redact(&mut self, redactions: &[Redaction]) -> Result<Redacted, LedgerError> {
        self.check_writable("redacting")?;
        let mut redacted = write::redact(&mut self.connection, &self.path, redactions)?;
        redacted.sweep = self.sweep().unwrap_or_else(|error| Sweep::Failed {
            why: error.to_string(),
        });
        Ok(redacted)
    }

    fn put_blobs(&mut self, blobs: &[&[u8]]) -> Result<Vec<BlobId>, LedgerError> {
        self.check_writable("archiving")?;
        write::put_blobs(&mut self.connection, &self.path, blobs)
    }

    fn get_blob(&self, id: &BlobId) -> Result<Option<Vec<u8>>, LedgerError> {
        read::blob(&self.connection, &self.path, id)
    }

    fn head(&self) -> Result<Option<Head>, LedgerError> {
        read::head(&self.connection, &self.path)
    }

    fn find_by_key(&self, kind: EntryKind, key: &Key) -> Result<Vec<EntryId>, LedgerError> {
        read::find_by_key(&self.connection, &self.path, kind, key)
    }

    fn scan_stored(
        &self,
        from: Sequence,
        visit: &mut dyn FnMut(StoredEntry<'_>) -> Visit,
    ) -> Result<(), LedgerError> {
        read::scan(&self.connection, &self.path, from, visit)
    }
}

#[cfg(test)]
mod tests;
