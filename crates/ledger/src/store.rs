//! What every store of the ledger does.

use std::ops::ControlFlow;

use crate::{
    BlobId, Entry, EntryId, EntryKind, Head, Key, LedgerError, NewEntry, Redacted, Redaction,
    Sequence, chain,
};

/// The most bytes that one payload or one archived item may have: 512 MiB.
pub(crate) const MAX_ITEM_BYTES: usize = 512 << 20;

/// Whether a scan goes on.
pub type Visit = ControlFlow<()>;

/// What an append did: the ids of the new entries, in the order given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Appended {
    /// One id for each entry of the batch.
    pub entries: Vec<EntryId>,
}

/// An entry as a store holds it, not checked.
#[derive(Debug, Clone, Copy)]
pub struct StoredEntry<'a> {
    /// The number under which the store holds it.
    pub sequence: Sequence,
    /// The encoded header.
    pub header: &'a [u8],
    /// The hash that the store holds for the header.
    pub hash: &'a [u8],
    /// The salt, unless it was redacted.
    pub salt: Option<&'a [u8]>,
    /// The encoded content, unless it was redacted.
    pub content: Option<&'a [u8]>,
}

/// An append-only store of entries and of archived bytes. It blocks; what it acknowledges is kept.
///
/// Every error is a [`LedgerError`]; where reading meets an entry that is not what the chain commits to, the error names it.
pub trait Store {
    /// Appends a batch: all of it, or nothing.
    ///
    /// # Errors
    ///
    /// When an entry refers to archived bytes that are not in the store or is too large, when the store was opened for reading, or when writing fails.
    fn append(&mut self, batch: &[NewEntry]) -> Result<Appended, LedgerError>;

    /// Removes the content of entries and appends the decisions that did so: all of it, or nothing.
    /// Archived bytes go when no remaining entry refers to them.
    ///
    /// # Errors
    ///
    /// When a target does not exist, is already redacted or is named twice, and for the reasons of [`Store::append`].
    fn redact(&mut self, redactions: &[Redaction]) -> Result<Redacted, LedgerError>;

    /// Keeps archived bytes under their BLAKE3; what is there already stays. All of them are kept, or none.
    ///
    /// # Errors
    ///
    /// When an item is longer than 512 MiB, or when writing fails.
    fn put_blobs(&mut self, blobs: &[&[u8]]) -> Result<Vec<BlobId>, LedgerError>;

    /// The archived bytes with this id. They are as stored: [`BlobId::of`] says whether they are unchanged.
    ///
    /// # Errors
    ///
    /// When reading fails.
    fn get_blob(&self, id: &BlobId) -> Result<Option<Vec<u8>>, LedgerError>;

    /// The end of the chain, nothing in an empty ledger.
    ///
    /// # Errors
    ///
    /// When reading fails.
    fn head(&self) -> Result<Option<Head>, LedgerError>;

    /// The entries of a kind that carry a key, in order. A redacted entry has no key any more.
    ///
    /// # Errors
    ///
    /// When reading fails.
    fn find_by_key(&self, kind: EntryKind, key: &Key) -> Result<Vec<EntryId>, LedgerError>;

    /// Shows the entries from `from` on as they are stored, in the order of their numbers, in one state of the store.
    ///
    /// # Errors
    ///
    /// When reading fails.
    fn scan_stored(
        &self,
        from: Sequence,
        visit: &mut dyn FnMut(StoredEntry<'_>) -> Visit,
    ) -> Result<(), LedgerError>;

    /// Shows the entries from `from` on, in order, each checked by itself against its hash and its commitment.
    ///
    /// # Errors
    ///
    /// When an entry is not what the chain commits to, or when reading fails.
    fn scan(
        &self,
        from: Sequence,
        visit: &mut dyn FnMut(&Entry) -> Visit,
    ) -> Result<(), LedgerError> {
        let mut failure = None;
        self.scan_stored(from, &mut |stored| match chain::check(stored) {
            Ok(checked) => visit(&checked.to_entry()),
            Err(fault) => {
                failure = Some(LedgerError::BadEntry {
                    sequence: stored.sequence,
                    fault: Box::new(fault),
                });
                Visit::Break(())
            }
        })?;
        failure.map_or(Ok(()), Err)
    }

    /// The entry with this number, checked by itself.
    ///
    /// # Errors
    ///
    /// As [`Store::scan`].
    fn get(&self, sequence: Sequence) -> Result<Option<Entry>, LedgerError> {
        let mut found = None;
        self.scan(sequence, &mut |entry| {
            found = (entry.header.sequence == sequence).then(|| entry.clone());
            Visit::Break(())
        })?;
        Ok(found)
    }

    /// How many entries there are.
    ///
    /// # Errors
    ///
    /// When reading fails.
    fn len(&self) -> Result<u64, LedgerError> {
        Ok(self.head()?.map_or(0, |head| head.sequence.get()))
    }

    /// Whether there is no entry.
    ///
    /// # Errors
    ///
    /// When reading fails.
    fn is_empty(&self) -> Result<bool, LedgerError> {
        Ok(self.head()?.is_none())
    }

    /// Keeps archived bytes under their BLAKE3.
    ///
    /// # Errors
    ///
    /// As [`Store::put_blobs`].
    fn put_blob(&mut self, bytes: &[u8]) -> Result<BlobId, LedgerError> {
        self.put_blobs(&[bytes])?;
        Ok(BlobId::of(bytes))
    }
}

/// Refuses an item that is too large.
pub(crate) fn check_size(bytes: usize) -> Result<(), LedgerError> {
    if bytes > MAX_ITEM_BYTES {
        Err(LedgerError::TooLarge {
            bytes,
            limit: MAX_ITEM_BYTES,
        })
    } else {
        Ok(())
    }
}
