//! `marsad read` on the daily items of an encyclopedia about one country, against a judgement of every claim of control,
//! every figure of a toll and every displacement in them; and on the other items of these days, which are not about it.
//!
//! Which files and which country: `evaluation/current-events.toml`; how was judged: `evaluation/current-events.md`.
//! Each item is a document of its own, published on its day. A read claim is right where a judged one agrees with it
//! (`items.rs` says in what), and each judged claim makes one read claim right. Claims that are the same in all that is
//! compared are one. Every control, figure and displacement that is read from a judged item and is not right lowers
//! precision; items without a line in the judgement are not counted. The ranges are resampled over the items.
//!
//! `others.false-NAME` counts the claims of what happened that are read from the other items and placed in the country.

mod items;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use serde_json::Value;

use super::program::document_line;
use super::{Bench, Outcome, Score, Scores, intervals, share};
use items::{Item, Judged, KINDS};

const SETS: &str = "evaluation/current-events.toml";
const JUDGEMENT: &str = "evaluation/current-events.jsonl";
/// Claims of what happened or is so on the ground.
const GROUND: [&str; 6] = [
    "control",
    "toll",
    "displacement",
    "happening",
    "presence",
    "movement",
];

/// Which files belong together, and the country that they are about.
#[derive(Debug, Deserialize)]
struct Sets {
    folder: String,
    judged: String,
    all: String,
    country: String,
    name: String,
}

/// One daily item.
#[derive(Debug, Deserialize)]
struct Report {
    date: String,
    text: String,
}

/// What was judged to be claimed in one item.
#[derive(Debug, Deserialize)]
struct Row {
    /// Which item, counted from 1.
    row: usize,
    claims: Vec<Judged>,
}

/// What of one item was judged, read and right, by kind in the order of `KINDS`.
type Tally = [(usize, usize, usize); 3];

/// Score recall and precision, whole and by kind, and what is wrongly placed in the country.
///
/// # Errors
/// Fails where the items, the judgement or what the program prints cannot be read.
pub(super) fn score(bench: &Bench) -> Result<Outcome> {
    let sets = std::fs::read_to_string(bench.root.join(SETS)).context(SETS)?;
    let sets: Sets = toml::from_str(&sets).context(SETS)?;
    let folder = bench.data.join(&sets.folder);
    if !folder.is_dir() {
        return Ok(Outcome::Skipped(format!("no {}", sets.folder)));
    }
    let Ok(judged) = std::fs::read_to_string(bench.root.join(JUDGEMENT)) else {
        return Ok(Outcome::Skipped(format!("no {JUDGEMENT}")));
    };
    let judged: Vec<Row> = lines(&judged, JUDGEMENT)?;
    let reports = reports(&folder, &sets.judged)?;
    let claims = claims(bench, "current-events", &reports)?;
    ensure!(!claims.is_empty(), "marsad read printed no claim");
    let tallies: Vec<Tally> = judged
        .iter()
        .map(|row| {
            ensure!(
                (1..=reports.len()).contains(&row.row),
                "{JUDGEMENT}: no row {}",
                row.row
            );
            let truth: Vec<Item> = row.claims.iter().map(Judged::item).collect::<Result<_>>()?;
            let read = of_report(&claims, row.row).flat_map(items::read);
            Ok(tally(&truth, &merged(read)))
        })
        .collect::<Result<_>>()?;
    let mut scores = Scores::new();
    let table = table(&tallies, &mut scores);
    let others = others(&folder, &sets.all, &reports)?;
    let claims = self::claims(bench, "other-events", &others)?;
    let placed = placed_in(&sets.country, &claims);
    let name = format!("others.false-{}", sets.name.to_lowercase());
    scores.insert(name, Score::faults(placed, others.len()));
    let page = format!(
        "## Current events: {country}\n\n{table}\nClaims placed in {country} from the {} other items of these days: {placed} (target 0).\n",
        others.len(),
        country = sets.name,
    );
    Ok(Outcome::Scored {
        scores,
        pages: vec![page],
    })
}

/// The table, with its scores.
fn table(tallies: &[Tally], scores: &mut Scores) -> String {
    let mut page = format!(
        "Control, figures of tolls and displacement in {} daily items, with the middle 95 of 100 resamples of the items. Targets for all: recall .90, precision .95.\n\n| kind | judged | recall | read | precision |\n|---|---|---|---|---|\n",
        tallies.len()
    );
    let all: &[usize] = &[0, 1, 2];
    let parts = [
        ("all", all),
        (KINDS[0], &[0]),
        (KINDS[1], &[1]),
        (KINDS[2], &[2]),
    ];
    for (name, kinds) in parts {
        let recall = |drawn: &[Tally]| share(sum(drawn, kinds).2, sum(drawn, kinds).0);
        let precision = |drawn: &[Tally]| share(sum(drawn, kinds).2, sum(drawn, kinds).1);
        let cell = |measure: &dyn Fn(&[Tally]) -> f64| {
            let (low, high) = intervals::of(tallies, measure);
            format!("{:.3} ({low:.3} to {high:.3})", measure(tallies))
        };
        let (judged, read, _) = sum(tallies, kinds);
        let _ = writeln!(
            page,
            "| {name} | {judged} | {} | {read} | {} |",
            cell(&recall),
            cell(&precision)
        );
        for (measure, value, items) in [
            ("recall", recall(tallies), judged),
            ("precision", precision(tallies), read),
        ] {
            scores.insert(format!("{name}.{measure}"), Score::share(value, items));
        }
    }
    page
}

/// Judged, read and right over items, of the kinds asked for.
fn sum(tallies: &[Tally], kinds: &[usize]) -> (usize, usize, usize) {
    let rows = tallies
        .iter()
        .flat_map(|tally| kinds.iter().filter_map(|&kind| tally.get(kind)));
    rows.fold((0, 0, 0), |sum, row| {
        (sum.0 + row.0, sum.1 + row.1, sum.2 + row.2)
    })
}

/// Each judged claim takes the first free read one that agrees.
fn tally(truth: &[Item], read: &[Item]) -> Tally {
    let mut free: Vec<&Item> = read.iter().collect();
    KINDS.map(|kind| {
        let judged = truth.iter().filter(|item| item.kind == kind);
        let right = judged.clone().filter(|judged| {
            let found = free.iter().position(|read| items::agree(judged, read));
            found.map(|at| free.remove(at)).is_some()
        });
        let right = right.count();
        let of_kind = read.iter().filter(|item| item.kind == kind);
        (judged.count(), of_kind.count(), right)
    })
}

fn merged(read: impl Iterator<Item = Item>) -> Vec<Item> {
    let mut kept: Vec<Item> = Vec::new();
    for item in read {
        if !kept.iter().any(|known| known.is_same(&item)) {
            kept.push(item);
        }
    }
    kept
}

/// The items of the files whose names begin so, in the order of the names.
fn reports(folder: &Path, prefix: &str) -> Result<Vec<Report>> {
    let entries = std::fs::read_dir(folder).with_context(|| folder.display().to_string())?;
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<_>>()?;
    paths.retain(|path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.starts_with(prefix) && name.ends_with(".jsonl")
    });
    paths.sort();
    let mut reports = Vec::new();
    for path in paths {
        let told = path.display().to_string();
        let text = std::fs::read_to_string(&path).with_context(|| told.clone())?;
        reports.extend(lines::<Report>(&text, &told)?);
    }
    Ok(reports)
}

/// Every item of the days that is not among those of the country.
fn others(folder: &Path, prefix: &str, reports: &[Report]) -> Result<Vec<Report>> {
    let known: BTreeSet<&str> = reports.iter().map(|report| report.text.as_str()).collect();
    let mut others = self::reports(folder, prefix)?;
    others.retain(|report| !known.contains(report.text.as_str()));
    Ok(others)
}

fn lines<T: serde::de::DeserializeOwned>(text: &str, told: &str) -> Result<Vec<T>> {
    let lines = text.lines().enumerate();
    lines
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(at, line)| {
            serde_json::from_str(line).with_context(|| format!("{told}: line {}", at + 1))
        })
        .collect()
}

/// What is read from items, by the row of the item.
fn claims(bench: &Bench, name: &str, reports: &[Report]) -> Result<BTreeMap<usize, Vec<Value>>> {
    let rows = reports.iter().enumerate();
    let documents: String = rows
        .map(|(at, report)| document_line(&(at + 1).to_string(), &report.text, Some(&report.date)))
        .collect();
    let file = bench.program.file(&format!("{name}.jsonl"), &documents)?;
    let mut claims: BTreeMap<usize, Vec<Value>> = BTreeMap::new();
    for line in bench.program.json_lines(&["read"], &file)? {
        let row = line.get("report").and_then(Value::as_str);
        let row = row.and_then(|row| row.parse().ok());
        claims
            .entry(row.context("a claim of no row")?)
            .or_default()
            .push(line);
    }
    Ok(claims)
}

fn of_report(claims: &BTreeMap<usize, Vec<Value>>, row: usize) -> impl Iterator<Item = &Value> {
    claims.get(&row).into_iter().flatten()
}

fn placed_in(country: &str, claims: &BTreeMap<usize, Vec<Value>>) -> usize {
    let is_placed = |claim: &&Value| {
        let kind = claim.get("kind").and_then(Value::as_str);
        kind.is_some_and(|kind| GROUND.contains(&kind))
            && items::places(claim).any(|place| {
                place.pointer("/place/country").and_then(Value::as_str) == Some(country)
            })
    };
    claims.values().flatten().filter(is_placed).count()
}

#[cfg(test)]
mod tests;
