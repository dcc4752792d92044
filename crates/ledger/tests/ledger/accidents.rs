//! A writer that is killed, and a disk that takes no more.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
#[cfg(unix)]
use std::time::Duration;

use marsad_ledger::{EntryId, LedgerError, Mode, NewEntry, SqliteLedger, Store, verify};

use crate::samples::{Numbers, all_entries, entry, new_folder, redaction, sequence};

const PATH: &str = "LEDGER_TEST_APPEND_TO";
const BATCH: u8 = 7;

/// How often the writer of one ledger is killed.
const KILLS: u64 = 40;

/// How many ledgers are used up so; more with `LEDGER_TEST_KILLED_LEDGERS`.
fn ledgers() -> u64 {
    let set = std::env::var_os("LEDGER_TEST_KILLED_LEDGERS");
    set.and_then(|text| text.to_str()?.parse().ok())
        .unwrap_or(1)
}

#[test]
fn a_killed_writer_loses_nothing_it_acknowledged_and_leaves_no_half_batch() {
    (1..=ledgers()).for_each(kill_writers);
}

/// Kills the writers of one ledger, each at another moment, and checks it after each.
fn kill_writers(ledger: u64) {
    let (_folder, path) = new_folder();
    drop(SqliteLedger::create(&path, "test").unwrap());
    let mut numbers = Numbers(ledger);
    let mut acknowledged: Vec<EntryId> = Vec::new();
    for round in 0..KILLS {
        let lines = usize::try_from(numbers.below(12)).unwrap();
        let mut child = child(Command::new(std::env::current_exe().unwrap()), &path);
        let mut seen = read_acknowledged(&mut child, lines);
        for _ in 0..numbers.below(200_000) {
            std::hint::spin_loop();
        }
        child.kill().unwrap();
        seen.extend(read_acknowledged(&mut child, usize::MAX));
        child.wait().unwrap();
        acknowledged.extend(seen);
        check_whole(&path, &acknowledged, round);
    }
    assert!(acknowledged.len() > 40, "{}", acknowledged.len());
}

fn check_whole(path: &Path, acknowledged: &[EntryId], round: u64) {
    let ledger = SqliteLedger::open(
        path,
        Mode::Write {
            holder: "test".to_owned(),
        },
    )
    .unwrap();
    verify(&ledger, None).unwrap_or_else(|broken| panic!("round {round}: {broken}"));
    let entries = all_entries(&ledger);
    for id in acknowledged {
        let index = usize::try_from(id.sequence.get()).unwrap() - 1;
        assert_eq!(
            entries.get(index).map(marsad_ledger::Entry::id),
            Some(*id),
            "round {round}"
        );
    }
    let mut batches: BTreeMap<u16, u8> = BTreeMap::new();
    for entry in entries
        .iter()
        .filter(|entry| entry.header.redacts.is_none())
    {
        *batches.entry(entry.header.version).or_default() += 1;
    }
    assert!(
        batches.values().all(|size| *size == BATCH),
        "round {round}: {batches:?}"
    );
}

/// Starts this test program as a child that only appends.
fn child(mut program: Command, path: &Path) -> Child {
    program
        .args(["--exact", "accidents::child_that_appends", "--nocapture"])
        .env(PATH, path)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// Reads what the child acknowledged, up to a number of lines; a line that was cut off does not count.
fn read_acknowledged(child: &mut Child, lines: usize) -> Vec<EntryId> {
    let Some(stdout) = child.stdout.as_mut() else {
        return Vec::new();
    };
    let mut found = Vec::new();
    // One byte at a time, so that nothing is lost between two readings.
    let mut reader = BufReader::with_capacity(1, stdout);
    let mut line = String::new();
    while found.len() < lines && reader.read_line(&mut line).unwrap() > 0 {
        if line.ends_with('\n') {
            found.extend(parse(&line));
        }
        line.clear();
    }
    found
}

fn parse(line: &str) -> Option<EntryId> {
    let (_, id) = line.trim_end().split_once("ACK ")?;
    let head: marsad_ledger::Head = id.parse().unwrap();
    Some(EntryId {
        sequence: head.sequence,
        hash: head.hash,
    })
}

/// Not a test by itself: what the killed child does.
#[test]
fn child_that_appends() {
    let Some(path) = std::env::var_os(PATH) else {
        return;
    };
    let mut ledger = SqliteLedger::open(
        Path::new(&path),
        Mode::Write {
            holder: "child".to_owned(),
        },
    )
    .unwrap();
    let start = u16::try_from(ledger.len().unwrap()).unwrap();
    for number in 0..1000 {
        if let Err(error) = append_batch(&mut ledger, start + number) {
            let hint = error.hint().unwrap_or("none");
            say(&format!("refused: {error}; hint: {hint}"));
            return;
        }
    }
}

/// Appends a batch that is marked by its number, and now and then redacts; says what was acknowledged.
fn append_batch(ledger: &mut SqliteLedger, number: u16) -> Result<(), LedgerError> {
    let blob = ledger.put_blob(&number.to_be_bytes().repeat(700))?;
    let batch: Vec<NewEntry> = (0..BATCH)
        .map(|index| NewEntry {
            version: number,
            blobs: vec![blob],
            ..entry(index)
        })
        .collect();
    let mut ids = ledger.append(&batch)?.entries;
    if number.is_multiple_of(5) {
        let target = ids[2].sequence.get();
        ids.extend(ledger.redact(&[redaction(target)])?.entries);
    }
    let last = ids.last().unwrap();
    say(&format!("ACK {}:{}", last.sequence, last.hash));
    Ok(())
}

/// Prints a line past the capture of the test harness, and flushes it.
fn say(line: &str) {
    let mut stdout = std::io::stdout().lock();
    stdout
        .write_all(format!("{line}\n").as_bytes())
        .and_then(|()| stdout.flush())
        .unwrap();
}

/// Opens a ledger to write. A process that another test starts at this moment holds a copy of every open lock of this
/// one until it runs its own program; so a lock that nobody answers for is waited for.
#[cfg(unix)]
fn open_when_free(path: &Path) -> SqliteLedger {
    let mode = || Mode::Write {
        holder: "test".to_owned(),
    };
    for _ in 0..100 {
        match SqliteLedger::open(path, mode()) {
            Err(LedgerError::Locked { .. }) => std::thread::sleep(Duration::from_millis(20)),
            opened => return opened.unwrap(),
        }
    }
    SqliteLedger::open(path, mode()).unwrap()
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_grow_gives_a_clear_error_and_stays_whole() {
    let (_folder, path) = new_folder();
    drop(SqliteLedger::create(&path, "test").unwrap());
    let mut shell = Command::new("sh");
    shell
        .args(["-c", "trap '' XFSZ; ulimit -f 400; exec \"$0\" \"$@\""])
        .arg(std::env::current_exe().unwrap());
    let output = child(shell, &path).wait_with_output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    let acknowledged: Vec<EntryId> = said.lines().filter_map(parse).collect();
    assert!(acknowledged.len() > 3, "{said}");
    let refusal = said
        .lines()
        .find(|line| line.contains("refused: "))
        .unwrap();
    assert!(
        refusal.contains("ledger.db") && !refusal.ends_with("hint: none"),
        "{refusal}"
    );
    check_whole(&path, &acknowledged, 0);
    let mut ledger = open_when_free(&path);
    let next = ledger.append(&[entry(1)]).unwrap().entries[0];
    assert!(next.sequence > sequence(acknowledged.last().unwrap().sequence.get()));
}
