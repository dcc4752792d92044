//! Events with events: windows, who chooses first, ties, three data sets.

use super::*;

#[test]
fn two_events_within_both_windows_are_one() {
    let found = check(
        &["a 1, 4, 4, 0, hail, 0", "b 7, 6, 6, 4, hail, 0"],
        &["a1 b7"],
    );
    let why = &found.incidents[0].links[0].why;
    assert_eq!((why.first_days, why.last_days), (2, 2));
    assert!((why.distance.0 - 4.0).abs() < 1e-4);
    assert!(why.fit.score <= 0.0);
    assert_eq!(why.fit.levels, [Some(0), Some(0)]);
}

#[test]
fn an_event_outside_a_window_or_of_another_type_is_another() {
    check(&["a 1, 4, 4, 0, hail, 0", "b 7, 7, 7, 0, hail, 0"], &[]);
    check(&["a 1, 4, 4, 0, hail, 0", "b 7, 4, 4, 4.1, hail, 0"], &[]);
    check(
        &["a 1, 4, 4, 0, hail, 0", "b 7, 4, 4, 0, forest fire, 0"],
        &[],
    );
    check(&["a 1, 4, 4, 0, hail, 0", "b 7, 4, 4, 0, hail, 1"], &[]);
}

#[test]
fn nothing_is_matched_within_one_data_set() {
    check(&["a 1, 4, 4, 0, hail, 0", "a 2, 4, 4, 0, hail, 0"], &[]);
    check(
        &[
            "a 1, 4, 4, 0, hail, 0",
            "b 1, 4, 4, 0, hail, 0",
            "b 2, 4, 4, 0, hail, 0",
        ],
        &["a1 b1"],
    );
}

#[test]
fn with_windows_of_nothing_only_the_same_day_and_place_match() {
    let asked = Asked {
        km: 0.0,
        days: 0,
        ..usual()
    };
    check_by(
        &asked,
        &[
            "a 1, 4, 4, 3, hail, 0",
            "a 2, 4, 4, 5, hail, 0",
            "a 3, 6, 6, 7, hail, 0",
            "b 1, 4, 4, 3, hail, 0",
            "b 2, 4, 4, 5.001, hail, 0",
            "b 3, 7, 7, 7, hail, 0",
        ],
        &["a1 b1"],
    );
}

/// In `a`, 9 stands before 10; both want b1.
#[test]
fn the_earlier_day_chooses_first_and_on_one_day_the_lower_number() {
    check(
        &[
            "a 9, 5, 5, 0, hail, 0",
            "a 10, 5, 5, 0, hail, 0",
            "b 1, 5, 5, 0, hail, 0",
        ],
        &["a9 b1"],
    );
    check(
        &[
            "a 9, 5, 5, 0, hail, 0",
            "a 10, 4, 4, 0, hail, 0",
            "b 1, 5, 5, 0, hail, 0",
        ],
        &["a10 b1"],
    );
}

/// All of `b` fit alike. Before the 5th lie b1 and b2, the latest first; then b3 and b4 of the 5th, in order.
#[test]
fn of_candidates_that_fit_alike_the_last_before_comes_first() {
    let rows = [
        "a 1, 5, 5, 0, hail, 0",
        "a 2, 5, 5, 0, hail, 0",
        "a 3, 5, 5, 0, hail, 0",
        "a 4, 5, 5, 0, hail, 0",
        "b 1, 3, 3, 0, hail, 0",
        "b 2, 4, 4, 0, hail, 0",
        "b 3, 5, 5, 0, hail, 0",
        "b 4, 5, 5, 0, hail, 0",
    ];
    check(&rows, &["a1 b2", "a2 b1", "a3 b3", "a4 b4"]);
}

/// The same tie where the best fit is preferred: the earliest comes first.
#[test]
fn of_candidates_that_fit_alike_the_earliest_is_the_best() {
    let asked = Asked {
        preference: Preference::BestFit,
        ..usual()
    };
    let rows = [
        "a 1, 5, 5, 0, hail, 0",
        "a 2, 5, 5, 0, hail, 0",
        "b 1, 3, 3, 0, hail, 0",
        "b 2, 4, 4, 0, hail, 0",
    ];
    check_by(&asked, &rows, &["a1 b1", "a2 b2"]);
}

/// a1 takes the only candidate, though a2 agrees with it better: what is taken stays taken.
#[test]
fn nobody_loses_what_he_took() {
    for preference in [Preference::FirstInTime, Preference::BestFit] {
        let asked = Asked {
            preference,
            ..usual()
        };
        check_by(
            &asked,
            &[
                "a 1, 4, 4, 0, pier under water, 0",
                "a 2, 5, 5, 0, hail, 0",
                "b 1, 5, 5, 0, hail, 0",
            ],
            &["a1 b1"],
        );
    }
}

#[test]
fn three_data_sets_give_sets_of_two_and_three() {
    let found = check(
        &[
            "a 1, 4, 4, 0, hail, 0",
            "a 2, 4, 4, 50, hail, 0",
            "a 3, 4, 4, 90, hail, 0",
            "b 1, 4, 4, 1, hail, 0",
            "b 2, 4, 4, 70, hail, 0",
            "c 1, 4, 4, 2, H, 0",
            "c 2, 4, 4, 50, H, 0",
            "c 3, 4, 4, 71, H, 0",
            "c 4, 4, 4, 99, H, 0",
        ],
        &["a1 b1 c1", "a2 c2", "b2 c3"],
    );
    let summary = found.summary();
    assert_eq!(
        (summary.entries, summary.unique, summary.duplicates),
        (9, 5, 4)
    );
    assert_eq!((summary.event_matches, summary.episode_matches), (3, 0));
    assert_eq!(summary.matched_sets(), 3);
    let overlap = [
        (vec![0], 1),
        (vec![2], 1),
        (vec![0, 2], 1),
        (vec![1, 2], 1),
        (vec![0, 1, 2], 1),
    ];
    assert_eq!(summary.overlap, overlap);
}

/// c1 lies within 4 km of b1, but a1 stands for both, and lies 6 km off.
#[test]
fn the_entry_of_the_first_data_set_stands_for_its_matches() {
    check(
        &[
            "a 1, 4, 4, 0, hail, 0",
            "b 1, 4, 4, 3, hail, 0",
            "c 1, 4, 4, 6, H, 0",
        ],
        &["a1 b1"],
    );
}

/// The same three entries with the one in the middle first: now it stands for all.
#[test]
fn the_order_of_the_data_sets_matters() {
    check(
        &[
            "a 1, 4, 4, 3, hail, 0",
            "b 1, 4, 4, 0, hail, 0",
            "c 1, 4, 4, 6, H, 0",
        ],
        &["a1 b1 c1"],
    );
}
