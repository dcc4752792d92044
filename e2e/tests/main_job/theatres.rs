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
    rows.push_str("dorn,Dorn,,,town,99,20.3,,xa01,,,XA,,,invented\n");
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

#[test]
fn a_theatre_begins_from_the_long_list_and_passes_its_check() {
    let record = Record::empty();
    let made = record.marsad("theatre new mine --country ss").done();
    assert!(made.talk.contains("GeoNames"), "{}", made.talk);
    let places = std::fs::read_to_string(record.path().join("mine/places.csv")).expect("places");
    let juba = places.lines().find(|line| line.starts_with("juba,"));
    assert!(
        juba.is_some_and(|line| line.ends_with("GeoNames, CC BY 4.0\"")),
        "{places}"
    );
    let about = std::fs::read_to_string(record.path().join("mine/theatre.toml")).expect("about");
    assert!(
        about.contains("\n[[attribution]]\nname = \"GeoNames\"\n"),
        "{about}"
    );
    let checked = record.marsad("theatre check mine").done();
    assert!(checked.talk.contains(" 0 errors"), "{}", checked.talk);
    drop(record.marsad("init war --theatre mine").done());
}

#[test]
fn the_long_list_gives_as_many_places_as_a_person_looks_through() {
    let record = Record::empty();
    for (folder, country, least) in [
        ("small", "sd", ""),
        ("large", "ua", ""),
        ("few", "ua", "400000"),
    ] {
        let command = if least.is_empty() {
            format!("theatre new {folder} --country {country}")
        } else {
            format!("theatre new {folder} --country {country} --least-people {least}")
        };
        drop(record.marsad(&command).done());
        let path = record.path().join(folder).join("places.csv");
        let places = std::fs::read_to_string(path).expect("places");
        let rows = places.lines().filter(|line| !line.starts_with('#')).count() - 1;
        if least.is_empty() {
            assert!((50..=400).contains(&rows), "{country}: {rows}");
        } else {
            assert!((1..20).contains(&rows), "{country}: {rows}");
        }
    }
    let nowhere = record.marsad("theatre new none --country zz").refused();
    assert!(nowhere.talk.contains("hint: "), "{}", nowhere.talk);
    drop(
        record
            .marsad("theatre new both --country sd --least-people 5 --places places.csv")
            .refused(),
    );
}

#[test]
fn a_drawing_has_the_numbers_of_its_roads_and_the_names_of_its_regions() {
    let record = Record::empty();
    drop(record.marsad("theatre show syria --out map.svg").done());
    let drawing = std::fs::read_to_string(record.path().join("map.svg")).expect("a drawing");
    for number in ["M4", "M5"] {
        let is_drawn = drawing.lines().any(|line| {
            line.contains("class=\"shield-text\"") && line.contains(&format!(">{number}</text>"))
        });
        assert!(is_drawn, "{number}");
    }
    assert!(drawing.contains("class=\"area-name\""));
    assert!(drawing.contains("class=\"abroad\""));
    let unknown = drawing.matches(">?</text>").count();
    assert_eq!(unknown, 1, "only the legend has a question mark");
}

#[test]
fn what_nobody_checked_is_claimed_counted_in_the_report_and_open_to_its_holder() {
    let record = second_war();
    let before = record
        .marsad("control --on 2023-12-01 --format csv --place atbara")
        .done();
    assert!(before.out.contains(",claimed,saf,"), "{}", before.out);
    let told = record
        .marsad("control --on 2023-12-01 --place atbara")
        .done();
    assert!(told.out.contains("opening-unchecked"), "{}", told.out);
    assert!(
        told.out.contains("basis: general knowledge"),
        "{}",
        told.out
    );
    let report = record.marsad("report --on 2023-12-01").done();
    let report = report.out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(report.contains("was not checked for "), "{report}");
    let cut = record
        .marsad("cut-off --on 2023-12-01 --if wad-madani=rsf --party saf")
        .done();
    assert!(
        cut.out.contains("unchecked opening position"),
        "{}",
        cut.out
    );
}
