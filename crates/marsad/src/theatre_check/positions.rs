//! The opening positions of a theatre: places, holders, states.

use std::collections::BTreeSet;

use marsad_control::OpeningConfidence;
use marsad_domain::ActorId;

use super::{
    fights::Fights,
    finding::Findings,
    outside::Held,
    places::Spots,
    seen::Seen,
    table::{self, Form, Row},
};
use crate::{failure::Failure, theatre_files::Files};

pub(super) const FILE: &str = "positions.csv";

const FORM: Form = Form {
    file: FILE,
    columns: &[
        "place",
        "holder",
        "state",
        "besieged_by",
        "confidence",
        "basis",
    ],
    needed: &["place", "holder", "state", "basis"],
};
/// The parties of a contested place are parted by this.
const BAR: char = '|';

/// Finds what is wrong and gives the places that are listed, each with its line.
pub(super) fn check(
    files: &Files,
    spots: &Spots,
    actors: &BTreeSet<ActorId>,
    findings: &mut Findings,
) -> Vec<Held> {
    let Some(text) = files.get(FILE) else {
        return Vec::new();
    };
    let mut held = Vec::new();
    let mut seen = Seen::new();
    let fights = Fights::of(files);
    for row in table::read(FORM, text, findings) {
        row.check_basis(FILE, findings);
        let place = row.get("place");
        if let Some(id) = place.parse().ok().filter(|id| spots.contains_key(id)) {
            held.push((id, row.line));
        } else {
            let fault = Failure::new("check-no-place", &[("id", &place)]);
            findings.error(FILE, row.line, fault);
        }
        seen.is_new(place.to_owned(), &place, (FILE, row.line), findings);
        check_state(&row, actors, findings);
        fights.check(FILE, row.line, &parties_against_each_other(&row), findings);
        let confidence = row.get("confidence");
        if !confidence.is_empty() && confidence.parse::<OpeningConfidence>().is_err() {
            let fault = Failure::new("check-confidence", &[("text", &confidence)]);
            findings.error(FILE, row.line, fault);
        }
    }
    held
}

/// The parties that fight for a place, or of which one surrounds the other.
fn parties_against_each_other(row: &Row) -> Vec<ActorId> {
    let holders = row.get("holder").split(BAR);
    let parties: Vec<&str> = match row.get("state") {
        "contested" => holders.collect(),
        "besieged" => holders.chain([row.get("besieged_by")]).collect(),
        _ => Vec::new(),
    };
    let ids = parties.into_iter().filter_map(|party| party.parse().ok());
    ids.collect()
}

fn check_state(row: &Row, actors: &BTreeSet<ActorId>, findings: &mut Findings) {
    let holders: Vec<&str> = row.get("holder").split(BAR).collect();
    let parties = match row.get("state") {
        "held" => holders,
        "contested" if holders.len() > 1 => holders,
        "besieged" => [holders, vec![row.get("besieged_by")]].concat(),
        "unknown" => Vec::new(),
        state => {
            findings.error(
                FILE,
                row.line,
                Failure::new("check-state", &[("text", &state)]),
            );
            return;
        }
    };
    for party in parties {
        if !party.trim().parse().is_ok_and(|id| actors.contains(&id)) {
            findings.error(
                FILE,
                row.line,
                Failure::new("check-no-actor", &[("id", &party)]),
            );
        }
    }
}
