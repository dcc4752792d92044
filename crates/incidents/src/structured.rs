//! Structured claims from a CSV table.
//!
//! What goes in: a table with a header and the names of its columns. What comes out: records in canonical order, the
//! ranges of dead that rows state, every row that was refused with its number and the reason, and how many were taken
//! otherwise than they stand. A column of true incidents (`inc`, `truth`) is never read: the mapping has no field for
//! it, and it is refused as the name of any other column.

mod dead;
mod ids;
mod names;
mod row;
mod stated;

use std::io::Read;

use csv::StringRecord;
use jiff::civil::Date;

use crate::{
    permutation::put_in_order,
    record::{Record, Term},
};
use ids::{Ids, Seen};
use names::Names;
use row::{Complaint, Said, read_row};
use stated::{Noted, Notes};
pub use stated::{StatedRanges, StructuredTable, ToldRows};

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
    /// Number of dead, the best one where there are three.
    pub killed: String,
    /// The lower number of dead.
    pub low: String,
    /// The upper number of dead.
    pub high: String,
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
            low: "low".to_owned(),
            high: "high".to_owned(),
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

/// Reads the records of a table where nobody asks for the ranges beside them, and what was refused.
#[must_use]
pub fn read_structured_csv(
    input: impl Read,
    columns: &Columns,
    precision_km: &[f64],
) -> (Vec<Record>, Vec<Refusal>) {
    let table = read_structured_table(input, columns, precision_km);
    (table.records, table.refused)
}

/// Reads a table. Records come in canonical order (published, id), whatever the order of the rows.
///
/// `precision_km` gives the typical distance in km for each level of precision.
#[must_use]
pub fn read_structured_table(
    input: impl Read,
    columns: &Columns,
    precision_km: &[f64],
) -> StructuredTable {
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
            let row = 1;
            return StructuredTable {
                refused: vec![Refusal { row, reason, hint }],
                ..StructuredTable::default()
            };
        }
    };
    let mut table = Table {
        at,
        precision_km,
        rows: Vec::new(),
        refused: Vec::new(),
        notes: Notes::default(),
        names: Default::default(),
        ids: Ids::default(),
    };
    let mut row = StringRecord::new();
    loop {
        match reader.read_record(&mut row) {
            Ok(false) => break,
            Ok(true) => table.take(&row),
            Err(error) => {
                let line = error.position().map_or(0, csv::Position::line);
                let reason = "the row is not UTF-8 or not CSV".to_owned();
                table.refuse(line, (reason, "save the table as CSV in UTF-8"));
                if matches!(error.kind(), csv::ErrorKind::Io(_)) {
                    break;
                }
            }
        }
    }
    table.finish()
}

/// Where the columns stand.
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
    /// Best, low and high.
    dead: [Option<usize>; 3],
    source: Option<usize>,
}

impl Places {
    fn of(header: &StringRecord, columns: &Columns) -> Result<Self, String> {
        let find = |name: &str| -> Result<Option<usize>, String> {
            if name.is_empty() {
                return Ok(None);
            }
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
            dead: [
                find(&columns.killed)?,
                find(&columns.low)?,
                find(&columns.high)?,
            ],
            source: find(&columns.source)?,
        };
        if places.day.or(places.published).or(places.dead[0]).is_none() {
            return Err("none of the named columns is in the header".to_owned());
        }
        Ok(places)
    }
}

struct Table<'p> {
    at: Places,
    precision_km: &'p [f64],
    rows: Vec<Record>,
    refused: Vec<Refusal>,
    notes: Notes,
    /// Names of kinds, of the two sides, and of sources.
    names: [Names; 4],
    ids: Ids,
}

impl Table<'_> {
    fn refuse(&mut self, row: u64, (reason, hint): Complaint) {
        self.refused.push(Refusal { row, reason, hint });
    }

    fn take(&mut self, row: &StringRecord) {
        let line = row.position().map_or(0, csv::Position::line);
        match read_row(row, &self.at, self.precision_km) {
            Ok(said) => self.keep(line, &said),
            Err(complaint) => self.refuse(line, complaint),
        }
    }

    /// Keeps a row. Of two rows with one id the one that was published first stays, of these the first of the file.
    fn keep(&mut self, line: u64, said: &Said<'_>) {
        let at = u32::try_from(self.rows.len()).unwrap_or(u32::MAX);
        let short = u32::try_from(line).unwrap_or(u32::MAX);
        let rows = &self.rows;
        let Some(seen) = self.ids.insert(said.id, Seen { at, line: short }, |at| {
            &rows[at as usize].id
        }) else {
            self.notes.add(Noted {
                at,
                line: short,
                dead: said.dead,
            });
            let record = self.record_of(said);
            return self.rows.push(record);
        };
        let (at, first) = (seen.at, u64::from(seen.line));
        let (stays, goes) = if said.published < rows[at as usize].published {
            seen.line = short;
            (line, first)
        } else {
            (first, line)
        };
        let reason = format!("the id {:?} stands already in row {stays}", said.id);
        if stays == line {
            self.notes.replace(Noted {
                at,
                line: short,
                dead: said.dead,
            });
            self.rows[at as usize] = self.record_of(said);
        }
        self.refuse(goes, (reason, "give every claim an id of its own"));
    }

    fn record_of(&mut self, said: &Said<'_>) -> Record {
        let [kind, agent, target, source] = said.names;
        let mut number =
            |of: usize, name: Option<&str>| name.map(|name| self.names[of].number(name));
        let (kind, sides) = (number(0, kind), [number(1, agent), number(2, target)]);
        let source = number(3, source);
        let term = |number: Option<u32>| number.map(Term::alone);
        Record {
            id: said.id.into(),
            published: said.published,
            days: said.days,
            is_day_stated: true,
            position: said.position,
            radius: said.radius,
            kind: term(kind),
            sides: sides.map(term),
            killed: said.dead.best,
            source,
            in_report: None,
        }
    }

    /// Numbers the names in alphabetical order, so that the order of the rows leaves no trace.
    fn finish(mut self) -> StructuredTable {
        let ranks: [Vec<u32>; 4] = self.names.map(Names::ranks);
        let rank =
            |of: usize, number: u32| ranks[of].get(number as usize).copied().unwrap_or(number);
        let term =
            |of: usize, term: Option<Term>| term.map(|term| Term::alone(rank(of, term.value)));
        for row in &mut self.rows {
            row.kind = term(0, row.kind);
            row.sides = [term(1, row.sides[0]), term(2, row.sides[1])];
            row.source = row.source.map(|source| rank(3, source));
        }
        let order = canonical_order(&self.rows);
        let (ranges, repaired, negative) = self.notes.finish(&order);
        put_in_order(&order, |a, b| self.rows.swap(a, b));
        self.rows.shrink_to_fit();
        self.refused.sort_by_key(|refusal| refusal.row);
        StructuredTable {
            records: self.rows,
            ranges,
            refused: self.refused,
            repaired,
            negative,
        }
    }
}

/// The rows in canonical order.
fn canonical_order(rows: &[Record]) -> Vec<u32> {
    let keys = rows.iter().map(|row| (row.published, beginning(&row.id)));
    let mut keyed: Vec<((i64, u64), u32)> = keys.zip(0u32..).collect();
    let id = |at: u32| &rows[at as usize].id;
    keyed.sort_unstable_by(|a, b| a.0.cmp(&b.0).then_with(|| id(a.1).cmp(id(b.1))));
    keyed.into_iter().map(|(_, at)| at).collect()
}

/// The first bytes of an id as a number that orders as they do.
fn beginning(id: &str) -> u64 {
    let mut bytes = [0; 8];
    for (to, byte) in bytes.iter_mut().zip(id.bytes()) {
        *to = byte;
    }
    u64::from_be_bytes(bytes)
}

/// Days since 1970-01-01.
pub(crate) fn day_number(day: Date) -> Option<i32> {
    let since = day.since(jiff::civil::date(1970, 1, 1)).ok()?;
    Some(since.get_days())
}
