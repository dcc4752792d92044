//! What is asked, and under which assumptions.

use std::sync::Arc;

use jiff::civil::Date;
use marsad_domain::{ActorId, Change, Kilometres, PlaceId};
use marsad_places::network::RoadFilter;

use crate::wording::Wording;

/// A cut-off question.
#[derive(Debug, Clone, PartialEq)]
pub struct CutOffQuestion {
    /// The sentences in which it is answered.
    pub words: Arc<Wording>,
    /// The day of the situation; alliances are those of this day.
    pub on: Date,
    /// Whose network is asked about.
    pub party: ActorId,
    /// The places that change hands, and to whom.
    pub changes: Vec<Change>,
    /// Pairs of places whose connection is of interest.
    pub pairs: Vec<(PlaceId, PlaceId)>,
    /// Places whose connection counts for all others, such as capitals, ports and crossings.
    pub hubs: Vec<PlaceId>,
    /// The roads that count.
    pub roads: RoadFilter,
    /// What lets a party pass.
    pub passage: Passage,
}

/// Whether something lets a party pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Passes {
    /// It does.
    Open,
    /// It does not.
    Closed,
}

/// Who counts as holding a place that one side alone claims.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HeldAs {
    /// Who held it before the claim.
    Before,
    /// Who claims it.
    Claimant,
    /// Nobody.
    Nobody,
}

/// What lets a party pass, and what is assumed where nobody states who holds a place.
#[derive(Debug, Clone, PartialEq)]
pub struct Passage {
    /// Places that several parties fight for.
    pub contested: Passes,
    /// Places of which nobody knows who holds them.
    pub unknown: Passes,
    /// Places that the party holds and another surrounds.
    pub besieged: Passes,
    /// Places that one side alone claims.
    pub claimed: HeldAs,
    /// How far along the road a place without a stated holder follows the nearest place that has one.
    pub follows_within: Kilometres,
}

impl Default for Passage {
    /// Contested, unknown and besieged places are closed, a claimed place counts as held by who held it before,
    /// and a place without a stated holder follows the nearest one within 30 km of road.
    fn default() -> Self {
        Self {
            contested: Passes::Closed,
            unknown: Passes::Closed,
            besieged: Passes::Closed,
            claimed: HeldAs::Before,
            follows_within: Kilometres(30.0),
        }
    }
}
