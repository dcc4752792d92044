//! What the steps of a replay amount to: the state, how sure it is, and the trace that led to it.

use jiff::civil::Date;
use marsad_domain::{ActorId, Actors, ControlState, PlaceControl, PlaceRef, Side, TraceStep};

use crate::{
    belief::confidence,
    context::ControlContext,
    opening::OpeningRow,
    replay::{Replayed, Step},
    rules::ControlRules,
    side::bearings,
    would_change::would_change,
};

/// The control of a place after some steps.
pub(crate) fn verdict(
    place: PlaceRef,
    replayed: &Replayed<'_, '_>,
    context: &ControlContext<'_>,
    on: Date,
) -> PlaceControl {
    let steps = &replayed.steps;
    let state = steps
        .last()
        .map_or(ControlState::Unknown, |step| step.after.clone());
    let bearings = bearings(steps, &state, context);
    let confidence = confidence(steps, &bearings, &state, context, on);
    let trace = steps
        .iter()
        .zip(bearings)
        .map(|(step, bearing)| trace_step(step, bearing.side, context))
        .collect();
    PlaceControl {
        place,
        state,
        since: steps.last().and_then(|step| step.since),
        confidence,
        trace,
        would_change: would_change(&replayed.situation, context, on),
    }
}

fn trace_step(step: &Step<'_, '_>, side: Side, context: &ControlContext<'_>) -> TraceStep {
    TraceStep {
        claim: step.told.map(|told| told.claim.id),
        day: step.day,
        rule: step.rule.id().to_owned(),
        after: step.after.clone(),
        side,
        is_unchecked: step.opening.is_some_and(OpeningRow::is_unchecked),
        note: note(step, context.rules, context.actors),
    }
}

fn note(step: &Step<'_, '_>, rules: &ControlRules, actors: &Actors) -> String {
    let label = |id: &Option<ActorId>| {
        id.as_ref()
            .map_or("nobody named", |id| actors.label(id))
            .to_owned()
    };
    let speaker = step.told.map_or("", |told| told.word.speaker);
    let template = rules.card(step.rule).map_or("", |card| card.note.as_str());
    let basis = step.opening.map_or("", |row| row.basis.as_str());
    template
        .replace("{basis}", basis)
        .replace("{speaker}", speaker)
        .replace("{party}", &label(&step.party))
        .replace("{before}", &label(&step.before))
}
