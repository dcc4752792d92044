//! Reading from the file.

use std::path::Path;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension, Row};

use super::failure::failed;
use crate::encoding::kind_byte;
use crate::{
    BlobId, EntryHash, EntryId, EntryKind, Head, Key, LedgerError, Sequence, StoredEntry, Visit,
};

const SCAN: &str = "SELECT sequence, header, hash, salt, content FROM entry WHERE sequence >= ?1 ORDER BY sequence";
/// The search has the form of the index on the key, so that SQLite uses it.
pub(super) const FIND: &str = "SELECT sequence, hash FROM entry WHERE substr(content, 1, 1) = x'01' \
    AND substr(content, 2, 32) = ?1 AND substr(header, 49, 1) = ?2 ORDER BY sequence";

/// The noted end of the chain.
pub(super) fn head(connection: &Connection, path: &Path) -> Result<Option<Head>, LedgerError> {
    let noted: Option<(Option<i64>, Option<[u8; 32]>)> = connection
        .prepare_cached("SELECT sequence, hash FROM state")
        .and_then(|mut statement| {
            statement
                .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))
                .optional()
        })
        .map_err(failed(path, "reading the head"))?;
    match noted {
        Some((Some(number), Some(hash))) => {
            let sequence = Sequence::from_sql(number).ok_or(LedgerError::HeadLost)?;
            Ok(Some(Head {
                sequence,
                hash: EntryHash::from_bytes(hash),
            }))
        }
        Some((None, None)) => Ok(None),
        Some((Some(_), None) | (None, Some(_))) | None => Err(LedgerError::HeadLost),
    }
}

/// Archived bytes.
pub(super) fn blob(
    connection: &Connection,
    path: &Path,
    id: &BlobId,
) -> Result<Option<Vec<u8>>, LedgerError> {
    connection
        .prepare_cached("SELECT bytes FROM blob WHERE id = ?1")
        .and_then(|mut statement| {
            statement
                .query_row([id.as_bytes()], |row| row.get(0))
                .optional()
        })
        .map_err(failed(path, "reading archived bytes"))
}

/// The entries of a kind with a key.
pub(super) fn find_by_key(
    connection: &Connection,
    path: &Path,
    kind: EntryKind,
    key: &Key,
) -> Result<Vec<EntryId>, LedgerError> {
    let failed = failed(path, "looking up a key");
    let mut statement = connection.prepare_cached(FIND).map_err(&failed)?;
    let found = statement
        .query_map((key, [kind_byte(kind)]), |row| {
            Ok((row.get::<_, i64>(0)?, row.get::<_, [u8; 32]>(1)?))
        })
        .map_err(&failed)?;
    found
        .map(|row| {
            let (number, hash) = row.map_err(&failed)?;
            let sequence = Sequence::from_sql(number).ok_or(LedgerError::HeadLost)?;
            Ok(EntryId {
                sequence,
                hash: EntryHash::from_bytes(hash),
            })
        })
        .collect()
}

/// Shows the stored entries. The statement holds one state of the file until it ends.
pub(super) fn scan(
    connection: &Connection,
    path: &Path,
    from: Sequence,
    visit: &mut dyn FnMut(StoredEntry<'_>) -> Visit,
) -> Result<(), LedgerError> {
    let failed = failed(path, "reading entries");
    let mut statement = connection.prepare(SCAN).map_err(&failed)?;
    let mut rows = statement.query([from.to_sql()]).map_err(&failed)?;
    while let Some(row) = rows.next().map_err(&failed)? {
        if visit(stored(row).map_err(&failed)?).is_break() {
            break;
        }
    }
    Ok(())
}

fn stored<'a>(row: &'a Row<'_>) -> rusqlite::Result<StoredEntry<'a>> {
    let number: i64 = row.get(0)?;
    let sequence =
        Sequence::from_sql(number).ok_or(rusqlite::Error::IntegralValueOutOfRange(0, number))?;
    Ok(StoredEntry {
        sequence,
        header: bytes(row.get_ref(1)?)?,
        hash: bytes(row.get_ref(2)?)?,
        salt: optional_bytes(row.get_ref(3)?)?,
        content: optional_bytes(row.get_ref(4)?)?,
    })
}

fn bytes(value: ValueRef<'_>) -> rusqlite::Result<&[u8]> {
    Ok(value.as_blob()?)
}

fn optional_bytes(value: ValueRef<'_>) -> rusqlite::Result<Option<&[u8]>> {
    Ok(value.as_blob_or_null()?)
}

/// Writes a copy into the empty file `target`.
pub(super) fn copy_into(
    connection: &Connection,
    path: &Path,
    target: &Path,
) -> Result<(), LedgerError> {
    let failed = failed(path, "copying it");
    let name = target.to_str().ok_or_else(|| LedgerError::File {
        path: target.to_owned(),
        doing: "copying to it",
        source: std::io::Error::new(std::io::ErrorKind::InvalidFilename, "the name is not UTF-8"),
    })?;
    connection
        .execute("VACUUM INTO ?1", [name])
        .map(|_| ())
        .map_err(failed)
}
