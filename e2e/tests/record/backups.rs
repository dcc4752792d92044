//! A backup is one closed file; what comes out of it is verified, and has lost what was redacted since.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use e2e::{Record, Run, program};
use serde_json::json;

use crate::{answers, incident_of, report, strikes, text};

const PASSPHRASE: &str = "seven stones by the well";
/// A word that is redacted after the backup was made.
const CANARY: &str = "Quillfeather";

fn with_passphrase(run: Run) -> Run {
    run.env("MARSAD_PASSPHRASE", PASSPHRASE)
}

fn backup(record: &Record, file: &Path) -> Run {
    with_passphrase(record.marsad("backup").arg(file))
}

fn restore(file: &Path, folder: &Path) -> Run {
    with_passphrase(e2e::marsad().arg("restore").arg(file).arg(folder))
}

fn at(folder: &Path, words: &str) -> Run {
    e2e::marsad().within(folder).args(words)
}

/// What a folder holds, by name.
fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).expect("a folder");
    let mut names: Vec<String> = entries
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .into_string()
                .expect("UTF-8")
        })
        .collect();
    names.sort();
    names
}

fn holds(folder: &Path, word: &str) -> bool {
    names(folder).iter().any(|name| {
        let path = folder.join(name);
        if path.is_dir() {
            return holds(&path, word);
        }
        let bytes = std::fs::read(path).expect("a file");
        bytes
            .windows(word.len())
            .any(|part| part == word.as_bytes())
    })
}

/// A restoration is refused with these words, and leaves nothing behind.
fn check_refused(file: &Path, told: &str) {
    let around = Record::empty();
    let refused = restore(file, &around.path().join("back")).refused();
    assert!(refused.talk.contains(told), "{told:?}: {}", refused.talk);
    assert_eq!(names(around.path()), [""; 0], "nothing is left behind");
}

#[test]
fn a_restored_record_answers_as_the_one_that_was_backed_up() {
    let record = strikes();
    let overlay = record.file("rules/notes/own.toml", "# own\n");
    let _sealed = with_passphrase(record.marsad("seal set sohr"))
        .input("someone")
        .done();
    let outside = Record::empty();
    let file = outside.path().join("war.backup");
    let head = backup(&record, &file)
        .args("--format json")
        .done()
        .json_lines()[0]["head"]
        .clone();
    assert!(!holds(outside.path(), "Idlib"), "the file is closed");
    let again = backup(&record, &file).refused();
    assert!(again.talk.contains("--force"), "{}", again.talk);
    let back = outside.path().join("back");
    let restored = restore(&file, &back)
        .args("--format json")
        .done()
        .json_lines()
        .remove(0);
    assert_eq!(restored["head"], head);
    assert_eq!(restored["redacted_again"], 0);
    let _whole = at(&back, "verify --against")
        .arg(text(&restored, "/head"))
        .done();
    let expected = answers(&record);
    let derived = [
        "incidents",
        "incidents --totals",
        "control --all --format json",
        "report --on 2024-12-04 --format md",
    ];
    for (words, expected) in derived.iter().zip(&expected) {
        assert_eq!(&at(&back, words).done().out, expected, "{words}");
    }
    for name in ["sealed.age", "rules/notes/own.toml"] {
        let read = |folder: &Path| std::fs::read(folder.join(name)).expect(name);
        assert_eq!(read(&back), read(record.path()), "{name}");
    }
    assert!(overlay.exists());
    let used = restore(&file, &back).refused();
    assert!(used.talk.contains("holds other files"), "{}", used.talk);
    let noted = std::fs::read_to_string(record.path().join("backups.jsonl")).expect("the list");
    assert!(
        noted.contains("war.backup") && noted.starts_with(r#"{"path":"/"#) || cfg!(windows),
        "{noted}"
    );
    assert_eq!(names(outside.path()), ["back", "war.backup"]);
    assert!(
        !names(record.path())
            .iter()
            .any(|name| name.starts_with(".marsad"))
    );
}

#[test]
fn a_damaged_cut_or_foreign_file_restores_nothing() {
    let record = strikes();
    let outside = Record::empty();
    let file = outside.path().join("war.backup");
    let _made = backup(&record, &file).done();
    let whole = std::fs::read(&file).expect("the backup");
    let variant = |name: &str, change: &dyn Fn(&mut Vec<u8>)| -> PathBuf {
        let mut bytes = whole.clone();
        change(&mut bytes);
        outside.file(name, bytes)
    };
    let middle = whole.len() / 2;
    check_refused(&variant("body", &|bytes| bytes[middle] ^= 1), "damaged");
    check_refused(
        &variant("last", &|bytes| *bytes.last_mut().expect("a byte") ^= 1),
        "damaged",
    );
    check_refused(&variant("cut", &|bytes| bytes.truncate(middle)), "damaged");
    check_refused(
        &variant("end", &|bytes| bytes.truncate(whole.len() - 1)),
        "damaged",
    );
    check_refused(&variant("more", &|bytes| bytes.push(0)), "damaged");
    check_refused(&variant("head", &|bytes| bytes.truncate(80)), "no backup");
    check_refused(
        &variant("mac", &|bytes| bytes[110] ^= 1),
        "changed at its beginning",
    );
    check_refused(&outside.file("text", "no backup at all\n"), "no backup");
    check_refused(&outside.file("empty", ""), "no backup");
    check_refused(&outside.path().join("absent"), "absent");
    let around = Record::empty();
    let wrong = e2e::marsad()
        .arg("restore")
        .arg(&file)
        .arg(around.path().join("back"))
        .env("MARSAD_PASSPHRASE", "another long passphrase")
        .refused();
    assert!(wrong.talk.contains("does not open"), "{}", wrong.talk);
    assert_eq!(names(around.path()), [""; 0]);
}

/// A file as a backup is closed, with any content; opening it takes little work.
fn crafted(write: impl FnOnce(&mut tar::Builder<&mut Vec<u8>>)) -> tempfile::NamedTempFile {
    let mut bytes = Vec::new();
    let mut builder = tar::Builder::new(&mut bytes);
    write(&mut builder);
    builder.finish().expect("a tar");
    drop(builder);
    let mut recipient = age::scrypt::Recipient::new(PASSPHRASE.to_owned().into());
    recipient.set_work_factor(2);
    let closed = age::encrypt(&recipient, &bytes).expect("encryption");
    let mut file = tempfile::NamedTempFile::new().expect("a temporary file");
    file.write_all(&closed)
        .expect("a temporary file can be written");
    file
}

/// Appends a file under any name, however bad.
fn put(builder: &mut tar::Builder<&mut Vec<u8>>, name: &str, kind: tar::EntryType, bytes: &[u8]) {
    let mut header = tar::Header::new_ustar();
    let field = &mut header.as_old_mut().name;
    field[..name.len()].copy_from_slice(name.as_bytes());
    header.set_size(bytes.len() as u64);
    header.set_mode(0o600);
    header.set_entry_type(kind);
    if kind != tar::EntryType::Regular {
        header.set_link_name("/etc/hostname").expect("a link");
    }
    header.set_cksum();
    builder.append(&header, bytes).expect("an entry");
}

fn put_about(builder: &mut tar::Builder<&mut Vec<u8>>) {
    let about = json!({"form": 1, "at": "2024-12-06T00:00:00Z", "head": "1:00"}).to_string();
    put(
        builder,
        "marsad-backup.json",
        tar::EntryType::Regular,
        about.as_bytes(),
    );
}

#[test]
fn a_crafted_backup_writes_nothing_outside_and_nothing_odd() {
    use tar::EntryType::{Directory, Fifo, Link, Regular, Symlink};
    for (name, kind) in [
        ("../outside", Regular),
        ("/tmp/outside", Regular),
        ("rules/../../outside", Regular),
        ("rules/..", Regular),
        ("rules\\..\\outside", Regular),
        ("other.txt", Regular),
        ("rules/.hidden", Regular),
        ("backups.jsonl", Regular),
        ("ledger.db", Symlink),
        ("rules/link", Link),
        ("rules/pipe", Fifo),
        ("rules", Directory),
        ("marsad-backup.json", Regular),
    ] {
        let file = crafted(|builder| {
            put_about(builder);
            put(builder, name, kind, b"");
        });
        check_refused(file.path(), "which no backup of a record holds");
    }
    let first = crafted(|builder| put(builder, "ledger.db", Regular, b"x"));
    check_refused(first.path(), "which no backup of a record holds");
    let oversized = crafted(|builder| {
        put_about(builder);
        let mut header = tar::Header::new_ustar();
        header.set_path("rules/large").expect("a name");
        header.set_size(1 << 40);
        header.set_entry_type(Regular);
        header.set_cksum();
        builder.append(&header, &b"short"[..]).expect("an entry");
    });
    check_refused(oversized.path(), "rules/large");
    let without = crafted(put_about);
    check_refused(without.path(), "damaged");
    let no_ledger = crafted(|builder| {
        put_about(builder);
        put(builder, "ledger.db", Regular, b"no database");
    });
    check_refused(no_ledger.path(), "damaged");
    let later = crafted(|builder| {
        let about = json!({"form": 2, "at": "2024-12-06T00:00:00Z", "head": ""}).to_string();
        put(builder, "marsad-backup.json", Regular, about.as_bytes());
    });
    check_refused(later.path(), "form 2");
}

#[test]
fn a_backup_from_before_a_redaction_loses_the_words_when_it_is_restored() {
    let record = strikes();
    let one = text(&incident_of(&record, "c"), "/id").to_owned();
    let decided = record
        .marsad("decide accept --format json --reason")
        .arg(format!("{CANARY} said so"))
        .arg(one)
        .done()
        .json_lines()
        .remove(0);
    let outside = Record::empty();
    let file = outside.path().join("war.backup");
    let _made = backup(&record, &file).done();
    let before = outside.path().join("before");
    let _restored = restore(&file, &before).done();
    assert!(holds(&before, CANARY), "the backup still has it");
    let line = |number: &serde_json::Value, hash: &str| json!({"entry": number, "hash": hash, "at": "2026-01-01T00:00:00Z", "author": "editor", "reason": "asked"});
    let hash = text(&decided, "/id");
    let other = line(&json!(1), &"0".repeat(64));
    let list = format!("{}\n{other}\n", line(&decided["number"], hash));
    outside.file("war.backup.redactions.jsonl", &list);
    let after = outside.path().join("after");
    let said = restore(&file, &after).done().out;
    assert!(said.contains("1 redacted again"), "{said}");
    assert!(!holds(&after, CANARY), "no byte of the record has it");
    let verified = at(&after, "verify").done().out;
    assert!(verified.contains("1 redacted"), "{verified}");
    assert!(!at(&after, "decide list").done().out.contains(CANARY));
    // A backup of the restored record carries the list, and another restoration has nothing to do.
    let second = outside.path().join("second.backup");
    let _made = with_passphrase(at(&after, "backup").arg(&second)).done();
    let beside = std::fs::read_to_string(outside.path().join("second.backup.redactions.jsonl"));
    assert_eq!(beside.expect("the list").lines().count(), 1);
    let said = restore(&second, &outside.path().join("third")).done().out;
    assert!(said.contains("0 redacted again"), "{said}");
    // A list that was named must be there.
    let absent = restore(&file, &outside.path().join("fourth"))
        .args("--redactions nowhere.jsonl")
        .refused();
    assert!(absent.talk.contains("nowhere.jsonl"), "{}", absent.talk);
    let named = restore(&file, &outside.path().join("fourth"))
        .arg("--redactions")
        .arg(outside.path().join("war.backup.redactions.jsonl"))
        .done();
    assert!(named.out.contains("1 redacted again"), "{}", named.out);
}

#[test]
fn a_backup_can_be_made_while_reports_are_added() {
    let record = strikes();
    let lines: Vec<String> = (0..200)
        .map(|number| {
            let text = format!(
                "An air strike on Idlib killed {} people on Monday.",
                number + 2
            );
            report(&format!("n{number}"), "2024-12-02T18:00:00Z", "afp", &text)
        })
        .collect();
    record.file("many.jsonl", lines.join("\n"));
    let outside = Record::empty();
    let file = outside.path().join("war.backup");
    let made = std::thread::scope(|scope| {
        let adding = scope.spawn(|| record.marsad("add many.jsonl").done());
        let made = backup(&record, &file).args("--format json").done();
        let _added = adding.join().expect("the reports are added");
        made.json_lines().remove(0)
    });
    let back = outside.path().join("back");
    let _restored = restore(&file, &back).done();
    let head = text(&made, "/head");
    let _restored = at(&back, "verify --against").arg(head).done();
    let _grown = record.marsad("verify --against").arg(head).done();
}

#[test]
fn a_copy_that_an_ended_backup_left_behind_goes_with_the_next_writer() {
    let record = strikes();
    record.file(".marsad-copy-old/lock", "");
    record.file(".marsad-copy-old/ledger.db", CANARY);
    record.file(".marsad-copy-held/lock", "");
    let held = std::fs::File::open(record.path().join(".marsad-copy-held/lock")).expect("a lock");
    held.lock().expect("the lock is free");
    let _written = record
        .marsad("source set dpa --reliability B --reason tested")
        .done();
    assert!(
        !holds(record.path(), CANARY),
        "what nobody works on is gone"
    );
    assert!(
        record.path().join(".marsad-copy-held").exists(),
        "what is in use stays"
    );
}

#[test]
fn a_backup_that_is_killed_leaves_no_file_of_its_name_and_the_record_whole() {
    let record = strikes();
    let outside = Record::empty();
    let file = outside.path().join("war.backup");
    let mut cut_short = 0;
    for round in 0..8u64 {
        let mut child = Command::new(program())
            .current_dir(record.path())
            .arg("backup")
            .arg(&file)
            .env("MARSAD_PASSPHRASE", PASSPHRASE)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program starts");
        // Moments spread over the whole run; the outcome does not depend on which is hit.
        sleep(Duration::from_millis(round * round * 25));
        child.kill().expect("it can be killed");
        child.wait().expect("it ends");
        let _whole = record.marsad("verify").done();
        if file.exists() {
            // It had been finished: then all of it is there.
            let back = Record::empty();
            let _restored = restore(&file, &back.path().join("back")).done();
            std::fs::remove_file(&file).expect("the backup can be removed");
        } else {
            cut_short += 1;
        }
    }
    assert!(cut_short > 0, "no run was cut short");
    let _made = backup(&record, &file).done();
    assert_eq!(
        names(outside.path()),
        ["war.backup"],
        "nothing of the others stays"
    );
    let is_passing = |name: &String| name.starts_with(".marsad");
    assert!(
        !names(record.path()).iter().any(is_passing),
        "{:?}",
        names(record.path())
    );
    let _restored = restore(&file, &outside.path().join("back")).done();
}

#[cfg(unix)]
#[test]
fn a_backup_that_finds_no_room_says_so_and_leaves_no_file() {
    let record = strikes();
    let outside = Record::empty();
    let file = outside.path().join("war.backup");
    let head = record.marsad("verify").done().out;
    let ledger = std::fs::metadata(record.path().join("ledger.db")).expect("the ledger");
    // Blocks of 512 bytes: too few for the copy of the ledger, and enough for it but not for the backup around it.
    for blocks in [64, ledger.len().div_ceil(512)] {
        let limit = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"");
        let refused = with_passphrase(e2e::marsad_by(&["sh", "-c", &limit]))
            .within(record.path())
            .arg("backup")
            .arg(&file)
            .refused();
        assert!(
            refused.talk.contains("hint: "),
            "{blocks}: {}",
            refused.talk
        );
        assert!(refused.talk.contains("room"), "{blocks}: {}", refused.talk);
        assert_eq!(refused.out, "");
        assert_eq!(names(outside.path()), [""; 0], "{blocks}");
        let is_passing = |name: &String| name.starts_with(".marsad");
        assert!(!names(record.path()).iter().any(is_passing), "{blocks}");
        assert!(!record.path().join("backups.jsonl").exists(), "{blocks}");
        assert_eq!(record.marsad("verify").done().out, head);
    }
    let _made = backup(&record, &file).done();
}
