//! Who holds what, on a day, as known on a day.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    claim::ControlVerb,
    digest::ClaimId,
    id::ActorId,
    place::{Kilometres, PlaceRef, Position},
    probability::Probability,
};

/// The state of a place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum ControlState {
    /// One party holds it.
    Held {
        /// Who.
        holder: ActorId,
    },
    /// Several parties fight for it.
    Contested {
        /// Who, in order of their ids.
        parties: Vec<ActorId>,
    },
    /// The party is said to hold it, by a word that does not settle it.
    Claimed {
        /// Who is said to hold it.
        holder: ActorId,
        /// Who held it before, as far as others say.
        before: Option<ActorId>,
        /// Whose word that is.
        rests_on: RestsOn,
    },
    /// One party holds it and another surrounds it.
    Besieged {
        /// Who holds it.
        holder: ActorId,
        /// Who surrounds it.
        by: ActorId,
    },
    /// Nobody knows.
    Unknown,
}

/// Whose word a claim on a place is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RestsOn {
    /// One side alone says so: somebody else may well hold the place.
    OneSide,
    /// The theatre's opening position says so, and nobody checked it: no report says so, and none says otherwise.
    UncheckedOpening,
}

impl ControlState {
    /// The party that holds the place as far as the state says; nobody for contested and unknown places.
    #[must_use]
    pub fn holder(&self) -> Option<&ActorId> {
        match self {
            Self::Held { holder }
            | Self::Claimed { holder, .. }
            | Self::Besieged { holder, .. } => Some(holder),
            Self::Contested { .. } | Self::Unknown => None,
        }
    }

    /// Whether only an opening position says so that nobody checked.
    #[must_use]
    pub fn is_unchecked(&self) -> bool {
        matches!(
            self,
            Self::Claimed {
                rests_on: RestsOn::UncheckedOpening,
                ..
            }
        )
    }

    /// The name of the state as lines print it.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Held { .. } => "held",
            Self::Contested { .. } => "contested",
            Self::Claimed { .. } => "claimed",
            Self::Besieged { .. } => "besieged",
            Self::Unknown => "unknown",
        }
    }
}

/// Whether a claim speaks for or against the state that was reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// For it.
    For,
    /// Against it.
    Against,
    /// Neither: it was replaced by a later one or does not count.
    Neither,
}

/// One step of the replay that led to a state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TraceStep {
    /// The claim; absent for the opening position.
    pub claim: Option<ClaimId>,
    /// The day on which it took effect.
    pub day: Date,
    /// The rule that decided what it does.
    pub rule: String,
    /// The state after it.
    pub after: ControlState,
    /// Whether it speaks for or against the state that was reached in the end.
    pub side: Side,
    /// Whether the step is an opening position that nobody checked.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_unchecked: bool,
    /// What happened, in a sentence fragment.
    pub note: String,
}

/// Whose word a claim would be that nobody made yet.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "by")]
pub enum Teller {
    /// A source without a side.
    NoSide,
    /// A source that favours a party, or the party itself.
    SideOf {
        /// Which party.
        side: ActorId,
    },
}

/// One claim that nobody made yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IfSaid {
    /// Whose word.
    #[serde(flatten)]
    pub teller: Teller,
    /// What it says of the place.
    pub change: ControlVerb,
    /// The party that it says so of.
    pub party: ActorId,
    /// The rule that would decide.
    pub rule: String,
}

/// What single claims would do to a state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WouldChange {
    /// The state that each of them alone would lead to; absent where the state would stay.
    pub to: Option<ControlState>,
    /// The claims.
    pub if_said: Vec<IfSaid>,
}

/// The control of one place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlaceControl {
    /// The place.
    pub place: PlaceRef,
    /// Its state.
    #[serde(flatten)]
    pub state: ControlState,
    /// Since when.
    pub since: Option<Date>,
    /// How sure, fading with age.
    pub confidence: Probability,
    /// How it came to be.
    pub trace: Vec<TraceStep>,
    /// What one more claim, of the day after, would change it to by the same rules; the claims of a party's own side that
    /// would leave it as it is come last.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub would_change: Vec<WouldChange>,
}

impl PlaceControl {
    /// Whether the state rests on an opening position that nobody checked.
    #[must_use]
    pub fn rests_on_unchecked_opening(&self) -> bool {
        self.trace
            .iter()
            .any(|step| step.is_unchecked && step.side == Side::For)
    }

    /// The claims that speak for (or against) the state.
    pub fn claims(&self, side: Side) -> impl Iterator<Item = ClaimId> {
        self.trace
            .iter()
            .filter(move |step| step.side == side)
            .filter_map(|step| step.claim)
    }
}

/// A polygon that one party holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ControlArea {
    /// The state of the area.
    #[serde(flatten)]
    pub state: ControlState,
    /// Rings of positions; the first is the outer one.
    pub rings: Vec<Vec<Position>>,
    /// How sure, as a mean over it.
    pub confidence: Probability,
    /// Its area in square km.
    pub km2: f64,
    /// Whether it is contested only because two holders meet in it, and nobody says that they fight there.
    pub is_between: bool,
}

/// The line between two parties.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FrontLine {
    /// The two parties in order of their ids.
    pub parties: (ActorId, ActorId),
    /// The line.
    pub line: Vec<Position>,
    /// Its great-circle length.
    pub length: Kilometres,
}
