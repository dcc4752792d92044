//! Invented parties, and what of their relations counts.

use serde_json::json;

use super::*;

const TEXT: &str = "The Orla Front fights the Suda Army, which holds Wennit with Norda.";
/// The mentions of `TEXT`.
const MENTIONS: [(usize, usize); 4] = [(0, 14), (22, 35), (49, 55), (61, 66)];

fn document() -> Document {
    let relations = [
        ("FightingAgainst", "the Suda Army", "The Orla Front"),
        ("AlliesOf", "the Suda Army", "Norda"),
        ("InChargeOf", "the Suda Army", "Wennit"),
    ];
    Document::invented(TEXT, &MENTIONS, &relations)
}

fn actor(role: &str, start: usize, end: usize) -> Value {
    json!({"role": role, "start": start, "end": end})
}

fn relation(name: &str, subject: (usize, usize), object: (usize, usize)) -> Value {
    let actors = [
        actor("subject", subject.0, subject.1),
        actor("object", object.0, object.1),
    ];
    json!({"kind": "relation", "relation": name, "stance": "asserted", "actors": actors})
}

fn counts(tally: Tally) -> (usize, usize, usize, usize) {
    (tally.gold, tally.printed, tally.found, tally.right)
}

#[test]
fn relations_count_once_and_in_either_direction() {
    let claims = [
        relation("against", (4, 8), (26, 30)),
        relation("against", (26, 35), (4, 14)),
        relation("backed_by", (26, 30), (61, 66)),
        relation("part_of", (26, 30), (4, 8)),
    ];
    let found = tally(&document(), &claims);
    let found: Vec<_> = found.into_iter().map(counts).collect();
    assert_eq!(found, [(1, 1, 1, 1), (1, 1, 1, 1), (1, 1, 0, 0)]);
}

#[test]
fn being_in_charge_has_a_direction() {
    let claims = [
        relation("led_by", (49, 55), (26, 30)),
        relation("led_by", (26, 30), (49, 55)),
    ];
    let [_, _, found] = tally(&document(), &claims);
    assert_eq!(counts(found), (1, 2, 1, 1));
}

#[test]
fn violence_and_control_say_who_fights_and_who_is_in_charge() {
    let fight = json!({
        "kind": "happening", "sub_event": "Attack", "stance": "asserted",
        "actors": [actor("agent", 4, 8), actor("target", 26, 30)]
    });
    let holds = json!({
        "kind": "control", "control": {"change": "holds"}, "stance": "asserted",
        "actors": [actor("agent", 26, 30)], "where": [{"start": 49, "end": 55}]
    });
    let [fighting, _, in_charge] = tally(&document(), &[fight, holds]);
    assert_eq!(
        (counts(fighting), counts(in_charge)),
        ((1, 1, 1, 1), (1, 1, 1, 1))
    );
}

#[test]
fn only_a_clash_of_two_sets_agents_against_each_other() {
    let agents = |sub_event: &str, spans: &[(usize, usize)]| {
        let actors: Vec<Value> = spans.iter().map(|at| actor("agent", at.0, at.1)).collect();
        json!({"kind": "happening", "sub_event": sub_event, "stance": "asserted", "actors": actors})
    };
    let two = [(4, 8), (26, 30)];
    assert_eq!(ends(&agents("Armed clash", &two)).len(), 1);
    assert!(ends(&agents("Air/drone strike", &two)).is_empty());
    assert!(ends(&agents("Armed clash", &[(4, 8), (26, 30), (61, 66)])).is_empty());
}

#[test]
fn what_is_denied_or_about_no_entity_is_left_out() {
    let mut denied = relation("against", (4, 8), (26, 30));
    denied["stance"] = json!("denied");
    let elsewhere = relation("against", (4, 8), (15, 21));
    let [fighting, ..] = tally(&document(), &[denied, elsewhere]);
    assert_eq!(counts(fighting), (1, 0, 0, 0));
}

#[test]
fn shares_are_over_all_documents() {
    let one = tally(&document(), &[relation("against", (4, 8), (26, 30))]);
    let none = tally(&document(), &[relation("against", (4, 8), (61, 66))]);
    let mut scores = Scores::new();
    let page = page(&[one, none], &mut scores);
    assert!((scores["fighting-against.recall"].value - 0.5).abs() < 1e-9);
    assert!((scores["fighting-against.precision"].value - 0.5).abs() < 1e-9);
    assert_eq!(scores["allies-of.recall"].items, 2);
    assert!(page.contains("| in-charge-of | 2 | 0.000 "), "{page}");
}
