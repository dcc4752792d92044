//! Every rule that a claim names can be told to a person, and what is told is true.
#![expect(
    clippy::disallowed_methods,
    reason = "tests read the rules and the cases from disk"
)]
#![expect(
    clippy::unwrap_used,
    reason = "a test stops where its files are broken"
)]

mod world;

use std::{collections::BTreeSet, fs};

use marsad_claims::{Decides, FILES, RuleBook};
use marsad_domain::{Claim, Stance};
use world::{World, root};

/// The notes of the English rules.
fn book() -> RuleBook {
    let text = |file: &str| fs::read_to_string(root().join("rules/claims/en").join(file)).unwrap();
    let files: Vec<(&str, String)> = FILES.iter().map(|file| (*file, text(file))).collect();
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(file, text)| (*file, text.as_str()))
        .collect();
    RuleBook::from_toml(&files).unwrap()
}

/// The texts of all cases, and of the examples of all rules.
fn texts(book: &RuleBook) -> Vec<String> {
    let notes = book.notes();
    let mut texts: Vec<String> = notes
        .flat_map(|note| [note.example.clone(), note.not.clone()])
        .collect();
    for file in ["counts.md", "paraphrases.md", "turns.md", "twins.md"] {
        let cases = fs::read_to_string(root().join("cases/claims").join(file)).unwrap();
        let reports = cases.split("```report\n").skip(1);
        texts.extend(reports.filter_map(|rest| Some(rest.split_once("\n```")?.0.to_owned())));
    }
    texts
}

fn fired(world: &World, words: &str) -> BTreeSet<String> {
    let claims = world.read(words).claims.into_iter();
    claims
        .flat_map(|claim| claim.rules)
        .map(String::from)
        .collect()
}

#[test]
fn every_rule_that_is_told_fires_on_its_example_and_not_on_its_counter_example() {
    let (world, book) = (World::load(), book());
    let mut wrong = Vec::new();
    for note in book.notes() {
        if !fired(&world, &note.example).contains(&note.rule) {
            wrong.push(format!("{} does not fire on {:?}", note.rule, note.example));
        }
        if fired(&world, &note.not).contains(&note.rule) {
            wrong.push(format!("{} fires on {:?}", note.rule, note.not));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_rule_of_a_claim_can_be_told() {
    let (world, book) = (World::load(), book());
    let rules: BTreeSet<String> = texts(&book)
        .iter()
        .flat_map(|words| fired(&world, words))
        .collect();
    let untold: Vec<&String> = rules
        .iter()
        .filter(|rule| book.note(rule).is_none())
        .collect();
    assert!(untold.is_empty(), "without a note: {untold:?}");
    let of_a_count = book.note("speech.toll.raise");
    assert!(of_a_count.is_none_or(|note| note.decides == [Decides::Speech]));
}

/// What the rules of a claim decide.
fn decided(book: &RuleBook, claim: &Claim) -> Vec<Decides> {
    let notes = claim.rules.iter().filter_map(|rule| book.note(rule));
    notes.flat_map(|note| note.decides).collect()
}

#[test]
fn every_claim_lists_why_it_is_one_and_why_it_is_not_asserted() {
    let (world, book) = (World::load(), book());
    let mut wrong = Vec::new();
    for words in texts(&book) {
        for claim in world.read(&words).claims {
            let decided = decided(&book, &claim);
            let lacks = |what| !decided.contains(&what);
            if lacks(Decides::Kind) || claim.stance != Stance::Asserted && lacks(Decides::Stance) {
                let kind = claim.body.kind();
                wrong.push(format!(
                    "{words}\n  {kind} {:?} {:?}",
                    claim.stance, claim.rules
                ));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of them\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}
