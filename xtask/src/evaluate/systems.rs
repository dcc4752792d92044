//! `marsad estimate` on lists of killings whose number was estimated and published by others.
//!
//! The published run took every list apart but one, counted blank cells as not on the list, and used one chain of R's
//! LCMCR 0.4 with its defaults. Its counts of individuals, and of those whom the police, the news and any other list
//! have, come out of the tables only so: without the list that [`LEFT_OUT`] names. Its column `med` holds the mean of
//! the posterior and not the median, which lies below it where the upper tail is long; both are scored against it.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use serde_json::Value;

use super::{Bench, Better, Outcome, Score, Scores, rounded, share};

const SET: &str = "incidents/ph_killings_lists";

/// The column that parts each table.
const STRATA: &str = "category";

/// The list that the published run did not use.
const LEFT_OUT: &str = "Police Reports Submitted to the House of Representatives";

/// One stratum as it was published.
#[derive(Debug, Clone, PartialEq, Deserialize)]
struct Published {
    region: String,
    #[serde(rename = "pcat")]
    category: String,
    #[serde(rename = "recs")]
    recorded: f64,
    #[serde(rename = "lo")]
    low: f64,
    #[serde(rename = "med")]
    middle: f64,
    #[serde(rename = "hi")]
    high: f64,
}

/// One stratum as the program prints it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
struct Found {
    recorded: f64,
    low: f64,
    median: f64,
    high: f64,
    mean: f64,
}

/// Score how far medians and means are off, which intervals overlap, and whether the same individuals are counted.
///
/// # Errors
/// Fails where the set or the printed estimates cannot be read.
pub(super) fn score(bench: &Bench) -> Result<Outcome> {
    let folder = bench.data.join(SET);
    let Ok(text) = std::fs::read_to_string(folder.join("published_estimates.csv")) else {
        return Ok(Outcome::Skipped(format!("no {SET}")));
    };
    let published = published(&text).context(SET)?;
    let mut found = BTreeMap::new();
    for stratum in &published {
        let region = &stratum.region;
        if found.keys().any(|(known, _)| known == region) {
            continue;
        }
        let path = folder.join(format!("{}_inclusion.csv", region.to_lowercase()));
        let head = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        let lists = lists(&head)?;
        let command = [
            "estimate", "--format", "json", "--by", STRATA, "--lists", &lists,
        ];
        for line in bench.program.json_lines(&command, &path)? {
            let category = line.get("stratum").and_then(Value::as_str);
            let category = category.context("a line without a stratum")?.to_owned();
            found.insert((region.clone(), category), serde_json::from_value(line)?);
        }
    }
    scored(&published, &found)
}

fn published(text: &str) -> Result<Vec<Published>> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(b'|')
        .from_reader(text.as_bytes());
    let rows: Vec<Published> = reader.deserialize().collect::<Result<_, _>>()?;
    ensure!(!rows.is_empty(), "nothing is published");
    Ok(rows)
}

/// The lists that the published run used, as the program takes them.
fn lists(table: &str) -> Result<String> {
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let lists: Vec<&str> = reader
        .headers()?
        .iter()
        .filter(|column| *column != STRATA && *column != LEFT_OUT)
        .collect();
    Ok(lists.join(","))
}

fn scored(published: &[Published], found: &BTreeMap<(String, String), Found>) -> Result<Outcome> {
    let (mut median_error, mut mean_error) = (0.0_f64, 0.0_f64);
    let (mut overlapping, mut counted_otherwise) = (0, 0);
    let mut page = String::from(
        "## Killings estimated from lists\n\n\
         The published middle is the mean of the posterior.\n\n\
         | stratum | recorded | published | low | median | mean | high |\n|---|---|---|---|---|---|---|\n",
    );
    for stratum in published {
        let name = (stratum.region.clone(), stratum.category.clone());
        let it = found
            .get(&name)
            .with_context(|| format!("no estimate for {} {}", name.0, name.1))?;
        median_error = median_error.max((it.median / stratum.middle - 1.0).abs());
        mean_error = mean_error.max((it.mean / stratum.middle - 1.0).abs());
        overlapping += usize::from(it.low <= stratum.high && stratum.low <= it.high);
        counted_otherwise += usize::from((it.recorded - stratum.recorded).abs() > 0.5);
        writeln!(
            page,
            "| {} {} | {} | {} ({}-{}) | {} | {} | {} | {} |",
            name.0,
            name.1,
            it.recorded,
            stratum.middle,
            stratum.low,
            stratum.high,
            it.low,
            it.median,
            it.mean,
            it.high
        )?;
    }
    let items = published.len();
    let error = |value: f64| Score {
        value: rounded(value),
        better: Better::Lower,
        noise: 0.01,
        items,
    };
    let scores = Scores::from([
        ("median-error".to_owned(), error(median_error)),
        ("mean-error".to_owned(), error(mean_error)),
        (
            "overlap".to_owned(),
            Score::share(share(overlapping, items), items),
        ),
        (
            "recorded-faults".to_owned(),
            Score::faults(counted_otherwise, items),
        ),
    ]);
    Ok(Outcome::Scored {
        scores,
        pages: vec![page],
    })
}

#[cfg(test)]
mod tests {
    #![expect(
        clippy::unwrap_used,
        clippy::float_cmp,
        reason = "tests of rounded numbers"
    )]

    use super::*;

    const TABLE: &str =
        "region|pcat|recs|lo|med|hi|undocpct\nX|a|80|100|120|150|33%\nX|b|5|7|8|9|30%\n";

    fn found(category: &str, numbers: [f64; 5]) -> ((String, String), Found) {
        let [recorded, low, median, mean, high] = numbers;
        let found = Found {
            recorded,
            low,
            median,
            high,
            mean,
        };
        (("X".to_owned(), category.to_owned()), found)
    }

    #[test]
    fn the_worst_stratum_is_the_error() {
        let published = published(TABLE).unwrap();
        let found = BTreeMap::from([
            found("a", [80.0, 90.0, 114.0, 123.0, 140.0]),
            found("b", [6.0, 10.0, 8.0, 8.0, 12.0]),
        ]);
        let Outcome::Scored { scores, .. } = scored(&published, &found).unwrap() else {
            unreachable!("there is something to score");
        };
        let value = |name: &str| scores.get(name).unwrap().value;
        assert_eq!(value("median-error"), 0.05);
        assert_eq!(value("mean-error"), 0.025);
        assert_eq!(value("overlap"), 0.5);
        assert_eq!(value("recorded-faults"), 1.0);
    }

    #[test]
    fn a_stratum_that_is_not_estimated_is_an_error() {
        let published = published(TABLE).unwrap();
        assert!(scored(&published, &BTreeMap::new()).is_err());
    }

    #[test]
    fn the_list_that_was_not_used_and_the_strata_are_no_lists() {
        let table = format!("{STRATA},A,\"{LEFT_OUT}\",B b\na,1,0,1\n");
        assert_eq!(lists(&table).unwrap(), "A,B b");
    }
}
