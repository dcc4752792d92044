//! The situation report and its two editions.

use crate::harness::Desk;

/// A private person speaks; her name and her words must not leave the desk.
const RESIDENT: &str = "{\"id\":\"p\",\"text\":\"Shelling killed three people in Homs on Friday, a hospital said. \\\"We hid under the stairs all night,\\\" said Mariam Zahlan, a resident of the city.\",\"published\":\"2024-12-06\",\"source\":\"afp\"}\n";

fn record() -> Desk {
    let desk = Desk::with_record();
    desk.file("p.jsonl", RESIDENT);
    assert_eq!(desk.run(&["add", "p.jsonl"]).code, Some(0));
    desk
}

#[test]
fn no_byte_of_a_public_edition_holds_a_private_speaker_or_her_words() {
    let desk = record();
    for form in ["text", "md", "html", "json"] {
        let printed = desk.run(&["report", "--on", "2024-12-06", "--public", "--format", form]);
        assert_eq!(printed.code, Some(0), "{}", printed.talk);
        for secret in ["Mariam", "Zahlan", "under the stairs"] {
            assert!(
                !printed.out.contains(secret),
                "{secret} is in the public {form}"
            );
        }
        assert!(!printed.out.contains("INTERNAL"), "{form}");
    }
}

#[test]
fn the_desk_edition_is_marked_in_every_form() {
    let desk = record();
    for form in ["text", "md", "html"] {
        let out = desk
            .run(&["report", "--on", "2024-12-06", "--format", form])
            .out;
        assert!(out.contains("INTERNAL"), "{form}");
        assert!(out.contains("Homs"), "{form}");
    }
}

#[test]
fn a_what_if_answer_cannot_be_asked_for_a_public_edition() {
    let printed = record().run(&[
        "report",
        "--on",
        "2024-12-06",
        "--public",
        "--if",
        "Homs=HTS",
    ]);
    assert_eq!((printed.code, printed.out.as_str()), (Some(2), ""));
    let own = record().run(&["report", "--on", "2024-12-06", "--if", "Homs=HTS"]);
    assert_eq!(own.code, Some(0), "{}", own.talk);
    assert!(own.out.contains("Tartus"), "{}", own.out);
}

#[test]
fn the_ending_of_a_file_says_its_form_and_the_page_needs_nothing_else() {
    let desk = record();
    for name in ["r.html", "r.md", "r.json", "r.txt"] {
        assert_eq!(
            desk.run(&["report", "--on", "2024-12-06", "--out", name])
                .out,
            ""
        );
    }
    let page = std::fs::read_to_string(desk.path().join("r.html")).unwrap();
    assert!(page.contains("<svg") && !page.contains("src=\"http") && !page.contains("<script src"));
    let json = std::fs::read_to_string(desk.path().join("r.json")).unwrap();
    assert!(serde_json::from_str::<serde_json::Value>(&json).is_ok());
}

#[test]
fn the_same_record_gives_the_same_report() {
    let words = ["report", "--on", "2024-12-06", "--format", "html"];
    assert_eq!(record().run(&words).out, record().run(&words).out);
}
