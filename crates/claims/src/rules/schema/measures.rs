//! `numbers.toml` and `time.toml`: words for numbers, bounds, days and times.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::words::WordList;

/// `numbers.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Numbers {
    pub(crate) or_more: BTreeSet<String>,
    pub(crate) percent: BTreeSet<String>,
    pub(crate) one: BTreeSet<String>,
    pub(crate) joins: BTreeSet<String>,
    pub(crate) range: BTreeSet<String>,
    pub(crate) values: BTreeMap<String, u64>,
    pub(crate) multipliers: BTreeMap<String, u64>,
    pub(crate) bounds: BTreeMap<String, BoundWord>,
    pub(crate) vague: BTreeMap<String, Vec<u64>>,
    pub(crate) pairs: BTreeMap<String, String>,
    pub(crate) none: WordList,
    pub(crate) not_counts: NotCounts,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum BoundWord {
    AtLeast,
    MoreThan,
    AtMost,
    LessThan,
    About,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NotCounts {
    pub(crate) before: BTreeSet<String>,
    pub(crate) after: BTreeSet<String>,
}

/// `time.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TimeWords {
    pub(crate) months: Vec<String>,
    pub(crate) month_short: Vec<String>,
    pub(crate) weekdays: Vec<String>,
    pub(crate) since: BTreeSet<String>,
    pub(crate) by: BTreeSet<String>,
    pub(crate) ordinal_suffixes: Vec<String>,
    pub(crate) early: BTreeSet<String>,
    pub(crate) late: BTreeSet<String>,
    pub(crate) mid: BTreeSet<String>,
    pub(crate) last: BTreeSet<String>,
    pub(crate) next: BTreeSet<String>,
    pub(crate) ago: BTreeSet<String>,
    pub(crate) of_month: BTreeSet<String>,
    pub(crate) ambiguous_months: BTreeSet<String>,
    pub(crate) before_month: BTreeSet<String>,
    pub(crate) before_year: BTreeSet<String>,
    pub(crate) counts: BTreeMap<String, i64>,
    pub(crate) relative: BTreeMap<String, (i64, i64)>,
    pub(crate) units: BTreeMap<String, i64>,
}
