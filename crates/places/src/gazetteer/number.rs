//! Places by number: those of the gazetteer itself first, in order of their ids, and after them those of the long list.
//!
//! A number is worth something only within the gazetteer that gave it.

use marsad_domain::{Place, PlaceId};

use super::{Gazetteer, entry::Spelling};
use crate::{
    facts::Facts,
    world::{Row, WorldList},
};

/// A place of a gazetteer or of the long list under it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Number(pub(crate) u32);

impl Gazetteer {
    /// The number of a place of this gazetteer itself.
    pub(crate) fn number(&self, id: &PlaceId) -> Option<Number> {
        let found = self
            .entries
            .binary_search_by(|entry| entry.place.id.cmp(id));
        Some(Number(u32::try_from(found.ok()?).ok()?))
    }

    /// The number of a place, of the long list too.
    pub(crate) fn number_anywhere(&self, id: &PlaceId) -> Option<Number> {
        let own = self.number(id);
        own.or_else(|| Some(self.of_row(self.world()?.row_of(id)?)))
    }

    /// The place of a number.
    pub(crate) fn place(&self, number: Number) -> Option<&Place> {
        match self.row(number) {
            Some(row) => self.world()?.place(row),
            None => Some(&self.entries.get(number.0 as usize)?.place),
        }
    }

    /// The names in normal form of a place of this gazetteer itself.
    pub(crate) fn spellings(&self, number: Number) -> &[Spelling] {
        let entry = self.entries.get(number.0 as usize);
        entry.map_or(&[], |entry| entry.spellings())
    }

    /// The id of a number.
    pub(crate) fn id(&self, number: Number) -> Option<PlaceId> {
        match self.row(number) {
            Some(row) => self.world()?.id(row),
            None => Some(self.entries.get(number.0 as usize)?.place.id.clone()),
        }
    }

    /// What is needed to weigh a place.
    pub(crate) fn facts(&self, number: Number) -> Option<Facts> {
        let Some(row) = self.row(number) else {
            return Some(self.entries.get(number.0 as usize)?.facts());
        };
        self.world()?.facts(row)
    }

    /// Whether only the long list of the world has a place.
    pub(crate) fn is_of_world(&self, number: Number) -> bool {
        self.row(number).is_some()
    }

    /// The number of the country of a code.
    pub(crate) fn country_number(&self, code: [u8; 2]) -> Option<Number> {
        self.countries.get(&code).copied()
    }

    /// Whether a place lies in an area. No place lies in itself.
    pub(crate) fn lies_in(&self, place: Number, area: Number) -> bool {
        match self.row(place) {
            None => self.own_areas(place).binary_search(&area).is_ok(),
            Some(row) => self
                .above(row)
                .into_iter()
                .flatten()
                .any(|above| above == area),
        }
    }

    /// Every area that a place lies in, sorted.
    pub(crate) fn areas_of(&self, place: Number) -> Vec<Number> {
        match self.row(place) {
            None => self.own_areas(place).to_vec(),
            Some(row) => {
                let mut areas: Vec<Number> = self.above(row).into_iter().flatten().collect();
                areas.sort_unstable();
                areas.dedup();
                areas
            }
        }
    }

    /// Every area that a place of this gazetteer lies in, sorted.
    fn own_areas(&self, place: Number) -> &[Number] {
        let areas = self.areas.get_or_init(|| {
            let own = (0..).take(self.entries.len()).map(Number);
            own.map(|number| self.climb(number)).collect()
        });
        areas.get(place.0 as usize).map_or(&[], Vec::as_slice)
    }

    /// The areas that a row of the long list lies in: its region, the region of that, and its country.
    fn above(&self, row: Row) -> [Option<Number>; 3] {
        let Some(world) = self.world() else {
            return [None; 3];
        };
        let region = world.parent(row);
        let larger = region.and_then(|region| world.parent(region));
        let facts = world.facts(row);
        let country = facts.and_then(|facts| self.country_number(facts.country));
        [
            region.map(|region| self.of_row(region)),
            larger.map(|region| self.of_row(region)),
            country,
        ]
    }

    /// Every area of this gazetteer that one of its places lies in, sorted, found by climbing from area to area.
    fn climb(&self, place: Number) -> Vec<Number> {
        let mut found = Vec::new();
        let mut open = vec![place];
        while let Some(number) = open.pop() {
            let Some(entry) = self.entries.get(number.0 as usize) else {
                continue;
            };
            let country = self.country_number(entry.facts().country);
            let parents = entry.parents.iter().filter_map(|id| self.number(id));
            for parent in parents.chain(country) {
                if parent != place && !found.contains(&parent) {
                    found.push(parent);
                    open.push(parent);
                }
            }
        }
        found.sort_unstable();
        found
    }

    /// The long list of the world.
    pub(crate) fn world(&self) -> Option<&WorldList> {
        Some(&self.world.as_ref()?.0)
    }

    /// The row of the long list that a number stands for.
    pub(super) fn row(&self, number: Number) -> Option<Row> {
        let own = u32::try_from(self.entries.len()).ok()?;
        number.0.checked_sub(own).map(Row)
    }

    /// The number of a row of the long list.
    pub(super) fn of_row(&self, row: Row) -> Number {
        let own = u32::try_from(self.entries.len()).unwrap_or(u32::MAX);
        Number(own.saturating_add(row.0))
    }
}
