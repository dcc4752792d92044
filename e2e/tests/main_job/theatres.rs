//! Theatres: checked, begun, drawn; and a second war that needs no code.

use std::path::Path;

use e2e::{Printed, Record, marsad};
use serde_json::Value;

use crate::fixtures::{INTERNAL, NOTICE, text};

const PLACES: &str = "id,name,lat,lon,kind,admin1_pcode,admin1_name\n\
    karsun,Karsun,10.1,20.1,city,XA01,North\nbelo,Belo,10.2,20.2,,XA01,North\n";

/// A folder with a theatre that `theatre new` began.
fn begun() -> Record {
    let record = Record::empty();
    record.file("places.csv", PLACES);
    let made = record
        .marsad("theatre new mine --country xa --places places.csv")
        .done();
    assert!(
        made.talk.contains("2 rows read, 2 places taken, 0 refused"),
        "{}",
        made.talk
    );
    record
}

/// A record of the second theatre with its example reports.
fn second_war() -> Record {
    let record = Record::init("sudan");
    let dispatches =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../theatres/sudan/dispatches.jsonl");
    let added = record.marsad("add").arg(dispatches).done();
    assert!(added.out.contains("refused 0"), "{}", added.out);
    record
}

fn found(printed: &Printed, of: &str, place: &str) -> bool {
    let at = |line: &Value| text(line, "/where/id") == place && line.to_string().contains(of);
    printed.json_lines().iter().any(at)
}

#[test]
fn every_theatre_that_ships_passes_its_check() {
    for id in ["sudan", "syria"] {
        let checked = marsad().args("theatre check").arg(id).done();
        assert!(checked.out.is_empty(), "{}", checked.out);
        assert!(
            checked.talk.contains("0 errors, 0 warnings"),
            "{}",
            checked.talk
        );
    }
}

#[test]
fn a_fault_is_told_with_file_line_and_hint_and_the_answer_is_no() {
    let record = begun();
    drop(record.marsad("theatre check mine").done());
    let path = record.path().join("mine/places.csv");
    let mut rows = std::fs::read_to_string(&path).expect("the theatre was begun");
    let line = rows.lines().count() + 1;
    rows.push_str("dorn,Dorn,,,town,99,20.3,,xa01,,,XA,,invented\n");
    record.file("mine/places.csv", rows);
    let checked = record.marsad("theatre check mine").answered_no();
    let told = format!("places.csv:{line}: error: latitude 99");
    assert!(checked.out.contains(&told), "{}", checked.out);
    assert!(checked.out.contains("hint: "), "{}", checked.out);
    let lines = record
        .marsad("theatre check mine --format json")
        .answered_no()
        .json_lines();
    assert_eq!(text(&lines[0], "/file"), "places.csv");
    assert_eq!(lines[0]["line"].as_u64(), Some(line as u64));
    assert_eq!(text(&lines[0], "/level"), "error");
    drop(record.marsad("theatre check nowhere").refused());
}

#[test]
fn a_theatre_that_was_begun_is_sound_and_makes_a_record() {
    let record = begun();
    drop(record.marsad("init war --theatre mine").done());
    let lines = record
        .marsad("places - --theatre mine")
        .input("Gunmen entered Karsun.\n")
        .done();
    assert!(lines.out.contains("karsun"), "{}", lines.out);
    let again = record
        .marsad("theatre new mine --country xa --places places.csv")
        .refused();
    assert!(again.talk.contains("hint: "), "{}", again.talk);
}

#[test]
fn bad_rows_of_places_are_refused_by_line_and_counted() {
    let record = Record::empty();
    record.file(
        "places.csv",
        format!("{PLACES}dorn,Dorn,110,20,,,\nbelo,Other,10.3,20.3,,,\n"),
    );
    let made = record
        .marsad("theatre new mine --country xa --places places.csv")
        .refused();
    for told in [
        "places.csv:4: error",
        "places.csv:5: error",
        "4 rows read, 2 places taken, 2 refused",
    ] {
        assert!(made.talk.contains(told), "{told}: {}", made.talk);
    }
    drop(record.marsad("theatre check mine").done());
}

#[test]
fn a_theatre_is_drawn_with_its_places_legend_and_attribution() {
    let record = Record::empty();
    for id in ["sudan", "syria"] {
        drop(record.marsad("theatre show --out map.svg").arg(id).done());
        let drawing = std::fs::read_to_string(record.path().join("map.svg")).expect("a drawing");
        for words in [
            "class=\"river\"",
            "class=\"trunk\"",
            "class=\"border\"",
            "besieged",
            " km</text>",
            "Natural Earth",
            "nobody has compared it",
        ] {
            assert!(drawing.contains(words), "{id} without {words}");
        }
    }
    drop(
        record
            .marsad("theatre show sudan --out early.svg --on 2020-01-01")
            .refused(),
    );
}

#[test]
fn incidents_and_control_of_a_second_war_are_found_without_code() {
    let record = second_war();
    let incidents = record.marsad("incidents").done();
    assert!(
        found(&incidents, "Armed clash", "wad-madani"),
        "{}",
        incidents.out
    );
    assert!(
        found(&incidents, "Shelling", "el-fasher"),
        "{}",
        incidents.out
    );
    let before = record
        .marsad("control --on 2023-12-17 --place wad-madani")
        .done();
    assert!(
        before
            .out
            .contains("claimed by Sudanese Armed Forces (opening position, unchecked)"),
        "{}",
        before.out
    );
    let after = record
        .marsad("control --on 2023-12-20 --place wad-madani")
        .done();
    assert!(
        after.out.contains("held by Rapid Support Forces"),
        "{}",
        after.out
    );
    let report = record
        .marsad("report --on 2023-12-19 --if sennar=rsf")
        .done();
    for words in [
        INTERNAL,
        NOTICE,
        "Situation report: Sudan",
        "Wad Madani",
        "Who holds which place",
    ] {
        assert!(report.out.contains(words), "{words}: {}", report.out);
    }
}
