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
struct Joined {
    report: String,
    bits: MatchBits,
}

/// The reports that are mainly about an incident.
#[derive(Debug, Default)]
pub(super) struct About {
    /// Those with claims of it, by their names.
    main: Vec<String>,
    /// Those without.
    silent: Vec<Joined>,
}

impl About {
    /// Names the reports in their incident.
    pub(super) fn add_to(self, incident: &mut Incident) {
        incident.main_reports = self.main;
        for joined in self.silent {
            incident.reports.push(joined.report.clone());
            incident.main_reports.push(joined.report.clone());
            let line = format!("{}: {}", joined.report, joined.bits.explain());
            incident.links.push(line);
        }
        for list in [&mut incident.reports, &mut incident.main_reports] {
            list.sort_unstable();
            list.dedup();
        }
    }
}

/// The reports that are mainly about each list of claims: those whose first claim stands in it.
pub(super) fn about(members: &[Vec<usize>], ordered: &[Placed<'_>]) -> Vec<About> {
    let mut firsts: BTreeMap<ReportHash, (usize, usize)> = BTreeMap::new();
    for (home, claims) in members.iter().enumerate() {
        for at in claims {
            let first = firsts
                .entry(ordered[*at].claim.report_hash)
                .or_insert((*at, home));
            *first = (*first).min((*at, home));
        }
    }
    let mut about: Vec<About> = members.iter().map(|_| About::default()).collect();
    for (at, home) in firsts.into_values() {
        about[home].main.push(ordered[at].head.name.clone());
    }
    about
}

/// Adds the reports without a claim to the incidents that are worded as they are; they change nothing in them.
pub(super) fn join_silent(
    about: &mut [About],
    silent: &[&ReportHead],
    (linkage, firsts): (&Linkage<'_>, &BTreeMap<u32, usize>),
    known: &Known<'_>,
    names: &mut Names,
) {
    for head in silent {
        let Some(record) = silent_record(head, known, names) else {
            continue;
        };
        let best = linkage.fits(&record).into_iter().next();
        let attach = known.rules.link.assign.attach;
        if let Some((first, bits)) = best.filter(|(_, bits)| bits.total().0 >= attach)
            && let Some(about) = firsts.get(&first).and_then(|home| about.get_mut(*home))
        {
            let report = head.name.clone();
            about.silent.push(Joined { report, bits });
        }
    }
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
