//! `marsad places` on the names by which UCDP's coders say where an event was: whether a place is found, and whether it
//! lies in the governorate and in the district that they state.
//!
//! Which files: `evaluation/event-places.toml`. The record is one of a theatre to which a table of communities was
//! added. Asked is the name alone, as UCDP writes it, such as the name of a town with "town" behind it; a second,
//! easier question, `in-context`, has the district and the governorate behind the name. Truth: the stated areas, by
//! their names without words for the level, or by a table that says of the district of one event which area it is.
//! Both halves of the file are scored apart: what was learnt from errors was learnt from the first.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::Value;

use super::program::document_line;
use super::sheet::rows;
use super::{Bench, Outcome, Score, Scores, share};

const SETS: &str = "evaluation/event-places.toml";
const RECORD: &str = "event-places";
/// Words that tell the level of an area and not which.
const LEVEL_WORDS: [&str; 4] = ["governorate", "district", "mintaqat", "markaz"];

/// Which files go together.
#[derive(Debug, Deserialize)]
struct Sets {
    theatre: String,
    events: String,
    communities: String,
    districts: String,
}

#[derive(Debug, Deserialize)]
struct Event {
    id: u64,
    location_where_name: Option<String>,
    location_adm1_name: Option<String>,
    location_adm2_name: Option<String>,
}

#[derive(Debug, Deserialize)]
struct District {
    event: u64,
    area: String,
}

/// A row of a table of places or areas.
#[derive(Debug, Deserialize)]
struct Row {
    id: String,
    name: String,
    #[serde(default)]
    spellings: String,
    kind: String,
    #[serde(default)]
    parent: String,
    #[serde(default)]
    admin1: String,
    #[serde(default)]
    admin2: String,
    #[serde(default)]
    admin3: String,
}

/// What lies in what, and what areas are called.
#[derive(Debug, Default)]
struct Ground {
    /// The areas that a place lies in directly.
    inside: BTreeMap<String, Vec<String>>,
    /// Areas by kind and plain name.
    named: BTreeMap<(String, String), String>,
}

/// How many names were asked about, and how many answers were right.
#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    names: usize,
    found: usize,
    with_governorate: usize,
    governorate: usize,
    with_district: usize,
    district: usize,
}

/// Score both questions on both halves.
///
/// # Errors
/// Fails where the events, the areas or what the program prints cannot be read.
pub(super) fn score(bench: &Bench) -> Result<Outcome> {
    let sets = std::fs::read_to_string(bench.root.join(SETS)).context(SETS)?;
    let sets: Sets = toml::from_str(&sets).context(SETS)?;
    for needed in [&sets.events, &sets.communities] {
        if !bench.data.join(needed).is_file() {
            return Ok(Outcome::Skipped(format!("no {needed}")));
        }
    }
    let text = std::fs::read_to_string(bench.data.join(&sets.events))
        .with_context(|| sets.events.clone())?;
    let events: Vec<Event> = text
        .lines()
        .map(serde_json::from_str)
        .collect::<Result<_, _>>()
        .with_context(|| sets.events.clone())?;
    let record = record(bench, &sets)?;
    let ground = ground(bench, &sets.theatre, &record)?;
    let truths = truths(bench, &sets.districts, &events, &ground)?;
    let mut scores = Scores::new();
    for (question, form) in [("name", alone as Form), ("in-context", in_context)] {
        let answers = answers(bench, &record, question, &events, form)?;
        let half = events.len() / 2;
        let mut halves = [Tally::default(); 2];
        for (at, event) in events.iter().enumerate() {
            let (Some(_), Some(truth)) = (name_of(event), truths.get(at)) else {
                continue;
            };
            let tally = if at < half {
                &mut halves[0]
            } else {
                &mut halves[1]
            };
            tally.take(answers.get(&at).map(|place| ground.around(place)), truth);
        }
        let [first, second] = halves;
        first.write(&format!("{question}.first"), &mut scores);
        second.write(&format!("{question}.second"), &mut scores);
    }
    Ok(Outcome::scored(scores))
}

/// The text in which a name is asked about; nothing where an event has no name.
type Form = fn(&Event) -> Option<String>;

fn name_of(event: &Event) -> Option<&str> {
    event
        .location_where_name
        .as_deref()
        .filter(|name| !name.trim().is_empty())
}

fn alone(event: &Event) -> Option<String> {
    name_of(event).map(str::to_owned)
}

fn in_context(event: &Event) -> Option<String> {
    let areas = [&event.location_adm2_name, &event.location_adm1_name];
    let areas = areas.into_iter().filter_map(Option::as_deref);
    let parts: Vec<&str> = name_of(event).into_iter().chain(areas).collect();
    name_of(event).map(|_| parts.join(", "))
}

/// A fresh record with the communities, and its folder.
fn record(bench: &Bench, sets: &Sets) -> Result<PathBuf> {
    let marker = bench.program.file(&format!("{RECORD}/begun"), "")?;
    let folder = marker
        .parent()
        .context("a file lies in a folder")?
        .to_owned();
    std::fs::remove_dir_all(&folder).with_context(|| format!("emptying {}", folder.display()))?;
    let told = folder.display().to_string();
    bench
        .program
        .print(&["init", "--theatre", &sets.theatre], &folder)?;
    let communities = bench
        .data
        .join(&sets.communities)
        .canonicalize()
        .with_context(|| sets.communities.clone())?;
    bench
        .program
        .print(&["gazetteer", "--record", &told, "add"], &communities)?;
    Ok(folder)
}

/// For each event with a name in which something is found: the first place in the name.
fn answers(
    bench: &Bench,
    record: &Path,
    question: &str,
    events: &[Event],
    form: Form,
) -> Result<BTreeMap<usize, String>> {
    let asked = events.iter().enumerate();
    let lines: String = asked
        .filter_map(|(at, event)| Some(document_line(&at.to_string(), &form(event)?, None)))
        .collect();
    let file = bench
        .program
        .file(&format!("{RECORD}-{question}.jsonl"), &lines)?;
    let record = record.display().to_string();
    let printed = bench
        .program
        .json_lines(&["places", "--record", &record], &file)?;
    let mut answers = BTreeMap::new();
    for line in &printed {
        let at: Option<usize> = line
            .get("id")
            .and_then(Value::as_str)
            .and_then(|id| id.parse().ok());
        let start = line.get("start").and_then(Value::as_u64);
        let place = line.pointer("/place/id").and_then(Value::as_str);
        if let (Some(at), Some(start), Some(place)) = (at, start, place) {
            let name = events.get(at).and_then(name_of).map_or(0, str::len);
            if start < name as u64 {
                answers.entry(at).or_insert_with(|| place.to_owned());
            }
        }
    }
    Ok(answers)
}

/// The tables of the theatre and of what was added to it.
fn ground(bench: &Bench, theatre: &str, record: &Path) -> Result<Ground> {
    let theatre = bench.root.join("theatres").join(theatre);
    let mut files = vec![theatre.join("areas.csv"), theatre.join("places.csv")];
    let added = record.join("theatre/gazetteer");
    for entry in
        std::fs::read_dir(&added).with_context(|| format!("listing {}", added.display()))?
    {
        let path = entry
            .with_context(|| format!("listing {}", added.display()))?
            .path();
        let name = path
            .file_name()
            .and_then(|name| name.to_str())
            .unwrap_or_default();
        if name.ends_with(".places.csv") || name.ends_with(".areas.csv") {
            files.push(path);
        }
    }
    let mut ground = Ground::default();
    for file in files {
        for row in rows(&file, b',')? {
            ground.take(row);
        }
    }
    Ok(ground)
}

impl Ground {
    fn take(&mut self, row: Row) {
        if matches!(row.kind.as_str(), "governorate" | "admin2") {
            let names = std::iter::once(row.name.as_str()).chain(row.spellings.split('|'));
            for name in names.filter(|name| !name.is_empty()) {
                let key = (row.kind.clone(), plain(name));
                self.named.entry(key).or_insert_with(|| row.id.clone());
            }
        }
        let parents = [row.admin3, row.admin2, row.parent, row.admin1];
        let parents = parents.into_iter().filter(|id| !id.is_empty());
        self.inside.insert(row.id, parents.collect());
    }

    /// A place with every area that it lies in.
    fn around(&self, place: &str) -> BTreeSet<String> {
        let mut around = BTreeSet::from([place.to_owned()]);
        let mut open = vec![place.to_owned()];
        while let Some(id) = open.pop() {
            for parent in self.inside.get(&id).into_iter().flatten() {
                if around.insert(parent.clone()) {
                    open.push(parent.clone());
                }
            }
        }
        around
    }
}

/// The stated areas of an event.
#[derive(Debug, Default)]
struct Truth {
    governorate: Option<String>,
    district: Option<String>,
}

fn truths(bench: &Bench, districts: &str, events: &[Event], ground: &Ground) -> Result<Vec<Truth>> {
    let mut stated = BTreeMap::new();
    for District { event, area } in rows(&bench.root.join(districts), b',')? {
        let event = events.iter().find(|known| known.id == event);
        let name = event.and_then(|event| event.location_adm2_name.as_deref());
        stated.insert(plain(name.context("a district of no event")?), area);
    }
    let truth = |event: &Event| {
        let named = |kind: &str, name: Option<&str>| {
            let key = (kind.to_owned(), plain(name?));
            ground.named.get(&key).cloned()
        };
        let district = event.location_adm2_name.as_deref();
        Truth {
            governorate: named("governorate", event.location_adm1_name.as_deref()),
            district: district
                .and_then(|name| stated.get(&plain(name)).cloned())
                .or_else(|| named("admin2", district)),
        }
    };
    Ok(events.iter().map(truth).collect())
}

/// A name of an area without signs and without words for its level.
fn plain(name: &str) -> String {
    let letters: String = name
        .to_lowercase()
        .chars()
        .map(|c| if c == '-' { ' ' } else { c })
        .filter(|c| c.is_alphanumeric() || *c == ' ')
        .collect();
    let words = letters
        .split_whitespace()
        .filter(|word| !LEVEL_WORDS.contains(word));
    words.collect::<Vec<_>>().join(" ")
}

impl Tally {
    fn take(&mut self, around: Option<BTreeSet<String>>, truth: &Truth) {
        self.names += 1;
        let Some(around) = around else {
            return;
        };
        self.found += 1;
        if let Some(governorate) = &truth.governorate {
            self.with_governorate += 1;
            self.governorate += usize::from(around.contains(governorate));
        }
        if let Some(district) = &truth.district {
            self.with_district += 1;
            self.district += usize::from(around.contains(district));
        }
    }

    fn write(self, name: &str, scores: &mut Scores) {
        let parts = [
            ("found", self.found, self.names),
            (
                "governorate-of-found",
                self.governorate,
                self.with_governorate,
            ),
            ("district-of-found", self.district, self.with_district),
        ];
        for (part, right, whole) in parts {
            let score = Score::share(share(right, whole), whole);
            scores.insert(format!("{name}.{part}"), score);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_right_where_the_stated_area_is_around_it() {
        let mut ground = Ground::default();
        let row = |id: &str, kind: &str, parent: &str| Row {
            id: id.to_owned(),
            name: format!("{id} District"),
            spellings: String::new(),
            kind: kind.to_owned(),
            parent: parent.to_owned(),
            admin1: String::new(),
            admin2: String::new(),
            admin3: String::new(),
        };
        ground.take(row("tesk", "governorate", ""));
        ground.take(row("orla", "admin2", "tesk"));
        ground.take(row("wennit", "village", "orla"));
        let key = ("admin2".to_owned(), plain("Markaz Orla district"));
        assert_eq!(ground.named.get(&key).map(String::as_str), Some("orla"));
        let truth = Truth {
            governorate: Some("tesk".to_owned()),
            district: Some("list".to_owned()),
        };
        let mut tally = Tally::default();
        tally.take(Some(ground.around("wennit")), &truth);
        tally.take(None, &truth);
        assert_eq!((tally.names, tally.found), (2, 1));
        assert_eq!((tally.governorate, tally.district), (1, 0));
    }
}
