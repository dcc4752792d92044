//! `marsad verify`: whether the ledger is what it was.

use anyhow::Result;
use marsad_ledger::{Broken, Verified, verify};
use serde::Serialize;

use crate::{
    args::VerifyJob,
    desk::Desk,
    exit::Outcome,
    output::{Format, json_line},
    record::Record,
};

#[derive(Serialize)]
struct Answer {
    whole: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    head: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    entries: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    redacted: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    first_bad_entry: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fault: Option<String>,
}

/// Checks the record; the answer is no where an entry is not what it was.
pub(crate) fn run(job: &VerifyJob, desk: &mut Desk) -> Result<Outcome> {
    let record = Record::read(&job.record)?;
    let checked = verify(&record.ledger, job.against.as_ref());
    let outcome = if checked.is_ok() {
        Outcome::Done
    } else {
        Outcome::No
    };
    match job.format {
        Format::Json => json_line(desk, &answer(&checked))?,
        Format::Text => {
            let line = told(&checked, desk);
            desk.print(&line)?;
        }
    }
    Ok(outcome)
}

fn answer(checked: &Result<Verified, Broken>) -> Answer {
    let broken = checked.as_ref().err();
    let whole = checked.as_ref().ok();
    Answer {
        whole: whole.is_some(),
        head: whole
            .and_then(|verified| verified.head)
            .map(|head| head.to_string()),
        entries: whole.map(|verified| verified.entries),
        redacted: whole.map(|verified| verified.tombstones.len()),
        first_bad_entry: broken.map(|broken| broken.sequence.get()),
        fault: broken.map(|broken| broken.fault.to_string()),
    }
}

fn told(checked: &Result<Verified, Broken>, desk: &Desk) -> String {
    match checked {
        Ok(verified) => {
            let head = verified
                .head
                .map(|head| head.to_string())
                .unwrap_or_default();
            let values: &[(&str, &dyn std::fmt::Display)] = &[
                ("entries", &verified.entries),
                ("redacted", &verified.tombstones.len()),
                ("head", &head),
            ];
            desk.words.say("verify-whole", values)
        }
        Err(broken) => desk.words.say(
            "verify-broken",
            &[("entry", &broken.sequence), ("fault", &broken.fault)],
        ),
    }
}
