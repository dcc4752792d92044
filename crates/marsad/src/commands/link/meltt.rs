//! `marsad link --rules meltt`: data sets matched by location, time and type.
//!
//! Data sets in, the incident of each entry out; how many, and how the sets overlap, is told beside it.

use std::{
    collections::BTreeMap,
    fs::File,
    io::{BufWriter, Write as _},
    path::Path,
};

use anyhow::Result;
use marsad_domain::Kilometres;
use marsad_incidents::{
    Refusal,
    meltt::{
        Agreement, DataSet, Dimension, EntryId, Integrated, Link, Preference, Rules, RulesRequest,
        Summary, Taxonomy, integrate, read_data_set, read_taxonomy,
    },
};
use serde::Serialize;

use super::Pairs;
use crate::{
    args::MelttJob, desk::Desk, exit::Outcome, failure::Told as _, intake::Input,
    output::write_json_line,
};

/// One incident with its entries of all data sets, and why they are one.
#[derive(Debug, Serialize)]
struct IncidentLine<'a> {
    id: String,
    entries: Vec<String>,
    is_episode: bool,
    links: Vec<LinkLine<'a>>,
    /// Episodes that the event may be part of.
    review: Vec<LinkLine<'a>>,
}

/// One entry that stands with an incident. Days run from the incident's to the entry's.
#[derive(Debug, Serialize)]
struct LinkLine<'a> {
    entry: String,
    km: f64,
    first_days: i32,
    last_days: i32,
    fit: f64,
    /// The level at which the categories agree in each taxonomy, from 1 for the finest; those that disagree are absent.
    levels: BTreeMap<&'a str, usize>,
    passed_over: usize,
}

/// Prints the incident of each entry; `--incidents` writes the incidents with why.
pub(crate) fn run(job: &MelttJob, desk: &mut Desk) -> Result<Outcome> {
    let (taxonomies, are_taxonomies_clean) = taxonomies(job, desk)?;
    let rules = rules(job, &taxonomies).told("meltt-rules", &[])?;
    let (sets, are_sets_clean) = data_sets(job, &taxonomies, desk)?;
    let integrated = integrate(&sets, &rules);
    pairs(&integrated, &sets).print(job.format, desk)?;
    if let Some(path) = &job.incidents {
        write(&integrated, &sets, &taxonomies, path)?;
    }
    tell(&integrated.summary(), &sets, desk);
    Ok(if are_taxonomies_clean && are_sets_clean {
        Outcome::Done
    } else {
        Outcome::Refused
    })
}

fn taxonomies(job: &MelttJob, desk: &Desk) -> Result<(Vec<Taxonomy>, bool)> {
    let mut taxonomies = Vec::new();
    let mut is_clean = true;
    for given in &job.taxonomies {
        let file = File::open(&given.path).told_at("opening", &given.path)?;
        let (taxonomy, refused) =
            read_taxonomy(file, &given.name).told_at("reading", &given.path)?;
        is_clean &= refused.is_empty();
        tell_refused(&given.path.display().to_string(), &refused, desk);
        taxonomies.push(taxonomy);
    }
    Ok((taxonomies, is_clean))
}

fn rules(job: &MelttJob, taxonomies: &[Taxonomy]) -> Result<Rules> {
    let dimension = |(given, taxonomy): (&crate::args::GivenTaxonomy, &Taxonomy)| Dimension {
        levels: taxonomy.levels(),
        weight: given.weight,
        agreement: match given.level {
            Some(level) => Agreement::At(level.get() - 1),
            None => Agreement::Finest,
        },
    };
    Ok(Rules::new(RulesRequest {
        window_km: Kilometres(job.window_km),
        window_days: job.window_days,
        dimensions: job
            .taxonomies
            .iter()
            .zip(taxonomies)
            .map(dimension)
            .collect(),
        unmatched: job.partial,
        preference: if job.is_best_fit {
            Preference::BestFit
        } else {
            Preference::FirstInTime
        },
    })?)
}

fn data_sets(job: &MelttJob, taxonomies: &[Taxonomy], desk: &Desk) -> Result<(Vec<DataSet>, bool)> {
    let mut sets: Vec<DataSet> = Vec::new();
    let mut is_clean = true;
    for input in &job.inputs {
        let (path, file) = input.open()?;
        let (set, refused) = read_data_set(file, &name(input), &job.columns, taxonomies);
        is_clean &= refused.is_empty();
        tell_refused(&path, &refused, desk);
        if sets.iter().any(|other| other.name() == set.name()) {
            let values: [(&str, &dyn std::fmt::Display); 2] =
                [("path", &path), ("name", &set.name())];
            return Err(desk.refuse("data-set-twice", &values).into());
        }
        sets.push(set);
    }
    Ok((sets, is_clean))
}

/// What a data set is called that does not say so: as its file, without the ending.
fn name(input: &Input) -> String {
    match input {
        Input::Standard => "-".to_owned(),
        Input::Path(path) => path
            .file_stem()
            .unwrap_or(path.as_os_str())
            .to_string_lossy()
            .into_owned(),
    }
}

fn tell_refused(path: &str, refused: &[Refusal], desk: &Desk) {
    for refusal in refused {
        let reason = format!("{path}:{}: {}", refusal.row, refusal.reason);
        desk.talk(&desk.words.say("refused", &[("refusal", &reason)]));
        desk.talk(&desk.words.say("hint", &[("hint", &refusal.hint)]));
    }
}

/// What an entry is called: its data set and its event.
fn called(id: EntryId, sets: &[DataSet]) -> String {
    let Some(set) = sets.get(id.set) else {
        return String::new();
    };
    let event = set.entries().get(id.at).map_or("", |entry| &entry.event);
    format!("{}:{event}", set.name())
}

/// Every entry with the first of its incident, in order of data set, first day and event.
fn pairs(integrated: &Integrated, sets: &[DataSet]) -> Pairs {
    let mut firsts: BTreeMap<EntryId, EntryId> = BTreeMap::new();
    for incident in &integrated.incidents {
        firsts.extend(incident.entries().map(|entry| (entry, incident.first)));
    }
    let mut pairs = Pairs::default();
    let places: BTreeMap<EntryId, u32> = firsts
        .keys()
        .map(|entry| (*entry, pairs.push(&called(*entry, sets))))
        .collect();
    for (entry, first) in &firsts {
        pairs.belongs(places[entry], places[first]);
    }
    pairs
}

fn write(
    integrated: &Integrated,
    sets: &[DataSet],
    taxonomies: &[Taxonomy],
    path: &Path,
) -> Result<()> {
    let file = File::create(path).told_at("making", path)?;
    let mut file = BufWriter::new(file);
    for incident in &integrated.incidents {
        let lines = |links: &[Link]| {
            links
                .iter()
                .map(|link| line(link, sets, taxonomies))
                .collect()
        };
        let incident = IncidentLine {
            id: called(incident.first, sets),
            entries: incident.entries().map(|id| called(id, sets)).collect(),
            is_episode: incident.is_episode,
            links: lines(&incident.links),
            review: lines(&incident.review),
        };
        write_json_line(&mut file, &incident)?;
    }
    file.flush().told_at("writing", path)
}

fn line<'a>(link: &Link, sets: &[DataSet], taxonomies: &'a [Taxonomy]) -> LinkLine<'a> {
    let why = &link.why;
    let levels = taxonomies.iter().zip(&why.fit.levels);
    LinkLine {
        entry: called(link.entry, sets),
        km: rounded(why.distance.0),
        first_days: why.first_days,
        last_days: why.last_days,
        fit: rounded(why.fit.score),
        levels: levels
            .filter_map(|(taxonomy, level)| Some((taxonomy.name(), (*level)? + 1)))
            .collect(),
        passed_over: why.passed_over,
    }
}

/// Three decimals: a metre is finer than any position, and the last bits of a sine differ between machines.
fn rounded(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}

fn tell(summary: &Summary, sets: &[DataSet], desk: &Desk) {
    let words = &desk.words;
    desk.talk(&words.say(
        "meltt-count",
        &[
            ("sets", &sets.len()),
            ("rows", &summary.entries),
            ("unique", &summary.unique),
            ("duplicates", &summary.duplicates),
            ("matched", &summary.matched_sets()),
        ],
    ));
    desk.talk(&words.say(
        "meltt-kinds",
        &[
            ("events", &summary.event_matches),
            ("episodes", &summary.episode_matches),
            ("flagged", &summary.flagged),
        ],
    ));
    for (combination, count) in &summary.overlap {
        let names: Vec<&str> = combination
            .iter()
            .filter_map(|set| Some(sets.get(*set)?.name()))
            .collect();
        let names = names.join(" + ");
        desk.talk(&words.say("meltt-overlap", &[("sets", &names), ("count", count)]));
    }
    if summary.passed_over > 0 {
        let count = summary.passed_over;
        desk.talk(&words.say("meltt-passed-over", &[("count", &count)]));
    }
}
