//! Places that were added to a record: under the theatre's own, over those of the world.

use std::collections::{BTreeMap, BTreeSet};

use marsad_domain::PlaceId;

use super::{Entry, Gazetteer, SAME_SETTLEMENT_KM, import::SAID_COLUMNS, rows};
use crate::{
    error::PlacesError,
    loaded::{Loaded, NamedText, Refusal},
};

/// The files that an import has written.
#[derive(Debug, Clone, Default)]
pub struct AddedFiles<'t> {
    /// Tables of places and of areas.
    pub tables: Vec<NamedText<'t>>,
    /// What is said of known places besides.
    pub said: Vec<NamedText<'t>>,
}

impl AddedFiles<'_> {
    /// Whether nothing was added.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.tables.is_empty() && self.said.is_empty()
    }
}

impl Gazetteer {
    /// This gazetteer with places that were added, and with those of the world that neither has.
    ///
    /// Its own places win over added ones, and these over the world's. A place of which something is said besides
    /// gets the spellings, and a code or number where it has none.
    ///
    /// # Errors
    /// A file cannot be read at all.
    pub fn with_added(
        self,
        added: &AddedFiles<'_>,
        world: &Self,
    ) -> Result<Loaded<Self>, PlacesError> {
        let mut rows = rows::read(added.tables.iter().copied())?;
        let mut refused = rows.take_refused();
        let replaced = self.replaced(&rows.entries);
        let own = self.entries.iter().cloned();
        let mut entries: BTreeMap<PlaceId, Entry> =
            own.map(|entry| (entry.place.id.clone(), entry)).collect();
        let mut dropped: BTreeSet<&PlaceId> = BTreeSet::new();
        let known: BTreeSet<PlaceId> = rows.entries.keys().cloned().collect();
        for (id, entry) in &rows.entries {
            if replaced.contains_key(id) {
                continue;
            }
            let mut entry = entry.clone();
            entry.is_added = true;
            let is_known = |id: &PlaceId| self.number(id).is_some() || known.contains(id);
            for lost in redirect(&mut entry, &replaced, is_known) {
                refused.extend(rows.origin(id).map(|origin| no_area(origin, &lost)));
            }
            dropped.extend(world.same_of_world(&entry));
            entries.insert(id.clone(), entry);
        }
        for entry in &world.entries {
            let id = &entry.place.id;
            let gives_way =
                entries.contains_key(id) || dropped.contains(id) || self.has_listed(entry);
            if !gives_way {
                entries.insert(id.clone(), entry.clone());
            }
        }
        for file in &added.said {
            refused.extend(say(file, &mut entries)?);
        }
        Ok(Loaded {
            value: Self::of(entries),
            refused,
        })
    }

    /// The added places that are places of this gazetteer, and which.
    fn replaced(&self, added: &BTreeMap<PlaceId, Entry>) -> BTreeMap<PlaceId, PlaceId> {
        let codes = self.codes();
        let same = added.iter().filter_map(|(id, entry)| {
            let same = self.same(entry, &codes, &[])?;
            Some((id.clone(), same.id))
        });
        same.collect()
    }

    /// The places of this list of the world that an added place is.
    fn same_of_world(&self, added: &Entry) -> Vec<&PlaceId> {
        let place = &added.place;
        let mut listed = self.listed(&place.name);
        listed.retain(|id| {
            self.own(id).is_some_and(|entry| {
                let mine = &entry.place;
                let near = mine.position.haversine(place.position).0 <= SAME_SETTLEMENT_KM;
                let alike = mine.kind == place.kind
                    || (mine.kind.is_settlement() && place.kind.is_settlement());
                alike && mine.country == place.country && (near || mine.kind.is_area())
            })
        });
        listed
    }
}

/// Puts the theatre's areas in the place of added ones that are the same, and takes out and returns areas that nobody
/// has.
fn redirect(
    entry: &mut Entry,
    replaced: &BTreeMap<PlaceId, PlaceId>,
    is_known: impl Fn(&PlaceId) -> bool,
) -> Vec<PlaceId> {
    let admin1 = entry.place.admin1.iter_mut();
    for id in entry.parents.iter_mut().chain(admin1) {
        if let Some(own) = replaced.get(id) {
            id.clone_from(own);
        }
    }
    let (known, lost) = std::mem::take(&mut entry.parents)
        .into_iter()
        .partition(|id| is_known(id));
    entry.parents = known;
    entry.place.admin1 = entry.place.admin1.take().filter(is_known);
    lost
}

fn no_area((file, row): &(String, u64), area: &PlaceId) -> Refusal {
    Refusal {
        file: file.clone(),
        row: *row,
        message: format!(
            "{:?} is no area; the place is kept without it",
            area.as_str()
        ),
        hint: "add the areas again, from the file that they came from".to_owned(),
    }
}

/// Adds what a table says of known places; rows about places that are gone are passed over, for the theatre may have
/// changed.
fn say(
    file: &NamedText<'_>,
    entries: &mut BTreeMap<PlaceId, Entry>,
) -> Result<Vec<Refusal>, PlacesError> {
    let mut reader = csv::ReaderBuilder::new()
        .comment(Some(b'#'))
        .flexible(true)
        .from_reader(file.text.as_bytes());
    let head = reader.headers().map_err(|source| PlacesError::Header {
        file: file.file.to_owned(),
        source,
    })?;
    if let Some(column) = SAID_COLUMNS
        .into_iter()
        .zip(head.iter().map(Some).chain(std::iter::repeat(None)))
        .find_map(|(column, found)| (found != Some(column)).then_some(column))
    {
        return Err(PlacesError::Column {
            file: file.file.to_owned(),
            column,
        });
    }
    let mut refused = Vec::new();
    for record in reader.records() {
        match record {
            Ok(record) => said_of(&record, entries),
            Err(error) => refused.push(Refusal {
                file: file.file.to_owned(),
                row: error.position().map_or(0, csv::Position::line),
                message: error.to_string(),
                hint: "write it as comma-separated values".to_owned(),
            }),
        }
    }
    Ok(refused)
}

fn said_of(record: &csv::StringRecord, entries: &mut BTreeMap<PlaceId, Entry>) {
    let field = |at: usize| record.get(at).filter(|value| !value.is_empty());
    let id: Option<PlaceId> = field(0).and_then(|id| id.parse().ok());
    let Some(entry) = id.and_then(|id| entries.get_mut(&id)) else {
        return;
    };
    for spelling in field(1)
        .unwrap_or_default()
        .split('|')
        .filter(|it| !it.is_empty())
    {
        entry.add_spelling(spelling);
    }
    entry.pcode = entry.pcode.take().or_else(|| field(2).map(str::to_owned));
    entry.geonameid = entry
        .geonameid
        .or_else(|| field(3).and_then(|it| it.parse().ok()));
}
