//! Areas and fronts as GeoJSON (RFC 7946): outer rings run against the clock, positions are east and then north.

use std::{fs, path::Path};

use anyhow::Result;
use marsad_control::areas::Areas;
use marsad_domain::{ActorId, ControlArea, ControlState, FrontLine, Position, RestsOn};
use serde_json::{Map, Value, json};

use crate::failure::Told as _;

/// How a party is called: its id, and its name for people.
pub(crate) type Named<'a> = dyn Fn(&ActorId) -> (String, String) + 'a;

/// Writes areas and fronts with what the answer says of itself.
pub(crate) fn write_areas(
    path: &Path,
    about: Map<String, Value>,
    areas: &Areas,
    named: &Named<'_>,
) -> Result<()> {
    let polygons = areas.areas.iter().map(|area| polygon(area, named));
    let fronts = areas.fronts.iter().map(|front| line(front, named));
    let features: Vec<Value> = polygons.chain(fronts).collect();
    let mut whole = Map::new();
    whole.insert("type".to_owned(), json!("FeatureCollection"));
    whole.extend(about);
    whole.insert("cell_km".to_owned(), json!(areas.cell_km));
    whole.insert("features".to_owned(), Value::Array(features));
    let text = serde_json::to_string(&whole).told("writing-json", &[])? + "\n";
    fs::write(path, text).told_at("writing", path)
}

fn polygon(area: &ControlArea, named: &Named<'_>) -> Value {
    let mut about = Map::new();
    about.insert("kind".to_owned(), json!("area"));
    about.insert("state".to_owned(), json!(area.state.name()));
    about.extend(parties(area, named));
    let sure = round(area.confidence.get(), 1e3);
    about.insert("confidence".to_owned(), json!(sure));
    about.insert("km2".to_owned(), json!(round(area.km2, 10.0)));
    let rings: Vec<Value> = area.rings.iter().map(|ring| points(ring)).collect();
    json!({
        "type": "Feature",
        "properties": about,
        "geometry": { "type": "Polygon", "coordinates": rings },
    })
}

fn line(front: &FrontLine, named: &Named<'_>) -> Value {
    let (one, other) = (named(&front.parties.0), named(&front.parties.1));
    json!({
        "type": "Feature",
        "properties": {
            "kind": "front",
            "parties": [one.0, other.0],
            "labels": [one.1, other.1],
            "km": round(front.length.0, 10.0),
        },
        "geometry": { "type": "LineString", "coordinates": points(&front.line) },
    })
}

fn parties(area: &ControlArea, named: &Named<'_>) -> Map<String, Value> {
    let state = &area.state;
    let mut about = Map::new();
    let mut put = |key: &str, value: Value| about.insert(key.to_owned(), value);
    if let Some(holder) = state.holder() {
        let (id, label) = named(holder);
        put("holder", json!(id));
        put("label", json!(label));
    }
    match state {
        ControlState::Claimed { rests_on, .. } => {
            let rests_on = match rests_on {
                RestsOn::OneSide => "one_side",
                RestsOn::UncheckedOpening => "unchecked_opening",
            };
            put("rests_on", json!(rests_on));
        }
        ControlState::Besieged { by, .. } => {
            let (id, label) = named(by);
            put("by", json!(id));
            put("by_label", json!(label));
        }
        ControlState::Contested { parties } => {
            let (ids, labels): (Vec<String>, Vec<String>) = parties.iter().map(named).unzip();
            let rests_on = if area.is_between { "between" } else { "fight" };
            put("rests_on", json!(rests_on));
            put("parties", json!(ids));
            put("labels", json!(labels));
        }
        ControlState::Held { .. } | ControlState::Unknown => {}
    }
    about
}

fn points(line: &[Position]) -> Value {
    line.iter().map(|at| json!([at.lon(), at.lat()])).collect()
}

fn round(value: f64, parts: f64) -> f64 {
    (value * parts).round() / parts
}
