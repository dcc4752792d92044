//! What the ledger holds.

use jiff::Timestamp;

use crate::{Author, BlobId, EntryHash, Salt, Sequence};

/// Thirty-two bytes by which an entry can be found again, such as the hash of a report.
///
/// What it means is the caller's business; several entries may carry the same one.
pub type Key = [u8; 32];

/// What sort of thing an entry records. The ledger does not look at the payload.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntryKind {
    /// A document from a source.
    Report,
    /// What one reader made of one report.
    Reading,
    /// The theatre at the start, and every change to it.
    Theatre,
    /// What a person decided. A redaction is an entry of this kind.
    Decision,
    /// What is known about a source.
    Source,
    /// What left the record.
    Publication,
    /// The making, opening or changing of a key.
    KeyEvent,
}

impl EntryKind {
    /// Every kind, in the order of its byte.
    pub const ALL: [Self; 7] = [
        Self::Report,
        Self::Reading,
        Self::Theatre,
        Self::Decision,
        Self::Source,
        Self::Publication,
        Self::KeyEvent,
    ];

    /// The word for the kind, as `LEDGER.md` lists it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Report => "report",
            Self::Reading => "reading",
            Self::Theatre => "theatre",
            Self::Decision => "decision",
            Self::Source => "source",
            Self::Publication => "publication",
            Self::KeyEvent => "key-event",
        }
    }
}

/// An entry to be appended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEntry {
    /// What sort of thing it records.
    pub kind: EntryKind,
    /// The version of the payload's form.
    pub version: u16,
    /// Who makes it.
    pub author: Author,
    /// When it is made, by the caller's clock. The order of entries is their sequence, never this.
    pub time: Timestamp,
    /// Fresh random bytes.
    pub salt: Salt,
    /// By what it can be found again.
    pub key: Option<Key>,
    /// The archived bytes it speaks of, at most 65,535; they must be in the store already.
    pub blobs: Vec<BlobId>,
    /// Canonical bytes, at most 512 MiB.
    pub payload: Vec<u8>,
}

/// The part of an entry that stays for ever, and that is hashed into the chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// Its number.
    pub sequence: Sequence,
    /// The hash of the entry before; [`EntryHash::NONE`] in the first.
    pub previous: EntryHash,
    /// What sort of thing it records.
    pub kind: EntryKind,
    /// The version of the payload's form.
    pub version: u16,
    /// Who made it.
    pub author: Author,
    /// When it was made, by the clock of whoever made it.
    pub time: Timestamp,
    /// The earlier entry whose content this decision removed.
    pub redacts: Option<Sequence>,
    /// SHA-256 of the salt and the encoded content. It stays when these are removed.
    pub commitment: [u8; 32],
}

/// The part of an entry that a redaction removes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content {
    /// By what it can be found again.
    pub key: Option<Key>,
    /// The archived bytes it speaks of.
    pub blobs: Vec<BlobId>,
    /// The bytes handed in.
    pub payload: Vec<u8>,
}

/// The content of an entry, or the fact that it was removed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body {
    /// The content is there.
    Kept(Content),
    /// A redaction removed the content and its salt.
    Redacted,
}

/// An entry of the ledger, its hash and its content checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What the chain commits to.
    pub header: Header,
    /// The hash of the encoded header.
    pub hash: EntryHash,
    /// The content, unless it was redacted.
    pub body: Body,
}

impl Entry {
    /// The number and the hash.
    #[must_use]
    pub fn id(&self) -> EntryId {
        EntryId {
            sequence: self.header.sequence,
            hash: self.hash,
        }
    }

    /// The payload, unless it was redacted.
    #[must_use]
    pub fn payload(&self) -> Option<&[u8]> {
        match &self.body {
            Body::Kept(content) => Some(&content.payload),
            Body::Redacted => None,
        }
    }
}

/// By what an entry is named: its number, and the hash that says it is this one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryId {
    /// Its number.
    pub sequence: Sequence,
    /// Its hash.
    pub hash: EntryHash,
}
