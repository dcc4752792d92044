//! Mentions without a usable place: they can be one incident with any other of their days.
//!
//! Where even the best agreement on days, kind and number weighs too little, only those are visited that share a side
//! or the words; where it weighs enough, all of the days are.

use std::collections::BTreeMap;

use super::{Entry, Found, Listed, day_list::DayList};
use crate::record::Record;

/// Which of the mentions that are listed are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::link) struct Sought {
    /// Those of slots before this one; `None` for all.
    pub(in crate::link) before: Option<u32>,
    /// Whether also those that share neither a side nor the words, where one of the two has no place: whether such a
    /// pair can weigh enough.
    pub(in crate::link) sharing_nothing: bool,
}

/// By what mentions agree: the family of a side, or words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Shared {
    Side(u32),
    Words(u32),
}

#[derive(Debug, Default)]
pub(super) struct Unplaced {
    is_used: bool,
    /// Those without a place.
    nowhere: DayList,
    /// All.
    everywhere: DayList,
    /// All, by what they share.
    sharing: BTreeMap<Shared, Vec<Entry>>,
}

impl Unplaced {
    pub(super) fn is_used(&self) -> bool {
        self.is_used
    }

    pub(super) fn use_it(&mut self) {
        self.is_used = true;
    }

    pub(super) fn push(&mut self, listed: &Listed<'_>) {
        if !self.is_used {
            return;
        }
        let entry = listed.entry();
        if listed.place().is_none() {
            self.nowhere.push(entry);
        }
        self.everywhere.push(entry);
        for shared in shared_by(listed.record) {
            self.sharing.entry(shared).or_default().push(entry);
        }
    }

    pub(super) fn sort(&mut self) {
        self.nowhere.sort();
        self.everywhere.sort();
    }

    /// Lists one more, in order; `true` where that makes a crowd.
    pub(super) fn insert(&mut self, listed: &Listed<'_>) -> bool {
        if !self.is_used {
            return false;
        }
        let entry = listed.entry();
        for shared in shared_by(listed.record) {
            self.sharing.entry(shared).or_default().push(entry);
        }
        let is_crowd = listed.place().is_none() && self.nowhere.insert(entry);
        self.everywhere.insert(entry) || is_crowd
    }

    pub(super) fn visit(&self, listed: &Listed<'_>, sought: Sought, found: &mut impl FnMut(Found)) {
        if !self.is_used {
            return;
        }
        let asking = Entry::new(listed.slot, None, listed.reach);
        let is_placed = listed.place().is_some();
        if sought.sharing_nothing {
            let list = if is_placed {
                &self.nowhere
            } else {
                &self.everywhere
            };
            return list.visit(&asking, sought.before, f32::INFINITY, found);
        }
        for shared in shared_by(listed.record) {
            let sharing = self.sharing.get(&shared).into_iter().flatten();
            for entry in
                sharing.filter(|entry| sought.before.is_none_or(|before| entry.slot < before))
            {
                if entry.overlaps(&asking) && !(is_placed && entry.is_placed()) {
                    found(Found::Mention(entry.slot));
                }
            }
        }
    }
}

fn shared_by(record: &Record) -> impl Iterator<Item = Shared> {
    let sides = record
        .sides
        .into_iter()
        .flatten()
        .map(|term| Shared::Side(term.family));
    sides.chain(record.words().map(Shared::Words))
}
