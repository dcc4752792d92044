//! Reading a table row by row, with what was refused.

use std::io::Read;

use csv::{Reader, ReaderBuilder, StringRecord};

use crate::Refusal;

/// What is wrong with a row, and a hint.
pub(super) type Complaint = (String, &'static str);

/// The rows of a table with a header.
pub(super) struct Rows<R> {
    reader: Reader<R>,
    header: StringRecord,
    refused: Vec<Refusal>,
}

impl<R: Read> Rows<R> {
    /// Reads the header.
    pub(super) fn open(input: R) -> Result<Self, String> {
        let mut reader = ReaderBuilder::new().flexible(true).from_reader(input);
        let header = reader.headers().map_err(|error| error.to_string())?.clone();
        Ok(Self {
            reader,
            header,
            refused: Vec::new(),
        })
    }

    /// The names of the columns.
    pub(super) fn header(&self) -> &StringRecord {
        &self.header
    }

    /// Hands over each row that is as wide as the header, with its number from 1; what is refused is noted with its
    /// line.
    pub(super) fn each(
        &mut self,
        mut take: impl FnMut(&StringRecord, usize) -> Result<(), Complaint>,
    ) {
        let mut row = StringRecord::new();
        let mut number = 0;
        loop {
            match self.reader.read_record(&mut row) {
                Ok(false) => break,
                Ok(true) => {
                    number += 1;
                    let line = row.position().map_or(0, csv::Position::line);
                    let taken = self.is_whole(&row).and_then(|()| take(&row, number));
                    if let Err(complaint) = taken {
                        self.refuse(line, complaint);
                    }
                }
                Err(error) => {
                    number += 1;
                    let line = error.position().map_or(0, csv::Position::line);
                    let reason = "the row is not UTF-8 or not CSV".to_owned();
                    self.refuse(line, (reason, "save the table as CSV in UTF-8"));
                    if matches!(error.kind(), csv::ErrorKind::Io(_)) {
                        break;
                    }
                }
            }
        }
    }

    /// What was refused, in order of the lines.
    pub(super) fn refused(self) -> Vec<Refusal> {
        self.refused
    }

    fn refuse(&mut self, row: u64, (reason, hint): Complaint) {
        self.refused.push(Refusal { row, reason, hint });
    }

    fn is_whole(&self, row: &StringRecord) -> Result<(), Complaint> {
        let (found, expected) = (row.len(), self.header.len());
        if found == expected {
            return Ok(());
        }
        let hint = "give every row as many fields as the header";
        Err((
            format!("{found} fields where the header has {expected}"),
            hint,
        ))
    }
}

/// Where a column stands.
pub(super) fn column_of(header: &StringRecord, name: &str) -> Option<usize> {
    header
        .iter()
        .position(|column| column.trim_start_matches('\u{FEFF}').trim() == name)
}
