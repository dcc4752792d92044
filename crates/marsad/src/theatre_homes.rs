//! Where theatres are at home: the country of each one's war, and who belongs to it.

use std::collections::{BTreeMap, BTreeSet};

use marsad_claims::Home;
use marsad_domain::{Actors, Sources};
use marsad_places::Gazetteer;

/// The home of each theatre, in their order, from its actors, sources and own places.
pub(crate) fn of(
    actors: &[Actors],
    sources: &[Sources],
    places: &[Option<Gazetteer>],
) -> Vec<Home> {
    let each = actors.iter().zip(sources).zip(places);
    each.map(|((actors, sources), places)| Home {
        countries: places.as_ref().map(countries).unwrap_or_default(),
        actors: actors.iter().map(|actor| actor.id.clone()).collect(),
        sources: sources.iter().map(|source| source.id.clone()).collect(),
    })
    .collect()
}

/// The country that most places of a theatre lie in; of several with as many, all.
fn countries(places: &Gazetteer) -> BTreeSet<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let countries = places.iter().map(|place| place.country.as_str());
    for country in countries.filter(|country| !country.is_empty()) {
        *counts.entry(country).or_default() += 1;
    }
    let most = counts.values().copied().max();
    let first = counts.into_iter().filter(|(_, count)| Some(*count) == most);
    first.map(|(country, _)| country.to_owned()).collect()
}
