//! `marsad read` on the documents of the message understanding conferences MUC-3 and MUC-4 (1991 and 1992): who did what
//! to how many people, where, and how sure that is, against templates that people filled.
//!
//! Each document goes to the program as one report of the day in its dateline (`texts.rs`), without a theatre, for none
//! covers these countries. What it reads becomes one template for each type of incident (`responses.rs`); the keys are
//! read by the rules of the conferences (`keys.rs`). Within a document a response goes to the key of its type that it
//! shares most with, and six slots are compared: type, perpetrator organisation, how sure that is, number of human
//! targets, what became of them, and location (`alignment.rs`).
//!
//! A right fill counts one, a partly right one half. Precision is what counts of all fills of responses, recall what
//! counts of all fills of keys, over all templates: also those that have no counterpart. Optional templates and fills
//! cost nothing where they are missing. The ranges are resampled over the documents. These scores are reports and have no
//! targets.

mod alignment;
mod keys;
mod responses;
mod texts;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use super::program::{document_line, files};
use super::{Bench, Outcome, Score, Scores, f1, intervals, number};
use alignment::{SLOTS, Slots, Tally};

const SET: &str = "reading/muc4";
/// The documents that may be read for errors, and the two sets that are only scored.
const PARTS: [&str; 3] = ["dev", "tst1", "tst2"];
const COMMAND: [&str; 3] = ["read", "--theatre", "none"];

/// Score the three parts.
///
/// # Errors
/// Fails where the set or what the program prints cannot be read.
pub(super) fn score(bench: &Bench) -> Result<Outcome> {
    let folder = bench.data.join(SET);
    if !folder.is_dir() {
        return Ok(Outcome::Skipped(format!("no {SET}")));
    }
    let mut scores = Scores::new();
    let mut by_part = Vec::new();
    for part in PARTS {
        let documents = part_tallies(bench, &folder.join(part), part)?;
        enter(&mut scores, part, &documents);
        by_part.push(documents);
    }
    let tests = by_part.split_off(1).concat();
    let dev = by_part.concat();
    let mut page = String::from(
        "## Templates of MUC-4\n\nPrecision, recall and F1 of slots over all templates, F1 with the middle 95 of 100 resamples of the documents. A report, without targets.\n\n",
    );
    for (title, documents) in [("dev", dev), ("tst1 and tst2", tests)] {
        let _ = writeln!(
            page,
            "| {title} | keys | responses | precision | recall | F1 |\n|---|---|---|---|---|---|"
        );
        for (at, slot) in SLOTS.iter().enumerate() {
            page.push_str(&row(slot, &documents, &|slots| {
                slots.get(at).copied().unwrap_or_default()
            }));
        }
        page.push_str(&row("all", &documents, &whole));
        page.push('\n');
    }
    Ok(Outcome::Scored {
        scores,
        pages: vec![page],
    })
}

/// Something of the slots of one document.
type Pick<'a> = &'a dyn Fn(&Slots) -> Tally;

fn whole(slots: &Slots) -> Tally {
    slots.iter().copied().fold(Tally::default(), Tally::plus)
}

fn sum(documents: &[Slots], pick: Pick<'_>) -> Tally {
    documents
        .iter()
        .map(pick)
        .fold(Tally::default(), Tally::plus)
}

/// Precision, recall and F1.
fn measures(tally: Tally) -> [f64; 3] {
    let of = |whole: usize| {
        if whole == 0 {
            0.0
        } else {
            number(tally.halves) / 2.0 / number(whole)
        }
    };
    let (precision, recall) = (of(tally.response), of(tally.key));
    [precision, recall, f1(precision, recall)]
}

fn row(name: &str, documents: &[Slots], pick: Pick<'_>) -> String {
    let tally = sum(documents, pick);
    let [precision, recall, f1] = measures(tally);
    let of_drawn = |drawn: &[Slots]| {
        let [_, _, f1] = measures(sum(drawn, pick));
        f1
    };
    let (low, high) = intervals::of(documents, &of_drawn);
    format!(
        "| {name} | {} | {} | {precision:.3} | {recall:.3} | {f1:.3} ({low:.3} to {high:.3}) |\n",
        tally.key, tally.response
    )
}

/// F1 of each slot, and the three measures of all.
fn enter(scores: &mut Scores, part: &str, documents: &[Slots]) {
    for (at, slot) in SLOTS.iter().enumerate() {
        let tally = sum(documents, &|slots| {
            slots.get(at).copied().unwrap_or_default()
        });
        let [_, _, f1] = measures(tally);
        scores.insert(format!("{part}.{slot}-f1"), Score::share(f1, tally.key));
    }
    let tally = sum(documents, &whole);
    for (name, value) in ["precision", "recall", "f1"].iter().zip(measures(tally)) {
        scores.insert(format!("{part}.all-{name}"), Score::share(value, tally.key));
    }
}

fn part_tallies(bench: &Bench, folder: &Path, part: &str) -> Result<Vec<Slots>> {
    let mut keys: BTreeMap<String, Vec<keys::Template>> = BTreeMap::new();
    let mut documents = Vec::new();
    for path in files(folder)? {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let bytes = std::fs::read(&path).with_context(|| path.display().to_string())?;
        let text = String::from_utf8_lossy(&bytes);
        if name.starts_with("key-") {
            for template in keys::templates(&text) {
                keys.entry(template.document.clone())
                    .or_default()
                    .push(template);
            }
        } else if name.contains("-muc") {
            documents.extend(texts::documents(&text));
        }
    }
    ensure!(!keys.is_empty(), "no key in {}", folder.display());
    let lines: String = documents
        .iter()
        .map(|document| document_line(&document.id, &document.text, document.published.as_deref()))
        .collect();
    let file = bench.program.file(&format!("muc4-{part}.jsonl"), &lines)?;
    let mut claims: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for line in bench.program.json_lines(&COMMAND, &file)? {
        let report = line
            .get("report")
            .and_then(Value::as_str)
            .unwrap_or_default();
        claims.entry(report.to_owned()).or_default().push(line);
    }
    ensure!(!claims.is_empty(), "marsad read printed no claim");
    let tallies = documents.iter().map(|document| {
        let claims = claims.remove(&document.id).unwrap_or_default();
        let keys = keys.remove(&document.id).unwrap_or_default();
        alignment::tally(&responses::templates(&claims), &keys)
    });
    Ok(tallies.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn precision_is_of_responses_and_recall_of_keys() {
        let tally = Tally {
            halves: 3,
            response: 2,
            key: 6,
        };
        let [precision, recall, f1] = measures(tally);
        assert!((precision - 0.75).abs() < 1e-9);
        assert!((recall - 0.25).abs() < 1e-9);
        assert!((f1 - 0.375).abs() < 1e-9);
        let nothing = measures(Tally::default());
        assert!(nothing.iter().all(|measure| measure.abs() < 1e-9));
    }

    #[test]
    fn scores_are_of_each_slot_and_of_all() {
        let mut document = Slots::default();
        document[0] = Tally {
            halves: 2,
            response: 1,
            key: 1,
        };
        document[3] = Tally {
            halves: 1,
            response: 1,
            key: 3,
        };
        let mut scores = Scores::new();
        enter(&mut scores, "dev", &[document]);
        assert!((scores["dev.type-f1"].value - 1.0).abs() < 1e-9);
        assert!((scores["dev.number-f1"].value - 0.25).abs() < 1e-9);
        assert!((scores["dev.all-precision"].value - 0.75).abs() < 1e-9);
        assert_eq!(scores["dev.all-f1"].items, 4);
    }
}
