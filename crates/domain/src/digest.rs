//! Identifiers that are hashes of what they identify.

use std::{cmp::Ordering, fmt, marker::PhantomData, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::text::parse;

/// A full 32-byte digest, printed as 64 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest32([u8; 32]);

/// The first 16 bytes of a BLAKE3 hash over a tagged, length-prefixed list of parts.
///
/// Printed as 32 hexadecimal digits. There is no other way to an id than hashing, so no id is random.
pub struct HashId<K> {
    bytes: [u8; 16],
    kind: PhantomData<fn() -> K>,
}

/// Marks claim ids.
#[derive(Debug)]
pub enum ClaimMark {}
/// Marks report hashes.
#[derive(Debug)]
pub enum ReportMark {}
/// Marks incident ids.
#[derive(Debug)]
pub enum IncidentMark {}
/// Marks lineage ids.
#[derive(Debug)]
pub enum LineageMark {}

/// Hash of report hash, kind, quote span and ordinal.
pub type ClaimId = HashId<ClaimMark>;
/// Hash of source, publication time and canonical text.
pub type ReportHash = HashId<ReportMark>;
/// Hash of an incident's first claim in canonical order.
pub type IncidentId = HashId<IncidentMark>;
/// Names a group of reports that repeat one text.
pub type LineageId = HashId<LineageMark>;

/// Why a text is no digest.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a hash of {1} hexadecimal digits")]
pub struct DigestError(String, usize);

impl Digest32 {
    /// Wraps the bytes of a digest.
    #[must_use]
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The BLAKE3 digest of some bytes.
    #[must_use]
    pub fn blake3(bytes: &[u8]) -> Self {
        Self(*blake3::hash(bytes).as_bytes())
    }

    /// The SHA-256 digest of some bytes.
    #[must_use]
    pub fn sha256(bytes: &[u8]) -> Self {
        use sha2::Digest as _;
        Self(sha2::Sha256::digest(bytes).into())
    }

    /// The bytes of the digest.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl<K> HashId<K> {
    /// Hashes parts, each with its length before it, so that no two lists of parts collide by concatenation.
    #[must_use]
    pub fn of(tag: &str, parts: &[&[u8]]) -> Self {
        let mut hasher = blake3::Hasher::new();
        for part in std::iter::once(tag.as_bytes()).chain(parts.iter().copied()) {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part);
        }
        let mut bytes = [0; 16];
        for (to, from) in bytes.iter_mut().zip(hasher.finalize().as_bytes()) {
            *to = *from;
        }
        Self {
            bytes,
            kind: PhantomData,
        }
    }

    /// The 16 bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 16] {
        &self.bytes
    }

    /// The first eight hexadecimal digits, for people.
    #[must_use]
    pub fn short(&self) -> String {
        self.to_string().chars().take(8).collect()
    }
}

fn hex(bytes: &[u8]) -> String {
    use fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn unhex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let mut bytes = [0; N];
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    if pairs.len() != N || !rest.is_empty() {
        return None;
    }
    for (byte, [high, low]) in bytes.iter_mut().zip(pairs) {
        *byte = digit(*high)? << 4 | digit(*low)?;
    }
    Some(bytes)
}

/// What a hexadecimal digit stands for.
fn digit(ascii: u8) -> Option<u8> {
    match ascii {
        b'0'..=b'9' => Some(ascii - b'0'),
        b'a'..=b'f' => Some(ascii - b'a' + 10),
        b'A'..=b'F' => Some(ascii - b'A' + 10),
        _ => None,
    }
}

impl fmt::Display for Digest32 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex(&self.0))
    }
}

impl fmt::Debug for Digest32 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Digest32 {
    type Err = DigestError;

    fn from_str(text: &str) -> Result<Self, DigestError> {
        unhex(text)
            .map(Self)
            .ok_or_else(|| DigestError(text.to_owned(), 64))
    }
}

impl<'de> Deserialize<'de> for Digest32 {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        parse(deserializer)
    }
}

impl Serialize for Digest32 {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&hex(&self.0))
    }
}

impl<K> FromStr for HashId<K> {
    type Err = DigestError;

    fn from_str(text: &str) -> Result<Self, DigestError> {
        unhex(text)
            .map(|bytes| Self {
                bytes,
                kind: PhantomData,
            })
            .ok_or_else(|| DigestError(text.to_owned(), 32))
    }
}

impl<'de, K> Deserialize<'de> for HashId<K> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        parse(deserializer)
    }
}

impl<K> Serialize for HashId<K> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&hex(&self.bytes))
    }
}

impl<K> Clone for HashId<K> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<K> Copy for HashId<K> {}

impl<K> PartialEq for HashId<K> {
    fn eq(&self, other: &Self) -> bool {
        self.bytes == other.bytes
    }
}

impl<K> Eq for HashId<K> {}

impl<K> PartialOrd for HashId<K> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<K> Ord for HashId<K> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.bytes.cmp(&other.bytes)
    }
}

impl<K> std::hash::Hash for HashId<K> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.bytes.hash(state);
    }
}

impl<K> fmt::Display for HashId<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&hex(&self.bytes))
    }
}

impl<K> fmt::Debug for HashId<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_do_not_collide_by_concatenation() {
        let one: ClaimId = HashId::of("claim", &[b"ab", b"c"]);
        let two: ClaimId = HashId::of("claim", &[b"a", b"bc"]);
        assert_ne!(one, two);
        assert_eq!(one.to_string().parse::<ClaimId>(), Ok(one));
        assert!("zz".parse::<ClaimId>().is_err());
    }
}
