//! Data sets matched by location, time and type.

use e2e::{Printed, Record};
use serde_json::{Value, json};

const TAXONOMY: &str = "\
data.source,base.categories,kind,hazard
north,field under water,river flood,flood
north,wood on fire,forest fire,fire
south,river flood,river flood,flood
south,coast flood,coast flood,flood
south,forest fire,forest fire,fire
";
const HEADER: &str = "event,date,enddate,latitude,longitude,what\n";
/// 0.009 degrees north are one kilometre.
const NORTH: &str = "\
1,2031-03-04,2031-03-04,10,20,field under water
2,2031-03-09,2031-03-12,10,20,wood on fire
";
const SOUTH: &str = "\
1,2031-03-05,2031-03-05,10.009,20,coast flood
2,2031-03-11,2031-03-11,10,20,forest fire
";
const COMMAND: &str = "link north.csv south.csv --rules meltt --taxonomy what=what.csv \
                       --window-km 4 --window-days 2 --incidents incidents.jsonl";

/// A folder with the taxonomy and both data sets.
fn folder(north: &str, south: &str) -> Record {
    let folder = Record::empty();
    folder.file("what.csv", TAXONOMY);
    folder.file("north.csv", format!("{HEADER}{north}"));
    folder.file("south.csv", format!("{HEADER}{south}"));
    folder
}

fn incidents(folder: &Record) -> Vec<Value> {
    let text = std::fs::read_to_string(folder.path().join("incidents.jsonl")).expect("a file");
    let lines = text.lines().map(serde_json::from_str);
    lines.collect::<Result<_, _>>().expect("JSON")
}

const MATCHED: &str = "id,incident\n\
    north:1,north:1\n\
    north:2,north:2\n\
    south:1,north:1\n\
    south:2,south:2\n";

#[test]
fn two_data_sets_become_incidents_with_why_and_the_counts_are_told() {
    let folder = folder(NORTH, SOUTH);
    let printed = folder.marsad(COMMAND).done();
    assert_eq!(printed.out, MATCHED);
    let _ = printed
        .hints("data sets: 2; rows: 4; unique: 3; duplicates removed: 1; matched sets: 1")
        .hints("north + south: 1");
    let incidents = incidents(&folder);
    assert_eq!(
        incidents[0],
        json!({
            "id": "north:1",
            "entries": ["north:1", "south:1"],
            "is_episode": false,
            "links": [{
                "entry": "south:1", "km": 1.0, "first_days": 1, "last_days": 1, "fit": 1.0,
                "levels": {"what": 2}, "passed_over": 0,
            }],
            "review": [],
        })
    );
    // The fire of a day may be part of the fire of four days: a person decides.
    assert_eq!(incidents[2]["review"][0]["entry"], "north:2");
}

#[test]
fn the_answer_is_the_same_for_rows_in_another_order_and_as_json() {
    let turned = |rows: &str| {
        let rows: Vec<&str> = rows.lines().rev().collect();
        rows.join("\n") + "\n"
    };
    let printed = folder(&turned(NORTH), &turned(SOUTH))
        .marsad(COMMAND)
        .done();
    assert_eq!(printed.out, MATCHED);
    let lines = folder(NORTH, SOUTH)
        .marsad(&format!("{COMMAND} --format json"))
        .done()
        .json_lines();
    assert_eq!(lines[2], json!({"id": "south:1", "incident": "north:1"}));
}

#[test]
fn bad_rows_are_told_with_file_and_row_and_the_others_are_matched() {
    let bad = "\
3,2031-02-30,2031-03-04,10,20,wood on fire
4,2031-03-04,2031-03-03,10,20,wood on fire
5,2031-03-04,2031-03-04,100,20,wood on fire
6,2031-03-04,2031-03-04,10,20,snow
7,2031-03-04
";
    let folder = folder(&format!("{NORTH}{bad}"), SOUTH);
    let refused: Printed = folder.marsad(COMMAND).refused();
    assert_eq!(refused.out, MATCHED);
    let _ = refused
        .hints("north.csv:4: \"2031-02-30\" is no date")
        .hints("north.csv:5: the last day 2031-03-03 is before the first day 2031-03-04")
        .hints("north.csv:6: latitude 100, longitude 20 is no point on the globe")
        .hints("north.csv:7: taxonomy \"what\" has no \"snow\" for \"north\"")
        .hints("add a row for it to the taxonomy")
        .hints("north.csv:8: 2 fields where the header has 6");
}

#[test]
fn words_that_make_no_rules_are_refused_without_data() {
    let folder = folder(NORTH, SOUTH);
    let command = "link north.csv south.csv --rules meltt --taxonomy what=what.csv";
    for (words, told) in [
        ("link north.csv south.csv", "one file"),
        ("link north.csv --window-km 4", "--rules"),
        (command, "--window-km"),
        (
            "link north.csv --rules meltt --taxonomy what=what.csv --window-km 4 --window-days 2",
            "one data set",
        ),
        (
            &format!("{COMMAND} --taxonomy what=what.csv"),
            "given twice",
        ),
        (&format!("{COMMAND} --weight what=2"), "weights sum to 2"),
        (&format!("{COMMAND} --weight harm=1"), "harm=1"),
        (&format!("{COMMAND} --level what=3"), "level 3"),
        (&format!("{COMMAND} --level what=0"), "what=0"),
        (&format!("{COMMAND} --partial 1"), "may disagree"),
        (&format!("{COMMAND} --column day=date"), "day=date"),
        (
            &format!("{command} --window-km=-1 --window-days 2"),
            "-1 km is no length",
        ),
    ] {
        let refused = folder.marsad(words).refused();
        assert_eq!(refused.out, "", "marsad {words}");
        assert!(refused.talk.contains(told), "{words}: {}", refused.talk);
    }
}
