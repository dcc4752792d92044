//! No network, pipes that close early, terminals without colour.

use e2e::{Record, can_start_by, marsad, marsad_by, skip};

use crate::fixtures::{Demo, report};

/// A network of its own, in which there is nothing: as root, or as a user who may make one.
const ALONE: [&[&str]; 2] = [
    &["unshare", "--net"],
    &["unshare", "--map-root-user", "--net"],
];

#[test]
fn nothing_needs_a_network() {
    let Some(alone) = ALONE.into_iter().find(|words| can_start_by(words)) else {
        skip("no program can be started without a network here");
        return;
    };
    let (shared, folder) = (Demo::shared(), Record::empty());
    let run = |words: &str| marsad_by(alone).within(folder.path()).args(words).done();
    let shown = run("demo --out shown");
    assert_eq!(shown.out, shared.printed.out);
    for words in [
        "control --on 2024-12-07",
        "cut-off --on 2024-12-07 --if Homs=HTS",
        "incidents",
        "report --on 2024-12-07",
        "report --on 2024-12-07 --public --format html",
        "verify",
        "licences",
    ] {
        run(&format!("{words} --record shown"));
    }
    folder.file(
        "in.jsonl",
        report("a", "2024-12-06", "afp", "Troops left Homs."),
    );
    for command in ["read", "kind", "places", "incidents"] {
        run(&format!("{command} in.jsonl"));
    }
}

#[cfg(unix)]
#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    let demo = Demo::shared();
    let long = report(
        "a",
        "2024-12-06",
        "afp",
        "Shelling killed four people in Homs on Friday.",
    );
    let folder = Record::empty();
    folder.file("long.jsonl", format!("{long}\n").repeat(4000));
    let long = folder.path().join("long.jsonl");
    for words in [
        format!("read {}", long.display()),
        format!("kind {}", long.display()),
        format!("places {}", long.display()),
        "incidents".to_owned(),
        "report --on 2024-12-07".to_owned(),
        "control --all".to_owned(),
        "control --all --format json".to_owned(),
        "cut-off --on 2024-12-07 --if Homs=HTS".to_owned(),
        "licences".to_owned(),
        "--help".to_owned(),
    ] {
        let script = format!("{{ \"$0\" {words}; echo \"code $?\" >&2; }} | head -n 1");
        let printed = marsad_by(&["sh", "-c", &script])
            .within(&demo.path())
            .done();
        assert!(printed.talk.contains("code 0"), "{words}: {}", printed.talk);
        assert!(
            !printed.talk.contains("panicked"),
            "{words}: {}",
            printed.talk
        );
        assert_eq!(printed.out.lines().count(), 1, "{words}: {}", printed.out);
    }
}

#[test]
fn what_is_piped_has_no_colour_and_no_progress() {
    let folder = Record::empty();
    for run in [
        folder.marsad("demo --out one"),
        folder.marsad("demo --out two").env("NO_COLOR", ""),
        folder.marsad("control --record one --on 2024-12-07"),
        folder.marsad("--help"),
    ] {
        let printed = run.done();
        for stream in [&printed.out, &printed.talk] {
            assert!(
                !stream.contains('\u{1b}'),
                "{}: {stream:?}",
                printed.command
            );
            assert!(!stream.contains('\r'), "{}: {stream:?}", printed.command);
        }
    }
}

#[test]
fn the_clock_zone_and_language_of_the_machine_change_no_byte() {
    let demo = Demo::shared();
    let ask = |zone: &str, language: &str| {
        let run = demo.ask("control --on 2024-12-08 --known 2024-12-07 --all --format json");
        run.env("TZ", zone)
            .env("LC_ALL", language)
            .env("LANG", language)
            .done()
            .out
    };
    let expected = ask("UTC", "C");
    assert_eq!(expected, ask("Pacific/Kiritimati", "ar_SY.UTF-8"));
    assert_eq!(expected, ask("America/Los_Angeles", "tr_TR.UTF-8"));
}

#[test]
fn the_data_ends_where_the_talk_begins() {
    // Standard output of a command that prints JSON Lines holds nothing else, whatever is refused beside it.
    let folder = Record::empty();
    let good = report(
        "a",
        "2024-12-06",
        "afp",
        "Shelling killed four people in Homs on Friday.",
    );
    folder.file("in.jsonl", format!("{{oops\n{good}\n"));
    for command in ["read", "kind", "places", "incidents"] {
        let printed = folder.marsad(command).arg("in.jsonl").refused();
        assert!(!printed.json_lines().is_empty(), "{command}");
        assert!(
            printed.talk.contains("refused: in.jsonl:1: "),
            "{command}: {}",
            printed.talk
        );
    }
    let demo = Demo::shared();
    for words in [
        "incidents",
        "incidents --totals",
        "control --all --format json",
    ] {
        assert!(!demo.ask(words).done().json_lines().is_empty(), "{words}");
    }
}

#[test]
fn a_record_is_found_by_its_name_in_the_surroundings() {
    let demo = Demo::shared();
    let by_name = marsad()
        .args("verify")
        .env("MARSAD_RECORD", &demo.path().display().to_string());
    assert_eq!(by_name.done().out, demo.ask("verify").done().out);
}
