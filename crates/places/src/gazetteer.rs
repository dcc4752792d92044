//! The places that are known, by id and by name.
//!
//! What goes in: rows of places and areas. What comes out: places by id, by any spelling, and what lies in what.
//! What it must not do: judge a name in its context; that is `find`.

mod index;
mod rivers;
mod rows;

use std::collections::{BTreeMap, BTreeSet};

use marsad_domain::{Place, PlaceId, PlaceKind};

use crate::{
    error::PlacesError,
    loaded::{Loaded, NamedText},
};

pub(crate) use index::{Form, NameIndex};

/// How far apart two settlements of one name may lie and still be one place in two gazetteers, in kilometres.
const SAME_SETTLEMENT_KM: f64 = 20.0;

/// A gazetteer: immutable once made.
#[derive(Debug, Clone, Default)]
pub struct Gazetteer {
    entries: BTreeMap<PlaceId, Entry>,
    countries: BTreeMap<String, PlaceId>,
    index: NameIndex,
}

/// A place with what the record does not carry.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Entry {
    /// The place.
    pub(crate) place: Place,
    /// The areas that it lies in directly, the smaller first.
    pub(crate) parents: Vec<PlaceId>,
    /// Humanitarian place code, where known.
    pub(crate) pcode: Option<String>,
    /// Number in `GeoNames`, where known.
    pub(crate) geonameid: Option<u64>,
}

impl Gazetteer {
    /// A gazetteer of no place.
    #[must_use]
    pub fn empty() -> Self {
        Self::default()
    }

    /// Reads `places.csv` and, where there is one, `areas.csv`.
    ///
    /// A bad row is refused and told, the rest is read. Columns of places:
    /// `id,name,kind,lat,lon` must be there, `name_ar,spellings,population,admin1,admin2,admin3,country,junction_km,`
    /// `geonameid,basis` may be; of areas: `id,name,kind,lat,lon`, and `name_ar,spellings,parent,country,pcode,basis`.
    /// Spellings are separated by `|`; kinds are those of [`marsad_domain::PlaceKind`].
    ///
    /// # Errors
    /// The first row of a file cannot be read or lacks a column that must be there, or there are too many names.
    pub fn from_csv(
        places: NamedText<'_>,
        areas: Option<NamedText<'_>>,
    ) -> Result<Loaded<Self>, PlacesError> {
        let mut rows = rows::read(areas.into_iter().chain([places]))?;
        let refused = rows.finish();
        Ok(Loaded {
            value: Self::of(rows.entries)?,
            refused,
        })
    }

    /// Two gazetteers in one. Where both have an id, or one name for what must be one place, `over` wins.
    ///
    /// # Errors
    /// There are too many names for one automaton.
    pub fn merged(base: &Self, over: &Self) -> Result<Self, PlacesError> {
        let mut entries = over.entries.clone();
        for (id, entry) in &base.entries {
            if !entries.contains_key(id) && !over.has_same(entry) {
                entries.insert(id.clone(), entry.clone());
            }
        }
        Self::of(entries)
    }

    fn of(entries: BTreeMap<PlaceId, Entry>) -> Result<Self, PlacesError> {
        let countries = entries
            .values()
            .filter(|entry| entry.place.kind == PlaceKind::Country)
            .map(|entry| (entry.place.country.clone(), entry.place.id.clone()))
            .collect();
        let index = NameIndex::of(entries.values().map(|entry| &entry.place))?;
        Ok(Self {
            entries,
            countries,
            index,
        })
    }

    /// The place of an id.
    #[must_use]
    pub fn get(&self, id: &PlaceId) -> Option<&Place> {
        self.entries.get(id).map(|entry| &entry.place)
    }

    /// Every place, areas too, in order of their ids.
    pub fn iter(&self) -> impl Iterator<Item = &Place> {
        self.entries.values().map(|entry| &entry.place)
    }

    /// How many places there are, areas counted.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is no place.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The humanitarian place code of an area, or of the smallest area with a code that a place lies in.
    #[must_use]
    pub fn pcode(&self, id: &PlaceId) -> Option<&str> {
        let entry = self.entries.get(id)?;
        let own = entry.pcode.as_deref();
        own.or_else(|| {
            let mut areas = entry
                .parents
                .iter()
                .filter_map(|area| self.entries.get(area));
            areas.find_map(|area| area.pcode.as_deref())
        })
    }

    /// The number of a place in `GeoNames`, where known.
    #[must_use]
    pub fn geonameid(&self, id: &PlaceId) -> Option<u64> {
        self.entries.get(id)?.geonameid
    }

    /// The area of a country by its ISO 3166 alpha-2 code.
    #[must_use]
    pub fn country(&self, code: &str) -> Option<&Place> {
        self.get(self.countries.get(code)?)
    }

    /// The places that a person may mean by a name: an id, a place code, or any spelling in any script.
    ///
    /// None, one or several; areas come after points, so a caller that wants a settlement filters by kind.
    /// Names as listed come before names without their article, and only where neither is found does a name that
    /// sounds alike count.
    #[must_use]
    pub fn lookup(&self, name: &str) -> Vec<&Place> {
        if let Some(place) = name.parse().ok().and_then(|id| self.get(&id)) {
            return vec![place];
        }
        let mut found: Vec<&Place> = self
            .index
            .lookup(name)
            .iter()
            .filter_map(|id| self.get(id))
            .collect();
        if found.is_empty() {
            let code = name.trim();
            found = self
                .entries
                .values()
                .filter(|entry| entry.pcode.as_deref() == Some(code))
                .map(|entry| &entry.place)
                .collect();
        }
        found.sort_by(|a, b| {
            (a.kind.is_area(), std::cmp::Reverse(a.population), &a.id).cmp(&(
                b.kind.is_area(),
                std::cmp::Reverse(b.population),
                &b.id,
            ))
        });
        found
    }

    /// Whether a place lies in an area: by its admin units, their parents, or its country. No place lies in itself.
    #[must_use]
    pub fn contains(&self, area: &PlaceId, place: &PlaceId) -> bool {
        area != place && self.containers(place).contains(area)
    }

    /// Every area that a place lies in.
    #[must_use]
    pub fn containers(&self, place: &PlaceId) -> BTreeSet<PlaceId> {
        let mut found = BTreeSet::new();
        let mut open = vec![place.clone()];
        while let Some(id) = open.pop() {
            let Some(entry) = self.entries.get(&id) else {
                continue;
            };
            let country = self.countries.get(&entry.place.country);
            for parent in entry.parents.iter().chain(country) {
                if parent != place && found.insert(parent.clone()) {
                    open.push(parent.clone());
                }
            }
        }
        found
    }

    /// The names of the gazetteer.
    pub(crate) fn index(&self) -> &NameIndex {
        &self.index
    }

    fn has_same(&self, other: &Entry) -> bool {
        let place = &other.place;
        if place.kind == PlaceKind::Country {
            return self.countries.contains_key(&place.country);
        }
        self.index
            .listed(&place.name)
            .into_iter()
            .filter_map(|id| self.get(id))
            .any(|mine| {
                let alike = if place.kind.is_area() {
                    mine.kind == place.kind
                } else {
                    mine.kind.is_settlement() == place.kind.is_settlement()
                        && !mine.kind.is_area()
                        && mine.position.haversine(place.position).0 <= SAME_SETTLEMENT_KM
                };
                alike && mine.country == place.country
            })
    }
}

#[cfg(test)]
mod tests;
