//! Checking a whole ledger.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use thiserror::Error;

use crate::chain::{self, Checked};
use crate::{
    BlobId, EncodingError, EntryHash, EntryId, Head, LedgerError, Sequence, Store, StoredEntry,
    Visit,
};

/// A ledger that is whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// The end of the chain; nothing in an empty ledger.
    pub head: Option<Head>,
    /// How many entries there are.
    pub entries: u64,
    /// The entries whose content a redaction removed.
    pub tombstones: Vec<Sequence>,
    /// How many archived items the entries refer to.
    pub blobs: u64,
    /// How many bytes were hashed.
    pub bytes: u64,
    /// How many entries carry an earlier time than the one before them. It is no fault: clocks are set back.
    pub backdated: u64,
}

/// The first entry that is not what it was.
#[derive(Debug, Error)]
#[error("entry {sequence}: {fault}")]
pub struct Broken {
    /// The entry.
    pub sequence: Sequence,
    /// What is wrong with it.
    #[source]
    pub fault: Fault,
}

/// What is wrong with an entry.
#[derive(Debug, Error)]
pub enum Fault {
    /// Its header does not have the hash that is stored with it.
    #[error("its header or its hash was changed")]
    Hash,
    /// Its header cannot be read.
    #[error("its header {source}")]
    Header {
        /// Why not.
        source: EncodingError,
    },
    /// It stands in another place than its header says.
    #[error("it is entry {from}, moved here")]
    Moved {
        /// Where it belongs.
        from: Sequence,
    },
    /// Its header does not carry the hash of the entry before.
    #[error("it does not follow the entry before it")]
    Link,
    /// It is not there, though a later entry or the note of the last one says that it was.
    #[error("it is missing")]
    Absent,
    /// Its content is not what the chain commits to.
    #[error("its content or its salt was changed")]
    Content,
    /// Its content cannot be read.
    #[error("its content {source}")]
    ContentForm {
        /// Why not.
        source: EncodingError,
    },
    /// Only one of its salt and its content is there.
    #[error("only one of its salt and its content is there")]
    HalfRemoved,
    /// Its content is gone, and no decision says so.
    #[error("its content was removed without a redaction")]
    Unexplained,
    /// Its content is there, though a decision removed it.
    #[error("its content is there, though entry {by} redacted it")]
    Restored {
        /// The decision.
        by: Sequence,
    },
    /// It redacts an entry that another one had redacted.
    #[error("it redacts entry {target} a second time")]
    RedactedTwice {
        /// The entry.
        target: Sequence,
    },
    /// The store does not find it by its key.
    #[error("it is not found by its key")]
    KeyLost,
    /// Archived bytes that it refers to are not there.
    #[error("its archived bytes {id} are missing")]
    BlobMissing {
        /// Their id.
        id: BlobId,
    },
    /// Archived bytes that it refers to are not what they were.
    #[error("its archived bytes {id} were changed")]
    BlobChanged {
        /// Their id.
        id: BlobId,
    },
    /// The store notes another entry as its last.
    #[error("it is not the entry noted as last")]
    HeadDiffers,
    /// The store notes an earlier entry as its last.
    #[error("it lies beyond the entry noted as last")]
    BeyondHead,
    /// The exported head has another hash here: the ledger was rewritten, or is another one.
    #[error("the exported head {exported} has another hash")]
    ExportDiffers {
        /// The exported head.
        exported: Head,
    },
    /// The store could not be read here.
    #[error("it cannot be read")]
    Unreadable {
        /// Why not.
        source: Box<LedgerError>,
    },
}

/// Checks every entry, every link, every key, every tombstone and all archived bytes, and compares with an exported head.
///
/// One pass in the order of the entries; memory grows only with tombstones and archived items.
///
/// # Errors
///
/// The first entry that is not what it was.
pub fn verify(store: &dyn Store, against: Option<&Head>) -> Result<Verified, Broken> {
    let unreadable = |sequence, source| Broken {
        sequence,
        fault: Fault::Unreadable {
            source: Box::new(source),
        },
    };
    let noted = store
        .head()
        .map_err(|source| unreadable(Sequence::FIRST, source))?;
    let mut walk = Walk::new(store, noted, against.copied());
    let mut broken = None;
    let scanned = store.scan_stored(Sequence::FIRST, &mut |stored| match walk.step(stored) {
        Ok(()) => Visit::Continue(()),
        Err(found) => {
            broken = Some(found);
            Visit::Break(())
        }
    });
    if let Some(found) = broken {
        return Err(found);
    }
    scanned.map_err(|source| unreadable(walk.expected, source))?;
    walk.finish()
}

/// What is known after the entries so far.
struct Walk<'a> {
    store: &'a dyn Store,
    /// What the store notes as its last entry, and what was exported.
    anchors: [Option<Head>; 2],
    expected: Sequence,
    previous: EntryHash,
    time: Option<Timestamp>,
    /// Each tombstone, and the decision that made it once that was met.
    tombstones: BTreeMap<Sequence, Option<Sequence>>,
    seen_blobs: BTreeSet<BlobId>,
    bytes: u64,
    backdated: u64,
}

impl<'a> Walk<'a> {
    fn new(store: &'a dyn Store, noted: Option<Head>, exported: Option<Head>) -> Self {
        Self {
            store,
            anchors: [noted, exported],
            expected: Sequence::FIRST,
            previous: EntryHash::NONE,
            time: None,
            tombstones: BTreeMap::new(),
            seen_blobs: BTreeSet::new(),
            bytes: 0,
            backdated: 0,
        }
    }

    fn step(&mut self, stored: StoredEntry<'_>) -> Result<(), Broken> {
        let sequence = self.expected;
        if stored.sequence != sequence {
            return Err(Broken {
                sequence,
                fault: Fault::Absent,
            });
        }
        let here = |fault| Broken { sequence, fault };
        let checked = chain::check(stored).map_err(here)?;
        if checked.header.previous != self.previous {
            return Err(here(Fault::Link));
        }
        self.check_anchors(&checked).map_err(here)?;
        self.check_redaction(&checked)?;
        self.check_key(&checked).map_err(here)?;
        self.check_blobs(&checked).map_err(here)?;
        self.count(stored, &checked);
        Ok(())
    }

    fn check_anchors(&self, checked: &Checked<'_>) -> Result<(), Fault> {
        let [noted, exported] = self.anchors.map(|anchor| {
            anchor.filter(|head| {
                head.sequence == checked.header.sequence && head.hash != checked.hash
            })
        });
        match (noted, exported) {
            (_, Some(exported)) => Err(Fault::ExportDiffers { exported }),
            (Some(_), None) => Err(Fault::HeadDiffers),
            (None, None) => Ok(()),
        }
    }

    fn check_redaction(&mut self, checked: &Checked<'_>) -> Result<(), Broken> {
        let sequence = checked.header.sequence;
        if checked.content.is_none() {
            self.tombstones.insert(sequence, None);
        }
        let Some(target) = checked.header.redacts else {
            return Ok(());
        };
        match self.tombstones.get_mut(&target) {
            Some(by @ None) => *by = Some(sequence),
            Some(Some(_)) => {
                return Err(Broken {
                    sequence,
                    fault: Fault::RedactedTwice { target },
                });
            }
            None => {
                return Err(Broken {
                    sequence: target,
                    fault: Fault::Restored { by: sequence },
                });
            }
        }
        Ok(())
    }

    fn check_key(&self, checked: &Checked<'_>) -> Result<(), Fault> {
        let header = &checked.header;
        let Some(key) = checked.content.as_ref().and_then(|content| content.key) else {
            return Ok(());
        };
        let found = self
            .store
            .find_by_key(header.kind, &key)
            .map_err(|source| Fault::Unreadable {
                source: Box::new(source),
            })?;
        let own = EntryId {
            sequence: header.sequence,
            hash: checked.hash,
        };
        if found.contains(&own) {
            Ok(())
        } else {
            Err(Fault::KeyLost)
        }
    }

    fn check_blobs(&mut self, checked: &Checked<'_>) -> Result<(), Fault> {
        let Some(content) = &checked.content else {
            return Ok(());
        };
        for id in &content.blobs {
            if !self.seen_blobs.insert(*id) {
                continue;
            }
            let bytes = self
                .store
                .get_blob(id)
                .map_err(|source| Fault::Unreadable {
                    source: Box::new(source),
                })?
                .ok_or(Fault::BlobMissing { id: *id })?;
            if BlobId::of(&bytes) != *id {
                return Err(Fault::BlobChanged { id: *id });
            }
            self.bytes += length(&bytes);
        }
        Ok(())
    }

    fn count(&mut self, stored: StoredEntry<'_>, checked: &Checked<'_>) {
        self.bytes += length(stored.header) + stored.content.map_or(0, length);
        self.backdated += u64::from(self.time.is_some_and(|before| checked.header.time < before));
        self.time = Some(checked.header.time);
        self.previous = checked.hash;
        self.expected = self.expected.next();
    }

    /// Reads the noted head again, which by now is at least as late as what was scanned.
    fn check_beyond_head(&self, entries: u64) -> Result<(), Broken> {
        let noted = self.store.head().map_err(|source| Broken {
            sequence: self.expected,
            fault: Fault::Unreadable {
                source: Box::new(source),
            },
        })?;
        if noted.map_or(0, |head| head.sequence.get()) >= entries {
            return Ok(());
        }
        let sequence = noted.map_or(Sequence::FIRST, |head| head.sequence.next());
        Err(Broken {
            sequence,
            fault: Fault::BeyondHead,
        })
    }

    fn finish(self) -> Result<Verified, Broken> {
        let entries = self.expected.get() - 1;
        let cut = self
            .anchors
            .iter()
            .flatten()
            .any(|anchor| anchor.sequence.get() > entries);
        if cut {
            return Err(Broken {
                sequence: self.expected,
                fault: Fault::Absent,
            });
        }
        self.check_beyond_head(entries)?;
        if let Some((sequence, _)) = self.tombstones.iter().find(|(_, by)| by.is_none()) {
            return Err(Broken {
                sequence: *sequence,
                fault: Fault::Unexplained,
            });
        }
        Ok(Verified {
            head: Sequence::new(entries).map(|sequence| Head {
                sequence,
                hash: self.previous,
            }),
            entries,
            tombstones: self.tombstones.into_keys().collect(),
            blobs: u64::try_from(self.seen_blobs.len()).unwrap_or(u64::MAX),
            bytes: self.bytes,
            backdated: self.backdated,
        })
    }
}

fn length(bytes: &[u8]) -> u64 {
    u64::try_from(bytes.len()).unwrap_or(u64::MAX)
}
