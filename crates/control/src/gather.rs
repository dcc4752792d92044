//! What was said of each place, in the order in which it takes effect.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{Timestamp, civil::Date};
use marsad_domain::{
    ActorId, Body, Claim, ClaimId, ControlVerb, LineageId, PlaceId, PlaceRef, Published, Question,
    ReportHash, ReportHead, Stance,
};

use crate::{
    context::ControlContext,
    known::{day_of, known},
    reach::{Reach, Scope},
    word::{VoiceKey, Word},
};

/// What a claim says was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Deed<'a> {
    /// Control changed or is held.
    Control(ControlVerb, Option<&'a ActorId>),
    /// Somebody is there.
    Presence(Option<&'a ActorId>),
    /// Somebody moves.
    Movement(Option<&'a ActorId>),
}

/// Why an asserted claim no longer counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Void {
    /// Its voice took it back or corrected it.
    TakenBack,
    /// A report of the same lineage said it before in the same words.
    Copy,
}

/// The order of effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Order {
    /// The day of the event.
    pub(crate) day: Date,
    /// When the report was out.
    published: Timestamp,
    report: ReportHash,
    start: usize,
    claim: ClaimId,
}

impl Order {
    /// The canonical order of claims, which does not know when things happened.
    fn canonical(&self) -> (Timestamp, ReportHash, usize, ClaimId) {
        (self.published, self.report, self.start, self.claim)
    }
}

/// A claim that bears on control.
#[derive(Debug)]
pub(crate) struct Told<'a> {
    /// The claim.
    pub(crate) claim: &'a Claim,
    /// When it takes effect.
    pub(crate) order: Order,
    /// The last day for which it says so: its event day, or for a hold the day it was said.
    pub(crate) said: Date,
    /// The lineage of its report.
    pub(crate) lineage: LineageId,
    /// Whose word it is.
    pub(crate) word: Word<'a>,
    /// What it says.
    pub(crate) deed: Deed<'a>,
    /// Why it does not count, where it does not.
    pub(crate) void: Option<Void>,
}

/// What was said, in order, and of which places.
#[derive(Debug, Default)]
pub(crate) struct Gathered<'a> {
    /// Every claim that bears on control, in order of effect.
    pub(crate) told: Vec<Told<'a>>,
    /// For each place what was said of it, as positions in `told`, in order.
    pub(crate) places: BTreeMap<PlaceId, (PlaceRef, Vec<(usize, Scope)>)>,
}

/// Gathers what could be known of what happened by the day asked for.
pub(crate) fn gather<'a>(
    claims: &'a [Claim],
    heads: &'a BTreeMap<ReportHash, ReportHead>,
    context: &ControlContext<'a>,
    question: &Question,
) -> Gathered<'a> {
    let counted = known(heads, question, context.zone);
    let mut told: Vec<Told<'a>> = claims
        .iter()
        .filter(|claim| counted.contains(&claim.report_hash))
        .filter_map(|claim| Told::of(claim, heads.get(&claim.report_hash)?, context))
        .collect();
    told.sort_by_key(|told| told.order);
    told.dedup_by_key(|told| told.order.claim);
    let mut reach = Reach::default();
    let places: Vec<Vec<(PlaceRef, Scope)>> = told
        .iter()
        .map(|told| reach.of(told.claim, context))
        .collect();
    mark_copies(&mut told);
    mark_taken_back(&mut told, &places);
    let mut gathered = Gathered {
        told,
        places: BTreeMap::new(),
    };
    for (at, (told, places)) in gathered.told.iter().zip(places).enumerate() {
        if told.order.day > question.on {
            continue;
        }
        for (place, scope) in places {
            let entry = gathered
                .places
                .entry(place.id.clone())
                .or_insert_with(|| (place, Vec::new()));
            entry.1.push((at, scope));
        }
    }
    gathered
}

impl<'a> Told<'a> {
    fn of(claim: &'a Claim, head: &'a ReportHead, context: &ControlContext<'a>) -> Option<Self> {
        let deed = match &claim.body {
            Body::Control { control } => Deed::Control(control.change, control.party.as_ref()),
            Body::Presence { party, .. } => Deed::Presence(party.as_ref()),
            Body::Movement { party, .. } => Deed::Movement(party.as_ref()),
            Body::Happening { .. }
            | Body::Toll { .. }
            | Body::Displacement { .. }
            | Body::Intent {}
            | Body::Statement {}
            | Body::Relation { .. }
            | Body::Conditional { .. } => return None,
        };
        let out = day_of(head, context.zone);
        let day = event_day(claim, deed, out);
        let is_hold = matches!(deed, Deed::Control(ControlVerb::Holds, _));
        let published = head
            .published
            .unwrap_or(Published::Instant(head.received))
            .available(context.zone);
        Some(Self {
            claim,
            order: Order {
                day,
                published,
                report: claim.report_hash,
                start: claim.quote.span.start(),
                claim: claim.id,
            },
            said: if is_hold {
                claim
                    .when
                    .latest()
                    .map_or(out, |latest| latest.min(out))
                    .max(day)
            } else {
                day
            },
            lineage: head.lineage,
            word: Word::of(claim, head, context),
            deed,
            void: None,
        })
    }

    fn is_asserted(&self) -> bool {
        self.claim.stance == Stance::Asserted
    }
}

/// The day on which a claim takes effect: the last day that its event can have, the first day of a hold that is said
/// to last since then, else the local day of publication. What is told as done was done by then.
fn event_day(claim: &Claim, deed: Deed<'_>, out: Date) -> Date {
    let day = match (claim.when.earliest(), claim.when.latest()) {
        (Some(earliest), None) if matches!(deed, Deed::Control(ControlVerb::Holds, _)) => earliest,
        (_, Some(latest)) => latest,
        (_, None) => out,
    };
    if claim.is_asserted() {
        day.min(out)
    } else {
        day
    }
}

/// Marks asserted claims that an earlier report of the same lineage made in the same words.
fn mark_copies(told: &mut [Told<'_>]) {
    let mut order: Vec<usize> = (0..told.len()).collect();
    order.sort_by_key(|at| told.get(*at).map(|told| told.order.canonical()));
    let mut seen: BTreeMap<(LineageId, Deed<'_>, &str, Stance), ReportHash> = BTreeMap::new();
    for at in order {
        let Some(one) = told.get_mut(at) else {
            continue;
        };
        let key = (
            one.lineage,
            one.deed,
            one.claim.quote.text.as_str(),
            one.claim.stance,
        );
        if *seen.entry(key).or_insert(one.order.report) != one.order.report {
            one.void = Some(Void::Copy);
        }
    }
}

/// What makes two claims of one voice the same claim.
type Content<'a> = (VoiceKey<'a>, Deed<'a>);

/// Marks asserted claims that their own voice took back or corrected later.
fn mark_taken_back(told: &mut [Told<'_>], places: &[Vec<(PlaceRef, Scope)>]) {
    let mut by_claim: BTreeMap<ClaimId, VoiceKey<'_>> = BTreeMap::new();
    let mut taken_back: Vec<(Content<'_>, usize)> = Vec::new();
    for (at, one) in told
        .iter()
        .enumerate()
        .filter(|(_, one)| one.void.is_none())
    {
        let is_retraction = one.claim.stance == Stance::Retracted;
        if is_retraction {
            taken_back.push(((one.word.voice, one.deed), at));
        }
        if let Some(answered) = one
            .claim
            .answers
            .filter(|_| is_retraction || one.is_asserted())
        {
            by_claim.insert(answered, one.word.voice);
        }
    }
    let ids = |at: usize| -> BTreeSet<&PlaceId> {
        places
            .get(at)
            .into_iter()
            .flatten()
            .map(|(place, _)| &place.id)
            .collect()
    };
    let mut marked = Vec::new();
    for (at, one) in told
        .iter()
        .enumerate()
        .filter(|(_, one)| one.is_asserted() && one.void.is_none())
    {
        let is_answered = by_claim.get(&one.claim.id) == Some(&one.word.voice);
        let is_matched = taken_back.iter().any(|((voice, deed), by)| {
            (*voice, *deed) == (one.word.voice, one.deed)
                && told
                    .get(*by)
                    .is_some_and(|by| by.order.canonical() > one.order.canonical())
                && !ids(*by).is_disjoint(&ids(at))
        });
        if is_answered || is_matched {
            marked.push(at);
        }
    }
    for at in marked {
        if let Some(one) = told.get_mut(at) {
            one.void = Some(Void::TakenBack);
        }
    }
}
