//! From a table of places, as it comes from elsewhere, to the rows of a theatre.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use csv::StringRecord;
use marsad_domain::{PlaceId, PlaceKind, Position};
use marsad_places::normal_form;

use crate::{
    failure::{Failure, Told as _},
    output::table_error,
};

const NEEDED: [&str; 4] = ["id", "name", "lat", "lon"];
/// What a row that says nothing else is.
const KIND: &str = "village";
/// The levels of areas, the largest first: kind, column of the P-code, of the name, and of the area itself.
const LEVELS: [(&str, &str, &str, &str); 3] = [
    ("governorate", "admin1_pcode", "admin1_name", "admin1"),
    ("admin2", "admin2_pcode", "admin2_name", "admin2"),
    ("admin3", "admin3_pcode", "admin3_name", "admin3"),
];

/// What was taken of a table.
#[derive(Debug, Default)]
pub(super) struct Taken {
    /// How many places.
    pub(super) places: usize,
    /// How many areas, besides the country.
    pub(super) areas: usize,
    /// Rows of places, without the first.
    pub(super) place_rows: String,
    /// Rows of areas, without the first.
    pub(super) area_rows: String,
    /// Line and fault of each row that was not taken.
    pub(super) refused: Vec<(u64, Failure)>,
}

/// An area that rows of places name.
struct Area {
    name: String,
    kind: &'static str,
    parent: String,
    pcode: String,
    points: Vec<Position>,
}

/// A place that can be taken.
struct Place {
    id: PlaceId,
    at: Position,
    name: String,
    /// The ids of its areas, the largest first; empty where it names none.
    within: [String; 3],
}

/// What was seen of the rows before.
#[derive(Default)]
struct Seen {
    ids: BTreeSet<String>,
    names: BTreeSet<(String, String)>,
    areas: BTreeMap<String, Area>,
    points: Vec<Position>,
}

/// Reads a table: `id,name,lat,lon`, and where there are `kind, name_ar, spellings, population, pcode, geonameid, basis`, and
/// `adminN_pcode` with `adminN_name` for three levels, of which areas are made. Other columns are passed over.
pub(super) fn read(text: &str, country: &str) -> Result<Taken> {
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.trim_start_matches('\u{FEFF}').as_bytes());
    let header = reader.headers().map_err(table_error)?.clone();
    if let Some(column) = NEEDED
        .iter()
        .find(|name| !header.iter().any(|h| h == **name))
    {
        return Err(Failure::new("new-no-column", &[("column", column)]).into());
    }
    let (mut taken, mut seen) = (Taken::default(), Seen::default());
    let mut places = csv::Writer::from_writer(Vec::new());
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                let line = error.position().map_or(0, csv::Position::line);
                let fault = Failure::new("check-table", &[("message", &error)]);
                taken.refused.push((line, fault));
                continue;
            }
        };
        let line = record.position().map_or(0, csv::Position::line);
        let row = |name: &str| cell(&header, &record, name);
        match place(&row, &mut seen) {
            Ok(place) => {
                places
                    .write_record(columns(&place, &row, country))
                    .map_err(table_error)?;
                taken.places += 1;
            }
            Err(fault) => taken.refused.push((line, fault)),
        }
    }
    taken.place_rows = text_of(places)?;
    taken.areas = seen.areas.len();
    taken.area_rows = areas(&seen, country)?;
    Ok(taken)
}

fn cell<'r>(header: &StringRecord, record: &'r StringRecord, name: &str) -> &'r str {
    let at = header.iter().position(|column| column == name);
    at.and_then(|at| record.get(at)).unwrap_or_default()
}

/// The place of a row, with its areas noted.
fn place<'r>(row: &impl Fn(&str) -> &'r str, seen: &mut Seen) -> Result<Place, Failure> {
    let text = row("id");
    let id: PlaceId = text
        .parse()
        .map_err(|_error| Failure::new("check-id", &[("text", &text)]))?;
    let name = row("name");
    if name.is_empty() {
        return Err(Failure::new("check-no-name", &[]));
    }
    let number = |column: &str| row(column).parse().unwrap_or(f64::NAN);
    let at = Position::new(number("lat"), number("lon")).map_err(|_error| {
        Failure::new(
            "check-position",
            &[("lat", &row("lat")), ("lon", &row("lon"))],
        )
    })?;
    let kind = row("kind");
    if !kind.is_empty() && !kind.parse().is_ok_and(|kind: PlaceKind| !kind.is_area()) {
        return Err(Failure::new("check-kind", &[("text", &kind)]));
    }
    let people = row("population");
    if !people.is_empty() && people.parse::<u64>().is_err() {
        return Err(Failure::new(
            "check-number",
            &[("column", &"population"), ("text", &people)],
        ));
    }
    let within = LEVELS.map(|(_, code, name, own)| {
        let words = [row(code), row(own), row(name)];
        slug(
            words
                .into_iter()
                .find(|word| !word.is_empty())
                .unwrap_or_default(),
        )
    });
    let smallest = within
        .iter()
        .rev()
        .find(|id| !id.is_empty())
        .cloned()
        .unwrap_or_default();
    if seen.ids.contains(id.as_str()) || within.iter().any(|area| area == id.as_str()) {
        return Err(Failure::new("new-twice", &[("id", &id)]));
    }
    let spellings = row("spellings").split('|').chain([name, row("name_ar")]);
    let spellings = spellings.map(str::trim).filter(|one| !one.is_empty());
    let names: BTreeSet<_> = spellings
        .map(|one| (smallest.clone(), normal_form(one)))
        .collect();
    if !seen.names.is_disjoint(&names) {
        return Err(Failure::new("new-name", &[("name", &name)]));
    }
    seen.names.extend(names);
    seen.ids.insert(id.to_string());
    seen.points.push(at);
    note_areas(row, &within, at, seen);
    Ok(Place {
        id,
        at,
        name: name.to_owned(),
        within,
    })
}

fn note_areas<'r>(
    row: &impl Fn(&str) -> &'r str,
    within: &[String; 3],
    at: Position,
    seen: &mut Seen,
) {
    let mut parent = String::new();
    for ((kind, code, name, _), id) in LEVELS.iter().zip(within) {
        if id.is_empty() {
            continue;
        }
        let area = seen.areas.entry(id.clone()).or_insert_with(|| Area {
            name: [row(name), row(code), id]
                .into_iter()
                .find(|word| !word.is_empty())
                .unwrap_or_default()
                .to_owned(),
            kind,
            parent: parent.clone(),
            pcode: row(code).to_owned(),
            points: Vec::new(),
        });
        area.points.push(at);
        parent.clone_from(id);
    }
}

/// A word as an id: small letters and digits, everything else a hyphen.
pub(super) fn slug(word: &str) -> String {
    let letters: String = word
        .to_lowercase()
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .collect();
    let parts: Vec<&str> = letters.split('-').filter(|part| !part.is_empty()).collect();
    parts.join("-")
}

fn columns<'r>(place: &Place, row: &impl Fn(&str) -> &'r str, country: &str) -> Vec<String> {
    let or = |text: &'r str, other: &'static str| if text.is_empty() { other } else { text };
    let [admin1, admin2, admin3] = place.within.clone();
    vec![
        place.id.to_string(),
        place.name.clone(),
        row("name_ar").to_owned(),
        row("spellings").to_owned(),
        or(row("kind"), KIND).to_owned(),
        place.at.lat().to_string(),
        place.at.lon().to_string(),
        row("population").to_owned(),
        admin1,
        admin2,
        admin3,
        country.to_owned(),
        row("pcode").to_owned(),
        row("geonameid").to_owned(),
        or(row("basis"), UNCHECKED).to_owned(),
    ]
}

/// What a row rests on that does not say it.
pub(super) const UNCHECKED: &str = "unchecked";

/// The areas, each at the middle of its places.
fn areas(seen: &Seen, country: &str) -> Result<String> {
    let mut rows = csv::Writer::from_writer(Vec::new());
    let whole = format!("country-{}", country.to_lowercase());
    let (lat, lon) = middle(&seen.points);
    let row = [
        &whole, country, "country", "", &lat, &lon, country, country, UNCHECKED,
    ];
    rows.write_record(row).map_err(table_error)?;
    for (id, area) in &seen.areas {
        let parent = if area.parent.is_empty() {
            &whole
        } else {
            &area.parent
        };
        let (lat, lon) = middle(&area.points);
        let row = [
            id,
            &area.name,
            area.kind,
            parent,
            &lat,
            &lon,
            country,
            &area.pcode,
            UNCHECKED,
        ];
        rows.write_record(row).map_err(table_error)?;
    }
    text_of(rows)
}

pub(super) fn middle(points: &[Position]) -> (String, String) {
    #[expect(clippy::cast_precision_loss, reason = "counts of places are small")]
    let count = points.len().max(1) as f64;
    let mean = |of: fn(&Position) -> f64| points.iter().map(of).sum::<f64>() / count;
    (
        format!("{:.4}", mean(|at| at.lat())),
        format!("{:.4}", mean(|at| at.lon())),
    )
}

pub(super) fn text_of(rows: csv::Writer<Vec<u8>>) -> Result<String> {
    let bytes = rows.into_inner().told("writing-table", &[])?;
    String::from_utf8(bytes).told("writing-table", &[])
}
