//! No path of one machine and no host of a package registry in the project: it has to build anywhere.

use super::Finding;
use crate::project::ProjectFile;

/// Written in two halves, so that this file does not find itself.
const PATHS: &[(&str, &str)] = &[
    ("/wo", "rk/"),
    ("/ro", "ot/"),
    ("/ho", "me/"),
    ("/Us", "ers/"),
    ("C:\\Us", "ers"),
];
const HOSTS: &[(&str, &str)] = &[
    ("index.crates", ".io"),
    ("static.crates", ".io"),
    ("github.com/rust-lang/crates", ".io-index"),
    ("registry.npmjs", ".org"),
    ("files.pythonhosted", ".org"),
    ("pypi", ".org"),
    ("proxy.golang", ".org"),
    ("artifact", "ory"),
];
/// Files that have to name the index their packages come from.
const NAME_THE_INDEX: &[&str] = &["Cargo.lock", "fuzz/Cargo.lock", "deny.toml"];
const INDEX: &str = concat!("registry+https://github.com/rust-lang/crates", ".io-index");

/// Look for traces of one machine in every text file.
pub(super) fn check(files: &[ProjectFile]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in files {
        for (index, line) in file.text.as_deref().unwrap_or_default().lines().enumerate() {
            if let Some(trace) = trace(&file.path, line) {
                findings.push(Finding::failure(
                    &file.path,
                    index + 1,
                    format!("names {trace}, which other machines do not have"),
                ));
            }
        }
    }
    findings
}

fn trace(path: &str, line: &str) -> Option<String> {
    if path.ends_with("Cargo.lock") && line.starts_with("source = ") && !line.contains(INDEX) {
        return Some(line.to_owned());
    }
    let paths = PATHS.iter().map(|halves| (halves, true));
    let hosts = HOSTS.iter().map(|halves| (halves, false));
    paths
        .chain(hosts)
        .filter(|(_, is_path)| *is_path || !NAME_THE_INDEX.contains(&path))
        .map(|((first, second), is_path)| (format!("{first}{second}"), is_path))
        .find(|(trace, is_path)| {
            if *is_path {
                begins_a_path(line, trace)
            } else {
                line.contains(trace)
            }
        })
        .map(|(trace, _)| trace)
}

/// Whether the text stands in the line where a path begins, and not in the middle of one.
fn begins_a_path(line: &str, start: &str) -> bool {
    line.match_indices(start).any(|(at, _)| {
        let before = line.get(..at).and_then(|text| text.chars().next_back());
        !before.is_some_and(|letter| letter.is_alphanumeric() || "./_-~}".contains(letter))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn traces_of_a_machine_are_found() {
        let line = |halves: (&str, &str)| format!("see {}{}x", halves.0, halves.1);
        assert!(trace("README.md", &line(("/ho", "me/"))).is_some());
        assert!(trace("README.md", &line(("https://pypi", ".org/"))).is_some());
        assert!(trace("README.md", &line(("https://example.org/ho", "me/"))).is_none());
        assert!(trace("deny.toml", INDEX).is_none());
        assert!(
            trace(
                "Cargo.lock",
                "source = \"registry+https://mirror.example/\""
            )
            .is_some()
        );
    }
}
