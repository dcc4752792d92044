//! A TOML file of a theatre: its entries, each with the lines it stands on.

use std::{collections::BTreeSet, fmt::Display, ops::Range};

use serde::de::DeserializeOwned;
use toml::{
    Spanned,
    de::{DeTable, DeValue, Error, ValueDeserializer},
};

use super::{finding::Findings, seen::Seen};
use crate::failure::Failure;

/// A file that is TOML.
#[derive(Debug)]
pub(super) struct TomlFile<'t> {
    file: &'static str,
    starts: Vec<usize>,
    root: DeTable<'t>,
}

/// An entry of a list of tables.
#[derive(Debug)]
pub(super) struct Entry<'f, T> {
    /// What it says.
    pub(super) value: T,
    /// Line on which it begins.
    pub(super) line: usize,
    node: &'f DeValue<'f>,
    starts: &'f [usize],
}

impl<T> Entry<'_, T> {
    /// The line of one of its keys, or where it begins.
    pub(super) fn line_of(&self, key: &str) -> usize {
        let at = self.node.get(key);
        at.map_or(self.line, |at| line(self.starts, &at.span()))
    }

    /// The line of a member of one of its lists, or where the entry begins.
    pub(super) fn line_in(&self, key: &str, member: usize) -> usize {
        let at = self
            .node
            .get(key)
            .and_then(|list| list.get_ref().get(member));
        at.map_or(self.line, |at| line(self.starts, &at.span()))
    }

    /// Says so where the entry does not name what it rests on.
    pub(super) fn check_basis(&self, file: &str, basis: &str, findings: &mut Findings) {
        if basis.trim().is_empty() {
            let fault = Failure::new("check-no-basis", &[]);
            findings.error(file, self.line_of("basis"), fault);
        }
    }
}

impl<'t> TomlFile<'t> {
    /// Reads a file; what is no TOML is told.
    pub(super) fn read(file: &'static str, text: &'t str, findings: &mut Findings) -> Option<Self> {
        let starts = starts(text);
        match DeTable::parse(text) {
            Ok(root) => Some(Self {
                file,
                starts,
                root: root.into_inner(),
            }),
            Err(error) => {
                let at = error.span().map_or(1, |span| line(&starts, &span));
                findings.error(file, at, worded(&error));
                None
            }
        }
    }

    /// Tells every key of the file that is none of these.
    pub(super) fn allow(&self, keys: &[&str], findings: &mut Findings) {
        for (key, _) in &self.root {
            if !keys.contains(&key.get_ref().as_ref()) {
                let known = keys.join(", ");
                let values: &[(&'static str, &dyn Display)] =
                    &[("key", key.get_ref()), ("known", &known)];
                let at = line(&self.starts, &key.span());
                findings.error(self.file, at, Failure::new("check-odd-key", values));
            }
        }
    }

    /// The tables of a list that can be read; what is wrong with the others is told.
    pub(super) fn entries<T: DeserializeOwned>(
        &self,
        key: &str,
        findings: &mut Findings,
    ) -> Vec<Entry<'_, T>> {
        let Some(list) = self.root.get(key) else {
            return Vec::new();
        };
        let Some(members) = list.get_ref().as_array() else {
            let at = line(&self.starts, &list.span());
            findings.error(
                self.file,
                at,
                Failure::new("check-no-list", &[("key", &key)]),
            );
            return Vec::new();
        };
        let mut entries = Vec::new();
        for member in members {
            let begins = line(&self.starts, &member.span());
            match T::deserialize(ValueDeserializer::from(member.clone())) {
                Ok(value) => entries.push(Entry {
                    value,
                    line: begins,
                    node: member.get_ref(),
                    starts: &self.starts,
                }),
                Err(error) => {
                    let at = error
                        .span()
                        .map_or(begins, |span| line(&self.starts, &span));
                    findings.error(self.file, at, worded(&error));
                }
            }
        }
        entries
    }

    /// The whole file as one value.
    pub(super) fn whole<T: DeserializeOwned>(&self, findings: &mut Findings) -> Option<T> {
        let root = Spanned::new(0..0, DeValue::Table(self.root.clone()));
        match T::deserialize(ValueDeserializer::from(root)) {
            Ok(value) => Some(value),
            Err(error) => {
                let at = error.span().map_or(1, |span| line(&self.starts, &span));
                findings.error(self.file, at, worded(&error));
                None
            }
        }
    }

    /// The line of a member of a list of the file, else of the list, else the first.
    pub(super) fn line_in(&self, key: &str, member: usize) -> usize {
        let Some(list) = self.root.get(key) else {
            return 1;
        };
        let at = list.get_ref().get(member).unwrap_or(list);
        line(&self.starts, &at.span())
    }
}

fn worded(error: &Error) -> Failure {
    Failure::new("check-toml", &[("message", &error.message())])
}

/// The ids of entries; one that stands twice is told.
pub(super) fn ids<T, I: Ord + Clone + Display>(
    file: &'static str,
    entries: &[Entry<'_, T>],
    id: impl Fn(&T) -> &I,
    findings: &mut Findings,
) -> BTreeSet<I> {
    let mut seen = Seen::new();
    for entry in entries {
        let id = id(&entry.value);
        seen.is_new(id.clone(), id, (file, entry.line_of("id")), findings);
    }
    entries
        .iter()
        .map(|entry| id(&entry.value).clone())
        .collect()
}

/// Where each line of a text begins, in bytes.
fn starts(text: &str) -> Vec<usize> {
    let breaks = text.match_indices('\n').map(|(at, _)| at + 1);
    std::iter::once(0).chain(breaks).collect()
}

/// The line of the first byte of a span, from 1.
fn line(starts: &[usize], span: &Range<usize>) -> usize {
    starts.partition_point(|start| *start <= span.start).max(1)
}
