//! A stage alone on documents from files: in order, in parallel, whatever is bad refused.

use std::io::Write as _;

use anyhow::Result;
use marsad_domain::Report;
use marsad_places::network::Network;
use marsad_reports::Document;
use rayon::prelude::*;

use crate::{
    args::{DocumentsJob, TheatreChoice},
    desk::Desk,
    exit::Outcome,
    failure::Told as _,
    intake::documents,
    record::Record,
    rules::RuleSet,
    theatre::Theatre,
    theatre_files::built_in_rules,
};

/// How many documents are worked on together.
const BATCH: usize = 256;
/// How many bytes of documents are worked on together.
const BATCH_BYTES: usize = 32 << 20;

/// Prints what `work` makes of each document, in the order of the documents.
pub(crate) fn each(
    job: &DocumentsJob,
    theatre: &Theatre,
    desk: &mut Desk,
    work: impl Fn(&Report) -> Result<Vec<u8>> + Sync,
) -> Result<Outcome> {
    let defaults = job.defaults.of_theatre(theatre);
    let mut outcome = Outcome::Done;
    let mut batch = Vec::new();
    let mut bytes = 0;
    for document in documents(&job.inputs, &defaults) {
        match document {
            Ok(document) => {
                bytes += document.bytes.len();
                batch.push(document);
            }
            Err(refusal) => {
                desk.talk_refusal(&refusal);
                outcome = Outcome::Refused;
            }
        }
        if batch.len() >= BATCH || bytes >= BATCH_BYTES {
            print(&std::mem::take(&mut batch), desk, &work)?;
            bytes = 0;
        }
    }
    print(&batch, desk, &work)?;
    Ok(outcome)
}

/// The theatre that was chosen, and the rules that go with it.
pub(crate) fn surroundings(choice: &TheatreChoice, desk: &Desk) -> Result<(Theatre, RuleSet)> {
    let (theatres, rules) = match choice {
        TheatreChoice::None => (Vec::new(), built_in_rules()?),
        TheatreChoice::Given(theatres) => (theatres.clone(), built_in_rules()?),
        TheatreChoice::OfRecord(folder) => {
            let record = Record::read(folder)?;
            (vec![record.theatre(desk)?], record.rules()?)
        }
    };
    Ok((
        Theatre::read(&theatres, &rules, desk)?,
        RuleSet::read(&rules)?,
    ))
}

/// The roads of the theatre that was chosen, one network for each of several.
pub(crate) fn roads(
    choice: &TheatreChoice,
    theatre: &Theatre,
    desk: &Desk,
) -> Result<Vec<Network>> {
    let theatres = match choice {
        TheatreChoice::None => Vec::new(),
        TheatreChoice::Given(theatres) => theatres.clone(),
        TheatreChoice::OfRecord(folder) => vec![Record::read(folder)?.theatre(desk)?],
    };
    let networks = theatres.iter().map(|files| theatre.network(files, desk));
    networks.collect()
}

fn print(
    batch: &[Document],
    desk: &mut Desk,
    work: &(impl Fn(&Report) -> Result<Vec<u8>> + Sync),
) -> Result<()> {
    let done: Vec<Result<Vec<u8>>> = batch
        .par_iter()
        .map(|document| work(&document.report))
        .collect();
    for lines in done {
        desk.out().write_all(&lines?).told("writing-out", &[])?;
    }
    Ok(())
}
