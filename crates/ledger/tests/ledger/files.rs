//! Files that are no ledger, folders that cannot be written, and who may open what.

use std::fs;
use std::path::Path;

use marsad_ledger::{LedgerError, Mode, SqliteLedger, Store, verify};

use crate::samples::{Numbers, all_entries, entry, new_folder, open_to_write, write_sample};

fn for_writing(path: &Path) -> Result<SqliteLedger, LedgerError> {
    open_to_write(path, "second")
}

/// Both ways to open `path` must fail in the same way, with the path in the message and with a hint.
fn check_refused(path: &Path, is_expected: impl Fn(&LedgerError) -> bool) {
    for opened in [SqliteLedger::open(path, Mode::Read), for_writing(path)] {
        let error = opened.expect_err("it is no good ledger");
        assert!(is_expected(&error), "{error:?}");
        assert!(
            error.to_string().contains(path.to_str().unwrap()),
            "{error}"
        );
        assert!(error.hint().is_some(), "{error}");
    }
}

#[test]
fn a_ledger_that_is_not_there_is_missing_and_is_not_made() {
    let (folder, path) = new_folder();
    check_refused(&path, |error| matches!(error, LedgerError::Missing { .. }));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn a_ledger_is_never_overwritten() {
    let (_folder, path) = new_folder();
    fs::write(&path, "something").unwrap();
    assert!(matches!(
        SqliteLedger::create(&path, "test"),
        Err(LedgerError::Exists { .. })
    ));
    assert_eq!(fs::read(&path).unwrap(), b"something");
}

#[test]
fn what_is_no_ledger_is_refused() {
    let (_folder, path) = new_folder();
    for bytes in [
        b"".as_slice(),
        b"SQLite format 3\0",
        &[0; 8192],
        "text ".repeat(2000).as_bytes(),
    ] {
        fs::write(&path, bytes).unwrap();
        check_refused(&path, |error| {
            matches!(
                error,
                LedgerError::NotALedger { .. } | LedgerError::Damaged { .. }
            )
        });
    }
    fs::remove_file(&path).unwrap();
    fs::create_dir(&path).unwrap();
    check_refused(&path, |error| {
        matches!(error, LedgerError::NotALedger { .. })
    });
}

#[test]
fn another_database_and_a_later_schema_are_refused() {
    let (_folder, path) = new_folder();
    let other = rusqlite::Connection::open(&path).unwrap();
    other
        .execute_batch("CREATE TABLE entry (sequence INTEGER)")
        .unwrap();
    check_refused(&path, |error| {
        matches!(error, LedgerError::NotALedger { .. })
    });
    drop(other);
    fs::remove_file(&path).unwrap();
    write_sample(&path);
    rusqlite::Connection::open(&path)
        .unwrap()
        .pragma_update(None, "user_version", 2)
        .unwrap();
    check_refused(&path, |error| {
        matches!(
            error,
            LedgerError::Newer {
                found: 2,
                known: 1,
                ..
            }
        )
    });
}

#[test]
fn a_file_cut_short_anywhere_is_an_error_and_never_a_panic() {
    let (_folder, path) = new_folder();
    write_sample(&path);
    let whole = fs::read(&path).unwrap();
    let mut numbers = Numbers(3);
    for _ in 0..60 {
        let length =
            usize::try_from(numbers.below(u64::try_from(whole.len() - 1).unwrap())).unwrap();
        fs::write(&path, &whole[..length]).unwrap();
        let refused = match SqliteLedger::open(&path, Mode::Read) {
            Err(error) => error.hint().is_some(),
            Ok(ledger) => verify(&ledger, None).is_err(),
        };
        assert!(refused, "cut at {length} of {}", whole.len());
    }
}

#[test]
fn a_second_writer_is_told_who_holds_the_ledger() {
    let (_folder, path) = new_folder();
    let first = SqliteLedger::create(&path, "process 12 on desk-3").unwrap();
    let refused = for_writing(&path).unwrap_err();
    assert!(
        matches!(&refused, LedgerError::Locked { holder, .. } if holder == "process 12 on desk-3")
    );
    assert!(
        refused
            .to_string()
            .ends_with("is being written by process 12 on desk-3"),
        "{refused}"
    );
    SqliteLedger::open(&path, Mode::Read).unwrap();
    drop(first);
    for_writing(&path).unwrap();
}

#[test]
fn a_reader_sees_what_a_writer_acknowledged_and_cannot_write() {
    let (_folder, path) = new_folder();
    let mut writer = SqliteLedger::create(&path, "test").unwrap();
    let mut reader = SqliteLedger::open(&path, Mode::Read).unwrap();
    writer.append(&[entry(1)]).unwrap();
    assert_eq!(reader.head().unwrap(), writer.head().unwrap());
    assert!(matches!(
        reader.append(&[entry(2)]),
        Err(LedgerError::OpenedForReading { .. })
    ));
    assert!(matches!(
        reader.put_blob(b"x"),
        Err(LedgerError::OpenedForReading { .. })
    ));
}

#[test]
fn a_copy_holds_the_same_entries() {
    let (folder, path) = new_folder();
    write_sample(&path);
    let copy = folder.path().join("copy it's.db");
    let writer = for_writing(&path).unwrap();
    writer.copy_to(&copy).unwrap();
    assert!(matches!(
        writer.copy_to(&copy),
        Err(LedgerError::Exists { .. })
    ));
    let copied = SqliteLedger::open(&copy, Mode::Read).unwrap();
    assert_eq!(all_entries(&copied), all_entries(&writer));
    verify(&copied, writer.head().unwrap().as_ref()).unwrap();
}

#[cfg(unix)]
#[test]
fn only_the_owner_can_read_what_is_made() {
    use std::os::unix::fs::PermissionsExt;
    let (folder, path) = new_folder();
    let mut ledger = SqliteLedger::create(&path, "test").unwrap();
    ledger.append(&[entry(1)]).unwrap();
    for file in fs::read_dir(folder.path()).unwrap() {
        let file = file.unwrap();
        assert_eq!(
            file.metadata().unwrap().permissions().mode() & 0o077,
            0,
            "{:?}",
            file.path()
        );
    }
}

/// Where the tests run with all rights, permissions stop nobody; the check then runs in a child without these rights.
#[cfg(unix)]
#[test]
fn a_ledger_in_a_read_only_folder_can_be_read_and_says_why_it_cannot_be_written() {
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::process::CommandExt;
    let (folder, path) = new_folder();
    write_sample(&path);
    fs::remove_file(path.with_extension("lock")).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o555)).unwrap();
    if fs::write(folder.path().join("probe"), "").is_err() {
        return check_read_only(&path);
    }
    fs::remove_file(folder.path().join("probe")).unwrap();
    let mut child = std::process::Command::new(std::env::current_exe().unwrap());
    child
        .args([
            "--exact",
            "files::child_in_a_read_only_folder",
            "--nocapture",
        ])
        .env("LEDGER_TEST_READ_ONLY", &path);
    match child.uid(65534).gid(65534).output() {
        Ok(output) => assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        ),
        Err(error) => eprintln!("skipped: no child without rights can be started here: {error}"),
    }
}

#[test]
fn child_in_a_read_only_folder() {
    if let Some(path) = std::env::var_os("LEDGER_TEST_READ_ONLY") {
        check_read_only(Path::new(&path));
    }
}

fn check_read_only(path: &Path) {
    let ledger = SqliteLedger::open(path, Mode::Read).unwrap();
    assert_eq!(verify(&ledger, None).unwrap().entries, 8);
    let error = for_writing(path).unwrap_err();
    assert!(error.hint().is_some(), "{error:?}");
}
