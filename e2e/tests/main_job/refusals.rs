//! Bad input: refused with file and row, the rest kept, exit code 2, the ledger whole.

use e2e::{Printed, Record, can_start_by, marsad_by, skip};
use serde_json::Value;

use crate::fixtures::{report, text};

/// Two good lines, between which bad ones stand.
const FIRST: &str =
    r#"{"id":"first","text":"Troops left Homs.","published":"2024-12-06","source":"afp"}"#;
const LAST: &str =
    r#"{"id":"last","text":"Troops left Hama.","published":"2024-12-06","source":"afp"}"#;

/// What a line is, the line, and what the refusal has to speak of.
const BAD_LINES: [(&str, &[u8], &str); 15] = [
    (
        "bytes that are no UTF-8",
        b"{\"text\":\"a\xFF\xFEb\"}",
        "UTF-8",
    ),
    ("half a letter", b"{\"text\":\"Alep\xC3\"}", "UTF-8"),
    (
        "a line without text",
        br#"{"id":"x","published":"2024-12-06"}"#,
        "text",
    ),
    ("an empty text", br#"{"id":"x","text":""}"#, "empty"),
    ("a blank text", br#"{"id":"x","text":" \t "}"#, "empty"),
    ("a text that is a number", br#"{"text":5}"#, "text"),
    (
        "the 31st of February",
        br#"{"text":"a","published":"2024-02-31"}"#,
        "2024-02-31",
    ),
    (
        "the 29th of February of another year",
        br#"{"text":"a","published":"2023-02-29"}"#,
        "2023-02-29",
    ),
    (
        "an hour that no day has",
        br#"{"text":"a","published":"2024-12-06T25:00:00Z"}"#,
        "2024-12-06T25",
    ),
    ("a NUL character", br#"{"text":"a\u0000b"}"#, "NUL"),
    (
        "JSON that breaks off",
        br#"{"id":"x","text":"Troops le"#,
        "JSON",
    ),
    ("JSON that is no object", br#"["text"]"#, "JSON"),
    (
        "words after the object",
        br#"{"text":"a"} {"text":"b"}"#,
        "JSON",
    ),
    (
        "a key that is given twice",
        br#"{"text":"a","text":"b"}"#,
        "twice",
    ),
    (
        "half of a pair of surrogates",
        br#"{"text":"\ud800"}"#,
        "JSON",
    ),
];

/// What `add` counted, after a check that it adds up.
fn count(added: &Printed) -> (u64, u64, u64) {
    let numbers: Vec<u64> = added
        .out
        .split(|c: char| !c.is_ascii_digit())
        .filter_map(|word| word.parse().ok())
        .take(4)
        .collect();
    let [read, kept, copies, refused] = numbers[..] else {
        panic!("no count in {}", added.out);
    };
    assert_eq!(read, kept + copies + refused, "{}", added.out);
    (kept, copies, refused)
}

/// Require that the record is whole and holds this many reports.
fn check_whole(record: &Record, reports: usize) {
    let verified = record.marsad("verify --format json").done().json_lines();
    assert_eq!(verified[0]["whole"], true, "{verified:?}");
    // One theatre, and a report and a reading for each.
    assert_eq!(verified[0]["entries"], reports * 2 + 1);
}

#[test]
fn every_bad_line_is_refused_with_its_row_and_its_neighbours_are_kept() {
    let record = Record::init("syria");
    for (at, (_, line, _)) in BAD_LINES.iter().enumerate() {
        let (first, last) = (
            FIRST.replace("left", &format!("left {at}")),
            LAST.replace("left", &format!("left {at}")),
        );
        record.file(
            &format!("in/{at:02}.jsonl"),
            [first.as_bytes(), line, last.as_bytes()].join(&b'\n'),
        );
    }
    let added = record.marsad("add in").refused();
    let lines = BAD_LINES.len() as u64;
    assert_eq!(count(&added), (2 * lines, 0, lines));
    let refusals: Vec<&str> = added
        .talk
        .lines()
        .filter(|line| line.starts_with("refused: "))
        .collect();
    assert_eq!(refusals.len(), BAD_LINES.len(), "{}", added.talk);
    for (at, (what, _, spoken)) in BAD_LINES.iter().enumerate() {
        let expected = format!("refused: in/{at:02}.jsonl:2: ");
        assert!(
            refusals[at].starts_with(&expected),
            "{what}: {}",
            refusals[at]
        );
        assert!(refusals[at].contains(spoken), "{what}: {}", refusals[at]);
    }
    check_whole(&record, 2 * BAD_LINES.len());
}

#[test]
fn the_same_lines_are_refused_when_a_stage_runs_alone() {
    let record = Record::empty();
    let lines: Vec<&[u8]> = BAD_LINES
        .iter()
        .map(|(_, line, _)| *line)
        .chain([FIRST.as_bytes()])
        .collect();
    record.file("in.jsonl", lines.join(&b'\n'));
    for command in ["read", "kind", "places", "incidents"] {
        let printed = record
            .marsad(command)
            .args("in.jsonl --theatre syria")
            .refused();
        for row in 1..=BAD_LINES.len() {
            assert!(
                printed.talk.contains(&format!("in.jsonl:{row}: ")),
                "{command} {row}: {}",
                printed.talk
            );
        }
    }
    assert!(
        !record
            .marsad("read in.jsonl --theatre syria")
            .refused()
            .out
            .is_empty()
    );
}

#[test]
fn all_bad_lines_together_are_counted_one_by_one() {
    let record = Record::init("syria");
    let mut bytes = FIRST.as_bytes().to_vec();
    for (_, line, _) in BAD_LINES {
        bytes.push(b'\n');
        bytes.extend_from_slice(line);
    }
    bytes.extend_from_slice(b"\n\n");
    bytes.extend_from_slice(LAST.as_bytes());
    record.file("in.jsonl", bytes);
    let added = record.marsad("add in.jsonl").refused();
    assert_eq!(count(&added), (2, 0, BAD_LINES.len() as u64));
    for row in 2..2 + BAD_LINES.len() {
        assert!(
            added.talk.contains(&format!("in.jsonl:{row}: ")),
            "row {row}: {}",
            added.talk
        );
    }
    let again = record.marsad("add in.jsonl").refused();
    assert_eq!(count(&again), (0, 2, BAD_LINES.len() as u64));
    check_whole(&record, 2);
}

#[test]
fn bad_files_are_refused_by_name_and_the_others_are_kept() {
    let record = Record::init("syria");
    record.file("in/a.jsonl", FIRST);
    record.file("in/bytes.txt", b"Troops left \xFF.");
    record.file("in/empty.txt", "");
    record.file("in/nul.txt", b"Troops\0left.");
    record.file("in/wide.txt", b"\xFF\xFET\0r\0o\0o\0p\0s\0");
    record.file("in/table.csv", "a,b\n1,2\n");
    record.file("in/z.txt", "Troops left Rastan.");
    let added = record.marsad("add in nowhere.txt").refused();
    for name in [
        "in/bytes.txt",
        "in/empty.txt",
        "in/nul.txt",
        "in/wide.txt",
        "in/table.csv",
        "nowhere.txt",
    ] {
        assert!(
            added.talk.contains(&format!("refused: {name}")),
            "{name} is not in:\n{}",
            added.talk
        );
    }
    assert_eq!(count(&added), (2, 0, 6));
    check_whole(&record, 2);
}

#[test]
fn json_as_deep_as_a_well_neither_ends_nor_stops_the_program() {
    let record = Record::init("syria");
    let deep = format!(
        "{{\"id\":\"deep\",\"text\":\"a\",\"more\":{}{}}}",
        "[".repeat(200_000),
        "]".repeat(200_000)
    );
    record.file("in.jsonl", [FIRST, &deep, LAST].join("\n"));
    let added = record.marsad("add in.jsonl").run();
    assert!(
        matches!(added.code, Some(0 | 2)),
        "{:?} {}",
        added.code,
        added.talk
    );
    let (kept, copies, _) = count(&added);
    assert!(kept >= 2 && copies == 0, "{}", added.out);
    assert_eq!(record.marsad("verify").done().code, Some(0));
}

/// Adds three lines through standard input, the middle one of so many megabytes and refused. Gives the most memory, in
/// kB, that the program had when all was written, where the kernel says.
#[cfg(target_os = "linux")]
fn peak_with_a_line_of(megabytes: usize) -> Option<u64> {
    use std::io::Write as _;
    use std::process::{Command, Stdio};

    let record = Record::init("syria");
    let mut child = Command::new(e2e::program())
        .args(["add", "-"])
        .current_dir(record.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the built program starts");
    let mut input = child.stdin.take().expect("a pipe");
    let mut write = |bytes: &[u8]| input.write_all(bytes).expect("the program reads on");
    write(FIRST.as_bytes());
    write(b"\n{\"id\":\"long\",\"text\":\"");
    let megabyte = vec![b'x'; 1 << 20];
    for _ in 0..megabytes {
        write(&megabyte);
    }
    write(b"\"}\n");
    write(LAST.as_bytes());
    write(b"\n");
    let about = std::fs::read_to_string(format!("/proc/{}/status", child.id()));
    drop(input);
    let output = child.wait_with_output().expect("the program ends");
    let talk = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{talk}");
    assert!(talk.contains("refused: -:2: "), "{talk}");
    check_whole(&record, 2);
    let about = about.ok()?;
    let line = about.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

/// A line of 100 MB takes no more memory than one that is just too long.
#[cfg(target_os = "linux")]
#[test]
fn a_line_of_a_hundred_megabytes_is_refused_without_being_held() {
    match (peak_with_a_line_of(17), peak_with_a_line_of(100)) {
        (Some(short), Some(long)) => assert!(
            long < short + 20_000,
            "{long} kB for a line of 100 MB, {short} kB for one of 17 MB"
        ),
        _ => skip("the kernel does not say how much memory the program had"),
    }
}

/// A user without privileges, so that a folder can be closed to the tests even where they run as root.
#[cfg(unix)]
const NOBODY: [&str; 4] = [
    "setpriv",
    "--reuid=65534",
    "--regid=65534",
    "--clear-groups",
];

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_read_is_refused_by_name_and_the_rest_is_kept() {
    use std::fs::{Permissions, set_permissions};
    use std::os::unix::fs::PermissionsExt as _;

    let record = Record::empty();
    record.file("in/a.jsonl", FIRST);
    record.file("in/locked/b.jsonl", LAST);
    record.file("in/z.jsonl", LAST);
    let mode = |path: &str, mode: u32| {
        set_permissions(record.path().join(path), Permissions::from_mode(mode))
            .expect("a mode can be set");
    };
    mode("", 0o777);
    mode("in/locked", 0o000);
    let is_closed = std::fs::read_dir(record.path().join("in/locked")).is_err();
    let by: &[&str] = if is_closed { &["env"] } else { &NOBODY };
    if can_start_by(by) {
        let run = |words: &str| marsad_by(by).within(record.path()).args(words);
        assert_eq!(run("init war --theatre syria").done().code, Some(0));
        let added = run("add in --record war").refused();
        assert!(
            added.talk.contains("refused: in/locked: cannot be read"),
            "{}",
            added.talk
        );
        assert_eq!(count(&added), (2, 0, 1));
        assert_eq!(run("verify --record war").done().code, Some(0));
    } else {
        skip("root reads every folder, and setpriv is missing or cannot start the program");
    }
    mode("in/locked", 0o700);
}

const TABLE: &str = "id,day,pub,lat,lon,prec,kind,a,b,killed,src\n\
                     x,10,11,35.0,37.0,1,3,10,20,7,1\n\
                     y,10,12,35.0,37.0,1,3,10,20,7,2\n";

#[test]
fn a_table_with_wrong_columns_is_refused_with_its_file_and_the_column() {
    let record = Record::empty();
    record.file("wrong.csv", "event,when\n1,2\n");
    let refused = record.marsad("link wrong.csv").refused();
    assert!(refused.talk.contains("wrong.csv:1: "), "{}", refused.talk);
    assert!(refused.talk.contains("\"id\""), "{}", refused.talk);
    assert!(refused.talk.contains("hint: "), "{}", refused.talk);
    assert!(refused.out.lines().count() <= 1, "{}", refused.out);
}

#[test]
fn a_bad_row_of_a_table_is_refused_and_the_others_are_linked() {
    let record = Record::empty();
    record.file(
        "t.csv",
        format!("{TABLE}bad,soon,12,35.0,37.0,1,3,10,20,7,2\nshort,10\n"),
    );
    let printed = record.marsad("link t.csv").refused();
    assert_eq!(printed.out, "id,incident\nx,x\ny,x\n");
    for row in ["t.csv:4: ", "t.csv:5: "] {
        assert!(printed.talk.contains(row), "{}", printed.talk);
    }
}

#[test]
fn a_column_of_the_truth_is_never_read() {
    let record = Record::empty();
    let rows: Vec<&str> = TABLE.lines().collect();
    for column in ["inc", "truth"] {
        let told: Vec<String> = rows
            .iter()
            .enumerate()
            .map(|(at, row)| {
                if at == 0 {
                    format!("{row},{column}")
                } else {
                    format!("{row},{at}")
                }
            })
            .collect();
        record.file("told.csv", told.join("\n"));
        assert_eq!(
            record.marsad("link told.csv").done().out,
            "id,incident\nx,x\ny,x\n",
            "{column}"
        );
    }
}

#[test]
fn a_dry_run_refuses_the_same_and_writes_nothing() {
    let record = Record::init("syria");
    record.file("in.jsonl", [FIRST, "{oops", LAST].join("\n"));
    let head = record.marsad("verify").done().out;
    let dry = record.marsad("add in.jsonl --dry-run").refused();
    assert_eq!(count(&dry), (2, 0, 1));
    assert_eq!(record.marsad("verify").done().out, head);
    assert_eq!(count(&record.marsad("add in.jsonl").refused()), (2, 0, 1));
}

#[test]
fn a_reconciliation_as_json_adds_up_too() {
    let record = Record::init("syria");
    record.file("in.jsonl", [FIRST, FIRST, "{oops", LAST].join("\n"));
    let count: Value = record
        .marsad("add in.jsonl --format json")
        .refused()
        .json_lines()
        .remove(0);
    let number = |key: &str| count[key].as_u64().expect("a number");
    assert_eq!(
        number("read"),
        number("kept") + number("copies") + number("refused"),
        "{count}"
    );
    assert_eq!(
        (number("kept"), number("copies"), number("refused")),
        (2, 1, 1)
    );
}

#[test]
fn a_changed_byte_of_the_ledger_is_found_and_the_answer_is_no() {
    let record = Record::init("syria");
    let words = "Troops left the village of Elsewhere at noon.";
    record.file("in.jsonl", report("one", "2024-12-06", "afp", words));
    assert_eq!(record.marsad("add in.jsonl").done().code, Some(0));
    assert_eq!(record.marsad("verify").done().code, Some(0));
    let path = record.path().join("ledger.db");
    let mut bytes = std::fs::read(&path).expect("the ledger can be read");
    let before = b"village of Elsewhere";
    let at: Vec<usize> = bytes
        .windows(before.len())
        .enumerate()
        .filter(|(_, part)| part == before)
        .map(|(at, _)| at)
        .collect();
    assert!(!at.is_empty(), "the words lie in the ledger as they are");
    for at in at {
        bytes[at..at + before.len()].copy_from_slice(b"village of Otherwise");
    }
    std::fs::write(&path, bytes).expect("the ledger can be written");
    let answer = record
        .marsad("verify --format json")
        .answered_no()
        .json_lines()
        .remove(0);
    assert_eq!(answer["whole"], false, "{answer}");
    assert!(answer["first_bad_entry"].as_u64() >= Some(1), "{answer}");
    assert!(!text(&answer, "/fault").is_empty(), "{answer}");
}

#[test]
fn an_empty_file_of_lines_is_refused_like_an_empty_text() {
    let record = Record::init("syria");
    record.file("in/a.jsonl", FIRST);
    record.file("in/empty.jsonl", "");
    record.file("in/blank.jsonl", "\n \n");
    let added = record.marsad("add in").refused();
    for name in ["in/empty.jsonl", "in/blank.jsonl"] {
        assert!(
            added.talk.contains(&format!("refused: {name}")),
            "{name} is not in:\n{}",
            added.talk
        );
    }
    assert_eq!(count(&added), (1, 0, 2));
}
