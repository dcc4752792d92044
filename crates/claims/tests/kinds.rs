//! Each rule of `kinds.toml` ranks its kind first in its example, and does not fire in its counter-example.
#![expect(
    clippy::disallowed_methods,
    reason = "the test reads the rules from disk"
)]
#![expect(clippy::unwrap_used, reason = "tests")]

use std::{fs, path::PathBuf};

use marsad_claims::{KindRules, RankedKind, kinds_of};
use marsad_domain::SubEvent;
use proptest::prelude::*;

fn rules() -> KindRules {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../rules/claims/en/kinds.toml");
    KindRules::from_toml("kinds.toml", &fs::read_to_string(path).unwrap()).unwrap()
}

fn kinds(rules: &KindRules, text: &str) -> Vec<RankedKind> {
    kinds_of(text, &[], rules, |_| false)
}

#[test]
fn each_example_is_of_its_kind_and_each_counter_example_is_not() {
    let rules = rules();
    let mut faults = Vec::new();
    for (kind, rule) in rules.examples() {
        let ranked = kinds(&rules, &rule.example);
        let best = ranked.first().unwrap();
        if best.kind != kind || !best.reasons.contains(&rule.rule) {
            faults.push(format!("{}: example ranks {ranked:?}", rule.rule));
        }
        let other = kinds(&rules, &rule.not);
        let fires = |found: &RankedKind| found.reasons.contains(&rule.rule);
        let is_same = kind != SubEvent::Other && other.first().unwrap().kind == kind;
        if other.iter().any(fires) || is_same {
            faults.push(format!("{}: counter-example ranks {other:?}", rule.rule));
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
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
    let load = |rules: &str| KindRules::from_toml("k.toml", &format!("{head}{rules}"));
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
