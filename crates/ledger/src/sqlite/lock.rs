//! The lock of the one writer.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};

use fs4::fs_std::FileExt;

use crate::LedgerError;

/// How much of a holder's name is read.
const MAX_HOLDER_BYTES: u64 = 1024;

/// A held lock. The system gives it up when the process ends, however it ends.
#[derive(Debug)]
pub(super) struct WriterLock {
    file: File,
}

impl WriterLock {
    /// Takes the lock of the database at `path`, and writes `holder` into it.
    pub(super) fn take(path: &Path, holder: &str) -> Result<Self, LedgerError> {
        let beside = path.with_extension("lock");
        let mut file = open(&beside).map_err(failed(&beside, "opening the lock"))?;
        if !file
            .try_lock_exclusive()
            .map_err(failed(&beside, "locking"))?
        {
            return Err(LedgerError::Locked {
                path: path.to_owned(),
                holder: read_holder(&mut file),
            });
        }
        write_holder(&mut file, holder).map_err(failed(&beside, "writing the lock's holder"))?;
        Ok(Self { file })
    }
}

impl Drop for WriterLock {
    fn drop(&mut self) {
        // The name is for those who meet a held lock; that it may stay in a free one does no harm.
        self.file.set_len(0).ok();
    }
}

fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    super::open::owner_only(&mut options);
    options.open(path)
}

fn write_holder(file: &mut File, holder: &str) -> io::Result<()> {
    file.set_len(0)?;
    file.rewind()?;
    file.write_all(holder.as_bytes())?;
    file.flush()
}

fn read_holder(file: &mut File) -> String {
    let mut bytes = Vec::new();
    let read = file
        .rewind()
        .and_then(|()| file.take(MAX_HOLDER_BYTES).read_to_end(&mut bytes));
    let name: String = String::from_utf8_lossy(&bytes)
        .chars()
        .filter(|letter| !letter.is_control())
        .collect();
    match read {
        Ok(_) if !name.trim().is_empty() => name,
        Ok(_) | Err(_) => "another process, which did not say who it is".to_owned(),
    }
}

fn failed(path: &Path, doing: &'static str) -> impl Fn(io::Error) -> LedgerError {
    let path: PathBuf = path.to_owned();
    move |source| LedgerError::File {
        path: path.clone(),
        doing,
        source,
    }
}
