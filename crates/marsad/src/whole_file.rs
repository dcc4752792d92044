//! Files that are written whole or not at all: under a passing name first, readable by their owner only.

use std::{
    fs::File,
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
        let file = tempfile::Builder::new()
            .prefix(PASSING)
            .tempfile_in(folder_of(target))
            .told_at("making-file-beside", target)?;
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
