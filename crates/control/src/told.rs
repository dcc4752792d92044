//! A claim that bears on control: what it says was done, by whom, when it takes effect, and whose word it is.

use jiff::{Timestamp, civil::Date};
use marsad_domain::{
    ActorId, ActorKind, Body, Claim, ClaimId, ControlVerb, LineageId, Published, ReportHash,
    ReportHead, Stance,
};

use crate::{context::ControlContext, known::day_of, reach::Reached, word::Word};

/// What a claim says was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
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
    /// Its report.
    pub(crate) report: ReportHash,
    start: usize,
    claim: ClaimId,
}

impl Order {
    /// The canonical order of claims, which does not know when things happened.
    pub(crate) fn canonical(&self) -> (Timestamp, ReportHash, usize, ClaimId) {
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
    /// The party that it says so of, as the one that counts as holding on its day; none for words that name nobody who
    /// could.
    pub(crate) party: Option<ActorId>,
    /// Others that it names, who could hold a place.
    pub(crate) others: Vec<ActorId>,
    /// The places that it speaks of.
    pub(crate) places: Reached<'a>,
    /// Why it does not count, where it does not.
    pub(crate) void: Option<Void>,
}

impl<'a> Deed<'a> {
    /// The party that the words name.
    fn party(self) -> Option<&'a ActorId> {
        match self {
            Self::Control(_, party) | Self::Presence(party) | Self::Movement(party) => party,
        }
    }
}

impl<'a> Told<'a> {
    /// What a claim says; `None` for one of a kind that does not bear on control. Its places are still to be found.
    pub(crate) fn of(
        claim: &'a Claim,
        head: &'a ReportHead,
        context: &ControlContext<'a>,
    ) -> Option<Self> {
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
            party: deed.party().and_then(|id| party(id, day, context)),
            others: claim
                .actors
                .iter()
                .filter_map(|actor| party(actor.id.as_ref()?, day, context))
                .collect(),
            places: Reached::default(),
            void: None,
        })
    }

    /// Whether it says that something is so, is no copy, was not taken back and is no drawn map.
    pub(crate) fn counts(&self) -> bool {
        self.is_asserted() && self.void.is_none() && !self.word.is_map
    }

    /// Whether it says that something is so.
    pub(crate) fn is_asserted(&self) -> bool {
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

/// The party that counts as holding on a day; none for words that name nobody who could.
fn party(id: &ActorId, day: Date, context: &ControlContext<'_>) -> Option<ActorId> {
    let holder = context.actors.holder(id, day);
    let can_hold = context.actors.get(holder).is_none_or(|actor| {
        !matches!(
            actor.kind,
            ActorKind::Civilians | ActorKind::International | ActorKind::Generic
        )
    });
    can_hold.then(|| holder.clone())
}
