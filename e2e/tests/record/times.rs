//! Days are those of the theatre, also where a night has 23 or 25 hours.

use std::{fs, path::Path};

use e2e::{Record, marsad};

use crate::{add, report, text};

/// The built-in theatre's files with another time zone, as a theatre of its own.
fn theatre_in(record: &Record, zone: &str) {
    let built_in = Path::new(env!("CARGO_MANIFEST_DIR")).join("../theatres/syria");
    for entry in fs::read_dir(built_in).expect("the theatre can be listed") {
        let path = entry.expect("the theatre can be listed").path();
        let name = path.file_name().expect("a file has a name");
        let name = format!("elsewhere/{}", name.to_string_lossy());
        let bytes = fs::read_to_string(&path).expect("a file of a theatre is text");
        let zoned = bytes.replace("\"Asia/Damascus\"", &format!("\"{zone}\""));
        record.file(&name, zoned);
    }
}

/// Which of the reports could be known by a day.
fn known(record: &Record, day: &str) -> Vec<String> {
    let lines = marsad()
        .within(&record.path().join("war"))
        .args("incidents --known")
        .arg(day)
        .done()
        .json_lines();
    let mut names: Vec<String> = lines
        .iter()
        .flat_map(|line| line["reports"].as_array().expect("reports"))
        .map(|name| name.as_str().unwrap_or_default().to_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn a_day_ends_with_the_local_day_before_and_after_the_clocks_change() {
    let record = Record::empty();
    theatre_in(&record, "Europe/Kyiv");
    let _done = record.marsad("init war --theatre elsewhere").done();
    let war = marsad().within(&record.path().join("war"));
    // On 31 March 2024 the clocks of Kyiv go from 03:00 to 04:00, on 27 October from 04:00 back to 03:00.
    let lines: Vec<String> = [
        ("a-last-of-30", "2024-03-30T21:59:59Z", "Homs"),
        ("b-first-of-31", "2024-03-30T22:00:00Z", "Hama"),
        ("c-last-of-31", "2024-03-31T20:59:59Z", "Idlib"),
        ("d-first-of-1", "2024-03-31T21:00:00Z", "Raqqa"),
        ("e-last-of-26", "2024-10-26T20:59:59Z", "Manbij"),
        ("f-first-of-27", "2024-10-26T21:00:00Z", "Palmyra"),
        ("g-last-of-27", "2024-10-27T21:59:59Z", "Tartus"),
        ("h-first-of-28", "2024-10-27T22:00:00Z", "Latakia"),
    ]
    .iter()
    .map(|(id, published, place)| {
        report(
            id,
            published,
            "afp",
            &format!("An air strike on {place} killed four people."),
        )
    })
    .collect();
    record.file("war/in.jsonl", lines.join("\n"));
    let _done = war.args("add in.jsonl").done();
    for (day, known_by_then) in [
        ("2024-03-29", 0),
        ("2024-03-30", 1),
        ("2024-03-31", 3),
        ("2024-04-01", 4),
        ("2024-10-26", 5),
        ("2024-10-27", 7),
        ("2024-10-28", 8),
    ] {
        assert_eq!(
            known(&record, day).len(),
            known_by_then,
            "{day}: {:?}",
            known(&record, day)
        );
    }
}

#[test]
fn a_report_without_a_stated_time_is_known_from_when_it_was_received() {
    let record = Record::init("syria");
    let undated = serde_json::json!({
        "id": "undated", "source": "afp", "text": "An air strike on Idlib killed four people.",
    });
    add(&record, "in.jsonl", &[undated.to_string()]);
    let lines = record.marsad("incidents").done().json_lines();
    assert_eq!(text(&lines[0], "/reports/0"), "undated");
    let early = record.marsad("incidents --known 2024-12-08").done();
    assert_eq!(early.out, "", "nobody had it then");
}
