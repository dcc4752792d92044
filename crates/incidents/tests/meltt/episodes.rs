//! Episodes with episodes, and events that may be part of an episode.

use super::*;

#[test]
fn two_episodes_are_one_where_both_their_ends_lie_near() {
    let found = check(
        &["a 1, 4, 9, 0, hail, 0", "b 1, 6, 7, 0, hail, 0"],
        &["a1 b1"],
    );
    let why = &found.incidents[0].links[0].why;
    assert_eq!((why.first_days, why.last_days), (2, -2));
    let summary = found.summary();
    assert_eq!((summary.event_matches, summary.episode_matches), (0, 1));
    check(&["a 1, 4, 9, 0, hail, 0", "b 1, 4, 6, 0, hail, 0"], &[]);
    check(&["a 1, 4, 9, 0, hail, 0", "b 1, 7, 9, 0, hail, 0"], &[]);
}

#[test]
fn an_event_is_never_matched_with_an_episode_but_flagged() {
    let found = check(
        &["a 1, 4, 5, 0, hail, 0", "b 1, 4, 4, 0, hail, 0"],
        &["b1 ? a1"],
    );
    let summary = found.summary();
    assert_eq!((summary.unique, summary.matched_sets()), (2, 0));
    assert_eq!(summary.flagged, 1);
    let why = &found.incidents[1].review[0].why;
    assert_eq!((why.first_days, why.last_days), (0, 1));
}

/// The episode of the later data set flags the event of the earlier one as well.
#[test]
fn flags_go_both_ways() {
    check(
        &["a 1, 4, 4, 0, hail, 0", "b 1, 4, 5, 0, hail, 0"],
        &["a1 ? b1"],
    );
    // Not within one data set.
    check(&["a 1, 4, 4, 0, hail, 0", "a 2, 4, 5, 0, hail, 0"], &[]);
}

/// From two days before its first day to two days after its last one.
#[test]
fn an_episode_flags_events_around_it() {
    check(
        &[
            "a 1, 10, 11, 0, hail, 0",
            "b 1, 7, 7, 0, hail, 0",
            "b 2, 8, 8, 0, hail, 0",
            "b 3, 12, 12, 0, hail, 0",
            "b 4, 13, 13, 0, hail, 0",
            "b 5, 14, 14, 0, hail, 0",
            "b 6, 11, 11, 5, hail, 0",
            "b 7, 11, 11, 0, forest fire, 0",
        ],
        &["b2 ? a1", "b3 ? a1", "b4 ? a1"],
    );
}

/// The search ends with the first event after the 12th, the last day of the window after the first one: that is b1; or
/// b3, which lies too far north and hides b1. So it is in the package.
#[test]
fn late_events_of_a_long_episode_are_missed() {
    let found = |rows: &[&str], expected: &[&str]| {
        let mut all = vec!["a 1, 10, 20, 0, hail, 0"];
        all.extend(rows);
        check(&all, expected);
    };
    let (first, second) = ("b 1, 15, 15, 0, hail, 0", "b 2, 16, 16, 0, hail, 0");
    found(&[first, second], &["b1 ? a1"]);
    found(&[first, second, "b 3, 14, 14, 50, hail, 0"], &[]);
}

#[test]
fn an_event_that_was_matched_is_flagged_only_where_it_stands_for_the_match() {
    // b2 is a1, and no more looked at beside the episode a2.
    check(
        &[
            "a 1, 4, 4, 0, hail, 0",
            "a 2, 4, 6, 0, hail, 0",
            "b 2, 4, 4, 0, hail, 0",
        ],
        &["a1 b2"],
    );
    // a1 stands for b2, and is looked at beside the episode b3.
    check(
        &[
            "a 1, 4, 4, 0, hail, 0",
            "b 2, 4, 4, 0, hail, 0",
            "b 3, 4, 6, 0, hail, 0",
        ],
        &["a1 b2 ? b3"],
    );
}

/// Two episodes of one side reach b1: the earlier one has it. c1 is too far from both to be one of them, and flags b1
/// in its own round.
#[test]
fn an_event_is_flagged_once_a_side_and_round() {
    let found = check(
        &[
            "a 2, 3, 5, 0, hail, 0",
            "a 1, 4, 5, 0, hail, 0",
            "b 1, 5, 5, 3, hail, 0",
            "c 1, 5, 6, 6, H, 0",
        ],
        &["b1 ? a2 ? c1"],
    );
    assert_eq!(found.summary().flagged, 1);
}

#[test]
fn episodes_of_three_data_sets_are_one() {
    let found = check(
        &[
            "a 1, 4, 6, 0, hail, 0",
            "b 1, 4, 6, 0, hail, 0",
            "c 1, 4, 6, 0, H, 0",
        ],
        &["a1 b1 c1"],
    );
    assert_eq!(found.summary().episode_matches, 1);
}
