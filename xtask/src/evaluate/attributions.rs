//! `marsad read` on `PolNeAR` (Newell, Margolin and Ruths 2018): who says what in news, by spans of source, cue and content.
//!
//! Every attribution that a claim has is compared with those that people marked: exact spans of cue and of source, and
//! how many words of all contents are the same.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use super::program::{document_line, files, span};
use super::{Bench, Outcome, Score, Scores, f1, intervals, share};

const SET: &str = "reading/polnear";
/// The articles that may be read for errors, and those that are only scored.
const PARTS: [&str; 2] = ["train", "dev"];
const ROLES: [&str; 3] = ["Cue", "Source", "Content"];

/// The marked spans of one article, in bytes; each may be in pieces.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Marks {
    cues: BTreeSet<Vec<(usize, usize)>>,
    sources: BTreeSet<Vec<(usize, usize)>>,
    /// The bytes of all contents.
    contents: BTreeSet<usize>,
}

/// What is right, found and true of one article, for cues, sources and words of contents.
type Tally = [(usize, usize, usize); 3];

/// Score both parts.
///
/// # Errors
/// Fails where the set or what the program prints cannot be read.
pub(super) fn score(bench: &Bench) -> Result<Outcome> {
    let folder = bench.data.join(SET);
    if !folder.is_dir() {
        return Ok(Outcome::Skipped(format!("no {SET}")));
    }
    let mut scores = Scores::new();
    let mut page = String::from(
        "## Attributions of PolNeAR\n\nF1 with the middle 95 of 100 resamples of the articles.\n\n| part | cue, exact | source, exact | content, words |\n|---|---|---|---|\n",
    );
    for part in PARTS {
        let tallies = tallies(bench, &folder.join(part), part)?;
        let _ = write!(page, "| {part} |");
        for (at, role) in ROLES.iter().enumerate() {
            let measure = |drawn: &[Tally]| f1_of(drawn, at);
            let (low, high) = intervals::of(&tallies, &measure);
            let value = measure(&tallies);
            let _ = write!(page, " {value:.3} ({low:.3} to {high:.3}) |");
            let items = tallies.iter().filter_map(|tally| tally.get(at));
            let items = items.map(|(_, _, truth)| truth).sum();
            let name = format!("{part}.{}-f1", role.to_lowercase());
            scores.insert(name, Score::share(value, items));
        }
        page.push('\n');
    }
    Ok(Outcome::Scored {
        scores,
        pages: vec![page],
    })
}

fn f1_of(tallies: &[Tally], at: usize) -> f64 {
    let rows = tallies.iter().filter_map(|tally| tally.get(at));
    let (right, found, truth) = rows.fold((0, 0, 0), |sum, row| {
        (sum.0 + row.0, sum.1 + row.1, sum.2 + row.2)
    });
    f1(share(right, found), share(right, truth))
}

fn tallies(bench: &Bench, folder: &Path, part: &str) -> Result<Vec<Tally>> {
    let texts = files(&folder.join("text"))?;
    let mut documents = String::new();
    let mut articles = Vec::new();
    for path in &texts {
        let id = path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
        documents.push_str(&document_line(&id, &text, None));
        articles.push((id, text));
    }
    let file = bench
        .program
        .file(&format!("polnear-{part}.jsonl"), &documents)?;
    let claims = bench.program.json_lines(&["read"], &file)?;
    ensure!(!claims.is_empty(), "marsad read printed no claim");
    let marked = files(&folder.join("attributions"))?;
    let mut tallies = Vec::new();
    for (id, text) in &articles {
        let found = found(&claims, id);
        // An article that several people marked is compared with the first of them.
        let Some(path) = marked.iter().find(|path| is_of(path, id)) else {
            continue;
        };
        let notes = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
        tallies.push(tally(&found, &marks(&notes, text), text));
    }
    Ok(tallies)
}

fn is_of(path: &Path, id: &str) -> bool {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    stem.rsplit_once('_')
        .is_some_and(|(article, _)| article == id)
}

/// The spans of the notes, whose offsets count characters.
fn marks(notes: &str, text: &str) -> Marks {
    let bytes: Vec<usize> = text
        .char_indices()
        .map(|(at, _)| at)
        .chain([text.len()])
        .collect();
    let mut marks = Marks::default();
    for line in notes.lines().filter(|line| line.starts_with('T')) {
        let Some((role, spans)) = line
            .split('\t')
            .nth(1)
            .and_then(|cell| cell.split_once(' '))
        else {
            continue;
        };
        let pieces: Vec<(usize, usize)> = spans
            .split(';')
            .filter_map(|piece| {
                let (start, end) = piece.split_once(' ')?;
                let byte = |at: &str| bytes.get(at.parse::<usize>().ok()?).copied();
                Some((byte(start)?, byte(end)?))
            })
            .collect();
        match role {
            "Cue" => {
                marks.cues.insert(pieces);
            }
            "Source" => {
                marks.sources.insert(pieces);
            }
            "Content" => marks
                .contents
                .extend(pieces.into_iter().flat_map(|(a, b)| a..b)),
            _ => {}
        }
    }
    marks
}

/// The attributions of an article's claims.
fn found(claims: &[Value], id: &str) -> Marks {
    let mut marks = Marks::default();
    let own = claims
        .iter()
        .filter(|claim| claim.get("report").and_then(Value::as_str) == Some(id));
    for claim in own {
        let speeches = claim.get("speech").and_then(Value::as_array);
        for speech in speeches.into_iter().flatten() {
            if let Some(cue) = speech.get("cue").and_then(span) {
                marks.cues.insert(vec![(cue.start, cue.end)]);
            }
            if let Some(source) = speech.get("speaker").and_then(span) {
                marks.sources.insert(vec![(source.start, source.end)]);
            }
            let content = speech.get("content").and_then(span);
            marks.contents.extend(content.into_iter().flatten());
        }
    }
    marks
}

fn tally(found: &Marks, truth: &Marks, text: &str) -> Tally {
    let same = |found: &BTreeSet<Vec<(usize, usize)>>, truth: &BTreeSet<Vec<(usize, usize)>>| {
        (found.intersection(truth).count(), found.len(), truth.len())
    };
    let words = word_starts(text);
    let of = |contents: &BTreeSet<usize>| words.iter().filter(|at| contents.contains(at)).count();
    let both = words
        .iter()
        .filter(|at| found.contents.contains(at) && truth.contents.contains(at));
    [
        same(&found.cues, &truth.cues),
        same(&found.sources, &truth.sources),
        (both.count(), of(&found.contents), of(&truth.contents)),
    ]
}

/// Where words begin.
fn word_starts(text: &str) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut is_inside = false;
    for (at, c) in text.char_indices() {
        if c.is_alphanumeric() && !is_inside {
            starts.push(at);
        }
        is_inside = c.is_alphanumeric();
    }
    starts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_in_pieces_are_read_in_bytes() {
        let text = "é said a b";
        let notes =
            "T1\tSource 0 1\té\nT2\tCue 2 6\tsaid\nT3\tContent 7 8;9 10\ta b\nE1\tAttribution:T2\n";
        let marks = marks(notes, text);
        assert_eq!(marks.sources, BTreeSet::from([vec![(0, 2)]]));
        assert_eq!(marks.cues, BTreeSet::from([vec![(3, 7)]]));
        assert_eq!(marks.contents, BTreeSet::from([8, 10]));
    }

    #[test]
    fn words_of_contents_are_counted() {
        let claim = serde_json::json!({
            "report": "a", "speech": [{"cue": {"start": 3, "end": 7}, "content": {"start": 8, "end": 9},
            "speaker": {"start": 0, "end": 2}}]
        });
        let truth = Marks {
            cues: BTreeSet::from([vec![(3, 7)]]),
            sources: BTreeSet::new(),
            contents: BTreeSet::from([8, 9, 10]),
        };
        let tally = tally(&found(&[claim], "a"), &truth, "é said a b");
        assert_eq!(tally, [(1, 1, 1), (0, 1, 0), (1, 1, 2)]);
    }
}
