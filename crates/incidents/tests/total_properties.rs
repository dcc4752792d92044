//! What must hold of totals whatever is said and decided.
#![expect(clippy::unwrap_used, reason = "tests")]

mod support;

use std::{
    collections::BTreeSet,
    num::{NonZeroU32, NonZeroUsize},
};

use jiff::civil::{Date, date};
use marsad_domain::{Amount, ClaimId, Counted, Range, Stance, Total};
use marsad_incidents::{Draws, Gathered, TotalQuestion};
use proptest::prelude::*;
use support::{Record, Said, arden, at, figure};

const TOWNS: [&str; 3] = ["lorn", "mirn", "sund"];
const AREAS: [&str; 5] = ["lorn", "mirn", "north", "south", "arden"];

fn question() -> TotalQuestion {
    TotalQuestion {
        draws: Some(Draws {
            seed: 1,
            number: NonZeroU32::new(60).unwrap(),
            workers: NonZeroUsize::MIN,
        }),
        ..TotalQuestion::default()
    }
}

fn gathered(record: &Record) -> Gathered {
    record.gathered_in(&arden(), &question())
}

/// The total of the dead; nothing where nobody counts any.
fn killed(found: &Gathered) -> Total {
    let total = found.totals.iter().find(|one| one.of == Counted::Killed);
    total
        .cloned()
        .unwrap_or_else(|| Total::new(Counted::Killed, Range::exactly(0)))
}

fn march(day: i8) -> Date {
    date(2031, 3, day)
}

prop_compose! {
    fn any_strike()(
        source in 0..4usize, minute in 0..4000i64, town in 0..3usize, day in 1..5i8, amount in any_amount(),
        stance in prop_oneof![8 => Just(Stance::Asserted), 1 => Just(Stance::Denied), 1 => Just(Stance::Retracted)],
    ) -> Said {
        let source = ["hospital", "monitor", "wire", "gazette"][source];
        Said {
            place: Some(at(TOWNS[town])),
            day: march(day),
            figures: vec![figure(amount, None, false, "dead")],
            stance,
            ..Said::by(source, minute)
        }
    }
}

prop_compose! {
    fn any_count()(
        source in 0..3usize, area in prop::option::of(0..5usize), days in (1..20i8, 1..28i8), minute in 0..4000i64, amount in any_amount(),
    ) -> Said {
        let mut counted = figure(amount, None, false, "since");
        counted.is_cumulative = true;
        counted.cumulative_since = Some(march(days.0.min(days.1)));
        Said {
            sub_event: None,
            place: area.map(|area| at(AREAS[area])),
            day: march(days.0.max(days.1)),
            figures: vec![counted],
            ..Said::by(["un", "registry", "agency"][source], 40_000 + minute)
        }
    }
}

fn any_amount() -> impl Strategy<Value = Amount> {
    prop_oneof![
        (0..60u64).prop_map(Amount::Exact),
        (0..60u64).prop_map(Amount::AtLeast),
        (0..60u64).prop_map(Amount::AtMost),
        (0..60u64).prop_map(Amount::About),
        (0..60u64, 0..60u64).prop_map(|(a, b)| Amount::between(a, b)),
        Just(Amount::Vague(Some((12, 99)))),
        Just(Amount::Vague(None)),
    ]
}

fn strikes(up_to: usize) -> impl Strategy<Value = Vec<Said>> {
    prop::collection::vec(any_strike(), 1..up_to)
}

fn counts(up_to: usize) -> impl Strategy<Value = Vec<Said>> {
    prop::collection::vec(any_count(), 0..up_to)
}

fn record(said: &[Said], more: &[Said]) -> Record {
    let mut record = Record::default();
    for one in said.iter().chain(more) {
        record.add(one);
    }
    record
}

/// Everything that a total says but what became of each claim.
fn without_arithmetic(found: &Gathered) -> Vec<Total> {
    let totals = found.totals.iter().cloned();
    totals
        .map(|total| Total {
            arithmetic: Vec::new(),
            ..total
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(96) })]

    #[test]
    fn a_copy_changes_no_total(said in strikes(8), running in counts(4), which in 0..12usize) {
        let mut record = record(&said, &running);
        let all: Vec<&Said> = said.iter().chain(&running).collect();
        let original = all[which % all.len()];
        let hash = record.add(original);
        let before = gathered(&record);
        record.add(&Said { source: "daily".to_owned(), minute: 90_000, copies: Some(hash), ..original.clone() });
        prop_assert_eq!(without_arithmetic(&before), without_arithmetic(&gathered(&record)));
    }

    #[test]
    fn a_running_count_raises_a_total_by_no_more_than_its_remainder(said in strikes(8), running in counts(6), one in any_count()) {
        let mut record = record(&said, &running);
        let found = gathered(&record);
        let before = killed(&found);
        let hash = record.add(&Said { minute: 90_000, ..one.clone() });
        let after = killed(&gathered(&record));
        prop_assert_eq!(before.documented, after.documented);
        // Without any number there was no total, and no interval.
        prop_assert!(found.totals.is_empty() || before.likely == after.likely);
        prop_assert_eq!(before.incidents, after.incidents);
        let claim = record.claims.iter().find(|claim| claim.report_hash == hash).unwrap().id;
        let most = after
            .remainders
            .iter()
            .find(|remainder| remainder.claim == claim && remainder.credible)
            .map_or(0, |one| one.stated_high.unwrap_or(one.stated_low).saturating_sub(one.documented_low));
        let best = |range: Range| range.best().unwrap_or(range.low());
        prop_assert!(after.union.low() <= before.union.low() + most);
        prop_assert!(best(after.union) <= best(before.union) + most);
        prop_assert!(after.union.high() <= before.union.high() + most);
    }

    #[test]
    fn incidents_and_counts_come_to_the_larger_and_never_to_the_sum(said in strikes(8), values in prop::collection::vec(0..200u64, 1..4)) {
        let mut record = record(&said, &[]);
        for (minute, value) in (0..).zip(&values) {
            let mut counted = figure(Amount::Exact(*value), None, false, "since");
            counted.is_cumulative = true;
            counted.cumulative_since = Some(march(1));
            let source = ["un", "registry", "un"][usize::try_from(minute).unwrap() % 3];
            record.add(&Said { sub_event: None, place: None, day: march(27), figures: vec![counted], ..Said::by(source, 40_000 + minute) });
        }
        let total = killed(&gathered(&record));
        let stated = total.remainders.iter().map(|one| one.stated_low).max().unwrap();
        prop_assert_eq!(total.union.low(), total.documented.low().max(stated));
        prop_assert_eq!(total.union.high(), total.documented.high().max(stated).max(total.union.best().unwrap()));
    }

    #[test]
    fn a_union_holds_the_incidents_and_every_credible_count(said in strikes(8), running in counts(6)) {
        let total = killed(&gathered(&record(&said, &running)));
        prop_assert!(total.union.low() >= total.documented.low());
        prop_assert!(total.union.high() >= total.documented.high());
        let credible = total.remainders.iter().filter(|one| one.credible);
        let mut most = total.documented.low();
        for one in credible {
            prop_assert!(total.union.low() >= one.stated_low);
            most += one.stated_low;
        }
        prop_assert!(total.union.low() <= most);
        prop_assert!(total.documented.low() + total.undocumented.low <= total.union.low());
    }

    #[test]
    fn own_parts_add_up_to_no_more_than_what_is_undocumented(said in strikes(6), running in counts(6)) {
        let total = killed(&gathered(&record(&said, &running)));
        for one in &total.remainders {
            prop_assert!(one.own_low <= one.low && one.high.is_none_or(|high| one.low <= high || one.conflicts));
            prop_assert!(!one.holds.contains(&one.claim));
            if one.credible {
                prop_assert!(one.low <= total.undocumented.low);
            }
        }
    }

    #[test]
    fn merging_two_incidents_adds_no_two_numbers(said in strikes(8), picks in (0..16usize, 0..16usize)) {
        let mut record = record(&said, &[]);
        let found = gathered(&record);
        let count = found.incidents.len();
        prop_assume!(count > 1);
        let a = picks.0 % count;
        let b = (a + 1 + picks.1 % (count - 1)) % count;
        let both: BTreeSet<ClaimId> = [a, b].iter().flat_map(|at| found.incidents[*at].claims.clone()).collect();
        record.rulings.same = vec![both.clone()];
        let after = gathered(&record);
        let merged = after.incidents.iter().find(|one| both.iter().any(|claim| one.claims.contains(claim))).unwrap();
        let said = record.claims.iter().filter(|claim| merged.claims.contains(&claim.id));
        let numbers = said.flat_map(|claim| claim.body.figures()).map(|figure| figure.amount);
        let largest = numbers.filter_map(|amount| amount.high().or(amount.low())).max();
        // Whatever the merged incident comes to, one voice said so by itself.
        prop_assert!(merged.killed.map(Range::high) <= largest, "{:?}", merged);
    }

    #[test]
    fn merging_two_incidents_of_one_number_each_never_raises_the_best_sum(dead in (0..90u64, 0..90u64), towns in (0..3usize, 0..3usize)) {
        let strike = |source: &str, town: usize, day: i8, dead: u64| Said {
            place: Some(at(TOWNS[town])),
            day: march(day),
            figures: vec![figure(Amount::Exact(dead), None, false, "dead")],
            ..Said::by(source, 1440 * 20)
        };
        let mut record = record(&[strike("monitor", towns.0, 1, dead.0), strike("hospital", towns.1, 15, dead.1)], &[]);
        let before = killed(&gathered(&record)).documented;
        prop_assert_eq!(before, Range::exactly(dead.0 + dead.1));
        record.rulings.same = vec![record.claims.iter().map(|claim| claim.id).collect()];
        let after = killed(&gathered(&record)).documented;
        prop_assert_eq!(after.best(), Some(dead.0.min(dead.1)));
        prop_assert_eq!((after.low(), after.high()), (dead.0.min(dead.1), dead.0.max(dead.1)));
    }

    #[test]
    fn splitting_an_incident_and_merging_it_again_restores_its_ranges(said in strikes(8), pick in 0..8usize, cut in 1..8usize) {
        let mut record = record(&said, &[]);
        let found = gathered(&record);
        let whole: Vec<_> = found.incidents.iter().filter(|incident| incident.claims.len() > 1).collect();
        prop_assume!(!whole.is_empty());
        let claims = whole[pick % whole.len()].claims.clone();
        let (one, other) = claims.split_at((cut % claims.len()).max(1));
        record.rulings.same = [one, other].iter().filter(|part| part.len() > 1).map(|part| part.iter().copied().collect()).collect();
        record.rulings.apart = one.iter().flat_map(|a| other.iter().map(move |b| (*a.min(b), *a.max(b)))).collect();
        let split = gathered(&record);
        prop_assert!(split.incidents.iter().all(|incident| !(incident.claims.contains(&one[0]) && incident.claims.contains(&other[0]))));
        // Merged instead of split: where the linkage makes the same of the rest, every range is what it was.
        record.rulings.apart.clear();
        record.rulings.same = vec![claims.iter().copied().collect()];
        let again = gathered(&record);
        for incident in &again.incidents {
            let same = found.incidents.iter().find(|before| before.claims == incident.claims);
            prop_assert!(same.is_none_or(|before| (before.id, before.killed, before.status) == (incident.id, incident.killed, incident.status)));
        }
        // Undone: every byte is what it was.
        record.rulings.same.clear();
        let undone = gathered(&record);
        prop_assert_eq!(&found.incidents, &undone.incidents);
        prop_assert_eq!(&found.totals, &undone.totals);
    }

    #[test]
    fn deleting_a_report_removes_its_effect_on_every_total(said in strikes(8), running in counts(4), extra in prop_oneof![any_strike(), any_count()]) {
        let without = record(&said, &running);
        let mut with = without.clone();
        let hash = with.add(&Said { source: "late".to_owned(), minute: 99_000, ..extra });
        with.heads.remove(&hash);
        with.claims.retain(|claim| claim.report_hash != hash);
        prop_assert_eq!(gathered(&without).totals, gathered(&with).totals);
    }

    #[test]
    fn order_of_arrival_changes_no_total(said in strikes(8), running in counts(5), turn in 0..20usize) {
        let record = record(&said, &running);
        let mut turned = record.clone();
        let by = turn % turned.claims.len();
        turned.claims.rotate_left(by);
        turned.claims.reverse();
        prop_assert_eq!(gathered(&record).totals, gathered(&turned).totals);
    }

    #[test]
    fn no_range_inverts(said in strikes(8), running in counts(5), since in 1..28i8) {
        let mut question = question();
        question.scope.since = Some(march(since));
        for total in record(&said, &running).gathered_in(&arden(), &question).totals {
            let ranges = total.steps.iter().map(|step| step.range).chain(total.straddling.iter().filter_map(|one| one.prorated));
            for range in ranges.chain([total.documented, total.union]) {
                prop_assert!(range.low() <= range.high());
                prop_assert!(range.best().is_none_or(|best| range.low() <= best && best <= range.high()));
            }
            prop_assert!(total.likely.is_none_or(|likely| likely.low <= likely.middle && likely.middle <= likely.high));
            prop_assert!(total.undocumented.high.is_none_or(|high| total.undocumented.low <= high));
            for step in &total.straddling {
                prop_assert!(step.prorated.is_none_or(|part| part.high() <= step.range.high()));
            }
        }
    }
}
