//! The places and areas of a theatre beside tables that others made: towns and their points by `GeoNames`, the codes of
//! areas by the Common Operational Dataset.
//!
//! Which files: `evaluation/theatre-places.toml`. A place of the theatre is compared by its number in `GeoNames`, an
//! area by its code; names decide nothing here.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result};
use serde::Deserialize;

use super::sheet::rows;
use super::span_scores::great_circle_km;
use super::{Bench, Outcome, Score, Scores, share};

const SETS: &str = "evaluation/theatre-places.toml";
/// Within this many kilometres two points of one town are the same.
const NEAR_KM: f64 = 2.0;

#[derive(Debug, Deserialize)]
struct Sets {
    theatre: String,
    country: String,
    towns: String,
    communities: String,
}

#[derive(Debug, Deserialize)]
struct Place {
    lat: f64,
    lon: f64,
    #[serde(default)]
    geonameid: Option<u64>,
}

#[derive(Debug, Deserialize)]
struct Area {
    #[serde(default)]
    pcode: String,
}

#[derive(Debug, Deserialize)]
struct Town {
    geonameid: u64,
    lat: f64,
    lon: f64,
    cc: String,
}

#[derive(Debug, Deserialize)]
struct Community {
    #[serde(rename = "ADM1_PCODE")]
    first: String,
    #[serde(rename = "ADM2_PCODE")]
    second: String,
    #[serde(rename = "ADM3_PCODE")]
    third: String,
}

/// The code of one level that a community has.
type CodeOf = fn(&Community) -> &str;

/// Score how many towns and areas the theatre has, and how many of its towns stand where `GeoNames` has them.
///
/// # Errors
/// Fails where a table cannot be read.
pub(super) fn score(bench: &Bench) -> Result<Outcome> {
    let text = std::fs::read_to_string(bench.root.join(SETS)).context(SETS)?;
    let sets: Sets = toml::from_str(&text).context(SETS)?;
    let (towns, communities) = (
        bench.data.join(&sets.towns),
        bench.data.join(&sets.communities),
    );
    if !towns.is_file() || !communities.is_file() {
        return Ok(Outcome::Skipped(format!("no {}", sets.towns)));
    }
    let theatre = bench.root.join("theatres").join(&sets.theatre);
    let places: Vec<Place> = rows(&theatre.join("places.csv"), b',')?;
    let areas: Vec<Area> = rows(&theatre.join("areas.csv"), b',')?;
    let towns: Vec<Town> = rows(&towns, b'\t')?;
    let communities: Vec<Community> = rows(&communities, b'\t')?;
    let mut scores = Scores::new();
    let points: BTreeMap<u64, (f64, f64)> = places
        .iter()
        .filter_map(|place| Some((place.geonameid?, (place.lat, place.lon))))
        .collect();
    let own = || towns.iter().filter(|town| town.cc == sets.country);
    let found: Vec<f64> = own()
        .filter_map(|town| {
            let point = points.get(&town.geonameid)?;
            Some(great_circle_km(*point, (town.lat, town.lon)))
        })
        .collect();
    let near = found.iter().filter(|km| **km <= NEAR_KM).count();
    let count = own().count();
    scores.insert(
        "towns.listed".to_owned(),
        Score::share(share(found.len(), count), count),
    );
    let value = share(near, found.len());
    scores.insert(
        "towns.within-2-km".to_owned(),
        Score::share(value, found.len()),
    );
    let codes: BTreeSet<&str> = areas.iter().map(|area| area.pcode.as_str()).collect();
    let levels: [(&str, CodeOf); 3] = [
        ("first", |row| &row.first),
        ("second", |row| &row.second),
        ("third", |row| &row.third),
    ];
    for (level, code) in levels {
        let wanted: BTreeSet<&str> = communities.iter().map(code).collect();
        let listed = wanted.intersection(&codes).count();
        let value = Score::share(share(listed, wanted.len()), wanted.len());
        scores.insert(format!("areas.{level}-level"), value);
    }
    Ok(Outcome::Scored {
        scores,
        pages: Vec::new(),
    })
}
