//! The long list of the world's places, looked up where it lies: two sorted tables, read only where a name leads.
//!
//! What goes in: the two texts that `cargo xtask gazetteer` writes. What comes out: the places of a name, and a place
//! by its id. Nothing is parsed beforehand but the ends of the lines, and that at the first name found.

use std::{borrow::Cow, cmp::Ordering, sync::OnceLock};

use marsad_domain::{Kilometres, Place, PlaceId, PlaceKind, Position};

use super::{Entry, index::Form};

/// What every place of the list says of its origin.
const BASIS: &str = "GeoNames, CC BY 4.0";
/// What the id of a place begins with whose rest is its number in `GeoNames`.
const ID: &str = "gn-";
/// Which field of a place is its country, from 0.
const COUNTRY: usize = 6;
/// The mark before a row that has the name as another spelling.
const SPELLING: char = '~';

/// The world's places and their names.
///
/// The places: `id, name, kind, lat, lon, population, country, parent`, parted by tabs, sorted by id.
/// The names: a name in normal form, a tab, and rows of the places parted by commas, sorted by name; a row after `~`
/// has the name as another spelling.
#[derive(Debug, Default)]
pub struct WorldList {
    places: Cow<'static, str>,
    names: Cow<'static, str>,
    table: OnceLock<Table>,
}

/// Where each line of the places begins, and the places read so far.
#[derive(Debug)]
struct Table {
    starts: Vec<usize>,
    entries: Vec<OnceLock<Option<Box<Entry>>>>,
}

impl WorldList {
    /// The list of two texts. A line that cannot be read is no place.
    #[must_use]
    pub fn new(places: impl Into<Cow<'static, str>>, names: impl Into<Cow<'static, str>>) -> Self {
        Self {
            places: places.into(),
            names: names.into(),
            table: OnceLock::new(),
        }
    }

    /// Whether the list has been gone through: nothing is, until a name or an id asks for it.
    #[cfg(test)]
    pub(super) fn is_read(&self) -> bool {
        self.table.get().is_some()
    }

    /// The place of an id.
    pub(super) fn entry(&self, id: &PlaceId) -> Option<&Entry> {
        let wanted = id.as_str();
        let starts = &self.table().starts;
        let row = starts
            .binary_search_by(|start| self.field_at(*start).cmp(wanted))
            .ok()?;
        self.row(row)
    }

    /// The place of a row.
    pub(super) fn row(&self, row: usize) -> Option<&Entry> {
        let table = self.table();
        let (start, slot) = (*table.starts.get(row)?, table.entries.get(row)?);
        slot.get_or_init(|| entry(line_at(&self.places, start)).map(Box::new))
            .as_deref()
    }

    /// The places of a country by its ISO 3166 alpha-2 code, its first-level regions too, in order of their ids.
    pub fn of_country<'l>(&'l self, code: &'l str) -> impl Iterator<Item = &'l Place> {
        let starts = self.table().starts.iter().enumerate();
        starts
            .filter(move |(_, start)| {
                line_at(&self.places, **start).split('\t').nth(COUNTRY) == Some(code)
            })
            .filter_map(|(row, _)| Some(&self.row(row)?.place))
    }

    /// The rows of a name in normal form, and how they have it.
    pub(super) fn rows(&self, normal: &str) -> impl Iterator<Item = (usize, Form)> + use<'_> {
        let line = line_at(&self.names, self.first_from(normal));
        let found = line
            .split_once('\t')
            .filter(|(name, _)| *name == normal)
            .map_or("", |(_, rows)| rows);
        found.split(',').filter_map(|row| {
            let form = if row.starts_with(SPELLING) {
                Form::Spelling
            } else {
                Form::Name
            };
            Some((row.trim_start_matches(SPELLING).parse().ok()?, form))
        })
    }

    /// Whether a name of the list is this in normal form, and whether one goes on after it.
    pub(crate) fn has(&self, normal: &str) -> (bool, bool) {
        let at = self.first_from(normal);
        let name = self.name_at(at);
        if name == normal {
            let next = at + line_at(&self.names, at).len() + 1;
            (true, self.name_at(next).starts_with(normal))
        } else {
            (false, name.starts_with(normal))
        }
    }

    fn table(&self) -> &Table {
        self.table.get_or_init(|| {
            let mut starts = Vec::new();
            let mut at = 0;
            for line in self.places.lines() {
                starts.push(at);
                at += line.len() + 1;
            }
            let entries = (0..starts.len()).map(|_| OnceLock::new()).collect();
            Table { starts, entries }
        })
    }

    /// The byte of the names where the first line stands whose name is not before this one.
    fn first_from(&self, normal: &str) -> usize {
        let bytes = self.names.as_bytes();
        let (mut low, mut high) = (0, bytes.len());
        while low < high {
            let middle = low + (high - low) / 2;
            let before = bytes.get(low..middle).unwrap_or_default();
            let start = before
                .iter()
                .rposition(|byte| *byte == b'\n')
                .map_or(low, |at| low + at + 1);
            if self.name_at(start).cmp(normal) == Ordering::Less {
                low = start + line_at(&self.names, start).len() + 1;
            } else {
                high = start;
            }
        }
        low
    }

    fn name_at(&self, start: usize) -> &str {
        first_field(line_at(&self.names, start))
    }

    fn field_at(&self, start: usize) -> &str {
        first_field(line_at(&self.places, start))
    }
}

fn line_at(text: &str, start: usize) -> &str {
    let rest = text.get(start..).unwrap_or_default();
    let end = rest.as_bytes().iter().position(|byte| *byte == b'\n');
    rest.get(..end.unwrap_or(rest.len())).unwrap_or_default()
}

fn first_field(line: &str) -> &str {
    line.split_once('\t').map_or(line, |(field, _)| field)
}

fn entry(line: &str) -> Option<Entry> {
    let mut fields = line.split('\t');
    let id: PlaceId = fields.next()?.parse().ok()?;
    let geonameid = id.as_str().strip_prefix(ID).and_then(|n| n.parse().ok());
    let name = fields.next()?.to_owned();
    let kind: PlaceKind = fields.next()?.parse().ok()?;
    let position = Position::new(fields.next()?.parse().ok()?, fields.next()?.parse().ok()?);
    let population = fields.next()?.parse().ok();
    let country = fields.next()?.to_owned();
    let parent: Option<PlaceId> = fields.next().and_then(|parent| parent.parse().ok());
    let place = Place {
        id,
        name,
        name_ar: None,
        spellings: Vec::new(),
        kind,
        position: position.ok()?,
        population,
        admin1: parent.clone(),
        country,
        junction: Kilometres(0.0),
        basis: BASIS.to_owned(),
    };
    Some(Entry {
        place,
        parents: parent.into_iter().collect(),
        pcode: None,
        geonameid,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list() -> WorldList {
        let places = "w-1\tAra\tcity\t10\t20\t5000\tQA\tw-3\nw-2\tAra Bel\ttown\t11\t20\t90\tQA\t\n\
                      w-3\tTel\tgovernorate\t10.5\t20\t\tQA\t\nw-4\tBroken\ttown\t99\t0\t\tQA\t\n";
        WorldList::new(places, "ara\t0,~1\nara bel\t1\nbroken\t3\ntel\t2\n")
    }

    #[test]
    fn names_and_ids_lead_to_rows() {
        let list = list();
        let rows = |name: &str| list.rows(name).collect::<Vec<_>>();
        assert_eq!(rows("ara"), [(0, Form::Name), (1, Form::Spelling)]);
        assert_eq!(rows("tel"), [(2, Form::Name)]);
        assert_eq!(rows("ar"), []);
        assert_eq!(rows("zz"), []);
        assert_eq!(list.has("ara"), (true, true));
        assert_eq!(list.has("ara b"), (false, true));
        assert_eq!(list.has("tel"), (true, false));
        let id = "w-2".parse::<PlaceId>().ok();
        let name = id.and_then(|id| list.entry(&id).map(|entry| entry.place.name.as_str()));
        assert_eq!(name, Some("Ara Bel"));
        assert!(list.row(3).is_none() && list.row(9).is_none());
    }

    #[test]
    fn a_country_has_its_places_and_no_others() {
        let list = WorldList::new(
            "w-1\tAra\tcity\t10\t20\t5000\tQA\tw-3\nw-2\tBel\ttown\t11\t20\t90\tQB\t\n\
             w-3\tTel\tgovernorate\t10.5\t20\t\tQA\t\nw-4\tBroken\ttown\t99\t0\t\tQA\t\n",
            "",
        );
        let names: Vec<&str> = list
            .of_country("QA")
            .map(|place| place.name.as_str())
            .collect();
        assert_eq!(names, ["Ara", "Tel"]);
        assert_eq!(list.of_country("Q").count(), 0);
    }

    #[test]
    fn an_empty_list_has_nothing() {
        let list = WorldList::default();
        assert_eq!(list.rows("ara").count(), 0);
        assert_eq!(list.has("ara"), (false, false));
    }
}
