//! The places that are known, by id and by name.
//!
//! What goes in: rows of places and areas, and the long list of the world under them. What comes out: places by id, by
//! any spelling, and what lies in what. What it must not do: judge a name in its context; that is `find`.

mod added;
mod entry;
mod extent;
mod heads;
mod import;
mod index;
mod known;
mod number;
mod rivers;
mod rows;
mod twins;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, OnceLock},
};

use marsad_domain::{Place, PlaceId, PlaceKind};

use crate::{
    error::PlacesError,
    facts::country_code,
    loaded::{Loaded, NamedText},
    normal::normal_form,
    skeleton::joined_skeleton,
    world::WorldList,
};

pub use added::AddedFiles;
pub(crate) use entry::Entry;
use entry::Spelling;
pub use heads::PLACE_COLUMNS;
use import::checked_name;
pub use import::{
    ImportCount, ImportError, ImportForm, ImportOptions, ImportRules, Imported, Importer, Origin,
    Role, said_in_head,
};
pub(crate) use index::{Form, NameIndex};
pub(crate) use number::Number;
use twins::Twins;

/// How far apart two settlements of one name may lie and still be one place in two gazetteers, in kilometres.
const SAME_SETTLEMENT_KM: f64 = 20.0;
/// How far apart two settlements may lie whose names only sound alike.
const SAME_SOUND_KM: f64 = 6.0;

/// A gazetteer: immutable once made.
#[derive(Debug, Clone)]
pub struct Gazetteer {
    /// Sorted by id; the place in the list is the number.
    entries: Vec<Entry>,
    /// For each entry, every area of this gazetteer that it lies in, sorted; found out when first asked for.
    areas: OnceLock<Vec<Vec<Number>>>,
    /// For each entry, how far it reaches where it is an area; found out when first asked for.
    extents: OnceLock<Vec<Option<u16>>>,
    countries: BTreeMap<[u8; 2], Number>,
    /// Made when first asked for.
    index: OnceLock<NameIndex>,
    /// Places by their number in `GeoNames`.
    numbered: BTreeMap<u64, Number>,
    /// Places by the consonants of their names; made when first asked for.
    sounds: OnceLock<BTreeMap<String, Vec<Number>>>,
    /// Settlements from south to north, with their latitudes.
    northward: Vec<(f64, Number)>,
    /// The long list under it, whose places give way.
    world: Option<(Arc<WorldList>, Arc<Twins>)>,
    /// Countries whose first-level regions this gazetteer has itself.
    divided: BTreeSet<[u8; 2]>,
    /// Whether its own places are those of the one war that the texts are about.
    is_of_one_war: bool,
}

impl Default for Gazetteer {
    fn default() -> Self {
        Self::empty()
    }
}

impl Gazetteer {
    /// A gazetteer of no place.
    #[must_use]
    pub fn empty() -> Self {
        Self::of(BTreeMap::new())
    }

    /// Reads `places.csv` and, where there is one, `areas.csv`.
    ///
    /// A bad row is refused and told, the rest is read. Columns of places:
    /// `id,name,kind,lat,lon` must be there, `name_ar,spellings,population,admin1,admin2,admin3,country,junction_km,`
    /// `geonameid,basis` may be; of areas: `id,name,kind,lat,lon`, and `name_ar,spellings,parent,country,pcode,extent_km,basis`.
    /// Spellings are separated by `|`; kinds are those of [`marsad_domain::PlaceKind`].
    ///
    /// # Errors
    /// The first row of a file cannot be read or lacks a column that must be there.
    pub fn from_csv(
        places: NamedText<'_>,
        areas: Option<NamedText<'_>>,
    ) -> Result<Loaded<Self>, PlacesError> {
        let mut rows = rows::read(areas.into_iter().chain([places]))?;
        let refused = rows.finish();
        Ok(Loaded {
            value: Self::of(rows.entries),
            refused,
        })
    }

    /// Two gazetteers in one. Where both have an id, or one name for what must be one place, `over` wins.
    #[must_use]
    pub fn merged(base: Self, over: Self) -> Self {
        let wanted = base
            .entries
            .iter()
            .filter_map(|entry| entry.spellings().first());
        let wanted: BTreeSet<&str> = wanted.map(|name| name.normal.as_str()).collect();
        let mut names: BTreeMap<&str, Vec<Number>> = BTreeMap::new();
        for (number, spelling) in over.numbered_spellings() {
            if let Some(name) = wanted.get(spelling.normal.as_str()) {
                names.entry(name).or_default().push(number);
            }
        }
        let is_known = |entry: &Entry| {
            let alike = entry
                .spellings()
                .first()
                .and_then(|name| names.get(name.normal.as_str()));
            let alike = alike.map_or(&[][..], Vec::as_slice);
            over.number(&entry.place.id).is_some() || over.has_same(entry, alike)
        };
        let known: Vec<bool> = base.entries.iter().map(is_known).collect();
        let new = base.entries.into_iter().zip(known);
        let new = new
            .filter(|(_, is_known)| !is_known)
            .map(|(entry, _)| entry);
        let mut entries: Vec<Entry> = over.entries.into_iter().chain(new).collect();
        entries.sort_by(|a, b| a.place.id.cmp(&b.place.id));
        Self::of_sorted(entries)
    }

    fn of(entries: BTreeMap<PlaceId, Entry>) -> Self {
        Self::of_sorted(entries.into_values().collect())
    }

    /// A gazetteer of entries in order of their ids.
    fn of_sorted(entries: Vec<Entry>) -> Self {
        let numbers = || (0..).map(Number).zip(&entries);
        let of_kind = |kind| {
            numbers()
                .filter(move |(_, entry)| entry.place.kind == kind)
                .map(|(number, entry)| (entry.facts().country, number))
        };
        let countries = of_kind(PlaceKind::Country).collect();
        let divided = of_kind(PlaceKind::Governorate)
            .map(|(country, _)| country)
            .collect();
        let numbered = numbers().filter_map(|(number, entry)| Some((entry.geonameid?, number)));
        let numbered = numbered.collect();
        let settlements = numbers().filter(|(_, entry)| entry.place.kind.is_settlement());
        let mut northward: Vec<(f64, Number)> = settlements
            .map(|(number, entry)| (entry.place.position.lat(), number))
            .collect();
        northward.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        Self {
            entries,
            areas: OnceLock::new(),
            extents: OnceLock::new(),
            countries,
            index: OnceLock::new(),
            numbered,
            sounds: OnceLock::new(),
            northward,
            world: None,
            divided,
            is_of_one_war: false,
        }
    }

    /// This gazetteer over the long list of the world: its own places win wherever both know one.
    #[must_use]
    pub fn over_world(mut self, world: Arc<WorldList>) -> Self {
        let twins = Arc::new(Twins::of(world.len()));
        self.world = Some((world, twins));
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

    /// Whether a place lies in a country whose regions this gazetteer has itself, as a theatre has those of its war.
    pub(crate) fn is_in_theatre(&self, number: Number) -> bool {
        self.facts(number)
            .is_some_and(|facts| self.divided.contains(&facts.country))
    }

    /// The place of an id.
    #[must_use]
    pub fn get(&self, id: &PlaceId) -> Option<&Place> {
        self.place(self.number_anywhere(id)?)
    }

    fn own(&self, id: &PlaceId) -> Option<&Entry> {
        self.entries.get(self.number(id)?.0 as usize)
    }

    /// Every place but those of the long list of the world, areas too, in order of their ids.
    pub fn iter(&self) -> impl Iterator<Item = &Place> {
        self.entries.iter().map(|entry| &entry.place)
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
        let entry = self.own(id)?;
        let own = entry.pcode.as_deref();
        own.or_else(|| {
            let mut areas = entry.parents.iter().filter_map(|area| self.own(area));
            areas.find_map(|area| area.pcode.as_deref())
        })
    }

    /// The number of a place in `GeoNames`, where known.
    #[must_use]
    pub fn geonameid(&self, id: &PlaceId) -> Option<u64> {
        if let Some(entry) = self.own(id) {
            return entry.geonameid;
        }
        let (world, _) = self.world.as_ref()?;
        world.geonameid(world.row_of(id)?)
    }

    /// The area of a country by its ISO 3166 alpha-2 code.
    #[must_use]
    pub fn country(&self, code: &str) -> Option<&Place> {
        self.place(self.country_number(country_code(code))?)
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
        if let Some(entry) = id.as_ref().and_then(|id| self.own(id)) {
            return vec![&entry.place];
        }
        let normal = normal_form(name);
        let listed = |admits: fn(Form) -> bool| self.index().of_normal(&normal, admits);
        let mut numbers: Vec<Number> = listed(|form| form <= Form::Spelling).collect();
        if numbers.is_empty() {
            numbers = listed(|_| true).collect();
        }
        if numbers.is_empty() {
            numbers = self.sounding_like(&normal).to_vec();
        }
        if numbers.is_empty() {
            let code = name.trim();
            let coded = (0..).map(Number).zip(&self.entries);
            let coded = coded.filter(|(_, entry)| entry.pcode.as_deref() == Some(code));
            numbers = coded.map(|(number, _)| number).collect();
        }
        if numbers.is_empty() {
            numbers.extend(id.and_then(|id| self.number_anywhere(&id)));
        }
        if numbers.is_empty() {
            numbers = self
                .of_world_name(&normal)
                .into_iter()
                .map(|(number, _)| number)
                .collect();
        }
        let mut found: Vec<&Place> = numbers
            .into_iter()
            .filter_map(|it| self.place(it))
            .collect();
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
        let numbers = self.number_anywhere(area).zip(self.number_anywhere(place));
        numbers.is_some_and(|(area, place)| self.lies_in(place, area))
    }

    /// Every area that a place lies in.
    #[must_use]
    pub fn containers(&self, place: &PlaceId) -> BTreeSet<PlaceId> {
        let number = self.number_anywhere(place);
        let areas = number
            .map(|number| self.areas_of(number))
            .unwrap_or_default();
        areas.into_iter().filter_map(|area| self.id(area)).collect()
    }

    /// The names of the gazetteer.
    pub(crate) fn index(&self) -> &NameIndex {
        self.index
            .get_or_init(|| NameIndex::of(self.numbered_spellings()))
    }

    /// Every name in normal form, with its place.
    fn numbered_spellings(&self) -> impl Iterator<Item = (Number, &Spelling)> {
        (0..)
            .map(Number)
            .zip(&self.entries)
            .flat_map(|(number, entry)| {
                let spellings = entry.spellings().iter();
                spellings.map(move |spelling| (number, spelling))
            })
    }

    /// The places of this gazetteer with the consonants of a name in normal form.
    fn sounding_like(&self, normal: &str) -> &[Number] {
        joined_skeleton(normal).map_or(&[], |key| self.with_consonants(&key))
    }

    /// The places of this gazetteer with the consonants of a key.
    pub(crate) fn with_consonants(&self, key: &str) -> &[Number] {
        let sounds = self.sounds.get_or_init(|| self.index().sounds());
        sounds.get(key).map_or(&[], Vec::as_slice)
    }

    /// The places that have a name as listed.
    fn listed(&self, name: &str) -> Vec<&PlaceId> {
        let normal = normal_form(name);
        let found = self
            .index()
            .of_normal(&normal, |form| form <= Form::Spelling);
        self.ids(found)
    }

    /// The places with the consonants of a name in normal form.
    fn ids_sounding_like(&self, normal: &str) -> Vec<&PlaceId> {
        self.ids(self.sounding_like(normal).iter().copied())
    }

    fn ids(&self, numbers: impl Iterator<Item = Number>) -> Vec<&PlaceId> {
        let places = numbers.filter_map(|number| self.place(number));
        places.map(|place| &place.id).collect()
    }

    /// Whether a place of another gazetteer is one of these, under its own name.
    fn has_listed(&self, other: &Entry) -> bool {
        let name = other
            .spellings()
            .first()
            .map_or("", |name| name.normal.as_str());
        let alike = self.index().of_normal(name, |form| form <= Form::Spelling);
        self.has_same(other, &alike.collect::<Vec<Number>>())
    }

    /// Whether a place of another gazetteer is one of these, which have its name.
    fn has_same(&self, other: &Entry, alike: &[Number]) -> bool {
        let place = &other.place;
        if place.kind == PlaceKind::Country {
            return self.country_number(country_code(&place.country)).is_some();
        }
        alike
            .iter()
            .filter_map(|number| self.place(*number))
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
