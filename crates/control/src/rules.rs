//! The rules of control, read from TOML text: their cards, and the numbers of confidence.

use std::collections::BTreeMap;

use marsad_domain::{ActorId, ControlState, Digest32, Reliability, RestsOn};
use serde::Deserialize;

pub use crate::rule::{Rule, RuleCard};

/// Days by state.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StateDays {
    /// Held.
    pub held: f64,
    /// Claimed.
    pub claimed: f64,
    /// Contested.
    pub contested: f64,
    /// Besieged.
    pub besieged: f64,
}

/// The numbers of confidence.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConfidenceRules {
    /// How far one claim of a source of each letter is believed.
    pub letter: BTreeMap<Reliability, f64>,
    /// How far an opening position is believed.
    pub opening: f64,
    /// How far one is believed that nobody checked.
    pub opening_unchecked: f64,
    /// How far one is believed that whoever wrote it doubts.
    pub opening_doubtful: f64,
    /// How far an admission is believed at least.
    pub admission: f64,
    /// Factor on what a party's own side says for it.
    pub own_side: f64,
    /// Factor for each voice of hearsay beyond the first.
    pub hearsay: f64,
    /// Factor on claims over whole areas.
    pub area: f64,
    /// How much claims against a state take from it.
    pub dispute: f64,
    /// Nothing is surer than this.
    pub most: f64,
    /// Days after which confidence is half.
    pub half_life_days: StateDays,
}

/// How long a side's word for itself still speaks against a change that comes after it.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContraryRules {
    /// Days after which it no longer does.
    pub days: i32,
    /// Days after which it counts half.
    pub half_life_days: f64,
}

/// The rules of control.
#[derive(Debug, Clone, PartialEq)]
pub struct ControlRules {
    /// Days between an entry and a departure that belong together.
    pub entry_days: i32,
    /// How far from a line a claim over one of its sides reaches where no area bounds it, in great-circle km.
    pub line_reach_km: f64,
    /// What still speaks against a change.
    pub contrary: ContraryRules,
    /// The numbers of confidence.
    pub confidence: ConfidenceRules,
    /// The name of a party that has no stake in a place yet, in what would change its state.
    pub another_party: ActorId,
    /// Hash of the text that the rules were read from.
    pub hash: Digest32,
    cards: BTreeMap<Rule, RuleCard>,
}

/// Rules that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RulesError {
    /// Not TOML, an unknown key, or a value of the wrong type; the message names line and column.
    #[error("{file}: {message}")]
    Toml {
        /// File name.
        file: String,
        /// What the parser says.
        message: String,
    },
    /// A rule twice.
    #[error("{file}: the rule {rule:?} is there twice; hint: ids are never reused")]
    Twice {
        /// File name.
        file: String,
        /// Its id.
        rule: &'static str,
    },
    /// A rule without a card.
    #[error(
        "{file}: no rule {rule:?}; hint: every rule that can decide needs id, meaning, example and note"
    )]
    Missing {
        /// File name.
        file: String,
        /// Its id.
        rule: &'static str,
    },
    /// A number out of its range.
    #[error("{file}: {key} is {value}; hint: {hint}")]
    Number {
        /// File name.
        file: String,
        /// Which number.
        key: String,
        /// Its value.
        value: String,
        /// What would be right.
        hint: &'static str,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleFile {
    entry_days: i32,
    line_reach_km: f64,
    contrary: ContraryRules,
    confidence: ConfidenceRules,
    another_party: ActorId,
    rule: Vec<RuleCard>,
}

impl StateDays {
    /// The days for a state; `None` for an unknown one, which does not fade. An opening position that nobody checked
    /// speaks of a hold and not of a change of hands, and fades like one.
    #[must_use]
    pub fn of(&self, state: &ControlState) -> Option<f64> {
        match state {
            ControlState::Held { .. }
            | ControlState::Claimed {
                rests_on: RestsOn::UncheckedOpening,
                ..
            } => Some(self.held),
            ControlState::Claimed {
                rests_on: RestsOn::OneSide,
                ..
            } => Some(self.claimed),
            ControlState::Contested { .. } => Some(self.contested),
            ControlState::Besieged { .. } => Some(self.besieged),
            ControlState::Unknown => None,
        }
    }
}

impl ControlRules {
    /// Reads the rules.
    ///
    /// # Errors
    /// Bad TOML, an unknown key or rule, a rule twice or missing, a number out of its range.
    pub fn from_toml(file: &str, text: &str) -> Result<Self, RulesError> {
        let raw: RuleFile = toml::from_str(text).map_err(|error| RulesError::Toml {
            file: file.to_owned(),
            message: error.to_string(),
        })?;
        check_numbers(file, &raw)?;
        let mut cards = BTreeMap::new();
        for card in raw.rule {
            let rule = card.id;
            if cards.insert(rule, card).is_some() {
                return Err(RulesError::Twice {
                    file: file.to_owned(),
                    rule: rule.id(),
                });
            }
        }
        if let Some(rule) = Rule::ALL.into_iter().find(|rule| !cards.contains_key(rule)) {
            return Err(RulesError::Missing {
                file: file.to_owned(),
                rule: rule.id(),
            });
        }
        Ok(Self {
            entry_days: raw.entry_days,
            line_reach_km: raw.line_reach_km,
            contrary: raw.contrary,
            confidence: raw.confidence,
            another_party: raw.another_party,
            hash: Digest32::blake3(text.as_bytes()),
            cards,
        })
    }

    /// What a rule says.
    #[must_use]
    pub fn card(&self, rule: Rule) -> Option<&RuleCard> {
        self.cards.get(&rule)
    }
}

fn check_numbers(file: &str, raw: &RuleFile) -> Result<(), RulesError> {
    let bad = |key: &str, value: f64, hint: &'static str| {
        Err(RulesError::Number {
            file: file.to_owned(),
            key: key.to_owned(),
            value: value.to_string(),
            hint,
        })
    };
    let numbers = &raw.confidence;
    let shares = [
        ("opening", numbers.opening),
        ("opening_unchecked", numbers.opening_unchecked),
        ("opening_doubtful", numbers.opening_doubtful),
        ("admission", numbers.admission),
        ("own_side", numbers.own_side),
        ("hearsay", numbers.hearsay),
        ("area", numbers.area),
        ("dispute", numbers.dispute),
        ("most", numbers.most),
    ];
    for (key, value) in shares
        .into_iter()
        .chain(numbers.letter.values().map(|value| ("letter", *value)))
    {
        if !(0.0..=1.0).contains(&value) {
            return bad(key, value, "give a share from 0 to 1");
        }
    }
    if numbers.letter.len() != 6 {
        return Err(RulesError::Number {
            file: file.to_owned(),
            key: "letter".to_owned(),
            value: format!("{} letters", numbers.letter.len()),
            hint: "give A, B, C, D, E and F",
        });
    }
    let days = numbers.half_life_days;
    for (key, value) in [
        ("half_life_days.held", days.held),
        ("half_life_days.claimed", days.claimed),
        ("half_life_days.contested", days.contested),
        ("half_life_days.besieged", days.besieged),
        ("line_reach_km", raw.line_reach_km),
        ("contrary.half_life_days", raw.contrary.half_life_days),
    ] {
        if !(value > 0.0 && value.is_finite()) {
            return bad(key, value, "give a number above 0");
        }
    }
    for (key, days) in [
        ("entry_days", raw.entry_days),
        ("contrary.days", raw.contrary.days),
    ] {
        if days < 0 {
            return bad(key, f64::from(days), "give 0 or more days");
        }
    }
    Ok(())
}
