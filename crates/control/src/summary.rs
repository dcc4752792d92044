//! How many places and people are with whom.

use std::collections::BTreeMap;

use marsad_domain::{ActorId, PlaceControl};
use marsad_places::Gazetteer;
use serde::Serialize;

/// Places and people of one holder in one state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HolderCount {
    /// Who holds them; absent for contested and unknown places.
    pub holder: Option<ActorId>,
    /// The name of the state: held, contested, claimed, besieged or unknown.
    pub state: &'static str,
    /// How many places that people live in.
    pub settlements: usize,
    /// How many other places, such as airports and crossings.
    pub sites: usize,
    /// People in those settlements whose number is known: a lower bound.
    pub people: u64,
    /// Settlements whose number of people is not known.
    pub without_population: usize,
    /// Of all these places, those that rest on an opening position that nobody checked.
    pub unchecked: usize,
}

/// Counts by holder and state.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Summary {
    /// By state and holder, most people first, then most settlements.
    pub counts: Vec<HolderCount>,
}

/// Counts places and people by holder and state.
#[must_use]
pub fn summary(places: &[PlaceControl], gazetteer: &Gazetteer) -> Summary {
    let mut counts: BTreeMap<(Option<&ActorId>, &'static str), HolderCount> = BTreeMap::new();
    for control in places {
        let (holder, state) = (control.state.holder(), control.state.name());
        let count = counts
            .entry((holder, state))
            .or_insert_with(|| HolderCount {
                holder: holder.cloned(),
                state,
                settlements: 0,
                sites: 0,
                people: 0,
                without_population: 0,
                unchecked: 0,
            });
        count.unchecked += usize::from(control.rests_on_unchecked_opening());
        let place = gazetteer.get(&control.place.id);
        if place.is_some_and(|place| !place.kind.is_settlement()) {
            count.sites += 1;
            continue;
        }
        count.settlements += 1;
        match place.and_then(|place| place.population) {
            Some(people) => count.people += people,
            None => count.without_population += 1,
        }
    }
    let mut counts: Vec<HolderCount> = counts.into_values().collect();
    counts.sort_by_key(|count| std::cmp::Reverse((count.people, count.settlements, count.sites)));
    Summary { counts }
}
