//! `marsad kind`: what sort of happening each document tells of, one document a line.

use anyhow::Result;
use marsad_claims::{KindRules, ReadingContext, kinds_of, read};
use marsad_domain::{ActorId, ActorKind, Probability, Report, SubEvent};
use marsad_reports::LONGEST;
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
    let defaults = job.defaults.of_theatre(&theatre).for_a_look(LONGEST);
    documents::each(&job.inputs, &defaults, desk, |report, out| {
        write_json_line(out, &line(&theatre, report, &context, &rules.kinds))
    })
}

fn line<'a>(
    theatre: &Theatre,
    report: &'a Report,
    context: &ReadingContext<'_>,
    rules: &KindRules,
) -> Line<'a> {
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
    Line {
        id: &report.name,
        kind: ranked.first().map(|best| best.kind),
        ranked,
    }
}
