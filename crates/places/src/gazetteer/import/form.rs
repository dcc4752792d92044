//! What sort of file is handed in, by what is in it.

use serde::Serialize;

/// How many columns a country dump of `GeoNames` has.
pub(super) const GEONAMES_COLUMNS: usize = 19;
/// How many lines are looked at.
const LOOKED_AT: usize = 50;

/// The forms that are understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ImportForm {
    /// A country dump of `GeoNames`: columns parted by tabs, without a head.
    GeoNames,
    /// A table with a head.
    Table,
    /// A `GeoJSON` collection of areas.
    Areas,
}

impl ImportForm {
    /// The word of the form, as heads of files have it.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::GeoNames => "geonames",
            Self::Table => "table",
            Self::Areas => "areas",
        }
    }

    /// The form of a text. Whatever is neither an object nor a dump is taken for a table.
    pub(super) fn of(text: &str) -> Self {
        if text.trim_start().starts_with('{') {
            return Self::Areas;
        }
        let lines = text.lines().filter(|line| !line.trim().is_empty());
        let (mut seen, mut fit) = (0, 0);
        for line in lines.take(LOOKED_AT) {
            seen += 1;
            fit += usize::from(is_dump_line(line));
        }
        // Some lines may be bad: the others tell what the file is.
        if fit * 2 > seen {
            Self::GeoNames
        } else {
            Self::Table
        }
    }
}

/// Whether a line has a number, a name, a position and a feature class where a dump has them.
fn is_dump_line(line: &str) -> bool {
    let fields: Vec<&str> = line.split('\t').collect();
    let number = |at: usize| fields.get(at).is_some_and(|it| it.parse::<f64>().is_ok());
    let class = fields.get(6).map(|class| class.len());
    fields.len() + 3 >= GEONAMES_COLUMNS && number(0) && number(4) && number(5) && class == Some(1)
}

/// What parts the columns of a table: whichever of tab, semicolon and comma the head has most of.
pub(super) fn delimiter(text: &str) -> u8 {
    let head = text.lines().find(|line| is_data(line)).unwrap_or_default();
    let count = |sign: u8| head.bytes().filter(|byte| *byte == sign).count();
    let signs = [b',', b';', b'\t'];
    signs
        .into_iter()
        .max_by_key(|sign| count(*sign))
        .unwrap_or(b',')
}

/// Whether a line is neither empty nor a comment: a row of HXL tags also begins with a hash, but not with a blank
/// after it.
fn is_data(line: &str) -> bool {
    !line.trim().is_empty() && !line.starts_with("# ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_form_is_seen_in_the_content() {
        let line = "7\tKarvel\tKarvel\t\t10.5\t20.5\tP\tPPL\tXV\t\t01\t\t\t\t900\t\t5\tEurope/Paris\t2020-01-01";
        let bad = "8\tBara";
        assert_eq!(
            ImportForm::of(&[bad, line, line].join("\n")),
            ImportForm::GeoNames
        );
        assert_eq!(ImportForm::of("name,lat,lon\nA,1,2\n"), ImportForm::Table);
        assert_eq!(ImportForm::of("  {\"type\": 1}"), ImportForm::Areas);
        assert_eq!(ImportForm::of(""), ImportForm::Table);
        assert_eq!(delimiter("name;lat;lon\n1,5;2;3"), b';');
        assert_eq!(delimiter("name\tlat, lon\n"), b'\t');
    }
}
