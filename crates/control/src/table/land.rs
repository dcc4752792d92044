//! The land around the places of a table, by distance alone.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use marsad_domain::{
    ActorId, Actors, ControlState, PlaceControl, PlaceId, PlaceRef, Position, Probability,
};

use super::{
    read::PointClaim,
    timeline::{KnownPlace, known_places},
    weights::PointWeights,
};
use crate::areas::{AreaRules, Areas, Country};

/// The areas of a table on a day.
#[derive(Debug, Clone, PartialEq)]
pub struct TableLand {
    /// The areas; their parties are numbers of `holders`.
    pub areas: Areas,
    /// The holders as the table calls them, by the ids that the areas give them.
    pub holders: BTreeMap<ActorId, String>,
}

/// The land around the places of a table on a day: as far as a place reaches, with no road, river or border. Nothing
/// where no holder is known. The order of rows changes nothing.
#[must_use]
pub fn land_of(
    claims: &[PointClaim],
    on: Date,
    weights: &PointWeights,
    rules: &AreaRules,
) -> Option<TableLand> {
    let known = known_places(claims, on);
    let names: BTreeMap<String, &str> = known
        .iter()
        .flat_map(|place| &place.holders)
        .map(|holder| (holder.name.to_lowercase(), holder.name.as_str()))
        .filter(|(name, _)| !weights.unknown.contains(name) && !weights.contested.contains(name))
        .collect();
    let ids: BTreeMap<&str, ActorId> = (0u32..)
        .zip(names.keys())
        .filter_map(|(number, name)| Some((name.as_str(), format!("h{number:05}").parse().ok()?)))
        .collect();
    let control: Vec<PlaceControl> = (0u32..)
        .zip(&known)
        .filter_map(|(number, place)| control(number, place, on, &ids, weights))
        .collect();
    let places: Vec<(PlaceId, Position)> = control
        .iter()
        .map(|one| (one.place.id.clone(), one.place.position))
        .collect();
    let country = Country::bare(&places, rules)?;
    let holders = names.iter();
    Some(TableLand {
        areas: country.areas(&control, &[], &Actors::default(), on),
        holders: holders
            .filter_map(|(key, name)| Some((ids.get(key.as_str())?.clone(), (*name).to_owned())))
            .collect(),
    })
}

/// What is known of a place: held by the one it names, contested where it names a fight or several; nothing where nobody
/// knows.
fn control(
    number: u32,
    place: &KnownPlace,
    on: Date,
    ids: &BTreeMap<&str, ActorId>,
    weights: &PointWeights,
) -> Option<PlaceControl> {
    let names = place
        .holders
        .iter()
        .map(|holder| holder.name.to_lowercase());
    let (fights, sides): (Vec<String>, Vec<String>) = names
        .filter(|name| !weights.unknown.contains(name))
        .partition(|name| weights.contested.contains(name));
    let parties: BTreeSet<&ActorId> = sides
        .iter()
        .filter_map(|name| ids.get(name.as_str()))
        .collect();
    let parties: Vec<ActorId> = parties.into_iter().cloned().collect();
    let state = match parties.as_slice() {
        [] if fights.is_empty() => return None,
        [one] if fights.is_empty() => ControlState::Held {
            holder: one.clone(),
        },
        _ => ControlState::Contested { parties },
    };
    let age = f64::from((on - place.day).get_days().max(0));
    let fresh = 0.5_f64.powf(age / weights.confidence_half_life_days);
    Some(PlaceControl {
        place: PlaceRef {
            id: format!("p{number:08}").parse().ok()?,
            name: "".into(),
            position: place.position,
            country: "".into(),
        },
        state,
        since: Some(place.day),
        confidence: Probability::clamped(fresh),
        trace: Vec::new(),
        would_change: Vec::new(),
    })
}

#[cfg(test)]
#[expect(clippy::panic_in_result_fn, reason = "tests")]
mod tests {
    use super::{super::read::read_claims_csv, *};

    const WEIGHTS: &str = include_str!("../../../../rules/control/weights.toml");
    const RULES: &str = include_str!("../../../../rules/control/areas.toml");
    const TABLE: &str = "date,place,lat,lon,holder\n2031-05-01,A,40.0,40.0,Front of the Sun\n\
        2031-05-01,B,40.0,40.4,Army\n2031-05-01,C,40.3,40.0,Contested\n2031-05-01,D,40.3,40.4,unknown\n";

    #[test]
    fn holders_are_kept_as_given_and_a_fight_needs_no_names()
    -> Result<(), Box<dyn std::error::Error>> {
        let weights = PointWeights::from_toml("weights.toml", WEIGHTS)?;
        let rules = AreaRules::from_toml("areas.toml", RULES)?;
        let claims = read_claims_csv("claims.csv", TABLE.as_bytes())?.value;
        let land = land_of(&claims, "2031-05-02".parse()?, &weights, &rules).ok_or("no land")?;
        let names: Vec<&str> = land.holders.values().map(String::as_str).collect();
        assert_eq!(names, ["Army", "Front of the Sun"]);
        let states: BTreeSet<&str> = land
            .areas
            .areas
            .iter()
            .map(|area| area.state.name())
            .collect();
        assert_eq!(states, BTreeSet::from(["contested", "held", "unknown"]));
        assert_eq!(land.areas.fronts.len(), 1);
        let nobody = land_of(&claims, "2031-04-01".parse()?, &weights, &rules);
        assert_eq!(nobody, None);
        Ok(())
    }
}
