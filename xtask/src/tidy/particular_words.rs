//! No place, party or word of one war in code: such knowledge is data in `theatres/` and `rules/`.
//!
//! Names of theatres are looked for in every identifier and string literal. Cue words of rules are ordinary words
//! of a language, so they count only where a whole literal is one: in the reader, or anywhere if it is a phrase.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result};
use serde::Deserialize;

use super::Finding;
use super::rust_words::{self, Kind, Spoken};
use super::words::words;
use crate::project::{ProjectFile, has_extension};

const ORDINARY: &str = "xtask/data/ordinary-words.txt";
const ALLOWED: &str = "xtask/data/allowed-words.toml";
const SHORTEST: usize = 4;
const READER: &str = "crates/claims/";
const NAME_KEYS: &[&str] = &[
    "id",
    "name",
    "name_ar",
    "names",
    "label",
    "alias",
    "aliases",
    "short",
    "text",
    "spellings",
];
const NAME_COLUMNS: &[&str] = &["id", "name", "name_ar", "names", "spellings", "aliases"];
const CUE_KEYS: &[&str] = &[
    "pattern", "patterns", "cue", "cues", "word", "words", "verb", "verbs", "forms", "phrases",
];

/// What the data files say, as words, with the file that says it.
#[derive(Debug, Default)]
struct Particular {
    /// Names of theatres by their first word.
    names: BTreeMap<String, Vec<(Vec<String>, String)>>,
    /// Cue words and phrases of rules as they are written there, in small letters.
    cues: BTreeMap<String, (Vec<String>, String)>,
}

/// One exception with its reason.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Exception {
    path: String,
    word: String,
    reason: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Exceptions {
    #[serde(default)]
    allowed: Vec<Exception>,
}

/// Look for particular words in the code of the product and of the tools.
///
/// # Errors
/// Fails where a theatre or rule file, or one of the two lists, cannot be read.
pub(super) fn check(files: &[ProjectFile]) -> Result<Vec<Finding>> {
    let ordinary = ordinary_words(text_of(files, ORDINARY));
    let exceptions: Exceptions = toml::from_str(text_of(files, ALLOWED)).context(ALLOWED)?;
    let mut findings: Vec<Finding> = Vec::new();
    let particular = match collect(files, &ordinary) {
        Ok(particular) => particular,
        Err(error) => return Ok(vec![Finding::failure("theatres", 0, format!("{error:#}"))]),
    };
    let mut used = BTreeSet::new();
    for file in files
        .iter()
        .filter(|file| rust_words::is_product_code(file))
    {
        let Some(text) = &file.text else { continue };
        let spoken = match rust_words::spoken(text) {
            Ok(spoken) => spoken,
            Err(error) => {
                findings.push(Finding::failure(&file.path, 0, format!("{error:#}")));
                continue;
            }
        };
        for (hit, said) in spoken
            .iter()
            .flat_map(|said| hits(said, &file.path, &particular).map(move |hit| (hit, said)))
        {
            let exception = exceptions
                .allowed
                .iter()
                .position(|one| one.path == file.path && words(&one.word) == *hit.0);
            if let Some(index) = exception {
                used.insert(index);
            } else {
                findings.push(Finding::failure(
                    &file.path,
                    said.line,
                    format!(
                        "`{}` says \"{}\", a word of {}; read it from the data",
                        said.text,
                        hit.0.join(" "),
                        hit.1
                    ),
                ));
            }
        }
    }
    findings.extend(stale(&exceptions, &used));
    Ok(findings)
}

fn stale(exceptions: &Exceptions, used: &BTreeSet<usize>) -> Vec<Finding> {
    let unneeded = |(index, one): (usize, &Exception)| {
        if one.reason.trim().is_empty() {
            return Some(Finding::failure(
                ALLOWED,
                0,
                format!("\"{}\" in {} has no reason", one.word, one.path),
            ));
        }
        (!used.contains(&index)).then(|| {
            Finding::warning(
                ALLOWED,
                0,
                format!("\"{}\" is not said in {} any more", one.word, one.path),
            )
        })
    };
    exceptions
        .allowed
        .iter()
        .enumerate()
        .filter_map(unneeded)
        .collect()
}

fn text_of<'a>(files: &'a [ProjectFile], path: &str) -> &'a str {
    let file = files.iter().find(|file| file.path == path);
    file.and_then(|file| file.text.as_deref())
        .unwrap_or_default()
}

/// The words that a theatre shares with ordinary language, from lines of `word # reason`.
fn ordinary_words(text: &str) -> BTreeSet<Vec<String>> {
    text.lines()
        .filter_map(|line| line.split('#').next())
        .map(words)
        .filter(|words| !words.is_empty())
        .collect()
}

fn hits<'a>(
    said: &Spoken,
    path: &str,
    particular: &'a Particular,
) -> impl Iterator<Item = (&'a Vec<String>, &'a str)> + use<'a> {
    let row = words(&said.text);
    let mut found: Vec<(&Vec<String>, &str)> = Vec::new();
    for (at, first) in row.iter().enumerate() {
        for (name, source) in particular
            .names
            .get(first)
            .map(Vec::as_slice)
            .unwrap_or_default()
        {
            let is_here = row.get(at..at + name.len()) == Some(name.as_slice());
            if is_here && !found.iter().any(|(other, _)| *other == name) {
                found.push((name, source));
            }
        }
    }
    let as_said = said.text.trim().to_lowercase();
    if said.kind == Kind::Literal
        && let Some((cue, source)) = particular.cues.get(&as_said)
        && (path.starts_with(READER) || row.len() > 1)
    {
        found.push((cue, source));
    }
    found.into_iter()
}

fn collect(files: &[ProjectFile], ordinary: &BTreeSet<Vec<String>>) -> Result<Particular> {
    let mut particular = Particular::default();
    for file in files {
        let Some(text) = &file.text else { continue };
        let path = file.path.as_str();
        if let Some(rest) = path.strip_prefix("theatres/") {
            if let Some((theatre, _)) = rest.split_once('/') {
                particular.add_name(theatre, path, ordinary);
            }
            for name in theatre_names(path, text).with_context(|| path.to_owned())? {
                particular.add_name(&name, path, ordinary);
            }
        } else if path.starts_with("rules/") && has_extension(path, "toml") {
            let value: toml::Value = toml::from_str(text).with_context(|| path.to_owned())?;
            let mut cues = Vec::new();
            strings_under(&value, CUE_KEYS, false, &mut cues);
            for cue in cues {
                particular.add_cue(&cue, path, ordinary);
            }
        }
    }
    Ok(particular)
}

/// The names that a file of a theatre gives; empty for files that name nothing.
fn theatre_names(path: &str, text: &str) -> Result<Vec<String>> {
    let mut names = Vec::new();
    match path.rsplit('/').next() {
        Some("actors.toml" | "sources.toml" | "lines.toml") => {
            strings_under(&toml::from_str(text)?, NAME_KEYS, false, &mut names);
        }
        Some("places.csv" | "areas.csv") => {
            let mut rows = csv::ReaderBuilder::new()
                .comment(Some(b'#'))
                .from_reader(text.as_bytes());
            let headers = rows.headers()?.clone();
            for row in rows.records() {
                let row = row?;
                let cells = headers
                    .iter()
                    .zip(row.iter())
                    .filter(|(header, _)| NAME_COLUMNS.contains(header));
                names.extend(
                    cells
                        .flat_map(|(_, cell)| cell.split(['|', ';']))
                        .map(str::to_owned),
                );
            }
        }
        _ => {}
    }
    Ok(names)
}

fn strings_under(value: &toml::Value, keys: &[&str], is_under: bool, found: &mut Vec<String>) {
    match value {
        toml::Value::String(text) if is_under => found.push(text.clone()),
        toml::Value::Array(items) => items
            .iter()
            .for_each(|item| strings_under(item, keys, is_under, found)),
        toml::Value::Table(table) => {
            for (key, inner) in table {
                strings_under(inner, keys, keys.contains(&key.as_str()), found);
            }
        }
        _ => {}
    }
}

impl Particular {
    fn add_name(&mut self, name: &str, source: &str, ordinary: &BTreeSet<Vec<String>>) {
        let words = words(name);
        let letters: usize = words
            .iter()
            .map(|word| word.chars().filter(|letter| letter.is_alphabetic()).count())
            .sum();
        let Some(first) = words.first().cloned() else {
            return;
        };
        if letters < SHORTEST || ordinary.contains(&words) {
            return;
        }
        let known = self.names.entry(first).or_default();
        if !known.iter().any(|(other, _)| *other == words) {
            known.push((words, source.to_owned()));
        }
    }

    fn add_cue(&mut self, cue: &str, source: &str, ordinary: &BTreeSet<Vec<String>>) {
        let words = words(cue);
        let letters: usize = words.iter().map(|word| word.chars().count()).sum();
        if letters >= SHORTEST && !ordinary.contains(&words) {
            let as_written = cue.trim().to_lowercase();
            self.cues
                .entry(as_written)
                .or_insert_with(|| (words, source.to_owned()));
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    fn file(path: &str, text: &str) -> ProjectFile {
        ProjectFile {
            path: path.to_owned(),
            text: Some(text.to_owned()),
        }
    }

    fn failures(code_path: &str, code: &str) -> usize {
        let files = [
            file(
                "theatres/avaland/places.csv",
                "id,name,spellings\nold-fort,Old Fort,Oldfort|Qal\nport,Port,\n",
            ),
            file(
                "theatres/avaland/actors.toml",
                "[[actor]]\nid = \"ava-front\"\nnames = [{ text = \"Ava Front\", since = \"2020-01-01\" }]\n",
            ),
            file(
                "rules/claims/en/took.toml",
                "[[rule]]\nid = \"r\"\npattern = \"fell to\"\nverbs = [\"seize\"]\n",
            ),
            file(ORDINARY, "port # an ordinary word\n"),
            file(
                ALLOWED,
                "[[allowed]]\npath = \"crates/marsad/src/init.rs\"\nword = \"avaland\"\nreason = \"help\"\n",
            ),
            file(code_path, code),
        ];
        let findings = check(&files).unwrap();
        findings
            .iter()
            .filter(|finding| finding.severity == crate::tidy::Severity::Failure)
            .count()
    }

    #[test]
    fn names_of_a_theatre_fail_wherever_code_says_them() {
        let cases = [
            ("fn is_old_fort() {}", 1),
            ("const TOWN: &str = \"near Old Fort\";", 1),
            ("const PARTY: &str = \"ava-front\";", 1),
            ("// Old Fort\nfn of_port() {}", 0),
            (
                "#[cfg(test)]\nmod tests { const TOWN: &str = \"Old Fort\"; }",
                0,
            ),
            ("const THEATRE: &str = \"avaland\";", 1),
        ];
        for (code, expected) in cases {
            assert_eq!(
                failures("crates/control/src/lib.rs", code),
                expected,
                "{code}"
            );
        }
        assert_eq!(
            failures(
                "crates/control/tests/cases.rs",
                "const T: &str = \"Old Fort\";"
            ),
            0
        );
    }

    #[test]
    fn an_exception_holds_for_its_file_only() {
        let code = "const THEATRE: &str = \"avaland\";";
        assert_eq!(failures("crates/marsad/src/init.rs", code), 0);
        assert_eq!(failures("crates/marsad/src/add.rs", code), 1);
    }

    #[test]
    fn a_cue_word_fails_in_the_reader_and_a_phrase_everywhere() {
        assert_eq!(
            failures("crates/claims/src/lib.rs", "const A: &str = \"seize\";"),
            1
        );
        assert_eq!(
            failures("crates/control/src/lib.rs", "const A: &str = \"seize\";"),
            0
        );
        assert_eq!(
            failures("crates/control/src/lib.rs", "const A: &str = \"fell to\";"),
            1
        );
        assert_eq!(
            failures(
                "crates/claims/src/lib.rs",
                "const A: &str = \"cannot seize the lock\";"
            ),
            0
        );
    }
}
