//! Ledgers of other versions, and ledgers that were written anew.

use e2e::Record;
use serde_json::json;

use crate::{add, report, strikes};

/// Where `SQLite` keeps the number of the schema in the file's head.
const SCHEMA: std::ops::Range<usize> = 60..64;

fn set_schema(record: &Record, schema: u32) {
    let path = record.path().join("ledger.db");
    let mut bytes = std::fs::read(&path).expect("the ledger");
    bytes[SCHEMA].copy_from_slice(&schema.to_be_bytes());
    std::fs::write(&path, bytes).expect("the ledger can be written");
}

#[test]
fn a_record_of_this_version_needs_no_upgrade_and_keeps_its_head() {
    let record = strikes();
    let head = record.marsad("verify").done().out;
    let files = record.files().len();
    let said = record.marsad("upgrade").done().out;
    assert!(said.contains("nothing is to be done"), "{said}");
    assert_eq!(record.marsad("verify").done().out, head);
    assert_eq!(record.files().len(), files, "no copy is made");
}

#[test]
fn a_later_schema_is_refused_with_both_versions_and_one_that_never_was_as_such() {
    let record = strikes();
    set_schema(&record, 99);
    for words in ["verify", "incidents", "upgrade", "add in.jsonl"] {
        let refused = record.marsad(words).refused();
        assert!(
            refused
                .talk
                .contains("has schema 99, this version knows schema 1"),
            "{words}: {}",
            refused.talk
        );
        assert!(refused.talk.contains("hint: "), "{}", refused.talk);
    }
    set_schema(&record, 0);
    for words in ["verify", "upgrade"] {
        let refused = record.marsad(words).refused();
        assert!(refused.talk.contains("never was"), "{}", refused.talk);
    }
    set_schema(&record, 1);
    let _whole = record.marsad("verify").done();
}

#[test]
fn a_ledger_that_was_wholly_written_anew_is_caught_by_a_head_that_was_kept() {
    let honest = strikes();
    let kept = honest.marsad("verify --format json").done().json_lines()[0]["head"].clone();
    let kept = kept.as_str().expect("a head");
    // The same reports, and one that was changed: each ledger is whole in itself.
    let forged = Record::init("syria");
    let lines = std::fs::read_to_string(honest.path().join("in.jsonl")).expect("the reports");
    let lines: Vec<String> = lines
        .lines()
        .map(|line| line.replace("nine people", "no people"))
        .collect();
    let _added = add(&forged, "in.jsonl", &lines);
    let _whole = forged.marsad("verify").done();
    let caught = forged
        .marsad("verify --format json --against")
        .arg(kept)
        .answered_no();
    let answer = &caught.json_lines()[0];
    assert_eq!(answer["whole"], json!(false));
    assert!(
        answer["fault"].to_string().contains("exported head"),
        "{answer}"
    );
    // What grew honestly since still stands.
    let more = report(
        "d",
        "2024-12-05T18:00:00Z",
        "afp",
        "Nothing new was reported.",
    );
    let _added = add(&honest, "more.jsonl", &[more]);
    let _whole = honest.marsad("verify --against").arg(kept).done();
}
