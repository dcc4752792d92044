//! Where on the globe words put something: a point with a radius, a stretch of a line, an area, a side of a line.

use serde::{Deserialize, Serialize};

use crate::{
    id::PlaceId,
    place::{Kilometres, Position},
};

/// A number that is no measure of the globe.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum GeometryError {
    /// A radius below 0, infinite, or no number.
    #[error("{0} km is no radius; hint: a radius is 0 or more")]
    Radius(f64),
    /// A bearing that is infinite or no number.
    #[error("{0} degrees is no bearing; hint: a bearing is 0 to below 360, clockwise from north")]
    Bearing(f64),
    /// A path of fewer than two points.
    #[error("a path of {0} points leads nowhere; hint: a path has at least two points")]
    Path(usize),
    /// Bounds whose south is north of their north, or that leave the globe.
    #[error("south {south}, north {north} bound nothing")]
    Bounds {
        /// Southern edge as given.
        south: f64,
        /// Northern edge as given.
        north: f64,
    },
    /// A longitude outside -180 to 180, or no number.
    #[error("{0} degrees is no longitude; hint: -180 to 180")]
    Longitude(f64),
}

/// How far from a point something may be, in kilometres along the surface: 0 or more, finite.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(try_from = "f64", into = "f64")]
pub struct Radius(f64);

impl Radius {
    /// The number of kilometres.
    #[must_use]
    pub fn km(self) -> f64 {
        self.0
    }

    /// The same as a length.
    #[must_use]
    pub fn kilometres(self) -> Kilometres {
        Kilometres(self.0)
    }
}

impl TryFrom<f64> for Radius {
    type Error = GeometryError;

    fn try_from(km: f64) -> Result<Self, GeometryError> {
        if km.is_finite() && km >= 0.0 {
            Ok(Self(km))
        } else {
            Err(GeometryError::Radius(km))
        }
    }
}

impl From<Radius> for f64 {
    fn from(radius: Radius) -> Self {
        radius.0
    }
}

/// A direction in degrees clockwise from true north, 0 to below 360.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(try_from = "f64", into = "f64")]
pub struct Bearing(f64);

impl Bearing {
    /// The number of degrees.
    #[must_use]
    pub fn degrees(self) -> f64 {
        self.0
    }
}

impl TryFrom<f64> for Bearing {
    type Error = GeometryError;

    /// A bearing of any number of degrees: whole turns are taken off.
    fn try_from(degrees: f64) -> Result<Self, GeometryError> {
        if !degrees.is_finite() {
            return Err(GeometryError::Bearing(degrees));
        }
        let turned = degrees.rem_euclid(360.0);
        Ok(Self(if turned < 360.0 { turned } else { 0.0 }))
    }
}

impl From<Bearing> for f64 {
    fn from(bearing: Bearing) -> Self {
        bearing.0
    }
}

/// A position as `GeoJSON` writes it: longitude first.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "[f64; 2]", into = "[f64; 2]")]
pub struct LonLat(pub Position);

impl TryFrom<[f64; 2]> for LonLat {
    type Error = crate::place::PositionError;

    fn try_from([lon, lat]: [f64; 2]) -> Result<Self, Self::Error> {
        Position::new(lat, lon).map(Self)
    }
}

impl From<LonLat> for [f64; 2] {
    fn from(LonLat(position): LonLat) -> Self {
        [position.lon(), position.lat()]
    }
}

/// At least two positions in order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Vec<LonLat>", into = "Vec<LonLat>")]
pub struct Path(Vec<LonLat>);

impl Path {
    /// The positions in order.
    pub fn positions(&self) -> impl Iterator<Item = Position> {
        self.0.iter().map(|LonLat(position)| *position)
    }
}

impl TryFrom<Vec<LonLat>> for Path {
    type Error = GeometryError;

    fn try_from(points: Vec<LonLat>) -> Result<Self, GeometryError> {
        if points.len() < 2 {
            return Err(GeometryError::Path(points.len()));
        }
        Ok(Self(points))
    }
}

impl From<Path> for Vec<LonLat> {
    fn from(path: Path) -> Self {
        path.0
    }
}

/// A box of the globe: west, south, east, north in degrees. One whose west is beyond its east crosses the date line.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "[f64; 4]", into = "[f64; 4]")]
pub struct Bounds([f64; 4]);

impl TryFrom<[f64; 4]> for Bounds {
    type Error = GeometryError;

    fn try_from(edges: [f64; 4]) -> Result<Self, GeometryError> {
        let [west, south, east, north] = edges;
        if !(south >= -90.0 && south <= north && north <= 90.0) {
            return Err(GeometryError::Bounds { south, north });
        }
        for lon in [west, east] {
            if !(-180.0..=180.0).contains(&lon) {
                return Err(GeometryError::Longitude(lon));
            }
        }
        Ok(Self(edges))
    }
}

impl From<Bounds> for [f64; 4] {
    fn from(bounds: Bounds) -> Self {
        bounds.0
    }
}

/// Where words put something. What is known by its id is named and not drawn.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", deny_unknown_fields)]
pub enum Geometry {
    /// The middle of a circle; its radius stands beside it.
    Point {
        /// The middle.
        coordinates: LonLat,
    },
    /// A way between places, with what lies that near to it.
    LineString {
        /// The way.
        coordinates: Path,
        /// How far to either side.
        buffer_km: Radius,
    },
    /// All of a known river or road, with what lies that near to it.
    Line {
        /// The line's id.
        line: PlaceId,
        /// How far to either side.
        buffer_km: Radius,
    },
    /// A known area.
    Area {
        /// The area's id.
        area: PlaceId,
    },
    /// The land on one side of a known line.
    Side {
        /// The line's id.
        line: PlaceId,
        /// Where the side looks to.
        facing: Bearing,
        /// What bounds it: the theatre.
        within: Bounds,
        /// How far from the line at most, where the words say so.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        reach_km: Option<Radius>,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_radius_is_negative_or_no_number() {
        for km in [-0.1, f64::NAN, f64::INFINITY] {
            assert!(Radius::try_from(km).is_err(), "{km}");
        }
        assert!(serde_json::from_str::<Radius>("-1.0").is_err());
    }

    #[test]
    fn a_bearing_is_what_is_left_of_whole_turns() {
        for (given, expected) in [
            (0.0, 0.0),
            (360.0, 0.0),
            (-90.0, 270.0),
            (765.0, 45.0),
            (-1e-20, 0.0),
        ] {
            assert_eq!(
                Bearing::try_from(given).map(Bearing::degrees),
                Ok(expected),
                "{given}"
            );
        }
        assert!(Bearing::try_from(f64::NAN).is_err());
    }

    #[test]
    fn a_geometry_is_read_as_it_is_written() {
        let table = [
            r#"{"type":"Point","coordinates":[20.1,10.5]}"#,
            r#"{"type":"LineString","coordinates":[[20.1,10.5],[20.4,10.0]],"buffer_km":5.0}"#,
            r#"{"type":"Line","line":"h4","buffer_km":5.0}"#,
            r#"{"type":"Area","area":"middle-province"}"#,
            r#"{"type":"Side","line":"sarro","facing":90.0,"within":[18.0,9.0,22.0,11.0]}"#,
        ];
        for text in table {
            let read = serde_json::from_str::<Geometry>(text);
            let written = read.ok().and_then(|it| serde_json::to_string(&it).ok());
            assert_eq!(written.as_deref(), Some(text));
        }
    }

    #[test]
    fn what_is_no_geometry_is_refused() {
        let table = [
            r#"{"type":"Point","coordinates":[20.1,91.0]}"#,
            r#"{"type":"LineString","coordinates":[[20.1,10.5]],"buffer_km":5.0}"#,
            r#"{"type":"Line","line":"h4","buffer_km":-5.0}"#,
            r#"{"type":"Side","line":"sarro","facing":90.0,"within":[18.0,12.0,22.0,11.0]}"#,
            r#"{"type":"Circle"}"#,
        ];
        for text in table {
            assert!(serde_json::from_str::<Geometry>(text).is_err(), "{text}");
        }
    }
}
