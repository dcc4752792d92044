//! What happened, in ACLED's 25 sub-event types and five kinds that ACLED lacks.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A sub-event type. The first 25 are ACLED's (codebook of 2023); the last five are named for what ACLED lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[expect(missing_docs, reason = "the names are the codebook's")]
pub enum SubEvent {
    GovernmentRegainsTerritory,
    NonStateActorOvertakesTerritory,
    ArmedClash,
    ExcessiveForceAgainstProtesters,
    ProtestWithIntervention,
    PeacefulProtest,
    ViolentDemonstration,
    MobViolence,
    ChemicalWeapon,
    AirDroneStrike,
    SuicideBomb,
    ShellingArtilleryMissileAttack,
    RemoteExplosive,
    Grenade,
    SexualViolence,
    Attack,
    AbductionForcedDisappearance,
    Agreement,
    Arrests,
    ChangeToGroupActivity,
    DisruptedWeaponsUse,
    HeadquartersOrBaseEstablished,
    LootingPropertyDestruction,
    NonViolentTransferOfTerritory,
    Other,
    NaturalDisaster,
    ManMadeDisaster,
    OrganisedCrime,
    Diplomacy,
    AttributionOfResponsibility,
}

/// A name that no codebook lists.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no sub-event type")]
pub struct SubEventError(String);

impl SubEvent {
    /// All types in codebook order.
    pub const ALL: [Self; 30] = [
        Self::GovernmentRegainsTerritory,
        Self::NonStateActorOvertakesTerritory,
        Self::ArmedClash,
        Self::ExcessiveForceAgainstProtesters,
        Self::ProtestWithIntervention,
        Self::PeacefulProtest,
        Self::ViolentDemonstration,
        Self::MobViolence,
        Self::ChemicalWeapon,
        Self::AirDroneStrike,
        Self::SuicideBomb,
        Self::ShellingArtilleryMissileAttack,
        Self::RemoteExplosive,
        Self::Grenade,
        Self::SexualViolence,
        Self::Attack,
        Self::AbductionForcedDisappearance,
        Self::Agreement,
        Self::Arrests,
        Self::ChangeToGroupActivity,
        Self::DisruptedWeaponsUse,
        Self::HeadquartersOrBaseEstablished,
        Self::LootingPropertyDestruction,
        Self::NonViolentTransferOfTerritory,
        Self::Other,
        Self::NaturalDisaster,
        Self::ManMadeDisaster,
        Self::OrganisedCrime,
        Self::Diplomacy,
        Self::AttributionOfResponsibility,
    ];

    /// The codebook's name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::GovernmentRegainsTerritory => "Government regains territory",
            Self::NonStateActorOvertakesTerritory => "Non-state actor overtakes territory",
            Self::ArmedClash => "Armed clash",
            Self::ExcessiveForceAgainstProtesters => "Excessive force against protesters",
            Self::ProtestWithIntervention => "Protest with intervention",
            Self::PeacefulProtest => "Peaceful protest",
            Self::ViolentDemonstration => "Violent demonstration",
            Self::MobViolence => "Mob violence",
            Self::ChemicalWeapon => "Chemical weapon",
            Self::AirDroneStrike => "Air/drone strike",
            Self::SuicideBomb => "Suicide bomb",
            Self::ShellingArtilleryMissileAttack => "Shelling/artillery/missile attack",
            Self::RemoteExplosive => "Remote explosive/landmine/IED",
            Self::Grenade => "Grenade",
            Self::SexualViolence => "Sexual violence",
            Self::Attack => "Attack",
            Self::AbductionForcedDisappearance => "Abduction/forced disappearance",
            Self::Agreement => "Agreement",
            Self::Arrests => "Arrests",
            Self::ChangeToGroupActivity => "Change to group/activity",
            Self::DisruptedWeaponsUse => "Disrupted weapons use",
            Self::HeadquartersOrBaseEstablished => "Headquarters or base established",
            Self::LootingPropertyDestruction => "Looting/property destruction",
            Self::NonViolentTransferOfTerritory => "Non-violent transfer of territory",
            Self::Other => "Other",
            Self::NaturalDisaster => "Natural disaster",
            Self::ManMadeDisaster => "Man-made disaster",
            Self::OrganisedCrime => "Organised crime",
            Self::Diplomacy => "Diplomacy",
            Self::AttributionOfResponsibility => "Attribution of responsibility",
        }
    }
}

impl FromStr for SubEvent {
    type Err = SubEventError;

    fn from_str(text: &str) -> Result<Self, SubEventError> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.name() == text)
            .ok_or_else(|| SubEventError(text.to_owned()))
    }
}

impl TryFrom<String> for SubEvent {
    type Error = SubEventError;

    fn try_from(text: String) -> Result<Self, SubEventError> {
        text.parse()
    }
}

impl From<SubEvent> for String {
    fn from(kind: SubEvent) -> Self {
        kind.name().to_owned()
    }
}
