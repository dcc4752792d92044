//! What an answer assumes, in sentences for the reader.

use std::collections::BTreeMap;

use marsad_domain::{ControlState, RestsOn};

use crate::{
    passage::Party,
    question::CutOffQuestion,
    situation::Because,
    ways::View,
    wording::{fill, kilometres},
};

/// The assumptions of an answer; `before` is the situation without the changes.
pub(crate) fn assumptions(
    question: &CutOffQuestion,
    party: &Party<'_>,
    before: &View<'_>,
) -> Vec<String> {
    let words = &*question.words;
    let (name, on) = (party.actors.label(party.id), question.on.to_string());
    let mut list = vec![
        fill(&words.assume_ends, &[("party", name), ("on", &on)]),
        fill(&words.assume_roads, &[("roads", &words.roads_of(question))]),
        words.rules(question),
    ];
    list.extend(unchecked(question, before));
    list.extend(followers(question, before));
    if question.roads.across_borders {
        list.push(words.assume_abroad.clone());
    }
    list.push(words.assume_lengths.clone());
    list.extend(off_roads(question, before));
    list
}

/// How many places count as held although only an unchecked opening position says so.
fn unchecked(question: &CutOffQuestion, before: &View<'_>) -> Option<String> {
    let rests = |state: &ControlState| {
        matches!(
            state,
            ControlState::Claimed {
                rests_on: RestsOn::UncheckedOpening,
                ..
            }
        )
    };
    let holdings = before.situation.holdings();
    let count = holdings
        .iter()
        .filter(|holding| holding.because == Because::Stated && rests(&holding.state))
        .count();
    let sentence = &question.words.assume_unchecked;
    (count > 0).then(|| fill(sentence, &[("count", &count.to_string())]))
}

/// The places whose state is taken from another.
fn followers(question: &CutOffQuestion, before: &View<'_>) -> Vec<String> {
    let words = &*question.words;
    let (mut near, mut along, mut open) = (Vec::new(), Vec::new(), Vec::new());
    for (node, id) in before.network.nodes() {
        let Some(holding) = before.situation.holding(node) else {
            continue;
        };
        let name = |id| before.name(id);
        let follower = |of| {
            fill(
                &words.follower,
                &[("place", name(id)), ("leader", name(of))],
            )
        };
        match &holding.because {
            Because::Stated | Because::Abroad => {}
            Because::Junction { of, .. } => near.push(follower(of)),
            Because::Along { of, .. } => along.push(follower(of)),
            Because::NotStated => open.push(name(id).to_owned()),
        }
    }
    let reach = kilometres(question.passage.follows_within.0);
    [
        (&words.assume_near, near),
        (&words.assume_along, along),
        (&words.assume_open, open),
    ]
    .into_iter()
    .filter(|(_, names)| !names.is_empty())
    .map(|(sentence, names)| {
        let (count, names) = (names.len().to_string(), words.names(&names));
        fill(
            sentence,
            &[("count", &count), ("names", &names), ("reach", &reach)],
        )
    })
    .collect()
}

/// The places of the question that no road reaches.
fn off_roads(question: &CutOffQuestion, before: &View<'_>) -> Option<String> {
    let words = &*question.words;
    let ends = question.pairs.iter().flat_map(|(a, b)| [a, b]);
    let changes = question.changes.iter().map(|change| &change.place);
    let off: BTreeMap<_, _> = ends
        .chain(&question.hubs)
        .chain(changes)
        .filter(|id| before.network.node(id).is_none())
        .map(|id| (id, before.name(id).to_owned()))
        .collect();
    let names: Vec<String> = off.into_values().collect();
    (!names.is_empty()).then(|| fill(&words.assume_off_roads, &[("names", &words.names(&names))]))
}
