//! What is needed of a place to weigh it, wherever the place is kept.

use marsad_domain::{PlaceKind, Position};

/// What the country of a place is where it lies in no one country.
pub(crate) const NO_COUNTRY: [u8; 2] = [b' '; 2];

/// What is needed of a place to weigh it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Facts {
    /// Where it is.
    pub(crate) position: Position,
    /// People, where counted.
    pub(crate) population: Option<u64>,
    /// Kind.
    pub(crate) kind: PlaceKind,
    /// ISO 3166 alpha-2 code of its country, or [`NO_COUNTRY`].
    pub(crate) country: [u8; 2],
    /// Whether a user added it to the theatre, which itself passes over it.
    pub(crate) is_added: bool,
}

/// The two letters of a code; of anything else, those of no country.
pub(crate) fn country_code(code: &str) -> [u8; 2] {
    code.as_bytes().try_into().unwrap_or(NO_COUNTRY)
}
