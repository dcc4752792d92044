//! The places and areas of a theatre: ids, kinds, coordinates, in which area each lies.

use std::collections::BTreeMap;

use marsad_domain::{PlaceId, PlaceKind, Position};
use marsad_places::PLACE_COLUMNS;

use super::{
    finding::Findings,
    table::{self, Form, Row},
};
use crate::{failure::Failure, theatre_files::Files};

pub(super) const PLACES: &str = "places.csv";
pub(super) const AREAS: &str = "areas.csv";

const PLACE_FORM: Form = Form {
    file: PLACES,
    columns: &PLACE_COLUMNS,
    needed: &["id", "name", "kind", "lat", "lon", "basis"],
};
const AREA_FORM: Form = Form {
    file: AREAS,
    columns: &PLACE_COLUMNS,
    needed: &["id", "name", "kind", "lat", "lon", "basis"],
};
/// Where the areas that a row lies in stand, the smallest first.
const WITHIN: [&str; 4] = ["admin3", "admin2", "admin1", "parent"];

/// A place or an area that can be spoken of.
#[derive(Debug, Clone)]
pub(super) struct Spot {
    /// The table it stands in.
    pub(super) file: &'static str,
    /// Its line there.
    pub(super) line: usize,
    /// What sort of place.
    pub(super) kind: PlaceKind,
    /// Where.
    pub(super) at: Position,
    /// All its spellings, its name first.
    pub(super) names: Vec<String>,
    /// The areas it lies in as its row says, the smallest first.
    pub(super) within: Vec<PlaceId>,
    /// Its country.
    pub(super) country: String,
}

/// The places and areas by id.
pub(super) type Spots = BTreeMap<PlaceId, Spot>;

/// Finds what is wrong and gives the places and areas that have an id and a point.
pub(super) fn check(files: &Files, findings: &mut Findings) -> Spots {
    let mut spots = Spots::new();
    for form in [AREA_FORM, PLACE_FORM] {
        let Some(text) = files.get(form.file) else {
            continue;
        };
        for row in table::read(form, text, findings) {
            take(form.file, &row, &mut spots, findings);
        }
    }
    check_areas(&spots, findings);
    check_rings(&spots, findings);
    spots
}

fn take(file: &'static str, row: &Row, spots: &mut Spots, findings: &mut Findings) {
    row.check_basis(file, findings);
    if row.get("name").is_empty() {
        findings.error(file, row.line, Failure::new("check-no-name", &[]));
    }
    for column in ["population", "geonameid"] {
        row.number(file, column, 0.0..=1e12, findings);
    }
    row.number(file, "junction_km", 0.0..=100.0, findings);
    row.number(file, "extent_km", 0.0..=20_000.0, findings);
    let (id, kind) = (id(file, row, findings), kind(file, row, findings));
    let at = position(file, row, findings);
    let (Some(id), Some(kind), Some(at)) = (id, kind, at) else {
        return;
    };
    if let Some(first) = spots.get(&id) {
        findings.twice(&id, (file, row.line), (first.file, first.line));
        return;
    }
    let spellings = row.get("spellings").split('|').map(str::trim);
    let names = [row.get("name"), row.get("name_ar")]
        .into_iter()
        .chain(spellings);
    let within = WITHIN
        .into_iter()
        .filter_map(|column| row.get(column).parse().ok());
    let spot = Spot {
        file,
        line: row.line,
        kind,
        at,
        names: names
            .filter(|name| !name.is_empty())
            .map(str::to_owned)
            .collect(),
        within: within.collect(),
        country: row.get("country").to_owned(),
    };
    spots.insert(id, spot);
}

fn id(file: &str, row: &Row, findings: &mut Findings) -> Option<PlaceId> {
    let id = row.get("id").parse().ok();
    if id.is_none() {
        let fault = Failure::new("check-id", &[("text", &row.get("id"))]);
        findings.error(file, row.line, fault);
    }
    id
}

fn kind(file: &str, row: &Row, findings: &mut Findings) -> Option<PlaceKind> {
    let kind = row.get("kind").parse().ok();
    if kind.is_none() {
        let fault = Failure::new("check-kind", &[("text", &row.get("kind"))]);
        findings.error(file, row.line, fault);
    }
    kind
}

fn position(file: &str, row: &Row, findings: &mut Findings) -> Option<Position> {
    let number = |column: &str| row.get(column).parse().unwrap_or(f64::NAN);
    let at = Position::new(number("lat"), number("lon")).ok();
    if at.is_none() {
        let values: &[(&'static str, &dyn std::fmt::Display)] =
            &[("lat", &row.get("lat")), ("lon", &row.get("lon"))];
        findings.error(file, row.line, Failure::new("check-position", values));
    }
    at
}

/// What a row lies in is an area.
fn check_areas(spots: &Spots, findings: &mut Findings) {
    for spot in spots.values() {
        for area in &spot.within {
            if !spots.get(area).is_some_and(|area| area.kind.is_area()) {
                let fault = Failure::new("check-no-area", &[("id", area)]);
                findings.error(spot.file, spot.line, fault);
            }
        }
    }
}

/// No area lies in itself, by whatever way.
fn check_rings(spots: &Spots, findings: &mut Findings) {
    for (id, spot) in spots.iter().filter(|(_, spot)| spot.kind.is_area()) {
        let above = |spot: &Spot| {
            spot.within
                .first()
                .and_then(|id| spots.get(id).zip(Some(id.clone())))
        };
        let mut at = above(spot);
        for _level in 0..16 {
            let Some((next, name)) = at else { break };
            if name == *id {
                let fault = Failure::new("check-itself", &[("id", id)]);
                findings.error(spot.file, spot.line, fault);
                break;
            }
            at = above(next);
        }
    }
}
