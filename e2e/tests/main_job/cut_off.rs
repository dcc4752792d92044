//! What breaks if a place changes hands.

use e2e::Record;
use serde_json::Value;

use crate::fixtures::{Demo, INTERNAL, text};

/// The pair of an answer by the ids of its ends.
fn pair<'a>(answer: &'a Value, from: &str, to: &str) -> &'a Value {
    let pairs = answer["pairs"].as_array().expect("pairs");
    let found = pairs
        .iter()
        .find(|pair| text(pair, "/from/id") == from && text(pair, "/to/id") == to);
    found.unwrap_or_else(|| panic!("no pair {from} - {to} in {pairs:?}"))
}

fn ask(more: &str) -> Value {
    let words = format!("cut-off --on 2024-12-07 --format json {more}");
    Demo::shared().ask(&words).done().json_lines().remove(0)
}

#[test]
fn if_homs_falls_the_capital_loses_the_coast_over_the_main_roads() {
    let answer = ask("--if Homs=HTS");
    for coast in ["tartus", "latakia"] {
        let pair = pair(&answer, "damascus", coast);
        assert_eq!(pair["connected_before"], true, "{pair}");
        assert_eq!(pair["connected_after"], false, "{pair}");
        assert_eq!(pair["remaining"], Value::Null, "{pair}");
        assert!(!pair["ways"][0]["blocked"].is_null(), "{pair}");
    }
    assert_eq!(answer["party"], "syr-government");
    assert_eq!(answer["scenario"]["changes"][0]["place"], "homs");
    assert_eq!(answer["scenario"]["changes"][0]["party"], "hts");
    for road in answer["broken"].as_array().expect("broken roads") {
        let ends = [text(road, "/from/id"), text(road, "/to/id")];
        // The city, or the bridge at its edge, which follows it.
        assert!(
            ends.iter().any(|end| end.starts_with("homs")),
            "{ends:?} breaks without homs: {road}"
        );
    }
    let assumed = answer["scenario"]["assumptions"].to_string();
    assert!(assumed.contains("trunk, primary"), "{assumed}");
}

#[test]
fn the_sentences_of_an_answer_say_what_its_data_say() {
    let demo = Demo::shared();
    let told = demo.ask("cut-off --on 2024-12-07 --if Homs=HTS").done().out;
    for expected in [
        "if Homs passes to HTS-led opposition",
        "Damascus - Tartus: loses its last connection (263 km before)",
        "Damascus - Latakia: loses its last connection",
        "blocked at Homs",
        "Tried roads of every class: a way of",
        "Tried roads across borders: a way of",
        "Assumptions",
    ] {
        assert!(told.contains(expected), "{expected:?} is not in:\n{told}");
    }
    assert!(told.starts_with(INTERNAL), "{told}");
    let answer = ask("--if Homs=HTS");
    let people = answer["people"]
        .as_u64()
        .or(answer["people"]["low"].as_u64());
    let people = people.unwrap_or_else(|| panic!("no people in {}", answer["people"]));
    assert!(
        told.contains(&format!("at least {people} people")),
        "{told}"
    );
}

#[test]
fn roads_of_every_class_keep_the_connection_that_the_text_promised() {
    let main = ask("--if Homs=HTS");
    let all = ask("--if Homs=HTS --roads all");
    let (before, after) = (
        pair(&main, "damascus", "tartus"),
        pair(&all, "damascus", "tartus"),
    );
    assert_eq!(before["connected_after"], false);
    assert_eq!(after["connected_after"], true, "{after}");
    let tried = before["tried"].to_string();
    let kilometres = after["remaining"]["length"]
        .as_f64()
        .expect("a detour that remains");
    assert!(
        tried.contains(&format!(
            "roads of every class: a way of {kilometres:.0} km"
        )),
        "{tried} but {kilometres}"
    );
}

#[test]
fn roads_across_borders_count_only_when_they_are_asked_for() {
    let within = ask("--if Homs=HTS");
    let across = ask("--if Homs=HTS --across-borders");
    assert_eq!(
        pair(&within, "damascus", "tartus")["connected_after"],
        false
    );
    let pair = pair(&across, "damascus", "tartus");
    assert_eq!(pair["connected_after"], true, "{pair}");
    let assumed = within["scenario"]["assumptions"].to_string();
    assert!(assumed.contains("within the country"), "{assumed}");
    let assumed = across["scenario"]["assumptions"].to_string();
    assert!(!assumed.contains("within the country"), "{assumed}");
}

#[test]
fn a_name_that_two_places_have_is_refused_with_both_ids() {
    let demo = Demo::shared();
    let refused = demo.ask("cut-off --on 2024-12-07 --if Suran=HTS").refused();
    assert_eq!(refused.out, "");
    assert!(
        refused.talk.contains("suran-aleppo") && refused.talk.contains("suran ("),
        "{}",
        refused.talk
    );
    assert!(refused.talk.contains("hint: "), "{}", refused.talk);
    let answer = ask("--if suran-aleppo=sna --party syr-government");
    assert_eq!(answer["scenario"]["changes"][0]["place"], "suran-aleppo");
}

#[test]
fn an_answer_stands_on_control_of_the_day_that_is_asked_about() {
    let demo = Demo::shared();
    let words = "cut-off --on 2024-12-09 --if Homs=HTS --party syr-government --format json";
    let after = demo.ask(words).done().json_lines().remove(0);
    assert_eq!(
        text(&after, "/changed/0/holder"),
        "hts",
        "Homs fell on the 8th"
    );
    let known = "cut-off --on 2024-12-09 --known 2024-12-07 --if Homs=HTS --format json";
    let before = demo.ask(known).done().json_lines().remove(0);
    assert_eq!(text(&before, "/changed/0/holder"), "syr-government");
}

#[test]
fn a_record_without_reports_answers_from_its_opening_positions() {
    let record = Record::init("syria");
    let answer = record.marsad("cut-off --on 2024-11-27 --if Homs=HTS --format json");
    let answer = answer.done().json_lines().remove(0);
    assert_eq!(
        pair(&answer, "damascus", "tartus")["connected_after"],
        false
    );
}

#[test]
fn a_name_is_a_place_only_as_far_as_it_is_spelled() {
    // A part of a name, or other letters, may bring hints but never an answer about another place.
    for name in ["Sheikh", "Deir", "Tell", "Hms"] {
        let words = format!("cut-off --on 2024-12-07 --if {name}=HTS");
        let printed = Demo::shared().ask(&words).run();
        assert_eq!(printed.code, Some(2), "{name}:\n{}", printed.out);
        assert_eq!(printed.out, "", "{name}");
    }
}
