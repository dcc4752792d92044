//! Multiple-systems estimation: known populations are found again, and what must not matter does not.
#![expect(
    clippy::unwrap_used,
    clippy::cast_precision_loss,
    reason = "tests of small numbers"
)]

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    num::{NonZeroU32, NonZeroUsize},
};

use marsad_incidents::systems::{
    Captures, ChainName, Estimate, Finding, ListChoice, ListGroup, ListsError, Settings, Stratum,
    Systems, read_lists_csv, sample,
};
use proptest::prelude::{
    Just, ProptestConfig, Strategy, any, prop, prop_assert, prop_assert_eq, proptest,
};
use rand::{RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;

/// A class of people: how many there are, and how likely each list catches one of them.
type Class<'a> = (u32, &'a [f64]);

/// A population of classes as a table, with those on no list left out as they are in life, and its size.
fn population(seed: u64, classes: &[Class<'_>]) -> (String, u64) {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let lists = classes[0].1.len();
    let names: Vec<String> = (0..lists).map(|list| format!("list {list}")).collect();
    let mut table = names.join(",");
    let mut people = 0;
    for (size, catches) in classes {
        for _ in 0..*size {
            let on: Vec<bool> = catches
                .iter()
                .map(|catch| rng.random::<f64>() < *catch)
                .collect();
            if on.contains(&true) {
                let cells: Vec<&str> = on.iter().map(|on| if *on { "1" } else { "0" }).collect();
                write!(table, "\n{}", cells.join(",")).unwrap();
            }
            people += 1;
        }
    }
    (table, people)
}

fn captures(table: &str) -> Captures {
    let mut read = read_lists_csv(table.as_bytes(), &ListChoice::default()).unwrap();
    assert_eq!(read.refused, []);
    read.strata.remove(&Stratum::Whole).unwrap()
}

fn settings(burn_in: u32, samples: u32) -> Settings {
    Settings {
        burn_in,
        samples: NonZeroU32::new(samples).unwrap(),
        thinning: NonZeroU32::new(10).unwrap(),
        ..Settings::default()
    }
}

fn estimate(captures: &Captures, settings: &Settings, seed: u64) -> Estimate {
    let systems = Systems::of(captures.clone()).unwrap();
    let chain = |chain| {
        let name = ChainName {
            seed,
            stratum: "test",
            chain,
        };
        sample(&systems, settings, name, |_| ())
    };
    Estimate::of(&systems, &[chain(0), chain(1)])
}

/// Estimates twenty populations: the interval has to hold the truth of 17 at least, as one of 95 % does in all but one
/// set of sixty, and the median has to be near it on average.
fn check_coverage(classes: &[Class<'_>], nearest: f64) {
    let settings = settings(2000, 300);
    let (mut held, mut error) = (0, 0.0);
    for seed in 0..20 {
        let (table, truth) = population(seed, classes);
        let found = estimate(&captures(&table), &settings, seed);
        held += u32::from((found.low..=found.high).contains(&truth));
        error += found.median as f64 / truth as f64 - 1.0;
    }
    assert!(held >= 17, "{held} of 20 intervals hold the truth");
    let error = error / 20.0;
    assert!(
        error.abs() <= nearest,
        "medians are off by {error:.3} on average"
    );
}

#[test]
fn independent_lists_are_seen_through() {
    check_coverage(&[(600, &[0.35, 0.3, 0.2, 0.25])], 0.03);
}

#[test]
fn two_classes_that_lists_find_unlike_are_seen_through() {
    let classes: [Class<'_>; 2] = [
        (500, &[0.7, 0.2, 0.65, 0.2, 0.6]),
        (700, &[0.2, 0.5, 0.15, 0.4, 0.2]),
    ];
    check_coverage(&classes, 0.03);
}

#[test]
fn with_one_class_those_whom_no_list_finds_easily_are_missed() {
    let classes: [Class<'_>; 2] = [(250, &[0.7; 5]), (350, &[0.15; 5])];
    let (table, truth) = population(1, &classes);
    let captures = captures(&table);
    let one = Settings {
        classes: NonZeroUsize::MIN,
        ..settings(2000, 300)
    };
    assert!(estimate(&captures, &one, 1).high < truth);
    assert!(estimate(&captures, &settings(2000, 300), 1).high >= truth);
}

/// With one class the posterior of the size has a closed form: the probability of N + 1 by that of N is
/// N / (N + 1 - n) times, for each list, (N + 1 - caught) / (N + 2).
fn mean_of_one_class(captures: &Captures) -> f64 {
    let recorded = captures.recorded() as f64;
    let (mut size, mut weight, mut sum, mut moment) = (recorded, 1.0, 0.0, 0.0);
    while weight > sum * 1e-14 {
        sum += weight;
        moment += weight * size;
        let lists = captures.lists().iter();
        let missed = lists.map(|list| (size + 1.0 - list.individuals as f64) / (size + 2.0));
        weight *= size / (size + 1.0 - recorded) * missed.product::<f64>();
        size += 1.0;
    }
    moment / sum
}

#[test]
fn with_one_class_the_posterior_is_that_of_the_closed_form() {
    let (table, _) = population(2, &[(150, &[0.3, 0.25, 0.2])]);
    let captures = captures(&table);
    let one = Settings {
        classes: NonZeroUsize::MIN,
        ..settings(500, 4000)
    };
    let (found, exact) = (
        estimate(&captures, &one, 1).mean,
        mean_of_one_class(&captures),
    );
    assert!((found / exact - 1.0).abs() < 0.01, "{found} for {exact}");
}

#[test]
fn an_interval_gets_narrower_with_more_overlap() {
    let width = |catch: f64| {
        let (table, _) = population(5, &[(400, &[catch; 4])]);
        let found = estimate(&captures(&table), &settings(2000, 300), 1);
        found.high - found.low
    };
    assert!(width(0.5) < width(0.2));
}

#[test]
fn chains_that_are_too_short_are_told() {
    let (table, _) = population(3, &[(400, &[0.3; 4])]);
    let captures = captures(&table);
    let (short, long) = (settings(0, 20), settings(4000, 1500));
    let told = |settings: &Settings| {
        let findings = estimate(&captures, settings, 1).findings(settings);
        findings
            .iter()
            .any(|it| matches!(it, Finding::NotConverged { .. }))
    };
    assert!(told(&short));
    assert!(!told(&long));
}

#[test]
fn classes_that_are_all_needed_are_told() {
    let classes: [Class<'_>; 3] = [
        (300, &[0.9, 0.9, 0.05, 0.05, 0.05, 0.05]),
        (300, &[0.05, 0.05, 0.9, 0.9, 0.05, 0.05]),
        (300, &[0.05, 0.05, 0.05, 0.05, 0.9, 0.9]),
    ];
    let (table, _) = population(4, &classes);
    let captures = captures(&table);
    let told = |classes| {
        let settings = Settings {
            classes: NonZeroUsize::new(classes).unwrap(),
            ..settings(1000, 200)
        };
        let findings = estimate(&captures, &settings, 1).findings(&settings);
        findings
            .iter()
            .any(|it| matches!(it, Finding::ClassesFull { .. }))
    };
    assert!(told(2));
    assert!(!told(10));
}

#[test]
fn a_million_people_take_as_long_as_a_thousand() {
    // The same patterns a thousand times as often: time goes with patterns. The rounds are few, but a sampler that
    // went person by person would need minutes.
    let (table, _) = population(6, &[(1000, &[0.3, 0.3, 0.3])]);
    let (head, rows) = table.split_once('\n').unwrap();
    let many = format!("{head}{}", format!("\n{rows}").repeat(300));
    let found = estimate(&captures(&many), &settings(100, 100), 1);
    assert!(found.recorded > 150_000 && found.median > found.recorded);
}

#[test]
fn strata_are_estimated_apart_and_a_blank_one_is_unknown() {
    let table = "a,region,b,c\n1,north,1,0\n1,,1,1\n0,south,1,1\n1,north,0,1";
    let choice = ListChoice {
        by: Some("region".to_owned()),
        ..ListChoice::default()
    };
    let read = read_lists_csv(table.as_bytes(), &choice).unwrap();
    let strata: Vec<(&Stratum, u64)> = read
        .strata
        .iter()
        .map(|(stratum, captures)| (stratum, captures.recorded()))
        .collect();
    let (north, south) = (
        Stratum::Named("north".to_owned()),
        Stratum::Named("south".to_owned()),
    );
    assert_eq!(strata, [(&north, 2), (&south, 1), (&Stratum::Unknown, 1)]);
}

#[test]
fn columns_join_to_one_list() {
    let table = "a,b,c,d,note\n1,,0,0,x\n0,1,0,1,y\n0,0,1,,z\n,,1,1,x";
    let choice = ListChoice {
        groups: vec!["either = a + b".parse().unwrap()],
        ..ListChoice::default()
    };
    let read = read_lists_csv(table.as_bytes(), &choice).unwrap();
    let captures = &read.strata[&Stratum::Whole];
    let sizes: BTreeMap<&str, (u64, u64)> = captures
        .lists()
        .iter()
        .map(|list| (list.name.as_str(), (list.individuals, list.blank)))
        .collect();
    let expected = [("c", (2, 0)), ("d", (2, 1)), ("either", (2, 1))];
    assert_eq!(sizes, BTreeMap::from(expected));
    for bad in ["a+b", "=a", "x=", "x=a++b"] {
        assert!(bad.parse::<ListGroup>().is_err(), "{bad}");
    }
}

#[test]
fn rows_that_say_something_else_are_refused_with_their_line() {
    let table = b"a,b,c\n1,1,0\n1,yes,0\n1,1\n\xff,1,1\n0,1,1\n";
    let choice = ListChoice {
        lists: ["a", "b", "c"].map(str::to_owned).to_vec(),
        ..ListChoice::default()
    };
    let read = read_lists_csv(&table[..], &choice).unwrap();
    let lines: Vec<u64> = read.refused.iter().map(|refusal| refusal.row).collect();
    assert_eq!(lines, [3, 4, 5]);
    assert_eq!(read.refused[0].reason, "the list \"b\" has \"yes\"");
    assert_eq!(read.strata[&Stratum::Whole].recorded(), 2);
}

#[test]
fn a_column_that_is_nearly_a_list_is_told() {
    let table = "id,a,b,c,d\n1,1,0,1,1\n2,1,1,0,0\n3,0,1,2,1\n";
    let read = read_lists_csv(table.as_bytes(), &ListChoice::default()).unwrap();
    let told: Vec<_> = read
        .passed_over
        .iter()
        .map(|it| (it.column.as_str(), it.row, it.value.as_str()))
        .collect();
    assert_eq!(told, [("c", 4, "2")]);
    assert_eq!(read.strata[&Stratum::Whole].lists().len(), 3);
}

#[test]
fn bad_tables_are_refused_with_a_reason() {
    let named = |lists: &[&str]| ListChoice {
        lists: lists.iter().map(|it| (*it).to_owned()).collect(),
        ..ListChoice::default()
    };
    let with = |groups: &[&str], by: Option<&str>| ListChoice {
        groups: groups.iter().map(|group| group.parse().unwrap()).collect(),
        by: by.map(str::to_owned),
        ..ListChoice::default()
    };
    let check = |table: &str, choice: &ListChoice, expected: &str| {
        let error = read_lists_csv(table.as_bytes(), choice)
            .unwrap_err()
            .to_string();
        assert!(
            error.contains(expected) && error.contains("; hint: "),
            "{error}"
        );
    };
    let four = "a,b,c,d\n1,0,1,0\n";
    check(
        "a,b\n1,0\n",
        &ListChoice::default(),
        "2 lists and an estimate needs 3",
    );
    check("", &ListChoice::default(), "no row");
    check("a,b,c\n", &named(&["a", "b", "c"]), "no row");
    check(
        four,
        &named(&["a", "b", "e"]),
        "no column \"e\"; hint: the columns are a, b, c, d",
    );
    check(four, &named(&["a", "b", "a"]), "\"a\" is asked for twice");
    check(
        four,
        &with(&["x=a+b", "y=b+c"], None),
        "\"b\" is asked for twice",
    );
    check(four, &with(&["d=a+b"], None), "two lists are called \"d\"");
    check(
        "a,b,a,d\n1,0,1,0\n",
        &ListChoice::default(),
        "two lists are called \"a\"",
    );
    check(
        "a,b,c,a\n1,0,1,0\n",
        &named(&["a", "b", "c"]),
        "two lists are called \"a\"",
    );
    check(
        four,
        &with(&["x=a+b"], Some("b")),
        "\"b\" is asked for twice",
    );
    check(four, &with(&[], Some("where")), "no column \"where\"");
    let many: Vec<String> = (0..70).map(|list| list.to_string()).collect();
    let cells = vec!["1"; 70].join(",");
    check(
        &format!("{}\n{cells}\n", many.join(",")),
        &ListChoice::default(),
        "70 lists",
    );
    let error = read_lists_csv(&b"a,\xff\n1,0\n"[..], &ListChoice::default());
    assert!(matches!(error, Err(ListsError::Header { .. })));
}

#[test]
fn without_three_lists_that_overlap_there_is_no_estimate() {
    let refused = |table: &str| Systems::of(captures(table)).unwrap_err().to_string();
    assert!(refused("a,b,c\n1,1,0\n1,0,0\n").contains("2 of its lists"));
    assert!(refused("a,b,c\n1,0,0\n0,1,0\n0,0,1\n").contains("no individual is on two lists"));
}

#[test]
fn what_is_odd_about_lists_is_told() {
    let table = "a,b,c,d,e\n1,1,0,0,\n1,1,0,0,0\n1,1,1,0,\n0,0,1,0,\n0,0,0,0,1\n0,0,0,0,0\n";
    let systems = Systems::of(captures(table)).unwrap();
    let (a, b) = ("a".to_owned(), "b".to_owned());
    let expected = [
        Finding::OnNoList { individuals: 1 },
        Finding::WithNobody {
            list: "d".to_owned(),
        },
        Finding::Blank {
            cells: 3,
            of: 24,
            mostly: Vec::new(),
        },
        Finding::Copy {
            lists: [a, b],
            shared: 3,
            either: 3,
        },
        Finding::Apart {
            lists: vec!["e".to_owned()],
        },
    ];
    assert_eq!(systems.findings(), expected);
}

/// A table by its cells, with columns in the given order.
fn table(order: &[usize], rows: &[Vec<bool>]) -> String {
    let line = |cell: &dyn Fn(usize) -> String| {
        let cells: Vec<String> = order.iter().map(|column| cell(*column)).collect();
        cells.join(",")
    };
    let mut table = line(&|column| format!("list {column}"));
    for row in rows {
        let cells = line(&|column| u8::from(row[column]).to_string());
        write!(table, "\n{cells}").unwrap();
    }
    table
}

/// Rows of four lists, the order of the rows and that of the columns.
fn rows() -> impl Strategy<Value = (Vec<Vec<bool>>, Vec<usize>)> {
    let rows = prop::collection::vec(prop::collection::vec(any::<bool>(), 4), 8..60);
    (rows, Just(vec![0, 1, 2, 3]).prop_shuffle())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn neither_the_order_of_rows_nor_that_of_columns_matters(
        (rows, order) in rows(),
        seed in any::<u64>(),
    ) {
        let before = captures(&table(&[0, 1, 2, 3], &rows));
        let mut turned = rows;
        turned.reverse();
        let after = captures(&table(&order, &turned));
        prop_assert_eq!(&before, &after);
        if Systems::of(before.clone()).is_ok() {
            let settings = settings(50, 50);
            prop_assert_eq!(
                estimate(&before, &settings, seed),
                estimate(&after, &settings, seed)
            );
        }
    }

    #[test]
    fn there_are_never_fewer_than_recorded((rows, _) in rows(), seed in any::<u64>()) {
        let captures = captures(&table(&[0, 1, 2, 3], &rows));
        if let Ok(systems) = Systems::of(captures.clone()) {
            let found = estimate(&captures, &settings(20, 50), seed);
            prop_assert_eq!(found.recorded, systems.captures().recorded());
            prop_assert!(found.recorded <= found.low);
            prop_assert!(found.low <= found.median && found.median <= found.high);
        }
    }

    #[test]
    fn a_copy_of_a_list_is_told((mut rows, _) in rows(), of in 0_usize..4) {
        for row in &mut rows {
            row.push(row[of]);
        }
        rows.push(vec![true; 5]);
        rows.push(vec![true; 5]);
        let systems = Systems::of(captures(&table(&[0, 1, 2, 3, 4], &rows))).unwrap();
        let copy = [format!("list {of}"), "list 4".to_owned()];
        let is_told = systems.findings().iter().any(
            |it| matches!(it, Finding::Copy { lists, shared, either } if *lists == copy && shared == either),
        );
        prop_assert!(is_told);
    }
}
