//! From what SQLite says to what the user is told.

use std::path::Path;

use rusqlite::ErrorCode;

use crate::LedgerError;

/// Turns an error of the database into one that says which file, and what was being done.
pub(super) fn failed(path: &Path, doing: &'static str) -> impl Fn(rusqlite::Error) -> LedgerError {
    let path = path.to_owned();
    move |source| {
        let path = path.clone();
        match source.sqlite_error_code() {
            Some(ErrorCode::NotADatabase) => LedgerError::NotALedger {
                path,
                reason: "it is no database".to_owned(),
            },
            Some(ErrorCode::DatabaseCorrupt) => LedgerError::Damaged {
                path,
                doing,
                source,
            },
            Some(ErrorCode::DiskFull) => LedgerError::DiskFull {
                path,
                doing,
                source,
            },
            Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
                LedgerError::ReadOnly {
                    path,
                    doing,
                    source,
                }
            }
            _ => LedgerError::Database {
                path,
                doing,
                source,
            },
        }
    }
}
