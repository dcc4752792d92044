//! The towns of a noisy table of changes: rows of one name within 10 km are one town, and what is dropped is counted.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result};
use marsad_domain::Digest32;
use serde::Deserialize;

use super::super::span_scores::great_circle_km;

/// Rows of one name this near are one town.
const ONE_TOWN_KM: f64 = 10.0;
/// What the program is told for a holder that is not known.
const UNKNOWN: &str = "unknown";

/// What some values of the column of holders mean.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Value {
    /// The values, in small letters.
    given: Vec<String>,
    /// The holder that they name.
    holder: Option<String>,
    /// Whether they say that nobody knows.
    #[serde(default)]
    unknown: bool,
    /// Why.
    #[serde(rename = "reason")]
    _reason: String,
}

/// One town.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Town {
    pub(super) name: String,
    /// Latitude and longitude, as first given.
    pub(super) position: (f64, f64),
    /// Day and holder of each change.
    pub(super) changes: Vec<(String, String)>,
}

/// How many rows were what.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Counts {
    pub(super) rows: usize,
    /// Rows whose value was made another name of a holder.
    pub(super) renamed: usize,
    /// Rows that say that nobody knows.
    pub(super) unknown: usize,
    /// Rows dropped for a value that is listed as a slip.
    pub(super) slips: usize,
    /// Rows dropped for a value that is not listed.
    pub(super) unlisted: usize,
    /// Rows without a position that took that of the one town of their name.
    pub(super) placed: usize,
    /// Rows without a position dropped, since no town or several have their name.
    pub(super) placeless: usize,
    /// Different names with positions, before towns were made of them.
    pub(super) keys: usize,
}

impl Town {
    /// Who holds the town on a day, where that is one known holder.
    pub(super) fn holder(&self, day: &str) -> Option<&str> {
        let holders = self.holders(day);
        match holders.first() {
            Some(one) if holders.len() == 1 && *one != UNKNOWN => Some(one),
            _ => None,
        }
    }

    /// Who holds the town by the last changes up to a day; several where they name several.
    pub(super) fn holders(&self, day: &str) -> BTreeSet<&str> {
        let last = self.changes.iter().map(|(on, _)| on.as_str());
        let last = last.filter(|on| *on <= day).max();
        let of_last = self
            .changes
            .iter()
            .filter(|(on, _)| Some(on.as_str()) == last);
        of_last.map(|(_, holder)| holder.as_str()).collect()
    }

    /// The fold of a town, by a hash of its name and of where it lies.
    pub(super) fn fold(&self, folds: u8) -> u8 {
        let (lat, lon) = self.position;
        let text = format!("{} {lat:.4} {lon:.4}", self.name.to_lowercase());
        let hash = Digest32::blake3(text.as_bytes());
        hash.as_bytes().first().map_or(0, |byte| byte % folds)
    }
}

#[derive(Debug, Deserialize)]
struct Row {
    #[serde(rename = "date_seen")]
    day: String,
    name: String,
    lat: Option<f64>,
    lon: Option<f64>,
    held_by: String,
}

/// Reads the table. Towns come in the order of their names.
///
/// # Errors
/// A row is not as the columns say.
pub(super) fn towns(text: &str, values: &[Value]) -> Result<(Vec<Town>, Counts)> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(b'\t')
        .quoting(false)
        .from_reader(text.as_bytes());
    let mut counts = Counts::default();
    let mut keys = BTreeSet::new();
    let mut named: BTreeMap<String, Vec<Town>> = BTreeMap::new();
    let mut placeless = Vec::new();
    for row in reader.deserialize() {
        let row: Row = row.context("a row of the table")?;
        counts.rows += 1;
        let Some(holder) = counts.holder(&row, values) else {
            continue;
        };
        let key = row.name.trim().to_lowercase();
        let change = (row.day, holder);
        if let (Some(lat), Some(lon)) = (row.lat, row.lon) {
            keys.insert((key.clone(), lat.to_bits(), lon.to_bits()));
            put(named.entry(key).or_default(), &row.name, (lat, lon), change);
        } else {
            placeless.push((key, change));
        }
    }
    for (key, change) in placeless {
        if let Some([only]) = named.get_mut(&key).map(Vec::as_mut_slice) {
            only.changes.push(change);
            counts.placed += 1;
        } else {
            counts.placeless += 1;
        }
    }
    counts.keys = keys.len();
    Ok((named.into_values().flatten().collect(), counts))
}

fn put(towns: &mut Vec<Town>, name: &str, position: (f64, f64), change: (String, String)) {
    let is_here = |town: &&mut Town| great_circle_km(town.position, position) <= ONE_TOWN_KM;
    match towns.iter_mut().find(is_here) {
        Some(town) => town.changes.push(change),
        None => towns.push(Town {
            name: name.trim().to_owned(),
            position,
            changes: vec![change],
        }),
    }
}

impl Counts {
    /// What the row's value means; `None` where it is dropped.
    fn holder(&mut self, row: &Row, values: &[Value]) -> Option<String> {
        let given = row.held_by.trim();
        let small = given.to_lowercase();
        let Some(value) = values.iter().find(|value| value.given.contains(&small)) else {
            self.unlisted += 1;
            return None;
        };
        if value.unknown {
            self.unknown += 1;
            return Some(UNKNOWN.to_owned());
        }
        let Some(holder) = &value.holder else {
            self.slips += 1;
            return None;
        };
        self.renamed += usize::from(holder != given);
        Some(holder.clone())
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    fn value(given: &str, holder: Option<&str>, unknown: bool) -> Value {
        Value {
            given: vec![given.to_owned()],
            holder: holder.map(str::to_owned),
            unknown,
            _reason: String::new(),
        }
    }

    #[test]
    fn rows_of_one_name_and_neighbourhood_are_one_town_and_the_rest_is_counted() {
        let table = "date_seen\tname\tlat\tlon\theld_by\n\
            2031-05-01\tTesk\t40\t40\tFront\n\
            2031-05-02\tTesk\t40.05\t40\tThe \"Front\n\
            2031-05-03\ttesk\t\t\tnobody knows\n\
            2031-05-03\tTesk\t40\t40\tslip\n\
            2031-05-04\tTesk\t40\t40\tsomething else\n\
            2031-05-01\tOrla\t41\t40\tFront\n\
            2031-05-01\tOrla\t42\t40\tFront\n\
            2031-05-02\tOrla\t\t\tFront\n";
        let values = [
            value("front", Some("Front"), false),
            value("the \"front", Some("Front"), false),
            value("nobody knows", None, true),
            value("slip", None, false),
        ];
        let (towns, counts) = towns(table, &values).unwrap();
        let expected = Counts {
            rows: 8,
            renamed: 1,
            unknown: 1,
            slips: 1,
            unlisted: 1,
            placed: 1,
            placeless: 1,
            keys: 4,
        };
        assert_eq!(counts, expected);
        let [_, _, tesk] = towns.as_slice() else {
            panic!("{towns:?}");
        };
        assert_eq!(tesk.holder("2031-04-30"), None);
        assert_eq!(tesk.holder("2031-05-02"), Some("Front"));
        assert_eq!(tesk.holder("2031-05-03"), None);
    }

    #[test]
    fn a_town_with_two_holders_on_its_last_day_has_none_that_is_known() {
        let change = |day: &str, holder: &str| (day.to_owned(), holder.to_owned());
        let town = Town {
            name: "Tesk".to_owned(),
            position: (40.0, 40.0),
            changes: vec![
                change("2031-05-01", "Army"),
                change("2031-05-02", "Army"),
                change("2031-05-02", "Front"),
            ],
        };
        assert_eq!(town.holder("2031-05-01"), Some("Army"));
        assert_eq!(town.holders("2031-05-02").len(), 2);
        assert_eq!(town.holder("2031-05-02"), None);
    }
}
