//! From the words of the command line to a job.
//!
//! `raw` is what clap reads; `resolve` looks at it together with the surroundings, so that a command gets values that
//! mean something: an open question, a chosen theatre, a found record.

mod decide;
mod estimate;
mod gazetteer;
mod help;
mod job;
mod keeping;
mod meltt;
mod raw;
mod redact;
mod resolve;
mod seal;
mod source;
mod theatre;

use anyhow::Result;
use clap::{CommandFactory as _, FromArgMatches as _};

pub(crate) use decide::{DecideJob, Order, Ruling, Value, What};
pub(crate) use estimate::EstimateJob;
pub(crate) use gazetteer::{AddPlaces, GazetteerJob, GazetteerOrder};
pub(crate) use job::{
    AddJob, ControlForm, ControlJob, ControlView, CutOffGround, CutOffJob, DemoJob, DocumentsJob,
    IncidentsGround, IncidentsJob, InitJob, Job, KindJob, LandJob, LicencesJob, LinkJob,
    LinkTotalsJob, PlacesJob, PointsJob, ReadJob, ReportForm, ReportJob, Roads, Scheme,
    TheatreChoice, TotalsJob, VerifyJob,
};
pub(crate) use keeping::{BackupJob, RestoreJob, UpgradeJob};
pub(crate) use meltt::{GivenTaxonomy, MelttJob};
pub(crate) use seal::{SealJob, SealOrder};
pub(crate) use source::{SourceChange, SourceJob, SourceOrder};

pub(crate) use redact::RedactJob;
pub(crate) use theatre::{NewGround, TheatreJob};

use crate::{args::raw::RawArgs, desk::Desk};

/// Reads the command line. Help, version and bad usage end the program here, as clap does it: exit code 0 or 2.
pub(crate) fn from_command_line(desk: &Desk) -> Result<Job> {
    let command = help::worded(RawArgs::command(), &desk.words);
    let raw =
        RawArgs::from_arg_matches(&command.get_matches()).unwrap_or_else(|error| error.exit());
    resolve::resolve(raw, desk)
}
