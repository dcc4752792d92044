//! `marsad estimate`.

use std::fmt::Write as _;

use serde_json::json;

use crate::harness::Desk;

/// Two strata of individuals on four lists: a pattern of digits and how many have it.
fn table() -> String {
    let mut table = "town,a,b,c,d\n".to_owned();
    let patterns = [
        ("north", "1100", 20),
        ("north", "1010", 14),
        ("north", "0101", 9),
        ("north", "1000", 40),
        ("north", "0100", 30),
        ("north", "0010", 25),
        ("north", "0001", 11),
        ("north", "1111", 4),
        ("south", "1100", 10),
        ("south", "0011", 6),
        ("south", "0110", 7),
        ("south", "1000", 20),
        ("south", "0010", 12),
        ("south", "0001", 8),
    ];
    for (town, pattern, count) in patterns {
        let cells: Vec<String> = pattern.chars().map(String::from).collect();
        for _ in 0..count {
            writeln!(table, "{town},{}", cells.join(",")).unwrap();
        }
    }
    table
}

const SHORT: [&str; 4] = ["--samples", "200", "--by", "town"];

fn estimate(desk: &Desk, words: &[&str]) -> crate::harness::Printed {
    desk.run(&[&["estimate", "lists.csv"], &SHORT[..], words].concat())
}

#[test]
fn strata_are_estimated_one_a_line() {
    let desk = Desk::empty();
    desk.file("lists.csv", table());
    let printed = estimate(&desk, &[]);
    assert_eq!(printed.code, Some(0), "{}", printed.talk);
    let lines: Vec<&str> = printed.out.lines().collect();
    assert_eq!(lines.len(), 3);
    let head: Vec<&str> = lines[0].split_whitespace().collect();
    let expected = "stratum recorded low median high undocumented convergence";
    assert_eq!(head, expected.split(' ').collect::<Vec<_>>());
    for (line, (town, recorded)) in lines[1..].iter().zip([("north", 153), ("south", 63)]) {
        let cells: Vec<&str> = line.split_whitespace().collect();
        assert_eq!(cells[0], town);
        let numbers: Vec<u64> = cells[1..5].iter().map(|it| it.parse().unwrap()).collect();
        assert!(numbers[0] == recorded && numbers.is_sorted(), "{line}");
        assert!(cells[5].ends_with('%') && line.contains("R-hat"), "{line}");
    }
}

#[test]
fn json_has_everything_that_an_estimate_rests_on() {
    let desk = Desk::empty();
    desk.file("lists.csv", table());
    let lines = estimate(&desk, &["--format", "json", "--runs", "2", "--seed", "9"]).json();
    let north = &lines[0];
    assert_eq!(north["stratum"], "north");
    assert_eq!(north["recorded"], 153);
    assert_eq!(
        north["lists"][0],
        json!({"name": "a", "individuals": 78, "blank": 0})
    );
    assert_eq!(
        north["overlap"][0],
        json!({"lists": ["a", "b"], "individuals": 24})
    );
    let corroboration = json!([
        {"lists": 1, "individuals": 106},
        {"lists": 2, "individuals": 43},
        {"lists": 4, "individuals": 4}
    ]);
    assert_eq!(north["corroboration"], corroboration);
    assert_eq!(north["patterns"].as_array().unwrap().len(), 8);
    assert_eq!(north["model"]["runs"], 2);
    assert_eq!(north["model"]["seed"], 9);
    assert_eq!(north["model"]["classes"], 5);
    assert!(north["convergence"]["r_hat"].as_f64().unwrap() > 0.9);
    assert_eq!(lines[1]["stratum"], "south");
}

#[test]
fn rows_without_a_stratum_are_one_that_is_not_stated() {
    let desk = Desk::empty();
    desk.file("lists.csv", table().replace("south", ""));
    let lines = estimate(&desk, &["--format", "json"]).json();
    assert_eq!(lines[1].get("stratum"), Some(&serde_json::Value::Null));
    let printed = estimate(&desk, &[]);
    assert!(
        printed
            .out
            .lines()
            .last()
            .unwrap()
            .starts_with("not stated")
    );
    let whole = desk.run(&[
        "estimate",
        "lists.csv",
        "--samples",
        "100",
        "--format",
        "json",
    ]);
    assert_eq!(whole.json()[0].get("stratum"), None);
}

#[test]
fn neither_workers_nor_the_order_of_rows_and_columns_change_a_byte() {
    let desk = Desk::empty();
    desk.file("lists.csv", table());
    let mut rows: Vec<String> = table()
        .lines()
        .map(|line| line.rsplit(',').collect::<Vec<_>>().join(","))
        .collect();
    rows[1..].reverse();
    desk.file("turned.csv", rows.join("\n"));
    let run = |file: &str, workers: &str| {
        let words = [&["estimate", file, "--format", "json"], &SHORT[..]].concat();
        let printed = desk.run_on(&words, workers);
        assert_eq!(printed.code, Some(0), "{}", printed.talk);
        printed.out
    };
    let one = run("lists.csv", "1");
    assert_eq!(one, run("lists.csv", "4"));
    assert_eq!(one, run("turned.csv", "3"));
}

#[test]
fn what_is_odd_is_told_beside_the_answer() {
    let desk = Desk::empty();
    let copy: String = table()
        .lines()
        .enumerate()
        .map(|(row, line)| match row {
            0 => format!("{line},wire\n"),
            _ => format!("{line},{}\n", line.split(',').nth(1).unwrap()),
        })
        .collect();
    desk.file("lists.csv", format!("{copy}north,0,0,0,,0\n"));
    let printed = estimate(&desk, &[]);
    assert_eq!(printed.code, Some(0));
    for told in [
        "warning: north: the lists a and wire share 78 of the 78 individuals on either",
        "note: north: 1 individuals are on no list and were left out",
        "note: north: 1 of 770 cells are blank",
    ] {
        assert!(printed.talk.contains(told), "{}", printed.talk);
    }
    let joined = estimate(&desk, &["--group", "a=a+wire"]);
    assert!(!joined.talk.contains("join them"), "{}", joined.talk);
}

#[test]
fn bad_rows_and_strata_are_refused_and_the_rest_is_estimated() {
    let desk = Desk::empty();
    desk.file(
        "lists.csv",
        format!("{}east,1,0,0,0\nnorth,1,maybe,0,0\n", table()),
    );
    let printed = estimate(&desk, &["--lists", "a,b,c,d"]);
    assert_eq!(printed.code, Some(2));
    assert_eq!(printed.out.lines().count(), 3);
    for told in [
        "refused: lists.csv:219: the list \"b\" has \"maybe\"",
        "refused: east: 1 of its lists have anybody and an estimate needs 3",
        "hint: join fewer lists, or take strata together",
    ] {
        assert!(printed.talk.contains(told), "{}", printed.talk);
    }
    let printed = estimate(&desk, &[]);
    assert!(
        printed
            .talk
            .contains("the column b is not taken for a list: line 219 has \"maybe\"")
    );
}

#[test]
fn a_table_without_three_lists_is_refused_with_the_reason() {
    let desk = Desk::empty();
    desk.file("lists.csv", "a,b,name\n1,0,x\n1,1,y\n");
    let printed = desk.run(&["estimate", "lists.csv"]);
    assert_eq!((printed.code, printed.out.as_str()), (Some(2), ""));
    assert!(
        printed
            .talk
            .contains("the table has 2 lists and an estimate needs 3")
    );
    assert!(printed.talk.contains("hint: name the columns with --lists"));
    let printed = desk.run(&["estimate", "lists.csv", "--group", "a+b"]);
    assert_eq!(printed.code, Some(2));
    assert!(printed.talk.contains("write NAME=COLUMN+COLUMN"));
    assert_eq!(desk.run(&["estimate", "nowhere.csv"]).code, Some(2));
}
