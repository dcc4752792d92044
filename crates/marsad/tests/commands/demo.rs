//! The demonstration.

use crate::harness::Desk;

const NOTICE: &str =
    "Example text written for Marsad from public facts; not the words of the sources named";

#[test]
fn the_demonstration_says_on_its_screen_and_in_every_file_that_its_words_are_examples() {
    let desk = Desk::empty();
    let printed = desk.run(&["demo", "--out", "shown"]);
    assert_eq!(printed.code, Some(0), "{}", printed.talk);
    assert!(printed.out.contains(NOTICE), "{}", printed.out);
    let mut names = Vec::new();
    for entry in std::fs::read_dir(desk.path().join("shown")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if name.starts_with("ledger.") {
            continue;
        }
        let text = String::from_utf8(std::fs::read(&path).unwrap()).unwrap();
        assert!(text.contains(NOTICE), "{name} does not say so");
        names.push(name);
    }
    names.sort();
    assert_eq!(names, FILES);
    assert_eq!(desk.run(&["verify", "--record", "shown"]).code, Some(0));
}

const FILES: [&str; 11] = [
    "areas.geojson",
    "claims.jsonl",
    "control.csv",
    "cut-off.txt",
    "dispatches.jsonl",
    "incidents.jsonl",
    "map.svg",
    "report-public.html",
    "report-public.md",
    "report.html",
    "report.md",
];

#[test]
fn the_demonstration_can_be_run_again_and_again() {
    let desk = Desk::empty();
    let first = desk.run(&["demo"]);
    let second = desk.run(&["demo"]);
    assert_eq!(
        (first.code, second.code),
        (Some(0), Some(0)),
        "{}",
        second.talk
    );
    assert_eq!(first.out, second.out);
    assert!(desk.path().join("marsad-demo").is_dir() && desk.path().join("marsad-demo-2").is_dir());
}

#[test]
fn the_screen_of_the_demonstration_holds_report_map_and_what_if() {
    let out = Desk::empty().run(&["demo"]).out;
    for part in [
        "Situation report: Syria",
        "G . Government",
        "if Homs passes to",
        "Damascus - Tartus",
        "INTERNAL",
    ] {
        assert!(out.contains(part), "{part} is not on the screen");
    }
    assert!(
        !out.contains('\u{1b}'),
        "no colour where there is no terminal"
    );
}
