//! One case of a file: its claims, its question, and the table of what is expected.

use std::{collections::BTreeMap, error::Error, fmt::Write as _};

use marsad_domain::{
    Claim, ControlState, Knowledge, PlaceControl, Question, ReportHash, ReportHead, RestsOn, Side,
};

use super::{report::Row, theatre::Theatre};

const CLAIMS: &str =
    "| report | published | source | said by | stance | party | what | place | when |";
const ANSWER: &str = "| place | state | since | confidence | steps | for | against |";

/// Claims with the heads of their reports.
pub(crate) type Said = (Vec<Claim>, BTreeMap<ReportHash, ReportHead>);

pub(crate) struct Case {
    pub(crate) title: String,
    /// The table of answers as it stands in the file, with its head.
    pub(crate) expected: String,
    asked: String,
    rows: Vec<Row>,
    places: Vec<String>,
}

impl Case {
    /// The cases of a file, each under a heading of the second level.
    pub(crate) fn all(markdown: &str) -> Result<Vec<Self>, Box<dyn Error>> {
        markdown.split("\n## ").skip(1).map(Self::of).collect()
    }

    fn of(section: &str) -> Result<Self, Box<dyn Error>> {
        let title = section.lines().next().unwrap_or_default().to_owned();
        let asked = section
            .lines()
            .find_map(|line| line.strip_prefix("Asked: "));
        let table = |head: &str| -> Vec<&str> {
            section
                .lines()
                .skip_while(|line| *line != head)
                .take_while(|line| line.starts_with('|'))
                .collect()
        };
        let rows: Vec<Row> = table(CLAIMS).into_iter().skip(2).map(row).collect();
        let answer = table(ANSWER);
        let places = answer
            .iter()
            .skip(2)
            .filter_map(|line| cells(line).into_iter().next())
            .collect();
        let expected = answer
            .iter()
            .fold(String::new(), |text, line| text + line + "\n");
        let asked = asked
            .ok_or_else(|| format!("{title}: no line begins with \"Asked: \""))?
            .to_owned();
        Ok(Self {
            title,
            expected,
            asked,
            rows,
            places,
        })
    }

    /// `on DAY` or `on DAY, known DAY`.
    pub(crate) fn question(&self) -> Result<Question, Box<dyn Error>> {
        let (on, known) = self
            .asked
            .split_once(", known ")
            .map_or((self.asked.as_str(), None), |(on, known)| (on, Some(known)));
        let on = on
            .strip_prefix("on ")
            .ok_or("a question begins with on")?
            .trim()
            .parse()?;
        let knowledge = match known {
            Some(day) => Knowledge::Known {
                day: day.trim().parse()?,
                with_hindsight: false,
            },
            None => Knowledge::Everything,
        };
        Ok(Question { on, knowledge })
    }

    pub(crate) fn claims(&self, theatre: &Theatre) -> Result<Said, Box<dyn Error>> {
        let mut claims = Vec::new();
        let mut heads = BTreeMap::new();
        for (at, row) in self.rows.iter().enumerate() {
            let head = row.head()?;
            heads.insert(head.hash, head);
            claims.push(row.claim(at, theatre)?);
        }
        Ok((claims, heads))
    }

    /// The table of answers for the places that the case lists.
    pub(crate) fn answer(
        &self,
        found: &[PlaceControl],
        claims: &[Claim],
        theatre: &Theatre,
    ) -> Result<String, Box<dyn Error>> {
        let mut table = format!("{ANSWER}\n|---|---|---|---|---|---|---|\n");
        for name in &self.places {
            let place = theatre
                .gazetteer
                .lookup(name)
                .first()
                .map(|place| place.id.clone())
                .ok_or("no such place")?;
            let Some(control) = found.iter().find(|control| control.place.id == place) else {
                writeln!(table, "| {name} | nothing said |  |  |  |  |  |")?;
                continue;
            };
            let rows = |side: Side| -> String {
                let rows = control
                    .claims(side)
                    .filter_map(|id| claims.iter().position(|claim| claim.id == id));
                rows.map(|at| (at + 1).to_string())
                    .collect::<Vec<_>>()
                    .join(" ")
            };
            let steps: Vec<&str> = control
                .trace
                .iter()
                .map(|step| step.rule.as_str())
                .collect();
            let since = control.since.map(|day| day.to_string()).unwrap_or_default();
            let (state, steps) = (state(&control.state), steps.join(" "));
            let confidence = control.confidence.get();
            let (speaks_for, against) = (rows(Side::For), rows(Side::Against));
            writeln!(
                table,
                "| {name} | {state} | {since} | {confidence:.2} | {steps} | {speaks_for} | {against} |"
            )?;
        }
        Ok(table)
    }
}

pub(crate) fn state(state: &ControlState) -> String {
    match state {
        ControlState::Held { holder } => format!("held by {holder}"),
        ControlState::Contested { parties } => {
            let names: Vec<&str> = parties.iter().map(marsad_domain::ActorId::as_str).collect();
            format!("contested by {}", names.join(" and "))
        }
        ControlState::Claimed {
            holder,
            before: Some(before),
            ..
        } => format!("claimed by {holder}, before {before}"),
        ControlState::Claimed {
            holder,
            before: None,
            rests_on: RestsOn::UncheckedOpening,
        } => format!("claimed by {holder}, opening position"),
        ControlState::Claimed {
            holder,
            before: None,
            rests_on: RestsOn::OneSide,
        } => format!("claimed by {holder}"),
        ControlState::Besieged { holder, by } => format!("held by {holder}, besieged by {by}"),
        ControlState::Unknown => "unknown".to_owned(),
    }
}

fn cells(line: &str) -> Vec<String> {
    line.trim_matches('|')
        .split('|')
        .map(|cell| cell.trim().to_owned())
        .collect()
}

fn row(line: &str) -> Row {
    let mut cells = cells(line).into_iter();
    let mut next = || cells.next().unwrap_or_default();
    Row {
        report: next(),
        published: next(),
        source: next(),
        said_by: next(),
        stance: next(),
        party: next(),
        what: next(),
        place: next(),
        when: next(),
    }
}
