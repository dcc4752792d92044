//! Each rule of `kinds.toml` and `plover.toml` ranks its kind first in its example, and does not fire in its
//! counter-example.
#![expect(
    clippy::disallowed_methods,
    reason = "the test reads the rules from disk"
)]
#![expect(clippy::unwrap_used, reason = "tests")]

use std::{fmt::Debug, fs, path::PathBuf};

use marsad_claims::{KindRules, KindScheme, RankedKind, kinds_of};
use marsad_domain::{Actors, PloverClass, SubEvent};
use proptest::prelude::*;

fn rules() -> KindRules {
    rules_of("kinds.toml")
}

fn rules_of<K: KindScheme>(file: &str) -> KindRules<K> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../rules/claims/en");
    KindRules::from_toml(file, &fs::read_to_string(folder.join(file)).unwrap()).unwrap()
}

fn kinds<K: KindScheme>(rules: &KindRules<K>, text: &str) -> Vec<RankedKind<K>> {
    kinds_of(text, &[], rules, &Actors::default())
}

/// The rules whose example is not of their kind, or whose counter-example is.
fn faults<K: KindScheme + Debug>(rules: &KindRules<K>) -> Vec<String> {
    let mut faults = Vec::new();
    for (kind, rule) in rules.examples() {
        let ranked = kinds(rules, &rule.example);
        let is_right =
            |best: &RankedKind<K>| best.kind == kind && best.reasons.contains(&rule.rule);
        if !ranked.first().is_some_and(is_right) {
            faults.push(format!("{}: example ranks {ranked:?}", rule.rule));
        }
        let other = kinds(rules, &rule.not);
        let fires = |found: &RankedKind<K>| found.reasons.contains(&rule.rule);
        let is_first = other.first().is_some_and(|best| best.kind == kind);
        let is_same = is_first && K::NOTHING_SAID != Some(kind);
        if other.iter().any(fires) || is_same {
            faults.push(format!("{}: counter-example ranks {other:?}", rule.rule));
        }
    }
    faults
}

#[test]
fn each_example_is_of_its_kind_and_each_counter_example_is_not() {
    let mut faults = faults(&rules());
    faults.extend(self::faults(&rules_of::<PloverClass>("plover.toml")));
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn every_class_of_plover_has_rules() {
    let examples = rules_of::<PloverClass>("plover.toml").examples();
    for class in PloverClass::ALL {
        let has_rule = examples.iter().any(|(of, _)| *of == class);
        assert!(has_rule, "{}", class.name());
    }
}

#[test]
fn a_text_that_says_nothing_is_of_no_class_of_plover() {
    let rules = rules_of::<PloverClass>("plover.toml");
    assert!(kinds(&rules, "The library opens at nine.").is_empty());
}

#[test]
fn of_two_acts_the_one_that_is_named_first_governs() {
    let rules = rules_of::<PloverClass>("plover.toml");
    for (text, class) in [
        (
            "The guild refused to release the hostages.",
            PloverClass::Reject,
        ),
        (
            "The guild demanded that the castle release the hostages.",
            PloverClass::Request,
        ),
        (
            "The guild threatened to kill the hostages.",
            PloverClass::Threaten,
        ),
        (
            "The guild promised to release the hostages.",
            PloverClass::Agree,
        ),
        ("The guild released the hostages.", PloverClass::Retreat),
        (
            "The guild accused the castle of killing the hostages.",
            PloverClass::Accuse,
        ),
        ("The castle killed the hostages.", PloverClass::Assault),
    ] {
        let ranked = kinds(&rules, text);
        assert_eq!(ranked.first().unwrap().kind, class, "{text}: {ranked:?}");
    }
}

#[test]
fn every_kind_has_a_rule_but_other_which_needs_none() {
    let examples = rules().examples();
    for kind in SubEvent::ALL {
        let has_rule = examples.iter().any(|(of, _)| *of == kind);
        assert!(has_rule || kind == SubEvent::Other, "{}", kind.name());
    }
}

#[test]
fn a_text_that_says_nothing_is_other() {
    let ranked = kinds(&rules(), "The library opens at nine.");
    assert_eq!(ranked.first().unwrap().kind, SubEvent::Other);
    assert_eq!(kinds(&rules(), "").len(), 1);
}

#[test]
fn unknown_keys_and_ids_given_twice_are_refused() {
    let head = "class = []\ndefinition = []\nprecedence = []\n[weighing]\nlater = 1\nclaims = 1\nnothing_said = 1\n";
    let rule = "[[rule]]\nid = \"kind.a\"\nkind = \"Attack\"\nweight = 1\ncues = [\"a\"]\nmeaning = \"m\"\nexample = \"a\"\nnot = \"b\"\n";
    let load = |rules: &str| KindRules::<SubEvent>::from_toml("k.toml", &format!("{head}{rules}"));
    assert!(load(rule).is_ok());
    let twice = load(&format!("{rule}{rule}")).unwrap_err().to_string();
    assert_eq!(twice, "k.toml: two rules have the id kind.a");
    let unknown = load(&format!("{rule}colour = 1\n")).unwrap_err();
    assert!(unknown.to_string().contains("colour"), "{unknown}");
    let gap = load(&rule.replace("[\"a\"]", "[\".. a\"]")).unwrap_err();
    assert!(gap.to_string().contains("kind.a"), "{gap}");
}

proptest! {
    #[test]
    fn any_text_is_ranked_without_failing_and_shares_sum_to_one(text in "\\PC{0,200}") {
        let ranked = kinds(&rules(), &text);
        let sum: f64 = ranked.iter().map(|found| found.score.get()).sum();
        prop_assert!((sum - 1.0).abs() < 1e-9);
    }
}
