//! What people's decisions come to for the stages after reading.

use std::collections::{BTreeMap, BTreeSet};

use crate::{decision::Credibility, digest::ClaimId, sensitivity::Classified};

/// The decisions of a record, turned into rules over claims. The same decisions give the same rulings.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rulings {
    /// Claims that speak of one incident: disjoint groups of two or more.
    pub same: Vec<BTreeSet<ClaimId>>,
    /// Pairs of claims that speak of two incidents, the smaller id first. No pair lies within a group.
    pub apart: BTreeSet<(ClaimId, ClaimId)>,
    /// Claims that a person verified.
    pub accepted: BTreeSet<ClaimId>,
    /// Claims that do not count.
    pub rejected: BTreeSet<ClaimId>,
    /// What people said of the claims' sensitivity.
    pub classified: BTreeMap<ClaimId, Classified>,
    /// Grades.
    pub credibility: BTreeMap<ClaimId, Credibility>,
}

impl Rulings {
    /// Whether two claims were decided to speak of two incidents.
    #[must_use]
    pub fn keeps_apart(&self, a: ClaimId, b: ClaimId) -> bool {
        self.apart.contains(&(a.min(b), a.max(b)))
    }
}
