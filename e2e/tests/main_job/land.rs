//! Who holds how much land: as GeoJSON, drawn, in figures, and nowhere in what leaves.

use std::collections::BTreeMap;

use e2e::Record;
use serde_json::Value;

use crate::editions::{PRIVATE, record_of_private_voices};
use crate::fixtures::{Demo, INTERNAL, NOTICE, text};
use crate::xml::must_be_well_formed;

const DAY: &str = "2024-12-06";

/// The text of a file that a question to the demonstration writes.
fn written(words: &str, file: &str) -> String {
    let folder = Record::empty();
    let path = folder.path().join(file);
    let demo = Demo::shared();
    let ask = demo.ask(&format!("control --on {DAY} {words}"));
    drop(ask.arg(&path).done());
    std::fs::read_to_string(path).expect("the file is written")
}

fn features(words: &str) -> Vec<Value> {
    let mut areas: Value = serde_json::from_str(&written(words, "a.geojson")).expect("JSON");
    assert_eq!(text(&areas, "/type"), "FeatureCollection");
    assert_eq!(text(&areas, "/on"), DAY);
    assert_eq!(text(&areas, "/notices/0"), NOTICE);
    for key in ["knowledge", "rules", "theatre", "cell_km"] {
        assert!(!areas[key].is_null(), "no {key}");
    }
    match areas["features"].take() {
        Value::Array(features) => features,
        other => panic!("no list of features: {other}"),
    }
}

/// The points of a ring or line, each east and north.
fn points(line: &Value) -> Vec<[f64; 2]> {
    let points = line.as_array().expect("a list of points").iter();
    points
        .map(|at| {
            let number = |part: usize| at[part].as_f64().expect("a number");
            let at = [number(0), number(1)];
            assert!((-180.0..=180.0).contains(&at[0]) && (-90.0..=90.0).contains(&at[1]));
            at
        })
        .collect()
}

/// Twice the area inside a ring in square degrees: above 0 where it runs against the clock.
fn turn(ring: &[[f64; 2]]) -> f64 {
    let pairs = ring.iter().zip(ring.iter().skip(1));
    pairs.map(|(a, b)| a[0] * b[1] - b[0] * a[1]).sum()
}

#[test]
fn areas_are_closed_rings_of_which_the_outer_runs_against_the_clock() {
    let mut holes = 0;
    for feature in features("--areas") {
        assert_eq!(text(&feature, "/type"), "Feature");
        let coordinates = &feature["geometry"]["coordinates"];
        if text(&feature, "/properties/kind") == "front" {
            assert_eq!(text(&feature, "/geometry/type"), "LineString");
            assert!(points(coordinates).len() > 1, "{feature}");
            continue;
        }
        assert_eq!(text(&feature, "/geometry/type"), "Polygon");
        let rings = coordinates.as_array().expect("rings");
        assert!(!rings.is_empty());
        for (at, ring) in rings.iter().enumerate() {
            let ring = points(ring);
            assert!(ring.len() > 3 && ring.first() == ring.last(), "{ring:?}");
            assert_eq!(turn(&ring) > 0.0, at == 0, "ring {at} of {feature}");
        }
        holes += rings.len() - 1;
    }
    assert!(holes > 0, "some area has a hole");
}

#[test]
fn every_feature_says_what_it_is_who_holds_it_and_how_sure_that_is() {
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    for feature in features("--areas") {
        let about = &feature["properties"];
        let is_area = text(about, "/kind") == "area";
        let kind = text(about, if is_area { "/state" } else { "/kind" });
        let own: &[&str] = match kind {
            "held" => &["holder", "label"],
            "claimed" => &["holder", "label", "rests_on"],
            "besieged" => &["holder", "label", "by", "by_label"],
            "contested" => &["rests_on", "parties", "labels"],
            "unknown" => &[],
            _ => &["parties", "labels", "km"],
        };
        let every: &[&str] = match kind {
            "front" => &["kind"],
            _ => &["kind", "state", "confidence", "km2"],
        };
        let mut expected: Vec<&str> = every.iter().chain(own).copied().collect();
        expected.sort_unstable();
        let mut keys: Vec<&String> = about.as_object().expect("properties").keys().collect();
        keys.sort_unstable();
        assert_eq!(keys, expected, "{about}");
        if is_area {
            let sure = about["confidence"].as_f64().expect("a number");
            assert!((0.0..=1.0).contains(&sure), "{about}");
            assert!(about["km2"].as_f64() > Some(0.0), "{about}");
        }
        *kinds.entry(kind.to_owned()).or_default() += 1;
    }
    for kind in ["held", "claimed", "contested", "unknown", "front"] {
        assert!(kinds.contains_key(kind), "{kind} in {kinds:?}");
    }
}

#[test]
fn the_same_record_gives_the_same_land_byte_for_byte() {
    let _kept = Demo::shared();
    for (words, file) in [("--areas", "a.geojson"), ("--map", "a.svg")] {
        assert!(written(words, file) == written(words, file), "{words}");
    }
}

#[test]
fn the_drawing_of_the_land_is_xml_without_private_persons_or_words_of_reports() {
    let drawing = written("--map", "a.svg");
    must_be_well_formed(&drawing);
    assert!(drawing.contains(INTERNAL) && drawing.contains("class=\"area"));
    let record = record_of_private_voices();
    let words = format!("control --on {DAY} --map a.svg --areas a.geojson");
    drop(record.marsad(&words).done());
    for file in ["a.svg", "a.geojson"] {
        let told = std::fs::read_to_string(record.path().join(file)).expect("the file");
        for word in PRIVATE.into_iter().chain(["captured Hama", "Rebels hold"]) {
            assert!(!told.contains(word), "{word:?} is in {file}");
        }
    }
    let drawing = std::fs::read_to_string(record.path().join("a.svg")).expect("the drawing");
    must_be_well_formed(&drawing);
}

#[test]
fn totals_have_one_block_a_day_and_no_place_is_lost_between_days() {
    let words = format!("control --on {DAY} --totals --since 2024-12-03 --format csv");
    let demo = Demo::shared();
    let table = demo.ask(&words).done().out;
    let mut rows = table.lines();
    let head = "day,holder,state,settlements,sites,people,km2,unchecked_km2";
    assert_eq!(rows.next(), Some(head));
    let mut days: Vec<(&str, u64)> = Vec::new();
    for row in rows {
        let cells: Vec<&str> = row.split(',').collect();
        assert_eq!(cells.len(), 8, "{row}");
        let number = |at: usize| cells[at].parse::<u64>().expect("a whole number");
        if days.last().is_none_or(|(day, _)| *day != cells[0]) {
            days.push((cells[0], 0));
        }
        if let Some((_, places)) = days.last_mut() {
            *places += number(3) + number(4);
        }
    }
    let named: Vec<&str> = days.iter().map(|(day, _)| *day).collect();
    assert_eq!(named, ["2024-12-03", "2024-12-04", "2024-12-05", DAY]);
    let places = days[0].1;
    assert!(places > 100, "{days:?}");
    assert!(days.iter().all(|(_, count)| *count == places), "{days:?}");
}

#[test]
fn cells_and_a_reach_that_cannot_be_are_refused_and_nothing_is_written() {
    let (demo, folder) = (Demo::shared(), Record::empty());
    let path = folder.path().join("a.geojson");
    for size in [
        "--cell-km 0",
        "--cell-km nan",
        "--cell-km 36",
        "--reach-km -1",
        "--reach-km 1001",
    ] {
        let ask = demo.ask(&format!("control --on {DAY} {size} --areas"));
        let refused = ask.arg(&path).refused();
        assert_eq!(refused.code, Some(2), "{size}");
        drop(refused.hints("hint: give --cell-km and --reach-km"));
        assert!(!path.exists(), "{size}");
    }
    let lone = demo.ask("control --cell-km 3").refused();
    drop(lone.hints("--areas"));
}

#[test]
fn land_that_cannot_be_written_is_told_with_its_path() {
    let demo = Demo::shared();
    for words in ["--areas", "--map"] {
        let folder = Record::empty();
        let path = folder.path().join("nowhere").join("land");
        let ask = demo.ask(&format!("control --on {DAY} {words}"));
        let refused = ask.arg(&path).refused();
        assert_eq!(refused.out, "");
        let told = refused.hints("error: writing ");
        drop(told.hints(&path.display().to_string()));
    }
}

#[test]
fn the_land_is_drawn_for_the_desk_and_does_not_leave() {
    let demo = Demo::shared();
    let report = |more: &str| {
        let words = format!("report --on {DAY} --format {more}");
        demo.ask(&words).done().out
    };
    let count = |words: &str, key: &str| {
        let told: Value = serde_json::from_str(&report(words)).expect("JSON");
        let list = told["map"][key].as_array().expect("a list");
        list.len()
    };
    assert!(report("html").contains("class=\"area"));
    assert!(!report("html --public").contains("class=\"area"));
    for key in ["areas", "fronts"] {
        assert!(count("json", key) > 0, "{key}");
        assert_eq!(count("json --public", key), 0, "{key}");
    }
}
