//! Neutral words for parties: no loaded word in identifiers, rule ids and meanings, and pages.
//!
//! Patterns, examples and aliases are exempt, for reading has to know the words that others use;
//! so is what a page puts in quotes or backticks, for a text has to be able to name them.

use super::Finding;
use super::rust_words;
use super::words::{contains, words};
use crate::project::{ProjectFile, has_extension};

/// Each with what to write instead.
const LOADED: &[(&str, &str)] = &[
    ("regime", "government"),
    ("regimes", "governments"),
    ("terrorist", "the name of the group"),
    ("terrorists", "the name of the group"),
    ("liberated", "took"),
    ("liberation", "capture"),
    ("liberators", "the name of the group"),
];

const JUDGED_RULE_KEYS: &[&str] = &["id", "meaning"];
const OWN_LIST: &str = "xtask/src/tidy/loaded_words.rs";

/// Look for loaded words where the project itself speaks.
pub(super) fn check(files: &[ProjectFile]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in files {
        let Some(text) = &file.text else { continue };
        let path = file.path.as_str();
        judge(&mut findings, path, 0, path);
        if rust_words::is_product_code(file) && path != OWN_LIST {
            for said in rust_words::spoken(text).unwrap_or_default() {
                judge(&mut findings, path, said.line, &said.text);
            }
        } else if path.starts_with("rules/") && has_extension(path, "toml") {
            for (line, value) in judged_lines(text) {
                judge(&mut findings, path, line, value);
            }
        } else if is_page(path) {
            judge_page(&mut findings, path, text);
        }
    }
    findings
}

fn judge_page(findings: &mut Vec<Finding>, path: &str, text: &str) {
    let mut is_code = false;
    for (index, line) in text.lines().enumerate() {
        is_code ^= line.trim_start().starts_with("```");
        if is_code {
            continue;
        }
        if has_extension(path, "md") {
            judge(findings, path, index + 1, &without_quotes(line));
        } else {
            judge(findings, path, index + 1, line);
        }
    }
}

fn judge(findings: &mut Vec<Finding>, path: &str, line: usize, said: &str) {
    let row = words(said);
    for (loaded, instead) in LOADED {
        if contains(&row, &[(*loaded).to_owned()]) {
            findings.push(Finding::failure(
                path,
                line,
                format!("\"{loaded}\" takes a side; write {instead}"),
            ));
        }
    }
}

/// What people read: documents, templates, translations. Cases are reports of others, in quotes or not.
fn is_page(path: &str) -> bool {
    let is_document =
        has_extension(path, "md") && !path.starts_with("cases/") && !path.contains("/examples/");
    let is_template = ["html", "txt"].iter().any(|kind| has_extension(path, kind))
        && path.contains("/templates/");
    is_document || is_template || path.starts_with("translations/") || path.starts_with("web/")
}

fn judged_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines().enumerate().filter_map(|(index, line)| {
        let (key, value) = line.split_once('=')?;
        JUDGED_RULE_KEYS
            .contains(&key.trim())
            .then_some((index + 1, value))
    })
}

fn without_quotes(line: &str) -> String {
    let closing = |open: char| match open {
        '"' | '`' => Some(open),
        '“' => Some('”'),
        _ => None,
    };
    let mut kept = String::with_capacity(line.len());
    let mut until = None;
    for letter in line.chars() {
        match until {
            Some(close) if letter == close => until = None,
            Some(_) => {}
            None => match closing(letter) {
                Some(close) => until = Some(close),
                None => kept.push(letter),
            },
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(path: &str, text: &str) -> usize {
        check(&[ProjectFile {
            path: path.to_owned(),
            text: Some(text.to_owned()),
        }])
        .len()
    }

    #[test]
    fn the_project_does_not_take_sides() {
        let cases = [
            ("crates/control/src/lib.rs", "fn regime_holds() {}", 1),
            (
                "crates/control/src/lib.rs",
                "const A: &str = \"liberated\";",
                1,
            ),
            ("crates/control/src/lib.rs", "fn regiment() {}", 0),
            (
                "rules/claims/en/took.toml",
                "meaning = \"liberated a town\"",
                1,
            ),
            (
                "rules/claims/en/took.toml",
                "pattern = \"liberated\"\nexample = \"They liberated Ava.\"",
                0,
            ),
            ("README.md", "The regime left.", 1),
            ("README.md", "Never \"regime\" nor `terrorist`.", 0),
            ("translations/en.toml", "left = \"the regime left\"", 1),
            ("cases/claims/stance.md", "The regime left.", 0),
            ("rules/claims/en/regime.toml", "", 1),
        ];
        for (path, text, expected) in cases {
            assert_eq!(count(path, text), expected, "{path}: {text}");
        }
    }
}
