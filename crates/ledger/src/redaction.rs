//! Taking words out of the record while the chain still holds.

use jiff::Timestamp;

use crate::{Author, BlobId, EntryId, Salt, Sequence};

/// The removal of one entry's content. It is itself appended, as a decision whose header names the entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redaction {
    /// The entry whose key, blobs, payload and salt are to go.
    pub target: Sequence,
    /// Who removes it.
    pub author: Author,
    /// When.
    pub time: Timestamp,
    /// Fresh random bytes, for the decision.
    pub salt: Salt,
    /// The version of the form of `payload`.
    pub version: u16,
    /// The decision in the caller's canonical form, with its reason. It must not repeat what is removed.
    pub payload: Vec<u8>,
}

/// What redactions did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redacted {
    /// The decisions that were appended, in the order given.
    pub entries: Vec<EntryId>,
    /// Archived bytes that were removed because no remaining entry refers to them.
    pub removed_blobs: Vec<BlobId>,
    /// Archived bytes of a redacted entry that stay, because another entry refers to them.
    /// They may still hold what was to go: redact those entries too.
    pub shared_blobs: Vec<BlobId>,
    /// Whether the removed words are gone from the files as well.
    pub sweep: Sweep,
}

/// Whether removed words are gone from the store's files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sweep {
    /// No file of the store holds them.
    Clean,
    /// Another process is reading an older state, so the write-ahead file still holds them.
    /// They go when that reader has ended and the store is swept, or opened for writing, again.
    HeldByReader,
    /// The files could not be rewritten, for instance because the disk is full; they may still hold them.
    /// The redaction stands, and the sweep is to be repeated.
    Failed {
        /// What went wrong.
        why: String,
    },
}
