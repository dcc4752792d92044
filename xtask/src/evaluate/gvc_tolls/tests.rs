//! Invented incidents, and what their ranges count.

#![expect(clippy::unwrap_used, reason = "tests")]

use serde_json::json;

use super::*;

fn registered(num_killed: u64, num_injured: u64) -> Registered {
    Registered {
        incident_id: 7,
        num_killed,
        num_injured,
    }
}

#[test]
fn most_reports_count_before_most_claims_and_the_first_id() {
    let incident = |id: &str, reports: &[&str], claims: &[&str]| json!({"id": id, "reports": reports, "claims": claims});
    let printed = [
        incident("d", &["1"], &["a", "b", "c"]),
        incident("c", &["1", "2"], &["d"]),
        incident("b", &["1", "2"], &["e", "f"]),
        incident("a", &["1", "2"], &["g", "h"]),
    ];
    let id = chosen(&printed).unwrap().get("id").unwrap();
    assert_eq!(id.as_str(), Some("a"));
    assert!(chosen(&[]).is_none());
}

#[test]
fn what_an_incident_does_not_count_is_none_where_it_counts_others() {
    let toll = json!({"killed": {"low": 1, "best": 2, "high": 3, "open": true}});
    let [killed, injured] = compared(&registered(3, 0), Some(&toll));
    assert!(is_inside(&killed) && !is_exact(&killed));
    assert!(is_inside(&injured) && is_exact(&injured));
    let arrest = json!({"detained": {"low": 1, "best": 1, "high": 1}});
    assert!(
        compared(&registered(0, 0), Some(&arrest))[0]
            .range
            .is_some()
    );
    for silent in [None, Some(&json!({"sub_event": "Attack"}))] {
        let [killed, injured] = compared(&registered(0, 0), silent);
        assert!(!is_inside(&killed) && !is_exact(&injured));
    }
}

#[test]
fn a_range_without_a_best_is_never_exact() {
    let toll = json!({"injured": {"low": 0, "best": null, "high": 10}});
    let [_, injured] = compared(&registered(0, 0), Some(&toll));
    assert!(is_inside(&injured) && !is_exact(&injured));
    assert!((relative_width(injured.range.unwrap()) - 10.0).abs() < 1e-9);
}

#[test]
fn shares_are_of_all_values_and_widths_of_the_stated_ranges() {
    let toll = json!({"killed": {"low": 2, "best": 4, "high": 6}, "injured": {"low": 1, "best": 1, "high": 1}});
    let incidents = [
        compared(&registered(6, 1), Some(&toll)),
        compared(&registered(0, 0), None),
    ];
    let mut scores = Scores::new();
    let page = page(&incidents, &mut scores);
    let value = |name: &str| scores[name].value;
    assert!((value("inside") - 0.5).abs() < 1e-9);
    assert!((value("exact") - 0.25).abs() < 1e-9);
    assert!((value("stated") - 0.5).abs() < 1e-9);
    assert!((value("width") - 2.0).abs() < 1e-9);
    assert!((value("relative-width") - 0.5).abs() < 1e-9);
    assert_eq!((scores["width"].items, scores["inside"].items), (2, 4));
    assert!(page.contains("| width | at most 1.0 | 2.000 "), "{page}");
}
