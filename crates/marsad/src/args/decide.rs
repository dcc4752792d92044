//! `marsad decide`: what clap reads of it, and the job that it comes to.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use marsad_domain::{ActorId, Credibility, Sensitivity, Stance, When, WhenKind};
use marsad_ledger::Author;
use serde::de::DeserializeOwned;

use crate::output::Format;

#[derive(Debug, Args)]
pub(crate) struct RawDecide {
    #[command(subcommand)]
    ruling: RawRuling,
    #[arg(long, global = true, value_enum, default_value_t)]
    format: Format,
}

#[derive(Debug, Subcommand)]
enum RawRuling {
    Merge(RawClaims),
    Split(RawClaims),
    Accept(RawClaims),
    Reject(RawClaims),
    Unsure(RawClaims),
    Grade(RawGrade),
    Classify(RawClassify),
    Correct(RawCorrect),
    Undo(RawUndo),
    Reading(RawReading),
    Readings(RawReadings),
    List,
    Queue,
}

/// Claims or incidents, and why.
#[derive(Debug, Args)]
struct RawClaims {
    #[arg(required = true, value_name = "ID")]
    ids: Vec<String>,
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

#[derive(Debug, Args)]
struct RawGrade {
    #[command(flatten)]
    claims: RawClaims,
    #[arg(long, value_name = "1-6", value_parser = credibility)]
    credibility: Credibility,
}

#[derive(Debug, Args)]
struct RawClassify {
    #[command(flatten)]
    claims: RawClaims,
    #[arg(long, value_name = "LEVEL", value_parser = word::<Sensitivity>)]
    sensitivity: Sensitivity,
}

#[derive(Debug, Args)]
struct RawCorrect {
    #[arg(value_name = "ID")]
    id: String,
    #[command(flatten)]
    value: RawValue,
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

/// The field that is wrong, with the value that counts: one of them.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
struct RawValue {
    #[arg(long, value_name = "PLACE")]
    place: Option<String>,
    #[arg(long, value_name = "DAY|DAY/DAY", value_parser = time)]
    time: Option<When>,
    #[arg(long, value_name = "PARTY")]
    party: Option<ActorId>,
    #[arg(long, value_name = "WHAT=NUMBER")]
    figure: Option<String>,
    #[arg(long, value_name = "STANCE", value_parser = word::<Stance>)]
    stance: Option<Stance>,
}

#[derive(Debug, Args)]
struct RawUndo {
    #[arg(value_name = "DECISION")]
    decision: String,
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

#[derive(Debug, Args)]
struct RawReading {
    #[arg(value_name = "REPORT")]
    report: String,
    #[arg(long = "use", value_name = "READING")]
    reading: String,
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

#[derive(Debug, Args)]
struct RawReadings {
    #[arg(value_name = "REPORT")]
    report: String,
}

/// Take a decision, or list decisions.
#[derive(Debug)]
pub(crate) struct DecideJob {
    /// The record's folder.
    pub(crate) record: PathBuf,
    /// What is decided.
    pub(crate) ruling: Ruling,
    /// Who decides.
    pub(crate) author: Author,
    /// In which form the answer is printed.
    pub(crate) format: Format,
}

/// What is asked for.
#[derive(Debug)]
pub(crate) enum Ruling {
    /// Take a decision.
    Take(Order),
    /// List the decisions.
    List,
    /// List what waits for a person.
    Queue,
    /// List the readings of a report.
    Readings(String),
}

/// What is decided, as it was typed.
#[derive(Debug)]
pub(crate) enum Order {
    /// About claims or incidents.
    About {
        /// What.
        what: What,
        /// Beginnings of ids.
        ids: Vec<String>,
        /// Why.
        reason: String,
    },
    /// Of a report an earlier reading counts.
    Reading {
        /// The report's name, or the beginning of its hash.
        report: String,
        /// The number of the reading's entry, or the beginning of its hash.
        reading: String,
        /// Why.
        reason: String,
    },
    /// An earlier decision no longer counts.
    Undo {
        /// Its number, or the beginning of its hash.
        decision: String,
        /// Why.
        reason: String,
    },
}

/// A verdict before its claims are looked at.
#[derive(Debug)]
pub(crate) enum What {
    /// They speak of one incident.
    Merge,
    /// They speak of another incident than those that they are together with.
    Split,
    /// They stand.
    Accept,
    /// They do not count.
    Reject,
    /// Somebody looked and cannot tell.
    Unsure,
    /// How credible they are.
    Grade(Credibility),
    /// How much harm they can do outside the desk.
    Classify(Sensitivity),
    /// A field is wrong.
    Correct(Value),
}

/// The value that counts, as it was typed.
#[derive(Debug)]
pub(crate) enum Value {
    /// Where: a name or id.
    Place(String),
    /// When.
    Time(When),
    /// Which party.
    Party(ActorId),
    /// How many, as `WHAT=NUMBER`.
    Figure(String),
    /// How the report puts it.
    Stance(Stance),
}

/// What the words mean.
pub(super) fn resolve(raw: RawDecide, record: PathBuf, author: Author) -> DecideJob {
    DecideJob {
        record,
        ruling: ruling(raw.ruling),
        author,
        format: raw.format,
    }
}

fn ruling(raw: RawRuling) -> Ruling {
    let about = |what, claims: RawClaims| {
        Ruling::Take(Order::About {
            what,
            ids: claims.ids,
            reason: claims.reason,
        })
    };
    match raw {
        RawRuling::Merge(claims) => about(What::Merge, claims),
        RawRuling::Split(claims) => about(What::Split, claims),
        RawRuling::Accept(claims) => about(What::Accept, claims),
        RawRuling::Reject(claims) => about(What::Reject, claims),
        RawRuling::Unsure(claims) => about(What::Unsure, claims),
        RawRuling::Grade(grade) => about(What::Grade(grade.credibility), grade.claims),
        RawRuling::Classify(classify) => {
            about(What::Classify(classify.sensitivity), classify.claims)
        }
        RawRuling::Correct(correct) => correction(correct),
        RawRuling::Undo(RawUndo { decision, reason }) => {
            Ruling::Take(Order::Undo { decision, reason })
        }
        RawRuling::Reading(RawReading {
            report,
            reading,
            reason,
        }) => Ruling::Take(Order::Reading {
            report,
            reading,
            reason,
        }),
        RawRuling::Readings(RawReadings { report }) => Ruling::Readings(report),
        RawRuling::List => Ruling::List,
        RawRuling::Queue => Ruling::Queue,
    }
}

fn correction(raw: RawCorrect) -> Ruling {
    let RawValue {
        place,
        time,
        party,
        figure,
        stance,
    } = raw.value;
    let value = place
        .map(Value::Place)
        .or(time.map(Value::Time))
        .or(party.map(Value::Party))
        .or(figure.map(Value::Figure))
        .or(stance.map(Value::Stance));
    match value {
        Some(value) => Ruling::Take(Order::About {
            what: What::Correct(value),
            ids: vec![raw.id],
            reason: raw.reason,
        }),
        // The group is required, so that clap has refused the words before they come here.
        None => Ruling::Queue,
    }
}

fn credibility(word: &str) -> Result<Credibility, String> {
    let number: u8 = word.parse().map_err(|error| format!("{error}"))?;
    Credibility::try_from(number).map_err(|error| error.to_string())
}

/// A value by the word that JSON has for it.
fn word<T: DeserializeOwned>(word: &str) -> Result<T, String> {
    serde_json::from_value(serde_json::Value::from(word)).map_err(|error| error.to_string())
}

/// A day, or two days parted by a slash.
fn time(word: &str) -> Result<When, String> {
    let day = |word: &str| word.parse().map_err(|error| format!("{error}"));
    match word.split_once('/') {
        Some((first, last)) => Ok(When::interval(
            day(first)?,
            day(last)?,
            WhenKind::Event,
            None,
        )),
        None => Ok(When::day(day(word)?, WhenKind::Event, None)),
    }
}
