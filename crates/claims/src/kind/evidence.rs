//! What the claims of a report say about its kind.

use marsad_domain::{ActorId, Body, Claim, ControlVerb, Counted, Stance, SubEvent};

/// How much a claim weighs that is not asserted as a fact.
const NOT_ASSERTED: f64 = 0.4;
/// How much more the first claim weighs.
const FIRST: f64 = 1.2;

/// The kind that each claim speaks for, with a weight; claims that speak for none are left out.
pub(super) fn of_claims(
    claims: &[Claim],
    is_state: &impl Fn(&ActorId) -> bool,
) -> Vec<(SubEvent, f64)> {
    claims
        .iter()
        .enumerate()
        .filter_map(|(order, claim)| {
            let (kind, weight) = evidence(claim, is_state)?;
            let stance = if claim.stance == Stance::Asserted {
                1.0
            } else {
                NOT_ASSERTED
            };
            let early = if order == 0 { FIRST } else { 1.0 };
            Some((kind, weight * stance * early))
        })
        .collect()
}

/// What one claim says about the kind of event, with a weight.
fn evidence(claim: &Claim, is_state: &impl Fn(&ActorId) -> bool) -> Option<(SubEvent, f64)> {
    match &claim.body {
        Body::Happening { sub_event } => Some((*sub_event, 2.0)),
        Body::Control { control } => Some(match control.change {
            ControlVerb::Took | ControlVerb::Lost | ControlVerb::Entered => {
                let by_state = control.party.as_ref().is_some_and(is_state);
                let took = if by_state == (control.change != ControlVerb::Lost) {
                    SubEvent::GovernmentRegainsTerritory
                } else {
                    SubEvent::NonStateActorOvertakesTerritory
                };
                (took, 2.5)
            }
            ControlVerb::Withdrew => (SubEvent::NonViolentTransferOfTerritory, 2.0),
            ControlVerb::Contests | ControlVerb::Besieges => (SubEvent::ArmedClash, 1.5),
            ControlVerb::Holds => return None,
        }),
        Body::Toll { figures } => figures.first().map(|figure| match figure.of {
            Counted::Detained => (SubEvent::AbductionForcedDisappearance, 1.0),
            Counted::Killed
            | Counted::Injured
            | Counted::Missing
            | Counted::Casualties
            | Counted::Displaced
            | Counted::Vehicles
            | Counted::Other => (SubEvent::Attack, 0.8),
        }),
        Body::Movement { .. } => Some((SubEvent::Other, 0.3)),
        Body::Presence { .. }
        | Body::Displacement { .. }
        | Body::Intent {}
        | Body::Statement {}
        | Body::Relation { .. }
        | Body::Conditional { .. } => None,
    }
}
