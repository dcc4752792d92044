//! A table of a theatre: its rows with their lines, after what is wrong with its form is told.

use std::collections::BTreeMap;

use csv::StringRecord;

use super::finding::Findings;
use crate::failure::Failure;

/// Which columns a table may have.
#[derive(Debug, Clone, Copy)]
pub(super) struct Form {
    /// Path inside the theatre.
    pub(super) file: &'static str,
    /// All columns that are read.
    pub(super) columns: &'static [&'static str],
    /// Those that must be there.
    pub(super) needed: &'static [&'static str],
}

/// A row.
#[derive(Debug, Clone)]
pub(super) struct Row {
    /// Line of the file on which it begins, from 1.
    pub(super) line: usize,
    cells: BTreeMap<&'static str, String>,
}

impl Row {
    /// The cell of a column; empty where it has none.
    pub(super) fn get(&self, column: &str) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }

    /// Says so where the row does not name what it rests on.
    pub(super) fn check_basis(&self, file: &str, findings: &mut Findings) {
        if self.get("basis").is_empty() {
            findings.error(file, self.line, Failure::new("check-no-basis", &[]));
        }
    }

    /// The number of a column, where there is one and it lies within bounds; what is no such number is told.
    pub(super) fn number(
        &self,
        file: &str,
        column: &str,
        bounds: std::ops::RangeInclusive<f64>,
        findings: &mut Findings,
    ) -> Option<f64> {
        let text = self.get(column);
        if text.is_empty() {
            return None;
        }
        let number = text.parse().ok().filter(|number| bounds.contains(number));
        if number.is_none() {
            let values: &[(&'static str, &dyn std::fmt::Display)] =
                &[("column", &column), ("text", &text)];
            findings.error(file, self.line, Failure::new("check-number", values));
        }
        number
    }
}

/// The rows of a table that can be read.
pub(super) fn read(form: Form, text: &str, findings: &mut Findings) -> Vec<Row> {
    let text = text.trim_start_matches('\u{FEFF}');
    let mut reader = csv::ReaderBuilder::new()
        .comment(Some(b'#'))
        .flexible(true)
        .has_headers(false)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let mut header: Option<StringRecord> = None;
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                let line = error.position().map_or(1, |at| line_of(text, at));
                let fault = Failure::new("check-table", &[("message", &error)]);
                findings.error(form.file, line, fault);
                continue;
            }
        };
        let line = record.position().map_or(1, |at| line_of(text, at));
        if let Some(header) = &header {
            rows.extend(row(form, header, &record, line, findings));
        } else if check_header(form, &record, line, findings) {
            header = Some(record);
        } else {
            return Vec::new();
        }
    }
    if header.is_none() {
        let needed = form.needed.join(",");
        let fault = Failure::new("check-no-header", &[("columns", &needed)]);
        findings.error(form.file, 1, fault);
    }
    rows
}

/// The line of a record. The reader counts from where it stood before, which may be a comment or an empty line.
fn line_of(text: &str, at: &csv::Position) -> usize {
    let mut line = usize::try_from(at.line()).unwrap_or(1);
    let mut start = usize::try_from(at.byte()).unwrap_or(0);
    while let Some(rest) = text.get(start..) {
        let end = rest.find('\n').map(|end| end + 1);
        let this = rest.get(..end.unwrap_or(rest.len())).unwrap_or_default();
        let is_passed_over = this.trim().is_empty() || this.starts_with('#');
        let Some(end) = end.filter(|_| is_passed_over) else {
            break;
        };
        start += end;
        line += 1;
    }
    line
}

fn check_header(form: Form, header: &StringRecord, line: usize, findings: &mut Findings) -> bool {
    for column in header {
        if !form.columns.contains(&column) {
            let known = form.columns.join(", ");
            let values: &[(&'static str, &dyn std::fmt::Display)] =
                &[("column", &column), ("known", &known)];
            findings.error(form.file, line, Failure::new("check-odd-column", values));
        }
    }
    let missing = form
        .needed
        .iter()
        .find(|needed| !header.iter().any(|column| column == **needed));
    if let Some(column) = missing {
        let fault = Failure::new("check-no-column", &[("column", column)]);
        findings.error(form.file, line, fault);
    }
    missing.is_none()
}

fn row(
    form: Form,
    header: &StringRecord,
    record: &StringRecord,
    line: usize,
    findings: &mut Findings,
) -> Option<Row> {
    if record.len() != header.len() {
        let values: &[(&'static str, &dyn std::fmt::Display)] =
            &[("cells", &record.len()), ("columns", &header.len())];
        findings.error(form.file, line, Failure::new("check-cells", values));
        return None;
    }
    let known = |name: &str| form.columns.iter().copied().find(|known| *known == name);
    let cells = header
        .iter()
        .zip(record)
        .filter_map(|(name, cell)| Some((known(name)?, cell.to_owned())));
    Some(Row {
        line,
        cells: cells.collect(),
    })
}
