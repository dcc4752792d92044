//! Totals: over which place and days, what straddles, and in what interval they probably lie.
#![expect(clippy::unwrap_used, reason = "tests")]

mod support;

use std::num::{NonZeroU32, NonZeroUsize};

use jiff::civil::{Date, date};
use marsad_domain::{Amount, Counted, LikelyInterval, PlaceRef, Range, Total, TotalScope};
use marsad_incidents::{Draws, TotalQuestion};
use proptest::prelude::*;
use support::{Record, Said, arden, at, figure, place};

fn killed(amount: Amount) -> Vec<marsad_domain::Figure> {
    vec![figure(amount, None, false, "dead")]
}

/// A strike on a town on a day of March.
fn strike(source: &str, minute: i64, town: &str, day: i8, amount: Amount) -> Said {
    Said {
        place: Some(at(town)),
        day: date(2031, 3, day),
        figures: killed(amount),
        // Published on that day: nothing happens after it was told.
        ..Said::by(source, (i64::from(day) - 4) * 1440 + minute)
    }
}

fn region(id: &str) -> PlaceRef {
    let (id, lat, lon) = at(id);
    place(&id, lat, lon)
}

fn draws(seed: u64, number: u32, workers: usize) -> Draws {
    Draws {
        seed,
        number: NonZeroU32::new(number).unwrap(),
        workers: NonZeroUsize::new(workers).unwrap(),
    }
}

fn total(record: &Record, question: &TotalQuestion) -> Total {
    let mut totals = record.gathered_in(&arden(), question).totals.into_iter();
    totals.find(|total| total.of == Counted::Killed).unwrap()
}

fn likely(record: &Record, draws: Draws) -> LikelyInterval {
    let question = TotalQuestion {
        draws: Some(draws),
        ..TotalQuestion::default()
    };
    total(record, &question).likely.unwrap()
}

fn scope(place: Option<&str>, since: Option<Date>, until: Option<Date>) -> TotalQuestion {
    TotalQuestion {
        scope: TotalScope {
            place: place.map(region),
            since,
            until,
        },
        draws: None,
    }
}

/// Strikes on Lorn, Mirn and Sund: 3, 5 and 7 dead, on the 2nd, the 10th and the 20th.
fn three() -> Record {
    let mut record = Record::default();
    for (minute, town, day, dead) in [(0, "lorn", 2, 3), (1, "mirn", 10, 5), (2, "sund", 20, 7)] {
        record.add(&strike("monitor", minute, town, day, Amount::Exact(dead)));
    }
    record
}

#[test]
fn a_total_counts_what_lies_in_its_place_and_days_and_says_which() {
    let record = three();
    let in_scope = |place, since, until| {
        let total = total(&record, &scope(place, since, until));
        assert_eq!(total.incidents.len(), total.steps.len());
        assert!(total.straddling.is_empty(), "{:?}", total.straddling);
        total.documented
    };
    assert_eq!(in_scope(None, None, None), Range::exactly(15));
    assert_eq!(in_scope(Some("north"), None, None), Range::exactly(8));
    assert_eq!(in_scope(Some("lorn"), None, None), Range::exactly(3));
    assert_eq!(in_scope(Some("arden"), None, None), Range::exactly(15));
    let (tenth, last) = (date(2031, 3, 10), date(2031, 3, 31));
    assert_eq!(in_scope(None, Some(tenth), Some(last)), Range::exactly(12));
    assert_eq!(
        in_scope(Some("north"), Some(tenth), None),
        Range::exactly(5)
    );
    assert_eq!(
        in_scope(Some("south"), None, Some(tenth)),
        Range::exactly(0)
    );
}

#[test]
fn what_straddles_the_period_is_told_apart_with_its_share() {
    let mut record = three();
    record.add(&Said {
        until: Some(date(2031, 3, 8)),
        ..strike("agency", 5 * 1440, "mirn", 5, Amount::between(10, 16))
    });
    let total = total(&record, &scope(None, Some(date(2031, 3, 8)), None));
    assert_eq!(total.documented, Range::exactly(12));
    let [straddling] = total.straddling.as_slice() else {
        panic!("{:?}", total.straddling)
    };
    assert_eq!(straddling.days, Some((1, 4)));
    assert_eq!(
        straddling.range,
        Range::new(10, Some(10), 16, false).unwrap()
    );
    assert_eq!(straddling.prorated, Range::new(2, Some(3), 4, false).ok());
}

#[test]
fn what_may_lie_in_the_region_is_told_apart_without_a_share() {
    let mut record = three();
    record.add(&strike("agency", 9, "arden", 28, Amount::Exact(40)));
    record.add(&Said {
        place: None,
        ..strike("hospital", 10, "lorn", 25, Amount::Exact(50))
    });
    let total = total(&record, &scope(Some("north"), None, None));
    assert_eq!(total.documented, Range::exactly(8));
    let told: Vec<_> = total
        .straddling
        .iter()
        .map(|one| (one.range.low(), one.days, one.reason.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            (50, None, "nobody says where it happened"),
            (
                40,
                None,
                "it is known only that it happened in an area that holds the place"
            ),
        ]
    );
}

#[test]
fn incidents_without_a_number_are_counted_as_such() {
    let mut record = three();
    record.add(&Said {
        figures: Vec::new(),
        ..strike("monitor", 5, "sund", 28, Amount::Exact(0))
    });
    let total = total(&record, &TotalQuestion::default());
    assert_eq!((total.incidents.len(), total.uncounted), (3, 1));
    assert_eq!(total.documented, Range::exactly(15));
}

#[test]
fn voices_that_differ_make_an_interval_narrower_than_the_sums_of_ends() {
    let mut record = Record::default();
    for day in 1..=28 {
        let from = record.claims.len();
        record.add(&strike("monitor", 0, "sund", day, Amount::Exact(10)));
        record.add(&strike("hospital", 1, "sund", day, Amount::Exact(20)));
        let one = record.claims[from..].iter().map(|claim| claim.id);
        record.rulings.same.push(one.collect());
    }
    let total = total(
        &record,
        &TotalQuestion {
            draws: Some(draws(1, 2000, 2)),
            ..TotalQuestion::default()
        },
    );
    let likely = total.likely.unwrap();
    assert_eq!(
        (total.documented.low(), total.documented.high()),
        (280, 560)
    );
    assert!(likely.low > 330 && likely.high < 510, "{likely:?}");
    assert!(likely.middle.abs_diff(420) <= 20, "{likely:?}");
    assert_eq!(likely.uncertain_values, 28);
}

#[test]
fn an_open_end_is_told_and_not_drawn() {
    let mut record = Record::default();
    record.add(&strike("monitor", 0, "sund", 3, Amount::AtLeast(9)));
    let likely = likely(&record, draws(1, 100, 1));
    assert_eq!((likely.low, likely.high, likely.open), (9, 9, true));
}

/// Two strikes on one town, a day apart in what is said of them, told by one voice each.
fn doubtful() -> Record {
    let mut record = Record::default();
    for day in 0..40 {
        record.add(&strike(
            "monitor",
            day,
            "lorn",
            1 + (day % 28) as i8,
            Amount::Exact(10),
        ));
    }
    record
}

#[test]
fn an_uncertain_link_can_lead_out_of_the_sums_of_ends() {
    let record = doubtful();
    let question = TotalQuestion {
        draws: Some(draws(1, 400, 1)),
        ..TotalQuestion::default()
    };
    let total = total(&record, &question);
    let likely = total.likely.unwrap();
    assert_eq!(total.documented.low(), total.documented.high());
    assert!(likely.uncertain_links > 0, "{total:#?}");
    assert_ne!(
        (likely.low, likely.high),
        (total.documented.low(), total.documented.high())
    );
}

prop_compose! {
    fn any_strike()(source in 0..4usize, minute in 0..4000i64, town in 0..3usize, day in 1..28i8, amount in any_amount()) -> Said {
        let sources = ["hospital", "monitor", "wire", "gazette"];
        strike(sources[source], minute, ["lorn", "mirn", "sund"][town], day, amount)
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

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

    #[test]
    fn where_links_are_certain_the_likely_interval_lies_within_the_sums(said in prop::collection::vec(any_strike(), 1..12), seed: u64) {
        let question = TotalQuestion { draws: Some(draws(seed, 200, 1)), ..TotalQuestion::default() };
        for total in record(&said).gathered_in(&arden(), &question).totals {
            let Some(likely) = total.likely else { continue };
            prop_assert!(likely.low <= likely.middle && likely.middle <= likely.high);
            if likely.uncertain_links == 0 {
                prop_assert!(total.documented.low() <= likely.low && likely.high <= total.documented.high(), "{:?}", total);
                prop_assert_eq!(likely.open, total.documented.is_open());
            }
        }
    }

    #[test]
    fn neither_workers_nor_order_of_arrival_move_the_interval(said in prop::collection::vec(any_strike(), 1..12), seed: u64, turn in 0..24usize) {
        let record = record(&said);
        let question = |workers| TotalQuestion { draws: Some(draws(seed, 100, workers)), ..TotalQuestion::default() };
        let one = record.gathered_in(&arden(), &question(1)).totals;
        let mut turned = record.clone();
        let by = turn % turned.claims.len();
        turned.claims.rotate_left(by);
        prop_assert_eq!(&one, &turned.gathered_in(&arden(), &question(8)).totals);
    }

    #[test]
    fn what_is_inside_and_what_straddles_add_up_to_all_that_touches(said in prop::collection::vec(any_strike(), 1..12), since in 1..28i8) {
        let record = record(&said);
        let day = date(2031, 3, since);
        let before = scope(None, None, Some(day.yesterday().unwrap()));
        let after = scope(None, Some(day), None);
        let count = |question: &TotalQuestion| -> usize {
            record.gathered_in(&arden(), question).totals.first().map_or(0, |total| total.steps.len())
        };
        prop_assert_eq!(count(&before) + count(&after), count(&TotalQuestion::default()));
    }
}
