//! Weaker signs of who holds the land around a place, out of what was said of it.

use jiff::civil::Date;
use marsad_domain::{Body, ControlVerb};

use super::evidence::{Sign, SignKind};
use crate::{Heard, Scope, Timeline};

/// The signs of a day: who is at a place, went there or left it for elsewhere, and who took or holds the land around it.
/// That somebody moves toward a place says nothing of who is there.
#[must_use]
pub fn signs(timeline: &Timeline<'_>, on: Date) -> Vec<Sign> {
    let places = timeline.states(on).map(|(place, _)| place);
    let of_place = places.flat_map(|place| {
        let heard = timeline.heard(place, on).filter(|heard| heard.counts);
        heard.filter_map(move |heard| {
            Some(Sign {
                place: place.clone(),
                party: heard.party?.clone(),
                kind: kind(&heard)?,
                day: heard.day,
            })
        })
    });
    of_place.collect()
}

fn kind(heard: &Heard<'_>) -> Option<SignKind> {
    let is_itself = matches!(heard.scope, Scope::Place | Scope::Part);
    match &heard.claim.body {
        Body::Presence { .. } if is_itself => Some(SignKind::Presence),
        Body::Movement { .. } if is_itself => Some(SignKind::Movement),
        Body::Control { control } if heard.scope == Scope::Surroundings => match control.change {
            ControlVerb::Took
            | ControlVerb::Holds
            | ControlVerb::Entered
            | ControlVerb::Besieges => Some(SignKind::Surroundings),
            ControlVerb::Lost | ControlVerb::Withdrew | ControlVerb::Contests => None,
        },
        _ => None,
    }
}
