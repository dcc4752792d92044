//! The attribution of data, as text.

use crate::{clean_text::CleanText, input::AttributionLine};

/// One line for each origin of data: its words and its licence.
#[must_use]
pub fn licences(lines: &[AttributionLine]) -> Vec<CleanText> {
    lines
        .iter()
        .map(|line| CleanText::from(format!("{} ({})", line.text, line.licence)))
        .collect()
}
