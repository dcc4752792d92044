//! The list of backups that were made of a record, so that a redaction can lay its list beside each of them.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::Result;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::json_list;

/// The file in a record. It is no part of a backup: its paths are of one machine.
pub(crate) const BACKUPS: &str = "backups.jsonl";

/// One backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct BackupLine {
    /// Where it was written, from the root on.
    pub(crate) path: PathBuf,
    /// When.
    pub(crate) at: Timestamp,
}

/// Notes a backup of a record.
pub(crate) fn note(record: &Path, backup: &Path, at: Timestamp) -> Result<()> {
    let path = fs::canonicalize(backup).unwrap_or_else(|_| backup.to_owned());
    json_list::append(&record.join(BACKUPS), &[BackupLine { path, at }])
}
