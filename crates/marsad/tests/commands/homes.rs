//! Generic names such as "the army" mean parties of a theatre only in reports about its war.

use std::collections::BTreeSet;

use crate::harness::Desk;

/// The parties and sources that `marsad read` finds in a text, with the words of the command.
fn named(words: &[&str], text: &str) -> BTreeSet<String> {
    let printed = Desk::empty().run_with(&[&["read", "-"], words].concat(), text);
    assert_eq!(printed.code, Some(0), "{}", printed.talk);
    let claims = printed.json();
    assert!(!claims.is_empty(), "nothing is read in {text:?}");
    let mut named = BTreeSet::new();
    for claim in &claims {
        let of = |list: &str, key: &str| -> Vec<String> {
            let list = claim[list].as_array().into_iter().flatten();
            let ids = list.filter_map(|one| one[key].as_str());
            ids.map(str::to_owned).collect()
        };
        named.extend(of("actors", "id"));
        named.extend(of("said_by", "source"));
    }
    named.remove("unknown");
    named
}

fn check(words: &[&str], text: &str, expected: &[&str]) {
    let expected: BTreeSet<String> = expected.iter().map(|id| (*id).to_owned()).collect();
    assert_eq!(named(words, text), expected, "{text}");
}

#[test]
fn the_army_is_that_of_the_war_that_a_report_is_about() {
    check(
        &[],
        "The army shelled Sagaing on Monday, the army said. The Arakan Army captured Sittwe. Government forces and \
         rebels fought in Mandalay, state television reported.",
        &[],
    );
    check(
        &[],
        "The Ukrainian Defence Ministry said that the army recaptured a village near Kharkiv.",
        &[],
    );
    check(
        &[],
        "The army shelled El Fasher on Monday, killing five people.",
        &["saf"],
    );
    check(
        &[],
        "Paramilitary fighters captured El Fasher on Monday, an army spokesman said.",
        &["rsf", "saf-media"],
    );
    check(
        &[],
        "The army shelled Hama on Monday. Government forces withdrew from Hama, state television reported.",
        &["syr-government", "sana"],
    );
    check(
        &[],
        "The army shelled a village on Monday, killing five people.",
        &[],
    );
}

#[test]
fn a_theatre_that_was_chosen_is_meant_unless_all_places_lie_elsewhere() {
    let of_syria = ["--theatre", "syria"];
    let nowhere = "The army shelled a village on Monday, killing five people.";
    check(&of_syria, nowhere, &["syr-government"]);
    let elsewhere = "The army shelled Kharkiv on Monday, killing five people.";
    check(&of_syria, elsewhere, &[]);
}

#[test]
fn generic_words_behind_the_people_of_another_country_are_none_of_the_war() {
    let near = "The Ukrainian Defence Ministry said that Hama was captured.";
    check(&[], near, &[]);
    check(&[], "Portuguese rebels captured Hama on Monday.", &[]);
    check(&[], "Rebels captured Hama on Monday.", &["syr-opposition"]);
}
