//! The places that were added to a theatre: files in its folder `gazetteer`, three for each import.

use std::collections::BTreeMap;

use marsad_places::{AddedFiles, NamedText, said_in_head};

use crate::{commands::Attribution, theatre_files::Files};

/// The folder of a theatre in which they lie.
pub(crate) const FOLDER: &str = "gazetteer";

/// What a file of an import holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Part {
    /// Places.
    Places,
    /// Areas.
    Areas,
    /// What is said of known places besides.
    Said,
}

impl Part {
    /// What its name ends with.
    fn ending(self) -> &'static str {
        match self {
            Self::Places => ".places.csv",
            Self::Areas => ".areas.csv",
            Self::Said => ".spellings.csv",
        }
    }

    /// The path in a theatre of this part of an import.
    pub(crate) fn path(self, name: &str) -> String {
        format!("{FOLDER}/{name}{}", self.ending())
    }

    /// The name of the import, and which part of it a file is.
    fn of(path: &str) -> Option<(&str, Self)> {
        let file = path.strip_prefix(FOLDER)?.strip_prefix('/')?;
        let parts = [Self::Places, Self::Areas, Self::Said];
        parts
            .into_iter()
            .find_map(|part| Some((file.strip_suffix(part.ending())?, part)))
    }
}

/// The texts of each import.
pub(crate) fn by_name(files: &Files) -> BTreeMap<&str, BTreeMap<Part, &str>> {
    let mut all: BTreeMap<&str, BTreeMap<Part, &str>> = BTreeMap::new();
    for (path, text) in files.under(FOLDER) {
        if let Some((name, part)) = Part::of(path) {
            all.entry(name).or_default().insert(part, text);
        }
    }
    all
}

/// Whether a file of a theatre is one of an import.
pub(crate) fn is_added(path: &str) -> bool {
    Part::of(path).is_some()
}

/// The files as the gazetteer reads them.
pub(crate) fn files(files: &Files) -> AddedFiles<'_> {
    let mut added = AddedFiles::default();
    for (file, text) in files.under(FOLDER) {
        let named = NamedText { file, text };
        match Part::of(file) {
            Some((_, Part::Places | Part::Areas)) => added.tables.push(named),
            Some((_, Part::Said)) => added.said.push(named),
            None => {}
        }
    }
    added
}

/// What has to be said beside the places of each import, once for each origin. Names of files are the desk's own.
pub(crate) fn attributions(files: &Files) -> Vec<Attribution> {
    let mut all: Vec<Attribution> = Vec::new();
    for parts in by_name(files).values() {
        let said = |key| said_in_head(parts.values().next()?, key);
        if let (Some(origin), Some(licence)) = (said("origin"), said("licence")) {
            let attribution = Attribution {
                name: origin.to_owned(),
                licence: licence.to_owned(),
                text: origin.to_owned(),
            };
            if !all.contains(&attribution) {
                all.push(attribution);
            }
        }
    }
    all
}

/// How many rows a table has, its head apart.
pub(crate) fn rows(text: &str) -> usize {
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines.count().saturating_sub(1)
}
