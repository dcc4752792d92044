//! The control of all places over all days, in one state of knowledge.
//!
//! Each place is replayed once; what is kept of that are its phases: which state, from which day. A day is then looked
//! up and not replayed, a step from one day to the next touches only the places that change, and claims that come
//! later, or late, replay only the places that they touch. A verdict with its trace is made where it is asked for.

mod answers;
mod phases;
#[cfg(test)]
mod plain;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use marsad_domain::{Body, Claim, ClaimId, Knowledge, PlaceId, ReportHash, ReportHead};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::{
    context::ControlContext,
    known::counts,
    reach::{PlaceAt, Reach, Scope},
    replay::{Replayed, replay},
    told::Told,
    voids::{ToldAt, Voids},
};
pub use answers::Heard;
pub use phases::{Change, Phase};
use phases::{phase_on, phases};

/// The control of all places over all days, in one state of knowledge.
///
/// What it says of a day is what could be known of what happened by that day. It is the same for the same claims,
/// whatever the order and the steps in which they came.
#[derive(Debug)]
pub struct Timeline<'a> {
    context: ControlContext<'a>,
    knowledge: Knowledge,
    reports: FxHashMap<ReportHash, Reported<'a>>,
    seen: FxHashSet<ClaimId>,
    told: Vec<Told<'a>>,
    voids: Voids<'a>,
    reach: Reach,
    strands: Vec<Strand>,
    /// The places of which there is anything to say, in order of their ids.
    order: BTreeMap<PlaceId, PlaceAt>,
    /// On which days a phase of which place begins.
    turns: BTreeSet<(Date, PlaceAt)>,
}

/// What came of a report.
#[derive(Debug, Default)]
struct Reported<'a> {
    head: Option<&'a ReportHead>,
    claims: Vec<&'a Claim>,
    told: Vec<ToldAt>,
}

/// One place: what was said of it, in order of effect, and what came of that.
#[derive(Debug, Default)]
struct Strand {
    said: Vec<(ToldAt, Scope)>,
    phases: Vec<Phase>,
}

impl<'a> Timeline<'a> {
    /// What the theatre's opening positions say, before any claim.
    #[must_use]
    pub fn new(context: ControlContext<'a>, knowledge: Knowledge) -> Self {
        let mut timeline = Self {
            context,
            knowledge,
            reports: FxHashMap::default(),
            seen: FxHashSet::default(),
            told: Vec::new(),
            voids: Voids::default(),
            reach: Reach::default(),
            strands: Vec::new(),
            order: BTreeMap::new(),
            turns: BTreeSet::new(),
        };
        let opening = context.opening.iter().map(|(id, _)| id);
        let known = opening.filter(|id| context.gazetteer.get(id).is_some());
        let numbered: Vec<PlaceAt> = known.map(|id| timeline.reach.number(id)).collect();
        timeline.replay_all(numbered);
        timeline
    }

    /// What claims come to, all at once. The order of `claims` changes nothing.
    #[must_use]
    pub fn of(
        claims: &'a [Claim],
        heads: &'a BTreeMap<ReportHash, ReportHead>,
        context: ControlContext<'a>,
        knowledge: Knowledge,
    ) -> Self {
        let mut timeline = Self::new(context, knowledge);
        timeline.add(claims, heads);
        timeline
    }

    /// Takes more claims in, late ones too, and replays the places that they touch: those they speak of, and those of
    /// earlier claims that become copies or taken back through them, or cease to be.
    ///
    /// `heads` are those of the reports of these claims, where they were not given before, and of earlier reports whose
    /// head is another now, such as one that turns out to be a copy. A claim waits for the head of its report. A claim
    /// that was given before changes nothing.
    pub fn add(&mut self, claims: &'a [Claim], heads: &'a BTreeMap<ReportHash, ReportHead>) {
        let first_fresh = self.told.len();
        let gone = self.take_heads(heads);
        for claim in claims.iter().filter(|claim| bears_on_control(claim)) {
            if self.seen.insert(claim.id) {
                let reported = self.reports.entry(claim.report_hash).or_default();
                reported.claims.push(claim);
                let head = reported.head;
                self.tell(claim, head);
            }
        }
        let told = &self.told;
        let mut fresh: Vec<ToldAt> = (first_fresh..told.len()).collect();
        fresh.sort_by_key(|at| told.get(*at).map(|told| told.order));
        let turned = self.voids.change(&mut self.told, &fresh, &gone);
        self.lay(&fresh, &gone);
        let touched = fresh.into_iter().chain(gone).chain(turned);
        let told = touched.filter_map(|at| self.told.get(at));
        let mut places: Vec<PlaceAt> = told
            .flat_map(|told| told.places.iter().map(|(place, ..)| place))
            .collect();
        places.sort_unstable();
        places.dedup();
        self.replay_all(places);
    }

    /// Notes heads that are new or other than before, and tells the claims of their reports anew. Gives the numbers of
    /// what these said until now.
    fn take_heads(&mut self, heads: &'a BTreeMap<ReportHash, ReportHead>) -> Vec<ToldAt> {
        let mut gone = Vec::new();
        for (hash, head) in heads {
            let reported = self.reports.entry(*hash).or_default();
            if reported.head == Some(head) {
                continue;
            }
            reported.head = Some(head);
            gone.append(&mut reported.told);
            let claims = reported.claims.clone();
            for claim in claims {
                self.tell(claim, Some(head));
            }
        }
        gone
    }

    fn tell(&mut self, claim: &'a Claim, head: Option<&'a ReportHead>) {
        let zone = self.context.zone;
        let Some(head) = head.filter(|head| counts(head, self.knowledge, zone)) else {
            return;
        };
        if let Some(mut told) = Told::of(claim, head, &self.context) {
            told.places = self.reach.of(claim, &self.context);
            let reported = self.reports.entry(claim.report_hash).or_default();
            reported.told.push(self.told.len());
            self.told.push(told);
        }
    }

    /// Puts what was told into the strands of its places, in order of effect, and takes out what is gone.
    fn lay(&mut self, fresh: &[ToldAt], gone: &[ToldAt]) {
        self.strands
            .resize_with(self.reach.ids().len(), Strand::default);
        let told = &self.told;
        for at in gone {
            for (place, ..) in told.get(*at).into_iter().flat_map(|one| one.places.iter()) {
                if let Some(strand) = self.strands.get_mut(place as usize) {
                    strand.said.retain(|(said, _)| said != at);
                }
            }
        }
        let order = |at: ToldAt| told.get(at).map(|one| one.order);
        for at in fresh {
            for (place, scope, _) in told.get(*at).into_iter().flat_map(|one| one.places.iter()) {
                if let Some(strand) = self.strands.get_mut(place as usize) {
                    let later = strand.said.iter().rev();
                    let later = later.take_while(|(said, _)| order(*said) > order(*at));
                    let before = strand.said.len() - later.count();
                    strand.said.insert(before, (*at, scope));
                }
            }
        }
    }

    fn replay_all(&mut self, places: Vec<PlaceAt>) {
        self.strands
            .resize_with(self.reach.ids().len(), Strand::default);
        for at in places {
            let replayed = self.replayed(at, Date::MAX);
            let fresh = replayed.map_or_else(Vec::new, |replayed| phases(&replayed.steps));
            let Some(id) = self.reach.ids().get(at as usize) else {
                continue;
            };
            let Some(strand) = self.strands.get_mut(at as usize) else {
                continue;
            };
            for phase in &strand.phases {
                self.turns.remove(&(phase.from, at));
            }
            self.turns
                .extend(fresh.iter().map(|phase| (phase.from, at)));
            if fresh.is_empty() {
                self.order.remove(id);
            } else if strand.phases.is_empty() {
                self.order.insert(id.clone(), at);
            }
            strand.phases = fresh;
        }
    }

    /// The replay of one place up to a day.
    fn replayed(&self, at: PlaceAt, until: Date) -> Option<Replayed<'a, '_>> {
        let said = self
            .strands
            .get(at as usize)
            .map_or(&[][..], |strand| &strand.said);
        let said: Vec<(&Told<'a>, Scope)> = said
            .iter()
            .filter_map(|(at, scope)| Some((self.told.get(*at)?, *scope)))
            .take_while(|(told, _)| told.order.day <= until)
            .collect();
        let place = self.reach.ids().get(at as usize)?;
        Some(replay(place, &said, &self.context, until))
    }

    /// The phase of a place on a day.
    fn phase(&self, at: PlaceAt, day: Date) -> Option<&Phase> {
        phase_on(&self.strands.get(at as usize)?.phases, day)
    }
}

/// Whether claims of this kind say something of who holds a place.
fn bears_on_control(claim: &Claim) -> bool {
    matches!(
        claim.body,
        Body::Control { .. } | Body::Presence { .. } | Body::Movement { .. }
    )
}
