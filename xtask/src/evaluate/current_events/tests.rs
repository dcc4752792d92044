//! Invented claims about invented places, and what they count.

#![expect(clippy::unwrap_used, reason = "tests")]

use serde_json::json;

use super::*;

fn judged(claim: Value) -> Item {
    let claim: Judged = serde_json::from_value(claim).unwrap();
    claim.item().unwrap()
}

fn took(place: Option<&str>, start: usize, party: Option<&str>, speaker: &Value) -> Item {
    judged(json!({
        "kind": "control", "what": "took", "place": place, "start": start, "end": start + 5, "party": party,
        "stance": "asserted", "speaker": speaker, "anchor": {"start": 0, "end": 4}
    }))
}

/// A claim that somebody took two places, the first of them known.
fn read_took(speaker: &Value) -> Value {
    json!({
        "kind": "control", "control": {"change": "took", "party": "norda"}, "stance": "asserted",
        "said_by": [speaker],
        "where": [{"place": {"id": "wennit", "country": "SY"}, "start": 20, "end": 26},
                  {"place": null, "start": 30, "end": 36}]
    })
}

fn count(truth: &[Item], claims: &[Value]) -> Tally {
    tally(truth, &merged(claims.iter().flat_map(items::read)))
}

#[test]
fn control_counts_once_for_each_place() {
    let own_voice = json!({"name": "unknown"});
    let truth = [
        took(Some("wennit"), 100, Some("norda"), &Value::Null),
        took(None, 32, None, &Value::Null),
    ];
    let twice = [read_took(&own_voice), read_took(&own_voice)];
    assert_eq!(count(&truth, &twice), [(2, 2, 2), (0, 0, 0), (0, 0, 0)]);
}

#[test]
fn control_agrees_in_place_party_and_speaker() {
    let voice = json!({"name": "an army", "start": 0, "end": 7});
    let speaker = json!({"start": 3, "end": 7});
    let cases = [
        (took(Some("wennit"), 90, Some("norda"), &speaker), 1),
        (took(Some("orla"), 90, Some("norda"), &speaker), 0),
        (took(Some("orla"), 22, None, &speaker), 1),
        (took(Some("wennit"), 20, Some("suda"), &speaker), 0),
        (took(Some("wennit"), 20, None, &Value::Null), 0),
    ];
    for (truth, right) in cases {
        let found = count(std::slice::from_ref(&truth), &[read_took(&voice)]);
        assert_eq!(found[0], (1, 2, right), "{truth:?}");
    }
}

#[test]
fn a_figure_agrees_in_effect_ends_and_bytes() {
    let claim = json!({
        "kind": "toll", "stance": "asserted", "said_by": [{"name": "unknown"}],
        "figures": [{"of": "killed", "low": 9, "open": true, "bound": "at_least", "start": 0, "end": 15},
                    {"of": "injured", "high": 30, "open": true, "bound": "at_most", "start": 20, "end": 30}]
    });
    let toll = |effect: &str, low: u64, high: Option<u64>, start: usize| {
        judged(json!({
            "kind": "toll", "effect": effect, "low": low, "high": high, "bound": "at_least", "start": start,
            "end": start + 4, "place": null, "party": null, "stance": "asserted", "speaker": null,
            "anchor": {"start": 0, "end": 4}
        }))
    };
    let truth = [
        toll("killed", 9, None, 0),
        toll("injured", 0, Some(30), 22),
        toll("killed", 9, Some(9), 0),
        toll("killed", 9, None, 60),
    ];
    assert_eq!(count(&truth, &[claim])[1], (4, 2, 2));
}

#[test]
fn a_displacement_is_where_it_was_judged_to_be() {
    let claim = json!({
        "kind": "displacement", "stance": "asserted", "said_by": [{"name": "unknown"}], "from": {"id": "orla"},
        "figures": [{"of": "displaced", "low": 500, "high": 500, "start": 0, "end": 10}]
    });
    let fled = |place: Option<&str>| {
        judged(json!({
            "kind": "displacement", "low": 500, "high": 500, "bound": "exact", "start": 0, "end": 3, "place": place,
            "stance": "asserted", "speaker": null, "anchor": {"start": 0, "end": 4}
        }))
    };
    for (place, right) in [(None, 1), (Some("orla"), 1), (Some("wennit"), 0)] {
        assert_eq!(
            count(&[fled(place)], std::slice::from_ref(&claim))[2],
            (1, 1, right)
        );
    }
}

#[test]
fn what_was_judged_without_bytes_is_found_by_its_words() {
    let unplaced = |anchor: usize| {
        judged(json!({
            "kind": "control", "what": "took", "place": null, "start": null, "end": null, "party": "norda",
            "stance": "asserted", "speaker": null, "anchor": {"start": anchor, "end": anchor + 4}
        }))
    };
    let fled = judged(json!({
        "kind": "displacement", "low": null, "high": null, "bound": null, "start": null, "end": null, "place": null,
        "stance": "asserted", "speaker": null, "anchor": {"start": 60, "end": 64}
    }));
    let mut took = read_took(&json!({"name": "unknown"}));
    took["quote"] = json!({"start": 0, "end": 40});
    let flight = json!({
        "kind": "displacement", "stance": "asserted", "said_by": [{"name": "unknown"}],
        "quote": {"start": 50, "end": 70}
    });
    let claims = [took, flight];
    assert_eq!(
        count(&[unplaced(10), fled], &claims),
        [(1, 2, 1), (0, 0, 0), (1, 1, 1)]
    );
    assert_eq!(count(&[unplaced(50)], &claims)[0], (1, 2, 0));
}

#[test]
fn shares_are_of_all_that_is_judged_and_read() {
    let tallies = [
        [(2, 1, 1), (0, 0, 0), (0, 1, 0)],
        [(2, 2, 2), (1, 1, 0), (0, 0, 0)],
    ];
    let mut scores = Scores::new();
    let page = table(&tallies, &mut scores);
    assert!((scores["all.recall"].value - 0.6).abs() < 1e-9);
    assert!((scores["all.precision"].value - 0.6).abs() < 1e-9);
    assert!((scores["control.precision"].value - 1.0).abs() < 1e-9);
    assert_eq!(scores["toll.recall"].items, 1);
    assert!(page.contains("| control | 4 | 0.750 ("), "{page}");
}

#[test]
fn claims_in_the_country_are_counted_whatever_they_tell_of_the_ground() {
    let statement = json!({"kind": "statement", "where": [{"place": {"country": "SY"}}]});
    let elsewhere = json!({"kind": "toll", "where": [{"place": {"country": "XX"}}]});
    let here = read_took(&json!({"name": "unknown"}));
    let claims = BTreeMap::from([(1, vec![statement, elsewhere]), (2, vec![here])]);
    assert_eq!(placed_in("SY", &claims), 1);
}

#[test]
fn a_judgement_of_another_kind_is_refused() {
    let claim: Judged = serde_json::from_value(
        json!({"kind": "weather", "stance": "asserted", "anchor": {"start": 0, "end": 1}}),
    )
    .unwrap();
    assert!(claim.item().is_err());
}
