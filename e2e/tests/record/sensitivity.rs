//! What is classified as sensitive stays at the desk, in every form.

use e2e::Record;

use crate::{incident_of, strikes, text};

fn classify(record: &Record, author: &str, level: &str) {
    let id = text(&incident_of(record, "c"), "/id").to_owned();
    let _done = record
        .marsad("decide classify --reason seen --author")
        .arg(author)
        .args("--sensitivity")
        .arg(level)
        .arg(id)
        .done();
}

/// The public edition in all its forms.
fn public(record: &Record) -> String {
    let forms = ["text", "md", "html", "json"].iter().map(|form| {
        record
            .marsad("report --public --on 2024-12-04 --since 2024-12-03 --format")
            .arg(form)
            .done()
            .out
    });
    forms.collect::<Vec<_>>().join("\n")
}

const WORDS: &str = "An air strike on Idlib killed four people";

#[test]
fn what_one_person_raises_leaves_every_public_form_and_stays_in_that_of_the_desk() {
    let record = strikes();
    assert!(public(&record).contains(WORDS));
    classify(&record, "amal", "high");
    assert!(!public(&record).contains(WORDS));
    let desk = record
        .marsad("report --on 2024-12-04 --since 2024-12-03 --format md")
        .done()
        .out;
    assert!(desk.contains(WORDS), "{desk}");
}

#[test]
fn what_is_moderate_is_told_without_its_words() {
    let record = strikes();
    classify(&record, "amal", "moderate");
    let told = public(&record);
    assert!(!told.contains(WORDS));
    assert!(told.contains("4 December 2024"), "{told}");
}

#[test]
fn who_raised_it_can_take_it_back() {
    let record = strikes();
    let before = public(&record);
    classify(&record, "amal", "severe");
    assert!(!public(&record).contains(WORDS));
    classify(&record, "amal", "low");
    assert_eq!(public(&record), before);
}
