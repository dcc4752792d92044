//! Questions to a record: who holds what, as could be known when; what breaks.

use crate::harness::{Desk, Printed};

/// What was said of one town, over four days; the last line came out at 23:30 UTC.
const REPORTS: &str = concat!(
    r#"{"id":"r1","text":"Fighters from Hayat Tahrir al-Sham captured Hama on Thursday.","published":"2024-12-05T12:00:00Z","source":"reuters"}"#,
    "\n",
    r#"{"id":"r2","text":"Shelling killed 12 people in Homs on Friday.","published":"2024-12-06T09:00:00Z","source":"afp"}"#,
    "\n",
    r#"{"id":"r3","text":"Hayat Tahrir al-Sham captured Homs on Saturday.","published":"2024-12-07T23:30:00Z","source":"reuters"}"#,
    "\n",
);

fn record(lines: &[&str]) -> Desk {
    let desk = Desk::with_record();
    for (at, line) in lines.iter().enumerate() {
        desk.file(&format!("{at}.jsonl"), line);
        let printed = desk.run(&["add", &format!("{at}.jsonl")]);
        assert_eq!(printed.code, Some(0), "{}", printed.talk);
    }
    desk
}

fn lines() -> Vec<&'static str> {
    REPORTS.lines().collect()
}

fn state_of(printed: &Printed) -> (String, String) {
    let lines = printed.json();
    let text = |key: &str| lines[0][key].as_str().unwrap_or_default().to_owned();
    (text("state"), text("holder"))
}

fn homs(desk: &Desk, more: &[&str]) -> (String, String) {
    let words = ["control", "--place", "homs", "--format", "json"];
    state_of(&desk.run(&[&words[..], more].concat()))
}

#[test]
fn what_could_be_known_follows_the_local_day_of_the_theatre() {
    let desk = record(&lines());
    let held = |holder: &str| ("held".to_owned(), holder.to_owned());
    assert_eq!(homs(&desk, &["--on", "2024-12-08"]), held("hts"));
    assert_eq!(
        homs(&desk, &["--on", "2024-12-08", "--known", "2024-12-08"]),
        held("hts")
    );
    // The report came out at 23:30 UTC on the 7th: in the theatre that is the 8th.
    assert_eq!(
        homs(&desk, &["--on", "2024-12-08", "--known", "2024-12-07"]),
        held("syr-government")
    );
    assert_eq!(homs(&desk, &["--on", "2024-12-06"]), held("syr-government"));
}

#[test]
fn what_was_recorded_is_what_the_ledger_held() {
    let desk = record(&lines());
    let printed = desk.run(&["control", "--recorded", "2020-01-01T00:00:00Z"]);
    assert_eq!(
        printed.code,
        Some(2),
        "before the record was made there is nothing to ask"
    );
    let (state, holder) = homs(
        &desk,
        &["--on", "2024-12-08", "--recorded", "2200-01-01T00:00:00Z"],
    );
    assert_eq!((state.as_str(), holder.as_str()), ("held", "hts"));
}

#[test]
fn the_order_of_adding_changes_no_byte_of_an_answer() {
    let forth = lines();
    let back: Vec<&str> = forth.iter().rev().copied().collect();
    let (one, other) = (record(&forth), record(&back));
    other.run(&["add", "0.jsonl"]);
    for words in [
        &["control", "--all", "--format", "json"][..],
        &["control", "--history", "homs", "--format", "json"],
        &["control", "--format", "csv"],
        &["incidents"],
        &["incidents", "--totals"],
        &["report", "--on", "2024-12-07", "--format", "json"],
        &["report", "--on", "2024-12-07", "--format", "html"],
        &[
            "cut-off",
            "--on",
            "2024-12-07",
            "--if",
            "Homs=HTS",
            "--format",
            "json",
        ],
    ] {
        let (first, second) = (one.run(words), other.run(words));
        assert_eq!(first.code, Some(0), "{}", first.talk);
        assert!(
            first.out == second.out,
            "{words:?} differs:\n{}\n{}",
            first.out,
            second.out
        );
    }
}

#[test]
fn every_text_answer_states_both_times_and_both_hashes() {
    let desk = record(&lines());
    for words in [
        &["control", "--on", "2024-12-06", "--known", "2024-12-06"][..],
        &[
            "cut-off",
            "--on",
            "2024-12-06",
            "--known",
            "2024-12-06",
            "--if",
            "Homs=HTS",
        ],
    ] {
        let out = desk.run(words).out;
        let head: String = out.lines().take(2).collect();
        assert!(head.contains("INTERNAL"), "{head}");
        assert!(
            head.contains("On 2024-12-06, with what could be known by 2024-12-06. Rules "),
            "{head}"
        );
        assert!(head.contains(", theatre "), "{head}");
    }
    let json = desk
        .run(&[
            "cut-off",
            "--on",
            "2024-12-06",
            "--if",
            "Homs=HTS",
            "--format",
            "json",
        ])
        .json();
    assert_eq!(json[0]["meta"]["on"], "2024-12-06");
    assert_eq!(json[0]["meta"]["rules"].as_str().map(str::len), Some(64));
}

#[test]
fn the_history_of_a_place_names_the_words_behind_each_change() {
    let out = record(&lines()).run(&["control", "--history", "Homs"]).out;
    assert!(out.contains("captured Homs on Saturday"), "{out}");
    assert!(out.contains("opening position"), "{out}");
}

#[test]
fn two_days_can_be_compared() {
    let out = record(&lines())
        .run(&["control", "--on", "2024-12-08", "--diff", "2024-12-04"])
        .out;
    assert!(
        out.contains("Homs: held by Government -> held by "),
        "{out}"
    );
    assert!(out.contains("Hama: "), "{out}");
    assert!(!out.contains("Damascus: "), "{out}");
}

#[test]
fn two_states_of_knowledge_can_be_compared() {
    let desk = record(&lines());
    let words = [
        "control",
        "--on",
        "2024-12-08",
        "--diff-known",
        "2024-12-04",
    ];
    let out = desk.run(&words).out;
    assert!(
        out.contains("Homs: held by Government -> held by "),
        "{out}"
    );
    assert!(out.contains("what could be known by 2024-12-04"), "{out}");
    let same = desk.run(&[
        "control",
        "--on",
        "2024-12-08",
        "--diff-recorded",
        "2100-01-01T00:00:00Z",
    ]);
    assert_eq!(same.code, Some(0), "{}", same.talk);
    assert!(!same.out.contains(" -> "), "{}", same.out);
    let json = desk.run(&[&words[..], &["--format", "json"]].concat());
    assert!(json.out.contains("\"before\""), "{}", json.out);
    assert!(
        json.talk.contains("what could be known by 2024-12-04"),
        "{}",
        json.talk
    );
}

/// The record of the reports, after a decision about the claim that took Homs.
fn decided(words: &[&str]) -> Desk {
    let desk = record(&lines());
    let asked = [
        "control",
        "--place",
        "homs",
        "--on",
        "2024-12-08",
        "--format",
        "json",
    ];
    let claim = desk.run(&asked).json()[0]["for"][0]
        .as_str()
        .unwrap_or_default()
        .to_owned();
    let (verb, rest) = words.split_first().unwrap_or((&"", &[]));
    let decide = ["decide", verb, &claim, "--reason", "read again"];
    let printed = desk.run(&[&decide[..], rest].concat());
    assert_eq!(printed.code, Some(0), "{}", printed.talk);
    desk
}

#[test]
fn what_people_decide_of_a_claim_decides_who_holds_the_place() {
    let on = ["--on", "2024-12-08"];
    let before = homs(&record(&[]), &on);
    let held = |party: &str| ("held".to_owned(), party.to_owned());
    assert_eq!(homs(&record(&lines()), &on), held("hts"));
    assert_eq!(homs(&decided(&["reject"]), &on), before);
    assert_eq!(
        homs(&decided(&["correct", "--stance", "denied"]), &on),
        before
    );
    assert_eq!(
        homs(&decided(&["correct", "--party", "sdf"]), &on),
        held("sdf")
    );
    let elsewhere = decided(&["correct", "--place", "daraa"]);
    assert_eq!(homs(&elsewhere, &on), before);
    let daraa = [
        "control",
        "--place",
        "daraa",
        "--format",
        "json",
        "--on",
        "2024-12-08",
    ];
    assert_eq!(state_of(&elsewhere.run(&daraa)), held("hts"));
    let undone = decided(&["reject"]);
    let earlier = ["--on", "2024-12-08", "--known", "2024-12-08"];
    assert_eq!(
        homs(&undone, &earlier),
        held("hts"),
        "the desk rejected it later"
    );
}

#[test]
fn a_place_says_what_one_more_claim_would_change() {
    let words = ["control", "--on", "2024-12-04", "--place", "Homs"];
    let out = record(&lines()).run(&words).out;
    assert!(out.contains("would become"), "{out}");
    assert!(out.contains("a source without a side says that"), "{out}");
}

#[test]
fn a_city_that_passes_cuts_the_connections_through_it() {
    let out = record(&[])
        .run(&["cut-off", "--on", "2024-12-07", "--if", "Homs=HTS"])
        .out;
    assert!(
        out.contains("Damascus - Tartus: loses its last connection"),
        "{out}"
    );
    assert!(
        out.contains("Damascus - Latakia: loses its last connection"),
        "{out}"
    );
}

#[test]
fn a_name_of_no_place_and_a_change_that_is_none_are_refused() {
    let desk = record(&[]);
    for change in ["Nowhere=HTS", "Homs", "Homs=Nobody"] {
        let printed = desk.run(&["cut-off", "--on", "2024-12-07", "--if", change]);
        assert_eq!(
            (printed.code, printed.out.as_str()),
            (Some(2), ""),
            "{change}"
        );
        assert!(printed.talk.contains("hint: "), "{}", printed.talk);
    }
}

#[test]
fn a_network_from_files_needs_no_record() {
    let desk = Desk::empty();
    desk.file(
        "net/places.csv",
        "id,name,kind,lat,lon\na,A,town,35,37\nb,B,town,35.1,37\nc,C,town,35.2,37\n",
    );
    desk.file(
        "net/roads.csv",
        "from,to,ref,class,length_km,border,basis\na,b,,trunk,12,,x\nb,c,,primary,12,,x\n",
    );
    desk.file(
        "h.csv",
        "place,holder,state\na,Red Army,held\nb,Red Army,held\nc,Red Army,held\n",
    );
    let words = [
        "cut-off",
        "--network",
        "net",
        "--holders",
        "h.csv",
        "--on",
        "2024-01-01",
        "--if",
        "b=Blue",
        "--format",
        "json",
    ];
    let printed = desk.run(&words);
    assert_eq!(printed.code, Some(0), "{}", printed.talk);
    let answer = &printed.json()[0];
    assert_eq!(
        (&answer["party"], answer["broken"].as_array().map(Vec::len)),
        (&"Red Army".into(), Some(2))
    );
}

#[test]
fn points_are_judged_from_bare_tables() {
    let desk = Desk::empty();
    desk.file(
        "claims.csv",
        "date,place,lat,lon,holder\n2024-01-01,A,35,37,X\n2024-01-01,B,36,37,Y\n",
    );
    desk.file("points.csv", "id,lat,lon\n1,35.1,37\n2,35.9,37\n");
    let printed = desk.run(&[
        "control",
        "claims.csv",
        "--at",
        "points.csv",
        "--on",
        "2024-02-01",
    ]);
    assert_eq!(printed.code, Some(0), "{}", printed.talk);
    let lines: Vec<&str> = printed.out.lines().collect();
    assert_eq!(lines[0], "id,lat,lon,holder,state,confidence");
    assert!(lines[1].starts_with("1,35.1,37,X,held,") && lines[2].starts_with("2,35.9,37,Y,held,"));
}

#[test]
fn a_source_that_contradicts_itself_on_a_day_is_told_with_both_rows() {
    let desk = Desk::empty();
    desk.file(
        "claims.csv",
        "date,place,lat,lon,holder,source\n2024-01-01,A,35,37,X,s\n2024-01-01,A,35,37,Y,s\n2024-01-01,A,35,37,Y,t\n",
    );
    desk.file("points.csv", "id,lat,lon\n1,35,37\n");
    let printed = desk.run(&["control", "claims.csv", "--at", "points.csv"]);
    assert_eq!(printed.code, Some(0), "{}", printed.talk);
    assert!(printed.talk.contains("claims.csv:2:") && printed.talk.contains("row 3"));
    assert!(printed.out.contains("1,35,37,Y,held,"), "{}", printed.out);
}

#[test]
fn bad_rows_of_points_and_claims_are_told_and_end_with_2() {
    let desk = Desk::empty();
    let claims = "date,place,lat,lon,holder\n2024-01-01,A,35,37,X\n2024-01-01,B,35,37,\n2024-02-31,C,35,37,X\n";
    desk.file("claims.csv", claims);
    desk.file("points.csv", "id,lat,lon\n1,35,37\n2,95,37\n");
    let printed = desk.run(&["control", "claims.csv", "--at", "points.csv"]);
    assert_eq!(printed.code, Some(2));
    for told in ["claims.csv:3:", "claims.csv:4:", "points.csv:3:"] {
        assert!(printed.talk.contains(told), "{}", printed.talk);
    }
    assert_eq!(printed.out.lines().count(), 2);
    for (file, text) in [("empty.csv", ""), ("other.csv", "a,b\n1,2\n")] {
        desk.file(file, text);
        let printed = desk.run(&["control", file, "--at", "points.csv"]);
        assert_eq!(printed.code, Some(2));
        assert!(printed.talk.contains("no column"), "{}", printed.talk);
    }
}

#[test]
fn a_running_toll_that_comes_after_the_incidents_is_not_added_to_them() {
    let strike = |id: &str, town: &str, day: u8| {
        format!(
            "{{\"id\":\"{id}\",\"text\":\"An air strike killed 12 people in {town} on 2 December 2024.\",\"published\":\"2024-12-0{day}\",\"source\":\"afp\"}}\n"
        )
    };
    let running = "{\"id\":\"t\",\"text\":\"At least 826 people have been killed since 27 November, the Syrian Observatory for Human Rights said.\",\"published\":\"2024-12-06\",\"source\":\"sohr\"}\n";
    let desk = record(&[&strike("a", "Idlib", 3), &strike("b", "Aleppo", 3)]);
    let documented = |desk: &Desk| {
        let totals = desk.run(&["incidents", "--totals"]).json();
        let killed = totals
            .into_iter()
            .find(|total| total["of"] == "killed")
            .unwrap();
        (
            killed["documented"].clone(),
            killed["remainders"].as_array().map_or(0, Vec::len),
        )
    };
    let (before, none) = documented(&desk);
    desk.file("t.jsonl", running);
    desk.run(&["add", "t.jsonl"]);
    let (after, one) = documented(&desk);
    assert_eq!((&before, none, one), (&after, 0, 1));
    assert_eq!(before["low"], 24);
}
