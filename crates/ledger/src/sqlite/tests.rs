#![expect(clippy::unwrap_used, reason = "tests")]

use super::*;
use crate::{derive_salt, verify};

fn entry(number: u8) -> NewEntry {
    NewEntry {
        kind: EntryKind::Report,
        version: 1,
        author: "desk".parse().unwrap(),
        time: jiff::Timestamp::UNIX_EPOCH,
        salt: derive_salt(&[1; 32], u64::from(number)),
        key: Some([number; 32]),
        blobs: Vec::new(),
        payload: vec![number; 20_000],
    }
}

#[test]
fn a_full_disk_is_said_to_be_full_and_the_batch_is_not_there() {
    let folder = tempfile::tempdir().unwrap();
    let mut ledger = SqliteLedger::create(&folder.path().join("ledger.db"), "test").unwrap();
    ledger.append(&[entry(1)]).unwrap();
    ledger
        .connection
        .pragma_update_and_check(None, "max_page_count", 20, |_| Ok(()))
        .unwrap();
    let error = ledger
        .append(&[entry(2), entry(3), entry(4), entry(5)])
        .unwrap_err();
    assert!(matches!(error, LedgerError::DiskFull { .. }), "{error:?}");
    assert_eq!(verify(&ledger, None).unwrap().entries, 1);
    ledger
        .connection
        .pragma_update_and_check(None, "max_page_count", 2000, |_| Ok(()))
        .unwrap();
    ledger.append(&[entry(2)]).unwrap();
}

#[test]
fn a_key_is_found_through_the_index() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = SqliteLedger::create(&folder.path().join("ledger.db"), "test").unwrap();
    let plan: String = ledger
        .connection
        .query_row(
            &format!("EXPLAIN QUERY PLAN {}", read::FIND),
            ([0_u8; 32], [1_u8]),
            |row| row.get(3),
        )
        .unwrap();
    assert!(plan.contains("USING INDEX entry_key"), "{plan}");
}

#[test]
fn a_writing_connection_is_durable_and_overwrites_what_it_deletes() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = SqliteLedger::create(&folder.path().join("ledger.db"), "test").unwrap();
    let pragma = |name| {
        ledger
            .connection
            .pragma_query_value(None, name, |row| row.get::<_, i64>(0))
            .unwrap()
    };
    assert_eq!((pragma("synchronous"), pragma("secure_delete")), (2, 1));
    let mode: String = ledger
        .connection
        .pragma_query_value(None, "journal_mode", |row| row.get(0))
        .unwrap();
    assert_eq!(mode, "wal");
}

#[test]
fn a_redaction_whose_sweep_fails_stands_and_the_sweep_stays_due() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.db");
    let mut ledger = SqliteLedger::create(&path, "test").unwrap();
    ledger.append(&[entry(1), entry(2)]).unwrap();
    // A transaction that is left open on the side keeps the file from being rewritten.
    ledger
        .connection
        .busy_timeout(std::time::Duration::ZERO)
        .unwrap();
    let redaction = Redaction {
        target: Sequence::FIRST,
        author: "desk".parse().unwrap(),
        time: jiff::Timestamp::UNIX_EPOCH,
        salt: [0; 16],
        version: 1,
        payload: Vec::new(),
    };
    write::redact(&mut ledger.connection, &path, &[redaction]).unwrap();
    let other = Connection::open(&path).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    assert!(ledger.sweep().is_err());
    assert!(ledger.is_sweep_due().unwrap());
    assert_eq!(verify(&ledger, None).unwrap().tombstones, [Sequence::FIRST]);
    drop(other);
    assert_eq!(ledger.sweep().unwrap(), Sweep::Clean);
    assert!(!ledger.is_sweep_due().unwrap());
}
