//! What `marsad read` prints: one claim a line, verbatim, with a speaker and a stance, and nothing that was not said.

use std::collections::BTreeMap;

use e2e::{Record, marsad};
use serde_json::Value;

use crate::fixtures::{Demo, claims_of, report, text};

const STANCES: [&str; 6] = [
    "asserted",
    "denied",
    "expected",
    "intended",
    "hypothetical",
    "retracted",
];
const BOUNDS: [&str; 6] = ["exact", "at_least", "at_most", "about", "between", "vague"];
const CHANGES: [&str; 7] = [
    "took", "lost", "holds", "entered", "withdrew", "besieges", "contests",
];
const RELATIONS: [&str; 5] = ["part_of", "led_by", "backed_by", "allied_with", "against"];

/// Check one line against the text that it was read from and the source that published it.
fn check_shape(claim: &Value, words: &str, source: &str) {
    for key in ["id", "report", "reading", "kind", "stance"] {
        assert!(
            !text(claim, &format!("/{key}")).is_empty(),
            "{key}: {claim}"
        );
    }
    assert!(STANCES.contains(&text(claim, "/stance")), "{claim}");
    assert!(!text(claim, "/quote/text").is_empty(), "{claim}");
    check_spans(claim, words);
    check_voices(claim, source);
    assert!(claim["when"]["edtf"].is_string(), "{claim}");
    for place in claim["where"].as_array().into_iter().flatten() {
        assert!(!text(place, "/relation").is_empty(), "{claim}");
        if !place["place"].is_null() {
            check_place(&place["place"]);
        }
    }
    check_body(claim);
}

fn check_spans(value: &Value, words: &str) {
    if let (Some(start), Some(end)) = (value["start"].as_u64(), value["end"].as_u64()) {
        let bytes = usize::try_from(start).expect("fits")..usize::try_from(end).expect("fits");
        let said = words.get(bytes);
        assert!(
            said.is_some_and(|said| !said.is_empty()),
            "no such bytes: {value}"
        );
        if let Some(quoted) = value["text"].as_str() {
            assert_eq!(Some(quoted), said, "{value}");
        }
    }
    match value {
        Value::Array(values) => values.iter().for_each(|inner| check_spans(inner, words)),
        Value::Object(fields) => fields.values().for_each(|inner| check_spans(inner, words)),
        _ => {}
    }
}

fn check_voices(claim: &Value, source: &str) {
    let voices = claim["said_by"].as_array().expect("said_by is a list");
    for voice in voices {
        assert!(!text(voice, "/name").is_empty(), "{claim}");
        assert!(voice["private"].is_boolean(), "{claim}");
    }
    let outermost = voices.last().expect("somebody says it");
    assert_eq!(text(outermost, "/source"), source, "{claim}");
}

fn check_place(place: &Value) {
    assert!(
        !text(place, "/id").is_empty() && !text(place, "/name").is_empty(),
        "{place}"
    );
    assert!(
        place["lat"].is_number() && place["lon"].is_number(),
        "{place}"
    );
}

fn check_body(claim: &Value) {
    match text(claim, "/kind") {
        "happening" => assert!(!text(claim, "/sub_event").is_empty(), "{claim}"),
        "control" => {
            assert!(CHANGES.contains(&text(claim, "/control/change")), "{claim}");
            assert!(!text(claim, "/control/party").is_empty(), "{claim}");
        }
        "presence" => {
            assert!(
                !text(claim, "/party").is_empty() && !text(claim, "/of").is_empty(),
                "{claim}"
            );
        }
        "movement" => assert!(!text(claim, "/party").is_empty(), "{claim}"),
        "toll" => check_figures(claim, &["killed", "injured", "missing", "detained"]),
        "displacement" => {
            assert!(
                ["stock", "flow"].contains(&text(claim, "/measure")),
                "{claim}"
            );
            check_figures(claim, &["displaced", "returned"]);
        }
        "relation" => {
            assert!(RELATIONS.contains(&text(claim, "/relation")), "{claim}");
            assert_eq!(claim["actors"].as_array().map(Vec::len), Some(2), "{claim}");
        }
        "conditional" => {
            assert_ne!(text(claim, "/stance"), "asserted", "{claim}");
            assert!(!text(claim, "/condition/text").is_empty(), "{claim}");
            assert!(!text(claim, "/then/text").is_empty(), "{claim}");
        }
        "intent" | "statement" => {}
        kind => panic!("no kind is called {kind}: {claim}"),
    }
}

fn check_figures(claim: &Value, counted: &[&str]) {
    let figures = claim["figures"].as_array().expect("figures");
    assert!(!figures.is_empty(), "{claim}");
    for figure in figures {
        assert!(counted.contains(&text(figure, "/of")), "{claim}");
        assert!(BOUNDS.contains(&text(figure, "/bound")), "{claim}");
        assert!(
            !text(figure, "/unit").is_empty() && !text(figure, "/text").is_empty(),
            "{claim}"
        );
        let (low, high) = (figure["low"].as_u64(), figure["high"].as_u64());
        if low.is_none() || high.is_none() {
            assert_eq!(
                figure["open"], true,
                "a bound is missing but not said to be: {claim}"
            );
        }
        assert!(
            low.zip(high).is_none_or(|(low, high)| low <= high),
            "{claim}"
        );
    }
}

#[test]
fn every_claim_of_the_demonstration_has_the_shape_that_is_promised() {
    let files: BTreeMap<String, Vec<u8>> = Demo::shared().files().into_iter().collect();
    let lines = |name: &str| -> Vec<Value> {
        let bytes = String::from_utf8_lossy(&files[name]).into_owned();
        let read = bytes.lines().map(serde_json::from_str::<Value>);
        read.collect::<Result<_, _>>().expect("lines of JSON")
    };
    let reports: BTreeMap<String, Value> = lines("dispatches.jsonl")
        .into_iter()
        .map(|report| (text(&report, "/id").to_owned(), report))
        .collect();
    for claim in lines("claims.jsonl") {
        let report = &reports[text(&claim, "/report")];
        check_shape(&claim, text(report, "/text"), text(report, "/source"));
    }
}

/// One sentence for each kind of claim, with letters of more than one byte before and in it.
const SENTENCES: [(&str, &str); 9] = [
    (
        "control",
        "“Genug” – Government troops withdrew from Deir ez-Zor on Friday, the Syrian Observatory for Human Rights said.",
    ),
    (
        "movement",
        "Straße: Government forces moved from Hama toward Homs on Thursday.",
    ),
    (
        "toll",
        "Şafak: shelling killed at least 12 people and injured 30 in Hama on Thursday, doctors said.",
    ),
    (
        "displacement",
        "حمص: Some 4,000 people fled Homs for Tartus on Friday, the United Nations said.",
    ),
    (
        "happening",
        "An air strike on Idlib killed two people on Thursday.",
    ),
    (
        "intent",
        "The Syrian army said on Friday that it intends to defend Homs.",
    ),
    (
        "relation",
        "Rebels led by Hayat Tahrir al-Sham captured Hama on Thursday.",
    ),
    (
        "conditional",
        "If the rebels capture Homs, the road to the coast would be cut, analysts said.",
    ),
    (
        "statement",
        "“We left at night with the children,” said Samir Haddad, a shopkeeper in Homs.",
    ),
];

#[test]
fn each_kind_of_claim_is_printed_in_its_shape_with_verbatim_bytes() {
    for (kind, words) in SENTENCES {
        let claims = claims_of(words);
        assert!(
            claims.iter().any(|claim| claim["kind"] == kind),
            "no {kind} in {words:?}: {claims:?}"
        );
        for claim in &claims {
            check_shape(claim, words, "afp");
            assert_eq!(claim["report"], "doc-1");
        }
    }
}

#[test]
fn a_withdrawal_names_who_left_what_and_who_says_so() {
    let claims = claims_of(SENTENCES[0].1);
    let claim = claims
        .iter()
        .find(|claim| claim["kind"] == "control")
        .expect("a claim of control");
    assert_eq!(text(claim, "/control/change"), "withdrew");
    assert_eq!(text(claim, "/control/party"), "syr-government");
    assert_eq!(text(claim, "/where/0/place/id"), "deir-ez-zor");
    assert_eq!(text(claim, "/said_by/0/source"), "sohr");
    assert_eq!(text(claim, "/said_by/1/source"), "afp");
    assert_eq!(text(claim, "/when/earliest"), "2024-12-06");
    assert_eq!(text(claim, "/cue/text"), "said");
}

#[test]
fn a_private_person_is_marked_as_such_and_a_monitor_is_not() {
    let claims = claims_of(SENTENCES[8].1);
    let voices = claims
        .iter()
        .flat_map(|claim| claim["said_by"].as_array().into_iter().flatten());
    let haddad: Vec<&Value> = voices
        .filter(|voice| text(voice, "/name").contains("Haddad"))
        .collect();
    assert!(!haddad.is_empty(), "{claims:?}");
    assert!(
        haddad.iter().all(|voice| voice["private"] == true),
        "{haddad:?}"
    );
    for claim in claims_of(SENTENCES[0].1) {
        assert_eq!(claim["said_by"][0]["private"], false, "{claim}");
    }
}

/// Sentences of which nothing happened yet, and may never.
const UNREAL: [&str; 10] = [
    "If the rebels capture Homs, the road to the coast would be cut, analysts said.",
    "If the rebels take Hama, thousands of people will flee to Tartus.",
    "The road to the coast would be cut if the rebels captured Homs.",
    "Should Hama fall, thousands of people would flee to Tartus.",
    "The army could withdraw from Hama within days, analysts said.",
    "Rebels would have to capture Homs before they can reach Damascus.",
    "Aid agencies expect 40,000 people to be displaced from Hama.",
    "The number of displaced people is expected to reach 1.5 million, the United Nations said.",
    "The toll may rise to 300 dead, doctors said.",
    "Hayat Tahrir al-Sham plans to march on Damascus.",
];

#[test]
fn what_is_only_possible_expected_or_meant_is_never_asserted() {
    for words in UNREAL {
        let claims = claims_of(words);
        assert!(!claims.is_empty(), "nothing is read in {words:?}");
        for claim in claims {
            assert_ne!(claim["stance"], "asserted", "{words:?}: {claim}");
        }
    }
}

#[test]
fn an_expected_number_says_that_it_is_expected() {
    for words in [UNREAL[6], UNREAL[7]] {
        let claims = claims_of(words);
        let counted = claims.iter().find(|claim| claim["kind"] == "displacement");
        let counted = counted.unwrap_or_else(|| panic!("no number in {words:?}: {claims:?}"));
        assert_eq!(counted["stance"], "expected", "{counted}");
    }
}

/// Sentences that say that something is not so.
const UNTRUE: [&str; 5] = [
    "The army denied that it had withdrawn from Homs.",
    "The rebels have not captured Homs.",
    "It is not true that the army has left Hama, the army command said.",
    "Reports that the army had left Hama are false, the army command said.",
    "The army rejected claims that rebels had entered Hama.",
];

#[test]
fn what_is_denied_is_never_asserted() {
    for words in UNTRUE {
        let claims = claims_of(words);
        let control: Vec<&Value> = claims
            .iter()
            .filter(|claim| claim["kind"] == "control")
            .collect();
        assert!(!control.is_empty(), "no control in {words:?}: {claims:?}");
        for claim in control {
            assert_eq!(claim["stance"], "denied", "{words:?}: {claim}");
        }
    }
}

#[test]
fn what_is_taken_back_says_so() {
    let claims = claims_of(
        "The Syrian Observatory for Human Rights retracted its report that rebels had captured Rastan.",
    );
    let control = claims
        .iter()
        .find(|claim| claim["kind"] == "control")
        .expect("control");
    assert_eq!(control["stance"], "retracted");
}

#[test]
fn a_plain_text_a_line_of_json_and_standard_input_read_alike() {
    let record = Record::empty();
    let words = SENTENCES[2].1;
    record.file("a.txt", words);
    record.file("a.jsonl", report("a", "2024-12-06", "afp", words));
    let said = "--source afp --published 2024-12-06 --theatre syria";
    let strip = |mut claim: Value| {
        claim.as_object_mut().map(|fields| fields.remove("report"));
        claim
    };
    let plain = record.marsad(&format!("read a.txt {said}")).done();
    let lines = record.marsad("read a.jsonl --theatre syria").done();
    let piped = record.marsad(&format!("read - {said}")).input(words).done();
    let claims = |lines: Vec<Value>| -> Vec<Value> { lines.into_iter().map(strip).collect() };
    let from_text = claims(plain.json_lines());
    assert!(!from_text.is_empty());
    assert_eq!(from_text, claims(piped.json_lines()));
    let shown = |claims: &[Value]| -> Vec<Value> {
        claims
            .iter()
            .map(|claim| {
                serde_json::json!([
                    claim["kind"],
                    claim["quote"],
                    claim["said_by"],
                    claim["when"],
                    claim["figures"]
                ])
            })
            .collect()
    };
    assert_eq!(shown(&from_text), shown(&claims(lines.json_lines())));
    for (claim, name) in plain.json_lines().iter().zip(["a.txt"]) {
        assert_eq!(claim["report"], name);
    }
}

#[test]
fn a_claim_keeps_its_id_whatever_stands_beside_its_report() {
    let one = report("one", "2024-12-06", "afp", SENTENCES[0].1);
    let two = report("two", "2024-12-07", "sana", SENTENCES[4].1);
    let read = |input: String| {
        let printed = marsad().args("read - --theatre syria").input(input).done();
        let mut lines: Vec<String> = printed.out.lines().map(str::to_owned).collect();
        lines.sort();
        lines
    };
    let together = read(format!("{one}\n{two}\n"));
    assert_eq!(together, read(format!("{two}\n{one}\n")));
    let mut apart = [read(one), read(two)].concat();
    apart.sort();
    assert_eq!(together, apart);
}

#[test]
fn kinds_and_places_are_printed_in_the_shapes_that_are_promised() {
    let line = report("d", "2024-12-06", "afp", SENTENCES[4].1);
    let kinds = marsad()
        .args("kind -")
        .input(line.clone())
        .done()
        .json_lines();
    assert_eq!(kinds.len(), 1);
    assert_eq!(
        (text(&kinds[0], "/id"), text(&kinds[0], "/kind")),
        ("d", "Air/drone strike")
    );
    for ranked in kinds[0]["ranked"].as_array().expect("ranked") {
        assert!(
            ranked["kind"].is_string() && ranked["score"].is_number(),
            "{ranked}"
        );
    }
    let places = marsad().args("places -").input(line).done().json_lines();
    assert!(!places.is_empty());
    for place in &places {
        assert_eq!(text(place, "/id"), "d");
        check_spans(place, SENTENCES[4].1);
        let senses = ["literal", "metonym", "modifier", "embedded", "demonym"];
        assert!(senses.contains(&text(place, "/sense")), "{place}");
        assert!(place["score"].is_number(), "{place}");
    }
}

#[test]
fn more_that_is_only_possible_is_never_asserted() {
    for words in [
        "Unless the army holds Rastan, Homs will be surrounded.",
        "Were the army to leave Homs, the coast would be cut off.",
        "Rebels will be in Homs soon, analysts said.",
    ] {
        for claim in claims_of(words) {
            assert_ne!(claim["stance"], "asserted", "{words:?}: {claim}");
        }
    }
}

#[test]
fn a_surname_alone_is_still_the_private_person() {
    for words in [
        "The town was shelled, said Ruwaida Ferzat, a shopkeeper in Homs. The rebels have taken Talbiseh, Ferzat said.",
        "“They took the shop,” a resident of Hama, Yusuf Mansour, said by telephone. Rebels hold Hama, Mansour said.",
    ] {
        for claim in claims_of(words) {
            for voice in claim["said_by"].as_array().into_iter().flatten() {
                if voice["source"].is_null() {
                    assert_eq!(voice["private"], true, "{claim}");
                }
            }
            assert!(
                claim["said_by"].as_array().map_or(0, Vec::len) > 1,
                "nobody but the outlet says {claim}"
            );
        }
    }
}

#[test]
fn a_strike_that_hits_is_a_happening() {
    let claims = claims_of("An air strike hit Idlib on Thursday.");
    assert!(
        claims.iter().any(|claim| claim["kind"] == "happening"),
        "{claims:?}"
    );
}

#[test]
fn a_party_that_is_led_by_somebody_is_a_relation() {
    let claims = claims_of("Hayat Tahrir al-Sham is led by Abu Mohammed al-Golani.");
    assert!(
        claims.iter().any(|claim| claim["kind"] == "relation"),
        "{claims:?}"
    );
}
