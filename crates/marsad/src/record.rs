//! A record: a folder with a ledger in it, and with changes to the theatre and the rules beside it.

use std::{
    fs,
    path::{Path, PathBuf},
    process,
};

use anyhow::Result;
use marsad_ledger::{Author, EntryKind, Mode, Sequence, SqliteLedger, Store as _, Visit};

use crate::{
    desk::Desk,
    entries::{Pen, value_of},
    failure::Told as _,
    ledger_copy,
    theatre_files::{Files, TheatreFiles, built_in_rules, built_in_theatre},
};

/// The file that makes a folder a record.
pub(crate) const LEDGER: &str = "ledger.db";
/// Folder of a record with files that go over those of its theatre.
pub(crate) const THEATRE_FOLDER: &str = "theatre";
/// Folder of a record with files that go over the built-in rules.
pub(crate) const RULES_FOLDER: &str = "rules";

/// An open record.
#[derive(Debug)]
pub(crate) struct Record {
    /// Its folder.
    pub(crate) folder: PathBuf,
    /// Its ledger.
    pub(crate) ledger: SqliteLedger,
}

/// The folder of the record that is meant: the one that was named, or the nearest from the current folder upward.
pub(crate) fn find(named: Option<&Path>, desk: &Desk) -> Result<Option<PathBuf>> {
    if let Some(named) = named.or(desk.record.as_deref()) {
        let folder = desk.folder.join(named);
        if folder.join(LEDGER).exists() {
            return Ok(Some(folder));
        }
        return Err(desk
            .refuse("no-record-there", &[("folder", &named.display())])
            .into());
    }
    Ok(desk
        .folder
        .ancestors()
        .find(|folder| folder.join(LEDGER).is_file())
        .map(Path::to_owned))
}

/// The folder of the record that is meant, which must be there.
pub(crate) fn find_any(named: Option<&Path>, desk: &Desk) -> Result<PathBuf> {
    find(named, desk)?.ok_or_else(|| desk.refuse("no-record-here", &[]).into())
}

/// A record is made where nothing is.
pub(crate) fn refuse_used(folder: &Path, desk: &Desk) -> Result<()> {
    if !folder.exists() {
        return Ok(());
    }
    let is_empty = fs::read_dir(folder).is_ok_and(|mut files| files.next().is_none());
    if is_empty {
        return Ok(());
    }
    Err(desk
        .refuse("folder-in-use", &[("folder", &folder.display())])
        .into())
}

impl Record {
    /// Makes a record of a theatre in a folder that holds none.
    pub(crate) fn create(
        folder: &Path,
        theatre: &TheatreFiles,
        author: &Author,
        desk: &Desk,
    ) -> Result<Self> {
        if folder.join(LEDGER).exists() {
            return Err(desk
                .refuse("record-exists", &[("folder", &folder.display())])
                .into());
        }
        fs::create_dir_all(folder).told_at("making-folder", folder)?;
        let ledger = SqliteLedger::create(&folder.join(LEDGER), &holder())?;
        let mut record = Self {
            folder: folder.to_owned(),
            ledger,
        };
        record.write_theatre(theatre, author, desk)?;
        Ok(record)
    }

    /// Opens a record for reading.
    pub(crate) fn read(folder: &Path) -> Result<Self> {
        let ledger = SqliteLedger::open(&folder.join(LEDGER), Mode::Read)?;
        Ok(Self {
            folder: folder.to_owned(),
            ledger,
        })
    }

    /// Opens a record for writing; one process at a time can.
    pub(crate) fn write(folder: &Path) -> Result<Self> {
        let ledger = SqliteLedger::open(&folder.join(LEDGER), Mode::Write { holder: holder() })?;
        ledger_copy::remove_abandoned(folder);
        Ok(Self {
            folder: folder.to_owned(),
            ledger,
        })
    }

    /// The theatre as the ledger has it.
    pub(crate) fn theatre(&self, desk: &Desk) -> Result<TheatreFiles> {
        let mut last = None;
        self.ledger.scan(Sequence::FIRST, &mut |entry| {
            if entry.header.kind == EntryKind::Theatre {
                last = Some(entry.clone());
            }
            Visit::Continue(())
        })?;
        let theatre = last.as_ref().map(value_of).transpose()?.flatten();
        theatre.ok_or_else(|| desk.refuse("no-theatre-in-record", &[]).into())
    }

    /// The theatre as it would be now: the built-in one of its id, else the ledger's, with the record's own files over it.
    pub(crate) fn theatre_now(&self, recorded: &TheatreFiles) -> Result<TheatreFiles> {
        let built_in = if recorded.is_own {
            None
        } else {
            built_in_theatre(&recorded.id)?
        };
        let mut now = built_in.unwrap_or_else(|| recorded.clone());
        if let Some(own) = self.overlay(THEATRE_FOLDER)? {
            now.files = now.files.overlaid(own);
        }
        Ok(now)
    }

    /// The rules: the built-in ones with the record's own files over them.
    pub(crate) fn rules(&self) -> Result<Files> {
        let built_in = built_in_rules()?;
        Ok(match self.overlay(RULES_FOLDER)? {
            Some(own) => built_in.overlaid(own),
            None => built_in,
        })
    }

    /// Writes the theatre into the ledger.
    pub(crate) fn write_theatre(
        &mut self,
        theatre: &TheatreFiles,
        author: &Author,
        desk: &Desk,
    ) -> Result<()> {
        let mut pen = Pen::new(author, desk.now)?;
        pen.theatre(theatre)?;
        self.ledger.append(&pen.into_entries())?;
        Ok(())
    }

    fn overlay(&self, name: &str) -> Result<Option<Files>> {
        let folder = self.folder.join(name);
        folder
            .is_dir()
            .then(|| Files::from_folder(&folder))
            .transpose()
    }
}

/// What a second writer is told of this one.
pub(crate) fn holder() -> String {
    format!("process {}", process::id())
}
