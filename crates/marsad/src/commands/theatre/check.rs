//! `marsad theatre check`: every fault of a theatre with file, line and hint.

use anyhow::Result;
use serde::Serialize;

use crate::{
    desk::{Desk, plain},
    exit::Outcome,
    output::{Format, json_line},
    theatre::world_list,
    theatre_check::{Finding, Level, check},
    theatre_files::TheatreFiles,
};

#[derive(Serialize)]
struct FindingLine<'a> {
    file: &'a str,
    line: usize,
    level: Level,
    message: &'a str,
    hint: Option<&'a str>,
}

/// Prints the findings. The answer is no where one is an error.
pub(crate) fn run(theatre: &TheatreFiles, format: Format, desk: &mut Desk) -> Result<Outcome> {
    let findings = check(&theatre.files, &world_list());
    for finding in &findings {
        print(finding, format, desk)?;
    }
    let count = |level| {
        findings
            .iter()
            .filter(|finding| finding.level == level)
            .count()
    };
    let (errors, warnings) = (count(Level::Error), count(Level::Warning));
    let values: &[(&str, &dyn std::fmt::Display)] = &[
        ("theatre", &theatre.id),
        ("errors", &errors),
        ("warnings", &warnings),
    ];
    desk.talk(&desk.words.say("check-done", values));
    Ok(if errors == 0 {
        Outcome::Done
    } else {
        Outcome::No
    })
}

fn print(finding: &Finding, format: Format, desk: &mut Desk) -> Result<()> {
    let message = one_line(&finding.fault.told(&desk.words));
    let hint = finding.fault.hint(&desk.words).map(|hint| one_line(&hint));
    if format == Format::Json {
        let line = FindingLine {
            file: &finding.file,
            line: finding.line,
            level: finding.level,
            message: &message,
            hint: hint.as_deref(),
        };
        return json_line(desk, &line);
    }
    let file = one_line(&finding.file);
    let values: &[(&str, &dyn std::fmt::Display)] = &[
        ("file", &file),
        ("line", &finding.line),
        ("message", &message),
    ];
    let told = match finding.level {
        Level::Error => desk.words.say("check-error", values),
        Level::Warning => desk.words.say("check-warning", values),
    };
    desk.print(&told)?;
    match hint {
        Some(hint) => {
            let told = desk.words.say("hint", &[("hint", &hint)]);
            desk.print(&told)
        }
        None => Ok(()),
    }
}

/// A theatre may have been written by anybody: what it says stays on its line.
fn one_line(text: &str) -> String {
    let text = plain(text);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
