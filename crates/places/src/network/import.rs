//! Reading links from CSV: `from,to,ref,class,length_km,border,basis`.

use std::collections::BTreeSet;

use csv::StringRecord;
use marsad_domain::{Kilometres, PlaceId, Position};

use super::{Link, Network, RoadClass};
use crate::{
    error::PlacesError,
    gazetteer::Gazetteer,
    loaded::{Loaded, Refusal},
};

/// A stated road may be shorter than the great circle between the two points by this much, for rounding.
const ROUNDING: f64 = 0.5;

/// What is wrong with a row, and what would be right.
type Fault = (String, &'static str);

/// Where each column stands.
struct Columns {
    from: usize,
    to: usize,
    reference: usize,
    class: usize,
    length: usize,
    border: usize,
    basis: usize,
}

impl Columns {
    fn of(file: &str, header: &StringRecord) -> Result<Self, PlacesError> {
        let find = |column: &'static str| {
            let at = header.iter().position(|name| name.trim() == column);
            at.ok_or_else(|| PlacesError::Column {
                file: file.to_owned(),
                column,
            })
        };
        Ok(Self {
            from: find("from")?,
            to: find("to")?,
            reference: find("ref")?,
            class: find("class")?,
            length: find("length_km")?,
            border: find("border")?,
            basis: find("basis")?,
        })
    }
}

impl Network {
    /// Reads links. A row is refused, and the others kept, where it names a place that the gazetteer does not
    /// know, links a place to itself, repeats a link (the same two places by a road of the same number), names
    /// no road class, or has a length that is no number above zero or is shorter than the great circle.
    ///
    /// # Errors
    /// The first row cannot be read or lacks a column.
    pub fn from_csv(
        file: &str,
        text: &str,
        gazetteer: &Gazetteer,
    ) -> Result<Loaded<Self>, PlacesError> {
        read(file, text, |id| {
            gazetteer.get(id).map(|place| place.position)
        })
    }
}

pub(super) fn read(
    file: &str,
    text: &str,
    position: impl Fn(&PlaceId) -> Option<Position>,
) -> Result<Loaded<Network>, PlacesError> {
    let mut reader = csv::ReaderBuilder::new()
        .comment(Some(b'#'))
        .flexible(true)
        .from_reader(text.as_bytes());
    let header = reader.headers().map_err(|source| PlacesError::Header {
        file: file.to_owned(),
        source,
    })?;
    let columns = Columns::of(file, header)?;
    let (mut links, mut refused, mut seen) = (Vec::new(), Vec::new(), BTreeSet::new());
    for record in reader.into_records() {
        let row = match &record {
            Ok(record) => record.position().map_or(0, csv::Position::line),
            Err(error) => error.position().map_or(0, csv::Position::line),
        };
        let link = record
            .map_err(|error| {
                (
                    error.to_string(),
                    "write the row as comma-separated UTF-8 text",
                )
            })
            .and_then(|record| link_of(&record, &columns, &position))
            .and_then(|link| once(link, &mut seen));
        match link {
            Ok(link) => links.push(link),
            Err((message, hint)) => {
                let (file, hint) = (file.to_owned(), hint.to_owned());
                refused.push(Refusal {
                    file,
                    row,
                    message,
                    hint,
                });
            }
        }
    }
    Ok(Loaded {
        value: Network::of(links),
        refused,
    })
}

/// The link, unless the same two places were linked by the same road before.
fn once(
    link: Link,
    seen: &mut BTreeSet<(PlaceId, PlaceId, Option<String>)>,
) -> Result<Link, Fault> {
    let (a, b) = (
        link.from.clone().min(link.to.clone()),
        link.from.clone().max(link.to.clone()),
    );
    if seen.insert((a, b, link.reference.clone())) {
        Ok(link)
    } else {
        let message = format!(
            "{} and {} are linked by this road already",
            link.from, link.to
        );
        Err((
            message,
            "a second road between two places needs its own ref",
        ))
    }
}

fn link_of(
    record: &StringRecord,
    columns: &Columns,
    position: &impl Fn(&PlaceId) -> Option<Position>,
) -> Result<Link, Fault> {
    let field = |at: usize| record.get(at).unwrap_or_default().trim();
    let (from, a) = end_of(field(columns.from), position)?;
    let (to, b) = end_of(field(columns.to), position)?;
    if from == to {
        return Err((
            format!("{from} is linked to itself"),
            "a link has two different ends",
        ));
    }
    let class: RoadClass = field(columns.class).parse().map_err(|error| {
        (
            format!("{error}"),
            "write trunk, primary, secondary or tertiary",
        )
    })?;
    let reference = Some(field(columns.reference)).filter(|text| !text.is_empty());
    Ok(Link {
        reference: reference.map(str::to_owned),
        class,
        length: length_of(field(columns.length), a.haversine(b))?,
        crosses_border: border_of(field(columns.border))?,
        basis: basis_of(field(columns.basis))?,
        from,
        to,
    })
}

fn end_of(
    text: &str,
    position: &impl Fn(&PlaceId) -> Option<Position>,
) -> Result<(PlaceId, Position), Fault> {
    let id: PlaceId = text
        .parse()
        .map_err(|error| (format!("{error}"), "both ends are ids of places"))?;
    match position(&id) {
        Some(at) => Ok((id, at)),
        None => Err((
            format!("the place {id} is not in the gazetteer"),
            "give the place a row among the places first",
        )),
    }
}

fn length_of(text: &str, straight: Kilometres) -> Result<Kilometres, Fault> {
    let length: f64 = text.parse().unwrap_or(f64::NAN);
    if !length.is_finite() || length <= 0.0 {
        let message = format!("the length {text:?} is no number of kilometres above zero");
        return Err((
            message,
            "write the length by road in kilometres, such as 12.5",
        ));
    }
    if length + ROUNDING < straight.0 {
        let straight = straight.0;
        let message = format!("{length} km is shorter than the great circle of {straight:.1} km");
        return Err((message, "check the length and the two coordinates"));
    }
    Ok(Kilometres(length))
}

fn border_of(text: &str) -> Result<bool, Fault> {
    match text {
        "yes" => Ok(true),
        "no" | "" => Ok(false),
        _ => Err((
            format!("the border {text:?} is neither yes nor no"),
            "write yes or no",
        )),
    }
}

fn basis_of(text: &str) -> Result<String, Fault> {
    if text.is_empty() {
        return Err((
            "the row has no basis".to_owned(),
            "say where the row comes from",
        ));
    }
    Ok(text.to_owned())
}
