//! Linking: which mentions speak of one incident.
//!
//! Each mention, in canonical order, joins the incident that it fits best or founds one; then a bounded repair joins
//! incidents that are one and moves mentions that fit elsewhere better. Connected components are never used: one
//! wrong pair would fuse two incidents.

mod assign;
mod bound;
mod candidates;
mod repair;

use crate::{link_rules::LinkRules, match_bits::MatchBits, record::Record};
use assign::Assignment;

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

/// Mentions grouped into incidents.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Linked {
    /// Positions of the mentions of each incident, ascending; incidents in order of their first mention.
    pub incidents: Vec<Vec<u32>>,
    /// One entry for every mention that did not found its incident.
    pub links: Vec<Link>,
    /// What a person should look at.
    pub unsure: Vec<Unsure>,
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
    link_within(records, &Bounds::default(), rules)
}

/// Links mentions that stand in canonical order, within what people decided: a group is taken as one mention at the
/// place of its first, and two mentions that are apart never meet.
#[must_use]
pub fn link_within(records: &[Record], bounds: &Bounds, rules: &LinkRules) -> Linked {
    let mut assignment = Assignment::new(records, bounds, rules);
    assignment.assign_all();
    assignment.repair();
    assignment.finish()
}

/// The bits of each pair of one mention with what it denies or takes back: the fit to each incident, best first.
#[must_use]
pub(crate) fn fits(
    record: &Record,
    incidents: &[Vec<u32>],
    records: &[Record],
    rules: &LinkRules,
) -> Vec<(usize, MatchBits)> {
    assign::fits(record, incidents, records, rules)
}
