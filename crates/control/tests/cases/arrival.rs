//! Neither the order of arrival nor a copy changes an answer.

use std::{collections::BTreeMap, error::Error, fs};

use marsad_control::{assess, diff};
use marsad_domain::{Knowledge, PlaceControl, Question};
use proptest::prelude::*;

use super::{case::Said, folder, report::Row, theatre::Theatre};

const SOURCES: [&str; 6] = [
    "monitor",
    "wire",
    "army-news",
    "front-news",
    "militia-news",
    "stranger",
];
const PARTIES: [&str; 4] = ["army", "front", "river-militia", ""];
const WHATS: [&str; 8] = [
    "took", "lost", "holds", "entered", "withdrew", "besieges", "contests", "is there",
];
const PLACES: [&str; 6] = [
    "Karsun",
    "Belo",
    "part of Karsun",
    "North Province",
    "near Belo",
    "east of Ashul",
];
const STANCES: [&str; 6] = ["", "", "", "", "denied", "retracted"];

pub(crate) fn theatre() -> Result<Theatre, Box<dyn Error>> {
    Theatre::load(&fs::read_to_string(folder().join("theatre.md"))?)
}

pub(crate) fn rows() -> impl Strategy<Value = Vec<Row>> {
    let row = (
        0..6_usize,
        0..4_usize,
        0..8_usize,
        0..6_usize,
        0..6_usize,
        1..9_u8,
        0..24_u8,
    );
    prop::collection::vec(row, 1..14)
        .prop_map(|rows| rows.into_iter().enumerate().map(one).collect())
}

type Choice = (usize, usize, usize, usize, usize, u8, u8);

fn one((at, (source, party, what, place, stance, day, hour)): (usize, Choice)) -> Row {
    let pick = |list: &[&str], at: usize| list.get(at).copied().unwrap_or_default().to_owned();
    Row {
        report: at.to_string(),
        published: format!("2031-05-{day:02}T{hour:02}:00:00Z"),
        source: pick(&SOURCES, source),
        said_by: String::new(),
        stance: pick(&STANCES, stance),
        party: pick(&PARTIES, party),
        what: pick(&WHATS, what),
        place: pick(&PLACES, place),
        when: String::new(),
    }
}

pub(crate) fn said(rows: &[Row], theatre: &Theatre) -> Result<Said, Box<dyn Error>> {
    let (mut claims, mut heads) = (Vec::new(), BTreeMap::new());
    for row in rows {
        let head = row.head()?;
        heads.insert(head.hash, head);
        claims.push(row.claim(0, theatre)?);
    }
    Ok((claims, heads))
}

fn question() -> Result<Question, Box<dyn Error>> {
    Ok(Question {
        on: "2031-05-12".parse()?,
        knowledge: Knowledge::Everything,
    })
}

pub(crate) fn fail(error: &dyn std::fmt::Display) -> TestCaseError {
    TestCaseError::fail(error.to_string())
}

/// The answer without its trace.
fn states(found: &[PlaceControl]) -> Vec<String> {
    found
        .iter()
        .map(|c| {
            format!(
                "{} {:?} {:?} {:?}",
                c.place.id, c.state, c.since, c.confidence
            )
        })
        .collect()
}

proptest! {
    #[test]
    fn order_of_arrival_changes_nothing(rows in rows(), seed in any::<u64>()) {
        let theatre = theatre().map_err(|error| fail(&error))?;
        let (claims, heads) = said(&rows, &theatre).map_err(|error| fail(&error))?;
        let question = question().map_err(|error| fail(&error))?;
        let straight = assess(&claims, &heads, &theatre.context(), &question);
        let mut shuffled = claims.clone();
        shuffled.sort_by_key(|claim| claim.id.as_bytes().iter().fold(seed, |all, byte| all.rotate_left(7) ^ u64::from(*byte)));
        shuffled.extend(claims.first().cloned());
        let again = assess(&shuffled, &heads, &theatre.context(), &question);
        prop_assert!(diff(&straight, &again).is_empty());
        let bytes = |found: &[PlaceControl]| serde_json::to_string(found).map_err(|error| fail(&error));
        prop_assert_eq!(bytes(&straight)?, bytes(&again)?);
    }

    #[test]
    fn a_copy_changes_neither_state_nor_confidence(rows in rows(), which in any::<prop::sample::Index>(), later in 0..3_u8) {
        let theatre = theatre().map_err(|error| fail(&error))?;
        let question = question().map_err(|error| fail(&error))?;
        let (claims, heads) = said(&rows, &theatre).map_err(|error| fail(&error))?;
        let before = assess(&claims, &heads, &theatre.context(), &question);
        let original = which.get(&rows);
        let mut copied = rows.clone();
        copied.push(Row {
            report: format!("copy copies {}", original.report),
            published: format!("2031-05-1{later}T12:00:00Z"),
            source: "gazette".to_owned(),
            said_by: original.source.clone(),
            ..original.clone()
        });
        let (claims, heads) = said(&copied, &theatre).map_err(|error| fail(&error))?;
        let after = assess(&claims, &heads, &theatre.context(), &question);
        prop_assert_eq!(states(&before), states(&after));
    }
}
