//! `marsad control --areas`, `--map`, `--totals`: who holds how much land, and where two parties meet.

use std::{fs, path::Path};

use anyhow::Result;
use marsad_control::areas::Areas;
use marsad_domain::{ActorId, ControlArea, ControlState, FrontLine, Position, RestsOn};
use marsad_publication::{Edition, to_svg};
use serde_json::{Map, Value, json};

use super::totals::{self, Days};
use crate::{
    args::{ControlForm, LandJob},
    commands::report::{day_before, published_with},
    desk::Desk,
    exit::Outcome,
    failure::{Failure, Told as _},
    inquiry::Inquiry,
    land::HomeLand,
    sheet_ground::sheet_ground,
};

/// Fills the land, writes the files that are asked for, and prints the totals.
pub(super) fn run(
    inquiry: &Inquiry,
    job: &LandJob,
    form: ControlForm,
    desk: &mut Desk,
) -> Result<Outcome> {
    let rules = job.size.rules(&inquiry.rule_files)?;
    let (timeline, on) = (inquiry.timeline(), inquiry.question.on);
    let control = timeline.on(on);
    let Some(land) = HomeLand::of(inquiry, &control, &rules, desk)? else {
        return Err(Failure::new("areas-nothing", &[]).into());
    };
    let areas = land.areas(inquiry, &timeline, &control, on);
    if let Some(path) = &job.areas {
        write(path, &geojson(inquiry, &areas))?;
        desk.talk(&desk.words.say("areas-done", &[("path", &path.display())]));
    }
    if let Some(path) = &job.map {
        draw(inquiry, &areas, path, desk)?;
    }
    let days = Days {
        timeline: &timeline,
        land: &land,
        since: job.since,
    };
    totals::print(inquiry, (&control, &areas), &days, form, desk)?;
    Ok(Outcome::Done)
}

fn draw(inquiry: &Inquiry, areas: &Areas, path: &Path, desk: &Desk) -> Result<()> {
    let before = day_before(inquiry.question.on);
    let situation = published_with(inquiry, Edition::Desk, before, (None, Some(areas)), desk)?;
    let network = inquiry.theatre.network(&inquiry.files, desk)?;
    let ground = sheet_ground(&inquiry.theatre, &network, &inquiry.opening);
    let notes = [
        desk.words.say("internal", &[]),
        desk.words.say("areas-note", &[]),
    ];
    let drawing = to_svg(&situation, &ground, &notes)?;
    let drawing = drawing.ok_or_else(|| Failure::new("areas-nothing", &[]))?;
    fs::write(path, drawing).told_at("writing", path)?;
    desk.talk(&desk.words.say("show-done", &[("path", &path.display())]));
    Ok(())
}

fn write(path: &Path, value: &Value) -> Result<()> {
    let text = serde_json::to_string(value).told("writing-json", &[])? + "\n";
    fs::write(path, text).told_at("writing", path)
}

/// Areas and fronts as GeoJSON (RFC 7946): outer rings run against the clock, positions are east and then north.
fn geojson(inquiry: &Inquiry, areas: &Areas) -> Value {
    let label = |id: &ActorId| inquiry.theatre.actors.label(id).to_owned();
    let polygons = areas.areas.iter().map(|area| polygon(area, &label));
    let fronts = areas.fronts.iter().map(|front| line(front, &label));
    let meta = inquiry.meta();
    json!({
        "type": "FeatureCollection",
        "on": meta.on,
        "knowledge": meta.knowledge,
        "rules": meta.rules,
        "theatre": meta.theatre,
        "notices": meta.notices,
        "cell_km": areas.cell_km,
        "features": polygons.chain(fronts).collect::<Vec<Value>>(),
    })
}

fn polygon(area: &ControlArea, label: &impl Fn(&ActorId) -> String) -> Value {
    let mut about = Map::new();
    about.insert("kind".to_owned(), json!("area"));
    about.insert("state".to_owned(), json!(area.state.name()));
    about.extend(parties(&area.state, label));
    about.insert(
        "confidence".to_owned(),
        json!(round(area.confidence.get(), 1e3)),
    );
    about.insert("km2".to_owned(), json!(round(area.km2, 10.0)));
    json!({
        "type": "Feature",
        "properties": about,
        "geometry": {
            "type": "Polygon",
            "coordinates": area.rings.iter().map(|ring| points(ring)).collect::<Vec<Value>>(),
        },
    })
}

fn line(front: &FrontLine, label: &impl Fn(&ActorId) -> String) -> Value {
    let (one, other) = &front.parties;
    json!({
        "type": "Feature",
        "properties": {
            "kind": "front",
            "parties": [one, other],
            "labels": [label(one), label(other)],
            "km": round(front.length.0, 10.0),
        },
        "geometry": { "type": "LineString", "coordinates": points(&front.line) },
    })
}

fn parties(state: &ControlState, label: &impl Fn(&ActorId) -> String) -> Map<String, Value> {
    let about = match state {
        ControlState::Held { holder } => json!({ "holder": holder, "label": label(holder) }),
        ControlState::Claimed {
            holder, rests_on, ..
        } => {
            let rests_on = match rests_on {
                RestsOn::OneSide => "one_side",
                RestsOn::UncheckedOpening => "unchecked_opening",
            };
            json!({ "holder": holder, "label": label(holder), "rests_on": rests_on })
        }
        ControlState::Besieged { holder, by } => {
            json!({ "holder": holder, "label": label(holder), "by": by, "by_label": label(by) })
        }
        ControlState::Contested { parties } => json!({
            "parties": parties,
            "labels": parties.iter().map(label).collect::<Vec<String>>(),
        }),
        ControlState::Unknown => json!({}),
    };
    match about {
        Value::Object(about) => about,
        _ => Map::new(),
    }
}

fn points(line: &[Position]) -> Value {
    line.iter().map(|at| json!([at.lon(), at.lat()])).collect()
}

fn round(value: f64, parts: f64) -> f64 {
    (value * parts).round() / parts
}
