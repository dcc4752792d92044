//! The commands that documents show exist: `cargo` and `marsad` lines of code blocks name known subcommands.
//! That they do what is said is for the end-to-end tests.

use super::Finding;
use crate::project::{ProjectFile, has_extension};

const CARGO: &[&str] = &[
    "bench", "build", "clippy", "deny", "doc", "fmt", "install", "run", "test", "xtask",
];
const XTASK: &[&str] = &["evaluate", "tidy"];
/// The table of commands in the program's help.
const MARSAD: &[&str] = &[
    "add",
    "backup",
    "control",
    "cut-off",
    "decide",
    "demo",
    "displace",
    "estimate",
    "export",
    "gazetteer",
    "help",
    "incidents",
    "init",
    "kind",
    "licences",
    "link",
    "network",
    "places",
    "publish",
    "read",
    "redact",
    "report",
    "restore",
    "seal",
    "serve",
    "source",
    "theatre",
    "upgrade",
    "verify",
    "watch",
];

/// Check the code blocks of the documents in the project's root.
pub(super) fn check(files: &[ProjectFile]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in files
        .iter()
        .filter(|file| has_extension(&file.path, "md") && !file.path.contains('/'))
    {
        let mut is_code = false;
        for (index, line) in file.text.as_deref().unwrap_or_default().lines().enumerate() {
            if line.trim_start().starts_with("```") {
                is_code = !is_code;
            } else if is_code && let Some(problem) = problem(line) {
                findings.push(Finding::failure(&file.path, index + 1, problem));
            }
        }
    }
    findings
}

fn problem(line: &str) -> Option<String> {
    let line = line.trim_start().trim_start_matches("$ ");
    let mut parts = line.split_whitespace();
    match parts.next()? {
        "marsad" => unknown(MARSAD, "marsad", parts.find(|part| !part.starts_with('-'))),
        "cargo" => match parts.find(|part| !part.starts_with('-')) {
            Some("xtask") => unknown(XTASK, "cargo xtask", parts.next()),
            Some("run") if line.contains(" -- ") => {
                let after = line.split_once(" -- ").map_or("", |(_, after)| after);
                unknown(
                    MARSAD,
                    "marsad",
                    after.split_whitespace().find(|part| !part.starts_with('-')),
                )
            }
            other => unknown(CARGO, "cargo", other),
        },
        _ => None,
    }
}

fn unknown(known: &[&str], program: &str, subcommand: Option<&str>) -> Option<String> {
    let name = subcommand.unwrap_or_default();
    (!known.contains(&name)).then(|| format!("`{program} {name}` is not a command; correct it or the table in xtask/src/tidy/readme_commands.rs"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shown_command_has_to_exist() {
        let cases = [
            ("cargo run --release -- demo", true),
            ("cargo run --release -- dmeo", false),
            ("marsad --record war cut-off --on 2020-01-01", false),
            ("marsad cut-off --on 2020-01-01", true),
            ("cargo xtask tidy", true),
            ("cargo xtask tydi", false),
            ("cargo test --workspace", true),
            ("what it prints", true),
        ];
        for (line, is_known) in cases {
            assert_eq!(problem(line).is_none(), is_known, "{line}");
        }
    }
}
