//! How a place changed, what differs between two answers, and what they count.

use std::{error::Error, fs};

use marsad_control::{assess, diff, history, summary};
use marsad_domain::{Knowledge, Question};

use super::{case::Case, folder, theatre::Theatre};

const STORY: &str = "
## A story

Asked: on 2031-05-12

| report | published | source | said by | stance | party | what | place | when |
|---|---|---|---|---|---|---|---|---|
| 1 | 2031-05-02T10:00:00Z | monitor |  |  | front | entered | Karsun |  |
| 2 | 2031-05-04T10:00:00Z | monitor |  |  | army | withdrew | Karsun |  |
| 3 | 2031-05-09T10:00:00Z | wire |  |  | army | took | Karsun | 2031-05-07 |
| 4 | 2031-05-09T10:00:00Z | wire |  | denied | front | took | Belo |  |
";

fn theatre() -> Result<Theatre, Box<dyn Error>> {
    Theatre::load(&fs::read_to_string(folder().join("theatre.md"))?)
}

#[test]
fn a_history_has_one_line_for_each_change() -> Result<(), Box<dyn Error>> {
    let theatre = theatre()?;
    let case = Case::all(STORY)?.into_iter().next().ok_or("no case")?;
    let (claims, heads) = case.claims(&theatre)?;
    let found = history(
        &"karsun".parse()?,
        &claims,
        &heads,
        &theatre.context(),
        &case.question()?,
    );
    let told: Vec<String> = found
        .iter()
        .map(|change| {
            format!(
                "{} {}",
                change.since.map(|day| day.to_string()).unwrap_or_default(),
                change.state.name()
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            "2031-05-01 held",
            "2031-05-02 contested",
            "2031-05-04 held",
            "2031-05-07 held"
        ]
    );
    let last = assess(&claims, &heads, &theatre.context(), &case.question()?);
    let last = last
        .iter()
        .find(|place| place.place.id.as_str() == "karsun")
        .ok_or("no place")?;
    assert_eq!(found.last().map(|change| &change.state), Some(&last.state));
    Ok(())
}

#[test]
fn a_difference_between_two_states_of_knowledge_names_its_claims() -> Result<(), Box<dyn Error>> {
    let theatre = theatre()?;
    let case = Case::all(STORY)?.into_iter().next().ok_or("no case")?;
    let (claims, heads) = case.claims(&theatre)?;
    let ask = |known: &str| -> Result<_, Box<dyn Error>> {
        let knowledge = Knowledge::Known {
            day: known.parse()?,
            with_hindsight: false,
        };
        let question = Question {
            on: "2031-05-08".parse()?,
            knowledge,
        };
        Ok(assess(&claims, &heads, &theatre.context(), &question))
    };
    let (before, after) = (ask("2031-05-08")?, ask("2031-05-09")?);
    let found = diff(&before, &after);
    let places: Vec<&str> = found.iter().map(|one| one.place.id.as_str()).collect();
    assert_eq!(places, ["karsun"]);
    assert_eq!(
        found.first().map(|one| one.claims.clone()),
        Some(vec![claims.get(2).ok_or("no claim")?.id])
    );
    assert!(diff(&after, &after).is_empty());
    Ok(())
}

#[test]
fn people_are_counted_by_holder() -> Result<(), Box<dyn Error>> {
    let theatre = theatre()?;
    let question = Question {
        on: "2031-05-02".parse()?,
        knowledge: Knowledge::Everything,
    };
    let places = assess(
        &[],
        &std::collections::BTreeMap::new(),
        &theatre.context(),
        &question,
    );
    let counts = summary(&places, &theatre.gazetteer).counts;
    let unchecked: usize = counts.iter().map(|one| one.unchecked).sum();
    assert_eq!(unchecked, 5);
    let told: Vec<(Option<&str>, usize, u64, usize)> = counts
        .iter()
        .map(|one| {
            (
                one.holder.as_ref().map(marsad_domain::ActorId::as_str),
                one.settlements,
                one.people,
                one.without_population,
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            (Some("army"), 3, 235_000, 0),
            (Some("army"), 3, 0, 3),
            (Some("army"), 1, 0, 1),
            (Some("front"), 1, 0, 1),
            (Some("river-militia"), 1, 0, 1)
        ]
    );
    Ok(())
}
