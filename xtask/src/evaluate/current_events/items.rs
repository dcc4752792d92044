//! A judged claim and a read one in one shape, and in what they have to agree.
//!
//! Control: what changed, the place (the judged name's bytes touch those of the read place, or the ids are equal), the
//! party where one was judged, the stance, the speaker. A read claim with several places is one for each of them.
//! Control that was judged without a place, as of "several villages", is read without a known place.
//! A figure of a toll, and a displacement: the effect, the low and the high end (none where it is open), bytes that
//! touch, the speaker; of a displacement also the place where one was judged. An absent low end is 0. Place, party and
//! stance of a toll, and the stance of a displacement, are not compared.
//! What was judged without bytes is found by its words: the bytes of the anchor touch those of the read quote.
//! The speaker: the nearest voice. It agrees where the bytes touch, or where neither has one but the report itself.

use std::ops::Range;

use anyhow::{Result, ensure};
use serde::Deserialize;
use serde_json::Value;

use super::super::program::span;

/// The kinds that are judged.
pub(super) const KINDS: [&str; 3] = ["control", "toll", "displacement"];

/// A claim as it was judged.
#[derive(Debug, Deserialize)]
pub(super) struct Judged {
    kind: String,
    #[serde(default)]
    what: String,
    #[serde(default)]
    effect: String,
    low: Option<u64>,
    high: Option<u64>,
    place: Option<String>,
    party: Option<String>,
    start: Option<usize>,
    end: Option<usize>,
    stance: String,
    speaker: Option<Bytes>,
    anchor: Bytes,
}

/// First byte, and byte after the last.
#[derive(Debug, Deserialize)]
struct Bytes {
    start: usize,
    end: usize,
}

/// What is compared of a claim.
#[derive(Debug, Clone)]
pub(super) struct Item {
    /// One of `KINDS`.
    pub(super) kind: &'static str,
    /// How control changed, or what became of the people of a figure.
    what: String,
    /// The least and the greatest number; open where there is no greatest.
    range: Option<(u64, Option<u64>)>,
    /// The bytes of the place of control, or of the figure.
    span: Option<Range<usize>>,
    places: Vec<String>,
    party: Option<String>,
    stance: String,
    speaker: Option<Range<usize>>,
    /// The anchor of a judged claim, the quote of a read one.
    words: Option<Range<usize>>,
}

impl Item {
    /// Whether another claim is the same in all that is compared.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        self.kind == other.kind
            && self.what == other.what
            && self.range == other.range
            && self.span == other.span
            && self.places == other.places
            && self.party == other.party
            && self.stance == other.stance
            && self.speaker == other.speaker
            && (self.span.is_some() || self.words == other.words)
    }
}

impl Judged {
    /// What is compared of it.
    ///
    /// # Errors
    /// Fails where its kind is unknown or a figure has no bytes.
    pub(super) fn item(&self) -> Result<Item> {
        let kind = KINDS.into_iter().find(|kind| *kind == self.kind);
        let Some(kind) = kind else {
            anyhow::bail!("a judged claim of the kind {}", self.kind)
        };
        let span = self.start.zip(self.end).map(|(start, end)| start..end);
        let has_figure = kind != KINDS[0] && (self.low.is_some() || self.high.is_some());
        ensure!(
            span.is_some() || !has_figure,
            "a judged {kind} with a figure, but without bytes"
        );
        Ok(Item {
            kind,
            what: match kind {
                "control" => self.what.clone(),
                "toll" => self.effect.clone(),
                _ => String::new(),
            },
            range: has_figure.then_some((self.low.unwrap_or_default(), self.high)),
            span,
            places: self.place.iter().cloned().collect(),
            party: self.party.clone(),
            stance: self.stance.clone(),
            speaker: self.speaker.as_ref().map(|at| at.start..at.end),
            words: Some(self.anchor.start..self.anchor.end),
        })
    }
}

/// What is compared of a claim that the program prints: one for each place of control, or for each figure.
pub(super) fn read(claim: &Value) -> Vec<Item> {
    let kind = text(claim, "/kind").unwrap_or_default();
    let Some(kind) = KINDS.into_iter().find(|known| *known == kind) else {
        return Vec::new();
    };
    let one = Item {
        kind,
        what: text(claim, "/control/change").unwrap_or_default(),
        range: None,
        span: None,
        places: Vec::new(),
        party: text(claim, "/control/party"),
        stance: text(claim, "/stance").unwrap_or_default(),
        speaker: claim.pointer("/said_by/0").and_then(span),
        words: claim.get("quote").and_then(span),
    };
    if kind == "control" {
        controls(claim, &one)
    } else {
        figures(claim, &one)
    }
}

/// One for each place, and one for control without any.
fn controls(claim: &Value, one: &Item) -> Vec<Item> {
    let placed = places(claim).map(|place| Item {
        span: span(place),
        places: text(place, "/place/id").into_iter().collect(),
        ..one.clone()
    });
    let placed: Vec<Item> = placed.collect();
    if placed.is_empty() {
        vec![one.clone()]
    } else {
        placed
    }
}

/// One for each figure, and one for a displacement without any.
fn figures(claim: &Value, one: &Item) -> Vec<Item> {
    let ends = ["/from/id", "/to/id"].map(|end| text(claim, end));
    let named = places(claim).filter_map(|place| text(place, "/place/id"));
    let places: Vec<String> = named.chain(ends.into_iter().flatten()).collect();
    let one = Item {
        places,
        ..one.clone()
    };
    let figures = claim.get("figures").and_then(Value::as_array);
    let figures = figures.into_iter().flatten().map(|figure| Item {
        what: if one.kind == "toll" {
            text(figure, "/of").unwrap_or_default()
        } else {
            String::new()
        },
        range: Some((
            figure
                .get("low")
                .and_then(Value::as_u64)
                .unwrap_or_default(),
            figure.get("high").and_then(Value::as_u64),
        )),
        span: span(figure),
        ..one.clone()
    });
    let figures: Vec<Item> = figures.collect();
    if figures.is_empty() && one.kind == "displacement" {
        vec![one]
    } else {
        figures
    }
}

/// The places of a claim that the program prints.
pub(super) fn places(claim: &Value) -> impl Iterator<Item = &Value> {
    let places = claim.get("where").and_then(Value::as_array);
    places.into_iter().flatten()
}

/// Whether a read claim says what a judged one says.
pub(super) fn agree(judged: &Item, read: &Item) -> bool {
    let has_place = judged.places.iter().any(|id| read.places.contains(id));
    let touch =
        |part: fn(&Item) -> Option<&Range<usize>>| same_or_touching(part(judged), part(read));
    let is_there = match (&judged.span, judged.kind) {
        (None, "control") => read.places.is_empty() && touch(|item| item.words.as_ref()),
        (None, _) => touch(|item| item.words.as_ref()),
        (Some(_), "control") => has_place || touch(|item| item.span.as_ref()),
        (Some(_), _) => touch(|item| item.span.as_ref()),
    };
    let is_so = match judged.kind {
        "control" => {
            (judged.party.is_none() || judged.party == read.party) && judged.stance == read.stance
        }
        "displacement" => judged.places.is_empty() || has_place,
        _ => true,
    };
    judged.kind == read.kind
        && judged.what == read.what
        && judged.range == read.range
        && touch(|item| item.speaker.as_ref())
        && is_there
        && is_so
}

/// Whether both have bytes in common, or neither has any.
fn same_or_touching(one: Option<&Range<usize>>, other: Option<&Range<usize>>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => one.start < other.end && other.start < one.end,
        (None, None) => true,
        _ => false,
    }
}

fn text(value: &Value, pointer: &str) -> Option<String> {
    Some(value.pointer(pointer)?.as_str()?.to_owned())
}
