//! `marsad theatre`: look at a theatre, draw it, begin one.

mod check;
mod new;
mod show;

use anyhow::Result;

use crate::{args::TheatreJob, desk::Desk, exit::Outcome};

/// Does what is asked.
pub(crate) fn run(job: &TheatreJob, desk: &mut Desk) -> Result<Outcome> {
    match job {
        TheatreJob::Check { theatre, format } => check::run(theatre, *format, desk),
        TheatreJob::Show { theatre, out, on } => show::run(theatre, out, *on, desk),
        TheatreJob::New {
            folder,
            country,
            places,
        } => new::run(folder, country, places, desk),
    }
}
