//! `marsad kind`: what sort of happening each document tells of, one document a line.

use anyhow::Result;
use marsad_claims::{KindRules, KindScheme, ReadingContext, kinds_of, read};
use marsad_domain::{Actors, Probability, Report};
use marsad_reports::LONGEST;
use serde::Serialize;

use super::documents;
use crate::{
    args::{KindJob, Scheme},
    desk::Desk,
    exit::Outcome,
    output::write_json_line,
    reader,
};

#[derive(Serialize)]
struct Line<'a, K> {
    id: &'a str,
    kind: Option<K>,
    ranked: Vec<Ranked<K>>,
}

#[derive(Serialize)]
struct Ranked<K> {
    kind: K,
    score: Probability,
}

/// Prints the kinds of each document, the most probable first.
pub(crate) fn run(job: &KindJob, desk: &mut Desk) -> Result<Outcome> {
    let KindJob { documents, scheme } = job;
    let (theatre, rules) = documents::surroundings(&documents.theatre, desk)?;
    let context = reader::context(&theatre, &rules)?;
    let defaults = documents.defaults.of_theatre(&theatre).for_a_look(LONGEST);
    let actors = &theatre.actors;
    documents::each(
        &documents.inputs,
        &defaults,
        desk,
        |report, out| match scheme {
            Scheme::Acled => write_json_line(out, &line(report, actors, &context, &rules.kinds)),
            Scheme::Plover => write_json_line(out, &line(report, actors, &context, &rules.plover)),
        },
    )
}

fn line<'a, K: KindScheme>(
    report: &'a Report,
    actors: &Actors,
    context: &ReadingContext<'_>,
    rules: &KindRules<K>,
) -> Line<'a, K> {
    let claims = read(report, context).claims;
    let ranked: Vec<Ranked<K>> = kinds_of(&report.text, &claims, rules, actors)
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
