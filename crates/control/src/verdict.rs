//! What the steps of a replay amount to: which speak for the state and which against, and how sure that makes it.

use jiff::civil::Date;
use marsad_domain::{
    ActorId, Actors, ControlState, LineageId, PlaceControl, PlaceRef, Probability, Side, Sources,
    TraceStep,
};

use crate::{
    context::ControlContext,
    replay::{Stand, Step},
    rules::ControlRules,
    situation::days_after,
    word::VoiceKey,
};

/// The control of a place after some steps.
pub(crate) fn verdict(
    place: PlaceRef,
    steps: &[Step<'_, '_>],
    context: &ControlContext<'_>,
    on: Date,
) -> PlaceControl {
    let state = steps
        .last()
        .map_or(ControlState::Unknown, |step| step.after.clone());
    let since = steps.last().and_then(|step| step.since);
    let decisive = steps.iter().rposition(|step| step.has_moved).unwrap_or(0);
    let earliest = since.map(|since| days_after(since, -context.rules.entry_days));
    let sides: Vec<Side> = steps
        .iter()
        .enumerate()
        .map(
            |(at, step)| match side(&step.stand, &state, context.actors, step.day) {
                side if at >= decisive => side,
                Side::For if step.told.is_some() && earliest.is_some_and(|day| day <= step.day) => {
                    Side::For
                }
                _ => Side::Neither,
            },
        )
        .collect();
    let confidence = confidence(steps, &sides, &state, context, on);
    let trace = steps
        .iter()
        .zip(sides)
        .map(|(step, side)| trace_step(step, side, context))
        .collect();
    PlaceControl {
        place,
        state,
        since,
        confidence,
        trace,
    }
}

fn side(stand: &Stand, state: &ControlState, actors: &Actors, day: Date) -> Side {
    let is_with = |a: &ActorId, b: &ActorId| actors.are_allied(a, b, day);
    match (stand, state) {
        (Stand::Nothing, _) => Side::Neither,
        (Stand::States(said), _) => {
            if said == state {
                Side::For
            } else {
                Side::Neither
            }
        }
        (
            Stand::Supports(party),
            ControlState::Held { holder } | ControlState::Claimed { holder, .. },
        ) => for_if(is_with(party, holder)),
        (
            Stand::Undermines(party),
            ControlState::Held { holder } | ControlState::Claimed { holder, .. },
        ) => for_if(!is_with(party, holder)),
        (
            Stand::Fights(party),
            ControlState::Held { holder } | ControlState::Claimed { holder, .. },
        ) => {
            if is_with(party, holder) {
                Side::Neither
            } else {
                Side::Against
            }
        }
        (Stand::Supports(party) | Stand::Fights(party), ControlState::Contested { parties }) => {
            for_if(parties.iter().any(|other| is_with(other, party)))
        }
        (Stand::Undermines(party), ControlState::Contested { parties }) => {
            if parties.iter().any(|other| is_with(other, party)) {
                Side::Against
            } else {
                Side::Neither
            }
        }
        (Stand::Supports(party), ControlState::Besieged { holder, .. }) => {
            for_if(is_with(party, holder))
        }
        (Stand::Undermines(party), ControlState::Besieged { holder, .. }) => {
            for_if(!is_with(party, holder))
        }
        (Stand::Surrounds(party), ControlState::Besieged { by, .. }) => for_if(is_with(party, by)),
        (Stand::DoesNotSurround(party), ControlState::Besieged { by, .. }) => {
            for_if(!is_with(party, by))
        }
        (Stand::Undermines(_), ControlState::Unknown) => Side::For,
        (Stand::Supports(_), ControlState::Unknown) => Side::Against,
        (
            Stand::Surrounds(_) | Stand::DoesNotSurround(_),
            ControlState::Held { .. }
            | ControlState::Claimed { .. }
            | ControlState::Contested { .. }
            | ControlState::Unknown,
        )
        | (Stand::Fights(_), ControlState::Besieged { .. } | ControlState::Unknown) => {
            Side::Neither
        }
    }
}

fn for_if(is_for: bool) -> Side {
    if is_for { Side::For } else { Side::Against }
}

/// How sure: one minus the product of the doubts of independent voices for the state, less what speaks against it,
/// halved with each half-life since the last of them. An unknown state has none.
fn confidence(
    steps: &[Step<'_, '_>],
    sides: &[Side],
    state: &ControlState,
    context: &ControlContext<'_>,
    on: Date,
) -> Probability {
    let numbers = &context.rules.confidence;
    let Some(half_life) = numbers.half_life_days.of(state) else {
        return Probability::ZERO;
    };
    let on_side = |wanted: Side| -> Vec<&Step<'_, '_>> {
        steps
            .iter()
            .zip(sides)
            .filter(|(_, side)| **side == wanted)
            .map(|(step, _)| step)
            .collect()
    };
    let support = on_side(Side::For);
    let age = last_said(&support, on).map_or(0, |day| (on - day).get_days().max(0));
    let fade = 0.5_f64.powf(f64::from(age) / half_life);
    let belief = together(&support, context.sources).min(numbers.most);
    let dispute = numbers.dispute * together(&on_side(Side::Against), context.sources);
    let confidence = belief * (1.0 - dispute) * fade;
    Probability::clamped((confidence * 1e4).round() / 1e4)
}

/// One minus the product of the doubts, where voices that depend on each other count once, by the strongest.
fn together(steps: &[&Step<'_, '_>], sources: &Sources) -> f64 {
    let mut groups: Vec<(Vec<&Step<'_, '_>>, f64)> = Vec::new();
    for step in steps {
        let (joined, mut rest): (Vec<_>, Vec<_>) = groups.into_iter().partition(|(group, _)| {
            group
                .iter()
                .any(|other| are_dependent(other, step, sources))
        });
        let strength = joined
            .iter()
            .map(|(_, strength)| *strength)
            .fold(step.strength, f64::max);
        let members = joined
            .into_iter()
            .flat_map(|(group, _)| group)
            .chain([*step])
            .collect();
        rest.push((members, strength));
        groups = rest;
    }
    // Sorted, so that the order of the product, and with it the last bit, does not follow the order of claims.
    let mut strengths: Vec<f64> = groups.into_iter().map(|(_, strength)| strength).collect();
    strengths.sort_by(f64::total_cmp);
    1.0 - strengths
        .into_iter()
        .map(|strength| 1.0 - strength)
        .product::<f64>()
}

/// Whether two steps are one voice: the same lineage, the same speaker, or a source and one that it copies.
fn are_dependent(a: &Step<'_, '_>, b: &Step<'_, '_>, sources: &Sources) -> bool {
    let (Some(a), Some(b)) = (a.told, b.told) else {
        return false;
    };
    let copies = |a: VoiceKey<'_>, b: VoiceKey<'_>| match (a, b) {
        (VoiceKey::Source(a), VoiceKey::Source(b)) => sources
            .get(a)
            .is_some_and(|source| source.copies.contains(b)),
        (VoiceKey::Actor(_), _) | (_, VoiceKey::Actor(_)) => false,
    };
    a.lineage == b.lineage
        || a.word.voice == b.word.voice
        || copies(a.word.voice, b.word.voice)
        || copies(b.word.voice, a.word.voice)
}

/// The last day for which somebody says so. Of one lineage the first report counts: a late copy is no fresh word.
fn last_said(steps: &[&Step<'_, '_>], on: Date) -> Option<Date> {
    let mut first: std::collections::BTreeMap<Option<LineageId>, Date> =
        std::collections::BTreeMap::new();
    for step in steps {
        let said = step.told.map_or(step.day, |told| told.said).min(on);
        let day = first
            .entry(step.told.map(|told| told.lineage))
            .or_insert(said);
        *day = said.min(*day);
    }
    first.into_values().max()
}

fn trace_step(step: &Step<'_, '_>, side: Side, context: &ControlContext<'_>) -> TraceStep {
    TraceStep {
        claim: step.told.map(|told| told.claim.id),
        day: step.day,
        rule: step.rule.id().to_owned(),
        after: step.after.clone(),
        side,
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
    template
        .replace("{speaker}", speaker)
        .replace("{party}", &label(&step.party))
        .replace("{before}", &label(&step.before))
}
