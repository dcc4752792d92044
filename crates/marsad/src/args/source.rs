//! `marsad source`: what clap reads of it, and the job that it comes to.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use jiff::{Timestamp, civil::Date};
use marsad_domain::{ActorId, Reliability, SourceId, SourceKind};
use marsad_ledger::Author;

use super::raw::RawQuestion;
use crate::{inquiry::Asked, output::Format};

/// The word that stands for no party, no source and no other name.
const NONE: &str = "none";

#[derive(Debug, Args)]
pub(crate) struct RawSource {
    #[command(subcommand)]
    order: RawOrder,
    #[arg(long, global = true, value_enum, default_value_t)]
    format: Format,
}

#[derive(Debug, Subcommand)]
enum RawOrder {
    List(RawList),
    Set(RawSet),
}

#[derive(Debug, Args)]
struct RawList {
    #[arg(long, value_name = "DAY")]
    known: Option<Date>,
    #[arg(long, value_name = "INSTANT", conflicts_with = "known")]
    recorded: Option<Timestamp>,
    #[arg(long, requires = "known")]
    with_hindsight: bool,
}

#[derive(Debug, Args)]
struct RawSet {
    #[arg(value_name = "ID")]
    id: SourceId,
    #[arg(long, value_name = "NAME", value_parser = name)]
    name: Option<String>,
    #[arg(long, value_name = "NAME|none", value_parser = name)]
    also_known_as: Vec<String>,
    #[arg(long, value_name = "KIND", value_parser = kind)]
    kind: Option<SourceKind>,
    #[arg(long, value_name = "A-F", value_parser = reliability)]
    reliability: Option<Reliability>,
    #[arg(long, value_name = "PARTY|none")]
    favours: Vec<String>,
    #[arg(long, value_name = "ID|none")]
    copies: Vec<String>,
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

/// List the sources, or say something of one.
#[derive(Debug)]
pub(crate) struct SourceJob {
    /// What is done.
    pub(crate) order: SourceOrder,
    /// In which form the answer is printed.
    pub(crate) format: Format,
}

/// What is done with sources.
#[derive(Debug)]
pub(crate) enum SourceOrder {
    /// List them, as known.
    List(Asked),
    /// Say something of one.
    Set {
        /// The record's folder.
        record: PathBuf,
        /// Who says it.
        author: Author,
        /// What.
        change: SourceChange,
    },
}

/// What is said of a source; what is absent stays as it is.
#[derive(Debug)]
pub(crate) struct SourceChange {
    /// Which source.
    pub(crate) id: SourceId,
    /// Its display name.
    pub(crate) name: Option<String>,
    /// Other names by which reports call it, beside those that it has.
    pub(crate) aliases: Vec<String>,
    /// Whether the other names that it has no longer count.
    pub(crate) forgets_aliases: bool,
    /// What sort of source.
    pub(crate) kind: Option<SourceKind>,
    /// How reliable.
    pub(crate) reliability: Option<Reliability>,
    /// Which parties it favours, all of them; an empty list makes it neutral.
    pub(crate) favours: Option<Vec<ActorId>>,
    /// Which sources it copies, all of them.
    pub(crate) copies: Option<Vec<SourceId>>,
    /// Why.
    pub(crate) reason: String,
}

/// What the words mean.
pub(super) fn resolve(
    raw: RawSource,
    record: PathBuf,
    author: Author,
    asked: impl Fn(&RawQuestion, PathBuf) -> Asked,
) -> anyhow::Result<SourceJob> {
    let order = match raw.order {
        RawOrder::List(list) => SourceOrder::List(asked(
            &RawQuestion {
                on: None,
                known: list.known,
                recorded: list.recorded,
                with_hindsight: list.with_hindsight,
            },
            record,
        )),
        RawOrder::Set(set) => SourceOrder::Set {
            record,
            author,
            change: SourceChange {
                id: set.id,
                name: set.name,
                forgets_aliases: set.also_known_as.iter().any(|name| name == NONE),
                aliases: named(set.also_known_as),
                kind: set.kind,
                reliability: set.reliability,
                favours: ids(&set.favours)?,
                copies: ids(&set.copies)?,
                reason: set.reason,
            },
        },
    };
    Ok(SourceJob {
        order,
        format: raw.format,
    })
}

/// The ids of a flag that can be repeated: nothing where it was not given, an empty list for `none`.
fn ids<T: std::str::FromStr<Err: std::error::Error + Send + Sync + 'static>>(
    words: &[String],
) -> anyhow::Result<Option<Vec<T>>> {
    if words.is_empty() {
        return Ok(None);
    }
    let named = words.iter().filter(|word| *word != NONE);
    let ids: Result<Vec<T>, T::Err> = named.map(|word| word.parse()).collect();
    Ok(Some(ids?))
}

fn named(names: Vec<String>) -> Vec<String> {
    names.into_iter().filter(|name| name != NONE).collect()
}

/// A name without white space around it; the check of a display name is the same as that of an id.
fn name(word: &str) -> Result<String, String> {
    let name: Result<SourceId, _> = word.trim().parse();
    name.map(|name| name.to_string())
        .map_err(|error| error.to_string())
}

fn reliability(word: &str) -> Result<Reliability, String> {
    serde_json::from_value(serde_json::Value::from(word.to_uppercase()))
        .map_err(|error| error.to_string())
}

fn kind(word: &str) -> Result<SourceKind, String> {
    serde_json::from_value(serde_json::Value::from(word)).map_err(|error| error.to_string())
}
