//! Who holds each place on a day, and how that came to be.

use std::collections::BTreeMap;

use marsad_domain::{Claim, PlaceControl, PlaceId, PlaceRef, Question, ReportHash, ReportHead};

use crate::{
    context::ControlContext,
    gather::{Gathered, Told, gather},
    reach::Scope,
    replay::{Step, replay},
    verdict::verdict,
};

/// The control of every place that has an opening position or of which anything was said, in order of their ids.
///
/// Only reports that the question's state of knowledge holds count, and of those only what happened by its day `on`.
/// A place that is not in the answer is unknown. The order of `claims` changes nothing.
#[must_use]
pub fn assess(
    claims: &[Claim],
    heads: &BTreeMap<ReportHash, ReportHead>,
    context: &ControlContext<'_>,
    question: &Question,
) -> Vec<PlaceControl> {
    let gathered = gather(claims, heads, context, question);
    let mut places: BTreeMap<PlaceId, PlaceRef> = gathered
        .places
        .iter()
        .map(|(id, (place, _))| (id.clone(), place.clone()))
        .collect();
    for (id, _) in context.opening.iter() {
        if let Some(place) = context.gazetteer.get(id) {
            places.insert(id.clone(), place.into());
        }
    }
    let mut found = Vec::with_capacity(places.len());
    for (id, place) in places {
        let said = said_of(&gathered, &id);
        let steps = replay(&id, &said, context, question.on);
        if !steps.is_empty() {
            found.push(verdict(place, &steps, context, question.on));
        }
    }
    found
}

/// How the control of one place changed: its control at the end of each day on which its state changed, up to the
/// day asked for, oldest first. Each has the trace up to that day and the confidence of that day.
#[must_use]
pub fn history(
    place: &PlaceId,
    claims: &[Claim],
    heads: &BTreeMap<ReportHash, ReportHead>,
    context: &ControlContext<'_>,
    question: &Question,
) -> Vec<PlaceControl> {
    let gathered = gather(claims, heads, context, question);
    let named = gathered.places.get(place).map(|(place, _)| place.clone());
    let Some(named) = named.or_else(|| context.gazetteer.get(place).map(PlaceRef::from)) else {
        return Vec::new();
    };
    let said = said_of(&gathered, place);
    let steps = replay(place, &said, context, question.on);
    let mut changes: Vec<PlaceControl> = Vec::new();
    for (at, step) in steps.iter().enumerate() {
        let is_last_of_day = steps
            .get(at + 1)
            .is_none_or(|next: &Step<'_, '_>| next.day != step.day);
        let has_changed = changes.last().is_none_or(|last| last.state != step.after);
        if is_last_of_day && has_changed {
            let until = steps.get(..=at).unwrap_or_default();
            changes.push(verdict(named.clone(), until, context, step.day));
        }
    }
    changes
}

fn said_of<'a, 'g>(gathered: &'g Gathered<'a>, place: &PlaceId) -> Vec<(&'g Told<'a>, Scope)> {
    let said = gathered.places.get(place).map_or(&[][..], |(_, said)| said);
    said.iter()
        .filter_map(|(at, scope)| Some((gathered.told.get(*at)?, *scope)))
        .collect()
}
