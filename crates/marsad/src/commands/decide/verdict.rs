//! The verdict that was meant, with the values before.

use std::collections::BTreeSet;

use anyhow::Result;
use marsad_domain::{
    Amount, Anchor, Body, Claim, Correction, Counted, Figure, Incident, PlaceRef, Role, Unit,
    Verdict,
};

use crate::{
    args::{Value, What},
    desk::Desk,
    inquiry::Inquiry,
    place_name::one_place,
};

/// The verdict over these claims.
pub(super) fn of(
    what: &What,
    claims: &[&Claim],
    inquiry: &Inquiry,
    incidents: &[Incident],
    desk: &Desk,
) -> Result<Verdict> {
    Ok(match what {
        What::Merge if claims.len() < 2 => return Err(desk.refuse("merge-one", &[]).into()),
        What::Merge => Verdict::Merge,
        What::Split => Verdict::Split {
            from: others(claims, inquiry, incidents, desk)?,
        },
        What::Accept => Verdict::Accept,
        What::Reject => Verdict::Reject,
        What::Unsure => Verdict::Unsure,
        What::Grade(credibility) => Verdict::Grade {
            credibility: *credibility,
        },
        What::Classify(sensitivity) => Verdict::Classify {
            sensitivity: *sensitivity,
        },
        What::Correct(value) => match claims {
            [claim] => Verdict::Correct(correction(value, claim, inquiry, desk)?),
            _ => return Err(desk.refuse("correct-one", &[]).into()),
        },
    })
}

/// The claims that these are together with in their incidents.
fn others(
    claims: &[&Claim],
    inquiry: &Inquiry,
    incidents: &[Incident],
    desk: &Desk,
) -> Result<Vec<Anchor>> {
    let own: BTreeSet<_> = claims.iter().map(|claim| claim.id).collect();
    let together: BTreeSet<_> = incidents
        .iter()
        .filter(|incident| incident.claims.iter().any(|claim| own.contains(claim)))
        .flat_map(|incident| &incident.claims)
        .filter(|claim| !own.contains(claim))
        .collect();
    if together.is_empty() {
        return Err(desk.refuse("split-alone", &[]).into());
    }
    let claims = inquiry.situation.claims.iter();
    Ok(claims
        .filter(|claim| together.contains(&claim.id))
        .map(Anchor::of)
        .collect())
}

fn correction(value: &Value, claim: &Claim, inquiry: &Inquiry, desk: &Desk) -> Result<Correction> {
    Ok(match value {
        Value::Place(name) => Correction::Place {
            before: claim.r#where.iter().find_map(|place| place.place.clone()),
            after: place(name, inquiry, desk)?,
        },
        Value::Time(after) => Correction::Time {
            before: claim.when.clone(),
            after: after.clone(),
        },
        Value::Party(after) => {
            if inquiry.theatre.actors.get(after).is_none() {
                return Err(desk.refuse("no-party", &[("party", after)]).into());
            }
            Correction::Party {
                before: party_of(claim),
                after: after.clone(),
            }
        }
        Value::Figure(words) => figure(words, claim, desk)?,
        Value::Stance(after) => Correction::Stance {
            before: claim.stance,
            after: *after,
        },
    })
}

fn place(name: &str, inquiry: &Inquiry, desk: &Desk) -> Result<PlaceRef> {
    let gazetteer = &inquiry.theatre.gazetteer;
    let id = one_place(name, gazetteer, desk)?;
    let place = gazetteer
        .get(&id)
        .ok_or_else(|| desk.refuse("no-place", &[("name", &name)]))?;
    Ok(place.into())
}

/// The party that a claim is about: that of its body, else who does it.
fn party_of(claim: &Claim) -> Option<marsad_domain::ActorId> {
    let agent = || {
        let roles = [Role::Agent, Role::Mover];
        let agent = claim
            .actors
            .iter()
            .find(|actor| roles.contains(&actor.role));
        agent.and_then(|actor| actor.id.clone())
    };
    match &claim.body {
        Body::Control { control } => control.party.clone(),
        Body::Presence { party, .. } | Body::Movement { party, .. } => party.clone(),
        _ => agent(),
    }
}

/// `killed=12`, `killed=12-15`, `killed=12+` for at least, `displaced=~5000` for about.
fn figure(words: &str, claim: &Claim, desk: &Desk) -> Result<Correction> {
    let refuse = || desk.refuse("no-figure", &[("words", &words)]);
    let (of, number) = words.split_once('=').ok_or_else(refuse)?;
    let of: Counted = serde_json::from_value(of.into()).map_err(|_none| refuse())?;
    let amount = amount(number).ok_or_else(refuse)?;
    let (Body::Toll { figures } | Body::Displacement { figures, .. }) = &claim.body else {
        return Err(desk.refuse("no-figures", &[]).into());
    };
    let before = figures.iter().find(|figure| figure.of == of).cloned();
    let after = Figure {
        amount,
        text: number.to_owned(),
        ..before.clone().unwrap_or(Figure {
            of,
            amount,
            unit: Unit::Persons,
            cumulative_since: None,
            is_cumulative: false,
            is_part: false,
            who: None,
            text: String::new(),
            span: claim.quote.span,
        })
    };
    Ok(Correction::Figure { before, after })
}

fn amount(words: &str) -> Option<Amount> {
    let number = |words: &str| words.trim().parse::<u64>().ok();
    if let Some(least) = words.strip_suffix('+') {
        return number(least).map(Amount::AtLeast);
    }
    if let Some(about) = words.strip_prefix('~') {
        return number(about).map(Amount::About);
    }
    match words.split_once('-') {
        Some((low, high)) => Some(Amount::between(number(low)?, number(high)?)),
        None => number(words).map(Amount::Exact),
    }
}
