//! What has to hold of the vote of known places, whatever the table.

#![expect(clippy::panic_in_result_fn, reason = "tests")]

use std::error::Error;

use jiff::civil::Date;
use marsad_control::table::{
    PointAnswer, PointClaim, PointState, PointWeights, contradictions, holders_at, known_places,
    read_claims_csv,
};
use marsad_domain::Position;
use proptest::prelude::*;

const WEIGHTS: &str = include_str!("../../../rules/control/weights.toml");

fn weights() -> PointWeights {
    PointWeights::from_toml("weights.toml", WEIGHTS).expect("the shipped weights are read")
}

fn on() -> Date {
    Date::constant(2031, 6, 1)
}

fn claim() -> impl Strategy<Value = PointClaim> {
    let name = prop::sample::select(vec!["", "Tesk", "tesk", "Orla", "Wennit", "Karsun"]);
    let holder = prop::sample::select(vec![
        "Front",
        "front",
        "Army",
        "Guard",
        "Contested",
        "disputed",
        "unknown",
    ]);
    let source = prop::sample::select(vec![None, Some("s"), Some("S"), Some("t")]);
    // Few places, so that rows meet; some at one spot, some at the ends of the world.
    let degrees = prop::sample::select(vec![0.0, 0.01, 0.05, 0.3, 1.0, -89.99, 89.99]);
    let east = prop::sample::select(vec![0.0, -0.0, 0.02, 0.4, 179.99, -179.99]);
    let day = -3..40_i64;
    (name, holder, source, degrees, east, day).prop_map(|(name, holder, source, lat, lon, day)| {
        PointClaim {
            row: 2,
            day: Date::constant(2031, 5, 1).saturating_add(jiff::Span::new().days(day)),
            place: name.to_owned(),
            position: Position::new(lat, lon).expect("on the globe"),
            holder: holder.to_owned(),
            source: source.map(str::to_owned),
        }
    })
}

fn claims() -> impl Strategy<Value = Vec<PointClaim>> {
    prop::collection::vec(claim(), 0..24).prop_map(|mut claims| {
        for (row, claim) in (2..).zip(&mut claims) {
            claim.row = row;
        }
        claims
    })
}

fn points() -> Vec<Position> {
    let points = [
        (0.0, 0.0),
        (0.02, 0.01),
        (0.2, 0.2),
        (3.0, 0.0),
        (-90.0, 0.0),
        (89.9, 180.0),
    ];
    let position = |(lat, lon)| Position::new(lat, lon).expect("on the globe");
    points.map(position).into()
}

fn answers(claims: &[PointClaim]) -> Vec<PointAnswer> {
    holders_at(claims, &points(), on(), &weights())
}

proptest! {
    #[test]
    fn the_order_of_rows_changes_nothing(
        (claims, shuffled) in claims().prop_flat_map(|claims| (Just(claims.clone()), Just(claims).prop_shuffle()))
    ) {
        prop_assert_eq!(answers(&claims), answers(&shuffled));
        prop_assert_eq!(contradictions(&claims), contradictions(&shuffled));
    }

    #[test]
    fn copies_of_rows_change_nothing(claims in claims(), copied in prop::collection::vec(any::<prop::sample::Index>(), 0..6)) {
        let mut twice = claims.clone();
        if !claims.is_empty() {
            twice.extend(copied.iter().map(|at| at.get(&claims).clone()));
        }
        prop_assert_eq!(answers(&claims), answers(&twice));
        prop_assert_eq!(contradictions(&claims), contradictions(&twice));
    }

    #[test]
    fn what_comes_later_changes_nothing(claims in claims()) {
        let mut earlier = claims.clone();
        earlier.retain(|claim| claim.day <= on());
        prop_assert_eq!(answers(&claims), answers(&earlier));
    }

    #[test]
    fn parts_of_a_place_sum_to_one(claims in claims()) {
        for place in known_places(&claims, on()) {
            let sum: f64 = place.holders.iter().map(|holder| holder.part).sum();
            prop_assert!((sum - 1.0).abs() < 1e-9);
        }
    }

    #[test]
    fn an_answer_has_a_holder_of_the_table_and_a_share(claims in claims()) {
        for answer in answers(&claims) {
            prop_assert!((0.0..=1.0).contains(&answer.confidence.get()));
            prop_assert!((0.0..=1.0).contains(&answer.share.get()));
            let is_known = answer.holder.is_some();
            prop_assert_eq!(is_known, answer.state != PointState::Unknown);
            prop_assert_eq!(is_known, answer.share.get() > 0.0);
            if let Some(holder) = &answer.holder {
                prop_assert!(claims.iter().any(|claim| claim.holder == *holder));
            }
        }
    }

    #[test]
    fn any_text_is_read_or_refused(text in "(date,place,lat,lon,holder,source\n)?[-,0-9a-z.\"\n\u{feff}é]{0,200}") {
        if let Ok(loaded) = read_claims_csv("claims.csv", text.as_bytes()) {
            answers(&loaded.value);
        }
    }
}

#[test]
fn a_place_where_sources_disagree_keeps_its_holders_and_its_neighbours_decide()
-> Result<(), Box<dyn Error>> {
    let table = "date,place,lat,lon,holder,source\n\
        2031-05-01,Tesk,40,40,Army,s\n2031-05-01,Tesk,40,40,Front,t\n";
    let cases = [
        ("2031-05-01,Orla,40.1,40,Front,s\n", "Front"),
        ("2031-05-01,Orla,40.1,40,Army,s\n", "Army"),
        (
            "2031-05-01,Orla,40.1,40,Guard,s\n2031-05-01,Wennit,39.9,40,Guard,s\n",
            "Army",
        ),
    ];
    for (neighbours, holder) in cases {
        let text = format!("{table}{neighbours}");
        let claims = read_claims_csv("claims.csv", text.as_bytes())?.value;
        let answers = holders_at(&claims, &[Position::new(40.0, 40.0)?], on(), &weights());
        let found = answers.first().and_then(|answer| answer.holder.as_deref());
        assert_eq!(found, Some(holder), "{neighbours}");
    }
    Ok(())
}

#[test]
fn places_of_long_ago_still_vote() -> Result<(), Box<dyn Error>> {
    let text = "date,place,lat,lon,holder\n-009998-01-01,Tesk,40,40,Army\n-009998-01-01,Orla,40.2,40,Front\n";
    let claims = read_claims_csv("claims.csv", text.as_bytes())?.value;
    assert_eq!(claims.len(), 2);
    let point = Position::new(40.05, 40.0)?;
    let answers = holders_at(&claims, &[point], Date::MAX, &weights());
    let answer = answers.first().ok_or("no answer")?;
    assert_eq!(answer.holder.as_deref(), Some("Army"));
    assert!(answer.confidence.get() < 0.01);
    Ok(())
}
