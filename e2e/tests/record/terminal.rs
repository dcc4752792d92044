//! What the program asks for at a terminal: a real one, that another program holds at its other end.

use std::{path::Path, process::Command};

use e2e::{Record, program, skip};

use crate::strikes;

/// Holds the other end of a terminal: waits for each question, types its answer, and prints what the terminal showed
/// and the exit code.
const TYPIST: &str = r#"
import os, pty, select, sys, time
answers = sys.argv[1].split("|")
child, end = pty.fork()
if child == 0:
    os.execv(sys.argv[2], sys.argv[2:])
shown, asked, limit = b"", 0, time.time() + 60
while time.time() < limit:
    ready, _, _ = select.select([end], [], [], 0.2)
    if ready:
        try:
            part = os.read(end, 4096)
        except OSError:
            break
        if not part:
            break
        shown += part
    # The echo is off once the question stands there; the wait is for a program that asks before it turns it off.
    if asked < len(answers) and shown.count(b": ") + shown.count(b":\r\n") > asked and not ready:
        os.write(end, answers[asked].encode() + b"\n")
        asked += 1
_, status = os.waitpid(child, 0)
sys.stdout.buffer.write(shown)
print("\ncode", os.waitstatus_to_exitcode(status), "answers", asked)
"#;
const PASSPHRASE: &str = "seven stones by the well";
const IDENTITY: &str = "Zebulonix";

/// Types at a terminal in a record's folder; gives what it showed.
fn typed(folder: &Path, answers: &[&str], words: &[&str]) -> String {
    let output = Command::new("python3")
        .args(["-c", TYPIST, &answers.join("|")])
        .arg(program())
        .args(words)
        .current_dir(folder)
        .env_remove("MARSAD_PASSPHRASE")
        .env_remove("MARSAD_NEW_PASSPHRASE")
        .output()
        .expect("the typist starts");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    let shown = String::from_utf8_lossy(&output.stdout).into_owned();
    for answer in answers {
        assert!(!shown.contains(answer), "{answer:?} was shown: {shown}");
    }
    shown
}

fn has_typist() -> bool {
    cfg!(unix)
        && Command::new("python3")
            .args(["-c", "import pty"])
            .status()
            .is_ok_and(|status| status.success())
}

fn set(record: &Record, answers: &[&str]) -> String {
    let from = record.file("identity.txt", IDENTITY);
    let from = from.to_str().expect("UTF-8");
    typed(
        record.path(),
        answers,
        &["seal", "set", "sohr", "--from", from],
    )
}

#[test]
fn a_new_passphrase_is_typed_twice_and_never_shown() {
    if !has_typist() {
        return skip("there is no python3 with terminals");
    }
    let record = strikes();
    let sealed = record.path().join("sealed.age");
    let differs = set(&record, &[PASSPHRASE, "seven stones by the wall"]);
    assert!(differs.contains("differ"), "{differs}");
    assert!(differs.contains("code 2 answers 2"), "{differs}");
    let short = set(&record, &["short", "short"]);
    assert!(short.contains("at least 12"), "{short}");
    assert!(short.contains("code 2"), "{short}");
    assert!(
        !sealed.exists(),
        "nothing is sealed with a passphrase that is in doubt"
    );
    let set = set(&record, &[PASSPHRASE, PASSPHRASE]);
    assert!(
        set.contains("New passphrase") && set.contains("once more"),
        "{set}"
    );
    assert!(set.contains("code 0 answers 2"), "{set}");
    assert!(sealed.exists());
    let show = ["seal", "show", "sohr", "--reason", "asked"];
    let shown = typed(record.path(), &[PASSPHRASE], &show);
    assert!(
        shown.contains(IDENTITY) && shown.contains("code 0 answers 1"),
        "{shown}"
    );
    let wrong = typed(record.path(), &["another long passphrase"], &show);
    assert!(
        !wrong.contains(IDENTITY) && wrong.contains("code 2 answers 1"),
        "{wrong}"
    );
}
