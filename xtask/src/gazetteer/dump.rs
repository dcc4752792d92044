//! A dump of `GeoNames`, as it offers them for download: the same rows that the packages carry, in columns parted by
//! tabs.
//!
//! What goes in: a folder with `allCountries.txt` or `cities500.txt`, `admin1CodesASCII.txt` and `admin2Codes.txt`.
//! What comes out: settlements and regions. Columns: `GeoNames` readme of the dump, 19 of a place, 4 of a region.
//! Places that are gone and parts of others are passed over; a row with other columns is refused.

use std::collections::BTreeSet;
use std::fmt::Display;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use anyhow::{Result, ensure};

use super::source::{Refusal, Row, Source};
use super::{City, CodedCity, Data, Region, kept, text_of};

/// The files of places, the first that is there is read.
const PLACES: [&str; 2] = ["allCountries.txt", "cities500.txt"];
const FIRST: &str = "admin1CodesASCII.txt";
const SECOND: &str = "admin2Codes.txt";
const PLACE_COLUMNS: usize = 19;
const REGION_COLUMNS: usize = 4;
/// The class of settlements.
const SETTLEMENTS: &str = "P";
/// Settlements that are gone (historical, abandoned, destroyed) and sections of others.
const PASSED_OVER: [&str; 4] = ["PPLH", "PPLQ", "PPLW", "PPLX"];

/// A settlement, once with its names and once with the codes of the regions that it lies in.
type Settlement = (City, CodedCity);

/// Reads a folder.
///
/// # Errors
/// A file is missing or cannot be read.
pub(super) fn read(folder: &Path) -> Result<Data> {
    let places = PLACES.iter().map(|name| folder.join(name));
    let found: Option<PathBuf> = places.into_iter().find(|path| path.is_file());
    ensure!(
        found.is_some(),
        "{}: neither {} nor {}; unpack one of them there",
        folder.display(),
        PLACES[0],
        PLACES[1]
    );
    let path = found.unwrap_or_default();
    let text = text_of(&path)?;
    let (cities, coded) = kept(&path, settlements(&text, &file_of(&path)))
        .into_iter()
        .unzip();
    let regions = |name: &str| -> Result<Vec<Region>> {
        let path = folder.join(name);
        Ok(kept(&path, regions(&text_of(&path)?, name)))
    };
    Ok(Data {
        cities,
        coded,
        first: regions(FIRST)?,
        second: regions(SECOND)?,
    })
}

fn file_of(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

fn settlements(text: &str, file: &str) -> Source<Settlement> {
    rows(text, file, |columns: &[&str; PLACE_COLUMNS]| {
        let [id, name, _, others, lat, lng, class, code, country, ..] = columns;
        if *class != SETTLEMENTS || PASSED_OVER.contains(code) {
            return Ok(None);
        }
        let [.., admin1, admin2, _, _, people, _, _, _, _] = columns;
        let others = others.split(',').filter(|name| !name.is_empty());
        let city = City {
            geonameid: number(id)?,
            name: (*name).to_owned(),
            latitude: number(lat)?,
            longitude: number(lng)?,
            countrycode: (*country).to_owned(),
            population: people.parse().unwrap_or(0),
            admin1code: (*admin1).to_owned(),
            alternatenames: others.map(str::to_owned).collect(),
        };
        let coded = CodedCity {
            lat: (*lat).to_owned(),
            lng: (*lng).to_owned(),
            country: (*country).to_owned(),
            admin1: (*admin1).to_owned(),
            admin2: (*admin2).to_owned(),
        };
        city.check()?;
        Ok(Some((city.id(), (city, coded))))
    })
}

fn regions(text: &str, file: &str) -> Source<Region> {
    rows(text, file, |[code, name, ..]: &[&str; REGION_COLUMNS]| {
        let region = Region {
            code: (*code).to_owned(),
            name: (*name).to_owned(),
        };
        region.check()?;
        Ok(Some((region.id(), region)))
    })
}

fn number<T: FromStr<Err: Display>>(text: &str) -> Result<T, String> {
    let number = text.parse();
    number.map_err(|error| format!("{text:?} is no number: {error}"))
}

/// What a row comes to: nothing where it is passed over, else what only one row may have, and what is kept.
type Taken<T> = Result<Option<(Option<String>, T)>, String>;

/// The rows of a text, each of so many columns.
fn rows<T, const COLUMNS: usize>(
    text: &str,
    file: &str,
    take: impl Fn(&[&str; COLUMNS]) -> Taken<T>,
) -> Source<T> {
    let (mut rows, mut refused, mut ids) = (Vec::new(), Vec::new(), BTreeSet::new());
    let lines = (1..).zip(text.lines()).filter(|(_, line)| !line.is_empty());
    for (row, line) in lines {
        let columns: Vec<&str> = line.split('\t').collect();
        let whole = <&[&str; COLUMNS]>::try_from(columns.as_slice());
        let taken = whole
            .ok()
            .ok_or_else(|| format!("{} columns instead of {COLUMNS}", columns.len()))
            .and_then(&take);
        match taken {
            Ok(None) => {}
            Ok(Some((Some(id), _))) if !ids.insert(id.clone()) => {
                refused.push(Refusal::new(
                    file,
                    row,
                    format!("another row has the id {id}"),
                ));
            }
            Ok(Some((_, kept))) => rows.push(kept),
            Err(reason) => refused.push(Refusal::new(file, row, reason)),
        }
    }
    Source { rows, refused }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(id: &str, name: &str, lat: &str, code: &str) -> String {
        let (class, kind) = code.split_once('.').unwrap_or_default();
        format!(
            "{id}\t{name}\t{name}\tKarfel,كرفل\t{lat}\t20.5\t{class}\t{kind}\tQA\t\t01\t011\t\t\t700\t\t5\tAsia/Qatar\t2024-01-01"
        )
    }

    #[test]
    fn settlements_are_read_and_others_passed_over() {
        let text = [
            place("1", "Karvel", "40.1", "P.PPL"),
            place("2", "Old Karvel", "40.2", "P.PPLH"),
            place("3", "Karvel hill", "40.3", "T.HLL"),
        ]
        .join("\n");
        let source = settlements(&text, "cities500.txt");
        assert!(source.refused.is_empty(), "{:?}", source.refused);
        assert_eq!(source.rows.len(), 1);
        let (city, coded) = &source.rows[0];
        assert_eq!((city.geonameid, city.population), (1, 700));
        assert_eq!(city.alternatenames, ["Karfel", "كرفل"]);
        assert_eq!(
            (coded.admin1.as_str(), coded.admin2.as_str()),
            ("01", "011")
        );
    }

    #[test]
    fn bad_rows_are_refused_with_their_line_and_the_rest_is_kept() {
        let text = [
            place("1", "Karvel", "40.1", "P.PPL"),
            "2\tShort".to_owned(),
            place("3", "Polar", "91", "P.PPL"),
            place("1", "Twice", "40.1", "P.PPL"),
            place("x", "Unnumbered", "40.1", "P.PPL"),
            String::new(),
            place("5", "Ostan", "40.4", "P.PPLC"),
        ]
        .join("\n");
        let source = settlements(&text, "cities500.txt");
        let kept: Vec<&str> = source.rows.iter().map(|(it, _)| it.name.as_str()).collect();
        assert_eq!(kept, ["Karvel", "Ostan"]);
        let told: Vec<String> = source.refused.iter().map(ToString::to_string).collect();
        assert_eq!(told.len(), 4, "{told:?}");
        assert_eq!(told[0], "cities500.txt: row 2: 2 columns instead of 19");
        assert!(told[1].starts_with("cities500.txt: row 3: "), "{told:?}");
    }

    #[test]
    fn regions_have_four_columns() {
        let source = regions("QA.01\tKarvel\tKarvel\t9\nQA\tNone\tNone\t8\n", FIRST);
        assert_eq!((source.rows.len(), source.refused.len()), (1, 1));
    }
}
