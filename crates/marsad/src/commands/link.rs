//! `marsad link`: which rows of a table of structured claims speak of one incident.

use std::{
    fs::File,
    io::{self, BufReader, Read},
};

use anyhow::{Context as _, Result};
use marsad_incidents::{LinkRules, Record, link, read_structured_csv};
use serde::Serialize;

use crate::{
    args::LinkJob,
    desk::Desk,
    exit::Outcome,
    intake::Input,
    output::{Format, json_line, table_error},
    rules::RuleSet,
    theatre_files::built_in_rules,
};

#[derive(Serialize)]
struct Line<'a> {
    id: &'a str,
    incident: &'a str,
}

/// Prints the incident of each claim, in canonical order. An incident is called by its first claim.
pub(crate) fn run(job: &LinkJob, desk: &mut Desk) -> Result<Outcome> {
    let rules = RuleSet::read(&built_in_rules()?)?.link;
    let (name, input) = open(&job.input)?;
    let (records, refused) = read_structured_csv(input, &job.columns, &rules.place.precision_km);
    for refusal in &refused {
        let (reason, hint) = (
            format!("{name}:{}: {}", refusal.row, refusal.reason),
            refusal.hint,
        );
        desk.talk(&desk.words.say("refused", &[("refusal", &reason)]));
        desk.talk(&desk.words.say("hint", &[("hint", &hint)]));
    }
    print(&records, &founders(&records, &rules), job.format, desk)?;
    Ok(if refused.is_empty() {
        Outcome::Done
    } else {
        Outcome::Refused
    })
}

fn open(input: &Input) -> Result<(String, Box<dyn Read>)> {
    Ok(match input {
        Input::Standard => ("-".to_owned(), Box::new(io::stdin())),
        Input::Path(path) => {
            let file = File::open(path).with_context(|| format!("opening {}", path.display()))?;
            (
                path.display().to_string(),
                Box::new(BufReader::with_capacity(1 << 16, file)),
            )
        }
    })
}

/// For each record the position of the first of its incident.
fn founders(records: &[Record], rules: &LinkRules) -> Vec<usize> {
    let mut founders: Vec<usize> = (0..records.len()).collect();
    for incident in link(records, rules).incidents {
        let Some(first) = incident.first() else {
            continue;
        };
        for member in &incident {
            if let Some(founder) = founders.get_mut(*member as usize) {
                *founder = *first as usize;
            }
        }
    }
    founders
}

fn print(records: &[Record], founders: &[usize], format: Format, desk: &mut Desk) -> Result<()> {
    let lines = records
        .iter()
        .zip(founders)
        .filter_map(|(record, founder)| {
            Some(Line {
                id: &record.id,
                incident: &records.get(*founder)?.id,
            })
        });
    if format == Format::Json {
        return lines
            .into_iter()
            .try_for_each(|line| json_line(desk, &line));
    }
    let mut table = csv::Writer::from_writer(desk.out());
    table
        .write_record(["id", "incident"])
        .map_err(table_error)?;
    for line in lines {
        table
            .write_record([line.id, line.incident])
            .map_err(table_error)?;
    }
    table.flush().context("writing the table")
}
