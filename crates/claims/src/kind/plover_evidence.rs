//! What one claim says about the PLOVER class of its report.

use marsad_domain::{Actors, Body, Claim, Codes, PloverClass};

use super::scheme::KindScheme;

/// PLOVER has no class for a report that tells of no event.
impl KindScheme for PloverClass {
    const NOTHING_SAID: Option<Self> = None;

    /// The class by the claim's own codes. Only what is asserted counts: what somebody means to do, denies or warns of
    /// is another class, which the rules find by its words.
    fn of_claim(claim: &Claim, actors: &Actors) -> Option<(Self, f64)> {
        if !claim.is_asserted() {
            return None;
        }
        Some((Codes::of(claim, actors).plover?, weight(&claim.body)?))
    }
}

/// How much a claim of each kind weighs; less where it says less of what happened.
fn weight(body: &Body) -> Option<f64> {
    match body {
        Body::Happening { .. } => Some(2.0),
        Body::Control { .. } => Some(1.5),
        Body::Movement { .. } => Some(0.5),
        Body::Presence { .. } => Some(0.3),
        Body::Toll { .. }
        | Body::Displacement { .. }
        | Body::Intent {}
        | Body::Statement {}
        | Body::Relation { .. }
        | Body::Conditional { .. } => None,
    }
}
