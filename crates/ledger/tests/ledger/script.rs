//! The script of `LEDGER.md` agrees with this crate.

use std::path::Path;
use std::process::{Command, Output};

use marsad_ledger::{Mode, SqliteLedger, Store};

use crate::samples::{new_folder, write_sample};

/// The script as the page gives it.
fn script() -> &'static str {
    let page = include_str!("../../../../LEDGER.md");
    let (_, rest) = page.split_once("```python\n").unwrap();
    rest.split_once("```").unwrap().0
}

/// Runs the script; nothing where there is no Python.
fn run(path: &Path) -> Option<Output> {
    let output = Command::new("python3")
        .arg("-c")
        .arg(script())
        .arg(path)
        .output();
    if output.is_err() {
        eprintln!("skipped: python3 is not here");
    }
    output.ok()
}

#[test]
fn the_script_prints_the_head_and_names_a_changed_entry() {
    let (_folder, path) = new_folder();
    write_sample(&path);
    let head = SqliteLedger::open(&path, Mode::Read)
        .unwrap()
        .head()
        .unwrap()
        .unwrap();
    let Some(whole) = run(&path) else { return };
    assert!(whole.status.success(), "{whole:?}");
    assert_eq!(
        String::from_utf8(whole.stdout).unwrap(),
        format!("{head}\n")
    );

    let connection = rusqlite::Connection::open(&path).unwrap();
    connection
        .execute_batch(
            "DROP TRIGGER entry_is_fixed;
             UPDATE entry SET content = CAST(replace(content, 'payload 3', 'payload 4') AS BLOB) WHERE sequence = 3;",
        )
        .unwrap();
    let changed = run(&path).unwrap();
    assert!(!changed.status.success());
    assert_eq!(
        String::from_utf8(changed.stderr).unwrap(),
        "entry 3 is not what it was\n"
    );
}
