//! The weights by which places around a point vote, read from TOML text.

use marsad_domain::Digest32;
use serde::Deserialize;

use crate::numbers::{CALIBRATION_HINT, NumbersError, calibrated, is_calibration};

/// The weights. Every number is data: its file says which command measured it on which set.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PointWeights {
    /// The command that fitted the numbers.
    pub fitted_with: String,
    /// The set that they were fitted on.
    pub fitted_on: String,
    /// How many of the nearest known places vote.
    pub places: usize,
    /// Added to each distance in great-circle km, so that a neighbour next door is not everything.
    pub near_km: f64,
    /// A known place this near is the place itself, and decides alone.
    pub same_km: f64,
    /// Places beyond this many great-circle km do not vote.
    pub reach_km: f64,
    /// Exponent of the distance in the vote between holders.
    pub holder_power: f64,
    /// How little the plane through the votes between holders may tilt: added to the spread of the places in each
    /// direction, as a share of their mean square distance. Near 0 it tilts freely, far above 1 it is the mean.
    pub plane_damping: f64,
    /// Exponent of the distance in the vote on whether the point is contested, which reaches less far.
    pub contested_power: f64,
    /// Days after which a hold has half a vote.
    pub age_half_life_days: f64,
    /// Days after which confidence is half, for a point whose places nobody has spoken of for so long.
    pub confidence_half_life_days: f64,
    /// Holders, in small letters, that mean that nobody holds the place alone.
    pub contested: Vec<String>,
    /// Holders, in small letters, that mean that nobody knows.
    pub unknown: Vec<String>,
    /// How often a share of the vote was right: pairs of share and confidence, rising, with straight lines between.
    pub calibration: Vec<[f64; 2]>,
    /// Hash of the text that the weights were read from.
    #[serde(skip)]
    pub hash: Option<Digest32>,
}

impl PointWeights {
    /// Reads the weights.
    ///
    /// # Errors
    /// Bad TOML, an unknown key, a number out of its range.
    pub fn from_toml(file: &str, text: &str) -> Result<Self, NumbersError> {
        let mut weights: Self = toml::from_str(text).map_err(|error| NumbersError::Toml {
            file: file.to_owned(),
            message: error.to_string(),
        })?;
        let bad = |key, hint| {
            Err(NumbersError::Number {
                file: file.to_owned(),
                key,
                hint,
            })
        };
        let above_zero = [
            ("near_km", weights.near_km),
            ("reach_km", weights.reach_km),
            ("holder_power", weights.holder_power),
            ("plane_damping", weights.plane_damping),
            ("contested_power", weights.contested_power),
            ("age_half_life_days", weights.age_half_life_days),
            (
                "confidence_half_life_days",
                weights.confidence_half_life_days,
            ),
        ];
        if let Some((key, _)) = above_zero
            .iter()
            .find(|(_, value)| !(*value > 0.0 && value.is_finite()))
        {
            return bad(key, "give a number above 0");
        }
        // Below this a plane through places in a row has no slope that numbers could hold.
        if weights.plane_damping < 1e-6 {
            return bad("plane_damping", "give 0.000001 or more");
        }
        if weights.places == 0 {
            return bad("places", "give 1 or more");
        }
        if !is_calibration(&weights.calibration) {
            return bad("calibration", CALIBRATION_HINT);
        }
        weights.hash = Some(Digest32::blake3(text.as_bytes()));
        Ok(weights)
    }

    /// The weight of a place in the vote between holders, by its distance in km.
    pub(crate) fn wide(&self, km: f64) -> f64 {
        (km + self.near_km).powf(-self.holder_power)
    }

    /// The weight of a place in the vote on whether a point is contested, by its distance in km.
    pub(crate) fn narrow(&self, km: f64) -> f64 {
        (km + self.near_km).powf(-self.contested_power)
    }

    /// How often a share of the vote was right.
    pub(crate) fn calibrated(&self, share: f64) -> f64 {
        calibrated(&self.calibration, share)
    }
}
