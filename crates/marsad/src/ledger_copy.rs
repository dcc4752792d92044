//! A passing copy of a ledger while it is in use, for a backup.
//!
//! The copy is as sensitive as the ledger. It lies in a folder of its own in the record, whose lock says that somebody
//! works on it; where the system lets an open file lose its name, it has none while it is read.

use std::{
    fs::{self, File},
    io,
    path::Path,
};

use anyhow::Result;
use marsad_ledger::{Head, Mode, SqliteLedger, verify};
use tempfile::TempDir;

use crate::{
    failure::Told as _,
    record::{LEDGER, Record},
};

/// What the names of the folders begin with.
const PASSING: &str = ".marsad-copy-";
/// The lock in such a folder.
const LOCK: &str = "lock";
/// The lock before it is held.
const UNNAMED_LOCK: &str = "lock.new";

/// A copy of a ledger at one moment, verified.
pub(crate) struct LedgerCopy {
    /// Its bytes.
    pub(crate) file: File,
    /// How many.
    pub(crate) length: u64,
    /// Its head.
    pub(crate) head: Option<Head>,
    /// How many entries it has.
    pub(crate) entries: u64,
    /// There where a file cannot lose its name while it is open.
    _folder: Option<TempDir>,
}

impl LedgerCopy {
    /// Copies the ledger of a record, also while somebody writes to it.
    pub(crate) fn make(record: &Record) -> Result<Self> {
        remove_abandoned(&record.folder);
        let folder = tempfile::Builder::new()
            .prefix(PASSING)
            .tempdir_in(&record.folder)
            .told_at("making-folder-in", &record.folder)?;
        let _lock = locked(folder.path()).told("copying-ledger", &[])?;
        let path = folder.path().join(LEDGER);
        record.ledger.copy_to(&path)?;
        let verified = verify(&SqliteLedger::open(&path, Mode::Read)?, None)?;
        let file = File::open(&path).told("copying-ledger", &[])?;
        let length = file.metadata().told("copying-ledger", &[])?.len();
        let folder = if cfg!(unix) {
            folder.close().told("copying-ledger", &[])?;
            None
        } else {
            Some(folder)
        };
        Ok(Self {
            file,
            length,
            head: verified.head,
            entries: verified.entries,
            _folder: folder,
        })
    }
}

/// The lock of a folder, held before it has its name: a lock that nobody holds yet would look abandoned.
fn locked(folder: &Path) -> io::Result<File> {
    let unnamed = folder.join(UNNAMED_LOCK);
    let lock = File::create(&unnamed)?;
    lock.lock()?;
    fs::rename(unnamed, folder.join(LOCK))?;
    Ok(lock)
}

/// Removes copies whose maker was ended before it could; what cannot be removed now is left for the next time.
pub(crate) fn remove_abandoned(record: &Path) {
    let Ok(entries) = fs::read_dir(record) else {
        return;
    };
    for entry in entries.flatten() {
        let is_copy = entry
            .file_name()
            .to_str()
            .is_some_and(|name| name.starts_with(PASSING));
        if is_copy && is_abandoned(&entry.path()) {
            fs::remove_dir_all(entry.path()).ok();
        }
    }
}

/// Whether nobody holds the lock of a copy. A folder without a lock has just been made and is empty.
fn is_abandoned(folder: &Path) -> bool {
    File::open(folder.join(LOCK)).is_ok_and(|lock| lock.try_lock().is_ok())
}
