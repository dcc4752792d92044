//! `marsad read`: what documents claim, one claim a line.

use std::collections::BTreeMap;

use anyhow::Result;
use marsad_claims::read;
use marsad_domain::{ActorId, Actors, Claim, Codes};
use marsad_reports::LONGEST;
use serde::Serialize;

use super::{documents, incidents::actor_types};
use crate::{args::DocumentsJob, desk::Desk, exit::Outcome, output::write_json_line, reader};

/// A claim with the note that goes with its report's words.
#[derive(Serialize)]
pub(crate) struct ClaimLine<'a> {
    #[serde(flatten)]
    pub(crate) claim: &'a Claim,
    /// The codes of its actors' types by ACLED's codebook.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) actor_types: BTreeMap<&'a ActorId, u8>,
    /// What other codebooks call what is claimed.
    #[serde(skip_serializing_if = "Codes::is_empty")]
    pub(crate) codes: Codes,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) notice: Option<&'a str>,
}

impl<'a> ClaimLine<'a> {
    /// The line of a claim.
    pub(crate) fn new(claim: &'a Claim, actors: &Actors, notice: Option<&'a str>) -> Self {
        let named = claim.actors.iter().filter_map(|actor| actor.id.as_ref());
        Self {
            claim,
            actor_types: actor_types(named, actors),
            codes: Codes::of(claim, actors),
            notice,
        }
    }
}

/// Prints the claims of each document.
pub(crate) fn run(job: &DocumentsJob, desk: &mut Desk) -> Result<Outcome> {
    let (theatre, rules) = documents::surroundings(&job.theatre, desk)?;
    let context = reader::context(&theatre, &rules)?;
    let defaults = job.defaults.of_theatre(&theatre).for_a_look(LONGEST);
    documents::each(&job.inputs, &defaults, desk, |report, out| {
        for claim in &read(report, &context).claims {
            let line = ClaimLine::new(claim, &theatre.actors, report.notice.as_deref());
            write_json_line(out, &line)?;
        }
        Ok(())
    })
}
