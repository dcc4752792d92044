//! The demonstration.

use e2e::Record;

use crate::fixtures::{Demo, INTERNAL, NOTICE, text};

#[test]
fn the_demonstration_ends_with_the_note_on_its_words_on_the_screen() {
    let demo = Demo::shared();
    assert!(demo.printed.out.contains(NOTICE), "{}", demo.printed.out);
    assert!(demo.printed.out.contains(INTERNAL), "{}", demo.printed.out);
}

#[test]
fn every_file_of_the_demonstration_carries_the_note_on_its_words() {
    let files = Demo::shared().files();
    assert!(files.len() >= 4, "{files:?}");
    for (name, bytes) in files {
        let words = String::from_utf8(bytes).expect("the files are text");
        assert!(words.contains(NOTICE), "{name} does not say so");
    }
}

#[test]
fn every_claim_line_of_the_demonstration_carries_the_note_on_its_words() {
    let claims = Demo::shared().lines_of("claims.jsonl");
    assert!(claims.len() > 50, "{claims:?}");
    for claim in claims {
        assert_eq!(text(&claim, "/notice"), NOTICE, "{claim}");
    }
}

#[test]
fn the_dispatches_of_the_demonstration_are_ours_name_their_fact_and_cover_every_kind_of_claim() {
    let demo = Demo::shared();
    let dispatches = demo.lines_of("dispatches.jsonl");
    assert!(dispatches.len() >= 80, "{}", dispatches.len());
    for dispatch in &dispatches {
        assert_eq!(text(dispatch, "/wording"), "ours", "{dispatch}");
        assert!(!text(dispatch, "/fact").is_empty(), "{dispatch}");
    }
    let claims = demo.lines_of("claims.jsonl");
    for kind in [
        "happening",
        "control",
        "presence",
        "movement",
        "toll",
        "displacement",
        "intent",
        "statement",
        "relation",
        "conditional",
    ] {
        let is_there = claims.iter().any(|claim| text(claim, "/kind") == kind);
        assert!(is_there, "no claim of kind {kind}");
    }
}

#[test]
fn every_answer_about_the_record_of_the_demonstration_carries_the_note() {
    let demo = Demo::shared();
    for words in [
        "control --on 2024-12-07",
        "control --on 2024-12-07 --place homs",
        "control --history homs",
        "control --on 2024-12-08 --diff 2024-12-01",
        "control --on 2024-12-07 --format csv",
        "cut-off --on 2024-12-07 --if Homs=HTS",
        "cut-off --on 2024-12-07 --if Homs=HTS --format json",
        "cut-off --on 2024-12-07 --rank --party syr-government",
        "incidents",
        "report --on 2024-12-07",
    ] {
        let printed = demo.ask(words).done();
        assert!(printed.out.contains(NOTICE), "{words}:\n{}", printed.out);
    }
}

#[test]
fn the_record_of_the_demonstration_is_whole_afterwards() {
    let verified = Demo::shared().ask("verify --format json").done();
    let answer = &verified.json_lines()[0];
    assert_eq!(answer["whole"], true);
    assert!(answer["entries"].as_u64() > Some(40), "{answer}");
}

#[test]
fn the_demonstration_gives_the_same_bytes_in_every_folder() {
    let (first, second) = (Demo::shared(), Demo::fresh());
    assert_eq!(first.printed.out, second.printed.out);
    assert_eq!(first.files(), second.files());
    for words in [
        "incidents",
        "incidents --totals",
        "control --all --format json",
        "cut-off --on 2024-12-07 --if Homs=HTS --format json",
    ] {
        let (one, other) = (first.ask(words).done(), second.ask(words).done());
        assert!(one.out == other.out, "{words} differs");
    }
}

#[test]
fn a_demonstration_is_never_made_over_a_record() {
    let demo = Demo::fresh();
    let head = demo.ask("verify").done().out;
    let refused = demo.ask("demo --out .").refused();
    assert!(refused.talk.contains("hint: "), "{}", refused.talk);
    assert_eq!(demo.ask("verify").done().out, head);
}

#[test]
fn a_demonstration_that_cannot_be_made_leaves_nothing_behind() {
    let record = Record::empty();
    record.file(
        "bare/theatre.toml",
        "id = \"bare\"\nname = \"Bare\"\nzone = \"UTC\"\n",
    );
    record.file("full/notes.txt", "mine");
    for words in ["demo --out shown --theatre bare", "demo --out full"] {
        let refused = record.marsad(words).refused();
        assert!(refused.talk.contains("hint: "), "{words}: {}", refused.talk);
    }
    let left: Vec<_> = record.files().into_iter().map(|(path, _)| path).collect();
    assert_eq!(left.len(), 2, "{left:?}");
}
