//! The land between known places.
#![expect(
    clippy::expect_used,
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    clippy::cast_possible_wrap,
    reason = "tests, on numbers of their own"
)]

mod invented;
mod polygons;
mod rules_of_land;
mod score;

use invented::{DAYS, Invented, Plan};
use marsad_control::areas::AreaRules;

const RULES: &str = include_str!("../../../../rules/control/areas.toml");

fn rules() -> AreaRules {
    AreaRules::from_toml("areas.toml", RULES).expect("the rules that ship are sound")
}

#[test]
fn areas_are_right_more_often_than_the_nearest_known_town_in_every_invented_theatre() {
    let rules = rules();
    for seed in 13..=18 {
        let theatre = Invented::new(Plan::of(seed));
        let country = score::country(&theatre, &rules);
        let mut sum = (0, 0, 0);
        for day in (DAYS / 5..=DAYS).step_by(DAYS / 5) {
            let found = score::score(&theatre, day, (&country, true), &rules);
            sum = (
                sum.0 + found.cells,
                sum.1 + found.right,
                sum.2 + found.nearest_right,
            );
        }
        assert!(
            sum.1 > sum.2,
            "seed {seed}: of {} cells {} are right, by the nearest town {}",
            sum.0,
            sum.1,
            sum.2
        );
    }
}
