//! The state of a linkage: mentions that arrive in any order, and the incidents that they come to.

mod batch;
mod explain;
mod late;

use std::collections::BTreeMap;

use h3o::CellIndex;

use super::{
    Bounds, Linked, Members, Unsure,
    bound::Bound,
    neighbours::{Found, Listed, Neighbours, Reach, Sought},
    pair::{DayGaps, weighs},
    settle::settle,
    wordings::Wordings,
};
use crate::{
    background::{Background, Hint, Weights, cell_of, fitted_on},
    link_rules::LinkRules,
    parts::Parts,
    profile::{Context, Dates, Frame, Weighed, WeighedTerm, weighed_terms},
    record::Record,
};

/// Mentions with the incidents that they belong to. However they arrived, the incidents are those of a full replay.
///
/// A mention is called by its position in order of arrival; where all came at once, in the order in which they came.
/// Inside it has a slot: those that came at once are kept so that neighbours in place and time lie side by side.
#[derive(Debug)]
pub struct Linkage<'r> {
    rules: &'r LinkRules,
    records: Vec<Record>,
    /// The position of each slot, and the slot of each position.
    positions: Vec<u32>,
    slots: Vec<u32>,
    cells: Vec<Option<CellIndex>>,
    weights: Vec<Weights>,
    wordings: Wordings,
    /// Slots in canonical order.
    order: Vec<u32>,
    background: Background,
    frame: Frame,
    gaps: DayGaps,
    neighbours: Neighbours,
    parts: Parts,
    bound: Bound,
    /// The first mention, in canonical order, of the incident of each.
    homes: Vec<u32>,
    /// What a person should look at, by the first mention of a part.
    unsure: BTreeMap<u32, Vec<Unsure>>,
    /// Sizes of the parts that were not compared in full, by their first mention.
    bounded: BTreeMap<u32, u32>,
}

impl<'r> Linkage<'r> {
    /// No mentions yet.
    #[must_use]
    pub fn new(rules: &'r LinkRules) -> Self {
        Self::of(Vec::new(), &Bounds::default(), rules)
    }

    /// Adds a mention; what it touches is settled anew.
    pub fn add(&mut self, record: Record) {
        let slot = self.push(record);
        let at = self.rank_of(slot);
        let is_last = at == self.order.len();
        self.order.insert(at, slot);
        let fitted = fitted_on(self.order.len());
        // A report changes how rare its words are for all others.
        let is_worded =
            self.rules.text.is_some() && self.records[slot as usize].wording().is_some();
        let is_refitted = fitted_on(self.order.len() - 1) != fitted || at < fitted;
        if is_worded {
            return self.replay();
        }
        if is_refitted && !is_last {
            return self.refit(slot);
        }
        if is_refitted || self.neighbours.is_new_level(&self.listed(slot)) {
            return self.replay();
        }
        self.weigh(slot);
        if self
            .neighbours
            .insert(&listed(&self.records, &self.cells, self.rules, slot))
        {
            return self.replay();
        }
        let touched = self.connect(slot);
        for root in touched {
            self.forget(root);
        }
        self.settle_part(slot);
    }

    /// What people decided about the mentions, in place of what they had decided before.
    pub fn bind(&mut self, bounds: &Bounds) {
        self.bound = Bound::of(bounds, &self.slots);
        self.replay();
    }

    /// The incidents, and what a person should look at.
    #[must_use]
    pub fn linked(&self) -> Linked {
        let mut places: Vec<u32> = vec![u32::MAX; self.records.len()];
        let mut incidents: Vec<Members> = Vec::new();
        for slot in &self.order {
            let home = self.homes[*slot as usize] as usize;
            if places[home] == u32::MAX {
                places[home] = u32::try_from(incidents.len()).unwrap_or(u32::MAX);
                incidents.push(Members::new());
            }
            incidents[places[home] as usize].push(self.positions[*slot as usize]);
        }
        let unsure = self.unsure.values().flatten().map(|unsure| Unsure {
            record: self.positions[unsure.record as usize],
            incident: self.positions[unsure.incident as usize],
            ..*unsure
        });
        let mut unsure: Vec<Unsure> = unsure.collect();
        let key = |unsure: &Unsure| {
            self.record(unsure.record)
                .map(|one| (one.published, &one.id))
        };
        unsure.sort_by(|a, b| key(a).cmp(&key(b)));
        Linked {
            incidents,
            unsure,
            bounded: self.bounded.values().sum(),
        }
    }

    /// The mention at a position; `None` where there is none.
    #[must_use]
    pub fn record(&self, position: u32) -> Option<&Record> {
        let slot = self.slots.get(position as usize)?;
        self.records.get(*slot as usize)
    }

    fn context(&self) -> Context<'_> {
        let vocabulary = self.wordings.vocabulary();
        Context::new(&self.background, vocabulary, self.frame, self.rules)
    }

    fn push(&mut self, record: Record) -> u32 {
        let slot = u32::try_from(self.records.len()).unwrap_or(u32::MAX);
        self.cells.push(record.position.and_then(cell_of));
        self.weights.push(Weights::default());
        self.records.push(record);
        self.positions.push(slot);
        self.slots.push(slot);
        self.parts.add();
        self.homes.push(slot);
        slot
    }

    /// Where a mention stands in canonical order among the others.
    fn rank_of(&self, slot: u32) -> usize {
        let record = &self.records[slot as usize];
        self.order
            .partition_point(|other| self.records[*other as usize].canonical_cmp(record).is_lt())
    }

    fn listed(&self, slot: u32) -> Listed<'_> {
        listed(&self.records, &self.cells, self.rules, slot)
    }

    fn weigh(&mut self, slot: u32) {
        let at = slot as usize;
        self.weights[at] = self.background.weigh(
            &self.records[at],
            self.cells[at],
            self.rules,
            &mut Hint::default(),
        );
    }

    fn weighed(&self, slot: u32) -> Weighed<'_> {
        let at = slot as usize;
        Weighed {
            record: &self.records[at],
            weights: &self.weights[at],
            worded: self.wordings.of(slot),
        }
    }

    /// Joins a mention with the parts of those that it may be one incident with; gives the roots that these had.
    fn connect(&mut self, slot: u32) -> Vec<u32> {
        let found = self.pairs_of(slot);
        let mut touched: Vec<u32> = found.iter().map(|other| self.parts.root(*other)).collect();
        touched.push(self.parts.root(slot));
        touched.sort_unstable();
        touched.dedup();
        for other in found {
            self.parts.join(slot, other);
        }
        touched
    }

    /// Mentions that a mention may be one incident with, one for each part of theirs at least.
    fn pairs_of(&mut self, slot: u32) -> Vec<u32> {
        let mut parts = std::mem::take(&mut self.parts);
        let mut roots: Vec<u32> = Vec::new();
        let mut found: Vec<u32> = Vec::new();
        let pairing = self.pairing();
        let mut find = |one: Found| {
            let (other, is_crowd) = one.slot();
            let root = parts.root(other);
            let is_new = other != slot && !roots.contains(&root);
            if is_new && (is_crowd || pairing.is_one(slot, other)) {
                roots.push(root);
                found.push(other);
            }
        };
        let sharing_nothing = pairing.can_share_nothing(slot);
        self.neighbours
            .visit(&self.listed(slot), sharing_nothing, &mut find);
        if let Some(worded) = self.wordings.of(slot) {
            self.wordings
                .visit(worded, self.rules, |other| find(Found::Mention(other)));
        }
        self.parts = parts;
        if let Some(group) = self.bound.group_of(slot) {
            found.extend(group);
        }
        found
    }

    fn pairing(&self) -> Pairing<'_> {
        Pairing {
            linkage: self,
            context: self.context(),
            at_least: self.rules.assign.attach - self.rules.assign.reach,
        }
    }

    /// Forgets what was said of a part.
    fn forget(&mut self, root: u32) {
        self.unsure.remove(&root);
        self.bounded.remove(&root);
    }

    /// Settles the part of a mention.
    fn settle_part(&mut self, slot: u32) {
        let root = self.parts.root(slot);
        let mut members: Vec<u32> = self.parts.members(slot).collect();
        members.sort_unstable_by(|a, b| {
            self.records[*a as usize].canonical_cmp(&self.records[*b as usize])
        });
        self.settle_members(root, &members);
    }

    /// Settles a part whose mentions stand in canonical order.
    fn settle_members(&mut self, root: u32, members: &[u32]) {
        let weighed: Vec<Weighed<'_>> = members.iter().map(|slot| self.weighed(*slot)).collect();
        let settled = settle(&weighed, self.bound.within(members), &self.context());
        for incident in &settled.incidents {
            let Some(first) = incident.first() else {
                continue;
            };
            for at in incident {
                self.homes[members[*at as usize] as usize] = members[*first as usize];
            }
        }
        if !settled.unsure.is_empty() {
            let unsure = settled.unsure.into_iter().map(|unsure| Unsure {
                record: members[unsure.record as usize],
                incident: members[unsure.incident as usize],
                ..unsure
            });
            self.unsure.insert(root, unsure.collect());
        }
        if settled.is_bounded {
            let size = u32::try_from(members.len()).unwrap_or(u32::MAX);
            self.bounded.insert(root, size);
        }
    }
}

/// A mention as it is listed.
fn listed<'m>(
    records: &'m [Record],
    cells: &[Option<CellIndex>],
    rules: &LinkRules,
    slot: u32,
) -> Listed<'m> {
    let record = &records[slot as usize];
    Listed {
        slot,
        record,
        cell: cells[slot as usize],
        reach: reach_of(record, rules),
    }
}

fn reach_of(record: &Record, rules: &LinkRules) -> Reach {
    Dates::reach_of(record.days?, &rules.day)
}

/// Whether two mentions may be one incident.
struct Pairing<'l> {
    linkage: &'l Linkage<'l>,
    context: Context<'l>,
    /// Bits that a pair weighs at least.
    at_least: f64,
}

impl Pairing<'_> {
    fn is_one(&self, slot: u32, other: u32) -> bool {
        let (one, other) = (self.linkage.weighed(slot), self.linkage.weighed(other));
        weighs(one, other, self.at_least, &self.linkage.gaps, &self.context)
    }

    fn can_share_nothing(&self, slot: u32) -> bool {
        let mention = self.linkage.weighed(slot);
        can_share_nothing(mention, self.at_least, &self.linkage.gaps, &self.context)
    }
}

/// Whether a mention can weigh enough with another that shares neither a side nor the words with it, where one of
/// the two has no place.
fn can_share_nothing(
    mention: Weighed<'_>,
    at_least: f64,
    gaps: &DayGaps,
    context: &Context<'_>,
) -> bool {
    let rules = context.rules;
    let [kind, _, _]: [Option<WeighedTerm>; 3] = weighed_terms(mention.record, mention.weights);
    let log_span = f64::midpoint(
        context.log_span(mention.weights),
        context.frame.longest_log_span,
    );
    let date = match gaps.most() {
        Some(agreement) if mention.record.days.is_some() => (agreement + log_span).max(0.0),
        _ => 0.0,
    };
    let killed = match mention.record.killed {
        Some(killed) => 1.5 - context.numbers.share(killed).log2(),
        None => 0.0,
    };
    // As pairs are weighed, no value says more than one over its own share.
    let kind = kind.map_or(0.0, |kind| (1.0 / kind.share() + 1.0).log2());
    let prior = match mention.worded {
        Some(_) => context.frame.prior.max(context.frame.prior_of_reports),
        None => context.frame.prior,
    };
    let together = (prior + date).min(rules.assign.together_at_most);
    together + kind + killed >= at_least - 0.1
}
