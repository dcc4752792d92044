//! `marsad theatre`: look at a theatre, draw it, begin one.

mod check;
mod new;
mod show;

use anyhow::Result;

use crate::{
    args::{NewGround, TheatreJob},
    desk::Desk,
    exit::Outcome,
};

/// Does what is asked.
pub(crate) fn run(job: &TheatreJob, desk: &mut Desk) -> Result<Outcome> {
    match job {
        TheatreJob::Check { theatre, format } => check::run(theatre, *format, desk),
        TheatreJob::Show { theatre, out, on } => show::run(theatre, out, *on, desk),
        TheatreJob::New {
            folder,
            country,
            ground: NewGround::Table(places),
        } => new::from_table(folder, country, places, desk),
        TheatreJob::New {
            folder,
            country,
            ground: NewGround::World(least),
        } => new::from_world(folder, country, *least, desk),
    }
}
