//! Which claims speak for the state that was reached and which against it.

use jiff::civil::Date;
use marsad_domain::{ActorId, Actors, ControlState, RestsOn, Side};

use crate::{
    context::ControlContext, days::days_after, replay::Step, rules::Rule, stand::Stand,
    word::VoiceKey,
};

/// Which side a step is on, and how much of its strength counts there.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Bearing {
    /// For, against or neither.
    pub(crate) side: Side,
    /// From 0 to 1; less than 1 for a contrary word from before the state was reached.
    pub(crate) weight: f64,
}

impl Bearing {
    const NEITHER: Self = Self {
        side: Side::Neither,
        weight: 0.0,
    };

    fn whole(side: Side) -> Self {
        Self { side, weight: 1.0 }
    }
}

/// Which side each step is on.
///
/// From the step that decided on, every word counts by what it says. Before it, a word for the state counts if it
/// falls within the days of an entry; a word against it counts if it could still speak of the day on which the state
/// was reached ([`contrary_weight`]); everything else was so of an earlier state and is superseded. A voice that
/// itself says what the state is later no longer speaks against it.
pub(crate) fn bearings(
    steps: &[Step<'_, '_>],
    state: &ControlState,
    context: &ControlContext<'_>,
) -> Vec<Bearing> {
    let decisive = steps.iter().rposition(|step| step.has_moved).unwrap_or(0);
    let decided = steps.get(decisive).map(|step| step.day);
    let since = steps.last().and_then(|step| step.since);
    let earliest = since.map(|since| days_after(since, -context.rules.entry_days));
    let plain: Vec<Side> = steps
        .iter()
        .map(|step| side(&step.stand, state, context.actors, step.day))
        .collect();
    let bear = |(at, (step, plain_side)): (usize, (&Step<'_, '_>, &Side))| match plain_side {
        Side::Against if has_turned(at, steps, &plain, state) => Bearing::NEITHER,
        side if at >= decisive => Bearing::whole(*side),
        // A state that rests on an opening position rests on it again after a claim that fell.
        Side::For if step.told.is_none() && is_unchecked(state) => Bearing::whole(Side::For),
        Side::For if step.told.is_some() && earliest.is_some_and(|day| day <= step.day) => {
            Bearing::whole(Side::For)
        }
        Side::Against => decided
            .and_then(|day| contrary_weight(step, day, context))
            .map_or(Bearing::NEITHER, |weight| Bearing {
                side: Side::Against,
                weight,
            }),
        Side::For | Side::Neither => Bearing::NEITHER,
    };
    steps.iter().zip(&plain).enumerate().map(bear).collect()
}

/// How much a word against the state counts that takes effect before the state was reached on a day.
///
/// A denial of the same day counts in full, whoever denies: nobody knows which came first. What a side says for
/// itself (it holds the place, the other has not taken it) counts for the rules' `contrary` days, less each day. What a
/// source without a side said of the days before was so then, and does not count.
fn contrary_weight(
    step: &Step<'_, '_>,
    decided: Date,
    context: &ControlContext<'_>,
) -> Option<f64> {
    let rules = &context.rules.contrary;
    let days = (decided - step.day).get_days();
    if step.rule == Rule::Denial && days == 0 {
        return Some(1.0);
    }
    (days <= rules.days && is_for_its_own(step, context.actors))
        .then(|| 0.5_f64.powf(f64::from(days) / rules.half_life_days))
}

/// Whether a step is a side's word for itself: that a party which it favours holds, or that another does not hold what
/// was with a party which it favours.
fn is_for_its_own(step: &Step<'_, '_>, actors: &Actors) -> bool {
    let own = match &step.stand {
        Stand::Supports(party) => Some(party),
        Stand::Undermines(_) => step.before.as_ref(),
        Stand::Fights(_)
        | Stand::Surrounds(_)
        | Stand::DoesNotSurround(_)
        | Stand::States(_)
        | Stand::Nothing => None,
    };
    step.told.zip(own).is_some_and(|(told, own)| {
        let favours = &told.word.favours;
        favours
            .iter()
            .any(|favoured| actors.are_allied(favoured, own, step.day))
    })
}

/// Whether the voice of a step says later what the state is. Where several have a stake it may say both.
fn has_turned(at: usize, steps: &[Step<'_, '_>], plain: &[Side], state: &ControlState) -> bool {
    let Some(told_by) = steps.get(at).and_then(voice_of) else {
        return false;
    };
    let mut later = steps.iter().zip(plain).skip(at + 1);
    !matches!(state, ControlState::Contested { .. })
        && later.any(|(step, side)| *side == Side::For && voice_of(step) == Some(told_by))
}

fn voice_of<'a>(step: &Step<'a, '_>) -> Option<VoiceKey<'a>> {
    step.told.map(|told| told.word.voice)
}

fn is_unchecked(state: &ControlState) -> bool {
    matches!(
        state,
        ControlState::Claimed {
            rests_on: RestsOn::UncheckedOpening,
            ..
        }
    )
}

/// What a stand says of a holder whom only an unchecked opening position names. That an ally is there, or that another
/// left, does not say that this party holds the place.
fn side_of_unchecked(stand: &Stand, holder: &ActorId, actors: &Actors, day: Date) -> Side {
    let is_with = |party: &ActorId| actors.are_allied(party, holder, day);
    match stand {
        Stand::Supports(party) if party == holder => Side::For,
        Stand::Supports(party) | Stand::Fights(party) if !is_with(party) => Side::Against,
        Stand::Undermines(party) if is_with(party) => Side::Against,
        Stand::Supports(_)
        | Stand::Fights(_)
        | Stand::Undermines(_)
        | Stand::Surrounds(_)
        | Stand::DoesNotSurround(_)
        | Stand::States(_)
        | Stand::Nothing => Side::Neither,
    }
}

/// What a stand says of a state.
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
            _,
            ControlState::Claimed {
                holder,
                rests_on: RestsOn::UncheckedOpening,
                ..
            },
        ) => side_of_unchecked(stand, holder, actors, day),
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
