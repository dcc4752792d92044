//! `marsad link --rules meltt`: what clap reads of it, and the job that it comes to.

use std::{num::NonZeroUsize, path::PathBuf};

use anyhow::Result;
use clap::Args;
use marsad_incidents::meltt::Columns;

use super::raw::RawLink;
use crate::{desk::Desk, intake::Input, output::Format};

/// By whose rules a table is linked where it is not by our own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Method {
    /// Matching event data by location, time and type.
    Meltt,
}

#[derive(Debug, Args)]
pub(crate) struct RawMeltt {
    #[arg(long, value_enum, value_name = "METHOD")]
    pub(super) rules: Option<Method>,
    #[arg(
        long = "taxonomy",
        value_name = "NAME=FILE",
        requires = "rules",
        required_if_eq("rules", "meltt")
    )]
    taxonomies: Vec<String>,
    #[arg(
        long,
        value_name = "KM",
        requires = "rules",
        required_if_eq("rules", "meltt")
    )]
    window_km: Option<f64>,
    #[arg(
        long,
        value_name = "DAYS",
        requires = "rules",
        required_if_eq("rules", "meltt")
    )]
    window_days: Option<u32>,
    #[arg(long = "weight", value_name = "NAME=WEIGHT", requires = "rules")]
    weights: Vec<String>,
    #[arg(long = "level", value_name = "NAME=LEVEL", requires = "rules")]
    levels: Vec<String>,
    #[arg(long, value_name = "COUNT", requires = "rules")]
    partial: Option<usize>,
    #[arg(long, requires = "rules")]
    best_fit: bool,
}

/// Match data sets by location, time and type.
#[derive(Debug)]
pub(crate) struct MelttJob {
    /// The data sets, in the order in which they are matched.
    pub(crate) inputs: Vec<Input>,
    /// What their columns are called.
    pub(crate) columns: Columns,
    /// The taxonomies.
    pub(crate) taxonomies: Vec<GivenTaxonomy>,
    /// How many kilometres may lie between two positions.
    pub(crate) window_km: f64,
    /// How many days may lie between two first and two last days.
    pub(crate) window_days: u32,
    /// In how many taxonomies two entries may disagree.
    pub(crate) partial: usize,
    /// Whether of several candidates the best fit is taken, and not the first in time.
    pub(crate) is_best_fit: bool,
    /// Where the sets are written, with why.
    pub(crate) incidents: Option<PathBuf>,
    /// In which form the answer is printed.
    pub(crate) format: Format,
}

/// One taxonomy.
#[derive(Debug)]
pub(crate) struct GivenTaxonomy {
    /// What it and the column that it describes are called.
    pub(crate) name: String,
    /// Its table.
    pub(crate) path: PathBuf,
    /// How much it counts.
    pub(crate) weight: f64,
    /// The level at which entries must agree, from 1 for the finest; else any.
    pub(crate) level: Option<NonZeroUsize>,
}

pub(super) fn resolve(raw: RawLink, desk: &Desk) -> Result<MelttJob> {
    let (inputs, meltt) = (raw.paths, raw.meltt);
    if inputs.len() < 2 {
        return Err(desk.refuse("one-data-set", &[]).into());
    }
    let mut taxonomies = taxonomies(&meltt.taxonomies, desk)?;
    for pair in &meltt.weights {
        let (taxonomy, weight) = of_taxonomy(pair, &mut taxonomies, desk)?;
        taxonomy.weight = weight;
    }
    for pair in &meltt.levels {
        let (taxonomy, level) = of_taxonomy(pair, &mut taxonomies, desk)?;
        taxonomy.level = Some(level);
    }
    Ok(MelttJob {
        inputs: inputs.into_iter().map(Input::from).collect(),
        columns: columns(&raw.columns, desk)?,
        taxonomies,
        window_km: meltt.window_km.unwrap_or_default(),
        window_days: meltt.window_days.unwrap_or_default(),
        partial: meltt.partial.unwrap_or_default(),
        is_best_fit: meltt.best_fit,
        incidents: raw.incidents,
        format: raw.format,
    })
}

fn taxonomies(pairs: &[String], desk: &Desk) -> Result<Vec<GivenTaxonomy>> {
    let mut taxonomies: Vec<GivenTaxonomy> = Vec::new();
    for pair in pairs {
        let (name, path) = pair
            .split_once('=')
            .filter(|(name, path)| !name.is_empty() && !path.is_empty())
            .ok_or_else(|| desk.refuse("no-taxonomy", &[("pair", pair)]))?;
        if taxonomies.iter().any(|taxonomy| taxonomy.name == name) {
            return Err(desk.refuse("taxonomy-twice", &[("name", &name)]).into());
        }
        taxonomies.push(GivenTaxonomy {
            name: name.to_owned(),
            path: PathBuf::from(path),
            weight: 1.0,
            level: None,
        });
    }
    Ok(taxonomies)
}

/// The taxonomy that a pair NAME=VALUE speaks of, and the value.
fn of_taxonomy<'t, V: std::str::FromStr>(
    pair: &str,
    taxonomies: &'t mut [GivenTaxonomy],
    desk: &Desk,
) -> Result<(&'t mut GivenTaxonomy, V)> {
    let names: Vec<&str> = taxonomies
        .iter()
        .map(|taxonomy| taxonomy.name.as_str())
        .collect();
    let names = names.join(", ");
    let refuse = || desk.refuse("no-taxonomy-value", &[("pair", &pair), ("names", &names)]);
    let (name, value) = pair.split_once('=').ok_or_else(refuse)?;
    let value = value.parse().ok().ok_or_else(refuse)?;
    let taxonomy = taxonomies
        .iter_mut()
        .find(|taxonomy| taxonomy.name == name)
        .ok_or_else(refuse)?;
    Ok((taxonomy, value))
}

/// The names of the columns of all data sets; what is not named keeps its usual name.
fn columns(pairs: &[String], desk: &Desk) -> Result<Columns> {
    let mut columns = Columns::default();
    for pair in pairs {
        let refuse = || desk.refuse("no-data-set-column", &[("pair", pair)]);
        let (name, column) = pair.split_once('=').ok_or_else(refuse)?;
        let slot = match name {
            "dataset" => &mut columns.data_set,
            "event" => &mut columns.event,
            "date" => &mut columns.date,
            "enddate" => &mut columns.enddate,
            "lat" => &mut columns.lat,
            "lon" => &mut columns.lon,
            _ => return Err(refuse().into()),
        };
        column.clone_into(slot);
    }
    Ok(columns)
}
