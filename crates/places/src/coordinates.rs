//! Coordinates in a text: decimal degrees, degrees with minutes and seconds, grid references, map links.
//!
//! What goes in: a text and the words that mark coordinates. What comes out: [`Coordinate`]s with their spans,
//! positions and the radius that the digits leave open. What it must not do: guess. Two numbers without a mark are
//! coordinates only with as many digits after the point as [`CoordinateRules`] ask of both, a comma, semicolon or slash
//! between them, and no third such number beside them; so that no date, price, score or version is one. A pair in a
//! square bracket may be written longitude first, and is left alone.
//!
//! The text is read once: each run of digits is tried once, and no try reads more than some 100 bytes.

mod angle;
mod grid;
mod mercator;
mod pair;
mod rules;

use marsad_domain::{PlaceId, PlaceRef, Position, Radius, ShortText, Span};
use serde::{Deserialize, Serialize};

use crate::normal::digit;

pub use rules::CoordinateRules;
pub(crate) use rules::{Bare, RawMark};

/// How coordinates are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Form {
    /// Degrees with a fraction.
    Decimal,
    /// Degrees with minutes, and seconds where there are any.
    Degrees,
    /// A reference of the Military Grid Reference System.
    Mgrs,
    /// Zone, easting and northing of Universal Transverse Mercator.
    Utm,
    /// A map link or a geo URI.
    Link,
}

/// Coordinates where they stand in a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Coordinate {
    /// Where they stand, with their marks.
    pub span: Span,
    /// The point that they give; of a grid reference the middle of its square.
    pub position: Position,
    /// How far from it the digits leave open: half the diagonal of the cell that they name.
    pub radius: Radius,
    /// How they are written.
    pub form: Form,
}

impl Coordinate {
    fn new(span: Span, position: Position, open_km: f64, form: Form) -> Option<Self> {
        let metres = (open_km * 1000.0).ceil().max(1.0);
        Some(Self {
            span,
            position,
            radius: Radius::try_from(metres / 1000.0).ok()?,
            form,
        })
    }

    /// The id of the point: a geo URI (RFC 5870) of its value to about a metre, so that one point has one id however
    /// it is written.
    #[must_use]
    pub fn id(&self) -> Option<PlaceId> {
        self.name().parse().ok()
    }

    /// The point as a place that its coordinates name; its country is unknown.
    #[must_use]
    pub fn place(&self) -> Option<PlaceRef> {
        Some(PlaceRef {
            id: self.id()?,
            name: self.name().into(),
            position: self.position,
            country: ShortText::default(),
        })
    }

    fn name(&self) -> String {
        let five = |degrees: f64| {
            let rounded = (degrees * 1e5).round() / 1e5;
            if rounded == 0.0 { 0.0 } else { rounded }
        };
        let (lat, lon) = (five(self.position.lat()), five(self.position.lon()));
        format!("geo:{lat:.5},{lon:.5}")
    }
}

/// The coordinates of a text, in order, without overlap.
#[must_use]
pub fn find(text: &str, rules: &CoordinateRules) -> Vec<Coordinate> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = next_number(text, at) {
        let read = grid::read(text, start).or_else(|| pair::read(text, start, rules));
        let read = read.filter(|it| it.span.end() > start && it.span.start() >= at);
        at = match read {
            Some(coordinate) => {
                let end = coordinate.span.end();
                found.push(coordinate);
                end
            }
            None => end_of_digits(text, start),
        };
    }
    found
}

/// Where the next run of digits starts. Bytes are looked at first, for most are no digits.
fn next_number(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes().get(from..)?;
    let mut at = 0;
    loop {
        let rest = bytes.get(at..)?;
        let step = rest
            .iter()
            .position(|byte| matches!(byte, b'0'..=b'9' | 0xD9 | 0xDB))?;
        let start = from + at + step;
        let is_digit = text
            .get(start..)
            .and_then(|rest| rest.chars().next())
            .is_some_and(|c| digit(c).is_some());
        if is_digit {
            return Some(start);
        }
        at += step + 1;
    }
}

fn end_of_digits(text: &str, start: usize) -> usize {
    let rest = text.get(start..).unwrap_or_default();
    rest.char_indices()
        .find(|(_, c)| digit(*c).is_none())
        .map_or(text.len(), |(at, _)| start + at)
}

/// The character right before a byte.
fn char_before(text: &str, at: usize) -> Option<char> {
    text.get(..at)?.chars().next_back()
}

/// The character at a byte.
fn char_at(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

#[cfg(test)]
mod tests;
