//! The places that are known, by id and by name.
//!
//! What goes in: rows of places and areas. What comes out: places by id, by any spelling, and what lies in what.
//! What it must not do: judge a name in its context; that is `find`.

mod added;
mod import;
mod index;
mod known;
mod rivers;
mod rows;
mod world;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use marsad_domain::{Place, PlaceId, PlaceKind};

use crate::{
    error::PlacesError,
    loaded::{Loaded, NamedText},
    normal::normal_form,
};

pub use added::AddedFiles;
pub use import::{
    ImportCount, ImportError, ImportForm, ImportOptions, ImportRules, Imported, Importer, Origin,
    Role, said_in_head,
};
pub(crate) use index::{Form, NameIndex};
pub use world::WorldList;

/// How far apart two settlements of one name may lie and still be one place in two gazetteers, in kilometres.
const SAME_SETTLEMENT_KM: f64 = 20.0;
/// How far apart two settlements may lie whose names only sound alike.
const SAME_SOUND_KM: f64 = 6.0;

/// A gazetteer: immutable once made.
#[derive(Debug, Clone, Default)]
pub struct Gazetteer {
    entries: BTreeMap<PlaceId, Entry>,
    countries: BTreeMap<String, PlaceId>,
    index: NameIndex,
    /// Places by their number in `GeoNames`.
    numbered: BTreeMap<u64, PlaceId>,
    /// The long list under it, whose places give way.
    world: Option<Arc<WorldList>>,
    /// Countries whose first-level regions this gazetteer has itself.
    divided: BTreeSet<String>,
    /// Whether its own places are those of the one war that the texts are about.
    is_of_one_war: bool,
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
        let divided = entries
            .values()
            .filter(|entry| entry.place.kind == PlaceKind::Governorate)
            .map(|entry| entry.place.country.clone())
            .collect();
        let index = NameIndex::of(entries.values().map(|entry| &entry.place))?;
        let numbered = entries
            .values()
            .filter_map(|entry| Some((entry.geonameid?, entry.place.id.clone())))
            .collect();
        Ok(Self {
            entries,
            countries,
            index,
            numbered,
            world: None,
            divided,
            is_of_one_war: false,
        })
    }

    /// This gazetteer over the long list of the world: its own places win wherever both know one.
    #[must_use]
    pub fn over_world(mut self, world: Arc<WorldList>) -> Self {
        self.world = Some(world);
        self
    }

    /// This gazetteer for texts about one war: its own places are meant unless the text says otherwise.
    #[must_use]
    pub fn of_one_war(mut self) -> Self {
        self.is_of_one_war = true;
        self
    }

    pub(crate) fn is_of_one_war(&self) -> bool {
        self.is_of_one_war
    }

    /// The place of an id.
    #[must_use]
    pub fn get(&self, id: &PlaceId) -> Option<&Place> {
        self.entry(id).map(|entry| &entry.place)
    }

    fn entry(&self, id: &PlaceId) -> Option<&Entry> {
        let own = self.entries.get(id);
        own.or_else(|| self.world.as_ref()?.entry(id))
    }

    /// Every place but those of the long list of the world, areas too, in order of their ids.
    pub fn iter(&self) -> impl Iterator<Item = &Place> {
        self.entries.values().map(|entry| &entry.place)
    }

    /// How many places there are, areas counted, the long list of the world not.
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
        self.entry(id)?.geonameid
    }

    /// The area of a country by its ISO 3166 alpha-2 code.
    #[must_use]
    pub fn country(&self, code: &str) -> Option<&Place> {
        self.get(self.countries.get(code)?)
    }

    /// The places that a person may mean by a name: an id, a place code, or any spelling in any script.
    ///
    /// The long list of the world is asked only where nothing else has the name.
    /// None, one or several; areas come after points, so a caller that wants a settlement filters by kind.
    /// Names as listed come before names without their article, and only where neither is found does a name that
    /// sounds alike count.
    #[must_use]
    pub fn lookup(&self, name: &str) -> Vec<&Place> {
        let id: Option<PlaceId> = name.parse().ok();
        if let Some(entry) = id.as_ref().and_then(|id| self.entries.get(id)) {
            return vec![&entry.place];
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
        if found.is_empty() {
            found.extend(id.and_then(|id| self.get(&id)));
        }
        if found.is_empty() {
            let named = self.of_world(&normal_form(name));
            found = named.iter().filter_map(|(id, _)| self.get(id)).collect();
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
            let Some(entry) = self.entry(&id) else {
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

    /// The long list of the world.
    pub(crate) fn world(&self) -> Option<&WorldList> {
        self.world.as_deref()
    }

    /// Whether only the long list of the world has a place.
    pub(crate) fn is_of_world(&self, id: &PlaceId) -> bool {
        !self.entries.contains_key(id)
    }

    /// The places that the long list of the world has under a name in normal form; where one is a place of this
    /// gazetteer, that one.
    pub(crate) fn of_world(&self, normal: &str) -> Vec<(PlaceId, Form)> {
        let Some(world) = self.world() else {
            return Vec::new();
        };
        let mut found: BTreeMap<PlaceId, Form> = BTreeMap::new();
        for (row, form) in world.rows(normal) {
            let Some(entry) = world.row(row) else {
                continue;
            };
            if entry.place.kind.is_area() && self.divided.contains(&entry.place.country) {
                continue;
            }
            let (id, form) = match self.same_settlement(entry) {
                Some(own) => (own.clone(), Form::Spelling),
                None => (entry.place.id.clone(), form),
            };
            let listed = found.entry(id).or_insert(form);
            *listed = form.min(*listed);
        }
        found.into_iter().collect()
    }

    /// The place of this gazetteer that a settlement of the long list is: one number, else one name, or one sound and
    /// nearer.
    fn same_settlement(&self, other: &Entry) -> Option<&PlaceId> {
        let place = &other.place;
        if place.kind.is_area() {
            return None;
        }
        let numbered = other.geonameid.and_then(|it| self.numbered.get(&it));
        if numbered.is_some() {
            return numbered;
        }
        let normal = normal_form(&place.name);
        let within = |km: f64| {
            move |id: &&PlaceId| {
                self.entries.get(*id).is_some_and(|mine| {
                    let mine = &mine.place;
                    mine.kind.is_settlement()
                        && mine.country == place.country
                        && mine.position.haversine(place.position).0 <= km
                })
            }
        };
        let listed = self.index.listed(&place.name).into_iter();
        listed.filter(within(SAME_SETTLEMENT_KM)).min().or_else(|| {
            let alike = self.index.sounding_like(&normal);
            alike.filter(within(SAME_SOUND_KM)).min()
        })
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
