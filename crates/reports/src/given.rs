//! What is known of a document besides its bytes.

use jiff::Timestamp;
use marsad_domain::{Published, SourceId};

/// What the giver says of a document. A JSON line's own fields go before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// The file as the giver called it, for refusals.
    pub file: String,
    /// The name of a document that has none of its own, such as the file's name without its folders.
    pub name: String,
    /// Who published it.
    pub source: SourceId,
    /// When it was published, where known.
    pub published: Option<Published>,
    /// When it reached this desk.
    pub received: Timestamp,
    /// The note that goes with lines whose wording is the project's own (`"wording": "ours"`).
    pub notice_of_own_wording: String,
    /// How much is let in, and what is made of it.
    pub door: Door,
}

/// How much is let in, and what is made of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Door {
    /// The longest line and the longest text, in bytes; what is longer is refused without being held in memory.
    pub longest: usize,
    /// Whether a text is sketched: only one that is compared with other reports needs it.
    pub sketches: bool,
}

impl Door {
    /// Into the record: at most [`crate::LONGEST`], with a sketch.
    pub const RECORD: Self = Self {
        longest: crate::LONGEST,
        sketches: true,
    };
}

impl Default for Door {
    fn default() -> Self {
        Self::RECORD
    }
}
