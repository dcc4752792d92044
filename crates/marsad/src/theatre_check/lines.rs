//! The lines of a theatre: ids, points, crossings.

use std::collections::BTreeSet;

use marsad_domain::{PlaceId, Position};
use marsad_places::lines::{LineKind, Lines};
use serde::Deserialize;

use super::{
    finding::Findings,
    ground::Ground,
    places::Spots,
    seen::Seen,
    toml_file::{Entry, TomlFile},
};
use crate::{failure::Failure, theatre_files::Files};

pub(super) const LINES: &str = "lines.toml";
pub(super) const BASEMAP: &str = "basemap.toml";

/// A line as its file has it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    dead_code,
    reason = "what is not looked at must be there and of its type"
)]
struct RawLine {
    id: PlaceId,
    name: String,
    #[serde(default)]
    name_ar: Option<String>,
    #[serde(default)]
    spellings: Vec<String>,
    kind: LineKind,
    basis: String,
    #[serde(default)]
    crossings: Vec<PlaceId>,
    points: Vec<[f64; 2]>,
}

/// Finds what is wrong and gives the land and the sea.
pub(super) fn check(files: &Files, spots: &Spots, findings: &mut Findings) -> Ground {
    let mut seen = Seen::new();
    let mut texts = Vec::new();
    for name in [LINES, BASEMAP] {
        let Some(text) = files.get(name) else {
            continue;
        };
        texts.push(text);
        let Some(file) = TomlFile::read(name, text, findings) else {
            continue;
        };
        file.allow(&["line"], findings);
        for entry in file.entries::<RawLine>("line", findings) {
            entry.check_basis(name, &entry.value.basis, findings);
            check_points(name, &entry, findings);
            check_crossings(name, &entry, spots, findings);
            let id = &entry.value.id;
            seen.is_new(id.clone(), id, (name, entry.line_of("id")), findings);
        }
    }
    // What cannot be read as lines was told above; then nothing is known of land and sea.
    Ground::of(
        Lines::from_toml(LINES, &texts.join("\n")).unwrap_or_default(),
        spots,
    )
}

fn check_points(file: &str, entry: &Entry<'_, RawLine>, findings: &mut Findings) {
    let mut different = BTreeSet::new();
    for (at, [lat, lon]) in entry.value.points.iter().enumerate() {
        if Position::new(*lat, *lon).is_ok() {
            different.insert((lat.to_bits(), lon.to_bits()));
        } else {
            let values: &[(&'static str, &dyn std::fmt::Display)] = &[("lat", lat), ("lon", lon)];
            let line = entry.line_in("points", at);
            findings.error(file, line, Failure::new("check-position", values));
        }
    }
    if different.len() < 2 {
        let fault = Failure::new("check-points", &[("id", &entry.value.id)]);
        findings.error(file, entry.line_of("points"), fault);
    }
}

fn check_crossings(file: &str, entry: &Entry<'_, RawLine>, spots: &Spots, findings: &mut Findings) {
    for (at, id) in entry.value.crossings.iter().enumerate() {
        if !spots.contains_key(id) {
            let fault = Failure::new("check-no-place", &[("id", id)]);
            findings.error(file, entry.line_in("crossings", at), fault);
        }
    }
}
