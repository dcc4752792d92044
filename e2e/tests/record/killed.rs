//! A program that is killed while it adds reports leaves a record that is whole, and the next run goes on.

use std::{
    process::{Command, Stdio},
    thread::sleep,
    time::Duration,
};

use e2e::{Record, program};
use serde_json::Value;

use crate::report;

/// Reports of one run; more than one batch.
const REPORTS: usize = 700;

/// A few hundred different reports.
fn lines() -> String {
    let line = |number: usize| {
        let words = format!(
            "An air strike on Idlib killed {} people on Monday.",
            number + 2
        );
        let published = format!("2024-12-{:02}T18:{:02}:00Z", 1 + number % 8, number % 60);
        report(&format!("r{number}"), &published, "afp", &words)
    };
    (0..REPORTS).map(line).collect::<Vec<_>>().join("\n")
}

fn verified(record: &Record) -> Value {
    record
        .marsad("verify --format json")
        .done()
        .json_lines()
        .remove(0)
}

#[test]
fn a_program_killed_at_any_moment_leaves_a_whole_record_that_the_next_run_completes() {
    let whole = Record::init("syria");
    whole.file("in.jsonl", lines());
    let _done = whole.marsad("add in.jsonl").done();
    let record = Record::init("syria");
    record.file("in.jsonl", lines());
    let mut entries = 0;
    for round in 0..12u64 {
        let mut child = Command::new(program())
            .current_dir(record.path())
            .args(["add", "in.jsonl"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program starts");
        // Moments spread over the start, the reading and the writing; the outcome does not depend on which is hit.
        sleep(Duration::from_millis(round * round * 7));
        child.kill().expect("it can be killed");
        child.wait().expect("it ends");
        let now = verified(&record);
        assert_eq!(now["whole"], true, "round {round}: {now}");
        let count = now["entries"].as_u64().expect("a number");
        assert!(
            count >= entries,
            "round {round}: entries went from {entries} to {count}"
        );
        entries = count;
    }
    let last = record
        .marsad("add in.jsonl --format json")
        .done()
        .json_lines()
        .remove(0);
    assert_eq!(last["refused"], 0, "{last}");
    assert_eq!(verified(&record)["entries"], verified(&whole)["entries"]);
    for words in ["incidents", "incidents --totals"] {
        assert!(
            record.marsad(words).done().out == whole.marsad(words).done().out,
            "{words}"
        );
    }
}

#[test]
fn a_second_writer_is_told_who_holds_the_record() {
    let record = Record::init("syria");
    record.file("in.jsonl", lines());
    // It waits for its input, and holds the record meanwhile.
    let mut first = Command::new(program())
        .current_dir(record.path())
        .args(["add", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    let is_held = (0..200).any(|_| {
        sleep(Duration::from_millis(25));
        let second = record.marsad("decide accept ffffffff --reason test").run();
        second.talk.contains(&format!("process {}", first.id()))
    });
    assert!(is_held, "no second writer was told of the first");
    drop(first.stdin.take());
    first.wait().expect("it ends with its input");
    let _done = record.marsad("add in.jsonl").done();
}
