//! Files that are written whole or not at all: under a passing name first, readable by their owner only.

use std::{
    fs::{self, File},
    io::{self, BufWriter},
    path::{Path, PathBuf},
};

use anyhow::Result;

use crate::failure::Told as _;
use tempfile::NamedTempFile;

/// What the passing name begins with.
const PASSING: &str = ".marsad-part-";

/// A file that has not got its name yet; dropped, it is gone.
pub(crate) struct Growing {
    target: PathBuf,
    file: NamedTempFile,
}

impl Growing {
    /// Begins a file that will be called `target`, in the folder of `target`.
    pub(crate) fn begin(target: &Path) -> Result<Self> {
        let folder = folder_of(target);
        remove_abandoned(folder);
        let file = locked_file(folder).told_at("making-file-beside", target)?;
        Ok(Self {
            target: target.to_owned(),
            file,
        })
    }

    /// Where its bytes go.
    pub(crate) fn out(&mut self) -> BufWriter<&mut File> {
        BufWriter::new(self.file.as_file_mut())
    }

    /// Gives it its name once it is on disk; without `may_replace` a file that has the name is an error.
    pub(crate) fn finish(self, may_replace: bool) -> Result<()> {
        let Self { target, file } = self;
        let named = file.as_file().sync_all().and_then(|()| {
            let persisted = if may_replace {
                file.persist(&target)
            } else {
                file.persist_noclobber(&target)
            };
            persisted.map(drop).map_err(io::Error::from)
        });
        named
            .and_then(|()| sync_folder(folder_of(&target)))
            .told_at("writing", &target)
    }
}

/// A file of a passing name that is locked while it is written.
fn locked_file(folder: &Path) -> io::Result<NamedTempFile> {
    loop {
        let file = tempfile::Builder::new()
            .prefix(PASSING)
            .tempfile_in(folder)?;
        file.as_file().lock()?;
        // Somebody who cleaned up may have taken it for abandoned before it was locked.
        if file.path().exists() {
            return Ok(file);
        }
    }
}

/// Removes files whose writer was ended before it gave them their name: nobody holds their lock any more.
fn remove_abandoned(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let is_passing = name.to_str().is_some_and(|name| name.starts_with(PASSING));
        let is_file = entry.file_type().is_ok_and(|kind| kind.is_file());
        if !is_passing || !is_file {
            continue;
        }
        // The lock is held until the file is gone.
        if let Ok(file) = File::open(entry.path())
            && file.try_lock().is_ok()
        {
            fs::remove_file(entry.path()).ok();
        }
    }
}

/// The folder in which a file lies.
pub(crate) fn folder_of(path: &Path) -> &Path {
    path.parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."))
}

/// Makes the names in a folder durable, where the system can.
pub(crate) fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) {
        File::open(folder)?.sync_all()
    } else {
        Ok(())
    }
}
