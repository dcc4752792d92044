//! How long a file may be: one concept a file, so that a reader holds it in the head.

use super::Finding;
use crate::project::{ProjectFile, has_extension};

const WARN_ABOVE: usize = 500;
const FAIL_ABOVE: usize = 800;
const ARCHITECTURE: &str = "ARCHITECTURE.md";
const ARCHITECTURE_LINES: usize = 250;

/// Rust files that may be longer than the limit, each with the reason.
const LONGER: &[(&str, &str)] = &[];

/// Check the number of lines of Rust files and of ARCHITECTURE.md.
pub(super) fn check(files: &[ProjectFile]) -> Vec<Finding> {
    let mut findings: Vec<Finding> = files
        .iter()
        .filter_map(|file| judge(&file.path, file.text.as_deref()?.lines().count()))
        .collect();
    for (path, _) in LONGER {
        if !files.iter().any(|file| file.path == *path) {
            findings.push(Finding::failure(
                path,
                0,
                "on the list of longer files but not in the project",
            ));
        }
    }
    findings
}

fn judge(path: &str, lines: usize) -> Option<Finding> {
    if path == ARCHITECTURE && lines > ARCHITECTURE_LINES {
        return Some(Finding::failure(
            path,
            0,
            format!("{lines} lines, at most {ARCHITECTURE_LINES}"),
        ));
    }
    if !has_extension(path, "rs") || LONGER.iter().any(|(longer, _)| *longer == path) {
        return None;
    }
    if lines > FAIL_ABOVE {
        Some(Finding::failure(
            path,
            0,
            format!("{lines} lines, at most {FAIL_ABOVE}; split it by concept"),
        ))
    } else if lines > WARN_ABOVE {
        Some(Finding::warning(
            path,
            0,
            format!("{lines} lines; explain or split above {WARN_ABOVE}"),
        ))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::Severity;

    #[test]
    fn a_file_is_judged_by_its_lines() {
        let cases = [
            ("crates/a/src/lib.rs", 500, None),
            ("crates/a/src/lib.rs", 501, Some(Severity::Warning)),
            ("crates/a/src/lib.rs", 801, Some(Severity::Failure)),
            ("README.md", 900, None),
            ("ARCHITECTURE.md", 250, None),
            ("ARCHITECTURE.md", 251, Some(Severity::Failure)),
        ];
        for (path, lines, expected) in cases {
            assert_eq!(
                judge(path, lines).map(|finding| finding.severity),
                expected,
                "{path} {lines}"
            );
        }
    }
}
