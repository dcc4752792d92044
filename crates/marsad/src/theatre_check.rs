//! Whether a theatre is sound: every finding with its file, its line, and what to do about it.
//!
//! What goes in: the files of a theatre, which anybody may have written. What comes out: findings in order of file and
//! line. What it must not do: stop at the first fault, or trust a file that another one speaks of.

mod about;
mod actors;
mod alliances;
mod dispatches;
mod elsewhere;
mod fights;
mod finding;
mod ground;
mod lines;
mod loading;
mod names;
mod outside;
mod places;
mod positions;
mod reach;
mod roads;
mod seen;
mod sources;
mod table;
mod toml_file;

#[cfg(test)]
mod tests;

pub(crate) use finding::{Finding, Findings, Level};

use marsad_places::WorldList;

use crate::{
    added_places,
    failure::Failure,
    theatre_files::{ABOUT, Files},
};

/// The files that a theatre may have; one that has to be there is marked.
const KNOWN: &[(&str, bool)] = &[
    (ABOUT, true),
    (places::PLACES, true),
    (actors::FILE, true),
    (sources::FILE, true),
    (places::AREAS, false),
    (roads::FILE, false),
    (positions::FILE, false),
    (lines::LINES, false),
    (lines::BASEMAP, false),
    (dispatches::FILE, false),
    ("basemap-recipe.toml", false),
    ("manifest.toml", false),
    ("README.md", false),
];

/// Everything that is wrong with a theatre, and what is odd about it beside the long list of the world.
pub(crate) fn check(files: &Files, world: &WorldList) -> Vec<Finding> {
    let mut findings = Findings::default();
    check_names_of_files(files, &mut findings);
    let actors = actors::check(files, &mut findings);
    let sources = sources::check(files, &actors, &mut findings);
    let places = places::check(files, &mut findings);
    loading::check(files, &mut findings);
    let about = about::check(files, &places, &actors, &mut findings);
    let ground = lines::check(files, &places, &mut findings);
    names::check(&places, &about, &mut findings);
    elsewhere::check(&places, world, &about, &mut findings);
    let links = roads::check(files, &places, &ground, &about, &mut findings);
    reach::check(&places, &links, &about, &mut findings);
    let held = positions::check(files, &places, &actors, &mut findings);
    outside::check(&places, &held, (&ground, &about), &mut findings);
    dispatches::check(files, &sources, &about, &mut findings);
    findings.into_list()
}

fn check_names_of_files(files: &Files, findings: &mut Findings) {
    for (file, is_needed) in KNOWN {
        if *is_needed && files.get(file).is_none() {
            let fault = Failure::new("check-no-file", &[("file", file)]);
            findings.error(file, 1, fault);
        }
    }
    for path in files.0.keys() {
        let is_known = KNOWN.iter().any(|(known, _)| known == path);
        if !is_known && !added_places::is_added(path) {
            findings.warn(path, 1, Failure::new("check-odd-file", &[]));
        }
    }
}
