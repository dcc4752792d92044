//! `marsad cut-off`: which roads, places and people are cut off if places change hands.
//!
//! Its answers are of high sensitivity: they stay at the desk, and no exporter takes them.

use std::collections::BTreeMap;

use anyhow::Result;
use marsad_domain::{ActorId, Change, ControlState, CutOff, PlaceId, PlaceRank};
use marsad_places::network::{Network, RoadFilter};
use marsad_scenarios::{
    CutOffQuestion, Passage, cut_off, parse_change, rank, rank_to_text, to_text,
};
use serde::Serialize;

use crate::{
    args::{CutOffJob, Roads},
    desk::Desk,
    exit::Outcome,
    inquiry::{Inquiry, Meta},
    output::{Format, json_line},
};

#[derive(Serialize)]
struct Answer<'a> {
    meta: Meta,
    #[serde(flatten)]
    cut_off: &'a CutOff,
}

#[derive(Serialize)]
struct Ranking<'a> {
    meta: Meta,
    party: &'a ActorId,
    ranks: &'a [PlaceRank],
}

/// Answers what breaks, or with `--rank` how much would break place by place.
pub(crate) fn run(job: &CutOffJob, desk: &mut Desk) -> Result<Outcome> {
    let inquiry = Inquiry::open(&job.asked, desk)?;
    let network = inquiry.theatre.network(&inquiry.files, desk)?;
    let holders = holders(&inquiry);
    let question = question(job, &inquiry, &holders, desk)?;
    let (gazetteer, actors) = (&inquiry.theatre.gazetteer, &inquiry.theatre.actors);
    if job.is_ranked {
        let ranks = rank(&question, &network, gazetteer, &holders, actors)?;
        return match job.format {
            Format::Json => json_line(
                desk,
                &Ranking {
                    meta: inquiry.meta(),
                    party: &question.party,
                    ranks: &ranks,
                },
            ),
            Format::Text => {
                let text = rank_to_text(&ranks, question.on, &question.party, actors);
                print(&text, &inquiry, desk)
            }
        }
        .map(|()| Outcome::Done);
    }
    let answer = cut_off(&question, &network, gazetteer, &holders, actors)?;
    match job.format {
        Format::Json => json_line(
            desk,
            &Answer {
                meta: inquiry.meta(),
                cut_off: &answer,
            },
        )?,
        Format::Text => print(&to_text(&answer, &question, actors), &inquiry, desk)?,
    }
    Ok(Outcome::Done)
}

/// The answer as text with its head, for a file of the demonstration.
pub(crate) fn answer_text(
    inquiry: &Inquiry,
    network: &Network,
    changes: Vec<Change>,
    desk: &Desk,
) -> Result<String> {
    let holders = holders(inquiry);
    let party = losing_party(&changes, &holders, desk)?;
    let question = ask(inquiry, party, changes, RoadFilter::default());
    let (gazetteer, actors) = (&inquiry.theatre.gazetteer, &inquiry.theatre.actors);
    let answer = cut_off(&question, network, gazetteer, &holders, actors)?;
    Ok(format!(
        "{}\n{}",
        inquiry.meta().head(desk),
        to_text(&answer, &question, actors)
    ))
}

fn print(text: &str, inquiry: &Inquiry, desk: &mut Desk) -> Result<()> {
    let head = inquiry.meta().head(desk);
    desk.print(&head)?;
    desk.print(text.trim_end())
}

/// The state of every place of which the record knows something.
fn holders(inquiry: &Inquiry) -> BTreeMap<PlaceId, ControlState> {
    inquiry
        .control()
        .into_iter()
        .map(|control| (control.place.id, control.state))
        .collect()
}

fn question(
    job: &CutOffJob,
    inquiry: &Inquiry,
    holders: &BTreeMap<PlaceId, ControlState>,
    desk: &Desk,
) -> Result<CutOffQuestion> {
    let changes = changes(&job.changes, inquiry)?;
    let party = match &job.party {
        Some(party) => party.clone(),
        None => losing_party(&changes, holders, desk)?,
    };
    let mut roads = match job.roads {
        Roads::Main => RoadFilter::default(),
        Roads::All => RoadFilter::all_classes(),
    };
    roads.across_borders = job.is_across_borders;
    Ok(ask(inquiry, party, changes, roads))
}

/// Reads `PLACE=PARTY` texts.
pub(crate) fn changes(texts: &[String], inquiry: &Inquiry) -> Result<Vec<Change>> {
    let read =
        |text: &String| parse_change(text, &inquiry.theatre.gazetteer, &inquiry.theatre.actors);
    Ok(texts.iter().map(read).collect::<Result<_, _>>()?)
}

/// Whose network is asked about where nobody says: who holds the first of the places.
fn losing_party(
    changes: &[Change],
    holders: &BTreeMap<PlaceId, ControlState>,
    desk: &Desk,
) -> Result<ActorId> {
    let holder = changes
        .iter()
        .find_map(|change| holders.get(&change.place)?.holder().cloned());
    holder.ok_or_else(|| desk.refuse("no-losing-party", &[]).into())
}

fn ask(
    inquiry: &Inquiry,
    party: ActorId,
    changes: Vec<Change>,
    roads: RoadFilter,
) -> CutOffQuestion {
    let about = inquiry.theatre.about.as_ref();
    let pairs = about.map(|about| about.pair.as_slice()).unwrap_or_default();
    CutOffQuestion {
        on: inquiry.question.on,
        pairs: pairs
            .iter()
            .filter(|pair| pair.party == party)
            .map(|pair| (pair.from.clone(), pair.to.clone()))
            .collect(),
        hubs: about.map(|about| about.hubs.clone()).unwrap_or_default(),
        party,
        changes,
        roads,
        passage: Passage::default(),
    }
}
