//! What would break if places changed hands. High sensitivity by type: only the desk's edition has this section.

use marsad_domain::{CutOff, CutPair, Kilometres};

use crate::{
    clean_text::CleanText,
    composer::Composer,
    footnote::{Footnote, Notes},
    sensitivity::of_cut_off,
    sentence::{Block, Section, SectionId, Sentence},
    wording::fill,
};

/// How many names one sentence lists.
const MOST_NAMES: usize = 12;

/// The answer, where there is one and the edition may have it.
pub(crate) fn section(composer: &mut Composer<'_>) -> Option<Section> {
    let cut_off = composer.input().cut_off?;
    if !composer.screen.edition.admits(of_cut_off(cut_off)) {
        return None;
    }
    let words = composer.words();
    let notes = composer.notes.cite([Footnote::Scenario {
        on: cut_off.scenario.on,
    }])?;
    let mut sentences = vec![];
    for pair in &cut_off.pairs {
        sentences.extend(pair_sentences(composer, pair, &notes));
    }
    sentences.push(cut_off_sentence(composer, cut_off, &notes));
    if !cut_off.broken.is_empty() {
        sentences.push(broken_sentence(composer, cut_off, &notes));
    }
    let assumptions = cut_off
        .scenario
        .assumptions
        .iter()
        .map(|text| Block::Remark(fill(&words.what_if_assumption, &[("text", text)])));
    let mut blocks = vec![
        Block::Remark(CleanText::new(&words.what_if_intro)),
        Block::Heading(change(composer, cut_off)),
        Block::Sentences(sentences),
    ];
    blocks.extend(assumptions);
    Some(Section {
        id: SectionId::WhatIf,
        heading: CleanText::new(&words.what_if),
        blocks,
    })
}

fn change(composer: &Composer<'_>, cut_off: &CutOff) -> CleanText {
    let changes: Vec<CleanText> = cut_off
        .scenario
        .changes
        .iter()
        .map(|change| {
            let place = composer.input().gazetteer.get(&change.place);
            let name = place.map_or(change.place.as_str(), |place| &place.name);
            CleanText::from(format!("{name} → {}", composer.screen.party(&change.party)))
        })
        .collect();
    fill(
        &composer.words().what_if_change,
        &[
            ("changes", composer.list(&changes, MOST_NAMES).as_str()),
            ("party", composer.screen.party(&cut_off.party).as_str()),
        ],
    )
}

fn pair_sentences(composer: &Composer<'_>, pair: &CutPair, notes: &Notes) -> Vec<Sentence> {
    let words = composer.words();
    let km = |length: Kilometres| kilometres(composer, length);
    let ends = [
        ("from", pair.from.name.as_str()),
        ("to", pair.to.name.as_str()),
    ];
    let say = |template: &str, more: &[(&str, &str)]| {
        let blanks: Vec<(&str, &str)> = ends.iter().chain(more).copied().collect();
        Sentence::new(fill(template, &blanks), notes.clone())
    };
    let added = pair
        .remaining
        .as_ref()
        .and_then(|way| way.added.map(|added| (way.length, added)));
    let first = match added {
        _ if pair.is_severed() => {
            let before = pair.before.map(km).unwrap_or_default();
            say(&words.what_if_severed, &[("before", &before)])
        }
        Some((length, added)) if pair.connected_after && added.0 >= 0.5 => say(
            &words.what_if_detour,
            &[("length", &km(length)), ("added", &km(added))],
        ),
        _ if pair.connected_after => say(&words.what_if_kept, &[]),
        _ => say(&words.what_if_never, &[]),
    };
    let mut sentences = vec![first];
    if let Some(way) = &pair.beyond {
        let needs: Vec<CleanText> = way.needs.iter().map(|need| CleanText::new(need)).collect();
        let needs = composer.list(&needs, MOST_NAMES);
        let blanks = [("length", km(way.length)), ("needs", needs.to_string())];
        let blanks: Vec<(&str, &str)> = blanks.iter().map(|(k, v)| (*k, v.as_str())).collect();
        sentences.push(say(&words.what_if_beyond, &blanks));
    } else if !pair.connected_after {
        sentences.extend(
            pair.tried
                .iter()
                .map(|tried| say(&words.what_if_no_way, &[("tried", tried)])),
        );
    }
    sentences
}

fn cut_off_sentence(composer: &Composer<'_>, cut_off: &CutOff, notes: &Notes) -> Sentence {
    let words = composer.words();
    if cut_off.cut_off.is_empty() {
        return Sentence::new(CleanText::new(&words.what_if_none_cut_off), notes.clone());
    }
    let mut places: Vec<_> = cut_off.cut_off.iter().collect();
    places.sort_by_key(|place| (std::cmp::Reverse(place.population), &place.place.id));
    let names: Vec<CleanText> = places
        .iter()
        .map(|place| CleanText::new(&place.place.name))
        .collect();
    let text = fill(
        &words.what_if_cut_off,
        &[
            ("places", composer.list(&names, MOST_NAMES).as_str()),
            ("count", &composer.count(names.len())),
            ("people", &composer.number(cut_off.people)),
        ],
    );
    Sentence::new(text, notes.clone())
}

fn broken_sentence(composer: &Composer<'_>, cut_off: &CutOff, notes: &Notes) -> Sentence {
    let roads: Vec<CleanText> = cut_off
        .broken
        .iter()
        .map(|link| {
            let road = link.reference.as_deref().unwrap_or(&link.class);
            CleanText::from(format!("{} – {}, {road}", link.from.name, link.to.name))
        })
        .collect();
    let text = fill(
        &composer.words().what_if_broken,
        &[
            ("count", &composer.count(roads.len())),
            ("roads", composer.list(&roads, MOST_NAMES).as_str()),
        ],
    );
    Sentence::new(text, notes.clone())
}

fn kilometres(composer: &Composer<'_>, length: Kilometres) -> String {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a length on earth, at least 0"
    )]
    let whole = length.0.max(0.0).round() as u64;
    composer.number(whole)
}
