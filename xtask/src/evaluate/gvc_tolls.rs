//! `marsad incidents` on the Gun Violence Corpus (Vossen et al. 2018): the killed and the injured of an incident, against
//! the registry.
//!
//! The documents of one gold incident go to the program together, without a theatre. Of the incidents that
//! are printed the one with most reports is taken, of these the one with most claims, of these the one whose id comes
//! first; whether it has a number decides nothing. Its killed and its injured are the two values of the gold incident.
//!
//! - `inside`: the share of all registry values that lie in [low, high] as printed; an open end is not extended.
//! - `exact`: the share of all registry values that are the printed best.
//! - `stated`: the share of all registry values for which there is a range.
//! - `width`: the mean of high - low in persons, `relative-width`: the mean of (high - low) / max(1, best), both over
//!   the ranges that there are.
//!
//! An incident that counts some people, such as the killed, and prints nothing of the others says that there are none:
//! [0, 0], best 0. An incident that counts nobody has no range, and then nothing is inside or exact.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use anyhow::{Result, ensure};
use serde::Deserialize;
use serde_json::Value;

use super::gvc::{COMMAND, Corpus, SET};
use super::sheet::rows;
use super::{Bench, Better, Outcome, Score, Scores, intervals, number, rounded, share};

/// What the registry counts.
const COUNTED: [&str; 2] = ["killed", "injured"];
/// Whatever of people an incident may count.
const TOLLS: [&str; 4] = ["killed", "injured", "missing", "detained"];
/// By how many persons, or parts of the best, a mean width may grow without being called worse.
const WIDTH_NOISE: f64 = 0.01;

/// What the registry says of an incident.
#[derive(Debug, Deserialize)]
struct Registered {
    incident_id: u64,
    num_killed: u64,
    num_injured: u64,
}

/// A printed range of persons.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
struct Range {
    low: u64,
    best: Option<u64>,
    high: u64,
}

/// A registry value and what was printed for it.
#[derive(Debug, Clone, Copy)]
struct Pair {
    truth: u64,
    range: Option<Range>,
}

/// The killed and the injured of one incident.
type Incident = [Pair; 2];
/// A number over incidents.
type Measure = fn(&[Pair]) -> f64;

/// The measures with their targets, as the page shows them.
const MEASURES: [(&str, &str, Measure); 5] = [
    ("inside", ".85", |pairs| of_all(pairs, is_inside)),
    ("exact", ".75", |pairs| of_all(pairs, is_exact)),
    ("stated", "", |pairs| {
        of_all(pairs, |pair| pair.range.is_some())
    }),
    ("width", "at most 1.0", |pairs| mean(pairs, width)),
    ("relative-width", "", |pairs| mean(pairs, relative_width)),
];

/// Score the ranges of killed and injured.
///
/// # Errors
/// Fails where the set or what the program prints cannot be read.
pub(super) fn score(bench: &Bench) -> Result<Outcome> {
    let Some(corpus) = Corpus::read(bench)? else {
        return Ok(Outcome::Skipped(format!("no {SET}")));
    };
    let mut documents: BTreeMap<u64, BTreeMap<&str, String>> = BTreeMap::new();
    for article in &corpus.articles {
        if let Some(incident) = corpus.incidents.get(&article.doc_id) {
            let of_incident = documents.entry(*incident).or_default();
            of_incident.insert(&article.doc_id, article.document());
        }
    }
    let folder = bench.data.join(SET);
    let mut incidents: Vec<Incident> = Vec::new();
    for registered in rows::<Registered>(&folder.join("incidents.csv"), b',')? {
        let of_incident = documents.get(&registered.incident_id);
        let documents: String = of_incident
            .into_iter()
            .flat_map(BTreeMap::values)
            .cloned()
            .collect();
        let file = format!("gvc/{}.jsonl", registered.incident_id);
        let file = bench.program.file(&file, &documents)?;
        let printed = bench.program.json_lines(&COMMAND, &file)?;
        incidents.push(compared(&registered, chosen(&printed)));
    }
    ensure!(
        incidents.iter().flatten().any(|pair| pair.range.is_some()),
        "marsad incidents printed no number of people"
    );
    let mut scores = Scores::new();
    let pages = vec![page(&incidents, &mut scores)];
    Ok(Outcome::Scored { scores, pages })
}

/// The printed incident that the documents are taken to tell of.
fn chosen(printed: &[Value]) -> Option<&Value> {
    let count = |incident: &Value, list: &str| {
        let list = incident.get(list).and_then(Value::as_array);
        list.map_or(0, Vec::len)
    };
    let id = |incident: &Value| {
        incident
            .get("id")
            .and_then(Value::as_str)
            .map(str::to_owned)
    };
    printed.iter().min_by_key(|incident| {
        let reports = std::cmp::Reverse(count(incident, "reports"));
        let claims = std::cmp::Reverse(count(incident, "claims"));
        (reports, claims, id(incident))
    })
}

/// The registry's values beside the ranges of an incident.
fn compared(registered: &Registered, incident: Option<&Value>) -> Incident {
    let range = |toll: &str| Range::deserialize(incident?.get(toll)?).ok();
    let counts_people = TOLLS.iter().any(|toll| range(toll).is_some());
    let none = Range {
        low: 0,
        best: Some(0),
        high: 0,
    };
    let pair = |truth, toll: &str| Pair {
        truth,
        range: range(toll).or(counts_people.then_some(none)),
    };
    [
        pair(registered.num_killed, COUNTED[0]),
        pair(registered.num_injured, COUNTED[1]),
    ]
}

/// The table, with its scores.
fn page(incidents: &[Incident], scores: &mut Scores) -> String {
    let mut page = format!(
        "## Tolls of the Gun Violence Corpus\n\nThe killed and the injured of {} incidents against the registry, with the middle 95 of 100 resamples of the incidents. Widths are of the ranges that are stated, in persons and as parts of the best value.\n\n| measure | target | both | killed | injured |\n|---|---|---|---|---|\n",
        incidents.len()
    );
    for (name, target, measure) in MEASURES {
        let both = |drawn: &[Incident]| measure(drawn.as_flattened());
        let one = |drawn: &[Incident], at: usize| {
            let pairs = drawn
                .iter()
                .filter_map(|incident| incident.get(at).copied());
            measure(&pairs.collect::<Vec<Pair>>())
        };
        let cell = |of: &dyn Fn(&[Incident]) -> f64| {
            let (low, high) = intervals::of(incidents, of);
            format!("{:.3} ({low:.3} to {high:.3})", of(incidents))
        };
        let _ = writeln!(
            page,
            "| {name} | {target} | {} | {} | {} |",
            cell(&both),
            cell(&|drawn| one(drawn, 0)),
            cell(&|drawn| one(drawn, 1))
        );
        let pairs = incidents.as_flattened();
        let stated = pairs.iter().filter(|pair| pair.range.is_some()).count();
        let score = if name.ends_with("width") {
            Score {
                value: rounded(both(incidents)),
                better: Better::Lower,
                noise: WIDTH_NOISE,
                items: stated,
            }
        } else {
            Score::share(both(incidents), pairs.len())
        };
        scores.insert(name.to_owned(), score);
    }
    page
}

fn of_all(pairs: &[Pair], holds: fn(&Pair) -> bool) -> f64 {
    share(pairs.iter().filter(|pair| holds(pair)).count(), pairs.len())
}

/// The mean over the ranges that there are, 0 where there are none.
fn mean(pairs: &[Pair], of: fn(Range) -> f64) -> f64 {
    let values: Vec<f64> = pairs.iter().filter_map(|pair| pair.range).map(of).collect();
    values.iter().sum::<f64>() / number(values.len().max(1))
}

fn is_inside(pair: &Pair) -> bool {
    let inside = |range: Range| (range.low..=range.high).contains(&pair.truth);
    pair.range.is_some_and(inside)
}

fn is_exact(pair: &Pair) -> bool {
    pair.range
        .is_some_and(|range| range.best == Some(pair.truth))
}

#[expect(clippy::cast_precision_loss, reason = "persons stay far below 2^52")]
fn width(range: Range) -> f64 {
    range.high.saturating_sub(range.low) as f64
}

#[expect(clippy::cast_precision_loss, reason = "persons stay far below 2^52")]
fn relative_width(range: Range) -> f64 {
    width(range) / range.best.unwrap_or_default().max(1) as f64
}

#[cfg(test)]
mod tests;
