//! `marsad places` on texts about a theatre: whether the names in them that lie in it are found within five kilometres
//! of where a person put them.
//!
//! Which texts: `evaluation/theatre-names.toml`. The judgements: `evaluation/theatre-names.csv`. They come from looking
//! at every name that the program found in November 2026 and at every capitalised word that it passed over. The country
//! itself is not judged; a governorate or a river counts with a point of its own.

use std::collections::BTreeMap;

use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use serde_json::Value;

use super::span_scores::{Toponym, great_circle_km};
use super::{Bench, Outcome, Score, Scores, share, toponyms};

const SETS: &str = "evaluation/theatre-names.toml";
const JUDGED: &str = "evaluation/theatre-names.csv";
/// How far a place may be from where it was judged to be.
const NEAR: f64 = 5.0;

#[derive(Debug, Deserialize)]
struct Sets {
    theatre: String,
    set: Vec<Set>,
}

/// A text that does not ship.
#[derive(Debug, Deserialize)]
struct Set {
    name: String,
    path: String,
    form: Form,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Form {
    Lines,
    Article,
}

/// A name that a person looked at.
#[derive(Debug, Deserialize)]
struct Judged {
    set: String,
    document: String,
    start: usize,
    end: usize,
    lat: f64,
    lon: f64,
}

/// Texts by their ids.
type Texts = BTreeMap<String, String>;

/// Score the share of names found, for each text and together.
///
/// # Errors
/// Fails where the judgements, a text or what the program prints cannot be read.
pub(super) fn score(bench: &Bench) -> Result<Outcome> {
    let sets = std::fs::read_to_string(bench.root.join(SETS)).context(SETS)?;
    let sets: Sets = toml::from_str(&sets).context(SETS)?;
    let absent = |set: &&Set| !bench.data.join(&set.path).is_file();
    if let Some(set) = sets.set.iter().find(absent) {
        return Ok(Outcome::Skipped(format!("no {}", set.path)));
    }
    let mut rows = csv::Reader::from_path(bench.root.join(JUDGED)).context(JUDGED)?;
    let judged: Vec<Judged> = rows
        .deserialize()
        .collect::<Result<_, _>>()
        .context(JUDGED)?;
    let mut scores = Scores::new();
    let (mut all_found, mut all) = (0, 0);
    for set in &sets.set {
        let printed = printed(bench, &sets.theatre, set)?;
        let names: Vec<&Judged> = judged.iter().filter(|name| name.set == set.name).collect();
        let set = &set.name;
        ensure!(!names.is_empty(), "{JUDGED}: no names of {set}");
        let found = names.iter().filter(|name| is_found(name, &printed)).count();
        scores.insert(
            format!("{set}.within-5-km"),
            Score::share(share(found, names.len()), names.len()),
        );
        all_found += found;
        all += names.len();
    }
    scores.insert(
        "whole.within-5-km".to_owned(),
        Score::share(share(all_found, all), all),
    );
    Ok(Outcome::scored(scores))
}

fn is_found(name: &Judged, printed: &BTreeMap<String, Vec<Toponym>>) -> bool {
    printed
        .get(&name.document)
        .into_iter()
        .flatten()
        .any(|toponym| {
            let overlaps = toponym.start < name.end && name.start < toponym.end;
            let near = toponym
                .position
                .is_some_and(|position| great_circle_km(position, (name.lat, name.lon)) <= NEAR);
            overlaps && near
        })
}

fn printed(bench: &Bench, theatre: &str, set: &Set) -> Result<BTreeMap<String, Vec<Toponym>>> {
    let given = std::fs::read_to_string(bench.data.join(&set.path))
        .with_context(|| format!("reading {}", set.path))?;
    let texts = match set.form {
        Form::Lines => lines(&given),
        Form::Article => serde_json::from_str(&given)
            .map(|article| sentences(&article))
            .map_err(anyhow::Error::from),
    };
    let texts = texts.with_context(|| format!("reading {}", set.path))?;
    let (documents, texts): (Vec<_>, Vec<_>) = texts.into_iter().unzip();
    let command = ["places", "--theatre", theatre];
    let found = toponyms::printed(bench, &set.name, &command, &texts)?;
    Ok(documents.into_iter().zip(found).collect())
}

/// The text of every line, by its number from 0.
fn lines(given: &str) -> Result<Texts> {
    let mut texts = Texts::new();
    for (number, line) in given.lines().enumerate() {
        let value: Value = serde_json::from_str(line).with_context(|| format!("line {number}"))?;
        let text = value.get("text").and_then(Value::as_str);
        texts.insert(number.to_string(), text.context("no text")?.to_owned());
    }
    Ok(texts)
}

/// Every sentence of an article of nested sections, by its id.
fn sentences(article: &Value) -> Texts {
    let mut texts = Texts::new();
    gather(article, &mut texts);
    texts
}

fn gather(value: &Value, texts: &mut Texts) {
    match value {
        Value::Object(fields) => {
            let text = |key: &str| fields.get(key).and_then(Value::as_str);
            if let (Some(id), Some(words)) = (text("id"), text("text")) {
                texts
                    .entry(id.to_owned())
                    .or_insert_with(|| words.to_owned());
            }
            fields.values().for_each(|inner| gather(inner, texts));
        }
        Value::Array(items) => items.iter().for_each(|inner| gather(inner, texts)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_are_found_at_any_depth() {
        let article = serde_json::json!({"content": [{"id": "1", "content": [{"sentences": [{"id": "1.s1", "text": "A."}]}]}, {"sentences": [{"id": "2.s1", "text": "B."}]}]});
        let texts = sentences(&article);
        assert_eq!(texts.get("1.s1").map(String::as_str), Some("A."));
        assert_eq!(texts.len(), 2);
    }

    #[test]
    fn a_name_is_found_by_an_overlapping_place_nearby() {
        let name = Judged {
            set: "s".to_owned(),
            document: "d".to_owned(),
            start: 4,
            end: 9,
            lat: 35.0,
            lon: 37.0,
        };
        let found = |start, end, position| {
            let toponym = Toponym {
                start,
                end,
                position,
                is_literal: true,
            };
            is_found(&name, &BTreeMap::from([("d".to_owned(), vec![toponym])]))
        };
        assert!(found(3, 7, Some((35.01, 37.0))));
        assert!(!found(3, 7, Some((35.1, 37.0))));
        assert!(!found(9, 12, Some((35.0, 37.0))));
        assert!(!found(4, 9, None));
    }
}
