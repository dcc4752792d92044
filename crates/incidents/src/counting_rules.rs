//! How figures count, read from TOML text.

use std::collections::{BTreeMap, BTreeSet};

use marsad_domain::{Digest32, PlaceKind, Reliability, SubEvent};
use serde::Deserialize;

use crate::link_rules::{LinkRules, RulesError};

/// How figures count.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CountingRules {
    /// Version of the file's meaning; this program reads version 1.
    pub version: u32,
    /// Words for victims that name no class.
    pub everyone: Vec<String>,
    /// How far in bytes a toll may stand from the happening that it belongs to.
    pub adjacent_bytes: usize,
    /// How many days before its publication something can have happened whose time is not stated.
    pub open_days: i32,
    /// The weight of a voice halves with every so many days that it lags behind the latest.
    pub recency_half_life_days: u32,
    /// Weight of a voice by its reliability.
    pub reliability: BTreeMap<Reliability, u32>,
    /// How speakers are told apart.
    pub speakers: SpeakerRules,
    /// The reliabilities of voices whose running counts may raise a total.
    pub credible: Vec<Reliability>,
    /// When a running count rose by what happened before.
    pub backlog: BacklogRules,
    /// How the likely interval of a total is drawn.
    pub likely: LikelyRules,
    /// How many people a family has, where a codebook says so; without it families stay families.
    #[serde(default)]
    pub persons_per_family: Option<FamilyRules>,
    /// Typical distance of the true point by kind of place.
    pub radius_km: RadiusRules,
    /// The type above each sub-event.
    pub families: BTreeMap<SubEvent, String>,
    /// Hash of the text that the rules were read from.
    #[serde(skip)]
    pub hash: Option<Digest32>,
}

/// How speakers that the theatre does not know are told apart. All words are in small letters.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SpeakerRules {
    /// A speaker with one of these words has no name.
    pub nameless: BTreeSet<String>,
    /// Who holds one of these speaks for somebody; none of them is a name by itself.
    pub offices: BTreeSet<String>,
}

/// How many people a family has.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FamilyRules {
    /// At least.
    pub low: u32,
    /// At most.
    pub high: u32,
    /// The codebook that says so.
    pub source: String,
}

/// When a running count rose by more than what happened since.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BacklogRules {
    /// It rose by more than so many times what incidents between document at most.
    pub times: u64,
    /// And by at least so many more.
    pub at_least: u64,
}

/// How the likely interval of a total is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LikelyRules {
    /// Of a vague word's numbers, n is as likely as n to the power of minus this: 1.5, 2, 2.5 and so on up to 10.
    pub tail_exponent: f64,
}

impl LikelyRules {
    /// The exponent less one, in halves, as long as it is one of those that are allowed.
    pub(crate) fn tail_halves(self) -> u32 {
        (1..=18)
            .find(|halves| (f64::from(*halves) / 2.0 + 1.0 - self.tail_exponent).abs() < 1e-9)
            .unwrap_or(0)
    }
}

/// Typical distance in km of the true point from a place's point.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RadiusRules {
    /// Settlements and sites.
    pub point: f64,
    /// Districts.
    pub district: f64,
    /// First-level regions.
    pub governorate: f64,
    /// Informal regions, rivers, seas.
    pub region: f64,
    /// Countries.
    pub country: f64,
}

impl RadiusRules {
    /// The distance for a kind of place.
    #[must_use]
    pub fn of(&self, kind: PlaceKind) -> f64 {
        match kind {
            PlaceKind::Country => self.country,
            PlaceKind::Region | PlaceKind::Sea | PlaceKind::River => self.region,
            PlaceKind::Governorate => self.governorate,
            PlaceKind::Admin2 | PlaceKind::Admin3 | PlaceKind::District => self.district,
            PlaceKind::Capital
            | PlaceKind::City
            | PlaceKind::Town
            | PlaceKind::Village
            | PlaceKind::Airbase
            | PlaceKind::Airport
            | PlaceKind::Crossing
            | PlaceKind::Port
            | PlaceKind::Dam
            | PlaceKind::Bridge
            | PlaceKind::Camp
            | PlaceKind::Junction
            | PlaceKind::Prison
            | PlaceKind::Hill
            | PlaceKind::Facility => self.point,
        }
    }
}

/// All rules of this stage for claims.
#[derive(Debug, Clone, PartialEq)]
pub struct IncidentRules {
    /// What belongs together.
    pub link: LinkRules,
    /// How figures count.
    pub counting: CountingRules,
}

impl CountingRules {
    /// Reads the rules.
    ///
    /// # Errors
    /// Bad TOML, unknown keys, another version, or a weight of nothing.
    pub fn from_toml(file: &str, text: &str) -> Result<Self, RulesError> {
        let mut rules: Self = toml::from_str(text).map_err(|error| RulesError::Toml {
            file: file.to_owned(),
            message: error.to_string(),
        })?;
        let bad = |key, value: String, must| {
            Err(RulesError::Value {
                file: file.to_owned(),
                key,
                value,
                must,
            })
        };
        if rules.version != 1 {
            return bad("version", rules.version.to_string(), "1");
        }
        if rules.recency_half_life_days == 0 {
            return bad("recency_half_life_days", "0".to_owned(), "at least 1");
        }
        if let Some((letter, _)) = rules.reliability.iter().find(|(_, weight)| **weight == 0) {
            return bad("reliability", format!("0 for {letter:?}"), "at least 1");
        }
        if let Some(family) = &rules.persons_per_family
            && (family.low == 0 || family.low > family.high)
        {
            let value = format!("{} to {}", family.low, family.high);
            return bad("persons_per_family", value, "at least 1, low before high");
        }
        if rules.likely.tail_halves() == 0 {
            let value = rules.likely.tail_exponent.to_string();
            return bad(
                "likely.tail_exponent",
                value,
                "1.5, 2, 2.5 and so on up to 10",
            );
        }
        rules.hash = Some(Digest32::blake3(text.as_bytes()));
        Ok(rules)
    }

    /// The class of victims that words name; `None` where they mean everyone.
    #[must_use]
    pub fn class_of(&self, who: Option<&str>) -> Option<String> {
        let who = who?.trim().to_lowercase();
        (!who.is_empty() && !self.everyone.contains(&who)).then_some(who)
    }

    /// The weight of a reliability.
    #[must_use]
    pub fn weight_of(&self, reliability: Reliability) -> u32 {
        self.reliability.get(&reliability).copied().unwrap_or(1)
    }
}
