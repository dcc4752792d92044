//! `marsad theatre new`: every file of a theatre, to be filled in, from a table of places.

mod rows;

use std::{fs, io::Read as _, path::Path};

use anyhow::Result;

use crate::{
    desk::Desk, exit::Outcome, failure::Told as _, intake::Input, record::refuse_used,
    theatre_files::read_text_file,
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

/// Begins the theatre; bad rows are told, and the others taken.
pub(crate) fn run(
    folder: &Path,
    country: &str,
    places: &Input,
    desk: &mut Desk,
) -> Result<Outcome> {
    let code = country.to_ascii_uppercase();
    if code.len() != 2 || !code.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return Err(desk.refuse("new-no-country", &[("text", &country)]).into());
    }
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
    write(folder, &code, &taken, desk)?;
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

fn standard() -> Result<String> {
    let mut text = String::new();
    std::io::stdin()
        .read_to_string(&mut text)
        .told_at("reading", "-")?;
    Ok(text)
}

fn write(folder: &Path, code: &str, taken: &rows::Taken, desk: &Desk) -> Result<()> {
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
            "places.csv" => text.push_str(&taken.place_rows),
            "areas.csv" => text.push_str(&taken.area_rows),
            _ => {}
        }
        let path = folder.join(name);
        fs::write(&path, text).told_at("writing", &path)?;
    }
    Ok(())
}
