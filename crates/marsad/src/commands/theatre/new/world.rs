//! From the long list of the world to the rows of a theatre.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use marsad_domain::{Place, PlaceId, PlaceKind, Position};
use marsad_places::{WorldList, normal_form};

use super::rows::{Taken, UNCHECKED, middle, slug, text_of};
use crate::output::table_error;

/// How many people a settlement has at least, from the smallest: the first that leaves no more places than a person
/// can look through is taken where none is asked for.
const LADDER: [u64; 8] = [
    1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000,
];
/// More places than this a person does not look through.
const MOST: usize = 400;
/// What begins the id of a place of the list.
const LISTED: &str = "gn-";

/// What was taken of the list, and from how many people on.
pub(super) struct OfCountry {
    /// The rows.
    pub(super) taken: Taken,
    /// The fewest people of a settlement that was looked at.
    pub(super) least: u64,
    /// Settlements that share a name with a larger one of their region, and were left out.
    pub(super) namesakes: usize,
}

/// The settlements of a country with so many people at least, the largest first among namesakes, and its first-level
/// regions. `whole` is the country itself, where it has a row of its own.
pub(super) fn read(
    list: &WorldList,
    code: &str,
    whole: Option<&Place>,
    least: Option<u64>,
) -> Result<OfCountry> {
    let (regions, mut settlements): (Vec<&Place>, Vec<&Place>) = list
        .of_country(code)
        .filter(|place| place.kind == PlaceKind::Governorate || place.kind.is_settlement())
        .partition(|place| place.kind.is_area());
    let least = least.unwrap_or_else(|| sensible(&settlements));
    settlements.retain(|place| place.population.unwrap_or(0) >= least);
    settlements.sort_by_key(|place| (std::cmp::Reverse(place.population), &place.id));
    let mut ids = Ids::default();
    let country = ids.of(&format!("country {code}"), "");
    let regions: BTreeMap<&PlaceId, (String, &Place)> = regions
        .into_iter()
        .map(|region| {
            (
                &region.id,
                (ids.of(&format!("{} region", region.name), ""), region),
            )
        })
        .collect();
    let mut taken = Taken {
        areas: regions.len(),
        area_rows: area_rows(&country, whole, &regions, (code, &settlements))?,
        ..Taken::default()
    };
    let mut rows = csv::Writer::from_writer(Vec::new());
    let (mut names, mut namesakes) = (BTreeSet::new(), 0);
    for place in settlements {
        let region = place.admin1.as_ref().and_then(|id| regions.get(id));
        let region = region.map_or("", |(id, _)| id.as_str());
        if !names.insert((region.to_owned(), normal_form(&place.name))) {
            namesakes += 1;
            continue;
        }
        let number = place.id.as_str().strip_prefix(LISTED).unwrap_or_default();
        let id = ids.of(&place.name, number);
        rows.write_record(row(place, &id, region, number))
            .map_err(table_error)?;
        taken.places += 1;
    }
    taken.place_rows = text_of(rows)?;
    Ok(OfCountry {
        taken,
        least,
        namesakes,
    })
}

/// From how many people on no more places come than a person can look through.
fn sensible(settlements: &[&Place]) -> u64 {
    let count = |least: u64| {
        let are_enough = |place: &&&Place| place.population.unwrap_or(0) >= least;
        settlements.iter().filter(are_enough).count()
    };
    let fits = LADDER.into_iter().find(|least| count(*least) <= MOST);
    fits.unwrap_or(LADDER[LADDER.len() - 1])
}

/// The ids that are taken.
#[derive(Default)]
struct Ids(BTreeSet<String>);

impl Ids {
    /// An id of a name; where that is taken, or the name has no letter of the Latin script, with a tail that tells it
    /// apart.
    fn of(&mut self, name: &str, tail: &str) -> String {
        let plain = slug(&normal_form(name));
        let tailed = slug(&format!("{plain} {tail}"));
        let counted = (2..).map(|number| format!("{tailed}-{number}"));
        let mut wishes = [plain, tailed.clone()].into_iter().chain(counted);
        let id = wishes.find(|id| !id.is_empty() && !self.0.contains(id));
        let id = id.unwrap_or(tailed);
        self.0.insert(id.clone());
        id
    }
}

fn row(place: &Place, id: &str, region: &str, geonameid: &str) -> Vec<String> {
    let people = place.population.map(|people| people.to_string());
    vec![
        id.to_owned(),
        place.name.clone(),
        String::new(),
        String::new(),
        place.kind.name().to_owned(),
        place.position.lat().to_string(),
        place.position.lon().to_string(),
        people.unwrap_or_default(),
        region.to_owned(),
        String::new(),
        String::new(),
        place.country.clone(),
        String::new(),
        geonameid.to_owned(),
        place.basis.clone(),
    ]
}

/// The country and its regions, each with its point; a country without a row of its own stands at the middle of its
/// settlements.
fn area_rows(
    country: &str,
    whole: Option<&Place>,
    regions: &BTreeMap<&PlaceId, (String, &Place)>,
    (code, settlements): (&str, &[&Place]),
) -> Result<String> {
    let mut rows = csv::Writer::from_writer(Vec::new());
    let point = |at: Position| (at.lat().to_string(), at.lon().to_string());
    let points: Vec<Position> = settlements.iter().map(|place| place.position).collect();
    let (lat, lon) = whole.map_or_else(|| middle(&points), |whole| point(whole.position));
    let (name, basis) = whole.map_or((code, UNCHECKED), |whole| (&whole.name, &whole.basis));
    let row = [country, name, "country", "", &lat, &lon, code, code, basis];
    rows.write_record(row).map_err(table_error)?;
    for (id, region) in regions.values() {
        let (lat, lon) = point(region.position);
        let (name, basis) = (region.name.as_str(), region.basis.as_str());
        let row = [
            id,
            name,
            region.kind.name(),
            country,
            &lat,
            &lon,
            code,
            "",
            basis,
        ];
        rows.write_record(row).map_err(table_error)?;
    }
    text_of(rows)
}
