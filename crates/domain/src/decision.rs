//! What a person decided. A decision binds claims, by report, kind and quote, so that it outlives a re-reading.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{
    claim::Claim,
    digest::{ClaimId, Digest32, ReportHash},
    span::Quote,
};

/// How a decision finds its claim again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anchor {
    /// The claim as it was.
    pub claim: ClaimId,
    /// Its report.
    pub report: ReportHash,
    /// Its kind.
    pub kind: String,
    /// Its quote.
    pub quote: Quote,
}

impl Anchor {
    /// The anchor of a claim.
    #[must_use]
    pub fn of(claim: &Claim) -> Self {
        Self {
            claim: claim.id,
            report: claim.report_hash,
            kind: claim.body.kind().to_owned(),
            quote: claim.quote.clone(),
        }
    }

    /// Whether the anchor still fits a claim: the same claim, or the same report and kind with at least half of
    /// the two quotes shared.
    #[must_use]
    pub fn fits(&self, claim: &Claim) -> bool {
        self.claim == claim.id
            || (self.report == claim.report_hash
                && self.kind == claim.body.kind()
                && self.quote.span.overlap_share(claim.quote.span) >= 0.5)
    }
}

/// What was decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "verdict")]
pub enum Verdict {
    /// The claims speak of one incident.
    Merge,
    /// The first claim speaks of another incident than the rest.
    Split,
    /// The claim stands.
    Accept,
    /// The claim does not count.
    Reject,
    /// A field of the claim is wrong.
    Correct {
        /// Which.
        field: String,
        /// The value before.
        before: String,
        /// The value that counts.
        after: String,
    },
    /// The claim's credibility, 1 confirmed to 6 cannot be judged.
    Grade {
        /// The grade.
        credibility: u8,
    },
    /// Somebody looked and cannot tell.
    Unsure,
    /// An earlier decision no longer counts.
    Undo {
        /// Which, by the hash of its ledger entry.
        decision: Digest32,
    },
}

/// A decision with its author, time and reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// What was decided.
    #[serde(flatten)]
    pub verdict: Verdict,
    /// Over which claims.
    pub claims: Vec<Anchor>,
    /// By whom.
    pub author: String,
    /// When.
    pub at: Timestamp,
    /// Why.
    pub reason: String,
}
