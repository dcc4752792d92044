//! The ledger in memory: for tests, and for a run that leaves nothing behind.

use std::collections::{BTreeMap, BTreeSet};

use crate::chain::{self, Sealed};
use crate::store::check_size;
use crate::{
    Appended, BlobId, EntryId, EntryKind, Head, Key, LedgerError, NewEntry, Redacted, Redaction,
    Salt, Sequence, Store, StoredEntry, Sweep, Visit,
};

/// A ledger that ends with the process.
#[derive(Debug, Default)]
pub struct MemoryLedger {
    rows: Vec<Row>,
    keys: BTreeMap<(EntryKind, Key), Vec<EntryId>>,
    blobs: BTreeMap<BlobId, Vec<u8>>,
}

#[derive(Debug)]
struct Row {
    id: EntryId,
    header: Vec<u8>,
    kept: Option<Kept>,
}

#[derive(Debug)]
struct Kept {
    salt: Salt,
    content: Vec<u8>,
    key: Option<(EntryKind, Key)>,
}

impl MemoryLedger {
    /// An empty ledger.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    fn last(&self) -> Option<Head> {
        self.rows.last().map(|row| Head {
            sequence: row.id.sequence,
            hash: row.id.hash,
        })
    }

    fn push(&mut self, sealed: Vec<Sealed>) -> Vec<EntryId> {
        let ids = sealed.iter().map(Sealed::id).collect();
        for entry in sealed {
            let id = entry.id();
            let key = entry.key.map(|key| (entry.kind, key));
            if let Some(key) = key {
                self.keys.entry(key).or_default().push(id);
            }
            let kept = Some(Kept {
                salt: entry.salt,
                content: entry.content,
                key,
            });
            self.rows.push(Row {
                id,
                header: entry.header,
                kept,
            });
        }
        ids
    }

    fn forget(&mut self, target: Sequence) {
        let at = self.rows.partition_point(|row| row.id.sequence < target);
        let kept = self.rows.get_mut(at).and_then(|row| row.kept.take());
        let Some(key) = kept.and_then(|kept| kept.key) else {
            return;
        };
        if let Some(ids) = self.keys.get_mut(&key) {
            ids.retain(|id| id.sequence != target);
        }
    }

    fn referenced(&self) -> Result<BTreeSet<BlobId>, LedgerError> {
        let mut referenced = BTreeSet::new();
        self.rows
            .iter()
            .try_for_each(|row| chain::collect_blobs(row.stored(), &mut referenced))?;
        Ok(referenced)
    }
}

impl Row {
    fn stored(&self) -> StoredEntry<'_> {
        StoredEntry {
            sequence: self.id.sequence,
            header: &self.header,
            hash: self.id.hash.as_bytes(),
            salt: self.kept.as_ref().map(|kept| kept.salt.as_slice()),
            content: self.kept.as_ref().map(|kept| kept.content.as_slice()),
        }
    }
}

impl Store for MemoryLedger {
    fn append(&mut self, batch: &[NewEntry]) -> Result<Appended, LedgerError> {
        let absent = chain::referenced_blobs(batch)
            .into_iter()
            .find(|id| !self.blobs.contains_key(id));
        if let Some(id) = absent {
            return Err(LedgerError::NoSuchBlob { id });
        }
        let sealed = chain::seal_entries(self.last(), batch)?;
        Ok(Appended {
            entries: self.push(sealed),
        })
    }

    fn redact(&mut self, redactions: &[Redaction]) -> Result<Redacted, LedgerError> {
        let targeted = chain::check_targets(redactions, |sequence| self.get(sequence))?;
        let sealed = chain::seal_redactions(self.last(), redactions)?;
        for redaction in redactions {
            self.forget(redaction.target);
        }
        let entries = self.push(sealed);
        let referenced = self.referenced()?;
        let removed_blobs = self
            .blobs
            .keys()
            .filter(|id| !referenced.contains(id))
            .copied()
            .collect();
        self.blobs.retain(|id, _| referenced.contains(id));
        let shared_blobs = targeted.intersection(&referenced).copied().collect();
        Ok(Redacted {
            entries,
            removed_blobs,
            shared_blobs,
            sweep: Sweep::Clean,
        })
    }

    fn put_blobs(&mut self, blobs: &[&[u8]]) -> Result<Vec<BlobId>, LedgerError> {
        blobs.iter().try_for_each(|bytes| check_size(bytes.len()))?;
        let ids: Vec<BlobId> = blobs.iter().map(|bytes| BlobId::of(bytes)).collect();
        for (id, bytes) in ids.iter().zip(blobs) {
            self.blobs.entry(*id).or_insert_with(|| bytes.to_vec());
        }
        Ok(ids)
    }

    fn get_blob(&self, id: &BlobId) -> Result<Option<Vec<u8>>, LedgerError> {
        Ok(self.blobs.get(id).cloned())
    }

    fn head(&self) -> Result<Option<Head>, LedgerError> {
        Ok(self.last())
    }

    fn find_by_key(&self, kind: EntryKind, key: &Key) -> Result<Vec<EntryId>, LedgerError> {
        Ok(self.keys.get(&(kind, *key)).cloned().unwrap_or_default())
    }

    fn scan_stored(
        &self,
        from: Sequence,
        visit: &mut dyn FnMut(StoredEntry<'_>) -> Visit,
    ) -> Result<(), LedgerError> {
        let start = self.rows.partition_point(|row| row.id.sequence < from);
        for row in self.rows.get(start..).unwrap_or_default() {
            if visit(row.stored()).is_break() {
                break;
            }
        }
        Ok(())
    }
}
