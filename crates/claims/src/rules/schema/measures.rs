//! `numbers.toml` and `time.toml`: words for numbers, bounds, days and times.

use serde::Deserialize;

use crate::rules::word_table::{PhraseMap, PhraseSet, WordMap, WordSet};

use super::words::WordList;

/// `numbers.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Numbers {
    pub(crate) or_more: PhraseSet,
    pub(crate) percent: PhraseSet,
    pub(crate) one: WordSet,
    pub(crate) joins: WordSet,
    pub(crate) range: WordSet,
    pub(crate) values: WordMap<u64>,
    pub(crate) multipliers: WordMap<u64>,
    pub(crate) bounds: PhraseMap<BoundWord>,
    pub(crate) vague: PhraseMap<Vec<u64>>,
    pub(crate) pairs: WordMap<String>,
    pub(crate) none: WordList,
    pub(crate) ages: WordList,
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
    pub(crate) before: WordSet,
    pub(crate) after: WordSet,
}

/// `time.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TimeWords {
    pub(crate) months: Vec<String>,
    pub(crate) month_short: Vec<String>,
    pub(crate) weekdays: Vec<String>,
    pub(crate) since: WordSet,
    pub(crate) by: WordSet,
    pub(crate) ordinal_suffixes: WordSet,
    pub(crate) early: PhraseSet,
    pub(crate) late: PhraseSet,
    pub(crate) mid: PhraseSet,
    pub(crate) last: WordSet,
    pub(crate) next: WordSet,
    pub(crate) ago: WordSet,
    pub(crate) of_month: WordSet,
    pub(crate) ambiguous_months: WordSet,
    pub(crate) before_month: WordSet,
    pub(crate) before_year: WordSet,
    pub(crate) counts: WordMap<i64>,
    pub(crate) relative: PhraseMap<(i64, i64)>,
    pub(crate) units: WordMap<i64>,
}
