//! A folder for one test, gone when the test ends.

use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::{Run, marsad};

/// A temporary folder with files to read, and with a record in it where [`Record::init`] made one.
#[derive(Debug)]
pub struct Record {
    folder: TempDir,
}

impl Record {
    /// An empty folder without a record.
    ///
    /// # Panics
    /// Panics where no temporary folder can be made.
    #[must_use]
    pub fn empty() -> Self {
        let folder = tempfile::Builder::new().prefix("marsad-").tempdir();
        Self {
            folder: folder.expect("a temporary folder can be made"),
        }
    }

    /// A folder with a fresh record of a theatre, made by `marsad init`.
    ///
    /// # Panics
    /// Panics where the program does not make it.
    #[must_use]
    pub fn init(theatre: &str) -> Self {
        let record = Self::empty();
        let made = marsad()
            .arg("init")
            .arg(record.path())
            .args("--theatre")
            .arg(theatre)
            .done();
        assert_eq!(made.code, Some(0));
        record
    }

    /// The folder.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Begin a run of the program in the folder, where it finds the record.
    #[must_use]
    pub fn marsad(&self, words: &str) -> Run {
        marsad().within(self.path()).args(words)
    }

    /// Write a file into the folder and give its path.
    ///
    /// # Panics
    /// Panics where it cannot be written.
    pub fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path().join(name);
        let parent = path.parent().expect("a file lies in a folder");
        std::fs::create_dir_all(parent).expect("a folder can be made in a temporary one");
        std::fs::write(&path, bytes).expect("a file can be written into a temporary folder");
        path
    }

    /// Every file of the folder with its bytes, in order of path.
    ///
    /// # Panics
    /// Panics where one cannot be read.
    #[must_use]
    pub fn files(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let mut files = Vec::new();
        let mut folders = vec![self.path().to_path_buf()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(&folder).expect("a folder of the record can be listed") {
                let path = entry.expect("a folder of the record can be listed").path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let bytes = std::fs::read(&path).expect("a file of the record can be read");
                    files.push((path, bytes));
                }
            }
        }
        files.sort();
        files
    }
}
