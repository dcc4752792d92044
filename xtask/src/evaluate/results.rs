//! The committed results: `evaluation/results.json` for comparison, `evaluation/results.md` for readers.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context, Result};

use super::{Better, Outcome, Score, Scores};

const NUMBERS: &str = "evaluation/results.json";
const PAGE: &str = "evaluation/results.md";

/// What one run measured.
#[derive(Debug, Default)]
pub(crate) struct Measured {
    scores: Scores,
    pages: Vec<String>,
    /// Why a scorer had nothing to score, by its name.
    skipped: BTreeMap<String, String>,
    /// Why a scorer could not score, by its name.
    failed: BTreeMap<String, String>,
}

/// How a score stands to the committed one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Change {
    Same,
    Better,
    Worse,
}

impl Measured {
    /// Add what a scorer gave, its scores under its name.
    pub(crate) fn add(&mut self, scorer: &str, outcome: Result<Outcome>) {
        match outcome {
            Ok(Outcome::Scored { scores, pages }) => {
                let named = scores
                    .into_iter()
                    .map(|(name, score)| (format!("{scorer}.{name}"), score));
                self.scores.extend(named);
                self.pages.extend(pages);
            }
            Ok(Outcome::Skipped(reason)) => {
                self.skipped.insert(scorer.to_owned(), reason);
            }
            Err(error) => {
                self.failed.insert(scorer.to_owned(), format!("{error:#}"));
            }
        }
    }

    /// Print every score and what is not scored.
    pub(crate) fn print(&self) {
        for (name, score) in &self.scores {
            println!("{name} = {} ({} items)", score.value, score.items);
        }
        for (name, reason) in &self.skipped {
            println!("{name}: not scored: {reason}");
        }
        for (name, reason) in &self.failed {
            println!("{name}: could not be scored: {reason}");
        }
    }

    /// Print the pages.
    pub(crate) fn print_pages(&self) {
        for page in &self.pages {
            println!("\n{page}");
        }
    }

    fn is_skipped(&self, score: &str) -> bool {
        self.skipped.keys().any(|scorer| {
            score
                .strip_prefix(scorer.as_str())
                .is_some_and(|rest| rest.starts_with('.'))
        })
    }
}

/// Compare with the committed numbers and print every difference; true where nothing is worse or lost.
///
/// # Errors
/// Fails where the committed numbers cannot be read.
pub(crate) fn compare(root: &Path, measured: &Measured) -> Result<bool> {
    let committed = committed(root)?;
    let mut is_good = true;
    for (name, before) in &committed {
        match measured.scores.get(name) {
            Some(now) => {
                let change = change(before, now);
                if change != Change::Same {
                    println!("{name}: {} -> {} ({change:?})", before.value, now.value);
                }
                is_good &= change != Change::Worse;
            }
            None if measured.is_skipped(name) => {}
            None => {
                println!("{name}: {} -> not measured any more", before.value);
                is_good = false;
            }
        }
    }
    println!(
        "evaluate --check: {} committed scores, {}",
        committed.len(),
        if is_good { "none worse" } else { "some worse" }
    );
    Ok(is_good)
}

fn change(before: &Score, now: &Score) -> Change {
    // Half of the last printed decimal, so that a rounding is no change.
    let margin = before.noise + 0.0005;
    let gain = match before.better {
        Better::Higher => now.value - before.value,
        Better::Lower => before.value - now.value,
    };
    if gain < -margin {
        Change::Worse
    } else if gain > margin {
        Change::Better
    } else {
        Change::Same
    }
}

/// Write both files. Scores whose data is absent here keep their committed value.
///
/// # Errors
/// Fails where a file cannot be read or written.
pub(crate) fn write(root: &Path, measured: &Measured) -> Result<()> {
    let mut scores = committed(root)?;
    scores.retain(|name, _| measured.is_skipped(name));
    scores.extend(measured.scores.clone());
    let numbers = serde_json::to_string_pretty(&scores).context("writing scores as JSON")?;
    std::fs::create_dir_all(root.join("evaluation")).context("making evaluation/")?;
    std::fs::write(root.join(NUMBERS), numbers + "\n").context(NUMBERS)?;
    std::fs::write(root.join(PAGE), page(&scores, measured)?).context(PAGE)?;
    println!("evaluate: wrote {NUMBERS} and {PAGE}");
    Ok(())
}

fn committed(root: &Path) -> Result<Scores> {
    match std::fs::read_to_string(root.join(NUMBERS)) {
        Ok(text) => serde_json::from_str(&text).context(NUMBERS),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Scores::new()),
        Err(error) => Err(error).context(NUMBERS),
    }
}

fn page(scores: &Scores, measured: &Measured) -> Result<String> {
    let mut page = String::from(
        "# What the program scores\n\nWritten by `cargo xtask evaluate`; `--check` compares with it.\n\n",
    );
    page.push_str("| score | value | better | noise | items |\n|---|---|---|---|---|\n");
    for (name, score) in scores {
        let better = match score.better {
            Better::Higher => "higher",
            Better::Lower => "lower",
        };
        writeln!(
            page,
            "| {name} | {} | {better} | {} | {} |",
            score.value, score.noise, score.items
        )?;
    }
    for shown in &measured.pages {
        write!(page, "\n{shown}")?;
    }
    let unscored: Vec<_> = measured.skipped.iter().chain(&measured.failed).collect();
    if !unscored.is_empty() {
        page.push_str("\n## Not scored in this run\n\n");
        for (name, reason) in unscored {
            writeln!(page, "- {name}: {reason}")?;
        }
    }
    Ok(page)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn score(value: f64, better: Better) -> Score {
        Score {
            value,
            better,
            noise: 0.01,
            items: 10,
        }
    }

    #[test]
    fn a_score_is_worse_only_beyond_its_noise() {
        use Better::{Higher, Lower};
        let cases = [
            (0.80, 0.80, Higher, Change::Same),
            (0.80, 0.79, Higher, Change::Same),
            (0.80, 0.78, Higher, Change::Worse),
            (0.80, 0.85, Higher, Change::Better),
            (0.80, 0.85, Lower, Change::Worse),
            (0.80, 0.70, Lower, Change::Better),
        ];
        for (before, now, better, expected) in cases {
            assert_eq!(
                change(&score(before, better), &score(now, better)),
                expected,
                "{before} {now} {better:?}"
            );
        }
    }

    #[test]
    fn only_the_scores_of_a_skipped_scorer_may_be_missing() {
        let mut measured = Measured::default();
        measured.add("kinds", Ok(Outcome::Skipped("no data".to_owned())));
        assert!(measured.is_skipped("kinds.whole.f1"));
        assert!(!measured.is_skipped("kinds-other.whole.f1"));
        assert!(!measured.is_skipped("toponyms.whole.f1"));
    }
}
