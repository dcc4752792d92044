//! That neither repetition nor order changes a byte.

use e2e::Record;

use crate::fixtures::Demo;

const QUESTIONS: [&str; 6] = [
    "report --on 2024-12-07 --format json",
    "incidents",
    "incidents --totals",
    "control --on 2024-12-08 --all --format json",
    "control --history homs --format json",
    "cut-off --on 2024-12-07 --if Homs=HTS --format json",
];

fn dispatches() -> Vec<String> {
    let files = Demo::shared().files();
    let (_, bytes) = files
        .iter()
        .find(|(name, _)| name == "dispatches.jsonl")
        .expect("reports")
        .clone();
    String::from_utf8_lossy(&bytes)
        .lines()
        .map(str::to_owned)
        .collect()
}

fn answers(record: &Record) -> Vec<String> {
    QUESTIONS
        .iter()
        .map(|words| record.marsad(words).done().out)
        .collect()
}

fn assert_same(expected: &[String], found: &[String], how: &str) {
    for ((words, expected), found) in QUESTIONS.iter().zip(expected).zip(found) {
        assert!(
            expected == found,
            "{how}: `marsad {words}` differs:\n{expected}\n{found}"
        );
    }
}

/// The same lines in another order that is the same in every run: a linear congruence draws from what is left.
fn shuffled(lines: &[String], seed: usize) -> Vec<String> {
    let mut left = lines.to_vec();
    let mut state = seed;
    let mut drawn = Vec::new();
    while !left.is_empty() {
        state = (state * 1_103_515_245 + 12_345) % (1 << 31);
        drawn.push(left.swap_remove(state % left.len()));
    }
    drawn
}

fn one_file(lines: &[String]) -> Record {
    let record = Record::init("syria");
    record.file("all.jsonl", lines.join("\n"));
    assert_eq!(record.marsad("add all.jsonl").done().code, Some(0));
    record
}

#[test]
fn every_order_and_every_parting_into_files_gives_the_same_bytes() {
    let lines = dispatches();
    let expected = answers(&one_file(&lines));
    let mut back = lines.clone();
    back.reverse();
    assert_same(&expected, &answers(&one_file(&back)), "backwards");
    for seed in [1, 2] {
        let other = shuffled(&lines, seed);
        assert_ne!(other, lines);
        assert_same(&expected, &answers(&one_file(&other)), "shuffled");
    }
    let record = Record::init("syria");
    for (at, line) in shuffled(&lines, 4).iter().enumerate() {
        record.file(&format!("in/{at:03}.jsonl"), line);
    }
    assert_eq!(record.marsad("add in").done().code, Some(0));
    assert_same(&expected, &answers(&record), "one file each");
}

#[test]
fn reports_added_one_after_the_other_give_the_same_bytes_as_all_at_once() {
    let lines: Vec<String> = dispatches().into_iter().skip(18).collect();
    let expected = answers(&one_file(&lines));
    let record = Record::init("syria");
    for part in shuffled(&lines, 5).chunks(7) {
        record.file("part.jsonl", part.join("\n"));
        assert_eq!(record.marsad("add part.jsonl").done().code, Some(0));
    }
    assert_same(&expected, &answers(&record), "in parts");
}

#[test]
fn adding_everything_twice_changes_neither_answers_nor_ledger() {
    let lines = dispatches();
    let record = one_file(&lines);
    let (expected, head) = (answers(&record), record.marsad("verify").done().out);
    let again = record
        .marsad("add all.jsonl all.jsonl --format json")
        .done()
        .json_lines();
    assert_eq!(
        (&again[0]["kept"], &again[0]["refused"]),
        (&0.into(), &0.into())
    );
    assert_eq!(again[0]["copies"], lines.len() * 2);
    assert_same(&expected, &answers(&record), "twice");
    assert_eq!(record.marsad("verify").done().out, head);
}

#[test]
fn incidents_of_documents_are_those_of_a_record_of_them() {
    let lines = dispatches();
    let record = one_file(&lines);
    let of_record = record.marsad("incidents").done().out;
    let other = Record::empty();
    other.file("all.jsonl", shuffled(&lines, 6).join("\n"));
    let of_file = other
        .marsad("incidents all.jsonl --theatre syria")
        .done()
        .out;
    assert!(of_record == of_file, "{of_record}\n{of_file}");
}

#[test]
fn the_number_of_workers_changes_no_byte() {
    let record = Record::empty();
    record.file("all.jsonl", dispatches().join("\n"));
    let read = |workers: &str| {
        let run = record.marsad("read all.jsonl --theatre syria");
        run.env("RAYON_NUM_THREADS", workers).done().out
    };
    assert_eq!(read("1"), read("7"));
}
