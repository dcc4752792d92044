//! Tables with a head, and with a row of HXL tags under it where there is one.

use std::collections::BTreeMap;

use csv::StringRecord;
use marsad_domain::PlaceKind;

use super::{
    ImportError, ImportOptions, ImportRules,
    columns::Columns,
    draft::{self, AreaKey, Draft, Fault, Given, LEVELS},
    form,
    place_name::Names,
    records::Records,
    rules::Role,
    sheet::Sheet,
};
use crate::loaded::NamedText;

/// An area that rows speak of, while its places are gathered.
#[derive(Debug)]
struct Named {
    first: Draft,
    lat: f64,
    lon: f64,
    places: u32,
}

/// Reads a table.
pub(super) fn read(
    file: NamedText<'_>,
    rules: &ImportRules,
    options: &ImportOptions,
) -> Result<Sheet, ImportError> {
    let unreadable = |source| ImportError::Head {
        file: file.file.to_owned(),
        source,
    };
    let mut records =
        Records::of(file.text, form::delimiter(file.text)).filter(|(_, it)| !is_comment(it));
    let head = records.next().map(|(_, head)| head).transpose();
    let head = head.map_err(unreadable)?.unwrap_or_default();
    let mut records = records.peekable();
    // A table may have its tags under its head, or in the place of it.
    let tags = records
        .next_if(|(_, record)| record.as_ref().is_ok_and(is_tags))
        .and_then(|(_, tags)| tags.ok());
    let tags = tags.or_else(|| is_tags(&head).then(|| head.clone()));
    let columns = Columns::find(file.file, &head, tags.as_ref(), (rules, options))?;
    let mut sheet = Sheet::new(file.file);
    let mut areas = BTreeMap::new();
    for (row, record) in records {
        let taken = record
            .map_err(|error| (error.to_string(), "write it as one line of values"))
            .and_then(|record| take((row, &record), head.len(), &columns, (rules, options)));
        match taken {
            Ok((named, draft)) => {
                gather(&mut areas, named, &draft);
                sheet.keep(draft);
            }
            Err(fault) => sheet.refuse(row, fault),
        }
    }
    sheet.made = areas.into_values().map(Named::finished).collect();
    Ok(sheet)
}

/// A line that begins with a hash and a blank says something about the table.
fn is_comment(record: &csv::Result<StringRecord>) -> bool {
    let first = record.as_ref().ok().and_then(|record| record.get(0));
    first.is_some_and(|first| first.starts_with("# "))
}

/// Whether every value of a row that is not empty is an HXL tag.
fn is_tags(record: &StringRecord) -> bool {
    let mut values = record
        .iter()
        .map(str::trim)
        .filter(|it| !it.is_empty())
        .peekable();
    values.peek().is_some() && values.all(|value| value.starts_with('#'))
}

/// A row as a place, with the areas that it names.
fn take(
    (row, record): (u64, &StringRecord),
    width: usize,
    columns: &Columns,
    (rules, options): (&ImportRules, &ImportOptions),
) -> Result<(Vec<Draft>, Draft), Fault> {
    if record.len() != width {
        let fault = format!("{} columns where the head has {width}", record.len());
        return Err((
            fault,
            "write as many values as the head has, and quote values with the sign between them",
        ));
    }
    let mut given = Given::default();
    for (at, role) in columns.iter() {
        given.needs_name |= role == Role::Name;
        given.add(role, record.get(at).unwrap_or_default());
    }
    let draft = Draft::of(&given, row, rules, options.country.as_deref())?;
    Ok((areas_of(&given, &draft)?, draft))
}

/// The areas that a row of a place names, from the first level down, each with the key of those above.
fn areas_of(given: &Given, place: &Draft) -> Result<Vec<Draft>, Fault> {
    let mut found = Vec::new();
    let mut above: Vec<AreaKey> = Vec::new();
    for level in LEVELS {
        let Some(key) = draft::key_at(given, level)? else {
            continue;
        };
        let is_own = place.key.as_ref() == Some(&key);
        if let Some(name) = given.get(Role::AreaName(level)).filter(|_| !is_own) {
            let arabic = given.get(Role::AreaNameArabic(level));
            let names = Names::of(Some(name), arabic, std::iter::empty())?;
            found.push(Draft {
                row: place.row,
                id: draft::area_id(&key, &place.country)?,
                name: names.name,
                name_ar: names.arabic,
                spellings: names.spellings,
                kind: draft::kind_of_level(level),
                position: place.position,
                population: None,
                country: place.country.clone(),
                pcode: given.get(Role::AreaPcode(level)).map(str::to_owned),
                geonameid: None,
                key: Some(key.clone()),
                parents: above.clone(),
                note: None,
            });
        }
        above.insert(0, key);
    }
    Ok(found)
}

fn gather(areas: &mut BTreeMap<AreaKey, Named>, named: Vec<Draft>, place: &Draft) {
    if place.kind == PlaceKind::Country {
        return;
    }
    for area in named {
        let Some(key) = area.key.clone() else {
            continue;
        };
        let known = areas.entry(key).or_insert(Named {
            first: area,
            lat: 0.0,
            lon: 0.0,
            places: 0,
        });
        known.lat += place.position.lat();
        known.lon += place.position.lon();
        known.places += 1;
    }
}

impl Named {
    /// The area at the mean of its places.
    fn finished(self) -> Draft {
        let Self {
            mut first,
            lat,
            lon,
            places,
        } = self;
        let count = f64::from(places.max(1));
        if let Ok(mean) = draft::position(lat / count, lon / count) {
            first.position = mean;
        }
        first.note = Some(format!("position is the mean of its {places} places"));
        first
    }
}
