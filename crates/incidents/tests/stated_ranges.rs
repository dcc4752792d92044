//! Tables that state a low, a best and a high number of dead.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::num::{NonZeroU32, NonZeroUsize};

use marsad_domain::Range;
use marsad_incidents::{
    Bounds, Columns, CountingRules, Draws, LinkRules, Linkage, LinkedTable, StatedRanges,
    StructuredIncident, StructuredTable, TableTotal, ToldRows, count_stated, count_structured,
    link, read_structured_table, table_total,
};
use proptest::{prelude::*, test_runner::FileFailurePersistence};

const KM: [f64; 3] = [0.33, 3.3, 22.0];
const HEADER: &str = "id,day,pub,lat,lon,kind,a,b,src,best,low,high";

fn rules() -> LinkRules {
    let text = include_str!("../../../rules/incidents/weights.toml");
    LinkRules::from_toml("weights.toml", text).unwrap()
}

fn counting() -> CountingRules {
    let text = include_str!("../../../rules/incidents/counting.toml");
    CountingRules::from_toml("counting.toml", text).unwrap()
}

fn read(rows: &[String]) -> StructuredTable {
    let csv = format!("{HEADER}\n{}\n", rows.join("\n"));
    let columns = Columns {
        killed: "best".to_owned(),
        ..Columns::default()
    };
    read_structured_table(csv.as_bytes(), &columns, &KM)
}

/// A row about the incident of a day, with its `best,low,high`.
fn row(id: u32, day: u32, published: u32, source: u32, numbers: &str) -> String {
    format!("{id},{day},{published},5.0,7.0,1,2,3,{source},{numbers}")
}

fn counted(table: &StructuredTable) -> (Vec<StructuredIncident>, TableTotal) {
    let (records, ranges) = (&table.records, &table.ranges);
    let rules = rules();
    let linkage = Linkage::of(records.clone(), &Bounds::default(), &rules);
    let linked = linkage.linked();
    let incidents = count_stated(records, &linked, &counting(), |at| ranges.of(records, at));
    let draws = Draws {
        seed: 1,
        number: NonZeroU32::new(200).unwrap(),
        workers: NonZeroUsize::MIN,
    };
    let table = LinkedTable {
        records,
        ranges,
        linked: &linked,
        links: &linkage.links_in_doubt(&linked),
    };
    let total = table_total(table, &incidents, &[], (&counting(), draws));
    (incidents, total)
}

fn range(low: u64, best: u64, high: u64) -> Option<Range> {
    Range::new(low, Some(best), high, false).ok()
}

/// What the records of a table state, by their ids.
fn stated(table: &StructuredTable) -> Vec<(&str, Option<Range>)> {
    (0u32..)
        .zip(&table.records)
        .map(|(at, record)| (&*record.id, table.ranges.of(&table.records, at)))
        .collect()
}

fn told(first: &[u64]) -> ToldRows {
    ToldRows {
        count: first.len(),
        first: first.to_vec(),
    }
}

#[test]
fn incidents_and_totals_reach_from_low_to_high() {
    let rows = [
        row(1, 3, 3, 8, "5,4,9"),
        row(2, 3, 3, 9, "5,5,6"),
        row(3, 90, 90, 9, "7,2,20"),
    ];
    let (incidents, total) = counted(&read(&rows));
    let killed: Vec<_> = incidents.iter().map(|one| one.killed).collect();
    assert_eq!(killed, [range(4, 5, 9), range(2, 7, 20)]);
    assert_eq!(Some(total.documented), range(6, 12, 29));
    assert_eq!(total.union, total.documented);
    let likely = total.likely.unwrap();
    assert!(
        6 <= likely.low && likely.low < likely.high && likely.high <= 29,
        "{likely:?}"
    );
}

#[test]
fn linking_compares_best_alone() {
    let rows = |numbers: [&str; 3]| -> Vec<String> {
        let days = [(1, 3), (2, 3), (3, 4)];
        let rows = days.into_iter().zip(numbers);
        rows.map(|((id, day), numbers)| row(id, day, day, id, numbers))
            .collect()
    };
    let with = read(&rows(["5,1,90", "5,5,6", "7,0,8"]));
    let without = read(&rows(["5,,", "5,,", "7,,"]));
    assert_eq!(with.records, without.records);
    assert_eq!(without.ranges, StatedRanges::default());
    let linked = link(&without.records, &rules());
    let (incidents, _) = counted(&without);
    assert_eq!(
        incidents,
        count_structured(&without.records, &linked, &counting())
    );
}

#[test]
fn rows_out_of_order_are_repaired_and_told() {
    let rows = [
        row(1, 3, 3, 8, "5,6,9"),
        row(2, 20, 20, 8, "5,4,9"),
        row(3, 40, 40, 8, "5,5,4"),
        row(4, 60, 60, 8, ",9,3"),
    ];
    let table = read(&rows);
    assert_eq!(table.refused, []);
    assert_eq!(table.repaired, told(&[2, 4, 5]));
    assert_eq!(
        stated(&table),
        [
            ("1", range(5, 5, 9)),
            ("2", range(4, 5, 9)),
            ("3", range(4, 5, 5)),
            ("4", Range::new(3, None, 9, false).ok()),
        ]
    );
    let many: Vec<String> = (0..40).map(|id| row(id, 3, 3, 8, "5,6,9")).collect();
    let ToldRows { count, first } = read(&many).repaired;
    assert_eq!((count, first), (40, vec![2, 3, 4, 5, 6]));
}

#[test]
fn negative_numbers_are_unknown_and_told() {
    let rows = [
        row(1, 3, 3, 8, "-2,,"),
        row(2, 20, 20, 8, "-4,2,6"),
        row(3, 40, 40, 8, "5,-3,-1"),
        row(4, 60, 60, 8, ",,"),
    ];
    let table = read(&rows);
    assert_eq!((table.refused.len(), table.repaired.count), (0, 0));
    assert_eq!(table.negative, told(&[2, 3, 4]));
    assert_eq!(
        stated(&table),
        [
            ("1", None),
            ("2", Range::new(2, None, 6, false).ok()),
            ("3", Some(Range::exactly(5))),
            ("4", None),
        ]
    );
    let (_, total) = counted(&table);
    assert_eq!((total.incidents, total.uncounted), (2, 2));
}

#[test]
fn a_bound_alone_states_no_best() {
    let table = read(&[row(1, 3, 3, 8, ",4,"), row(2, 20, 20, 8, ",,6")]);
    let at_least = Range::new(4, None, 4, true).ok();
    let at_most = Range::new(0, None, 6, false).ok();
    assert_eq!(stated(&table), [("1", at_least), ("2", at_most)]);
}

#[test]
fn what_is_no_number_is_refused_in_each_of_the_three_columns() {
    let rows = [
        row(1, 3, 3, 8, "many,1,2"),
        row(2, 3, 3, 8, "5,few,9"),
        row(3, 3, 3, 8, "5,4,4.5"),
        row(4, 3, 3, 8, "5.0,4.0,9.0"),
    ];
    let table = read(&rows);
    let refused: Vec<u64> = table.refused.iter().map(|one| one.row).collect();
    assert_eq!(refused, [2, 3, 4]);
    assert_eq!(
        table.refused[1].reason,
        "\"few\" is no lower number of dead"
    );
    assert_eq!(stated(&table), [("4", range(4, 5, 9))]);
}

#[test]
fn ends_without_a_name_are_not_read() {
    let columns = Columns {
        low: String::new(),
        high: String::new(),
        ..Columns::default()
    };
    let csv = "id,day,killed,low,high\n1,3,5,scarce,dear\n";
    let table = read_structured_table(csv.as_bytes(), &columns, &KM);
    assert_eq!(table.refused, []);
    assert_eq!(stated(&table), [("1", Some(Range::exactly(5)))]);
}

#[test]
fn of_two_rows_with_one_id_the_range_of_the_one_that_stays_counts() {
    let rows = [
        row(9, 3, 8, 8, "5,6,9"),
        row(1, 3, 4, 8, "-1,,"),
        row(9, 3, 7, 8, "5,,"),
        row(1, 3, 2, 8, "6,1,8"),
        row(9, 3, 9, 8, "5,7,30"),
    ];
    let table = read(&rows);
    assert_eq!(table.refused.len(), 3);
    assert_eq!(
        (table.repaired.count, table.negative.count),
        (0, 0),
        "what was refused is not told again"
    );
    let kept = [("1", range(1, 6, 8)), ("9", Some(Range::exactly(5)))];
    assert_eq!(stated(&table), kept);
}

/// A field as tables have it: empty, negative, whole, with a fraction, or anything.
fn any_field() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        (-3..40i64).prop_map(|n| n.to_string()),
        (0..40u32).prop_map(|n| format!("{n}.0")),
        Just(u32::MAX.to_string()),
        Just(u64::MAX.to_string()),
        "[-+0-9.eaN]{0,6}",
    ]
}

fn any_rows() -> impl Strategy<Value = Vec<String>> {
    let numbers = (any_field(), any_field(), any_field());
    let said = (0..12u32, 0..3u32, 0..4u32, 0..3u32, numbers);
    let rows = said.prop_map(|(id, day, late, source, (best, low, high))| {
        let numbers = format!("{best},{low},{high}");
        row(id, day * 9, day * 9 + late, source, &numbers)
    });
    prop::collection::vec(rows, 0..30)
}

fn is_in_order(range: Range) -> bool {
    range.low() <= range.best().unwrap_or(range.low())
        && range.best().unwrap_or(range.high()) <= range.high()
}

/// Failing cases are kept beside this file and tried again first.
fn settings() -> ProptestConfig {
    let kept = FileFailurePersistence::WithSource("proptest-regressions");
    ProptestConfig {
        failure_persistence: Some(Box::new(kept)),
        ..ProptestConfig::with_cases(128)
    }
}

proptest! {
    #![proptest_config(settings())]

    #[test]
    fn low_best_and_high_are_in_order_whatever_the_table_says(rows in any_rows()) {
        let table = read(&rows);
        let (incidents, total) = counted(&table);
        let ranges = incidents.iter().filter_map(|one| one.killed);
        for range in ranges.chain([total.documented, total.union]) {
            prop_assert!(is_in_order(range), "{range:?}");
        }
        let kept = table.records.len();
        prop_assert_eq!(kept + table.refused.len(), rows.len());
        prop_assert!(table.repaired.count <= kept && table.negative.count <= kept);
        if let Some(likely) = total.likely {
            prop_assert!(likely.low <= likely.middle && likely.middle <= likely.high);
            let documented = total.documented;
            // Where a link is uncertain two incidents may be one, or one two.
            let is_within = documented.low() <= likely.low && likely.high <= documented.high();
            prop_assert!(is_within || likely.uncertain_links > 0, "{likely:?}");
        }
    }

    #[test]
    fn the_order_of_the_rows_leaves_no_trace(
        (rows, other) in any_rows().prop_flat_map(|rows| {
            // Of two rows with one id and one day of publication the first of the file stays: each id once here.
            let mut rows = rows;
            rows.sort();
            rows.dedup_by_key(|row| row.split(',').next().map(str::to_owned));
            (Just(rows.clone()), Just(rows).prop_shuffle())
        })
    ) {
        let (table, other) = (read(&rows), read(&other));
        prop_assert_eq!(&table.records, &other.records);
        prop_assert_eq!(&table.ranges, &other.ranges);
        prop_assert_eq!(table.repaired.count, other.repaired.count);
        prop_assert_eq!(table.negative.count, other.negative.count);
        prop_assert_eq!(counted(&table), counted(&other));
    }
}
