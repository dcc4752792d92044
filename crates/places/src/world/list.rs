//! Reading the file where it lies.

use std::{borrow::Cow, fmt, ops::Range, sync::OnceLock};

use fst::raw::Fst;
use marsad_domain::{Kilometres, Place, PlaceId, Position};

use crate::{facts::Facts, first_words::may_have, word_key::Key};

use super::build::WorldBuilder;
use super::record::{HEAD, MAGIC, Posting, Record, WIDTH, take_number};

/// What every place of the list says of its origin.
const BASIS: &str = "GeoNames, CC BY 4.0";
/// What the id of a settlement begins with whose rest is its number in `GeoNames`.
const ID: &str = "gn-";

/// Why some bytes are no list, or cannot become one.
#[derive(Debug, thiserror::Error)]
pub enum WorldError {
    /// The head is another's, or a part is cut off.
    #[error(
        "the list of the world is damaged: {0}; hint: build it again with `cargo xtask gazetteer`"
    )]
    Damaged(&'static str),
    /// A row has no room in the form.
    #[error(
        "the place {0:?} has no room in the list of the world, or names a region that is not in it"
    )]
    Row(String),
    /// More than the form can hold.
    #[error("a part of the list of the world has 4 GiB or more")]
    Size,
    /// The automaton over the names.
    #[error("building or reading the automaton over the names of the world")]
    Automaton {
        /// What the automaton said.
        #[source]
        source: fst::Error,
    },
}

/// Number of a row: settlements first, regions after them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Row(pub(crate) u32);

/// The world's places and their names.
pub struct WorldList {
    bytes: Cow<'static, [u8]>,
    countries: Range<usize>,
    settlements: Range<usize>,
    regions: Range<usize>,
    extents: Range<usize>,
    texts: Range<usize>,
    postings: Range<usize>,
    first_words: Range<usize>,
    names: Fst<Cow<'static, [u8]>>,
    /// The places read so far, by row.
    places: Vec<OnceLock<Option<Box<Place>>>>,
}

impl fmt::Debug for WorldList {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("WorldList")
            .field("rows", &self.len())
            .finish_non_exhaustive()
    }
}

impl Default for WorldList {
    /// The list of no place.
    fn default() -> Self {
        let bytes = WorldBuilder::new().build(1).unwrap_or_default();
        Self::new(bytes).expect("what the builder made of nothing is a list")
    }
}

impl WorldList {
    /// The list of some bytes that [`super::WorldBuilder::build`] made.
    ///
    /// # Errors
    /// The bytes are no such list. Only the head is looked at; a row that cannot be read is no place.
    pub fn new(bytes: impl Into<Cow<'static, [u8]>>) -> Result<Self, WorldError> {
        let bytes: Cow<'static, [u8]> = bytes.into();
        if !bytes.starts_with(MAGIC) {
            return Err(WorldError::Damaged("it does not begin as one"));
        }
        let count = |number: usize| {
            let at = MAGIC.len() + number * 4;
            let part = bytes.get(at..at + 4).and_then(|part| part.try_into().ok());
            part.map(|part| u32::from_le_bytes(part) as usize)
                .ok_or(WorldError::Damaged("its head is cut off"))
        };
        let mut end = HEAD;
        let mut part = |length: usize| {
            let start = end;
            end += length;
            start..end
        };
        let countries = part(count(0)? * 2);
        let settlements = part(count(1)? * WIDTH);
        let regions = part(count(2)? * WIDTH);
        let extents = part(count(3)?);
        let texts = part(count(4)?);
        let postings = part(count(5)?);
        let first_words = part(count(6)?);
        let names = part(count(7)?);
        if end != bytes.len() {
            return Err(WorldError::Damaged(
                "it is longer or shorter than its head says",
            ));
        }
        let automaton = match &bytes {
            Cow::Borrowed(bytes) => bytes.get(names).map(Cow::Borrowed),
            Cow::Owned(bytes) => bytes.get(names).map(|part| Cow::Owned(part.to_vec())),
        };
        let names = Fst::new(automaton.unwrap_or_default())
            .map_err(|source| WorldError::Automaton { source })?;
        let rows = (settlements.len() + regions.len()) / WIDTH;
        let places = std::iter::repeat_with(OnceLock::new).take(rows).collect();
        Ok(Self {
            bytes,
            countries,
            settlements,
            regions,
            extents,
            texts,
            postings,
            first_words,
            names,
            places,
        })
    }

    /// How many places there are, regions counted.
    #[must_use]
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether there is no place.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// The places of a country by its ISO 3166 alpha-2 code, settlements by their numbers and then regions.
    pub fn of_country(&self, code: &str) -> impl Iterator<Item = &Place> {
        let rows = (0..).take(self.len()).map(Row);
        rows.filter(move |row| {
            self.facts(*row)
                .is_some_and(|facts| facts.country == code.as_bytes())
        })
        .filter_map(|row| self.place(row))
    }

    /// The automaton over the names in normal form.
    pub(crate) fn names(&self) -> &Fst<Cow<'static, [u8]>> {
        &self.names
    }

    /// Whether a name may begin with a word.
    pub(crate) fn may_begin(&self, word: Key) -> bool {
        let bytes = self.bytes.get(self.first_words.clone());
        bytes.is_some_and(|bytes| may_have(bytes, word))
    }

    /// The rows of a name in normal form, those with the most people first.
    pub(crate) fn rows(&self, normal: &str) -> Vec<Posting> {
        let value = self.names.get(normal);
        value.map_or_else(Vec::new, |value| self.postings(value.value()).collect())
    }

    /// The rows that a value of the automaton leads to, those with the most people first.
    pub(crate) fn postings(&self, value: u64) -> impl Iterator<Item = Posting> + use<'_> {
        let only = (value & 1 == 0).then(|| Posting::from_number(value >> 1));
        let mut rest = only
            .is_none()
            .then(|| usize::try_from(value >> 1).ok())
            .flatten()
            .and_then(|at| self.bytes.get(self.postings.clone())?.get(at..))
            .unwrap_or_default();
        let count = take_number(&mut rest).unwrap_or(0);
        let several = (0..count).map_while(move |_| Posting::from_number(take_number(&mut rest)?));
        only.flatten().into_iter().chain(several)
    }

    /// The row of an id.
    pub(crate) fn row_of(&self, id: &PlaceId) -> Option<Row> {
        let text = id.as_str();
        let number = text.strip_prefix(ID)?;
        if let Ok(number) = number.parse::<u32>() {
            let row = self.search(&self.settlements, |record| Some(record.key.cmp(&number)))?;
            return Some(Row(row));
        }
        let row = self.search(&self.regions, |record| {
            Some(self.text(record.key)?.cmp(text))
        })?;
        Some(Row(
            u32::try_from(self.settlements.len() / WIDTH).ok()? + row
        ))
    }

    /// What is needed of a row to weigh it.
    pub(crate) fn facts(&self, row: Row) -> Option<Facts> {
        let record = self.record(row)?;
        Some(Facts {
            position: Position::new(record.lat, record.lon).ok()?,
            population: record.population.map(u64::from),
            kind: record.kind,
            country: self.country(record.country)?,
            is_added: false,
        })
    }

    /// How many kilometres from its point most of a region reaches; nothing for a settlement.
    pub(crate) fn extent_km(&self, row: Row) -> Option<u16> {
        let settlements = self.settlements.len() / WIDTH;
        self.extent((row.0 as usize).checked_sub(settlements)?)
    }

    /// How many kilometres from its point most of a country reaches.
    pub(crate) fn extent_of_country(&self, code: [u8; 2]) -> Option<u16> {
        let mut numbers = 0..=u8::MAX;
        let country = numbers.find(|number| self.country(*number) == Some(code))?;
        self.extent(self.regions.len() / WIDTH + usize::from(country))
    }

    fn extent(&self, number: usize) -> Option<u16> {
        let extents = self.bytes.get(self.extents.clone())?;
        let km = extents.get(number * 2..number * 2 + 2)?.try_into().ok()?;
        Some(u16::from_le_bytes(km)).filter(|km| *km > 0)
    }

    /// The region of the list that a row lies in.
    pub(crate) fn parent(&self, row: Row) -> Option<Row> {
        self.region(self.record(row)?.parent?)
    }

    /// The id of a row.
    pub(crate) fn id(&self, row: Row) -> Option<PlaceId> {
        let record = self.record(row)?;
        if (row.0 as usize) < self.settlements.len() / WIDTH {
            return format!("{ID}{}", record.key).parse().ok();
        }
        self.text(record.key)?.parse().ok()
    }

    /// The name of a row.
    pub(crate) fn name(&self, row: Row) -> Option<&str> {
        self.text(self.record(row)?.name)
    }

    /// The place of a row.
    pub(crate) fn place(&self, row: Row) -> Option<&Place> {
        let slot = self.places.get(row.0 as usize)?;
        slot.get_or_init(|| self.read(row).map(Box::new)).as_deref()
    }

    /// The number in `GeoNames` of a settlement.
    pub(crate) fn geonameid(&self, row: Row) -> Option<u64> {
        let is_settlement = (row.0 as usize) < self.settlements.len() / WIDTH;
        is_settlement.then(|| self.record(row).map(|record| u64::from(record.key)))?
    }

    fn read(&self, row: Row) -> Option<Place> {
        let (record, facts) = (self.record(row)?, self.facts(row)?);
        Some(Place {
            id: self.id(row)?,
            name: self.text(record.name)?.to_owned(),
            name_ar: None,
            spellings: Vec::new(),
            kind: facts.kind,
            position: facts.position,
            population: facts.population,
            admin1: self.parent(row).and_then(|parent| self.id(parent)),
            country: String::from_utf8(facts.country.to_vec()).ok()?,
            junction: Kilometres(0.0),
            basis: BASIS.to_owned(),
        })
    }

    fn record(&self, row: Row) -> Option<Record> {
        let start = self.settlements.start + row.0 as usize * WIDTH;
        let bytes = self.bytes.get(start..start + WIDTH)?;
        (start < self.regions.end).then(|| Record::from_bytes(bytes))?
    }

    /// Which row of a sorted table a comparison leads to, counted in the table.
    fn search(
        &self,
        table: &Range<usize>,
        compare: impl Fn(&Record) -> Option<std::cmp::Ordering>,
    ) -> Option<u32> {
        let (mut low, mut high) = (0, table.len() / WIDTH);
        while low < high {
            let middle = low.midpoint(high);
            let start = table.start + middle * WIDTH;
            let record = Record::from_bytes(self.bytes.get(start..start + WIDTH)?)?;
            match compare(&record)? {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Equal => return u32::try_from(middle).ok(),
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }

    fn region(&self, number: u16) -> Option<Row> {
        let settlements = u32::try_from(self.settlements.len() / WIDTH).ok()?;
        Some(Row(settlements + u32::from(number)))
    }

    fn country(&self, number: u8) -> Option<[u8; 2]> {
        let codes = self.bytes.get(self.countries.clone())?;
        let at = usize::from(number) * 2;
        codes.get(at..at + 2)?.try_into().ok()
    }

    fn text(&self, at: u32) -> Option<&str> {
        let rest = self.bytes.get(self.texts.clone())?.get(at as usize..)?;
        let end = rest.iter().position(|byte| *byte == b'\n')?;
        std::str::from_utf8(rest.get(..end)?).ok()
    }
}

#[cfg(test)]
mod tests;
