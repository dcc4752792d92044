//! After a redaction the words are in no byte of the folder.

use std::fs;
use std::path::Path;

use marsad_ledger::{Mode, NewEntry, SqliteLedger, Store, Sweep, Visit, verify};

use crate::samples::{entry, new_folder, open_to_write, redaction, sequence};

const NAME: &[u8] = b"Canary Person-of-Nowhere";

/// The files of the folder that hold the name.
fn files_with_the_name(folder: &Path) -> Vec<String> {
    fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path())
        .filter(|path| {
            fs::read(path)
                .unwrap()
                .windows(NAME.len())
                .any(|window| window == NAME)
        })
        .map(|path| path.file_name().unwrap().to_string_lossy().into_owned())
        .collect()
}

/// A report that names the person often enough to fill pages, with the same in its archived bytes.
fn naming_entry(ledger: &mut dyn Store, number: u8) -> NewEntry {
    let text = NAME.repeat(40 * usize::from(number));
    let mut entry = entry(number);
    entry.blobs = vec![
        ledger
            .put_blob(&[text.as_slice(), &[number]].concat())
            .unwrap(),
    ];
    entry.payload = text;
    entry
}

#[test]
fn a_redacted_name_is_in_no_file_while_open_and_when_closed() {
    let (folder, path) = new_folder();
    let mut ledger = SqliteLedger::create(&path, "test").unwrap();
    for number in 1..=20 {
        let naming = naming_entry(&mut ledger, number);
        ledger.append(&[naming, entry(100 + number)]).unwrap();
    }
    assert!(!files_with_the_name(folder.path()).is_empty());
    let redactions: Vec<_> = (0..20).map(|index| redaction(2 * index + 1)).collect();
    assert_eq!(ledger.redact(&redactions).unwrap().sweep, Sweep::Clean);
    assert_eq!(files_with_the_name(folder.path()), Vec::<String>::new());
    drop(ledger);
    assert_eq!(files_with_the_name(folder.path()), Vec::<String>::new());
    let ledger = SqliteLedger::open(&path, Mode::Read).unwrap();
    assert_eq!(verify(&ledger, None).unwrap().tombstones.len(), 20);
}

#[test]
fn bytes_that_were_archived_but_never_entered_go_with_the_next_redaction() {
    let (folder, path) = new_folder();
    let mut ledger = SqliteLedger::create(&path, "test").unwrap();
    ledger.append(&[entry(1)]).unwrap();
    ledger.put_blob(NAME).unwrap();
    ledger.redact(&[redaction(1)]).unwrap();
    assert_eq!(files_with_the_name(folder.path()), Vec::<String>::new());
}

#[test]
fn what_a_reader_still_holds_goes_when_the_ledger_is_opened_again() {
    let (folder, path) = new_folder();
    let mut ledger = SqliteLedger::create(&path, "test").unwrap();
    let naming = naming_entry(&mut ledger, 1);
    ledger.append(&[naming, entry(2)]).unwrap();
    let reader = SqliteLedger::open(&path, Mode::Read).unwrap();
    reader
        .scan(sequence(1), &mut |_| {
            assert_eq!(
                ledger.redact(&[redaction(1)]).unwrap().sweep,
                Sweep::HeldByReader
            );
            Visit::Break(())
        })
        .unwrap();
    drop(reader);
    drop(ledger);
    drop(open_to_write(&path, "next").unwrap());
    assert_eq!(files_with_the_name(folder.path()), Vec::<String>::new());
}
