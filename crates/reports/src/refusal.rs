//! What was not taken, where it stands, why, and what to do about it.

use std::fmt;

use thiserror::Error;

/// One document that was refused. The rest of its file is kept.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub struct Refusal {
    /// The file as the giver called it.
    pub file: String,
    /// Line of the file, counted from 1; absent where the file as a whole is refused.
    pub row: Option<u64>,
    /// Why.
    #[source]
    pub fault: Fault,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.row {
            Some(row) => write!(f, "{}:{row}: {}", self.file, self.fault),
            None => write!(f, "{}: {}", self.file, self.fault),
        }
    }
}

/// Why a document is refused. No variant repeats more of the document than a field's value of 60 letters.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Fault {
    /// Nothing but white space.
    #[error("the text is empty")]
    Empty,
    /// Bytes that are not UTF-8.
    #[error("not UTF-8 from byte {at} on")]
    NotUtf8 {
        /// The first byte that is not UTF-8, counted from 0 in the line or file.
        at: usize,
    },
    /// A byte order mark of another encoding.
    #[error("the text is in {encoding}, not UTF-8")]
    OtherEncoding {
        /// Which.
        encoding: &'static str,
    },
    /// A NUL character.
    #[error("the text holds a NUL character at byte {at}")]
    Nul {
        /// Where, in bytes of the text.
        at: usize,
    },
    /// Longer than [`LONGEST`](crate::LONGEST).
    #[error("{bytes} bytes are more than the {limit} that one report may have")]
    TooLong {
        /// How long, as far as it was read.
        bytes: u64,
        /// The limit.
        limit: usize,
    },
    /// Not JSON, an unknown escape, half of a surrogate pair, or not an object.
    #[error("no JSON object: {reason}")]
    NotJson {
        /// What the parser says.
        reason: String,
    },
    /// A key that stands twice.
    #[error("the field \"{key}\" is given twice")]
    Twice {
        /// The key.
        key: String,
    },
    /// A field of the wrong sort.
    #[error("the field \"{key}\" is not {expected}")]
    WrongSort {
        /// The key.
        key: &'static str,
        /// What it has to be.
        expected: &'static str,
    },
    /// No field `text`.
    #[error("there is no field \"text\"")]
    NoText,
    /// `published` is no day and no instant.
    #[error("\"published\": {value:?} is neither a day nor an instant")]
    BadPublished {
        /// Its first 60 letters.
        value: String,
    },
    /// `source` cannot be an identifier.
    #[error("\"source\": {reason}")]
    BadSource {
        /// Why.
        reason: String,
    },
    /// `id` cannot name a report.
    #[error("\"id\": {reason}")]
    BadName {
        /// Why.
        reason: String,
    },
    /// `lang` or `language` is no BCP 47 tag.
    #[error("\"lang\": {value:?} is no language tag")]
    BadLanguage {
        /// Its first 60 letters.
        value: String,
    },
    /// A kind of file that no reader knows.
    #[error("files of this kind cannot be read")]
    UnknownFormat,
    /// A folder is reached by a link, which could lead in circles.
    #[error("a link to a folder is not followed")]
    LinkToFolder,
    /// It is a pipe, a device or the like.
    #[error("it is no file")]
    NoFile,
    /// The file, or the rest of it, could not be read.
    #[error("cannot be read: {reason}")]
    Unreadable {
        /// What the system says.
        reason: String,
    },
}

impl Fault {
    /// What the giver can do about it, where there is something.
    #[must_use]
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::NotUtf8 { .. } | Self::OtherEncoding { .. } => Some("convert the file to UTF-8"),
            Self::Nul { .. } => Some("check that the file is text"),
            Self::TooLong { .. } => Some("split it into one report a line"),
            Self::NotJson { .. } => Some("write one JSON object a line"),
            Self::Twice { .. } => Some("keep one of the two"),
            Self::NoText => {
                Some("write {\"id\": ..., \"text\": ..., \"published\": ..., \"source\": ...}")
            }
            Self::BadPublished { .. } => {
                Some("write a day that exists as 2024-12-06, or an instant as 2024-12-06T10:30:00Z")
            }
            Self::BadLanguage { .. } => Some("write a tag such as \"en\" or \"ar-SY\""),
            Self::UnknownFormat => Some("give text (.txt, .md) or JSON Lines (.jsonl, .ndjson)"),
            Self::Unreadable { .. } => Some("check the path and its permissions"),
            Self::LinkToFolder => Some("name the folder that it leads to"),
            Self::NoFile => {
                Some("write what it gives into a file, or hand it over on standard input")
            }
            Self::Empty
            | Self::WrongSort { .. }
            | Self::BadSource { .. }
            | Self::BadName { .. } => None,
        }
    }
}
