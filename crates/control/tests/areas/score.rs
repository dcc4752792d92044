//! How much of an invented theatre is right: areas beside the nearest known town.

use marsad_control::areas::{AreaRules, Country, Land};
use marsad_domain::{Actors, Position};

use crate::invented::{Invented, day};

/// Shares of the inhabited land that are right.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Score {
    /// Cells of which areas say something; the shares are of these.
    pub(crate) cells: usize,
    /// Cells of which they say nothing.
    pub(crate) silent: usize,
    pub(crate) right: usize,
    pub(crate) nearest_right: usize,
    /// Of the cells within 10 km of a true front.
    pub(crate) near: usize,
    pub(crate) near_right: usize,
    pub(crate) near_nearest_right: usize,
    /// Cells that areas call contested.
    pub(crate) contested: usize,
    /// Of these, those within 10 km of a true front.
    pub(crate) contested_near: usize,
    /// Sum of what areas are sure of.
    pub(crate) sure: f64,
}

/// Scores one day.
pub(crate) fn score(
    theatre: &Invented,
    number: usize,
    (country, has_signs): (&Country, bool),
    rules: &AreaRules,
) -> Score {
    let control = theatre.control(number);
    let signs = if has_signs {
        theatre.signs(number)
    } else {
        Vec::new()
    };
    let cells = theatre.inhabited(number, rules.inhabited_km);
    let at: Vec<Position> = cells.iter().map(|(at, ..)| *at).collect();
    let found = country.spots(&at, &control, &signs, &Actors::default(), day(number));
    let mut score = Score::default();
    for ((at, truth, is_near), found) in cells.into_iter().zip(found) {
        let truth = &theatre.parties[truth];
        let leader = found.as_ref().and_then(|found| found.leader.as_ref());
        if leader.is_none() {
            score.silent += 1;
            continue;
        }
        let is_right = leader == Some(truth);
        let nearest = control
            .iter()
            .min_by(|a, b| {
                let away = |one: &marsad_domain::PlaceControl| one.place.position.haversine(at).0;
                away(a).total_cmp(&away(b))
            })
            .and_then(|one| one.state.holder());
        let is_nearest_right = nearest == Some(truth);
        let is_contested = found
            .as_ref()
            .is_some_and(|found| found.state.name() == "contested");
        score.cells += 1;
        score.right += usize::from(is_right);
        score.nearest_right += usize::from(is_nearest_right);
        score.near += usize::from(is_near);
        score.near_right += usize::from(is_near && is_right);
        score.near_nearest_right += usize::from(is_near && is_nearest_right);
        score.contested += usize::from(is_contested);
        score.contested_near += usize::from(is_contested && is_near);
        score.sure += found.map_or(0.0, |found| found.confidence.get());
    }
    score
}

/// The land of an invented theatre.
pub(crate) fn country(theatre: &Invented, rules: &AreaRules) -> Country {
    let places = theatre.places();
    let settlements: Vec<Position> = places.iter().map(|(_, at)| *at).collect();
    let land = Land {
        lines: &theatre.lines,
        network: &theatre.network,
        gazetteer: &theatre.gazetteer,
        settlements: &settlements,
    };
    Country::new(&land, &places, places.len(), rules).expect("it has places")
}
