//! What a person decided. A decision binds claims, by report, kind and quote, so that it outlives a re-reading.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{
    claim::{Claim, Stance},
    digest::{ClaimId, Digest32, ReportHash},
    figure::Figure,
    id::ActorId,
    place::PlaceRef,
    sensitivity::Sensitivity,
    span::Quote,
    when::When,
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

/// A field of a claim that was read wrongly: the value before, and the value that counts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "field")]
pub enum Correction {
    /// Where.
    Place {
        /// The place that was read, where there was one.
        before: Option<PlaceRef>,
        /// The place that counts.
        after: PlaceRef,
    },
    /// When.
    Time {
        /// The time that was read.
        before: When,
        /// The time that counts.
        after: When,
    },
    /// Which party.
    Party {
        /// The party that was read, where there was one.
        before: Option<ActorId>,
        /// The party that counts.
        after: ActorId,
    },
    /// How many.
    Figure {
        /// The figure that was read, where there was one.
        before: Option<Figure>,
        /// The figure that counts, of the same kind.
        after: Figure,
    },
    /// How the report puts it.
    Stance {
        /// The stance that was read.
        before: Stance,
        /// The stance that counts.
        after: Stance,
    },
}

impl Correction {
    /// The name of the field.
    #[must_use]
    pub fn field(&self) -> &'static str {
        match self {
            Self::Place { .. } => "place",
            Self::Time { .. } => "time",
            Self::Party { .. } => "party",
            Self::Figure { .. } => "figure",
            Self::Stance { .. } => "stance",
        }
    }
}

/// What was decided.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "verdict")]
pub enum Verdict {
    /// The claims speak of one incident.
    Merge,
    /// The claims speak of another incident than those named here.
    Split {
        /// The claims that they were together with.
        from: Vec<Anchor>,
    },
    /// The claims stand.
    Accept,
    /// The claims do not count.
    Reject,
    /// A field of the claims is wrong.
    Correct(Correction),
    /// The claims' credibility.
    Grade {
        /// 1 confirmed to 6 cannot be judged.
        credibility: Credibility,
    },
    /// How much harm the claims can do outside the desk.
    Classify {
        /// How much.
        sensitivity: Sensitivity,
    },
    /// Somebody looked and cannot tell.
    Unsure,
    /// Of a report an earlier reading counts, not the last one.
    Reading {
        /// The report.
        report: ReportHash,
        /// The reading, by the hash of its ledger entry.
        reading: Digest32,
    },
    /// An earlier decision no longer counts.
    Undo {
        /// Which, by the hash of its ledger entry.
        decision: Digest32,
    },
}

impl Verdict {
    /// The word for it, as commands and lists write it.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Merge => "merge",
            Self::Split { .. } => "split",
            Self::Accept => "accept",
            Self::Reject => "reject",
            Self::Correct(_) => "correct",
            Self::Grade { .. } => "grade",
            Self::Classify { .. } => "classify",
            Self::Unsure => "unsure",
            Self::Reading { .. } => "reading",
            Self::Undo { .. } => "undo",
        }
    }
}

/// How credible a claim is: 1 confirmed, 2 probably true, 3 possibly true, 4 doubtful, 5 improbable, 6 cannot be
/// judged. It belongs to a claim and says nothing of its source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Credibility(u8);

/// A number that is no grade.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0} is no grade of credibility")]
pub struct NoGrade(u8);

impl TryFrom<u8> for Credibility {
    type Error = NoGrade;

    fn try_from(grade: u8) -> Result<Self, NoGrade> {
        if (1..=6).contains(&grade) {
            Ok(Self(grade))
        } else {
            Err(NoGrade(grade))
        }
    }
}

impl From<Credibility> for u8 {
    fn from(credibility: Credibility) -> Self {
        credibility.0
    }
}

/// A decision with its author, time and reason.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
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

/// A decision as the ledger holds it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Taken {
    /// The hash of its entry.
    pub id: Digest32,
    /// The number of its entry.
    pub number: u64,
    /// What was decided.
    #[serde(flatten)]
    pub decision: Decision,
}
