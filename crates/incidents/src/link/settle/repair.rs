//! The bounded repair after the greedy pass: join incidents that are one, move mentions that fit elsewhere better.
//!
//! Only what is loose is looked at again: mentions that joined with few bits or with a second incident near.

use std::collections::BTreeSet;

use super::{At, Part};
use crate::profile::Profile;

/// Rounds of the repair over a part.
const ROUNDS: usize = 2;

impl Part<'_> {
    pub(super) fn repair(&mut self) {
        self.take_in_pending();
        let loose: BTreeSet<At> = self.loose.iter().copied().collect();
        let in_question = self.unsure.iter().map(|unsure| unsure.incident);
        let concerned: BTreeSet<At> = in_question.chain(loose.iter().copied()).collect();
        for _ in 0..ROUNDS {
            let joined = self.join_all(&concerned);
            let moved = self.move_all(&loose);
            if !joined && !moved {
                break;
            }
        }
    }

    /// The incidents that some mentions are in.
    fn homes_of(&self, mentions: &BTreeSet<At>) -> BTreeSet<u32> {
        mentions.iter().map(|at| self.home[*at as usize]).collect()
    }

    /// Joins two incidents where their profiles say that they are one.
    pub(super) fn join_if_one(&mut self, a: u32, b: u32) -> bool {
        self.take_in_pending();
        let (keep, gone) = (a.min(b), a.max(b));
        let assign = &self.context.rules.assign;
        let is_small = |at: u32| self.members[at as usize].len() <= assign.repair_up_to;
        if !is_small(keep) || !is_small(gone) {
            return false;
        }
        let (Some(Some(one)), Some(Some(other))) = (
            self.incidents.get(keep as usize),
            self.incidents.get(gone as usize),
        ) else {
            return false;
        };
        let is_one = self
            .bound
            .allows(&self.members[gone as usize], keep, &self.home)
            && one
                .bits(other, self.context)
                .is_some_and(|bits| bits.total().0 >= assign.join);
        if is_one && let Some(profile) = self.incidents[gone as usize].take() {
            self.take_in(keep, &profile);
            let members = std::mem::take(&mut self.members[gone as usize]);
            self.house(&members, keep);
        }
        is_one
    }

    fn join_all(&mut self, concerned: &BTreeSet<At>) -> bool {
        let mut changed = false;
        for incident in self.homes_of(concerned) {
            let Some(profile) = self.incidents[incident as usize].take() else {
                continue;
            };
            let members = std::mem::take(&mut self.members[incident as usize]);
            let found = self.best_two(&profile, &members, Some(incident));
            self.members[incident as usize] = members;
            self.incidents[incident as usize] = Some(profile);
            if let Some(best) = found.best
                && best.total >= self.context.rules.assign.join
            {
                changed |= self.join_if_one(incident, best.incident);
            }
        }
        changed
    }

    fn move_all(&mut self, loose: &BTreeSet<At>) -> bool {
        let mut changed = false;
        for incident in self.homes_of(loose) {
            let size = self.members[incident as usize].len();
            if size > 1 && size <= self.context.rules.assign.repair_up_to {
                changed |= self.move_members(incident, loose);
            }
        }
        changed
    }

    /// Checks the loose mentions of an incident against the others of it, and moves at most one to where it fits
    /// better.
    fn move_members(&mut self, incident: u32, loose: &BTreeSet<At>) -> bool {
        let members = self.members[incident as usize].clone();
        let profiles: Vec<Profile> = members.iter().map(|at| self.profile_of(*at)).collect();
        let assign = self.context.rules.assign;
        let mut worst: Option<(usize, f64, Option<u32>)> = None;
        for (at, profile) in profiles.iter().enumerate() {
            if !loose.contains(&members[at]) || self.bound.group_of(members[at]).is_some() {
                continue;
            }
            let Some(rest) = self.merged(&profiles, Some(at)) else {
                continue;
            };
            let stay = rest
                .bits(profile, self.context)
                .map_or(f64::NEG_INFINITY, |bits| bits.total().0);
            let found = self.best_two(profile, &[members[at]], Some(incident));
            let target = found.best.filter(|fit| fit.total >= assign.attach);
            let leave = target.map_or(assign.attach, |fit| fit.total);
            let gain = leave - stay;
            if gain > assign.margin && worst.is_none_or(|(_, most, _)| gain > most) {
                worst = Some((at, gain, target.map(|fit| fit.incident)));
            }
        }
        let Some((at, _, target)) = worst else {
            return false;
        };
        let Some(rest) = self.merged(&profiles, Some(at)) else {
            return false;
        };
        self.incidents[incident as usize] = Some(rest);
        self.members[incident as usize].remove(at);
        match target {
            Some(target) => self.attach(&[members[at]], &profiles[at], target),
            None => self.found(&[members[at]], profiles[at].clone()),
        }
        true
    }

    fn merged(&self, profiles: &[Profile], but: Option<usize>) -> Option<Profile> {
        let mut kept = profiles
            .iter()
            .enumerate()
            .filter(|(at, _)| Some(*at) != but)
            .map(|(_, profile)| profile);
        let mut whole = kept.next()?.clone();
        kept.for_each(|profile| whole.merge(profile, self.context));
        Some(whole)
    }
}
