//! The list of redactions that is kept beside a record and beside its backups, so that they are done again after an
//! older backup was restored. It holds no word of what was removed.

use std::{fs::OpenOptions, io::Write as _, path::Path};

use anyhow::{Context as _, Result};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// The list's name in a record's folder.
pub(crate) const REDACTIONS: &str = "redactions.jsonl";

/// One redaction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct RedactionLine {
    /// The number of the entry that lost its content.
    pub(crate) entry: u64,
    /// Its hash, which stays.
    pub(crate) hash: String,
    /// When.
    pub(crate) at: Timestamp,
    /// By whom.
    pub(crate) author: String,
    /// Why.
    pub(crate) reason: String,
}

/// Adds lines to a list; they are on disk afterwards.
pub(crate) fn append(path: &Path, lines: &[RedactionLine]) -> Result<()> {
    let told = || format!("writing {}", path.display());
    let mut text = Vec::new();
    for line in lines {
        serde_json::to_writer(&mut text, line).context("writing a line of JSON")?;
        text.push(b'\n');
    }
    let file = OpenOptions::new().create(true).append(true).open(path);
    let mut file = file.with_context(told)?;
    file.write_all(&text)
        .and_then(|()| file.sync_all())
        .with_context(told)
}
