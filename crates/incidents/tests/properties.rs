//! What must hold whatever the reports say.
#![expect(clippy::unwrap_used, reason = "tests")]

mod support;

use marsad_domain::{Amount, Bound, CountedNumber, IncidentStatus, Range, Stance, UsedAs};
use marsad_incidents::{Gathered, Point, range_of};
use proptest::{prelude::*, test_runner::FileFailurePersistence};
use support::{Record, Said, figure};

/// The bytes that a run comes to.
fn bytes(found: &Gathered) -> String {
    let lines: Vec<String> = found
        .incidents
        .iter()
        .map(|incident| serde_json::to_string(incident).unwrap())
        .collect();
    format!(
        "{}\n{}\n{:?}",
        lines.join("\n"),
        serde_json::to_string(&found.totals).unwrap(),
        found.grey
    )
}

fn documented(found: &Gathered) -> Option<Range> {
    found.totals.first().map(|total| total.documented)
}

fn cumulative(source: &str, minute: i64, n: u64) -> Said {
    let mut count = figure(Amount::AtLeast(n), None, false, "since the start");
    count.is_cumulative = true;
    count.cumulative_since = Some("2031-03-01".parse().unwrap());
    Said {
        sub_event: None,
        figures: vec![count],
        place: None,
        ..Said::by(source, minute)
    }
}

prop_compose! {
    fn any_said()(
        source in 0..5usize, minute in 0..4000i64, town in 0..4u8, day in 1..5i8, amount in any_amount(), with_figure: bool, kind in 0..3usize,
        story in 0..4u32, more in prop::collection::vec(40..90u32, 0..4),
    ) -> Said {
        use marsad_domain::SubEvent::{AirDroneStrike, ArmedClash, Attack};
        let sources = ["hospital", "monitor", "wire", "gazette", "ministry"];
        let figures = if with_figure { vec![figure(amount, None, false, "dead")] } else { Vec::new() };
        Said {
            day: jiff::civil::date(2031, 3, day),
            place: Some((format!("town-{town}"), 10.0 + f64::from(town), 20.0)),
            sub_event: Some([AirDroneStrike, ArmedClash, Attack][kind]),
            figures,
            // Of a third of the reports the words are known: those of one story share its words.
            words: match story {
                0 => Vec::new(),
                story => (story * 10..story * 10 + 9).chain(more).collect(),
            },
            ..Said::by(sources[source], minute)
        }
    }
}

fn any_amount() -> impl Strategy<Value = Amount> {
    prop_oneof![
        (0..40u64).prop_map(Amount::Exact),
        (0..40u64).prop_map(Amount::AtLeast),
        (0..40u64).prop_map(Amount::AtMost),
        (0..40u64, 0..40u64).prop_map(|(a, b)| Amount::between(a, b)),
        Just(Amount::Vague(Some((12, 99)))),
        Just(Amount::Vague(None)),
    ]
}

fn record(said: &[Said]) -> Record {
    let mut record = Record::default();
    for one in said {
        record.add(one);
    }
    record
}

/// Failing cases are kept beside this file and tried again first.
fn settings() -> ProptestConfig {
    let kept = FileFailurePersistence::WithSource("proptest-regressions");
    ProptestConfig {
        failure_persistence: Some(Box::new(kept)),
        ..ProptestConfig::with_cases(128)
    }
}

/// A number as it is told, ready to be counted again.
fn point(number: &CountedNumber) -> Point {
    let amount = match (number.bound, number.low, number.high) {
        (Bound::Exact, Some(n), _) => Amount::Exact(n),
        (Bound::About, Some(n), _) => Amount::About(n),
        (Bound::AtLeast, Some(n), _) => Amount::AtLeast(n),
        (Bound::AtMost, _, Some(n)) => Amount::AtMost(n),
        (Bound::Between, Some(a), Some(b)) => Amount::between(a, b),
        (Bound::Vague, low, high) => Amount::Vague(low.zip(high)),
        other => panic!("{other:?}"),
    };
    Point {
        amount,
        weight: number.weight,
    }
}

proptest! {
    #![proptest_config(settings())]

    #[test]
    fn order_of_arrival_and_arriving_twice_change_no_byte(said in prop::collection::vec(any_said(), 1..14), seed in 0..1000usize) {
        let record = record(&said);
        let mut shuffled = record.clone();
        let turn = seed % shuffled.claims.len();
        shuffled.claims.rotate_left(turn);
        shuffled.claims.reverse();
        let again = shuffled.claims.clone();
        shuffled.claims.extend(again);
        prop_assert_eq!(bytes(&record.gathered()), bytes(&shuffled.gathered()));
    }

    #[test]
    fn a_cumulative_claim_never_changes_what_is_documented(said in prop::collection::vec(any_said(), 1..10), n in 0..900u64) {
        let mut record = record(&said);
        let before = record.gathered();
        record.add(&cumulative("agency", 5000, n));
        let after = record.gathered();
        prop_assert_eq!(documented(&before).unwrap_or(Range::exactly(0)), documented(&after).unwrap());
        prop_assert_eq!(&before.incidents, &after.incidents);
        let remainder = after.totals[0].remainders[0].clone();
        let high = documented(&after).unwrap().high();
        prop_assert!(remainder.low <= n && remainder.low >= n.saturating_sub(high));
        prop_assert_eq!(remainder.high, None);
    }

    #[test]
    fn a_copy_changes_nothing_but_the_copies(said in prop::collection::vec(any_said(), 1..10), which in 0..10usize) {
        let mut record = record(&said);
        let before = record.gathered();
        let original = &said[which % said.len()];
        let hash = record.add(original);
        record.add(&Said { source: "daily".to_owned(), minute: 6000, copies: Some(hash), ..original.clone() });
        let after = record.gathered();
        prop_assert_eq!(documented(&before), documented(&after));
        let told = |found: &Gathered| -> Vec<_> {
            found.incidents.iter().map(|one| (one.id, one.killed, one.lineages, one.status)).collect()
        };
        prop_assert_eq!(told(&before), told(&after));
    }

    #[test]
    fn deleting_a_report_removes_its_effect(said in prop::collection::vec(any_said(), 1..10), extra in any_said()) {
        let without = record(&said);
        let mut with = without.clone();
        let hash = with.add(&Said { source: "late".to_owned(), minute: 7000, ..extra });
        with.heads.remove(&hash);
        with.claims.retain(|claim| claim.report_hash != hash);
        prop_assert_eq!(bytes(&without.gathered()), bytes(&with.gathered()));
    }

    #[test]
    fn every_claim_of_an_incident_is_accounted_for_once(said in prop::collection::vec(any_said(), 1..14)) {
        for incident in record(&said).gathered().incidents {
            let mut told: Vec<_> = incident.arithmetic.iter().map(|one| one.claim).collect();
            let mut claims = incident.claims.clone();
            told.sort();
            claims.sort();
            prop_assert_eq!(told, claims);
            prop_assert!(incident.lineage_ids.len() == incident.lineages);
        }
    }

    #[test]
    fn a_range_follows_from_the_numbers_that_are_told(said in prop::collection::vec(any_said(), 1..14)) {
        let found = record(&said).gathered();
        for incident in &found.incidents {
            let points: Vec<Point> = incident.counted.iter().map(point).collect();
            prop_assert_eq!(range_of(&points), incident.killed);
            for number in &incident.counted {
                let told = incident.arithmetic.iter().find(|one| one.claim == number.claim).unwrap();
                prop_assert_eq!(told.used_as, UsedAs::Used);
            }
        }
        for step in found.totals.iter().flat_map(|total| &total.steps) {
            let incident = found.incidents.iter().find(|one| one.id == step.incident).unwrap();
            prop_assert!(!step.claims.is_empty() && step.claims.iter().all(|claim| incident.claims.contains(claim)));
        }
    }
}

#[test]
fn what_is_expected_imagined_or_denied_founds_no_incident() {
    for stance in [
        Stance::Expected,
        Stance::Intended,
        Stance::Hypothetical,
        Stance::Denied,
        Stance::Retracted,
    ] {
        let mut record = Record::default();
        record.add(&Said {
            stance,
            figures: vec![figure(Amount::Exact(3), None, false, "3")],
            ..Said::by("monitor", 0)
        });
        let found = record.gathered();
        assert!(
            found.incidents.is_empty() && found.totals.is_empty(),
            "{stance:?}"
        );
    }
}

#[test]
fn strikes_on_two_towns_and_on_two_weeks_are_apart() {
    let mut record = Record::default();
    record.add(&Said::by("monitor", 0));
    record.add(&Said {
        place: Some(("mirn".to_owned(), 10.9, 20.0)),
        ..Said::by("agency", 1)
    });
    record.add(&Said {
        day: "2031-02-20".parse().unwrap(),
        ..Said::by("hospital", 2)
    });
    assert_eq!(record.gathered().incidents.len(), 3);
}

#[test]
fn a_clash_and_a_strike_on_one_day_in_one_town_are_apart() {
    let mut record = Record::default();
    record.add(&Said::by("monitor", 0));
    record.add(&Said {
        sub_event: Some(marsad_domain::SubEvent::ArmedClash),
        ..Said::by("agency", 1)
    });
    assert_eq!(record.gathered().incidents.len(), 2);
}

#[test]
fn a_cumulative_count_below_the_incidents_is_a_conflict() {
    let mut record = Record::default();
    record.add(&Said {
        figures: vec![figure(Amount::Exact(40), None, false, "40")],
        ..Said::by("monitor", 0)
    });
    let mut low = cumulative("agency", 9, 0);
    low.figures[0].amount = Amount::Exact(25);
    record.add(&low);
    let total = record.gathered().totals.remove(0);
    assert_eq!(total.documented, Range::exactly(40));
    assert!(total.remainders[0].conflicts);
    assert_eq!(
        (total.remainders[0].low, total.remainders[0].high),
        (0, Some(0))
    );
}

#[test]
fn a_cumulative_count_leaves_an_undocumented_remainder_and_its_update_replaces_it() {
    let mut record = Record::default();
    record.add(&Said {
        figures: vec![figure(Amount::between(10, 14), None, false, "10 to 14")],
        ..Said::by("monitor", 0)
    });
    let mut first = cumulative("agency", 8, 0);
    first.figures[0].amount = Amount::Exact(60);
    let mut second = cumulative("agency", 9, 0);
    second.figures[0].amount = Amount::Exact(100);
    record.add(&first);
    record.add(&second);
    let total = record.gathered().totals.remove(0);
    let [remainder] = total.remainders.as_slice() else {
        panic!("{:?}", total.remainders)
    };
    assert_eq!(
        (remainder.low, remainder.high, remainder.conflicts),
        (86, Some(90), false)
    );
    let uses: Vec<UsedAs> = total.arithmetic.iter().map(|one| one.used_as).collect();
    assert!(uses.contains(&UsedAs::Constraint) && uses.contains(&UsedAs::Superseded));
}

#[test]
fn two_voices_corroborate_and_explain_their_link() {
    let mut record = Record::default();
    record.add(&Said::by("monitor", 0));
    record.add(&Said::by("hospital", 60));
    let found = record.gathered();
    assert_eq!(found.incidents.len(), 1);
    assert_eq!(found.incidents[0].status, IncidentStatus::Corroborated);
    assert!(
        found.incidents[0].links[0].contains("distance +"),
        "{:?}",
        found.incidents[0].links
    );
}
