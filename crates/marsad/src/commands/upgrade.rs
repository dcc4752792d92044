//! `marsad upgrade`: brings the ledger to the schema of this version, with a copy of it as it was.

use anyhow::Result;
use marsad_ledger::{SqliteLedger, Upgraded};
use serde::Serialize;

use crate::{
    args::UpgradeJob,
    desk::Desk,
    exit::Outcome,
    output::{Format, json_line},
    record::{LEDGER, holder},
};

#[derive(Serialize)]
struct Answer {
    from: i64,
    to: i64,
    head: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    copy: Option<String>,
}

/// Upgrades the record, or says that nothing is to be done.
pub(crate) fn run(job: &UpgradeJob, desk: &mut Desk) -> Result<Outcome> {
    let done = SqliteLedger::upgrade(&job.record.join(LEDGER), &holder())?;
    let answer = answer(&done);
    if job.format == Format::Json {
        json_line(desk, &answer)?;
        return Ok(Outcome::Done);
    }
    let copy = answer.copy.unwrap_or_default();
    let values: &[(&str, &dyn std::fmt::Display)] = &[
        ("from", &answer.from),
        ("to", &answer.to),
        ("head", &answer.head),
        ("copy", &copy),
    ];
    let line = if copy.is_empty() {
        desk.words.say("upgrade-nothing", values)
    } else {
        desk.words.say("upgrade-done", values)
    };
    desk.print(&line)?;
    Ok(Outcome::Done)
}

fn answer(done: &Upgraded) -> Answer {
    let head = done.verified.head.map(|head| head.to_string());
    Answer {
        from: done.from,
        to: done.to,
        head: head.unwrap_or_default(),
        copy: done.copy.as_ref().map(|path| path.display().to_string()),
    }
}
