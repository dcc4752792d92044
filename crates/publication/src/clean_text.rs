//! Text that is safe to lay out: no control, direction or invisible characters, no line breaks.

use std::fmt;

use marsad_domain::id::is_direction_mark;
use serde::Serialize;

/// One line of text without characters that steer a terminal, turn the writing direction or hide in a word.
///
/// It is not escaped: each form escapes for itself.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize)]
#[serde(transparent)]
pub struct CleanText(String);

impl CleanText {
    /// Cleans a text. White space and control characters become one space.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut clean = String::with_capacity(text.len());
        let mut is_gap = false;
        for c in text.chars().filter(|c| !is_hidden(*c)) {
            if c.is_whitespace() || c.is_control() {
                is_gap = true;
                continue;
            }
            if is_gap && !clean.is_empty() {
                clean.push(' ');
            }
            is_gap = false;
            clean.push(c);
        }
        Self(clean)
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is short enough to stay on one line of a table: a date, a number.
    pub(crate) fn is_short(&self) -> bool {
        self.0.len() <= 18
    }

    /// Whether nothing is left.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl From<&str> for CleanText {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

impl From<String> for CleanText {
    fn from(text: String) -> Self {
        Self::new(&text)
    }
}

impl fmt::Display for CleanText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// Characters without width, direction marks and tags: a name that holds one looks like another name.
fn is_hidden(c: char) -> bool {
    is_direction_mark(c)
        || matches!(
            c,
            '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{180B}'..='\u{180F}' | '\u{2061}'..='\u{206F}'
                | '\u{FE00}'..='\u{FE0F}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E0FFF}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_steers_or_hides_is_dropped() {
        for (given, clean) in [
            ("a\u{202E}b\u{2066}c\u{2069}", "abc"),
            ("Kha\u{00AD}l\u{200B}ed", "Khaled"),
            ("red \u{1B}[31m text\r\n next\u{0}", "red [31m text next"),
            ("  two  words ", "two words"),
            ("line\u{2028}break", "line break"),
        ] {
            assert_eq!(CleanText::new(given).as_str(), clean, "{given:?}");
        }
    }
}
