//! `marsad cut-off`: which roads, places and people are cut off if places change hands.
//!
//! Its answers are of high sensitivity: they stay at the desk, and no exporter takes them.

mod files;

use std::{collections::BTreeMap, sync::Arc};

use anyhow::Result;
use jiff::civil::Date;
use marsad_domain::{ActorId, Change, ControlState, CutOff, PlaceId, PlaceRank};
use marsad_places::network::{Network, RoadFilter};
use marsad_scenarios::{
    CutOffQuestion, Passage, cut_off, parse_change, rank, rank_to_text, to_text,
};
use serde::Serialize;

use crate::{
    args::{CutOffGround, CutOffJob, Roads},
    desk::Desk,
    exit::Outcome,
    inquiry::{Inquiry, Meta},
    output::{Format, json_line},
    theatre::Theatre,
};

/// What a question stands on.
pub(crate) struct Ground<'a> {
    theatre: &'a Theatre,
    network: Network,
    holders: BTreeMap<PlaceId, ControlState>,
    on: Date,
    /// What an answer of a record says of itself.
    meta: Option<Meta>,
}

#[derive(Serialize)]
struct Answer<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    meta: Option<&'a Meta>,
    #[serde(flatten)]
    cut_off: &'a CutOff,
}

#[derive(Serialize)]
struct Ranking<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    meta: Option<&'a Meta>,
    party: &'a ActorId,
    ranks: &'a [PlaceRank],
}

/// Answers what breaks, or with `--rank` how much would break place by place.
pub(crate) fn run(job: &CutOffJob, desk: &mut Desk) -> Result<Outcome> {
    match &job.ground {
        CutOffGround::Record(asked) => {
            let inquiry = Inquiry::open(asked, desk)?;
            let ground = Ground::of_record(&inquiry, desk)?;
            answer(job, &ground, desk)
        }
        CutOffGround::Files {
            network,
            holders,
            on,
        } => {
            let read = files::read((network, holders), *on, &job.changes, desk)?;
            let ground = Ground {
                theatre: &read.theatre,
                network: read.network,
                holders: read.holders,
                on: *on,
                meta: None,
            };
            answer(job, &ground, desk)
        }
    }
}

impl<'a> Ground<'a> {
    /// The network of the record's theatre, with control as the inquiry has it.
    pub(crate) fn of_record(inquiry: &'a Inquiry, desk: &Desk) -> Result<Self> {
        let control = inquiry.control().into_iter();
        Ok(Self {
            theatre: &inquiry.theatre,
            network: inquiry.theatre.network(&inquiry.files, desk)?,
            holders: control
                .map(|control| (control.place.id, control.state))
                .collect(),
            on: inquiry.question.on,
            meta: Some(inquiry.meta()),
        })
    }

    /// Reads changes, `PLACE=PARTY`.
    pub(crate) fn changes(&self, texts: &[String]) -> Result<Vec<Change>> {
        let read =
            |text: &String| parse_change(text, &self.theatre.gazetteer, &self.theatre.actors);
        Ok(texts.iter().map(read).collect::<Result<_, _>>()?)
    }

    /// The question about a party's network; without a party about that of whoever holds the first of the places.
    pub(crate) fn question(
        &self,
        party: Option<ActorId>,
        changes: Vec<Change>,
        roads: RoadFilter,
        desk: &Desk,
    ) -> Result<CutOffQuestion> {
        let holder = |change: &Change| self.holders.get(&change.place)?.holder().cloned();
        let party = party.or_else(|| changes.iter().find_map(holder));
        let party = party.ok_or_else(|| desk.refuse("no-losing-party", &[]))?;
        let about = self.theatre.about.as_ref();
        let pairs = about.map(|about| about.pair.as_slice()).unwrap_or_default();
        let pairs = pairs.iter().filter(|pair| pair.party == party);
        Ok(CutOffQuestion {
            words: Arc::new(desk.words.cut_off()?),
            on: self.on,
            pairs: pairs
                .map(|pair| (pair.from.clone(), pair.to.clone()))
                .collect(),
            hubs: about.map(|about| about.hubs.clone()).unwrap_or_default(),
            party,
            changes,
            roads,
            passage: Passage::default(),
        })
    }

    /// The answer.
    pub(crate) fn cut_off(&self, question: &CutOffQuestion) -> Result<CutOff> {
        let (gazetteer, actors) = (&self.theatre.gazetteer, &self.theatre.actors);
        Ok(cut_off(
            question,
            &self.network,
            gazetteer,
            &self.holders,
            actors,
        )?)
    }

    /// The answer in sentences, with its head.
    pub(crate) fn to_text(
        &self,
        answer: &CutOff,
        question: &CutOffQuestion,
        desk: &Desk,
    ) -> String {
        self.headed(&to_text(answer, question, &self.theatre.actors), desk)
    }

    fn headed(&self, text: &str, desk: &Desk) -> String {
        match &self.meta {
            Some(meta) => format!("{}\n{}", meta.head(desk), text.trim_end()),
            None => text.trim_end().to_owned(),
        }
    }
}

fn answer(job: &CutOffJob, ground: &Ground<'_>, desk: &mut Desk) -> Result<Outcome> {
    let changes = ground.changes(&job.changes)?;
    let question = ground.question(job.party.clone(), changes, roads(job), desk)?;
    if job.is_ranked {
        print_ranks(job, ground, &question, desk)?;
    } else {
        let answer = ground.cut_off(&question)?;
        match job.format {
            Format::Json => {
                json_line(
                    desk,
                    &Answer {
                        meta: ground.meta.as_ref(),
                        cut_off: &answer,
                    },
                )?;
            }
            Format::Text => {
                let text = ground.to_text(&answer, &question, desk);
                desk.print(&text)?;
            }
        }
    }
    Ok(Outcome::Done)
}

fn print_ranks(
    job: &CutOffJob,
    ground: &Ground<'_>,
    question: &CutOffQuestion,
    desk: &mut Desk,
) -> Result<()> {
    let (gazetteer, actors) = (&ground.theatre.gazetteer, &ground.theatre.actors);
    let ranks = rank(
        question,
        &ground.network,
        gazetteer,
        &ground.holders,
        actors,
    )?;
    match job.format {
        Format::Json => {
            let party = &question.party;
            json_line(
                desk,
                &Ranking {
                    meta: ground.meta.as_ref(),
                    party,
                    ranks: &ranks,
                },
            )
        }
        Format::Text => {
            let text = rank_to_text(&ranks, question, actors);
            let text = ground.headed(&text, desk);
            desk.print(&text)
        }
    }
}

fn roads(job: &CutOffJob) -> RoadFilter {
    let mut roads = match job.roads {
        Roads::Main => RoadFilter::default(),
        Roads::All => RoadFilter::all_classes(),
    };
    roads.across_borders = job.is_across_borders;
    roads
}
