//! What is counted, and what is never added.

use e2e::Record;
use serde_json::Value;

use crate::fixtures::{Demo, add, report, text};

fn total(record: &Record, of: &str) -> Value {
    let lines = record.marsad("incidents --totals").done().json_lines();
    let found = lines.into_iter().find(|line| text(line, "/of") == of);
    found.unwrap_or_else(|| panic!("no total of {of}"))
}

/// Three strikes at three places on three days: 4, at least 7, and 12.
fn incidents() -> Vec<String> {
    vec![
        report(
            "i1",
            "2024-12-02T12:00:00Z",
            "afp",
            "An air strike on Idlib killed four people on Monday.",
        ),
        report(
            "i2",
            "2024-12-03T12:00:00Z",
            "reuters",
            "Shelling killed at least seven people in Hama on Tuesday.",
        ),
        report(
            "i3",
            "2024-12-04T12:00:00Z",
            "sohr",
            "A car bomb killed 12 people in Manbij on Wednesday.",
        ),
    ]
}

/// A running count over them all.
const RUNNING: &str =
    "At least 826 people have been killed since 27 November, the Observatory said.";

#[test]
fn a_running_count_added_after_the_incidents_never_adds_to_their_sum() {
    let record = Record::init("syria");
    add(&record, "incidents.jsonl", &incidents());
    let before = total(&record, "killed");
    assert_eq!(before["documented"]["low"], 23, "{before}");
    let listed = record.marsad("incidents").done().json_lines().len();
    let running = report("running", "2024-12-06T12:00:00Z", "sohr", RUNNING);
    add(&record, "running.jsonl", &[running]);
    let after = total(&record, "killed");
    assert_eq!(before["documented"], after["documented"]);
    assert_eq!(before["incidents"], after["incidents"]);
    assert_eq!(
        after["remainders"].as_array().map_or(0, Vec::len),
        1,
        "{after}"
    );
    assert_eq!(record.marsad("incidents").done().json_lines().len(), listed);
}

#[test]
fn what_a_running_count_leaves_over_the_documented_is_told_apart() {
    let record = Record::init("syria");
    add(&record, "incidents.jsonl", &incidents());
    add(
        &record,
        "running.jsonl",
        &[report("running", "2024-12-06T12:00:00Z", "sohr", RUNNING)],
    );
    let total = total(&record, "killed");
    let remainder = &total["remainders"][0];
    assert_eq!(remainder["stated_low"], 826, "{total}");
    assert_eq!(remainder["low"], 826 - 23, "{total}");
    assert_eq!(text(remainder, "/since"), "2024-11-27");
    assert_eq!(remainder["conflicts"], false);
}

#[test]
fn a_running_count_that_grows_replaces_the_one_before() {
    let record = Record::init("syria");
    add(&record, "incidents.jsonl", &incidents());
    let later = RUNNING.replace("826", "910");
    add(
        &record,
        "running.jsonl",
        &[
            report("first", "2024-12-06T12:00:00Z", "sohr", RUNNING),
            report("second", "2024-12-08T12:00:00Z", "sohr", &later),
        ],
    );
    let total = total(&record, "killed");
    assert_eq!(total["documented"]["low"], 23, "{total}");
}

#[test]
fn a_copy_of_a_dispatch_counts_nobody_twice() {
    let record = Record::init("syria");
    let words = "Russian air strikes in western Aleppo province killed 19 civilians on Thursday, the Observatory said. \
                 The strikes hit three villages and a road, and rescuers were still searching in the evening.";
    add(
        &record,
        "one.jsonl",
        &[report("a", "2024-11-28T16:00:00Z", "afp", words)],
    );
    let before = total(&record, "killed");
    add(
        &record,
        "two.jsonl",
        &[report("b", "2024-11-28T17:00:00Z", "france24", words)],
    );
    let after = total(&record, "killed");
    assert_eq!(before["documented"], after["documented"], "{after}");
    assert_eq!(after["documented"]["low"], 19);
}

#[test]
fn an_expected_or_denied_number_is_counted_nowhere() {
    let record = Record::init("syria");
    add(&record, "incidents.jsonl", &incidents());
    let before = total(&record, "killed");
    add(
        &record,
        "unreal.jsonl",
        &[
            report(
                "e",
                "2024-12-06",
                "afp",
                "The toll may rise to 300 dead, doctors said.",
            ),
            report(
                "d",
                "2024-12-06",
                "sana",
                "The army denied that shelling had killed 40 people in Rastan on Thursday.",
            ),
            report(
                "h",
                "2024-12-06",
                "afp",
                "If the rebels enter Homs, hundreds of people will be killed.",
            ),
        ],
    );
    assert_eq!(before["documented"], total(&record, "killed")["documented"]);
}

#[test]
fn an_incident_line_has_the_shape_that_is_promised() {
    let lines = Demo::shared().ask("incidents").done().json_lines();
    assert!(lines.len() > 5);
    for line in lines {
        for key in ["id", "kind", "status"] {
            assert!(!text(&line, &format!("/{key}")).is_empty(), "{line}");
        }
        for key in ["reports", "claims"] {
            assert!(
                line[key].as_array().is_some_and(|list| !list.is_empty()),
                "{line}"
            );
        }
        assert!(line["lineages"].as_u64() >= Some(1), "{line}");
        for of in ["killed", "injured"] {
            let range = &line[of];
            if range.is_object() {
                let bound = |key: &str| range[key].as_u64();
                assert!(bound("low") <= bound("best").or(bound("low")), "{line}");
                assert!(
                    bound("high").is_none_or(|high| bound("low") <= Some(high)),
                    "{line}"
                );
            }
        }
    }
}

#[test]
fn strikes_of_two_days_on_one_town_are_two_incidents() {
    let record = Record::init("syria");
    add(
        &record,
        "in.jsonl",
        &[
            report(
                "a",
                "2024-12-01T18:00:00Z",
                "sohr",
                "An air strike on Idlib killed nine people on Sunday.",
            ),
            report(
                "b",
                "2024-12-02T18:00:00Z",
                "dpa",
                "An air strike on Idlib killed 11 people on Monday.",
            ),
        ],
    );
    assert_eq!(total(&record, "killed")["documented"]["low"], 20);
}

#[test]
fn no_running_count_of_the_demonstration_is_in_its_sum() {
    let demo = Demo::shared();
    let lines = demo.ask("incidents --totals").done().json_lines();
    let killed = lines
        .iter()
        .find(|line| text(line, "/of") == "killed")
        .expect("a total");
    let most = killed["documented"]["low"].as_u64().expect("a number");
    // All single happenings of the reports together: 19, 4, dozens, 12, 9, 11, 20 and 50.
    assert!((113..=150).contains(&most), "{killed}");
}

/// The ways in which a running count is said.
const RUNNING_WAYS: [&str; 6] = [
    "At least 826 people have been killed since 27 November, the Observatory said.",
    "Since 27 November 826 people have been killed, the Observatory said.",
    "At least 826 people have been killed since the offensive began on 27 November, the Observatory said.",
    "Since the offensive began on 27 November, 826 people have been killed, the Observatory said.",
    "The Observatory said the toll since 27 November had reached 826 dead.",
    "The total number of people killed since 27 November now stands at 826, the Observatory said.",
];

#[test]
fn a_running_count_never_adds_however_it_is_said() {
    let folder = Record::empty();
    let totals = |lines: &[String]| {
        folder.file("in.jsonl", lines.join("\n"));
        let lines = folder
            .marsad("incidents in.jsonl --totals --theatre syria")
            .done()
            .json_lines();
        lines
            .into_iter()
            .find(|line| text(line, "/of") == "killed")
            .expect("a total")
    };
    let before = totals(&incidents());
    let mut wrong = Vec::new();
    for words in RUNNING_WAYS {
        let mut lines = incidents();
        lines.push(report("running", "2024-12-06T12:00:00Z", "sohr", words));
        let after = totals(&lines);
        let remainders = after["remainders"].as_array().map_or(0, Vec::len);
        if before["documented"] != after["documented"] || remainders != 1 {
            wrong.push(format!(
                "{words}: {} with {remainders} remainders",
                after["documented"]
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
