//! Totals of `marsad link --totals` on made-up reports whose true dead are known.
//!
//! The program gets a copy of the reports without the column of truth, and the cumulative claims as boxes of degrees:
//! the set's region `r` is the square of five degrees whose southern edge is `5 * (r / 100)` and whose western edge
//! `5 * (r % 100)`, of the town that an incident belongs to. What a claim covers and the true total of its scope are
//! never handed over.
//!
//! Two intervals are judged. `documented` is the sum of lows and highs, within which the truth must lie and whose width
//! must be at most half of it. `likely` is the interval of 1,000 draws: it says how sure the sum of what was reported
//! is, and knows nothing of incidents that nobody gave a number for, so that truth may lie beyond it.

use anyhow::{Context, Result};
use serde_json::Value;

use super::synthetic_incidents::without_truth;
use super::{Bench, Better, Outcome, Score, Scores, rounded, share};

const SET: &str = "incidents/synthetic_incidents";
const DRAWS: [&str; 4] = ["--draws", "1000", "--seed", "1"];
const DEGREES: i64 = 5;

/// A cumulative claim of the set.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Claim {
    id: String,
    region: i64,
    days: (i64, i64),
    is_at_least: bool,
    value: u64,
    true_total: u64,
}

/// What was measured, in people.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Measured {
    truth: f64,
    documented: [f64; 3],
    likely: [f64; 3],
    union: [f64; 3],
    smallest_claim: f64,
}

/// Score the totals against the true number of dead.
///
/// # Errors
/// Fails where the set or the written totals cannot be read.
pub(super) fn score(bench: &Bench) -> Result<Outcome> {
    let folder = bench.data.join(SET);
    let Ok(reports) = std::fs::read_to_string(folder.join("reports.csv")) else {
        return Ok(Outcome::Skipped(format!("no {SET}")));
    };
    let read = |name: &str| {
        std::fs::read_to_string(folder.join(name)).with_context(|| format!("reading {SET}/{name}"))
    };
    let truth = truth(&read("reports.truth.csv")?)?;
    let claims = claims(&read("reports.claims.csv")?)?;
    let program = &bench.program;
    let file = program.file("synthetic-totals.csv", &without_truth(&reports)?)?;
    let cumulative = program.file("synthetic-totals-claims.csv", &statements(&claims)?)?;
    let written = program.file("synthetic-totals.json", "")?;
    let (cumulative, out) = (cumulative.to_string_lossy(), written.to_string_lossy());
    let mut command = vec!["link", "--totals", &*out, "--cumulative", &*cumulative];
    command.extend(DRAWS);
    program.print(&command, &file)?;
    let text = std::fs::read_to_string(&written).context("reading the written totals")?;
    let total: Value = serde_json::from_str(&text).context("the written totals")?;
    let measured = measured(&total, truth, &claims)?;
    Ok(Outcome::scored(scores(&measured, &total, &claims)))
}

#[expect(
    clippy::cast_precision_loss,
    reason = "numbers of people here stay far below 2^52"
)]
fn real(n: u64) -> f64 {
    n as f64
}

fn measured(total: &Value, truth: u64, claims: &[Claim]) -> Result<Measured> {
    let three = |key: &str, names: [&str; 3]| -> Result<[f64; 3]> {
        let mut ends = [0.0; 3];
        for (end, name) in ends.iter_mut().zip(names) {
            let number = total.get(key).and_then(|range| range.get(name)?.as_f64());
            *end = number.with_context(|| format!("no {key}.{name}"))?;
        }
        Ok(ends)
    };
    let range = ["low", "best", "high"];
    Ok(Measured {
        truth: real(truth),
        documented: three("documented", range)?,
        likely: three("likely", ["low", "middle", "high"])?,
        union: three("union", range)?,
        smallest_claim: claims
            .iter()
            .map(|claim| real(claim.value))
            .fold(f64::INFINITY, f64::min),
    })
}

fn scores(found: &Measured, total: &Value, claims: &[Claim]) -> Scores {
    let lower = |value: f64, noise: f64, items: usize| Score {
        value: rounded(value),
        better: Better::Lower,
        noise,
        items,
    };
    let inside =
        |[low, _, high]: [f64; 3]| f64::from(u8::from(low <= found.truth && found.truth <= high));
    let width = |[low, _, high]: [f64; 3]| (high - low) / found.truth;
    let off = |[_, middle, _]: [f64; 3]| (middle - found.truth).abs() / found.truth;
    // How far above the truth, in the smallest value of a claim: from 1 on, a claim was added.
    let above = (found.union[1] - found.truth).max(0.0) / found.smallest_claim;
    Scores::from([
        (
            "best-error".to_owned(),
            lower(off(found.documented), 0.005, 1),
        ),
        (
            "inside".to_owned(),
            Score::share(inside(found.documented), 1),
        ),
        ("width".to_owned(), lower(width(found.documented), 0.005, 1)),
        (
            "likely-error".to_owned(),
            lower(off(found.likely), 0.005, 1),
        ),
        (
            "likely-inside".to_owned(),
            Score::share(inside(found.likely), 1),
        ),
        (
            "likely-width".to_owned(),
            lower(width(found.likely), 0.005, 1),
        ),
        ("union-error".to_owned(), lower(off(found.union), 0.005, 1)),
        ("union-above-in-claims".to_owned(), lower(above, 0.05, 1)),
        (
            "scopes-inside".to_owned(),
            Score::share(
                share(scopes_inside(total, claims), claims.len()),
                claims.len(),
            ),
        ),
    ])
}

/// Of how many claims the true total of the scope lies in what incidents document of it.
fn scopes_inside(total: &Value, claims: &[Claim]) -> usize {
    let remainders = total.get("remainders").and_then(Value::as_array);
    let known = |claim: &&Claim| {
        remainders.into_iter().flatten().any(|one| {
            let end = |key: &str| one.get(key).and_then(Value::as_u64);
            one.get("id").and_then(Value::as_str) == Some(&claim.id)
                && end("documented_low").is_some_and(|low| low <= claim.true_total)
                && end("documented_high").is_some_and(|high| claim.true_total <= high)
        })
    };
    claims.iter().filter(known).count()
}

/// The sum of the true dead.
fn truth(text: &str) -> Result<u64> {
    let mut rows = csv::Reader::from_reader(text.as_bytes());
    let column = column(rows.headers()?, "killed")?;
    rows.records().try_fold(0, |sum, row| {
        let killed = row?.get(column).unwrap_or_default().parse::<u64>();
        Ok(sum + killed.context("the true dead of an incident")?)
    })
}

fn column(header: &csv::StringRecord, name: &str) -> Result<usize> {
    let at = header.iter().position(|column| column == name);
    at.with_context(|| format!("no column {name}"))
}

fn claims(text: &str) -> Result<Vec<Claim>> {
    let mut rows = csv::Reader::from_reader(text.as_bytes());
    let header = rows.headers()?.clone();
    let names = [
        "claim_id",
        "region",
        "day_from",
        "day_to",
        "at_least",
        "value",
        "true_total",
    ];
    let columns: Vec<usize> = names
        .iter()
        .map(|name| column(&header, name))
        .collect::<Result<_>>()?;
    rows.records()
        .map(|row| {
            let row = row?;
            let cell = |at: usize| row.get(columns[at]).unwrap_or_default();
            Ok(Claim {
                id: cell(0).to_owned(),
                region: cell(1).parse()?,
                days: (cell(2).parse()?, cell(3).parse()?),
                is_at_least: cell(4) == "1",
                value: cell(5).parse()?,
                true_total: cell(6).parse()?,
            })
        })
        .collect()
}

/// The claims as the program reads them.
fn statements(claims: &[Claim]) -> Result<String> {
    let mut rows = csv::Writer::from_writer(Vec::new());
    rows.write_record([
        "id", "south", "north", "west", "east", "since", "until", "bound", "value",
    ])?;
    for claim in claims {
        let (south, west) = (claim.region / 100 * DEGREES, claim.region % 100 * DEGREES);
        let edges = [
            south,
            south + DEGREES,
            west,
            west + DEGREES,
            claim.days.0,
            claim.days.1,
        ];
        let bound = if claim.is_at_least {
            "at_least"
        } else {
            "exact"
        };
        let edges = edges.iter().map(ToString::to_string);
        let row = [claim.id.clone()].into_iter().chain(edges);
        rows.write_record(row.chain([bound.to_owned(), claim.value.to_string()]))?;
    }
    let bytes = rows.into_inner().context("ending the table")?;
    String::from_utf8(bytes).context("the table is not UTF-8")
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    const CLAIMS: &str = "claim_id,region,day_from,day_to,pub,at_least,value,covers_frac,true_total\n\
        4,201,10,20,21,1,30,0.5,60\n";

    fn found(documented: [f64; 3], union_best: f64) -> Measured {
        Measured {
            truth: 100.0,
            documented,
            likely: documented,
            union: [union_best; 3],
            smallest_claim: 30.0,
        }
    }

    #[test]
    fn a_region_is_a_square_of_degrees_and_its_truth_stays_here() {
        let claims = claims(CLAIMS).unwrap();
        let table = statements(&claims).unwrap();
        let rows: Vec<&str> = table.lines().collect();
        assert_eq!(rows[1], "4,10,15,5,10,10,20,at_least,30");
        assert!(!table.contains("60") && !table.contains("0.5"));
    }

    #[test]
    fn a_total_with_a_claim_in_it_is_told() {
        let scored = |best| scores(&found([90.0, 96.0, 110.0], best), &Value::Null, &[]);
        let value = |scores: &Scores, name: &str| scores.get(name).unwrap().value;
        assert!(value(&scored(99.0), "union-above-in-claims") < 0.001);
        assert!(value(&scored(130.0), "union-above-in-claims") > 0.999);
        assert!((value(&scored(99.0), "best-error") - 0.04).abs() < 1e-9);
        assert!((value(&scored(99.0), "width") - 0.2).abs() < 1e-9);
        assert!(value(&scored(99.0), "inside") > 0.5);
        let beyond = scores(&found([101.0, 102.0, 103.0], 99.0), &Value::Null, &[]);
        assert!(value(&beyond, "inside") < 0.5);
    }

    #[test]
    fn the_true_dead_are_summed_and_scopes_are_found_by_their_ids() {
        assert_eq!(truth("inc,killed\n0,3\n1,4\n").unwrap(), 7);
        assert!(truth("inc,killed\n0,few\n").is_err());
        let claims = claims(CLAIMS).unwrap();
        let total = |high: u64| serde_json::json!({"remainders": [{"id": "4", "documented_low": 50, "documented_high": high}]});
        assert_eq!(scopes_inside(&total(70), &claims), 1);
        assert_eq!(scopes_inside(&total(59), &claims), 0);
    }
}
