//! The links of a theatre: ends, classes, lengths against the great circle, and the sea.

use marsad_domain::PlaceId;
use marsad_places::network::RoadClass;

use super::{
    about::{Exceptions, Excused},
    finding::Findings,
    ground::Ground,
    places::Spots,
    seen::Seen,
    table::{self, Form, Row},
};
use crate::{failure::Failure, theatre_files::Files};

pub(super) const FILE: &str = "roads.csv";

const FORM: Form = Form {
    file: FILE,
    columns: &[
        "from",
        "to",
        "ref",
        "class",
        "length_km",
        "border",
        "basis",
        "why",
    ],
    needed: &["from", "to", "ref", "class", "length_km", "border", "basis"],
};
/// Roads are at most so many times as long as the great circle, unless the row says why.
const LONGEST: f64 = 1.8;
/// Rounding of a length and of two coordinates, in kilometres.
const ROUNDING_KM: f64 = 0.5;

/// The links whose ends are places.
pub(super) type Links = Vec<(PlaceId, PlaceId)>;

/// Finds what is wrong and gives the links.
pub(super) fn check(
    files: &Files,
    spots: &Spots,
    ground: &Ground,
    exceptions: &Exceptions,
    findings: &mut Findings,
) -> Links {
    let mut links = Links::new();
    let mut seen = Seen::new();
    let Some(text) = files.get(FILE) else {
        return links;
    };
    for row in table::read(FORM, text, findings) {
        row.check_basis(FILE, findings);
        check_words(&row, findings);
        let ends = (
            end(&row, "from", spots, findings),
            end(&row, "to", spots, findings),
        );
        let (Some(from), Some(to)) = ends else {
            continue;
        };
        if from == to {
            findings.error(
                FILE,
                row.line,
                Failure::new("check-itself", &[("id", &from)]),
            );
            continue;
        }
        let (low, high) = (from.clone().min(to.clone()), from.clone().max(to.clone()));
        let told = format!("{low} - {high}");
        let key = (low, high, row.get("ref").to_owned());
        if !seen.is_new(key, &told, (FILE, row.line), findings) {
            continue;
        }
        check_length(&row, &from, &to, spots, findings);
        for id in [&from, &to] {
            let is_sea = spots.get(id).is_some_and(|spot| ground.is_sea(spot.at));
            if is_sea && !exceptions.excuse(Excused::Coast, &[id]) {
                findings.error(FILE, row.line, Failure::new("check-sea", &[("id", id)]));
            }
        }
        links.push((from, to));
    }
    links
}

fn check_words(row: &Row, findings: &mut Findings) {
    if row.get("class").parse::<RoadClass>().is_err() {
        let fault = Failure::new("check-class", &[("text", &row.get("class"))]);
        findings.error(FILE, row.line, fault);
    }
    if !["yes", "no", ""].contains(&row.get("border")) {
        let fault = Failure::new("check-border", &[("text", &row.get("border"))]);
        findings.error(FILE, row.line, fault);
    }
}

fn end(row: &Row, column: &str, spots: &Spots, findings: &mut Findings) -> Option<PlaceId> {
    let text = row.get(column);
    let id = text.parse().ok().filter(|id| spots.contains_key(id));
    if id.is_none() {
        findings.error(
            FILE,
            row.line,
            Failure::new("check-no-place", &[("id", &text)]),
        );
    }
    id
}

fn check_length(row: &Row, from: &PlaceId, to: &PlaceId, spots: &Spots, findings: &mut Findings) {
    let length = row.number(FILE, "length_km", 0.01..=20_000.0, findings);
    let ends = spots.get(from).zip(spots.get(to));
    let (Some(length), Some((from, to))) = (length, ends) else {
        if row.get("length_km").is_empty() {
            let values: &[(&'static str, &dyn std::fmt::Display)] =
                &[("column", &"length_km"), ("text", &"")];
            findings.error(FILE, row.line, Failure::new("check-number", values));
        }
        return;
    };
    let straight = from.at.haversine(to.at).0;
    let told = format!("{straight:.1}");
    let values: &[(&'static str, &dyn std::fmt::Display)] =
        &[("length", &length), ("straight", &told), ("most", &LONGEST)];
    if length + ROUNDING_KM < straight {
        findings.error(FILE, row.line, Failure::new("check-short", values));
    } else if length > straight * LONGEST + ROUNDING_KM && row.get("why").is_empty() {
        findings.error(FILE, row.line, Failure::new("check-long", values));
    }
}
