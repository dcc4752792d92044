//! The rows of a table with the lines on which they begin. A quotation mark that nobody closes costs its own row, not
//! all that follow.

use csv::StringRecord;

/// The rows of a text.
pub(super) struct Records<'t> {
    text: &'t str,
    delimiter: u8,
    reader: csv::Reader<&'t [u8]>,
    /// The byte at which the reader began.
    begun: usize,
    /// The byte and the line, counted from 1, of the last row that was read.
    last: (usize, u64),
    /// How many values the first row has.
    width: Option<usize>,
}

impl<'t> Records<'t> {
    pub(super) fn of(text: &'t str, delimiter: u8) -> Self {
        Self {
            text,
            delimiter,
            reader: reader(text, delimiter),
            begun: 0,
            last: (0, 1),
            width: None,
        }
    }

    /// The line on which the row begins that the reader saw at a byte. The reader takes the second half of a line's
    /// end for the beginning of the next row, so lines are counted here.
    fn line_of(&mut self, byte: u64) -> u64 {
        let at = usize::try_from(byte).map_or(self.text.len(), |byte| self.begun + byte);
        let rest = self.text.get(at..).unwrap_or_default();
        let begins = at + rest.len() - rest.trim_start_matches(['\r', '\n']).len();
        let (before, line) = self.last;
        let passed = self.text.get(before..begins).unwrap_or_default();
        self.last = (begins, line + passed.matches('\n').count() as u64);
        self.last.1
    }

    /// Goes on with the line after the one on which the last row begins.
    fn begin_after_line(&mut self) {
        let row = self.text.get(self.last.0..).unwrap_or_default();
        let end = row.find('\n').map(|end| self.last.0 + end + 1);
        self.begun = end.unwrap_or(self.text.len());
        let rest = self.text.get(self.begun..).unwrap_or_default();
        self.reader = reader(rest, self.delimiter);
    }
}

fn reader(text: &str, delimiter: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .has_headers(false)
        .from_reader(text.as_bytes())
}

impl Iterator for Records<'_> {
    type Item = (u64, Result<StringRecord, csv::Error>);

    fn next(&mut self) -> Option<Self::Item> {
        let mut record = StringRecord::new();
        match self.reader.read_record(&mut record) {
            Ok(false) => None,
            Ok(true) => {
                let row = self.line_of(record.position().map_or(0, csv::Position::byte));
                let width = *self.width.get_or_insert(record.len());
                let is_torn = record.len() != width && record.iter().any(|it| it.contains('\n'));
                if is_torn {
                    self.begin_after_line();
                }
                Some((row, Ok(record)))
            }
            Err(error) => {
                let byte = error.position().map_or(0, csv::Position::byte);
                Some((self.line_of(byte), Err(error)))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(u64, usize)]) {
        let rows = Records::of(text, b',');
        let found: Vec<_> = rows
            .map(|(row, record)| (row, record.map_or(0, |record| record.len())))
            .collect();
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn rows_know_their_lines_and_an_open_quotation_costs_one_row() {
        check("a,b\n1,2\n3,4\n", &[(1, 2), (2, 2), (3, 2)]);
        check("a,b\r\n1,2\r\n3,4", &[(1, 2), (2, 2), (3, 2)]);
        check("a,b\n\"1\n1\",2\n3,4\n", &[(1, 2), (2, 2), (4, 2)]);
        check("a,b\n\"1,2\n3,4\n5,6\n", &[(1, 2), (2, 1), (3, 2), (4, 2)]);
        check(
            "a,b\r\n1,2\r\n\"1,2\r\n3,4\r\n",
            &[(1, 2), (2, 2), (3, 1), (4, 2)],
        );
        check("", &[]);
    }
}
