//! Who made an entry.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

/// The longest author, in bytes.
const MAX_BYTES: usize = 256;

/// The name under which an entry was made: a handle, since it stays readable even when the entry is redacted.
///
/// Not empty, at most 256 bytes, without control characters and without white space at its ends.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Author(String);

impl Author {
    /// The name as given.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Author {
    type Err = AuthorError;

    fn from_str(text: &str) -> Result<Self, AuthorError> {
        if text.is_empty() {
            return Err(AuthorError::Empty);
        }
        if text.len() > MAX_BYTES {
            return Err(AuthorError::TooLong { bytes: text.len() });
        }
        if text.trim() != text || text.chars().any(char::is_control) {
            return Err(AuthorError::Unprintable);
        }
        Ok(Self(text.to_owned()))
    }
}

impl fmt::Display for Author {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Why a text is no author.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum AuthorError {
    /// The text is empty.
    #[error("the author is empty")]
    Empty,
    /// The text is longer than 256 bytes.
    #[error("the author is {bytes} bytes long, the limit is {MAX_BYTES}")]
    TooLong {
        /// Its length.
        bytes: usize,
    },
    /// The text has control characters, or white space at an end.
    #[error("the author has control characters or white space at an end")]
    Unprintable,
}
