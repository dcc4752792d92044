//! How much harm a value can do outside the desk, by its type.

use marsad_domain::{Claim, CutOff, Projection, Sensitivity};

/// Of a claim: high where it ties a threatened group to a place or nobody but private persons says so; moderate where
/// a private person speaks in it.
#[must_use]
pub fn of_claim(claim: &Claim) -> Sensitivity {
    let voices = claim.said_by.voices();
    if claim.sensitive || voices.iter().all(|voice| voice.private) {
        Sensitivity::High
    } else if claim.said_by.is_private() {
        Sensitivity::Moderate
    } else {
        Sensitivity::Low
    }
}

/// Of an answer to what breaks: routes and places that a party would lose are high by type.
#[must_use]
pub fn of_cut_off(_: &CutOff) -> Sensitivity {
    Sensitivity::High
}

/// Of where people would flee, by place: high by type.
#[must_use]
pub fn of_projection(_: &Projection) -> Sensitivity {
    Sensitivity::High
}
