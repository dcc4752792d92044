//! `marsad kind --scheme plover` on PLOVER's gold standard (Open Event Data Alliance 2016): sentences of news in the
//! classes of the draft of that year.
//!
//! The draft's 18 classes are mapped to the final 16 by name ([`FINAL`]). A record stays in the class of its name also
//! where the final codebook moved its code: abductions and burnt houses are COERCE in the draft and ASSAULT in the end.
//! So not all records can be right.

use std::fmt::Write as _;

use anyhow::{Context, Result, ensure};
use serde::Deserialize;

use super::class_scores::by_class;
use super::program::{document_line, first_classes};
use super::{Bench, Outcome, Score, Scores, intervals, share};

const SET: &str = "reading/plover-gsr/PLOVER_GSR_CAMEO.json";
/// What the accuracy is to reach.
const TARGET: f64 = 0.60;
/// The class of the record that documents the file.
const NO_RECORD: &str = "DOCUMENT";

/// The draft's classes, the final ones, and why.
const FINAL: &[(&str, &str, &str)] = &[
    ("AGREE", "AGREE", "same"),
    ("CONSULT", "CONSULT", "same"),
    ("SUPPORT", "SUPPORT", "same"),
    ("CONCEDE", "CONCEDE", "same"),
    ("COOPERATE", "COOPERATE", "same"),
    ("AID", "AID", "same"),
    ("RETREAT", "RETREAT", "same"),
    ("DEMAND", "REQUEST", "renamed: CAMEO 10, with appeals"),
    ("INVESTIGATE", "ACCUSE", "a mode of it: CAMEO 09"),
    ("DISAPPROVE", "ACCUSE", "renamed: CAMEO 11"),
    ("REJECT", "REJECT", "same"),
    ("THREATEN", "THREATEN", "same"),
    ("PROTEST", "PROTEST", "same"),
    ("SANCTION", "SANCTION", "same"),
    ("MOBILIZE", "MOBILIZE", "same"),
    ("COERCE", "COERCE", "same"),
    ("FIGHT", "ASSAULT", "taken in: CAMEO 18, 19 and 20 are one"),
    ("ASSAULT", "ASSAULT", "same"),
];

/// The records by their order in the file, from 1: the odd ones may be read for errors.
const PARTS: [(&str, usize, usize); 3] = [("whole", 0, 1), ("odd", 0, 2), ("even", 1, 2)];

/// A record of the file, as far as it is used.
#[derive(Debug, Deserialize)]
struct Record {
    id: String,
    event: String,
    #[serde(default)]
    date: Option<String>,
    #[serde(default)]
    text: String,
}

/// The predicted and the true class of a record.
type Pair = (String, String);

/// Score all records, the odd ones and the even ones.
///
/// # Errors
/// Fails where the set or what the program prints cannot be read.
pub(super) fn score(bench: &Bench) -> Result<Outcome> {
    let Ok(text) = std::fs::read_to_string(bench.data.join(SET)) else {
        return Ok(Outcome::Skipped(format!("no {SET}")));
    };
    let records = records(&text)?;
    let documents: String = records
        .iter()
        .enumerate()
        .map(|(at, (record, _))| {
            document_line(&name(at, record), &record.text, record.date.as_deref())
        })
        .collect();
    let file = bench.program.file("plover.jsonl", &documents)?;
    let lines = bench
        .program
        .json_lines(&["kind", "--scheme", "plover"], &file)?;
    let mut printed = first_classes(&lines);
    ensure!(!printed.is_empty(), "marsad kind printed nothing");
    let pairs: Vec<Pair> = records
        .iter()
        .enumerate()
        .map(|(at, (record, class))| {
            let found = printed.remove(&name(at, record)).unwrap_or_default();
            (found, (*class).to_owned())
        })
        .collect();
    let mut scores = Scores::new();
    let mut page = format!(
        "## Classes of PLOVER\n\nShare of records of PLOVER's gold standard in the right class, with the middle 95 of 100 resamples; the target is {TARGET:.2}.\n\n| part | accuracy | records |\n|---|---|---|\n",
    );
    for (part, from, step) in PARTS {
        let rows: Vec<&Pair> = pairs.iter().skip(from).step_by(step).collect();
        let (low, high) = intervals::of(&rows, &accuracy);
        let value = accuracy(&rows);
        let count = rows.len();
        writeln!(
            page,
            "| {part} | {value:.3} ({low:.3} to {high:.3}) | {count} |"
        )?;
        scores.insert(format!("{part}.accuracy"), Score::share(value, count));
    }
    page.push_str(&table(&pairs)?);
    Ok(Outcome::Scored {
        scores,
        pages: vec![page],
    })
}

/// The records with their final classes, without the one that documents the file.
fn records(text: &str) -> Result<Vec<(Record, &'static str)>> {
    let records: Vec<Record> = serde_json::from_str(text).context(SET)?;
    records
        .into_iter()
        .filter(|record| record.event != NO_RECORD)
        .map(|record| {
            let (_, class, _) = FINAL
                .iter()
                .find(|(draft, _, _)| *draft == record.event)
                .with_context(|| format!("{SET}: {}: class {}", record.id, record.event))?;
            Ok((record, *class))
        })
        .collect()
}

/// A name of its own for each record: some share an id.
fn name(at: usize, record: &Record) -> String {
    format!("{at}-{}", record.id)
}

fn accuracy(rows: &[&Pair]) -> f64 {
    let right = rows.iter().filter(|(found, truth)| found == truth).count();
    share(right, rows.len())
}

/// F1 and count of each class, over all records.
fn table(pairs: &[Pair]) -> Result<String> {
    let mut table = String::from("\n| class | F1 | records |\n|---|---|---|\n");
    for (class, (score, count)) in by_class(pairs) {
        if count > 0 {
            writeln!(table, "| {class} | {score:.3} | {count} |")?;
        }
    }
    Ok(table)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn eighteen_classes_become_sixteen() {
        let classes: BTreeSet<&str> = FINAL.iter().map(|(_, class, _)| *class).collect();
        assert_eq!((FINAL.len(), classes.len()), (18, 16));
    }

    #[test]
    fn records_have_final_classes_and_the_documentation_is_none() {
        let file = r#"[{"id":"d","event":"DOCUMENT"},{"id":"a","event":"FIGHT","text":"t"}]"#;
        let found = records(file).unwrap();
        assert_eq!((found.len(), found[0].1), (1, "ASSAULT"));
        assert!(records(r#"[{"id":"a","event":"DANCE","text":"t"}]"#).is_err());
    }

    #[test]
    fn a_record_without_a_class_is_wrong() {
        let pair = |found: &str| (found.to_owned(), "AID".to_owned());
        let (right, none) = (pair("AID"), pair(""));
        assert!((accuracy(&[&right, &none]) - 0.5).abs() < 1e-9);
    }
}
