//! Which places of the long list of the world are places of the gazetteer over it.

use std::sync::atomic::{AtomicU32, Ordering};

use marsad_domain::PlaceKind;

use super::{Form, Gazetteer, Number, SAME_SETTLEMENT_KM, SAME_SOUND_KM};
use crate::{
    facts::Facts,
    normal::normal_form,
    skeleton::skeleton,
    world::{Posting, Row, WorldList},
};

/// The fewest kilometres that a degree of latitude has anywhere.
const KM_OF_A_DEGREE: f64 = 110.0;

/// Nothing is known yet of a row.
const UNKNOWN: u32 = 0;
/// A row is no place of the gazetteer.
const NONE: u32 = 1;
/// What is added to the number of the place that a row is.
const FIRST: u32 = 2;

/// What was found out of each row so far. Whoever finds it out finds the same, so that it does not matter who was first.
#[derive(Debug)]
pub(super) struct Twins(Vec<AtomicU32>);

impl Twins {
    /// Nothing found out of so many rows.
    pub(super) fn of(rows: usize) -> Self {
        Self(
            std::iter::repeat_with(|| AtomicU32::new(UNKNOWN))
                .take(rows)
                .collect(),
        )
    }

    fn get(&self, row: Row, find: impl FnOnce() -> Option<Number>) -> Option<Number> {
        let slot = self.0.get(row.0 as usize)?;
        let mut known = slot.load(Ordering::Relaxed);
        if known == UNKNOWN {
            known = find().map_or(NONE, |number| number.0.saturating_add(FIRST));
            slot.store(known, Ordering::Relaxed);
        }
        known.checked_sub(FIRST).map(Number)
    }
}

impl Gazetteer {
    /// The places that the long list of the world has under a name in normal form; where one is a place of this
    /// gazetteer, that one.
    pub(crate) fn of_world_name(&self, normal: &str) -> Vec<(Number, Form)> {
        let rows = self
            .world()
            .map(|world| world.rows(normal))
            .unwrap_or_default();
        let found = self.of_postings(rows.into_iter());
        found
            .into_iter()
            .map(|(place, form, _)| (place, form))
            .collect()
    }

    /// The same for a name that the automaton of the long list led to this value.
    pub(crate) fn of_world_value(&self, value: u64) -> Vec<(Number, Form, Facts)> {
        match self.world() {
            Some(world) => self.of_postings(world.postings(value)),
            None => Vec::new(),
        }
    }

    /// The same for rows that a name led to: each place once, sorted.
    fn of_postings(&self, postings: impl Iterator<Item = Posting>) -> Vec<(Number, Form, Facts)> {
        let Some((world, twins)) = self.world.as_ref() else {
            return Vec::new();
        };
        let mut found: Vec<(Number, Form, Facts)> = Vec::new();
        for posting in postings {
            let row = Row(posting.row);
            let Some(facts) = world.facts(row) else {
                continue;
            };
            if facts.kind.is_area() && self.divided.contains(&facts.country) {
                continue;
            }
            let listed = if posting.is_spelling {
                Form::Spelling
            } else {
                Form::Name
            };
            match twins.get(row, || self.same_settlement(world, row)) {
                Some(own) => {
                    found.extend(self.facts(own).map(|facts| (own, Form::Spelling, facts)));
                }
                None => found.push((self.of_row(row), listed, facts)),
            }
        }
        found.sort_unstable_by_key(|(number, form, _)| (*number, *form));
        found.dedup_by_key(|(number, ..)| *number);
        found
    }

    /// The place of this gazetteer that a settlement of the long list is: one number, else one name, or one sound and
    /// nearer.
    fn same_settlement(&self, world: &WorldList, row: Row) -> Option<Number> {
        let facts = world.facts(row)?;
        if facts.kind.is_area() || facts.kind == PlaceKind::Country {
            return None;
        }
        let numbered = world.geonameid(row).and_then(|id| self.numbered.get(&id));
        if numbered.is_some() {
            return numbered.copied();
        }
        let normal = normal_form(world.name(row)?);
        let sound = skeleton(&normal);
        let same = self
            .settlements_near(facts.position.lat(), SAME_SETTLEMENT_KM)
            .filter_map(|number| {
                let mine = self
                    .facts(number)
                    .filter(|mine| mine.country == facts.country)?;
                let far = mine.position.haversine(facts.position).0;
                let mut names = self
                    .spellings(number)
                    .iter()
                    .map(|spelling| spelling.normal.as_str());
                let is_named = names.clone().any(|name| name == normal);
                let sounds = |name: &str| sound.is_some() && skeleton(name) == sound;
                let is_same = (is_named && far <= SAME_SETTLEMENT_KM)
                    || (far <= SAME_SOUND_KM && names.any(sounds));
                is_same.then_some((!is_named, number))
            });
        same.min().map(|(_, number)| number)
    }

    /// The settlements of this gazetteer whose latitude is no farther away than some kilometres.
    fn settlements_near(&self, lat: f64, km: f64) -> impl Iterator<Item = Number> {
        let reach = km / KM_OF_A_DEGREE;
        let first = self
            .northward
            .partition_point(|(other, _)| *other < lat - reach);
        let rest = self.northward.get(first..).unwrap_or_default().iter();
        let near = rest.take_while(move |(other, _)| *other <= lat + reach);
        near.map(|(_, number)| *number)
    }
}
