//! A data set from a CSV table.
//!
//! What goes in: a table with a header, the names of its columns, and the taxonomies. What comes out: the data set,
//! and every row that was refused with its line and the reason. A row that a taxonomy does not know is refused: a type
//! that is unknown cannot be compared.

use std::{collections::BTreeMap, io::Read};

use csv::StringRecord;
use jiff::civil::Date;
use marsad_domain::Position;

use super::{
    columns::Columns,
    entry::{DataSet, Entry},
    rows::{Complaint, Rows, column_of},
    taxonomy::{CategoryPath, Taxonomy},
};
use crate::{DayRange, Refusal, structured::day_number};

/// Reads a data set. `name` is what it is called where no column says so.
#[must_use]
pub fn read_data_set(
    input: impl Read,
    name: &str,
    columns: &Columns,
    taxonomies: &[Taxonomy],
) -> (DataSet, Vec<Refusal>) {
    let empty = |reason: String, hint| {
        let refusal = Refusal {
            row: 1,
            reason,
            hint,
        };
        (DataSet::new(name, Vec::new()), vec![refusal])
    };
    let mut rows = match Rows::open(input) {
        Ok(rows) => rows,
        Err(reason) => return empty(reason, "save the table as CSV in UTF-8"),
    };
    let at = match At::of(rows.header(), columns, taxonomies) {
        Ok(at) => at,
        Err((reason, hint)) => return empty(reason, hint),
    };
    let mut table = Table {
        at,
        name: None,
        taxonomies,
        entries: Vec::new(),
        rows_by_event: BTreeMap::new(),
    };
    rows.each(|row, number| table.take(row, number, name));
    let own = table.name.as_deref().unwrap_or(name);
    (DataSet::new(own, table.entries), rows.refused())
}

/// Where the columns stand.
struct At {
    data_set: Option<usize>,
    event: Option<usize>,
    date: usize,
    enddate: Option<usize>,
    lat: usize,
    lon: usize,
    categories: Vec<usize>,
}

impl At {
    fn of(
        header: &StringRecord,
        columns: &Columns,
        taxonomies: &[Taxonomy],
    ) -> Result<Self, Complaint> {
        let needed = |name: &str| {
            let hint = "name the table's columns; a date, a latitude, a longitude and one for each taxonomy are needed";
            column_of(header, name).ok_or_else(|| (format!("there is no column {name:?}"), hint))
        };
        Ok(Self {
            data_set: column_of(header, &columns.data_set),
            event: column_of(header, &columns.event),
            date: needed(&columns.date)?,
            enddate: column_of(header, &columns.enddate),
            lat: needed(&columns.lat)?,
            lon: needed(&columns.lon)?,
            categories: taxonomies
                .iter()
                .map(|taxonomy| needed(taxonomy.name()))
                .collect::<Result<_, _>>()?,
        })
    }
}

struct Table<'t> {
    at: At,
    name: Option<Box<str>>,
    taxonomies: &'t [Taxonomy],
    entries: Vec<Entry>,
    rows_by_event: BTreeMap<Box<str>, usize>,
}

impl Table<'_> {
    fn take(&mut self, row: &StringRecord, number: usize, name: &str) -> Result<(), Complaint> {
        let own = self.name_in(row, name)?;
        let entry = Entry {
            event: self.event(row, number)?,
            days: self.days(row)?,
            position: self.position(row)?,
            categories: self.categories(row, &own)?,
        };
        if let Some(first) = self.rows_by_event.get(&entry.event) {
            let reason = format!("event {:?} stands already in row {first}", entry.event);
            return Err((reason, "give every row of a data set an event of its own"));
        }
        self.rows_by_event.insert(entry.event.clone(), number);
        self.name.get_or_insert(own);
        self.entries.push(entry);
        Ok(())
    }

    /// What the row calls its data set: the same in all rows.
    fn name_in(&self, row: &StringRecord, name: &str) -> Result<Box<str>, Complaint> {
        let own = given(row, self.at.data_set).unwrap_or(name);
        match &self.name {
            Some(first) if **first != *own => {
                let reason = format!("the row is of {own:?}, the rows before it of {first:?}");
                Err((reason, "give every data set a file of its own"))
            }
            _ => Ok(Box::from(own)),
        }
    }

    fn event(&self, row: &StringRecord, number: usize) -> Result<Box<str>, Complaint> {
        match (self.at.event, given(row, self.at.event)) {
            (None, _) => Ok(number.to_string().into()),
            (Some(_), Some(event)) => Ok(Box::from(event)),
            (Some(_), None) => Err((
                "the event is empty".to_owned(),
                "give every row a number or a name",
            )),
        }
    }

    fn days(&self, row: &StringRecord) -> Result<DayRange, Complaint> {
        let hint = "a date as 2024-11-27";
        let Some(first) = given(row, Some(self.at.date)) else {
            return Err(("the date is empty".to_owned(), hint));
        };
        let start = day_of(first)?;
        let Some(last) = given(row, self.at.enddate) else {
            return Ok(DayRange::new(start, start));
        };
        let end = day_of(last)?;
        if end < start {
            let reason = format!("the last day {last} is before the first day {first}");
            return Err((reason, "correct one of them, or swap them"));
        }
        Ok(DayRange::new(start, end))
    }

    fn position(&self, row: &StringRecord) -> Result<Position, Complaint> {
        let hint = "latitude is -90 to 90, longitude -180 to 180, both in degrees";
        let degrees = |column: usize| {
            let text = given(row, Some(column)).unwrap_or_default();
            text.parse::<f64>().ok().ok_or_else(|| {
                (
                    format!("{:?} is no number of degrees", shortened(text)),
                    hint,
                )
            })
        };
        let (lat, lon) = (degrees(self.at.lat)?, degrees(self.at.lon)?);
        Position::new(lat, lon).map_err(|error| (error.to_string(), hint))
    }

    fn categories(&self, row: &StringRecord, own: &str) -> Result<Vec<CategoryPath>, Complaint> {
        let columns = self.at.categories.iter().zip(self.taxonomies);
        columns
            .map(|(column, taxonomy)| {
                let category = given(row, Some(*column)).unwrap_or_default();
                let name = taxonomy.name();
                if let Some(path) = taxonomy.path(own, category) {
                    return Ok(path.clone());
                }
                if taxonomy.knows(own) {
                    let category = shortened(category);
                    let reason = format!("taxonomy {name:?} has no {category:?} for {own:?}");
                    let hint = "add a row for it to the taxonomy, or correct it";
                    return Err((reason, hint));
                }
                let reason = format!("taxonomy {name:?} does not know the data set {own:?}");
                let hint = "data.source of the taxonomy must name the data set as its column or its file does";
                Err((reason, hint))
            })
            .collect()
    }
}

/// The text of a field, unless it is empty.
fn given(row: &StringRecord, column: Option<usize>) -> Option<&str> {
    row.get(column?)
        .map(str::trim)
        .filter(|text| !text.is_empty())
}

fn shortened(text: &str) -> String {
    text.chars().take(40).collect()
}

fn day_of(text: &str) -> Result<i32, Complaint> {
    let day = text.parse::<Date>().ok().and_then(day_number);
    day.ok_or_else(|| {
        let reason = format!("{:?} is no date", shortened(text));
        (reason, "a date as 2024-11-27")
    })
}
