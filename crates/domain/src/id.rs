//! Names that identify: a place, an actor, a source.

use std::{cmp::Ordering, fmt, marker::PhantomData, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::text::{ShortText, parse};

/// An identifier of one kind of thing, such as `homs` or `syria-monitor`.
///
/// The text is trimmed, not empty, at most 256 bytes long and free of control characters.
/// Ids of theatres are slugs; a holder that no theatre knows keeps its name as given, so spaces are allowed.
pub struct Id<K> {
    text: ShortText,
    kind: PhantomData<fn() -> K>,
}

/// Marks ids of places.
#[derive(Debug)]
pub enum PlaceMark {}
/// Marks ids of actors.
#[derive(Debug)]
pub enum ActorMark {}
/// Marks ids of sources.
#[derive(Debug)]
pub enum SourceMark {}

/// Identifies a place of a gazetteer.
pub type PlaceId = Id<PlaceMark>;
/// Identifies an actor, or names one that no theatre knows.
pub type ActorId = Id<ActorMark>;
/// Identifies a source by its display name's slug, never by the person behind it.
pub type SourceId = Id<SourceMark>;

/// Why a text is no identifier.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IdError {
    /// Nothing but white space.
    #[error("an identifier is empty")]
    Empty,
    /// Longer than 256 bytes.
    #[error("an identifier is {0} bytes long, at most 256 are allowed")]
    TooLong(usize),
    /// Holds a control or direction character.
    #[error("an identifier holds the control character U+{0:04X}")]
    Control(u32),
}

impl<K> Id<K> {
    /// The text of the id.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl<K> FromStr for Id<K> {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(IdError::Empty);
        }
        if text.len() > 256 {
            return Err(IdError::TooLong(text.len()));
        }
        let is_plain = |byte: &u8| (b' '..=b'~').contains(byte);
        if !text.as_bytes().iter().all(is_plain)
            && let Some(c) = text
                .chars()
                .find(|c| c.is_control() || is_direction_mark(*c))
        {
            return Err(IdError::Control(u32::from(c)));
        }
        Ok(Self {
            text: text.into(),
            kind: PhantomData,
        })
    }
}

/// Whether a character changes the writing direction or is invisible: it can make a name look like another.
#[must_use]
pub fn is_direction_mark(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

impl<'de, K> Deserialize<'de> for Id<K> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        parse(deserializer)
    }
}

impl<K> Serialize for Id<K> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl<K> From<Id<K>> for String {
    fn from(id: Id<K>) -> Self {
        id.text.into()
    }
}

impl<K> Clone for Id<K> {
    fn clone(&self) -> Self {
        Self {
            text: self.text.clone(),
            kind: PhantomData,
        }
    }
}

impl<K> PartialEq for Id<K> {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl<K> Eq for Id<K> {}

impl<K> PartialOrd for Id<K> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<K> Ord for Id<K> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.text.cmp(&other.text)
    }
}

impl<K> std::hash::Hash for Id<K> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

impl<K> fmt::Debug for Id<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.text)
    }
}

impl<K> fmt::Display for Id<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_trimmed_and_never_empty_or_disguised() {
        let id: Result<PlaceId, _> = " arnor ".parse();
        assert_eq!(id.map(String::from), Ok("arnor".to_owned()));
        assert_eq!("  ".parse::<PlaceId>(), Err(IdError::Empty));
        assert_eq!(
            "a\u{202E}b".parse::<PlaceId>(),
            Err(IdError::Control(0x202E))
        );
        assert!("x".repeat(257).parse::<PlaceId>().is_err());
    }
}
