//! Places, positions and distances.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::{id::PlaceId, text::ShortText};

/// A point on the WGS 84 ellipsoid in degrees; latitude -90 to 90, longitude -180 to 180.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "RawPosition", into = "RawPosition")]
pub struct Position {
    lat: f64,
    lon: f64,
}

#[derive(Serialize, Deserialize)]
struct RawPosition {
    lat: f64,
    lon: f64,
}

/// Coordinates that are not on the globe.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("latitude {lat}, longitude {lon} is no point on the globe")]
pub struct PositionError {
    lat: f64,
    lon: f64,
}

/// Mean radius of the earth in kilometres (IUGG): that of every sphere on which distances are told.
pub const EARTH_KM: f64 = 6371.0088;

impl Position {
    /// A position from degrees.
    ///
    /// # Errors
    /// Latitude outside -90 to 90, longitude outside -180 to 180, or not a number.
    pub fn new(lat: f64, lon: f64) -> Result<Self, PositionError> {
        if (-90.0..=90.0).contains(&lat) && (-180.0..=180.0).contains(&lon) {
            Ok(Self { lat, lon })
        } else {
            Err(PositionError { lat, lon })
        }
    }

    /// Degrees north.
    #[must_use]
    pub fn lat(self) -> f64 {
        self.lat
    }

    /// Degrees east.
    #[must_use]
    pub fn lon(self) -> f64 {
        self.lon
    }

    /// Great-circle distance on a sphere of 6,371.0088 km (mean earth radius, IUGG), by the haversine formula.
    #[must_use]
    pub fn haversine(self, other: Self) -> Kilometres {
        let (lat1, lat2) = (self.lat.to_radians(), other.lat.to_radians());
        let d_lat = lat2 - lat1;
        let d_lon = (other.lon - self.lon).to_radians();
        let h = (d_lat / 2.0).sin().powi(2) + lat1.cos() * lat2.cos() * (d_lon / 2.0).sin().powi(2);
        Kilometres(2.0 * EARTH_KM * h.sqrt().min(1.0).asin())
    }
}

impl TryFrom<RawPosition> for Position {
    type Error = PositionError;

    fn try_from(raw: RawPosition) -> Result<Self, PositionError> {
        Self::new(raw.lat, raw.lon)
    }
}

impl From<Position> for RawPosition {
    fn from(position: Position) -> Self {
        Self {
            lat: position.lat,
            lon: position.lon,
        }
    }
}

/// A length in kilometres. What metric it was measured in is named where it is made.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Kilometres(pub f64);

/// What sort of place a name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PlaceKind {
    /// Capital of a country.
    Capital,
    /// City.
    City,
    /// Town.
    Town,
    /// Village.
    Village,
    /// Part of a city.
    District,
    /// Military air base.
    Airbase,
    /// Civil airport.
    Airport,
    /// Border crossing, a gate between the ground of two parties, or a ferry across a river.
    Crossing,
    /// Sea port.
    Port,
    /// Dam.
    Dam,
    /// Bridge.
    Bridge,
    /// Camp of displaced people.
    Camp,
    /// Road junction without a settlement of its own.
    Junction,
    /// Prison.
    Prison,
    /// Hill or mountain.
    Hill,
    /// A building or site such as a hospital or a base.
    Facility,
    /// Country.
    Country,
    /// First-level region.
    Governorate,
    /// Second-level administrative unit, such as a district of a governorate.
    Admin2,
    /// Third-level administrative unit, such as a sub-district.
    Admin3,
    /// Informal region.
    Region,
    /// Sea or lake.
    Sea,
    /// River.
    River,
}

/// A word that names no kind of place.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no kind of place")]
pub struct PlaceKindError(pub String);

impl FromStr for PlaceKind {
    type Err = PlaceKindError;

    fn from_str(text: &str) -> Result<Self, PlaceKindError> {
        Ok(match text {
            "capital" => Self::Capital,
            "city" => Self::City,
            "town" => Self::Town,
            "village" => Self::Village,
            "district" => Self::District,
            "airbase" => Self::Airbase,
            "airport" => Self::Airport,
            "crossing" => Self::Crossing,
            "port" => Self::Port,
            "dam" => Self::Dam,
            "bridge" => Self::Bridge,
            "camp" => Self::Camp,
            "junction" => Self::Junction,
            "prison" => Self::Prison,
            "hill" => Self::Hill,
            "facility" => Self::Facility,
            "country" => Self::Country,
            "governorate" => Self::Governorate,
            "admin2" => Self::Admin2,
            "admin3" => Self::Admin3,
            "region" => Self::Region,
            "sea" => Self::Sea,
            "river" => Self::River,
            _ => return Err(PlaceKindError(text.to_owned())),
        })
    }
}

impl PlaceKind {
    /// The word for it in a table.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Capital => "capital",
            Self::City => "city",
            Self::Town => "town",
            Self::Village => "village",
            Self::District => "district",
            Self::Airbase => "airbase",
            Self::Airport => "airport",
            Self::Crossing => "crossing",
            Self::Port => "port",
            Self::Dam => "dam",
            Self::Bridge => "bridge",
            Self::Camp => "camp",
            Self::Junction => "junction",
            Self::Prison => "prison",
            Self::Hill => "hill",
            Self::Facility => "facility",
            Self::Country => "country",
            Self::Governorate => "governorate",
            Self::Admin2 => "admin2",
            Self::Admin3 => "admin3",
            Self::Region => "region",
            Self::Sea => "sea",
            Self::River => "river",
        }
    }

    /// Whether the place is an extent and not a point.
    #[must_use]
    pub fn is_area(self) -> bool {
        matches!(
            self,
            Self::Country
                | Self::Governorate
                | Self::Admin2
                | Self::Admin3
                | Self::Region
                | Self::Sea
                | Self::River
        )
    }

    /// Whether people live there and someone can hold it as a settlement.
    #[must_use]
    pub fn is_settlement(self) -> bool {
        matches!(
            self,
            Self::Capital | Self::City | Self::Town | Self::Village
        )
    }
}

/// A place of a gazetteer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// Identifier.
    pub id: PlaceId,
    /// The name used in English reports.
    pub name: String,
    /// The name in Arabic script, where known.
    pub name_ar: Option<String>,
    /// Other spellings, any script.
    pub spellings: Vec<String>,
    /// What sort of place.
    pub kind: PlaceKind,
    /// Point, or the centre of an area.
    pub position: Position,
    /// People, where known.
    pub population: Option<u64>,
    /// First-level region it lies in.
    pub admin1: Option<PlaceId>,
    /// ISO 3166 alpha-2 code.
    pub country: String,
    /// Radius within which its holder holds road nodes.
    pub junction: Kilometres,
    /// Where the row comes from.
    pub basis: String,
}

/// What a claim or a line of output says about a place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "RawPlaceRef")]
pub struct PlaceRef {
    /// Identifier.
    pub id: PlaceId,
    /// Name in English reports.
    pub name: ShortText,
    /// Point, or the centre of an area, in degrees.
    #[serde(flatten)]
    pub position: Position,
    /// ISO 3166 alpha-2 code.
    pub country: ShortText,
}

#[derive(Deserialize)]
struct RawPlaceRef {
    id: PlaceId,
    name: ShortText,
    lat: f64,
    lon: f64,
    country: ShortText,
}

impl TryFrom<RawPlaceRef> for PlaceRef {
    type Error = PositionError;

    fn try_from(raw: RawPlaceRef) -> Result<Self, PositionError> {
        Ok(Self {
            id: raw.id,
            name: raw.name,
            position: Position::new(raw.lat, raw.lon)?,
            country: raw.country,
        })
    }
}

impl From<&Place> for PlaceRef {
    fn from(place: &Place) -> Self {
        Self {
            id: place.id.clone(),
            name: place.name.as_str().into(),
            position: place.position,
            country: place.country.as_str().into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_degree_of_latitude_is_about_111_km() {
        let a = Position::new(0.0, 0.0);
        let b = Position::new(1.0, 0.0);
        let km = a.and_then(|a| b.map(|b| a.haversine(b).0));
        assert!(km.is_ok_and(|km| (km - 111.195).abs() < 0.001));
    }

    #[test]
    fn a_kind_is_read_from_its_name() {
        for kind in [PlaceKind::Capital, PlaceKind::Admin3, PlaceKind::Airbase] {
            assert_eq!(kind.name().parse(), Ok(kind));
        }
    }

    #[test]
    fn a_latitude_of_91_is_no_position() {
        assert!(Position::new(91.0, 0.0).is_err());
        assert!(Position::new(f64::NAN, 0.0).is_err());
        assert!(serde_json::from_str::<Position>(r#"{"lat":91.0,"lon":0.0}"#).is_err());
    }
}
