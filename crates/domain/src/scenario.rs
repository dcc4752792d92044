//! What-if scenarios and their results.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    control::ControlState,
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
    /// How much longer than before; absent where there was no way before.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub added: Option<Kilometres>,
    /// What the way needs that is off by default, such as smaller roads or a border crossing.
    pub needs: Vec<String>,
}

/// Which roads were tried for a way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reach {
    /// The roads that the question asks for.
    AsAsked,
    /// Roads of every class within the country.
    AllRoads,
    /// The roads asked for, and those across borders.
    AcrossBorders,
    /// Roads of every class, across borders too.
    AllRoadsAcrossBorders,
}

/// A place that does not let the party pass.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Block {
    /// The place.
    pub place: PlaceRef,
    /// Its state.
    #[serde(flatten)]
    pub state: ControlState,
    /// The place whose state it follows, where nobody states its own.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub follows: Option<PlaceRef>,
}

/// A way that the roads offer and control does not.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BlockedWay {
    /// The places on the way, in order.
    pub way: Vec<PlaceRef>,
    /// Its length by road.
    pub length: Kilometres,
    /// The places on it that do not let the party pass; never empty.
    pub at: Vec<Block>,
}

/// What came of trying some roads for a pair of places.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TriedWay {
    /// Which roads were tried.
    pub reach: Reach,
    /// The shortest way that holds, where one does.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub way: Option<Detour>,
    /// Where none holds: the ways that the roads offer, shortest first, each avoiding the places at which the
    /// ones before it are blocked. Empty where the roads themselves do not meet.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub blocked: Vec<BlockedWay>,
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
    /// Ways tried beyond what was asked for (smaller roads, across borders), and whether they hold, in sentences.
    pub tried: Vec<String>,
    /// The same ways, first the one with the roads asked for; only where the pair is not connected after.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub ways: Vec<TriedWay>,
    /// The shortest way that remains beyond what was asked for.
    pub beyond: Option<Detour>,
}

impl CutPair {
    /// Whether the change takes the pair's last connection.
    #[must_use]
    pub fn is_severed(&self) -> bool {
        self.connected_before && !self.connected_after
    }
}

/// A road that a party can no longer use, between two places of the network.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BrokenLink {
    /// One end.
    pub from: PlaceRef,
    /// The other end.
    pub to: PlaceRef,
    /// The road's number or name, where it has one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub reference: Option<String>,
    /// Its class, such as `trunk`.
    pub class: String,
    /// Its length by road.
    pub length: Kilometres,
}

/// A place that loses its connection to the largest part of its party's network.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CutPlace {
    /// The place.
    pub place: PlaceRef,
    /// People there, where known.
    pub population: Option<u64>,
    /// First-level region it lies in, where known.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub admin1: Option<PlaceId>,
    /// The hubs that it still reaches; none where it is cut off from every hub.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub hubs: Vec<PlaceRef>,
}

/// A connected part of a party's network after the change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NetworkPart {
    /// The hubs in it.
    pub hubs: Vec<PlaceRef>,
    /// How many places.
    pub places: usize,
    /// People in them, where known: a lower bound.
    pub people: u64,
    /// Its place with the most people, to name it by.
    pub largest: PlaceRef,
}

/// The answer to "what breaks if these places change hands". High sensitivity: it never leaves the desk.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CutOff {
    /// The scenario.
    pub scenario: Scenario,
    /// Whose network is asked about.
    pub party: ActorId,
    /// The places that change hands, with their states before.
    pub changed: Vec<Block>,
    /// The pairs of interest.
    pub pairs: Vec<CutPair>,
    /// Links that break.
    pub broken: Vec<BrokenLink>,
    /// Places of the party that lose their connection to its largest part.
    pub cut_off: Vec<CutPlace>,
    /// People in those places, where known: a lower bound.
    pub people: u64,
    /// Of them, people in places that reach no hub any more.
    pub people_without_hub: u64,
    /// Number of connected parts before and after.
    pub components: (usize, usize),
    /// The connected parts after, the one with the most people first.
    pub parts: Vec<NetworkPart>,
}

/// How much would break if one place changed hands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlaceRank {
    /// The place.
    pub place: PlaceRef,
    /// Pairs of other places of the party that would lose their last connection.
    pub severed_pairs: u64,
    /// The same pairs, each weighted by the product of the two populations, where known.
    pub severed_people_pairs: u64,
    /// People outside the largest of the pieces that would be left, where known: a lower bound.
    pub people_cut_off: u64,
    /// Into how many pieces its part would fall; 1 where nothing breaks.
    pub pieces: usize,
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
