//! Cumulative statements from a CSV table.
//!
//! Columns: `id` and `value` must be there; `bound` (`exact`, `at_least`, `at_most`, `about`; exact where it is empty),
//! `high` (the upper end of "from value to high"), `south`, `north`, `west`, `east` in degrees, `since` and `until` as
//! whole numbers or dates, and `credible` (`yes` or `no`; yes where it is empty) may be. What is empty bounds nothing.

use std::{collections::BTreeSet, io::Read};

use csv::StringRecord;
use jiff::civil::Date;
use marsad_domain::Amount;

use super::Area;
use crate::{
    count::people,
    structured::{Refusal, day_number},
};

/// A running count over a box of degrees and some days.
#[derive(Debug, Clone, PartialEq)]
pub struct TableStatement {
    /// Its id.
    pub id: String,
    /// Over what it counts.
    pub area: Area,
    /// How many.
    pub amount: Amount,
    /// Whether it may raise a total.
    pub is_credible: bool,
}

/// What is wrong with a row, and what would be right.
type Fault = (String, &'static str);

/// Reads statements; they come in order of their ids, whatever the order of the rows.
#[must_use]
pub fn read_statements_csv(input: impl Read) -> (Vec<TableStatement>, Vec<Refusal>) {
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(input);
    let mut refused = Vec::new();
    let header = reader.headers().cloned().unwrap_or_default();
    if let Some(missing) = ["id", "value"].iter().find(|name| !has(&header, name)) {
        refused.push(Refusal {
            row: 1,
            reason: format!("there is no column {missing:?}"),
            hint: "the columns id and value are needed",
        });
        return (Vec::new(), refused);
    }
    let mut statements: Vec<TableStatement> = Vec::new();
    let mut ids = BTreeSet::new();
    for (row, record) in (2..).zip(reader.records()) {
        let read = match record {
            Ok(record) => {
                let row = record.position().map_or(row, csv::Position::line);
                read(&header, &record).map_err(|fault| (row, fault))
            }
            Err(error) => Err((row, (error.to_string(), "save the table as CSV in UTF-8"))),
        };
        let read = read.and_then(|statement| {
            let is_new = ids.insert(statement.id.clone());
            let twice = (
                format!("the id {:?} stands twice", statement.id),
                "give every statement an id of its own",
            );
            is_new.then_some(statement).ok_or((row, twice))
        });
        match read {
            Ok(statement) => statements.push(statement),
            Err((row, (reason, hint))) => refused.push(Refusal { row, reason, hint }),
        }
    }
    statements.sort_by(|a, b| a.id.cmp(&b.id));
    (statements, refused)
}

fn has(header: &StringRecord, name: &str) -> bool {
    header.iter().any(|column| column == name)
}

fn read(header: &StringRecord, row: &StringRecord) -> Result<TableStatement, Fault> {
    let field = |name: &str| {
        let at = header.iter().position(|column| column == name)?;
        row.get(at).filter(|text| !text.is_empty())
    };
    let id = field("id").ok_or(("the id is empty".to_owned(), "give every statement an id"))?;
    let area = Area {
        latitude: ends(field("south"), field("north"))?,
        longitude: ends(field("west"), field("east"))?,
        since: day(field("since"))?,
        until: day(field("until"))?,
    };
    if area
        .since
        .zip(area.until)
        .is_some_and(|(since, until)| since > until)
    {
        let hint = "give since a day that is not after until";
        return Err(("it ends before it begins".to_owned(), hint));
    }
    let is_credible = match field("credible") {
        None | Some("yes") => true,
        Some("no") => false,
        Some(other) => return Err((format!("{other:?} is neither yes nor no"), "yes or no")),
    };
    Ok(TableStatement {
        id: id.to_owned(),
        area,
        amount: amount(field("bound"), field("value"), field("high"))?,
        is_credible,
    })
}

fn amount(bound: Option<&str>, value: Option<&str>, high: Option<&str>) -> Result<Amount, Fault> {
    let number = |text: &str| {
        let hint = "a whole number of people, 0 or more";
        people(text).map_err(|error| (error.to_string(), hint))
    };
    let value = number(value.unwrap_or_default())?;
    if let Some(high) = high {
        return Ok(Amount::between(value, number(high)?));
    }
    match bound.unwrap_or("exact") {
        "exact" => Ok(Amount::Exact(value)),
        "at_least" => Ok(Amount::AtLeast(value)),
        "at_most" => Ok(Amount::AtMost(value)),
        "about" => Ok(Amount::About(value)),
        other => Err((
            format!("{other:?} is no bound"),
            "exact, at_least, at_most or about",
        )),
    }
}

fn ends(from: Option<&str>, to: Option<&str>) -> Result<Option<(f64, f64)>, Fault> {
    let hint = "give both edges of a box in degrees, the southern and western one first";
    let degrees = |text: &str| {
        let read = text.parse::<f64>().ok();
        read.filter(|degrees| degrees.is_finite() && degrees.abs() <= 360.0)
            .ok_or((format!("{text:?} is no number of degrees"), hint))
    };
    match (from, to) {
        (None, None) => Ok(None),
        (Some(from), Some(to)) => {
            let (from, to) = (degrees(from)?, degrees(to)?);
            if from >= to {
                return Err((format!("a box from {from} to {to} holds nothing"), hint));
            }
            Ok(Some((from, to)))
        }
        _ => Err(("one edge of a box is missing".to_owned(), hint)),
    }
}

fn day(text: Option<&str>) -> Result<Option<i32>, Fault> {
    let Some(text) = text else { return Ok(None) };
    let number = text.parse::<i32>().ok();
    let day = number.or_else(|| text.parse::<Date>().ok().and_then(day_number));
    day.map(Some).ok_or((
        format!("{text:?} is no day"),
        "a whole number of days, or a date as 2024-11-27",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_statement_has_a_number_a_box_and_days() {
        let text = "id,value,bound,south,north,west,east,since,until,credible\n\
            b,23,at_least,5,10,0,5,116,235,no\na,40,,,,,,2024-11-27,,\n";
        let (statements, refused) = read_statements_csv(text.as_bytes());
        assert_eq!(refused, []);
        let read: Vec<_> = statements
            .iter()
            .map(|one| (one.id.as_str(), one.amount, one.is_credible))
            .collect();
        assert_eq!(
            read,
            [
                ("a", Amount::Exact(40), true),
                ("b", Amount::AtLeast(23), false)
            ]
        );
        assert_eq!(statements[1].area.since, Some(116));
        assert_eq!(statements[0].area.since, Some(20054));
    }

    #[test]
    fn bad_rows_are_refused_with_their_number() {
        let text = "id,value,high,bound,south,north,west,east,since,until\n\
            a,-3,,,,,,,,\nb,3,,most,,,,,,\nc,3,,,10,5,,,,\nd,3,,,10,,,,,\ne,3,,,,,,,9,5\n,3,,,,,,,,\n\
            f,3,8,,,,,,,\nf,3,,,,,,,,\ng,,,,,,,,,\n";
        let (statements, refused) = read_statements_csv(text.as_bytes());
        assert_eq!(statements.len(), 1);
        assert_eq!(statements[0].amount, Amount::Between(3, 8));
        let rows: Vec<u64> = refused.iter().map(|one| one.row).collect();
        assert_eq!(rows, [2, 3, 4, 5, 6, 7, 9, 10]);
        assert!(refused[0].reason.contains("negative"));
        assert_eq!(read_statements_csv("name\n".as_bytes()).1.len(), 1);
        assert_eq!(read_statements_csv("".as_bytes()).1.len(), 1);
    }
}
