//! What people decided binds the linkage, whatever the reports say.
#![expect(clippy::unwrap_used, reason = "tests")]

mod support;

use std::collections::BTreeSet;

use jiff::civil::date;
use marsad_domain::{Amount, ClaimId, Incident, IncidentStatus, Range, Stance};
use marsad_incidents::{Gathered, TotalQuestion};
use marsad_places::Gazetteer;
use proptest::prelude::*;
use support::{Record, Said, figure, rules};

fn struck(source: &str, minute: i64, town: u8, killed: u64) -> Said {
    Said {
        place: Some((format!("town-{town}"), 10.0 + f64::from(town), 20.0)),
        figures: vec![figure(Amount::Exact(killed), None, false, "dead")],
        ..Said::by(source, minute)
    }
}

/// Two strikes far apart, two claims each.
fn two_strikes() -> Record {
    let mut record = Record::default();
    for (source, minute, town, killed) in [("monitor", 0, 0, 4), ("wire", 9, 3, 7)] {
        record.add(&struck(source, minute, town, killed));
    }
    record
}

fn pair(a: ClaimId, b: ClaimId) -> (ClaimId, ClaimId) {
    (a.min(b), a.max(b))
}

fn killed(found: &Gathered) -> Option<Range> {
    found.totals.first().map(|total| total.documented)
}

#[test]
fn claims_that_were_merged_are_one_incident_however_far_apart_and_count_once() {
    let mut record = two_strikes();
    assert_eq!(record.gathered().incidents.len(), 2);
    record.rulings.same = vec![record.claims.iter().map(|claim| claim.id).collect()];
    let found = record.gathered();
    assert_eq!(found.incidents.len(), 1);
    assert_eq!(
        killed(&found),
        Some(Range::new(4, Some(4), 7, false).unwrap())
    );
    assert!(found.incidents[0].links[0].contains("decided by a person"));
}

#[test]
fn claims_that_were_split_are_two_incidents_however_alike() {
    let mut record = Record::default();
    record.add(&struck("monitor", 0, 0, 4));
    record.add(&struck("wire", 9, 0, 4));
    assert_eq!(record.gathered().incidents.len(), 1);
    let (one, other): (Vec<_>, Vec<_>) = record
        .claims
        .iter()
        .partition(|claim| claim.report == "monitor-0");
    record.rulings.apart = one
        .iter()
        .flat_map(|a| other.iter().map(move |b| pair(a.id, b.id)))
        .collect();
    let found = record.gathered();
    assert_eq!(found.incidents.len(), 2);
    assert_eq!(killed(&found), Some(Range::exactly(8)));
}

#[test]
fn a_copy_that_was_split_from_its_original_stands_alone() {
    let mut record = Record::default();
    let original = struck("wire", 0, 0, 4);
    let hash = record.add(&original);
    record.add(&Said {
        source: "daily".to_owned(),
        minute: 60,
        copies: Some(hash),
        ..original
    });
    assert_eq!(record.gathered().incidents.len(), 1);
    let ids: Vec<ClaimId> = record.claims.iter().map(|claim| claim.id).collect();
    let (of_one, of_other) = ids.split_at(2);
    record.rulings.apart = of_one
        .iter()
        .flat_map(|a| of_other.iter().map(move |b| pair(*a, *b)))
        .collect();
    assert_eq!(record.gathered().incidents.len(), 2);
}

#[test]
fn a_merge_of_two_happenings_and_a_split_of_their_tolls_hold_both() {
    let mut record = two_strikes();
    let ids: Vec<ClaimId> = record.claims.iter().map(|claim| claim.id).collect();
    record.rulings.same = vec![BTreeSet::from([ids[0], ids[2]])];
    record.rulings.apart = BTreeSet::from([pair(ids[1], ids[3])]);
    let found = record.gathered();
    let homes = ids.iter().map(|id| {
        let home = |one: &Incident| one.claims.contains(id);
        found.incidents.iter().position(home).unwrap()
    });
    let homes: Vec<usize> = homes.collect();
    assert_eq!(homes[0], homes[2]);
    assert_ne!(homes[1], homes[3]);
}

#[test]
fn what_was_rejected_is_listed_and_counted_nowhere() {
    let mut record = two_strikes();
    record.rulings.rejected = record.claims[..2].iter().map(|claim| claim.id).collect();
    let found = record.gathered();
    assert_eq!(killed(&found), Some(Range::exactly(7)));
    let rejected: Vec<_> = found
        .incidents
        .iter()
        .filter(|incident| incident.status == IncidentStatus::Rejected)
        .collect();
    assert_eq!(rejected.len(), 2);
    assert!(rejected.iter().all(|incident| incident.killed.is_none()));
}

#[test]
fn what_was_accepted_is_verified() {
    let mut record = two_strikes();
    record.rulings.accepted = BTreeSet::from([record.claims[0].id]);
    let status: Vec<_> = record
        .gathered()
        .incidents
        .iter()
        .map(|one| one.status)
        .collect();
    assert_eq!(status, [IncidentStatus::Verified, IncidentStatus::Reported]);
}

#[test]
fn a_denial_goes_where_a_person_put_it() {
    let mut record = two_strikes();
    record.add(&Said {
        stance: Stance::Denied,
        figures: Vec::new(),
        ..struck("ministry", 20, 0, 0)
    });
    let (denial, wire) = (record.claims[4].id, record.claims[2].id);
    record.rulings.same = vec![BTreeSet::from([denial, wire])];
    let found = record.gathered();
    let disputed: Vec<_> = found
        .incidents
        .iter()
        .filter(|incident| incident.status == IncidentStatus::Disputed)
        .collect();
    assert_eq!(disputed.len(), 1);
    assert!(disputed[0].claims.contains(&wire));
}

prop_compose! {
    fn any_said()(source in 0..4usize, minute in 0..4000i64, town in 0..3u8, day in 1..4i8, killed in 0..30u64) -> Said {
        Said {
            day: date(2031, 3, day),
            ..struck(["monitor", "wire", "hospital", "ministry"][source], minute, town, killed)
        }
    }
}

fn record_of(said: &[Said]) -> Record {
    let mut record = Record::default();
    for one in said {
        record.add(one);
    }
    record
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(128) })]

    #[test]
    fn what_is_bound_holds_and_order_changes_no_byte(
        said in prop::collection::vec(any_said(), 4..14), picks in prop::collection::vec(0..28usize, 4), turn in 0..28usize,
    ) {
        let mut record = record_of(&said);
        let ids: Vec<ClaimId> = record.claims.iter().map(|claim| claim.id).collect();
        let pick = |at: usize| ids[picks[at] % ids.len()];
        record.rulings.same = vec![BTreeSet::from([pick(0), pick(1)])];
        let apart = pair(pick(2), pick(3));
        let is_free = pick(2) != pick(3) && !(record.rulings.same[0].contains(&apart.0) && record.rulings.same[0].contains(&apart.1));
        prop_assume!(is_free);
        record.rulings.apart = BTreeSet::from([apart]);
        let found = record.gathered();
        for incident in &found.incidents {
            let has = |id: &ClaimId| incident.claims.contains(id);
            prop_assert_eq!(has(&pick(0)), has(&pick(1)));
        }
        let mut turned = record.clone();
        let by = turn % turned.claims.len();
        turned.claims.rotate_left(by);
        prop_assert_eq!(&turned.gathered().incidents, &found.incidents);
    }

    #[test]
    fn claims_of_two_reports_that_are_apart_never_meet(said in prop::collection::vec(any_said(), 4..14), one in 0..28usize, other in 0..28usize) {
        let mut record = record_of(&said);
        let (a, b) = (&record.claims[one % record.claims.len()], &record.claims[other % record.claims.len()]);
        prop_assume!(a.id != b.id);
        let apart = pair(a.id, b.id);
        record.rulings.apart = BTreeSet::from([apart]);
        for incident in record.gathered().incidents {
            prop_assert!(!(incident.claims.contains(&apart.0) && incident.claims.contains(&apart.1)));
        }
    }

    #[test]
    fn decisions_hold_under_other_weights(
        said in prop::collection::vec(any_said(), 4..14), picks in prop::collection::vec(0..28usize, 4),
        (attach, more_mentions) in (-20.0..40.0f64, -10.0..20.0f64), (agree, same_words) in (0.1..0.9f64, -20.0..20.0f64),
    ) {
        let mut record = record_of(&said);
        let ids: Vec<ClaimId> = record.claims.iter().map(|claim| claim.id).collect();
        let pick = |at: usize| ids[picks[at] % ids.len()];
        let apart = pair(pick(2), pick(3));
        let same = BTreeSet::from([pick(0), pick(1)]);
        prop_assume!(pick(2) != pick(3) && !(same.contains(&apart.0) && same.contains(&apart.1)));
        record.rulings.same = vec![same];
        record.rulings.apart = BTreeSet::from([apart]);
        let mut rules = rules();
        let link = &mut rules.link;
        (link.assign.attach, link.assign.join) = (attach, attach + 1.0);
        (link.assign.more_mentions, link.report.same_words) = (more_mentions, same_words);
        (link.kind.agree, link.actor.agree) = (agree, agree);
        let found = record.gathered_by(&rules, &Gazetteer::empty(), &TotalQuestion::default());
        for incident in &found.incidents {
            let has = |id: &ClaimId| incident.claims.contains(id);
            prop_assert_eq!(has(&pick(0)), has(&pick(1)));
        }
        let home = |id: &ClaimId| found.incidents.iter().position(|incident| incident.claims.contains(id));
        prop_assert!(home(&apart.0) != home(&apart.1) || home(&apart.0).is_none());
        prop_assert_eq!(found.incidents.iter().map(|incident| incident.claims.len()).sum::<usize>(), ids.len());
    }

    #[test]
    fn rejecting_a_report_counts_as_if_it_were_not_there(said in prop::collection::vec(any_said(), 2..12), which in 0..12usize) {
        let mut record = record_of(&said);
        let report = record.claims[which % record.claims.len()].report_hash;
        let mut without = record.clone();
        without.claims.retain(|claim| claim.report_hash != report);
        record.rulings.rejected = record.claims.iter().filter(|claim| claim.report_hash == report).map(|claim| claim.id).collect();
        prop_assert_eq!(killed(&record.gathered()), killed(&without.gathered()));
    }
}
