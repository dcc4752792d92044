//! Invented claims, and the templates that they make.

use serde_json::json;

use super::*;

/// A happening at some byte, by somebody, said by somebody or nobody.
fn happening(sub_event: &str, start: usize, agent: &str, speaker: &Value) -> Value {
    json!({
        "kind": "happening", "sub_event": sub_event, "stance": "asserted",
        "quote": {"start": start, "end": start + 10}, "said_by": [speaker],
        "actors": [{"role": "agent", "name": agent, "text": agent, "id": "orla"}, {"role": "target", "text": "A MILL"}],
        "where": [{"text": "WENNIT TOWN", "place": {"name": "Wennit"}}, {"text": "NORDA"}]
    })
}

fn toll(start: usize, stance: &str, figures: &Value) -> Value {
    json!({
        "kind": "toll", "stance": stance, "quote": {"start": start, "end": start + 10}, "figures": figures,
        "said_by": [{"name": "unknown"}]
    })
}

fn figure(of: &str, bound: &str, low: Option<u64>, high: Option<u64>) -> Value {
    json!({"of": of, "bound": bound, "low": low, "high": high, "unit": "persons", "text": format!("{bound} {of}")})
}

#[test]
fn tolls_are_of_the_nearest_happening() {
    let own = json!({"name": "unknown"});
    let claims = [
        happening("Attack", 0, "ORLA FRONT", &own),
        happening("Grenade", 500, "THE ORLA FRONT", &own),
        happening("Peaceful protest", 300, "MILLERS", &own),
        toll(
            300,
            "asserted",
            &json!([figure("killed", "exact", Some(2), Some(2))]),
        ),
    ];
    let found = templates(&claims);
    let kinds: Vec<_> = found
        .iter()
        .map(|one| (one.kind, one.numbers.join(" ")))
        .collect();
    let expected = [("ATTACK", String::new()), ("BOMBING", "2".to_owned())];
    assert_eq!(kinds, expected);
    assert!(found.iter().all(|one| one.organisations.len() == 1));
}

#[test]
fn harm_alone_is_an_attack_and_arrests_alone_are_nothing() {
    let harm = toll(
        0,
        "asserted",
        &json!([figure("injured", "about", Some(30), Some(30))]),
    );
    let found = templates(&[harm]);
    let found: Vec<_> = found
        .iter()
        .map(|one| (one.kind, one.effects.clone()))
        .collect();
    assert_eq!(found, [("ATTACK", vec!["INJURY"])]);
    let arrest = toll(
        0,
        "asserted",
        &json!([figure("detained", "exact", Some(3), Some(3))]),
    );
    assert!(templates(&[arrest]).is_empty());
}

#[test]
fn what_nobody_asserts_is_no_template() {
    let mut rumour = happening("Attack", 0, "ORLA FRONT", &json!({"name": "unknown"}));
    rumour["stance"] = json!("hypothetical");
    assert!(templates(&[rumour]).is_empty());
}

#[test]
fn figures_are_written_as_the_key_writes_them() {
    let cases = [
        (figure("killed", "exact", Some(10), Some(10)), "10"),
        (figure("killed", "at_least", Some(10), None), "10-"),
        (figure("killed", "at_most", None, Some(26)), "-26"),
        (figure("killed", "about", Some(30), Some(30)), "~30"),
        (figure("killed", "between", Some(5), Some(7)), "5-7"),
        (figure("killed", "vague", Some(12), Some(99)), "PLURAL"),
    ];
    for (figure, expected) in cases {
        assert_eq!(notation(&figure).as_deref(), Some(expected));
    }
}

#[test]
fn nobody_hurt_is_an_effect_without_a_number() {
    let figures = json!([
        figure("killed", "exact", Some(0), Some(0)),
        figure("injured", "exact", Some(4), Some(4))
    ]);
    let claims = [
        happening("Attack", 0, "ORLA FRONT", &json!({"name": "unknown"})),
        toll(0, "denied", &figures),
    ];
    let [found] = templates(&claims).try_into().unwrap_or_default();
    let found: Response = found;
    assert_eq!(found.effects, ["NO INJURY OR DEATH"]);
    assert!(found.numbers.is_empty());
}

#[test]
fn how_sure_it_is_depends_on_stance_and_speaker() {
    let voice = |name: &str, role: &str| json!({"name": name, "role": role, "start": 0, "end": 5});
    let cases = [
        (json!({"name": "unknown"}), "asserted", "REPORTED AS FACT"),
        (
            voice("THE ORLA FRONT", ""),
            "asserted",
            "CLAIMED OR ADMITTED",
        ),
        (voice("A MILLER", ""), "asserted", "SUSPECTED OR ACCUSED"),
        (
            voice("A COLONEL", "police"),
            "asserted",
            "SUSPECTED OR ACCUSED BY AUTHORITIES",
        ),
        (voice("A MILLER", ""), "expected", "POSSIBLE"),
        (voice("A MILLER", ""), "denied", "ACQUITTED"),
    ];
    for (speaker, stance, expected) in cases {
        let mut claim = happening("Attack", 0, "ORLA FRONT", &speaker);
        claim["stance"] = json!(stance);
        let mut organisations = Vec::new();
        add_agents(&mut organisations, &claim);
        assert_eq!(
            organisations.first().map(|one| one.confidence),
            Some(expected)
        );
    }
}

#[test]
fn the_place_is_the_one_that_most_claims_name() {
    let at = |words: &str| json!({"where": [{"text": words}, {"text": "NORDA"}]});
    let (first, second, third) = (at("LIST"), at("WENNIT"), at("THE WENNIT"));
    let found = place(&[&first, &second, &third]);
    assert_eq!(found, Some(BTreeSet::from(["wennit".to_owned()])));
    assert_eq!(
        place(&[&first, &second]),
        Some(BTreeSet::from(["list".to_owned()]))
    );
}
