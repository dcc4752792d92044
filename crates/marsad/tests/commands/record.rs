//! Making a record, adding to it, checking it.

use crate::harness::{Desk, THEATRE};

const TWO: &str = "{\"id\":\"a\",\"text\":\"Troops left the town.\",\"published\":\"2024-12-06\",\"source\":\"wire\"}\n\
                   {\"id\":\"b\",\"text\":\"Shelling went on.\",\"published\":\"2024-12-06T23:30:00Z\"}\n";

#[test]
fn a_command_outside_a_record_says_how_to_make_one() {
    let printed = Desk::empty().run(&["verify"]);
    assert_eq!((printed.code, printed.out.as_str()), (Some(2), ""));
    assert!(
        printed.talk.starts_with("error: there is no record"),
        "{}",
        printed.talk
    );
    assert!(
        printed.talk.contains("hint: make one with `marsad init"),
        "{}",
        printed.talk
    );
}

#[test]
fn a_record_is_never_made_over_another() {
    let desk = Desk::with_record();
    assert_eq!(desk.run(&["init", ".", "--theatre", THEATRE]).code, Some(2));
    assert_eq!(desk.run(&["verify"]).code, Some(0));
}

#[test]
fn an_unknown_theatre_is_refused_with_those_that_are_built_in() {
    let printed = Desk::empty().run(&["init", "r", "--theatre", "nowhere"]);
    assert_eq!(printed.code, Some(2));
    let hint = printed.talk.lines().find(|line| line.starts_with("hint: "));
    let built_in = hint.and_then(|hint| hint.strip_prefix("hint: built in: "));
    let ids: Vec<&str> = built_in.unwrap_or_default().split(", ").collect();
    assert!(ids.contains(&THEATRE), "{}", printed.talk);
}

#[test]
fn a_theatre_may_be_a_folder() {
    let desk = Desk::empty();
    desk.file(
        "ava/theatre.toml",
        "id = \"ava\"\nname = \"Ava\"\ntime_zone = \"UTC\"\nopening_day = \"2031-05-01\"\n",
    );
    assert_eq!(desk.run(&["init", "r", "--theatre", "ava"]).code, Some(0));
    desk.file("r/in.jsonl", TWO);
    assert_eq!(
        desk.run(&["add", "r/in.jsonl", "--record", "r"]).code,
        Some(0)
    );
}

#[test]
fn what_is_added_is_counted_and_a_second_time_is_a_copy() {
    let desk = Desk::with_record();
    desk.file("in.jsonl", TWO);
    let first = desk.run(&["add", "in.jsonl"]);
    assert!(
        first
            .out
            .starts_with("read 2 = kept 2 + copies 0 + refused 0"),
        "{}",
        first.out
    );
    let head = desk.run(&["verify"]).out;
    let again = desk.run(&["add", "in.jsonl", "in.jsonl"]);
    assert_eq!(again.code, Some(0));
    assert!(
        again
            .out
            .starts_with("read 4 = kept 0 + copies 4 + refused 0"),
        "{}",
        again.out
    );
    assert_eq!(desk.run(&["verify"]).out, head);
}

#[test]
fn a_dry_run_counts_the_same_and_writes_nothing() {
    let desk = Desk::with_record();
    desk.file("in/a.jsonl", TWO);
    desk.file("in/b.jsonl", TWO);
    let head = desk.run(&["verify"]).out;
    let dry = desk.run(&["add", "in", "--dry-run"]);
    assert!(
        dry.out
            .starts_with("read 4 = kept 2 + copies 2 + refused 0"),
        "{}",
        dry.out
    );
    assert_eq!(desk.run(&["verify"]).out, head);
}

#[test]
fn bad_input_is_refused_with_file_and_row_and_the_rest_is_kept() {
    let desk = Desk::with_record();
    let mut bytes =
        b"{\"id\":\"x\"}\n{\"text\":\"\xFF\"}\n{\"text\":\"a\",\"published\":\"2024-02-31\"}\n"
            .to_vec();
    bytes.resize(bytes.len() + (100 << 20), b'x');
    bytes.extend_from_slice(b"\n{\"text\":\"Troops left.\"}\n");
    desk.file("in/a.jsonl", bytes);
    desk.file("in/empty.txt", "");
    desk.file("in/page.html", "<p>Troops left.</p>");
    desk.file("in/z.txt", "Troops left again.");
    let printed = desk.run(&["add", "in", "nowhere"]);
    assert_eq!(printed.code, Some(2));
    assert!(
        printed
            .out
            .starts_with("read 9 = kept 2 + copies 0 + refused 7"),
        "{}",
        printed.out
    );
    let expected = [
        "in/a.jsonl:1: there is no field \"text\"",
        "in/a.jsonl:2: not UTF-8",
        "in/a.jsonl:3: \"published\": \"2024-02-31\"",
        "in/a.jsonl:4: 104857600 bytes are more",
        "in/empty.txt: the text is empty",
        "in/page.html: files of this kind cannot be read",
        "nowhere: cannot be read",
    ];
    for line in expected {
        assert!(
            printed.talk.contains(&format!("refused: {line}")),
            "{line} is not in:\n{}",
            printed.talk
        );
    }
    assert_eq!(desk.run(&["verify"]).code, Some(0));
}

#[test]
fn the_files_of_the_record_itself_are_no_reports() {
    let desk = Desk::with_record();
    desk.file("note.txt", "Troops left.");
    assert!(desk.run(&["add", "."]).out.starts_with("read 1 = kept 1"));
}

#[test]
fn verify_names_the_first_entry_that_was_changed() {
    let desk = Desk::with_record();
    desk.file("in.jsonl", TWO);
    desk.run(&["add", "in.jsonl"]);
    let head = desk.run(&["verify"]).out;
    let head = head.trim().rsplit(' ').next().unwrap();
    assert_eq!(desk.run(&["verify", "--against", head]).code, Some(0));
    let other = format!("2:{}", "0".repeat(64));
    let printed = desk.run(&["verify", "--against", &other]);
    assert_eq!(printed.code, Some(1));
    assert!(
        printed.out.starts_with("broken: entry 2"),
        "{}",
        printed.out
    );
}

#[test]
fn a_head_that_is_none_is_bad_usage() {
    assert_eq!(
        Desk::with_record()
            .run(&["verify", "--against", "soon"])
            .code,
        Some(2)
    );
}

#[test]
fn the_record_is_found_from_a_folder_inside_it_and_by_its_name() {
    let desk = Desk::with_record();
    desk.file("deep/in.txt", "Troops left.");
    let printed = desk.run(&["verify", "--record", "deep/.."]);
    assert_eq!(printed.code, Some(0));
    let missing = desk.run(&["verify", "--record", "deep"]);
    assert_eq!(missing.code, Some(2));
    assert!(
        missing.talk.contains("deep is no record"),
        "{}",
        missing.talk
    );
}

#[test]
fn a_hostile_file_name_cannot_command_the_terminal() {
    let desk = Desk::with_record();
    let printed = desk.run(&["add", "a\u{1b}[2Jb.txt"]);
    assert_eq!(printed.code, Some(2));
    assert!(!printed.talk.contains('\u{1b}'), "{:?}", printed.talk);
}

#[test]
fn other_rules_read_what_is_there_anew_and_keep_the_old_reading() {
    let desk = Desk::with_record();
    desk.file("in.jsonl", TWO);
    desk.run(&["add", "in.jsonl"]);
    desk.file("rules/claims/en/extra.toml", "# a file more\n");
    let again = desk.run(&["add", "in.jsonl"]);
    assert_eq!(again.code, Some(0), "{}", again.talk);
    assert!(
        again.out.contains("2 copies were read anew"),
        "{}",
        again.out
    );
    let entries = &desk.run(&["verify", "--format", "json"]).json()[0]["entries"];
    assert_eq!(entries, 7, "one theatre, two reports, two readings twice");
    assert!(!desk.run(&["add", "in.jsonl"]).out.contains("anew"));
}

#[test]
fn a_change_of_the_theatre_is_taken_into_the_record() {
    let desk = Desk::with_record();
    desk.file("in.jsonl", TWO);
    desk.run(&["add", "in.jsonl"]);
    desk.file("theatre/notes.txt", "more\n");
    let again = desk.run(&["add", "in.jsonl"]);
    assert!(
        again.talk.contains("the theatre has changed"),
        "{}",
        again.talk
    );
    assert!(
        again.out.contains("2 copies were read anew"),
        "{}",
        again.out
    );
    assert!(
        !desk
            .run(&["add", "in.jsonl"])
            .talk
            .contains("the theatre has changed")
    );
}
