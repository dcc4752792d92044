//! UCDP's types of organised violence, by who stands on either side (UCDP GED codebook, `type_of_violence`).

use serde::Serialize;

use super::{DisorderType, Parties, acled::is_against_civilians};
use crate::{
    actor::{Actor, ActorKind},
    actor_type::ActorType,
    sub_event::SubEvent,
};

/// What somebody is to UCDP.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Belligerent {
    /// The forces of a state, at home or abroad, and coalitions of states.
    State,
    /// An organised armed group: rebels and militias of every sort.
    Group,
    /// A crowd: violent, and not organised.
    Crowd,
    /// People who do not fight, protesters among them.
    Civilians,
}

impl Belligerent {
    /// What an actor of a type is.
    #[must_use]
    pub fn of_type(actor_type: ActorType) -> Self {
        match actor_type {
            ActorType::StateForces | ActorType::ExternalForces => Self::State,
            ActorType::RebelGroups | ActorType::PoliticalMilitias | ActorType::IdentityMilitias => {
                Self::Group
            }
            ActorType::Rioters => Self::Crowd,
            ActorType::Protesters | ActorType::Civilians => Self::Civilians,
        }
    }

    /// What an actor of a theatre is: by its ACLED type, else by its kind where that tells.
    #[must_use]
    pub fn of_actor(actor: &Actor) -> Option<Self> {
        match (actor.acled, actor.kind) {
            (Some(actor_type), _) => Some(Self::of_type(actor_type)),
            (None, ActorKind::State | ActorKind::External) => Some(Self::State),
            (None, ActorKind::Rebel | ActorKind::Militia) => Some(Self::Group),
            (None, ActorKind::Civilians) => Some(Self::Civilians),
            (None, ActorKind::International | ActorKind::Generic | ActorKind::Person) => None,
        }
    }

    /// Whether it is armed and organised.
    #[must_use]
    pub fn is_force(self) -> bool {
        matches!(self, Self::State | Self::Group)
    }
}

/// UCDP's type of violence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(into = "u8")]
pub enum UcdpViolence {
    /// 1: at least one side is a state, and the other is armed and organised.
    StateBased,
    /// 2: both sides are organised groups and neither is a state.
    NonState,
    /// 3: a state or an organised group against civilians.
    OneSided,
}

impl UcdpViolence {
    /// The type of violence between two parties; nothing where a party is unknown or a crowd, and where the sub-event
    /// is no violence. Where no target is named, that of violence against civilians and of excessive force against
    /// protesters is who they are named for.
    #[must_use]
    pub fn of(sub_event: SubEvent, parties: Parties) -> Option<Self> {
        if !DisorderType::of(sub_event)?.is_violence() {
            return None;
        }
        let is_named_for = is_against_civilians(sub_event).then_some(Belligerent::Civilians);
        Self::between(parties.agent?, parties.target.or(is_named_for)?)
    }

    /// The type of violence of an agent against a target. Violence by civilians is none of UCDP's types.
    fn between(agent: Belligerent, target: Belligerent) -> Option<Self> {
        use Belligerent as B;
        match (agent, target) {
            (B::State, B::State | B::Group) | (B::Group, B::State) => Some(Self::StateBased),
            (B::Group, B::Group) => Some(Self::NonState),
            (B::State | B::Group, B::Civilians) => Some(Self::OneSided),
            (B::Crowd | B::Civilians, _) | (_, B::Crowd) => None,
        }
    }
}

impl From<UcdpViolence> for u8 {
    fn from(violence: UcdpViolence) -> Self {
        match violence {
            UcdpViolence::StateBased => 1,
            UcdpViolence::NonState => 2,
            UcdpViolence::OneSided => 3,
        }
    }
}
