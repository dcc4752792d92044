//! The commands, one a file.

mod add;
mod backup;
mod control;
mod cut_off;
mod decide;
mod demo;
mod documents;
mod estimate;
mod gazetteer;
mod incidents;
mod init;
mod kind;
mod licences;
mod link;
mod places;
mod read;
mod redact;
mod report;
mod restore;
mod saying;
mod seal;
mod source;
mod theatre;
mod upgrade;
mod verify;

use anyhow::Result;

pub(crate) use licences::Attribution;

use crate::{args::Job, desk::Desk, exit::Outcome};

/// Does a job.
pub(crate) fn run(job: Job, desk: &mut Desk) -> Result<Outcome> {
    match job {
        Job::Demo(job) => demo::run(&job, desk),
        Job::Init(job) => init::run(&job, desk),
        Job::Add(job) => add::run(&job, desk),
        Job::Link(job) => link::run(&job, desk),
        Job::Meltt(job) => link::run_meltt(&job, desk),
        Job::Read(job) => read::run(&job, desk),
        Job::Control(job) => control::run(&job, desk),
        Job::Points(job) => control::run_points(&job, desk),
        Job::CutOff(job) => cut_off::run(&job, desk),
        Job::Kind(job) => kind::run(&job, desk),
        Job::Incidents(job) => incidents::run(&job, desk),
        Job::Estimate(job) => estimate::run(&job, desk),
        Job::Places(job) => places::run(&job, desk),
        Job::Report(job) => report::run(&job, desk),
        Job::Decide(job) => decide::run(&job, desk),
        Job::Redact(job) => redact::run(&job, desk),
        Job::Source(job) => source::run(&job, desk),
        Job::Seal(job) => seal::run(&job, desk),
        Job::Backup(job) => backup::run(&job, desk),
        Job::Restore(job) => restore::run(&job, desk),
        Job::Upgrade(job) => upgrade::run(&job, desk),
        Job::Theatre(job) => theatre::run(&job, desk),
        Job::Gazetteer(job) => gazetteer::run(&job, desk),
        Job::Verify(job) => verify::run(&job, desk),
        Job::Licences(job) => licences::run(&job, desk),
    }
}
