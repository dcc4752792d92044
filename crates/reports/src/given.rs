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
}
