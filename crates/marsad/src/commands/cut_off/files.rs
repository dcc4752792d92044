//! A network and its holders from files, without a record.

use std::{collections::BTreeMap, path::Path};

use anyhow::Result;
use jiff::civil::Date;
use marsad_control::Opening;
use marsad_domain::{Actor, ActorId, ActorKind, Actors, ControlState, PlaceId};
use marsad_places::network::Network;

use crate::{
    desk::Desk,
    failure::Told as _,
    theatre::Theatre,
    theatre_files::{Files, TheatreFiles, read_text_file},
};

/// What a question without a record stands on.
pub(super) struct Read {
    pub(super) theatre: Theatre,
    pub(super) network: Network,
    pub(super) holders: BTreeMap<PlaceId, ControlState>,
}

/// Reads a folder with `places.csv` and `roads.csv`, and where there are such files those of a theatre, and a table
/// of holders `place,holder,state,besieged_by`.
///
/// A holder that the folder's actors do not list is kept as it is given.
pub(super) fn read(
    (network, holders): (&Path, &Path),
    on: Date,
    changes: &[String],
    desk: &Desk,
) -> Result<Read> {
    let files = Files::from_folder(network)?;
    let files = TheatreFiles {
        id: network.display().to_string(),
        is_own: true,
        files,
    };
    let mut theatre = Theatre::read(std::slice::from_ref(&files), &Files::default(), desk)?;
    let text = read_text_file(holders)?;
    let name = holders.display().to_string();
    let parties = changes
        .iter()
        .filter_map(|change| change.split_once('='))
        .map(|(_, party)| party);
    // Where the folder lists actors, a party of a change is one of them by some name of its; else it is a new name.
    let new_names: Vec<&str> = if theatre.actors.iter().next().is_none() {
        parties.collect()
    } else {
        Vec::new()
    };
    theatre.actors = with_holders(&theatre.actors, (&name, &text), &new_names)
        .told("reading-holders", &[("path", &name)])?;
    let opening = Opening::from_csv(&name, &text, &theatre.gazetteer, &theatre.actors, on)?;
    for refusal in &opening.refused {
        desk.talk_row(refusal);
    }
    let stated = opening
        .value
        .iter()
        .map(|(place, row)| (place.clone(), row.state.clone()));
    Ok(Read {
        network: theatre.network(&files, desk)?,
        holders: stated.collect(),
        theatre,
    })
}

/// The actors, and whoever else the table names.
fn with_holders(
    actors: &Actors,
    (name, table): (&str, &str),
    new_names: &[&str],
) -> Result<Actors> {
    let mut all: BTreeMap<ActorId, Actor> = actors
        .iter()
        .map(|actor| (actor.id.clone(), actor.clone()))
        .collect();
    let mut rows = csv::ReaderBuilder::new()
        .comment(Some(b'#'))
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(table.as_bytes());
    let head = rows.headers()?.clone();
    let is_party = |column: &str| matches!(column, "holder" | "besieged_by");
    // A row that cannot be read is told when the states are read.
    for row in rows.records().flatten() {
        let cells = head
            .iter()
            .zip(row.iter())
            .filter(|(column, _)| is_party(column));
        for id in cells
            .flat_map(|(_, cell)| cell.split('|'))
            .filter_map(|name| name.parse().ok())
        {
            all.entry(id).or_insert_with_key(|id| unlisted(id, name));
        }
    }
    for id in new_names.iter().filter_map(|name| name.parse().ok()) {
        all.entry(id).or_insert_with_key(|id| unlisted(id, name));
    }
    Ok(Actors::new(all.into_values().collect())?)
}

/// A party of which nothing is known but its name.
fn unlisted(id: &ActorId, basis: &str) -> Actor {
    Actor {
        acled: None,
        id: id.clone(),
        name: id.to_string(),
        name_ar: None,
        kind: ActorKind::Militia,
        label: None,
        letter: None,
        colour: None,
        aliases: Vec::new(),
        minority: false,
        stands_for: None,
        stands_for_from: None,
        parent: Vec::new(),
        ally: Vec::new(),
        leader: Vec::new(),
        basis: basis.to_owned(),
    }
}
