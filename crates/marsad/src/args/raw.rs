//! The command line as clap reads it. Help texts come from the catalogue.

use std::path::PathBuf;

use clap::{ArgGroup, Args, Parser, Subcommand};
use jiff::{Timestamp, civil::Date};
use marsad_domain::{ActorId, Published, SourceId};
use marsad_ledger::{Author, Head};

use super::{
    decide::RawDecide,
    estimate::RawEstimate,
    gazetteer::RawGazetteer,
    job::{ControlForm, ReportForm, Roads, Scheme},
    keeping::{RawBackup, RawRestore, RawUpgrade},
    meltt::RawMeltt,
    redact::RawRedact,
    seal::RawSeal,
    source::RawSource,
    theatre::RawTheatre,
};
use crate::output::Format;

/// All words of a command line.
#[derive(Debug, Parser)]
#[command(
    name = "marsad",
    version,
    disable_help_subcommand = true,
    max_term_width = 120
)]
pub(crate) struct RawArgs {
    #[command(subcommand)]
    pub(crate) command: RawCommand,
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) record: Option<PathBuf>,
    #[arg(
        long,
        global = true,
        env = "MARSAD_AUTHOR",
        hide_env = true,
        default_value = "desk",
        value_name = "NAME"
    )]
    pub(crate) author: Author,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum RawCommand {
    Demo(RawDemo),
    Init(RawInit),
    Add(RawAdd),
    Read(RawRead),
    Kind(RawKind),
    Places(RawPlaces),
    Link(RawLink),
    Incidents(RawIncidents),
    Estimate(RawEstimate),
    Control(RawControl),
    CutOff(RawCutOff),
    Report(RawReport),
    Decide(RawDecide),
    Redact(RawRedact),
    Source(RawSource),
    Seal(RawSeal),
    Backup(RawBackup),
    Restore(RawRestore),
    Upgrade(RawUpgrade),
    Theatre(RawTheatre),
    Gazetteer(RawGazetteer),
    Verify(RawVerify),
    Licences(RawLicences),
}

#[derive(Debug, Args)]
pub(crate) struct RawDemo {
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    #[arg(long, value_name = "ID|DIR")]
    pub(crate) theatre: Option<String>,
    #[command(flatten)]
    pub(crate) origin: RawOrigin,
}

#[derive(Debug, Args)]
pub(crate) struct RawInit {
    #[arg(value_name = "DIR")]
    pub(crate) folder: PathBuf,
    #[arg(long, value_name = "ID|DIR")]
    pub(crate) theatre: String,
}

#[derive(Debug, Args)]
pub(crate) struct RawAdd {
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    #[arg(long)]
    pub(crate) dry_run: bool,
    #[command(flatten)]
    pub(crate) origin: RawOrigin,
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}

/// What is said of documents that do not say it themselves.
#[derive(Debug, Args)]
pub(crate) struct RawOrigin {
    #[arg(long, value_name = "ID", default_value = "unknown")]
    pub(crate) source: SourceId,
    #[arg(long, value_name = "DAY|INSTANT")]
    pub(crate) published: Option<Published>,
}

/// A command that reads documents from files, with or without a record.
#[derive(Debug, Args)]
pub(crate) struct RawDocuments {
    #[arg(required = true, value_name = "FILE")]
    pub(crate) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) origin: RawOrigin,
    #[arg(long, value_name = "ID|DIR|none")]
    pub(crate) theatre: Option<String>,
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}

#[derive(Debug, Args)]
pub(crate) struct RawKind {
    #[command(flatten)]
    pub(crate) documents: RawDocuments,
    #[arg(long, value_enum, default_value_t)]
    pub(crate) scheme: Scheme,
}

#[derive(Debug, clap::Args)]
pub(crate) struct RawRead {
    #[command(flatten)]
    pub(crate) documents: RawDocuments,
    #[arg(long)]
    pub(crate) explain: bool,
}

#[derive(Debug, Args)]
pub(crate) struct RawPlaces {
    #[command(flatten)]
    pub(crate) documents: RawDocuments,
    #[arg(long)]
    pub(crate) why: bool,
}

#[derive(Debug, Args)]
pub(crate) struct RawIncidents {
    #[arg(value_name = "FILE")]
    pub(crate) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) origin: RawOrigin,
    #[arg(long, value_name = "ID|DIR|none")]
    pub(crate) theatre: Option<String>,
    #[command(flatten)]
    pub(crate) question: RawQuestion,
    #[arg(long, value_name = "ID", conflicts_with = "totals")]
    pub(crate) why: Option<String>,
    #[arg(long)]
    pub(crate) totals: bool,
    #[arg(long, value_name = "DAY", requires = "totals")]
    pub(crate) since: Option<Date>,
    #[arg(long, value_name = "DAY", requires = "totals")]
    pub(crate) until: Option<Date>,
    #[arg(long = "in", value_name = "PLACE", requires = "totals")]
    pub(crate) place: Option<String>,
    #[command(flatten)]
    pub(crate) draws: RawDraws,
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}

/// How the likely interval of a total is drawn.
#[derive(Debug, Args)]
pub(crate) struct RawDraws {
    #[arg(long, value_name = "N", default_value_t = 1000, value_parser = clap::value_parser!(u32).range(1..=1_000_000), requires = "totals")]
    pub(crate) draws: u32,
    #[arg(long, value_name = "N", default_value_t = 1, requires = "totals")]
    pub(crate) seed: u64,
}

#[derive(Debug, Args)]
pub(crate) struct RawLink {
    #[arg(required = true, value_name = "FILE")]
    pub(crate) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) meltt: RawMeltt,
    #[arg(long = "column", value_name = "NAME=COLUMN")]
    pub(crate) columns: Vec<String>,
    #[arg(long, value_name = "FILE")]
    pub(crate) incidents: Option<PathBuf>,
    #[arg(long, value_name = "FILE")]
    pub(crate) totals: Option<PathBuf>,
    #[arg(long, value_name = "FILE", requires = "totals")]
    pub(crate) cumulative: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) draws: RawDraws,
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}

/// The two times of a question.
#[derive(Debug, Args)]
pub(crate) struct RawQuestion {
    #[arg(long, value_name = "DAY")]
    pub(crate) on: Option<Date>,
    #[arg(long, value_name = "DAY")]
    pub(crate) known: Option<Date>,
    #[arg(long, value_name = "INSTANT", conflicts_with = "known")]
    pub(crate) recorded: Option<Timestamp>,
    #[arg(long, requires = "known")]
    pub(crate) with_hindsight: bool,
}

#[derive(Debug, Args)]
pub(crate) struct RawControl {
    #[arg(value_name = "FILE", requires = "at", conflicts_with_all = ["record", "known", "recorded"])]
    pub(crate) path: Option<PathBuf>,
    #[arg(long, value_name = "POINTS", requires = "path", conflicts_with_all = ["places", "all", "history", "diff", "diff_known", "diff_recorded"])]
    pub(crate) at: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) question: RawQuestion,
    #[arg(long = "place", value_name = "PLACE")]
    pub(crate) places: Vec<String>,
    #[arg(long)]
    pub(crate) all: bool,
    #[arg(long, value_name = "PLACE", conflicts_with_all = ["places", "all"])]
    pub(crate) history: Option<String>,
    #[arg(long, value_name = "DAY", conflicts_with_all = ["places", "all", "history"])]
    pub(crate) diff: Option<Date>,
    #[command(flatten)]
    pub(crate) land: RawLand,
    #[arg(long, value_name = "DAY", conflicts_with_all = ["path", "places", "all", "history"])]
    pub(crate) diff_known: Option<Date>,
    #[arg(long, value_name = "INSTANT", conflicts_with_all = ["path", "places", "all", "history", "diff_known"])]
    pub(crate) diff_recorded: Option<Timestamp>,
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: ControlForm,
}

#[derive(Debug, Args)]
#[command(group = ArgGroup::new("land").multiple(true))]
pub(crate) struct RawLand {
    #[arg(long, value_name = "FILE", group = "land", conflicts_with_all = ["places", "all", "history", "diff", "diff_known", "diff_recorded"])]
    pub(crate) areas: Option<PathBuf>,
    #[arg(long, value_name = "FILE", group = "land", conflicts_with_all = ["path", "places", "all", "history", "diff", "diff_known", "diff_recorded"])]
    pub(crate) map: Option<PathBuf>,
    #[arg(long, group = "land", conflicts_with_all = ["path", "places", "all", "history", "diff", "diff_known", "diff_recorded"])]
    pub(crate) totals: bool,
    #[arg(long, value_name = "DAY", requires = "totals")]
    pub(crate) since: Option<Date>,
    #[arg(
        long,
        value_name = "KM",
        requires = "land",
        allow_negative_numbers = true
    )]
    pub(crate) cell_km: Option<f64>,
    #[arg(
        long,
        value_name = "KM",
        requires = "land",
        allow_negative_numbers = true
    )]
    pub(crate) reach_km: Option<f64>,
}

#[derive(Debug, Args)]
pub(crate) struct RawCutOff {
    #[arg(long, value_name = "DIR", requires_all = ["holders", "on"], conflicts_with_all = ["record", "known", "recorded"])]
    pub(crate) network: Option<PathBuf>,
    #[arg(long, value_name = "FILE", requires = "network")]
    pub(crate) holders: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) question: RawQuestion,
    #[arg(
        long = "if",
        value_name = "PLACE=PARTY",
        required_unless_present = "rank"
    )]
    pub(crate) changes: Vec<String>,
    #[arg(long, value_name = "PARTY", required_if_eq("rank", "true"))]
    pub(crate) party: Option<ActorId>,
    #[arg(long, value_enum, default_value_t)]
    pub(crate) roads: Roads,
    #[arg(long)]
    pub(crate) across_borders: bool,
    #[arg(long, conflicts_with = "changes")]
    pub(crate) rank: bool,
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}

#[derive(Debug, Args)]
pub(crate) struct RawReport {
    #[command(flatten)]
    pub(crate) question: RawQuestion,
    #[arg(long, value_name = "DAY")]
    pub(crate) since: Option<Date>,
    #[arg(long = "if", value_name = "PLACE=PARTY", conflicts_with = "public")]
    pub(crate) changes: Vec<String>,
    #[arg(long)]
    pub(crate) public: bool,
    #[arg(long, value_enum)]
    pub(crate) format: Option<ReportForm>,
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct RawVerify {
    #[arg(long, value_name = "HEAD")]
    pub(crate) against: Option<Head>,
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}

#[derive(Debug, Args)]
pub(crate) struct RawLicences {
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}
