//! TopoJSON: arcs of quantised points, and the countries that are made of them.

use anyhow::{Context as _, Result};
use serde::Deserialize;
use serde_json::Value;

/// Latitude and longitude in degrees.
pub(super) type Point = [f64; 2];

/// The countries of a TopoJSON file.
#[derive(Debug)]
pub(super) struct Topology {
    arcs: Vec<Vec<Point>>,
    countries: Vec<Country>,
}

#[derive(Debug)]
struct Country {
    name: String,
    /// Rings of arcs, each with whether it runs backward; the outer ring of each polygon and its holes.
    rings: Vec<Vec<(usize, bool)>>,
}

#[derive(Deserialize)]
struct RawTopology {
    transform: Transform,
    arcs: Vec<Vec<[i64; 2]>>,
    objects: Objects,
}

#[derive(Deserialize)]
struct Transform {
    scale: [f64; 2],
    translate: [f64; 2],
}

#[derive(Deserialize)]
struct Objects {
    countries: Collection,
}

#[derive(Deserialize)]
struct Collection {
    geometries: Vec<Geometry>,
}

#[derive(Deserialize)]
struct Geometry {
    #[serde(default)]
    arcs: Value,
    properties: Properties,
}

#[derive(Deserialize)]
struct Properties {
    name: String,
}

impl Topology {
    /// Reads the object `countries` of a file.
    pub(super) fn from_json(text: &str) -> Result<Self> {
        let raw: RawTopology = serde_json::from_str(text).context("not the TopoJSON expected")?;
        let arcs = raw
            .arcs
            .iter()
            .map(|arc| unpacked(arc, &raw.transform))
            .collect();
        let countries = raw.objects.countries.geometries;
        let countries = countries
            .into_iter()
            .map(|geometry| {
                let mut rings = Vec::new();
                gather(&geometry.arcs, &mut rings);
                let name = geometry.properties.name;
                Country { name, rings }
            })
            .collect();
        Ok(Self { arcs, countries })
    }

    /// The names of the countries.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.countries.iter().map(|country| country.name.as_str())
    }

    /// The points of an arc.
    pub(super) fn arc(&self, arc: usize) -> Vec<Point> {
        self.arcs.get(arc).cloned().unwrap_or_default()
    }

    /// The arcs of a country.
    pub(super) fn arcs_of(&self, name: &str) -> impl Iterator<Item = usize> {
        let country = self.country(name).into_iter();
        country.flat_map(|country| country.rings.iter().flatten().map(|(arc, _)| *arc))
    }

    /// The countries that have an arc.
    pub(super) fn owners_of(&self, arc: usize) -> impl Iterator<Item = &str> {
        self.names()
            .filter(move |name| self.arcs_of(name).any(|own| own == arc))
    }

    /// The first ring of a country.
    pub(super) fn outer_ring(&self, name: &str) -> Option<Vec<(usize, bool)>> {
        self.country(name)?.rings.first().cloned()
    }

    fn country(&self, name: &str) -> Option<&Country> {
        self.countries.iter().find(|country| country.name == name)
    }
}

/// Steps of whole numbers to degrees, latitude first.
#[expect(
    clippy::cast_precision_loss,
    reason = "coordinates of a quantised grid are small"
)]
fn unpacked(arc: &[[i64; 2]], transform: &Transform) -> Vec<Point> {
    let ([scale_x, scale_y], [left, bottom]) = (transform.scale, transform.translate);
    let (mut x, mut y) = (0, 0);
    arc.iter()
        .map(|[dx, dy]| {
            x += dx;
            y += dy;
            [y as f64 * scale_y + bottom, x as f64 * scale_x + left]
        })
        .collect()
}

/// Every list of numbers in the nested lists of a geometry; a number below 0 is the arc `-1 - n` run backward.
fn gather(value: &Value, rings: &mut Vec<Vec<(usize, bool)>>) {
    let Some(list) = value.as_array() else { return };
    let numbers: Vec<i64> = list.iter().filter_map(Value::as_i64).collect();
    if numbers.is_empty() {
        for inner in list {
            gather(inner, rings);
        }
        return;
    }
    let arc = |number: i64| {
        let forward = if number < 0 { -1 - number } else { number };
        usize::try_from(forward).ok().map(|arc| (arc, number < 0))
    };
    rings.push(numbers.into_iter().filter_map(arc).collect());
}
