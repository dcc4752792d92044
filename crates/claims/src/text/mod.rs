//! From canonical text to sentences of tagged units: tokens, names, numbers, days.

pub(crate) mod dates;
pub(crate) mod homes;
pub(crate) mod listed;
pub(crate) mod names;
pub(crate) mod numbers;
pub(crate) mod prefixes;
pub(crate) mod quotes;
pub(crate) mod sentences;
pub(crate) mod tagging;
pub(crate) mod token;
pub(crate) mod unit;
