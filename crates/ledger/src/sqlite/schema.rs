//! The tables of the file, and how its identity is checked.

use std::path::Path;

use rusqlite::Connection;

use super::failure::failed;
use crate::LedgerError;

/// Says in the file's header that it is a ledger: `MRSD`.
const APPLICATION_ID: i64 = 0x4d52_5344;
/// The version of the tables.
const SCHEMA: i64 = 1;

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

/// Makes the tables, all of them or none.
pub(super) fn create(connection: &mut Connection, path: &Path) -> Result<(), LedgerError> {
    let failed = failed(path, "making the tables");
    let transaction = connection.transaction().map_err(&failed)?;
    transaction.execute_batch(TABLES).map_err(&failed)?;
    transaction
        .pragma_update(None, "application_id", APPLICATION_ID)
        .map_err(&failed)?;
    transaction
        .pragma_update(None, "user_version", SCHEMA)
        .map_err(&failed)?;
    transaction.commit().map_err(&failed)
}

/// Refuses a file that is no ledger, or one of a later version.
pub(super) fn check(connection: &Connection, path: &Path) -> Result<(), LedgerError> {
    let failed = failed(path, "reading its version");
    let number = |name| {
        connection
            .pragma_query_value(None, name, |row| row.get::<_, i64>(0))
            .map_err(&failed)
    };
    if number("application_id")? != APPLICATION_ID {
        let reason = "it is a database, but does not say that it is a ledger".to_owned();
        return Err(LedgerError::NotALedger {
            path: path.to_owned(),
            reason,
        });
    }
    match number("user_version")? {
        SCHEMA => Ok(()),
        found if found > SCHEMA => Err(LedgerError::Newer {
            path: path.to_owned(),
            found,
            known: SCHEMA,
        }),
        found => {
            let reason = format!("it has the schema {found}, which never was");
            Err(LedgerError::NotALedger {
                path: path.to_owned(),
                reason,
            })
        }
    }
}
