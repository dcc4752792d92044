//! Days, instants, and what could be known when.

use std::{fmt, str::FromStr};

use compact_str::{ToCompactString as _, format_compact};
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::text::{ShortText, parse};

/// When a report was published: an instant, or a local day of the theatre's time zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Published {
    /// An instant, from a timestamp with an offset.
    Instant(Timestamp),
    /// A local day without a time.
    Day(Date),
}

/// A text that is neither a day nor an instant.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is neither a day nor an instant")]
pub struct PublishedError {
    text: String,
}

impl FromStr for Published {
    type Err = PublishedError;

    fn from_str(text: &str) -> Result<Self, PublishedError> {
        let text = text.trim();
        if text.len() == 10
            && let Ok(day) = text.parse::<Date>()
        {
            return Ok(Self::Day(day));
        }
        text.parse::<Timestamp>()
            .map(Self::Instant)
            .ok()
            .ok_or_else(|| PublishedError {
                text: text.chars().take(60).collect(),
            })
    }
}

impl<'de> Deserialize<'de> for Published {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        parse(deserializer)
    }
}

impl Serialize for Published {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl fmt::Display for Published {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Instant(instant) => write!(f, "{instant}"),
            Self::Day(day) => write!(f, "{day}"),
        }
    }
}

impl Published {
    /// The local day in a time zone.
    #[must_use]
    pub fn day(self, zone: &TimeZone) -> Date {
        match self {
            Self::Instant(instant) => instant.to_zoned(zone.clone()).date(),
            Self::Day(day) => day,
        }
    }

    /// The instant by which the report was surely out; a day counts as its last moment.
    #[must_use]
    pub fn available(self, zone: &TimeZone) -> Timestamp {
        match self {
            Self::Instant(instant) => instant,
            Self::Day(day) => end_of_day(day, zone),
        }
    }
}

/// The last whole second of a local day.
#[must_use]
pub fn end_of_day(day: Date, zone: &TimeZone) -> Timestamp {
    day.at(23, 59, 59, 0)
        .to_zoned(zone.clone())
        .map_or(Timestamp::MAX, |zoned| zoned.timestamp())
}

/// What a time expression speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WhenKind {
    /// When it happened.
    Event,
    /// When it was said.
    Statement,
    /// Only the publication is known: it happened then or before.
    Publication,
}

/// A time as EDTF (ISO 8601-2 Annex A) with its earliest and latest day; `earliest <= latest`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "RawWhen", into = "RawWhen")]
pub struct When {
    edtf: ShortText,
    earliest: Option<Date>,
    latest: Option<Date>,
    kind: WhenKind,
    text: Option<ShortText>,
}

#[derive(Serialize, Deserialize)]
struct RawWhen {
    #[serde(skip_serializing_if = "ShortText::is_empty", default)]
    edtf: ShortText,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    earliest: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    latest: Option<Date>,
    kind: WhenKind,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    text: Option<ShortText>,
}

/// An interval that ends before it begins.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the time {0:?} ends before it begins")]
pub struct WhenError(ShortText);

impl TryFrom<RawWhen> for When {
    type Error = WhenError;

    fn try_from(raw: RawWhen) -> Result<Self, WhenError> {
        if let (Some(earliest), Some(latest)) = (raw.earliest, raw.latest)
            && earliest > latest
        {
            return Err(WhenError(raw.edtf));
        }
        Ok(Self {
            edtf: raw.edtf,
            earliest: raw.earliest,
            latest: raw.latest,
            kind: raw.kind,
            text: raw.text,
        })
    }
}

impl From<When> for RawWhen {
    fn from(when: When) -> Self {
        Self {
            edtf: when.edtf,
            earliest: when.earliest,
            latest: when.latest,
            kind: when.kind,
            text: when.text,
        }
    }
}

impl When {
    /// One day.
    #[must_use]
    pub fn day(day: Date, kind: WhenKind, text: Option<String>) -> Self {
        Self {
            edtf: day.to_compact_string(),
            earliest: Some(day),
            latest: Some(day),
            kind,
            text: text.map(ShortText::from),
        }
    }

    /// From one day to another; the two are put in order.
    #[must_use]
    pub fn interval(a: Date, b: Date, kind: WhenKind, text: Option<String>) -> Self {
        let (earliest, latest) = (a.min(b), a.max(b));
        if earliest == latest {
            return Self::day(earliest, kind, text);
        }
        Self {
            edtf: format_compact!("{earliest}/{latest}"),
            earliest: Some(earliest),
            latest: Some(latest),
            kind,
            text: text.map(ShortText::from),
        }
    }

    /// A day that is not known better than "by then".
    #[must_use]
    pub fn until(latest: Date, kind: WhenKind, text: Option<String>) -> Self {
        Self {
            edtf: format_compact!("../{latest}"),
            earliest: None,
            latest: Some(latest),
            kind,
            text: text.map(ShortText::from),
        }
    }

    /// From a day on, without a known end.
    #[must_use]
    pub fn since(earliest: Date, kind: WhenKind, text: Option<String>) -> Self {
        Self {
            edtf: format_compact!("{earliest}/.."),
            earliest: Some(earliest),
            latest: None,
            kind,
            text: text.map(ShortText::from),
        }
    }

    /// A time that nobody stated.
    #[must_use]
    pub fn unknown() -> Self {
        Self {
            edtf: ShortText::default(),
            earliest: None,
            latest: None,
            kind: WhenKind::Publication,
            text: None,
        }
    }

    /// A time that somebody stated in words that no calendar can place: "on Sunday" in a text without a date.
    #[must_use]
    pub fn unplaced(words: String) -> Self {
        Self {
            kind: WhenKind::Event,
            text: Some(words.into()),
            ..Self::unknown()
        }
    }

    /// The EDTF text; empty where the time is unknown.
    #[must_use]
    pub fn edtf(&self) -> &str {
        &self.edtf
    }

    /// First day it can be.
    #[must_use]
    pub fn earliest(&self) -> Option<Date> {
        self.earliest
    }

    /// Last day it can be.
    #[must_use]
    pub fn latest(&self) -> Option<Date> {
        self.latest
    }

    /// What the time speaks of.
    #[must_use]
    pub fn kind(&self) -> WhenKind {
        self.kind
    }

    /// The words, where there were any.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        self.text.as_deref()
    }
}

/// Which state of knowledge a question is asked in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "reading")]
pub enum Knowledge {
    /// Everything in the record.
    #[default]
    Everything,
    /// What could be known by the end of a local day.
    Known {
        /// The day.
        day: Date,
        /// Whether later decisions of the desk count all the same.
        with_hindsight: bool,
    },
    /// The ledger as it stood at an instant.
    Recorded {
        /// The instant.
        instant: Timestamp,
    },
}

/// The two times of a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// The local day on which it was so.
    pub on: Date,
    /// What is known.
    pub knowledge: Knowledge,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn late_evening_in_utc_is_the_next_day_further_east() {
        let zone = TimeZone::get("Asia/Tokyo").unwrap_or(TimeZone::UTC);
        let day = |text: &str| text.parse::<Published>().map(|p| p.day(&zone).to_string());
        assert_eq!(day("2024-12-06T23:30:00Z"), Ok("2024-12-07".to_owned()));
        assert_eq!(day("2024-12-06"), Ok("2024-12-06".to_owned()));
    }

    #[test]
    fn a_31st_of_february_is_refused() {
        assert!("2024-02-31".parse::<Published>().is_err());
        assert!("2024-02-31T00:00:00Z".parse::<Published>().is_err());
        assert!("2024-12-06T10:00:00".parse::<Published>().is_err());
    }

    #[test]
    fn an_unknown_time_is_written_without_edtf() {
        let unplaced = When::unplaced("Sunday".to_owned());
        let text = serde_json::to_string(&unplaced).unwrap_or_default();
        assert_eq!(text, r#"{"kind":"event","text":"Sunday"}"#);
        assert_eq!(serde_json::from_str::<When>(&text).ok(), Some(unplaced));
    }

    #[test]
    fn a_time_never_ends_before_it_begins() {
        let raw = r#"{"edtf":"x","earliest":"2024-02-02","latest":"2024-02-01","kind":"event"}"#;
        assert!(serde_json::from_str::<When>(raw).is_err());
    }
}
