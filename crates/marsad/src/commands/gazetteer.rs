//! `marsad gazetteer`: places of others, under those of the record's theatre.

mod add;
mod list;

use anyhow::Result;

use crate::{
    args::{GazetteerJob, GazetteerOrder},
    desk::Desk,
    exit::Outcome,
};

/// Does what is asked.
pub(crate) fn run(job: &GazetteerJob, desk: &mut Desk) -> Result<Outcome> {
    match &job.order {
        GazetteerOrder::Add(add) => add::run(&job.record, add, job.format, desk),
        GazetteerOrder::List => list::run(&job.record, job.format, desk),
    }
}
