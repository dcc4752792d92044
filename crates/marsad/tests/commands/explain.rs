//! `marsad read --explain`: what a person is told of a reading.

use crate::harness::Desk;

/// A line of JSON for one report.
fn line(id: &str, text: &str) -> String {
    let line =
        serde_json::json!({"id": id, "text": text, "published": "2024-12-06", "source": "afp"});
    format!("{line}\n")
}

fn explained(text: &str) -> String {
    let printed = Desk::empty().run_with(&["read", "--explain", "-"], &line("d", text));
    assert_eq!(printed.code, Some(0), "{}", printed.talk);
    printed.out
}

/// What stands in a report, and what a person is told of it.
const TOLD: [(&str, &[&str]); 8] = [
    (
        "Government troops withdrew from Hama on Friday, the Syrian Observatory for Human Rights said.",
        &[
            "[Government troops withdrew from Hama on Friday], the Syrian Observatory",
            "1. control: withdrew, asserted",
            "said by   Syrian Observatory for Human Rights (sohr) < Agence France-Presse (afp); by “said”",
            "when      “Friday” → 2024-12-06",
            "where     “Hama” → from Hama (hama, SY)",
            "who       agent: “Government troops” → Syrian government (syr-government)",
            "control.withdraw in rules/claims/en/control.toml, what it is: the party leaves the place",
            "speech.say in rules/claims/en/speech.toml, who says so:",
            "time.clause in rules/claims/en/lists.toml, when:",
        ],
    ),
    (
        "The bread was dear. Rebels captured Hama.",
        &[
            "nothing read: The bread was dear.",
            "[Rebels captured Hama].",
            "no day is said; by publication ../2024-12-06",
        ],
    ),
    (
        "Shelling killed at least 12 people in Hama, among them four children.",
        &[
            "“at least 12 people” → killed, at least, from 12 to ? persons",
            "from 4 to 4 persons, part of the figure before",
            "figure.bound in",
            "figure.part in",
        ],
    ),
    (
        "The army denied that it had withdrawn from Homs.",
        &[
            "1. control: withdrew, denied",
            "speech.deny in rules/claims/en/speech.toml, who says so, the stance:",
        ],
    ),
    (
        "The rebels plan to capture Homs.",
        &[
            "intended",
            "stance.opening-verb in rules/claims/en/lists.toml, the stance:",
        ],
    ),
    (
        "The Blue Tulip Brigade entered the village.",
        &[
            "“the village” → at a place that is not resolved",
            "agent: “Blue Tulip Brigade” → not resolved",
        ],
    ),
    (
        "Rebels took Hama, a doctor said.",
        &["(private person: doctor)"],
    ),
    (
        "Rebels hold Hama. She said the army had left Homs.",
        &["She (not resolved)"],
    ),
];

#[test]
fn a_person_is_told_the_parts_of_each_claim_and_the_rules_behind_it() {
    for (text, told) in TOLD {
        let out = explained(text);
        // The lines are broken between words; what is looked for may stand across a break.
        let joined = out.split_whitespace().collect::<Vec<_>>().join(" ");
        for words in told {
            let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(joined.contains(&words), "{words:?} is not in\n{out}");
        }
    }
}

#[test]
fn what_steers_a_terminal_stays_out_of_an_explanation() {
    let text = "Rebels \u{1B}[31mcaptured\u{202E} Hama\u{7}, said Ru\u{200B}ne\u{2066}.\u{9B}2J Bread was dear.";
    let id = "d\u{2067}oc";
    let printed = Desk::empty().run_with(&["read", "--explain", "-"], &line(id, text));
    let steers =
        |c: char| c.is_control() && c != '\n' || "\u{202E}\u{2066}\u{2067}\u{200B}".contains(c);
    assert!(printed.out.contains("Hama"), "{}", printed.out);
    assert_eq!(printed.out.find(steers), None, "{:?}", printed.out);
}

#[test]
fn programs_get_the_same_claims_with_their_rules_explained() {
    let text = "The army denied that it had withdrawn from Homs on Friday. The bread was dear.";
    let desk = Desk::empty();
    let plain = desk.run_with(&["read", "-"], &line("d", text)).json();
    let told = desk
        .run_with(
            &["read", "--explain", "--format", "json", "-"],
            &line("d", text),
        )
        .json();
    assert_eq!(plain.len(), told.len());
    for (plain, mut told) in plain.into_iter().zip(told) {
        let explained = told.as_object_mut().unwrap().remove("explained").unwrap();
        assert_eq!(plain, told);
        let explained = explained.as_array().unwrap();
        let rules: Vec<&serde_json::Value> = explained.iter().map(|it| &it["rule"]).collect();
        assert_eq!(
            rules,
            plain["rules"]
                .as_array()
                .unwrap()
                .iter()
                .collect::<Vec<_>>()
        );
        for rule in explained {
            for key in ["file", "meaning", "example"] {
                assert!(!rule[key].as_str().unwrap().is_empty(), "{rule}");
            }
            assert!(!rule["decides"].as_array().unwrap().is_empty(), "{rule}");
        }
    }
}

#[test]
fn a_report_in_a_language_without_rules_is_said_to_be_unread() {
    let french = "{\"id\":\"d\",\"lang\":\"fr\",\"text\":\"Les rebelles ont pris Hama.\"}\n";
    let printed = Desk::empty().run_with(&["read", "--explain", "-"], french);
    assert_eq!(printed.code, Some(0));
    assert!(printed.out.contains("not read"), "{}", printed.out);
    assert!(printed.talk.contains("(fr 1)"), "{}", printed.talk);
}
