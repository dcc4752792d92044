//! A question to a record: what is known at the time asked for, and what every answer says of itself.

use std::{
    collections::{BTreeMap, BTreeSet},
    mem::ManuallyDrop,
    path::{Path, PathBuf},
};

use anyhow::Result;
use jiff::civil::Date;
use marsad_control::{ControlContext, Opening, Timeline, assess};
use marsad_domain::{ClaimId, Digest32, Knowledge, PlaceControl, Question, Source, Sources};
use serde::Serialize;

use crate::{
    desk::Desk,
    record::Record,
    replay::{Situation, replay},
    rules::RuleSet,
    theatre::Theatre,
    theatre_files::{Files, TheatreFiles},
    words::Words,
};

/// What is asked, before the record is looked at.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    /// The record's folder.
    pub(crate) record: PathBuf,
    /// The day on which it was so; else the last day of which the record knows.
    pub(crate) on: Option<Date>,
    /// In which state of knowledge.
    pub(crate) knowledge: Knowledge,
}

impl Asked {
    /// Everything that a record knows, on the last day of which it knows.
    pub(crate) fn everything(record: &Path) -> Self {
        Self {
            record: record.to_owned(),
            on: None,
            knowledge: Knowledge::Everything,
        }
    }
}

/// Everything that is needed to answer.
#[derive(Debug)]
pub(crate) struct Inquiry {
    /// The theatre as the ledger has it.
    pub(crate) theatre: Theatre,
    /// The sources that may be named outside the desk: those of the theatre, under the names that it gives them, as
    /// the desk judges them. A source that only the desk knows is not among them, nor a name that it gave.
    pub(crate) listed: Sources,
    /// The theatre's files.
    pub(crate) files: TheatreFiles,
    /// The files of the rules.
    pub(crate) rule_files: Files,
    /// The rules.
    pub(crate) rules: RuleSet,
    /// Who held what when the record begins.
    pub(crate) opening: Opening,
    /// What is known. It is held until the program ends: giving back a million claims one by one takes seconds and
    /// helps nobody.
    pub(crate) situation: ManuallyDrop<Situation>,
    /// The two times.
    pub(crate) question: Question,
}

/// What every answer says of itself.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Meta {
    /// The day on which it was so.
    pub(crate) on: Date,
    /// The state of knowledge.
    pub(crate) knowledge: Knowledge,
    /// Hash of the rules.
    pub(crate) rules: Digest32,
    /// Hash of the theatre.
    pub(crate) theatre: Digest32,
    /// Notes that go with the words of some reports, such as that they are examples.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) notices: Vec<String>,
}

impl Inquiry {
    /// Replays the record up to the state of knowledge.
    pub(crate) fn open(asked: &Asked, desk: &Desk) -> Result<Self> {
        let record = Record::read(&asked.record)?;
        let rule_files = record.rules()?;
        let replayed = replay(&record.ledger, &asked.knowledge, desk)?;
        let mut theatre =
            Theatre::read(std::slice::from_ref(&replayed.theatre), &rule_files, desk)?;
        let said_of_sources = replayed.known_sources(&asked.knowledge, &theatre.zone);
        let of_theatre = theatre.sources.clone();
        theatre.sources.lay_over(said_of_sources);
        let listed = judged(&of_theatre, &theatre.sources)?;
        let rules = RuleSet::read(&rule_files)?;
        let opening = theatre.opening(&replayed.theatre, desk)?;
        let files = replayed.theatre.clone();
        let situation = replayed.into_situation(&asked.knowledge, &theatre.zone);
        let last = situation.last_day(&theatre.zone);
        let on = asked.on.or(last).unwrap_or(opening.day);
        let question = Question {
            on,
            knowledge: asked.knowledge,
        };
        Ok(Self {
            theatre,
            listed,
            files,
            rule_files,
            rules,
            opening,
            situation: ManuallyDrop::new(situation),
            question,
        })
    }

    /// The control of every place.
    pub(crate) fn control(&self) -> Vec<PlaceControl> {
        self.control_at(&self.question)
    }

    /// The control of every place at other times.
    pub(crate) fn control_at(&self, question: &Question) -> Vec<PlaceControl> {
        assess(
            &self.situation.claims,
            &self.situation.heads,
            &self.control_context(),
            question,
        )
    }

    /// The control of every place over all days, as known when the question asks.
    pub(crate) fn timeline(&self) -> Timeline<'_> {
        let situation = &self.situation;
        let knowledge = self.question.knowledge;
        let context = self.control_context();
        Timeline::of(&situation.claims, &situation.heads, context, knowledge)
    }

    /// What control is judged in.
    pub(crate) fn control_context(&self) -> ControlContext<'_> {
        ControlContext {
            gazetteer: &self.theatre.gazetteer,
            lines: &self.theatre.lines,
            actors: &self.theatre.actors,
            sources: &self.theatre.sources,
            opening: &self.opening,
            zone: &self.theatre.zone,
            rules: &self.rules.control,
        }
    }

    /// The note of each claim whose report has one.
    pub(crate) fn notices(&self) -> BTreeMap<ClaimId, &str> {
        let reports = &self.situation.reports;
        let noted = self.situation.claims.iter().filter_map(|claim| {
            let notice = reports.get(&claim.report_hash)?.notice.as_deref()?;
            Some((claim.id, notice))
        });
        noted.collect()
    }

    /// What the answer says of itself.
    pub(crate) fn meta(&self) -> Meta {
        let notices: BTreeSet<&String> = self
            .situation
            .reports
            .values()
            .filter_map(|report| report.notice.as_ref())
            .collect();
        Meta {
            on: self.question.on,
            knowledge: self.question.knowledge,
            rules: self.rules.hash,
            theatre: self.theatre.hash,
            notices: notices.into_iter().cloned().collect(),
        }
    }
}

/// Sources with their own names, as others judge them.
fn judged(sources: &Sources, as_now: &Sources) -> Result<Sources> {
    let judged = sources.iter().map(|source| {
        let now = as_now.get(&source.id).unwrap_or(source);
        Source {
            reliability: now.reliability,
            favours: now.favours.clone(),
            copies: now.copies.clone(),
            ..source.clone()
        }
    });
    Ok(Sources::new(judged.collect())?)
}

impl Meta {
    /// The head of a text: that it is for the desk, the two times, the hashes, the notes.
    pub(crate) fn head(&self, desk: &Desk) -> String {
        let known = as_known(self.knowledge, &desk.words);
        let values: &[(&str, &dyn std::fmt::Display)] = &[
            ("on", &self.on),
            ("known", &known),
            ("rules", &short(self.rules)),
            ("theatre", &short(self.theatre)),
        ];
        let mut lines = vec![
            desk.words.say("internal", &[]),
            desk.words.say("asked", values),
        ];
        lines.extend(self.notices.iter().cloned());
        lines.join("\n") + "\n"
    }
}

/// A state of knowledge as a phrase.
pub(crate) fn as_known(knowledge: Knowledge, words: &Words) -> String {
    match knowledge {
        Knowledge::Everything => words.say("known-everything", &[]),
        Knowledge::Known {
            day,
            with_hindsight: false,
        } => words.say("known-by", &[("day", &day)]),
        Knowledge::Known {
            day,
            with_hindsight: true,
        } => words.say("known-by-with-hindsight", &[("day", &day)]),
        Knowledge::Recorded { instant } => words.say("known-recorded", &[("instant", &instant)]),
    }
}

/// The first twelve digits of a hash, for people; JSON has all of them.
fn short(hash: Digest32) -> String {
    hash.to_string().chars().take(12).collect()
}
