//! Areas as `GeoJSON`: names, P-codes and levels from properties, the position from the outline.

use serde_json::{Map, Value};

use super::{
    ImportError, ImportOptions, ImportRules,
    draft::{self, Draft, Fault, Given},
    outline::{Outline, Ring},
    rules::Role,
    sheet::Sheet,
};
use crate::loaded::NamedText;

const SHAPE_HINT: &str =
    "give an area a Polygon or a MultiPolygon of [longitude, latitude], a place a Point";

/// Reads a collection of features, or one. Rows are counted from 1.
pub(super) fn read(
    file: NamedText<'_>,
    rules: &ImportRules,
    options: &ImportOptions,
) -> Result<Sheet, ImportError> {
    let unreadable = |message: String| ImportError::GeoJson {
        file: file.file.to_owned(),
        message,
    };
    let value: Value =
        serde_json::from_str(file.text).map_err(|error| unreadable(error.to_string()))?;
    let features = match (
        value.get("type").and_then(Value::as_str),
        value.get("features"),
    ) {
        (Some("FeatureCollection"), Some(Value::Array(features))) => features.as_slice(),
        (Some("Feature"), _) => std::slice::from_ref(&value),
        _ => {
            return Err(unreadable(
                "neither a FeatureCollection nor a Feature".to_owned(),
            ));
        }
    };
    let mut sheet = Sheet::new(file.file);
    for (row, feature) in (1..).zip(features) {
        match draft_of(feature, row, rules, options) {
            Ok((draft, outline)) => {
                let at = sheet.drafts.len();
                sheet.outlines.extend(outline.map(|outline| (at, outline)));
                sheet.keep(draft);
            }
            Err(fault) => sheet.refuse(row, fault),
        }
    }
    Ok(sheet)
}

fn draft_of(
    feature: &Value,
    row: u64,
    rules: &ImportRules,
    options: &ImportOptions,
) -> Result<(Draft, Option<Outline>), Fault> {
    let no_properties = Map::new();
    let properties = feature.get("properties").and_then(Value::as_object);
    let mut given = values(properties.unwrap_or(&no_properties), rules, options);
    let outline = match shape(feature.get("geometry"))? {
        Shape::Point(lat, lon) => {
            given.position = Some(draft::position(lat, lon)?);
            None
        }
        Shape::Area(outline) => {
            given.is_area = true;
            let inside = outline.point_inside();
            let fault = || ("the outline has no inside".to_owned(), SHAPE_HINT);
            given.position = Some(inside.ok_or_else(fault)?);
            Some(outline)
        }
    };
    let mut draft = Draft::of(&given, row, rules, options.country.as_deref())?;
    if outline.is_some() {
        draft.note = Some("position is a point inside the outline".to_owned());
    }
    Ok((draft, outline))
}

/// The properties by what they are; where several are one, the better known name counts.
fn values(properties: &Map<String, Value>, rules: &ImportRules, options: &ImportOptions) -> Given {
    let mut found: Vec<(Role, usize, &str, String)> = Vec::new();
    for (name, value) in properties {
        let text = match value {
            Value::String(text) => text.clone(),
            Value::Number(number) => number.to_string(),
            Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => continue,
        };
        let named = options.columns.iter().filter(|(_, column)| column == name);
        found.extend(named.map(|(role, _)| (*role, 0, name.as_str(), text.clone())));
        let known = rules.of_name(name).iter();
        found.extend(known.map(|(rank, role)| (*role, rank + 1, name.as_str(), text.clone())));
    }
    found.sort();
    let mut given = Given::default();
    for (role, _, _, text) in found {
        given.add(role, &text);
    }
    given
}

/// Where a feature lies.
enum Shape {
    /// At a point: latitude, longitude.
    Point(f64, f64),
    /// Inside an outline.
    Area(Outline),
}

fn shape(geometry: Option<&Value>) -> Result<Shape, Fault> {
    let fault = |what: &str| (what.to_owned(), SHAPE_HINT);
    let geometry = geometry
        .filter(|it| it.is_object())
        .ok_or_else(|| fault("no geometry"))?;
    let coordinates = geometry.get("coordinates").unwrap_or(&Value::Null);
    let form = geometry.get("type").and_then(Value::as_str);
    match form {
        Some("Point") => {
            let [lon, lat] = point(coordinates)?;
            Ok(Shape::Point(lat, lon))
        }
        Some("Polygon") => Ok(Shape::Area(Outline(rings(coordinates)?))),
        Some("MultiPolygon") => {
            let mut all = Vec::new();
            for polygon in list(coordinates)? {
                all.extend(rings(polygon)?);
            }
            Ok(Shape::Area(Outline(all)))
        }
        other => Err(fault(&format!(
            "{:?} is neither an area nor a point",
            other.unwrap_or("")
        ))),
    }
}

fn rings(polygon: &Value) -> Result<Vec<Ring>, Fault> {
    let rings = list(polygon)?.iter().map(|ring| {
        let ring: Ring = list(ring)?.iter().map(point).collect::<Result<_, _>>()?;
        if ring.len() < 4 {
            return Err((format!("a ring of {} points", ring.len()), SHAPE_HINT));
        }
        Ok(ring)
    });
    rings.collect()
}

fn list(value: &Value) -> Result<&Vec<Value>, Fault> {
    let fault = || ("the coordinates are no list".to_owned(), SHAPE_HINT);
    value.as_array().ok_or_else(fault)
}

/// A point on the globe as `[lon, lat]`.
fn point(value: &Value) -> Result<[f64; 2], Fault> {
    let number = |at: usize| value.get(at).and_then(Value::as_f64);
    let fault = || ("a point is no pair of numbers".to_owned(), SHAPE_HINT);
    let (lon, lat) = number(0).zip(number(1)).ok_or_else(fault)?;
    draft::position(lat, lon)?;
    Ok([lon, lat])
}
