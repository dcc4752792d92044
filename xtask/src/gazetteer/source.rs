//! The files of the packages, row by row: what is bad is refused with its file and row, and the rest is read.
//!
//! What goes in: a JSON text, an object or an array of rows. What comes out: the rows that hold what they should, and
//! why the others do not. A text that is no JSON is an error as a whole.

use std::collections::BTreeSet;
use std::fmt;

use anyhow::Result;
use marsad_domain::Position;
use marsad_places::normal_form;
use serde::Deserialize;
use serde::de::{DeserializeOwned, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use super::{City, CodedCity, Region};

/// The rows of a file that are kept, and those that are not.
#[derive(Debug)]
pub(super) struct Source<T> {
    /// What is kept, in the order of the file.
    pub(super) rows: Vec<T>,
    /// What is refused, in the order of the file.
    pub(super) refused: Vec<Refusal>,
}

/// A row that is not taken, and why.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Refusal {
    file: String,
    /// Counted from 1.
    row: usize,
    reason: String,
}

impl Refusal {
    /// A row of a file, counted from 1, and why it is not taken.
    pub(super) fn new(file: &str, row: usize, reason: String) -> Self {
        Self {
            file: file.to_owned(),
            row,
            reason,
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: row {}: {}", self.file, self.row, self.reason)
    }
}

/// A row of a package.
pub(super) trait Row: DeserializeOwned {
    /// What only one row may have, where there is such a thing.
    fn id(&self) -> Option<String>;

    /// Whether it holds what it should, or why not.
    fn check(&self) -> Result<(), String>;

    /// The rows of a text.
    ///
    /// # Errors
    /// The text is no JSON, or neither an object nor an array.
    fn all(text: &str, file: &str) -> Result<Source<Self>> {
        let Rows(values) = serde_json::from_str(text)?;
        let (mut rows, mut refused, mut ids) = (Vec::new(), Vec::new(), BTreeSet::new());
        for (at, value) in values.into_iter().enumerate() {
            match row(value, &mut ids) {
                Ok(row) => rows.push(row),
                Err(reason) => refused.push(Refusal::new(file, at + 1, reason)),
            }
        }
        Ok(Source { rows, refused })
    }
}

fn row<T: Row>(value: Value, ids: &mut BTreeSet<String>) -> Result<T, String> {
    let row: T = serde_json::from_value(value).map_err(|error| error.to_string())?;
    row.check()?;
    if let Some(id) = row.id()
        && !ids.insert(id.clone())
    {
        return Err(format!("another row has the id {id}"));
    }
    Ok(row)
}

impl Row for City {
    fn id(&self) -> Option<String> {
        Some(self.geonameid.to_string())
    }

    fn check(&self) -> Result<(), String> {
        check_name(&self.name)?;
        check_country(&self.countrycode)?;
        check_point(self.latitude, self.longitude)
    }
}

impl Row for CodedCity {
    fn id(&self) -> Option<String> {
        None
    }

    fn check(&self) -> Result<(), String> {
        let number = |text: &str| {
            text.parse::<f64>()
                .map_err(|error| format!("{text:?} is no number of degrees: {error}"))
        };
        check_country(&self.country)?;
        check_point(number(&self.lat)?, number(&self.lng)?)
    }
}

impl Row for Region {
    fn id(&self) -> Option<String> {
        Some(self.code.clone())
    }

    fn check(&self) -> Result<(), String> {
        check_name(&self.name)?;
        let (country, region) = self.code.split_once('.').unwrap_or_default();
        check_country(country)?;
        let written = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
        if region.is_empty() || !region.chars().all(written) {
            return Err(format!("{:?} is no code of a region", self.code));
        }
        Ok(())
    }
}

/// A name has letters, not only marks over them, and nothing that turns or breaks a line.
fn check_name(name: &str) -> Result<(), String> {
    if normal_form(name).chars().any(char::is_alphanumeric) && !name.chars().any(is_unprintable) {
        Ok(())
    } else {
        Err(format!("{name:?} is no name"))
    }
}

fn is_unprintable(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

fn check_country(code: &str) -> Result<(), String> {
    if code.len() == 2 && code.chars().all(|c| c.is_ascii_uppercase()) {
        Ok(())
    } else {
        Err(format!("{code:?} is no code of a country"))
    }
}

fn check_point(lat: f64, lon: f64) -> Result<(), String> {
    let point = Position::new(lat, lon).map_err(|error| error.to_string());
    point.map(|_| ())
}

/// The rows of an object, whose keys may occur twice, or of an array.
struct Rows(Vec<Value>);

impl<'de> Deserialize<'de> for Rows {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Each;

        impl<'de> Visitor<'de> for Each {
            type Value = Rows;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("an object or an array of rows")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Rows, A::Error> {
                let mut rows = Vec::new();
                while let Some((_, row)) = map.next_entry::<String, Value>()? {
                    rows.push(row);
                }
                Ok(Rows(rows))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Rows, A::Error> {
                let mut rows = Vec::new();
                while let Some(row) = sequence.next_element()? {
                    rows.push(row);
                }
                Ok(Rows(rows))
            }
        }

        deserializer.deserialize_any(Each)
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    fn city(id: u64, name: &str, lat: f64) -> String {
        format!(
            r#""{id}": {{"geonameid": {id}, "name": "{name}", "latitude": {lat}, "longitude": 20.0,
                "countrycode": "QA", "population": 5, "admin1code": "01", "alternatenames": []}}"#
        )
    }

    #[test]
    fn bad_cities_are_refused_with_file_and_row_and_the_rest_is_kept() {
        let rows = [
            city(1, "Karvel", 10.0),
            city(2, "Polar", 91.0),
            city(1, "Karvel again", 10.0),
            city(3, "\\u0301\\u0308", 10.0),
            city(4, "Turn\\u202eed", 10.0),
            r#""5": {"geonameid": 5, "name": "Short"}"#.to_owned(),
            r#""6": ["a", "row", "of", "columns"]"#.to_owned(),
            city(7, "Ostan", -10.5),
        ];
        let text = format!("{{{}}}", rows.join(","));
        let source = City::all(&text, "cities.json").unwrap();
        let kept: Vec<&str> = source.rows.iter().map(|city| city.name.as_str()).collect();
        assert_eq!(kept, ["Karvel", "Ostan"]);
        let told: Vec<String> = source.refused.iter().map(ToString::to_string).collect();
        let rows: Vec<usize> = source.refused.iter().map(|refusal| refusal.row).collect();
        assert_eq!(rows, [2, 3, 4, 5, 6, 7]);
        assert!(
            told.iter()
                .all(|told| told.starts_with("cities.json: row ")),
            "{told:?}"
        );
        assert_eq!(
            told.get(1).unwrap(),
            "cities.json: row 3: another row has the id 1"
        );
    }

    #[test]
    fn bad_regions_and_points_are_refused() {
        let text = r#"[{"code": "QA.01", "name": "Karvel"}, {"code": "QA", "name": "No region"},
            {"code": "QA.01", "name": "Twice"}, {"code": "QA.0\t2", "name": "Tab"}]"#;
        let source = Region::all(text, "admin1.json").unwrap();
        assert_eq!((source.rows.len(), source.refused.len()), (1, 3));
        let row = |lat| {
            format!(
                r#"{{"lat": "{lat}", "lng": "2", "country": "QA", "admin1": "", "admin2": ""}}"#
            )
        };
        let text = format!("[{}, {}, {}]", row("north"), row("90.5"), row("90"));
        let source = CodedCity::all(&text, "cities.json").unwrap();
        assert_eq!((source.rows.len(), source.refused.len()), (1, 2));
    }

    #[test]
    fn a_text_that_is_no_table_is_an_error() {
        assert!(City::all("7", "cities.json").is_err());
        assert!(City::all("{", "cities.json").is_err());
    }
}
