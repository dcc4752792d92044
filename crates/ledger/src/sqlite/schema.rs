//! The tables of the file, and how its identity is checked.

use std::path::Path;

use rusqlite::Connection;

use super::failure::failed;
use crate::LedgerError;

/// Says in the file's header that it is a ledger: `MRSD`.
const APPLICATION_ID: i64 = 0x4d52_5344;
/// What leads from each schema to the next, as SQL; the first of them from schema 1 to schema 2.
pub(super) const STEPS: &[&str] = &[];
/// The first schema that there was.
const FIRST: usize = 1;

/// The tables of schema 1, which `LEDGER.md` describes.
///
/// The triggers are a guard against accident, not against intent: that is what the chain is for.
const TABLES: &str = "
CREATE TABLE entry (
  sequence INTEGER PRIMARY KEY,
  header BLOB NOT NULL,
  hash BLOB NOT NULL,
  salt BLOB,
  content BLOB
) STRICT;
CREATE INDEX entry_key ON entry (substr(content, 2, 32), substr(header, 49, 1))
  WHERE substr(content, 1, 1) = x'01';
CREATE TABLE blob (
  number INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  bytes BLOB NOT NULL
) STRICT;
CREATE TABLE state (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  sequence INTEGER,
  hash BLOB,
  sweep_due INTEGER NOT NULL
) STRICT;
INSERT INTO state VALUES (1, NULL, NULL, 0);
CREATE TRIGGER entry_stays BEFORE DELETE ON entry
  BEGIN SELECT raise(ABORT, 'entries are never deleted'); END;
CREATE TRIGGER entry_is_fixed BEFORE UPDATE ON entry
  WHEN new.sequence IS NOT old.sequence OR new.header IS NOT old.header OR new.hash IS NOT old.hash
    OR new.salt IS NOT NULL OR new.content IS NOT NULL
  BEGIN SELECT raise(ABORT, 'entries are never changed, only redacted'); END;
";

/// The schema that some steps lead to.
pub(super) fn after(steps: &[&str]) -> i64 {
    i64::try_from(FIRST + steps.len()).unwrap_or(i64::MAX)
}

/// The steps that are still to be taken from a schema on; nothing where there never was such a schema.
pub(super) fn remaining<'a>(steps: &'a [&'a str], found: i64) -> Option<&'a [&'a str]> {
    let taken = usize::try_from(found).ok()?.checked_sub(FIRST)?;
    steps.get(taken..)
}

/// Makes the tables, all of them or none.
pub(super) fn create(connection: &mut Connection, path: &Path) -> Result<(), LedgerError> {
    let failed = failed(path, "making the tables");
    let transaction = connection.transaction().map_err(&failed)?;
    transaction.execute_batch(TABLES).map_err(&failed)?;
    for step in STEPS {
        transaction.execute_batch(step).map_err(&failed)?;
    }
    transaction
        .pragma_update(None, "application_id", APPLICATION_ID)
        .map_err(&failed)?;
    transaction
        .pragma_update(None, "user_version", after(STEPS))
        .map_err(&failed)?;
    transaction.commit().map_err(&failed)
}

/// Refuses a file that is no ledger, or one of a later or an earlier version.
pub(super) fn check(connection: &Connection, path: &Path) -> Result<(), LedgerError> {
    let (found, known) = (found(connection, path, STEPS)?, after(STEPS));
    if found == known {
        return Ok(());
    }
    Err(LedgerError::Older {
        path: path.to_owned(),
        found,
        known,
    })
}

/// The schema of a file that is a ledger and not of a later version than the one that the steps lead to.
pub(super) fn found(
    connection: &Connection,
    path: &Path,
    steps: &[&str],
) -> Result<i64, LedgerError> {
    let failed = failed(path, "reading its version");
    let number = |name| {
        connection
            .pragma_query_value(None, name, |row| row.get::<_, i64>(0))
            .map_err(&failed)
    };
    let not_a_ledger = |reason: String| LedgerError::NotALedger {
        path: path.to_owned(),
        reason,
    };
    if number("application_id")? != APPLICATION_ID {
        let reason = "it is a database, but does not say that it is a ledger";
        return Err(not_a_ledger(reason.to_owned()));
    }
    let (found, known) = (number("user_version")?, after(steps));
    if found > known {
        return Err(LedgerError::Newer {
            path: path.to_owned(),
            found,
            known,
        });
    }
    match remaining(steps, found) {
        Some(_) => Ok(found),
        None => Err(not_a_ledger(format!(
            "it has the schema {found}, which never was"
        ))),
    }
}
