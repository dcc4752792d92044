//! The types of actors by ACLED's codebook.

use serde::{Deserialize, Serialize};

/// The type of an actor by ACLED's codebook. It says what an actor is in that data set, and is not what a theatre
/// thinks it is ([`crate::ActorKind`]): a militia may be a political or an identity militia there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ActorType {
    /// Military and police of a state, in their own country.
    StateForces,
    /// Organised groups that fight a government by violence.
    RebelGroups,
    /// Armed groups that further a political end by violence, without seeking to replace a government.
    PoliticalMilitias,
    /// Armed groups of a community, a region, a religion or a livelihood.
    IdentityMilitias,
    /// Violent demonstrators and mobs.
    Rioters,
    /// Peaceful demonstrators.
    Protesters,
    /// Unarmed people.
    Civilians,
    /// State forces abroad, coalitions, international bodies, private security firms.
    ExternalForces,
}

impl ActorType {
    /// Each of them, in order of their codes.
    pub const ALL: [Self; 8] = [
        Self::StateForces,
        Self::RebelGroups,
        Self::PoliticalMilitias,
        Self::IdentityMilitias,
        Self::Rioters,
        Self::Protesters,
        Self::Civilians,
        Self::ExternalForces,
    ];

    /// The number in the columns `inter1` and `inter2`, from 1 to 8.
    #[must_use]
    pub fn code(self) -> u8 {
        match self {
            Self::StateForces => 1,
            Self::RebelGroups => 2,
            Self::PoliticalMilitias => 3,
            Self::IdentityMilitias => 4,
            Self::Rioters => 5,
            Self::Protesters => 6,
            Self::Civilians => 7,
            Self::ExternalForces => 8,
        }
    }

    /// The words of the codebook.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::StateForces => "State forces",
            Self::RebelGroups => "Rebel group",
            Self::PoliticalMilitias => "Political militia",
            Self::IdentityMilitias => "Identity militia",
            Self::Rioters => "Rioters",
            Self::Protesters => "Protesters",
            Self::Civilians => "Civilians",
            Self::ExternalForces => "External/Other forces",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_run_from_one_to_eight() {
        let codes: Vec<u8> = ActorType::ALL.iter().map(|one| one.code()).collect();
        assert_eq!(codes, [1, 2, 3, 4, 5, 6, 7, 8]);
    }
}
