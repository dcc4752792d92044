//! A ledger of schema 1, as SQL text that was written down once: every later version must open it and find the same.

use std::path::{Path, PathBuf};

use marsad_ledger::{Head, LedgerError, Mode, SqliteLedger, verify};
use rusqlite::Connection;

use crate::samples::{all_entries, new_folder, sample_blob, sequence};

const FIXTURE: &str = include_str!("../fixtures/schema-1.sql");
/// The head of the fixture.
const HEAD: &str = "8:8278ea9320293554f2b781ee10f4304ae9ede86644dafa2cbf55ee938c7acce4";

fn fixture() -> (tempfile::TempDir, PathBuf) {
    let (folder, path) = new_folder();
    let connection = Connection::open(&path).unwrap();
    connection.execute_batch(FIXTURE).unwrap();
    (folder, path)
}

fn check_whole(path: &Path) {
    let head: Head = HEAD.parse().unwrap();
    let ledger = SqliteLedger::open(path, Mode::Read).unwrap();
    let verified = verify(&ledger, Some(&head)).unwrap();
    assert_eq!(verified.head, Some(head));
    assert_eq!(verified.entries, 8);
    assert_eq!(verified.tombstones, [sequence(4)]);
    assert_eq!(sample_blob(&ledger).unwrap(), b"the report as it came");
    assert_eq!(all_entries(&ledger)[7].payload(), Some(&b"payload 8"[..]));
}

#[test]
fn a_ledger_of_schema_1_opens_verifies_and_upgrades_with_the_same_head() {
    let (_folder, path) = fixture();
    let done = SqliteLedger::upgrade(&path, "test").unwrap();
    assert_eq!(done.from, 1);
    assert_eq!(done.verified.head, Some(HEAD.parse().unwrap()));
    assert_eq!(done.copy.is_some(), done.to > 1);
    check_whole(&path);
}

#[test]
fn the_upgrade_takes_the_lock_and_refuses_what_is_no_ledger() {
    let (folder, path) = fixture();
    let mode = Mode::Write {
        holder: "first".to_owned(),
    };
    let writer = SqliteLedger::open(&path, mode).unwrap();
    let locked = SqliteLedger::upgrade(&path, "test").unwrap_err();
    assert!(matches!(locked, LedgerError::Locked { .. }), "{locked:?}");
    drop(writer);
    for schema in [0, -1] {
        let connection = Connection::open(&path).unwrap();
        connection
            .pragma_update(None, "user_version", schema)
            .unwrap();
        drop(connection);
        let error = SqliteLedger::upgrade(&path, "test").unwrap_err();
        assert!(matches!(error, LedgerError::NotALedger { .. }), "{error:?}");
    }
    let nothing = SqliteLedger::upgrade(&folder.path().join("other.db"), "test").unwrap_err();
    assert!(
        matches!(nothing, LedgerError::Missing { .. }),
        "{nothing:?}"
    );
}
