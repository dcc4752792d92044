//! Denials and retractions: they join what they answer and found nothing.

use std::collections::BTreeMap;

use marsad_domain::{ClaimId, Stance};

use super::{Grey, Known};
use crate::{
    bundle::{Names, is_of_a_happening, record_of},
    canonical::Placed,
    link::Linkage,
    voice::Originals,
};

/// Denials and retractions: they join what they answer and found nothing.
pub(super) struct Answering<'a, 'g> {
    pub(super) ordered: &'a [Placed<'a>],
    pub(super) originals: &'a Originals,
    pub(super) known: &'a Known<'a>,
    pub(super) grey: &'g mut Vec<Grey>,
}

impl Answering<'_, '_> {
    /// Adds the answers to the claims of the incidents, which then stand in canonical order; `firsts` are these by their first mentions.
    pub(super) fn attach(
        &mut self,
        members: &mut [Vec<usize>],
        firsts: &BTreeMap<u32, usize>,
        linkage: &Linkage<'_>,
        names: &mut Names,
    ) {
        let answers: Vec<usize> = self
            .ordered
            .iter()
            .enumerate()
            .filter(|(_, placed)| matches!(placed.claim.stance, Stance::Denied | Stance::Retracted))
            .filter(|(_, placed)| is_of_a_happening(&placed.claim.body))
            .map(|(at, _)| at)
            .collect();
        let ordered = self.ordered;
        let homes: BTreeMap<ClaimId, usize> = members
            .iter()
            .enumerate()
            .flat_map(|(home, claims)| claims.iter().map(move |at| (ordered[*at].claim.id, home)))
            .collect();
        let groups: BTreeMap<ClaimId, usize> = (self.known.rulings.same.iter().enumerate())
            .flat_map(|(at, group)| group.iter().map(move |claim| (*claim, at)))
            .collect();
        for at in answers {
            let placed = &self.ordered[at];
            let decided = groups.get(&placed.claim.id).and_then(|at| {
                let group = self.known.rulings.same.get(*at)?;
                group.iter().find_map(|claim| homes.get(claim).copied())
            });
            let answered = placed
                .claim
                .answers
                .and_then(|claim| homes.get(&claim).copied());
            let home = decided
                .or(answered)
                .or_else(|| self.best_home(placed, members, firsts, linkage, names));
            match home.and_then(|home| members.get_mut(home)) {
                Some(claims) => claims.push(at),
                None => self.grey.push(Grey {
                    claim: placed.claim.id,
                    incident: None,
                    bits: None,
                    reason: "it denies or takes back something that no incident tells".to_owned(),
                }),
            }
        }
        for claims in members {
            claims.sort_unstable();
        }
    }

    /// The incident that a denial fits best; a retraction answers only its own voice.
    fn best_home(
        &self,
        placed: &Placed<'_>,
        members: &[Vec<usize>],
        firsts: &BTreeMap<u32, usize>,
        linkage: &Linkage<'_>,
        names: &mut Names,
    ) -> Option<usize> {
        let mut record = record_of(&[placed], self.known, names)?;
        record.killed = None;
        if let Some(in_report) = &mut record.in_report {
            in_report.report = None;
        }
        record.position?;
        let voice = self.originals.voice_of(placed).source;
        let may_answer = |home: usize| {
            let mut others = members[home].iter().map(|at| &self.ordered[*at]);
            let is_apart = |other: &Placed<'_>| {
                let rulings = self.known.rulings;
                rulings.keeps_apart(other.claim.id, placed.claim.id)
            };
            let is_its_voice = placed.claim.stance == Stance::Denied
                || others
                    .clone()
                    .any(|other| self.originals.voice_of(other).source == voice);
            is_its_voice && !others.any(is_apart)
        };
        let attach = self.known.rules.link.assign.attach;
        linkage
            .fits(&record)
            .into_iter()
            .filter(|(_, bits)| bits.total().0 >= attach)
            .filter_map(|(first, _)| firsts.get(&first).copied())
            .find(|home| may_answer(*home))
    }
}
