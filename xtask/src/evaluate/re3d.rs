//! `marsad read` on re3d (Dstl 2017): who fights against whom, who is allied with whom, and who is in charge of what.
//!
//! The gold relations join marked entities of one document. What the program prints is joined to them by bytes: an actor
//! or a place is every entity that one of its mentions touches, and mentions of the same words, without case and article,
//! are one entity. Relations that the program prints about what is no entity are not compared. One that several claims
//! print counts once; those between two mentions of one entity are left out.
//!
//! - `fighting-against`, in either direction: relation claims `against`; happenings of violence with an agent and a
//!   target; an armed clash of exactly two agents without a target. Control that was taken prints no loser.
//! - `allies-of`, in either direction: relation claims `allied_with` and `backed_by`.
//! - `in-charge-of`: the object of relation claims `led_by` and `part_of` over their subject, and whoever took or holds a
//!   place over that place.
//!
//! Claims that are denied or retracted are left out. The ranges are resampled over the documents. The scores are reports
//! and have no targets.

mod gold;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::ops::Range;

use anyhow::{Result, ensure};
use serde_json::Value;

use super::program::{document_line, span};
use super::{Bench, Outcome, Score, Scores, intervals, share};
use gold::Document;

const SET: &str = "reading/re3d";
/// The relations as they are scored, as the set calls them, and whether they hold in either direction.
const RELATIONS: [(&str, &str, bool); 3] = [
    ("fighting-against", "FightingAgainst", true),
    ("allies-of", "AlliesOf", true),
    ("in-charge-of", "InChargeOf", false),
];
/// Happenings in which an agent fights a target.
const VIOLENCE: [&str; 8] = [
    "Air/drone strike",
    CLASH,
    "Attack",
    "Chemical weapon",
    "Grenade",
    "Remote explosive/landmine/IED",
    "Shelling/artillery/missile attack",
    "Suicide bomb",
];
const CLASH: &str = "Armed clash";

/// A relation that the program prints: which one, and the entities at both of its ends.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Printed {
    relation: usize,
    source: BTreeSet<String>,
    target: BTreeSet<String>,
}

/// Which relation, and the bytes of both ends.
type Ends = (usize, Range<usize>, Range<usize>);

/// How many relations of each sort a document has, are printed, were found, and are right.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Tally {
    gold: usize,
    printed: usize,
    found: usize,
    right: usize,
}

/// Score the three relations.
///
/// # Errors
/// Fails where the set or what the program prints cannot be read.
pub(super) fn score(bench: &Bench) -> Result<Outcome> {
    let folder = bench.data.join(SET);
    if !folder.is_dir() {
        return Ok(Outcome::Skipped(format!("no {SET}")));
    }
    let documents = gold::documents(&folder)?;
    let lines: String = documents
        .iter()
        .map(|document| document_line(&document.id, &document.text, None))
        .collect();
    let file = bench.program.file("re3d.jsonl", &lines)?;
    let mut claims: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for line in bench.program.json_lines(&["read"], &file)? {
        let report = line
            .get("report")
            .and_then(Value::as_str)
            .unwrap_or_default();
        claims.entry(report.to_owned()).or_default().push(line);
    }
    ensure!(!claims.is_empty(), "marsad read printed no claim");
    let tallies: Vec<[Tally; 3]> = documents
        .iter()
        .map(|document| {
            let claims = claims.remove(&document.id).unwrap_or_default();
            tally(document, &claims)
        })
        .collect();
    let mut scores = Scores::new();
    let pages = vec![page(&tallies, &mut scores)];
    Ok(Outcome::Scored { scores, pages })
}

/// The table, with its scores.
fn page(tallies: &[[Tally; 3]], scores: &mut Scores) -> String {
    let mut page = format!(
        "## Relations of re3d\n\nRelations between entities of {} documents, with the middle 95 of 100 resamples of the documents. A report, without targets.\n\n| relation | marked | recall | printed | precision |\n|---|---|---|---|---|\n",
        tallies.len()
    );
    for (at, (name, _, _)) in RELATIONS.iter().enumerate() {
        let recall = |drawn: &[[Tally; 3]]| share(sum(drawn, at).found, sum(drawn, at).gold);
        let precision = |drawn: &[[Tally; 3]]| share(sum(drawn, at).right, sum(drawn, at).printed);
        let cell = |measure: &dyn Fn(&[[Tally; 3]]) -> f64| {
            let (low, high) = intervals::of(tallies, measure);
            format!("{:.3} ({low:.3} to {high:.3})", measure(tallies))
        };
        let total = sum(tallies, at);
        let _ = writeln!(
            page,
            "| {name} | {} | {} | {} | {} |",
            total.gold,
            cell(&recall),
            total.printed,
            cell(&precision)
        );
        for (measure, value, items) in [
            ("recall", recall(tallies), total.gold),
            ("precision", precision(tallies), total.printed),
        ] {
            scores.insert(format!("{name}.{measure}"), Score::share(value, items));
        }
    }
    page
}

fn sum(tallies: &[[Tally; 3]], at: usize) -> Tally {
    let rows = tallies.iter().filter_map(|tally| tally.get(at));
    rows.fold(Tally::default(), |sum, row| Tally {
        gold: sum.gold + row.gold,
        printed: sum.printed + row.printed,
        found: sum.found + row.found,
        right: sum.right + row.right,
    })
}

fn tally(document: &Document, claims: &[Value]) -> [Tally; 3] {
    let ends = claims.iter().flat_map(ends);
    let printed: BTreeSet<Printed> = ends
        .filter_map(|(relation, source, target)| {
            let printed = Printed {
                relation,
                source: document.entities(&source),
                target: document.entities(&target),
            };
            let is_about_entities = !printed.source.is_empty() && !printed.target.is_empty();
            (is_about_entities && printed.source != printed.target).then_some(printed)
        })
        .map(ordered)
        .collect();
    let mut tallies = [Tally::default(); 3];
    for (at, tally) in tallies.iter_mut().enumerate() {
        let marked: Vec<&(usize, String, String)> = document
            .relations
            .iter()
            .filter(|one| one.0 == at)
            .collect();
        let printed: Vec<&Printed> = printed.iter().filter(|one| one.relation == at).collect();
        let is_met = |one: &(usize, String, String)| printed.iter().any(|other| meets(other, one));
        *tally = Tally {
            gold: marked.len(),
            printed: printed.len(),
            found: marked.iter().filter(|one| is_met(one)).count(),
            right: printed
                .iter()
                .filter(|other| marked.iter().any(|one| meets(other, one)))
                .count(),
        };
    }
    tallies
}

fn goes_both_ways(relation: usize) -> bool {
    RELATIONS
        .get(relation)
        .is_some_and(|(_, _, goes_both_ways)| *goes_both_ways)
}

/// One that goes both ways has its ends in a fixed order, so that it counts once.
fn ordered(printed: Printed) -> Printed {
    if goes_both_ways(printed.relation) && printed.source > printed.target {
        Printed {
            relation: printed.relation,
            source: printed.target,
            target: printed.source,
        }
    } else {
        printed
    }
}

fn meets(printed: &Printed, (relation, source, target): &(usize, String, String)) -> bool {
    let joins = |one: &String, other: &String| {
        printed.source.contains(one) && printed.target.contains(other)
    };
    printed.relation == *relation
        && (joins(source, target) || (goes_both_ways(*relation) && joins(target, source)))
}

/// The relations of a claim, with the bytes of their ends.
fn ends(claim: &Value) -> Vec<Ends> {
    let text = |pointer: &str| claim.pointer(pointer).and_then(Value::as_str);
    if matches!(text("/stance"), Some("denied" | "retracted")) {
        return Vec::new();
    }
    let pairs = |relation, sources: Vec<Range<usize>>, targets: &[Range<usize>]| {
        let of_source = |source: Range<usize>| {
            targets
                .iter()
                .map(move |target| (relation, source.clone(), target.clone()))
        };
        sources.into_iter().flat_map(of_source).collect()
    };
    let (subjects, objects) = (actors(claim, "subject"), actors(claim, "object"));
    let (agents, targets) = (actors(claim, "agent"), actors(claim, "target"));
    match text("/kind").unwrap_or_default() {
        "relation" => match text("/relation").unwrap_or_default() {
            "against" => pairs(0, subjects, &objects),
            "allied_with" | "backed_by" => pairs(1, subjects, &objects),
            "led_by" | "part_of" => pairs(2, objects, &subjects),
            _ => Vec::new(),
        },
        "happening" if text("/sub_event").is_some_and(|kind| VIOLENCE.contains(&kind)) => {
            match agents.as_slice() {
                [one, other] if targets.is_empty() && text("/sub_event") == Some(CLASH) => {
                    vec![(0, one.clone(), other.clone())]
                }
                _ => pairs(0, agents, &targets),
            }
        }
        "control" if matches!(text("/control/change"), Some("took" | "holds")) => {
            let places = claim.get("where").and_then(Value::as_array);
            let places: Vec<Range<usize>> = places.into_iter().flatten().filter_map(span).collect();
            pairs(2, agents, &places)
        }
        _ => Vec::new(),
    }
}

fn actors(claim: &Value, role: &str) -> Vec<Range<usize>> {
    let actors = claim.get("actors").and_then(Value::as_array);
    actors
        .into_iter()
        .flatten()
        .filter(|actor| actor.get("role").and_then(Value::as_str) == Some(role))
        .filter_map(span)
        .collect()
}

#[cfg(test)]
mod tests;
