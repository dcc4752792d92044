//! What a claim claims, as a fragment: "Government withdrawing from Hama".

use marsad_domain::{ControlVerb, Relation};

use crate::{
    clean_text::CleanText,
    composer::{Composer, fill_raw, word},
    redact::{PublishedBody, PublishedClaim},
    wording::fill,
};

/// What a claim claims; nothing for kinds that the report does not repeat.
pub(crate) fn proposition(composer: &Composer<'_>, claim: &PublishedClaim) -> Option<CleanText> {
    let words = composer.words();
    let party = |party: &Option<CleanText>| {
        party
            .clone()
            .unwrap_or_else(|| CleanText::new(&words.party_unnamed))
    };
    let places = places(composer, claim);
    let text = match &claim.body {
        PublishedBody::Control { change, party: who } => fill(
            word(&words.control_verb, verb_key(*change)),
            &[("party", party(who).as_str()), ("places", places.as_str())],
        ),
        PublishedBody::Presence { party: who } => fill(
            &words.present,
            &[("party", party(who).as_str()), ("places", places.as_str())],
        ),
        PublishedBody::Movement {
            party: who,
            from,
            toward,
        } => {
            let way = |template: &str, place: &Option<CleanText>| {
                place
                    .as_ref()
                    .map(|place| fill_raw(template, &[("place", place.as_str())]))
                    .unwrap_or_default()
            };
            let (from, toward) = (way(&words.from, from), way(&words.toward, toward));
            let blanks = [
                ("party", party(who)),
                ("from", from.into()),
                ("toward", toward.into()),
            ];
            moved(&words.moved, &blanks)
        }
        PublishedBody::Happening { sub_event } => fill(
            &words.at,
            &[("what", sub_event), ("places", places.as_str())],
        ),
        PublishedBody::Toll { figures } | PublishedBody::Displacement { figures, .. } => {
            let each: Vec<String> = figures
                .iter()
                .map(|figure| {
                    format!(
                        "{} {}",
                        composer.amount(figure.amount),
                        composer.counted(figure.of)
                    )
                })
                .collect();
            if each.is_empty() {
                return None;
            }
            let figures = each.join(&words.comma);
            fill(
                &words.counted_at,
                &[("figures", &figures), ("places", places.as_str())],
            )
        }
        PublishedBody::Other => return None,
    };
    Some(text)
}

fn moved(template: &str, blanks: &[(&str, CleanText)]) -> CleanText {
    let spaced: Vec<(&str, String)> = blanks
        .iter()
        .map(|(name, text)| {
            let lead = if *name == "party" || text.is_empty() {
                ""
            } else {
                " "
            };
            (*name, format!("{lead}{text}"))
        })
        .collect();
    let filled: Vec<(&str, &str)> = spaced
        .iter()
        .map(|(name, text)| (*name, text.as_str()))
        .collect();
    fill(template, &filled)
}

/// The places of a claim. Verbs of control say themselves that somebody leaves a place, so "from" is not repeated.
fn places(composer: &Composer<'_>, claim: &PublishedClaim) -> CleanText {
    let words = composer.words();
    let is_control = matches!(claim.body, PublishedBody::Control { .. });
    let mut named: Vec<CleanText> = Vec::new();
    for (relation, place) in &claim.places {
        let relation = if is_control && *relation == Relation::From {
            &Relation::At
        } else {
            relation
        };
        let text = fill(
            word(&words.relation, relation_key(*relation)),
            &[("place", place.as_str())],
        );
        if !named.contains(&text) {
            named.push(text);
        }
    }
    if named.is_empty() {
        CleanText::new(&words.place_unstated)
    } else {
        composer.list(&named, 4)
    }
}

fn verb_key(verb: ControlVerb) -> &'static str {
    match verb {
        ControlVerb::Took => "took",
        ControlVerb::Lost => "lost",
        ControlVerb::Holds => "holds",
        ControlVerb::Entered => "entered",
        ControlVerb::Withdrew => "withdrew",
        ControlVerb::Besieges => "besieges",
        ControlVerb::Contests => "contests",
    }
}

fn relation_key(relation: Relation) -> &'static str {
    match relation {
        Relation::At => "at",
        Relation::Near => "near",
        Relation::Around => "around",
        Relation::Toward => "toward",
        Relation::From => "from",
        Relation::Along => "along",
        Relation::Between => "between",
        Relation::NorthOf => "north_of",
        Relation::EastOf => "east_of",
        Relation::SouthOf => "south_of",
        Relation::WestOf => "west_of",
        Relation::PartOf => "part_of",
    }
}
