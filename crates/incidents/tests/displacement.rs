//! Displaced people: what replaces what, what adds up, and what never does.
#![expect(clippy::unwrap_used, reason = "tests")]

mod support;

use jiff::civil::{Date, date};
use marsad_domain::{Amount, Counted, Figure, Measure, Stance, TotalScope, Unit, UsedAs};
use marsad_incidents::{CountingRules, Displaced};
use support::{Record, Said, figure, rules};

type Way = [Option<&'static str>; 2];

const ANYWHERE: Way = [None, None];

fn people(amount: Amount) -> Figure {
    Figure {
        of: Counted::Displaced,
        ..figure(amount, None, false, "people")
    }
}

fn families(n: u64) -> Figure {
    Figure {
        unit: Unit::Families,
        ..people(Amount::Exact(n))
    }
}

fn march(day: i8) -> Date {
    date(2031, 3, day)
}

/// A report of the last of some days, without a place of its own.
fn report(source: &str, first: i8, last: i8) -> Said {
    report_of_minute(source, first, last, 0)
}

fn report_of_minute(source: &str, first: i8, last: i8, minute: usize) -> Said {
    let minute = i64::try_from(minute).unwrap();
    Said {
        place: None,
        day: march(first),
        until: (first < last).then(|| march(last)),
        ..Said::by(source, i64::from(last) * 1440 + minute)
    }
}

fn flow(record: &mut Record, source: &str, days: (i8, i8), way: Way, n: u64) {
    // Each report is told a minute after the one before, so that no two are one.
    let said = report_of_minute(source, days.0, days.1, record.claims.len());
    record.add_flight(&said, Measure::Flow, way, vec![people(Amount::Exact(n))]);
}

fn stock(record: &mut Record, source: &str, day: i8, amount: Amount) {
    record.add_flight(
        &report(source, day, day),
        Measure::Stock,
        ANYWHERE,
        vec![people(amount)],
    );
}

fn displaced(record: &Record) -> Displaced {
    record.displaced_by(&rules(), &TotalScope::default())
}

/// The sum of each voice: how many, added from how many claims, how many left out.
fn sums(found: &Displaced) -> Vec<(&str, u64, Option<u64>, usize, usize)> {
    let sums = found.sums.iter();
    sums.map(|sum| {
        let (low, high) = (sum.persons.low, sum.persons.high);
        (
            sum.source.as_str(),
            low,
            high,
            sum.added.len(),
            sum.left_out.len(),
        )
    })
    .collect()
}

fn told(found: &Displaced, used_as: UsedAs) -> usize {
    let uses = found.arithmetic.iter();
    uses.filter(|one| one.used_as == used_as).count()
}

#[test]
fn sources_stocks_flows_and_expectations_stay_apart() {
    let mut record = Record::default();
    stock(&mut record, "un", 3, Amount::Exact(280_000));
    stock(&mut record, "un", 4, Amount::Exact(370_000));
    stock(&mut record, "monitor", 4, Amount::AtLeast(200_000));
    flow(&mut record, "monitor", (4, 4), ANYWHERE, 5_000);
    let expected = Said {
        stance: Stance::Expected,
        ..report("un", 5, 5)
    };
    let many = vec![people(Amount::Exact(1_500_000))];
    record.add_flight(&expected, Measure::Stock, ANYWHERE, many);
    let found = displaced(&record);
    let stocks: Vec<_> = found
        .stocks
        .iter()
        .map(|one| (one.source.as_str(), one.figure.amount.low()))
        .collect();
    assert_eq!(stocks, [("monitor", Some(200_000)), ("un", Some(370_000))]);
    assert_eq!((found.flows.len(), found.expected.len()), (1, 1));
    assert_eq!(sums(&found), [("monitor", 5_000, Some(5_000), 1, 0)]);
    assert_eq!(told(&found, UsedAs::Superseded), 1);
}

#[test]
fn a_stock_for_an_earlier_day_replaces_none_however_late_it_is_told() {
    let mut record = Record::default();
    stock(&mut record, "un", 4, Amount::Exact(370_000));
    let late = Said {
        day: march(2),
        ..report("un", 9, 9)
    };
    let few = vec![people(Amount::Exact(100_000))];
    record.add_flight(&late, Measure::Stock, ANYWHERE, few);
    let found = displaced(&record);
    assert_eq!(found.stocks.len(), 1);
    assert_eq!(found.stocks[0].figure.amount, Amount::Exact(370_000));
}

#[test]
fn flows_of_other_days_or_origins_add_and_overlapping_ones_do_not() {
    let mut record = Record::default();
    let (lorn, sund, north): (Way, Way, Way) = (
        [Some("lorn"), None],
        [Some("sund"), None],
        [Some("north"), None],
    );
    flow(&mut record, "un", (1, 5), lorn, 1_000);
    flow(&mut record, "un", (6, 9), lorn, 400);
    flow(&mut record, "un", (1, 5), sund, 200);
    // The North holds Lorn: who left it may have left Lorn.
    flow(&mut record, "un", (2, 4), north, 1_100);
    let found = displaced(&record);
    assert_eq!(sums(&found), [("un", 1_700, Some(1_700), 3, 1)]);
    assert_eq!(found.flows.len(), 4, "what is left out is still listed");
    assert_eq!(told(&found, UsedAs::Ignored), 1);
    assert_eq!(
        (found.sums[0].since, found.sums[0].until),
        (Some(march(1)), march(9))
    );
}

#[test]
fn a_flow_that_runs_on_replaces_the_shorter_one() {
    let mut record = Record::default();
    flow(&mut record, "un", (1, 5), ANYWHERE, 1_000);
    flow(&mut record, "un", (1, 9), ANYWHERE, 1_500);
    let found = displaced(&record);
    assert_eq!(sums(&found), [("un", 1_500, Some(1_500), 1, 0)]);
    assert_eq!(told(&found, UsedAs::Superseded), 1);
}

#[test]
fn nothing_is_summed_across_sources_and_who_copies_is_no_source() {
    let mut record = Record::default();
    flow(&mut record, "un", (1, 5), ANYWHERE, 1_000);
    flow(&mut record, "registry", (6, 9), ANYWHERE, 700);
    flow(&mut record, "wire", (1, 5), ANYWHERE, 300);
    flow(&mut record, "gazette", (6, 9), ANYWHERE, 40);
    let found = displaced(&record);
    let sums = sums(&found);
    assert_eq!(
        sums,
        [
            ("registry", 700, Some(700), 1, 0),
            ("un", 1_000, Some(1_000), 1, 0),
            ("wire", 340, Some(340), 2, 0),
        ]
    );
}

#[test]
fn families_stay_families_unless_a_codebook_says_how_many_they_are() {
    let mut record = Record::default();
    let way = [Some("lorn"), None];
    record.add_flight(&report("un", 1, 1), Measure::Flow, way, vec![families(100)]);
    let both = vec![families(50), people(Amount::Exact(260))];
    record.add_flight(&report("un", 2, 2), Measure::Flow, way, both);
    let found = displaced(&record);
    assert_eq!(sums(&found), [("un", 260, Some(260), 1, 0)]);
    assert_eq!(
        found
            .flows
            .iter()
            .filter(|flow| flow.persons.is_none())
            .count(),
        2
    );

    let text = include_str!("../../../rules/incidents/counting.toml");
    let family = |low: u32, high: u32| {
        let more = format!(
            "{text}\n[persons_per_family]\nlow = {low}\nhigh = {high}\nsource = \"invented\"\n"
        );
        CountingRules::from_toml("counting.toml", &more)
    };
    let by_codebook = marsad_incidents::IncidentRules {
        counting: family(4, 7).unwrap(),
        ..rules()
    };
    let found = record.displaced_by(&by_codebook, &TotalScope::default());
    assert_eq!(sums(&found), [("un", 660, Some(960), 2, 0)]);
    assert!(family(7, 4).is_err() && family(0, 4).is_err());
}

#[test]
fn what_is_taken_back_or_open_is_told() {
    let mut record = Record::default();
    stock(&mut record, "un", 3, Amount::Exact(900));
    let back = Said {
        stance: Stance::Retracted,
        ..report("un", 4, 4)
    };
    record.add_flight(
        &back,
        Measure::Stock,
        ANYWHERE,
        vec![people(Amount::Exact(900))],
    );
    let open = vec![people(Amount::AtLeast(50))];
    record.add_flight(&report("un", 6, 6), Measure::Flow, ANYWHERE, open);
    flow(&mut record, "un", (1, 3), ANYWHERE, 20);
    let found = displaced(&record);
    assert!(found.stocks.is_empty());
    assert_eq!(sums(&found), [("un", 70, None, 2, 0)]);
}

#[test]
fn a_place_and_days_are_asked_for_as_of_totals() {
    let mut record = Record::default();
    flow(
        &mut record,
        "un",
        (1, 5),
        [Some("lorn"), Some("sund")],
        1_000,
    );
    flow(&mut record, "un", (6, 9), [Some("mirn"), None], 400);
    flow(&mut record, "un", (6, 9), [Some("sund"), None], 70);
    let asked = |place: &str, since: i8| {
        let (id, lat, lon) = support::at(place);
        let scope = TotalScope {
            place: Some(support::place(&id, lat, lon)),
            since: Some(march(since)),
            until: None,
        };
        let found = record.displaced_by(&rules(), &scope);
        sums(&found).iter().map(|sum| sum.1).sum::<u64>()
    };
    assert_eq!(asked("north", 1), 1_400);
    assert_eq!(asked("north", 3), 400);
    assert_eq!(asked("south", 1), 1_070);
    assert_eq!(asked("arden", 6), 470);
}

#[test]
fn order_of_arrival_changes_nothing() {
    let mut record = Record::default();
    flow(&mut record, "un", (1, 5), ANYWHERE, 1_000);
    flow(&mut record, "un", (6, 9), ANYWHERE, 700);
    stock(&mut record, "un", 3, Amount::Exact(900));
    stock(&mut record, "un", 4, Amount::Exact(950));
    let found = displaced(&record);
    record.claims.reverse();
    assert_eq!(found, displaced(&record));
}
