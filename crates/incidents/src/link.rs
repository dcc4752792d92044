//! Linking: which mentions speak of one incident.
//!
//! Pairs of mentions that weigh enough to be one incident, or nearly, connect the mentions into parts; parts are
//! settled each by itself. Within a part each mention, in canonical order, joins the incident that it fits best or
//! founds one; then a bounded repair joins incidents that are one and moves mentions that fit elsewhere better.
//! Connected components are never taken for incidents: one wrong pair would fuse two.
//!
//! A part is settled from its mentions alone, so a mention that arrives late re-settles what it touches, and the
//! result equals that of a full replay.

mod bound;
mod linkage;
mod neighbours;
mod pair;
#[cfg(test)]
mod sample;
mod settle;
mod settled;
mod wordings;

use smallvec::SmallVec;

use crate::{link_rules::LinkRules, match_bits::MatchBits, record::Record};
pub use linkage::Linkage;
pub use settled::Settled;

/// Why a mention is in its incident: the bits against the mentions before it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Link {
    /// Position of the mention in the input.
    pub record: u32,
    /// Position of its incident's first mention.
    pub incident: u32,
    /// What each field weighed; `None` where only the repair brought them together.
    pub bits: Option<MatchBits>,
    /// Whether a person decided that it speaks of one incident with a mention before it.
    pub is_decided: bool,
}

/// Why a person should look at a mention.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Doubt {
    /// It joined with few bits.
    Weak,
    /// A second incident fits nearly as well.
    CloseSecond,
    /// It founded an incident although another nearly fitted.
    NearMiss,
}

impl Doubt {
    /// The reason in a sentence fragment.
    #[must_use]
    pub fn reason(self) -> &'static str {
        match self {
            Self::Weak => "it joined with few bits",
            Self::CloseSecond => "a second incident fits nearly as well",
            Self::NearMiss => "it was kept apart although another incident nearly fits",
        }
    }
}

/// A link, or the lack of one, that goes to the review queue.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Unsure {
    /// Position of the mention in the input.
    pub record: u32,
    /// First mention of the incident in question.
    pub incident: u32,
    /// What each field weighed.
    pub bits: MatchBits,
    /// Why.
    pub doubt: Doubt,
}

/// Positions of mentions. Most incidents have few: they are held in place.
pub type Members = SmallVec<[u32; 4]>;

/// Mentions grouped into incidents.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Linked {
    /// Positions of the mentions of each incident, ascending; incidents in order of their first mention.
    pub incidents: Vec<Members>,
    /// What a person should look at.
    pub unsure: Vec<Unsure>,
    /// Mentions of parts so crowded that some were compared with the last incidents founded there, and not with all.
    pub bounded: u32,
}

/// What people decided about mentions, by their positions in the input.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Bounds {
    /// Mentions of one incident, in disjoint groups.
    pub together: Vec<Vec<u32>>,
    /// Pairs of mentions of two incidents; none lies within a group.
    pub apart: Vec<(u32, u32)>,
}

/// Links mentions that stand in canonical order.
#[must_use]
pub fn link(records: &[Record], rules: &LinkRules) -> Linked {
    Settled::of(records.to_vec(), &Bounds::default(), rules).linked()
}
