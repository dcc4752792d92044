//! What people decide: it counts, it says what it changed, it outlives a re-reading, and it can be undone.

use e2e::Record;
use serde_json::Value;

use crate::{add, answers, incident_of, incidents, killed, report, strikes, text};

fn id(record: &Record, report: &str) -> String {
    text(&incident_of(record, report), "/id").to_owned()
}

/// Runs a decision with a reason.
fn decide(record: &Record, words: &str) -> e2e::Run {
    record
        .marsad("decide")
        .args(words)
        .args("--reason tested --format json")
}

fn decided(record: &Record, words: &str) -> Value {
    decide(record, words).done().json_lines().remove(0)
}

#[test]
fn a_merge_makes_one_incident_says_so_and_its_undo_restores_every_byte() {
    let record = strikes();
    let before = answers(&record);
    assert_eq!(incidents(&record).len(), 2);
    assert_eq!(killed(&record), 13);
    let (one, other) = (id(&record, "a"), id(&record, "c"));
    let answer = decided(&record, &format!("merge {one} {other}"));
    assert_eq!(incidents(&record).len(), 1);
    assert_eq!(killed(&record), 4);
    let changes = answer["changes"].to_string();
    assert!(
        changes.contains("incident") && changes.contains("total"),
        "{changes}"
    );
    let number = answer["number"].as_u64().expect("a number");
    decided(&record, &format!("undo {number}"));
    assert_eq!(answers(&record), before);
    decided(&record, &format!("undo {}", number + 1));
    assert_eq!(incidents(&record).len(), 1, "the undo was undone");
    let _done = record.marsad("verify").done();
}

#[test]
fn an_incident_that_was_merged_is_still_found_by_its_old_id() {
    let record = strikes();
    let (one, other) = (id(&record, "a"), id(&record, "c"));
    decided(&record, &format!("merge {one} {other}"));
    decided(&record, &format!("accept {other}"));
    assert_eq!(text(&incident_of(&record, "c"), "/status"), "verified");
}

#[test]
fn a_split_parts_what_was_one_and_a_merge_against_it_is_refused_with_the_chain() {
    let record = strikes();
    let whole = incident_of(&record, "a");
    let claims: Vec<&str> = whole["claims"]
        .as_array()
        .expect("claims")
        .iter()
        .filter_map(Value::as_str)
        .collect();
    let of_b: Vec<String> = record
        .marsad("incidents --why")
        .arg(text(&whole, "/id"))
        .done()
        .json_lines()
        .first()
        .and_then(|why| why["claims"].as_array().cloned())
        .expect("its claims")
        .iter()
        .filter_map(|claim| claim.as_str().map(str::to_owned))
        .skip(claims.len() / 2)
        .collect();
    let number = decided(&record, &format!("split {}", of_b.join(" ")))["number"].clone();
    assert_eq!(incidents(&record).len(), 3);
    assert_eq!(killed(&record), 24);
    let head = record.marsad("verify").done().out;
    let refused = decide(&record, &format!("merge {} {}", claims[0], of_b[0])).refused();
    assert!(
        refused.talk.contains(&format!("#{number} split")),
        "{}",
        refused.talk
    );
    assert!(refused.talk.contains("hint: undo"), "{}", refused.talk);
    assert_eq!(
        record.marsad("verify").done().out,
        head,
        "the ledger is as it was"
    );
}

#[test]
fn a_rejected_incident_counts_nowhere_and_is_in_no_report() {
    let record = strikes();
    let one = id(&record, "c");
    decided(&record, &format!("reject {one}"));
    assert_eq!(killed(&record), 9);
    assert_eq!(text(&incident_of(&record, "c"), "/status"), "rejected");
    let shown = record
        .marsad("report --on 2024-12-04 --since 2024-12-03")
        .done()
        .out;
    assert!(!shown.contains("4 December 2024: Idlib"), "{shown}");
}

#[test]
fn corrections_change_what_follows_and_keep_the_value_before() {
    let record = strikes();
    let toll = incident_of(&record, "c")["claims"][0].clone();
    let claims = incident_of(&record, "c")["claims"].clone();
    let mut corrected = Value::Null;
    for claim in claims.as_array().expect("claims") {
        let words = format!(
            "correct {} --figure killed=6",
            claim.as_str().expect("an id")
        );
        let printed = decide(&record, &words).run();
        if printed.code == Some(0) {
            corrected = printed.json_lines().remove(0);
        }
    }
    assert_eq!(corrected["before"]["low"], 4, "{corrected}");
    assert_eq!(killed(&record), 15);
    let claim = toll.as_str().expect("an id");
    decided(&record, &format!("correct {claim} --time 2024-12-03"));
    decided(&record, &format!("correct {claim} --place hama"));
    decided(&record, &format!("grade {claim} --credibility 2"));
    let listed = record
        .marsad("decide list --format json")
        .done()
        .json_lines();
    assert_eq!(listed.len(), 4);
    assert_eq!(text(&listed[2], "/before/id"), "idlib");
    assert_eq!(text(&listed[2], "/after/id"), "hama");
}

#[test]
fn a_correction_of_a_party_moves_the_place() {
    let record = Record::init("syria");
    let line = report(
        "a",
        "2024-12-05T18:00:00Z",
        "sohr",
        "Rebel forces captured Suran on Thursday.",
    );
    add(&record, "in.jsonl", &[line]);
    let holder = |record: &Record| {
        let line = record
            .marsad("control --place suran --format json")
            .done()
            .json_lines()
            .remove(0);
        (
            text(&line, "/holder").to_owned(),
            text(&line, "/for/0").to_owned(),
        )
    };
    let (before, claim) = holder(&record);
    assert_ne!(before, "sna");
    let answer = decided(&record, &format!("correct {claim} --party sna"));
    assert_eq!(holder(&record).0, "sna");
    assert!(answer["changes"].to_string().contains("Suran"), "{answer}");
}

#[test]
fn decisions_are_known_from_their_day_on_and_earlier_with_hindsight() {
    let record = strikes();
    let one = id(&record, "c");
    decided(&record, &format!("reject {one}"));
    let status = |words: &str| {
        let lines = record.marsad("incidents").args(words).done().json_lines();
        let all: Vec<String> = lines
            .iter()
            .map(|line| text(line, "/status").to_owned())
            .collect();
        all.contains(&"rejected".to_owned())
    };
    assert!(status(""));
    assert!(!status("--known 2024-12-05"));
    assert!(status("--known 2024-12-05 --with-hindsight"));
    let early = record
        .marsad("incidents --recorded 2025-01-01T00:00:00Z")
        .refused();
    assert!(early.talk.contains("not there yet"), "{}", early.talk);
}

/// The rules of the built-in reader, as files.
fn rules() -> std::path::PathBuf {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../rules")
}

#[test]
fn a_decision_outlives_a_reading_with_other_rules_and_waits_while_its_words_are_not_read() {
    let record = strikes();
    let one = id(&record, "c");
    decided(&record, &format!("reject {one}"));
    let before = answers(&record);
    // A reader that knows no kind of happening and no toll reads nothing here that could be rejected.
    record.file("rules/claims/en/toll.toml", rules_without_killing());
    let anew = record.marsad("add in.jsonl").done();
    assert!(anew.out.contains("3 copies were read anew"), "{}", anew.out);
    let queue = record
        .marsad("decide queue --format json")
        .done()
        .json_lines();
    assert!(
        queue.iter().any(|line| text(line, "/why") == "orphan"),
        "{queue:?}"
    );
    std::fs::remove_dir_all(record.path().join("rules")).expect("the overlay goes");
    let _done = record.marsad("add in.jsonl").done();
    assert_eq!(record.marsad("decide queue --format json").done().out, "");
    assert_eq!(answers(&record), before);
}

#[test]
fn bad_orders_are_refused_and_write_nothing() {
    let record = strikes();
    let head = record.marsad("verify").done().out;
    let one = id(&record, "a");
    for words in [
        "accept ffffffff".to_owned(),
        "accept ab".to_owned(),
        format!("merge {one}"),
        format!("correct {one} --party nobody"),
        format!("grade {one} --credibility 7"),
        "undo 3".to_owned(),
        format!("split {one}"),
    ] {
        let refused = decide(&record, &words).refused();
        assert_eq!(refused.out, "", "{words}");
    }
    let silent = record
        .marsad("decide accept")
        .arg(&one)
        .args("--reason")
        .arg(" ")
        .refused();
    assert!(silent.talk.contains("reason"), "{}", silent.talk);
    assert_eq!(record.marsad("verify").done().out, head);
}

#[test]
fn an_earlier_reading_counts_again_by_decision_until_that_is_undone() {
    let record = strikes();
    let readings = |report: &str| {
        record
            .marsad("decide readings --format json")
            .arg(report)
            .done()
            .json_lines()
    };
    let current = |report: &str| -> Vec<bool> {
        let lines = readings(report);
        lines
            .iter()
            .map(|line| line["is_current"] == true)
            .collect()
    };
    let dead = |record: &Record| {
        let incident = incidents(record)
            .into_iter()
            .find(|incident| incident["reports"].to_string().contains("\"c\""));
        incident.map_or(Value::Null, |incident| incident["killed"]["low"].clone())
    };
    let first = answers_by_claims(&record);
    assert_eq!(dead(&record), 4);
    // With rules that know no verb of killing the reports are read anew, without tolls.
    record.file("rules/claims/en/toll.toml", rules_without_killing());
    let again = record.marsad("add in.jsonl").done().out;
    assert!(again.contains("3 copies were read anew"), "{again}");
    assert_ne!(dead(&record), 4);
    let second = answers_by_claims(&record);
    assert_eq!(current("c"), [false, true]);
    let lines = readings("c");
    assert_ne!(lines[0]["reader"]["rules"], lines[1]["reader"]["rules"]);
    let (old, new) = (text(&lines[0], "/id"), text(&lines[1], "/id"));
    let same = decide(&record, &format!("reading c --use {new}")).refused();
    assert!(same.talk.contains("counts already"), "{}", same.talk);
    let absent = decide(&record, "reading c --use ffffffff").refused();
    assert!(absent.talk.contains("no reading"), "{}", absent.talk);
    let foreign = text(&readings("a")[0], "/id").to_owned();
    let _refused = decide(&record, &format!("reading c --use {foreign}")).refused();
    let answer = decided(&record, &format!("reading c --use {old}"));
    assert_eq!(answer["verdict"], "reading");
    assert!(
        answer["changes"].to_string().contains("incident"),
        "{answer}"
    );
    assert_eq!(dead(&record), 4, "the earlier reading counts");
    assert_eq!(current("c"), [true, false]);
    assert_eq!(current("a"), [false, true], "the others stay as they were");
    let listed = record.marsad("decide list").done().out;
    assert!(
        listed.contains(" reading ") && listed.contains("tested"),
        "{listed}"
    );
    assert_eq!(record.marsad("decide queue").done().out.lines().count(), 1);
    // It is known from the day on which it was taken, and with hindsight earlier.
    let known = "incidents --known 2024-12-31";
    assert_eq!(record.marsad(known).done().out, second.1);
    let _whole = record.marsad("verify").done();
    let number = answer["number"].as_u64().expect("a number");
    decided(&record, &format!("undo {number}"));
    assert_eq!(answers_by_claims(&record), second);
    assert_eq!(current("c"), [false, true]);
    for report in ["a", "b", "c"] {
        let first = text(&readings(report)[0], "/id").to_owned();
        decided(&record, &format!("reading {report} --use {first}"));
    }
    assert_eq!(answers_by_claims(&record).1, first.1);
}

/// The totals and the incidents, which follow from claims alone.
fn answers_by_claims(record: &Record) -> (String, String) {
    let ask = |words: &str| record.marsad(words).done().out;
    (ask("incidents --totals"), ask("incidents"))
}

/// The rules about tolls, without the verb of killing.
fn rules_without_killing() -> String {
    let tolls = std::fs::read_to_string(rules().join("claims/en/toll.toml")).expect("rules");
    let other = tolls.replace("\"kill\"", "\"kilt\"");
    assert_ne!(tolls, other, "the verb is in the rules");
    other
}
