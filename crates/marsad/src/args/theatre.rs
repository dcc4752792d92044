//! `marsad theatre`: what clap reads of it, and the job that it comes to.

use std::path::PathBuf;

use anyhow::Result;
use clap::{Args, Subcommand};
use jiff::civil::Date;

use crate::{
    desk::Desk,
    intake::Input,
    output::Format,
    theatre_files::{TheatreFiles, first_shown_theatre, named_theatre, theatre_to_check},
};

#[derive(Debug, Args)]
pub(crate) struct RawTheatre {
    #[command(subcommand)]
    order: RawOrder,
}

#[derive(Debug, Subcommand)]
enum RawOrder {
    Check(RawCheck),
    Show(RawShow),
    New(RawNew),
}

#[derive(Debug, Args)]
struct RawCheck {
    #[arg(value_name = "ID|DIR")]
    word: String,
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Debug, Args)]
struct RawShow {
    #[arg(value_name = "ID|DIR")]
    word: Option<String>,
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    #[arg(long, value_name = "DAY")]
    on: Option<Date>,
}

#[derive(Debug, Args)]
struct RawNew {
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    #[arg(long, value_name = "XX")]
    country: String,
    #[arg(long, value_name = "FILE")]
    places: Option<PathBuf>,
    #[arg(long, value_name = "N", conflicts_with = "places")]
    least_people: Option<u64>,
}

/// Do something with a theatre.
#[derive(Debug)]
pub(crate) enum TheatreJob {
    /// Look for what is wrong with it.
    Check {
        /// Its files.
        theatre: TheatreFiles,
        /// In which form the findings are printed.
        format: Format,
    },
    /// Draw it.
    Show {
        /// Its files.
        theatre: TheatreFiles,
        /// The drawing.
        out: PathBuf,
        /// The day; else that of its opening positions.
        on: Option<Date>,
    },
    /// Begin one.
    New {
        /// Its folder.
        folder: PathBuf,
        /// ISO 3166 code of its country, in whatever letters.
        country: String,
        /// Where its places come from.
        ground: NewGround,
    },
}

/// Where the places of a new theatre come from.
#[derive(Debug)]
pub(crate) enum NewGround {
    /// A table.
    Table(Input),
    /// The long list of the world: settlements with so many people at least, else no more than can be looked through.
    World(Option<u64>),
}

/// What the words mean.
pub(super) fn resolve(raw: RawTheatre, desk: &Desk) -> Result<TheatreJob> {
    Ok(match raw.order {
        RawOrder::Check(RawCheck { word, format }) => TheatreJob::Check {
            theatre: theatre_to_check(&word, desk)?,
            format,
        },
        RawOrder::Show(RawShow { word, out, on }) => TheatreJob::Show {
            theatre: match word {
                Some(word) => named_theatre(&word, desk)?,
                None => named_theatre(&first_shown_theatre()?, desk)?,
            },
            out: desk.folder.join(out),
            on,
        },
        RawOrder::New(RawNew {
            folder,
            country,
            places,
            least_people,
        }) => TheatreJob::New {
            folder: desk.folder.join(folder),
            country,
            ground: places.map_or(NewGround::World(least_people), |places| {
                NewGround::Table(Input::from(places))
            }),
        },
    })
}
