//! Stages alone on files, without a record.

use crate::harness::Desk;

#[test]
fn places_are_printed_one_a_line_with_their_bytes() {
    let text = "Fighters moved from Homs toward Damascus.";
    let printed = Desk::empty().run_with(
        &["places", "-"],
        &format!("{{\"id\":\"d\",\"text\":\"{text}\"}}\n"),
    );
    assert_eq!(printed.code, Some(0));
    let lines = printed.json();
    assert_eq!(lines.len(), 2, "{}", printed.out);
    for line in &lines {
        let (start, end) = (
            line["start"].as_u64().unwrap(),
            line["end"].as_u64().unwrap(),
        );
        let quote = text.get(usize::try_from(start).unwrap()..usize::try_from(end).unwrap());
        assert_eq!(quote, line["quote"].as_str());
        assert_eq!(
            (line["id"].as_str(), line["place"]["country"].as_str()),
            (Some("d"), Some("SY"))
        );
    }
}

#[test]
fn who_asks_why_is_told_the_candidates_the_reasons_and_the_names_that_are_none() {
    let text = "Gen. Adam Tripoli left Tripoli, in Libya.";
    let plain = Desk::empty().run_with(&["places", "-"], text);
    assert!(!plain.out.contains("\"why\""), "{}", plain.out);
    let printed = Desk::empty().run_with(&["places", "--why", "-"], text);
    assert_eq!(printed.code, Some(0));
    let lines = printed.json();
    let of = |start: usize| {
        let found = lines.iter().find(|line| line["start"] == start);
        found.unwrap_or_else(|| panic!("nothing at {start}: {}", printed.out))
    };
    let (person, city) = (of(10), of(23));
    assert_eq!(person["no_place"], true);
    assert!(
        person["why"][0].as_str().unwrap().contains("title"),
        "{person}"
    );
    assert_eq!(city["place"]["country"], "LY");
    assert!(city["candidates"].as_array().unwrap().len() > 1, "{city}");
    let why = city["why"].to_string();
    assert!(why.contains("named right after it"), "{why}");
}

#[test]
fn without_a_theatre_its_places_are_not_known() {
    let printed =
        Desk::empty().run_with(&["places", "-", "--theatre", "none"], "Troops left Anjara.");
    assert_eq!(printed.code, Some(0));
    assert!(
        !printed.out.contains("\"country\":\"SY\""),
        "{}",
        printed.out
    );
}

#[test]
fn refused_lines_do_not_stop_the_others() {
    let input = "{oops\n{\"text\":\"Shelling in Homs.\"}\n";
    let printed = Desk::empty().run_with(&["places", "-"], input);
    assert_eq!(printed.code, Some(2));
    assert_eq!(printed.json().len(), 1);
    assert!(printed.talk.contains("refused: -:1:"), "{}", printed.talk);
}

#[test]
fn linked_claims_are_called_by_the_first_of_their_incident() {
    let table = "id,day,pub,lat,lon,prec,kind,a,b,killed,src\n\
                 x,10,11,35.0,37.0,1,3,10,20,7,1\ny,10,12,35.0,37.0,1,3,10,20,7,2\nz,99,99,30.0,30.0,1,4,11,21,1,3\n";
    let desk = Desk::empty();
    let printed = desk.run_with(&["link", "-"], table);
    assert_eq!(printed.out, "id,incident\nx,x\ny,x\nz,z\n");
    let json = desk.run_with(&["link", "-", "--format", "json"], table);
    assert_eq!(json.json().len(), 3);
    let shuffled = "id,day,pub,lat,lon,prec,kind,a,b,killed,src\n\
                 z,99,99,30.0,30.0,1,4,11,21,1,3\ny,10,12,35.0,37.0,1,3,10,20,7,2\nx,10,11,35.0,37.0,1,3,10,20,7,1\n";
    assert_eq!(desk.run_with(&["link", "-"], shuffled).out, printed.out);
}

#[test]
fn a_reader_that_closes_the_pipe_early_is_no_error() {
    use std::process::{Command, Stdio};
    let desk = Desk::empty();
    let line = "{\"text\":\"Fighters moved from Homs toward Damascus and Hama.\"}\n";
    desk.file("in.jsonl", line.repeat(20_000));
    let mut child = Command::new(env!("CARGO_BIN_EXE_marsad"))
        .args(["places", "in.jsonl"])
        .current_dir(desk.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

#[test]
fn the_terms_of_the_program_and_its_data_are_printed() {
    let printed = Desk::empty().run(&["licences"]);
    assert_eq!(printed.code, Some(0));
    assert!(
        printed.out.contains("MIT OR Apache-2.0") && printed.out.contains("GeoNames"),
        "{}",
        printed.out
    );
}

#[test]
fn claims_are_printed_one_a_line_and_quote_the_text() {
    let text = "The Observatory said on Friday that shelling killed 12 people in Homs.";
    let input = format!(
        "{{\"id\":\"d\",\"text\":\"{text}\",\"published\":\"2024-12-06\",\"source\":\"afp\"}}\n"
    );
    let printed = Desk::empty().run_with(&["read", "-"], &input);
    assert_eq!(printed.code, Some(0));
    let lines = printed.json();
    assert!(
        lines.iter().any(|line| line["kind"] == "toll"),
        "{}",
        printed.out
    );
    for line in &lines {
        let quote = &line["quote"];
        let at = |key: &str| usize::try_from(quote[key].as_u64().unwrap()).unwrap();
        assert_eq!(text.get(at("start")..at("end")), quote["text"].as_str());
        assert!(
            line["said_by"]
                .as_array()
                .is_some_and(|voices| !voices.is_empty())
        );
    }
    assert_eq!(
        Desk::empty().run_with(&["read", "-"], &input).out,
        printed.out
    );
}

#[test]
fn words_of_the_project_say_so_on_every_claim() {
    let input = "{\"text\":\"Shelling killed 12 people in Homs.\",\"wording\":\"ours\"}\n";
    let printed = Desk::empty().run_with(&["read", "-"], input);
    for line in printed.json() {
        assert!(
            line["notice"]
                .as_str()
                .is_some_and(|note| note.starts_with("Example text written"))
        );
    }
}

#[test]
fn each_document_gets_its_kinds() {
    let input = "{\"id\":\"d\",\"text\":\"An air strike on Idlib killed two people on Friday.\"}\n{\"id\":\"e\",\"text\":\"Nothing.\"}\n";
    let lines = Desk::empty().run_with(&["kind", "-"], input).json();
    assert_eq!(lines.len(), 2);
    assert_eq!(
        (&lines[0]["id"], &lines[0]["kind"]),
        (&"d".into(), &"Air/drone strike".into())
    );
    assert_eq!(lines[0]["ranked"][0]["kind"], lines[0]["kind"]);
}

#[test]
fn each_document_gets_its_plover_classes_where_they_are_asked_for() {
    let input = "{\"id\":\"d\",\"text\":\"The council refused to meet the farmers.\"}\n{\"id\":\"e\",\"text\":\"Nothing.\"}\n";
    let lines = Desk::empty()
        .run_with(&["kind", "--scheme", "plover", "-"], input)
        .json();
    assert_eq!(
        (&lines[0]["id"], &lines[0]["kind"]),
        (&"d".into(), &"REJECT".into())
    );
    assert_eq!(lines[0]["ranked"][0]["kind"], lines[0]["kind"]);
    assert!(lines[1]["kind"].is_null(), "{}", lines[1]);
    let plain = Desk::empty().run_with(&["kind", "-"], input).out;
    let acled = Desk::empty().run_with(&["kind", "--scheme", "acled", "-"], input);
    assert_eq!(acled.out, plain);
}

#[test]
fn claims_have_the_codes_of_other_codebooks() {
    // Text, kind of the claim, and its codes in the order they are printed.
    let cases = [
        (
            "Syrian troops attacked civilians in Idlib on Friday.",
            "happening",
            r#"{"event_type":"Violence against civilians","disorder_type":"Political violence","civilian_targeting":true,"ucdp_violence":3,"plover":"ASSAULT","cameo_root":"18"}"#,
        ),
        (
            "Syrian troops clashed with rebels near Idlib on Friday.",
            "happening",
            r#"{"event_type":"Battles","disorder_type":"Political violence","ucdp_violence":1,"plover":"ASSAULT","cameo_root":"19"}"#,
        ),
        (
            "Syrian troops shelled Idlib on Friday.",
            "happening",
            r#"{"event_type":"Explosions/Remote violence","disorder_type":"Political violence","plover":"ASSAULT","plover_mode":"heavy-weapons","cameo_root":"19"}"#,
        ),
        (
            "Police arrested nine people in Homs on Friday.",
            "happening",
            r#"{"event_type":"Strategic developments","disorder_type":"Strategic developments","plover":"COERCE","plover_mode":"arrest","cameo_root":"17"}"#,
        ),
        (
            "Residents protested in Homs on Friday.",
            "happening",
            r#"{"event_type":"Protests","disorder_type":"Demonstrations","plover":"PROTEST","plover_mode":"demo","cameo_root":"14"}"#,
        ),
        (
            "Syrian troops withdrew from Hama on Friday.",
            "control",
            r#"{"plover":"RETREAT","plover_mode":"withdraw","cameo_root":"08"}"#,
        ),
    ];
    for (text, kind, codes) in cases {
        let input = format!("{{\"text\":\"{text}\",\"published\":\"2024-12-07\"}}\n");
        let printed = Desk::empty().run_with(&["read", "-", "--theatre", "syria"], &input);
        let lines = printed.out.lines();
        let mut of_kind = lines.filter(|line| line.contains(&format!("\"kind\":\"{kind}\"")));
        let expected = format!("\"codes\":{codes}");
        assert!(
            of_kind.any(|line| line.contains(&expected)),
            "{text}: {}",
            printed.out
        );
    }
}

#[test]
fn a_claim_that_no_codebook_has_is_printed_without_codes() {
    let input = "{\"text\":\"The minister said that trade was important.\"}\n";
    let printed = Desk::empty().run_with(&["read", "-"], input);
    assert!(
        !printed.out.is_empty() && !printed.out.contains("\"codes\""),
        "{}",
        printed.out
    );
}

#[test]
fn incidents_of_documents_count_copies_once() {
    let text = "Air strikes on Idlib killed 11 people on Sunday, rescuers said, and wounded many more in the city centre and around the hospital.";
    let line = |id: &str, source: &str, hour: u8| {
        format!(
            "{{\"id\":\"{id}\",\"text\":\"{text}\",\"source\":\"{source}\",\"published\":\"2024-12-01T{hour:02}:00:00Z\"}}\n"
        )
    };
    let input = line("a", "afp", 9) + &line("b", "france24", 11);
    let printed = Desk::empty().run_with(&["incidents", "-"], &input);
    let lines = printed.json();
    assert_eq!(lines.len(), 1, "{}", printed.out);
    assert_eq!(
        (
            lines[0]["killed"]["low"].as_u64(),
            lines[0]["lineages"].as_u64()
        ),
        (Some(11), Some(1))
    );
    let other = line("b", "france24", 11) + &line("a", "afp", 9);
    assert_eq!(
        Desk::empty().run_with(&["incidents", "-"], &other).out,
        printed.out
    );
    let id = lines[0]["id"].as_str().unwrap();
    let why = Desk::empty()
        .run_with(&["incidents", "-", "--why", id], &input)
        .json();
    assert!(
        why[0]["arithmetic"]
            .as_array()
            .is_some_and(|uses| !uses.is_empty())
    );
    assert_eq!(
        Desk::empty()
            .run_with(&["incidents", "-", "--why", "zz"], &input)
            .code,
        Some(2)
    );
}

#[test]
fn claims_as_they_are_read_can_be_linked() {
    let desk = Desk::empty();
    let input = "{\"text\":\"An air strike on Idlib killed 11 people on Sunday.\",\"published\":\"2024-12-01\",\"source\":\"afp\"}\n";
    let claims = desk.run_with(&["read", "-"], input).out;
    let linked = desk.run_with(&["link", "-", "--incidents", "ranges.jsonl"], &claims);
    assert_eq!(linked.code, Some(0), "{}", linked.talk);
    assert!(linked.out.lines().count() > 1, "{}", linked.out);
    let ranges = std::fs::read_to_string(desk.path().join("ranges.jsonl")).unwrap();
    assert!(
        ranges.contains("\"killed\":{\"low\":11,\"best\":11,\"high\":11}"),
        "{ranges}"
    );
}
