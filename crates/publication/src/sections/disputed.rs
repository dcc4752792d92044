//! Denials, retractions, figures that were replaced, and control that somebody disputes.

use std::collections::BTreeMap;

use jiff::civil::Date;
use marsad_domain::{ClaimId, Stance};

use crate::{
    clean_text::CleanText,
    composer::Composer,
    redact::{PublishedBody, PublishedClaim, PublishedControl, PublishedIncident, PublishedState},
    sections::{incidents, proposition::proposition, remainders},
    sentence::{Block, Section, SectionId, Sentence},
};

/// How many names one sentence lists.
const MOST_NAMES: usize = 8;

/// What is disputed and what was corrected.
pub(crate) fn section(composer: &mut Composer<'_>) -> Section {
    let words = composer.words();
    let lists = [
        (&words.denials_heading, denials(composer)),
        (&words.replaced_heading, replaced(composer)),
        (&words.disputed_control_heading, disputed_control(composer)),
    ];
    let mut blocks = Vec::new();
    for (heading, sentences) in lists {
        if !sentences.is_empty() {
            blocks.push(Block::Heading(CleanText::new(heading)));
            blocks.push(Block::Sentences(sentences));
        }
    }
    if blocks.is_empty() {
        blocks.push(Block::Remark(CleanText::new(&words.nothing_disputed)));
    }
    Section {
        id: SectionId::Disputed,
        heading: CleanText::new(&words.disputed),
        blocks,
    }
}

fn denials(composer: &mut Composer<'_>) -> Vec<Sentence> {
    let words = composer.words();
    let claims: Vec<PublishedClaim> = composer
        .ordered()
        .filter(|claim| matches!(claim.stance, Stance::Denied | Stance::Retracted))
        .cloned()
        .collect();
    let mut sentences: Vec<Sentence> = Vec::new();
    for claim in &claims {
        let Some(what) = proposition(composer, claim) else {
            continue;
        };
        let template = if claim.stance == Stance::Denied {
            &words.denied
        } else {
            &words.retracted
        };
        let mut cited = vec![claim.id];
        cited.extend(claim.answers);
        let sentence = composer.sentence(
            template,
            &[
                ("speaker", composer.spoken(claim).as_str()),
                ("day", composer.day_or_unknown(claim.published).as_str()),
                ("what", what.as_str()),
            ],
            &cited,
        );
        sentences.extend(sentence.filter(|new| !sentences.contains(new)));
    }
    sentences
}

fn replaced(composer: &mut Composer<'_>) -> Vec<Sentence> {
    let incidents: Vec<PublishedIncident> = composer
        .incidents
        .iter()
        .filter(|one| !one.superseded.is_empty())
        .cloned()
        .collect();
    let mut sentences: Vec<Sentence> = incidents
        .iter()
        .filter_map(|incident| replaced_toll(composer, incident))
        .collect();
    for list in remainders::running(composer).into_values() {
        for pair in list.windows(2) {
            let [old, new] = pair else { continue };
            sentences.extend(replaced_count(composer, old, new));
        }
    }
    sentences
}

fn replaced_toll(composer: &mut Composer<'_>, incident: &PublishedIncident) -> Option<Sentence> {
    let words = composer.words();
    let mut old: Vec<CleanText> = Vec::new();
    for claim in incident
        .superseded
        .iter()
        .filter_map(|id| composer.claims.get(id))
    {
        let PublishedBody::Toll { figures } = &claim.body else {
            continue;
        };
        for figure in figures.iter().filter(|figure| !figure.is_part) {
            let text = format!(
                "{} {}",
                composer.amount(figure.amount),
                composer.counted(figure.of)
            );
            let text = CleanText::from(text);
            if !old.contains(&text) {
                old.push(text);
            }
        }
    }
    if old.is_empty() {
        return None;
    }
    let place = incident
        .place
        .clone()
        .unwrap_or_else(|| CleanText::new(&words.place_unknown));
    let speakers = composer.speakers(&incident.superseded);
    composer.sentence(
        &words.replaced_toll,
        &[
            ("what", incident.what.as_str()),
            ("place", place.as_str()),
            ("day", incidents::days(composer, incident).as_str()),
            ("old", composer.list(&old, MOST_NAMES).as_str()),
            ("speakers", composer.list(&speakers, 4).as_str()),
            ("new", incidents::figures(composer, incident).as_str()),
        ],
        &incident.claims,
    )
}

fn replaced_count(
    composer: &mut Composer<'_>,
    old: &remainders::Running,
    new: &remainders::Running,
) -> Option<Sentence> {
    let words = composer.words();
    let counted = match &old.figure.who {
        Some(who) => format!("{who} {}", composer.counted(old.of)),
        None => composer.counted(old.of).to_owned(),
    };
    composer.sentence(
        &words.replaced_count,
        &[
            ("speaker", composer.spoken(&new.claim).as_str()),
            ("old", composer.amount(old.figure.amount).as_str()),
            ("counted", &counted),
            (
                "old_day",
                composer.day_or_unknown(old.claim.published).as_str(),
            ),
            ("new", composer.amount(new.figure.amount).as_str()),
            (
                "new_day",
                composer.day_or_unknown(new.claim.published).as_str(),
            ),
        ],
        &[old.claim.id, new.claim.id],
    )
}

/// Places of one state with the same claims for and against stand in one sentence.
fn disputed_control(composer: &mut Composer<'_>) -> Vec<Sentence> {
    type Key = (PublishedState, Vec<ClaimId>, Vec<ClaimId>, Option<Date>);
    let words = composer.words();
    let mut groups: BTreeMap<Key, Vec<&PublishedControl>> = BTreeMap::new();
    let control = composer.control.clone();
    for place in control.iter().filter(|place| !place.opposing.is_empty()) {
        let key = (
            place.state.clone(),
            place.supporting.clone(),
            place.opposing.clone(),
            place.opening,
        );
        groups.entry(key).or_default().push(place);
    }
    let mut groups: Vec<_> = groups.into_iter().collect();
    for (_, places) in &mut groups {
        places.sort_by_key(|place| (std::cmp::Reverse(place.population), &place.place.id));
    }
    groups.sort_by_key(|(_, places)| {
        let first = places
            .first()
            .map(|place| (std::cmp::Reverse(place.population), &place.place.id));
        first.map(|(people, id)| (people, id.clone()))
    });
    let mut sentences = Vec::new();
    for ((state, supporting, opposing, opening), places) in groups {
        let cited: Vec<ClaimId> = supporting.iter().chain(&opposing).copied().collect();
        let Some(notes) = composer.cite_with(&cited, opening) else {
            continue;
        };
        let names: Vec<CleanText> = places.iter().map(|place| place.name.clone()).collect();
        let speakers = composer.speakers(&opposing);
        let text = crate::wording::fill(
            &words.disputed_control,
            &[
                ("state", composer.state(&state).as_str()),
                ("speakers", composer.list(&speakers, 4).as_str()),
            ],
        );
        sentences.push(Sentence::about(
            composer.list(&names, MOST_NAMES),
            text,
            notes,
        ));
    }
    sentences
}
