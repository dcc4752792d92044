//! Places that are added to a record: found from then on, under the theatre's own, and kept as the record is.

use e2e::{Printed, Record};
use serde_json::Value;

use crate::text;

/// A table with P-codes of invented places.
const TABLE: &str = "PCODE,NAME_EN,ALT_NAME,LAT,LON,ADM1_PCODE,ADM1_EN\n\
    QA001,Wennit (Orla),Vennit,10.2,20.2,QA07,Tesk\n\
    QA002,Drennach,,10.4,20.4,QA07,Tesk\n";

/// An area with an outline.
const AREA: &str = r#"{"type": "FeatureCollection", "features": [{"type": "Feature",
    "properties": {"ADM1_EN": "Tesk", "ADM1_PCODE": "QA07"}, "geometry": {"type": "Polygon",
    "coordinates": [[[20, 10], [22, 10], [22, 12], [20, 12], [20, 10]]]}}]}"#;

/// Lines of a country dump: a village, a dam, and a spring, which is no place for us.
fn dump() -> String {
    let line = |number: &str, name: &str, others: &str, class: &str, code: &str| {
        format!(
            "{number}\t{name}\t{name}\t{others}\t10.6\t20.6\t{class}\t{code}\tQA\t\t07\t\t\t\t0\t\t9\tUTC\t2020-01-01\n"
        )
    };
    [
        line("990000001", "Hulmeth", "هولمث", "P", "PPL"),
        line("990000002", "Hulmeth Dam", "", "S", "DAM"),
        line("990000003", "Hulmeth Spring", "", "H", "SPNG"),
    ]
    .concat()
}

fn json(record: &Record, words: &str) -> Vec<Value> {
    let printed = record.marsad(words).args("--format json").run();
    assert!(
        printed.code.is_some_and(|code| code != 1),
        "{}",
        printed.talk
    );
    printed.json_lines()
}

/// The ids of the places that a sentence names.
fn named(record: &Record, sentence: &str) -> Vec<String> {
    record.file("sentence.txt", sentence);
    let lines = record.marsad("places sentence.txt").done().json_lines();
    let ids = lines.iter().map(|line| text(line, "/place/id").to_owned());
    ids.filter(|id| !id.is_empty()).collect()
}

fn backed_up(record: &Record, folder: &Record) -> Printed {
    record.file("passphrase", "five words that do not belong\n");
    let file = folder.path().join("record.backup");
    let _made = record
        .marsad("backup --passphrase-file passphrase")
        .arg(&file)
        .done();
    record
        .marsad("restore --passphrase-file passphrase")
        .arg(&file)
        .arg(folder.path().join("again"))
        .done()
}

#[test]
fn places_of_the_three_forms_are_found_once_they_are_added() {
    let record = Record::init("syria");
    record.file("table.csv", TABLE);
    record.file("area.geojson", AREA);
    record.file("QA.txt", dump());
    let sentence = "Shelling hit the village of Wennit, Drennach and the village of Hulmeth.";
    assert_eq!(named(&record, sentence), Vec::<String>::new());
    let lines = json(&record, "gazetteer add area.geojson table.csv QA.txt");
    let told = |at: usize, key: &str| lines[at][key].to_string();
    assert_eq!(
        (told(0, "form").as_str(), told(0, "kept").as_str()),
        ("\"areas\"", "1")
    );
    assert_eq!(
        (told(1, "kept").as_str(), told(1, "areas_made").as_str()),
        ("2", "0")
    );
    assert_eq!(
        (told(2, "kept").as_str(), told(2, "other_kinds").as_str()),
        ("2", "1")
    );
    assert_eq!(text(&lines[3], "/theatre").len(), 64);
    assert_eq!(
        named(&record, sentence),
        ["pc-qa001", "pc-qa002", "gn-990000001"]
    );
    assert_eq!(named(&record, "They met in Vennit."), ["pc-qa001"]);
    let listed = json(&record, "gazetteer list");
    let names: Vec<&str> = listed.iter().map(|line| text(line, "/name")).collect();
    assert_eq!(names, ["QA", "area", "table"]);
    let _whole = record.marsad("verify").done();
}

#[test]
fn bad_rows_are_told_with_file_and_row_and_the_rest_is_kept() {
    let record = Record::init("syria");
    let rows = "name,lat,lon,pcode,country\nWennit,10,20,Q1,QA\nTooFar,91,20,Q2,QA\nShort,10\n\
                Twice,10,20,Q1,QA\n\u{301}\u{302},10,20,Q3,QA\nTur\u{202E}ned,10,20,Q4,QA\nDrennach,10,21,Q5,QA\n";
    record.file("rows.csv", rows);
    let printed = record
        .marsad("gazetteer add rows.csv")
        .refused()
        .says("read 7 = kept 2 + known 0 + of other kinds 0 + refused 5");
    for (row, cause) in [
        (3, "latitude 91"),
        (4, "2 columns where the head has 5"),
        (5, "stands in row 2 already"),
        (6, "no letter"),
        (7, "U+202E"),
    ] {
        let told = printed
            .talk
            .lines()
            .find(|line| line.contains(&format!("rows.csv:{row}: ")))
            .unwrap_or_else(|| panic!("row {row} is not told:\n{}", printed.talk));
        assert!(told.contains(cause), "{told}");
    }
    assert_eq!(named(&record, "They fled the town of Drennach."), ["pc-q5"]);
    assert_eq!(named(&record, "They fled to TooFar."), Vec::<String>::new());
}

#[test]
fn a_dry_run_and_what_is_known_write_nothing() {
    let record = Record::init("syria");
    record.file("table.csv", TABLE);
    let verified = |record: &Record| record.marsad("verify").done().out;
    let before = verified(&record);
    let _dry = record
        .marsad("gazetteer add table.csv --dry-run")
        .done()
        .says("kept 2");
    assert_eq!(verified(&record), before);
    assert!(!record.path().join("theatre").exists());
    let _added = record.marsad("gazetteer add table.csv").done();
    let written = |record: &Record| -> Vec<_> {
        let files = record.files().into_iter();
        files
            .filter(|(path, _)| path.starts_with(record.path().join("theatre")))
            .collect()
    };
    let (once, head) = (written(&record), verified(&record));
    assert!(!once.is_empty());
    let _again = record
        .marsad("gazetteer add table.csv")
        .done()
        .says("kept 0 + known 2");
    assert_eq!((written(&record), verified(&record)), (once, head));
}

#[test]
fn a_place_of_the_theatre_wins_and_is_told_more() {
    let record = Record::init("syria");
    let known = record
        .marsad("places -")
        .input("They reached Idlib city.")
        .done()
        .json_lines();
    let place = &known[0]["place"];
    let row = format!(
        "name,alt_name,lat,lon,pcode,country\nIdlib,Quorvennoth,{},{},Q9,{}\n",
        place["lat"],
        place["lon"],
        text(place, "/country")
    );
    record.file("one.csv", row);
    let _added = record
        .marsad("gazetteer add one.csv")
        .done()
        .says("kept 0 + known 1");
    let sentence = "They reached the city of Quorvennoth.";
    assert_eq!(named(&record, sentence), [text(place, "/id")]);
}

#[test]
fn what_was_added_is_in_the_ledger_in_answers_and_in_backups() {
    let record = Record::init("syria");
    record.file("table.csv", TABLE);
    let asked = "report --on 2024-11-28 --format json";
    let hash = |record: &Record, words: &str| {
        let printed = record.marsad(asked).args(words).done();
        let answer: Value = serde_json::from_str(&printed.out).expect("one object");
        answer.to_string()
    };
    let before = hash(&record, "");
    let entries = |record: &Record| record.marsad("verify").done().out;
    let verified = entries(&record);
    let _added = record
        .marsad("gazetteer add table.csv --licence CC0 --origin")
        .arg("Survey of QA")
        .done();
    assert_ne!(hash(&record, ""), before, "another theatre is another hash");
    assert_ne!(entries(&record), verified);
    let _listed = record
        .marsad("gazetteer list")
        .done()
        .says("2 places, 1 areas")
        .says("Survey of QA; licence: CC0");
    let again = Record::empty();
    let _restored = backed_up(&record, &again);
    let found = again
        .marsad("places - --record again")
        .input("They fled the village of Drennach.")
        .done();
    assert_eq!(text(&found.json_lines()[0], "/place/id"), "pc-qa002");
}

#[test]
fn a_file_that_tells_too_little_is_an_error_and_columns_can_be_named() {
    let record = Record::init("syria");
    record.file("odd.csv", "what,north,east\nWennit,10,20\n");
    let _told = record
        .marsad("gazetteer add odd.csv")
        .refused()
        .hints("no column is known to hold name")
        .hints("--columns name=COLUMN");
    let _named = record
        .marsad("gazetteer add odd.csv --country qa --columns name=what,lat=north,lon=east")
        .done()
        .says("kept 1");
    let _wrong = record
        .marsad("gazetteer add odd.csv --columns mood=what")
        .refused()
        .hints("says of no column");
    let _absent = record
        .marsad("gazetteer add absent.csv")
        .refused()
        .hints("absent.csv");
}
