//! `marsad places`: which places documents name, one toponym a line.

use anyhow::Result;
use marsad_domain::{PlaceRef, Probability, Report};
use marsad_places::{Sense, find};
use serde::Serialize;

use super::documents;
use crate::{
    args::DocumentsJob, desk::Desk, exit::Outcome, output::write_json_line, rules::RuleSet,
    theatre::Theatre,
};

#[derive(Serialize)]
struct Line<'a> {
    id: &'a str,
    start: usize,
    end: usize,
    quote: &'a str,
    sense: Sense,
    place: Option<PlaceRef>,
    score: Probability,
}

/// Prints the toponyms of each document.
pub(crate) fn run(job: &DocumentsJob, desk: &mut Desk) -> Result<Outcome> {
    let (theatre, rules) = documents::surroundings(&job.theatre, desk)?;
    documents::each(job, &theatre, desk, |report| {
        lines(&theatre, &rules, report)
    })
}

fn lines(theatre: &Theatre, rules: &RuleSet, report: &Report) -> Result<Vec<u8>> {
    let mut lines = Vec::new();
    for toponym in find(&report.text, &theatre.gazetteer, &rules.places) {
        let line = Line {
            id: &report.name,
            start: toponym.span.start(),
            end: toponym.span.end(),
            quote: &toponym.text,
            sense: toponym.sense,
            place: toponym
                .place
                .and_then(|id| theatre.gazetteer.get(&id))
                .map(PlaceRef::from),
            score: toponym.score,
        };
        write_json_line(&mut lines, &line)?;
    }
    Ok(lines)
}
