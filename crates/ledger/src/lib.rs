//! The append-only record.
//!
//! In go entries: a type tag, a payload version, an author, a time and bytes.
//! Out come the same entries in the same order, each chained to the one before by SHA-256, and the word of [`verify`] that nothing was changed.
//! `LEDGER.md` at the root documents every byte, so that a script in another language can check a record.
//!
//! This crate interprets no payload, reads no clock and draws no random number: times and salts are handed in.
//! It imports no other crate of the project.
//! The store is blocking; acknowledged means on disk.

mod author;
mod chain;
mod encoding;
mod entry;
mod error;
mod hash;
mod head;
mod memory;
mod redaction;
mod salt;
mod sequence;
mod sqlite;
mod store;
mod verify;

pub use author::{Author, AuthorError};
pub use encoding::EncodingError;
pub use entry::{Body, Content, Entry, EntryId, EntryKind, Header, Key, NewEntry};
pub use error::LedgerError;
pub use hash::{BlobId, EntryHash, HashError};
pub use head::{Head, HeadError};
pub use memory::MemoryLedger;
pub use redaction::{Redacted, Redaction, Sweep};
pub use salt::{Salt, derive_salt};
pub use sequence::Sequence;
pub use sqlite::{Mode, SqliteLedger, Upgraded};
pub use store::{Appended, Store, StoredEntry, Visit};
pub use verify::{Broken, Fault, Verified, verify};
