//! Where in a clause the parts of a claim stand, and what they must be.

use serde::Deserialize;

/// What a frame makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Makes {
    Control,
    Movement,
    Presence,
    Toll,
    Count,
    Displacement,
    Happening,
}

/// What a part of a clause must be for a frame to fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Fit {
    /// A party or a group of fighters.
    Party,
    /// Forces, or a party that has some.
    Forces,
    /// Aircraft, or a party that has some.
    Aircraft,
    /// A place.
    Place,
    /// People who are no fighters.
    Civilians,
    /// People of any sort, or one by name.
    People,
    /// People or parties of any sort.
    Anyone,
    /// Who uses force: a party that has forces, or people named for it.
    Attackers,
    /// People who gather, and are no fighters.
    Crowd,
    /// Vehicles.
    Vehicles,
}

/// What a frame needs to be filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Need {
    Party,
    Place,
    /// A place, or a phrase that does not say that it was spoken of before ("the strike").
    PlaceOrNew,
    People,
    Way,
    Count,
}

/// Where in a clause a part of a claim stands.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub(crate) enum Slot {
    Part(ClausePart),
    /// Behind this preposition.
    Preposition(String),
}

/// A part of a clause that no preposition opens. Subject and object are the logical ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ClausePart {
    Subject,
    Object,
    /// What a relative clause hangs on.
    Antecedent,
    /// Behind "of" in a phrase behind the verb: "is in control of X".
    Within,
    /// Where the subject is, before the verb, if the subject is not some number of a whole: "forces in X surrendered".
    Seat,
    /// Before a noun: its owner, or the words of its phrase. Only nominal rules have it.
    Owner,
}
