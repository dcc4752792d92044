//! A stage alone on documents from files: in order, in parallel, whatever is bad refused.

use std::io::Write;

use anyhow::Result;
use marsad_claims::RuleBook;
use marsad_domain::Report;
use marsad_places::{Gazetteer, PlaceRules, lines::Lines, network::Network};
use marsad_reports::Document;
use rayon::prelude::*;

use crate::{
    args::TheatreChoice,
    desk::Desk,
    exit::Outcome,
    failure::Told as _,
    intake::{Defaults, Input, documents},
    record::Record,
    rules::{RuleSet, place_rules, rule_book},
    theatre::{self, Theatre},
    theatre_files::{Files, TheatreFiles, built_in_rules},
};

/// How many documents are worked on together.
const BATCH: usize = 256;
/// How many bytes of documents are worked on together.
const BATCH_BYTES: usize = 32 << 20;

/// From how many bytes on a document is worked on alone, and what comes of it goes out as it comes.
const LARGE: usize = 4 << 20;

/// What is made of one document.
pub(crate) trait Work: Fn(&Report, &mut dyn Write) -> Result<()> + Sync {}

impl<F: Fn(&Report, &mut dyn Write) -> Result<()> + Sync> Work for F {}

/// Prints what `work` makes of each document, in the order of the documents.
pub(crate) fn each(
    inputs: &[Input],
    defaults: &Defaults,
    desk: &mut Desk,
    work: impl Work,
) -> Result<Outcome> {
    let mut outcome = Outcome::Done;
    let mut batch = Vec::new();
    let mut bytes = 0;
    for document in documents(inputs, defaults) {
        match document {
            Ok(document) if document.bytes.len() >= LARGE => {
                print(&std::mem::take(&mut batch), desk, &work)?;
                bytes = 0;
                work(&document.report, desk.out())?;
            }
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
    let (theatres, rules) = chosen(choice, desk)?;
    Ok((
        Theatre::read(&theatres, &rules, desk)?,
        RuleSet::read(&rules)?,
    ))
}

/// What the rules that go with the theatre that was chosen mean, for a person who asks.
pub(crate) fn meanings(choice: &TheatreChoice, desk: &Desk) -> Result<RuleBook> {
    rule_book(&chosen(choice, desk)?.1)
}

/// What names of places are read against: the places, rivers and roads of a theatre, and the rules about names.
pub(crate) struct Places {
    /// The places.
    pub(crate) gazetteer: Gazetteer,
    /// The rivers and other lines.
    pub(crate) lines: Lines,
    /// The roads, one network for each of several theatres.
    pub(crate) roads: Vec<Network>,
    /// The rules.
    pub(crate) rules: PlaceRules,
}

/// The places of the theatre that was chosen and the rules about their names alone: read in a fraction of the time.
pub(crate) fn places(choice: &TheatreChoice, desk: &Desk) -> Result<Places> {
    let (theatres, rules) = chosen(choice, desk)?;
    let gazetteer = theatre::gazetteer(&theatres, &rules, desk)?;
    let roads = theatres
        .iter()
        .map(|files| theatre::roads(files, &gazetteer, desk));
    Ok(Places {
        lines: theatre::lines(&theatres)?,
        roads: roads.collect::<Result<_>>()?,
        rules: place_rules(&rules)?,
        gazetteer,
    })
}

/// The files of the theatre that was chosen, and of the rules that go with it.
fn chosen(choice: &TheatreChoice, desk: &Desk) -> Result<(Vec<TheatreFiles>, Files)> {
    match choice {
        TheatreChoice::None => Ok((Vec::new(), built_in_rules()?)),
        TheatreChoice::Given(theatres) => Ok((theatres.clone(), built_in_rules()?)),
        TheatreChoice::OfRecord(folder) => {
            let record = Record::read(folder)?;
            Ok((vec![record.theatre(desk)?], record.rules()?))
        }
    }
}

fn print(batch: &[Document], desk: &mut Desk, work: &impl Work) -> Result<()> {
    let done: Vec<Result<Vec<u8>>> = batch
        .par_iter()
        .map(|document| {
            let mut lines = Vec::new();
            work(&document.report, &mut lines)?;
            Ok(lines)
        })
        .collect();
    for lines in done {
        desk.out().write_all(&lines?).told("writing-out", &[])?;
    }
    Ok(())
}
