//! Making the file.

use std::collections::{BTreeMap, BTreeSet};

use marsad_domain::{PlaceId, PlaceKind, Position};

use crate::first_words;

use super::{
    extents::extent_km,
    list::WorldError,
    record::{MAGIC, Posting, Record, put_number},
};

/// A place for the list.
#[derive(Debug, Clone, PartialEq)]
pub struct WorldRow {
    /// Its name; no control characters.
    pub name: String,
    /// Its kind: a settlement, or a region of the first or second level.
    pub kind: PlaceKind,
    /// Where it is; kept to a ten thousandth of a degree, 11 metres at most.
    pub position: Position,
    /// People, where counted.
    pub population: Option<u32>,
    /// ISO 3166 alpha-2 code of its country.
    pub country: String,
    /// The region that it lies in, where that is in the list.
    pub parent: Option<PlaceId>,
}

/// The key of a row: a number of `GeoNames`, or the id of a region.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Settlement(u32),
    Region(PlaceId),
}

/// Rows and names, gathered to be written.
#[derive(Debug, Default)]
pub struct WorldBuilder {
    rows: BTreeMap<Key, WorldRow>,
    names: BTreeMap<String, BTreeMap<Key, bool>>,
    /// The points of countries by their codes.
    countries: BTreeMap<String, Position>,
}

impl WorldBuilder {
    /// Nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a settlement by its number in `GeoNames`; one that is there already is replaced.
    pub fn settlement(&mut self, geonameid: u32, row: WorldRow) {
        self.rows.insert(Key::Settlement(geonameid), row);
    }

    /// Adds a region by its id; one that is there already is replaced.
    pub fn region(&mut self, id: &PlaceId, row: WorldRow) {
        self.rows.insert(Key::Region(id.clone()), row);
    }

    /// Says where the point of a country lies from which its extent is measured, by its ISO 3166 alpha-2 code.
    pub fn country(&mut self, code: &str, point: Position) {
        self.countries.insert(code.to_owned(), point);
    }

    /// Whether a region is there.
    #[must_use]
    pub fn has_region(&self, id: &PlaceId) -> bool {
        self.rows.contains_key(&Key::Region(id.clone()))
    }

    /// Lets a settlement be found under a name in normal form, as its own name or as another spelling.
    pub fn settlement_name(&mut self, normal: &str, geonameid: u32, is_own: bool) {
        self.name(normal, Key::Settlement(geonameid), is_own);
    }

    /// Lets a region be found under a name in normal form.
    pub fn region_name(&mut self, normal: &str, id: &PlaceId, is_own: bool) {
        self.name(normal, Key::Region(id.clone()), is_own);
    }

    fn name(&mut self, normal: &str, key: Key, is_own: bool) {
        let places = self.names.entry(normal.to_owned()).or_default();
        *places.entry(key).or_insert(is_own) |= is_own;
    }

    /// How many rows and how many names there are.
    #[must_use]
    pub fn len(&self) -> (usize, usize) {
        (self.rows.len(), self.names.len())
    }

    /// Whether there is nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty() && self.names.is_empty()
    }

    /// The bytes of the file. Of a name with more than `most` places, those with the most people are kept.
    ///
    /// # Errors
    /// A row or a name has no room in the form, or the automaton cannot be built.
    pub fn build(&self, most: usize) -> Result<Vec<u8>, WorldError> {
        let countries: BTreeSet<&str> =
            self.rows.values().map(|row| row.country.as_str()).collect();
        let countries: Vec<&str> = countries.into_iter().collect();
        let mut texts = Vec::new();
        let mut records = Vec::new();
        let regions: BTreeMap<&PlaceId, u16> = (0..)
            .zip(self.rows.keys().filter_map(Key::region))
            .map(|(number, id)| (id, number))
            .collect();
        for (key, row) in &self.rows {
            let record = Self::record(key, row, (&countries, &regions), &mut texts);
            let bytes = record.and_then(Record::to_bytes);
            records.extend(bytes.ok_or_else(|| WorldError::Row(row.name.clone()))?);
        }
        let (postings, automaton) = self.names(most)?;
        let extents = self.extents(&countries);
        let first_words = first_words::bits(self.names.keys().map(String::as_str));
        let settlements = self.rows.len() - regions.len();
        let mut bytes = MAGIC.to_vec();
        let parts = [
            countries.len(),
            settlements,
            regions.len(),
            extents.len(),
            texts.len(),
            postings.len(),
            first_words.len(),
            automaton.len(),
        ];
        for part in parts {
            let part = u32::try_from(part).or(Err(WorldError::Size))?;
            bytes.extend(part.to_le_bytes());
        }
        bytes.extend(countries.iter().flat_map(|code| code.bytes()));
        for part in [records, extents, texts, postings, first_words, automaton] {
            bytes.extend(part);
        }
        Ok(bytes)
    }

    /// How far each region and then each country reaches.
    fn extents(&self, countries: &[&str]) -> Vec<u8> {
        let mut of_regions: BTreeMap<&PlaceId, Vec<Position>> = BTreeMap::new();
        let mut of_countries: BTreeMap<&str, Vec<Position>> = BTreeMap::new();
        for row in self.rows.values().filter(|row| !row.kind.is_area()) {
            let mut region = row.parent.as_ref();
            while let Some(id) = region {
                of_regions.entry(id).or_default().push(row.position);
                let above = self.rows.get(&Key::Region(id.clone()));
                region = above
                    .and_then(|row| row.parent.as_ref())
                    .filter(|up| *up != id);
            }
            let inside = of_countries.entry(row.country.as_str()).or_default();
            inside.push(row.position);
        }
        let extent = |point: Option<Position>, inside: Option<&Vec<Position>>| {
            let inside = inside.map_or(&[][..], Vec::as_slice).iter().copied();
            point.and_then(|point| extent_km(point, inside))
        };
        let regions = self.rows.iter().filter_map(|(key, row)| {
            let id = key.region()?;
            Some(extent(Some(row.position), of_regions.get(id)))
        });
        let countries = countries
            .iter()
            .map(|code| extent(self.countries.get(*code).copied(), of_countries.get(code)));
        let all = regions.chain(countries);
        all.flat_map(|km| km.unwrap_or(0).to_le_bytes()).collect()
    }

    fn record(
        key: &Key,
        row: &WorldRow,
        (countries, regions): (&[&str], &BTreeMap<&PlaceId, u16>),
        texts: &mut Vec<u8>,
    ) -> Option<Record> {
        if row.country.len() != 2 || row.name.contains(char::is_control) {
            return None;
        }
        let country = countries.binary_search(&row.country.as_str()).ok()?;
        let mut put = |text: &str| {
            let at = u32::try_from(texts.len()).ok();
            texts.extend(text.bytes().chain([b'\n']));
            at
        };
        let key = match key {
            Key::Settlement(number) => *number,
            Key::Region(id) => put(id.as_str())?,
        };
        let parent = match &row.parent {
            Some(parent) => Some(*regions.get(parent)?),
            None => None,
        };
        Some(Record {
            key,
            lat: row.position.lat(),
            lon: row.position.lon(),
            population: row.population,
            name: put(&row.name)?,
            kind: row.kind,
            country: u8::try_from(country).ok()?,
            parent,
        })
    }

    /// The postings, and the automaton that leads to them.
    fn names(&self, most: usize) -> Result<(Vec<u8>, Vec<u8>), WorldError> {
        let numbers: BTreeMap<&Key, u32> = self.rows.keys().zip(0..).collect();
        let mut postings = Vec::new();
        let mut automaton = fst::MapBuilder::memory();
        for (name, places) in &self.names {
            let mut rows: Vec<(std::cmp::Reverse<u32>, Posting)> = Vec::new();
            for (key, is_own) in places {
                let row = *numbers
                    .get(key)
                    .ok_or_else(|| WorldError::Row(name.clone()))?;
                let people = self.rows.get(key).and_then(|row| row.population);
                let posting = Posting {
                    row,
                    is_spelling: !is_own,
                };
                rows.push((std::cmp::Reverse(people.unwrap_or(0)), posting));
            }
            rows.sort_unstable();
            rows.truncate(most);
            let value = match rows.as_slice() {
                [(_, only)] => only.to_number() << 1,
                several => {
                    let at = postings.len() as u64;
                    put_number(&mut postings, several.len() as u64);
                    for (_, posting) in several {
                        put_number(&mut postings, posting.to_number());
                    }
                    at << 1 | 1
                }
            };
            automaton
                .insert(name, value)
                .map_err(|source| WorldError::Automaton { source })?;
        }
        let automaton = automaton
            .into_inner()
            .map_err(|source| WorldError::Automaton { source })?;
        Ok((postings, automaton))
    }
}

impl Key {
    fn region(&self) -> Option<&PlaceId> {
        match self {
            Self::Region(id) => Some(id),
            Self::Settlement(_) => None,
        }
    }
}
