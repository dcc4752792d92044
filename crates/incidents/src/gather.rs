//! From claims to incidents and totals.

mod answers;
mod decided;
mod incident;
mod lines;
mod reports;

use std::collections::BTreeMap;

use jiff::tz::TimeZone;
use marsad_domain::{
    Actors, Claim, ClaimId, Incident, IncidentId, ReportHash, ReportHead, Rulings, Sources, Total,
    WordSketch,
};
use marsad_places::Gazetteer;

use crate::{
    bundle::{Mention, Names, is_of_a_happening, mentions_of, record_of},
    canonical::{Placed, in_order},
    counting_rules::IncidentRules,
    link::{Link, Linkage, Linked},
    match_bits::MatchBits,
    record::Record,
    total::{Ground, TotalQuestion, totals},
    voice::Originals,
};
use answers::Answering;
use decided::bounds_of;
pub(crate) use incident::incident_of;
use incident::rejected_incident;
use lines::{link_lines, unsure_links};
use reports::{about, join_silent, mains, silent_reports, wording_of};

/// What is known besides the claims.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    /// The reports that the claims stand in.
    pub heads: &'a BTreeMap<ReportHash, ReportHead>,
    /// How the reports are worded, where that is known: without it no two reports are compared by their words.
    pub words: &'a BTreeMap<ReportHash, WordSketch>,
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
    let records = records_of(&mentions, &ordered, known, &mut names);
    let bounds = bounds_of(&mentions, &ordered, known.rulings);
    let linkage = Linkage::of(records, &bounds, &known.rules.link);
    let linked = linkage.linked();
    let mut members = claims_of(&linked, &mentions);
    let firsts = firsts_of(&linked);
    let mut about = about(&members, &ordered);
    let silent = silent_reports(&ordered, &mentions, &originals, known);
    let homes = (&linkage, &firsts);
    join_silent(&mut about, &silent, homes, known, &mut names);
    let mut grey = Vec::new();
    let mut answering = Answering {
        ordered: &ordered,
        originals: &originals,
        known,
        grey: &mut grey,
    };
    answering.attach(&mut members, &firsts, &linkage, &mut names);
    let links: Vec<Vec<Link>> = linked
        .incidents
        .iter()
        .map(|incident| linkage.links(incident))
        .collect();
    let mut incidents: Vec<Incident> = members
        .iter()
        .zip(&links)
        .zip(about)
        .filter_map(|((claims, links), about)| {
            let why = link_lines(links, &mentions, &ordered);
            let mut incident = incident_of(claims, why, &ordered, &originals, known)?;
            about.add_to(&mut incident);
            Some(incident)
        })
        .collect();
    grey.extend(unsure_links(&linked, &mentions, &ordered));
    grey.extend(without_report.into_iter().map(unreported));
    let ground = Ground {
        incidents: &incidents,
        ordered: &ordered,
        originals: &originals,
        known,
        linked: &linked,
        links: &links.concat(),
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

/// The mentions as linking compares them.
fn records_of(
    mentions: &[Mention],
    ordered: &[Placed<'_>],
    known: &Known<'_>,
    names: &mut Names,
) -> Vec<Record> {
    let mains = mains(mentions, ordered);
    let records = mentions.iter().zip(mains).filter_map(|(mention, is_main)| {
        let claims: Vec<&Placed<'_>> = mention.iter().map(|at| &ordered[*at]).collect();
        let mut record = record_of(&claims, known, names)?;
        if let Some(in_report) = record.in_report.as_mut().filter(|_| is_main) {
            in_report.wording = wording_of(claims[0].head, known, names);
        }
        Some(record)
    });
    records.collect()
}

/// The claims of each incident.
fn claims_of(linked: &Linked, mentions: &[Mention]) -> Vec<Vec<usize>> {
    let claims = linked.incidents.iter().map(|incident| {
        let told = incident.iter().flat_map(|at| &mentions[*at as usize]);
        told.copied().collect()
    });
    claims.collect()
}

/// The place of each incident by its first mention.
fn firsts_of(linked: &Linked) -> BTreeMap<u32, usize> {
    let homes = linked.incidents.iter().enumerate();
    homes
        .filter_map(|(home, incident)| Some((*incident.first()?, home)))
        .collect()
}

/// A claim whose report is not there, for a person to look at.
fn unreported(claim: &Claim) -> Grey {
    Grey {
        claim: claim.id,
        incident: None,
        bits: None,
        reason: "its report is not there".to_owned(),
    }
}

/// The id of the incident whose first claim is this one.
#[must_use]
pub fn incident_id(first: &ClaimId) -> IncidentId {
    IncidentId::of("incident", &[first.as_bytes()])
}
