//! What a claim quotes stands in the report word by word.
#![expect(
    clippy::disallowed_methods,
    reason = "tests read the rules and the theatre from disk"
)]
#![expect(
    clippy::unwrap_used,
    reason = "a test stops where its files are broken"
)]

mod world;

use std::sync::LazyLock;

use marsad_domain::{Claim, Report, Span};
use proptest::prelude::*;
use world::{World, report};

static WORLD: LazyLock<World> = LazyLock::new(World::load);

/// The stretches of a report that a claim points at.
fn spans(claim: &Claim) -> Vec<(Span, &str)> {
    let mut spans = vec![(claim.quote.span, claim.quote.text.as_str())];
    spans.extend(
        claim
            .r#where
            .iter()
            .map(|place| (place.span, place.text.as_str())),
    );
    spans.extend(
        claim
            .actors
            .iter()
            .map(|actor| (actor.span, actor.text.as_str())),
    );
    let figures = claim.body.figures().iter();
    spans.extend(figures.map(|figure| (figure.span, figure.text.as_str())));
    spans
}

/// Whether a byte stands between two letters or digits, inside a word.
fn is_inside_word(text: &str, at: usize) -> bool {
    let before = text.get(..at).and_then(|left| left.chars().next_back());
    let after = text.get(at..).and_then(|right| right.chars().next());
    let is_word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
    is_word(before) && is_word(after)
}

/// What is wrong with the stretches that the claims of a text point at.
fn fault(words: &str) -> Option<String> {
    let claims = WORLD.read(words).claims;
    let mut stretches = claims.iter().flat_map(spans);
    let wrong = stretches.find(|(span, text)| {
        span.of(words) != Some(*text)
            || is_inside_word(words, span.start())
            || is_inside_word(words, span.end())
    });
    wrong.map(|(span, text)| format!("{span:?} {text:?}"))
}

#[test]
fn a_quote_is_always_verbatim() {
    let words = "Rebel fighters captured Karsun. “Naïve — ça va?” said Zoë, a nurse in Orzan; 12 people died in Gorvan.";
    assert_eq!(fault(words), None);
}

#[test]
fn a_quote_ends_with_its_clause() {
    let cases = [
        (
            "Twelve people were killed in student protests in Karsun on Sunday, the VRM said.",
            "Twelve people were killed in student protests in Karsun on Sunday",
        ),
        (
            "Twelve people were killed in a plane crash in Karsun.",
            "Twelve people were killed in a plane crash in Karsun",
        ),
        (
            "Rebel fighters attacked a military base in Karsun on Sunday.",
            "Rebel fighters attacked a military base in Karsun on Sunday",
        ),
        (
            "Twelve people were wounded in school visits near Karsun.",
            "Twelve people were wounded in school visits near Karsun",
        ),
        (
            "Twelve people were killed, of whom three were children, the VRM said.",
            "Twelve people were killed, of whom three were children",
        ),
        (
            "Some 300 people were displaced by the fighting, including 20 children, the VRM said.",
            "Some 300 people were displaced by the fighting, including 20 children",
        ),
    ];
    for (words, quote) in cases {
        let claims = WORLD.read(words).claims;
        let first = claims.first().map(|claim| claim.quote.text.as_str());
        assert_eq!(first, Some(quote), "{words}");
    }
}

#[test]
fn a_day_in_a_text_without_a_date_keeps_its_words() {
    let undated = Report {
        published: None,
        ..report("Rebels captured Karsun on Sunday. The army left Orzan.")
    };
    let claims = WORLD.read_report(&undated).claims;
    let times: Vec<(&str, Option<&str>)> = claims
        .iter()
        .map(|claim| (claim.when.edtf(), claim.when.text()))
        .collect();
    assert_eq!(times, vec![("", Some("Sunday")), ("", None)]);
    let written = serde_json::to_value(&claims).unwrap();
    assert!(!written.to_string().contains("edtf"), "{written}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_a_claim_points_at_ends_between_words(
        words in "((Karsun|Orzan|the rebels|the army|student|protests|patrols|in|of whom|28|at least 12 people|civilians|were|killed|captured|fled|plans to|leave|if|including|said|the VRM|had not|didn't|on Sunday|by 5 March|since 27 February|Veldan-held|al-Hadid's|among them)( |, |\\. |’ |\" |–|-| \\()){0,24}"
    ) {
        prop_assert_eq!(fault(&words), None, "{}", words);
    }
}
