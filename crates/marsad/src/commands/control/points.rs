//! `marsad control FILE --at POINTS.csv`: who holds points, from a bare table of claims, without a record or a theatre.

use std::path::Path;

use anyhow::Result;
use jiff::civil::Date;
use marsad_control::table::{
    PointAnswer, PointClaim, PointWeights, Points, contradictions, holders_at, land_of,
    read_claims_csv, read_points_csv,
};
use marsad_domain::{ActorId, Position};
use marsad_places::Refusal;
use serde_json::{Map, Value};

use crate::{
    args::{ControlForm, PointsJob},
    desk::Desk,
    exit::Outcome,
    failure::{Failure, Told as _},
    geojson::write_areas,
    output::{json_line, table_error},
    theatre_files::{Files, built_in_rules},
};

const WEIGHTS: &str = "control/weights.toml";
/// The columns that the answer adds; a column of the points that is called so gives way.
const ADDED: [&str; 3] = ["holder", "state", "confidence"];

/// Answers for each point, in the order of the points.
pub(super) fn run(job: &PointsJob, desk: &mut Desk) -> Result<Outcome> {
    let rules = built_in_rules()?;
    let text = rules.get(WEIGHTS).told_at("no-rule-file", WEIGHTS)?;
    let weights = PointWeights::from_toml(WEIGHTS, text)?;
    let (claims_name, input) = job.claims.open()?;
    let claims = read_claims_csv(&claims_name, input)?;
    let (points_name, input) = job.points.open()?;
    let points = read_points_csv(&points_name, input)?;
    let refused: Vec<&Refusal> = claims.refused.iter().chain(&points.refused).collect();
    for refusal in &refused {
        desk.talk_row(refusal);
    }
    tell_contradictions(&claims_name, &claims.value, desk);
    let positions: Vec<Position> = points
        .value
        .points
        .iter()
        .map(|point| point.position)
        .collect();
    let on = job
        .on
        .or_else(|| claims.value.iter().map(|claim| claim.day).max())
        .unwrap_or(Date::ZERO);
    if let Some(path) = &job.areas {
        write_land(
            job,
            path,
            (&claims_name, &claims.value),
            (on, &weights),
            &rules,
            desk,
        )?;
    }
    let answers = holders_at(&claims.value, &positions, on, &weights);
    match job.form {
        ControlForm::Json => print_json(&points.value, &answers, desk)?,
        ControlForm::Text | ControlForm::Csv => print_csv(&points.value, &answers, desk)?,
    }
    Ok(if refused.is_empty() {
        Outcome::Done
    } else {
        Outcome::Refused
    })
}

/// Writes the areas around the places of the claims.
fn write_land(
    job: &PointsJob,
    path: &Path,
    (file, claims): (&str, &[PointClaim]),
    (on, weights): (Date, &PointWeights),
    rules: &Files,
    desk: &Desk,
) -> Result<()> {
    let rules = job.size.rules(rules)?;
    let land = land_of(claims, on, weights, &rules);
    let land = land.ok_or_else(|| Failure::new("areas-nothing", &[]))?;
    let named = |id: &ActorId| {
        let name = land.holders.get(id).cloned().unwrap_or_default();
        (name.clone(), name)
    };
    let mut about = Map::new();
    about.insert("on".to_owned(), Value::from(on.to_string()));
    about.insert("claims".to_owned(), Value::from(file));
    write_areas(path, about, &land.areas, &named)?;
    desk.talk(&desk.words.say("areas-done", &[("path", &path.display())]));
    Ok(())
}

/// Says where one source names several holders of one place on one day.
fn tell_contradictions(file: &str, claims: &[PointClaim], desk: &Desk) {
    for found in contradictions(claims) {
        let (row, holder) = &found.first;
        let (other_row, other) = &found.other;
        desk.talk(&desk.words.say(
            "point-contradiction",
            &[
                ("file", &file),
                ("row", row),
                ("place", &found.place),
                ("holder", holder),
                ("day", &found.day),
                ("other", other),
                ("other_row", other_row),
            ],
        ));
    }
}

fn is_kept(column: &str) -> bool {
    !ADDED.contains(&column)
}

fn print_csv(points: &Points, answers: &[PointAnswer], desk: &mut Desk) -> Result<()> {
    let mut table = csv::Writer::from_writer(desk.out());
    let kept = points
        .columns
        .iter()
        .map(String::as_str)
        .filter(|column| is_kept(column));
    table.write_record(kept.chain(ADDED)).map_err(table_error)?;
    for (point, answer) in points.points.iter().zip(answers) {
        let given = points.columns.iter().zip(&point.fields);
        let given = given
            .filter(|(column, _)| is_kept(column))
            .map(|(_, field)| field.clone());
        let holder = answer.holder.clone().unwrap_or_default();
        let confidence = format!("{:.2}", answer.confidence.get());
        let added = [holder, answer.state.name().to_owned(), confidence];
        table
            .write_record(given.chain(added))
            .map_err(table_error)?;
    }
    table.flush().told("writing-table", &[])
}

fn print_json(points: &Points, answers: &[PointAnswer], desk: &mut Desk) -> Result<()> {
    for (point, answer) in points.points.iter().zip(answers) {
        let given = points
            .columns
            .iter()
            .zip(&point.fields)
            .filter(|(column, _)| is_kept(column));
        let mut line: Map<String, Value> = given
            .map(|(column, field)| (column.clone(), Value::from(field.as_str())))
            .collect();
        line.insert("holder".to_owned(), serde_json::to_value(&answer.holder)?);
        line.insert("state".to_owned(), Value::from(answer.state.name()));
        line.insert(
            "confidence".to_owned(),
            serde_json::to_value(answer.confidence)?,
        );
        json_line(desk, &line)?;
    }
    Ok(())
}
