//! How much harm a value can do outside the desk.

use marsad_domain::{Claim, CutOff, Projection};
use serde::Serialize;

/// After the OCHA Data Responsibility Guidelines (2021), table of sensitivity classes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Sensitivity {
    /// May leave.
    Low,
    /// May leave in another form, such as a role in place of a name.
    Moderate,
    /// Stays at the desk.
    High,
    /// Stays with who entered it.
    Severe,
}

impl Sensitivity {
    /// Of a claim: high where it ties a threatened group to a place or nobody but private persons says so; moderate
    /// where a private person speaks in it.
    #[must_use]
    pub fn of_claim(claim: &Claim) -> Self {
        let voices = claim.said_by.voices();
        if claim.sensitive || voices.iter().all(|voice| voice.private) {
            Self::High
        } else if claim.said_by.is_private() {
            Self::Moderate
        } else {
            Self::Low
        }
    }

    /// Of an answer to what breaks: routes and places that a party would lose are high by type.
    #[must_use]
    pub fn of_cut_off(_: &CutOff) -> Self {
        Self::High
    }

    /// Of where people would flee, by place: high by type.
    #[must_use]
    pub fn of_projection(_: &Projection) -> Self {
        Self::High
    }
}
