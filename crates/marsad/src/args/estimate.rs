//! `marsad estimate`: what clap reads of it, and the job that it comes to.

use std::{
    num::{NonZeroU32, NonZeroUsize},
    path::PathBuf,
};

use clap::{Args, value_parser};
use marsad_incidents::systems::{ListChoice, ListGroup, Settings};

use crate::{intake::Input, output::Format};

#[derive(Debug, Args)]
pub(crate) struct RawEstimate {
    #[arg(value_name = "FILE")]
    path: PathBuf,
    #[arg(long, value_name = "A,B,C", value_delimiter = ',')]
    lists: Vec<String>,
    #[arg(long = "group", value_name = "NAME=A+B+C")]
    groups: Vec<ListGroup>,
    #[arg(long, value_name = "COLUMN")]
    by: Option<String>,
    #[arg(long, value_name = "N", default_value_t = 4, value_parser = value_parser!(u32).range(1..=64))]
    runs: u32,
    #[arg(long, value_name = "N", default_value_t = 1000, value_parser = value_parser!(u32).range(100..=1_000_000))]
    samples: u32,
    #[arg(long, value_name = "N", default_value_t = 5, value_parser = value_parser!(u16).range(1..=100))]
    classes: u16,
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// Estimate how many there are beside those on lists.
#[derive(Debug)]
pub(crate) struct EstimateJob {
    /// The table.
    pub(crate) input: Input,
    /// What of it is a list.
    pub(crate) choice: ListChoice,
    /// How it is modelled.
    pub(crate) settings: Settings,
    /// How many chains are run for each stratum.
    pub(crate) runs: u32,
    /// What decides every draw.
    pub(crate) seed: u64,
    /// In which form the answer is printed.
    pub(crate) format: Format,
}

/// What was asked for. Numbers out of range do not come here.
pub(super) fn resolve(raw: RawEstimate) -> EstimateJob {
    let RawEstimate {
        path,
        lists,
        groups,
        by,
        runs,
        samples,
        classes,
        seed,
        format,
    } = raw;
    let lists = lists.iter().map(|list| list.trim().to_owned()).collect();
    let usual = Settings::default();
    EstimateJob {
        input: Input::from(path),
        choice: ListChoice { lists, groups, by },
        settings: Settings {
            classes: NonZeroUsize::new(classes.into()).unwrap_or(usual.classes),
            samples: NonZeroU32::new(samples).unwrap_or(usual.samples),
            ..usual
        },
        runs,
        seed,
        format,
    }
}
