//! The rules of areas, read from TOML text.

use marsad_domain::Digest32;
use marsad_places::network::RoadClass;
use serde::Deserialize;

use crate::numbers::{CALIBRATION_HINT, NumbersError, calibrated, is_calibration};

/// What a km of travel costs, and what a crossing does.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TravelRules {
    /// Of a km on a trunk road.
    pub trunk: f64,
    /// Of a km on a primary road.
    pub primary: f64,
    /// Of a km on a secondary road.
    pub secondary: f64,
    /// Of a km on a tertiary road.
    pub tertiary: f64,
    /// Of a km over open land.
    pub open: f64,
    /// Of a crossing over a river, in km.
    pub crossing_km: f64,
    /// Of a river elsewhere, in km.
    pub river_km: f64,
    /// How near a step must pass to a crossing to use it, in km.
    pub crossing_near_km: f64,
    /// Of a boundary or a line of ceasefire, in km.
    pub boundary_km: f64,
}

/// How signs of a holder vote that say nothing of who holds a place.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignRules {
    /// Somebody is there: share of a held place's vote.
    pub presence: f64,
    /// The land around was taken or is held.
    pub surroundings: f64,
    /// Somebody went there or came from there.
    pub movement: f64,
    /// Days after which a sign counts half.
    pub half_life_days: f64,
    /// Days after which it counts no more.
    pub days: i32,
}

/// The rules of areas.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AreaRules {
    /// Side of a cell in km.
    pub cell_km: f64,
    /// Cost of travel beyond which nobody is known to hold anything.
    pub reach_km: f64,
    /// Land farther than this from every settlement is where nobody lives.
    pub inhabited_km: f64,
    /// At most so many cells.
    pub most_cells: usize,
    /// How many of the nearest known places vote on a cell.
    pub places: usize,
    /// Added to each cost.
    pub near_km: f64,
    /// Exponent of the cost in the vote between holders.
    pub holder_power: f64,
    /// Exponent of the confidence of a place in its vote.
    pub sure_power: f64,
    /// Exponent of the cost in the vote on whether a cell is contested.
    pub contested_power: f64,
    /// How much less a place votes that only an unchecked opening position speaks of.
    pub opening_unchecked: f64,
    /// Share of the narrow vote from which on a cell is contested.
    pub contested_share: f64,
    /// Share of the first of two holders below which a cell lies where they meet.
    pub band_share: f64,
    /// How far the holder of a besieged place reaches.
    pub siege_km: f64,
    /// Shares of confidence at which land is told apart, rising.
    pub confidence_steps: Vec<f64>,
    /// Cost after which a cell is half as sure as the places that decide it.
    pub confidence_half_km: f64,
    /// What travel costs.
    pub travel: TravelRules,
    /// How signs vote.
    pub signs: SignRules,
    /// How often a share of the vote was right: pairs of share and confidence, rising, with straight lines between.
    pub calibration: Vec<[f64; 2]>,
    /// Hash of the text that the rules were read from.
    #[serde(skip)]
    pub hash: Option<Digest32>,
}

impl AreaRules {
    /// Reads the rules.
    ///
    /// # Errors
    /// Bad TOML, an unknown key, a number out of its range.
    pub fn from_toml(file: &str, text: &str) -> Result<Self, NumbersError> {
        let mut rules: Self = toml::from_str(text).map_err(|error| NumbersError::Toml {
            file: file.to_owned(),
            message: error.to_string(),
        })?;
        if let Some((key, hint)) = rules.fault() {
            let file = file.to_owned();
            return Err(NumbersError::Number { file, key, hint });
        }
        rules.hash = Some(Digest32::blake3(text.as_bytes()));
        Ok(rules)
    }

    /// The same with other cells and another reach, in km.
    #[must_use]
    pub fn with(mut self, cell_km: Option<f64>, reach_km: Option<f64>) -> Option<Self> {
        self.cell_km = cell_km.unwrap_or(self.cell_km);
        self.reach_km = reach_km.unwrap_or(self.reach_km);
        self.fault().is_none().then_some(self)
    }

    fn fault(&self) -> Option<(&'static str, &'static str)> {
        let above_zero = [
            ("cell_km", self.cell_km),
            ("inhabited_km", self.inhabited_km),
            ("near_km", self.near_km),
            ("holder_power", self.holder_power),
            ("contested_power", self.contested_power),
            ("siege_km", self.siege_km),
            ("confidence_half_km", self.confidence_half_km),
            ("travel.trunk", self.travel.trunk),
            ("travel.primary", self.travel.primary),
            ("travel.secondary", self.travel.secondary),
            ("travel.tertiary", self.travel.tertiary),
            ("travel.open", self.travel.open),
            ("travel.crossing_km", self.travel.crossing_km),
            ("travel.river_km", self.travel.river_km),
            ("travel.crossing_near_km", self.travel.crossing_near_km),
            ("travel.boundary_km", self.travel.boundary_km),
            ("signs.half_life_days", self.signs.half_life_days),
        ];
        let shares = [
            ("sure_power", self.sure_power),
            ("opening_unchecked", self.opening_unchecked),
            ("contested_share", self.contested_share),
            ("band_share", self.band_share),
            ("signs.presence", self.signs.presence),
            ("signs.surroundings", self.signs.surroundings),
            ("signs.movement", self.signs.movement),
        ];
        let is_low = |value: f64| !(value > 0.0 && value < 1e6);
        if let Some((key, _)) = above_zero.iter().find(|(_, value)| is_low(*value)) {
            return Some((key, "give a number above 0"));
        }
        if let Some((key, _)) = shares.iter().find(|(_, v)| !(0.0..=1.0).contains(v)) {
            return Some((key, "give a share from 0 to 1"));
        }
        if !(self.reach_km > 0.0 && self.reach_km <= MOST_REACH_KM) {
            return Some(("reach_km", "give a number above 0 and up to 1000"));
        }
        if self.places == 0 || self.most_cells < 100 {
            return Some(("places or most_cells", "give 1 place and 100 cells or more"));
        }
        if !self.confidence_steps.is_sorted() || self.confidence_steps.len() > 9 {
            return Some(("confidence_steps", "give up to nine rising shares"));
        }
        (!is_calibration(&self.calibration)).then_some(("calibration", CALIBRATION_HINT))
    }

    /// How often a share of the vote was right.
    pub(super) fn calibrated(&self, share: f64) -> f64 {
        calibrated(&self.calibration, share)
    }
}

/// Costs are kept in steps of a thirty-second of a km in two bytes.
const MOST_REACH_KM: f64 = 1000.0;

impl TravelRules {
    /// Of a km on a road.
    pub(super) fn on(&self, class: RoadClass) -> f64 {
        match class {
            RoadClass::Trunk => self.trunk,
            RoadClass::Primary => self.primary,
            RoadClass::Secondary => self.secondary,
            RoadClass::Tertiary => self.tertiary,
        }
    }
}
