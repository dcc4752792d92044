//! The bounded repair after the greedy pass: join incidents that are one, move mentions that fit elsewhere better.

use super::assign::Assignment;
use crate::profile::Profile;

/// Rounds of the repair over the whole record.
const ROUNDS: usize = 2;

impl Assignment<'_> {
    pub(super) fn repair(&mut self) {
        for _ in 0..ROUNDS {
            let joined = self.join_all();
            let moved = self.move_all();
            if !joined && !moved {
                break;
            }
        }
    }

    /// Joins two incidents where their profiles say that they are one.
    pub(super) fn join_if_one(&mut self, a: u32, b: u32) -> bool {
        let (keep, gone) = (a.min(b), a.max(b));
        let limit = self.rules.assign.repair_up_to;
        if self.members[keep as usize].len() > limit || self.members[gone as usize].len() > limit {
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
                .bits(other, &self.context())
                .is_some_and(|bits| bits.total().0 >= self.rules.assign.join);
        if is_one && let Some(profile) = self.incidents[gone as usize].take() {
            self.take_in(keep, &profile);
            let members = std::mem::take(&mut self.members[gone as usize]);
            for record in &members {
                self.home[*record as usize] = keep;
            }
            self.members[keep as usize].extend(members);
        }
        is_one
    }

    fn join_all(&mut self) -> bool {
        let mut changed = false;
        for incident in 0..u32::try_from(self.incidents.len()).unwrap_or(u32::MAX) {
            let Some(profile) = self.incidents[incident as usize].take() else {
                continue;
            };
            let members = std::mem::take(&mut self.members[incident as usize]);
            let found = self.best_two(&profile, &members, Some(incident));
            self.members[incident as usize] = members;
            self.incidents[incident as usize] = Some(profile);
            if let Some(best) = found.best
                && best.total >= self.rules.assign.join
            {
                changed |= self.join_if_one(incident, best.incident);
            }
        }
        changed
    }

    fn move_all(&mut self) -> bool {
        let mut changed = false;
        for incident in 0..u32::try_from(self.incidents.len()).unwrap_or(u32::MAX) {
            let size = self.members[incident as usize].len();
            if size > 1 && size <= self.rules.assign.repair_up_to {
                changed |= self.move_members(incident);
            }
        }
        changed
    }

    /// Checks each mention of an incident against the others of it, and moves at most one to where it fits better.
    fn move_members(&mut self, incident: u32) -> bool {
        let members = self.members[incident as usize].clone();
        let profiles: Vec<Profile> = members
            .iter()
            .map(|record| self.profile_of(&self.records[*record as usize]))
            .collect();
        let mut worst: Option<(usize, f64, Option<u32>)> = None;
        for (at, profile) in profiles.iter().enumerate() {
            if self.bound.group_of(members[at]).is_some() {
                continue;
            }
            let Some(rest) = self.merged(&profiles, Some(at)) else {
                continue;
            };
            let stay = rest
                .bits(profile, &self.context())
                .map_or(f64::NEG_INFINITY, |bits| bits.total().0);
            let found = self.best_two(profile, &[members[at]], Some(incident));
            let target = found
                .best
                .filter(|fit| fit.total >= self.rules.assign.attach);
            let leave = target.map_or(self.rules.assign.attach, |fit| fit.total);
            let gain = leave - stay;
            if gain > self.rules.assign.margin && worst.is_none_or(|(_, most, _)| gain > most) {
                worst = Some((at, gain, target.map(|fit| fit.incident)));
            }
        }
        let Some((at, _, target)) = worst else {
            return false;
        };
        let Some(rest) = self.merged(&profiles, Some(at)) else {
            return false;
        };
        self.candidates.insert(incident, &rest);
        self.incidents[incident as usize] = Some(rest);
        self.members[incident as usize].remove(at);
        match target {
            Some(target) => self.attach(&[members[at]], &profiles[at], target),
            None => self.found(&[members[at]], profiles[at].clone()),
        }
        true
    }

    fn merged(&self, profiles: &[Profile], but: Option<usize>) -> Option<Profile> {
        let context = self.context();
        let mut kept = profiles
            .iter()
            .enumerate()
            .filter(|(at, _)| Some(*at) != but)
            .map(|(_, profile)| profile);
        let mut whole = kept.next()?.clone();
        kept.for_each(|profile| whole.merge(profile, &context));
        Some(whole)
    }
}
