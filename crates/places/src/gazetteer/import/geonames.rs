//! Country dumps of `GeoNames`: one feature a line, 19 columns parted by tabs, without a head.

use marsad_domain::PlaceKind;

use super::{
    ImportRules,
    draft::{self, AreaKey, Code, Draft, Fault},
    form::GEONAMES_COLUMNS,
    place_name::{Names, checked_name},
    rules::Coded,
    sheet::Sheet,
};
use crate::loaded::NamedText;

/// Where the columns that are read stand.
mod at {
    pub(super) const NUMBER: usize = 0;
    pub(super) const NAME: usize = 1;
    pub(super) const ASCII_NAME: usize = 2;
    pub(super) const OTHER_NAMES: usize = 3;
    pub(super) const LAT: usize = 4;
    pub(super) const LON: usize = 5;
    pub(super) const CLASS: usize = 6;
    pub(super) const CODE: usize = 7;
    pub(super) const COUNTRY: usize = 8;
    pub(super) const FIRST_LEVEL: usize = 10;
    pub(super) const POPULATION: usize = 14;
}

/// The code of a first-level region of which `GeoNames` does not know which.
const NO_REGION: &str = "00";

/// Reads a dump. A feature of a kind that the rules do not name is passed over and counted.
pub(super) fn read(file: NamedText<'_>, rules: &ImportRules) -> Sheet {
    let mut sheet = Sheet::new(file.file);
    for (row, line) in (1..).zip(file.text.lines()) {
        if line.trim().is_empty() {
            continue;
        }
        match draft_of(line, row, rules) {
            Ok(Some(draft)) => sheet.keep(draft),
            Ok(None) => sheet.other_kinds += 1,
            Err(fault) => sheet.refuse(row, fault),
        }
    }
    sheet
}

fn draft_of(line: &str, row: u64, rules: &ImportRules) -> Result<Option<Draft>, Fault> {
    let fields: Vec<&str> = line.split('\t').collect();
    if fields.len() != GEONAMES_COLUMNS {
        let fault = format!(
            "{} columns where a dump has {GEONAMES_COLUMNS}",
            fields.len()
        );
        return Err((
            fault,
            "take the country's file as GeoNames gives it, unchanged",
        ));
    }
    let field = |at: usize| fields.get(at).copied().unwrap_or_default().trim();
    let number = field(at::NUMBER).parse().map_err(|_not_a_number| {
        let fault = format!("{:?} is no number of GeoNames", field(at::NUMBER));
        (fault, "take the line as GeoNames gives it")
    })?;
    let Some(coded) = rules.of_code(field(at::CLASS), field(at::CODE)) else {
        return Ok(None);
    };
    let (arabic, others): (Vec<&str>, Vec<&str>) = field(at::OTHER_NAMES)
        .split(',')
        .partition(|name| name.chars().any(is_arabic));
    let mut arabic = arabic.into_iter().filter(|name| checked_name(name).is_ok());
    let first_arabic = arabic.next();
    let others = std::iter::once(field(at::ASCII_NAME))
        .chain(others)
        .chain(arabic);
    let names = Names::of(Some(field(at::NAME)), first_arabic, others)?;
    let country = draft::country_code(field(at::COUNTRY)).ok_or_else(|| {
        let fault = format!("{:?} is no country code", field(at::COUNTRY));
        (fault, "write the two letters of ISO 3166")
    })?;
    // GeoNames writes 0 where nobody has counted.
    let population = people(field(at::POPULATION))?.filter(|people| *people > 0);
    let kind = match coded {
        Coded::Kind(kind) => kind,
        Coded::BySize => rules.of_size(population),
    };
    let mut keys = keys(&country, |level| field(at::FIRST_LEVEL + level));
    let key = level_of(kind).and_then(|level| {
        let at = keys.iter().position(|key| key.level == level)?;
        keys.drain(..=at).next_back()
    });
    Ok(Some(Draft {
        row,
        id: draft::geonames_id(number)?,
        name: names.name,
        name_ar: names.arabic,
        spellings: names.spellings,
        kind,
        position: draft::position(degrees(field(at::LAT))?, degrees(field(at::LON))?)?,
        population,
        country,
        pcode: None,
        geonameid: Some(number),
        key,
        parents: keys,
        note: None,
    }))
}

/// The areas that a feature lies in by its codes, the smallest first.
fn keys<'f>(country: &str, code_at: impl Fn(usize) -> &'f str) -> Vec<AreaKey> {
    let mut keys = Vec::new();
    let mut code = country.to_owned();
    for level in 1..=3_u8 {
        let own = code_at(usize::from(level) - 1);
        if own.is_empty() || own == NO_REGION {
            break;
        }
        code = format!("{code}.{own}");
        keys.insert(
            0,
            AreaKey {
                level,
                code: Code::GeoNames(code.clone()),
            },
        );
    }
    keys
}

fn level_of(kind: PlaceKind) -> Option<u8> {
    (1..=3).find(|level| draft::kind_of_level(*level) == kind)
}

fn is_arabic(c: char) -> bool {
    matches!(c, '\u{0600}'..='\u{06FF}' | '\u{0750}'..='\u{077F}' | '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFE}')
}

fn degrees(text: &str) -> Result<f64, Fault> {
    text.parse().map_err(|_not_a_number| {
        (
            format!("{text:?} is no number of degrees"),
            "write decimal degrees",
        )
    })
}

fn people(text: &str) -> Result<Option<u64>, Fault> {
    if text.is_empty() {
        return Ok(None);
    }
    let people = text.parse().map(Some);
    people.map_err(|_not_a_number| {
        (
            format!("the population {text:?} is no number"),
            "write digits, or leave it empty",
        )
    })
}
