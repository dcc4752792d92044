//! Lines of a theatre: rivers, coasts, roads, boundaries; which side of one a point lies on.
//!
//! What goes in: `[[line]]` tables. What comes out: nearest points, banks, compass sides, insides of boundaries.
//! What it must not do: know who holds anything.

use std::collections::{BTreeMap, BTreeSet};

use marsad_domain::{PlaceId, Position};
use serde::Deserialize;

mod bank;
mod nearest;

pub use bank::{Bank, CompassSide};
pub use nearest::Nearest;

/// What sort of line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LineKind {
    /// River; its points run downstream.
    River,
    /// Coast.
    Coast,
    /// Road, drawn for maps only: links of the network say what is connected.
    Road,
    /// Boundary of a region or country, or of a zone.
    Boundary,
    /// Line of ceasefire or armistice that is no boundary.
    Ceasefire,
}

/// A line of at least two points, in order; a river runs downstream.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Identifier.
    pub id: PlaceId,
    /// Name in English reports.
    pub name: String,
    /// Name in Arabic script, where known.
    pub name_ar: Option<String>,
    /// Other spellings, any script.
    pub spellings: Vec<String>,
    /// What sort of line.
    pub kind: LineKind,
    /// Where the line comes from and how exact it is.
    pub basis: String,
    /// The places where roads cross it; where it has any, a road crosses it nowhere else.
    pub crossings: BTreeSet<PlaceId>,
    points: Vec<Position>,
}

/// The lines of a theatre by id.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Lines {
    by_id: BTreeMap<PlaceId, Line>,
}

/// A file of lines that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LinesError {
    /// Not TOML, an unknown key, or a value of the wrong type; the message names line and column.
    #[error("{file}: {message}")]
    Toml {
        /// File name.
        file: String,
        /// What the parser says.
        message: String,
    },
    /// A line that cannot be.
    #[error("{file}: line {id}: {source}")]
    Line {
        /// File name.
        file: String,
        /// The line's id.
        id: PlaceId,
        /// What is wrong.
        source: LineError,
    },
}

/// Why a line cannot be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LineError {
    /// The id is taken.
    #[error("is listed twice; hint: give each line its own id")]
    Twice,
    /// Fewer than two different points.
    #[error("has fewer than two different points; hint: points = [[lat, lon], [lat, lon]]")]
    TooShort,
    /// A point off the globe.
    #[error("point {0} is no point on the globe; hint: points are [lat, lon], latitude first")]
    NoPosition(usize),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LineFile {
    #[serde(default)]
    line: Vec<RawLine>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawLine {
    id: PlaceId,
    name: String,
    #[serde(default)]
    name_ar: Option<String>,
    #[serde(default)]
    spellings: Vec<String>,
    kind: LineKind,
    basis: String,
    #[serde(default)]
    crossings: BTreeSet<PlaceId>,
    points: Vec<[f64; 2]>,
}

impl Lines {
    /// Reads `[[line]]` tables.
    ///
    /// # Errors
    /// Bad TOML, unknown keys, an id twice, fewer than two different points, a point off the globe.
    pub fn from_toml(file: &str, text: &str) -> Result<Self, LinesError> {
        let list: LineFile = toml::from_str(text).map_err(|error| LinesError::Toml {
            file: file.to_owned(),
            message: error.to_string(),
        })?;
        let mut by_id = BTreeMap::new();
        for raw in list.line {
            let id = raw.id.clone();
            let line = Line::from_raw(raw).and_then(|line| {
                if by_id.contains_key(&line.id) {
                    Err(LineError::Twice)
                } else {
                    Ok(line)
                }
            });
            let line = line.map_err(|source| LinesError::Line {
                file: file.to_owned(),
                id: id.clone(),
                source,
            })?;
            by_id.insert(id, line);
        }
        Ok(Self { by_id })
    }

    /// The line of an id.
    #[must_use]
    pub fn get(&self, id: &PlaceId) -> Option<&Line> {
        self.by_id.get(id)
    }

    /// All lines in order of their ids.
    pub fn iter(&self) -> impl Iterator<Item = &Line> {
        self.by_id.values()
    }
}

impl Line {
    fn from_raw(raw: RawLine) -> Result<Self, LineError> {
        let mut points: Vec<Position> = Vec::with_capacity(raw.points.len());
        for (at, [lat, lon]) in raw.points.into_iter().enumerate() {
            let point = Position::new(lat, lon)
                .ok()
                .ok_or(LineError::NoPosition(at + 1))?;
            if points.last() != Some(&point) {
                points.push(point);
            }
        }
        if points.len() < 2 {
            return Err(LineError::TooShort);
        }
        Ok(Self {
            id: raw.id,
            name: raw.name,
            name_ar: raw.name_ar,
            spellings: raw.spellings,
            kind: raw.kind,
            basis: raw.basis,
            crossings: raw.crossings,
            points,
        })
    }

    /// The points in order: at least two, no two neighbours alike.
    #[must_use]
    pub fn points(&self) -> &[Position] {
        &self.points
    }

    /// Whether the last point is the first, so that the line has an inside.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        self.points.len() > 3 && self.points.first() == self.points.last()
    }

    /// Whether the straight way between two points changes the side of the line: it meets the line an odd number of
    /// times (in plain degrees, as [`Self::contains`]).
    #[must_use]
    pub fn parts(&self, a: Position, b: Position) -> bool {
        let meetings = self.points.windows(2).filter(|pair| meets(a, b, pair));
        meetings.count() % 2 == 1
    }

    /// Whether a point lies inside a closed line (even-odd rule in plain degrees, which is exact enough for
    /// regions that hold neither a pole nor the date line); `None` for an open line, which has no inside.
    #[must_use]
    pub fn contains(&self, position: Position) -> Option<bool> {
        if !self.is_closed() {
            return None;
        }
        let crossings = self
            .points
            .windows(2)
            .filter(|pair| crosses(position, pair))
            .count();
        Some(crossings % 2 == 1)
    }
}

/// Whether the way from `a` to `b` meets a segment between its ends.
fn meets(a: Position, b: Position, segment: &[Position]) -> bool {
    let [c, d] = *segment else { return false };
    let turn = |from: Position, to: Position, at: Position| {
        (to.lon() - from.lon()) * (at.lat() - from.lat())
            - (to.lat() - from.lat()) * (at.lon() - from.lon())
    };
    turn(a, b, c) * turn(a, b, d) < 0.0 && turn(c, d, a) * turn(c, d, b) < 0.0
}

/// Whether the ray from a position eastward crosses a segment.
fn crosses(position: Position, segment: &[Position]) -> bool {
    let [a, b] = segment else { return false };
    if (a.lat() > position.lat()) == (b.lat() > position.lat()) {
        return false;
    }
    let share = (position.lat() - a.lat()) / (b.lat() - a.lat());
    position.lon() < a.lon() + share * (b.lon() - a.lon())
}

#[cfg(test)]
mod tests;
