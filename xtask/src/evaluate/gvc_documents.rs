//! `marsad incidents` on all articles of the Gun Violence Corpus together: which of them tell of one incident.
//!
//! An article belongs to the printed incident that names it among its main reports, and is an incident of its own where
//! none does. The first 300 articles of the file may be read when rules are made; the others are scored only, under
//! `kept-apart`, as they stand in the record of all.

use std::collections::BTreeMap;

use anyhow::{Result, ensure};
use serde_json::Value;

use super::gvc::{COMMAND, Corpus, SET};
use super::partition_scores::{PartitionScores, partition_scores};
use super::{Bench, Better, Outcome, Score, Scores, number, rounded};

/// How many articles may be read.
const READ: usize = 300;

/// Score which articles stand together.
///
/// # Errors
/// Fails where the set or what the program prints cannot be read.
pub(super) fn score(bench: &Bench) -> Result<Outcome> {
    let Some(corpus) = Corpus::read(bench)? else {
        return Ok(Outcome::Skipped(format!("no {SET}")));
    };
    let documents = corpus.articles.iter().map(super::gvc::Article::document);
    let file = bench
        .program
        .file("gvc-documents.jsonl", &documents.collect::<String>())?;
    let homes = homes(&bench.program.json_lines(&COMMAND, &file)?);
    ensure!(!homes.is_empty(), "no printed incident has main reports");
    let items: Vec<(String, String)> = corpus
        .articles
        .iter()
        .filter_map(|article| {
            let truth = corpus.incidents.get(&article.doc_id)?;
            let alone = || format!("alone {}", article.doc_id);
            let home = homes.get(&article.doc_id).cloned().unwrap_or_else(alone);
            Some((home, truth.to_string()))
        })
        .collect();
    let mut scores = Scores::new();
    add(&mut scores, "", &items);
    add(
        &mut scores,
        "kept-apart.",
        items.get(READ..).unwrap_or_default(),
    );
    Ok(Outcome::scored(scores))
}

/// The incident of each report that is mainly about one.
fn homes(printed: &[Value]) -> BTreeMap<String, String> {
    let mut homes = BTreeMap::new();
    for incident in printed {
        let Some(id) = incident.get("id").and_then(Value::as_str) else {
            continue;
        };
        let reports = incident.get("main_reports").and_then(Value::as_array);
        let names = reports.into_iter().flatten().filter_map(Value::as_str);
        homes.extend(names.map(|name| (name.to_owned(), id.to_owned())));
    }
    homes
}

fn add(scores: &mut Scores, part: &str, items: &[(String, String)]) {
    let found = partition_scores(items);
    for (name, value) in shares(&found) {
        scores.insert(format!("{part}{name}"), Score::share(value, items.len()));
    }
    let error = (number(found.clusters) / number(found.true_clusters.max(1)) - 1.0).abs();
    let score = Score {
        value: rounded(error),
        better: Better::Lower,
        noise: 0.01,
        items: found.true_clusters,
    };
    scores.insert(format!("{part}count-error"), score);
}

fn shares(found: &PartitionScores) -> [(&'static str, f64); 2] {
    [("cubed-f1", found.cubed_f1()), ("pair-f1", found.pair_f1())]
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_report_belongs_where_it_is_a_main_report() {
        let printed = [
            json!({"id": "a", "reports": ["1", "2", "3"], "main_reports": ["1", "2"]}),
            json!({"id": "b", "reports": ["2"]}),
        ];
        let found = homes(&printed);
        assert_eq!(found.len(), 2);
        assert_eq!(found.get("2").map(String::as_str), Some("a"));
    }
}
