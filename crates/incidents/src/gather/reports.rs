//! Whole reports as linking knows them: what each is mainly about, and those in which no claim was read.
//!
//! A report is mainly about what it tells first. Its wording weighs for that mention alone: what it recalls further
//! down is worded by what it is about. A report without a claim of a happening is known by its wording alone: it can join
//! an incident, where it changes nothing, and founds none.

use std::collections::{BTreeMap, BTreeSet};

use marsad_domain::{Incident, Kilometres, ReportHash, ReportHead};

use super::Known;
use crate::{
    bundle::{Mention, Names},
    canonical::{Placed, availability},
    link::Linkage,
    match_bits::MatchBits,
    record::{DayRange, InReport, Record, Wording},
    structured::day_number,
    voice::Originals,
};

/// Whether each mention is what its report is mainly about: the first of the report.
pub(super) fn mains(mentions: &[Mention], ordered: &[Placed<'_>]) -> Vec<bool> {
    let mut heard: BTreeSet<ReportHash> = BTreeSet::new();
    let mut is_main = |mention: &Mention| {
        let mut claims = mention.iter().map(|at| ordered[*at].claim.report_hash);
        let is_first = claims.next().is_some_and(|report| heard.insert(report));
        heard.extend(claims);
        is_first
    };
    mentions.iter().map(&mut is_main).collect()
}

/// The reports without a claim of a happening, but for those that copy another.
pub(super) fn silent_reports<'a>(
    ordered: &[Placed<'_>],
    mentions: &[Mention],
    originals: &Originals,
    known: &Known<'a>,
) -> Vec<&'a ReportHead> {
    let claims = mentions.iter().flatten();
    let heard: BTreeSet<ReportHash> = claims.map(|at| ordered[*at].claim.report_hash).collect();
    let silent = known
        .heads
        .values()
        .filter(|head| !heard.contains(&head.hash));
    silent.filter(|head| !originals.is_copy(head)).collect()
}

/// A report without a claim, and why it belongs to an incident.
#[derive(Debug)]
pub(super) struct Joined {
    report: String,
    bits: MatchBits,
}

impl Joined {
    /// Adds the report to its incident.
    pub(super) fn add_to(self, incident: &mut Incident) {
        for list in [&mut incident.reports, &mut incident.main_reports] {
            list.push(self.report.clone());
            list.sort_unstable();
            list.dedup();
        }
        let line = format!("{}: {}", self.report, self.bits.explain());
        incident.links.push(line);
    }
}

/// The reports without a claim that are worded as an incident is, by its place in the list; they change nothing in it.
pub(super) fn join_silent(
    silent: &[&ReportHead],
    (linkage, firsts): (&Linkage<'_>, &BTreeMap<u32, usize>),
    known: &Known<'_>,
    names: &mut Names,
) -> BTreeMap<usize, Vec<Joined>> {
    let mut joined: BTreeMap<usize, Vec<Joined>> = BTreeMap::new();
    for head in silent {
        let Some(record) = silent_record(head, known, names) else {
            continue;
        };
        let Some((first, bits)) = linkage.fits(&record).into_iter().next() else {
            continue;
        };
        if let Some(home) = firsts.get(&first)
            && bits.total().0 >= known.rules.link.assign.attach
        {
            let report = head.name.clone();
            joined
                .entry(*home)
                .or_default()
                .push(Joined { report, bits });
        }
    }
    joined
}

pub(super) fn wording_of(
    head: &ReportHead,
    known: &Known<'_>,
    names: &mut Names,
) -> Option<Wording> {
    let words = known.words.get(&head.hash)?;
    let day = day_number(availability(head, known.zone).1)?;
    Some(Wording {
        words: words.clone(),
        source: names.number(&format!("source {}", head.source)),
        day,
    })
}

/// A report in which no claim was read: all that is known is how it is worded, and when it came out.
fn silent_record(head: &ReportHead, known: &Known<'_>, names: &mut Names) -> Option<Record> {
    let wording = wording_of(head, known, names)?;
    let open_days = known.rules.counting.open_days.max(0);
    Some(Record {
        id: format!("{} {:016} -", head.hash, 0).into(),
        published: availability(head, known.zone).0.as_second(),
        days: Some(DayRange::new(wording.day - open_days, wording.day)),
        is_day_stated: false,
        position: None,
        radius: Kilometres(known.rules.counting.radius_km.country),
        kind: None,
        sides: [None, None],
        killed: None,
        source: None,
        in_report: Some(Box::new(InReport {
            report: Some(names.number(&format!("report {}", head.hash))),
            words: None,
            wording: Some(wording),
        })),
    })
}

/// The names of the reports that are mainly about each list of claims: those whose first claim stands in it.
pub(super) fn main_reports(members: &[Vec<usize>], ordered: &[Placed<'_>]) -> Vec<Vec<String>> {
    let mut firsts: BTreeMap<ReportHash, (usize, usize)> = BTreeMap::new();
    for (home, claims) in members.iter().enumerate() {
        for at in claims {
            let first = firsts
                .entry(ordered[*at].claim.report_hash)
                .or_insert((*at, home));
            *first = (*first).min((*at, home));
        }
    }
    let mut reports: Vec<Vec<String>> = vec![Vec::new(); members.len()];
    for (at, home) in firsts.into_values() {
        reports[home].push(ordered[at].head.name.clone());
    }
    for names in &mut reports {
        names.sort_unstable();
        names.dedup();
    }
    reports
}
