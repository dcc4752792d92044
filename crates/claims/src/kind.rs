//! What a whole report is about, in sub-event types.

use std::collections::BTreeMap;

use marsad_domain::{Body, Claim, ControlVerb, Counted, Probability, Stance, SubEvent};

/// A sub-event type with its share of the evidence.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RankedKind {
    /// The type.
    pub kind: SubEvent,
    /// Its share among the types found, 0 to 1.
    pub score: Probability,
}

/// The sub-event types of the claims of one report, the best first; "Other" where nothing says more.
#[must_use]
pub fn kinds(
    claims: &[Claim],
    is_state: impl Fn(&marsad_domain::ActorId) -> bool,
) -> Vec<RankedKind> {
    let mut weights: BTreeMap<SubEvent, f64> = BTreeMap::new();
    for (order, claim) in claims.iter().enumerate() {
        let Some((kind, weight)) = evidence(claim, &is_state) else {
            continue;
        };
        let stance = if claim.stance == Stance::Asserted {
            1.0
        } else {
            0.4
        };
        let early = if order == 0 { 1.2 } else { 1.0 };
        *weights.entry(kind).or_default() += weight * stance * early;
    }
    if weights.is_empty() {
        weights.insert(SubEvent::Other, 1.0);
    }
    let total: f64 = weights.values().sum();
    let mut ranked: Vec<RankedKind> = weights
        .into_iter()
        .map(|(kind, weight)| RankedKind {
            kind,
            score: Probability::clamped(weight / total),
        })
        .collect();
    ranked.sort_by(|a, b| {
        b.score
            .get()
            .total_cmp(&a.score.get())
            .then(a.kind.cmp(&b.kind))
    });
    ranked
}

/// What one claim says about the kind of event, with a weight.
fn evidence(
    claim: &Claim,
    is_state: &impl Fn(&marsad_domain::ActorId) -> bool,
) -> Option<(SubEvent, f64)> {
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
