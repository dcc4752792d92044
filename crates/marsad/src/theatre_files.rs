//! The files of a theatre and of the rules: built in, in a folder, or kept in a record.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use anyhow::Result;
use marsad_domain::Digest32;
use rust_embed::Embed;
use serde::{Deserialize, Serialize};

use crate::{
    desk::Desk,
    failure::{Failure, Told as _},
};

#[derive(Embed)]
#[folder = "../../theatres"]
#[exclude = ".*"]
#[exclude = "*manifest.toml"]
struct BuiltInTheatres;

#[derive(Embed)]
#[folder = "../../rules"]
#[exclude = ".*"]
#[exclude = "*manifest.toml"]
struct BuiltInRules;

/// Text files by their path inside a folder, with `/` between its parts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Files(pub(crate) BTreeMap<String, String>);

/// The files of one theatre.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct TheatreFiles {
    /// The theatre's id.
    pub(crate) id: String,
    /// Whether it comes from a folder of the user's: then a built-in one of the same id never takes its place.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(crate) is_own: bool,
    /// Its files.
    pub(crate) files: Files,
}

/// The file that makes a folder a theatre.
pub(crate) const ABOUT: &str = "theatre.toml";
/// The most files and folders that a theatre or the rules may have.
const MOST_FILES: usize = 2_000;
/// The largest file of a theatre or of the rules: 64 MiB.
pub(crate) const LARGEST: u64 = 64 << 20;

impl Files {
    /// The text of a file.
    pub(crate) fn get(&self, path: &str) -> Option<&str> {
        self.0.get(path).map(String::as_str)
    }

    /// The files under a folder, by their whole path.
    pub(crate) fn under<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        let is_inside = move |path: &str| {
            path.strip_prefix(folder)
                .is_some_and(|rest| rest.starts_with('/'))
        };
        let inside = self.0.iter().filter(move |(path, _)| is_inside(path));
        inside.map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// The hash over all paths and texts.
    pub(crate) fn hash(&self) -> Digest32 {
        let mut bytes = Vec::new();
        for part in self.0.iter().flat_map(|(path, text)| [path, text]) {
            bytes.extend_from_slice(&(part.len() as u64).to_le_bytes());
            bytes.extend_from_slice(part.as_bytes());
        }
        Digest32::blake3(&bytes)
    }

    /// These files with the others laid over them.
    pub(crate) fn overlaid(mut self, over: Self) -> Self {
        self.0.extend(over.0);
        self
    }

    /// The text files under a folder; hidden files and what is no text are left out.
    pub(crate) fn from_folder(folder: &Path) -> Result<Self> {
        let mut files = BTreeMap::new();
        let mut folders = vec![(folder.to_owned(), String::new())];
        while let Some((at, prefix)) = folders.pop() {
            let entries = fs::read_dir(&at).told_at("listing", &at)?;
            for entry in entries {
                let entry = entry.told_at("listing", &at)?;
                let Ok(name) = entry.file_name().into_string() else {
                    continue;
                };
                let kind = entry.file_type().told_at("looking-at", entry.path())?;
                if name.starts_with('.') {
                    continue;
                }
                let path = format!("{prefix}{name}");
                if files.len() + folders.len() > MOST_FILES {
                    return Err(too_many(folder));
                }
                if kind.is_dir() {
                    folders.push((entry.path(), format!("{path}/")));
                } else if !is_file(&entry.path(), kind)? {
                    return Err(Failure::new(
                        "no-plain-file",
                        &[("path", &entry.path().display())],
                    )
                    .into());
                } else {
                    files.insert(path, read_text_file(&entry.path())?);
                }
            }
        }
        Ok(Self(files))
    }
}

/// Whether there is a file with an end: a pipe or a device, or a link to one, would be read for ever.
fn is_file(path: &Path, kind: fs::FileType) -> Result<bool> {
    if !kind.is_symlink() {
        return Ok(kind.is_file());
    }
    Ok(fs::metadata(path).told_at("looking-at", path)?.is_file())
}

fn too_many(folder: &Path) -> anyhow::Error {
    let values: &[(&'static str, &dyn std::fmt::Display)] =
        &[("path", &folder.display()), ("most", &MOST_FILES)];
    Failure::new("too-many-files", values).into()
}

/// The text of a file that is not too large.
pub(crate) fn read_text_file(path: &Path) -> Result<String> {
    let length = fs::metadata(path).told_at("looking-at", path)?.len();
    if length > LARGEST {
        return Err(Failure::new(
            "file-too-large",
            &[
                ("path", &path.display()),
                ("bytes", &length),
                ("most", &LARGEST),
            ],
        )
        .into());
    }
    fs::read_to_string(path).told_at("reading", path)
}

/// The built-in rules.
pub(crate) fn built_in_rules() -> Result<Files> {
    embedded::<BuiltInRules>("")
}

/// The ids of the built-in theatres, in order.
pub(crate) fn built_in_theatres() -> Vec<String> {
    let about = format!("/{ABOUT}");
    let mut ids: Vec<String> = BuiltInTheatres::iter()
        .filter_map(|path| path.strip_suffix(&about).map(str::to_owned))
        .collect();
    ids.sort();
    ids
}

/// A built-in theatre by its id.
pub(crate) fn built_in_theatre(id: &str) -> Result<Option<TheatreFiles>> {
    if !built_in_theatres().iter().any(|known| known == id) {
        return Ok(None);
    }
    let files = embedded::<BuiltInTheatres>(&format!("{id}/"))?;
    Ok(Some(TheatreFiles {
        id: id.to_owned(),
        is_own: false,
        files,
    }))
}

/// The id of the first built-in theatre that has a demonstration, else of the first.
pub(crate) fn first_shown_theatre() -> Result<String> {
    #[derive(Deserialize)]
    struct Shown {
        demo: Option<toml::Table>,
    }
    let ids = built_in_theatres();
    for id in &ids {
        let theatre = built_in_theatre(id)?;
        let text = theatre
            .as_ref()
            .and_then(|theatre| theatre.files.get(ABOUT));
        let shown: Shown = toml::from_str(text.unwrap_or_default())
            .told("reading-of", &[("path", &ABOUT), ("theatre", id)])?;
        if shown.demo.is_some() {
            return Ok(id.clone());
        }
    }
    Ok(ids.into_iter().next().unwrap_or_default())
}

/// The theatre that a word names, whatever its files say: a built-in id, or any folder.
pub(crate) fn theatre_to_check(word: &str, desk: &Desk) -> Result<TheatreFiles> {
    let folder = desk.folder.join(word);
    if built_in_theatres().iter().any(|id| id == word) || !folder.is_dir() {
        return named_theatre(word, desk);
    }
    Ok(TheatreFiles {
        id: word.to_owned(),
        is_own: true,
        files: Files::from_folder(&folder)?,
    })
}

/// The theatre that a word names: a built-in id, or a folder that holds a theatre.
pub(crate) fn named_theatre(word: &str, desk: &Desk) -> Result<TheatreFiles> {
    if let Some(theatre) = built_in_theatre(word)? {
        return Ok(theatre);
    }
    let folder = desk.folder.join(word);
    if folder.join(ABOUT).is_file() {
        let files = Files::from_folder(&folder)?;
        return Ok(TheatreFiles {
            id: own_id(&files, &folder)?,
            is_own: true,
            files,
        });
    }
    let known = built_in_theatres().join(", ");
    Err(desk
        .refuse("no-theatre", &[("word", &word), ("known", &known)])
        .into())
}

fn own_id(files: &Files, folder: &Path) -> Result<String> {
    #[derive(Deserialize)]
    struct Named {
        id: String,
    }
    let path: PathBuf = folder.join(ABOUT);
    let text = files.get(ABOUT).unwrap_or_default();
    let named: Named = toml::from_str(text).told_at("reading", &path)?;
    Ok(named.id)
}

fn embedded<E: Embed>(prefix: &str) -> Result<Files> {
    let mut files = BTreeMap::new();
    for path in E::iter() {
        if let Some(inside) = path.strip_prefix(prefix)
            && let Some(file) = E::get(&path)
        {
            let text = String::from_utf8(file.data.into_owned())
                .told("reading-built-in", &[("path", &path)])?;
            files.insert(inside.to_owned(), text);
        }
    }
    Ok(Files(files))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(list: &[(&str, &str)]) -> Files {
        Files(
            list.iter()
                .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()))
                .collect(),
        )
    }

    #[test]
    fn the_hash_follows_paths_and_texts() {
        assert_eq!(files(&[("a", "b")]).hash(), files(&[("a", "b")]).hash());
        assert_ne!(files(&[("a", "b")]).hash(), files(&[("ab", "")]).hash());
        assert_ne!(files(&[("a", "b")]).hash(), files(&[("a", "c")]).hash());
    }

    #[test]
    fn an_overlay_replaces_and_adds() {
        let over = files(&[("a", "1"), ("d/b", "2")]).overlaid(files(&[("a", "3"), ("d/c", "4")]));
        assert_eq!(over, files(&[("a", "3"), ("d/b", "2"), ("d/c", "4")]));
        assert_eq!(over.under("d").count(), 2);
    }

    #[test]
    fn every_built_in_theatre_can_be_found() {
        assert!(!built_in_theatres().is_empty());
        for id in built_in_theatres() {
            let theatre = built_in_theatre(&id);
            assert!(
                theatre.is_ok_and(|found| found.is_some_and(|one| one.files.get(ABOUT).is_some()))
            );
        }
        assert!(built_in_theatre("nowhere").is_ok_and(|found| found.is_none()));
    }
}
