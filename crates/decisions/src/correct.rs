//! Corrections: the claim with the value that counts.

use marsad_domain::{
    ActorId, ActorMention, Body, Claim, Correction, Figure, PlaceRef, Relation, Role, ShortText,
    Where,
};

/// Puts the value that counts into a claim.
pub(crate) fn correct(claim: &mut Claim, correction: &Correction) {
    match correction {
        Correction::Place { before, after } => correct_place(claim, before.as_ref(), after),
        Correction::Time { after, .. } => claim.when = after.clone(),
        Correction::Party { before, after } => correct_party(claim, before.as_ref(), after),
        Correction::Figure { after, .. } => correct_figure(claim, after),
        Correction::Stance { after, .. } => claim.stance = *after,
    }
}

/// The place that was read gives way; where it is not among those of another reading, the first one does.
fn correct_place(claim: &mut Claim, before: Option<&PlaceRef>, after: &PlaceRef) {
    let is_meant = |place: &Where| match (before, &place.place) {
        (Some(before), Some(place)) => before.id == place.id,
        (None, None) => true,
        _ => false,
    };
    let at = claim.r#where.iter().position(is_meant).unwrap_or(0);
    match claim.r#where.get_mut(at) {
        Some(place) => {
            place.place = Some(after.clone());
            place.radius_km = None;
        }
        None => claim.r#where.push(Where {
            relation: Relation::At,
            place: Some(after.clone()),
            radius_km: None,
            text: ShortText::default(),
            span: claim.quote.span,
        }),
    }
    for own in places_of(&mut claim.body) {
        if before.is_some_and(|before| own.id == before.id) {
            *own = after.clone();
        }
    }
}

fn places_of(body: &mut Body) -> Vec<&mut PlaceRef> {
    match body {
        Body::Movement { from, toward, .. } => from
            .as_deref_mut()
            .into_iter()
            .chain(toward.as_deref_mut())
            .collect(),
        Body::Displacement { from, to, .. } => from
            .as_deref_mut()
            .into_iter()
            .chain(to.as_deref_mut())
            .collect(),
        _ => Vec::new(),
    }
}

/// The party that was read gives way wherever it stands; a body that names a party names the right one afterwards.
fn correct_party(claim: &mut Claim, before: Option<&ActorId>, after: &ActorId) {
    let mut is_found = false;
    for actor in &mut claim.actors {
        if before.is_some() && actor.id.as_ref() == before {
            actor.id = Some(after.clone());
            actor.name = after.as_str().into();
            is_found = true;
        }
    }
    let has_party = match party_of(&mut claim.body) {
        Some(party) => {
            *party = Some(after.clone());
            true
        }
        None => false,
    };
    if !is_found && !has_party {
        claim.actors.push(ActorMention {
            role: Role::Agent,
            id: Some(after.clone()),
            name: after.as_str().into(),
            text: ShortText::default(),
            span: claim.quote.span,
        });
    }
}

fn party_of(body: &mut Body) -> Option<&mut Option<ActorId>> {
    match body {
        Body::Control { control } => Some(&mut control.party),
        Body::Presence { party, .. } | Body::Movement { party, .. } => Some(party),
        _ => None,
    }
}

/// The figure of the same kind and class gives way; a claim without one takes it in.
fn correct_figure(claim: &mut Claim, after: &Figure) {
    let (Body::Toll { figures } | Body::Displacement { figures, .. }) = &mut claim.body else {
        return;
    };
    let same = figures
        .iter_mut()
        .find(|figure| figure.of == after.of && figure.who == after.who);
    match same {
        Some(figure) => *figure = after.clone(),
        None => figures.push(after.clone()),
    }
}
