//! `marsad read` on the article the project started from, against what it says.
//!
//! The expectations are data: byte offsets and values, none of the article's words.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use serde_json::Value;

use super::program::{Program, document_line, span};
use super::{Bench, Outcome, Score, Scores, share};

const FOLDER: &str = "seed";
const EXPECTED: &str = "evaluation/seed-article.toml";

/// What the article says and what it does not.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Expectations {
    /// The day it was published.
    published: String,
    /// Claims that have to be read.
    claim: Vec<Expected>,
    /// Claims that must not be read.
    never: Vec<Expected>,
}

/// A claim by what is known of it; what is not given may be anything. Texts are looked for in small letters,
/// alternatives parted by `|`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    id: String,
    kind: Option<String>,
    stance: Option<String>,
    /// Bytes of the article that the quote has to touch.
    at: Option<(usize, usize)>,
    change: Option<String>,
    party: Option<String>,
    place: Option<String>,
    said_by: Option<String>,
    /// Lower end of a figure.
    low: Option<u64>,
    bound: Option<String>,
    /// Whether some speaker is a private person.
    private: Option<bool>,
}

/// Score the share of expected claims that are read, the forbidden ones, and quotes that are not verbatim.
///
/// # Errors
/// Fails where the expectations or what the program prints cannot be read.
pub(super) fn score(bench: &Bench) -> Result<Outcome> {
    let Some(article) = article(&bench.data) else {
        return Ok(Outcome::Skipped(format!("no {FOLDER}")));
    };
    let expectations = expectations(&bench.root)?;
    let claims = read_claims(
        &bench.program,
        "seed-article.jsonl",
        &article,
        &expectations.published,
        &[],
    )?;
    let missing: Vec<&str> = unmatched(&expectations.claim, &claims);
    let forbidden: Vec<&Expected> = expectations
        .never
        .iter()
        .filter(|one| claims.iter().any(|claim| one.fits(claim)))
        .collect();
    let altered = claims
        .iter()
        .filter(|claim| !is_verbatim(claim, &article))
        .count();
    for id in &missing {
        println!("seed-article: not read: {id}");
    }
    for one in &forbidden {
        println!("seed-article: read but not said: {}", one.id);
    }
    let expected = expectations.claim.len();
    Ok(Outcome::scored(Scores::from([
        (
            "recall".to_owned(),
            Score::share(share(expected - missing.len(), expected), expected),
        ),
        (
            "not-said".to_owned(),
            Score::faults(forbidden.len(), expectations.never.len()),
        ),
        (
            "not-verbatim".to_owned(),
            Score::faults(altered, claims.len()),
        ),
    ])))
}

/// The article, where the data is there.
pub(super) fn article(data: &Path) -> Option<String> {
    let entries = std::fs::read_dir(data.join(FOLDER)).ok()?;
    let mut paths: Vec<_> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    paths.sort();
    paths
        .iter()
        .find_map(|path| std::fs::read_to_string(path).ok())
}

/// The day the article was published.
///
/// # Errors
/// Fails where the expectations cannot be read.
pub(super) fn published(root: &Path) -> Result<String> {
    Ok(expectations(root)?.published)
}

/// The claims that the program reads in one text; `options` stand before the file.
///
/// # Errors
/// Fails where the program does or prints no claim.
pub(super) fn read_claims(
    program: &Program,
    file: &str,
    text: &str,
    published: &str,
    options: &[&str],
) -> Result<Vec<Value>> {
    let path = program.file(file, &document_line("article", text, Some(published)))?;
    let mut command = vec!["read"];
    command.extend_from_slice(options);
    let claims = program.json_lines(&command, &path)?;
    ensure!(!claims.is_empty(), "marsad read printed no claim");
    Ok(claims)
}

fn expectations(root: &Path) -> Result<Expectations> {
    let text = std::fs::read_to_string(root.join(EXPECTED)).context(EXPECTED)?;
    toml::from_str(&text).context(EXPECTED)
}

/// The expectations left over when each claim may meet one of them, each taking the first claim that is free.
fn unmatched<'a>(expected: &'a [Expected], claims: &[Value]) -> Vec<&'a str> {
    let mut is_taken = vec![false; claims.len()];
    let mut missing = Vec::new();
    for one in expected {
        let free = claims.iter().enumerate().find(|(index, claim)| {
            !is_taken.get(*index).copied().unwrap_or(true) && one.fits(claim)
        });
        match free.and_then(|(index, _)| is_taken.get_mut(index)) {
            Some(taken) => *taken = true,
            None => missing.push(one.id.as_str()),
        }
    }
    missing
}

fn is_verbatim(claim: &Value, article: &str) -> bool {
    let said = claim.pointer("/quote/text").and_then(Value::as_str);
    let quote = claim.get("quote").and_then(span);
    said.is_some() && quote.is_some_and(|quote| article.get(quote) == said)
}

impl Expected {
    fn fits(&self, claim: &Value) -> bool {
        let text = |pointer: &str| {
            claim
                .pointer(pointer)
                .and_then(Value::as_str)
                .unwrap_or_default()
        };
        let is = |expected: &Option<String>, found: &str| {
            expected.as_deref().is_none_or(|expected| expected == found)
        };
        let says = |expected: &Option<String>, keys: &[&str]| {
            expected
                .as_deref()
                .is_none_or(|expected| says(claim, keys, expected))
        };
        is(&self.kind, text("/kind"))
            && is(&self.stance, text("/stance"))
            && is(&self.change, text("/control/change"))
            && says(&self.party, &["party", "actors", "of"])
            && says(&self.place, &["where", "from", "to", "toward"])
            && says(&self.said_by, &["said_by"])
            && self.at.is_none_or(|span| touches(claim, span))
            && self.low.is_none_or(|low| {
                figures(claim).any(|figure| figure.get("low").and_then(Value::as_u64) == Some(low))
            })
            && self.bound.as_deref().is_none_or(|bound| {
                figures(claim)
                    .any(|figure| figure.get("bound").and_then(Value::as_str) == Some(bound))
            })
            && self
                .private
                .is_none_or(|private| has_private_speaker(claim) == private)
    }
}

fn touches(claim: &Value, (from, to): (usize, usize)) -> bool {
    let quote = claim.get("quote").and_then(span);
    quote.is_some_and(|quote| quote.start < to && quote.end > from)
}

fn figures(claim: &Value) -> impl Iterator<Item = &Value> {
    claim
        .get("figures")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
}

fn has_private_speaker(claim: &Value) -> bool {
    let speakers = claim.get("said_by").and_then(Value::as_array);
    speakers.is_some_and(|speakers| {
        speakers
            .iter()
            .any(|one| one.get("private") == Some(&Value::Bool(true)))
    })
}

/// Whether one of the alternatives stands, in small letters, somewhere under one of the keys, at any depth.
fn says(value: &Value, keys: &[&str], alternatives: &str) -> bool {
    match value {
        Value::Object(fields) => fields.iter().any(|(key, inner)| {
            if keys.contains(&key.as_str()) {
                let written = inner.to_string().to_lowercase();
                alternatives.split('|').any(|one| written.contains(one))
            } else {
                says(inner, keys, alternatives)
            }
        }),
        Value::Array(items) => items.iter().any(|item| says(item, keys, alternatives)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    fn claim() -> Value {
        serde_json::json!({
            "kind": "toll", "stance": "asserted", "quote": {"start": 10, "end": 14, "text": "Avas"},
            "said_by": [{"name": "Ava Monitor", "private": false}],
            "where": [{"place": {"name": "Old Fort"}}],
            "figures": [{"low": 12, "bound": "at_least"}]
        })
    }

    fn fits(expected: &str) -> bool {
        toml::from_str::<Expected>(&format!("id = \"x\"\n{expected}"))
            .unwrap()
            .fits(&claim())
    }

    #[test]
    fn a_claim_has_to_fit_in_everything_that_is_given() {
        let cases = [
            ("", true),
            (
                "kind = \"toll\"\nstance = \"asserted\"\nlow = 12\nbound = \"at_least\"",
                true,
            ),
            ("low = 13", false),
            (
                "said_by = \"nobody|ava monitor\"\nplace = \"old fort\"",
                true,
            ),
            ("said_by = \"old fort\"", false),
            ("at = [0, 11]", true),
            ("at = [14, 20]", false),
            ("private = true", false),
        ];
        for (expected, is_fit) in cases {
            assert_eq!(fits(expected), is_fit, "{expected}");
        }
    }

    #[test]
    fn one_claim_meets_one_expectation() {
        let expected: Vec<Expected> = ["a", "b"]
            .iter()
            .map(|id| toml::from_str(&format!("id = {id:?}")).unwrap())
            .collect();
        assert_eq!(unmatched(&expected, &[claim()]), ["b"]);
    }

    #[test]
    fn a_quote_has_to_stand_at_its_offsets() {
        assert!(is_verbatim(&claim(), "0123456789Avas!"));
        assert!(!is_verbatim(&claim(), "012345678Avas!!"));
    }
}
