//! `marsad link`: which structured claims speak of one incident.
//!
//! A table of rows, or claims as `marsad read` prints them; or several data sets by the rules of MELTT.

mod claims;
mod meltt;
mod pairs;
mod table;

use std::{
    fs::File,
    io::{BufWriter, Write as _},
    path::Path,
};

use anyhow::Result;
use marsad_domain::{Range, Total};
use marsad_incidents::TableTotal;
use serde::Serialize;

pub(crate) use meltt::run as run_meltt;

use pairs::Pairs;

use crate::{
    args::LinkJob, desk::Desk, exit::Outcome, failure::Told as _, intake::begins_with_brace,
    output::write_json_line, rules::RuleSet, theatre_files::built_in_rules,
};

/// Which incident each claim belongs to, in canonical order. An incident is called by its first claim.
#[derive(Debug, Default)]
struct Linked {
    claims: Pairs,
    incidents: Vec<IncidentRange>,
    totals: Vec<Totalled>,
    is_clean: bool,
}

/// A total of claims, or of a table.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Totalled {
    Claims(Box<Total>),
    Table(Box<TableTotal>),
}

/// The ranges of one incident.
#[derive(Debug, Serialize)]
struct IncidentRange {
    id: String,
    claims: Vec<String>,
    voices: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    killed: Option<Range>,
}

/// Prints the incident of each claim; `--incidents` writes the ranges, `--totals` the totals over them.
pub(crate) fn run(job: &LinkJob, desk: &mut Desk) -> Result<Outcome> {
    let rules = RuleSet::read(&built_in_rules()?)?;
    let (name, mut input) = job.input.open()?;
    let has_claims = begins_with_brace(&mut input).told("reading", &[("path", &name)])?;
    let linked = if has_claims {
        claims::link(&name, input, job, &rules, desk)?
    } else {
        table::link(&name, input, job, &rules, desk)?
    };
    linked.claims.print(job.format, desk)?;
    if let Some(path) = &job.incidents {
        write_lines(path, &linked.incidents)?;
    }
    if let Some(totals) = &job.totals {
        write_lines(&totals.path, &linked.totals)?;
    }
    Ok(if linked.is_clean {
        Outcome::Done
    } else {
        Outcome::Refused
    })
}

fn write_lines(path: &Path, lines: &[impl Serialize]) -> Result<()> {
    let file = File::create(path).told_at("making", path)?;
    let mut file = BufWriter::new(file);
    lines
        .iter()
        .try_for_each(|line| write_json_line(&mut file, line))?;
    file.flush().told_at("writing", path)
}
