//! How far a voice is believed, and how sure that makes a state.

use jiff::civil::Date;
use marsad_domain::{ControlState, LineageId, Probability, Reliability, Side, Sources};

use crate::{
    context::ControlContext,
    reach::Scope,
    replay::Step,
    rules::ConfidenceRules,
    side::Bearing,
    word::{VoiceKey, Word},
};

/// How far a voice is believed in what it says, from 0 to 1; `admits` where that is against the side that it favours.
pub(crate) fn strength(
    word: &Word<'_>,
    scope: Scope,
    admits: bool,
    numbers: &ConfidenceRules,
) -> f64 {
    let letter = numbers
        .letter
        .get(&word.reliability)
        .or(numbers.letter.get(&Reliability::F));
    let passed_on = i32::try_from(word.hops.saturating_sub(1)).unwrap_or(i32::MAX);
    let mut strength = letter.copied().unwrap_or(0.0) * numbers.hearsay.powi(passed_on);
    if scope == Scope::Area {
        strength *= numbers.area;
    }
    if admits {
        strength.max(numbers.admission)
    } else if word.is_neutral() {
        strength
    } else {
        strength * numbers.own_side
    }
}

/// How sure: one minus the product of the doubts of independent voices for the state, less what speaks against it,
/// halved with each half-life since the last of them. An unknown state has none.
pub(crate) fn confidence(
    steps: &[Step<'_, '_>],
    bearings: &[Bearing],
    state: &ControlState,
    context: &ControlContext<'_>,
    on: Date,
) -> Probability {
    let numbers = &context.rules.confidence;
    let Some(half_life) = numbers.half_life_days.of(state) else {
        return Probability::ZERO;
    };
    let on_side = |wanted: Side| -> Vec<Spoken<'_, '_, '_>> {
        steps
            .iter()
            .zip(bearings)
            .filter(|(_, bearing)| bearing.side == wanted)
            .map(|(step, bearing)| Spoken {
                step,
                strength: step.strength * bearing.weight,
            })
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

/// A step and how much it adds to its side.
#[derive(Debug, Clone, Copy)]
struct Spoken<'s, 'a, 't> {
    step: &'s Step<'a, 't>,
    strength: f64,
}

/// One minus the product of the doubts, where voices that depend on each other count once, by the strongest.
fn together(spoken: &[Spoken<'_, '_, '_>], sources: &Sources) -> f64 {
    let mut groups: Vec<(Vec<&Step<'_, '_>>, f64)> = Vec::new();
    for Spoken { step, strength } in spoken {
        let (joined, mut rest): (Vec<_>, Vec<_>) = groups.into_iter().partition(|(group, _)| {
            group
                .iter()
                .any(|other| are_dependent(other, step, sources))
        });
        let strength = joined
            .iter()
            .map(|(_, strength)| *strength)
            .fold(*strength, f64::max);
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
fn last_said(spoken: &[Spoken<'_, '_, '_>], on: Date) -> Option<Date> {
    let mut first: std::collections::BTreeMap<Option<LineageId>, Date> =
        std::collections::BTreeMap::new();
    for Spoken { step, .. } in spoken {
        let said = step.told.map_or(step.day, |told| told.said).min(on);
        let day = first
            .entry(step.told.map(|told| told.lineage))
            .or_insert(said);
        *day = said.min(*day);
    }
    first.into_values().max()
}
