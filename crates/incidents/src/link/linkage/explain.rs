//! Why mentions are together, and what would fit a mention that founds nothing.

use std::{collections::BTreeSet, sync::Arc};

use super::{Context, Hint, Linkage, Record, Weighed, cell_of, reach_of};
use crate::{
    link::{Link, Linked, neighbours::Listed},
    match_bits::MatchBits,
    profile::{Profile, Worded},
};

impl Linkage<'_> {
    /// The bits of each mention of an incident against those before it, in canonical order.
    #[must_use]
    pub fn links(&self, members: &[u32]) -> Vec<Link> {
        let Some((first, rest)) = members.split_first() else {
            return Vec::new();
        };
        let context = self.context();
        let slot_of = |position: &u32| self.slots[*position as usize];
        let mut so_far = self.profile_of(slot_of(first));
        let mut before = BTreeSet::from([slot_of(first)]);
        let link = |record: &u32| {
            let slot = slot_of(record);
            let profile = self.profile_of(slot);
            let bits = so_far.bits(&profile, &context);
            so_far.merge(&profile, &context);
            let group = self.bound.group_of(slot).unwrap_or_default();
            let is_decided = group.iter().any(|other| before.contains(other));
            before.insert(slot);
            Link {
                record: *record,
                incident: *first,
                bits,
                is_decided,
            }
        };
        rest.iter().map(link).collect()
    }

    /// Why the mentions that a person should look at are in their incidents, those that founded none.
    #[must_use]
    pub fn links_in_doubt(&self, linked: &Linked) -> Vec<Link> {
        let mut is_doubted = vec![false; self.records.len()];
        for one in &linked.unsure {
            is_doubted[one.record as usize] = true;
        }
        let concerned = linked
            .incidents
            .iter()
            .filter(|members| members.iter().any(|at| is_doubted[*at as usize]));
        concerned
            .flat_map(|members| self.links(members))
            .filter(|link| is_doubted[link.record as usize])
            .collect()
    }

    fn profile_of(&self, slot: u32) -> Profile {
        Profile::of(self.weighed(slot), &self.context())
    }

    /// How well a mention that is none of the linked fits the incidents, by the first mention of each, best first;
    /// those that place or day rule out are left out.
    #[must_use]
    pub fn fits(&self, record: &Record) -> Vec<(u32, MatchBits)> {
        let context = self.context();
        let cell = record.position.and_then(cell_of);
        let weights = self
            .background
            .weigh(record, cell, self.rules, &mut Hint::default());
        let worded = Worded::of(record, self.wordings.vocabulary(), self.rules).map(Arc::new);
        let mention = Weighed {
            record,
            weights: &weights,
            worded: worded.as_ref(),
        };
        let profile = Profile::of(mention, &context);
        let mut fits: Vec<(u32, MatchBits)> = self
            .homes_near(mention)
            .into_iter()
            .filter_map(|home| {
                let bits = self.incident_at(home, &context)?.bits(&profile, &context)?;
                Some((self.positions[home as usize], bits))
            })
            .collect();
        fits.sort_by(|a, b| b.1.total().0.total_cmp(&a.1.total().0).then(a.0.cmp(&b.0)));
        fits
    }

    /// The first mentions of the incidents that a mention may be one with.
    fn homes_near(&self, mention: Weighed<'_>) -> Vec<u32> {
        let record = mention.record;
        let listed = Listed {
            slot: u32::MAX,
            record,
            cell: record.position.and_then(cell_of),
            reach: reach_of(record, self.rules),
        };
        let mut homes = Vec::new();
        self.neighbours.visit(&listed, true, |found| {
            homes.push(self.homes[found.slot().0 as usize]);
        });
        if let Some(worded) = mention.worded {
            self.wordings.visit(worded, self.rules, |other| {
                homes.push(self.homes[other as usize]);
            });
        }
        homes.sort_unstable();
        homes.dedup();
        homes
    }

    /// What the incident of a first mention looks like.
    fn incident_at(&self, home: u32, context: &Context<'_>) -> Option<Profile> {
        let mut members: Vec<u32> = self
            .parts
            .members(home)
            .filter(|slot| self.homes[*slot as usize] == home)
            .collect();
        members.sort_unstable_by(|a, b| {
            self.records[*a as usize].canonical_cmp(&self.records[*b as usize])
        });
        let mut profiles = members.iter().map(|slot| self.profile_of(*slot));
        let mut whole = profiles.next()?;
        profiles.for_each(|profile| whole.merge(&profile, context));
        Some(whole)
    }
}
