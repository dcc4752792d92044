//! The rules of control, read from TOML text: what each is called and says, and the numbers of confidence.

use std::collections::BTreeMap;

use marsad_domain::{ControlState, Digest32, Reliability};
use serde::Deserialize;

/// Every rule that can decide a step. Ids are stable and never reused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// The opening position of the theatre.
    Opening,
    /// A source without a side says that a party took or holds the place.
    Hold,
    /// A source without a side says that a party entered a place that another holds.
    Entry,
    /// The holder left and nobody else is named.
    HolderLeft,
    /// The holder left and another had entered, or the other way round: the other holds it.
    EntrantRemains,
    /// A party fights for the place.
    Contest,
    /// A party surrounds the place.
    Siege,
    /// Whoever surrounded the place left.
    SiegeEnds,
    /// A part of the place was taken or entered.
    PartTaken,
    /// A source speaks against the side it favours.
    Admission,
    /// Only the gaining party's own side says so.
    OwnSide,
    /// Only the gaining party's own side says so, and it does not say that it holds the place.
    OwnSideStays,
    /// A source that favours a third party says so.
    ThirdSide,
    /// The claim says what is held already.
    Confirms,
    /// Someone who did not hold the place left it.
    NotTheHolder,
    /// The words name no party that could hold the place.
    NoParty,
    /// The claim is denied.
    Denial,
    /// Expected, intended or hypothetical.
    NotHappened,
    /// Taken back by who said it.
    Retraction,
    /// An earlier claim of a voice that took it back or corrected it.
    TakenBack,
    /// An area claim moves a place inside.
    Area,
    /// An area claim yields to the place's own claim of that day.
    AreaYields,
    /// A drawn map is no source.
    Map,
    /// The same words again in a report of the same lineage.
    Copy,
    /// About the surroundings of the place.
    Surroundings,
    /// Somebody is there.
    Presence,
    /// Somebody moves there, from there or toward it.
    Movement,
}

/// What a rule says.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleCard {
    /// The rule.
    pub id: Rule,
    /// What it does and why.
    pub meaning: String,
    /// A report that fires it.
    pub example: String,
    /// The fragment that a trace prints; `{speaker}`, `{party}` and `{before}` are filled in.
    pub note: String,
}

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

/// The rules of control.
#[derive(Debug, Clone, PartialEq)]
pub struct ControlRules {
    /// Days between an entry and a departure that belong together.
    pub entry_days: i32,
    /// How far from a line a claim over one of its sides reaches where no area bounds it, in great-circle km.
    pub line_reach_km: f64,
    /// The numbers of confidence.
    pub confidence: ConfidenceRules,
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
    confidence: ConfidenceRules,
    rule: Vec<RuleCard>,
}

impl Rule {
    /// Every rule.
    pub const ALL: [Self; 27] = [
        Self::Opening,
        Self::Hold,
        Self::Entry,
        Self::HolderLeft,
        Self::EntrantRemains,
        Self::Contest,
        Self::Siege,
        Self::SiegeEnds,
        Self::PartTaken,
        Self::Admission,
        Self::OwnSide,
        Self::OwnSideStays,
        Self::ThirdSide,
        Self::Confirms,
        Self::NotTheHolder,
        Self::NoParty,
        Self::Denial,
        Self::NotHappened,
        Self::Retraction,
        Self::TakenBack,
        Self::Area,
        Self::AreaYields,
        Self::Map,
        Self::Copy,
        Self::Surroundings,
        Self::Presence,
        Self::Movement,
    ];

    /// The id that traces print.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Opening => "opening",
            Self::Hold => "hold",
            Self::Entry => "entry",
            Self::HolderLeft => "holder-left",
            Self::EntrantRemains => "entrant-remains",
            Self::Contest => "contest",
            Self::Siege => "siege",
            Self::SiegeEnds => "siege-ends",
            Self::PartTaken => "part-taken",
            Self::Admission => "admission",
            Self::OwnSide => "own-side",
            Self::OwnSideStays => "own-side-stays",
            Self::ThirdSide => "third-side",
            Self::Confirms => "confirms",
            Self::NotTheHolder => "not-the-holder",
            Self::NoParty => "no-party",
            Self::Denial => "denial",
            Self::NotHappened => "not-happened",
            Self::Retraction => "retraction",
            Self::TakenBack => "taken-back",
            Self::Area => "area",
            Self::AreaYields => "area-yields",
            Self::Map => "map",
            Self::Copy => "copy",
            Self::Surroundings => "surroundings",
            Self::Presence => "presence",
            Self::Movement => "movement",
        }
    }
}

impl StateDays {
    /// The days for a state; `None` for an unknown one, which does not fade.
    #[must_use]
    pub fn of(&self, state: &ControlState) -> Option<f64> {
        match state {
            ControlState::Held { .. } => Some(self.held),
            ControlState::Claimed { .. } => Some(self.claimed),
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
            confidence: raw.confidence,
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
    ] {
        if !(value > 0.0 && value.is_finite()) {
            return bad(key, value, "give a number above 0");
        }
    }
    if raw.entry_days < 0 {
        return bad(
            "entry_days",
            f64::from(raw.entry_days),
            "give 0 or more days",
        );
    }
    Ok(())
}
