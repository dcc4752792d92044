//! What breaks if places change hands.

use std::collections::{BTreeMap, BTreeSet};

use marsad_domain::{
    ActorId, Actors, Block, BrokenLink, ControlState, CutOff, CutPlace, Place, PlaceId, PlaceKind,
    PlaceRef, Scenario,
};
use marsad_places::{Gazetteer, network::Network};

use crate::{
    assumptions::assumptions,
    components::Components,
    error::ScenarioError,
    passage::Party,
    question::CutOffQuestion,
    situation::Situation,
    ways::{self, View, place_ref, rounded},
};

/// Answers what a party loses if places change hands.
///
/// A link can be used where the party or an ally of the day holds both ends. `holders` has an entry for every
/// place whose state the record states; an entry that says unknown is a stated unknown and closes the place,
/// while a place without an entry follows its neighbours ([`Situation`]). Same input, same answer.
///
/// # Errors
/// A place that the gazetteer does not know, an area that changes hands, one place that passes to two parties, a
/// party that is not known and holds nothing, or a reach along roads that is no length.
pub fn cut_off(
    question: &CutOffQuestion,
    network: &Network,
    gazetteer: &Gazetteer,
    holders: &BTreeMap<PlaceId, ControlState>,
    actors: &Actors,
) -> Result<CutOff, ScenarioError> {
    check(question, gazetteer, holders, actors)?;
    let party = Party {
        id: &question.party,
        on: question.on,
        actors,
    };
    let changed: BTreeSet<PlaceId> = question
        .changes
        .iter()
        .map(|change| change.place.clone())
        .collect();
    let situation = |holders: &BTreeMap<PlaceId, ControlState>, changed: &BTreeSet<PlaceId>| {
        Situation::of(
            network,
            gazetteer,
            holders,
            changed,
            question.passage.follows_within,
        )
    };
    let old = situation(holders, &BTreeSet::new());
    let new = situation(&holders_after(question, holders), &changed);
    let old_standing = party.standing(&old, &question.passage);
    let new_standing = party.standing(&new, &question.passage);
    let before = View {
        words: &question.words,
        network,
        gazetteer,
        situation: &old,
        standing: &old_standing,
    };
    let after = View {
        words: &question.words,
        network,
        gazetteer,
        situation: &new,
        standing: &new_standing,
    };
    let pairs = question
        .pairs
        .iter()
        .filter_map(|(a, b)| place_ref(gazetteer, a).zip(place_ref(gazetteer, b)))
        .map(|(a, b)| ways::pair(&before, &after, (&a, &b), &question.roads))
        .collect();
    let old_parts = Components::of(network, gazetteer, &old_standing, &question.roads);
    let new_parts = Components::of(network, gazetteer, &new_standing, &question.roads);
    let left = new_parts.list(&question.hubs);
    let cut_off = cut_places(&before, &old_parts, &new_parts, question);
    Ok(CutOff {
        scenario: scenario(question, &party, &before),
        party: question.party.clone(),
        changed: changes(question, &before, holders),
        pairs,
        broken: broken(&before, &after, question),
        people: cut_off.iter().filter_map(|cut| cut.population).sum(),
        people_without_hub: cut_off
            .iter()
            .filter(|cut| cut.hubs.is_empty())
            .filter_map(|cut| cut.population)
            .sum(),
        cut_off,
        components: (old_parts.count(), new_parts.count()),
        parts: left.into_iter().map(|(_, part)| part).collect(),
    })
}

fn check(
    question: &CutOffQuestion,
    gazetteer: &Gazetteer,
    holders: &BTreeMap<PlaceId, ControlState>,
    actors: &Actors,
) -> Result<(), ScenarioError> {
    let reach = question.passage.follows_within.0;
    if !reach.is_finite() || reach < 0.0 {
        return Err(ScenarioError::Reach {
            kilometres: reach.to_string(),
        });
    }
    let ends = question.pairs.iter().flat_map(|(a, b)| [a, b]);
    for place in ends.chain(&question.hubs) {
        known(gazetteer, place)?;
    }
    let mut seen: BTreeMap<&PlaceId, &ActorId> = BTreeMap::new();
    for change in &question.changes {
        let place = known(gazetteer, &change.place)?;
        if is_extent(place.kind) {
            return Err(ScenarioError::Area {
                place: place.id.clone(),
            });
        }
        if let Some(&first) = seen.get(&change.place)
            && *first != change.party
        {
            return Err(ScenarioError::Contradiction {
                place: change.place.clone(),
                first: first.clone(),
                second: change.party.clone(),
            });
        }
        seen.insert(&change.place, &change.party);
    }
    let named: BTreeSet<&ActorId> = holders.values().filter_map(ControlState::holder).collect();
    if actors.get(&question.party).is_none() && !named.contains(&question.party) {
        let ids: Vec<&str> = named.into_iter().map(ActorId::as_str).collect();
        let hint = format!("the parties that hold places are {}", ids.join(", "));
        return Err(ScenarioError::UnknownParty {
            party: question.party.clone(),
            hint,
        });
    }
    Ok(())
}

fn known<'a>(gazetteer: &'a Gazetteer, place: &PlaceId) -> Result<&'a Place, ScenarioError> {
    gazetteer
        .get(place)
        .ok_or_else(|| ScenarioError::UnknownPlace {
            place: place.clone(),
        })
}

/// Whether a place of a kind is an extent in which several parties may hold places.
pub(crate) fn is_extent(kind: PlaceKind) -> bool {
    kind.is_area() || kind == PlaceKind::District
}

/// The stated states after the changes.
fn holders_after(
    question: &CutOffQuestion,
    holders: &BTreeMap<PlaceId, ControlState>,
) -> BTreeMap<PlaceId, ControlState> {
    let mut after = holders.clone();
    for change in &question.changes {
        after.insert(
            change.place.clone(),
            ControlState::Held {
                holder: change.party.clone(),
            },
        );
    }
    after
}

/// The places that change, with their states before.
fn changes(
    question: &CutOffQuestion,
    before: &View<'_>,
    holders: &BTreeMap<PlaceId, ControlState>,
) -> Vec<Block> {
    question
        .changes
        .iter()
        .filter_map(|change| {
            let on_network = before
                .network
                .node(&change.place)
                .and_then(|node| before.block(node));
            on_network.or_else(|| {
                let state = holders
                    .get(&change.place)
                    .cloned()
                    .unwrap_or(ControlState::Unknown);
                let place = place_ref(before.gazetteer, &change.place)?;
                Some(Block {
                    place,
                    state,
                    follows: None,
                })
            })
        })
        .collect()
}

/// The links that could be used before and cannot be used after.
fn broken(before: &View<'_>, after: &View<'_>, question: &CutOffQuestion) -> Vec<BrokenLink> {
    before
        .network
        .links()
        .filter(|(link, from, to)| {
            let is_open =
                |view: &View<'_>| view.standing.passes(*from) && view.standing.passes(*to);
            question.roads.takes(link) && is_open(before) && !is_open(after)
        })
        .filter_map(|(link, from, to)| {
            Some(BrokenLink {
                from: before.place(from)?,
                to: before.place(to)?,
                reference: link.reference.clone(),
                class: link.class.name().to_owned(),
                length: rounded(link.length),
            })
        })
        .collect()
}

/// The places that were connected with the main part before and are not after: most people first.
///
/// The main part is the one with the most people after.
fn cut_places(
    view: &View<'_>,
    before: &Components<'_>,
    after: &Components<'_>,
    question: &CutOffQuestion,
) -> Vec<CutPlace> {
    let Some((main, _)) = after.list(&question.hubs).into_iter().next() else {
        return Vec::new();
    };
    let main_before: BTreeSet<usize> = after
        .held()
        .filter(|(node, _)| after.parts.of(*node) == Some(main))
        .filter_map(|(node, _)| before.parts.of(node))
        .collect();
    let mut list: Vec<CutPlace> = after
        .held()
        .filter(|(node, _)| {
            let was_connected = before
                .parts
                .of(*node)
                .is_some_and(|part| main_before.contains(&part));
            was_connected && after.parts.of(*node) != Some(main)
        })
        .filter_map(|(node, id)| {
            let place = view.gazetteer.get(id)?;
            let hubs = after
                .parts
                .of(node)
                .map(|part| after.hubs_of(part, &question.hubs));
            Some(CutPlace {
                place: PlaceRef::from(place),
                population: place.population,
                admin1: place.admin1.clone(),
                hubs: hubs.unwrap_or_default(),
            })
        })
        .collect();
    list.sort_by(|a, b| {
        b.population
            .cmp(&a.population)
            .then_with(|| a.place.id.cmp(&b.place.id))
    });
    list
}

fn scenario(question: &CutOffQuestion, party: &Party<'_>, before: &View<'_>) -> Scenario {
    Scenario {
        on: question.on,
        changes: question.changes.clone(),
        assumptions: assumptions(question, party, before),
        seed: 0,
    }
}

#[cfg(test)]
pub(crate) mod tests;
