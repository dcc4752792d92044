//! The weights of linkage, read from TOML text.

mod text;

use marsad_domain::Digest32;
use serde::Deserialize;
pub use text::{LateRules, TextRules};

/// The weights of linkage. Every number is data: its file says which command fitted it on which set.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LinkRules {
    /// Version of the file's meaning; this program reads version 1.
    pub version: u32,
    /// The command that fitted the numbers, or `by hand`.
    pub fitted_with: String,
    /// The set that they were fitted on.
    pub fitted_on: String,
    /// Faults that are known.
    pub known_faults: String,
    /// Thresholds.
    pub assign: AssignRules,
    /// Places.
    pub place: PlaceRules,
    /// Days.
    pub day: DayRules,
    /// What happened.
    pub kind: TermRules,
    /// Who took part.
    pub actor: TermRules,
    /// Numbers of dead.
    pub killed: NumberRules,
    /// Words and reports.
    pub report: ReportRules,
    /// The wording of whole reports; absent for claims that come without reports.
    #[serde(default)]
    pub text: Option<TextRules>,
    /// Hash of the text that the rules were read from.
    #[serde(skip)]
    pub hash: Option<Digest32>,
}

/// Thresholds in bits.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AssignRules {
    /// Added to the prior: how many more mentions an incident is expected to have.
    pub more_mentions: f64,
    /// From here on a mention joins an incident.
    pub attach: f64,
    /// Below this, a link goes to the review queue all the same; above its negative, so does a refusal.
    pub sure: f64,
    /// A lead over the second-best incident below this goes to the review queue.
    pub margin: f64,
    /// A link with less than this above `attach`, or a lead below it, is looked at again by the repair.
    pub loose: f64,
    /// From here on two incidents become one.
    pub join: f64,
    /// Mentions of which a pair weighs up to this much less than `attach` are settled together: what more of an
    /// incident is known can tip the scale. Others never meet.
    pub reach: f64,
    /// Prior, distance and date together weigh at most this: where one thing happens, others happen too.
    pub together_at_most: f64,
    /// Incidents with more mentions than this are left alone by the repair.
    pub repair_up_to: usize,
}

/// How places are compared.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlaceRules {
    /// Typical distance in km of the true point for each level of precision (1 first).
    pub precision_km: Vec<f64>,
    /// Background mentions assumed besides those seen.
    pub background_mentions: f64,
    /// The area in square km over which they are spread.
    pub background_area_km2: f64,
    /// So many mentions in a cell around a day may be one incident; what is beyond counts as other incidents.
    pub most_mentions: usize,
    /// Share of the larger cell around a cell in the density of mentions there.
    pub around_share: f64,
    /// Bits of a pair that is further apart than this many standard deviations: never linked.
    pub furthest_deviations: f64,
}

/// How days are compared.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DayRules {
    /// Share of mentions that are off by `first_offset`, and by each day after it.
    pub offsets: Vec<f64>,
    /// First offset, in days.
    pub first_offset: i32,
    /// The record is taken to span at least this many days.
    pub span_at_least: u32,
    /// A range of more days than this says nothing about the day.
    pub longest: u32,
    /// How much happens around a day, where that differs over the record; absent where it is the same throughout.
    #[serde(default)]
    pub window: Option<DayWindow>,
}

/// Over which days mentions are counted that say how much happens around a day.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DayWindow {
    /// Days before a day and after it.
    pub days: u16,
    /// Mentions, spread over the whole record, that are assumed besides those seen.
    pub support: f64,
}

/// How values of a taxonomy are compared.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TermRules {
    /// Share of mentions that name the true value.
    pub agree: f64,
    /// Share of mentions that name another value of the same family.
    pub family: f64,
    /// Pseudo-count with which the whole record's frequencies support those of a region.
    pub support: f64,
    /// Bits added where two sides agree only when swapped.
    pub swapped: f64,
}

/// How numbers are compared.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NumberRules {
    /// Share of given numbers that are the true one.
    pub exact: f64,
    /// Spread of the others: standard deviation of the natural logarithm.
    pub spread: f64,
    /// Share of numbers that have nothing to do with the true one.
    pub stray: f64,
}

/// What words and reports weigh.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReportRules {
    /// Bits where one repeats the other's words.
    pub same_words: f64,
    /// Bits where both stand apart in one report.
    pub same_report: f64,
}

/// Rules that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RulesError {
    /// Not TOML, an unknown key, or a value of the wrong type; the message names line and column.
    #[error("{file}: {message}; hint: compare the keys with the file that ships with the program")]
    Toml {
        /// File name.
        file: String,
        /// What the parser says.
        message: String,
    },
    /// A number that cannot be.
    #[error("{file}: {key} is {value}, it must be {must}")]
    Value {
        /// File name.
        file: String,
        /// The key.
        key: &'static str,
        /// Its value.
        value: String,
        /// What would be right.
        must: &'static str,
    },
}

impl LinkRules {
    /// Reads the rules.
    ///
    /// # Errors
    /// Bad TOML, unknown keys, or shares outside 0 to 1.
    pub fn from_toml(file: &str, text: &str) -> Result<Self, RulesError> {
        let mut rules: Self = toml::from_str(text).map_err(|error| RulesError::Toml {
            file: file.to_owned(),
            message: error.to_string(),
        })?;
        rules.hash = Some(Digest32::blake3(text.as_bytes()));
        rules.check(file)?;
        Ok(rules)
    }

    fn check(&self, file: &str) -> Result<(), RulesError> {
        let bad = |key, value: String, must| {
            Err(RulesError::Value {
                file: file.to_owned(),
                key,
                value,
                must,
            })
        };
        let shares = [
            ("kind.agree", self.kind.agree + self.kind.family),
            ("actor.agree", self.actor.agree + self.actor.family),
            ("killed.exact", self.killed.exact),
        ];
        if let Some((key, value)) = shares
            .into_iter()
            .find(|(_, share)| !is_positive(*share) || *share >= 1.0)
        {
            return bad(
                key,
                value.to_string(),
                "a share between 0 and 1, both excluded",
            );
        }
        if let Some((key, value, must)) = self.text.as_ref().and_then(TextRules::fault) {
            return bad(key, value.to_string(), must);
        }
        if let Some(window) = self
            .day
            .window
            .filter(|window| !is_positive(window.support))
        {
            return bad("day.window.support", window.support.to_string(), "above 0");
        }
        if self.version != 1 {
            return bad("version", self.version.to_string(), "1");
        }
        if self.place.precision_km.is_empty()
            || self.place.precision_km.iter().any(|km| !is_positive(*km))
        {
            return bad(
                "place.precision_km",
                format!("{:?}", self.place.precision_km),
                "distances above 0",
            );
        }
        if !is_positive(self.place.background_area_km2)
            || !is_positive(self.place.background_mentions)
        {
            return bad(
                "place.background_*",
                self.place.background_mentions.to_string(),
                "above 0",
            );
        }
        if self.day.offsets.is_empty() || self.day.offsets.iter().any(|share| !is_positive(*share))
        {
            return bad(
                "day.offsets",
                format!("{:?}", self.day.offsets),
                "shares above 0",
            );
        }
        if !is_positive(self.killed.spread) || !is_positive(self.killed.stray) {
            return bad(
                "killed.spread",
                self.killed.spread.to_string(),
                "above 0, as must be killed.stray",
            );
        }
        Ok(())
    }
}

/// Above zero, and a number.
fn is_positive(number: f64) -> bool {
    number.is_finite() && number > 0.0
}

#[cfg(test)]
mod tests {
    use super::*;

    const CLAIMS: &str = include_str!("../../../rules/incidents/claims.toml");

    #[test]
    fn numbers_that_cannot_be_are_told_by_their_key() {
        let cases = [
            ("half_days = 7.0", "half_days = 0.0", "text.late.half_days"),
            ("repeated = 0.2", "repeated = 1.0", "text.repeated"),
            ("least = -2.0", "least = 2.0", "text.least"),
            ("known_with = 50.0", "known_with = nan", "text.known_with"),
            (
                "other_reports = 20.0",
                "other_reports = -1.0",
                "text.other_reports",
            ),
            (
                "days = 45, support = 5.0",
                "days = 45, support = 0.0",
                "day.window.support",
            ),
        ];
        for (right, wrong, key) in cases {
            assert!(CLAIMS.contains(right), "{right}");
            let text = CLAIMS.replacen(right, wrong, 1);
            let fault = LinkRules::from_toml("claims.toml", &text);
            let fault = fault.map_err(|error| error.to_string()).err();
            assert!(fault.is_some_and(|fault| fault.contains(key)), "{wrong}");
        }
    }
}
