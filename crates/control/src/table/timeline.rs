//! The places of a table, and who held each on a day.

use std::collections::BTreeMap;

use jiff::civil::Date;
use marsad_domain::Position;

use super::read::PointClaim;

/// How far apart rows of one name may lie and be one place, in great-circle km.
pub(super) const ONE_PLACE_KM: f64 = 10.0;

/// A place and the last that was said of it by a day.
#[derive(Debug, Clone, PartialEq)]
pub struct KnownPlace {
    /// Where it lies, as first given.
    pub position: Position,
    /// The day of the last claims.
    pub day: Date,
    /// The holders that they name, each once, as given; several where they disagree.
    pub holders: Vec<String>,
}

/// The places of which something was said by a day. Rows of one name within 10 km are one place; rows of no name are
/// one place where their positions are equal. The order of rows changes nothing.
#[must_use]
pub fn known_places(claims: &[PointClaim], on: Date) -> Vec<KnownPlace> {
    let mut rows: Vec<&PointClaim> = claims.iter().collect();
    rows.sort_by(|a, b| key(a).cmp(&key(b)).then_with(|| place_order(a, b)));
    let mut names: BTreeMap<String, Vec<Place<'_>>> = BTreeMap::new();
    for row in rows {
        let name = row.place.to_lowercase();
        let within = if name.is_empty() { 0.0 } else { ONE_PLACE_KM };
        let places = names.entry(name).or_default();
        match places
            .iter_mut()
            .find(|place| place.position.haversine(row.position).0 <= within)
        {
            Some(place) => place.rows.push(row),
            None => places.push(Place {
                position: row.position,
                rows: vec![row],
            }),
        }
    }
    names
        .into_values()
        .flatten()
        .filter_map(|place| place.on(on))
        .collect()
}

struct Place<'c> {
    position: Position,
    rows: Vec<&'c PointClaim>,
}

impl Place<'_> {
    fn on(&self, on: Date) -> Option<KnownPlace> {
        let day = self
            .rows
            .iter()
            .map(|row| row.day)
            .filter(|day| *day <= on)
            .max()?;
        let mut holders: Vec<String> = self
            .rows
            .iter()
            .filter(|row| row.day == day)
            .map(|row| row.holder.clone())
            .collect();
        holders.sort();
        holders.dedup_by_key(|holder| holder.to_lowercase());
        Some(KnownPlace {
            position: self.position,
            day,
            holders,
        })
    }
}

fn key(row: &PointClaim) -> (Date, &str, &str, Option<&str>) {
    (row.day, &row.place, &row.holder, row.source.as_deref())
}

fn place_order(a: &PointClaim, b: &PointClaim) -> std::cmp::Ordering {
    let (a, b) = (a.position, b.position);
    a.lat()
        .total_cmp(&b.lat())
        .then(a.lon().total_cmp(&b.lon()))
}
