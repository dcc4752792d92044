//! Identities: sealed, opened only with the passphrase, and never before the ledger knows of it.

use e2e::{Printed, Record, Run};

use crate::strikes;

const PASSPHRASE: &str = "seven stones by the well";
const OTHER: &str = "another long passphrase";
/// Stands for an identity; must be found nowhere.
const CANARY: &str = "Zebulon Quillfeather";

fn seal(record: &Record, words: &str) -> Run {
    record
        .marsad("seal")
        .args(words)
        .env("MARSAD_PASSPHRASE", PASSPHRASE)
}

/// How many entries the ledger has.
fn entries(record: &Record) -> u64 {
    let line = record.marsad("verify --format json").done().json_lines();
    line[0]["entries"].as_u64().expect("a count")
}

/// No file of the record and nothing that was printed holds the identity.
fn check_hidden(record: &Record, printed: &[Printed]) {
    for (path, bytes) in record.files() {
        for part in CANARY.split(' ') {
            let is_found = bytes
                .windows(part.len())
                .any(|window| window.eq_ignore_ascii_case(part.as_bytes()));
            assert!(!is_found, "{part} is in {}", path.display());
        }
    }
    for one in printed {
        let said = format!("{}{}", one.out, one.talk);
        assert!(!said.contains("Zebulon"), "{}: {said}", one.command);
    }
}

#[test]
fn an_identity_is_in_no_file_and_no_output_but_that_of_show() {
    let record = strikes();
    let outside = tempfile_with(CANARY);
    let start = entries(&record);
    let mut printed = vec![
        seal(&record, "set sohr").input(CANARY).done(),
        seal(&record, "set dpa --from").arg(outside.path()).done(),
        seal(&record, "list").done(),
        record.marsad("source list").done(),
        record.marsad("incidents").done(),
        record.marsad("report --on 2024-12-04 --format json").done(),
        record.marsad("report --on 2024-12-04 --public").done(),
        record.marsad("control --all --format json").done(),
        record.marsad("decide list").done(),
        record.marsad("verify").done(),
    ];
    assert_eq!(printed[2].out, "dpa\nsohr\n");
    assert_eq!(entries(&record), start + 2, "each use is an entry");
    let shown = seal(&record, "show sohr --reason asked").done();
    assert_eq!(shown.out, format!("{CANARY}\n"));
    assert_eq!(entries(&record), start + 3);
    // An identity in the place of an id, and one that is no text.
    printed.push(seal(&record, "set").arg(CANARY).input("x").refused());
    printed.push(
        seal(&record, "set sohr")
            .input(b"Zebulon\xff".to_vec())
            .refused(),
    );
    assert_eq!(entries(&record), start + 3);
    printed.push(seal(&record, "forget sohr --reason gone").done());
    let gone = seal(&record, "show sohr --reason asked").refused();
    assert!(gone.talk.contains("no identity of sohr"), "{}", gone.talk);
    printed.push(gone);
    assert_eq!(entries(&record), start + 6, "the failure is an entry too");
    assert_eq!(seal(&record, "list").done().out, "dpa\n");
    check_hidden(&record, &printed);
}

#[test]
fn a_wrong_passphrase_opens_nothing_and_the_attempt_is_in_the_ledger() {
    let record = strikes();
    let _sealed = seal(&record, "set sohr").input(CANARY).done();
    let sealed = std::fs::read(record.path().join("sealed.age")).expect("the sealed file");
    let start = entries(&record);
    let refused = record
        .marsad("seal show sohr --reason curious")
        .env("MARSAD_PASSPHRASE", OTHER)
        .refused();
    assert!(refused.talk.contains("does not open"), "{}", refused.talk);
    assert_eq!(refused.out, "");
    assert_eq!(entries(&record), start + 2);
    let ledger = std::fs::read(record.path().join("ledger.db")).expect("the ledger");
    let wal = std::fs::read(record.path().join("ledger.db-wal")).unwrap_or_default();
    let noted = [ledger, wal].concat();
    let is_noted = noted
        .windows(21)
        .any(|window| window == br#""failed":"passphrase""#);
    assert!(is_noted, "the ledger says why");
    // Without a passphrase nothing is begun, so nothing is noted.
    let file = record.file("empty.txt", "\n");
    let none = record
        .marsad("seal show sohr --reason curious --passphrase-file")
        .arg(&file)
        .refused();
    assert!(none.talk.contains("empty"), "{}", none.talk);
    assert_eq!(entries(&record), start + 2);
    let after = std::fs::read(record.path().join("sealed.age")).expect("the sealed file");
    assert_eq!(after, sealed);
    check_hidden(&record, &[refused, none]);
}

#[test]
fn a_new_passphrase_takes_the_place_of_the_old_one() {
    let record = strikes();
    let short = record
        .marsad("seal set sohr")
        .env("MARSAD_PASSPHRASE", "short")
        .input(CANARY)
        .refused();
    assert!(short.talk.contains("at least 12"), "{}", short.talk);
    let _sealed = seal(&record, "set sohr").input(CANARY).done();
    let changed = seal(&record, "passphrase --reason routine")
        .env("MARSAD_NEW_PASSPHRASE", OTHER)
        .done();
    assert!(changed.out.contains("1 identities"), "{}", changed.out);
    let file = record.file("pass.txt", format!("{OTHER}\r\n"));
    let shown = record
        .marsad("seal show sohr --reason asked --passphrase-file")
        .arg(&file)
        .done();
    assert_eq!(shown.out, format!("{CANARY}\n"));
    let _old = seal(&record, "show sohr --reason asked").refused();
    check_hidden(&record, &[short, changed]);
    check_owner_only(&record.path().join("sealed.age"));
}

#[test]
fn a_damaged_file_is_told_and_kept() {
    let record = strikes();
    let path = record.file("sealed.age", "age-encryption.org/v1\nnothing\n");
    let refused = seal(&record, "show sohr --reason asked").refused();
    assert!(refused.talk.contains("damaged"), "{}", refused.talk);
    let _refused = seal(&record, "set sohr").input(CANARY).refused();
    assert!(path.exists());
    assert_eq!(seal(&record, "list").done().out, "");
    check_hidden(&record, &[refused]);
}

#[test]
fn without_a_terminal_the_passphrase_is_asked_for_in_words() {
    let words = ["setsid", "--wait"];
    if !e2e::can_start_by(&words) {
        return e2e::skip("setsid is not here");
    }
    let record = strikes();
    let refused = e2e::marsad_by(&words)
        .within(record.path())
        .args("seal show sohr --reason asked")
        .refused();
    assert!(refused.talk.contains("no terminal"), "{}", refused.talk);
    assert!(
        refused.talk.contains("MARSAD_PASSPHRASE"),
        "{}",
        refused.talk
    );
}

fn tempfile_with(text: &str) -> tempfile::NamedTempFile {
    let file = tempfile::NamedTempFile::new().expect("a temporary file");
    std::fs::write(file.path(), text).expect("a temporary file can be written");
    file
}

fn check_owner_only(path: &std::path::Path) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = std::fs::metadata(path)
            .expect("a file")
            .permissions()
            .mode();
        assert_eq!(mode & 0o077, 0, "{mode:o}");
    }
    #[cfg(not(unix))]
    let _ = path;
}
