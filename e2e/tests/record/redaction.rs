//! What is taken out is in no byte of the record, and the chain still holds.

use e2e::Record;

use crate::{add, answers, report, strikes, text};

/// A name that must go. It stands for a person.
const NAME: &str = "Quvandra Telmiso";

fn record_with_the_name() -> Record {
    let record = strikes();
    let said = format!(
        "“They shelled the market,” said {NAME}, a baker in Hama. Shelling killed three people in Hama on Tuesday."
    );
    let lines = [report("named", "2024-12-03T12:00:00Z", "afp", &said)];
    add(&record, "named.jsonl", &lines);
    std::fs::remove_file(record.path().join("named.jsonl")).expect("the file of the report goes");
    record
}

/// The files of a folder that hold some bytes, letters of any size.
fn files_with(record: &Record, words: &str) -> Vec<String> {
    let has = |bytes: &[u8]| {
        String::from_utf8_lossy(bytes)
            .to_lowercase()
            .contains(&words.to_lowercase())
    };
    let files = record.files().into_iter();
    files
        .filter(|(_, bytes)| has(bytes))
        .map(|(path, _)| path.display().to_string())
        .collect()
}

fn redact(record: &Record) -> e2e::Run {
    record
        .marsad("redact --words - --format json --reason")
        .arg("a person asked for it")
        .input(format!("{}\n", NAME.to_uppercase()))
}

#[test]
fn a_name_that_was_redacted_is_in_no_byte_of_the_record_and_the_chain_verifies() {
    let record = record_with_the_name();
    let incident = record
        .marsad("incidents")
        .done()
        .json_lines()
        .into_iter()
        .find(|incident| incident["reports"][0] == "named")
        .expect("the shelling is read");
    let _done = record
        .marsad("decide accept")
        .arg(text(&incident, "/id"))
        .args("--reason seen")
        .done();
    assert!(!files_with(&record, NAME).is_empty());
    let printed = redact(&record).done();
    let answer = &printed.json_lines()[0];
    assert_eq!(answer["clean"], true, "{answer}");
    let kinds: Vec<&str> = answer["entries"]
        .as_array()
        .expect("entries")
        .iter()
        .map(|entry| text(entry, "/kind"))
        .collect();
    assert_eq!(kinds, ["report", "reading", "decision"]);
    assert_eq!(files_with(&record, NAME), Vec::<String>::new());
    for said in [&printed.out, &printed.talk] {
        assert!(!said.to_lowercase().contains(&NAME.to_lowercase()));
    }
    let verified = record
        .marsad("verify --format json")
        .done()
        .json_lines()
        .remove(0);
    assert_eq!(
        (&verified["whole"], &verified["redacted"]),
        (&true.into(), &3.into())
    );
    let shown = answers(&record).join("\n");
    assert!(!shown.contains(NAME) && !shown.contains("\"named\""));
}

#[test]
fn a_record_after_a_redaction_answers_as_if_the_report_had_never_come() {
    let record = record_with_the_name();
    let _done = redact(&record).done();
    assert_eq!(answers(&record), answers(&strikes()));
    let again = redact(&record).done();
    assert_eq!(again.json_lines()[0]["entries"], serde_json::json!([]));
}

#[test]
fn files_beside_the_ledger_that_have_the_words_are_named_and_the_answer_is_no() {
    let record = record_with_the_name();
    record.file("notes/call.txt", format!("call {NAME} again"));
    let printed = redact(&record).answered_no();
    let answer = &printed.json_lines()[0];
    assert_eq!(answer["clean"], false);
    assert!(
        answer["left"][0]
            .as_str()
            .is_some_and(|file| file.contains("call.txt")),
        "{answer}"
    );
    std::fs::remove_file(record.path().join("notes/call.txt")).expect("it goes");
    assert_eq!(redact(&record).done().json_lines()[0]["clean"], true);
}

#[test]
fn a_report_goes_by_its_name_and_what_it_was_is_on_the_list_beside_the_record() {
    let record = record_with_the_name();
    let printed = record
        .marsad("redact named --reason consent-withdrawn")
        .done();
    assert!(
        printed.out.contains("(report): taken out"),
        "{}",
        printed.out
    );
    assert_eq!(files_with(&record, NAME), Vec::<String>::new());
    let list = std::fs::read_to_string(record.path().join("redactions.jsonl")).expect("a list");
    assert_eq!(list.lines().count(), 2, "{list}");
    assert!(list.lines().all(|line| line.contains("consent-withdrawn")));
}

#[test]
fn a_dry_run_tells_what_would_go_and_takes_nothing() {
    let record = record_with_the_name();
    let head = record.marsad("verify").done().out;
    let printed = record
        .marsad("redact --words - --dry-run --reason test")
        .input(NAME)
        .done();
    assert!(printed.out.contains("(report)"), "{}", printed.out);
    assert_eq!(record.marsad("verify").done().out, head);
    assert!(!files_with(&record, NAME).is_empty());
}

#[test]
fn orders_that_would_keep_or_take_too_much_are_refused_without_the_words() {
    let record = record_with_the_name();
    let head = record.marsad("verify").done().out;
    let repeats = record
        .marsad("redact --words - --reason")
        .arg(format!("{NAME} asked"))
        .input(NAME)
        .refused();
    assert!(!repeats.talk.contains(NAME), "{}", repeats.talk);
    for (words, input) in [
        ("redact --words - --reason r", "ab"),
        ("redact --words - --reason r", "\n"),
        ("redact nothing-of-that-name --reason r", ""),
        ("redact --words - --author quvandra --reason r", "Damascus"),
    ] {
        let refused = record.marsad(words).input(input).refused();
        assert!(refused.talk.contains("hint: "), "{words}: {}", refused.talk);
    }
    assert_eq!(record.marsad("verify").done().out, head);
}

#[test]
fn a_backup_from_before_a_redaction_is_restored_without_the_name() {
    let record = record_with_the_name();
    let outside = Record::empty();
    let backup = outside.path().join("before.backup");
    let passphrase = "quiet copper lantern meadow";
    let _made = record
        .marsad("backup")
        .arg(&backup)
        .env("MARSAD_PASSPHRASE", passphrase)
        .done();
    let _redacted = redact(&record).done();
    let restored = outside
        .marsad("restore before.backup again")
        .env("MARSAD_PASSPHRASE", passphrase)
        .done();
    assert!(!restored.out.contains(NAME) && !restored.talk.contains(NAME));
    assert_eq!(files_with(&outside, NAME), Vec::<String>::new());
    let again = outside.path().join("again");
    let verified = e2e::marsad()
        .within(&again)
        .args("verify --format json")
        .done()
        .json_lines()
        .remove(0);
    assert_eq!(
        (&verified["whole"], &verified["redacted"]),
        (&true.into(), &2.into())
    );
    let incidents =
        |folder: &std::path::Path| e2e::marsad().within(folder).args("incidents").done().out;
    assert_eq!(incidents(&again), incidents(record.path()));
}

#[test]
fn a_list_of_backups_that_cannot_be_read_is_refused_before_anything_goes() {
    let record = strikes();
    let kept = record.marsad("verify").done().out;
    let good = r#"{"path":"/nowhere/war.backup","at":"2024-12-06T00:00:00Z"}"#;
    record.file("backups.jsonl", format!("{good}\n{{\"path\": 7}}\n"));
    let refused = record.marsad("redact a --reason asked").refused();
    assert!(refused.talk.contains("backups.jsonl:2"), "{}", refused.talk);
    assert_eq!(record.marsad("verify").done().out, kept, "nothing went");
    record.file("backups.jsonl", format!("{good}\n"));
    let _redacted = record.marsad("redact a --reason asked").done();
}
