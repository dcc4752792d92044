//! PLOVER's classes and modes, and CAMEO's roots.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A class of PLOVER's final sixteen, in the codebook's order: words and deeds of cooperation, then of conflict
/// (PLOVER codebook, Halterman et al. 2023).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum PloverClass {
    /// Promise or agree to cooperate.
    Agree,
    /// Meet and talk.
    Consult,
    /// Back somebody by words, recognition or a signature.
    Support,
    /// Give way to a demand.
    Concede,
    /// Work together in deed.
    Cooperate,
    /// Give help.
    Aid,
    /// Draw back, release, let in, cease fire.
    Retreat,
    /// Ask for or demand something.
    Request,
    /// Blame, criticise, charge or investigate.
    Accuse,
    /// Refuse.
    Reject,
    /// Say that harm or measures will follow.
    Threaten,
    /// Demonstrate, strike, block, riot.
    Protest,
    /// Cut ties or help.
    Sanction,
    /// Ready or move forces.
    Mobilize,
    /// Arrest, seize, restrict.
    Coerce,
    /// Use violence.
    Assault,
}

/// A name that is no class of PLOVER.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no class of PLOVER")]
pub struct PloverClassError(String);

impl PloverClass {
    /// All classes in codebook order.
    pub const ALL: [Self; 16] = [
        Self::Agree,
        Self::Consult,
        Self::Support,
        Self::Concede,
        Self::Cooperate,
        Self::Aid,
        Self::Retreat,
        Self::Request,
        Self::Accuse,
        Self::Reject,
        Self::Threaten,
        Self::Protest,
        Self::Sanction,
        Self::Mobilize,
        Self::Coerce,
        Self::Assault,
    ];

    /// The codebook's name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Agree => "AGREE",
            Self::Consult => "CONSULT",
            Self::Support => "SUPPORT",
            Self::Concede => "CONCEDE",
            Self::Cooperate => "COOPERATE",
            Self::Aid => "AID",
            Self::Retreat => "RETREAT",
            Self::Request => "REQUEST",
            Self::Accuse => "ACCUSE",
            Self::Reject => "REJECT",
            Self::Threaten => "THREATEN",
            Self::Protest => "PROTEST",
            Self::Sanction => "SANCTION",
            Self::Mobilize => "MOBILIZE",
            Self::Coerce => "COERCE",
            Self::Assault => "ASSAULT",
        }
    }
}

impl FromStr for PloverClass {
    type Err = PloverClassError;

    fn from_str(text: &str) -> Result<Self, PloverClassError> {
        Self::ALL
            .into_iter()
            .find(|class| class.name() == text)
            .ok_or_else(|| PloverClassError(text.to_owned()))
    }
}

impl TryFrom<String> for PloverClass {
    type Error = PloverClassError;

    fn try_from(text: String) -> Result<Self, PloverClassError> {
        text.parse()
    }
}

impl From<PloverClass> for String {
    fn from(class: PloverClass) -> Self {
        class.name().to_owned()
    }
}

/// A mode within a class: those that follow from what claims say. PLOVER has more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PloverMode {
    /// RETREAT: forces leave.
    Withdraw,
    /// PROTEST: a demonstration.
    Demo,
    /// PROTEST: a riot.
    Riot,
    /// MOBILIZE: soldiers or fighters.
    Troops,
    /// COERCE: property or a place is taken.
    Seize,
    /// COERCE: movement is restricted.
    Restrict,
    /// COERCE: people are arrested.
    Arrest,
    /// ASSAULT: people are carried off.
    Abduct,
    /// ASSAULT: sexual violence.
    Sexual,
    /// ASSAULT: bombs and mines.
    Explosives,
    /// ASSAULT: attackers who die by their own bomb.
    SuicideAttack,
    /// ASSAULT: from the air.
    Aerial,
    /// ASSAULT: artillery, rockets, tanks.
    HeavyWeapons,
    /// ASSAULT: chemical, biological, radiological and nuclear weapons.
    Unconventional,
}

/// A root of CAMEO, 01 to 20, written with two digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(into = "String")]
pub struct CameoRoot(u8);

/// A number that is no root of CAMEO.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{0} is no root of CAMEO")]
pub struct CameoRootError(u8);

impl CameoRoot {
    /// 08, give way.
    pub const YIELD: Self = Self(8);
    /// 03, mean to cooperate.
    pub const INTENT_TO_COOPERATE: Self = Self(3);
    /// 14, protest.
    pub const PROTEST: Self = Self(14);
    /// 15, show force.
    pub const FORCE_POSTURE: Self = Self(15);
    /// 17, coerce.
    pub const COERCE: Self = Self(17);
    /// 18, assault.
    pub const ASSAULT: Self = Self(18);
    /// 19, fight; blockades and occupation are within it.
    pub const FIGHT: Self = Self(19);
    /// 20, mass violence by unconventional means.
    pub const MASS_VIOLENCE: Self = Self(20);
}

impl TryFrom<u8> for CameoRoot {
    type Error = CameoRootError;

    fn try_from(number: u8) -> Result<Self, CameoRootError> {
        if (1..=20).contains(&number) {
            Ok(Self(number))
        } else {
            Err(CameoRootError(number))
        }
    }
}

impl From<CameoRoot> for String {
    fn from(root: CameoRoot) -> Self {
        format!("{:02}", root.0)
    }
}
