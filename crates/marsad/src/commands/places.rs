//! `marsad places`: which places documents name, one toponym a line.

use anyhow::Result;
use marsad_domain::{PlaceRef, Probability};
use marsad_places::{Gazetteer, Sense, Toponym, judge_parts};
use serde::Serialize;

use super::documents;
use crate::{args::DocumentsJob, desk::Desk, exit::Outcome, output::write_json_line};

/// The longest document, in bytes: 256 MiB. A text is read part by part, so that only the text itself is in memory.
const LONGEST: usize = 256 << 20;

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

/// Prints the toponyms of each document, part by part where it is long.
pub(crate) fn run(job: &DocumentsJob, desk: &mut Desk) -> Result<Outcome> {
    let (gazetteer, rules) = documents::places(&job.theatre, desk)?;
    let defaults = job.defaults.for_a_look(LONGEST);
    documents::each(&job.inputs, &defaults, desk, |report, out| {
        let parts = judge_parts(&report.text, &gazetteer, &rules);
        for toponym in parts.flat_map(|part| part.toponyms) {
            write_json_line(out, &line(&gazetteer, &report.name, &toponym))?;
        }
        Ok(())
    })
}

fn line<'a>(gazetteer: &Gazetteer, document: &'a str, toponym: &'a Toponym) -> Line<'a> {
    let place = toponym.place.as_ref().and_then(|id| gazetteer.get(id));
    Line {
        id: document,
        start: toponym.span.start(),
        end: toponym.span.end(),
        quote: &toponym.text,
        sense: toponym.sense,
        place: place.map(PlaceRef::from),
        score: toponym.score,
    }
}
