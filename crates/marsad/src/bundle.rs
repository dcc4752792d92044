//! What a backup holds: the files of a record as one tar, with a note of what it is at its beginning.
//!
//! The same files give the same bytes: names are sorted, and the headers carry no time and no owner.

use std::{
    collections::BTreeMap,
    fs::{self, OpenOptions},
    io::{self, Read, Write},
    path::Path,
};

use anyhow::Result;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use tar::{Archive, Builder, EntryType, Header};

use crate::{
    desk::Desk,
    failure::{Failure, Told as _},
    ledger_copy::LedgerCopy,
    lock_box::drain,
    record::{LEDGER, RULES_FOLDER, THEATRE_FOLDER},
    redactions::REDACTIONS,
    sealed::SEALED,
    theatre_files::Files,
};

/// The note, which is the first file.
const ABOUT: &str = "marsad-backup.json";
/// The form of what is described here.
const FORM: u32 = 1;
/// The most files that are taken out of a backup.
const MOST_FILES: usize = 10_000;
/// The most bytes that a file other than the ledger may have: 64 MiB.
const LARGEST: u64 = 64 << 20;
/// The most bytes that a ledger may have: 1 TiB.
const LARGEST_LEDGER: u64 = 1 << 40;

/// What a backup says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct About {
    /// The form of the backup.
    pub(crate) form: u32,
    /// When it was made.
    pub(crate) at: Timestamp,
    /// The head of the ledger.
    pub(crate) head: String,
}

/// Writes the files of a record, in one pass.
pub(crate) fn pack<W: Write>(
    record: &Path,
    ledger: &mut LedgerCopy,
    at: Timestamp,
    out: W,
) -> Result<W> {
    let about = About {
        form: FORM,
        at,
        head: ledger.head.map(|head| head.to_string()).unwrap_or_default(),
    };
    let about = serde_json::to_vec(&about).told("writing-backup", &[])?;
    let mut tar = Builder::new(out);
    put(&mut tar, ABOUT, about.len() as u64, about.as_slice())?;
    put(&mut tar, LEDGER, ledger.length, &mut ledger.file)?;
    for (name, bytes) in others(record)? {
        put(&mut tar, &name, bytes.len() as u64, bytes.as_slice())?;
    }
    tar.into_inner().told("writing-backup", &[])
}

/// The other files of a record, by their names.
fn others(record: &Path) -> Result<BTreeMap<String, Vec<u8>>> {
    let mut files = BTreeMap::new();
    for name in [SEALED, REDACTIONS] {
        let path = record.join(name);
        if path.exists() {
            let bytes = fs::read(&path).told_at("reading", &path)?;
            files.insert(name.to_owned(), bytes);
        }
    }
    for name in [RULES_FOLDER, THEATRE_FOLDER] {
        let folder = record.join(name);
        if folder.is_dir() {
            let own = Files::from_folder(&folder)?.0.into_iter();
            files.extend(own.map(|(path, text)| (format!("{name}/{path}"), text.into_bytes())));
        }
    }
    Ok(files)
}

fn put<W: Write>(tar: &mut Builder<W>, name: &str, length: u64, bytes: impl Read) -> Result<()> {
    let mut header = Header::new_ustar();
    header.set_path(name).told_at("backup-name-long", name)?;
    header.set_size(length);
    header.set_mode(0o600);
    header.set_mtime(0);
    header.set_uid(0);
    header.set_gid(0);
    header.set_entry_type(EntryType::Regular);
    header.set_cksum();
    tar.append(&header, bytes)
        .told_at("writing-into-backup", name)
}

/// Takes the files out into an empty folder, and says what the backup is. Whatever no backup holds is refused.
pub(crate) fn unpack(input: impl Read, folder: &Path, desk: &Desk) -> Result<About> {
    let damaged = |error: io::Error| Failure::of(error, "backup-damaged", &[]).into();
    let mut archive = Archive::new(input);
    let mut about = None;
    for (count, entry) in archive.entries().map_err(damaged)?.raw(true).enumerate() {
        let mut entry = entry.map_err(damaged)?;
        let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        let is_plain = entry.header().entry_type() == EntryType::Regular;
        let fits = limit(&name).is_some_and(|limit| entry.size() <= limit);
        if !is_plain || !fits || count >= MOST_FILES || (name == ABOUT) != (count == 0) {
            return Err(desk.refuse("backup-odd", &[("name", &name)]).into());
        }
        if name == ABOUT {
            let mut text = Vec::new();
            entry.read_to_end(&mut text).map_err(damaged)?;
            about = Some(read_about(&text, desk)?);
        } else {
            take(&mut entry, &folder.join(&name), damaged)?;
        }
    }
    drain(archive.into_inner()).map_err(damaged)?;
    match about {
        Some(about) if folder.join(LEDGER).is_file() => Ok(about),
        _ => Err(desk.refuse("backup-damaged", &[]).into()),
    }
}

fn read_about(text: &[u8], desk: &Desk) -> Result<About> {
    let about: About = serde_json::from_slice(text).or(Err(desk.refuse("backup-damaged", &[])))?;
    if about.form == FORM {
        Ok(about)
    } else {
        let values: &[(&str, &dyn std::fmt::Display)] = &[("found", &about.form), ("known", &FORM)];
        Err(desk.refuse("backup-newer", values).into())
    }
}

/// The most bytes that a file of a backup may have; nothing where no backup holds such a file.
fn limit(name: &str) -> Option<u64> {
    let parts: Vec<&str> = name.split('/').collect();
    let is_good = |part: &&str| {
        let is_odd =
            |c: char| c.is_control() || matches!(c, '\\' | ':' | char::REPLACEMENT_CHARACTER);
        !part.is_empty() && !part.starts_with('.') && !part.contains(is_odd)
    };
    if !parts.iter().all(is_good) {
        return None;
    }
    match parts.as_slice() {
        [LEDGER] => Some(LARGEST_LEDGER),
        [ABOUT | SEALED | REDACTIONS] | [RULES_FOLDER | THEATRE_FOLDER, _, ..] => Some(LARGEST),
        _ => None,
    }
}

/// Writes one file that is not there yet, readable by its owner only.
fn take(
    from: &mut impl Read,
    path: &Path,
    damaged: impl Fn(io::Error) -> anyhow::Error,
) -> Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).told_at("writing", path)?;
    }
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path).told_at("writing", path)?;
    let mut buffer = vec![0; 1 << 16];
    loop {
        let count = from.read(&mut buffer).map_err(&damaged)?;
        if count == 0 {
            return file.sync_all().told_at("writing", path);
        }
        file.write_all(buffer.get(..count).unwrap_or_default())
            .told_at("writing", path)?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_a_backup_holds_has_a_place() {
        for good in [
            "ledger.db",
            "sealed.age",
            "rules/claims/en/a.toml",
            "theatre/a.csv",
        ] {
            assert!(limit(good).is_some(), "{good}");
        }
        for bad in [
            "",
            "/ledger.db",
            "../ledger.db",
            "rules/../../a",
            "rules",
            "rules/",
            "other",
            "rules//a",
            "theatre/.ssh",
            "rules/a\\..\\b",
            "C:/a",
            "rules/C:",
            "rules/a\u{0}b",
            "./ledger.db",
        ] {
            assert_eq!(limit(bad), None, "{bad:?}");
        }
    }
}
