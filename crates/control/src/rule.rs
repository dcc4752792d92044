//! The names of the rules that can decide a step, and what each says.

use serde::Deserialize;

/// Every rule that can decide a step. Ids are stable and never reused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// The opening position of the theatre.
    Opening,
    /// The opening position of the theatre, which nobody checked.
    OpeningUnchecked,
    /// A source without a side says that a party took or holds the place.
    Hold,
    /// A source without a side says that a party entered a place that another holds.
    Entry,
    /// The holder left and nobody else is named.
    HolderLeft,
    /// The holder left and another had entered, or the other way round: the other holds it.
    EntrantRemains,
    /// A party fights for the place.
    Contest,
    /// A party surrounds the place.
    Siege,
    /// Whoever surrounded the place left.
    SiegeEnds,
    /// A part of the place was taken or entered.
    PartTaken,
    /// A source speaks against the side it favours.
    Admission,
    /// Only the gaining party's own side says so.
    OwnSide,
    /// Only the gaining party's own side says so, and it does not say that it holds the place.
    OwnSideStays,
    /// A source that favours a third party says so.
    ThirdSide,
    /// The claim says what is held already.
    Confirms,
    /// Someone who did not hold the place left it.
    NotTheHolder,
    /// The words name no party that could hold the place.
    NoParty,
    /// The claim is denied.
    Denial,
    /// Expected, intended or hypothetical.
    NotHappened,
    /// Taken back by who said it.
    Retraction,
    /// An earlier claim of a voice that took it back or corrected it.
    TakenBack,
    /// An area claim moves a place inside.
    Area,
    /// An area claim yields to the place's own claim of that day.
    AreaYields,
    /// One voice says in one report that two parties hold the place.
    Contradiction,
    /// A drawn map is no source.
    Map,
    /// The same words again in a report of the same lineage.
    Copy,
    /// About the surroundings of the place.
    Surroundings,
    /// Somebody is there.
    Presence,
    /// Somebody moves there, from there or toward it.
    Movement,
}

/// What a rule says.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleCard {
    /// The rule.
    pub id: Rule,
    /// What it does and why.
    pub meaning: String,
    /// A report that fires it.
    pub example: String,
    /// The fragment that a trace prints; `{speaker}`, `{party}`, `{before}` and `{basis}` are filled in.
    pub note: String,
}

impl Rule {
    /// Every rule.
    pub const ALL: [Self; 29] = [
        Self::Opening,
        Self::OpeningUnchecked,
        Self::Hold,
        Self::Entry,
        Self::HolderLeft,
        Self::EntrantRemains,
        Self::Contest,
        Self::Siege,
        Self::SiegeEnds,
        Self::PartTaken,
        Self::Admission,
        Self::OwnSide,
        Self::OwnSideStays,
        Self::ThirdSide,
        Self::Confirms,
        Self::NotTheHolder,
        Self::NoParty,
        Self::Denial,
        Self::NotHappened,
        Self::Retraction,
        Self::TakenBack,
        Self::Area,
        Self::AreaYields,
        Self::Contradiction,
        Self::Map,
        Self::Copy,
        Self::Surroundings,
        Self::Presence,
        Self::Movement,
    ];

    /// The id that traces print.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Opening => "opening",
            Self::OpeningUnchecked => "opening-unchecked",
            Self::Hold => "hold",
            Self::Entry => "entry",
            Self::HolderLeft => "holder-left",
            Self::EntrantRemains => "entrant-remains",
            Self::Contest => "contest",
            Self::Siege => "siege",
            Self::SiegeEnds => "siege-ends",
            Self::PartTaken => "part-taken",
            Self::Admission => "admission",
            Self::OwnSide => "own-side",
            Self::OwnSideStays => "own-side-stays",
            Self::ThirdSide => "third-side",
            Self::Confirms => "confirms",
            Self::NotTheHolder => "not-the-holder",
            Self::NoParty => "no-party",
            Self::Denial => "denial",
            Self::NotHappened => "not-happened",
            Self::Retraction => "retraction",
            Self::TakenBack => "taken-back",
            Self::Area => "area",
            Self::AreaYields => "area-yields",
            Self::Contradiction => "contradiction",
            Self::Map => "map",
            Self::Copy => "copy",
            Self::Surroundings => "surroundings",
            Self::Presence => "presence",
            Self::Movement => "movement",
        }
    }
}
