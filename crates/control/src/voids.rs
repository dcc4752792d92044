//! Which claims no longer count: copies within a lineage, and what a voice took back or corrected.
//!
//! Both are kept up as claims come and go, in any order: the answer is that of all of them at once.

use std::collections::BTreeSet;

use marsad_domain::{ClaimId, LineageId, Stance};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::{
    told::{Deed, Told, Void},
    word::VoiceKey,
};

/// A claim by its number in the list of what was told.
pub(crate) type ToldAt = usize;

/// What makes two claims of one lineage the same words.
type Words<'a> = (LineageId, Deed<'a>, &'a str, Stance);
/// What makes two claims of one voice the same claim.
type Content<'a> = (VoiceKey<'a>, Deed<'a>);

/// Where the claims are that can make each other void.
#[derive(Debug, Clone, Default)]
pub(crate) struct Voids<'a> {
    words: FxHashMap<Words<'a>, Vec<ToldAt>>,
    asserted: FxHashMap<Content<'a>, Vec<ToldAt>>,
    retracted: FxHashMap<Content<'a>, Vec<ToldAt>>,
    answers: FxHashMap<ClaimId, Vec<ToldAt>>,
    by_claim: FxHashMap<ClaimId, ToldAt>,
}

fn words<'a>(one: &Told<'a>) -> Words<'a> {
    let claim = one.claim;
    (
        one.lineage,
        one.deed,
        claim.quote.text.as_str(),
        claim.stance,
    )
}

fn content<'a>(one: &Told<'a>) -> Content<'a> {
    (one.word.voice, one.deed)
}

/// Whether a claim says of another that it was so, or that it was not.
fn may_answer(one: &Told<'_>) -> bool {
    one.is_asserted() || one.claim.stance == Stance::Retracted
}

impl<'a> Voids<'a> {
    /// Takes claims in and gives up others, and marks anew every claim that this can make void or valid. Gives those,
    /// new ones apart, whose mark changed.
    pub(crate) fn change(
        &mut self,
        told: &mut [Told<'a>],
        fresh: &[ToldAt],
        gone: &[ToldAt],
    ) -> Vec<ToldAt> {
        for at in gone {
            self.take(*at, told);
        }
        for at in fresh {
            self.put(*at, told);
        }
        let before: FxHashMap<ToldAt, Option<Void>> = FxHashMap::default();
        let mut marks = Marks { before, told };
        let touched: Vec<ToldAt> = fresh.iter().chain(gone).copied().collect();
        let turned = self.mark_copies(&touched, &mut marks);
        let first_fresh = fresh.iter().copied().min().unwrap_or(usize::MAX);
        let mut again: Vec<ToldAt> = fresh.to_vec();
        for at in touched.iter().chain(&turned) {
            again.push(*at);
            again.extend(self.spoken_of(*at, first_fresh, marks.told));
        }
        again.sort_unstable();
        again.dedup();
        let gone: FxHashSet<ToldAt> = gone.iter().copied().collect();
        for at in again.into_iter().filter(|at| !gone.contains(at)) {
            let void = self.void_of(at, marks.told);
            marks.set(at, void);
        }
        marks.changed(first_fresh)
    }

    fn put(&mut self, at: ToldAt, told: &[Told<'a>]) {
        let Some(one) = told.get(at) else { return };
        self.by_claim.insert(one.claim.id, at);
        self.words.entry(words(one)).or_default().push(at);
        let by_content = match one.claim.stance {
            Stance::Asserted => &mut self.asserted,
            Stance::Retracted => &mut self.retracted,
            Stance::Denied | Stance::Expected | Stance::Intended | Stance::Hypothetical => return,
        };
        by_content.entry(content(one)).or_default().push(at);
        if let Some(answered) = one.claim.answers {
            self.answers.entry(answered).or_default().push(at);
        }
    }

    fn take(&mut self, at: ToldAt, told: &[Told<'a>]) {
        let Some(one) = told.get(at) else { return };
        let without = |list: Option<&mut Vec<ToldAt>>| {
            if let Some(list) = list {
                list.retain(|other| *other != at);
            }
        };
        without(self.words.get_mut(&words(one)));
        without(self.asserted.get_mut(&content(one)));
        without(self.retracted.get_mut(&content(one)));
        without(
            one.claim
                .answers
                .and_then(|answered| self.answers.get_mut(&answered)),
        );
        if self.by_claim.get(&one.claim.id) == Some(&at) {
            self.by_claim.remove(&one.claim.id);
        }
    }

    /// Marks what an earlier report of the same lineage said in the same words; gives those whose mark turned.
    fn mark_copies(&self, touched: &[ToldAt], marks: &mut Marks<'a, '_>) -> Vec<ToldAt> {
        let mut turned = Vec::new();
        let mut seen: FxHashSet<Words<'a>> = FxHashSet::default();
        for at in touched {
            let Some(key) = marks.told.get(*at).map(words) else {
                continue;
            };
            if !seen.insert(key) {
                continue;
            }
            let alike = self.words.get(&key).map_or(&[][..], Vec::as_slice);
            let orders = alike.iter().filter_map(|at| marks.told.get(*at));
            let Some(first) = orders.min_by_key(|one| one.order.canonical()) else {
                continue;
            };
            let report = first.order.report;
            for at in alike {
                let Some(one) = marks.told.get(*at) else {
                    continue;
                };
                let is_copy = one.order.report != report;
                if is_copy != (one.void == Some(Void::Copy)) {
                    marks.set(*at, is_copy.then_some(Void::Copy));
                    turned.push(*at);
                }
            }
        }
        turned
    }

    /// The claims before a number that a claim may take back or correct.
    fn spoken_of(&self, at: ToldAt, first_fresh: ToldAt, told: &[Told<'a>]) -> Vec<ToldAt> {
        let Some(one) = told.get(at).filter(|one| may_answer(one)) else {
            return Vec::new();
        };
        let answered = one.claim.answers.and_then(|id| self.by_claim.get(&id));
        let mut found: Vec<ToldAt> = answered.copied().into_iter().collect();
        if one.claim.stance == Stance::Retracted {
            let alike = self.asserted.get(&content(one)).into_iter().flatten();
            let earlier = alike.filter(|at| **at < first_fresh);
            found.extend(earlier.filter(|at| {
                told.get(**at)
                    .is_some_and(|said| is_taken_back_by(said, one))
            }));
        }
        found
    }

    /// Why a claim does not count, where it does not.
    fn void_of(&self, at: ToldAt, told: &[Told<'a>]) -> Option<Void> {
        let one = told.get(at)?;
        if one.void == Some(Void::Copy) || !one.is_asserted() {
            return one.void;
        }
        let valid = |at: &ToldAt| told.get(*at).filter(|by| by.void != Some(Void::Copy));
        let mut answers = self.answers.get(&one.claim.id).into_iter().flatten();
        let is_answered =
            answers.any(|at| valid(at).is_some_and(|by| by.word.voice == one.word.voice));
        let mut retractions = self.retracted.get(&content(one)).into_iter().flatten();
        let is_taken_back = is_answered
            || retractions.any(|at| valid(at).is_some_and(|by| is_taken_back_by(one, by)));
        is_taken_back.then_some(Void::TakenBack)
    }
}

/// Whether a retraction of the same content is of the same places and later.
fn is_taken_back_by(said: &Told<'_>, retraction: &Told<'_>) -> bool {
    retraction.order.canonical() > said.order.canonical() && retraction.places.meets(&said.places)
}

/// The marks on claims, with what they were.
struct Marks<'a, 't> {
    before: FxHashMap<ToldAt, Option<Void>>,
    told: &'t mut [Told<'a>],
}

impl Marks<'_, '_> {
    fn set(&mut self, at: ToldAt, void: Option<Void>) {
        if let Some(one) = self.told.get_mut(at)
            && one.void != void
        {
            self.before.entry(at).or_insert(one.void);
            one.void = void;
        }
    }

    /// The claims before a number whose mark is another than it was, ascending.
    fn changed(self, first_fresh: ToldAt) -> Vec<ToldAt> {
        let Self { before, told } = self;
        let was_and_is = |(at, was): (ToldAt, Option<Void>)| {
            let is = told.get(at)?.void;
            (was != is && at < first_fresh).then_some(at)
        };
        let changed: BTreeSet<ToldAt> = before.into_iter().filter_map(was_and_is).collect();
        changed.into_iter().collect()
    }
}
