//! What the program does with no words or wrong ones.

use e2e::marsad;

#[test]
fn the_help_names_the_commands_of_the_main_job() {
    let help = marsad().args("--help").done();
    for command in [
        "demo",
        "init",
        "add",
        "read",
        "kind",
        "places",
        "link",
        "incidents",
        "control",
        "cut-off",
        "report",
        "verify",
        "licences",
    ] {
        assert!(
            help.out.contains(&format!("  {command} ")),
            "{command} is not in:\n{}",
            help.out
        );
    }
}

#[test]
fn an_unknown_command_is_bad_usage_and_prints_no_data() {
    let refused = marsad().args("no-such-command").refused();
    assert_eq!(refused.out, "");
    assert!(refused.talk.contains("no-such-command"), "{}", refused.talk);
}

#[test]
fn bad_words_of_every_command_are_refused_without_data() {
    for words in [
        "",
        "demo --no-such-flag",
        "init",
        "init somewhere",
        "add",
        "read",
        "kind",
        "places",
        "link",
        "read in.txt --published soon",
        "control --on soon",
        "control claims.csv",
        "cut-off --on 2024-12-07",
        "cut-off --on 2024-12-07 --if",
        "verify --against nothing",
        "verify --format yaml",
        "report --on soon",
    ] {
        let refused = marsad().args(words).refused();
        assert_eq!(refused.out, "", "marsad {words}");
        assert!(!refused.talk.is_empty(), "marsad {words}");
    }
}

#[test]
fn every_command_explains_itself() {
    let help = marsad().args("--help").done();
    let listed = help
        .out
        .lines()
        .skip_while(|line| !line.starts_with("Commands:"))
        .skip(1);
    let names = listed
        .take_while(|line| !line.is_empty())
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next());
    let names: Vec<&str> = names.collect();
    assert!(names.len() >= 12, "{names:?}");
    for name in names {
        let printed = marsad().args(name).args("--help").done();
        assert!(
            printed.out.contains("Usage: marsad"),
            "{name}: {}",
            printed.out
        );
    }
}

#[test]
fn every_command_that_the_read_me_shows_is_one() {
    let read_me = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../README.md");
    let read_me = std::fs::read_to_string(read_me).expect("the read-me can be read");
    let shown = read_me
        .lines()
        .filter_map(|line| line.strip_prefix("marsad "));
    let names: std::collections::BTreeSet<&str> =
        shown.filter_map(|line| line.split(' ').next()).collect();
    assert!(names.len() >= 9, "{names:?}");
    for name in names {
        assert_eq!(
            marsad().args(name).args("--help").run().code,
            Some(0),
            "marsad {name}"
        );
    }
}

#[test]
fn questions_outside_a_record_say_how_to_make_one() {
    let folder = e2e::Record::empty();
    for words in [
        "control --on 2024-12-07",
        "cut-off --on 2024-12-07 --if Homs=HTS",
        "incidents",
        "report --on 2024-12-07",
        "verify",
        "add in.jsonl",
    ] {
        let refused = folder.marsad(words).refused();
        assert_eq!(refused.out, "", "marsad {words}");
        assert!(
            refused.talk.contains("marsad init"),
            "marsad {words}: {}",
            refused.talk
        );
    }
}
