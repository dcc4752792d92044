//! One row of a table as what it says.

use csv::StringRecord;
use jiff::civil::Date;
use marsad_domain::{Kilometres, Position};

use super::{Places, day_number, dead::Dead};
use crate::record::DayRange;

/// What is wrong with a field, and a hint.
pub(super) type Complaint = (String, &'static str);

/// What a row says, its names not yet numbered.
#[derive(Debug)]
pub(super) struct Said<'r> {
    pub(super) id: &'r str,
    pub(super) published: i64,
    pub(super) days: Option<DayRange>,
    pub(super) position: Option<Position>,
    pub(super) radius: Kilometres,
    pub(super) dead: Dead,
    /// Kind, who did it, to whom, who says so.
    pub(super) names: [Option<&'r str>; 4],
}

/// Reads a row.
pub(super) fn read_row<'r>(
    row: &'r StringRecord,
    at: &Places,
    precision_km: &[f64],
) -> Result<Said<'r>, Complaint> {
    if row.len() != at.width {
        let hint = "give every row as many fields as the header";
        let reason = format!("{} fields where the header has {}", row.len(), at.width);
        return Err((reason, hint));
    }
    let id = row.get(at.id).unwrap_or_default().trim();
    if id.is_empty() {
        return Err(("the id is empty".to_owned(), "give every claim an id"));
    }
    let day = day_of(given(row, at.day))?;
    let published = day_of(given(row, at.published))?;
    let (position, radius) = place(row, at, precision_km)?;
    let [kind, agent, target] = at.terms.map(|column| field(row, column));
    let [best, low, high] = at.dead.map(|column| given(row, column));
    Ok(Said {
        id,
        published: i64::from(published.or(day).unwrap_or(0)),
        days: day.map(|day| DayRange::new(day, day)),
        position,
        radius: Kilometres(radius),
        dead: Dead::read(best, low, high)?,
        names: [kind, agent, target, field(row, at.source)],
    })
}

fn place(
    row: &StringRecord,
    at: &Places,
    precision_km: &[f64],
) -> Result<(Option<Position>, f64), Complaint> {
    let hint = "latitude is -90 to 90, longitude -180 to 180, both in degrees; leave both empty where unknown";
    let degrees = |column| {
        given(row, column)
            .map(|text| {
                let number = text.parse::<f64>().ok().filter(|n| n.is_finite());
                number.ok_or_else(|| {
                    let reason = format!("{:?} is no number of degrees", shortened(text));
                    (reason, hint)
                })
            })
            .transpose()
    };
    let position = match (degrees(at.lat)?, degrees(at.lon)?) {
        (Some(lat), Some(lon)) => {
            Some(Position::new(lat, lon).map_err(|error| (error.to_string(), hint))?)
        }
        (None, None) => None,
        _ => return Err(("one of latitude and longitude is missing".to_owned(), hint)),
    };
    let level = match field(row, at.precision) {
        None => 1,
        Some(text) => text
            .parse::<usize>()
            .ok()
            .filter(|level| (1..=precision_km.len()).contains(level))
            .ok_or_else(|| {
                let reason = format!("{:?} is no level of precision", shortened(text));
                (reason, "1 exact, 2 near, 3 region")
            })?,
    };
    Ok((
        position,
        precision_km.get(level - 1).copied().unwrap_or(1.0),
    ))
}

/// The text of a field, unless it is empty.
fn given(row: &StringRecord, column: Option<usize>) -> Option<&str> {
    let text = row.get(column?)?;
    // Nearly every field begins and ends in a character that is seen: it is as it stands.
    let ends = text.as_bytes().first().zip(text.as_bytes().last());
    let is_bare =
        ends.is_some_and(|(first, last)| first.is_ascii_graphic() && last.is_ascii_graphic());
    let text = if is_bare { text } else { text.trim() };
    (!text.is_empty()).then_some(text)
}

/// The text of a field, unless it is empty or stands for "missing" as a negative number.
fn field(row: &StringRecord, column: Option<usize>) -> Option<&str> {
    given(row, column).filter(|text| !is_negative(text))
}

/// Whether a text is a negative number.
pub(super) fn is_negative(text: &str) -> bool {
    text.strip_prefix('-')
        .is_some_and(|rest| rest.parse::<f64>().is_ok())
}

/// The beginning of a text, to be told.
pub(super) fn shortened(text: &str) -> String {
    text.chars().take(40).collect()
}

fn day_of(text: Option<&str>) -> Result<Option<i32>, Complaint> {
    let Some(text) = text else { return Ok(None) };
    if let Ok(day) = text.parse::<i32>() {
        return Ok(Some(day));
    }
    text.parse::<Date>()
        .ok()
        .and_then(day_number)
        .map(Some)
        .ok_or_else(|| {
            (
                format!("{:?} is no day", shortened(text)),
                "a whole number of days, or a date as 2024-11-27",
            )
        })
}
