//! How the levels of taxonomies make a fit, and where the fit decides.

use super::*;

/// The only link, its score and the levels of agreement.
#[track_caller]
fn check_fit(asked: &Asked, b: &str, score: f64, levels: [Option<usize>; 2]) {
    let found = check_by(
        asked,
        &[
            "a 1, 4, 4, 0, field under water, 0",
            &format!("b 1, 4, 4, 0, {b}"),
        ],
        &["a1 b1"],
    );
    let fit = &found.incidents[0].links[0].why.fit;
    assert!(
        (fit.score - score).abs() < 1e-12,
        "{} is not {score}",
        fit.score
    );
    assert_eq!(fit.levels, levels);
}

/// Three levels: 0, 1/2 and 1; one level: 0. The score is the mean of both taxonomies.
#[test]
fn a_coarser_agreement_fits_worse() {
    check_fit(&usual(), "river flood, 0", 0.0, [Some(0), Some(0)]);
    check_fit(&usual(), "coast flood, 0", 0.25, [Some(1), Some(0)]);
    check_fit(&usual(), "hail, 0", 0.5, [Some(2), Some(0)]);
}

#[test]
fn weights_say_how_much_a_taxonomy_counts() {
    let asked = Asked {
        weights: [0.5, 1.5],
        ..usual()
    };
    check_fit(&asked, "coast flood, 0", 0.125, [Some(1), Some(0)]);
}

/// b1 comes first in time, b2 agrees to the finest level.
#[test]
fn the_fit_decides_where_it_is_preferred() {
    let rows = [
        "a 1, 4, 4, 0, field under water, 0",
        "b 1, 3, 3, 0, hail, 0",
        "b 2, 4, 4, 0, river flood, 0",
    ];
    let first = check(&rows, &["a1 b1"]);
    assert_eq!(first.incidents[0].links[0].why.passed_over, 1);
    assert_eq!(first.summary().passed_over, 1);
    let asked = Asked {
        preference: Preference::BestFit,
        ..usual()
    };
    let best = check_by(&asked, &rows, &["a1 b2"]);
    assert_eq!(best.incidents[0].links[0].why.passed_over, 0);
    assert_eq!(best.summary().passed_over, 0);
}

/// A taxonomy decides who is a candidate in either case.
#[test]
fn entries_that_disagree_at_every_level_are_no_candidates() {
    check(
        &[
            "a 1, 4, 4, 0, wood on fire, 0",
            "b 1, 3, 3, 0, hail, 0",
            "b 2, 5, 5, 0, forest fire, 0",
        ],
        &["a1 b2"],
    );
}

#[test]
fn one_level_can_be_asked_for() {
    let at = |level| Asked {
        agreements: [Agreement::At(level), Agreement::Finest],
        ..usual()
    };
    check_fit(&at(1), "coast flood, 0", 0.25, [Some(1), Some(0)]);
    check_fit(&at(1), "river flood, 0", 0.25, [Some(1), Some(0)]);
    check_by(
        &at(1),
        &[
            "a 1, 4, 4, 0, field under water, 0",
            "b 1, 4, 4, 0, hail, 0",
        ],
        &[],
    );
}

/// A taxonomy in which they disagree counts as its worst: (0 + 1) / 2.
#[test]
fn some_taxonomies_may_disagree_where_that_is_asked_for() {
    let asked = Asked {
        unmatched: 1,
        ..usual()
    };
    check_fit(&asked, "river flood, 1", 0.5, [Some(0), None]);
    check_fit(&asked, "forest fire, 0", 0.5, [None, Some(0)]);
    check_by(
        &asked,
        &[
            "a 1, 4, 4, 0, field under water, 0",
            "b 1, 4, 4, 0, forest fire, 1",
        ],
        &[],
    );
}
