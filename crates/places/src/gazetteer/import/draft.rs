//! A row of a gazetteer as read, before it is known what it lies in: checked at the door.

use std::collections::BTreeMap;

use marsad_domain::{Digest32, PlaceId, PlaceKind, Position};

use super::{ImportRules, place_name::Names, rules::Role};
use crate::normal::normal_form;

/// What is wrong with a row, and what would be right.
pub(super) type Fault = (String, &'static str);

/// What rows of a table say of each level below the country.
pub(super) const LEVELS: [u8; 3] = [1, 2, 3];

/// By what rows of one file name an area.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct AreaKey {
    /// The level, 1 to 3.
    pub(super) level: u8,
    /// A P-code, a code of `GeoNames`, or the names from the first level down.
    pub(super) code: Code,
}

/// What tells an area from others.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Code {
    /// Its P-code.
    Pcode(String),
    /// Country and codes of `GeoNames` down to it.
    GeoNames(String),
    /// Names in normal form down to it, the last its own.
    Names(Vec<String>),
}

/// A place or an area that passed the door.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    /// The line of the file, or the number of the feature.
    pub(super) row: u64,
    pub(super) id: PlaceId,
    pub(super) name: String,
    pub(super) name_ar: Option<String>,
    pub(super) spellings: Vec<String>,
    pub(super) kind: PlaceKind,
    pub(super) position: Position,
    pub(super) population: Option<u64>,
    pub(super) country: String,
    pub(super) pcode: Option<String>,
    pub(super) geonameid: Option<u64>,
    /// By what others name it, where it is an area.
    pub(super) key: Option<AreaKey>,
    /// What it lies in, the smallest first.
    pub(super) parents: Vec<AreaKey>,
    /// What the basis says of it besides where it stands in the file.
    pub(super) note: Option<String>,
}

/// The values of a row by what they are.
#[derive(Debug, Default)]
pub(super) struct Given {
    values: BTreeMap<Role, Vec<String>>,
    /// Where it lies, where the form says so outside its values.
    pub(super) position: Option<Position>,
    /// Whether its form has a place for its name, so that a row without one is no area.
    pub(super) needs_name: bool,
    /// Whether it is an area by its form.
    pub(super) is_area: bool,
}

impl Given {
    pub(super) fn add(&mut self, role: Role, value: &str) {
        let value = value.trim();
        // Some tables number their areas where others name them.
        let is_number = matches!(role, Role::AreaName(_)) && !value.contains(char::is_alphabetic);
        if !value.is_empty() && !is_number {
            let values = self.values.entry(role).or_default();
            values.push(value.to_owned());
        }
    }

    pub(super) fn get(&self, role: Role) -> Option<&str> {
        self.values.get(&role)?.first().map(String::as_str)
    }

    fn all(&self, role: Role) -> impl Iterator<Item = &str> {
        self.values
            .get(&role)
            .into_iter()
            .flatten()
            .map(String::as_str)
    }
}

impl Draft {
    /// A place or an area of the values of a row.
    pub(super) fn of(
        given: &Given,
        row: u64,
        rules: &ImportRules,
        country: Option<&str>,
    ) -> Result<Self, Fault> {
        let level = own_level(given)?;
        let (name, name_ar, pcode) = match level {
            Some(level) => (
                given
                    .get(Role::AreaName(level))
                    .or_else(|| given.get(Role::Name)),
                given
                    .get(Role::AreaNameArabic(level))
                    .or_else(|| given.get(Role::NameArabic)),
                given
                    .get(Role::AreaPcode(level))
                    .or_else(|| given.get(Role::Pcode)),
            ),
            None => (
                given.get(Role::Name),
                given.get(Role::NameArabic),
                given.get(Role::Pcode),
            ),
        };
        let names = Names::of(name, name_ar, given.all(Role::Spelling))?;
        let population = given.get(Role::Population).map(people).transpose()?;
        let kind = kind_of(given, level, population, rules)?;
        let position = match given.position {
            Some(position) => position,
            None => position_of(given)?,
        };
        let geonameid = given.get(Role::GeonameId).map(number).transpose()?;
        let code = pcode.map(code).transpose()?;
        let id = match (geonameid, &code, given.get(Role::Id)) {
            (Some(number), _, _) => geonames_id(number)?,
            (None, Some(code), _) => pcode_id(code)?,
            (None, None, Some(id)) => given_id(id)?,
            (None, None, None) => derived_id(&names.name, kind, position)?,
        };
        let below = level.unwrap_or(4);
        let parents: Result<Vec<_>, Fault> = LEVELS
            .into_iter()
            .rev()
            .filter(|parent| *parent < below)
            .filter_map(|parent| key_at(given, parent).transpose())
            .collect();
        let key = match level {
            Some(level @ 1..) => Some(own_key(given, level, code.as_deref(), &names.name)),
            _ => None,
        };
        Ok(Self {
            row,
            id,
            name: names.name,
            name_ar: names.arabic,
            spellings: names.spellings,
            kind,
            position,
            population,
            country: country_of(given, country, code.as_deref())?,
            pcode: code,
            geonameid,
            key,
            parents: parents?,
            note: None,
        })
    }
}

/// The level of the area that a row is; nothing where it is a place.
fn own_level(given: &Given) -> Result<Option<u8>, Fault> {
    if let Some(level) = given.get(Role::Level) {
        let level: Option<u8> = level.parse().ok().filter(|level| *level <= 3);
        return level
            .map(Some)
            .ok_or_else(|| ("the level is none of 0 to 3".to_owned(), LEVEL_HINT));
    }
    let has_name = given.needs_name || given.get(Role::Name).is_some();
    let is_place = has_name && !given.is_area;
    if is_place {
        return Ok(None);
    }
    let deepest = (0..=3)
        .rev()
        .find(|level| given.get(Role::AreaName(*level)).is_some());
    if given.is_area && deepest.is_none() {
        return Err(("nothing tells the level of the area".to_owned(), LEVEL_HINT));
    }
    Ok(deepest)
}

const LEVEL_HINT: &str =
    "give a property level, 1 for the first below the country, or names such as ADM2_EN";

fn kind_of(
    given: &Given,
    level: Option<u8>,
    population: Option<u64>,
    rules: &ImportRules,
) -> Result<PlaceKind, Fault> {
    if let Some(level) = level {
        return Ok(kind_of_level(level));
    }
    match given.get(Role::Kind) {
        Some(word) => word.to_lowercase().parse().map_err(|error| {
            (
                format!("{error}"),
                "write village, town, city, camp, dam or another kind of place",
            )
        }),
        None => Ok(rules.of_size(population)),
    }
}

/// The kind of the areas of a level.
pub(super) fn kind_of_level(level: u8) -> PlaceKind {
    match level {
        0 => PlaceKind::Country,
        1 => PlaceKind::Governorate,
        2 => PlaceKind::Admin2,
        _ => PlaceKind::Admin3,
    }
}

/// By what the area of a level is named in a row.
pub(super) fn key_at(given: &Given, level: u8) -> Result<Option<AreaKey>, Fault> {
    if let Some(pcode) = given.get(Role::AreaPcode(level)) {
        let code = Code::Pcode(code(pcode)?);
        return Ok(Some(AreaKey { level, code }));
    }
    let Some(name) = given.get(Role::AreaName(level)) else {
        return Ok(None);
    };
    Ok(Some(AreaKey {
        level,
        code: Code::Names(names_down_to(given, level, name)),
    }))
}

fn own_key(given: &Given, level: u8, pcode: Option<&str>, name: &str) -> AreaKey {
    let code = match pcode {
        Some(pcode) => Code::Pcode(pcode.to_owned()),
        None => Code::Names(names_down_to(given, level, name)),
    };
    AreaKey { level, code }
}

fn names_down_to(given: &Given, level: u8, name: &str) -> Vec<String> {
    let above = (1..level).filter_map(|above| given.get(Role::AreaName(above)));
    above.chain([name]).map(normal_form).collect()
}

fn position_of(given: &Given) -> Result<Position, Fault> {
    let (lat, lon) = (
        degrees(given, Role::Lat, "latitude")?,
        degrees(given, Role::Lon, "longitude")?,
    );
    position(lat, lon)
}

/// A position, or what is wrong with it.
pub(super) fn position(lat: f64, lon: f64) -> Result<Position, Fault> {
    Position::new(lat, lon).map_err(|error| {
        (
            error.to_string(),
            "write degrees: latitude -90 to 90, longitude -180 to 180",
        )
    })
}

fn degrees(given: &Given, role: Role, told: &str) -> Result<f64, Fault> {
    let text = given
        .get(role)
        .ok_or_else(|| (format!("no {told}"), "fill in the column"))?;
    let decimal = if text.contains('.') {
        text.to_owned()
    } else {
        text.replace(',', ".")
    };
    decimal.parse().map_err(|_not_a_number| {
        (
            format!("the {told} {text:?} is no number"),
            "write decimal degrees",
        )
    })
}

/// A count of people, with or without signs between thousands, also as a decimal number without a rest.
fn people(text: &str) -> Result<u64, Fault> {
    let digits: String = text
        .chars()
        .filter(|c| !matches!(c, ',' | ' ' | '\u{A0}' | '\''))
        .collect();
    let whole = digits
        .split_once('.')
        .map_or(digits.as_str(), |(whole, rest)| {
            if rest.bytes().all(|byte| byte == b'0') {
                whole
            } else {
                ""
            }
        });
    whole.parse().map_err(|_not_a_number| {
        (
            format!("the population {text:?} is no number of people"),
            "write digits, or leave it empty",
        )
    })
}

fn number(text: &str) -> Result<u64, Fault> {
    text.parse().map_err(|_not_a_number| {
        (
            format!("{text:?} is no number of GeoNames"),
            "write digits, or leave it empty",
        )
    })
}

/// A P-code: letters, digits and a few signs.
fn code(text: &str) -> Result<String, Fault> {
    let is_good = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '/');
    if text.len() <= 32 && text.chars().all(is_good) {
        Ok(text.to_owned())
    } else {
        Err((
            format!("{text:?} is no P-code"),
            "write letters and digits, at most 32",
        ))
    }
}

/// The country: as the row says, else as the user says, else as its P-codes begin.
fn country_of(given: &Given, stated: Option<&str>, own: Option<&str>) -> Result<String, Fault> {
    if let Some(country) = given.get(Role::Country).and_then(country_code) {
        return Ok(country);
    }
    if let Some(country) = stated {
        return Ok(country.to_owned());
    }
    let codes = LEVELS
        .into_iter()
        .filter_map(|level| given.get(Role::AreaPcode(level)));
    codes.chain(own).find_map(country_of_pcode).ok_or_else(|| {
        (
            "nothing tells the country".to_owned(),
            "name it with --country, as in --country XX",
        )
    })
}

/// A code of two letters.
pub(super) fn country_code(text: &str) -> Option<String> {
    let is_code = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_alphabetic());
    is_code.then(|| text.to_uppercase())
}

/// The two letters that P-codes of areas begin with, where digits follow.
fn country_of_pcode(pcode: &str) -> Option<String> {
    let (letters, rest) = pcode.split_at_checked(2)?;
    let digits = rest
        .bytes()
        .next()
        .is_some_and(|byte| byte.is_ascii_digit());
    digits.then(|| country_code(letters)).flatten()
}

/// The id of a place of `GeoNames`, which is that of the long list of the world too.
pub(super) fn geonames_id(number: u64) -> Result<PlaceId, Fault> {
    id_of(&format!("gn-{number}"))
}

fn pcode_id(code: &str) -> Result<PlaceId, Fault> {
    id_of(&format!(
        "pc-{}",
        code.to_lowercase().replace(['/', '_', '.'], "-")
    ))
}

/// An id that a table gives.
fn given_id(text: &str) -> Result<PlaceId, Fault> {
    let is_good = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    if text.chars().all(is_good) {
        id_of(text)
    } else {
        Err((
            format!("{text:?} is no id"),
            "write letters, digits and hyphens",
        ))
    }
}

/// An id for a row without one, which follows from what and where it is.
fn derived_id(name: &str, kind: PlaceKind, position: Position) -> Result<PlaceId, Fault> {
    let (lat, lon) = (position.lat(), position.lon());
    let digest = Digest32::blake3(format!("{name}\n{kind:?}\n{lat:.5}\n{lon:.5}").as_bytes());
    let digits: String = digest.to_string().chars().take(16).collect();
    id_of(&format!("x-{digits}"))
}

/// An id for an area without a code, which follows from how its file names it.
pub(super) fn area_id(key: &AreaKey, country: &str) -> Result<PlaceId, Fault> {
    match &key.code {
        Code::Pcode(code) => pcode_id(code),
        Code::GeoNames(_) | Code::Names(_) => {
            let digest = Digest32::blake3(format!("{country}\n{key:?}").as_bytes());
            let digits: String = digest.to_string().chars().take(16).collect();
            id_of(&format!("x-{digits}"))
        }
    }
}

fn id_of(text: &str) -> Result<PlaceId, Fault> {
    text.parse()
        .map_err(|error: marsad_domain::id::IdError| (error.to_string(), "write a short id"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_counted_with_signs_between_thousands() {
        let cases = [
            ("1,813,607", Some(1_813_607)),
            ("12 000", Some(12_000)),
            ("70.0", Some(70)),
            ("7.5", None),
            ("many", None),
            ("-3", None),
        ];
        for (text, expected) in cases {
            assert_eq!(people(text).ok(), expected, "{text}");
        }
    }
}
