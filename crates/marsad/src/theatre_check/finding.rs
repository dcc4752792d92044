//! What is wrong with a theatre, and where.

use std::fmt::Display;

use serde::Serialize;

use crate::failure::Failure;

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Level {
    /// The theatre must not be used so.
    Error,
    /// It can be used; somebody should look.
    Warning,
}

/// One thing that is wrong or odd.
#[derive(Debug)]
pub(crate) struct Finding {
    /// Path inside the theatre.
    pub(crate) file: String,
    /// Line, from 1.
    pub(crate) line: usize,
    /// How bad it is.
    pub(crate) level: Level,
    /// The sentence with its values and its hint.
    pub(crate) fault: Failure,
}

/// The findings so far.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    list: Vec<Finding>,
}

impl Findings {
    /// Adds an error.
    pub(super) fn error(&mut self, file: &str, line: usize, fault: Failure) {
        self.add(file, line, Level::Error, fault);
    }

    /// Adds a warning.
    pub(super) fn warn(&mut self, file: &str, line: usize, fault: Failure) {
        self.add(file, line, Level::Warning, fault);
    }

    /// Adds the error that something stands twice, and where it stood first.
    pub(super) fn twice(
        &mut self,
        id: &dyn Display,
        (file, line): (&str, usize),
        (first_file, first_line): (&str, usize),
    ) {
        let values: &[(&'static str, &dyn Display)] =
            &[("id", id), ("file", &first_file), ("line", &first_line)];
        self.error(file, line, Failure::new("check-twice", values));
    }

    fn add(&mut self, file: &str, line: usize, level: Level, fault: Failure) {
        self.list.push(Finding {
            file: file.to_owned(),
            line,
            level,
            fault,
        });
    }

    /// Whether something is told of a line.
    pub(super) fn has(&self, file: &str, line: usize) -> bool {
        self.list
            .iter()
            .any(|finding| finding.file == file && finding.line == line)
    }

    /// All of them in order of file and line, those of one line in the order in which they were found.
    pub(super) fn into_list(mut self) -> Vec<Finding> {
        self.list
            .sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
        self.list
    }
}
