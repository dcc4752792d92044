//! Reports in languages without rules: kept, not read, and counted.

use std::{collections::BTreeMap, fmt};

use marsad_domain::{Reading, Report};
use serde::Serialize;

use crate::desk::Desk;

/// How many reports of each language were not read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub(crate) struct Unread(BTreeMap<String, u64>);

impl Unread {
    /// Counts a report if it was not read.
    pub(crate) fn count(&mut self, report: &Report, reading: &Reading) {
        if reading.unread {
            *self.0.entry(language_of(report).to_owned()).or_default() += 1;
        }
    }

    /// How many there are.
    pub(crate) fn total(&self) -> u64 {
        self.0.values().sum()
    }

    /// Says beside the data how many documents were not read, where there are some.
    pub(crate) fn tell(&self, desk: &Desk) {
        if !self.0.is_empty() {
            let values: &[(&str, &dyn fmt::Display)] =
                &[("count", &self.total()), ("languages", self)];
            desk.talk(&desk.words.say("unread-documents", values));
        }
    }
}

/// The languages with their counts: "fr 3, unknown 2".
impl fmt::Display for Unread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, (language, count)) in self.0.iter().enumerate() {
            let seam = if at == 0 { "" } else { ", " };
            write!(f, "{seam}{language} {count}")?;
        }
        Ok(())
    }
}

/// What a report without a stated language is counted under.
const UNKNOWN: &str = "unknown";

/// The language that a report states.
pub(crate) fn language_of(report: &Report) -> &str {
    report.language.as_deref().unwrap_or(UNKNOWN)
}
