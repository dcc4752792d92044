//! Whatever is changed in the file, `verify` names the entry.

use std::path::Path;

use marsad_ledger::{Broken, Fault, Head, MemoryLedger, Mode, SqliteLedger, Store, verify};
use rusqlite::Connection;

use crate::samples::{
    Numbers, all_entries, entry, new_folder, open_to_write, redaction, sample_blob, write_sample,
};

/// Runs SQL on the file as someone who knows what they are doing would.
fn tamper(path: &Path, sql: &str) {
    let connection = Connection::open(path).unwrap();
    connection
        .execute_batch("DROP TRIGGER IF EXISTS entry_stays; DROP TRIGGER IF EXISTS entry_is_fixed;")
        .unwrap();
    connection.execute_batch(sql).unwrap();
}

fn verified(path: &Path, against: Option<&Head>) -> Result<(), Broken> {
    let ledger = SqliteLedger::open(path, Mode::Read).unwrap();
    verify(&ledger, against).map(|_| ())
}

/// Tampers with the sample by `sql`, and expects `verify` to name `sequence` with a fault of which `is_fault` holds.
fn check(sql: &str, sequence: u64, is_fault: impl Fn(&Fault) -> bool) {
    let (_folder, path) = new_folder();
    write_sample(&path);
    tamper(&path, sql);
    let broken = verified(&path, None).expect_err(sql);
    assert_eq!(broken.sequence.get(), sequence, "{sql}: {broken}");
    assert!(is_fault(&broken.fault), "{sql}: {broken}");
}

#[test]
fn the_sample_verifies_until_it_is_touched() {
    let (_folder, path) = new_folder();
    write_sample(&path);
    verified(&path, None).unwrap();
}

#[test]
fn a_flipped_bit_in_any_byte_of_any_entry_is_named() {
    let (_folder, path) = new_folder();
    write_sample(&path);
    tamper(&path, "");
    let writer = Connection::open(&path).unwrap();
    let ledger = SqliteLedger::open(&path, Mode::Read).unwrap();
    let mut flips = 0;
    for column in ["header", "hash", "salt", "content"] {
        for sequence in 1..=8_i64 {
            let read = format!("SELECT {column} FROM entry WHERE sequence = ?1");
            let original: Option<Vec<u8>> = writer
                .query_row(&read, [sequence], |row| row.get(0))
                .unwrap();
            let write = format!("UPDATE entry SET {column} = ?2 WHERE sequence = ?1");
            for at in 0..original.as_ref().map_or(0, Vec::len) {
                let mut changed = original.clone().unwrap();
                changed[at] ^= 1 << (at % 8);
                writer.execute(&write, (sequence, &changed)).unwrap();
                let broken = verify(&ledger, None).expect_err("a bit was flipped");
                assert_eq!(
                    i64::try_from(broken.sequence.get()).unwrap(),
                    sequence,
                    "{column} {at}: {broken}"
                );
                flips += 1;
            }
            writer.execute(&write, (sequence, &original)).unwrap();
        }
    }
    verify(&ledger, None).unwrap();
    assert!(flips > 1500, "{flips}");
}

#[test]
fn a_flipped_bit_anywhere_in_the_file_is_found_or_changes_nothing() {
    let (_folder, path) = new_folder();
    write_sample(&path);
    let original = std::fs::read(&path).unwrap();
    let reader = SqliteLedger::open(&path, Mode::Read).unwrap();
    let (entries, head) = (all_entries(&reader), reader.head().unwrap().unwrap());
    drop(reader);
    let mut numbers = Numbers(7);
    let mut found = 0;
    for at in (0..original.len()).step_by(23) {
        let mut changed = original.clone();
        changed[at] ^= 1 << numbers.below(8);
        std::fs::write(&path, changed).unwrap();
        let Ok(ledger) = SqliteLedger::open(&path, Mode::Read) else {
            found += 1;
            continue;
        };
        if verify(&ledger, Some(&head)).is_err() {
            found += 1;
        } else {
            assert_eq!(all_entries(&ledger), entries, "byte {at}");
            assert!(sample_blob(&ledger).is_some(), "byte {at}");
        }
    }
    assert!(found > 50, "{found}");
}

#[test]
fn a_deleted_entry_is_missed() {
    check("DELETE FROM entry WHERE sequence = 1", 1, |fault| {
        matches!(fault, Fault::Absent)
    });
    check("DELETE FROM entry WHERE sequence = 5", 5, |fault| {
        matches!(fault, Fault::Absent)
    });
    check("DELETE FROM entry", 1, |fault| {
        matches!(fault, Fault::Absent)
    });
    check(
        "DELETE FROM entry WHERE sequence = 5; UPDATE entry SET sequence = sequence - 1 WHERE sequence > 5;",
        5,
        |fault| matches!(fault, Fault::Moved { .. }),
    );
}

#[test]
fn entries_that_changed_places_are_named() {
    let swap = "UPDATE entry SET sequence = 99 WHERE sequence = 2;
        UPDATE entry SET sequence = 2 WHERE sequence = 3;
        UPDATE entry SET sequence = 3 WHERE sequence = 99;";
    check(swap, 2, |fault| matches!(fault, Fault::Moved { .. }));
}

#[test]
fn a_cut_or_lengthened_end_is_noticed() {
    check("DELETE FROM entry WHERE sequence > 6", 7, |fault| {
        matches!(fault, Fault::Absent)
    });
    let earlier =
        "UPDATE state SET sequence = 7, hash = (SELECT hash FROM entry WHERE sequence = 7)";
    check(earlier, 8, |fault| matches!(fault, Fault::BeyondHead));
    check(
        "UPDATE state SET sequence = NULL, hash = NULL",
        1,
        |fault| matches!(fault, Fault::BeyondHead),
    );
    check("UPDATE state SET hash = zeroblob(32)", 8, |fault| {
        matches!(fault, Fault::HeadDiffers)
    });
    check("DELETE FROM state", 1, |fault| {
        matches!(fault, Fault::Unreadable { .. })
    });
}

#[test]
fn a_cut_that_also_changed_the_note_is_caught_by_an_exported_head() {
    let (_folder, path) = new_folder();
    write_sample(&path);
    let exported = SqliteLedger::open(&path, Mode::Read)
        .unwrap()
        .head()
        .unwrap()
        .unwrap();
    tamper(
        &path,
        "DELETE FROM entry WHERE sequence > 7;
         UPDATE state SET sequence = 7, hash = (SELECT hash FROM entry WHERE sequence = 7);",
    );
    verified(&path, None).unwrap();
    let broken = verified(&path, Some(&exported)).unwrap_err();
    assert_eq!(
        (broken.sequence.get(), matches!(broken.fault, Fault::Absent)),
        (8, true)
    );
}

#[test]
fn a_wholly_recomputed_chain_is_caught_by_an_exported_head() {
    let mut honest = MemoryLedger::new();
    honest.append(&[entry(1), entry(2), entry(3)]).unwrap();
    let exported = honest.head().unwrap().unwrap();
    let mut forged = MemoryLedger::new();
    forged
        .append(&[entry(1), entry(9), entry(3), entry(4)])
        .unwrap();
    verify(&forged, None).unwrap();
    let broken = verify(&forged, Some(&exported)).unwrap_err();
    assert_eq!(broken.sequence.get(), 3);
    assert!(matches!(broken.fault, Fault::ExportDiffers { .. }));
}

#[test]
fn content_that_went_without_a_decision_is_named() {
    check(
        "UPDATE entry SET salt = NULL, content = NULL WHERE sequence = 2",
        2,
        |fault| matches!(fault, Fault::Unexplained),
    );
    check(
        "UPDATE entry SET salt = NULL WHERE sequence = 2",
        2,
        |fault| matches!(fault, Fault::HalfRemoved),
    );
}

#[test]
fn content_that_came_back_after_its_redaction_is_named() {
    let (_folder, path) = new_folder();
    let mut ledger = SqliteLedger::create(&path, "test").unwrap();
    ledger.append(&[entry(1), entry(2)]).unwrap();
    tamper(
        &path,
        "CREATE TABLE aside AS SELECT * FROM entry WHERE sequence = 1",
    );
    ledger.redact(&[redaction(1)]).unwrap();
    verified(&path, None).unwrap();
    tamper(
        &path,
        "UPDATE entry SET (salt, content) = (SELECT salt, content FROM aside) WHERE sequence = 1",
    );
    let broken = verified(&path, None).unwrap_err();
    assert_eq!(broken.sequence.get(), 1);
    assert!(matches!(broken.fault, Fault::Restored { by } if by.get() == 3));
}

#[test]
fn archived_bytes_that_changed_or_went_are_named_by_their_entry() {
    check("UPDATE blob SET bytes = x'00'", 1, |fault| {
        matches!(fault, Fault::BlobChanged { .. })
    });
    check("DELETE FROM blob", 1, |fault| {
        matches!(fault, Fault::BlobMissing { .. })
    });
}

#[test]
fn values_of_another_type_are_refused() {
    check(
        "UPDATE entry SET header = x'' WHERE sequence = 3",
        3,
        |fault| matches!(fault, Fault::Hash),
    );
    check(
        "UPDATE entry SET salt = x'00' WHERE sequence = 3",
        3,
        |fault| matches!(fault, Fault::Content),
    );
    check(
        "UPDATE entry SET sequence = -3 WHERE sequence = 3",
        3,
        |fault| matches!(fault, Fault::Absent),
    );
}

#[test]
fn a_ledger_whose_end_was_cut_is_not_written_to() {
    let (_folder, path) = new_folder();
    write_sample(&path);
    tamper(&path, "DELETE FROM entry WHERE sequence > 6");
    let mut ledger = open_to_write(&path, "test").unwrap();
    assert!(ledger.append(&[entry(9)]).is_err());
}

#[test]
fn the_triggers_keep_entries_from_accidents() {
    let (_folder, path) = new_folder();
    write_sample(&path);
    let connection = Connection::open(&path).unwrap();
    for sql in [
        "DELETE FROM entry WHERE sequence = 8",
        "UPDATE entry SET content = x'00' WHERE sequence = 8",
        "UPDATE entry SET header = x'00', salt = NULL, content = NULL WHERE sequence = 8",
    ] {
        assert!(connection.execute_batch(sql).is_err(), "{sql}");
    }
}
