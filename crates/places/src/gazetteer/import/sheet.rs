//! What was read of one file, row by row.

use std::collections::BTreeMap;

use super::draft::{Draft, Fault};
use super::outline::Outline;
use crate::loaded::Refusal;

/// The rows of one file.
#[derive(Debug)]
pub(super) struct Sheet {
    file: String,
    /// The rows that passed the door.
    pub(super) drafts: Vec<Draft>,
    /// Areas that rows speak of and that have no row of their own.
    pub(super) made: Vec<Draft>,
    /// The outline of each draft that has one, by its place among them.
    pub(super) outlines: BTreeMap<usize, Outline>,
    /// Rows about what is no place for us.
    pub(super) other_kinds: u64,
    /// The rows that did not pass.
    pub(super) refused: Vec<Refusal>,
}

impl Sheet {
    /// Nothing read yet.
    pub(super) fn new(file: &str) -> Self {
        Self {
            file: file.to_owned(),
            drafts: Vec::new(),
            made: Vec::new(),
            outlines: BTreeMap::new(),
            other_kinds: 0,
            refused: Vec::new(),
        }
    }

    pub(super) fn keep(&mut self, draft: Draft) {
        self.drafts.push(draft);
    }

    pub(super) fn refuse(&mut self, row: u64, (message, hint): Fault) {
        self.refused.push(Refusal {
            file: self.file.clone(),
            row,
            message,
            hint: hint.to_owned(),
        });
    }
}
