//! The example reports of a theatre.

use std::collections::BTreeSet;

use marsad_domain::{Published, SourceId};
use serde::Deserialize;

use super::{about::Exceptions, finding::Findings, seen::Seen};
use crate::{failure::Failure, theatre_files::Files};

pub(super) const FILE: &str = "dispatches.jsonl";

/// What every example says; whatever else it says is its own affair.
#[derive(Debug, Deserialize)]
struct Dispatch {
    id: String,
    text: String,
    published: String,
    source: String,
}

/// Finds what is wrong.
pub(super) fn check(
    files: &Files,
    sources: &BTreeSet<SourceId>,
    about: &Exceptions,
    findings: &mut Findings,
) {
    let Some(text) = files.get(FILE) else { return };
    if !about.has_notice && !text.trim().is_empty() {
        findings.error(FILE, 1, Failure::new("check-no-notice", &[]));
    }
    let mut seen = Seen::new();
    for (at, line) in text.lines().enumerate().map(|(at, line)| (at + 1, line)) {
        if line.trim().is_empty() {
            continue;
        }
        let dispatch: Dispatch = match serde_json::from_str(line) {
            Ok(dispatch) => dispatch,
            Err(error) => {
                let fault = Failure::new("check-json", &[("message", &error)]);
                findings.error(FILE, at, fault);
                continue;
            }
        };
        if dispatch.text.trim().is_empty() {
            findings.error(FILE, at, Failure::new("check-no-text", &[]));
        }
        if dispatch.published.parse::<Published>().is_err() {
            let fault = Failure::new("check-published", &[("text", &dispatch.published)]);
            findings.error(FILE, at, fault);
        }
        if !dispatch
            .source
            .parse()
            .is_ok_and(|id| sources.contains(&id))
        {
            let fault = Failure::new("check-no-source", &[("id", &dispatch.source)]);
            findings.error(FILE, at, fault);
        }
        seen.is_new(dispatch.id.clone(), &dispatch.id, (FILE, at), findings);
    }
}
