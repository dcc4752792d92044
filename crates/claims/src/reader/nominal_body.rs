//! What a noun for an event says: who holds what, what happened, what became of how many.

use marsad_domain::{
    ActorMention, Amount, Body, ControlChange, Counted, Figure, Measure, Relation, SubEvent,
};

use super::{
    building::View,
    figures,
    frames::party_id,
    nominals::{Spot, places},
};
use crate::rules::{Makes, Nominal};

/// The body of a claim that a noun makes; nothing where the words do not say enough.
pub(super) fn of(
    view: &View<'_>,
    nominal: &Nominal,
    spot: &Spot<'_>,
    actors: &[ActorMention],
) -> Option<Body> {
    match nominal.makes {
        Makes::Toll => {
            let people = spot.phrase.of.iter();
            let figures = figures::of_phrases(view, people, nominal.counted?, None);
            let says_how_many = |figure: &Figure| figure.amount != Amount::Vague(None);
            figures
                .iter()
                .any(says_how_many)
                .then_some(Body::Toll { figures })
        }
        Makes::Control => {
            let party = actors.first().and_then(party_id);
            Some(Body::Control {
                control: ControlChange {
                    change: nominal.change?,
                    party,
                },
            })
        }
        Makes::Happening => Some(Body::Happening {
            sub_event: nominal.sub_event.unwrap_or(SubEvent::Other),
        }),
        Makes::Displacement => Some(displaced(view, nominal, spot)),
        Makes::Movement | Makes::Presence | Makes::Count => None,
    }
}

/// "the exodus of families from X": flight as a noun, with how many where the words say so.
fn displaced(view: &View<'_>, nominal: &Nominal, spot: &Spot<'_>) -> Body {
    let of = spot.phrase.of.iter();
    let mut figures = figures::of_phrases(view, of, Counted::Displaced, None);
    figures.retain(|figure| figure.amount != Amount::Vague(None));
    let is_way = |to: bool| {
        let places = places(view, nominal, spot);
        let found = places.into_iter().find(|place| {
            let is_from = place.relation == Relation::From;
            place.place.is_some() && is_from != to
        });
        found.and_then(|place| place.place).map(Box::new)
    };
    Body::Displacement {
        measure: Measure::Flow,
        from: is_way(false),
        to: is_way(true),
        figures,
    }
}
