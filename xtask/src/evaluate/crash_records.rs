//! `marsad link --rules meltt` on MELTT's bundled example of three data sets.
//!
//! No truth ships with it: what is expected is what the R package `meltt` 0.4.2 prints for the same windows in its
//! README, counts and the first ten of its matched sets. A score of 1 says that the program prints the same.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use super::{Bench, Outcome, Score, Scores, share};

const SET: &str = "incidents/crashmd";
const DATA_SETS: [&str; 3] = ["crash_data1", "crash_data2", "crash_data3"];
const TAXONOMIES: [&str; 3] = ["model_tax", "color_tax", "damage_tax"];

/// What the package's README says of it.
const COUNTS: [(&str, usize); 7] = [
    ("rows", 195),
    ("unique", 140),
    ("matched-sets", 34),
    ("duplicates", 55),
    ("event-matches", 26),
    ("episode-matches", 8),
    ("flagged", 6),
];

/// How many incidents stand in exactly these data sets.
const OVERLAP: [(&str, usize); 7] = [
    ("1", 41),
    ("2", 34),
    ("3", 31),
    ("1+2", 5),
    ("1+3", 4),
    ("2+3", 4),
    ("1+2+3", 21),
];

/// The matched sets that the README lists: the event of each data set, 0 where there is none.
const LISTED: [[u32; 3]; 10] = [
    [0, 55, 57],
    [0, 8, 10],
    [0, 39, 36],
    [0, 44, 44],
    [1, 2, 2],
    [3, 1, 1],
    [7, 0, 4],
    [9, 5, 8],
    [10, 7, 7],
    [12, 10, 6],
];

/// Score the counts, the overlap of the data sets and the sets that are listed.
///
/// # Errors
/// Fails where the program refuses a row or prints what cannot be read.
pub(super) fn score(bench: &Bench) -> Result<Outcome> {
    let folder = bench.data.join(SET);
    if !folder.is_dir() {
        return Ok(Outcome::Skipped(format!("no {SET}")));
    }
    let incidents = bench.program.file("crash-records.jsonl", "")?;
    let words = words(&folder, &incidents);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let [.., last] = DATA_SETS;
    let printed = bench.program.print(&words, &table(&folder, last))?;
    let lines = std::fs::read_to_string(&incidents)
        .with_context(|| format!("reading {}", incidents.display()))?;
    Ok(Outcome::scored(scores(&Found::read(&printed, &lines)?)))
}

/// The command but for the last data set.
fn words(folder: &Path, incidents: &Path) -> Vec<String> {
    let mut words: Vec<String> = ["link", "--rules", "meltt", "--window-km", "4"]
        .map(str::to_owned)
        .into();
    words.extend(["--window-days", "2", "--incidents"].map(str::to_owned));
    words.push(incidents.display().to_string());
    for name in TAXONOMIES {
        let path = table(folder, &format!("taxonomy_{name}"));
        words.extend([
            "--taxonomy".to_owned(),
            format!("{name}={}", path.display()),
        ]);
    }
    let [first @ .., _] = DATA_SETS;
    words.extend(first.map(|name| table(folder, name).display().to_string()));
    words
}

fn table(folder: &Path, name: &str) -> std::path::PathBuf {
    folder.join(format!("{name}.csv"))
}

/// What the program printed.
#[derive(Debug, Default)]
struct Found {
    /// By the names of [`COUNTS`].
    counts: BTreeMap<&'static str, usize>,
    /// By the names of [`OVERLAP`].
    overlap: BTreeMap<String, usize>,
    /// The entries of each matched set.
    matched: BTreeSet<BTreeSet<String>>,
}

impl Found {
    fn read(printed: &str, lines: &str) -> Result<Self> {
        let mut found = Self::default();
        let mut incidents: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for row in csv::Reader::from_reader(printed.as_bytes()).deserialize() {
            let (id, incident): (String, String) = row.context("marsad link printed no table")?;
            found.count("rows", true);
            incidents.entry(incident).or_default().insert(id);
        }
        for line in lines.lines() {
            let line: Value = serde_json::from_str(line).context("a line of incidents")?;
            let id = line.get("id").and_then(Value::as_str).unwrap_or_default();
            let entries = incidents
                .get(id)
                .with_context(|| format!("{id} is no incident of the table"))?;
            let is_matched = entries.len() > 1;
            let is_episode = line.get("is_episode").and_then(Value::as_bool) == Some(true);
            let review = line.get("review").and_then(Value::as_array);
            found.count("event-matches", is_matched && !is_episode);
            found.count("episode-matches", is_matched && is_episode);
            found.count("flagged", review.is_some_and(|review| !review.is_empty()));
        }
        ensure!(
            lines.lines().count() == incidents.len(),
            "the table and the lines tell of different incidents"
        );
        for entries in incidents.into_values() {
            found.count("unique", true);
            let is_matched = entries.len() > 1;
            found.count("matched-sets", is_matched);
            *found.overlap.entry(combination(&entries)).or_default() += 1;
            *found.counts.entry("duplicates").or_default() += entries.len() - 1;
            if is_matched {
                found.matched.insert(entries);
            }
        }
        Ok(found)
    }

    fn count(&mut self, name: &'static str, is_one: bool) {
        *self.counts.entry(name).or_default() += usize::from(is_one);
    }
}

/// The numbers of the data sets of an incident's entries, as `1+3`.
fn combination(entries: &BTreeSet<String>) -> String {
    let is_in = |name: &str| {
        let of = |entry: &String| entry.split(':').next() == Some(name);
        entries.iter().any(of)
    };
    let numbered = (1..).zip(DATA_SETS).filter(|(_, name)| is_in(name));
    let numbers: Vec<String> = numbered.map(|(number, _)| number.to_string()).collect();
    numbers.join("+")
}

fn scores(found: &Found) -> Scores {
    let mut scores = Scores::new();
    for (name, expected) in COUNTS {
        let is_same = found.counts.get(name).copied().unwrap_or_default() == expected;
        scores.insert(name.to_owned(), same(usize::from(is_same), 1));
    }
    let expected: BTreeMap<String, usize> =
        OVERLAP.map(|(name, count)| (name.to_owned(), count)).into();
    let names: BTreeSet<&String> = expected.keys().chain(found.overlap.keys()).collect();
    let alike = names
        .iter()
        .filter(|name| expected.get(**name) == found.overlap.get(**name));
    scores.insert("overlap".to_owned(), same(alike.count(), names.len()));
    let listed = LISTED
        .iter()
        .filter(|events| found.matched.contains(&entries(events)));
    scores.insert("listed-sets".to_owned(), same(listed.count(), LISTED.len()));
    scores
}

/// The entries of a set that is listed.
fn entries(events: &[u32; 3]) -> BTreeSet<String> {
    let of_sets = DATA_SETS.iter().zip(events);
    of_sets
        .filter(|(_, event)| **event > 0)
        .map(|(name, event)| format!("{name}:{event}"))
        .collect()
}

/// A share of what has to be exactly the same: any less is worse.
fn same(alike: usize, items: usize) -> Score {
    Score {
        noise: 0.0,
        ..Score::share(share(alike, items), items)
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    const PRINTED: &str = "id,incident\n\
        crash_data1:7,crash_data1:7\n\
        crash_data1:8,crash_data1:8\n\
        crash_data3:4,crash_data1:7\n";
    const LINES: &str = "{\"id\":\"crash_data1:7\",\"is_episode\":true,\"review\":[]}\n\
        {\"id\":\"crash_data1:8\",\"is_episode\":false,\"review\":[{}]}\n";

    #[test]
    fn what_the_program_prints_is_counted() {
        let found = Found::read(PRINTED, LINES).unwrap();
        let expected = [
            ("duplicates", 1),
            ("episode-matches", 1),
            ("event-matches", 0),
            ("flagged", 1),
            ("matched-sets", 1),
            ("rows", 3),
            ("unique", 2),
        ];
        assert_eq!(found.counts, BTreeMap::from(expected));
        let overlap = [("1".to_owned(), 1), ("1+3".to_owned(), 1)];
        assert_eq!(found.overlap, BTreeMap::from(overlap));
        assert!(found.matched.contains(&entries(&[7, 0, 4])));
        assert!(Found::read(PRINTED, "").is_err());
    }

    #[test]
    fn another_output_scores_less() {
        let scores = scores(&Found::read(PRINTED, LINES).unwrap());
        let value = |name: &str| scores.get(name).unwrap().value;
        assert!(value("rows") <= 0.0 && value("overlap") <= 0.0);
        assert!(value("listed-sets") <= 0.1 && value("listed-sets") > 0.0);
    }

    /// The README's own numbers add up.
    #[test]
    fn what_is_expected_adds_up() {
        let counts = BTreeMap::from(COUNTS);
        let sum: usize = OVERLAP.iter().map(|(_, count)| count).sum();
        assert_eq!(Some(&sum), counts.get("unique"));
        assert_eq!(counts["rows"], counts["unique"] + counts["duplicates"]);
        assert_eq!(
            counts["matched-sets"],
            counts["event-matches"] + counts["episode-matches"]
        );
    }
}
