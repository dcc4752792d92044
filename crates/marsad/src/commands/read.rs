//! `marsad read`: what documents claim, one claim a line; or for a person, with the rules by which it was read.

mod explain;

use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
};

use anyhow::Result;
use marsad_claims::read;
use marsad_domain::{ActorId, Actors, Claim, Codes};
use marsad_reports::LONGEST;
use serde::Serialize;

use super::{documents, incidents::actor_types};
use crate::{
    args::ReadJob, desk::Desk, exit::Outcome, output::write_json_line, reader, unread::Unread,
};
use explain::Explainer;

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

/// Prints the claims of each document; where somebody asks, sentence by sentence with what was read in it and why.
pub(crate) fn run(job: &ReadJob, desk: &mut Desk) -> Result<Outcome> {
    let documents = &job.documents;
    let (theatre, rules) = documents::surroundings(&documents.theatre, desk)?;
    let context = reader::context(&theatre, &rules)?;
    let explainer = match job.explained {
        Some(format) => Some(Explainer::new(
            (&context, &theatre.actors),
            documents::meanings(&documents.theatre, desk)?,
            format,
            desk,
        )),
        None => None,
    };
    let unread = Mutex::new(Unread::default());
    let defaults = documents.defaults.of_theatre(&theatre).for_a_look(LONGEST);
    let outcome = documents::each(&documents.inputs, &defaults, desk, |report, out| {
        let reading = read(report, &context);
        if reading.unread {
            let mut unread = unread.lock().unwrap_or_else(PoisonError::into_inner);
            unread.count(report, &reading);
        }
        if let Some(explainer) = &explainer {
            return explainer.write(report, &reading, out);
        }
        for claim in &reading.claims {
            let line = ClaimLine::new(claim, &theatre.actors, report.notice.as_deref());
            write_json_line(out, &line)?;
        }
        Ok(())
    })?;
    let unread = unread.into_inner().unwrap_or_else(PoisonError::into_inner);
    unread.tell(desk);
    Ok(outcome)
}
