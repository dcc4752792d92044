//! Why a question has no answer.

use marsad_domain::{ActorId, PlaceId};

/// Why a question has no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ScenarioError {
    /// A place of the question that the gazetteer does not know.
    #[error("the place {place} is not in the gazetteer; hint: ask by the id of a place")]
    UnknownPlace {
        /// The place.
        place: PlaceId,
    },
    /// A change of an area.
    #[error("{place} is an area; hint: name the places in it that change hands")]
    Area {
        /// The area.
        place: PlaceId,
    },
    /// One place that passes to two parties.
    #[error("{place} passes to {first} and to {second}; hint: name each place once")]
    Contradiction {
        /// The place.
        place: PlaceId,
        /// The first party.
        first: ActorId,
        /// The second party.
        second: ActorId,
    },
    /// A party that is neither known nor holds a place.
    #[error("{party} is no known party and holds no place; hint: {hint}")]
    UnknownParty {
        /// The party.
        party: ActorId,
        /// The parties that hold places.
        hint: String,
    },
    /// A reach along roads that is no length.
    #[error(
        "{kilometres} km is no distance along a road; hint: give a number of kilometres of zero or more"
    )]
    Reach {
        /// What was given.
        kilometres: String,
    },
}
