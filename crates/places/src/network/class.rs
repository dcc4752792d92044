//! How large a road is.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// How large a road is, after the classes of `OpenStreetMap`; larger roads come first in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RoadClass {
    /// Motorway or main road between the largest cities.
    Trunk,
    /// Road between large towns.
    Primary,
    /// Road between towns.
    Secondary,
    /// Road between villages, or a track that is passable by car.
    Tertiary,
}

/// A word that names no class.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no road class")]
pub struct RoadClassError(String);

impl RoadClass {
    /// All classes, larger roads first.
    pub const ALL: [Self; 4] = [Self::Trunk, Self::Primary, Self::Secondary, Self::Tertiary];

    /// The word for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Trunk => "trunk",
            Self::Primary => "primary",
            Self::Secondary => "secondary",
            Self::Tertiary => "tertiary",
        }
    }
}

impl fmt::Display for RoadClass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for RoadClass {
    type Err = RoadClassError;

    fn from_str(text: &str) -> Result<Self, RoadClassError> {
        Self::ALL
            .into_iter()
            .find(|class| class.name() == text)
            .ok_or_else(|| RoadClassError(text.to_owned()))
    }
}
