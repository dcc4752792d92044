//! `marsad read`: what documents claim, one claim a line.

use anyhow::Result;
use marsad_claims::{ReadingContext, read};
use marsad_domain::{Claim, Report};
use serde::Serialize;

use super::documents;
use crate::{args::DocumentsJob, desk::Desk, exit::Outcome, output::write_json_line, reader};

/// A claim with the note that goes with its report's words.
#[derive(Serialize)]
pub(crate) struct ClaimLine<'a> {
    #[serde(flatten)]
    pub(crate) claim: &'a Claim,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) notice: Option<&'a str>,
}

/// Prints the claims of each document.
pub(crate) fn run(job: &DocumentsJob, desk: &mut Desk) -> Result<Outcome> {
    let (theatre, rules) = documents::surroundings(&job.theatre, desk)?;
    let context = reader::context(&theatre, &rules)?;
    documents::each(job, &theatre, desk, |report| lines(report, &context))
}

fn lines(report: &Report, context: &ReadingContext<'_>) -> Result<Vec<u8>> {
    let mut lines = Vec::new();
    for claim in &read(report, context).claims {
        write_json_line(
            &mut lines,
            &ClaimLine {
                claim,
                notice: report.notice.as_deref(),
            },
        )?;
    }
    Ok(lines)
}
