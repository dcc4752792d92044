//! The greedy pass in canonical order.

use super::{Bounds, Doubt, Link, Linked, Unsure, bound::Bound, candidates::Candidates};
use crate::{
    frequency::Frequencies,
    link_rules::LinkRules,
    match_bits::MatchBits,
    profile::{Context, Dates, NumberShares, Numbers, Profile, Tally},
    record::Record,
};

/// The state of a run.
pub(super) struct Assignment<'r> {
    pub(super) records: &'r [Record],
    pub(super) rules: &'r LinkRules,
    frequencies: Frequencies,
    numbers: NumberShares,
    pub(super) candidates: Candidates,
    pub(super) incidents: Vec<Option<Profile>>,
    pub(super) members: Vec<Vec<u32>>,
    pub(super) home: Vec<u32>,
    pub(super) bound: Bound,
    unsure: Vec<Unsure>,
}

/// How well an incident fits.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fit {
    pub(super) incident: u32,
    pub(super) bits: MatchBits,
    pub(super) total: f64,
}

/// The best and the second-best incident.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct BestTwo {
    pub(super) best: Option<Fit>,
    pub(super) second: Option<Fit>,
}

impl BestTwo {
    fn offer(&mut self, fit: Fit) {
        if is_better(&fit, self.best.as_ref()) {
            self.second = self.best;
            self.best = Some(fit);
        } else if is_better(&fit, self.second.as_ref()) {
            self.second = Some(fit);
        }
    }
}

/// More bits, or as many and the earlier incident.
fn is_better(fit: &Fit, than: Option<&Fit>) -> bool {
    than.is_none_or(|than| {
        fit.total > than.total || (fit.total >= than.total && fit.incident < than.incident)
    })
}

impl<'r> Assignment<'r> {
    pub(super) fn new(records: &'r [Record], bounds: &Bounds, rules: &'r LinkRules) -> Self {
        let frequencies = Frequencies::of(records, rules);
        let numbers = NumberShares::new(
            records.iter().filter_map(|record| record.killed),
            rules.killed,
        );
        let some_have_no_place = records.iter().any(|record| {
            record.position.is_none() || crate::profile::level_of(record.radius.0).is_none()
        });
        Self {
            records,
            rules,
            frequencies,
            numbers,
            candidates: Candidates::new(some_have_no_place),
            incidents: Vec::new(),
            members: Vec::new(),
            home: vec![u32::MAX; records.len()],
            bound: Bound::of(bounds),
            unsure: Vec::new(),
        }
    }

    pub(super) fn context(&self) -> Context<'_> {
        let mentions = u32::try_from(self.records.len()).unwrap_or(u32::MAX).max(2);
        Context {
            rules: self.rules,
            numbers: &self.numbers,
            span_days: self.frequencies.span_days(),
            prior: self.rules.assign.more_mentions - f64::from(mentions).log2(),
        }
    }

    /// What one mention looks like by itself.
    pub(super) fn profile_of(&self, record: &Record) -> Profile {
        let rules = self.rules;
        let tally = |field, rules| Tally::of(self.frequencies.weigh(record, field, rules));
        Profile {
            spot: self.frequencies.spot(record, rules),
            dates: record.days.and_then(|days| Dates::of(days, &rules.day)),
            kind: tally(0, &rules.kind),
            sides: [tally(1, &rules.actor), tally(2, &rules.actor)],
            killed: Numbers::of(record.killed, &self.numbers),
            reports: record.report.into_iter().collect(),
            words: record.words.into_iter().collect(),
        }
    }

    pub(super) fn assign_all(&mut self) {
        for at in 0..u32::try_from(self.records.len()).unwrap_or(u32::MAX) {
            let unit = self.bound.group_of(at).map_or(vec![at], <[u32]>::to_vec);
            // A group is taken where its first mention stands.
            if unit.first() == Some(&at) {
                self.assign(&unit);
            }
        }
    }

    fn assign(&mut self, unit: &[u32]) {
        let Some((at, profile)) = self.profile_of_unit(unit) else {
            return;
        };
        let found = self.best_two(&profile, unit, None);
        match found.best {
            Some(best) if best.total >= self.rules.assign.attach => {
                self.doubt_link(at, best, found.second);
                self.attach(unit, &profile, best.incident);
                if let Some(second) = found.second {
                    self.join_if_one(best.incident, second.incident);
                }
            }
            best => {
                self.doubt_refusal(at, best);
                self.found(unit, profile);
            }
        }
    }

    /// The first mention of some that belong together, and what they look like as one.
    fn profile_of_unit(&self, unit: &[u32]) -> Option<(u32, Profile)> {
        let context = self.context();
        let mut profiles = unit
            .iter()
            .map(|at| self.profile_of(&self.records[*at as usize]));
        let mut whole = profiles.next()?;
        profiles.for_each(|profile| whole.merge(&profile, &context));
        unit.first().map(|at| (*at, whole))
    }

    /// The incidents that fit a profile of some mentions best, leaving one out and those that they may not be in.
    pub(super) fn best_two(
        &mut self,
        profile: &Profile,
        records: &[u32],
        but: Option<u32>,
    ) -> BestTwo {
        let mut candidates = std::mem::take(&mut self.candidates);
        let mut found = BestTwo::default();
        let context = self.context();
        candidates.visit(profile, self.incidents.len(), |incident| {
            let Some(Some(other)) = self.incidents.get(incident as usize) else {
                return;
            };
            if Some(incident) == but || !self.bound.allows(records, incident, &self.home) {
                return;
            }
            if let Some(bits) = other.bits(profile, &context) {
                found.offer(Fit {
                    incident,
                    bits,
                    total: bits.total().0,
                });
            }
        });
        self.candidates = candidates;
        found
    }

    pub(super) fn found(&mut self, records: &[u32], profile: Profile) {
        let incident = u32::try_from(self.incidents.len()).unwrap_or(u32::MAX);
        self.candidates.insert(incident, &profile);
        self.incidents.push(Some(profile));
        self.members.push(Vec::new());
        self.house(records, incident);
    }

    pub(super) fn attach(&mut self, records: &[u32], profile: &Profile, incident: u32) {
        self.take_in(incident, profile);
        self.house(records, incident);
    }

    fn house(&mut self, records: &[u32], incident: u32) {
        self.members[incident as usize].extend(records);
        for record in records {
            self.home[*record as usize] = incident;
        }
    }

    pub(super) fn take_in(&mut self, incident: u32, profile: &Profile) {
        let Some(mut merged) = self.incidents[incident as usize].take() else {
            return;
        };
        let before = merged.spot;
        merged.merge(profile, &self.context());
        if Candidates::has_moved(before, merged.spot) {
            self.candidates.insert(incident, &merged);
        }
        self.incidents[incident as usize] = Some(merged);
    }

    fn doubt_link(&mut self, record: u32, best: Fit, second: Option<Fit>) {
        let margin = second.map_or(f64::INFINITY, |second| best.total - second.total);
        let doubt = if margin < self.rules.assign.margin {
            Doubt::CloseSecond
        } else if best.total < self.rules.assign.attach + self.rules.assign.sure {
            Doubt::Weak
        } else {
            return;
        };
        let incident = self.first_of(best.incident);
        self.unsure.push(Unsure {
            record,
            incident,
            bits: best.bits,
            doubt,
        });
    }

    fn doubt_refusal(&mut self, record: u32, best: Option<Fit>) {
        if let Some(best) = best
            && best.total > self.rules.assign.attach - self.rules.assign.sure
        {
            let incident = self.first_of(best.incident);
            self.unsure.push(Unsure {
                record,
                incident,
                bits: best.bits,
                doubt: Doubt::NearMiss,
            });
        }
    }

    fn first_of(&self, incident: u32) -> u32 {
        self.members[incident as usize]
            .iter()
            .copied()
            .min()
            .unwrap_or(0)
    }

    /// The incidents in order of their first mention, with the bits of every link.
    pub(super) fn finish(mut self) -> Linked {
        let mut incidents: Vec<Vec<u32>> = std::mem::take(&mut self.members)
            .into_iter()
            .filter(|members| !members.is_empty())
            .collect();
        for members in &mut incidents {
            members.sort_unstable();
        }
        incidents.sort_unstable();
        let links = incidents
            .iter()
            .flat_map(|members| self.explain(members))
            .collect();
        Linked {
            incidents,
            links,
            unsure: self.unsure,
        }
    }

    /// The bits of each mention against those before it.
    fn explain(&self, members: &[u32]) -> Vec<Link> {
        let Some((first, rest)) = members.split_first() else {
            return Vec::new();
        };
        let context = self.context();
        let mut links = Vec::with_capacity(rest.len());
        if rest.is_empty() {
            return links;
        }
        let mut so_far = self.profile_of(&self.records[*first as usize]);
        for record in rest {
            let profile = self.profile_of(&self.records[*record as usize]);
            links.push(Link {
                record: *record,
                incident: *first,
                bits: so_far.bits(&profile, &context),
                is_decided: self
                    .bound
                    .group_of(*record)
                    .is_some_and(|group| group.first() != Some(record)),
            });
            so_far.merge(&profile, &context);
        }
        links
    }
}

/// How well a mention fits each incident, best first; those that place or day rule out are left out.
pub(super) fn fits(
    record: &Record,
    incidents: &[Vec<u32>],
    records: &[Record],
    rules: &LinkRules,
) -> Vec<(usize, MatchBits)> {
    let state = Assignment::new(records, &Bounds::default(), rules);
    let context = state.context();
    let mention = state.profile_of(record);
    let mut fits: Vec<(usize, MatchBits)> = incidents
        .iter()
        .enumerate()
        .filter_map(|(at, members)| {
            let mut profiles = members
                .iter()
                .filter_map(|at| records.get(*at as usize))
                .map(|r| state.profile_of(r));
            let mut whole = profiles.next()?;
            profiles.for_each(|profile| whole.merge(&profile, &context));
            whole.bits(&mention, &context).map(|bits| (at, bits))
        })
        .collect();
    fits.sort_by(|a, b| b.1.total().0.total_cmp(&a.1.total().0).then(a.0.cmp(&b.0)));
    fits
}
