//! A table of individuals with a column for each list, from CSV.
//!
//! What goes in: a table with a header, and what of it is a list. What comes out: the captures of each stratum, and
//! every row that was refused with its line and the reason.
//!
//! A cell says 1 for on the list, 0 for not on it, or nothing. Nothing counts as 0, as in the estimates of Ball,
//! Coronel, Padilla and Mora 2019 ("Drug-Related Killings in the Philippines", Human Rights Data Analysis Group), whose
//! tables leave a cell blank where a list did not cover the case: a list that covers a part of the cases is one that
//! classes of people have unlike chances to be on, which is what the model is for. How many cells are blank is told
//! with each stratum.

use std::{collections::BTreeMap, io::Read};

use csv::StringRecord;

use super::{
    captures::{Captures, Inclusion},
    list_choice::{Chosen, ListChoice, ListsError, PassedOver, choose, inclusion, shortened},
};
use crate::structured::Refusal;

/// A table as lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListTable {
    /// The captures of each stratum.
    pub strata: BTreeMap<Stratum, Captures>,
    /// Rows that were not taken.
    pub refused: Vec<Refusal>,
    /// Columns that are nearly lists.
    pub passed_over: Vec<PassedOver>,
}

/// A part of the table that is estimated apart.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stratum {
    /// All of it: nothing parts it.
    Whole,
    /// Rows with this in the column that parts it.
    Named(String),
    /// Rows with nothing in that column.
    Unknown,
}

/// Lists of one stratum, each with a cell for every individual.
type Cells = BTreeMap<String, Vec<Inclusion>>;

/// Reads a table as lists.
///
/// # Errors
/// The header cannot be read, there is no row, a column that was named is not there or is asked for twice, or there are too few or too
/// many lists.
pub fn read_lists_csv(input: impl Read, choice: &ListChoice) -> Result<ListTable, ListsError> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(input);
    let names = reader.headers().map_err(|error| ListsError::Header {
        reason: error.to_string(),
    })?;
    let clean = |name: &str| name.trim_start_matches('\u{FEFF}').trim().to_owned();
    let header: Vec<String> = names.iter().map(clean).collect();
    let (rows, mut refused) = rows(&mut reader, header.len());
    if rows.is_empty() && refused.is_empty() {
        return Err(ListsError::NoRows);
    }
    let chosen = choose(choice, &header, &rows)?;
    let mut strata: BTreeMap<Stratum, Cells> = BTreeMap::new();
    for (line, row) in &rows {
        match cells(row, &header, &chosen) {
            Ok(cells) => {
                let lists = strata.entry(stratum(row, chosen.by)).or_default();
                for (name, cell) in cells {
                    lists.entry(name.to_owned()).or_default().push(cell);
                }
            }
            Err(reason) => refused.push(Refusal {
                row: *line,
                reason,
                hint: "write 1 for on the list, 0 for not on it, nothing where it is not known",
            }),
        }
    }
    refused.sort_by_key(|refusal| refusal.row);
    let tabulated = strata
        .into_iter()
        .map(|(stratum, lists)| (stratum, Captures::tabulate(&lists)));
    Ok(ListTable {
        strata: tabulated.collect(),
        refused,
        passed_over: chosen.passed_over,
    })
}

/// The rows that have as many fields as the header, each with its line.
fn rows(
    reader: &mut csv::Reader<impl Read>,
    width: usize,
) -> (Vec<(u64, StringRecord)>, Vec<Refusal>) {
    let (mut rows, mut refused) = (Vec::new(), Vec::new());
    let mut row = StringRecord::new();
    loop {
        let line = reader.position().line();
        match reader.read_record(&mut row) {
            Ok(false) => return (rows, refused),
            Ok(true) => {
                let line = row.position().map_or(line, csv::Position::line);
                if row.len() == width {
                    rows.push((line, row.clone()));
                } else {
                    refused.push(Refusal {
                        row: line,
                        reason: format!("{} fields where the header has {width}", row.len()),
                        hint: "give every row as many fields as the header",
                    });
                }
            }
            Err(error) => {
                refused.push(Refusal {
                    row: error.position().map_or(line, csv::Position::line),
                    reason: "the row is not UTF-8 or not CSV".to_owned(),
                    hint: "save the table as CSV in UTF-8",
                });
                if matches!(error.kind(), csv::ErrorKind::Io(_)) {
                    return (rows, refused);
                }
            }
        }
    }
}

/// What each list says of one individual, or which cell says something else.
fn cells<'a>(
    row: &StringRecord,
    header: &[String],
    chosen: &'a Chosen,
) -> Result<Vec<(&'a str, Inclusion)>, String> {
    let cell = |column: &usize| {
        let text = row.get(*column).unwrap_or_default();
        inclusion(text).ok_or_else(|| {
            let name = header.get(*column).map_or("", String::as_str);
            format!("the list {name:?} has {:?}", shortened(text))
        })
    };
    let list = |(name, columns): (&'a String, &Vec<usize>)| {
        let cells: Vec<Inclusion> = columns.iter().map(cell).collect::<Result<_, _>>()?;
        Ok((name.as_str(), joined(&cells)))
    };
    chosen.lists.iter().map(list).collect()
}

/// On where one says so, not on where one says that, blank where none says anything.
fn joined(cells: &[Inclusion]) -> Inclusion {
    if cells.contains(&Inclusion::On) {
        Inclusion::On
    } else if cells.contains(&Inclusion::Off) {
        Inclusion::Off
    } else {
        Inclusion::Blank
    }
}

fn stratum(row: &StringRecord, by: Option<usize>) -> Stratum {
    let Some(column) = by else {
        return Stratum::Whole;
    };
    match row.get(column).unwrap_or_default().trim() {
        "" => Stratum::Unknown,
        name => Stratum::Named(name.to_owned()),
    }
}
