//! The same answers in the plainest way, for tests: everything is gathered and replayed for each day anew.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use marsad_domain::{Claim, PlaceControl, PlaceId, PlaceRef, ReportHash, ReportHead, Stance};

use crate::{
    context::ControlContext,
    reach::{Reach, Scope},
    replay::replay,
    told::{Told, Void},
    verdict::verdict,
};

/// The control of every place on a day.
pub(super) fn assess(
    claims: &[Claim],
    heads: &BTreeMap<ReportHash, ReportHead>,
    context: &ControlContext<'_>,
    on: Date,
) -> Vec<PlaceControl> {
    let mut reach = Reach::default();
    let told = tell(claims, heads, context, &mut reach);
    let mut places: BTreeMap<PlaceId, PlaceRef> = BTreeMap::new();
    let mut said: BTreeMap<PlaceId, Vec<(&Told<'_>, Scope)>> = BTreeMap::new();
    for one in told.iter().filter(|one| one.order.day <= on) {
        for (at, scope, named) in one.places.iter() {
            let Some(id) = reach.ids().get(at as usize) else {
                continue;
            };
            said.entry(id.clone()).or_default().push((one, scope));
            let named = named
                .cloned()
                .or_else(|| context.gazetteer.get(id).map(PlaceRef::from));
            if let Some(named) = named {
                places.entry(id.clone()).or_insert(named);
            }
        }
    }
    for (id, _) in context.opening.iter() {
        if let Some(place) = context.gazetteer.get(id) {
            places.insert(id.clone(), place.into());
        }
    }
    let answer = |(id, place): (PlaceId, PlaceRef)| {
        let said = said.get(&id).map_or(&[][..], Vec::as_slice);
        let replayed = replay(&id, said, context, on);
        (!replayed.steps.is_empty()).then(|| verdict(place, &replayed, context, on))
    };
    places.into_iter().filter_map(answer).collect()
}

fn tell<'a>(
    claims: &'a [Claim],
    heads: &'a BTreeMap<ReportHash, ReportHead>,
    context: &ControlContext<'a>,
    reach: &mut Reach,
) -> Vec<Told<'a>> {
    let mut told: Vec<Told<'a>> = Vec::new();
    for claim in claims {
        let head = heads.get(&claim.report_hash);
        if let Some(mut one) = head.and_then(|head| Told::of(claim, head, context)) {
            one.places = reach.of(claim, context);
            told.push(one);
        }
    }
    told.sort_by_key(|one| one.order);
    told.dedup_by_key(|one| one.claim.id);
    let copies = marked(&told, |one, other| {
        other.order.canonical() < one.order.canonical()
            && other.order.report != one.order.report
            && other.lineage == one.lineage
            && other.deed == one.deed
            && other.claim.quote.text == one.claim.quote.text
            && other.claim.stance == one.claim.stance
    });
    mark(&mut told, &copies, Void::Copy);
    let taken_back = marked(&told, |one, other| {
        let is_retraction = other.claim.stance == Stance::Retracted;
        let is_alike = (other.word.voice, other.deed) == (one.word.voice, one.deed);
        let answers = other.claim.answers == Some(one.claim.id)
            && other.word.voice == one.word.voice
            && (is_retraction || other.claim.stance == Stance::Asserted);
        let is_later = other.order.canonical() > one.order.canonical();
        let ids = |told: &Told<'_>| {
            told.places
                .iter()
                .map(|(at, ..)| at)
                .collect::<BTreeSet<_>>()
        };
        let meets = || !ids(one).is_disjoint(&ids(other));
        one.claim.stance == Stance::Asserted
            && one.void.is_none()
            && other.void.is_none()
            && (answers || (is_retraction && is_alike && is_later && meets()))
    });
    mark(&mut told, &taken_back, Void::TakenBack);
    told
}

fn marked(told: &[Told<'_>], is_void: impl Fn(&Told<'_>, &Told<'_>) -> bool) -> Vec<bool> {
    let is_marked = |one: &Told<'_>| told.iter().any(|other| is_void(one, other));
    told.iter().map(is_marked).collect()
}

fn mark(told: &mut [Told<'_>], marked: &[bool], void: Void) {
    for (one, is_marked) in told.iter_mut().zip(marked) {
        if *is_marked {
            one.void = Some(void);
        }
    }
}
