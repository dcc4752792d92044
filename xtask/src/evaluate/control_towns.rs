//! `marsad control FILE --at POINTS.csv` on towns that are hidden from it: who holds them on the first of each month,
//! as the towns around them tell.
//!
//! Which file and what its values mean: `evaluation/control-towns.toml`. Five folds over towns, by a hash; the program
//! gets every change of the towns of the other folds, later ones too, and is asked about a day. It is compared with the
//! nearest town that is not hidden. The line is where the nearest town of another holder is.

mod answers;
mod towns;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context, Result};
use serde::Deserialize;

use self::answers::{Answer, Bin, Errors, calibration, errors, macro_f1s};
use self::towns::{Counts, Town, Value, towns};
use super::span_scores::great_circle_km;
use super::{Bench, Better, Outcome, Score, Scores, rounded};

const SET: &str = "evaluation/control-towns.toml";
const FOLDS: u8 = 5;
/// How near to the line, with the name that scores have for it.
const REACHES: [(&str, f64); 3] = [
    ("all", f64::INFINITY),
    ("within-50-km", 50.0),
    ("within-25-km", 25.0),
];

#[derive(Debug, Deserialize)]
struct Set {
    path: String,
    days: Vec<String>,
    #[serde(rename = "value")]
    values: Vec<Value>,
}

/// Score the holders of hidden towns by their errors, macro F1 and calibration.
///
/// # Errors
/// Fails where the table cannot be read, or the program refuses a row or prints something else.
pub(super) fn score(bench: &Bench) -> Result<Outcome> {
    let text = std::fs::read_to_string(bench.root.join(SET)).context(SET)?;
    let set: Set = toml::from_str(&text).context(SET)?;
    let Ok(table) = std::fs::read_to_string(bench.data.join(&set.path)) else {
        return Ok(Outcome::Skipped(format!("no {}", set.path)));
    };
    let (towns, counts) = towns(&table, &set.values).context(set.path.clone())?;
    // All towns in the form that the program takes; what its weights are fitted on.
    bench
        .program
        .file("control-towns/claims.csv", &claims(towns.iter())?)?;
    let mut answers = Vec::new();
    for fold in 0..FOLDS {
        let visible = towns.iter().filter(|town| town.fold(FOLDS) != fold);
        let name = format!("control-towns/visible-{fold}.csv");
        let claims = bench.program.file(&name, &claims(visible)?)?;
        for day in &set.days {
            answers.extend(asked(bench, &towns, fold, day, &claims)?);
        }
    }
    Ok(scored(&towns, &answers, &counts, &set.days))
}

/// The towns' changes as the program takes them.
fn claims<'t>(towns: impl Iterator<Item = &'t Town>) -> Result<String> {
    let mut table = csv::Writer::from_writer(Vec::new());
    table.write_record(["date", "place", "lat", "lon", "holder"])?;
    for town in towns {
        let (lat, lon) = (town.position.0.to_string(), town.position.1.to_string());
        for (day, holder) in &town.changes {
            table.write_record([day, &town.name, &lat, &lon, holder])?;
        }
    }
    Ok(String::from_utf8(table.into_inner()?)?)
}

/// A town that has one known holder on a day: its number, itself and the holder.
type Known<'t> = (usize, &'t Town, &'t str);

/// Asks the program about the towns of one fold that have one known holder on a day.
fn asked(bench: &Bench, towns: &[Town], fold: u8, day: &str, claims: &Path) -> Result<Vec<Answer>> {
    let numbered = towns.iter().enumerate();
    let known: Vec<Known<'_>> = numbered
        .filter_map(|(number, town)| Some((number, town, town.holder(day)?)))
        .collect();
    let hidden = known.iter().filter(|(_, town, _)| town.fold(FOLDS) == fold);
    let name = format!("control-towns/points-{fold}-{day}.csv");
    let points = bench.program.file(&name, &points(hidden.clone())?)?;
    let points = points.display().to_string();
    let command = ["control", "--at", &points, "--on", day];
    let said = said(&bench.program.print(&command, claims)?)?;
    hidden
        .map(|hidden| {
            let (holder, confidence) = said.get(&hidden.0).context("a point has no answer")?;
            Ok(Answer {
                town: hidden.0,
                truth: hidden.2.to_owned(),
                nearest: nearest(&known, fold, hidden.1).unwrap_or_default(),
                said: holder.clone(),
                confidence: *confidence,
                km_to_line: km_to_line(&known, hidden),
            })
        })
        .collect()
}

/// Where the hidden towns lie, as the program takes it.
fn points<'t>(hidden: impl Iterator<Item = &'t Known<'t>>) -> Result<String> {
    let mut table = csv::Writer::from_writer(Vec::new());
    table.write_record(["id", "lat", "lon"])?;
    for (number, town, _) in hidden {
        let (lat, lon) = town.position;
        table.write_record([number.to_string(), lat.to_string(), lon.to_string()])?;
    }
    Ok(String::from_utf8(table.into_inner()?)?)
}

/// Who holds the nearest town of another fold.
fn nearest(known: &[Known<'_>], fold: u8, town: &Town) -> Option<String> {
    let km = |other: &Known<'_>| great_circle_km(other.1.position, town.position);
    let visible = known
        .iter()
        .filter(|(_, other, _)| other.fold(FOLDS) != fold);
    let nearest = visible.min_by(|a, b| km(a).total_cmp(&km(b)));
    nearest.map(|(_, _, holder)| (*holder).to_owned())
}

/// How far the nearest town of another holder is.
fn km_to_line(known: &[Known<'_>], (_, town, truth): &Known<'_>) -> f64 {
    let others = known.iter().filter(|(_, _, holder)| holder != truth);
    others
        .map(|(_, other, _)| great_circle_km(other.position, town.position))
        .fold(f64::INFINITY, f64::min)
}

/// Holder and confidence of each point, by its number.
fn said(printed: &str) -> Result<BTreeMap<usize, (String, f64)>> {
    #[derive(Deserialize)]
    struct Row {
        id: usize,
        holder: String,
        confidence: f64,
    }
    let mut reader = csv::Reader::from_reader(printed.as_bytes());
    let rows = reader.deserialize().map(|row| {
        let Row {
            id,
            holder,
            confidence,
        } = row.context("marsad control printed another table")?;
        Ok((id, (holder, confidence)))
    });
    rows.collect()
}

fn scored(towns: &[Town], answers: &[Answer], counts: &Counts, days: &[String]) -> Outcome {
    let mut scores = Scores::new();
    let mut lines = String::new();
    for (name, within) in REACHES {
        let errors = errors(answers, within);
        scores.insert(format!("{name}.error"), lower(errors.error, errors.answers));
        scores.insert(
            format!("{name}.below-nearest"),
            Score::share(errors.below, errors.answers),
        );
        scores.insert(
            format!("{name}.below-nearest-low"),
            Score::share(errors.interval.0, errors.answers),
        );
        lines.push_str(&error_line(name, &errors));
    }
    let (f1, nearest_f1) = macro_f1s(answers);
    let bins = calibration(answers);
    let gap = bins.iter().map(|bin| bin.gap()).fold(0.0, f64::max);
    let items = answers.len();
    scores.insert("macro-f1".to_owned(), Score::share(f1, items));
    scores.insert(
        "macro-f1-over-nearest".to_owned(),
        Score::share(f1 - nearest_f1, items),
    );
    scores.insert("calibration-gap".to_owned(), lower(gap, items));
    let page = format!(
        "## Holders of hidden towns\n\n{}\n\
         | towns | answers | error | nearest neighbour | below it | 95 of 100 resamples of towns |\n\
         |---|---|---|---|---|---|\n{lines}\n\
         Macro F1 {f1:.3}, nearest neighbour {nearest_f1:.3}.\n\n{}",
        dropped(towns, counts, days),
        bin_lines(&bins)
    );
    Outcome::Scored {
        scores,
        pages: vec![page],
    }
}

/// A score where less is better.
fn lower(value: f64, items: usize) -> Score {
    Score {
        value: rounded(value),
        better: Better::Lower,
        noise: 0.005,
        items,
    }
}

fn error_line(name: &str, errors: &Errors) -> String {
    let Errors {
        answers,
        error,
        nearest,
        below,
        interval: (low, high),
    } = errors;
    format!(
        "| {name} | {answers} | {error:.3} | {nearest:.3} | {below:.3} | {low:.3} to {high:.3} |\n"
    )
}

/// What was made of the table and what was dropped.
fn dropped(towns: &[Town], counts: &Counts, days: &[String]) -> String {
    let standing = |is: fn(&Town, &str) -> bool| {
        days.iter()
            .map(|day| towns.iter().filter(|town| is(town, day)).count())
            .sum::<usize>()
    };
    let several = standing(|town, day| town.holders(day).len() > 1);
    let unknown = standing(|town, day| town.holders(day).len() == 1 && town.holder(day).is_none());
    let mut told = format!(
        "{} rows of {} names with a position, {} towns after those of one name within 10 km were made one.\n\n",
        counts.rows,
        counts.keys,
        towns.len()
    );
    for (count, what) in [
        (
            counts.renamed,
            "rows had another name of a holder and were given the one name",
        ),
        (counts.unknown, "rows say that nobody knows the holder"),
        (counts.slips, "rows dropped: a value that is a slip"),
        (counts.unlisted, "rows dropped: a value that is not listed"),
        (
            counts.placed,
            "rows without a position took that of the one town of their name",
        ),
        (
            counts.placeless,
            "rows without a position dropped: no town of their name, or several",
        ),
        (
            several,
            "questions not asked: the town's last day names two holders",
        ),
        (unknown, "questions not asked: nobody knows the holder"),
    ] {
        writeln!(told, "- {count} {what}").ok();
    }
    told
}

fn bin_lines(bins: &[Bin]) -> String {
    let mut lines = String::from("| confidence | right | answers |\n|---|---|---|\n");
    for Bin {
        answers,
        confidence,
        right,
    } in bins
    {
        writeln!(lines, "| {confidence:.3} | {right:.3} | {answers} |").ok();
    }
    lines
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn answers_are_read_by_the_names_of_their_columns() {
        let printed =
            "id,lat,lon,holder,state,confidence\n7,1,2,Front,held,0.75\n8,1,2,,unknown,0\n";
        let said = said(printed).unwrap();
        assert_eq!(said[&7], ("Front".to_owned(), 0.75));
        assert_eq!(said[&8], (String::new(), 0.0));
        assert!(super::said("id,lat\n7,1\n").is_err());
    }
}
