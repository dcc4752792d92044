//! Where regions lie: the middle of their towns, or a point that a person gave.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result};
use marsad_domain::Position;
use serde::Deserialize;

use super::{City, CodedCity};

/// The box around the towns of a region.
#[derive(Debug, Clone, Copy)]
pub(super) struct Middle {
    south: f64,
    north: f64,
    west: f64,
    east: f64,
    /// The people of its towns.
    pub(super) people: u64,
}

impl Middle {
    fn around(lat: f64, lon: f64) -> Self {
        Self {
            south: lat,
            north: lat,
            west: lon,
            east: lon,
            people: 0,
        }
    }

    fn widen(&mut self, lat: f64, lon: f64) {
        self.south = self.south.min(lat);
        self.north = self.north.max(lat);
        self.west = self.west.min(lon);
        self.east = self.east.max(lon);
    }

    /// The middle of the box.
    pub(super) fn point(&self) -> (f64, f64) {
        (
            f64::midpoint(self.south, self.north),
            f64::midpoint(self.west, self.east),
        )
    }
}

/// For each code of a region, the box around its towns.
pub(super) fn middles(coded: &[CodedCity], cities: &[City]) -> BTreeMap<String, Middle> {
    let mut middles: BTreeMap<String, Middle> = BTreeMap::new();
    for city in coded {
        let (Ok(lat), Ok(lon)) = (city.lat.parse(), city.lng.parse()) else {
            continue;
        };
        let first = format!("{}.{}", city.country, city.admin1);
        let second = format!("{first}.{}", city.admin2);
        for code in [first, second] {
            middles
                .entry(code)
                .or_insert_with(|| Middle::around(lat, lon))
                .widen(lat, lon);
        }
    }
    for city in cities {
        let code = format!("{}.{}", city.countrycode, city.admin1code);
        if let Some(middle) = middles.get_mut(&code) {
            middle.people += city.population;
        }
    }
    middles
}

/// Points that a person gave for regions whose towns lie to one side, by code.
///
/// # Errors
/// Fails where the file cannot be read.
pub(super) fn fixed(root: &Path) -> Result<BTreeMap<String, (f64, f64)>> {
    let path = root.join("xtask/data/region-centres.csv");
    let mut reader = csv::ReaderBuilder::new()
        .comment(Some(b'#'))
        .from_path(&path)
        .with_context(|| format!("reading {}", path.display()))?;
    let rows = reader.deserialize::<(String, f64, f64)>();
    rows.map(|row| {
        let (code, lat, lon) = row.with_context(|| format!("reading {}", path.display()))?;
        Ok((code, (lat, lon)))
    })
    .collect()
}

/// A row of the world's own places.
#[derive(Debug, Deserialize)]
struct WorldPlace {
    kind: String,
    lat: f64,
    lon: f64,
    country: String,
}

/// The points of countries by their codes, as the rules have them.
///
/// # Errors
/// Fails where the file cannot be read.
pub(super) fn countries(root: &Path) -> Result<Vec<(String, Position)>> {
    let path = root.join("rules/places/world.csv");
    let mut reader = csv::ReaderBuilder::new()
        .comment(Some(b'#'))
        .from_path(&path)
        .with_context(|| format!("reading {}", path.display()))?;
    let mut points = Vec::new();
    for row in reader.deserialize::<WorldPlace>() {
        let row = row.with_context(|| format!("reading {}", path.display()))?;
        if row.kind == "country" {
            points.push((row.country, Position::new(row.lat, row.lon)?));
        }
    }
    Ok(points)
}
