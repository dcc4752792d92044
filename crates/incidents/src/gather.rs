//! From claims to incidents and totals.

use std::collections::{BTreeMap, BTreeSet};

use jiff::tz::TimeZone;
use marsad_domain::{
    Actors, Claim, ClaimId, ClaimUse, Counted, Incident, IncidentId, IncidentStatus, ReportHash,
    ReportHead, Rulings, Sources, Stance, Total, UsedAs, When, WhenKind,
};
use marsad_places::Gazetteer;

use crate::{
    bundle::{Mention, Names, is_of_a_happening, main_place, mentions_of, record_of},
    canonical::{Placed, in_order},
    counting_rules::IncidentRules,
    figures::{Spoken, count},
    link::{Bounds, Linkage, Linked},
    match_bits::MatchBits,
    total::{Ground, TotalQuestion, totals},
    voice::{Originals, lineage_of},
};

/// What is known besides the claims.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    /// The reports that the claims stand in.
    pub heads: &'a BTreeMap<ReportHash, ReportHead>,
    /// Who publishes, how reliable, copying whom.
    pub sources: &'a Sources,
    /// Who is part of whom.
    pub actors: &'a Actors,
    /// What lies in what.
    pub gazetteer: &'a Gazetteer,
    /// What people decided about the claims.
    pub rulings: &'a Rulings,
    /// How to link and to count.
    pub rules: &'a IncidentRules,
    /// The time zone of local days.
    pub zone: &'a TimeZone,
}

/// A link, or the lack of one, that a person should look at.
#[derive(Debug, Clone, PartialEq)]
pub struct Grey {
    /// The claim.
    pub claim: ClaimId,
    /// The incident in question, where there is one.
    pub incident: Option<IncidentId>,
    /// What each field weighed.
    pub bits: Option<MatchBits>,
    /// Why, in a sentence fragment.
    pub reason: String,
}

/// What follows from the claims.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Gathered {
    /// Incidents in canonical order of their first claims; then the claims that a person rejected, each by itself.
    pub incidents: Vec<Incident>,
    /// One total for everything that is counted.
    pub totals: Vec<Total>,
    /// What a person should look at.
    pub grey: Vec<Grey>,
}

/// Gathers claims into incidents, and totals over all of them. The order of `claims` does not matter.
#[must_use]
pub fn gather(claims: &[Claim], known: &Known<'_>) -> Gathered {
    gather_for(claims, known, &TotalQuestion::default())
}

/// Gathers claims into incidents, and totals as they are asked for. The order of `claims` does not matter.
#[must_use]
pub fn gather_for(claims: &[Claim], known: &Known<'_>, question: &TotalQuestion) -> Gathered {
    let (all, without_report) = in_order(claims, known.heads, known.zone);
    let originals = Originals::of(&all, &known.rules.counting.speakers);
    let (rejected, ordered): (Vec<Placed<'_>>, Vec<Placed<'_>>) = all
        .into_iter()
        .partition(|placed| known.rulings.rejected.contains(&placed.claim.id));
    let mentions = mentions_of(&ordered, &originals, known);
    let mut names = Names::default();
    let records: Vec<_> = mentions
        .iter()
        .filter_map(|mention| {
            let claims: Vec<&Placed<'_>> = mention.iter().map(|at| &ordered[*at]).collect();
            record_of(&claims, known, &mut names)
        })
        .collect();
    let bounds = bounds_of(&mentions, &ordered, known.rulings);
    let linkage = Linkage::of(records, &bounds, &known.rules.link);
    let linked = linkage.linked();
    let mut members: Vec<Vec<usize>> = linked
        .incidents
        .iter()
        .map(|incident| {
            incident
                .iter()
                .flat_map(|at| mentions[*at as usize].iter().copied())
                .collect()
        })
        .collect();
    let mut grey = Vec::new();
    let mut answering = Answering {
        ordered: &ordered,
        originals: &originals,
        known,
        grey: &mut grey,
    };
    answering.attach(&mut members, &linked, &linkage, &mut names);
    for claims in &mut members {
        claims.sort_unstable();
    }
    let mut lines = link_lines(&linked, &linkage, &mentions, &ordered);
    let mut incidents: Vec<Incident> = members
        .iter()
        .zip(&linked.incidents)
        .filter_map(|(claims, incident)| {
            let why = incident
                .first()
                .and_then(|first| lines.remove(first))
                .unwrap_or_default();
            incident_of(claims, why, &ordered, &originals, known)
        })
        .collect();
    grey.extend(unsure_links(&linked, &mentions, &ordered));
    grey.extend(without_report.into_iter().map(|claim| Grey {
        claim: claim.id,
        incident: None,
        bits: None,
        reason: "its report is not there".to_owned(),
    }));
    let ground = Ground {
        incidents: &incidents,
        ordered: &ordered,
        originals: &originals,
        known,
        linked: &linked,
        bounds: &bounds,
        mentions: &mentions,
        members: &members,
    };
    let totals = totals(&ground, question);
    incidents.extend(
        rejected
            .iter()
            .filter(|placed| placed.claim.is_asserted() && is_of_a_happening(&placed.claim.body))
            .filter_map(|placed| rejected_incident(placed, &originals, known)),
    );
    Gathered {
        incidents,
        totals,
        grey,
    }
}

/// What people decided about claims, as the bounds of their mentions.
fn bounds_of(mentions: &[Mention], ordered: &[Placed<'_>], rulings: &Rulings) -> Bounds {
    if rulings.same.is_empty() && rulings.apart.is_empty() {
        return Bounds::default();
    }
    let homes: BTreeMap<ClaimId, u32> = (0u32..)
        .zip(mentions)
        .flat_map(|(home, mention)| mention.iter().map(move |at| (ordered[*at].claim.id, home)))
        .collect();
    let mut union = Union::default();
    for group in &rulings.same {
        let mut mentions = group.iter().filter_map(|claim| homes.get(claim).copied());
        if let Some(first) = mentions.next() {
            mentions.for_each(|other| union.join(first, other));
        }
    }
    let apart = rulings.apart.iter().filter_map(|(one, other)| {
        let (one, other) = (*homes.get(one)?, *homes.get(other)?);
        (union.root(one) != union.root(other)).then_some((one, other))
    });
    Bounds {
        apart: apart.collect(),
        together: union.groups(),
    }
}

/// Mentions that belong together: groups that share a mention are one, for two claims of one mention may have been
/// put into two groups.
#[derive(Debug, Default)]
struct Union {
    parents: BTreeMap<u32, u32>,
}

impl Union {
    fn root(&self, mut at: u32) -> u32 {
        while let Some(parent) = self.parents.get(&at).filter(|parent| **parent != at) {
            at = *parent;
        }
        at
    }

    /// The smaller root stays, and both mentions hang from it directly.
    fn join(&mut self, one: u32, other: u32) {
        let (a, b) = (self.root(one), self.root(other));
        for at in [one, other, a, b] {
            self.parents.insert(at, a.min(b));
        }
    }

    fn groups(&self) -> Vec<Vec<u32>> {
        let mut groups: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for at in self.parents.keys() {
            groups.entry(self.root(*at)).or_default().push(*at);
        }
        groups
            .into_values()
            .filter(|group| group.len() > 1)
            .collect()
    }
}

/// A claim that does not count, as what it told of: without numbers.
fn rejected_incident(
    placed: &Placed<'_>,
    originals: &Originals,
    known: &Known<'_>,
) -> Option<Incident> {
    let ordered = std::slice::from_ref(placed);
    let incident = incident_of(&[0], Vec::new(), ordered, originals, known)?;
    let uses = incident.arithmetic.into_iter().map(|one| ClaimUse {
        used_as: UsedAs::Ignored,
        reason: "a person rejected it".to_owned(),
        ..one
    });
    Some(Incident {
        status: IncidentStatus::Rejected,
        killed: None,
        injured: None,
        missing: None,
        detained: None,
        of_them: Vec::new(),
        counted: Vec::new(),
        arithmetic: uses.collect(),
        ..incident
    })
}

/// The id of the incident whose first claim is this one.
#[must_use]
pub fn incident_id(first: &ClaimId) -> IncidentId {
    IncidentId::of("incident", &[first.as_bytes()])
}

/// Denials and retractions: they join what they answer and found nothing.
struct Answering<'a, 'g> {
    ordered: &'a [Placed<'a>],
    originals: &'a Originals,
    known: &'a Known<'a>,
    grey: &'g mut Vec<Grey>,
}

impl Answering<'_, '_> {
    fn attach(
        &mut self,
        members: &mut [Vec<usize>],
        linked: &Linked,
        linkage: &Linkage<'_>,
        names: &mut Names,
    ) {
        let firsts: BTreeMap<u32, usize> = linked
            .incidents
            .iter()
            .enumerate()
            .filter_map(|(home, incident)| Some((*incident.first()?, home)))
            .collect();
        let answers: Vec<usize> = self
            .ordered
            .iter()
            .enumerate()
            .filter(|(_, placed)| matches!(placed.claim.stance, Stance::Denied | Stance::Retracted))
            .filter(|(_, placed)| is_of_a_happening(&placed.claim.body))
            .map(|(at, _)| at)
            .collect();
        let ordered = self.ordered;
        let homes: BTreeMap<ClaimId, usize> = members
            .iter()
            .enumerate()
            .flat_map(|(home, claims)| claims.iter().map(move |at| (ordered[*at].claim.id, home)))
            .collect();
        let groups: BTreeMap<ClaimId, usize> = (self.known.rulings.same.iter().enumerate())
            .flat_map(|(at, group)| group.iter().map(move |claim| (*claim, at)))
            .collect();
        for at in answers {
            let placed = &self.ordered[at];
            let decided = groups.get(&placed.claim.id).and_then(|at| {
                let group = self.known.rulings.same.get(*at)?;
                group.iter().find_map(|claim| homes.get(claim).copied())
            });
            let answered = placed
                .claim
                .answers
                .and_then(|claim| homes.get(&claim).copied());
            let home = decided
                .or(answered)
                .or_else(|| self.best_home(placed, members, &firsts, linkage, names));
            match home.and_then(|home| members.get_mut(home)) {
                Some(claims) => claims.push(at),
                None => self.grey.push(Grey {
                    claim: placed.claim.id,
                    incident: None,
                    bits: None,
                    reason: "it denies or takes back something that no incident tells".to_owned(),
                }),
            }
        }
    }

    /// The incident that a denial fits best; a retraction answers only its own voice.
    fn best_home(
        &self,
        placed: &Placed<'_>,
        members: &[Vec<usize>],
        firsts: &BTreeMap<u32, usize>,
        linkage: &Linkage<'_>,
        names: &mut Names,
    ) -> Option<usize> {
        let mut record = record_of(&[placed], self.known, names)?;
        record.killed = None;
        record.report = None;
        record.position?;
        let voice = self.originals.voice_of(placed).source;
        let may_answer = |home: usize| {
            let mut others = members[home].iter().map(|at| &self.ordered[*at]);
            let is_apart = |other: &Placed<'_>| {
                let rulings = self.known.rulings;
                rulings.keeps_apart(other.claim.id, placed.claim.id)
            };
            let is_its_voice = placed.claim.stance == Stance::Denied
                || others
                    .clone()
                    .any(|other| self.originals.voice_of(other).source == voice);
            is_its_voice && !others.any(is_apart)
        };
        let attach = self.known.rules.link.assign.attach;
        linkage
            .fits(&record)
            .into_iter()
            .filter(|(_, bits)| bits.total().0 >= attach)
            .filter_map(|(first, _)| firsts.get(&first).copied())
            .find(|home| may_answer(*home))
    }
}

pub(crate) fn incident_of(
    claims: &[usize],
    why: Vec<String>,
    ordered: &[Placed<'_>],
    originals: &Originals,
    known: &Known<'_>,
) -> Option<Incident> {
    let spoken: Vec<Spoken<'_>> = claims
        .iter()
        .map(|at| Spoken {
            placed: ordered[*at],
            voice: originals.voice_of(&ordered[*at]),
        })
        .collect();
    let asserted = || {
        spoken
            .iter()
            .map(|one| &one.placed)
            .filter(|placed| placed.claim.is_asserted())
    };
    let first = asserted().next()?;
    let counts = count(&spoken, known);
    let reports: BTreeSet<&str> = spoken
        .iter()
        .map(|one| one.placed.claim.report.as_str())
        .collect();
    let range = |of| counts.ranges.get(&of).copied();
    let is_verified = asserted().any(|placed| known.rulings.accepted.contains(&placed.claim.id));
    let status = if is_verified {
        IncidentStatus::Verified
    } else if counts.is_disputed {
        IncidentStatus::Disputed
    } else if counts.roots.len() > 1 {
        IncidentStatus::Corroborated
    } else {
        IncidentStatus::Reported
    };
    Some(Incident {
        id: incident_id(&first.claim.id),
        reports: reports.into_iter().map(str::to_owned).collect(),
        claims: spoken.iter().map(|one| one.placed.claim.id).collect(),
        kind: first.claim.body.kind().to_owned(),
        sub_event: asserted().find_map(|placed| match placed.claim.body {
            marsad_domain::Body::Happening { sub_event } => Some(sub_event),
            _ => None,
        }),
        place: best_place(asserted()),
        when: best_time(asserted(), first, known),
        status,
        lineages: counts.roots.len(),
        lineage_ids: counts.roots.iter().map(lineage_of).collect(),
        actors: actors_of(asserted()),
        killed: range(Counted::Killed),
        injured: range(Counted::Injured),
        missing: range(Counted::Missing),
        detained: range(Counted::Detained),
        of_them: counts.classes,
        wording: counts.wording,
        counted: counts.numbers,
        arithmetic: counts.arithmetic,
        links: why,
    })
}

/// The most precise place, the first on a tie.
fn best_place<'a>(claims: impl Iterator<Item = &'a Placed<'a>>) -> Option<marsad_domain::PlaceRef> {
    let places: Vec<_> = claims
        .flat_map(|placed| placed.claim.r#where.iter().cloned())
        .collect();
    main_place(&places).and_then(|place| place.place.clone())
}

/// The shortest stated time, the first on a tie; where none is stated, the day of the first report or before.
fn best_time<'a>(
    claims: impl Iterator<Item = &'a Placed<'a>>,
    first: &Placed<'_>,
    known: &Known<'_>,
) -> When {
    let stated = claims
        .map(|placed| &placed.claim.when)
        .filter(|when| when.kind() == WhenKind::Event)
        .filter_map(|when| {
            let (earliest, latest) = (when.earliest()?, when.latest()?);
            Some((latest.since(earliest).ok()?.get_days(), when))
        });
    stated.min_by_key(|(days, _)| *days).map_or_else(
        || {
            if first.claim.when.latest().is_some() {
                first.claim.when.clone()
            } else {
                let day = first
                    .head
                    .published
                    .map_or(first.day, |at| at.day(known.zone));
                When::until(day, WhenKind::Publication, None)
            }
        },
        |(_, when)| when.clone(),
    )
}

fn actors_of<'a>(claims: impl Iterator<Item = &'a Placed<'a>>) -> Vec<marsad_domain::ActorId> {
    let ids: BTreeSet<_> = claims
        .flat_map(|placed| &placed.claim.actors)
        .filter_map(|actor| actor.id.clone())
        .collect();
    ids.into_iter().collect()
}

/// One line for every mention that joined, by the first mention of its incident.
fn link_lines(
    linked: &Linked,
    linkage: &Linkage<'_>,
    mentions: &[Mention],
    ordered: &[Placed<'_>],
) -> BTreeMap<u32, Vec<String>> {
    let mut lines: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    for link in linked
        .incidents
        .iter()
        .flat_map(|incident| linkage.links(incident))
    {
        let claim = ordered[mentions[link.record as usize][0]].claim.id.short();
        let decided = if link.is_decided {
            "decided by a person; "
        } else {
            ""
        };
        let line = match link.bits {
            Some(bits) => format!("{claim}: {decided}{}", bits.explain()),
            None => format!("{claim}: {decided}brought together by a later mention"),
        };
        lines.entry(link.incident).or_default().push(line);
    }
    lines
}

fn unsure_links(linked: &Linked, mentions: &[Mention], ordered: &[Placed<'_>]) -> Vec<Grey> {
    let claim = |record: u32| ordered[mentions[record as usize][0]].claim.id;
    let firsts: BTreeMap<u32, u32> = linked
        .incidents
        .iter()
        .flat_map(|members| members.iter().map(|record| (*record, members[0])))
        .collect();
    linked
        .unsure
        .iter()
        .map(|unsure| Grey {
            claim: claim(unsure.record),
            incident: firsts
                .get(&unsure.incident)
                .map(|first| incident_id(&claim(*first))),
            bits: Some(unsure.bits),
            reason: unsure.doubt.reason().to_owned(),
        })
        .collect()
}
