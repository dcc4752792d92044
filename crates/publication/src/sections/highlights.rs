//! What changed hands since the earlier day, with who says so and who disagrees; and the deadliest incident of the day.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use marsad_domain::{ClaimId, Counted};

use crate::{
    clean_text::CleanText,
    composer::{Composer, fill_raw},
    redact::{PublishedControl, PublishedState},
    sections::incidents,
    sentence::{Block, Section, SectionId, Sentence},
    wording::fill,
};

/// How many groups of places stand as sentences of their own.
const MOST_GROUPS: usize = 10;
/// How many places one sentence names.
const MOST_NAMES: usize = 8;

/// Places that passed from one state to another.
#[derive(Debug, Default)]
struct Change {
    names: Vec<CleanText>,
    people: u64,
    is_watched: bool,
    supporting: Vec<ClaimId>,
    opposing: Vec<ClaimId>,
    opening: Option<Date>,
}

type ChangeKey = (Option<usize>, PublishedState, PublishedState);

/// The highlights.
pub(crate) fn section(composer: &mut Composer<'_>) -> Section {
    let words = composer.words();
    let since = composer.day(composer.input().day_before);
    let mut changes: Vec<(ChangeKey, Change)> = changes(composer).into_iter().collect();
    changes.sort_by(|(key_a, a), (key_b, b)| {
        (!a.is_watched, std::cmp::Reverse(a.people), key_a).cmp(&(
            !b.is_watched,
            std::cmp::Reverse(b.people),
            key_b,
        ))
    });
    let hidden: usize = changes
        .iter()
        .skip(MOST_GROUPS)
        .map(|(_, change)| change.names.len())
        .sum();
    let mut sentences: Vec<Sentence> = changes
        .into_iter()
        .take(MOST_GROUPS)
        .filter_map(|((_, before, after), change)| sentence(composer, &before, &after, &change))
        .collect();
    let has_changed = !sentences.is_empty();
    sentences.extend(deadliest(composer));
    let mut blocks = Vec::new();
    if !has_changed {
        blocks.push(Block::Remark(fill(
            &words.no_change,
            &[("day", since.as_str())],
        )));
    }
    blocks.push(Block::Sentences(sentences));
    if hidden > 0 {
        let count = composer.count(hidden);
        blocks.push(Block::Remark(fill(
            &words.more_changes,
            &[("count", &count), ("day", since.as_str())],
        )));
    }
    Section {
        id: SectionId::Highlights,
        heading: CleanText::new(&words.highlights),
        blocks,
    }
}

/// Watched places stand alone, others together with those that changed alike.
fn changes(composer: &Composer<'_>) -> BTreeMap<ChangeKey, Change> {
    let mut changes: BTreeMap<ChangeKey, Change> = BTreeMap::new();
    let mut places: Vec<&PublishedControl> = composer.control.iter().collect();
    places.sort_by_key(|place| (std::cmp::Reverse(place.population), &place.place.id));
    for place in places {
        let before = composer
            .before
            .get(&place.place.id)
            .cloned()
            .unwrap_or(PublishedState::Unknown);
        if before == place.state || is_same_hand(&before, &place.state) {
            continue;
        }
        let watched = composer
            .input()
            .watch
            .iter()
            .position(|id| *id == place.place.id);
        let change = changes
            .entry((watched, before, place.state.clone()))
            .or_default();
        change.names.push(place.name.clone());
        change.people = change.people.saturating_add(place.population.unwrap_or(0));
        change.is_watched = watched.is_some();
        add_new(&mut change.supporting, &place.supporting);
        add_new(&mut change.opposing, &place.opposing);
        change.opening = change.opening.or(place.opening);
    }
    changes
}

/// Whether a report only settled that a place is with whom the opening position names: nothing changed hands.
fn is_same_hand(before: &PublishedState, after: &PublishedState) -> bool {
    matches!(
        (before, after),
        (PublishedState::Unchecked { holder: before }, PublishedState::Held { holder: after })
            if before == after
    )
}

fn add_new(claims: &mut Vec<ClaimId>, more: &[ClaimId]) {
    let known: BTreeSet<ClaimId> = claims.iter().copied().collect();
    claims.extend(more.iter().filter(|id| !known.contains(id)));
}

fn sentence(
    composer: &mut Composer<'_>,
    before: &PublishedState,
    after: &PublishedState,
    change: &Change,
) -> Option<Sentence> {
    let words = composer.words();
    let cited: Vec<ClaimId> = change
        .supporting
        .iter()
        .chain(&change.opposing)
        .copied()
        .collect();
    let notes = composer.cite_with(&cited, change.opening)?;
    let by = |template: &str, claims: &[ClaimId]| {
        let speakers = composer.speakers(claims);
        if speakers.is_empty() {
            return String::new();
        }
        fill_raw(
            template,
            &[("speakers", composer.list(&speakers, 4).as_str())],
        )
    };
    let text = fill(
        &words.change,
        &[
            ("after", composer.present_state(after).as_str()),
            ("before", composer.present_state(before).as_str()),
            ("day", composer.day(composer.input().day_before).as_str()),
            ("for", &by(&words.reported_by, &change.supporting)),
            ("against", &by(&words.disagreeing, &change.opposing)),
        ],
    );
    Some(Sentence::about(
        composer.list(&change.names, MOST_NAMES),
        text,
        notes,
    ))
}

/// The incident of the day with the most dead.
fn deadliest(composer: &mut Composer<'_>) -> Option<Sentence> {
    let on = composer.input().question.on;
    let incident = incidents::between(composer, on, on)
        .into_iter()
        .filter(|incident| {
            incident
                .range(Counted::Killed)
                .is_some_and(|range| range.high() > 0)
        })
        .max_by_key(|incident| {
            let killed = incident.range(Counted::Killed);
            (
                killed.map(marsad_domain::Range::low),
                std::cmp::Reverse(incident.id),
            )
        })?;
    let words = composer.words();
    let place = incident
        .place
        .clone()
        .unwrap_or_else(|| CleanText::new(&words.place_unknown));
    let speakers = composer.speakers(&incident.claims);
    composer.sentence(
        &words.deadliest,
        &[
            ("what", incident.what.as_str()),
            ("place", place.as_str()),
            ("day", incidents::days(composer, &incident).as_str()),
            ("figures", incidents::figures(composer, &incident).as_str()),
            ("speakers", composer.list(&speakers, 4).as_str()),
        ],
        &incident.claims,
    )
}
