//! Reading rows of places and areas from CSV text.

use std::collections::BTreeMap;

use csv::StringRecord;
use marsad_domain::{Kilometres, Place, PlaceId, PlaceKind, Position};

use super::{
    Entry, checked_name,
    heads::{Column, Columns, head},
};
use crate::{
    error::PlacesError,
    loaded::{NamedText, Refusal},
};

/// How far apart two places of one name and of alike kinds must be to be two.
const SAME_POINT_KM: f64 = 0.5;
/// Half of the way around the Earth, rounded.
const MOST_EXTENT_KM: f64 = 20_000.0;
const NEEDED: [&str; 5] = ["id", "name", "kind", "lat", "lon"];

/// The rows read so far.
#[derive(Debug, Default)]
pub(super) struct Rows {
    /// The good ones.
    pub(super) entries: BTreeMap<PlaceId, Entry>,
    refused: Vec<Refusal>,
    origins: BTreeMap<PlaceId, (String, u64)>,
    /// The places of each name in normal form.
    named: BTreeMap<String, Vec<PlaceId>>,
}

/// One row with the places of its columns.
struct Row<'r> {
    columns: &'r Columns,
    record: &'r StringRecord,
}

/// What is wrong with a row, and what would be right.
type Fault = (String, &'static str);

/// Reads files in turn.
pub(super) fn read<'t>(files: impl Iterator<Item = NamedText<'t>>) -> Result<Rows, PlacesError> {
    let mut rows = Rows::default();
    for file in files {
        rows.read_file(file)?;
    }
    Ok(rows)
}

impl Rows {
    fn read_file(&mut self, file: NamedText<'_>) -> Result<(), PlacesError> {
        let mut reader = csv::ReaderBuilder::new()
            .comment(Some(b'#'))
            .flexible(true)
            .trim(csv::Trim::All)
            .from_reader(file.text.trim_start_matches('\u{FEFF}').as_bytes());
        let columns = reader
            .headers()
            .map_err(|source| PlacesError::Header {
                file: file.file.to_owned(),
                source,
            })?
            .clone();
        if let Some(column) = NEEDED
            .into_iter()
            .find(|name| !columns.iter().any(|c| c == *name))
        {
            return Err(PlacesError::Column {
                file: file.file.to_owned(),
                column,
            });
        }
        let columns = Columns::of(&columns);
        for record in reader.records() {
            match record {
                Ok(record) => self.take(
                    file.file,
                    &Row {
                        columns: &columns,
                        record: &record,
                    },
                ),
                Err(error) => {
                    let row = error.position().map_or(0, csv::Position::line);
                    let fault = (error.to_string(), "write it as comma-separated values");
                    self.refuse(file.file, row, fault);
                }
            }
        }
        Ok(())
    }

    fn take(&mut self, file: &str, row: &Row<'_>) {
        let line = row.record.position().map_or(0, csv::Position::line);
        let taken = row
            .entry()
            .and_then(|entry| self.clash(&entry).map_or(Ok(entry), Err));
        match taken {
            Ok(entry) => {
                if let Some(name) = entry.spellings().first() {
                    let named = self.named.entry(name.normal.clone()).or_default();
                    named.push(entry.place.id.clone());
                }
                self.origins
                    .insert(entry.place.id.clone(), (file.to_owned(), line));
                self.entries.insert(entry.place.id.clone(), entry);
            }
            Err(fault) => self.refuse(file, line, fault),
        }
    }

    /// What is wrong with a row beside those before it.
    fn clash(&self, entry: &Entry) -> Option<Fault> {
        let id = entry.place.id.as_str();
        if self.entries.contains_key(&entry.place.id) {
            let message = format!("the id {id:?} is used twice");
            return Some((message, "give it its own id"));
        }
        let (other, row) = self.same_here(entry)?;
        let message = format!("the name and the point are those of {other:?} of row {row}");
        Some((message, "keep one of the two, or name them apart"))
    }

    /// The place that another row gives under the same name where this one is, and its row.
    fn same_here(&self, entry: &Entry) -> Option<(&str, u64)> {
        let place = &entry.place;
        let named = self.named.get(entry.spellings().first()?.normal.as_str())?;
        let others = named.iter().filter_map(|id| self.entries.get(id));
        let same = others.map(|other| &other.place).find(|other| {
            let is_alike = other.kind == place.kind
                || (other.kind.is_settlement() && place.kind.is_settlement());
            is_alike && other.position.haversine(place.position).0 < SAME_POINT_KM
        })?;
        Some((same.id.as_str(), self.origins.get(&same.id)?.1))
    }

    fn refuse(&mut self, file: &str, row: u64, (message, hint): Fault) {
        self.refused.push(Refusal {
            file: file.to_owned(),
            row,
            message,
            hint: hint.to_owned(),
        });
    }

    /// Everything refused so far, in order, where the rows stand under others that know their parents.
    pub(super) fn take_refused(&mut self) -> Vec<Refusal> {
        self.refused
            .sort_by(|a, b| (&a.file, a.row).cmp(&(&b.file, b.row)));
        std::mem::take(&mut self.refused)
    }

    /// Where a row stands.
    pub(super) fn origin(&self, id: &PlaceId) -> Option<&(String, u64)> {
        self.origins.get(id)
    }

    /// Drops parents that no row has, where there are areas at all, and returns everything refused.
    pub(super) fn finish(&mut self) -> Vec<Refusal> {
        let known: Vec<PlaceId> = self
            .entries
            .values()
            .filter(|e| e.place.kind.is_area())
            .map(|e| e.place.id.clone())
            .collect();
        if !known.is_empty() {
            let dangling = self.drop_dangling();
            self.refused.extend(dangling);
            self.lift_first_levels();
        }
        self.take_refused()
    }

    /// Where the area that a place lies in is of the second or third level, its first-level region is that area's.
    fn lift_first_levels(&mut self) {
        let smaller: BTreeMap<PlaceId, Option<PlaceId>> = self
            .entries
            .iter()
            .filter(|(_, entry)| matches!(entry.place.kind, PlaceKind::Admin2 | PlaceKind::Admin3))
            .map(|(id, entry)| (id.clone(), entry.place.admin1.clone()))
            .collect();
        for entry in self.entries.values_mut() {
            for _level in 2..=3 {
                let above = entry.place.admin1.as_ref().and_then(|id| smaller.get(id));
                if let Some(above) = above {
                    entry.place.admin1.clone_from(above);
                }
            }
        }
    }

    fn drop_dangling(&mut self) -> Vec<Refusal> {
        let ids: std::collections::BTreeSet<PlaceId> = self.entries.keys().cloned().collect();
        let mut told = Vec::new();
        for (id, entry) in &mut self.entries {
            entry.parents.retain(|parent| {
                let known = ids.contains(parent) && parent != id;
                if !known && let Some((file, row)) = self.origins.get(id) {
                    told.push(Refusal {
                        file: file.clone(),
                        row: *row,
                        message: format!(
                            "{:?} is no area; the place is kept without it",
                            parent.as_str()
                        ),
                        hint: "name the id of a row of the areas".to_owned(),
                    });
                }
                known
            });
        }
        told
    }
}

impl Row<'_> {
    fn get(&self, column: Column) -> Option<&str> {
        let at = self.columns.place(column)?;
        self.record.get(at).filter(|value| !value.is_empty())
    }

    fn need(&self, column: Column) -> Result<&str, Fault> {
        self.get(column)
            .ok_or_else(|| (format!("no {}", head(column)), "fill in the column"))
    }

    fn number<N: std::str::FromStr>(&self, column: Column) -> Result<Option<N>, Fault> {
        let Some(text) = self.get(column) else {
            return Ok(None);
        };
        let fault = |_| {
            (
                format!("{} {text:?} is no such number", head(column)),
                "write digits, or leave it empty",
            )
        };
        text.parse().map(Some).map_err(fault)
    }

    fn id(&self, column: Column) -> Result<Option<PlaceId>, Fault> {
        let fault = |error: marsad_domain::id::IdError| {
            (format!("{}: {error}", head(column)), "write a short id")
        };
        self.get(column).map(str::parse).transpose().map_err(fault)
    }

    fn degrees(&self, column: Column) -> Result<f64, Fault> {
        self.need(column)?;
        Ok(self.number(column)?.unwrap_or(f64::NAN))
    }

    fn entry(&self) -> Result<Entry, Fault> {
        self.need(Column::Id)?;
        let id = self
            .id(Column::Id)?
            .ok_or_else(|| ("no id".to_owned(), "fill in the column"))?;
        let position = Position::new(self.degrees(Column::Lat)?, self.degrees(Column::Lon)?)
            .map_err(|error| (error.to_string(), "write degrees, latitude first"))?;
        let kind = self.need(Column::Kind)?;
        let kind = kind
            .parse()
            .map_err(|error| (format!("{error}"), "use a kind of the places' list"))
            .map_err(|fault: (String, &'static str)| fault)?;
        let (admin1, parent) = (self.id(Column::Admin1)?, self.id(Column::Parent)?);
        let smaller = [self.id(Column::Admin3)?, self.id(Column::Admin2)?];
        let junction = self.number(Column::JunctionKm)?.unwrap_or(0.0);
        if !(0.0..=100.0).contains(&junction) {
            return Err((
                format!("junction_km {junction} is no radius"),
                "write 0 to 100 km",
            ));
        }
        let extent: Option<f64> = self.number(Column::ExtentKm)?;
        if extent.is_some_and(|km| !(0.0..=MOST_EXTENT_KM).contains(&km)) {
            return Err((
                format!("extent_km {} is no reach", extent.unwrap_or_default()),
                "write 0 to 20000 km",
            ));
        }
        let spellings = self.get(Column::Spellings).unwrap_or_default();
        let spellings = spellings.split('|').map(str::trim);
        let spellings = spellings.filter(|spelling| !spelling.is_empty());
        let place = Place {
            id,
            name: checked_name(self.need(Column::Name)?)?,
            name_ar: self.get(Column::NameAr).map(checked_name).transpose()?,
            spellings: spellings.map(checked_name).collect::<Result<_, _>>()?,
            kind,
            position,
            population: self.number(Column::Population)?,
            admin1: admin1.clone().or_else(|| parent.clone()),
            country: self.get(Column::Country).unwrap_or_default().to_owned(),
            junction: Kilometres(junction),
            basis: self.get(Column::Basis).unwrap_or_default().to_owned(),
        };
        let larger = [admin1, parent];
        let parents = smaller.into_iter().chain(larger).flatten().collect();
        let pcode = self.get(Column::Pcode).map(str::to_owned);
        let mut entry = Entry::new(place, parents, pcode, self.number(Column::GeonameId)?);
        entry.extent_km = extent;
        Ok(entry)
    }
}
