//! What `marsad places` says beyond names: where words put something, how precisely, and coordinates and codes.

use e2e::marsad;
use serde_json::{Value, json};

/// The lines for a text, without a theatre and with the example one.
fn lines(theatre: &str, text: &str) -> Vec<Value> {
    let document = json!({"id": "a", "text": text, "source": "monitor"}).to_string();
    marsad()
        .args(&format!("places - {theatre}"))
        .input(document + "\n")
        .done()
        .json_lines()
}

#[test]
fn words_beside_a_name_become_a_point_with_a_radius() {
    let text = "Shells fell 12 km north of Homs.";
    let lines = lines("--theatre syria", text);
    let [line] = lines.as_slice() else {
        panic!("{lines:?}")
    };
    assert_eq!(line["relation"], "north_of", "{line}");
    assert_eq!(line["words"]["text"], "12 km north of Homs", "{line}");
    assert_eq!(line["geometry"]["type"], "Point", "{line}");
    let (north, home) = (
        line["geometry"]["coordinates"][1].as_f64(),
        line["place"]["lat"].as_f64(),
    );
    let away = north
        .zip(home)
        .map(|(north, home)| (north - home) * 111.195);
    assert!(away.is_some_and(|km| (km - 12.0).abs() < 0.01), "{line}");
    assert!(
        line["radius_km"].as_f64().is_some_and(|km| km > 4.0),
        "{line}"
    );
    assert_eq!(
        (&line["geo_precision"], &line["where_prec"]),
        (&json!(2), &json!(2))
    );
}

#[test]
fn the_side_of_a_river_is_a_side_and_no_point() {
    let lines = lines(
        "--theatre syria",
        "They hold the land east of the Euphrates.",
    );
    let side = lines.iter().find(|line| line["geometry"]["type"] == "Side");
    let side = side.unwrap_or_else(|| panic!("{lines:?}"));
    assert_eq!(side["relation"], "east_of");
    assert_eq!(side["geometry"]["line"], "euphrates");
    assert!(side.get("radius_km").is_none(), "{side}");
}

#[test]
fn a_name_alone_is_the_place_itself() {
    let lines = lines("--theatre syria", "They slept in Homs.");
    assert_eq!(lines[0]["relation"], "at");
    assert!(lines[0].get("words").is_none(), "{lines:?}");
    assert_eq!(
        (&lines[0]["geo_precision"], &lines[0]["where_prec"]),
        (&json!(1), &json!(1))
    );
}

#[test]
fn coordinates_need_no_theatre() {
    let text = "The grave lies at 34.7324, 36.7137 or 34°43'57\"N 36°42'49\"E.";
    let lines = lines("--theatre none", text);
    let forms: Vec<&Value> = lines.iter().filter_map(|line| line.get("form")).collect();
    assert_eq!(forms, ["decimal", "degrees"], "{lines:?}");
    assert_eq!(lines[0]["place"]["id"], "geo:34.73240,36.71370");
    assert_eq!(lines[0]["quote"], "34.7324, 36.7137");
}

#[test]
fn an_unknown_place_code_is_told_and_not_guessed() {
    let lines = lines("--theatre syria", "Aid reached SY0405 and SY9999.");
    let codes: Vec<&Value> = lines
        .iter()
        .filter(|line| line["form"] == "place-code")
        .collect();
    let [known, unknown] = codes.as_slice() else {
        panic!("{lines:?}")
    };
    assert_eq!(known["geometry"]["type"], "Area", "{known}");
    assert!(
        unknown["place"].is_null() && unknown["score"] == 0.0,
        "{unknown}"
    );
}
