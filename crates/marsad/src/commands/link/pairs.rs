//! Claims with their incidents as they are printed. A table can have a million, so ids stand one after another.

use anyhow::Result;
use serde::Serialize;

use crate::{
    desk::Desk,
    failure::Told as _,
    output::{Format, json_line, table_error},
};

/// Claims with the first of their incidents, by their places in a list of ids.
#[derive(Debug, Default)]
pub(super) struct Pairs {
    text: String,
    ends: Vec<usize>,
    firsts: Vec<(u32, u32)>,
}

#[derive(Debug, Serialize)]
struct Pair<'l> {
    id: &'l str,
    incident: &'l str,
}

impl Pairs {
    /// Adds an id; its place.
    pub(super) fn push(&mut self, id: &str) -> u32 {
        let place = u32::try_from(self.ends.len()).unwrap_or(u32::MAX);
        self.text.push_str(id);
        self.ends.push(self.text.len());
        place
    }

    /// Says of a claim which is the first of its incident: it is printed after those of which that was said before.
    pub(super) fn belongs(&mut self, claim: u32, first: u32) {
        self.firsts.push((claim, first));
    }

    /// Says of every claim, in the order of their places, which is the first of its incident.
    pub(super) fn belong_in_order<'i>(&mut self, incidents: impl Iterator<Item = &'i [u32]>) {
        self.firsts = (0u32..)
            .zip(&self.ends)
            .map(|(claim, _)| (claim, claim))
            .collect();
        for members in incidents {
            for member in members {
                if let (Some(pair), Some(first)) =
                    (self.firsts.get_mut(*member as usize), members.first())
                {
                    pair.1 = *first;
                }
            }
        }
    }

    /// The id at a place.
    pub(super) fn id(&self, place: u32) -> &str {
        let place = place as usize;
        let before = place.checked_sub(1);
        let from = before.map_or(Some(0), |before| self.ends.get(before).copied());
        let range = from.zip(self.ends.get(place).copied());
        range
            .and_then(|(from, to)| self.text.get(from..to))
            .unwrap_or_default()
    }

    /// Prints them as a table, or as JSON Lines.
    pub(super) fn print(&self, format: Format, desk: &mut Desk) -> Result<()> {
        let mut pairs = self.firsts.iter().map(|(claim, first)| Pair {
            id: self.id(*claim),
            incident: self.id(*first),
        });
        if format == Format::Json {
            return pairs.try_for_each(|pair| json_line(desk, &pair));
        }
        let mut table = csv::Writer::from_writer(desk.out());
        table
            .write_record(["id", "incident"])
            .map_err(table_error)?;
        for pair in pairs {
            table
                .write_record([pair.id, pair.incident])
                .map_err(table_error)?;
        }
        table.flush().told("writing-table", &[])
    }
}
