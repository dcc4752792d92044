//! `marsad link` on made-up reports whose true incidents are known.
//!
//! The program gets a copy without the column of truth, so that it cannot read it.

use std::collections::BTreeMap;

use anyhow::{Context, Result};

use super::partition_scores::partition_scores;
use super::{Bench, Better, Outcome, Score, Scores, number, rounded};

const SET: &str = "incidents/synthetic_incidents/reports.csv";
const TRUTH_COLUMN: &str = "inc";

/// Score the links by B-cubed F1, pairwise F1 and the number of incidents.
///
/// # Errors
/// Fails where the set or the printed links cannot be read.
pub(super) fn score(bench: &Bench) -> Result<Outcome> {
    let path = bench.data.join(SET);
    let Ok(text) = std::fs::read_to_string(&path) else {
        return Ok(Outcome::Skipped(format!("no {SET}")));
    };
    let (truth, without_truth) = split_truth(&text).context(SET)?;
    let file = bench
        .program
        .file("synthetic-incidents.csv", &without_truth)?;
    let links = links(&bench.program.print(&["link"], &file)?)?;
    let pairs: Vec<(String, String)> = truth
        .iter()
        .map(|(id, incident)| {
            // A report that the program left out is an incident of its own.
            let found = links
                .get(id)
                .cloned()
                .unwrap_or_else(|| format!("unlinked {id}"));
            (found, incident.clone())
        })
        .collect();
    let found = partition_scores(&pairs);
    let count_error = (number(found.clusters) / number(found.true_clusters.max(1)) - 1.0).abs();
    let items = pairs.len();
    Ok(Outcome::scored(Scores::from([
        ("cubed-f1".to_owned(), Score::share(found.cubed_f1(), items)),
        ("pair-f1".to_owned(), Score::share(found.pair_f1(), items)),
        (
            "count-error".to_owned(),
            Score {
                value: rounded(count_error),
                better: Better::Lower,
                noise: 0.005,
                items,
            },
        ),
    ])))
}

/// The reports without the column of truth, as the program gets them.
///
/// # Errors
/// Fails where the table has no such column or cannot be read.
pub(super) fn without_truth(text: &str) -> Result<String> {
    Ok(split_truth(text)?.1)
}

/// The true incident of each id, and the table without that column.
fn split_truth(text: &str) -> Result<(BTreeMap<String, String>, String)> {
    let mut rows = csv::Reader::from_reader(text.as_bytes());
    let headers = rows.headers()?.clone();
    let id_column = headers
        .iter()
        .position(|header| header == "id")
        .context("no column id")?;
    let truth_column = headers
        .iter()
        .position(|header| header == TRUTH_COLUMN)
        .context("no column of truth")?;
    let mut truth = BTreeMap::new();
    let mut kept = csv::Writer::from_writer(Vec::new());
    let without = |row: &csv::StringRecord| -> csv::StringRecord {
        row.iter()
            .enumerate()
            .filter(|(column, _)| *column != truth_column)
            .map(|(_, cell)| cell)
            .collect()
    };
    kept.write_record(&without(&headers))?;
    for row in rows.records() {
        let row = row?;
        let cell = |column: usize| row.get(column).unwrap_or_default().to_owned();
        truth.insert(cell(id_column), cell(truth_column));
        kept.write_record(&without(&row))?;
    }
    let bytes = kept.into_inner().context("ending the table")?;
    Ok((
        truth,
        String::from_utf8(bytes).context("the table is not UTF-8")?,
    ))
}

fn links(printed: &str) -> Result<BTreeMap<String, String>> {
    let mut rows = csv::Reader::from_reader(printed.as_bytes());
    let headers = rows.headers()?.clone();
    let column = |name: &str| {
        headers
            .iter()
            .position(|header| header == name)
            .with_context(|| format!("marsad link printed no column {name}"))
    };
    let (id, incident) = (column("id")?, column("incident")?);
    let mut links = BTreeMap::new();
    for row in rows.records() {
        let row = row?;
        links.insert(
            row.get(id).unwrap_or_default().to_owned(),
            row.get(incident).unwrap_or_default().to_owned(),
        );
    }
    Ok(links)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn the_program_never_sees_the_truth() {
        let (truth, without) = split_truth("id,inc,day\n7,42,1\n8,43,2\n").unwrap();
        assert_eq!(without, "id,day\n7,1\n8,2\n");
        assert_eq!(truth.get("7").unwrap(), "42");
    }

    #[test]
    fn links_are_read_by_the_names_of_their_columns() {
        let found = links("incident,id\na,1\nb,2\n").unwrap();
        assert_eq!(found.get("2").unwrap(), "b");
        assert!(links("").is_err());
    }
}
