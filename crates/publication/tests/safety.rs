//! What must not leave does not leave; what is filled in stays text; every sentence has its notes.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

mod support;

use marsad_domain::{
    Amount, Body, Change, ControlArea, Counted, CutOff, CutPlace, FrontLine, Kilometres, Measure,
    Position, Probability, Scenario, Stance, Total,
};
use marsad_publication::{
    Block, Colour, Edition, KeyFigure, PublicationError, PublishedSituation, Row, Sentence,
    TerminalOptions, to_html, to_markdown, to_terminal,
};
use proptest::prelude::*;
use support::{Record, Speaker, figure, held, invented, toll, took};

const NAME: &str = "Ilsabet Quorrin";
const WORDS: &str = "we hid in the cellar for two nights";

/// Every form of an edition, with the JSON.
fn forms(situation: &PublishedSituation) -> Vec<(&'static str, String)> {
    let colour = TerminalOptions {
        width: 100,
        colour: Colour::Ansi,
    };
    vec![
        ("markdown", to_markdown(situation)),
        ("text", to_terminal(situation, &TerminalOptions::default())),
        ("colour", to_terminal(situation, &colour)),
        ("html", to_html(situation).unwrap()),
        ("json", serde_json::to_string(situation).unwrap()),
    ]
}

/// A record with something of each kind that must stay at the desk.
fn with_secrets() -> Record {
    let mut record = invented();
    record.open("karsun", &held("army"));
    record.open("belmar", &held("army"));
    record.open("dry-well", &held("army"));
    record.say(
        "2031-05-08",
        "wire",
        Speaker::Private(NAME, "resident"),
        WORDS,
        took("front"),
        Some("karsun"),
    );
    record.say(
        "2031-05-08",
        "wire",
        Speaker::Source("wire"),
        "Quorrin said the town was empty.",
        took("front"),
        Some("belmar"),
    );
    record.say(
        "2031-05-08",
        "monitor",
        Speaker::Source("monitor"),
        "Shells hit School Six where families slept.",
        toll(Amount::Exact(3)),
        Some("school-six"),
    );
    record
        .say(
            "2031-05-08",
            "monitor",
            Speaker::Source("monitor"),
            "The hill people live in Dry Well.",
            Body::Presence {
                party: None,
                of: None,
            },
            Some("dry-well"),
        )
        .sensitive = true;
    record.say(
        "2031-05-08",
        "monitor",
        Speaker::Named("Tobren Vask"),
        "Tobren Vask counted the dead.",
        toll(Amount::Exact(4)),
        Some("karsun"),
    );
    let fled = Body::Displacement {
        measure: Measure::Stock,
        from: None,
        to: None,
        figures: vec![figure(Counted::Displaced, Amount::Exact(3))],
    };
    record.say(
        "2031-05-08",
        "monitor",
        Speaker::Source("monitor"),
        "Three people fled.",
        fled,
        None,
    );
    record.hold("karsun", held("front"), &[0], &[]);
    record.hold("belmar", held("front"), &[1], &[]);
    record.hold("dry-well", held("front"), &[3], &[]);
    record.incident(&[2], Some((3, 3)));
    record.incident(&[3], None);
    record.incident(&[4], Some((4, 4)));
    record.cut_off = Some(CutOff {
        scenario: Scenario {
            on: record.on,
            changes: vec![Change {
                place: "karsun".parse().unwrap(),
                party: "front".parse().unwrap(),
            }],
            assumptions: vec!["ASSUMPTION-CANARY".to_owned()],
            seed: 0,
        },
        party: "army".parse().unwrap(),
        changed: Vec::new(),
        pairs: Vec::new(),
        broken: Vec::new(),
        cut_off: vec![CutPlace {
            place: record.place("belmar"),
            population: Some(31_337),
            admin1: None,
            hubs: Vec::new(),
        }],
        people: 31_337,
        people_without_hub: 0,
        components: (1, 2),
        parts: Vec::new(),
    });
    record
}

#[test]
fn nothing_private_stands_in_any_public_form() {
    let record = with_secrets();
    let secrets = [
        "Quorrin",
        "Ilsabet",
        "cellar",
        "two nights",
        "Tobren",
        "Vask",
        "School Six",
        "hill people",
        "ASSUMPTION-CANARY",
        "31,337",
        "31337",
        "internal note",
        "words of a figure",
        "report-1",
        "Three people fled",
        "INTERNAL",
    ];
    for (form, text) in forms(&record.public()) {
        for secret in secrets {
            assert!(!text.contains(secret), "{form} holds {secret:?}");
        }
        assert!(text.contains("a resident"), "{form} gives the role");
    }
}

#[test]
fn the_desk_sees_all_of_it_and_every_form_says_internal() {
    for (form, text) in forms(&with_secrets().publish(Edition::Desk)) {
        for seen in [
            NAME,
            "cellar",
            "Tobren Vask",
            "School Six",
            "ASSUMPTION-CANARY",
        ] {
            assert!(text.contains(seen), "{form} lacks {seen:?}");
        }
        assert!(text.contains("INTERNAL"), "{form}");
    }
}

#[test]
fn the_notice_stands_at_the_top_and_at_the_bottom() {
    let record = with_secrets();
    for situation in [record.public(), record.publish(Edition::Desk)] {
        for (form, text) in forms(&situation)
            .into_iter()
            .filter(|(form, _)| *form != "json")
        {
            assert_eq!(text.matches(support::NOTICE).count(), 2, "{form}");
        }
    }
}

#[test]
fn what_is_withheld_is_counted_with_its_reason() {
    let text = to_markdown(&with_secrets().public());
    for line in [
        "tie a threatened group to a place: 2.",
        "because a private person speaks or is named: 2.",
        "Places given by their region: 1.",
        "Small numbers of people: 1.",
    ] {
        assert!(text.contains(line), "{line:?} in {text}");
    }
    let clean = to_markdown(&invented().public());
    assert!(clean.contains("Nothing was withheld."));
}

#[test]
fn land_and_fronts_stay_at_the_desk() {
    let mut record = invented();
    record.open("karsun", &held("army"));
    let at = |lat: f64, lon: f64| Position::new(lat, lon).unwrap();
    let ring = vec![
        at(10.0, 20.0),
        at(10.0, 20.1),
        at(10.1, 20.1),
        at(10.0, 20.0),
    ];
    record.areas = vec![ControlArea {
        state: held("army"),
        rings: vec![ring.clone()],
        confidence: Probability::clamped(0.7),
        km2: 60.0,
        is_between: false,
    }];
    record.fronts = vec![FrontLine {
        parties: ("army".parse().unwrap(), "front".parse().unwrap()),
        line: ring,
        length: Kilometres(25.0),
    }];
    let shown = |situation: &PublishedSituation| {
        let map = situation.map.as_ref().unwrap();
        let html = to_html(situation).unwrap();
        (
            map.areas.len(),
            map.fronts.len(),
            html.contains("class=\"area\""),
            html.contains("class=\"front\""),
        )
    };
    assert_eq!(shown(&record.publish(Edition::Desk)), (1, 1, true, true));
    assert_eq!(shown(&record.public()), (0, 0, false, false));
}

#[test]
fn a_state_that_rests_on_withheld_claims_alone_is_unknown_in_public() {
    let mut record = with_secrets();
    record.watch = vec!["dry-well".parse().unwrap()];
    assert!(to_markdown(&record.publish(Edition::Desk)).contains("**Dry Well**: held by Front"));
    assert!(!to_markdown(&record.public()).contains("Dry Well**: held by Front"));
}

#[test]
fn a_claim_that_only_private_persons_make_is_not_published() {
    let mut record = invented();
    let claim = record.say(
        "2031-05-08",
        "monitor",
        Speaker::Source("monitor"),
        WORDS,
        took("front"),
        Some("karsun"),
    );
    let mut voices = claim.said_by.voices().to_vec();
    for voice in &mut voices {
        voice.private = true;
    }
    claim.said_by = voices.try_into().unwrap();
    claim.stance = Stance::Denied;
    assert!(to_markdown(&record.publish(Edition::Desk)).contains("denied"));
    assert!(!to_markdown(&record.public()).contains("denied"));
}

#[test]
fn where_an_incident_is_withheld_no_total_tells_its_number() {
    let mut record = with_secrets();
    record.incidents[1].killed = Some(marsad_domain::Range::exactly(90));
    let incidents = record
        .incidents
        .iter()
        .map(|incident| incident.id)
        .collect();
    record.totals = vec![Total {
        incidents,
        ..Total::new(Counted::Killed, marsad_domain::Range::exactly(97))
    }];
    assert!(to_markdown(&record.publish(Edition::Desk)).contains("**: 97 ("));
    let public = to_markdown(&record.public());
    assert!(
        public.contains("**: 7 (") && !public.contains("97"),
        "{public}"
    );
}

#[test]
fn the_public_edition_waits_for_the_delay() {
    let record = invented();
    let early = std::panic::catch_unwind(|| {
        record.publish(Edition::Public {
            issued: "2031-05-10".parse().unwrap(),
        })
    });
    assert!(early.is_err());
    record.publish(Edition::Public {
        issued: "2031-05-11".parse().unwrap(),
    });
    let error = PublicationError::TooFresh {
        on: record.on,
        from: "2031-05-11".parse().unwrap(),
    };
    assert!(error.to_string().contains("2031-05-11"));
}

#[test]
fn hostile_text_stays_text_in_every_form() {
    let hostile = [
        "<script>alert(1)</script>",
        "</title></style><img src=x onerror=alert(1)>",
        "\"><svg onload=alert(1)>",
        "[click](javascript:alert(1)) <javascript:alert(1)>",
        "`code` | pipe | **bold** \n\n# heading\n- list\n[^1]: note",
        "{{ 7*7 }} {% raw %} {speaker}",
        "safe\u{202E}txt.exe\u{2066}\u{200B}",
        "\u{1B}]0;title\u{7}\u{1B}[2J",
        "]]><!-- -->",
    ];
    for text in hostile {
        let mut record = invented();
        record.open("karsun", &held("army"));
        record.say(
            "2031-05-08",
            "wire",
            Speaker::Named(text),
            text,
            took("front"),
            Some("karsun"),
        );
        record.hold("karsun", held("front"), &[0], &[]);
        record.theatre = text.to_owned();
        for (form, out) in forms(&record.publish(Edition::Desk)) {
            check_inert(form, text, &out);
        }
    }
}

fn check_inert(form: &str, given: &str, out: &str) {
    let hidden = |c: char| {
        marsad_domain::id::is_direction_mark(c) || (c.is_control() && c != '\n' && c != '\u{1B}')
    };
    assert!(!out.contains(hidden), "{form} of {given:?}");
    match form {
        "html" => {
            for bad in [
                "<script",
                "<img",
                "onload=alert(1)>",
                "href=\"javascript",
                "<!--",
            ] {
                assert!(!out.contains(bad), "{bad} of {given:?}");
            }
            assert_eq!(out.matches("<style>").count(), 1);
        }
        "markdown" => {
            for bad in [
                "<script",
                "<img",
                "<svg",
                "](javascript:",
                "\n# heading",
                "\n- list",
            ] {
                assert!(!out.contains(bad), "{bad} of {given:?}");
            }
        }
        "text" => assert!(!out.contains('\u{1B}'), "{given:?}"),
        "colour" => assert!(
            !out.contains("\u{1B}]") && !out.contains("\u{1B}[2J"),
            "{given:?}"
        ),
        _ => {}
    }
}

#[test]
fn the_page_asks_nothing_from_elsewhere() {
    let page = to_html(&with_secrets().public()).unwrap();
    for outside in [
        "http:", "https:", "src=", "@import", "<link", "<script", "style=\"", "url(data",
    ] {
        assert!(!page.contains(outside), "{outside}");
    }
    assert!(page.contains("default-src 'none'; style-src 'sha256-"));
    assert!(page.contains("<html lang=\"en\">"));
}

#[test]
fn every_sentence_has_notes_and_every_note_exists() {
    let record = with_secrets();
    for situation in [record.public(), record.publish(Edition::Desk)] {
        let mut counted = 0;
        for block in situation
            .sections
            .iter()
            .flat_map(|section| &section.blocks)
        {
            let notes: Vec<_> = match block {
                Block::Sentences(sentences) => sentences.iter().map(Sentence::notes).collect(),
                Block::Facts(table) => table.rows.iter().map(Row::notes).collect(),
                Block::Figures(figures) => figures.iter().map(KeyFigure::notes).collect(),
                _ => Vec::new(),
            };
            for note in notes {
                assert!(!note.numbers().is_empty());
                assert!(
                    note.numbers()
                        .iter()
                        .all(|number| (1..=situation.notes.len()).contains(&number.get()))
                );
                counted += 1;
            }
        }
        assert!(counted > 2);
        let page = to_html(&situation).unwrap();
        for at in 1..=situation.notes.len() {
            assert!(page.contains(&format!("id=\"note-{at}\"")));
        }
    }
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    assert_eq!(
        forms(&with_secrets().public()),
        forms(&with_secrets().public())
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever private persons say, and whoever else repeats it in the same report, no public form holds it.
    #[test]
    fn no_private_words_leave(
        words in "[a-z]{9,14}( [a-z]{9,14}){1,5}",
        name in "[A-Z][a-z]{8,12} [A-Z][a-z]{8,12}",
        denied in any::<bool>(),
        repeats in any::<bool>(),
    ) {
        let mut record = invented();
        record.open("karsun", &held("army"));
        let claim = record.say("2031-05-08", "wire", Speaker::Private(&name, &name), &words, took("front"), Some("karsun"));
        if denied {
            claim.stance = Stance::Denied;
        }
        if repeats {
            let mut again = claim.clone();
            again.said_by = again.said_by.voices().last().cloned().into_iter().collect::<Vec<_>>().try_into().unwrap();
            again.id = marsad_domain::ClaimId::of("claim", &[b"again"]);
            record.claims.push(again);
            record.say("2031-05-08", "monitor", Speaker::Source("monitor"), &format!("So said {name}."), took("front"), Some("karsun"));
            record.hold("karsun", held("front"), &[0, 1, 2], &[]);
        } else {
            record.hold("karsun", held("front"), &[0], &[]);
        }
        for (form, text) in forms(&record.public()) {
            prop_assert!(!text.contains(&words), "{} holds the words", form);
            prop_assert!(name.split(' ').all(|part| !text.contains(part)), "{} holds the name", form);
        }
    }
}
