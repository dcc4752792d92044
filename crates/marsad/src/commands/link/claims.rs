//! Linking claims as `marsad read` prints them.
//!
//! The lines carry no text and no publication, so each report is a lineage of its own and reports are in the order
//! of their hashes.

use std::io::BufRead;

use anyhow::Result;
use jiff::Timestamp;
use marsad_domain::{Claim, LineageId, ReportHash, ReportHead};
use marsad_incidents::TotalQuestion;
use marsad_reports::LONGEST;

use super::{IncidentRange, Linked, Totalled};
use crate::{
    args::{LinkJob, TheatreChoice},
    commands::documents::surroundings,
    desk::Desk,
    failure::Told as _,
    gathered::gather_asked,
    replay::Situation,
    rules::RuleSet,
    theatre_files::{built_in_theatre, built_in_theatres},
};

/// Reads and links claims; bad lines are told and passed over.
pub(super) fn link(
    name: &str,
    input: impl BufRead,
    job: &LinkJob,
    rules: &RuleSet,
    desk: &Desk,
) -> Result<Linked> {
    if job
        .totals
        .as_ref()
        .is_some_and(|totals| totals.cumulative.is_some())
    {
        return Err(desk.refuse("cumulative-with-claims", &[]).into());
    }
    let (claims, is_clean) = read(name, input, desk)?;
    let theatres: Result<Vec<_>> = built_in_theatres()
        .iter()
        .filter_map(|id| built_in_theatre(id).transpose())
        .collect();
    let (theatre, _) = surroundings(&TheatreChoice::Given(theatres?), desk)?;
    let heads = claims
        .iter()
        .filter_map(|claim| Some((claim.report_hash, head(claim)?)))
        .collect();
    let situation = Situation {
        claims,
        heads,
        ..Situation::default()
    };
    let question = TotalQuestion {
        draws: job.totals.as_ref().map(|totals| totals.draws),
        ..TotalQuestion::default()
    };
    let gathered = gather_asked(&situation, &theatre, rules, &question);
    let totals = gathered.totals.into_iter().map(Box::new);
    let mut linked = Linked {
        is_clean,
        totals: totals.map(Totalled::Claims).collect(),
        ..Linked::default()
    };
    for incident in gathered.incidents {
        let claims: Vec<String> = incident.claims.iter().map(ToString::to_string).collect();
        let Some(first) = claims.first().cloned() else {
            continue;
        };
        let places: Vec<u32> = claims.iter().map(|id| linked.claims.push(id)).collect();
        for place in &places {
            linked.claims.belongs(*place, places[0]);
        }
        let (voices, killed) = (incident.lineages, incident.killed);
        linked.incidents.push(IncidentRange {
            id: first,
            claims,
            voices,
            killed,
        });
    }
    Ok(linked)
}

fn read(name: &str, input: impl BufRead, desk: &Desk) -> Result<(Vec<Claim>, bool)> {
    let mut claims = Vec::new();
    let mut is_clean = true;
    for (at, line) in input.split(b'\n').enumerate() {
        let line = line.told("reading", &[("path", &name)])?;
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        let claim = if line.len() > LONGEST {
            Err(desk.words.say("claim-too-long", &[]))
        } else {
            serde_json::from_slice(&line).map_err(|error| error.to_string())
        };
        match claim {
            Ok(claim) => claims.push(claim),
            Err(reason) => {
                is_clean = false;
                let reason = format!("{name}:{}: {reason}", at + 1);
                desk.talk(&desk.words.say("refused", &[("refusal", &reason)]));
            }
        }
    }
    Ok((claims, is_clean))
}

/// What is known of a claim's report: its source is the outermost voice.
fn head(claim: &Claim) -> Option<ReportHead> {
    let voice = claim.said_by.voices().last()?;
    Some(ReportHead {
        hash: claim.report_hash,
        name: claim.report.clone().into(),
        source: voice.source.clone().or_else(|| voice.name.parse().ok())?,
        published: None,
        received: Timestamp::UNIX_EPOCH,
        lineage: lineage(claim.report_hash),
    })
}

fn lineage(report: ReportHash) -> LineageId {
    LineageId::of("lineage", &[report.as_bytes()])
}
