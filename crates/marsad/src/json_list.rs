//! Lists that only grow: one JSON value a line, on disk before it is said to be.

use std::{
    fs::{self, OpenOptions},
    io::{self, Write as _},
    path::Path,
};

use anyhow::Result;
use serde::{Serialize, de::DeserializeOwned};

use crate::{
    failure::Told as _,
    theatre_files::read_text_file,
    whole_file::{folder_of, sync_folder},
};

/// The values of a list; none where there is no file.
pub(crate) fn read<T: DeserializeOwned>(path: &Path) -> Result<Vec<T>> {
    if !path.exists() {
        return Ok(Vec::new());
    }
    let text = read_text_file(path)?;
    let lines = text.lines().enumerate();
    lines
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(row, line)| {
            serde_json::from_str(line).told(
                "reading-row",
                &[("path", &path.display()), ("row", &(row + 1))],
            )
        })
        .collect()
}

/// Appends to a list, which is made where it is not there, readable by its owner only.
pub(crate) fn append<T: Serialize>(path: &Path, values: &[T]) -> Result<()> {
    if values.is_empty() {
        return Ok(());
    }
    let mut lines = Vec::new();
    if needs_line_break(path) {
        lines.push(b'\n');
    }
    for value in values {
        serde_json::to_writer(&mut lines, value).told("writing-list", &[])?;
        lines.push(b'\n');
    }
    write_to_end(path, &lines).told_at("writing", path)
}

/// Whether a write that was cut off left a line without its end.
fn needs_line_break(path: &Path) -> bool {
    fs::read(path).is_ok_and(|bytes| bytes.last().is_some_and(|last| *last != b'\n'))
}

fn write_to_end(path: &Path, lines: &[u8]) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.create(true).append(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(lines)?;
    file.sync_all()?;
    sync_folder(folder_of(path))
}
