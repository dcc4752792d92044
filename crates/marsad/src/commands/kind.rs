//! `marsad kind`: what sort of happening each document tells of, one document a line.

use anyhow::Result;
use marsad_claims::{KindRules, ReadingContext, kinds_of, read};
use marsad_domain::{ActorId, ActorKind, Probability, Report, SubEvent};
use serde::Serialize;

use super::documents;
use crate::{
    args::DocumentsJob, desk::Desk, exit::Outcome, output::write_json_line, reader,
    theatre::Theatre,
};

#[derive(Serialize)]
struct Line<'a> {
    id: &'a str,
    kind: Option<SubEvent>,
    ranked: Vec<Ranked>,
}

#[derive(Serialize)]
struct Ranked {
    kind: SubEvent,
    score: Probability,
}

/// Prints the kinds of each document, the most probable first.
pub(crate) fn run(job: &DocumentsJob, desk: &mut Desk) -> Result<Outcome> {
    let (theatre, rules) = documents::surroundings(&job.theatre, desk)?;
    let context = reader::context(&theatre, &rules)?;
    documents::each(job, &theatre, desk, |report| {
        line(&theatre, report, &context, &rules.kinds)
    })
}

fn line(
    theatre: &Theatre,
    report: &Report,
    context: &ReadingContext<'_>,
    rules: &KindRules,
) -> Result<Vec<u8>> {
    let is_state = |id: &ActorId| {
        theatre
            .actors
            .get(id)
            .is_some_and(|actor| actor.kind == ActorKind::State)
    };
    let claims = read(report, context).claims;
    let ranked: Vec<Ranked> = kinds_of(&report.text, &claims, rules, is_state)
        .into_iter()
        .map(|found| Ranked {
            kind: found.kind,
            score: found.score,
        })
        .collect();
    let mut line = Vec::new();
    let kind = ranked.first().map(|best| best.kind);
    write_json_line(
        &mut line,
        &Line {
            id: &report.name,
            kind,
            ranked,
        },
    )?;
    Ok(line)
}
