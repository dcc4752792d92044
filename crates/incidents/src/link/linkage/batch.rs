//! Settling many mentions at once.

use std::collections::BTreeMap;

use h3o::CellIndex;

use super::{
    Background, Bound, Bounds, DayGaps, Found, Frame, Hint, LinkRules, Linkage, Neighbours, Parts,
    Record, Sought, Weights, Wordings, cell_of, fitted_on, listed,
};
use crate::{
    background::levels_of,
    permutation::{inverse, put_in_order},
    profile::level_of,
    record::DayRange,
};

impl<'r> Linkage<'r> {
    /// Links some mentions within what people decided: a group is taken as one mention at the place of its first, and
    /// two mentions that are apart never meet.
    #[must_use]
    pub fn of(records: Vec<Record>, bounds: &Bounds, rules: &'r LinkRules) -> Self {
        let mut linkage = Self::unsettled(records, bounds, rules);
        linkage.replay();
        linkage
    }

    /// The same for mentions to which none will be added: what finds neighbours is dropped before it is settled.
    pub(in crate::link) fn once(
        records: Vec<Record>,
        bounds: &Bounds,
        rules: &'r LinkRules,
    ) -> Self {
        let mut linkage = Self::unsettled(records, bounds, rules);
        linkage.connect_anew(false);
        linkage.neighbours = Neighbours::default();
        linkage.settle_all();
        linkage
    }

    fn unsettled(mut records: Vec<Record>, bounds: &Bounds, rules: &'r LinkRules) -> Self {
        let mut cells: Vec<Option<CellIndex>> = records
            .iter()
            .map(|record| record.position.and_then(cell_of))
            .collect();
        let mut in_order: Vec<u32> = (0..length(&records)).collect();
        in_order.sort_by(|a, b| records[*a as usize].canonical_cmp(&records[*b as usize]));
        let positions = by_place(&records, &cells);
        let slots = inverse(&positions);
        put_in_order(&positions, |a, b| {
            records.swap(a, b);
            cells.swap(a, b);
        });
        let background = Background::of(std::iter::empty(), Default::default(), rules);
        Self {
            rules,
            records,
            order: in_order
                .iter()
                .map(|position| slots[*position as usize])
                .collect(),
            bound: Bound::of(bounds, &slots),
            positions,
            slots,
            cells,
            weights: Vec::new(),
            background,
            frame: Frame::default(),
            gaps: DayGaps::new(&rules.day),
            wordings: Wordings::default(),
            neighbours: Neighbours::default(),
            parts: Parts::default(),
            homes: Vec::new(),
            unsure: BTreeMap::new(),
            bounded: BTreeMap::new(),
        }
    }

    /// The mentions by their positions.
    #[must_use]
    pub fn into_records(self) -> Vec<Record> {
        let Self {
            mut records, slots, ..
        } = self;
        put_in_order(&slots, |a, b| records.swap(a, b));
        records
    }

    /// Forgets everything but the mentions and what people decided, and settles all of them.
    pub(super) fn replay(&mut self) {
        self.connect_anew(true);
        self.settle_all();
    }

    /// Forgets everything but the mentions and what people decided, and connects those that may be one incident, so that
    /// others can be added afterwards or not.
    fn connect_anew(&mut self, can_grow: bool) {
        self.wordings = Wordings::of_all(&self.records, self.rules);
        self.fit();
        self.weights = vec![Weights::default(); self.records.len()];
        self.weigh_all();
        self.list_all(can_grow);
        self.connect_all();
    }

    /// Fits the background on the first mentions; gives the one that was there before.
    pub(super) fn fit(&mut self) -> Background {
        let fitted = fitted_on(self.order.len());
        let mut is_first = vec![false; self.records.len()];
        for slot in self.order.get(..fitted).unwrap_or_default() {
            is_first[*slot as usize] = true;
        }
        // In the order of the slots, in which they lie in memory.
        let mentions = self.records.iter().zip(&self.cells).zip(is_first);
        let mentions = mentions
            .filter(|(_, is_first)| *is_first)
            .map(|((record, cell), _)| (record, *cell));
        let levels = levels_of(self.records.iter());
        let fitted = Background::of(mentions, levels, self.rules);
        let before = std::mem::replace(&mut self.background, fitted);
        self.frame = Frame::of(&self.background, self.wordings.vocabulary(), self.rules);
        before
    }

    pub(super) fn weigh_all(&mut self) {
        let mut hint = Hint::default();
        for (weights, (record, cell)) in self
            .weights
            .iter_mut()
            .zip(self.records.iter().zip(&self.cells))
        {
            *weights = self.background.weigh(record, *cell, self.rules, &mut hint);
        }
    }

    fn list_all(&mut self, can_grow: bool) {
        let all = (0..length(&self.records))
            .map(|slot| listed(&self.records, &self.cells, self.rules, slot));
        let deviations = self.rules.place.furthest_deviations;
        self.neighbours = Neighbours::of(all, deviations, can_grow);
    }

    /// Joins every pair of mentions that may be one incident.
    fn connect_all(&mut self) {
        let mut parts = Parts::alone(length(&self.records));
        let pairing = self.pairing();
        let mut join = |slot: u32, one: Found| {
            let (other, is_crowd) = one.slot();
            let is_new = parts.root(other) != parts.root(slot);
            if is_new && (is_crowd || pairing.is_one(slot, other)) {
                parts.join(slot, other);
            }
        };
        self.neighbours.each_pair(&mut join);
        if self.neighbours.has_unplaced() || self.rules.text.is_some() {
            for slot in 0..length(&self.records) {
                self.visit_beyond_places(slot, pairing.can_share_nothing(slot), |one| {
                    join(slot, one);
                });
            }
        }
        for group in self.bound.groups() {
            for other in group {
                parts.join(group[0], *other);
            }
        }
        self.parts = parts;
    }

    /// Calls `found` for mentions of slots before one that place and day do not bring together with it.
    fn visit_beyond_places(&self, slot: u32, sharing_nothing: bool, mut found: impl FnMut(Found)) {
        let sought = Sought {
            before: Some(slot),
            sharing_nothing,
        };
        self.neighbours
            .visit_unplaced(&self.listed(slot), sought, &mut found);
        if let Some(worded) = self.wordings.of(slot) {
            self.wordings.visit(worded, self.rules, |other| {
                if other < slot {
                    found(Found::Mention(other));
                }
            });
        }
    }

    fn settle_all(&mut self) {
        self.homes = (0..length(&self.records)).collect();
        self.unsure.clear();
        self.bounded.clear();
        let mut ranks = vec![0; self.records.len()];
        for (rank, slot) in (0u32..).zip(&self.order) {
            ranks[*slot as usize] = rank;
        }
        let mut members: Vec<u32> = Vec::new();
        for slot in 0..length(&self.records) {
            // The root of a part is its smallest slot.
            if self.parts.root(slot) != slot || self.parts.is_alone(slot) {
                continue;
            }
            members.clear();
            members.extend(self.parts.members(slot));
            members.sort_unstable_by_key(|member| ranks[*member as usize]);
            self.settle_members(slot, &members);
        }
    }
}

/// The bits of a cell below the finest resolution at which mentions are kept: seven digits of three bits, all set.
const BELOW_FINEST: u64 = (1 << 21) - 1;

fn length(records: &[Record]) -> u32 {
    u32::try_from(records.len()).unwrap_or(u32::MAX)
}

/// Slots so that those near each other in place and time mostly follow one another.
fn by_place(records: &[Record], cells: &[Option<CellIndex>]) -> Vec<u32> {
    // As mentions of places are counted: by cell, level of precision and day. One number is sorted fastest; its last
    // bits are the slot.
    let mut keyed: Vec<u128> = (0u32..)
        .zip(records.iter().zip(cells))
        .map(|(slot, (record, cell))| {
            let level = level_of(record.radius.0).and_then(|level| u64::try_from(level).ok());
            let level = level.unwrap_or(BELOW_FINEST);
            let place = cell.map_or(0, u64::from) & !BELOW_FINEST | level;
            let day = record.days.map_or(i32::MIN, DayRange::start);
            let day = day.cast_unsigned() ^ i32::MIN.cast_unsigned();
            u128::from(place) << 64 | u128::from(day) << 32 | u128::from(slot)
        })
        .collect();
    keyed.sort_unstable();
    let slot = |key: u128| u32::try_from(key & u128::from(u32::MAX)).unwrap_or(u32::MAX);
    keyed.into_iter().map(slot).collect()
}
