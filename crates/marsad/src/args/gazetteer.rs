//! `marsad gazetteer`: what clap reads of it, and the job that it comes to.

use std::path::PathBuf;

use anyhow::Result;
use clap::{Args, Subcommand};
use marsad_ledger::Author;
use marsad_places::{ImportOptions, Origin};

use crate::{desk::Desk, output::Format};

#[derive(Debug, Args)]
pub(crate) struct RawGazetteer {
    #[command(subcommand)]
    order: RawOrder,
    #[arg(long, global = true, value_enum, default_value_t)]
    format: Format,
}

#[derive(Debug, Subcommand)]
enum RawOrder {
    Add(RawAdd),
    List,
}

#[derive(Debug, Args)]
struct RawAdd {
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    #[arg(long)]
    dry_run: bool,
    #[arg(long, value_name = "XX")]
    country: Option<String>,
    #[arg(long, value_name = "ROLE=COLUMN", value_delimiter = ',')]
    columns: Vec<String>,
    #[arg(long, value_name = "TEXT")]
    origin: Option<String>,
    #[arg(long, value_name = "TEXT")]
    licence: Option<String>,
}

/// Do something with the added places of a record.
#[derive(Debug)]
pub(crate) struct GazetteerJob {
    /// The record's folder.
    pub(crate) record: PathBuf,
    /// What is done.
    pub(crate) order: GazetteerOrder,
    /// In which form the answer is printed.
    pub(crate) format: Format,
}

/// What is done with added places.
#[derive(Debug)]
pub(crate) enum GazetteerOrder {
    /// Add those of files.
    Add(AddPlaces),
    /// List what was added.
    List,
}

/// Add the places of files.
#[derive(Debug)]
pub(crate) struct AddPlaces {
    /// The files.
    pub(crate) files: Vec<PathBuf>,
    /// Whether nothing is written.
    pub(crate) is_dry_run: bool,
    /// What the user says of rows and columns.
    pub(crate) options: ImportOptions,
    /// What the user says of the files.
    pub(crate) origin: Origin,
    /// Who adds them.
    pub(crate) author: Author,
}

/// What the words mean.
pub(super) fn resolve(
    raw: RawGazetteer,
    record: PathBuf,
    author: Author,
    desk: &Desk,
) -> Result<GazetteerJob> {
    let order = match raw.order {
        RawOrder::List => GazetteerOrder::List,
        RawOrder::Add(add) => GazetteerOrder::Add(AddPlaces {
            files: add
                .files
                .into_iter()
                .map(|file| desk.folder.join(file))
                .collect(),
            is_dry_run: add.dry_run,
            options: ImportOptions {
                country: add.country.map(|word| country(&word, desk)).transpose()?,
                columns: add
                    .columns
                    .iter()
                    .map(|pair| column(pair, desk))
                    .collect::<Result<_>>()?,
            },
            origin: Origin {
                origin: line(add.origin, desk)?,
                licence: line(add.licence, desk)?,
            },
            author,
        }),
    };
    Ok(GazetteerJob {
        record,
        order,
        format: raw.format,
    })
}

/// Two letters, in whatever case.
fn country(word: &str, desk: &Desk) -> Result<String> {
    if word.len() == 2 && word.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return Ok(word.to_uppercase());
    }
    Err(desk.refuse("no-country", &[("word", &word)]).into())
}

fn column(pair: &str, desk: &Desk) -> Result<(marsad_places::Role, String)> {
    let named = pair
        .split_once('=')
        .and_then(|(role, column)| Some((role.trim().parse().ok()?, column.trim().to_owned())));
    named.ok_or_else(|| desk.refuse("no-import-column", &[("pair", &pair)]).into())
}

/// A line that stands in the head of files; what is not said was given by the user.
fn line(said: Option<String>, desk: &Desk) -> Result<String> {
    let Some(said) = said else {
        return Ok(desk.words.say("given-by-user", &[]));
    };
    let said = said.trim();
    let is_odd = |c: char| c.is_control() || marsad_domain::id::is_direction_mark(c);
    if said.is_empty() || said.len() > 300 || said.contains(is_odd) {
        return Err(desk.refuse("no-origin", &[]).into());
    }
    Ok(said.to_owned())
}
