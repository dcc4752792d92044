//! Every data file is registered: each folder of data has a `manifest.toml` that lists its files with what they are,
//! where they come from, under which licence, and when somebody last looked at them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context, Result};
use serde::Deserialize;

use super::Finding;
use crate::project::{ProjectFile, has_extension};

const MANIFEST: &str = "manifest.toml";
const SINGLE_FOLDERS: &[&str] = &["rules/", "cases/", "translations/", "gazetteer/"];
const THEATRES: &str = "theatres/";

/// What is said of one file, or of every file of a folder that says nothing else.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Registration {
    #[serde(default)]
    path: String,
    #[serde(default)]
    about: String,
    origin: Option<String>,
    licence: Option<String>,
    reviewed: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Manifest {
    #[serde(default)]
    defaults: Registration,
    #[serde(default)]
    file: Vec<Registration>,
}

/// Compare each manifest with the files of its folder.
pub(super) fn check(files: &[ProjectFile]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (folder, inside) in data_folders(files) {
        let path = format!("{folder}{MANIFEST}");
        let text = files
            .iter()
            .find(|file| file.path == path)
            .and_then(|file| file.text.as_deref());
        match text.map(toml::from_str::<Manifest>) {
            None => findings.push(Finding::failure(
                &path,
                0,
                "missing; `cargo xtask tidy --register` begins one",
            )),
            Some(Err(error)) => findings.push(Finding::failure(
                &path,
                0,
                error.to_string().replace('\n', " "),
            )),
            Some(Ok(manifest)) => findings.extend(compare(&path, &manifest, &inside)),
        }
    }
    findings
}

/// The folders that need a manifest, each with the paths of its files relative to it.
fn data_folders(files: &[ProjectFile]) -> BTreeMap<String, BTreeSet<String>> {
    let mut folders: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for file in files {
        let Some(folder) = folder_of(&file.path) else {
            continue;
        };
        let inside = file
            .path
            .strip_prefix(&folder)
            .unwrap_or_default()
            .to_owned();
        let paths = folders.entry(folder).or_default();
        if inside != MANIFEST {
            paths.insert(inside);
        }
    }
    folders
}

fn folder_of(path: &str) -> Option<String> {
    if let Some(inside) = path.strip_prefix(THEATRES) {
        let (theatre, _) = inside.split_once('/')?;
        return Some(format!("{THEATRES}{theatre}/"));
    }
    SINGLE_FOLDERS
        .iter()
        .find(|folder| path.starts_with(**folder))
        .map(|folder| (*folder).to_owned())
}

fn compare(manifest_path: &str, manifest: &Manifest, inside: &BTreeSet<String>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut fail = |message: String| findings.push(Finding::failure(manifest_path, 0, message));
    let mut registered = BTreeSet::new();
    for file in &manifest.file {
        if !registered.insert(file.path.as_str()) {
            fail(format!("{} is registered twice", file.path));
        }
        if !inside.contains(&file.path) {
            fail(format!("{} is registered but not there", file.path));
        }
        if let Some(missing) = missing_field(file, &manifest.defaults) {
            fail(format!("{} has no {missing}", file.path));
        }
    }
    for path in inside
        .iter()
        .filter(|path| !registered.contains(path.as_str()))
    {
        fail(format!(
            "{path} is not registered; `cargo xtask tidy --register` adds it"
        ));
    }
    findings
}

fn missing_field(file: &Registration, defaults: &Registration) -> Option<&'static str> {
    let is_empty = |own: &Option<String>, default: &Option<String>| {
        own.as_ref()
            .or(default.as_ref())
            .is_none_or(|text| text.trim().is_empty())
    };
    if file.about.trim().is_empty() {
        Some("about")
    } else if is_empty(&file.origin, &defaults.origin) {
        Some("origin")
    } else if is_empty(&file.licence, &defaults.licence) {
        Some("licence")
    } else if is_empty(&file.reviewed, &defaults.reviewed) {
        Some("reviewed")
    } else {
        None
    }
}

/// Append an entry for each file that is not registered, with its first line as what it is about; gives their number.
///
/// # Errors
/// Fails where a manifest cannot be written.
pub(super) fn register(root: &Path, files: &[ProjectFile]) -> Result<usize> {
    let mut added = 0;
    for (folder, inside) in data_folders(files) {
        let path = format!("{folder}{MANIFEST}");
        let mut text = std::fs::read_to_string(root.join(&path)).unwrap_or_default();
        let manifest: Manifest = toml::from_str(&text).with_context(|| path.clone())?;
        let known: BTreeSet<&str> = manifest
            .file
            .iter()
            .map(|file| file.path.as_str())
            .collect();
        let before = added;
        for name in inside.iter().filter(|name| !known.contains(name.as_str())) {
            let file = files
                .iter()
                .find(|file| file.path == format!("{folder}{name}"));
            let about = file.and_then(first_words).unwrap_or_default();
            write!(text, "\n[[file]]\npath = {name:?}\nabout = {about:?}\n")
                .context("writing to a string")?;
            added += 1;
        }
        if added > before {
            std::fs::write(root.join(&path), text).with_context(|| format!("writing {path}"))?;
        }
    }
    Ok(added)
}

/// The first comment or heading of a file.
fn first_words(file: &ProjectFile) -> Option<String> {
    if has_extension(&file.path, "csv") {
        return None;
    }
    let line = file
        .text
        .as_deref()?
        .lines()
        .find(|line| !line.trim().is_empty())?;
    line.starts_with('#')
        .then(|| line.trim_start_matches('#').trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const MANIFEST_TEXT: &str = "[defaults]\norigin = \"ours\"\nlicence = \"MIT OR Apache-2.0\"\nreviewed = \"2026-11-23\"\n[[file]]\npath = \"places.csv\"\nabout = \"places\"\n";

    fn failures(manifest: &str, others: &[&str]) -> usize {
        let mut files = vec![ProjectFile {
            path: "theatres/ava/manifest.toml".to_owned(),
            text: Some(manifest.to_owned()),
        }];
        files.extend(others.iter().map(|path| ProjectFile {
            path: (*path).to_owned(),
            text: Some(String::new()),
        }));
        check(&files).len()
    }

    #[test]
    fn files_and_manifest_have_to_agree() {
        assert_eq!(failures(MANIFEST_TEXT, &["theatres/ava/places.csv"]), 0);
        assert_eq!(failures(MANIFEST_TEXT, &[]), 1, "registered but missing");
        assert_eq!(
            failures(
                MANIFEST_TEXT,
                &["theatres/ava/places.csv", "theatres/ava/roads.csv"]
            ),
            1,
            "not registered"
        );
        assert_eq!(
            failures(
                MANIFEST_TEXT,
                &["theatres/ava/places.csv", "rules/control/rules.toml"]
            ),
            1,
            "no manifest"
        );
        assert_eq!(
            failures(
                "[[file]]\npath = \"places.csv\"\nabout = \"places\"\n",
                &["theatres/ava/places.csv"]
            ),
            1,
            "no origin"
        );
        assert_eq!(
            failures("nonsense = 1", &["theatres/ava/places.csv"]),
            1,
            "unknown key"
        );
    }
}
