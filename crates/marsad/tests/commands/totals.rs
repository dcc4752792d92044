//! Totals on files, without a record: of dispatches, and of tables.

use serde_json::Value;

use crate::harness::Desk;

/// Dispatches of one source about two towns of one theatre.
fn dispatches() -> String {
    let line = |day: u8, text: &str| {
        format!("{{\"text\":\"{text}\",\"source\":\"afp\",\"published\":\"2024-12-{day:02}\"}}\n")
    };
    line(2, "An air strike on Idlib killed 11 people on Sunday.")
        + &line(9, "An air strike on Homs killed 4 people on Sunday.")
}

fn killed(desk: &Desk, more: &[&str]) -> Value {
    let words = [&["incidents", "-", "--theatre", "syria", "--totals"], more].concat();
    let printed = desk.run_with(&words, &dispatches());
    assert_eq!(printed.code, Some(0), "{}", printed.talk);
    let total = printed
        .json()
        .into_iter()
        .find(|total| total["of"] == "killed");
    total.unwrap_or(Value::Null)
}

#[test]
fn a_total_is_asked_for_a_place_and_some_days() {
    let desk = Desk::empty();
    let all = killed(&desk, &[]);
    assert_eq!(all["documented"]["best"], 15);
    assert_eq!(
        (&all["likely"]["low"], &all["likely"]["high"]),
        (&15.into(), &15.into())
    );
    assert_eq!(all["steps"].as_array().map(Vec::len), Some(2));
    let best = |more: &[&str]| killed(&desk, more)["documented"]["best"].clone();
    assert_eq!(best(&["--since", "2024-12-05"]), 4);
    assert_eq!(best(&["--until", "2024-12-05"]), 11);
    assert_eq!(best(&["--in", "idlib-governorate"]), 11);
    assert_eq!(
        best(&["--in", "homs-governorate", "--until", "2024-12-05"]),
        0
    );
}

#[test]
fn the_draws_are_seeded_and_asked_for_with_totals_alone() {
    let desk = Desk::empty();
    let total = killed(&desk, &["--draws", "7", "--seed", "42"]);
    assert_eq!(
        (&total["likely"]["draws"], &total["likely"]["seed"]),
        (&7.into(), &42.into())
    );
    for words in [
        &["incidents", "-", "--seed", "42"][..],
        &["incidents", "-", "--totals", "--draws", "0"],
        &[
            "incidents",
            "-",
            "--totals",
            "--since",
            "2024-12-05",
            "--until",
            "2024-12-04",
        ],
        &[
            "incidents",
            "-",
            "--theatre",
            "syria",
            "--totals",
            "--in",
            "nowhere at all",
        ],
    ] {
        let refused = desk.run_with(words, &dispatches());
        assert_eq!(refused.code, Some(2), "{words:?}: {}", refused.talk);
    }
}

#[test]
fn displaced_people_stand_in_a_line_of_their_own() {
    let text = "{\"text\":\"The United Nations said 5,000 people fled Homs on Monday.\",\"source\":\"afp\",\"published\":\"2024-12-03\"}\n";
    let words = ["incidents", "-", "--theatre", "syria", "--totals"];
    let printed = Desk::empty().run_with(&words, text);
    let lines = printed.json();
    let displaced = lines.iter().find(|line| line["of"] == "displaced");
    let displaced = displaced.unwrap_or_else(|| panic!("{}", printed.out));
    assert_eq!(
        displaced["sums"][0]["persons"]["low"], 5000,
        "{}",
        printed.out
    );
}

#[test]
fn a_table_is_totalled_with_running_counts_beside_it() {
    let desk = Desk::empty();
    let table = "id,day,pub,lat,lon,prec,kind,a,b,killed,src\n\
        1,3,3,5.0,7.0,1,0,1,2,4,9\n2,90,91,6.0,7.0,1,3,4,2,11,9\n";
    let running = "id,value,bound,south,north,since,until\nx,40,exact,4,10,,\ny,-3,exact,,,,\n";
    std::fs::write(desk.path().join("running.csv"), running).unwrap();
    let words = [
        "link",
        "-",
        "--totals",
        "totals.json",
        "--cumulative",
        "running.csv",
    ];
    let linked = desk.run_with(&words, table);
    // One row of the running counts is refused and told; the rest counts.
    assert_eq!(linked.code, Some(2), "{}", linked.talk);
    assert!(
        linked.talk.contains("running.csv:3") && linked.talk.contains("negative"),
        "{}",
        linked.talk
    );
    let text = std::fs::read_to_string(desk.path().join("totals.json")).unwrap();
    let total: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(total["documented"]["best"], 15);
    assert_eq!(total["union"]["best"], 40);
    assert_eq!(total["remainders"][0]["low"], 25);
    let claims = desk.run_with(&["read", "-"], &dispatches()).out;
    let refused = desk.run_with(&words, &claims);
    assert_eq!(refused.code, Some(2));
    let linked = desk.run_with(&["link", "-", "--totals", "totals.json"], &claims);
    assert_eq!(linked.code, Some(0), "{}", linked.talk);
    let text = std::fs::read_to_string(desk.path().join("totals.json")).unwrap();
    assert!(text.starts_with("{\"of\":\"killed\""), "{text}");
}

/// Rows of an invented event table: with `best` the number, and the ends that another column has.
const EVENTS: &str = "id,date,lat,lon,best,low,high\n\
    a,2031-03-01,5.0,7.0,5,3,9\nb,2031-06-01,6.0,7.0,7,7,7\nc,2031-09-01,7.0,7.0,4,5,6\nd,2031-12-01,8.0,7.0,-9,,\n";

/// What linking a table writes: its talk, the `killed` of each incident, the total.
fn ranges(table: &str, more: &[&str]) -> (String, Vec<Value>, Value) {
    let desk = Desk::empty();
    let files = ["--incidents", "ranges.jsonl", "--totals", "total.json"];
    let words = [&["link", "-", "--column", "day=date"], &files[..], more].concat();
    let linked = desk.run_with(&words, table);
    assert_eq!(linked.code, Some(0), "{}", linked.talk);
    let read = |name: &str| std::fs::read_to_string(desk.path().join(name)).unwrap();
    let lines = read("ranges.jsonl");
    let lines = lines.lines().map(|line| -> Value {
        let incident: Value = serde_json::from_str(line).unwrap();
        incident["killed"].clone()
    });
    let total = serde_json::from_str(&read("total.json")).unwrap();
    (linked.talk, lines.collect(), total)
}

#[test]
fn a_table_with_low_best_and_high_is_totalled_from_low_to_high() {
    let (talk, killed, total) = ranges(EVENTS, &["--column", "killed=best"]);
    let ends = |low: u64, best: u64, high: u64| serde_json::json!({"low": low, "best": best, "high": high});
    let expected = [ends(3, 5, 9), ends(7, 7, 7), ends(4, 4, 6), Value::Null];
    assert_eq!(killed, expected);
    assert_eq!(total["documented"], ends(14, 16, 22));
    assert_eq!(total["uncounted"], 1);
    let lines: Vec<&str> = talk.lines().collect();
    assert_eq!(lines.len(), 4, "{talk}");
    assert!(
        lines[0].starts_with("warning: -: ") && lines[0].contains("does not hold: 1 (rows 4)"),
        "{talk}"
    );
    assert!(
        lines[2].contains("negative number of dead: 1 (rows 5)"),
        "{talk}"
    );
    assert!(lines[1].starts_with("hint: ") && lines[3].starts_with("hint: "));
}

#[test]
fn many_rows_are_told_in_one_line() {
    let rows: Vec<String> = (0..3000)
        .map(|id| format!("{id},2031-03-01,5.0,7.0,-7,,"))
        .collect();
    let table = format!("id,date,lat,lon,best,low,high\n{}\n", rows.join("\n"));
    let (talk, ..) = ranges(&table, &["--column", "killed=best"]);
    assert_eq!(talk.matches("warning: ").count(), 1, "{talk}");
    assert!(talk.contains("3000 (rows 2, 3, 4, 5, 6, ...)"), "{talk}");
}

#[test]
fn the_ends_are_named_as_other_columns_are_and_can_be_left_out() {
    let named = EVENTS.replace("best,low,high", "fatal,least,most");
    let columns = [
        "--column",
        "killed=fatal",
        "--column",
        "low=least",
        "--column",
        "high=most",
    ];
    let as_named = ranges(&named, &columns);
    assert_eq!(as_named, ranges(EVENTS, &["--column", "killed=best"]));
    let (_, killed, total) = ranges(&named, &columns[..2]);
    assert_eq!(killed[0]["high"], 5);
    assert_eq!(total["documented"]["high"], 16);
    let absent = [
        "--column",
        "killed=best",
        "--column",
        "low=",
        "--column",
        "high=",
    ];
    let (talk, killed, _) = ranges(EVENTS, &absent);
    assert_eq!(killed[0]["high"], 5);
    assert!(!talk.contains("does not hold"), "{talk}");
}
