//! Reading a table of control claims.

use std::{collections::BTreeMap, io::Read};

use csv::StringRecord;
use jiff::civil::Date;
use marsad_domain::Position;
use marsad_places::{Loaded, Refusal};

const NEEDED: [&str; 5] = ["date", "place", "lat", "lon", "holder"];

/// One row: a place is with a holder from a day on.
#[derive(Debug, Clone, PartialEq)]
pub struct PointClaim {
    /// Line of the file, counted from 1.
    pub row: u64,
    /// The day.
    pub day: Date,
    /// The place's name as given; empty where there is none.
    pub place: String,
    /// Where it lies.
    pub position: Position,
    /// Who holds it, as given.
    pub holder: String,
    /// Who says so, as given.
    pub source: Option<String>,
}

/// A table that cannot be read at all.
#[derive(Debug, thiserror::Error)]
pub enum TableError {
    /// A column that must be there is not.
    #[error("{file}: no column {column:?}; hint: the first row must name {needed}")]
    Column {
        /// File name.
        file: String,
        /// The missing column.
        column: &'static str,
        /// All columns that must be there.
        needed: String,
    },
    /// The first row cannot be read.
    #[error("{file}: the first row cannot be read; hint: give UTF-8 text with commas")]
    Header {
        /// File name.
        file: String,
        /// What the CSV reader says.
        #[source]
        source: csv::Error,
    },
    /// Reading broke off.
    #[error("{file}: reading broke off")]
    Read {
        /// File name.
        file: String,
        /// What the CSV reader says.
        #[source]
        source: csv::Error,
    },
}

/// What is wrong with a row, and what would be right.
pub(super) type Fault = (String, &'static str);

/// Reads `date,place,lat,lon,holder` and, where there is one, `source`; other columns are left alone.
///
/// A row without a position takes that of the other rows of its place, if all of them agree within 10 km. Bad rows
/// are refused and told, the rest is read.
///
/// # Errors
/// The first row lacks a column that must be there, or the input breaks off.
pub fn read_claims_csv(
    file: &str,
    input: impl Read,
) -> Result<Loaded<Vec<PointClaim>>, TableError> {
    let table = read_table(file, input, &NEEDED)?;
    let homes = homes(&table);
    let mut refused = table.refused;
    let mut claims = Vec::with_capacity(table.rows.len());
    for (row, record) in &table.rows {
        match claim(*row, &table.columns, record, &homes) {
            Ok(claim) => claims.push(claim),
            Err((message, hint)) => {
                refused.push(Refusal {
                    file: file.to_owned(),
                    row: *row,
                    message,
                    hint: hint.to_owned(),
                });
            }
        }
    }
    refused.sort_by_key(|refusal| refusal.row);
    Ok(Loaded {
        value: claims,
        refused,
    })
}

/// The rows of a table with their lines in the file.
pub(super) struct RawTable {
    pub(super) columns: StringRecord,
    pub(super) rows: Vec<(u64, StringRecord)>,
    pub(super) refused: Vec<Refusal>,
}

pub(super) fn read_table(
    file: &str,
    input: impl Read,
    needed: &[&'static str],
) -> Result<RawTable, TableError> {
    let name = || file.to_owned();
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(input);
    let columns: StringRecord = reader
        .headers()
        .map_err(|source| TableError::Header {
            file: name(),
            source,
        })?
        .iter()
        .map(|column| column.trim_start_matches('\u{FEFF}').to_lowercase())
        .collect();
    if let Some(column) = needed
        .iter()
        .find(|name| !columns.iter().any(|c| c == **name))
    {
        return Err(TableError::Column {
            file: name(),
            column,
            needed: needed.join(","),
        });
    }
    let mut table = RawTable {
        columns,
        rows: Vec::new(),
        refused: Vec::new(),
    };
    for record in reader.into_records() {
        match record {
            Ok(record) => table
                .rows
                .push((record.position().map_or(0, csv::Position::line), record)),
            Err(error) if error.is_io_error() => {
                return Err(TableError::Read {
                    file: name(),
                    source: error,
                });
            }
            Err(error) => table.refused.push(Refusal {
                file: name(),
                row: error.position().map_or(0, csv::Position::line),
                message: error.to_string(),
                hint: "give UTF-8 text with commas".to_owned(),
            }),
        }
    }
    Ok(table)
}

pub(super) fn field<'r>(columns: &StringRecord, record: &'r StringRecord, name: &str) -> &'r str {
    columns
        .iter()
        .position(|column| column == name)
        .and_then(|at| record.get(at))
        .unwrap_or("")
}

/// The position of a row; `None` where it gives none.
pub(super) fn position(
    columns: &StringRecord,
    record: &StringRecord,
) -> Result<Option<Position>, Fault> {
    let hint = "give degrees north and east as decimals";
    let number = |name: &str| -> Result<Option<f64>, Fault> {
        let text = field(columns, record, name);
        if text.is_empty() {
            return Ok(None);
        }
        text.parse()
            .ok()
            .map(Some)
            .ok_or_else(|| (format!("{name} {text:?} is no number"), hint))
    };
    match (number("lat")?, number("lon")?) {
        (Some(lat), Some(lon)) => Position::new(lat, lon)
            .map(Some)
            .map_err(|error| (error.to_string(), hint)),
        (None, None) => Ok(None),
        (Some(_), None) | (None, Some(_)) => {
            Err(("only one of lat and lon is given".to_owned(), hint))
        }
    }
}

fn claim(
    row: u64,
    columns: &StringRecord,
    record: &StringRecord,
    homes: &BTreeMap<String, Option<Position>>,
) -> Result<PointClaim, Fault> {
    let text = |name: &str| field(columns, record, name);
    let date = text("date");
    let day = date
        .parse()
        .ok()
        .ok_or_else(|| (format!("{date:?} is no day"), "give days as YYYY-MM-DD"))?;
    let place = text("place").to_owned();
    let home = homes.get(&place.to_lowercase()).copied().flatten();
    let position = position(columns, record)?.or(home).ok_or_else(|| {
        (
            "no position".to_owned(),
            "give lat and lon, in this row or in others of the place",
        )
    })?;
    let holder = text("holder").to_owned();
    if holder.is_empty() {
        return Err((
            "no holder".to_owned(),
            "say who holds the place, or unknown",
        ));
    }
    let source = Some(text("source").to_owned()).filter(|source| !source.is_empty());
    Ok(PointClaim {
        row,
        day,
        place,
        position,
        holder,
        source,
    })
}

/// The position of each place by its name in small letters; none where its rows lie more than 10 km apart.
fn homes(table: &RawTable) -> BTreeMap<String, Option<Position>> {
    let mut homes: BTreeMap<String, Option<Position>> = BTreeMap::new();
    for (_, record) in &table.rows {
        let place = field(&table.columns, record, "place").to_lowercase();
        let Ok(Some(position)) = position(&table.columns, record) else {
            continue;
        };
        if place.is_empty() {
            continue;
        }
        let home = homes.entry(place).or_insert(Some(position));
        if home.is_some_and(|home| home.haversine(position).0 > super::timeline::ONE_PLACE_KM) {
            *home = None;
        }
    }
    homes
}

#[cfg(test)]
#[expect(clippy::panic_in_result_fn, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn bad_rows_are_told_and_the_rest_is_read() -> Result<(), TableError> {
        let text = "date,place,lat,lon,holder\n2031-05-01,Karsun,40,40,Front\n2031-02-31,Belo,40,41,Army\n\
            2031-05-02,Belo,91,41,Army\n2031-05-03,Karsun,,,Army\n2031-05-03,Tarn,,,Army\n2031-05-03,Dol,1,1,\n";
        let loaded = read_claims_csv("claims.csv", text.as_bytes())?;
        let told: Vec<String> = loaded.refused.iter().map(ToString::to_string).collect();
        assert_eq!(loaded.value.len(), 2);
        assert_eq!(
            told,
            [
                "claims.csv:3: \"2031-02-31\" is no day; hint: give days as YYYY-MM-DD",
                "claims.csv:4: latitude 91, longitude 41 is no point on the globe; hint: give degrees north and east as decimals",
                "claims.csv:6: no position; hint: give lat and lon, in this row or in others of the place",
                "claims.csv:7: no holder; hint: say who holds the place, or unknown",
            ]
        );
        assert!(read_claims_csv("claims.csv", "date,place\n".as_bytes()).is_err());
        Ok(())
    }
}
