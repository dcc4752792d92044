//! `marsad places` on two corpora of news, beside the stored outputs of nine other geoparsers.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use super::geoparser_peers::{self, PEERS};
use super::literal_toponyms;
use super::program::{document_line, span};
use super::span_scores::{SpanCounts, Toponym};
use super::{Bench, Outcome, Score, Scores};

/// A corpus: its name in scores, its texts, and the name of its files among the stored outputs.
const CORPORA: &[(&str, &str, &str)] = &[
    ("geowebnews", "reading/geowebnews/GWN.xml", "GeoWebNews"),
    ("tr-news", "reading/tr-news/TR-News.xml", "TR-News"),
];
const OUTPUTS: &str = "reading/geoparser-reference-outputs";

/// Score exact spans and positions, the first half of each corpus, the second and the whole.
///
/// # Errors
/// Fails where a corpus or what the program prints cannot be read.
pub(super) fn score(bench: &Bench) -> Result<Outcome> {
    if !bench.data.join(OUTPUTS).is_dir() {
        return Ok(Outcome::Skipped(format!("no {OUTPUTS}")));
    }
    let mut scores = Scores::new();
    let mut pages = Vec::new();
    for (name, texts_path, outputs_name) in CORPORA {
        let xml = read(bench, texts_path)?;
        let texts = texts(&xml);
        let output = |system: &str| {
            let stored = read(bench, &format!("{OUTPUTS}/{outputs_name}_{system}.txt"))?;
            Ok::<_, anyhow::Error>(geoparser_peers::documents(&stored))
        };
        let gold = output("gold")?;
        ensure!(
            gold.len() == texts.len(),
            "{name}: {} texts, {} of truth",
            texts.len(),
            gold.len()
        );
        let truth = Truth {
            given: geoparser_peers::in_bytes(&gold, &texts),
            repaired: geoparser_peers::repaired(&gold, &texts),
            literal: literal_toponyms::literal(&xml, &texts),
        };
        let printed = printed(bench, name, &["places"], &texts)?;
        score_parts(&mut scores, name, &printed, &truth);
        let of_system = |printed: &[Vec<Toponym>]| {
            let literal = truth.literal(printed, 0..printed.len());
            (truth.whole(printed), literal.map(SpanCounts::f1))
        };
        let mut rows = vec![("marsad", of_system(&printed))];
        for peer in PEERS {
            let theirs = geoparser_peers::in_bytes(&output(peer)?, &texts);
            rows.push((peer, of_system(&theirs)));
        }
        pages.push(table(name, &rows)?);
    }
    Ok(Outcome::Scored { scores, pages })
}

/// The true toponyms of every document, with their offsets as given and repaired.
///
/// Published scores of other geoparsers are against the offsets as given, some of which no program can meet.
#[derive(Debug)]
struct Truth {
    given: Vec<Vec<Toponym>>,
    repaired: Vec<Vec<Toponym>>,
    /// Those that are meant as the places themselves, where the corpus says which are.
    literal: Option<Vec<Vec<Toponym>>>,
}

impl Truth {
    /// Counts over all documents: against the offsets as given, then against the repaired ones.
    fn whole(&self, printed: &[Vec<Toponym>]) -> [SpanCounts; 2] {
        [&self.given, &self.repaired].map(|truth| counts(printed, truth, 0..truth.len()))
    }

    /// Counts of what is printed as literal against the literal toponyms.
    fn literal(
        &self,
        printed: &[Vec<Toponym>],
        part: std::ops::Range<usize>,
    ) -> Option<SpanCounts> {
        let literal = |document: &Vec<Toponym>| {
            let literal = document.iter().filter(|one| one.is_literal);
            literal.copied().collect()
        };
        let printed: Vec<Vec<Toponym>> = printed.iter().map(literal).collect();
        Some(counts(&printed, self.literal.as_ref()?, part))
    }
}

/// What is counted of a system: against the offsets as given and repaired, and F1 of literal toponyms alone.
type Counted = ([SpanCounts; 2], Option<f64>);

fn score_parts(scores: &mut Scores, corpus: &str, printed: &[Vec<Toponym>], truth: &Truth) {
    let (half, end) = (printed.len() / 2, printed.len());
    let parts = [
        ("first", &truth.given, 0..half),
        ("second", &truth.given, half..end),
        ("whole", &truth.given, 0..end),
        ("whole-repaired", &truth.repaired, 0..end),
    ];
    for (part, truth_here, documents) in parts {
        if let Some(counts) = truth
            .literal(printed, documents.clone())
            .filter(|_| part != "whole-repaired")
        {
            let value = Score::share(counts.f1(), counts.truth);
            scores.insert(format!("{corpus}.{part}.literal-span-f1"), value);
        }
        let counts = counts(printed, truth_here, documents);
        for (measure, value) in measures(counts) {
            scores.insert(
                format!("{corpus}.{part}.{measure}"),
                Score::share(value, counts.truth),
            );
        }
    }
}

fn measures(counts: SpanCounts) -> [(&'static str, f64); 6] {
    [
        ("span-precision", counts.precision()),
        ("span-recall", counts.recall()),
        ("span-f1", counts.f1()),
        ("accuracy-161-km", counts.accuracy()),
        ("end-to-end", counts.end_to_end()),
        ("end-to-end-precision", counts.end_to_end_precision()),
    ]
}

fn counts(
    printed: &[Vec<Toponym>],
    truth: &[Vec<Toponym>],
    part: std::ops::Range<usize>,
) -> SpanCounts {
    let mut counts = SpanCounts::default();
    for (printed, truth) in printed.iter().zip(truth).skip(part.start).take(part.len()) {
        counts.add(printed, truth);
    }
    counts
}

fn table(corpus: &str, rows: &[(&str, Counted)]) -> Result<String> {
    let mut page = format!("## {corpus}, beside stored outputs of other geoparsers\n\n");
    page.push_str("Truth: the toponyms with coordinates. Some of its offsets do not hold their phrase; two columns are against repaired ones, for all alike. Literal: those that mean the place itself, where the corpus says which; the others tell no senses, so all that they print counts.\n\n");
    page.push_str("| system | span F1 | end to end | end-to-end precision | accuracy at 161 km | span F1, repaired | end to end, repaired | span F1, literal |\n");
    page.push_str("|---|---|---|---|---|---|---|---|\n");
    for (system, ([given, repaired], literal)) in rows {
        let literal = literal.map_or("-".to_owned(), |f1| format!("{f1:.3}"));
        writeln!(
            page,
            "| {system} | {:.3} | {:.3} | {:.3} | {:.3} | {:.3} | {:.3} | {literal} |",
            given.f1(),
            given.end_to_end(),
            given.end_to_end_precision(),
            given.accuracy(),
            repaired.f1(),
            repaired.end_to_end()
        )?;
    }
    Ok(page)
}

fn read(bench: &Bench, path: &str) -> Result<String> {
    std::fs::read_to_string(bench.data.join(path)).with_context(|| path.to_owned())
}

/// What the program prints for each text, in their order.
pub(super) fn printed(
    bench: &Bench,
    corpus: &str,
    command: &[&str],
    texts: &[String],
) -> Result<Vec<Vec<Toponym>>> {
    let documents: String = texts
        .iter()
        .enumerate()
        .map(|(index, text)| document_line(&index.to_string(), text, None))
        .collect();
    let file = bench.program.file(&format!("{corpus}.jsonl"), &documents)?;
    let lines = bench.program.json_lines(command, &file)?;
    ensure!(!lines.is_empty(), "marsad places printed nothing");
    let mut by_document: BTreeMap<usize, Vec<Toponym>> = BTreeMap::new();
    for line in &lines {
        let (document, toponym) =
            toponym(line).with_context(|| format!("marsad places printed {line}"))?;
        by_document.entry(document).or_default().push(toponym);
    }
    Ok((0..texts.len())
        .map(|index| by_document.remove(&index).unwrap_or_default())
        .collect())
}

fn toponym(line: &Value) -> Option<(usize, Toponym)> {
    let document = line.get("id")?.as_str()?.parse().ok()?;
    let words = span(line)?;
    let place = line.get("place").filter(|place| !place.is_null());
    let degrees = |key: &str| place?.get(key)?.as_f64();
    let position = degrees("lat").zip(degrees("lon"));
    Some((
        document,
        Toponym {
            start: words.start,
            end: words.end,
            position,
            is_literal: line.get("sense").and_then(Value::as_str) == Some("literal"),
        },
    ))
}

/// The text of every article of a corpus, in order.
fn texts(xml: &str) -> Vec<String> {
    let pieces = xml.split("<text>").skip(1);
    pieces
        .filter_map(|piece| piece.split_once("</text>"))
        .map(|(inside, _)| plain(inside))
        .collect()
}

/// The characters that an XML text stands for.
fn plain(inside: &str) -> String {
    let inside = inside.replace("\r\n", "\n");
    if let Some(kept) = inside
        .trim()
        .strip_prefix("<![CDATA[")
        .and_then(|rest| rest.strip_suffix("]]>"))
    {
        return kept.to_owned();
    }
    // The ampersand last, so that an escaped escape stays what it says.
    [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&apos;", "'"),
        ("&amp;", "&"),
    ]
    .into_iter()
    .fold(inside, |text, (escape, letter)| {
        text.replace(escape, letter)
    })
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn texts_are_taken_out_of_their_markup() {
        let xml = "<a><title>no</title><text>A &amp;lt; B</text></a><a><text><![CDATA[C &amp; D]]></text></a>";
        assert_eq!(texts(xml), ["A &lt; B", "C &amp; D"]);
    }

    #[test]
    fn a_line_may_have_no_place() {
        let line = serde_json::json!({"id": "3", "start": 1, "end": 5, "quote": "Avas", "sense": "literal", "place": null, "score": 0.2});
        assert_eq!(
            toponym(&line).unwrap(),
            (
                3,
                Toponym {
                    start: 1,
                    end: 5,
                    position: None,
                    is_literal: true,
                }
            )
        );
        let line = serde_json::json!({"id": "3", "start": 1, "end": 5, "place": {"lat": 1.5, "lon": -2.0}});
        assert_eq!(toponym(&line).unwrap().1.position, Some((1.5, -2.0)));
    }
}
