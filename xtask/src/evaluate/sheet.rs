//! Tables of theatres and of others, row by row.

use std::io::Read;
use std::path::Path;

use anyhow::{Context, Result};
use serde::de::DeserializeOwned;

/// The rows of a file with a head.
///
/// # Errors
/// The file cannot be read, or a row is not as it should be.
pub(super) fn rows<T: DeserializeOwned>(path: &Path, delimiter: u8) -> Result<Vec<T>> {
    let file = std::fs::File::open(path).with_context(|| format!("opening {}", path.display()))?;
    parsed(file, delimiter).with_context(|| format!("reading {}", path.display()))
}

/// The rows of a table with a head; a table of a theatre has comments.
fn parsed<T: DeserializeOwned>(table: impl Read, delimiter: u8) -> Result<Vec<T>, csv::Error> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .comment((delimiter == b',').then_some(b'#'))
        .from_reader(table);
    reader.deserialize().collect()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[derive(serde::Deserialize)]
    struct Row {
        number: Option<u64>,
    }

    #[test]
    fn comments_of_a_theatre_are_no_rows_and_unknown_numbers_are_none() {
        let table = "# said\nid,number\na,\nb,7\n";
        let places: Vec<Row> = parsed(table.as_bytes(), b',').unwrap();
        let numbers: Vec<Option<u64>> = places.iter().map(|place| place.number).collect();
        assert_eq!(numbers, [None, Some(7)]);
        let tabs = "id\tnumber\n#a\t7\n";
        let places: Vec<Row> = parsed(tabs.as_bytes(), b'\t').unwrap();
        assert_eq!(places.len(), 1);
    }
}
