//! Cuts the coast and the boundaries of a theatre's base map out of Natural Earth, as the npm package world-atlas
//! packs it: one TopoJSON file whose arcs are shared by neighbours.
//!
//! What goes in: that file, and `basemap-recipe.toml` of a theatre. What comes out: its `basemap.toml`.

mod simplify;
mod topology;

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, Result, bail};
use serde::Deserialize;

use simplify::{cut, simplified};
use topology::{Point, Topology};

/// What is asked for.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The package's TopoJSON file, such as countries-10m.json.
    #[arg(long)]
    from: PathBuf,
    /// The folder of the theatre.
    #[arg(long)]
    theatre: PathBuf,
}

/// What a theatre wants of the world.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Recipe {
    country: String,
    outline_id: String,
    countries: Vec<String>,
    #[serde(rename = "box")]
    bounds: [f64; 4],
    tolerance: f64,
    basis: String,
    #[serde(default)]
    joined: Vec<Joined>,
    #[serde(default)]
    moved: Vec<Moved>,
}

/// Parts that are shown as one country.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Joined {
    into: String,
    parts: Vec<String>,
}

/// Land that is shown with another country than in the file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Moved {
    from: String,
    to: String,
    name: String,
    instead: Vec<Point>,
}

const RECIPE: &str = "basemap-recipe.toml";
const OUT: &str = "basemap.toml";

/// Writes the base map of a theatre.
pub(crate) fn run(arguments: &Arguments) -> Result<bool> {
    let read = |path: &Path| {
        std::fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))
    };
    let recipe_path = arguments.theatre.join(RECIPE);
    let recipe: Recipe = toml::from_str(&read(&recipe_path)?)
        .with_context(|| format!("reading {}", recipe_path.display()))?;
    let world = Topology::from_json(&read(&arguments.from)?)
        .with_context(|| format!("reading {}", arguments.from.display()))?;
    let text = drawn(&recipe, &world)?;
    let out = arguments.theatre.join(OUT);
    std::fs::write(&out, &text).with_context(|| format!("writing {}", out.display()))?;
    println!("{}: {} bytes", out.display(), text.len());
    Ok(true)
}

/// All lines as `[[line]]` tables: the outline of the country, then shared arcs as boundaries, others as coast.
fn drawn(recipe: &Recipe, world: &Topology) -> Result<String> {
    for name in &recipe.countries {
        if !world.names().any(|known| known == name) {
            bail!("no country {name:?} in the file; hint: write a name as the file has it");
        }
    }
    let mut text = format!(
        "# Coast and boundaries, made by `cargo xtask basemap` after {RECIPE}. Points are [latitude, longitude].\n\
         # Origin: {}. Last review: 2026-11-23.\n",
        recipe.basis
    );
    let outline = outline(recipe, world)?;
    let name = format!("Border of {}", recipe.country);
    let head = (recipe.outline_id.as_str(), name.as_str(), "boundary");
    write_line(&mut text, head, &recipe.basis, &outline)?;
    let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
    for (arc, owners) in owners(recipe, world) {
        let Some((name, kind)) = sort_of(recipe, &owners) else {
            continue;
        };
        let points = simplified(&world.arc(arc), recipe.tolerance);
        for run in cut(&points, recipe.bounds) {
            let stem = id_of(&name);
            let number = numbers.entry(stem.clone()).or_default();
            *number += 1;
            let id = format!("{stem}-{number}");
            write_line(&mut text, (&id, &name, kind), &recipe.basis, &run)?;
        }
    }
    Ok(text)
}

/// The countries on both sides of each arc that one of the wanted countries has, with parts under their whole.
fn owners<'r>(recipe: &'r Recipe, world: &'r Topology) -> BTreeMap<usize, BTreeSet<&'r str>> {
    let whole: BTreeMap<&str, &str> = recipe
        .joined
        .iter()
        .flat_map(|joined| joined.parts.iter().map(|part| (&**part, &*joined.into)))
        .collect();
    let mut owners: BTreeMap<usize, BTreeMap<&str, usize>> = BTreeMap::new();
    for name in world.names() {
        let shown = whole.get(name).copied().unwrap_or(name);
        for arc in world.arcs_of(name) {
            *owners.entry(arc).or_default().entry(shown).or_default() += 1;
        }
    }
    let is_wanted = |name: &str| recipe.countries.iter().any(|wanted| wanted == name);
    owners
        .into_iter()
        // Two parts of one whole meet there: nothing is drawn.
        .filter(|(_, sides)| sides.values().all(|count| *count == 1))
        .map(|(arc, sides)| (arc, sides.into_keys().collect::<BTreeSet<_>>()))
        .filter(|(_, sides)| sides.iter().any(|name| is_wanted(name)))
        .collect()
}

/// Name and kind of an arc; nothing for the land boundary of the country itself, which its outline draws.
fn sort_of(recipe: &Recipe, owners: &BTreeSet<&str>) -> Option<(String, &'static str)> {
    let is_between = |moved: &&Moved| owners.contains(&*moved.from) && owners.contains(&*moved.to);
    if let Some(moved) = recipe.moved.iter().find(is_between) {
        return Some((moved.name.clone(), "ceasefire"));
    }
    let names: Vec<&str> = owners.iter().copied().collect();
    match names.as_slice() {
        [one] => Some((format!("Coast of {one}"), "coast")),
        [a, b] if *a != recipe.country && *b != recipe.country => {
            Some((format!("Border of {a} and {b}"), "boundary"))
        }
        _ => None,
    }
}

/// The closed outline of the country, with what is moved to it.
fn outline(recipe: &Recipe, world: &Topology) -> Result<Vec<Point>> {
    let ring = world
        .outer_ring(&recipe.country)
        .with_context(|| format!("no outline of {:?}", recipe.country))?;
    let mut points: Vec<Point> = Vec::new();
    for (arc, is_backward) in ring {
        let others: BTreeSet<&str> = world.owners_of(arc).collect();
        let moved = recipe
            .moved
            .iter()
            .find(|moved| moved.to == recipe.country && others.contains(&*moved.from));
        let mut drawn = simplified(&world.arc(arc), recipe.tolerance);
        if is_backward {
            drawn.reverse();
        }
        let part = moved.map_or_else(
            || drawn.clone(),
            |moved| along(&moved.instead, drawn.first().copied()),
        );
        points.extend(part);
    }
    points.extend(points.first().copied());
    Ok(points)
}

/// A line run from the end that is nearer to a point.
fn along(line: &[Point], start: Option<Point>) -> Vec<Point> {
    let away = |end: Option<&Point>| {
        let ([lat, lon], [from_lat, from_lon]) = (end.copied()?, start?);
        Some((lat - from_lat).hypot(lon - from_lon))
    };
    let mut line = line.to_vec();
    if away(line.last()) < away(line.first()) {
        line.reverse();
    }
    line
}

fn id_of(name: &str) -> String {
    let letters: String = name
        .to_lowercase()
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .collect();
    letters
        .split('-')
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join("-")
}

fn write_line(
    text: &mut String,
    (id, name, kind): (&str, &str, &str),
    basis: &str,
    points: &[Point],
) -> Result<()> {
    let mut rounded: Vec<String> = points
        .iter()
        .map(|[lat, lon]| format!("[{lat:.3}, {lon:.3}]"))
        .collect();
    rounded.dedup();
    if rounded.len() < 2 {
        return Ok(());
    }
    write!(
        text,
        "\n[[line]]\nid = {id:?}\nname = {name:?}\nkind = {kind:?}\nbasis = {basis:?}\npoints = [\n"
    )?;
    for row in rounded.chunks(6) {
        writeln!(text, "  {},", row.join(", "))?;
    }
    text.push_str("]\n");
    Ok(())
}

#[cfg(test)]
mod tests;
