//! The places of a table, and who held each on a day.

use std::collections::BTreeMap;

use jiff::civil::Date;
use marsad_domain::Position;

use super::read::PointClaim;

/// How far apart rows of one name may lie and be one place, in great-circle km.
pub(super) const ONE_PLACE_KM: f64 = 10.0;

/// Places whose latitudes differ by more degrees lie more than [`ONE_PLACE_KM`] apart.
const ONE_PLACE_DEGREES: f64 = 0.1;

/// A place and the last that was said of it by a day.
#[derive(Debug, Clone, PartialEq)]
pub struct KnownPlace {
    /// Where it lies, as first given.
    pub position: Position,
    /// The day of the last claims.
    pub day: Date,
    /// The holders that they name, each once, in order of their names in small letters.
    pub holders: Vec<NamedHolder>,
}

/// A holder of a place, and how many of those who speak that day name it.
#[derive(Debug, Clone, PartialEq)]
pub struct NamedHolder {
    /// The holder as given.
    pub name: String,
    /// Its part of the sources' voices; the parts of a place sum to 1.
    pub part: f64,
}

/// One source that names two holders of one place on one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contradiction {
    /// The place as given in the first of the rows; where it has no name, its degrees north and east.
    pub place: String,
    /// The day.
    pub day: Date,
    /// The first row that names a holder, and that holder.
    pub first: (u64, String),
    /// The first row of the same source that names another.
    pub other: (u64, String),
}

/// The places of which something was said by a day.
///
/// Rows of one name within 10 km are one place; rows of no name are one place where their positions are equal. The
/// last day of a place decides. On that day each source has one voice, which it splits where it names several holders,
/// and rows without a source are one source; so neither the order of rows nor copies of rows change anything.
#[must_use]
pub fn known_places(claims: &[PointClaim], on: Date) -> Vec<KnownPlace> {
    let places = places(claims).into_iter();
    places.filter_map(|place| place.on(on)).collect()
}

/// Where one source names two holders of one place on one day, in order of rows. Their voice is split.
#[must_use]
pub fn contradictions(claims: &[PointClaim]) -> Vec<Contradiction> {
    let mut found = Vec::new();
    for place in places(claims) {
        let mut voices: BTreeMap<(Date, String), Vec<&PointClaim>> = BTreeMap::new();
        for row in place.rows {
            voices.entry((row.day, voice(row))).or_default().push(row);
        }
        found.extend(voices.into_values().filter_map(|rows| contradiction(&rows)));
    }
    found.sort_by_key(|found| (found.first.0, found.other.0));
    found
}

fn contradiction(rows: &[&PointClaim]) -> Option<Contradiction> {
    let first = rows.iter().min_by_key(|row| row.row)?;
    let others = rows
        .iter()
        .filter(|row| row.holder.to_lowercase() != first.holder.to_lowercase());
    let other = others.min_by_key(|row| row.row)?;
    let place = if first.place.is_empty() {
        format!("{} {}", first.position.lat(), first.position.lon())
    } else {
        first.place.clone()
    };
    Some(Contradiction {
        place,
        day: first.day,
        first: (first.row, first.holder.clone()),
        other: (other.row, other.holder.clone()),
    })
}

/// A place with all its rows, in the order of their content.
struct Place<'c> {
    position: Position,
    rows: Vec<&'c PointClaim>,
}

impl Place<'_> {
    fn on(&self, on: Date) -> Option<KnownPlace> {
        let days = self.rows.iter().map(|row| row.day);
        let day = days.filter(|day| *day <= on).max()?;
        let mut voices: BTreeMap<String, BTreeMap<String, &str>> = BTreeMap::new();
        for row in self.rows.iter().filter(|row| row.day == day) {
            let named = voices.entry(voice(row)).or_default();
            // Of two spellings the first of the order stays, whichever row came first.
            named
                .entry(row.holder.to_lowercase())
                .or_insert(&row.holder);
        }
        let mut holders: BTreeMap<String, NamedHolder> = BTreeMap::new();
        for named in voices.values() {
            let part = 1.0 / count(voices.len()) / count(named.len());
            for (key, name) in named {
                let holder = holders.entry(key.clone()).or_insert_with(|| NamedHolder {
                    name: (*name).to_owned(),
                    part: 0.0,
                });
                if *name < holder.name.as_str() {
                    (*name).clone_into(&mut holder.name);
                }
                holder.part += part;
            }
        }
        Some(KnownPlace {
            position: self.position,
            day,
            holders: holders.into_values().collect(),
        })
    }
}

/// Whose voice a row is; rows without a source have one together.
fn voice(row: &PointClaim) -> String {
    row.source
        .as_deref()
        .map(str::to_lowercase)
        .unwrap_or_default()
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a place has a handful of sources and holders a day"
)]
fn count(of: usize) -> f64 {
    of as f64
}

/// A name in small letters; for rows of no name, where they lie.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum PlaceKey {
    Named(String),
    At(u64, u64),
}

fn places(claims: &[PointClaim]) -> Vec<Place<'_>> {
    let mut rows: Vec<&PointClaim> = claims.iter().collect();
    rows.sort_by(|a, b| key(a).cmp(&key(b)).then_with(|| place_order(a, b)));
    let mut named: BTreeMap<PlaceKey, Vec<Place<'_>>> = BTreeMap::new();
    for row in rows {
        let places = named.entry(place_key(row)).or_default();
        match places
            .iter_mut()
            .find(|place| is_one_place(place.position, row.position))
        {
            Some(place) => place.rows.push(row),
            None => places.push(Place {
                position: row.position,
                rows: vec![row],
            }),
        }
    }
    named.into_values().flatten().collect()
}

fn is_one_place(a: Position, b: Position) -> bool {
    (a.lat() - b.lat()).abs() <= ONE_PLACE_DEGREES && a.haversine(b).0 <= ONE_PLACE_KM
}

fn place_key(row: &PointClaim) -> PlaceKey {
    if row.place.is_empty() {
        // Adding 0 makes -0 and 0 one.
        let bits = |degrees: f64| (degrees + 0.0).to_bits();
        PlaceKey::At(bits(row.position.lat()), bits(row.position.lon()))
    } else {
        PlaceKey::Named(row.place.to_lowercase())
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

#[cfg(test)]
#[expect(clippy::panic_in_result_fn, reason = "tests")]
mod tests {
    use super::{
        super::read::{TableError, read_claims_csv},
        *,
    };

    const HEAD: &str = "date,place,lat,lon,holder,source\n";

    fn claims(rows: &str) -> Result<Vec<PointClaim>, TableError> {
        Ok(read_claims_csv("claims.csv", format!("{HEAD}{rows}").as_bytes())?.value)
    }

    fn parts(rows: &str) -> Result<Vec<(String, u32)>, TableError> {
        let places = known_places(&claims(rows)?, Date::MAX);
        let holders = places.into_iter().flat_map(|place| place.holders);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "hundredths from 0 to 100"
        )]
        let hundredths = |part: f64| (part * 100.0).round() as u32;
        Ok(holders
            .map(|holder| (holder.name, hundredths(holder.part)))
            .collect())
    }

    #[test]
    fn each_source_has_one_voice_on_the_last_day() -> Result<(), TableError> {
        let cases: [(&str, &[(&str, u32)]); 5] = [
            (
                "2031-05-01,A,40,40,Front,s\n2031-05-02,A,40,40,Army,t\n",
                &[("Army", 100)],
            ),
            (
                "2031-05-01,A,40,40,Front,s\n2031-05-01,A,40,40,front,S\n2031-05-01,A,40,40,Army,t\n",
                &[("Army", 50), ("Front", 50)],
            ),
            (
                "2031-05-01,A,40,40,Front,s\n2031-05-01,A,40,40,Front,u\n2031-05-01,A,40,40,Army,t\n",
                &[("Army", 33), ("Front", 67)],
            ),
            (
                "2031-05-01,A,40,40,Front,\n2031-05-01,a,40,40.05,Army,\n",
                &[("Army", 50), ("Front", 50)],
            ),
            (
                "2031-05-01,,40,40,Front,\n2031-05-01,,40,40.01,Army,\n",
                &[("Front", 100), ("Army", 100)],
            ),
        ];
        for (rows, expected) in cases {
            let expected: Vec<(String, u32)> = expected
                .iter()
                .map(|(name, part)| ((*name).to_owned(), *part))
                .collect();
            assert_eq!(parts(rows)?, expected, "{rows}");
        }
        Ok(())
    }

    #[test]
    fn one_source_with_two_holders_is_told_with_both_rows() -> Result<(), TableError> {
        let told = contradictions(&claims(
            "2031-05-01,A,40,40,Front,s\n2031-05-01,A,40,40,front,s\n2031-05-01,A,40,40,Army,s\n\
             2031-05-01,B,41,40,Front,s\n2031-05-01,B,41,40,Army,t\n2031-05-02,B,41,40,Army,s\n",
        )?);
        let rows: Vec<_> = told
            .into_iter()
            .map(|found| (found.first, found.other))
            .collect();
        let both = ((2, "Front".to_owned()), (4, "Army".to_owned()));
        assert_eq!(rows, [both]);
        Ok(())
    }
}
