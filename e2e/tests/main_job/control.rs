//! Who holds what on a day, as could be known on a day.

use std::collections::BTreeMap;

use e2e::Record;
use serde_json::Value;

use crate::fixtures::{Demo, INTERNAL, add, report, text};

const DAYS: [&str; 14] = [
    "2024-11-27",
    "2024-11-28",
    "2024-11-29",
    "2024-11-30",
    "2024-12-01",
    "2024-12-02",
    "2024-12-03",
    "2024-12-04",
    "2024-12-05",
    "2024-12-06",
    "2024-12-07",
    "2024-12-08",
    "2024-12-09",
    "2024-12-10",
];

fn ask(demo: &Demo, place: &str, on: &str, known: &str) -> Value {
    let words = format!("control --format json --place {place} --on {on} --known {known}");
    let mut lines = demo.ask(&words).done().json_lines();
    assert_eq!(lines.len(), 1, "{place} {on} {known}: {lines:?}");
    lines.remove(0)
}

/// The holders of places day by day, as could be known each day, each with the first of its days.
fn courses(places: &[&str]) -> BTreeMap<String, Vec<(&'static str, String)>> {
    let demo = Demo::shared();
    let named = places.join(" --place ");
    let mut courses: BTreeMap<String, Vec<(&str, String)>> = BTreeMap::new();
    for day in DAYS {
        let words = format!("control --format json --on {day} --known {day} --place {named}");
        for line in demo.ask(&words).done().json_lines() {
            let told = format!("{} {}", text(&line, "/state"), text(&line, "/holder"));
            let course = courses
                .entry(text(&line, "/place/id").to_owned())
                .or_default();
            if course.last().is_none_or(|(_, before)| *before != told) {
                course.push((day, told));
            }
        }
    }
    courses
}

/// The ids of the claims of an answer on one side, in the order of its trace.
fn named<'a>(line: &'a Value, side: &str) -> Vec<&'a str> {
    let ids = line[side].as_array().expect("a list of claims");
    ids.iter().filter_map(Value::as_str).collect()
}

/// The id of the first claim of control of a report with a stance.
fn claim_of(demo: &Demo, report: &str, stance: &str) -> String {
    let files = demo.files();
    let (_, bytes) = files
        .iter()
        .find(|(name, _)| name == "claims.jsonl")
        .expect("claims");
    String::from_utf8_lossy(bytes)
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).expect("JSON"))
        .find(|claim| {
            text(claim, "/report") == report
                && text(claim, "/kind") == "control"
                && text(claim, "/stance") == stance
        })
        .map(|claim| text(&claim, "/id").to_owned())
        .expect("such a claim")
}

#[test]
fn cities_pass_on_the_day_on_which_it_could_first_be_known() {
    let courses = courses(&["aleppo", "hama", "homs", "damascus"]);
    for (place, day) in [
        ("aleppo", "2024-11-30"),
        // Not on the 30th of November, when it was denied; nor Homs on the 6th and 7th of December.
        ("hama", "2024-12-05"),
        ("homs", "2024-12-08"),
        ("damascus", "2024-12-08"),
    ] {
        let course = &courses[place];
        assert_eq!(course.len(), 2, "{place}: {course:?}");
        assert_eq!(
            course[0],
            ("2024-11-27", "held syr-government".to_owned()),
            "{place}"
        );
        assert_eq!(course[1], (day, "held hts".to_owned()), "{place}");
    }
}

#[test]
fn every_answer_names_its_claims_and_every_claim_is_one_of_the_record() {
    let demo = Demo::shared();
    let files = demo.files();
    let claims = files
        .iter()
        .find(|(name, _)| name == "claims.jsonl")
        .expect("claims");
    let claims = String::from_utf8_lossy(&claims.1).into_owned();
    for (place, day) in [
        ("aleppo", "2024-12-01"),
        ("hama", "2024-12-06"),
        ("homs", "2024-12-08"),
    ] {
        let line = ask(&demo, place, day, day);
        let (speaking_for, against) = (named(&line, "for"), named(&line, "against"));
        assert!(!speaking_for.is_empty(), "{line}");
        for id in speaking_for.iter().chain(&against) {
            assert!(
                claims.contains(&format!("{{\"id\":\"{id}\"")),
                "{id} is no claim"
            );
            assert!(
                !(speaking_for.contains(id) && against.contains(id)),
                "{line}"
            );
        }
    }
}

#[test]
fn the_eighth_of_december_as_known_on_the_sixth_is_another_country() {
    let demo = Demo::shared();
    for place in ["homs", "damascus"] {
        let early = ask(&demo, place, "2024-12-08", "2024-12-06");
        let late = ask(&demo, place, "2024-12-08", "2024-12-10");
        assert_eq!(text(&early, "/holder"), "syr-government", "{place}");
        assert_ne!(text(&late, "/holder"), "syr-government", "{place}");
    }
    let words = |known| format!("control --on 2024-12-08 --known {known}");
    let (early, late) = (
        demo.ask(&words("2024-12-06")).done(),
        demo.ask(&words("2024-12-10")).done(),
    );
    assert_ne!(early.out, late.out);
    assert!(early.out.starts_with(INTERNAL), "{}", early.out);
    assert!(
        early
            .out
            .contains("On 2024-12-08, with what could be known by 2024-12-06"),
        "{}",
        early.out
    );
}

#[test]
fn what_was_known_by_a_day_holds_no_word_of_a_later_report() {
    let demo = Demo::shared();
    let early = demo
        .ask("control --on 2024-12-08 --known 2024-12-06 --all --format json")
        .done();
    // The day ends at 21:00 in Greenwich.
    let dispatches = demo.lines_of("dispatches.jsonl");
    let late: Vec<&str> = dispatches
        .iter()
        .filter(|dispatch| text(dispatch, "/published") > "2024-12-06T21:00:00Z")
        .map(|dispatch| text(dispatch, "/id"))
        .collect();
    assert!(late.len() >= 20, "{late:?}");
    for claim in demo.lines_of("claims.jsonl") {
        if late.contains(&text(&claim, "/report")) {
            assert!(!early.out.contains(text(&claim, "/id")), "{claim}");
        }
    }
}

#[test]
fn a_report_of_half_past_eleven_at_night_utc_counts_for_the_next_day_in_damascus() {
    let record = Record::init("syria");
    let line = |id: &str, published: &str, place: &str| {
        report(
            id,
            published,
            "reuters",
            &format!("Hayat Tahrir al-Sham captured {place}."),
        )
    };
    add(
        &record,
        "in.jsonl",
        &[
            line("late", "2024-12-06T23:30:00Z", "Homs"),
            line("evening", "2024-12-06T20:59:00Z", "Hama"),
            line("day", "2024-12-06", "Rastan"),
        ],
    );
    let holder = |place: &str, known: &str| {
        let words =
            format!("control --format json --place {place} --on 2024-12-08 --known {known}");
        let line = record.marsad(&words).done().json_lines().remove(0);
        text(&line, "/holder").to_owned()
    };
    assert_eq!(holder("homs", "2024-12-06"), "syr-government");
    assert_eq!(holder("homs", "2024-12-07"), "hts");
    assert_eq!(
        holder("hama", "2024-12-06"),
        "hts",
        "23:59 in Damascus is still the same day"
    );
    assert_eq!(holder("rastan", "2024-12-06"), "hts");
    assert_eq!(holder("rastan", "2024-12-05"), "syr-government");
}

#[test]
fn palmyra_passes_on_the_seventh_to_those_who_took_it_and_not_to_those_who_back_them() {
    let demo = Demo::shared();
    let before = ask(&demo, "palmyra", "2024-12-06", "2024-12-06");
    assert_eq!(text(&before, "/holder"), "syr-government");
    let after = ask(&demo, "palmyra", "2024-12-07", "2024-12-07");
    assert_eq!(text(&after, "/since"), "2024-12-07", "{after}");
    assert_eq!(text(&after, "/holder"), "revolutionary-commando-army");
    // Only a paper with a side says so.
    assert_eq!(text(&after, "/state"), "claimed", "{after}");
    assert!(!after.to_string().contains("\"usa\""), "{after}");
}

#[test]
fn a_denial_that_did_not_prevail_stands_against_the_answer() {
    let demo = Demo::shared();
    let line = ask(&demo, "homs", "2024-12-08", "2024-12-10");
    assert_eq!(text(&line, "/holder"), "hts");
    let ministry = claim_of(&demo, "syria-028", "denied");
    let agency = claim_of(&demo, "syria-035", "denied");
    let source = claim_of(&demo, "syria-035", "asserted");
    assert_eq!(
        named(&line, "against"),
        [&ministry, &source, &agency],
        "{line}"
    );
    // Two days before, the ministry's denial spoke for who held the city.
    let before = ask(&demo, "homs", "2024-12-06", "2024-12-06");
    assert_eq!(named(&before, "for"), [&ministry], "{before}");
}

#[test]
fn a_denial_of_a_month_before_does_not_stand_against_the_answer() {
    let denial = "The Syrian Defence Ministry denied that the army had withdrawn from Homs.";
    let capture = "Hayat Tahrir al-Sham captured Homs.";
    for (denied, against) in [("2024-11-08", 0), ("2024-12-06", 1)] {
        let record = Record::init("syria");
        add(
            &record,
            "in.jsonl",
            &[
                report("denial", denied, "syrian-defence-ministry", denial),
                report("capture", "2024-12-08", "reuters", capture),
            ],
        );
        let words = "control --format json --place homs --on 2024-12-08 --known 2024-12-08";
        let line = record.marsad(words).done().json_lines().remove(0);
        assert_eq!(text(&line, "/holder"), "hts", "{line}");
        assert_eq!(named(&line, "against").len(), against, "{denied}: {line}");
    }
}

#[test]
fn deir_ez_zor_passes_when_the_government_leaves_and_again_on_the_tenth() {
    let demo = Demo::shared();
    for (day, holder) in [
        ("2024-12-05", "syr-government"),
        ("2024-12-06", "sdf"),
        ("2024-12-09", "sdf"),
        ("2024-12-10", "hts"),
    ] {
        let line = ask(&demo, "deir-ez-zor", day, day);
        assert_eq!(text(&line, "/holder"), holder, "{day}: {line}");
    }
    // That HTS says that the government gave the city to it says nothing for those who hold it.
    let line = ask(&demo, "deir-ez-zor", "2024-12-08", "2024-12-10");
    let surrender = claim_of(&demo, "syria-039", "asserted");
    assert!(!named(&line, "for").contains(&surrender.as_str()), "{line}");
}

#[test]
fn the_authorities_of_a_neighbour_are_an_actor_and_have_no_side() {
    let demo = Demo::shared();
    let line = ask(&demo, "nasib-crossing", "2024-12-06", "2024-12-06");
    // What they say moves the place; the word of a side would only claim it.
    assert_eq!(text(&line, "/state"), "held", "{line}");
}

#[test]
fn days_that_do_not_exist_are_refused() {
    for words in [
        "control --on 2024-02-31",
        "control --on yesterday",
        "control --on 2024-12-08 --known 2024-13-01",
        "control --on 2024-12-08 --known 2024-12-06 --recorded 2024-12-06T00:00:00Z",
    ] {
        let refused = Demo::shared().ask(words).refused();
        assert_eq!(refused.out, "", "{words}");
    }
}
