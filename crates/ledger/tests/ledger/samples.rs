//! Entries, stores and numbers for the tests.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use marsad_ledger::{
    BlobId, Entry, EntryKind, LedgerError, Mode, NewEntry, Redaction, Sequence, SqliteLedger,
    Store, Visit, derive_salt,
};
use tempfile::TempDir;

/// Runs a test on each store.
pub(crate) fn on_both(test: impl Fn(&mut dyn Store)) {
    test(&mut marsad_ledger::MemoryLedger::new());
    let (_folder, path) = new_folder();
    test(&mut SqliteLedger::create(&path, "test").unwrap());
}

/// A folder that goes with the test, and the path of a ledger in it.
pub(crate) fn new_folder() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.db");
    (folder, path)
}

/// A closed ledger of eight entries: reports with archived bytes, other kinds, and one redacted reading.
pub(crate) fn write_sample(path: &Path) {
    let mut ledger = SqliteLedger::create(path, "test").unwrap();
    let blob = ledger.put_blob(b"the report as it came").unwrap();
    let mut batch: Vec<NewEntry> = (1..=6).map(entry).collect();
    batch[0].blobs = vec![blob];
    batch[3].kind = EntryKind::Reading;
    batch[4].kind = EntryKind::Theatre;
    ledger.append(&batch).unwrap();
    ledger.redact(&[redaction(4)]).unwrap();
    ledger.append(&[entry(8)]).unwrap();
}

/// A report whose parts all follow from its number.
pub(crate) fn entry(number: u8) -> NewEntry {
    NewEntry {
        kind: EntryKind::Report,
        version: 1,
        author: "desk".parse().unwrap(),
        time: time(number),
        salt: derive_salt(&[9; 32], u64::from(number)),
        key: Some([number; 32]),
        blobs: Vec::new(),
        payload: format!("payload {number}").into_bytes(),
    }
}

pub(crate) fn redaction(target: u64) -> Redaction {
    Redaction {
        target: sequence(target),
        author: "editor".parse().unwrap(),
        time: time(200),
        salt: derive_salt(&[8; 32], target),
        version: 1,
        payload: b"asked for by the person".to_vec(),
    }
}

pub(crate) fn sequence(number: u64) -> Sequence {
    Sequence::new(number).unwrap()
}

fn time(minutes: u8) -> Timestamp {
    Timestamp::from_second(1_733_000_000 + 60 * i64::from(minutes)).unwrap()
}

pub(crate) fn all_entries(store: &dyn Store) -> Vec<Entry> {
    let mut entries = Vec::new();
    store
        .scan(Sequence::FIRST, &mut |entry| {
            entries.push(entry.clone());
            Visit::Continue(())
        })
        .unwrap();
    entries
}

/// The archived bytes of the sample.
pub(crate) fn sample_blob(store: &dyn Store) -> Option<Vec<u8>> {
    store
        .get_blob(&BlobId::of(b"the report as it came"))
        .unwrap()
}

/// Numbers that look random and are the same in each run.
pub(crate) struct Numbers(pub(crate) u64);

impl Numbers {
    pub(crate) fn below(&mut self, limit: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

/// Opens a ledger to write. A process that another test starts at this moment holds a copy of every open lock of this
/// one until it runs its own program; so a lock that nobody answers for is waited for.
pub(crate) fn open_to_write(path: &Path, holder: &str) -> Result<SqliteLedger, LedgerError> {
    let mode = || Mode::Write {
        holder: holder.to_owned(),
    };
    for _ in 0..100 {
        match SqliteLedger::open(path, mode()) {
            Err(LedgerError::Locked { holder, .. }) if holder.contains("did not say") => {
                std::thread::sleep(std::time::Duration::from_millis(20));
            }
            opened => return opened,
        }
    }
    SqliteLedger::open(path, mode())
}
