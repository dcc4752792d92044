//! The incidents of one part: each mention in canonical order joins the incident that it fits best or founds one.
//!
//! A part is settled by itself, from its mentions alone: what stands in other parts, and in which order all arrived,
//! cannot matter.

mod repair;
mod shortlist;

use smallvec::{SmallVec, smallvec};

use super::{Doubt, Unsure, bound::Bound};
use crate::{
    match_bits::MatchBits,
    profile::{Context, Profile, Weighed},
};
use shortlist::{CROWDED, Shortlist};

/// A mention of a part by its place in it.
type At = u32;

/// The incidents of a part.
#[derive(Debug, Default)]
pub(super) struct Settled {
    /// Mentions of each incident, by their places in the part, ascending.
    pub(super) incidents: Vec<SmallVec<[At; 4]>>,
    /// What a person should look at; mentions by their places in the part.
    pub(super) unsure: Vec<Unsure>,
    /// Whether there were so many incidents that some mention was not compared with each.
    pub(super) is_bounded: bool,
}

/// How well an incident fits.
#[derive(Debug, Clone, Copy)]
struct Fit {
    incident: u32,
    bits: MatchBits,
    total: f64,
}

/// The best and the second-best incident.
#[derive(Debug, Clone, Copy, Default)]
struct BestTwo {
    best: Option<Fit>,
    second: Option<Fit>,
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

struct Part<'p> {
    mentions: &'p [Weighed<'p>],
    context: &'p Context<'p>,
    bound: Bound,
    incidents: Vec<Option<Profile>>,
    members: Vec<SmallVec<[At; 4]>>,
    home: Vec<u32>,
    unsure: Vec<Unsure>,
    /// Mentions whose place is looked at again by the repair.
    loose: Vec<At>,
    /// What joined an incident last, and is not yet part of its profile.
    pending: Option<(u32, Profile)>,
    /// Once there are very many incidents.
    shortlist: Option<Shortlist>,
}

/// Settles the mentions of a part, which stand in canonical order, within what people decided about them.
pub(super) fn settle(mentions: &[Weighed<'_>], bound: Bound, context: &Context<'_>) -> Settled {
    if let [one, other] = mentions
        && bound.is_empty()
        && context.rules.assign.join >= context.rules.assign.attach
    {
        return settle_pair(*one, *other, context);
    }
    settle_many(mentions, bound, context)
}

fn settle_many(mentions: &[Weighed<'_>], bound: Bound, context: &Context<'_>) -> Settled {
    let mut part = Part {
        mentions,
        context,
        bound,
        incidents: Vec::new(),
        members: Vec::new(),
        home: vec![u32::MAX; mentions.len()],
        unsure: Vec::new(),
        loose: Vec::new(),
        pending: None,
        shortlist: None,
    };
    for at in 0..u32::try_from(mentions.len()).unwrap_or(u32::MAX) {
        // A group is taken where its first mention stands.
        let group = part.bound.group_of(at).map(SmallVec::from_slice);
        let unit: SmallVec<[At; 4]> = group.unwrap_or_else(|| SmallVec::from_elem(at, 1));
        if unit.first() == Some(&at) {
            part.assign(&unit);
        }
    }
    // A crowded part is not repaired: what it weighs is bounded.
    if !part.loose.is_empty() && part.shortlist.is_none() {
        part.repair();
    }
    part.finish()
}

/// Settles two mentions about which nobody decided, as many are settled: there is nothing to repair.
fn settle_pair(one: Weighed<'_>, other: Weighed<'_>, context: &Context<'_>) -> Settled {
    let assign = &context.rules.assign;
    let bits = Profile::of(one, context).bits(&Profile::of(other, context), context);
    let total = bits.map(|bits| bits.total().0);
    let joins = |least: f64| total.is_some_and(|total| total >= least);
    let is_one = joins(assign.attach);
    let doubt = if is_one {
        (!joins(assign.attach + assign.sure)).then_some(Doubt::Weak)
    } else {
        let nearly = total.is_some_and(|total| total > assign.attach - assign.sure);
        nearly.then_some(Doubt::NearMiss)
    };
    let unsure = doubt.zip(bits).map(|(doubt, bits)| Unsure {
        record: 1,
        incident: 0,
        bits,
        doubt,
    });
    Settled {
        incidents: if is_one {
            vec![smallvec![0, 1]]
        } else {
            vec![smallvec![0], smallvec![1]]
        },
        unsure: unsure.into_iter().collect(),
        is_bounded: false,
    }
}

impl Part<'_> {
    fn profile_of(&self, at: At) -> Profile {
        Profile::of(self.mentions[at as usize], self.context)
    }

    fn assign(&mut self, unit: &[At]) {
        let Some((at, profile)) = self.profile_of_unit(unit) else {
            return;
        };
        self.take_in_pending();
        let found = self.best_two(&profile, unit, None);
        let attach = self.context.rules.assign.attach;
        match found.best {
            Some(best) if best.total >= attach => {
                self.doubt_link(at, best, found.second);
                self.house(unit, best.incident);
                self.pending = Some((best.incident, profile));
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
    fn profile_of_unit(&self, unit: &[At]) -> Option<(At, Profile)> {
        let mut profiles = unit.iter().map(|at| self.profile_of(*at));
        let mut whole = profiles.next()?;
        profiles.for_each(|profile| whole.merge(&profile, self.context));
        unit.first().map(|at| (*at, whole))
    }

    /// The incidents that fit a profile of some mentions best, leaving one out and those that they may not be in.
    fn best_two(&self, profile: &Profile, mentions: &[At], but: Option<u32>) -> BestTwo {
        let mut found = BestTwo::default();
        let first = mentions
            .first()
            .and_then(|at| self.mentions.get(*at as usize));
        if let (Some(shortlist), Some(first)) = (&self.shortlist, first) {
            for incident in shortlist.of(*first, self.incidents.len()) {
                self.compare(incident, profile, mentions, but, &mut found);
            }
            return found;
        }
        for incident in 0..u32::try_from(self.incidents.len()).unwrap_or(u32::MAX) {
            self.compare(incident, profile, mentions, but, &mut found);
        }
        found
    }

    fn compare(
        &self,
        incident: u32,
        profile: &Profile,
        mentions: &[At],
        but: Option<u32>,
        found: &mut BestTwo,
    ) {
        let Some(Some(other)) = self.incidents.get(incident as usize) else {
            return;
        };
        if Some(incident) == but || !self.bound.allows(mentions, incident, &self.home) {
            return;
        }
        if let Some(bits) = other.bits(profile, self.context) {
            let total = bits.total().0;
            found.offer(Fit {
                incident,
                bits,
                total,
            });
        }
    }

    fn found(&mut self, mentions: &[At], profile: Profile) {
        let incident = u32::try_from(self.incidents.len()).unwrap_or(u32::MAX);
        self.incidents.push(Some(profile));
        self.members.push(SmallVec::new());
        self.house(mentions, incident);
    }

    fn attach(&mut self, mentions: &[At], profile: &Profile, incident: u32) {
        self.take_in(incident, profile);
        self.house(mentions, incident);
    }

    fn house(&mut self, mentions: &[At], incident: u32) {
        self.members[incident as usize].extend_from_slice(mentions);
        for mention in mentions {
            self.home[*mention as usize] = incident;
        }
        match &mut self.shortlist {
            Some(shortlist) => {
                for mention in mentions {
                    shortlist.note(self.mentions[*mention as usize], incident);
                }
            }
            None if self.incidents.len() > CROWDED => self.shortlist = Some(self.listed_so_far()),
            None => {}
        }
    }

    fn listed_so_far(&self) -> Shortlist {
        let mut shortlist = Shortlist::default();
        for (mention, home) in self.mentions.iter().zip(&self.home) {
            if *home != u32::MAX {
                shortlist.note(*mention, *home);
            }
        }
        shortlist
    }

    /// Takes in what joined last: after the last mention of a part nobody looks at its incident again.
    fn take_in_pending(&mut self) {
        if let Some((incident, profile)) = self.pending.take() {
            self.take_in(incident, &profile);
        }
    }

    fn take_in(&mut self, incident: u32, profile: &Profile) {
        if let Some(whole) = &mut self.incidents[incident as usize] {
            whole.merge(profile, self.context);
        }
    }

    fn doubt_link(&mut self, at: At, best: Fit, second: Option<Fit>) {
        let assign = &self.context.rules.assign;
        let margin = second.map_or(f64::INFINITY, |second| best.total - second.total);
        if margin.min(best.total - assign.attach) < assign.loose {
            self.loose.push(at);
        }
        let doubt = if margin < assign.margin {
            Doubt::CloseSecond
        } else if best.total < assign.attach + assign.sure {
            Doubt::Weak
        } else {
            return;
        };
        self.doubt(at, best, doubt);
    }

    fn doubt_refusal(&mut self, at: At, best: Option<Fit>) {
        let assign = &self.context.rules.assign;
        if let Some(best) = best.filter(|best| best.total > assign.attach - assign.sure) {
            self.loose.push(at);
            self.doubt(at, best, Doubt::NearMiss);
        }
    }

    fn doubt(&mut self, record: At, best: Fit, doubt: Doubt) {
        let members = &self.members[best.incident as usize];
        let incident = members.iter().copied().min().unwrap_or(0);
        self.unsure.push(Unsure {
            record,
            incident,
            bits: best.bits,
            doubt,
        });
    }

    /// The incidents in order of their first mention.
    fn finish(self) -> Settled {
        let mut incidents = self.members;
        incidents.retain(|members| !members.is_empty());
        for members in &mut incidents {
            members.sort_unstable();
        }
        incidents.sort_unstable();
        Settled {
            incidents,
            unsure: self.unsure,
            is_bounded: self.shortlist.is_some(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        link::sample::{CLAIMS, Sample, WEIGHTS},
        link_rules::LinkRules,
    };

    #[test]
    fn two_mentions_are_settled_as_many_are() {
        for (name, text) in [("weights.toml", WEIGHTS), ("claims.toml", CLAIMS)] {
            let rules = LinkRules::from_toml(name, text).expect("they ship");
            let sample = Sample::of(60, &rules);
            let context = sample.context(&rules);
            let mut joined = 0;
            for (a, b) in (0..60).flat_map(|a| (0..a).map(move |b| (a, b))) {
                let pair = [sample.weighed(b), sample.weighed(a)];
                let quickly = settle(&pair, Bound::default(), &context);
                let fully = settle_many(&pair, Bound::default(), &context);
                assert_eq!(quickly.incidents, fully.incidents, "{a} {b}");
                assert_eq!(quickly.unsure, fully.unsure, "{a} {b}");
                joined += usize::from(fully.incidents.len() == 1);
            }
            assert!(joined > 20, "{name}: {joined}");
        }
    }
}
