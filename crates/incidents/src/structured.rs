//! Structured claims from a CSV table.
//!
//! What goes in: a table with a header and the names of its columns. What comes out: records in canonical order, and
//! every row that was refused with its number and the reason. A column of true incidents (`inc`, `truth`) is never
//! read: the mapping has no field for it, and it is refused as the name of any other column.

use std::{collections::BTreeMap, io::Read};

use csv::StringRecord;
use jiff::civil::Date;
use marsad_domain::{Kilometres, Position};

use crate::record::{DayRange, Record, Term};

/// Which column holds what. An empty name means that the table has no such column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Columns {
    /// Id of the claim; never absent, and unique.
    pub id: String,
    /// Day of the event: a whole number, or a date.
    pub day: String,
    /// Day of the publication: a whole number, or a date.
    pub published: String,
    /// Degrees north.
    pub lat: String,
    /// Degrees east.
    pub lon: String,
    /// Precision: 1 exact, 2 near, 3 region.
    pub precision: String,
    /// What happened.
    pub kind: String,
    /// Who did it.
    pub side_a: String,
    /// To whom.
    pub side_b: String,
    /// Number of dead.
    pub killed: String,
    /// Who says so.
    pub source: String,
}

impl Default for Columns {
    fn default() -> Self {
        Self {
            id: "id".to_owned(),
            day: "day".to_owned(),
            published: "pub".to_owned(),
            lat: "lat".to_owned(),
            lon: "lon".to_owned(),
            precision: "prec".to_owned(),
            kind: "kind".to_owned(),
            side_a: "a".to_owned(),
            side_b: "b".to_owned(),
            killed: "killed".to_owned(),
            source: "src".to_owned(),
        }
    }
}

/// A row, or the whole table, that was not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("row {row}: {reason}; hint: {hint}")]
pub struct Refusal {
    /// Line of the file, counted from 1 with the header.
    pub row: u64,
    /// What is wrong.
    pub reason: String,
    /// What would be right.
    pub hint: &'static str,
}

/// Columns that hold the answer and are never read.
const TRUTH: [&str; 2] = ["inc", "truth"];

/// Reads a table. Records come in canonical order (published, id), whatever the order of the rows.
///
/// `precision_km` gives the typical distance in km for each level of precision.
#[must_use]
pub fn read_structured_csv(
    input: impl Read,
    columns: &Columns,
    precision_km: &[f64],
) -> (Vec<Record>, Vec<Refusal>) {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(input);
    let at = match reader
        .headers()
        .map_err(|error| error.to_string())
        .and_then(|names| Places::of(names, columns))
    {
        Ok(at) => at,
        Err(reason) => {
            let hint =
                "name the table's columns; `id` and one of day, published or killed are needed";
            return (
                Vec::new(),
                vec![Refusal {
                    row: 1,
                    reason,
                    hint,
                }],
            );
        }
    };
    let mut table = Table {
        at,
        precision_km,
        rows: Vec::new(),
        refused: Vec::new(),
        names: Default::default(),
    };
    let mut row = StringRecord::new();
    loop {
        match reader.read_record(&mut row) {
            Ok(false) => break,
            Ok(true) => table.take(&row),
            Err(error) => {
                let line = error.position().map_or(0, csv::Position::line);
                table.refuse(
                    line,
                    "the row is not UTF-8 or not CSV".to_owned(),
                    "save the table as CSV in UTF-8",
                );
                if matches!(error.kind(), csv::ErrorKind::Io(_)) {
                    break;
                }
            }
        }
    }
    table.finish()
}

#[derive(Debug)]
struct Places {
    width: usize,
    id: usize,
    day: Option<usize>,
    published: Option<usize>,
    lat: Option<usize>,
    lon: Option<usize>,
    precision: Option<usize>,
    terms: [Option<usize>; 3],
    killed: Option<usize>,
    source: Option<usize>,
}

impl Places {
    fn of(header: &StringRecord, columns: &Columns) -> Result<Self, String> {
        let find = |name: &str| -> Result<Option<usize>, String> {
            if TRUTH.contains(&name) {
                return Err(format!(
                    "the column {name:?} holds the answer and is never read"
                ));
            }
            Ok(header
                .iter()
                .position(|column| column.trim_start_matches('\u{FEFF}').trim() == name))
        };
        let places = Self {
            width: header.len(),
            id: find(&columns.id)?.ok_or_else(|| format!("there is no column {:?}", columns.id))?,
            day: find(&columns.day)?,
            published: find(&columns.published)?,
            lat: find(&columns.lat)?,
            lon: find(&columns.lon)?,
            precision: find(&columns.precision)?,
            terms: [
                find(&columns.kind)?,
                find(&columns.side_a)?,
                find(&columns.side_b)?,
            ],
            killed: find(&columns.killed)?,
            source: find(&columns.source)?,
        };
        if places.day.or(places.published).or(places.killed).is_none() {
            return Err("none of the named columns is in the header".to_owned());
        }
        Ok(places)
    }
}

/// The words of kind, sides and source, before they are numbered.
type Texts = [Option<Box<str>>; 4];

/// What is wrong with a field, and a hint.
type Complaint = (String, &'static str);

struct Row {
    line: u64,
    record: Record,
    texts: Texts,
}

struct Table<'p> {
    at: Places,
    precision_km: &'p [f64],
    rows: Vec<Row>,
    refused: Vec<Refusal>,
    names: [BTreeMap<Box<str>, u32>; 4],
}

impl Table<'_> {
    fn refuse(&mut self, row: u64, reason: String, hint: &'static str) {
        self.refused.push(Refusal { row, reason, hint });
    }

    fn take(&mut self, row: &StringRecord) {
        let line = row.position().map_or(0, csv::Position::line);
        match self.read(row) {
            Ok((record, texts)) => self.rows.push(Row {
                line,
                record,
                texts,
            }),
            Err((reason, hint)) => self.refuse(line, reason, hint),
        }
    }

    fn read(&self, row: &StringRecord) -> Result<(Record, Texts), Complaint> {
        let at = &self.at;
        if row.len() != at.width {
            let hint = "give every row as many fields as the header";
            return Err((
                format!("{} fields where the header has {}", row.len(), at.width),
                hint,
            ));
        }
        let id = row.get(at.id).unwrap_or_default().trim();
        if id.is_empty() {
            return Err(("the id is empty".to_owned(), "give every claim an id"));
        }
        let day = day_of(given(row, at.day))?;
        let published = day_of(given(row, at.published))?;
        let (position, radius) = self.place(row)?;
        let term = |column| field(row, column).map(Box::from);
        let record = Record {
            id: Box::from(id),
            published: i64::from(published.or(day).unwrap_or(0)),
            days: day.map(|day| DayRange::new(day, day)),
            position,
            radius: Kilometres(radius),
            kind: None,
            sides: [None, None],
            killed: number_of(field(row, at.killed))?,
            source: None,
            report: None,
            words: None,
        };
        Ok((
            record,
            [
                term(at.terms[0]),
                term(at.terms[1]),
                term(at.terms[2]),
                term(at.source),
            ],
        ))
    }

    fn place(&self, row: &StringRecord) -> Result<(Option<Position>, f64), Complaint> {
        let hint = "latitude is -90 to 90, longitude -180 to 180, both in degrees; leave both empty where unknown";
        let degrees = |column| {
            given(row, column)
                .map(|text| {
                    text.parse::<f64>()
                        .ok()
                        .filter(|n| n.is_finite())
                        .ok_or(text)
                })
                .transpose()
                .map_err(|text| {
                    (
                        format!("{:?} is no number of degrees", shortened(text)),
                        hint,
                    )
                })
        };
        let position = match (degrees(self.at.lat)?, degrees(self.at.lon)?) {
            (Some(lat), Some(lon)) => {
                Some(Position::new(lat, lon).map_err(|error| (error.to_string(), hint))?)
            }
            (None, None) => None,
            _ => return Err(("one of latitude and longitude is missing".to_owned(), hint)),
        };
        let level = match field(row, self.at.precision) {
            None => 1,
            Some(text) => text
                .parse::<usize>()
                .ok()
                .filter(|level| (1..=self.precision_km.len()).contains(level))
                .ok_or_else(|| {
                    (
                        format!("{:?} is no level of precision", shortened(text)),
                        "1 exact, 2 near, 3 region",
                    )
                })?,
        };
        Ok((
            position,
            self.precision_km.get(level - 1).copied().unwrap_or(1.0),
        ))
    }

    /// Numbers the names in alphabetical order, so that the order of the rows leaves no trace.
    fn finish(mut self) -> (Vec<Record>, Vec<Refusal>) {
        for row in &self.rows {
            for (names, text) in self.names.iter_mut().zip(&row.texts) {
                if let Some(text) = text
                    && !names.contains_key(text)
                {
                    names.insert(text.clone(), 0);
                }
            }
        }
        for names in &mut self.names {
            for (number, at) in names.values_mut().zip(0..) {
                *number = at;
            }
        }
        self.rows.sort_by(|a, b| {
            (a.record.published, &a.record.id, a.line).cmp(&(
                b.record.published,
                &b.record.id,
                b.line,
            ))
        });
        let mut lines_by_id = BTreeMap::new();
        let mut records = Vec::with_capacity(self.rows.len());
        for row in self.rows {
            if let Some(first) = lines_by_id.insert(row.record.id.clone(), row.line) {
                let reason = format!("the id {:?} stands already in row {first}", row.record.id);
                self.refused.push(Refusal {
                    row: row.line,
                    reason,
                    hint: "give every claim an id of its own",
                });
                lines_by_id.insert(row.record.id, first);
                continue;
            }
            let number = |at: usize| {
                let names: &BTreeMap<Box<str>, u32> = self.names.get(at)?;
                names.get(row.texts.get(at)?.as_ref()?).copied()
            };
            let term = |at| number(at).map(Term::alone);
            records.push(Record {
                kind: term(0),
                sides: [term(1), term(2)],
                source: number(3),
                ..row.record
            });
        }
        self.refused.sort_by_key(|refusal| refusal.row);
        (records, self.refused)
    }
}

/// The text of a field, unless it is empty.
fn given(row: &StringRecord, column: Option<usize>) -> Option<&str> {
    row.get(column?)
        .map(str::trim)
        .filter(|text| !text.is_empty())
}

/// The text of a field, unless it is empty or stands for "missing" as a negative number.
fn field(row: &StringRecord, column: Option<usize>) -> Option<&str> {
    given(row, column).filter(|text| {
        text.strip_prefix('-')
            .is_none_or(|rest| rest.parse::<f64>().is_err())
    })
}

fn shortened(text: &str) -> String {
    text.chars().take(40).collect()
}

fn number_of(text: Option<&str>) -> Result<Option<u32>, Complaint> {
    let Some(text) = text else { return Ok(None) };
    text.parse::<u32>().map(Some).ok().ok_or_else(|| {
        (
            format!("{:?} is no number of dead", shortened(text)),
            "a whole number; -1 or empty where unknown",
        )
    })
}

fn day_of(text: Option<&str>) -> Result<Option<i32>, Complaint> {
    let Some(text) = text else { return Ok(None) };
    if let Ok(day) = text.parse::<i32>() {
        return Ok(Some(day));
    }
    text.parse::<Date>()
        .ok()
        .and_then(day_number)
        .map(Some)
        .ok_or_else(|| {
            (
                format!("{:?} is no day", shortened(text)),
                "a whole number of days, or a date as 2024-11-27",
            )
        })
}

/// Days since 1970-01-01.
pub(crate) fn day_number(day: Date) -> Option<i32> {
    let since = day.since(jiff::civil::date(1970, 1, 1)).ok()?;
    Some(since.get_days())
}
