//! Linking new entries to the chain, and checking one entry against what the chain commits to.

use std::collections::BTreeSet;

use crate::encoding::{self, ContentView};
use crate::store::check_size;
use crate::{
    BlobId, Body, Entry, EntryHash, EntryId, EntryKind, Fault, Head, Header, LedgerError, NewEntry,
    Redaction, Salt, Sequence, StoredEntry,
};

/// An entry that is linked and encoded, ready to be written.
pub(crate) struct Sealed {
    pub(crate) sequence: Sequence,
    pub(crate) kind: EntryKind,
    pub(crate) key: Option<crate::Key>,
    pub(crate) header: Vec<u8>,
    pub(crate) hash: EntryHash,
    pub(crate) salt: Salt,
    pub(crate) content: Vec<u8>,
}

impl Sealed {
    pub(crate) fn id(&self) -> EntryId {
        EntryId {
            sequence: self.sequence,
            hash: self.hash,
        }
    }
}

/// Links a batch to the chain that ends at `head`. What it refers to must exist: see [`referenced_blobs`].
pub(crate) fn seal_entries(
    head: Option<Head>,
    batch: &[NewEntry],
) -> Result<Vec<Sealed>, LedgerError> {
    let mut head = head;
    batch
        .iter()
        .map(|entry| seal(&mut head, entry, None))
        .collect()
}

/// Links the decisions of redactions to the chain that ends at `head`. The targets must have been checked.
pub(crate) fn seal_redactions(
    head: Option<Head>,
    redactions: &[Redaction],
) -> Result<Vec<Sealed>, LedgerError> {
    let mut head = head;
    let decision = |redaction: &Redaction| NewEntry {
        kind: EntryKind::Decision,
        version: redaction.version,
        author: redaction.author.clone(),
        time: redaction.time,
        salt: redaction.salt,
        key: None,
        blobs: Vec::new(),
        payload: redaction.payload.clone(),
    };
    redactions
        .iter()
        .map(|redaction| seal(&mut head, &decision(redaction), Some(redaction.target)))
        .collect()
}

fn seal(
    head: &mut Option<Head>,
    entry: &NewEntry,
    redacts: Option<Sequence>,
) -> Result<Sealed, LedgerError> {
    check_size(entry.payload.len())?;
    if entry.blobs.len() > usize::from(u16::MAX) {
        return Err(LedgerError::TooManyBlobs {
            count: entry.blobs.len(),
        });
    }
    let sequence = head.map_or(Sequence::FIRST, |head| head.sequence.next());
    let content = encoding::encode_content(entry.key.as_ref(), &entry.blobs, &entry.payload);
    let header = encoding::encode_header(&Header {
        sequence,
        previous: head.map_or(EntryHash::NONE, |head| head.hash),
        kind: entry.kind,
        version: entry.version,
        author: entry.author.clone(),
        time: entry.time,
        redacts,
        commitment: encoding::commit(&entry.salt, &content),
    });
    let hash = EntryHash::of_header(&header);
    *head = Some(Head { sequence, hash });
    Ok(Sealed {
        sequence,
        kind: entry.kind,
        key: entry.key,
        header,
        hash,
        salt: entry.salt,
        content,
    })
}

/// The archived bytes that a batch refers to.
pub(crate) fn referenced_blobs(batch: &[NewEntry]) -> BTreeSet<BlobId> {
    batch
        .iter()
        .flat_map(|entry| entry.blobs.iter().copied())
        .collect()
}

/// An entry whose hash and content were checked; its payload is borrowed.
pub(crate) struct Checked<'a> {
    pub(crate) header: Header,
    pub(crate) hash: EntryHash,
    pub(crate) content: Option<ContentView<'a>>,
}

impl Checked<'_> {
    pub(crate) fn to_entry(&self) -> Entry {
        let body = self
            .content
            .as_ref()
            .map_or(Body::Redacted, |view| Body::Kept(view.to_content()));
        Entry {
            header: self.header.clone(),
            hash: self.hash,
            body,
        }
    }
}

/// Checks one entry by itself: number, encoding, hash and commitment. Not its link to the one before.
pub(crate) fn check(stored: StoredEntry<'_>) -> Result<Checked<'_>, Fault> {
    let hash = EntryHash::of_header(stored.header);
    if stored.hash != hash.as_bytes() {
        return Err(Fault::Hash);
    }
    let header =
        encoding::decode_header(stored.header).map_err(|source| Fault::Header { source })?;
    if header.sequence != stored.sequence {
        return Err(Fault::Moved {
            from: header.sequence,
        });
    }
    let content = match (stored.salt, stored.content) {
        (Some(salt), Some(content)) => Some(check_content(&header, salt, content)?),
        (None, None) => None,
        (Some(_), None) | (None, Some(_)) => return Err(Fault::HalfRemoved),
    };
    Ok(Checked {
        header,
        hash,
        content,
    })
}

fn check_content<'a>(
    header: &Header,
    salt: &[u8],
    content: &'a [u8],
) -> Result<ContentView<'a>, Fault> {
    let salt = Salt::try_from(salt).ok().ok_or(Fault::Content)?;
    if encoding::commit(&salt, content) != header.commitment {
        return Err(Fault::Content);
    }
    encoding::view_content(content).map_err(|source| Fault::ContentForm { source })
}

/// Refuses targets that do not exist, are redacted, or are named twice; gives the archived bytes they refer to.
///
/// `look_up` reads one entry, checked.
pub(crate) fn check_targets(
    redactions: &[Redaction],
    mut look_up: impl FnMut(Sequence) -> Result<Option<Entry>, LedgerError>,
) -> Result<BTreeSet<BlobId>, LedgerError> {
    let mut named = BTreeSet::new();
    let mut blobs = BTreeSet::new();
    for redaction in redactions {
        let sequence = redaction.target;
        let entry = look_up(sequence)?.ok_or(LedgerError::NoSuchEntry { sequence })?;
        match entry.body {
            Body::Kept(content) if named.insert(sequence) => blobs.extend(content.blobs),
            Body::Kept(_) | Body::Redacted => {
                return Err(LedgerError::AlreadyRedacted { sequence });
            }
        }
    }
    Ok(blobs)
}

/// Adds the archived bytes that a stored content refers to.
///
/// An unreadable content is an error: what it refers to is not known, and so nothing may be removed.
pub(crate) fn collect_blobs(
    stored: StoredEntry<'_>,
    into: &mut BTreeSet<BlobId>,
) -> Result<(), LedgerError> {
    let Some(content) = stored.content else {
        return Ok(());
    };
    let view = encoding::view_content(content).map_err(|source| LedgerError::BadEntry {
        sequence: stored.sequence,
        fault: Box::new(Fault::ContentForm { source }),
    })?;
    into.extend(view.blobs);
    Ok(())
}
