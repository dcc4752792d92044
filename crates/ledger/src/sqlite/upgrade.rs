//! From an earlier schema to this one.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use super::failure::failed;
use super::lock::WriterLock;
use super::{SqliteLedger, open, read, schema};
use crate::{Head, LedgerError, Store as _, Verified, verify};

/// What an upgrade did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upgraded {
    /// The schema that the ledger had.
    pub from: i64,
    /// The schema that it has.
    pub to: i64,
    /// The copy of the ledger as it was; nothing where it had the schema already.
    pub copy: Option<PathBuf>,
    /// What was checked afterwards.
    pub verified: Verified,
}

/// Takes the steps that are still to be taken.
pub(super) fn run(path: &Path, holder: &str, steps: &[&str]) -> Result<Upgraded, LedgerError> {
    open::check_file(path)?;
    let lock = WriterLock::take(path, holder)?;
    let connection = open::for_upgrade(path)?;
    let from = schema::found(&connection, path, steps)?;
    let ledger = SqliteLedger {
        path: path.to_owned(),
        connection,
        lock: Some(lock),
    };
    let remaining = schema::remaining(steps, from).unwrap_or_default();
    let (copy, verified) = if remaining.is_empty() {
        (None, checked(&ledger, None)?)
    } else {
        let copy = copy(&ledger, from)?;
        let verified = in_one_transaction(&ledger, remaining, schema::after(steps))?;
        (Some(copy), verified)
    };
    Ok(Upgraded {
        from,
        to: schema::after(steps),
        copy,
        verified,
    })
}

/// Writes the copy under a passing name first, so that a copy with the final name is whole.
fn copy(ledger: &SqliteLedger, from: i64) -> Result<PathBuf, LedgerError> {
    let named = |ending: String| {
        let mut name = ledger.path.as_os_str().to_owned();
        name.push(ending);
        PathBuf::from(name)
    };
    let target = named(format!(".before-upgrade-{from}"));
    let passing = named(format!(".before-upgrade-{from}.part"));
    match fs::remove_file(&passing) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            return Err(open::file_failed(&passing, "removing an unfinished copy")(
                error,
            ));
        }
        Ok(()) | Err(_) => {}
    }
    open::create_empty(&passing)?;
    read::copy_into(&ledger.connection, &ledger.path, &passing)?;
    File::open(&passing)
        .and_then(|file| file.sync_all())
        .and_then(|()| fs::rename(&passing, &target))
        .and_then(|()| open::sync_folder(&target))
        .map_err(open::file_failed(&target, "writing the copy"))?;
    Ok(target)
}

fn in_one_transaction(
    ledger: &SqliteLedger,
    steps: &[&str],
    schema: i64,
) -> Result<Verified, LedgerError> {
    let failed = failed(&ledger.path, "upgrading it");
    let head = ledger.head()?;
    let begin = || ledger.connection.execute_batch("BEGIN IMMEDIATE");
    begin().map_err(&failed)?;
    let done = steps
        .iter()
        .try_for_each(|step| ledger.connection.execute_batch(step))
        .and_then(|()| {
            ledger
                .connection
                .pragma_update(None, "user_version", schema)
        })
        .map_err(&failed)
        .and_then(|()| checked(ledger, head))
        .and_then(|verified| {
            let commit = ledger.connection.execute_batch("COMMIT");
            commit.map(|()| verified).map_err(&failed)
        });
    if done.is_err() {
        // Where this fails too, the transaction ends with the connection.
        ledger.connection.execute_batch("ROLLBACK").ok();
    }
    done
}

fn checked(ledger: &SqliteLedger, head: Option<Head>) -> Result<Verified, LedgerError> {
    verify(ledger, head.as_ref()).map_err(|broken| LedgerError::BadEntry {
        sequence: broken.sequence,
        fault: Box::new(broken.fault),
    })
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;
    use crate::{EntryKind, Mode, NewEntry, derive_salt};

    const STEP: &str = "ALTER TABLE state ADD COLUMN added INTEGER";

    fn ledger() -> (tempfile::TempDir, PathBuf, Head) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ledger.db");
        let mut ledger = SqliteLedger::create(&path, "test").unwrap();
        let entry = NewEntry {
            kind: EntryKind::Theatre,
            version: 1,
            author: "desk".parse().unwrap(),
            time: jiff::Timestamp::UNIX_EPOCH,
            salt: derive_salt(&[1; 32], 0),
            key: None,
            blobs: Vec::new(),
            payload: b"{}".to_vec(),
        };
        ledger.append(&[entry]).unwrap();
        let head = ledger.head().unwrap().unwrap();
        (folder, path, head)
    }

    fn schema_of(path: &Path) -> i64 {
        let connection = rusqlite::Connection::open(path).unwrap();
        connection
            .pragma_query_value(None, "user_version", |row| row.get(0))
            .unwrap()
    }

    #[test]
    fn a_step_keeps_the_head_and_a_copy_from_before_that_still_opens() {
        let (_folder, path, head) = ledger();
        let done = run(&path, "test", &[STEP]).unwrap();
        assert_eq!((done.from, done.to), (1, 2));
        assert_eq!(done.verified.head, Some(head));
        assert_eq!(schema_of(&path), 2);
        let copy = done.copy.unwrap();
        assert!(copy.ends_with("ledger.db.before-upgrade-1"));
        let before = SqliteLedger::open(&copy, Mode::Read).unwrap();
        assert_eq!(verify(&before, Some(&head)).unwrap().entries, 1);
        let again = run(&path, "test", &[STEP]).unwrap();
        assert_eq!((again.from, again.copy), (2, None));
        let newer = SqliteLedger::open(&path, Mode::Read).unwrap_err();
        assert!(
            matches!(
                newer,
                LedgerError::Newer {
                    found: 2,
                    known: 1,
                    ..
                }
            ),
            "{newer:?}"
        );
    }

    #[test]
    fn a_step_that_fails_or_breaks_the_chain_leaves_the_ledger_as_it_was() {
        let (_folder, path, head) = ledger();
        for bad in [
            "ALTER TABLE nothing ADD COLUMN added INTEGER",
            "DROP TRIGGER entry_is_fixed; UPDATE entry SET content = x'00';",
        ] {
            run(&path, "test", &[STEP, bad]).unwrap_err();
            assert_eq!(schema_of(&path), 1);
            let after = SqliteLedger::open(&path, Mode::Read).unwrap();
            assert_eq!(verify(&after, Some(&head)).unwrap().entries, 1);
        }
        run(&path, "test", &[STEP]).unwrap();
    }
}
