//! `marsad read` on the project's own sentences of six wars, against two labellings by a codebook and what they settled on.
//!
//! What is matched: kind, stance, and who says it, of a claim whose quote has the labelled words. Claims that say the
//! same of several places or parties are one to the codebook.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use serde_json::Value;

use super::program::span;
use super::{Bench, Outcome, Score, Scores, f1, intervals, share};

const FOLDER: &str = "evaluation/sentences";
/// Items by the parity of their number: the odd ones may be read for errors.
const PARTS: [(&str, &[u32]); 3] = [("whole", &[0, 1]), ("odd", &[1]), ("even", &[0])];

/// A report as it is labelled.
#[derive(Debug, Deserialize)]
struct Labelled {
    id: String,
    claims: Vec<Label>,
}

/// One labelled claim.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
struct Label {
    kind: String,
    #[serde(default)]
    what: String,
    stance: String,
    #[serde(default)]
    speaker: String,
    anchor: String,
}

/// A claim that the program reads, as far as it is compared.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Read {
    kind: String,
    what: BTreeSet<String>,
    stance: String,
    /// The nearest voice by its words and its name; nothing for the report's own.
    speaker: Option<(String, String)>,
    quote: String,
    start: usize,
}

/// How many claims of one report were labelled, read and right.
#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    labelled: usize,
    read: usize,
    right: usize,
    right_what: usize,
}

/// Score recall and precision, on the odd items, the even ones and all, with how well the two labellings agree.
///
/// # Errors
/// Fails where the sentences or what the program prints cannot be read.
pub(super) fn score(bench: &Bench) -> Result<Outcome> {
    let folder = bench.root.join(FOLDER);
    let settled = labels(&folder.join("labels.jsonl"))?;
    let texts = folder.join("texts.jsonl");
    let mut read: BTreeMap<String, Vec<Read>> = BTreeMap::new();
    let words = words_of(&texts)?;
    for line in bench.program.json_lines(&["read"], &texts)? {
        let id = line
            .get("report")
            .and_then(Value::as_str)
            .unwrap_or_default();
        let text = words.get(id).map_or("", String::as_str);
        let read_here = read.entry(id.to_owned()).or_default();
        read_here.extend(claim(&line, text));
    }
    ensure!(!read.is_empty(), "marsad read printed no claim");
    let tallies: Vec<(u32, Tally)> = settled
        .iter()
        .map(|item| {
            let claims = merged(read.remove(&item.id).unwrap_or_default());
            Ok((parity(&item.id)?, tally(&item.claims, &claims)))
        })
        .collect::<Result<_>>()?;
    let mut scores = Scores::new();
    let mut page = String::from(
        "## Sentences of six wars\n\nShare of labelled claims that are read and of read claims that are labelled, with the middle 95 of 100 resamples.\n\n| part | recall | precision |\n|---|---|---|\n",
    );
    for (part, parities) in PARTS {
        let chosen: Vec<Tally> = tallies
            .iter()
            .filter(|(parity, _)| parities.contains(parity))
            .map(|(_, tally)| *tally)
            .collect();
        page.push_str(&row(part, &chosen));
        enter(&mut scores, part, &chosen);
    }
    let agreement = agreement(
        &labels(&folder.join("first.jsonl"))?,
        &labels(&folder.join("second.jsonl"))?,
    );
    scores.insert("labellings.agreement-f1".to_owned(), agreement);
    Ok(Outcome::Scored {
        scores,
        pages: vec![page],
    })
}

fn enter(scores: &mut Scores, part: &str, tallies: &[Tally]) {
    let sum = total(tallies);
    let named = [
        ("recall", share(sum.right, sum.labelled), sum.labelled),
        ("precision", share(sum.right, sum.read), sum.read),
        ("what", share(sum.right_what, sum.right), sum.right),
    ];
    for (name, value, items) in named {
        scores.insert(format!("{part}.{name}"), Score::share(value, items));
    }
}

fn row(part: &str, tallies: &[Tally]) -> String {
    let recall = |sum: &[Tally]| share(total(sum).right, total(sum).labelled);
    let precision = |sum: &[Tally]| share(total(sum).right, total(sum).read);
    let cell = |measure: &dyn Fn(&[Tally]) -> f64| {
        let (low, high) = intervals::of(tallies, measure);
        format!("{:.3} ({low:.3} to {high:.3})", measure(tallies))
    };
    format!("| {part} | {} | {} |\n", cell(&recall), cell(&precision))
}

fn total(tallies: &[Tally]) -> Tally {
    tallies.iter().fold(Tally::default(), |sum, one| Tally {
        labelled: sum.labelled + one.labelled,
        read: sum.read + one.read,
        right: sum.right + one.right,
        right_what: sum.right_what + one.right_what,
    })
}

fn labels(path: &std::path::Path) -> Result<Vec<Labelled>> {
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let lines = text.lines().enumerate();
    lines
        .map(|(at, line)| {
            serde_json::from_str(line)
                .with_context(|| format!("{}: line {}", path.display(), at + 1))
        })
        .collect()
}

/// 1 where the number that an id ends with is odd.
fn parity(id: &str) -> Result<u32> {
    let digits = id.rsplit('-').next().unwrap_or_default();
    let number: u32 = digits.parse().with_context(|| format!("the id {id}"))?;
    Ok(number % 2)
}

/// The texts by their ids.
fn words_of(path: &std::path::Path) -> Result<BTreeMap<String, String>> {
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let lines = text.lines().map(|line| {
        let report: Value = serde_json::from_str(line)?;
        let field = |key: &str| report.get(key).and_then(Value::as_str).unwrap_or_default();
        Ok((field("id").to_owned(), field("text").to_owned()))
    });
    lines.collect()
}

fn claim(line: &Value, words: &str) -> Option<Read> {
    let text = |pointer: &str| Some(line.pointer(pointer)?.as_str()?.to_lowercase());
    let voice = line.pointer("/said_by/0").and_then(span);
    let speaker = voice.map(|at| {
        let name = text("/said_by/0/name").unwrap_or_default();
        (name, words.get(at).unwrap_or_default().to_owned())
    });
    let mut what: BTreeSet<String> = ["/sub_event", "/control/change", "/relation"]
        .into_iter()
        .filter_map(text)
        .collect();
    for figure in line
        .get("figures")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
    {
        what.extend(figure.get("of").and_then(Value::as_str).map(str::to_owned));
    }
    Some(Read {
        kind: text("/kind")?,
        what,
        stance: text("/stance")?,
        speaker,
        quote: line.pointer("/quote/text")?.as_str()?.to_owned(),
        start: span(line.get("quote")?)?.start,
    })
}

/// Claims of one kind, stance, voice and matter that share words are one.
fn merged(claims: Vec<Read>) -> Vec<Read> {
    let mut kept: Vec<Read> = Vec::new();
    for claim in claims {
        let end = |one: &Read| one.start + one.quote.len();
        let is_known = kept.iter().any(|known| {
            known.kind == claim.kind
                && known.stance == claim.stance
                && known.speaker == claim.speaker
                && (known.what == claim.what || claim.kind == "toll")
                && known.start < end(&claim)
                && claim.start < end(known)
        });
        if !is_known {
            kept.push(claim);
        }
    }
    kept
}

/// Each label takes the first free claim that fits; claims of the same matter are given away before others.
fn tally(labels: &[Label], claims: &[Read]) -> Tally {
    let mut free: Vec<&Read> = claims.iter().collect();
    let mut open: Vec<&Label> = labels.iter().collect();
    let mut take = |fit: &dyn Fn(&Label, &Read) -> bool| {
        let before = open.len();
        open.retain(|label| {
            let found = free.iter().position(|claim| fit(label, claim));
            found.map(|at| free.remove(at)).is_none()
        });
        before - open.len()
    };
    let right_what = take(&|label, claim| fits(label, claim) && same_matter(label, claim));
    Tally {
        labelled: labels.len(),
        read: claims.len(),
        right: right_what + take(&fits),
        right_what,
    }
}

fn fits(label: &Label, claim: &Read) -> bool {
    label.kind == claim.kind
        && label.stance == claim.stance
        && same_speaker(&label.speaker, claim.speaker.as_ref())
        && claim.quote.contains(&label.anchor)
}

fn same_matter(label: &Label, claim: &Read) -> bool {
    label.what.is_empty() || claim.what.contains(&label.what.to_lowercase())
}

/// Whether a voice is the labelled one: its words or its name have all words of the label, or the other way round.
fn same_speaker(label: &str, voice: Option<&(String, String)>) -> bool {
    let Some((name, text)) = voice else {
        return label.is_empty();
    };
    let words = |text: &str| -> BTreeSet<String> {
        let words = text.split(|c: char| !c.is_alphanumeric());
        words
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect()
    };
    let label = words(label);
    let is_same = |voice: &str| {
        let voice = words(voice);
        !voice.is_empty() && (label.is_subset(&voice) || voice.is_subset(&label))
    };
    !label.is_empty() && (is_same(name) || is_same(text))
}

/// F1 of one labelling against the other: kind, stance, speaker, and words that touch.
fn agreement(first: &[Labelled], second: &[Labelled]) -> Score {
    let second: BTreeMap<&str, &Labelled> =
        second.iter().map(|item| (item.id.as_str(), item)).collect();
    let (mut right, mut ours, mut theirs) = (0, 0, 0);
    for item in first {
        let Some(other) = second.get(item.id.as_str()) else {
            continue;
        };
        let mut free: Vec<&Label> = other.claims.iter().collect();
        theirs += free.len();
        ours += item.claims.len();
        for label in &item.claims {
            let same = free.iter().position(|other| {
                label.kind == other.kind
                    && label.stance == other.stance
                    && label.speaker.is_empty() == other.speaker.is_empty()
                    && (label.anchor.contains(&other.anchor)
                        || other.anchor.contains(&label.anchor))
            });
            if let Some(at) = same {
                free.remove(at);
                right += 1;
            }
        }
    }
    Score::share(
        f1(share(right, ours), share(right, theirs)),
        ours.max(theirs),
    )
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    fn label(what: &str, speaker: &str) -> Label {
        Label {
            kind: "control".to_owned(),
            what: what.to_owned(),
            stance: "asserted".to_owned(),
            speaker: speaker.to_owned(),
            anchor: "took".to_owned(),
        }
    }

    fn read(change: &str, voice: Option<&str>) -> Read {
        Read {
            kind: "control".to_owned(),
            what: BTreeSet::from([change.to_owned()]),
            stance: "asserted".to_owned(),
            speaker: voice.map(|name| (name.to_owned(), String::new())),
            quote: "rebels took the town".to_owned(),
            start: 0,
        }
    }

    #[test]
    fn a_claim_is_right_by_kind_stance_and_speaker() {
        let cases = [
            (label("took", ""), read("took", None), 1, 1),
            (label("took", ""), read("entered", None), 1, 0),
            (label("took", ""), read("took", Some("the army")), 0, 0),
            (label("took", "army"), read("took", Some("the army")), 1, 1),
            (
                label("took", "ministry"),
                read("took", Some("the army")),
                0,
                0,
            ),
        ];
        for (label, read, right, what) in cases {
            let found = tally(std::slice::from_ref(&label), &[read]);
            assert_eq!((found.right, found.right_what), (right, what), "{label:?}");
        }
    }

    #[test]
    fn one_claim_meets_one_label() {
        let labels = [label("took", ""), label("took", "")];
        assert_eq!(tally(&labels, &[read("took", None)]).right, 1);
        let two = merged(vec![read("took", None), read("took", None)]);
        assert_eq!(two.len(), 1);
    }

    #[test]
    fn ids_end_with_a_number() {
        assert_eq!(parity("syr-007").unwrap(), 1);
        assert!(parity("syr").is_err());
    }

    #[test]
    fn the_middle_of_resamples_holds_the_measure() {
        let tallies: Vec<Tally> = (0..40)
            .map(|at| Tally {
                labelled: 2,
                read: 2,
                right: at % 3,
                right_what: 0,
            })
            .collect();
        let measure = |sum: &[Tally]| share(total(sum).right, total(sum).labelled);
        let (low, high) = intervals::of(&tallies, &measure);
        assert!(low < measure(&tallies) && measure(&tallies) < high);
    }
}
