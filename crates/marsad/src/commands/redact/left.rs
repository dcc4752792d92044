//! Files of the record's folder that still have the words: what was written beside the ledger is not its own.

use std::{
    fs,
    io::ErrorKind,
    path::{Path, PathBuf},
};

use anyhow::Result;

use super::words::Sought;
use crate::{
    backups::{BACKUPS, BackupLine},
    desk::Desk,
    failure::Told as _,
    json_list,
    redactions::beside,
};

/// A sentence for each file under the folder that has the words.
pub(super) fn files(folder: &Path, sought: &Sought, desk: &Desk) -> Result<Vec<String>> {
    if sought.is_empty() {
        return Ok(Vec::new());
    }
    let mut told = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(at) = folders.pop() {
        let listed = fs::read_dir(&at).told_at("listing", &at)?;
        for entry in listed {
            let entry = entry.told_at("listing", &at)?;
            let path = entry.path();
            let kind = entry.file_type().told_at("looking-at", &path)?;
            if kind.is_dir() {
                folders.push(path);
            } else if kind.is_file() && has_words(&path, sought)? {
                told.push(desk.words.say("redact-file", &[("file", &path.display())]));
            }
        }
    }
    told.sort();
    Ok(told)
}

fn has_words(path: &Path, sought: &Sought) -> Result<bool> {
    let bytes = match fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(error).told_at("reading", path),
    };
    Ok(sought.is_in_bytes(&bytes))
}

/// The lists of redactions beside the backups that were made of a record, where their folders are there.
pub(super) fn lists_of_backups(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut lists = Vec::new();
    for backup in json_list::read::<BackupLine>(&folder.join(BACKUPS))? {
        let list = beside(&backup.path);
        if list.parent().is_some_and(Path::is_dir) && !lists.contains(&list) {
            lists.push(list);
        }
    }
    Ok(lists)
}
