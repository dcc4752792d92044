//! Who holds the places that are followed, and the map.

use marsad_domain::ClaimId;

use crate::{
    clean_text::CleanText,
    composer::Composer,
    redact::{PublishedControl, PublishedState},
    sentence::{Block, FactTable, Row, Section, SectionId},
    wording::fill,
};

/// Control.
pub(crate) fn section(composer: &mut Composer<'_>) -> Section {
    let words = composer.words();
    let watched: Vec<PublishedControl> = composer
        .input()
        .watch
        .iter()
        .filter_map(|id| composer.control.iter().find(|place| place.place.id == *id))
        .cloned()
        .collect();
    let rows: Vec<Row> = watched
        .iter()
        .filter_map(|place| row(composer, place))
        .collect();
    let mut blocks = vec![Block::Map];
    if !rows.is_empty() {
        let headings = [
            &words.head_place,
            &words.head_state,
            &words.head_since,
            &words.head_confidence,
            &words.head_for,
            &words.head_against,
        ];
        blocks.push(Block::Facts(FactTable {
            caption: CleanText::new(&words.watched),
            headings: headings
                .into_iter()
                .map(|head| CleanText::new(head))
                .collect(),
            rows,
        }));
    }
    blocks.push(Block::Remark(counts(composer)));
    Section {
        id: SectionId::Control,
        heading: CleanText::new(&words.control),
        blocks,
    }
}

fn row(composer: &mut Composer<'_>, place: &PublishedControl) -> Option<Row> {
    let words = composer.words();
    let cited: Vec<ClaimId> = place
        .supporting
        .iter()
        .chain(&place.opposing)
        .copied()
        .collect();
    let notes = composer.cite_with(&cited, place.opening)?;
    let who = |claims: &[ClaimId]| {
        let speakers = composer.speakers(claims);
        if speakers.is_empty() {
            CleanText::new(&words.none)
        } else {
            composer.list(&speakers, 4)
        }
    };
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a probability times a hundred"
    )]
    let percent = (place.confidence * 100.0).round() as u64;
    let since = place
        .since
        .map_or_else(|| CleanText::new(&words.none), |day| composer.day(day));
    Some(Row::new(
        vec![
            place.name.clone(),
            composer.state(&place.state),
            since,
            fill(&words.percent, &[("n", &percent.to_string())]),
            who(&place.supporting),
            who(&place.opposing),
        ],
        notes,
    ))
}

/// How many places are held, claimed, contested, besieged and unknown.
fn counts(composer: &Composer<'_>) -> CleanText {
    let places = &composer.control;
    let count = |is: fn(&PublishedState) -> bool| {
        composer.count(places.iter().filter(|place| is(&place.state)).count())
    };
    let disputed = places
        .iter()
        .filter(|place| !place.opposing.is_empty())
        .count();
    fill(
        &composer.words().control_counts,
        &[
            ("places", &composer.count(places.len())),
            (
                "held",
                &count(|state| matches!(state, PublishedState::Held { .. })),
            ),
            (
                "claimed",
                &count(|state| matches!(state, PublishedState::Claimed { .. })),
            ),
            (
                "unchecked",
                &count(|state| matches!(state, PublishedState::Unchecked { .. })),
            ),
            (
                "contested",
                &count(|state| matches!(state, PublishedState::Contested { .. })),
            ),
            (
                "besieged",
                &count(|state| matches!(state, PublishedState::Besieged { .. })),
            ),
            (
                "unknown",
                &count(|state| matches!(state, PublishedState::Unknown)),
            ),
            ("disputed", &composer.count(disputed)),
        ],
    )
}
