//! Rivers of a theatre's lines as places, so that their names are found like any other.

use std::{collections::BTreeMap, sync::Arc};

use marsad_domain::{Kilometres, Place, PlaceKind};

use super::{Entry, Gazetteer};
use crate::lines::{Line, LineKind, Lines};

impl Gazetteer {
    /// The gazetteer with the rivers of some lines, each under its line's id, at the middle one of its points.
    /// A place that has the id already stays as it is.
    #[must_use]
    pub fn with_rivers(&self, lines: &Lines) -> Self {
        let own = self.entries.iter().cloned();
        let mut entries: BTreeMap<_, _> =
            own.map(|entry| (entry.place.id.clone(), entry)).collect();
        for line in lines.iter().filter(|line| line.kind == LineKind::River) {
            if let Some(entry) = entry(line) {
                entries.entry(line.id.clone()).or_insert(entry);
            }
        }
        let mut whole = Self::of(entries);
        whole.is_of_one_war = self.is_of_one_war;
        match &self.world {
            Some((world, _)) => whole.over_world(Arc::clone(world)),
            None => whole,
        }
    }
}

fn entry(line: &Line) -> Option<Entry> {
    let position = *line.points().get(line.points().len() / 2)?;
    let place = Place {
        id: line.id.clone(),
        name: line.name.clone(),
        name_ar: line.name_ar.clone(),
        spellings: line.spellings.clone(),
        kind: PlaceKind::River,
        position,
        population: None,
        admin1: None,
        country: String::new(),
        junction: Kilometres(0.0),
        basis: line.basis.clone(),
    };
    Some(Entry::new(place, Vec::new(), None, None))
}
