//! `marsad theatre new`: every file of a theatre, to be filled in, from a table of places or from the long list of the
//! world.

mod rows;
mod world;

use std::{fs, io::Read as _, path::Path};

use anyhow::Result;

use crate::{
    desk::Desk,
    exit::Outcome,
    failure::Told as _,
    intake::Input,
    record::refuse_used,
    theatre::{Theatre, world_list},
    theatre_files::{ABOUT, built_in_rules, read_text_file},
};

/// The files that do not depend on the places, with comments that say what goes where.
const FILES: &[(&str, &str)] = &[
    (
        "theatre.toml",
        include_str!("../../../../../translations/theatre/theatre.toml"),
    ),
    (
        "manifest.toml",
        include_str!("../../../../../translations/theatre/list.toml"),
    ),
    (
        "actors.toml",
        include_str!("../../../../../translations/theatre/actors.toml"),
    ),
    (
        "sources.toml",
        include_str!("../../../../../translations/theatre/sources.toml"),
    ),
    (
        "lines.toml",
        include_str!("../../../../../translations/theatre/lines.toml"),
    ),
    (
        "areas.csv",
        include_str!("../../../../../translations/theatre/areas.csv"),
    ),
    (
        "places.csv",
        include_str!("../../../../../translations/theatre/places.csv"),
    ),
    (
        "roads.csv",
        include_str!("../../../../../translations/theatre/roads.csv"),
    ),
    (
        "positions.csv",
        include_str!("../../../../../translations/theatre/positions.csv"),
    ),
    ("dispatches.jsonl", ""),
];
/// What stands in the files for the country and for the day.
const COUNTRY: &str = "COUNTRY";
const SMALL_COUNTRY: &str = "country-id";
const DAY: &str = "DAY";
/// What stands before the lines that say whose data the long list is, until it is used.
const NOT_YET: &str = "# ";
/// The first line of those.
const WHOSE: &str = "# [[attribution]]";

/// Begins the theatre from a table; bad rows are told, and the others taken.
pub(crate) fn from_table(
    folder: &Path,
    country: &str,
    places: &Input,
    desk: &mut Desk,
) -> Result<Outcome> {
    let code = code_of(country, desk)?;
    refuse_used(folder, desk)?;
    let (name, text) = match places {
        Input::Standard => ("-".to_owned(), standard()?),
        Input::Path(path) => (path.display().to_string(), read_text_file(path)?),
    };
    let taken = rows::read(&text, &code)?;
    for (line, fault) in &taken.refused {
        let told = fault.told(&desk.words);
        let values: &[(&str, &dyn std::fmt::Display)] =
            &[("file", &name), ("line", line), ("message", &told)];
        let told = desk.words.say("check-error", values);
        desk.talk(&told);
        if let Some(hint) = fault.hint(&desk.words) {
            desk.talk(&desk.words.say("hint", &[("hint", &hint)]));
        }
    }
    if taken.places == 0 {
        return Err(desk.refuse("new-no-places", &[("file", &name)]).into());
    }
    write(folder, &code, &taken, str::to_owned, desk)?;
    let values: &[(&str, &dyn std::fmt::Display)] = &[
        ("folder", &folder.display()),
        ("read", &(taken.places + taken.refused.len())),
        ("places", &taken.places),
        ("areas", &taken.areas),
        ("refused", &taken.refused.len()),
    ];
    desk.talk(&desk.words.say("new-done", values));
    Ok(if taken.refused.is_empty() {
        Outcome::Done
    } else {
        Outcome::Refused
    })
}

/// Begins the theatre from the long list of the world: settlements with so many people at least.
pub(crate) fn from_world(
    folder: &Path,
    country: &str,
    least: Option<u64>,
    desk: &mut Desk,
) -> Result<Outcome> {
    let code = code_of(country, desk)?;
    refuse_used(folder, desk)?;
    let known = Theatre::read(&[], &built_in_rules()?, desk)?;
    let whole = known.gazetteer.country(&code);
    let found = world::read(&world_list(), &code, whole, least)?;
    if found.taken.places == 0 {
        let values: &[(&str, &dyn std::fmt::Display)] =
            &[("country", &code), ("least", &found.least)];
        return Err(desk.refuse("new-none-listed", values).into());
    }
    write(folder, &code, &found.taken, with_attribution, desk)?;
    let values: &[(&str, &dyn std::fmt::Display)] = &[
        ("folder", &folder.display()),
        ("places", &found.taken.places),
        ("areas", &found.taken.areas),
        ("least", &found.least),
        ("namesakes", &found.namesakes),
    ];
    desk.talk(&desk.words.say("new-listed", values));
    Ok(Outcome::Done)
}

fn code_of(country: &str, desk: &Desk) -> Result<String> {
    let code = country.to_ascii_uppercase();
    if code.len() != 2 || !code.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return Err(desk.refuse("new-no-country", &[("text", &country)]).into());
    }
    Ok(code)
}

/// The text of `theatre.toml` with the lines in force that say whose data the long list is.
fn with_attribution(text: &str) -> String {
    let mut is_whose = false;
    let lines = text.lines().map(|line| {
        is_whose = line == WHOSE || is_whose && line.starts_with(NOT_YET);
        if is_whose {
            line.trim_start_matches(NOT_YET)
        } else {
            line
        }
    });
    lines.flat_map(|line| [line, "\n"]).collect()
}

fn standard() -> Result<String> {
    let mut text = String::new();
    std::io::stdin()
        .read_to_string(&mut text)
        .told_at("reading", "-")?;
    Ok(text)
}

fn write(
    folder: &Path,
    code: &str,
    taken: &rows::Taken,
    about: fn(&str) -> String,
    desk: &Desk,
) -> Result<()> {
    fs::create_dir_all(folder).told_at("making-folder", folder)?;
    let day = desk
        .now
        .to_zoned(jiff::tz::TimeZone::UTC)
        .date()
        .to_string();
    for (name, text) in FILES {
        let mut text = text
            .replace(COUNTRY, code)
            .replace(SMALL_COUNTRY, &code.to_lowercase())
            .replace(DAY, &day);
        match *name {
            ABOUT => text = about(&text),
            "places.csv" => text.push_str(&taken.place_rows),
            "areas.csv" => text.push_str(&taken.area_rows),
            _ => {}
        }
        let path = folder.join(name);
        fs::write(&path, text).told_at("writing", &path)?;
    }
    Ok(())
}
