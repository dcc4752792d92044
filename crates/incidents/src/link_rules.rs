//! The weights of linkage, read from TOML text.

use marsad_domain::Digest32;
use serde::Deserialize;

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

/// How the wording of two reports is compared, each being mainly about one thing: names and other rare words that they
/// share speak for one incident behind both.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TextRules {
    /// A word tells something where at most so many reports have it.
    pub rare_up_to: u32,
    /// Or at most so many times the square root of the number of reports: more than an incident has, and fewer than
    /// a word of the trade.
    pub rare_root: f64,
    /// Words of more reports than this do not bring reports together that neither place nor day does.
    pub listed_up_to: u32,
    /// From about so many reports on it is known which words are rare. In a record of a few reports, a formula that
    /// two of them use looks like the words of one story.
    pub known_with: f64,
    /// Reports that are assumed besides those seen.
    pub support: f64,
    /// The share of them that have a word.
    pub share: f64,
    /// Incidents on which reports are assumed besides those seen, before looking at a pair of reports.
    pub other_reports: f64,
    /// Share of the telling words of a report that another report on the same incident repeats.
    pub repeated: f64,
    /// Reports that are assumed of a source besides those seen.
    pub source_support: f64,
    /// The share of them that have a word which two of its reports share: its manner is not known at first.
    pub source_share: f64,
    /// The most that wording weighs for one incident, however much agrees.
    pub most: f64,
    /// The most that it weighs against.
    pub least: f64,
    /// Pairs whose words weigh this much are compared wherever and whenever they are said to be.
    pub candidate: f64,
    /// From here on place and day can be wrong: a report may be mainly about something else than it names first.
    pub open: f64,
    /// Share of places that are wrong.
    pub place_stray: f64,
    /// Share of days that are wrong where both are stated.
    pub day_stray: f64,
    /// Share of days that are wrong where one is taken from the day of publication.
    pub published_stray: f64,
    /// How late reports are.
    pub late: LateRules,
}

/// Reports on something that happened long before.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LateRules {
    /// Share of the reports that state no day.
    pub share: f64,
    /// Share of the reports that state a day: another than that of the incident, such as that of a funeral.
    pub stated_share: f64,
    /// How many days they go back.
    pub days: u16,
    /// In so many days their number falls to half.
    pub half_days: f64,
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
