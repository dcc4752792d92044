//! A timeline says of every day what a plain replay says, whatever the order and the steps in which claims come.

use std::{collections::BTreeMap, error::Error, fmt::Write as _};

use jiff::civil::Date;
use marsad_domain::{Claim, Knowledge, LineageId, PlaceControl, PlaceId, ReportHash, ReportHead};
use proptest::{prelude::*, sample::Index};

use super::{Timeline, plain};
use report::Row;
use theatre::Theatre;

#[path = "../../tests/cases/report.rs"]
mod report;
#[expect(clippy::panic_in_result_fn, reason = "tests")]
#[path = "../../tests/cases/theatre.rs"]
mod theatre;

const THEATRE: &str = include_str!("../../../../cases/control/theatre.md");
const SOURCES: [&str; 7] = [
    "monitor",
    "wire",
    "army-news",
    "front-news",
    "militia-news",
    "gazette",
    "stranger",
];
const PARTIES: [&str; 5] = ["army", "front", "river-militia", "hill-brigade", ""];
const WHATS: [&str; 9] = [
    "took", "took", "lost", "holds", "entered", "withdrew", "besieges", "contests", "is there",
];
const PLACES: [&str; 9] = [
    "Karsun",
    "Karsun",
    "Belo",
    "part of Karsun",
    "North Province",
    "near Belo",
    "east of Ashul",
    "Tarn",
    "North Province; except Belo",
];
const STANCES: [&str; 7] = ["", "", "", "", "denied", "retracted", "retracted"];

/// A claim, whose lineage it shares, and which claim it answers.
#[derive(Debug, Clone)]
struct Made {
    row: Row,
    copies: Option<Index>,
    answers: Option<Index>,
}

fn made() -> impl Strategy<Value = Made> {
    let pick = |list: &'static [&'static str]| prop::sample::select(list).prop_map(str::to_owned);
    let words = (
        pick(&SOURCES),
        pick(&PARTIES),
        pick(&WHATS),
        pick(&PLACES),
        pick(&STANCES),
    );
    let times = (1..9_u8, 0..24_u8, prop::option::weighted(0.4, 1..9_u8));
    let links = (
        prop::option::weighted(0.3, any::<Index>()),
        prop::option::weighted(0.2, any::<Index>()),
    );
    (words, times, links).prop_map(|(words, (day, hour, when), (copies, answers))| {
        let (source, party, what, place, stance) = words;
        let row = Row {
            report: String::new(),
            published: format!("2031-05-{day:02}T{hour:02}:00:00Z"),
            source,
            said_by: String::new(),
            stance,
            party,
            what,
            place,
            when: when
                .map(|day| format!("2031-05-{day:02}"))
                .unwrap_or_default(),
        };
        Made {
            row,
            copies,
            answers,
        }
    })
}

/// The claims with the heads of their reports. What copies another claim says its words.
fn said(made: &[Made], theatre: &Theatre) -> Result<(Vec<Claim>, Heads), Box<dyn Error>> {
    let (mut claims, mut heads): (Vec<Claim>, Heads) = (Vec::new(), BTreeMap::new());
    for (at, one) in made.iter().enumerate() {
        let copied = one
            .copies
            .and_then(|index| index.get(made).copies.is_none().then_some(index));
        let original = copied.map_or(at, |index| index.index(made.len()));
        let mut row = one.row.clone();
        if let Some(other) = made.get(original) {
            (row.party, row.what) = (other.row.party.clone(), other.row.what.clone());
            (row.place, row.stance) = (other.row.place.clone(), other.row.stance.clone());
        }
        row.report = format!("{at} copies {original}");
        let head = row.head()?;
        heads.insert(head.hash, head);
        claims.push(row.claim(0, theatre)?);
    }
    let ids: Vec<_> = claims.iter().map(|claim| claim.id).collect();
    for (claim, one) in claims.iter_mut().zip(made) {
        claim.answers = one.answers.map(|index| *index.get(&ids));
    }
    Ok((claims, heads))
}

type Heads = BTreeMap<ReportHash, ReportHead>;

fn days() -> Result<Vec<Date>, Box<dyn Error>> {
    let day = |day: u8| Ok(format!("2031-05-{day:02}").parse()?);
    [1, 2, 3, 4, 5, 6, 7, 8, 9, 12]
        .into_iter()
        .map(day)
        .chain(["2031-04-30".parse().map_err(Into::into)])
        .collect()
}

fn bytes(found: &[PlaceControl]) -> Result<String, TestCaseError> {
    serde_json::to_string(found).map_err(|error| fail(&error))
}

fn fail(error: &dyn std::fmt::Display) -> TestCaseError {
    TestCaseError::fail(error.to_string())
}

/// Every answer of a timeline as text.
fn everything(timeline: &Timeline<'_>) -> Result<String, TestCaseError> {
    let mut all = String::new();
    for day in days().map_err(|error| fail(&error))? {
        all += &bytes(&timeline.on(day))?;
        for (place, phase) in timeline.states(day) {
            let _ = write!(all, "{place} {phase:?}");
        }
    }
    let ids: Vec<&PlaceId> = timeline.order.keys().collect();
    for id in ids {
        all += &bytes(&timeline.history(id, Date::MAX))?;
        let _ = write!(all, "{:?}", timeline.phases(id));
    }
    let _ = write!(all, "{:?}", timeline.days().collect::<Vec<_>>());
    Ok(all)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_day_is_what_a_plain_replay_says(made in prop::collection::vec(made(), 1..16)) {
        let theatre = Theatre::load(THEATRE).map_err(|error| fail(&error))?;
        let (claims, heads) = said(&made, &theatre).map_err(|error| fail(&error))?;
        let context = theatre.context();
        let timeline = Timeline::of(&claims, &heads, context, Knowledge::Everything);
        for day in days().map_err(|error| fail(&error))? {
            let plain = plain::assess(&claims, &heads, &context, day);
            prop_assert_eq!(bytes(&timeline.on(day))?, bytes(&plain)?);
            let states: Vec<_> = timeline.states(day).map(|(id, phase)| (id.clone(), phase.state.clone(), phase.since)).collect();
            let told: Vec<_> = plain.into_iter().map(|one| (one.place.id, one.state, one.since)).collect();
            prop_assert_eq!(states, told);
        }
    }

    #[test]
    fn steps_from_day_to_day_end_where_a_day_is_looked_up(made in prop::collection::vec(made(), 1..16)) {
        let theatre = Theatre::load(THEATRE).map_err(|error| fail(&error))?;
        let (claims, heads) = said(&made, &theatre).map_err(|error| fail(&error))?;
        let timeline = Timeline::of(&claims, &heads, theatre.context(), Knowledge::Everything);
        let mut days = days().map_err(|error| fail(&error))?;
        days.sort_unstable();
        let mut last = Date::MIN;
        let mut states = BTreeMap::new();
        for day in days {
            for change in timeline.changes(last, day) {
                prop_assert_eq!(states.insert(change.place, change.after), change.before);
            }
            last = day;
            let looked_up: BTreeMap<_, _> = timeline.states(day).map(|(id, phase)| (id, &phase.state)).collect();
            prop_assert_eq!(&states, &looked_up);
        }
    }

    #[test]
    fn steps_of_arrival_change_no_byte(made in prop::collection::vec(made(), 1..16), parts in prop::collection::vec(0..5_usize, 16)) {
        let theatre = Theatre::load(THEATRE).map_err(|error| fail(&error))?;
        let (claims, heads) = said(&made, &theatre).map_err(|error| fail(&error))?;
        let context = theatre.context();
        let part = |wanted: usize| -> (Vec<Claim>, Heads) {
            let picked = claims.iter().zip(&parts).filter(|(_, part)| **part == wanted);
            let claims: Vec<Claim> = picked.map(|(claim, _)| claim.clone()).collect();
            let heads = claims.iter().filter_map(|claim| heads.get_key_value(&claim.report_hash));
            let heads = heads.map(|(hash, head)| (*hash, head.clone())).collect();
            (claims, heads)
        };
        let parts: Vec<(Vec<Claim>, Heads)> = (0..5).map(part).collect();
        let mut stepped = Timeline::new(context, Knowledge::Everything);
        for (claims, heads) in &parts {
            stepped.add(claims, heads);
        }
        let at_once = Timeline::of(&claims, &heads, context, Knowledge::Everything);
        prop_assert_eq!(everything(&stepped)?, everything(&at_once)?);
        stepped.add(&claims, &heads);
        prop_assert_eq!(everything(&stepped)?, everything(&at_once)?);
    }

    #[test]
    fn a_report_that_turns_out_to_be_a_copy_is_one_from_then_on(made in prop::collection::vec(made(), 1..16)) {
        let theatre = Theatre::load(THEATRE).map_err(|error| fail(&error))?;
        let (claims, heads) = said(&made, &theatre).map_err(|error| fail(&error))?;
        let alone: Heads = heads.iter().map(|(hash, head)| {
            let lineage = LineageId::of("alone", &[hash.as_bytes()]);
            (*hash, ReportHead { lineage, ..head.clone() })
        }).collect();
        let context = theatre.context();
        let mut timeline = Timeline::of(&claims, &alone, context, Knowledge::Everything);
        timeline.add(&[], &heads);
        let at_once = Timeline::of(&claims, &heads, context, Knowledge::Everything);
        prop_assert_eq!(everything(&timeline)?, everything(&at_once)?);
    }

    #[test]
    fn a_state_of_knowledge_holds_what_was_out_by_then(made in prop::collection::vec(made(), 1..16), known in 1..9_u8) {
        let theatre = Theatre::load(THEATRE).map_err(|error| fail(&error))?;
        let (claims, heads) = said(&made, &theatre).map_err(|error| fail(&error))?;
        let day: Date = format!("2031-05-{known:02}").parse().map_err(|error: jiff::Error| fail(&error))?;
        let knowledge = Knowledge::Known { day, with_hindsight: false };
        let context = theatre.context();
        let out: Heads = heads.iter().filter(|(_, head)| crate::known::day_of(head, context.zone) <= day).map(|(hash, head)| (*hash, head.clone())).collect();
        let timeline = Timeline::of(&claims, &heads, context, knowledge);
        let only = Timeline::of(&claims, &out, context, Knowledge::Everything);
        prop_assert_eq!(everything(&timeline)?, everything(&only)?);
    }
}
