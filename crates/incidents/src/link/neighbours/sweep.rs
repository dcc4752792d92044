//! All pairs of listed mentions at once: list by list along their days, without looking each mention up.
//!
//! It finds the pairs that a visit from each mention finds. Lists with a crowd are visited from each mention, for there
//! a crowd is one.

use super::{
    CELLS, EMPTY, Found, Neighbours,
    day_list::{DayList, Entry},
};
use crate::profile::LEVELS;

impl Neighbours {
    /// Calls `found` for each pair of mentions with places that can be one incident: a slot, and what was found for it.
    pub(in crate::link) fn each_pair(&self, mut found: impl FnMut(u32, Found)) {
        for (at, level) in self.levels.iter().enumerate() {
            for (index, lists) in (0u32..).zip(&level.lists) {
                lists.own.pairs_within(self.deviations, &mut found);
                // The cells around know of each other: each two are taken once.
                for other in lists
                    .ring
                    .into_iter()
                    .filter(|other| *other > index && *other != EMPTY)
                {
                    let other = &level.lists[other as usize].own;
                    lists
                        .own
                        .pairs_with(other, self.deviations, true, &mut found);
                }
                for rougher in (at + 1..LEVELS).filter(|at| self.levels[*at].is_used) {
                    let Some(parent) = lists.cell.parent(CELLS[rougher]) else {
                        continue;
                    };
                    for other in self.levels[rougher].near(parent) {
                        lists
                            .own
                            .pairs_with(&other.own, self.deviations, false, &mut found);
                    }
                }
            }
        }
    }
}

impl DayList {
    fn pairs_within(&self, deviations: f32, found: &mut impl FnMut(u32, Found)) {
        if self.has_crowds() {
            return self.visit_from_each_of(self, true, deviations, found);
        }
        let entries = self.entries();
        for (at, one) in (1..).zip(entries) {
            let after = entries[at..].iter();
            for other in after.take_while(|other| other.first() <= one.last()) {
                if other.may_be_near(one, deviations) {
                    found(one.slot, Found::Mention(other.slot));
                }
            }
        }
    }

    /// Pairs of a mention of this list and one of another, which is of its level or of a rougher one.
    fn pairs_with(
        &self,
        other: &Self,
        deviations: f32,
        is_same_level: bool,
        found: &mut impl FnMut(u32, Found),
    ) {
        if self.has_crowds() || other.has_crowds() {
            self.visit_from_each_of(other, is_same_level, deviations, found);
            if is_same_level {
                other.visit_from_each_of(self, true, deviations, found);
            }
            return;
        }
        let (undated, dated) = other.entries().split_at(other.undated());
        let mut dated = dated;
        for one in self.entries() {
            if one.is_dated() {
                let from = one.first().saturating_sub(other.longest());
                let gone = dated
                    .iter()
                    .take_while(|entry| entry.first() < from)
                    .count();
                dated = &dated[gone..];
            }
            let meeting = dated.iter().take_while(|entry| entry.first() <= one.last());
            let near =
                |entry: &&Entry| entry.last() >= one.first() && entry.may_be_near(one, deviations);
            for entry in undated.iter().chain(meeting).filter(near) {
                found(one.slot, Found::Mention(entry.slot));
            }
        }
    }

    /// Visits another list from each mention of this one; of one level from its larger slot.
    fn visit_from_each_of(
        &self,
        other: &Self,
        is_same_level: bool,
        deviations: f32,
        found: &mut impl FnMut(u32, Found),
    ) {
        for one in self.entries() {
            let before = is_same_level.then_some(one.slot);
            other.visit(one, before, deviations, &mut |other| found(one.slot, other));
        }
    }
}
