//! What one more claim would do, and that a claim which is then made does it.

use std::{collections::BTreeSet, error::Error};

use marsad_control::assess;
use marsad_domain::{ControlVerb, IfSaid, Knowledge, PlaceControl, Question, Teller};
use proptest::prelude::*;

use super::{
    arrival::{fail, rows, said, theatre},
    case::Case,
    report::Row,
    theatre::Theatre,
};

const HEAD: &str = "
## A story

Asked: on 2031-05-03

| report | published | source | said by | stance | party | what | place | when |
|---|---|---|---|---|---|---|---|---|
";

/// The source of the cases that a teller is; none for the side of a party that no theatre knows.
fn source(teller: &Teller) -> Option<&'static str> {
    match teller {
        Teller::NoSide => Some("monitor"),
        Teller::SideOf { side } => match side.as_str() {
            "army" => Some("army-news"),
            "front" => Some("front-news"),
            "river-militia" => Some("militia-news"),
            _ => None,
        },
    }
}

fn what(change: ControlVerb) -> &'static str {
    match change {
        ControlVerb::Took => "took",
        ControlVerb::Lost => "lost",
        ControlVerb::Holds => "holds",
        ControlVerb::Entered => "entered",
        ControlVerb::Withdrew => "withdrew",
        ControlVerb::Besieges => "besieges",
        ControlVerb::Contests => "contests",
    }
}

fn told(one: &IfSaid) -> String {
    let teller = match &one.teller {
        Teller::NoSide => "no side".to_owned(),
        Teller::SideOf { side } => format!("side of {side}"),
    };
    format!(
        "{teller}: {} {} [{}]",
        one.party,
        what(one.change),
        one.rule
    )
}

/// What would change Karsun after some claims, a line for each state that could come.
fn lines(claims: &str) -> Result<Vec<String>, Box<dyn Error>> {
    let theatre = theatre()?;
    let case = Case::all(&(HEAD.to_owned() + claims))?
        .into_iter()
        .next()
        .ok_or("no case")?;
    let (claims, heads) = case.claims(&theatre)?;
    let found = assess(&claims, &heads, &theatre.context(), &case.question()?);
    let karsun = found
        .into_iter()
        .find(|one| one.place.id.as_str() == "karsun")
        .ok_or("no Karsun")?;
    let line = |(to, said): (String, Vec<String>)| format!("{to} <- {}", said.join(", "));
    let would = karsun.would_change.iter().map(|would| {
        let to = would
            .to
            .as_ref()
            .map_or("stays".to_owned(), super::case::state);
        (to, would.if_said.iter().map(told).collect())
    });
    Ok(would.map(line).collect())
}

#[test]
fn a_held_place_would_be_contested_lost_or_claimed() -> Result<(), Box<dyn Error>> {
    assert_eq!(
        lines("")?,
        [
            "unknown <- no side: army withdrew [holder-left], side of army: army withdrew [admission]",
            "contested by another party and army <- no side: another party entered [entry], side of army: another party entered [admission]",
            "held by another party <- no side: another party holds [hold], side of army: another party holds [admission]",
            "claimed by another party, before army <- side of another party: another party holds [own-side]",
            "stays <- side of army: army holds [confirms]",
        ]
    );
    Ok(())
}

#[test]
fn a_claim_settles_once_another_says_so() -> Result<(), Box<dyn Error>> {
    assert_eq!(
        lines("| 1 | 2031-05-02T10:00:00Z | front-news |  |  | front | took | Karsun |  |\n")?,
        [
            "held by army <- no side: army holds [hold], side of front: army holds [admission], no side: front withdrew [holder-left], side of front: front withdrew [admission]",
            "held by front <- no side: army withdrew [entrant-remains], side of army: army withdrew [admission], no side: front holds [hold], side of army: front holds [admission]",
            "contested by army and front <- no side: front entered [entry], side of army: front entered [admission]",
            "contested by another party and army <- no side: another party entered [entry], side of army: another party entered [admission], side of front: another party entered [admission]",
            "held by another party <- no side: another party holds [hold], side of army: another party holds [admission], side of front: another party holds [admission]",
            "claimed by another party, before army <- side of another party: another party holds [own-side]",
            "stays <- side of army: army holds [own-side-stays], side of front: front holds [own-side]",
        ]
    );
    Ok(())
}

/// Claims up to the fourth day.
fn early_rows() -> impl Strategy<Value = Vec<Row>> {
    rows().prop_map(|rows| {
        let early = |mut row: Row| {
            let day = 1 + row.published.bytes().map(usize::from).sum::<usize>() % 4;
            row.published.replace_range(8..10, &format!("{day:02}"));
            row
        };
        rows.into_iter().map(early).collect()
    })
}

fn answer(rows: &[Row], day: &str, theatre: &Theatre) -> Result<Vec<PlaceControl>, Box<dyn Error>> {
    let (claims, heads) = said(rows, theatre)?;
    let question = Question {
        on: day.parse()?,
        knowledge: Knowledge::Everything,
    };
    Ok(assess(&claims, &heads, &theatre.context(), &question))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_would_change_a_state_does_when_it_is_said(rows in early_rows()) {
        let theatre = theatre().map_err(|error| fail(&*error))?;
        let found = answer(&rows, "2031-05-05", &theatre).map_err(|error| fail(&*error))?;
        for one in found {
            let states: BTreeSet<_> = one.would_change.iter().map(|would| &would.to).collect();
            prop_assert_eq!(states.len(), one.would_change.len());
            for would in &one.would_change {
                for said in &would.if_said {
                    let Some(source) = source(&said.teller) else { continue };
                    let mut with = rows.clone();
                    with.push(Row {
                        report: "one more".to_owned(),
                        published: "2031-05-06T12:00:00Z".to_owned(),
                        source: source.to_owned(),
                        party: said.party.to_string(),
                        what: what(said.change).to_owned(),
                        place: one.place.name.to_string(),
                        ..Row::default()
                    });
                    let after = answer(&with, "2031-05-06", &theatre).map_err(|error| fail(&*error))?;
                    let after = after.into_iter().find(|other| other.place.id == one.place.id);
                    let state = after.map(|other| other.state);
                    prop_assert_eq!(state.as_ref(), Some(would.to.as_ref().unwrap_or(&one.state)), "{:?}", said);
                }
            }
        }
    }
}
