//! The list of redactions that lies in a record and beside its backups.
//!
//! A backup from before a redaction still holds the removed words. The list, which holds none of them, lets a restored
//! record lose them again.

use std::path::{Path, PathBuf};

use anyhow::Result;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::json_list;

/// The file in a record.
pub(crate) const REDACTIONS: &str = "redactions.jsonl";

/// One redaction. It names an entry by number and hash and repeats nothing of what was removed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct RedactionLine {
    /// The number of the redacted entry.
    pub(crate) entry: u64,
    /// Its hash, as hexadecimal digits.
    pub(crate) hash: String,
    /// When it was redacted.
    pub(crate) at: Timestamp,
    /// By whom.
    pub(crate) author: String,
    /// Why.
    pub(crate) reason: String,
}

/// The lines of a list; none where there is no file.
pub(crate) fn read(path: &Path) -> Result<Vec<RedactionLine>> {
    json_list::read(path)
}

/// Appends lines to a list; they are on disk when this returns.
pub(crate) fn append(path: &Path, lines: &[RedactionLine]) -> Result<()> {
    json_list::append(path, lines)
}

/// Where the list lies that goes with a backup: its name with `.redactions.jsonl` behind it.
pub(crate) fn beside(backup: &Path) -> PathBuf {
    let mut name = backup.as_os_str().to_owned();
    name.push(".redactions.jsonl");
    PathBuf::from(name)
}
