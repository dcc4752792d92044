//! `marsad licences`: under which terms the program and the data in it stand.

use anyhow::Result;
use serde::{Deserialize, Serialize};

use crate::{
    args::LicencesJob,
    desk::Desk,
    exit::Outcome,
    failure::Told as _,
    output::{Format, json_line},
    theatre_files::{ABOUT, built_in_theatre, built_in_theatres},
};

/// What is to be said of the long list of the world's places.
const GAZETTEER: &str = include_str!("../../../../gazetteer/attribution.toml");

/// Where data comes from, and what has to be said beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Attribution {
    /// Whose data it is.
    pub(crate) name: String,
    /// Under which licence.
    pub(crate) licence: String,
    /// The sentence to print.
    pub(crate) text: String,
}

#[derive(Serialize)]
struct Line<'a> {
    part: &'a str,
    #[serde(flatten)]
    attribution: &'a Attribution,
}

#[derive(Deserialize)]
struct About {
    name: String,
    #[serde(default)]
    attribution: Vec<Attribution>,
}

/// Prints them all.
pub(crate) fn run(job: &LicencesJob, desk: &mut Desk) -> Result<Outcome> {
    let program = Attribution {
        name: env!("CARGO_PKG_NAME").to_owned(),
        licence: env!("CARGO_PKG_LICENSE").to_owned(),
        text: desk.words.say("licences-program", &[]),
    };
    print(desk, job.format, "program", &program)?;
    let gazetteer: Attribution =
        toml::from_str(GAZETTEER).told("reading", &[("path", &"gazetteer/attribution.toml")])?;
    print(desk, job.format, "gazetteer", &gazetteer)?;
    for id in built_in_theatres() {
        let Some(theatre) = built_in_theatre(&id)? else {
            continue;
        };
        let text = theatre.files.get(ABOUT).unwrap_or_default();
        let about: About =
            toml::from_str(text).told("reading-of", &[("path", &ABOUT), ("theatre", &id)])?;
        for attribution in &about.attribution {
            print(desk, job.format, &about.name, attribution)?;
        }
    }
    Ok(Outcome::Done)
}

fn print(desk: &mut Desk, format: Format, part: &str, attribution: &Attribution) -> Result<()> {
    match format {
        Format::Json => json_line(desk, &Line { part, attribution }),
        Format::Text => {
            let Attribution {
                name,
                licence,
                text,
            } = attribution;
            let values: &[(&str, &dyn std::fmt::Display)] = &[
                ("part", &part),
                ("name", name),
                ("licence", licence),
                ("text", text),
            ];
            let line = desk.words.say("licences-line", values);
            desk.print(&line)
        }
    }
}
