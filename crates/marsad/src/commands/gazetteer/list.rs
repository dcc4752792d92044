//! `marsad gazetteer list`: what was added to the places of a record, and where it comes from.

use std::path::Path;

use anyhow::Result;
use marsad_places::said_in_head;
use serde::Serialize;

use crate::{
    added_places::{self, Part},
    desk::Desk,
    exit::Outcome,
    output::{Format, json_line},
    record::Record,
};

/// What one import brought.
#[derive(Debug, Serialize)]
struct Line<'a> {
    name: &'a str,
    file: &'a str,
    form: &'a str,
    hash: &'a str,
    origin: &'a str,
    licence: &'a str,
    places: usize,
    areas: usize,
    /// Rows about known places.
    said: usize,
}

/// Prints a line for each import, as the ledger has it.
pub(super) fn run(record: &Path, format: Format, desk: &mut Desk) -> Result<Outcome> {
    let theatre = Record::read(record)?.theatre(desk)?;
    let all = added_places::by_name(&theatre.files);
    for (name, parts) in &all {
        let text = parts.values().next().copied().unwrap_or_default();
        let said = |key| said_in_head(text, key).unwrap_or_default();
        let rows = |part| parts.get(&part).map_or(0, |text| added_places::rows(text));
        let line = Line {
            name,
            file: said("file"),
            form: said("form"),
            hash: said("hash"),
            origin: said("origin"),
            licence: said("licence"),
            places: rows(Part::Places),
            areas: rows(Part::Areas),
            said: rows(Part::Said),
        };
        print(&line, format, desk)?;
    }
    if all.is_empty() {
        desk.talk(&desk.words.say("gazetteer-none", &[]));
    }
    Ok(Outcome::Done)
}

fn print(line: &Line<'_>, format: Format, desk: &mut Desk) -> Result<()> {
    if format == Format::Json {
        return json_line(desk, line);
    }
    let values: &[(&str, &dyn std::fmt::Display)] = &[
        ("name", &line.name),
        ("file", &line.file),
        ("form", &line.form),
        ("hash", &line.hash),
        ("origin", &line.origin),
        ("licence", &line.licence),
        ("places", &line.places),
        ("areas", &line.areas),
        ("said", &line.said),
    ];
    let told = desk.words.say("gazetteer-line", values);
    desk.print(&told)
}
