//! Reading the points that are asked about.

use std::io::Read;

use marsad_domain::Position;
use marsad_places::{Loaded, Refusal};

use super::read::{TableError, position, read_table};

/// Points with the other columns of their table.
#[derive(Debug, Clone, PartialEq)]
pub struct Points {
    /// The names of all columns, as given in small letters.
    pub columns: Vec<String>,
    /// The points, in the order of the file.
    pub points: Vec<Point>,
}

/// A point and its row.
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    /// Line of the file, counted from 1.
    pub row: u64,
    /// Where.
    pub position: Position,
    /// The row as given, one field for each column; passed through.
    pub fields: Vec<String>,
}

/// Reads `lat,lon` and whatever else there is. Bad rows are refused and told.
///
/// # Errors
/// The first row lacks a column that must be there, or the input breaks off.
pub fn read_points_csv(file: &str, input: impl Read) -> Result<Loaded<Points>, TableError> {
    let table = read_table(file, input, &["lat", "lon"])?;
    let mut refused = table.refused;
    let mut points = Vec::with_capacity(table.rows.len());
    for (row, record) in &table.rows {
        let found = position(&table.columns, record).and_then(|position| {
            position.ok_or_else(|| ("no position".to_owned(), "give lat and lon"))
        });
        match found {
            Ok(position) => {
                let fields = (0..table.columns.len())
                    .map(|at| record.get(at).unwrap_or("").to_owned())
                    .collect();
                points.push(Point {
                    row: *row,
                    position,
                    fields,
                });
            }
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
    let columns = table.columns.iter().map(str::to_owned).collect();
    Ok(Loaded {
        value: Points { columns, points },
        refused,
    })
}
