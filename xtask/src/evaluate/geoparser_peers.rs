//! Stored outputs of other geoparsers, and the truth in the same format (EUPEG, Wang and Hu 2019).
//!
//! One line a document; toponyms joined by `||`; fields by `,,`: name, phrase, latitude, longitude, start, end,
//! the last two in characters.

use super::span_scores::Toponym;

/// The systems whose outputs are stored.
pub(super) const PEERS: &[&str] = &[
    "CamCoder",
    "StanfordNER",
    "Edinburgh",
    "CLAVIN",
    "GeoTxt",
    "TopoCluster",
    "DBpedia",
    "Yahoo",
    "SpaCyNER",
];

/// How far from its stated start a phrase is looked for, in characters.
const REPAIR_REACH: usize = 40;

/// An offset that no text has.
const NOWHERE: usize = 1 << 40;

/// One stored toponym, in characters.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Stored {
    phrase: String,
    start: usize,
    end: usize,
    position: Option<(f64, f64)>,
}

/// Every document of a file; a toponym whose offsets cannot be read is left out.
pub(super) fn documents(text: &str) -> Vec<Vec<Stored>> {
    text.lines()
        .map(|line| line.split("||").filter_map(stored).collect())
        .collect()
}

fn stored(toponym: &str) -> Option<Stored> {
    let fields: Vec<&str> = toponym.split(",,").collect();
    let [_, phrase, latitude, longitude, start, end] = fields.as_slice() else {
        return None;
    };
    Some(Stored {
        phrase: (*phrase).to_owned(),
        start: offset(start)?,
        end: offset(end)?,
        position: latitude
            .trim()
            .parse()
            .ok()
            .zip(longitude.trim().parse().ok()),
    })
}

/// An offset in letters; one below 0 is nowhere in the text, but its toponym still counts.
fn offset(written: &str) -> Option<usize> {
    let offset: i64 = written.trim().parse().ok()?;
    Some(usize::try_from(offset).unwrap_or(NOWHERE))
}

/// The documents with offsets in bytes of their texts.
pub(super) fn in_bytes(documents: &[Vec<Stored>], texts: &[String]) -> Vec<Vec<Toponym>> {
    convert(documents, texts, |one, _| (one.start, one.end))
}

/// As `in_bytes`, but a span that does not hold its phrase moves to the nearest place that does.
pub(super) fn repaired(documents: &[Vec<Stored>], texts: &[String]) -> Vec<Vec<Toponym>> {
    convert(documents, texts, repaired_span)
}

fn convert(
    documents: &[Vec<Stored>],
    texts: &[String],
    span: fn(&Stored, &[char]) -> (usize, usize),
) -> Vec<Vec<Toponym>> {
    let convert_one = |(stored, text): (&Vec<Stored>, &String)| {
        let letters: Vec<char> = text.chars().collect();
        let bytes: Vec<usize> = text.char_indices().map(|(byte, _)| byte).collect();
        // An offset beyond the text stays beyond it, so that what lies there is counted and never found.
        let byte = |letter: usize| {
            let beyond = || text.len() + letter.saturating_sub(letters.len());
            bytes.get(letter).copied().unwrap_or_else(beyond)
        };
        let toponym = |one: &Stored| {
            let (start, end) = span(one, &letters);
            Toponym {
                start: byte(start),
                end: byte(end),
                position: one.position,
                is_literal: true,
            }
        };
        stored.iter().map(toponym).collect()
    };
    documents.iter().zip(texts).map(convert_one).collect()
}

fn repaired_span(one: &Stored, letters: &[char]) -> (usize, usize) {
    let phrase: Vec<char> = one.phrase.chars().collect();
    let holds_at = |start: usize| {
        !phrase.is_empty() && letters.get(start..start + phrase.len()) == Some(phrase.as_slice())
    };
    let candidates = (0..=REPAIR_REACH)
        .flat_map(|reach| [one.start.checked_sub(reach), Some(one.start + reach)]);
    let found = candidates.flatten().find(|start| holds_at(*start));
    found.map_or((one.start, one.end), |start| (start, start + phrase.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_become_bytes_and_are_repaired() {
        let texts = ["é Avas, Bor".to_owned()];
        let file =
            "Avas,,Avas,,1.0,,2.0,,2,,6||Bor,,Bor,,1,,2,,9,,12||Cor,,Cor,,x,,2,,0,,1||broken";
        let stored = documents(file);
        assert_eq!(stored[0].len(), 3);
        let spans = |documents: Vec<Vec<Toponym>>| {
            documents[0]
                .iter()
                .map(|one| (one.start, one.end))
                .collect::<Vec<_>>()
        };
        // The text has 11 letters in 12 bytes.
        assert_eq!(spans(in_bytes(&stored, &texts)), [(3, 7), (10, 13), (0, 2)]);
        assert_eq!(spans(repaired(&stored, &texts)), [(3, 7), (9, 12), (0, 2)]);
    }
}
