//! What-if scenarios and their results.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    id::{ActorId, PlaceId},
    place::{Kilometres, PlaceRef},
};

/// A place that passes to a party.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// The place.
    pub place: PlaceId,
    /// Who holds it then.
    pub party: ActorId,
}

/// A parent situation plus changes plus assumptions. Never a prediction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scenario {
    /// The day of the parent situation.
    pub on: Date,
    /// What passes to whom.
    pub changes: Vec<Change>,
    /// What is assumed, in sentences for the reader.
    pub assumptions: Vec<String>,
    /// The seed of its draws, where it draws.
    pub seed: u64,
}

/// A way between two places, by road.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Detour {
    /// The places on the way, in order.
    pub way: Vec<PlaceRef>,
    /// Its length by road.
    pub length: Kilometres,
    /// How much longer than before.
    pub added: Kilometres,
    /// What the way needs that is off by default, such as smaller roads or a border crossing.
    pub needs: Vec<String>,
}

/// A pair of places and what becomes of its connection.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CutPair {
    /// One end.
    pub from: PlaceRef,
    /// The other end.
    pub to: PlaceRef,
    /// Whether they were connected before.
    pub connected_before: bool,
    /// Whether they are connected after.
    pub connected_after: bool,
    /// Road length of the shortest way before.
    pub before: Option<Kilometres>,
    /// The way that remains with the roads asked for.
    pub remaining: Option<Detour>,
    /// Ways tried beyond what was asked for (smaller roads, across borders), and whether they hold.
    pub tried: Vec<String>,
    /// A way that remains beyond what was asked for.
    pub beyond: Option<Detour>,
}

/// A place that a party can no longer reach.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CutPlace {
    /// The place.
    pub place: PlaceRef,
    /// People there, where known.
    pub population: Option<u64>,
}

/// The answer to "what breaks if these places change hands". High sensitivity: it never leaves the desk.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CutOff {
    /// The scenario.
    pub scenario: Scenario,
    /// Whose network is asked about.
    pub party: ActorId,
    /// The pairs of interest.
    pub pairs: Vec<CutPair>,
    /// Links that break, as pairs of places.
    pub broken: Vec<(PlaceRef, PlaceRef)>,
    /// Places of the party that lose their connection to its largest part.
    pub cut_off: Vec<CutPlace>,
    /// People in those places, where known: a lower bound.
    pub people: u64,
    /// Number of connected parts before and after.
    pub components: (usize, usize),
}

/// A projection of people per place and day, with its interval.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Projection {
    /// The day.
    pub date: Date,
    /// The place.
    pub place: PlaceId,
    /// Lower end of the interval.
    pub low: f64,
    /// Mean.
    pub mean: f64,
    /// Upper end of the interval.
    pub high: f64,
}
