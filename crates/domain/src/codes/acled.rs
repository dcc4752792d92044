//! ACLED's types above the sub-event: event type, disorder type, civilian targeting (codebook of 2023, table of event
//! types and sections on the columns `disorder_type` and `civilian_targeting`).

use serde::{Serialize, Serializer};

use super::ucdp::Belligerent;
use crate::sub_event::SubEvent;

/// ACLED's event type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EventType {
    /// Two armed sides fight.
    Battles,
    /// People demonstrate peacefully.
    Protests,
    /// Crowds use violence.
    Riots,
    /// One side uses weapons by which the other cannot answer.
    ExplosionsRemoteViolence,
    /// An armed side attacks people who do not fight.
    ViolenceAgainstCivilians,
    /// What bears on the conflict without being violence or a demonstration.
    StrategicDevelopments,
}

impl EventType {
    /// The event type of a sub-event type; nothing for the five kinds that ACLED lacks.
    #[must_use]
    pub fn of(sub_event: SubEvent) -> Option<Self> {
        use SubEvent as S;
        match sub_event {
            S::GovernmentRegainsTerritory | S::NonStateActorOvertakesTerritory | S::ArmedClash => {
                Some(Self::Battles)
            }
            S::ExcessiveForceAgainstProtesters
            | S::ProtestWithIntervention
            | S::PeacefulProtest => Some(Self::Protests),
            S::ViolentDemonstration | S::MobViolence => Some(Self::Riots),
            S::ChemicalWeapon
            | S::AirDroneStrike
            | S::SuicideBomb
            | S::ShellingArtilleryMissileAttack
            | S::RemoteExplosive
            | S::Grenade => Some(Self::ExplosionsRemoteViolence),
            S::SexualViolence | S::Attack | S::AbductionForcedDisappearance => {
                Some(Self::ViolenceAgainstCivilians)
            }
            S::Agreement
            | S::Arrests
            | S::ChangeToGroupActivity
            | S::DisruptedWeaponsUse
            | S::HeadquartersOrBaseEstablished
            | S::LootingPropertyDestruction
            | S::NonViolentTransferOfTerritory
            | S::Other => Some(Self::StrategicDevelopments),
            S::NaturalDisaster
            | S::ManMadeDisaster
            | S::OrganisedCrime
            | S::Diplomacy
            | S::AttributionOfResponsibility => None,
        }
    }

    /// The codebook's name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Battles => "Battles",
            Self::Protests => "Protests",
            Self::Riots => "Riots",
            Self::ExplosionsRemoteViolence => "Explosions/Remote violence",
            Self::ViolenceAgainstCivilians => "Violence against civilians",
            Self::StrategicDevelopments => "Strategic developments",
        }
    }
}

impl Serialize for EventType {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// ACLED's disorder type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DisorderType {
    /// Force with a political end.
    PoliticalViolence,
    /// Demonstrations, peaceful or violent.
    Demonstrations,
    /// Both at once: excessive force against protesters.
    PoliticalViolenceAndDemonstrations,
    /// Neither.
    StrategicDevelopments,
}

impl DisorderType {
    /// The disorder type of a sub-event type. It does not follow from the event type: of the riots, mob violence is
    /// political violence and a violent demonstration is a demonstration; of the protests, excessive force is both.
    #[must_use]
    pub fn of(sub_event: SubEvent) -> Option<Self> {
        let event_type = EventType::of(sub_event)?;
        if sub_event == SubEvent::ExcessiveForceAgainstProtesters {
            return Some(Self::PoliticalViolenceAndDemonstrations);
        }
        if sub_event == SubEvent::MobViolence {
            return Some(Self::PoliticalViolence);
        }
        Some(match event_type {
            EventType::Protests | EventType::Riots => Self::Demonstrations,
            EventType::Battles
            | EventType::ExplosionsRemoteViolence
            | EventType::ViolenceAgainstCivilians => Self::PoliticalViolence,
            EventType::StrategicDevelopments => Self::StrategicDevelopments,
        })
    }

    /// Whether it is political violence, alone or with a demonstration.
    #[must_use]
    pub fn is_violence(self) -> bool {
        matches!(
            self,
            Self::PoliticalViolence | Self::PoliticalViolenceAndDemonstrations
        )
    }

    /// The codebook's name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::PoliticalViolence => "Political violence",
            Self::Demonstrations => "Demonstrations",
            Self::PoliticalViolenceAndDemonstrations => "Political violence; Demonstrations",
            Self::StrategicDevelopments => "Strategic developments",
        }
    }
}

impl Serialize for DisorderType {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// Whether a sub-event type is against civilians by its definition; protesters are civilians.
pub(super) fn is_against_civilians(sub_event: SubEvent) -> bool {
    EventType::of(sub_event) == Some(EventType::ViolenceAgainstCivilians)
        || sub_event == SubEvent::ExcessiveForceAgainstProtesters
}

/// Whether civilians are the main target: always of violence against civilians and of excessive force against
/// protesters; of explosions, remote violence and mobs where the target that is named is civilians.
pub(super) fn is_civilian_targeting(sub_event: SubEvent, target: Option<Belligerent>) -> bool {
    let is_possible = EventType::of(sub_event) == Some(EventType::ExplosionsRemoteViolence)
        || sub_event == SubEvent::MobViolence;
    is_against_civilians(sub_event) || is_possible && target == Some(Belligerent::Civilians)
}
