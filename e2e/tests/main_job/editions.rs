//! The two editions of the situation report: what the desk sees, and what may leave.

use e2e::Record;

use crate::fixtures::{Demo, INTERNAL, NOTICE, add, report};

const FORMS: [&str; 4] = ["text", "md", "html", "json"];

/// Names and words of private persons in the reports below; no byte of them may leave.
pub(crate) const PRIVATE: [&str; 9] = [
    "Ruwaida",
    "Ferzat",
    "Sukkari",
    "Haddad",
    "orchard",
    "left at night",
    "my house",
    "brother",
    "Nashwati",
];

/// A record with private persons in every place where a voice can stand.
pub(crate) fn record_of_private_voices() -> Record {
    let record = Record::init("syria");
    let line = |id: &str, words: &str| report(id, "2024-12-05T09:00:00Z", "afp", words);
    add(
        &record,
        "in.jsonl",
        &[
            line(
                "a",
                "“We left at night with the children,” said Samir Haddad, a shopkeeper in Homs.",
            ),
            line(
                "b",
                "Shelling killed 12 people in Rastan on Thursday, said Ruwaida Ferzat, a shopkeeper in the town.",
            ),
            line(
                "c",
                "The rebels have taken Talbiseh, said Ruwaida Ferzat, a shopkeeper in the town. The army had left the evening before, Ferzat said.",
            ),
            line(
                "d",
                "“They burned the orchard behind my house and took Kafr Laha,” said Omar Sukkari, a farmer.",
            ),
            line(
                "e",
                "“They took my brother's shop,” a resident of Hama, Yusuf Nashwati, said by telephone. Rebels hold Hama, Nashwati said.",
            ),
            line(
                "f",
                "Hayat Tahrir al-Sham captured Hama on Thursday, the Syrian Observatory for Human Rights said.",
            ),
        ],
    );
    record
}

fn edition(record: &Record, form: &str, more: &str) -> String {
    let words = format!("report --on 2024-12-06 --format {form} {more}");
    record.marsad(&words).done().out
}

#[test]
fn no_byte_of_a_private_person_is_in_the_public_edition() {
    let record = record_of_private_voices();
    for form in FORMS {
        let public = edition(&record, form, "--public");
        for word in PRIVATE {
            let near = public
                .find(word)
                .map(|at| public.get(at.saturating_sub(80)..at + word.len()));
            assert!(near.is_none(), "{word:?} is in the public {form}: {near:?}");
        }
        assert!(
            public.contains("Observatory"),
            "{form} withholds public voices too"
        );
    }
}

#[test]
fn only_the_edition_of_the_desk_says_that_it_is_internal() {
    let record = record_of_private_voices();
    for form in FORMS {
        assert!(edition(&record, form, "").contains(INTERNAL), "{form}");
        assert!(
            !edition(&record, form, "--public").contains(INTERNAL),
            "{form}"
        );
    }
}

#[test]
fn a_what_if_answer_is_for_the_desk_alone() {
    let demo = Demo::shared();
    let refused = demo
        .ask("report --on 2024-12-07 --public --if Homs=HTS")
        .refused();
    assert_eq!(refused.out, "");
    for form in FORMS {
        let desk = demo
            .ask(&format!(
                "report --on 2024-12-07 --if Homs=HTS --format {form}"
            ))
            .done()
            .out;
        let public = demo
            .ask(&format!("report --on 2024-12-07 --public --format {form}"))
            .done()
            .out;
        assert!(
            desk.contains("Talkalakh"),
            "the desk's {form} has no what-if answer"
        );
        for words in [
            "loses its last connection",
            "cut off",
            "blocked at",
            "Khirbet Tin Nur -",
        ] {
            assert!(!public.contains(words), "{words:?} is in the public {form}");
        }
    }
}

#[test]
fn the_public_files_of_the_demonstration_hold_nothing_of_the_desk() {
    let files = Demo::shared().files();
    let public: Vec<_> = files
        .iter()
        .filter(|(name, _)| name.contains("public"))
        .collect();
    assert!(!public.is_empty());
    for (name, bytes) in public {
        let words = String::from_utf8_lossy(bytes);
        assert!(words.contains(NOTICE), "{name}");
        for word in [
            INTERNAL,
            "loses its last connection",
            "blocked at",
            "asked not to be named",
        ] {
            assert!(!words.contains(word), "{word:?} is in {name}");
        }
    }
}

#[test]
fn a_report_tells_its_times_and_hashes_and_the_example_note_in_every_form() {
    let demo = Demo::shared();
    for form in FORMS {
        for more in ["", "--public"] {
            let words = format!("report --on 2024-12-07 --known 2024-12-07 --format {form} {more}");
            let out = demo.ask(&words).done().out;
            assert!(out.contains(NOTICE), "{words}");
            let days = ["7 December 2024", "2024-12-07"];
            assert!(days.iter().any(|day| out.contains(day)), "{words}");
        }
    }
}

#[test]
fn a_page_needs_nothing_from_anywhere() {
    let demo = Demo::shared();
    let page = demo.ask("report --on 2024-12-07 --format html").done().out;
    for outside in [
        "src=\"http",
        "href=\"http",
        "url(http",
        "@import",
        "<script src",
    ] {
        assert!(!page.contains(outside), "{outside}");
    }
    assert!(page.contains("<svg"), "the page has no map");
}

#[test]
fn a_running_count_is_told_apart_from_what_is_documented() {
    let record = Record::init("syria");
    let line = |id: &str, day: &str, words: &str| {
        report(id, &format!("2024-12-0{day}T12:00:00Z"), "sohr", words)
    };
    add(
        &record,
        "in.jsonl",
        &[
            line(
                "a",
                "2",
                "An air strike on Idlib killed four people on Monday.",
            ),
            line(
                "b",
                "3",
                "Shelling killed at least seven people in Hama on Tuesday.",
            ),
        ],
    );
    let figures = |out: &str| -> Vec<String> {
        let lines = out
            .lines()
            .filter(|line| line.contains("Killed, documented"));
        lines.map(str::to_owned).collect()
    };
    let before = edition(&record, "md", "");
    add(
        &record,
        "more.jsonl",
        &[line(
            "c",
            "5",
            "At least 826 people have been killed since 27 November, the Observatory said.",
        )],
    );
    let after = edition(&record, "md", "");
    let told = |lines: Vec<String>| -> Vec<String> {
        lines
            .iter()
            .filter_map(|line| line.split('[').next())
            .map(str::to_owned)
            .collect()
    };
    assert!(!figures(&before).is_empty(), "{before}");
    assert_eq!(told(figures(&before)), told(figures(&after)));
    assert!(
        after.contains("11") && after.contains("826") && after.contains("815"),
        "{after}"
    );
}

#[test]
fn a_report_is_written_into_a_file_in_the_form_of_its_ending() {
    let demo = Demo::shared();
    let folder = Record::empty();
    for (ending, form) in [("md", "md"), ("html", "html"), ("json", "json")] {
        let path = folder.path().join(format!("out.{ending}"));
        let written = demo.ask("report --on 2024-12-07 --out").arg(&path).done();
        assert_eq!(written.out, "", "{ending}");
        let bytes = std::fs::read_to_string(&path).expect("the file is there");
        let printed = demo
            .ask(&format!("report --on 2024-12-07 --format {form}"))
            .done()
            .out;
        assert_eq!(bytes.trim_end(), printed.trim_end(), "{ending}");
    }
}
