//! What stands only once in a theatre.

use std::{collections::BTreeMap, fmt::Display};

use super::finding::Findings;

/// Where each thing stood first: its file and line.
#[derive(Debug)]
pub(super) struct Seen<K>(BTreeMap<K, (&'static str, usize)>);

impl<K: Ord> Seen<K> {
    /// Nothing yet.
    pub(super) fn new() -> Self {
        Self(BTreeMap::new())
    }

    /// Whether a thing is new here; where it is not, that is told under the name `told`.
    pub(super) fn is_new(
        &mut self,
        key: K,
        told: &dyn Display,
        (file, line): (&'static str, usize),
        findings: &mut Findings,
    ) -> bool {
        if let Some(first) = self.0.get(&key) {
            findings.twice(told, (file, line), *first);
            return false;
        }
        self.0.insert(key, (file, line));
        true
    }
}
