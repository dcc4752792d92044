//! Making removed words leave the files.

use std::path::Path;

use rusqlite::Connection;

use super::failure::failed;
use crate::{LedgerError, Sweep};

/// Whether a redaction was not followed by a sweep that ended well.
pub(super) fn is_due(connection: &Connection, path: &Path) -> Result<bool, LedgerError> {
    connection
        .query_row("SELECT sweep_due FROM state", [], |row| row.get(0))
        .map_err(failed(path, "reading whether a sweep is due"))
}

/// Rewrites the file from its live content and empties the write-ahead file.
///
/// `secure_delete` has already overwritten what was removed; the rewriting also clears what moving cells within a page leaves behind.
pub(super) fn run(connection: &Connection, path: &Path) -> Result<Sweep, LedgerError> {
    let failed = failed(path, "sweeping");
    connection.execute_batch("VACUUM").map_err(&failed)?;
    let is_busy: bool = connection
        .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))
        .map_err(&failed)?;
    connection
        .execute("UPDATE state SET sweep_due = ?1", [is_busy])
        .map_err(&failed)?;
    Ok(if is_busy {
        Sweep::HeldByReader
    } else {
        Sweep::Clean
    })
}
