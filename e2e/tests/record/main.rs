//! The record as its keepers use it: decisions, corrections, redaction, backups.
//!
//! Needs nothing but the program: the reports are small and in the project's own words.

mod backups;
mod canaries;
mod decisions;
mod gazetteer;
mod killed;
mod redaction;
mod seals;
mod sensitivity;
mod sources;
mod terminal;
mod times;
mod versions;

use e2e::{Printed, Record};
use serde_json::{Value, json};

/// A report as a line of JSON.
fn report(id: &str, published: &str, source: &str, text: &str) -> String {
    json!({"id": id, "published": published, "source": source, "text": text}).to_string()
}

/// Adds reports that are all good.
fn add(record: &Record, name: &str, lines: &[String]) -> Printed {
    record.file(name, lines.join("\n") + "\n");
    record.marsad("add").arg(name).done()
}

/// Three strikes: two words on one, one on another day.
fn strikes() -> Record {
    let record = Record::init("syria");
    add(
        &record,
        "in.jsonl",
        &[
            report(
                "a",
                "2024-12-02T18:00:00Z",
                "sohr",
                "An air strike on Idlib killed nine people on Monday.",
            ),
            report(
                "b",
                "2024-12-02T20:00:00Z",
                "dpa",
                "An air strike on Idlib killed 11 people on Monday.",
            ),
            report(
                "c",
                "2024-12-04T18:00:00Z",
                "afp",
                "An air strike on Idlib killed four people on Wednesday.",
            ),
        ],
    );
    record
}

fn incidents(record: &Record) -> Vec<Value> {
    record.marsad("incidents").done().json_lines()
}

/// The incident of a report.
fn incident_of(record: &Record, report: &str) -> Value {
    let found = incidents(record).into_iter().find(|incident| {
        let reports = incident["reports"].as_array().expect("a list");
        reports.iter().any(|name| name == report)
    });
    found.unwrap_or_else(|| panic!("no incident of {report}"))
}

fn text<'a>(value: &'a Value, pointer: &str) -> &'a str {
    value
        .pointer(pointer)
        .and_then(Value::as_str)
        .unwrap_or_default()
}

/// Every answer that is derived, as bytes.
fn answers(record: &Record) -> Vec<String> {
    [
        "incidents",
        "incidents --totals",
        "control --all --format json",
        "report --on 2024-12-04 --format md",
    ]
    .iter()
    .map(|words| record.marsad(words).done().out)
    .collect()
}

/// The documented dead.
fn killed(record: &Record) -> Value {
    let totals = record.marsad("incidents --totals").done().json_lines();
    let total = totals
        .into_iter()
        .find(|total| text(total, "/of") == "killed");
    total.map_or(Value::Null, |total| total["documented"]["low"].clone())
}
