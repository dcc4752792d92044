//! What one claim says about the sub-event type of its report.

use marsad_domain::{
    ActorId, ActorKind, Actors, Body, Claim, ControlVerb, Counted, Stance, SubEvent,
};

use super::scheme::KindScheme;

/// How much a claim weighs that is not asserted as a fact.
const NOT_ASSERTED: f64 = 0.4;

impl KindScheme for SubEvent {
    const NOTHING_SAID: Option<Self> = Some(Self::Other);

    fn of_claim(claim: &Claim, actors: &Actors) -> Option<(Self, f64)> {
        let is_state = |id: &ActorId| {
            actors
                .get(id)
                .is_some_and(|actor| actor.kind == ActorKind::State)
        };
        let (kind, weight) = evidence(claim, &is_state)?;
        let stance = if claim.stance == Stance::Asserted {
            1.0
        } else {
            NOT_ASSERTED
        };
        Some((kind, weight * stance))
    }
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
