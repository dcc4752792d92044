//! The bytes of an entry, as `LEDGER.md` documents them.
//!
//! All numbers are big-endian. Each header and each content has exactly one encoding: what decodes encodes to the same bytes.

use jiff::Timestamp;
use sha2::{Digest, Sha256};
use thiserror::Error;

use crate::{Author, BlobId, Content, EntryHash, EntryKind, Header, Key, Salt, Sequence};

/// What every header begins with; the last byte is the version of the encoding.
const MAGIC: [u8; 8] = *b"MARSAD\x00\x01";
/// The length of a header without its author.
const FIXED_HEADER: usize = 105;
const NANOSECONDS: i128 = 1_000_000_000;

/// Why bytes are no header or no content.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum EncodingError {
    /// The bytes end too early.
    #[error("ends too early")]
    Short,
    /// There are bytes after the end.
    #[error("has bytes after its end")]
    Long,
    /// The header does not begin with the eight bytes that every header begins with.
    #[error("begins with the wrong bytes, or has an encoding this version does not know")]
    Magic,
    /// A sequence is 0 or too large.
    #[error("has an entry number out of range")]
    Sequence,
    /// There is no kind with this byte.
    #[error("has the unknown kind {0}")]
    Kind(u8),
    /// The seconds or nanoseconds are out of range.
    #[error("has a time out of range")]
    Time,
    /// The author is not UTF-8, or no author.
    #[error("has an author that is none")]
    Author,
    /// An entry that is no decision names an entry to redact, or a decision names one that is not before it.
    #[error("redacts what it cannot redact")]
    Redacts,
    /// The byte that says whether there is a key is neither 0 nor 1.
    #[error("has neither a key nor none")]
    KeyFlag,
}

/// The bytes of a header.
pub(crate) fn encode_header(header: &Header) -> Vec<u8> {
    let author = header.author.as_str().as_bytes();
    let author_length = u16::try_from(author.len()).expect("an author is at most 256 bytes");
    let nanoseconds = header.time.as_nanosecond();
    let seconds = i64::try_from(nanoseconds.div_euclid(NANOSECONDS))
        .expect("a timestamp's seconds fit 64 bits");
    let fraction = u32::try_from(nanoseconds.rem_euclid(NANOSECONDS))
        .expect("a remainder below 10^9 fits 32 bits");
    let mut bytes = Vec::with_capacity(FIXED_HEADER + author.len());
    bytes.extend(MAGIC);
    bytes.extend(header.sequence.get().to_be_bytes());
    bytes.extend(header.previous.as_bytes());
    bytes.push(kind_byte(header.kind));
    bytes.extend(header.version.to_be_bytes());
    bytes.extend(seconds.to_be_bytes());
    bytes.extend(fraction.to_be_bytes());
    bytes.extend(header.redacts.map_or(0, Sequence::get).to_be_bytes());
    bytes.extend(header.commitment);
    bytes.extend(author_length.to_be_bytes());
    bytes.extend(author);
    bytes
}

/// The header in these bytes.
pub(crate) fn decode_header(bytes: &[u8]) -> Result<Header, EncodingError> {
    let mut rest = Cursor(bytes);
    if rest.array()? != MAGIC {
        return Err(EncodingError::Magic);
    }
    let sequence =
        Sequence::new(u64::from_be_bytes(rest.array()?)).ok_or(EncodingError::Sequence)?;
    let previous = EntryHash::from_bytes(rest.array()?);
    let kind = kind_of(rest.byte()?)?;
    let version = u16::from_be_bytes(rest.array()?);
    let time = time_of(
        i64::from_be_bytes(rest.array()?),
        u32::from_be_bytes(rest.array()?),
    )?;
    let redacts = redacts_of(u64::from_be_bytes(rest.array()?), sequence, kind)?;
    let commitment = rest.array()?;
    let author_length = u16::from_be_bytes(rest.array()?);
    let author = author_of(rest.take(usize::from(author_length))?)?;
    rest.end()?;
    Ok(Header {
        sequence,
        previous,
        kind,
        version,
        author,
        time,
        redacts,
        commitment,
    })
}

/// The bytes of a content. `blobs` are at most 65,535.
pub(crate) fn encode_content(key: Option<&Key>, blobs: &[BlobId], payload: &[u8]) -> Vec<u8> {
    let count = u16::try_from(blobs.len()).expect("the number of blobs is checked before encoding");
    let mut bytes = Vec::with_capacity(35 + 32 * blobs.len() + payload.len());
    bytes.push(u8::from(key.is_some()));
    bytes.extend(key.into_iter().flatten());
    bytes.extend(count.to_be_bytes());
    for blob in blobs {
        bytes.extend(blob.as_bytes());
    }
    bytes.extend(payload);
    bytes
}

/// A content whose payload is not copied.
pub(crate) struct ContentView<'a> {
    pub(crate) key: Option<Key>,
    pub(crate) blobs: Vec<BlobId>,
    pub(crate) payload: &'a [u8],
}

impl ContentView<'_> {
    pub(crate) fn to_content(&self) -> Content {
        Content {
            key: self.key,
            blobs: self.blobs.clone(),
            payload: self.payload.to_vec(),
        }
    }
}

/// The content in these bytes, its payload borrowed.
pub(crate) fn view_content(bytes: &[u8]) -> Result<ContentView<'_>, EncodingError> {
    let mut rest = Cursor(bytes);
    let key = match rest.byte()? {
        0 => None,
        1 => Some(rest.array()?),
        _ => return Err(EncodingError::KeyFlag),
    };
    let count = u16::from_be_bytes(rest.array()?);
    let blobs = (0..count)
        .map(|_| rest.array().map(BlobId::from_bytes))
        .collect::<Result<_, _>>()?;
    Ok(ContentView {
        key,
        blobs,
        payload: rest.0,
    })
}

/// What the chain commits to in place of the content.
pub(crate) fn commit(salt: &Salt, content: &[u8]) -> [u8; 32] {
    Sha256::new()
        .chain_update(salt)
        .chain_update(content)
        .finalize()
        .into()
}

/// The byte of a kind.
pub(crate) fn kind_byte(kind: EntryKind) -> u8 {
    match kind {
        EntryKind::Report => 1,
        EntryKind::Reading => 2,
        EntryKind::Theatre => 3,
        EntryKind::Decision => 4,
        EntryKind::Source => 5,
        EntryKind::Publication => 6,
        EntryKind::KeyEvent => 7,
    }
}

fn kind_of(byte: u8) -> Result<EntryKind, EncodingError> {
    let index = usize::from(byte).wrapping_sub(1);
    EntryKind::ALL
        .get(index)
        .copied()
        .ok_or(EncodingError::Kind(byte))
}

fn time_of(seconds: i64, fraction: u32) -> Result<Timestamp, EncodingError> {
    if i128::from(fraction) >= NANOSECONDS {
        return Err(EncodingError::Time);
    }
    Timestamp::from_nanosecond(i128::from(seconds) * NANOSECONDS + i128::from(fraction))
        .ok()
        .ok_or(EncodingError::Time)
}

fn redacts_of(
    number: u64,
    own: Sequence,
    kind: EntryKind,
) -> Result<Option<Sequence>, EncodingError> {
    if number == 0 {
        return Ok(None);
    }
    let target = Sequence::new(number).ok_or(EncodingError::Sequence)?;
    if kind == EntryKind::Decision && target < own {
        Ok(Some(target))
    } else {
        Err(EncodingError::Redacts)
    }
}

fn author_of(bytes: &[u8]) -> Result<Author, EncodingError> {
    std::str::from_utf8(bytes)
        .ok()
        .and_then(|text| text.parse().ok())
        .ok_or(EncodingError::Author)
}

/// The bytes not yet read.
struct Cursor<'a>(&'a [u8]);

impl<'a> Cursor<'a> {
    fn take(&mut self, length: usize) -> Result<&'a [u8], EncodingError> {
        let (taken, rest) = self
            .0
            .split_at_checked(length)
            .ok_or(EncodingError::Short)?;
        self.0 = rest;
        Ok(taken)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], EncodingError> {
        let (taken, rest) = self.0.split_first_chunk().ok_or(EncodingError::Short)?;
        self.0 = rest;
        Ok(*taken)
    }

    fn byte(&mut self) -> Result<u8, EncodingError> {
        self.array::<1>().map(|[byte]| byte)
    }

    fn end(&self) -> Result<(), EncodingError> {
        if self.0.is_empty() {
            Ok(())
        } else {
            Err(EncodingError::Long)
        }
    }
}

#[cfg(test)]
mod tests;
