#![expect(clippy::unwrap_used, reason = "tests")]

use std::io::{BufReader, Read};

use super::*;

fn given() -> Given {
    Given {
        file: "in/wire.jsonl".to_owned(),
        name: "wire.jsonl".to_owned(),
        source: "unknown".parse().unwrap(),
        published: None,
        received: "2024-12-06T12:00:00Z".parse().unwrap(),
        notice_of_own_wording: "these words are examples".to_owned(),
        door: crate::Door::RECORD,
    }
}

fn read(lines: &[u8]) -> Vec<Result<Document, Refusal>> {
    JsonLines::new(BufReader::new(lines), given()).collect()
}

fn fault(line: &str) -> Fault {
    read(line.as_bytes()).remove(0).unwrap_err().fault
}

#[test]
fn the_fields_of_a_line_become_a_report() {
    let line = r#"{"id":"d-1","text":"Troops \u0041 left.\n","published":"2024-12-06","source":"ava-wire","lang":"en","wording":"ours","extra":[{}]}"#;
    let document = read(line.as_bytes()).remove(0).unwrap();
    let report = document.report;
    assert_eq!(
        (report.name.as_str(), report.text.as_str()),
        ("d-1", "Troops A left.\n")
    );
    assert_eq!(report.source.as_str(), "ava-wire");
    assert_eq!(report.published.unwrap().to_string(), "2024-12-06");
    assert_eq!(report.notice.as_deref(), Some("these words are examples"));
    assert_eq!(document.bytes, line.as_bytes());
}

#[test]
fn what_a_line_leaves_unsaid_is_taken_from_what_was_given() {
    let report = read(b"\n\n{\"text\":\"Troops left.\"}\n")
        .remove(0)
        .unwrap()
        .report;
    assert_eq!(
        (report.name.as_str(), report.source.as_str()),
        ("wire.jsonl:3", "unknown")
    );
    assert_eq!(
        read(br#"{"id":7,"text":"a","published":null}"#)
            .remove(0)
            .unwrap()
            .report
            .name,
        "7"
    );
}

#[test]
fn a_bad_line_is_refused_with_its_row_and_the_rest_is_kept() {
    let lines = b"{\"text\":\"one\"}\r\n{\"text\":\"\xFF\"}\n\n{oops\n{\"text\":\"two\"}";
    let read = read(lines);
    let rows: Vec<_> = read
        .iter()
        .map(|one| one.as_ref().map_err(|refusal| refusal.row).is_ok())
        .collect();
    assert_eq!(rows, [true, false, false, true]);
    assert_eq!(read[1].as_ref().unwrap_err().row, Some(2));
    assert_eq!(read[2].as_ref().unwrap_err().row, Some(4));
    assert!(
        read[2]
            .as_ref()
            .unwrap_err()
            .to_string()
            .starts_with("in/wire.jsonl:4: no JSON object")
    );
}

#[test]
fn each_fault_is_named() {
    type Case = (&'static str, fn(&Fault) -> bool);
    let cases: &[Case] = &[
        (r#"{"id":"a"}"#, |fault| *fault == Fault::NoText),
        (r#"{"text":null}"#, |fault| *fault == Fault::NoText),
        (r#"{"text":" "}"#, |fault| *fault == Fault::Empty),
        (r#"{"text":7}"#, |fault| {
            matches!(fault, Fault::WrongSort { key: "text", .. })
        }),
        (r#"{"text":["a"]}"#, |fault| {
            matches!(fault, Fault::WrongSort { key: "text", .. })
        }),
        (r#"{"text":{"a":1}}"#, |fault| {
            matches!(fault, Fault::WrongSort { key: "text", .. })
        }),
        (r#"{"text":"a\u0000b"}"#, |fault| {
            *fault == Fault::Nul { at: 1 }
        }),
        (r#"{"text":"a\ud800b"}"#, |fault| {
            matches!(fault, Fault::NotJson { .. })
        }),
        (r#"{"text":"a\udc00"}"#, |fault| {
            matches!(fault, Fault::NotJson { .. })
        }),
        (
            r#"{"text":"a","text":"b"}"#,
            |fault| matches!(fault, Fault::Twice { key } if key == "text"),
        ),
        (
            r#"{"text":"a","x":1,"x":2}"#,
            |fault| matches!(fault, Fault::Twice { key } if key == "x"),
        ),
        (r#"{"text":"a","published":"2024-02-31"}"#, |fault| {
            matches!(fault, Fault::BadPublished { .. })
        }),
        (r#"{"text":"a","published":"soon"}"#, |fault| {
            matches!(fault, Fault::BadPublished { .. })
        }),
        (r#"{"text":"a","source":" "}"#, |fault| {
            matches!(fault, Fault::BadSource { .. })
        }),
        (r#"{"text":"a","id":""}"#, |fault| {
            matches!(fault, Fault::BadName { .. })
        }),
        (r#"{"text":"a","id":"x\ny"}"#, |fault| {
            matches!(fault, Fault::BadName { .. })
        }),
        (r#"{"text":"a","lang":"e n"}"#, |fault| {
            matches!(fault, Fault::BadLanguage { .. })
        }),
        (r#"{"text":"a","language":"French"}"#, |fault| {
            matches!(fault, Fault::BadLanguage { .. })
        }),
        ("[1,2]", |fault| matches!(fault, Fault::NotJson { .. })),
        (r#"{"text":"a"} {"text":"b"}"#, |fault| {
            matches!(fault, Fault::NotJson { .. })
        }),
    ];
    for (line, is_expected) in cases {
        assert!(is_expected(&fault(line)), "{line}: {:?}", fault(line));
    }
}

#[test]
fn a_language_has_two_names_and_none_is_none() {
    for (line, language) in [
        (r#"{"text":"a","lang":"fr"}"#, Some("fr")),
        (r#"{"text":"a","language":"fr-CA"}"#, Some("fr-CA")),
        (r#"{"text":"a","lang":"ar","language":"fr"}"#, Some("ar")),
        (r#"{"text":"a","language":"und"}"#, None),
        (r#"{"text":"a","language":null}"#, None),
        (r#"{"text":"a"}"#, None),
    ] {
        let document = read(line.as_bytes()).remove(0).unwrap();
        assert_eq!(document.report.language.as_deref(), language, "{line}");
    }
}

#[test]
fn a_byte_order_mark_before_the_first_line_is_no_part_of_it() {
    let lines = "\u{FEFF}{\"text\":\"a\"}\n";
    assert_eq!(read(lines.as_bytes()).remove(0).unwrap().report.text, "a");
    assert!(read("\u{FEFF}".as_bytes()).remove(0).is_err());
}

#[test]
fn deep_nesting_is_refused_and_not_followed() {
    let line = format!(r#"{{"text":"a","x":{}}}"#, "[".repeat(1_000_000));
    assert!(matches!(fault(&line), Fault::NotJson { .. }));
}

#[test]
fn a_line_of_a_hundred_megabytes_is_passed_over() {
    let long = std::io::repeat(b'x').take(100 << 20);
    let input = long.chain(&b"\n{\"text\":\"after\"}\n"[..]);
    let read: Vec<_> = JsonLines::new(BufReader::new(input), given()).collect();
    assert_eq!(
        read[0].as_ref().unwrap_err().fault,
        Fault::TooLong {
            bytes: 100 << 20,
            limit: crate::LONGEST
        }
    );
    assert_eq!(read[1].as_ref().unwrap().report.text, "after");
    assert_eq!(read.len(), 2);
}

#[test]
fn an_error_of_the_stream_ends_it_with_one_refusal() {
    struct Broken;
    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
            Err(std::io::Error::other("gone"))
        }
    }
    let input = (&b"{\"text\":\"a\"}\n"[..]).chain(Broken);
    let read: Vec<_> = JsonLines::new(BufReader::new(input), given()).collect();
    assert_eq!(read.len(), 2);
    assert!(matches!(
        read[1].as_ref().unwrap_err().fault,
        Fault::Unreadable { .. }
    ));
}

proptest::proptest! {
    #[test]
    fn no_bytes_make_the_reader_fall(bytes: Vec<u8>) {
        let lines = bytes.split(|byte| *byte == b'\n').count();
        proptest::prop_assert!(read(&bytes).len() <= lines);
    }

    #[test]
    fn a_text_comes_back_byte_for_byte(text in "[^\\x00]{1,40}\\w") {
        let line = serde_json::json!({"text": text}).to_string();
        let document = read(line.as_bytes()).remove(0).unwrap();
        proptest::prop_assert_eq!(document.report.text, text);
    }
}
