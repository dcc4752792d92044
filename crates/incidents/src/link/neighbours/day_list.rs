//! Mentions of one cell by the days on which they can have happened.

use marsad_domain::Position;

use super::Reach;

/// A mention as it is listed: what tells most others apart without looking it up. There are several for each mention of
/// a record, so it is kept in twenty bytes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::link) struct Entry {
    first: i32,
    pub(in crate::link) slot: u32,
    lat: f32,
    lon: f32,
    /// Days after the first on which it can still have happened.
    more_days: u16,
    /// In hundredths of a km, rounded up.
    radius: u16,
}

/// Stands for a mention without a usable place: no distance rules it out.
const ANYWHERE: u16 = u16::MAX;

/// The first day of a mention that says nothing of its days.
const UNDATED: i32 = i32::MIN;

/// What a visit finds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::link) enum Found {
    /// A mention.
    Mention(u32),
    /// So many mentions on the same days that they are taken as one: any of them.
    Crowd(u32),
}

impl Found {
    /// The mention, and whether it stands for a crowd.
    pub(in crate::link) fn slot(self) -> (u32, bool) {
        match self {
            Self::Mention(slot) => (slot, false),
            Self::Crowd(slot) => (slot, true),
        }
    }
}

/// So many mentions of a cell on the same days are a crowd.
const CROWD: usize = 4096;

/// Kilometres in one degree of latitude.
const KM_PER_DEGREE: f32 = 111.195_08;

impl Entry {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a metre is precise enough to leave out what is far"
    )]
    pub(super) fn new(slot: u32, place: Option<(Position, f64)>, reach: Reach) -> Self {
        let (first, more_days) = match reach {
            Some((first, last)) => (first.max(UNDATED + 1), last.abs_diff(first)),
            None => (UNDATED, 0),
        };
        let (lat, lon, radius) = match place {
            Some((at, km)) => (at.lat(), at.lon(), (km * 100.0).ceil() as u16),
            None => (0.0, 0.0, ANYWHERE),
        };
        Self {
            first,
            slot,
            lat: lat as f32,
            lon: lon as f32,
            more_days: u16::try_from(more_days).unwrap_or(u16::MAX),
            radius,
        }
    }

    pub(super) fn first(&self) -> i32 {
        self.first
    }

    pub(super) fn is_dated(&self) -> bool {
        self.first != UNDATED
    }

    pub(super) fn last(&self) -> i32 {
        if self.is_dated() {
            self.first.saturating_add(i32::from(self.more_days))
        } else {
            i32::MAX
        }
    }

    fn days(&self) -> (i32, i32) {
        (self.first, self.last())
    }

    pub(super) fn overlaps(&self, other: &Self) -> bool {
        self.first <= other.last() && other.first <= self.last()
    }

    pub(super) fn is_placed(&self) -> bool {
        self.radius != ANYWHERE
    }

    fn key(&self) -> (i32, i32, u32) {
        (self.first, self.last(), self.slot)
    }

    /// Whether the distance does not rule the two out for certain: so many deviations, and a little more for numbers
    /// kept short.
    pub(super) fn may_be_near(&self, other: &Self, deviations: f32) -> bool {
        if self.radius == ANYWHERE || other.radius == ANYWHERE {
            return true;
        }
        let north = (self.lat - other.lat) * KM_PER_DEGREE;
        let mut east = (self.lon - other.lon).abs();
        if east > 180.0 {
            east = 360.0 - east;
        }
        let far = self.lat.abs().max(other.lat.abs());
        // The cosine by its tangent from below; near a pole nothing is ruled out.
        let east = east * KM_PER_DEGREE * (1.0 - far / 90.0);
        let km = |entry: &Self| f32::from(entry.radius) / 100.0;
        let limit = deviations * deviations * (km(self).powi(2) + km(other).powi(2));
        north * north + east * east <= limit * 1.01 + 0.01
    }
}

/// Entries in order of their first day.
#[derive(Debug, Default)]
pub(super) struct DayList {
    entries: Vec<Entry>,
    /// How many entries without days stand first.
    undated: u32,
    /// Most days between the first and the last of an entry with days.
    longest: i32,
    /// Days on which there is a crowd; nearly always none.
    crowds: Option<Box<[(i32, i32)]>>,
}

impl DayList {
    pub(super) fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// How many entries without days stand first.
    pub(super) fn undated(&self) -> usize {
        self.undated as usize
    }

    /// Most days between the first and the last of an entry with days.
    pub(super) fn longest(&self) -> i32 {
        self.longest
    }

    pub(super) fn has_crowds(&self) -> bool {
        self.crowds.is_some()
    }

    /// Adds an entry without keeping the order: `sort` must follow.
    pub(super) fn push(&mut self, entry: Entry) {
        self.entries.push(entry);
    }

    pub(super) fn sort(&mut self) {
        self.entries.shrink_to_fit();
        self.entries.sort_unstable_by_key(Entry::key);
        let dated = self.entries.iter().filter(|entry| entry.is_dated());
        self.longest = dated
            .map(|entry| i32::from(entry.more_days))
            .max()
            .unwrap_or(0);
        let undated = self.entries.partition_point(|entry| !entry.is_dated());
        self.undated = u32::try_from(undated).unwrap_or(u32::MAX);
        if self.entries.len() > CROWD {
            let runs = self.entries.chunk_by(|a, b| a.days() == b.days());
            let crowds: Vec<_> = runs
                .filter(|run| run.len() > CROWD)
                .filter_map(|run| run.first().map(Entry::days))
                .collect();
            self.crowds = (!crowds.is_empty()).then(|| crowds.into_boxed_slice());
        }
    }

    /// Adds an entry in order; `true` where that makes a crowd, after which all must be visited anew.
    pub(super) fn insert(&mut self, entry: Entry) -> bool {
        let at = self
            .entries
            .partition_point(|other| other.key() < entry.key());
        self.entries.insert(at, entry);
        if entry.is_dated() {
            self.longest = self.longest.max(i32::from(entry.more_days));
        } else {
            self.undated += 1;
        }
        let is_same = |other: &&Entry| other.days() == entry.days();
        let after = self.entries[at..].iter().take_while(is_same);
        let before = self.entries[..at].iter().rev().take_while(is_same);
        let run = before.take(CROWD + 1).count() + after.take(CROWD + 1).count();
        if run > CROWD && !self.is_crowd(&entry) {
            let mut crowds = self.crowds.take().unwrap_or_default().into_vec();
            crowds.push(entry.days());
            self.crowds = Some(crowds.into_boxed_slice());
            return true;
        }
        false
    }

    fn is_crowd(&self, entry: &Entry) -> bool {
        let crowds = self.crowds.as_ref();
        crowds.is_some_and(|crowds| crowds.contains(&entry.days()))
    }

    /// Calls `found` for every entry, of a slot before one where that is given, whose days overlap with those of a
    /// mention and which is not too far from it; in a crowd, whatever its slot.
    pub(super) fn visit(
        &self,
        asking: &Entry,
        before: Option<u32>,
        deviations: f32,
        found: &mut impl FnMut(Found),
    ) {
        if self.crowds.is_some() {
            self.visit_crowded(0, self.undated as usize, asking, found);
            return self.visit_crowded(self.start(asking), self.entries.len(), asking, found);
        }
        let before = before.unwrap_or(u32::MAX);
        self.visit_near(asking, deviations, |entry| {
            if entry.slot < before {
                found(Found::Mention(entry.slot));
            }
        });
    }

    /// The same for entries of any slot, and each by itself also in a crowd.
    pub(super) fn visit_each(
        &self,
        asking: &Entry,
        deviations: f32,
        found: &mut impl FnMut(Found),
    ) {
        self.visit_near(asking, deviations, |entry| {
            found(Found::Mention(entry.slot));
        });
    }

    /// Where the entries with days begin that can overlap with those of a mention.
    fn start(&self, asking: &Entry) -> usize {
        let undated = self.undated as usize;
        let from = asking.first.saturating_sub(self.longest);
        undated + self.entries[undated..].partition_point(|entry| entry.first < from)
    }

    fn visit_near(&self, asking: &Entry, deviations: f32, mut found: impl FnMut(&Entry)) {
        if self.entries.is_empty() {
            return;
        }
        let near =
            |entry: &&Entry| entry.last() >= asking.first && entry.may_be_near(asking, deviations);
        let undated = self.entries[..self.undated as usize].iter();
        undated.filter(near).for_each(&mut found);
        let dated = self.entries[self.start(asking)..].iter();
        dated
            .take_while(|entry| entry.first <= asking.last())
            .filter(near)
            .for_each(found);
    }

    fn visit_crowded(
        &self,
        start: usize,
        end: usize,
        asking: &Entry,
        found: &mut impl FnMut(Found),
    ) {
        let mut at = start;
        while let Some(one) = self.entries[..end].get(at)
            && one.first <= asking.last()
        {
            let run = self.entries[at..end].partition_point(|other| other.days() <= one.days());
            if one.last() >= asking.first {
                if self.is_crowd(one) {
                    found(Found::Crowd(one.slot));
                } else {
                    for other in &self.entries[at..at + run] {
                        found(Found::Mention(other.slot));
                    }
                }
            }
            at += run;
        }
    }
}
