//! Words that relate something to a place, read from `[[relative]]` tables.

use marsad_domain::Relation;
use serde::Deserialize;
use toml::Spanned;

use super::lexicon::Lexicon;
use crate::rules::RuleCard;

/// What the words of a rule do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Role {
    /// A direction counted from a place.
    Direction,
    /// Links a direction to the place that it is counted from.
    DirectionLink,
    /// Small words before a direction.
    DirectionLead,
    /// A direction as an adjective.
    Side,
    /// A unit of length.
    Unit,
    /// The number is rounded more than its digits say.
    About,
    /// The number is the most.
    AtMost,
    /// The number is the least.
    AtLeast,
    /// Links a distance to the place that it is counted from.
    DistanceLink,
    /// Between two numbers.
    Range,
    /// A number in words.
    Number,
    /// A preposition.
    Preposition,
    /// A noun for a part or for what lies around.
    Part,
    /// Links a part to its place.
    PartLink,
    /// On a line, or beside it.
    Along,
    /// The land beside a line.
    Bank,
    /// Between two places.
    Between,
    /// In the middle between two places.
    Halfway,
    /// A road without a name.
    Road,
    /// A road joins the two places that follow.
    RoadLink,
    /// The second place of two follows.
    PairLink,
    /// The next place of a list follows.
    List,
    /// An article.
    Article,
    /// Between a kind of place and its name.
    Of,
    /// A kind of place.
    Descriptor,
}

/// A direction of words: where it points, and how wide what it covers is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Wind {
    /// Degrees clockwise from north.
    pub(crate) degrees: f64,
    /// Width in degrees.
    pub(crate) sector: f64,
}

/// How far words reach that give no number.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Measures {
    /// The least radius of a place.
    pub(crate) own_km: f64,
    /// Near a place.
    pub(crate) near_km: f64,
    /// The surroundings of a place.
    pub(crate) around_km: f64,
    /// A direction without a distance.
    pub(crate) compass_reach_km: f64,
    /// Beside a line.
    pub(crate) line_km: f64,
    /// Beside the straight way between two places, as a share of its length.
    pub(crate) between_share: f64,
    /// Around the middle of two places, as a share of the way.
    pub(crate) halfway_share: f64,
    /// By how much "about" widens what a number leaves open; "more than" lets the distance grow by the same.
    pub(crate) about_factor: f64,
    /// How far the box that bounds a side goes beyond the lines of the theatre.
    pub(crate) side_margin_degrees: f64,
}

impl Default for Measures {
    /// Without rules a place has the least radius and no word reaches anywhere.
    fn default() -> Self {
        Self {
            own_km: 1.0,
            near_km: 0.0,
            around_km: 0.0,
            compass_reach_km: 0.0,
            line_km: 0.0,
            between_share: 0.0,
            halfway_share: 0.0,
            about_factor: 1.0,
            side_margin_degrees: 0.0,
        }
    }
}

impl Measures {
    /// The first measure that cannot be: below 0, infinite, or no number.
    pub(crate) fn bad(&self) -> Option<&'static str> {
        [
            ("own_km", self.own_km),
            ("near_km", self.near_km),
            ("around_km", self.around_km),
            ("compass_reach_km", self.compass_reach_km),
            ("line_km", self.line_km),
            ("between_share", self.between_share),
            ("halfway_share", self.halfway_share),
            ("about_factor", self.about_factor),
            ("side_margin_degrees", self.side_margin_degrees),
        ]
        .into_iter()
        .find(|(_, value)| !(value.is_finite() && *value >= 0.0))
        .map(|(name, _)| name)
    }
}

/// A rule as its file gives it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawRelative {
    pub(crate) id: Spanned<String>,
    pub(crate) role: Role,
    pub(crate) words: Vec<String>,
    pub(crate) meaning: String,
    pub(crate) example: String,
    pub(crate) not: String,
    #[expect(dead_code, reason = "told to readers of the file; it must be there")]
    source: String,
    #[serde(default)]
    pub(crate) relation: Option<Relation>,
    #[serde(default)]
    pub(crate) degrees: Option<f64>,
    #[serde(default)]
    pub(crate) sector: Option<f64>,
    #[serde(default)]
    pub(crate) km: Option<f64>,
    #[serde(default)]
    pub(crate) low: Option<f64>,
    #[serde(default)]
    pub(crate) high: Option<f64>,
}

/// What a rule says beyond its role.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Value {
    /// Nothing.
    None,
    /// A direction.
    Wind(Wind),
    /// Kilometres of a unit.
    Unit(f64),
    /// The smallest and the largest number meant.
    Number(f64, f64),
    /// A relation.
    Relation(Relation),
}

impl RawRelative {
    /// What the rule says beyond its role, or what it lacks or has too much of.
    pub(crate) fn value(&self) -> Result<Value, &'static str> {
        let extra = [self.degrees, self.sector, self.km, self.low, self.high]
            .iter()
            .flatten()
            .count()
            + usize::from(self.relation.is_some());
        let is_right = |value: f64, least: f64, most: f64| (least..=most).contains(&value);
        match (self.role, extra) {
            (Role::Direction | Role::Side, 2) => match (self.degrees, self.sector) {
                (Some(degrees), Some(sector))
                    if is_right(degrees, 0.0, 359.999) && is_right(sector, 0.1, 180.0) =>
                {
                    Ok(Value::Wind(Wind { degrees, sector }))
                }
                _ => Err("degrees from 0 to below 360 and a sector up to 180"),
            },
            (Role::Direction | Role::Side, _) => Err("degrees and a sector, and nothing else"),
            (Role::Unit, 1) => match self.km {
                Some(km) if is_right(km, 1e-6, 1e6) => Ok(Value::Unit(km)),
                _ => Err("km above 0"),
            },
            (Role::Unit, _) => Err("km, and nothing else"),
            (Role::Number, 2) => match (self.low, self.high) {
                (Some(low), Some(high)) if is_right(low, 0.0, high) && high.is_finite() => {
                    Ok(Value::Number(low, high))
                }
                _ => Err("low, and high not below it"),
            },
            (Role::Number, _) => Err("low and high, and nothing else"),
            (Role::Preposition | Role::Part, 1) => self
                .relation
                .map(Value::Relation)
                .ok_or("a relation, and nothing else"),
            (Role::Preposition | Role::Part, _) => Err("a relation, and nothing else"),
            (_, 0) => Ok(Value::None),
            (_, _) => Err("no value"),
        }
    }
}

/// The words of relations, compiled, with the measures.
#[derive(Debug, Clone, Default)]
pub struct RelativeRules {
    pub(crate) lexicon: Lexicon,
    pub(crate) measures: Measures,
    cards: Vec<RuleCard>,
}

impl RelativeRules {
    /// What each rule says of itself, in file order.
    #[must_use]
    pub fn cards(&self) -> &[RuleCard] {
        &self.cards
    }

    /// Adds a rule; `Err` says what it should have.
    pub(crate) fn add(&mut self, raw: RawRelative) -> Result<(), &'static str> {
        let value = raw.value()?;
        if raw.words.iter().any(|words| words.trim().is_empty()) || raw.words.is_empty() {
            return Err("words");
        }
        let id = raw.id.into_inner();
        self.lexicon.add(&id, raw.role, value, &raw.words);
        self.cards.push(RuleCard {
            id,
            meaning: raw.meaning,
            example: raw.example,
            not: raw.not,
        });
        Ok(())
    }
}
