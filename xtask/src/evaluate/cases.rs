//! How many cases ship by stage: a case that vanishes is told. That they hold is for the tests of each stage.

use std::collections::BTreeMap;

use anyhow::Result;

use super::{Bench, Better, Outcome, Score, Scores, number};
use crate::project;

const FOLDER: &str = "cases/";

/// Count the cases: a heading of the second level in a Markdown file, or a script.
///
/// # Errors
/// Fails where the project's files cannot be listed.
pub(super) fn score(bench: &Bench) -> Result<Outcome> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for file in project::files(&bench.root)? {
        let Some((stage, name)) = file
            .path
            .strip_prefix(FOLDER)
            .and_then(|rest| rest.split_once('/'))
        else {
            continue;
        };
        *counts.entry(stage.to_owned()).or_default() +=
            cases_in(name, file.text.as_deref().unwrap_or_default());
    }
    if counts.is_empty() {
        return Ok(Outcome::Skipped(format!("no files in {FOLDER}")));
    }
    let score = |count| Score {
        value: number(count),
        better: Better::Higher,
        noise: 0.0,
        items: count,
    };
    Ok(Outcome::scored(
        counts
            .into_iter()
            .map(|(stage, count)| (stage, score(count)))
            .collect::<Scores>(),
    ))
}

fn cases_in(name: &str, text: &str) -> usize {
    if project::has_extension(name, "md") {
        text.lines()
            .filter(|line| line.starts_with("## "))
            .count()
            .max(1)
    } else {
        usize::from(project::has_extension(name, "txt"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cases_are_headings_or_scripts() {
        assert_eq!(
            cases_in("stance.md", "# Stance\n## denied\n### why\n## expected\n"),
            2
        );
        assert_eq!(cases_in("one.md", "# One\n"), 1);
        assert_eq!(cases_in("add.txt", "$ marsad add\n"), 1);
        assert_eq!(cases_in("manifest.toml", "## "), 0);
    }
}
