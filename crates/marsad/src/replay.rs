//! From the ledger to what is known: reports and their current readings, cut at a state of knowledge.
//!
//! Incidents, control and totals are derived from this each time; nothing that is derived is kept.

use std::{collections::BTreeMap, mem, ops::Range};

use anyhow::Result;
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use marsad_decisions::{Decided, Waiting, Why, apply, chosen_readings};
use marsad_domain::{
    Claim, Decision, Digest32, Knowledge, LineageOf, Published, Reading, Report, ReportHash,
    ReportHead, Rulings, Source, SourceNote, Taken,
};
use marsad_ledger::{Entry, EntryKind, Sequence, Store, Visit};
use marsad_reports::{Dated, lineages};

use crate::{desk::Desk, entries::value_of, theatre_files::TheatreFiles};

/// Reports with the claims of their current readings: the last ones in the ledger.
///
/// All claims stand in one list, in the order of their readings: a record has millions, and they are held once.
#[derive(Debug, Clone, Default)]
pub(crate) struct ReadReports {
    reports: BTreeMap<ReportHash, ReadReport>,
    claims: Vec<Claim>,
    /// Readings that a later one of the same report replaced, by the hashes of their entries.
    replaced: BTreeMap<Digest32, ReadAs>,
}

#[derive(Debug, Clone)]
struct ReadReport {
    report: Report,
    /// The entry of its current reading, where it comes from a ledger.
    reading: Option<Digest32>,
    current: ReadAs,
}

/// What one reading made of a report.
#[derive(Debug, Clone, Default)]
struct ReadAs {
    /// Whether a reader could read it.
    is_read: bool,
    /// Where its claims stand.
    claims: Range<usize>,
}

impl ReadReports {
    /// Takes in a report; one that is there already stays.
    pub(crate) fn add(&mut self, report: Report) {
        self.reports.entry(report.hash).or_insert(ReadReport {
            report,
            reading: None,
            current: ReadAs::default(),
        });
    }

    /// Takes in a reading of a report; it replaces an earlier one.
    pub(crate) fn read(&mut self, reading: Reading) {
        self.read_as(None, reading);
    }

    /// Makes room for the claims of a reading, and for those to come if the ledger goes on as it did: growing in small
    /// steps would copy, and for a while hold, everything twice. `seen` of `all` entries were read.
    fn make_room(&mut self, more: usize, seen: u64, all: u64) {
        const FIRST: usize = 1 << 16;
        let needed = self.claims.len() + more;
        if needed <= self.claims.capacity() {
            return;
        }
        let to_come = (needed as u128 * u128::from(all) / u128::from(seen.max(1)))
            .try_into()
            .unwrap_or(usize::MAX);
        let room = needed.max(FIRST.max(needed.saturating_mul(4)).min(to_come));
        self.claims.reserve_exact(room - self.claims.len());
    }

    fn read_as(&mut self, entry: Option<Digest32>, reading: Reading) {
        if let Some(read) = self.reports.get_mut(&reading.report) {
            let from = self.claims.len();
            self.claims.extend(reading.claims);
            let new = ReadAs {
                is_read: !reading.unread,
                claims: from..self.claims.len(),
            };
            let before = mem::replace(&mut read.current, new);
            if let Some(replaced) = mem::replace(&mut read.reading, entry) {
                self.replaced.insert(replaced, before);
            }
        }
    }

    /// Makes the readings that people decided to go by the current ones. Gives the decisions whose reading is not there.
    fn choose(&mut self, taken: &[Taken]) -> Vec<Waiting> {
        let mut waiting = Vec::new();
        for (report, chosen) in chosen_readings(taken) {
            let Some(read) = self.reports.get_mut(&report) else {
                continue;
            };
            if read.reading == Some(chosen.reading) {
                continue;
            }
            match self.replaced.get(&chosen.reading) {
                Some(replaced) => read.current = replaced.clone(),
                None => waiting.push(Waiting {
                    decision: chosen.decision,
                    anchor: None,
                    claim: None,
                    why: Why::NoReading,
                }),
            }
        }
        waiting
    }

    /// Keeps the reports that `is_kept` says, with the claims of their current readings and no others.
    fn retain(&mut self, is_kept: impl Fn(&Report) -> bool) {
        self.reports.retain(|_, read| is_kept(&read.report));
        let mut is_current = vec![false; self.claims.len()];
        for read in self.reports.values() {
            is_current[read.current.claims.clone()].fill(true);
        }
        let mut is_current = is_current.into_iter();
        self.claims.retain(|_| is_current.next().unwrap_or(false));
    }
}

/// Everything that the ledger holds up to an instant.
#[derive(Debug, Clone)]
pub(crate) struct Replayed {
    /// The theatre.
    pub(crate) theatre: TheatreFiles,
    /// The reports.
    pub(crate) reports: ReadReports,
    /// The decisions in the order in which they were taken, each with its time.
    pub(crate) decisions: Vec<Taken>,
    /// What the desk says of sources, in the order in which it was said.
    pub(crate) sources: Vec<SourceNote>,
}

/// What the stages after reading work on.
#[derive(Debug, Clone, Default)]
pub(crate) struct Situation {
    /// The claims that stand, as decided, in canonical order: published, report hash, span start, claim id.
    pub(crate) claims: Vec<Claim>,
    /// The claims that a person rejected, in the same order.
    pub(crate) rejected: Vec<Claim>,
    /// What people decided about the claims.
    pub(crate) rulings: Rulings,
    /// The decisions that were known, in the order in which they were taken.
    pub(crate) decisions: Vec<Taken>,
    /// Decisions that wait for a person.
    pub(crate) queue: Vec<Waiting>,
    /// The heads of the reports, with their lineages.
    pub(crate) heads: BTreeMap<ReportHash, ReportHead>,
    /// The reports.
    pub(crate) reports: BTreeMap<ReportHash, Report>,
    /// How many reports no reader could read.
    pub(crate) unread: usize,
}

/// Replays a ledger. With [`Knowledge::Recorded`] entries of a later time are passed over.
pub(crate) fn replay(ledger: &impl Store, knowledge: &Knowledge, desk: &Desk) -> Result<Replayed> {
    let until = match knowledge {
        Knowledge::Recorded { instant } => *instant,
        Knowledge::Everything | Knowledge::Known { .. } => Timestamp::MAX,
    };
    let head = ledger.head()?;
    let mut found = Found {
        entries: head.map_or(0, |head| head.sequence.get()),
        ..Found::default()
    };
    let mut failure = None;
    ledger.scan(Sequence::FIRST, &mut |entry| {
        if entry.header.time > until {
            return Visit::Continue(());
        }
        match found.take(entry) {
            Ok(()) => Visit::Continue(()),
            Err(error) => {
                failure = Some(error);
                Visit::Break(())
            }
        }
    })?;
    failure.map_or(Ok(()), Err)?;
    let theatre = found.theatre;
    let theatre = theatre.ok_or_else(|| match knowledge {
        Knowledge::Recorded { instant } => desk.refuse("nothing-recorded", &[("instant", instant)]),
        Knowledge::Everything | Knowledge::Known { .. } => desk.refuse("no-theatre-in-record", &[]),
    })?;
    Ok(Replayed {
        theatre,
        reports: found.reports,
        decisions: found.decisions,
        sources: found.sources,
    })
}

/// What a replay has met so far.
#[derive(Default)]
struct Found {
    /// How many entries there are.
    entries: u64,
    theatre: Option<TheatreFiles>,
    reports: ReadReports,
    decisions: Vec<Taken>,
    sources: Vec<SourceNote>,
}

impl Found {
    fn take(&mut self, entry: &Entry) -> Result<()> {
        match entry.header.kind {
            EntryKind::Theatre => self.theatre = value_of(entry)?.or(self.theatre.take()),
            EntryKind::Report => {
                if let Some(report) = value_of::<Report>(entry)? {
                    self.reports.add(report);
                }
            }
            EntryKind::Reading => {
                if let Some(reading) = value_of::<Reading>(entry)? {
                    let id = Digest32::new(*entry.hash.as_bytes());
                    let seen = entry.header.sequence.get();
                    self.reports
                        .make_room(reading.claims.len(), seen, self.entries);
                    self.reports.read_as(Some(id), reading);
                }
            }
            EntryKind::Decision => self.decisions.extend(decision_of(entry)?),
            EntryKind::Source => self.sources.extend(value_of::<SourceNote>(entry)?),
            // These change no answer.
            EntryKind::Publication | EntryKind::KeyEvent => {}
        }
        Ok(())
    }
}

/// A decision; nothing where the entry is the removal of another's words, or lost its own.
fn decision_of(entry: &Entry) -> Result<Option<Taken>> {
    if entry.header.redacts.is_some() {
        return Ok(None);
    }
    let decision = value_of::<Decision>(entry)?;
    Ok(decision.map(|decision| Taken {
        id: Digest32::new(*entry.hash.as_bytes()),
        number: entry.header.sequence.get(),
        decision,
    }))
}

impl Replayed {
    /// The sources as the desk sees them, over those of the theatre, as known.
    pub(crate) fn known_sources(&self, knowledge: &Knowledge, zone: &TimeZone) -> Vec<Source> {
        let known = self
            .sources
            .iter()
            .filter(|note| counts(note.at, knowledge, zone));
        known.map(|note| note.source.clone()).collect()
    }

    /// Keeps what could be known, and puts it in order.
    pub(crate) fn into_situation(self, knowledge: &Knowledge, zone: &TimeZone) -> Situation {
        situation(self.reports, self.decisions, knowledge, zone)
    }
}

/// What the stages after reading work on, of some reports at a state of knowledge.
pub(crate) fn situation(
    mut reports: ReadReports,
    mut decisions: Vec<Taken>,
    knowledge: &Knowledge,
    zone: &TimeZone,
) -> Situation {
    decisions.retain(|taken| counts(taken.decision.at, knowledge, zone));
    let without_reading = reports.choose(&decisions);
    reports.retain(|report| is_known(report, knowledge, zone));
    let ReadReports {
        reports: known,
        mut claims,
        ..
    } = reports;
    let lineages = lineages_of(known.values().map(|read| &read.report), zone);
    let (mut heads, mut reports) = (BTreeMap::new(), BTreeMap::new());
    let mut unread = 0;
    for (hash, read) in known {
        if let Some(lineage) = lineages.get(&hash) {
            heads.insert(hash, read.report.head(*lineage));
        }
        unread += usize::from(!read.current.is_read);
        reports.insert(hash, read.report);
    }
    let order = order_of(heads.values(), zone);
    let mut last = (None, None);
    claims.sort_by_cached_key(|claim: &Claim| {
        if last.0 != Some(claim.report_hash) {
            last = (
                Some(claim.report_hash),
                order.get(&claim.report_hash).copied(),
            );
        }
        (last.1, claim.quote.span.start(), claim.id)
    });
    let Decided {
        claims,
        rulings,
        mut queue,
    } = apply(claims, &decisions);
    queue.extend(without_reading);
    let (rejected, claims) = part(claims, &rulings);
    Situation {
        claims,
        rejected,
        rulings,
        decisions,
        queue,
        heads,
        reports,
        unread,
    }
}

/// Where each report stands among the others: by when it was available, then by its hash.
fn order_of<'a>(
    heads: impl Iterator<Item = &'a ReportHead>,
    zone: &TimeZone,
) -> BTreeMap<ReportHash, u32> {
    let mut dated: Vec<_> = heads
        .map(|head| (available(head.published, head.received, zone), head.hash))
        .collect();
    dated.sort_unstable();
    let hashes = dated.into_iter().map(|(_, hash)| hash);
    hashes.zip(0..).collect()
}

/// The rejected claims, and those that stand.
fn part(mut claims: Vec<Claim>, rulings: &Rulings) -> (Vec<Claim>, Vec<Claim>) {
    if rulings.rejected.is_empty() {
        return (Vec::new(), claims);
    }
    let rejected = claims
        .extract_if(.., |claim| rulings.rejected.contains(&claim.id))
        .collect();
    (rejected, claims)
}

/// Whether what the desk said at an instant counts: said by the end of the local day that is asked for, or seen with
/// hindsight.
fn counts(at: Timestamp, knowledge: &Knowledge, zone: &TimeZone) -> bool {
    match knowledge {
        Knowledge::Known {
            day,
            with_hindsight: false,
        } => at.to_zoned(zone.clone()).date() <= *day,
        Knowledge::Known { .. } | Knowledge::Everything | Knowledge::Recorded { .. } => true,
    }
}

/// Whether a report could be known: available by the end of the local day that is asked for.
fn is_known(report: &Report, knowledge: &Knowledge, zone: &TimeZone) -> bool {
    match knowledge {
        Knowledge::Known { day, .. } => day_of(report, zone) <= *day,
        Knowledge::Everything | Knowledge::Recorded { .. } => true,
    }
}

/// The local day on which a report was out.
pub(crate) fn day_of(report: &Report, zone: &TimeZone) -> Date {
    report
        .published
        .unwrap_or(Published::Instant(report.received))
        .day(zone)
}

impl Situation {
    /// The heads of the reports in the order in which they were available.
    pub(crate) fn heads_in_order(&self, zone: &TimeZone) -> Vec<ReportHead> {
        let mut heads: Vec<ReportHead> = self.heads.values().cloned().collect();
        heads.sort_by_key(|head| (available(head.published, head.received, zone), head.hash));
        heads
    }

    /// The last local day on which a report was out.
    pub(crate) fn last_day(&self, zone: &TimeZone) -> Option<Date> {
        self.reports
            .values()
            .map(|report| day_of(report, zone))
            .max()
    }
}

/// When a report was available: published if stated, else received.
pub(crate) fn available(
    published: Option<Published>,
    received: Timestamp,
    zone: &TimeZone,
) -> Timestamp {
    published.map_or(received, |published| published.available(zone))
}

fn lineages_of<'a>(reports: impl Iterator<Item = &'a Report>, zone: &TimeZone) -> LineageOf {
    let dated: Vec<Dated> = reports
        .map(|report| Dated {
            hash: report.hash,
            sketch: report.sketch.clone(),
            available: available(report.published, report.received, zone),
        })
        .collect();
    lineages(&dated)
}
