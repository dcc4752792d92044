//! That reading is reading and not memory: the article with every name, number and date swapped for those of
//! another war has to give the same claims, up to the swap.
//!
//! The theatre is swapped along, for a reader may know the names of a war from its theatre and from nowhere else.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Bench, Outcome, Score, Scores, number, seed_article, share};
use crate::project;

const SWAPS: &str = "evaluation/transposition.toml";

/// The swaps, and the theatre whose files are swapped along.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Swaps {
    /// Folder of the theatre, from the project's root.
    theatre: String,
    /// The transposed article's day of publication.
    published: String,
    /// Longer texts come before those they contain.
    swap: Vec<Swap>,
}

/// A text to swap, itself or by its bytes in the article.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Swap {
    #[serde(default)]
    from: String,
    span: Option<(usize, usize)>,
    to: String,
}

/// What differs between the two readings.
#[derive(Debug, Default)]
struct Difference {
    /// Claims of the article, swapped, that its transposition does not give.
    lost: Vec<String>,
    /// Claims of the transposition that the article does not give.
    gained: Vec<String>,
    /// Claims read in the article.
    claims: usize,
}

/// Score the share of claims that survive the swap, and those that appear by it.
///
/// # Errors
/// Fails where the swaps or what the program prints cannot be read.
pub(super) fn score(bench: &Bench) -> Result<Outcome> {
    let Some(difference) = difference(bench)? else {
        return Ok(Outcome::Skipped("no seed article".to_owned()));
    };
    let kept = difference.claims - difference.lost.len();
    Ok(Outcome::scored(Scores::from([
        (
            "same".to_owned(),
            Score::share(share(kept, difference.claims), difference.claims),
        ),
        (
            "appeared".to_owned(),
            Score::faults(difference.gained.len(), difference.claims),
        ),
    ])))
}

/// Print every claim that the swap changes; true where none is.
///
/// # Errors
/// As `score`.
pub(super) fn print_differences(bench: &Bench) -> Result<bool> {
    let Some(difference) = difference(bench)? else {
        println!("transposition: no seed article to read");
        return Ok(true);
    };
    for lost in &difference.lost {
        println!("- {lost}");
    }
    for gained in &difference.gained {
        println!("+ {gained}");
    }
    println!(
        "transposition: {} of {} claims the same, {} appeared",
        number(difference.claims - difference.lost.len()),
        difference.claims,
        difference.gained.len()
    );
    Ok(difference.lost.is_empty() && difference.gained.is_empty())
}

fn difference(bench: &Bench) -> Result<Option<Difference>> {
    let Some(article) = seed_article::article(&bench.data) else {
        return Ok(None);
    };
    let text = std::fs::read_to_string(bench.root.join(SWAPS)).context(SWAPS)?;
    let mut swaps: Swaps = toml::from_str(&text).context(SWAPS)?;
    swaps.resolve_spans(&article)?;
    let theatre = swapped_theatre(bench, &swaps)?;
    let own_theatre = bench.root.join(&swaps.theatre);
    let read = |file: &str, text: &str, published: &str, theatre: &Path| {
        let theatre = theatre.to_string_lossy();
        seed_article::read_claims(
            &bench.program,
            file,
            text,
            published,
            &["--theatre", &theatre],
        )
    };
    let published = seed_article::published(&bench.root)?;
    let claims = read(
        "transposition-before.jsonl",
        &article,
        &published,
        &own_theatre,
    )?;
    let transposed = read(
        "transposition-after.jsonl",
        &swaps.apply(&article),
        &swaps.published,
        &theatre,
    )?;
    let before: Vec<String> = claims
        .iter()
        .map(|claim| swaps.apply(&essence(claim)))
        .collect();
    let after: Vec<String> = transposed.iter().map(essence).collect();
    Ok(Some(Difference {
        lost: without(&before, &after),
        gained: without(&after, &before),
        claims: before.len(),
    }))
}

/// A copy of the theatre's files with the swaps made in them.
fn swapped_theatre(bench: &Bench, swaps: &Swaps) -> Result<std::path::PathBuf> {
    let prefix = format!("{}/", swaps.theatre);
    for file in project::files(&bench.root)? {
        if let (Some(name), Some(text)) = (file.path.strip_prefix(&prefix), &file.text) {
            bench
                .program
                .file(&format!("transposed-theatre/{name}"), &swaps.apply(text))?;
        }
    }
    let manifest = bench.program.file("transposed-theatre/.swapped", "")?;
    manifest
        .parent()
        .map(Path::to_path_buf)
        .context("the scratch folder has no parent")
}

/// What of a claim has to survive: everything that is said in words, and no offset, id or resolved place.
fn essence(claim: &Value) -> String {
    let at = |pointer: &str| claim.pointer(pointer).cloned().unwrap_or_default();
    let each = |value: &Value, keys: &[&str]| -> Vec<Value> {
        let items = value.as_array().map(Vec::as_slice).unwrap_or_default();
        items
            .iter()
            .map(|item| {
                keys.iter()
                    .map(|key| item.get(*key).cloned().unwrap_or_default())
                    .collect()
            })
            .collect()
    };
    json!({
        "kind": at("/kind"),
        "stance": at("/stance"),
        "quote": at("/quote/text"),
        "said_by": each(&at("/said_by"), &["name", "role", "private"]),
        "cue": at("/cue/text"),
        "when": [at("/when/kind"), at("/when/text")],
        "where": each(&at("/where"), &["relation", "text"]),
        "actors": each(&at("/actors"), &["role", "text"]),
        "change": at("/control/change"),
        "measure": at("/displacement/measure"),
        "relation": at("/relation/relation"),
        "figures": [
            each(&at("/toll/figures"), &["of", "bound", "unit", "text"]),
            each(&at("/displacement/figures"), &["of", "bound", "unit", "text"]),
        ],
        "condition": at("/conditional/condition/text"),
    })
    .to_string()
}

/// The lines of `some` that `others` lacks, each counted as often as it stands there.
fn without(some: &[String], others: &[String]) -> Vec<String> {
    let mut others: Vec<&String> = others.iter().collect();
    let mut left = Vec::new();
    for line in some {
        match others.iter().position(|other| *other == line) {
            Some(index) => {
                others.swap_remove(index);
            }
            None => left.push(line.clone()),
        }
    }
    left
}

impl Swaps {
    /// Put the words of the article where a swap names its bytes.
    fn resolve_spans(&mut self, article: &str) -> Result<()> {
        for swap in &mut self.swap {
            if let Some((start, end)) = swap.span {
                let words = article.get(start..end);
                words
                    .with_context(|| format!("{SWAPS}: no text at {start}..{end}"))?
                    .clone_into(&mut swap.from);
            }
            ensure!(
                !swap.from.is_empty(),
                "{SWAPS}: a swap to {:?} has neither from nor span",
                swap.to
            );
        }
        Ok(())
    }

    /// Make every swap in one pass: what a swap has written is not swapped again.
    fn apply(&self, text: &str) -> String {
        let mut swapped = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(letter) = rest.chars().next() {
            let is_word_start = !swapped
                .chars()
                .next_back()
                .is_some_and(char::is_alphanumeric);
            let here = self
                .swap
                .iter()
                .find(|swap| is_word_start && stands_at_start(rest, &swap.from));
            let (written, taken) = match here {
                Some(swap) => (swap.to.as_str(), swap.from.len()),
                None => (
                    rest.get(..letter.len_utf8()).unwrap_or_default(),
                    letter.len_utf8(),
                ),
            };
            swapped.push_str(written);
            rest = rest.get(taken..).unwrap_or_default();
        }
        swapped
    }
}

/// Whether the text begins with the name, and the name ends where a word does.
fn stands_at_start(text: &str, name: &str) -> bool {
    text.strip_prefix(name)
        .is_some_and(|after| !after.chars().next().is_some_and(char::is_alphanumeric))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn swaps(pairs: &[(&str, &str)]) -> Swaps {
        let swap = pairs
            .iter()
            .map(|(from, to)| Swap {
                from: (*from).to_owned(),
                span: None,
                to: (*to).to_owned(),
            })
            .collect();
        Swaps {
            theatre: String::new(),
            published: String::new(),
            swap,
        }
    }

    #[test]
    fn swaps_are_made_once_and_on_whole_words() {
        let swaps = swaps(&[("Old Fort", "Bor"), ("Bor", "Old Fort"), ("Ava", "Cor")]);
        assert_eq!(
            swaps.apply("Bor, Old Fort and Avas; Ava's é"),
            "Old Fort, Bor and Avas; Cor's é"
        );
    }

    #[test]
    fn a_text_can_be_named_by_its_bytes() {
        let mut swaps = swaps(&[("", "Bor")]);
        assert!(swaps.resolve_spans("Ava came").is_err());
        swaps
            .swap
            .iter_mut()
            .for_each(|swap| swap.span = Some((0, 3)));
        assert!(swaps.resolve_spans("Ava came").is_ok());
        assert_eq!(swaps.apply("Ava left"), "Bor left");
    }

    #[test]
    fn differences_are_counted_as_often_as_they_stand() {
        let lines = |text: &str| text.chars().map(String::from).collect::<Vec<_>>();
        assert_eq!(without(&lines("aab"), &lines("ac")), lines("ab"));
    }

    #[test]
    fn offsets_and_ids_are_no_part_of_what_is_said() {
        let claim = |id: &str, start: u32| json!({"id": id, "kind": "toll", "quote": {"start": start, "text": "x"}});
        assert_eq!(essence(&claim("1", 0)), essence(&claim("2", 9)));
    }
}
