//! What no compiler checks: each check takes the project's files and gives findings.

mod edges;
mod loaded_words;
mod machine_traces;
mod particular_words;
mod readme_commands;
mod registered;
mod rust_words;
mod sizes;
mod told_words;
mod words;

use std::path::Path;

use anyhow::Result;

use crate::project;

/// Whether a finding fails the run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Severity {
    /// It fails the run.
    Failure,
    /// It is told, and the run goes on.
    Warning,
}

/// One thing that a check found.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Finding {
    /// Path from the root.
    pub(crate) path: String,
    /// Line counted from 1; 0 where the whole file is meant.
    pub(crate) line: usize,
    /// Whether it fails the run.
    pub(crate) severity: Severity,
    /// What is wrong and what to do about it.
    pub(crate) message: String,
}

impl Finding {
    /// A finding that fails the run.
    pub(crate) fn failure(path: &str, line: usize, message: impl Into<String>) -> Self {
        Self {
            path: path.to_owned(),
            line,
            severity: Severity::Failure,
            message: message.into(),
        }
    }

    /// A finding that is only told.
    pub(crate) fn warning(path: &str, line: usize, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Warning,
            ..Self::failure(path, line, message)
        }
    }
}

/// Run every check and print what they found; true where nothing failed.
///
/// # Errors
/// Fails where the project itself cannot be read.
pub(crate) fn run(root: &Path, register: bool) -> Result<bool> {
    if register {
        let added = registered::register(root, &project::files(root)?)?;
        println!("registered {added} files");
    }
    let files = project::files(root)?;
    let checks = [
        ("crate edges", edges::check(root)?),
        ("file sizes", sizes::check(&files)),
        ("registered files", registered::check(&files)),
        ("particular words", particular_words::check(&files)?),
        ("loaded words", loaded_words::check(&files)),
        ("told words", told_words::check(&files)?),
        ("machine traces", machine_traces::check(&files)),
        ("README commands", readme_commands::check(&files)),
    ];
    let mut failures = 0;
    for (name, mut findings) in checks {
        findings.sort();
        let failed = findings
            .iter()
            .filter(|finding| finding.severity == Severity::Failure)
            .count();
        for finding in &findings {
            print_finding(finding);
        }
        println!(
            "tidy: {name}: {}",
            if failed == 0 {
                "ok".to_owned()
            } else {
                format!("{failed} failed")
            }
        );
        failures += failed;
    }
    println!("tidy: {} files, {failures} failures", files.len());
    Ok(failures == 0)
}

fn print_finding(finding: &Finding) {
    let severity = match finding.severity {
        Severity::Failure => "failure",
        Severity::Warning => "warning",
    };
    if finding.line == 0 {
        println!("{severity}: {}: {}", finding.path, finding.message);
    } else {
        println!(
            "{severity}: {}:{}: {}",
            finding.path, finding.line, finding.message
        );
    }
}
