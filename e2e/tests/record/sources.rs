//! What the desk says of a source counts from then on, for control and for counts, and can be asked about in time.

use e2e::Record;
use serde_json::Value;

use crate::{add, answers, incident_of, report, strikes, text};

fn set(record: &Record, words: &str) -> Value {
    record
        .marsad("source set")
        .args(words)
        .args("--reason tested --format json")
        .done()
        .json_lines()
        .remove(0)
}

fn sources(record: &Record, words: &str) -> Vec<Value> {
    record
        .marsad("source list --format json")
        .args(words)
        .done()
        .json_lines()
}

fn source(record: &Record, id: &str, words: &str) -> Value {
    let all = sources(record, words);
    let found = all.into_iter().find(|source| text(source, "/id") == id);
    found.unwrap_or(Value::Null)
}

/// The state of a place, and its holder.
fn control(record: &Record, words: &str) -> (String, String) {
    let line = record
        .marsad("control --place suran --format json")
        .args(words)
        .done()
        .json_lines()
        .remove(0);
    (
        text(&line, "/state").to_owned(),
        text(&line, "/holder").to_owned(),
    )
}

#[test]
fn a_leaning_changes_control_from_its_day_on_and_its_end_restores_every_byte() {
    let record = Record::init("syria");
    let line = report(
        "a",
        "2024-12-05T18:00:00Z",
        "sohr",
        "Rebel forces captured Suran on Thursday.",
    );
    let _added = add(&record, "in.jsonl", &[line]);
    let (before, held) = (answers(&record), control(&record, ""));
    assert_eq!(held.0, "held");
    let answer = set(&record, &format!("sohr --favours {}", held.1));
    assert!(answer["changes"].to_string().contains("Suran"), "{answer}");
    assert_eq!(control(&record, "").0, "claimed");
    assert_eq!(control(&record, "--known 2024-12-06"), held);
    let hindsight = control(&record, "--known 2024-12-06 --with-hindsight");
    assert_eq!(hindsight.0, "claimed");
    set(&record, "sohr --favours none");
    assert_eq!(answers(&record), before);
    let _whole = record.marsad("verify").done();
}

#[test]
fn a_source_that_copies_another_adds_no_voice() {
    let record = strikes();
    let counted = |record: &Record| {
        let incident = incident_of(record, "a");
        let low = incident["killed"]["low"].clone();
        (
            incident["lineages"].clone(),
            text(&incident, "/status").to_owned(),
            low,
        )
    };
    let two = (Value::from(2), "corroborated".to_owned(), Value::from(9));
    assert_eq!(counted(&record), two);
    let answer = set(&record, "dpa --copies sohr");
    assert_eq!(answer["source"]["copies"][0], "sohr");
    assert!(answer["changes"].to_string().contains("killed"), "{answer}");
    let one = (Value::from(1), "reported".to_owned(), Value::from(11));
    assert_eq!(counted(&record), one);
    set(&record, "dpa --copies none");
    assert_eq!(counted(&record), two);
}

#[test]
fn a_later_word_on_a_source_wins_and_the_list_can_be_asked_for_in_time() {
    let record = Record::init("syria");
    let before = source(&record, "dpa", "");
    set(&record, "dpa --reliability d");
    set(&record, "dpa --reliability E --name Wire");
    let now = source(&record, "dpa", "");
    assert_eq!(
        (text(&now, "/reliability"), text(&now, "/name")),
        ("E", "Wire")
    );
    assert_eq!(now["favours"], before["favours"], "what is not said stays");
    assert_eq!(source(&record, "dpa", "--known 2024-12-06"), before);
    let fresh = set(&record, "informant-7 --kind anonymous");
    assert_eq!(text(&fresh, "/source/reliability"), "F");
    assert_eq!(
        text(&source(&record, "informant-7", ""), "/reason"),
        "tested"
    );
    let told = record.marsad("source list").done().out;
    assert!(told.contains("dpa: Wire (wire), reliability E"), "{told}");
}

#[test]
fn bad_words_on_a_source_are_refused_and_write_nothing() {
    let record = Record::init("syria");
    set(&record, "dpa --copies sohr");
    let head = record.marsad("verify").done().out;
    for (words, told) in [
        ("dpa --reliability G", "--reliability"),
        ("dpa --favours nobody", "no party nobody"),
        ("dpa --copies nothing", "no source has the id nothing"),
        ("sohr --copies dpa", "sohr cannot copy dpa"),
        ("sohr --copies sohr", "sohr cannot copy sohr"),
        ("dpa --kind rumour", "--kind"),
    ] {
        let refused = record
            .marsad("source set")
            .args(words)
            .args("--reason tested")
            .refused();
        assert!(refused.talk.contains(told), "{words}: {}", refused.talk);
    }
    let silent = record
        .marsad("source set dpa --reliability B --reason")
        .arg(" ")
        .refused();
    assert!(silent.talk.contains("reason"), "{}", silent.talk);
    assert_eq!(record.marsad("verify").done().out, head);
}

#[test]
fn a_source_or_a_name_that_only_the_desk_knows_is_in_no_public_edition() {
    let record = Record::init("syria");
    let line = report(
        "a",
        "2024-12-05T18:00:00Z",
        "informant-7",
        "An air strike on Idlib killed nine people on Thursday.",
    );
    let second = report(
        "b",
        "2024-12-05T18:00:00Z",
        "dpa",
        "An air strike on Idlib killed nine people on Thursday.",
    );
    let _added = add(&record, "in.jsonl", &[line, second]);
    for words in [
        "informant-7 --name Quillfeather --kind ngo --reliability B",
        "dpa --name Zebulon --reliability E",
    ] {
        let said = record.marsad("source set").args(words);
        let _said = said.args("--reason Xylograph").done();
    }
    let desk = record.marsad("report --on 2024-12-05").done().out;
    assert!(desk.contains("Quillfeather"), "the desk sees it: {desk}");
    for form in ["text", "md", "html", "json"] {
        let shown = record
            .marsad("report --on 2024-12-05 --public --format")
            .arg(form)
            .done();
        let said = format!("{}{}", shown.out, shown.talk);
        for word in ["Quillfeather", "Zebulon", "informant-7", "Xylograph"] {
            assert!(!said.contains(word), "{word} in {form}: {said}");
        }
    }
}

#[test]
fn a_name_that_the_desk_gives_a_source_attributes_reports_to_it() {
    let record = Record::init("syria");
    let line = report(
        "a",
        "2024-12-05T18:00:00Z",
        "afp",
        "Rebels captured Suran on Thursday, the Quarry Watch said.",
    );
    let _added = add(&record, "in.jsonl", std::slice::from_ref(&line));
    let speakers = |record: &Record| control_speakers(record);
    assert!(
        !speakers(&record).contains("Syrian Observatory"),
        "{}",
        speakers(&record)
    );
    let before = answers(&record);
    set(&record, "sohr --also-known-as none");
    let told = record
        .marsad("source set sohr --reason tested --also-known-as")
        .arg("Quarry Watch")
        .done()
        .out;
    assert!(told.contains("also known as Quarry Watch"), "{told}");
    let listed = source(&record, "sohr", "");
    assert_eq!(listed["aliases"], serde_json::json!(["Quarry Watch"]));
    assert_eq!(
        answers(&record),
        before,
        "what was read stays as it was read"
    );
    let again = add(&record, "in.jsonl", &[line]);
    assert!(
        again.out.contains("1 copies were read anew"),
        "{}",
        again.out
    );
    assert!(
        speakers(&record).contains("Syrian Observatory"),
        "{}",
        speakers(&record)
    );
    // Nothing changed since, and nothing is read anew; a judgement alone changes no reading.
    set(&record, "sohr --reliability C");
    let third = record.marsad("add in.jsonl").done().out;
    assert!(!third.contains("anew"), "{third}");
    // With another name the one before stays known.
    let renamed = set(&record, "sohr --name Quorum --also-known-as Second");
    let aliases = &renamed["source"]["aliases"];
    assert!(
        aliases.as_array().is_some_and(|all| all.len() == 3),
        "{aliases}"
    );
}

/// The claims about control of a town, as JSON: who says them among it.
fn control_speakers(record: &Record) -> String {
    record
        .marsad("control --place suran --format json")
        .done()
        .out
}
