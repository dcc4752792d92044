//! What a text has settled in the first round, and how that pulls at the places of its names.

use std::collections::BTreeMap;

use marsad_domain::{PlaceKind, Position};

use crate::{
    find::candidates::{Candidate, NameKey},
    gazetteer::{Gazetteer, NO_COUNTRY, Number},
};

/// How many different places of a text pull at the others: the first so many.
const MOST_ANCHORS: usize = 64;
/// Mean radius of the earth, in kilometres (IUGG).
const EARTH_KM: f64 = 6371.0088;

/// What the text has settled in the first round.
#[derive(Debug, Default)]
pub(super) struct Settled {
    /// Points of the places chosen, the first so many.
    anchors: Vec<(Number, Direction)>,
    /// Areas that the text names, sorted; without countries.
    areas: Vec<Number>,
    /// For each country, what share of the different names of the text lies in it, 0 to 1.
    countries: Vec<([u8; 2], f64)>,
    /// For each name, the place that words beside it decided somewhere.
    decided: BTreeMap<NameKey, Number>,
}

/// What was chosen for a name in the first round.
#[derive(Debug, Clone, Copy)]
pub(super) struct Choice {
    /// What the name is known by; nothing where no list has it.
    pub(super) name: Option<NameKey>,
    /// The place.
    pub(super) place: Candidate,
    /// Whether words beside the name decided.
    pub(super) decided: bool,
}

/// How the rest of a text pulls at a place.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Pull {
    /// How near the other places are, 0 to 1.
    pub(super) near: f64,
    /// Whether the text names an area around.
    pub(super) inside: bool,
    /// What share of the different names lies in its country, 0 to 1.
    pub(super) share: f64,
}

/// A point of the unit sphere.
#[derive(Debug, Clone, Copy)]
struct Direction([f64; 3]);

impl Direction {
    fn of(position: Position) -> Self {
        let (sin_lat, cos_lat) = position.lat().to_radians().sin_cos();
        let (sin_lon, cos_lon) = position.lon().to_radians().sin_cos();
        Self([cos_lat * cos_lon, cos_lat * sin_lon, sin_lat])
    }

    /// The square of the distance through the earth, in square kilometres: up to some hundred kilometres that of the
    /// great circle to within one part in a thousand, and beyond that nothing is near.
    fn chord_squared(self, other: Self) -> f64 {
        let dot: f64 = self.0.iter().zip(other.0).map(|(a, b)| a * b).sum();
        2.0 * EARTH_KM * EARTH_KM * (1.0 - dot).max(0.0)
    }
}

impl Settled {
    /// What some choices settle, in the order of the names in the text.
    pub(super) fn of(choices: &[Choice]) -> Self {
        let mut settled = Self {
            countries: countries(choices),
            ..Self::default()
        };
        let mut anchored = std::collections::BTreeSet::new();
        for choice in choices {
            let Candidate { place, facts, .. } = choice.place;
            if facts.kind.is_area() {
                if facts.kind != PlaceKind::Country {
                    settled.areas.push(place);
                }
                continue;
            }
            if settled.anchors.len() < MOST_ANCHORS && anchored.insert(place) {
                settled.anchors.push((place, Direction::of(facts.position)));
            }
            if let (Some(name), true) = (choice.name, choice.decided) {
                settled.decided.entry(name).or_insert(place);
            }
        }
        settled.areas.sort_unstable();
        settled.areas.dedup();
        settled
    }

    /// The place that words beside a name decided somewhere.
    pub(super) fn decided(&self, name: NameKey) -> Option<Number> {
        self.decided.get(&name).copied()
    }

    /// How the text pulls at each of some candidates, which are those of one name and do not pull at each other.
    pub(super) fn pulls(
        &self,
        candidates: &[Candidate],
        gazetteer: &Gazetteer,
        scale_km: f64,
    ) -> Vec<Pull> {
        let is_own = |place: Number| candidates.iter().any(|it| it.place == place);
        let others = self.anchors.iter().filter(|(place, _)| !is_own(*place));
        let anchors: Vec<Direction> = others.map(|(_, direction)| *direction).collect();
        let areas: Vec<Number> = self
            .areas
            .iter()
            .copied()
            .filter(|it| !is_own(*it))
            .collect();
        let pull = |candidate: &Candidate| Pull {
            near: near(Direction::of(candidate.facts.position), &anchors, scale_km),
            inside: !areas.is_empty() && is_inside(candidate.place, &areas, gazetteer),
            share: self.share(candidate.facts.country),
        };
        candidates.iter().map(pull).collect()
    }

    fn share(&self, country: [u8; 2]) -> f64 {
        let found = self
            .countries
            .binary_search_by_key(&country, |(code, _)| *code);
        found
            .ok()
            .and_then(|at| self.countries.get(at))
            .map_or(0.0, |(_, share)| *share)
    }
}

/// The mean of what each anchor pulls: 1 at its point, half of that at the scale, nearly nothing far away.
fn near(at: Direction, anchors: &[Direction], scale_km: f64) -> f64 {
    if anchors.is_empty() {
        return 0.0;
    }
    let scale = scale_km.max(1.0);
    let pull = |anchor: &Direction| 1.0 / (1.0 + at.chord_squared(*anchor) / (scale * scale));
    #[expect(clippy::cast_precision_loss, reason = "at most 64 anchors")]
    let count = anchors.len() as f64;
    anchors.iter().map(pull).sum::<f64>() / count
}

/// Whether a place lies in one of some areas, which are sorted.
fn is_inside(place: Number, areas: &[Number], gazetteer: &Gazetteer) -> bool {
    let around = gazetteer.areas_of(place);
    around.iter().any(|area| areas.binary_search(area).is_ok())
}

/// What share of the different names lies in each country, sorted by its code.
fn countries(choices: &[Choice]) -> Vec<([u8; 2], f64)> {
    let named = choices.iter().filter_map(|choice| {
        let country = choice.place.facts.country;
        (country != NO_COUNTRY).then_some((country, choice.name?))
    });
    let mut named: Vec<([u8; 2], NameKey)> = named.collect();
    named.sort_unstable();
    named.dedup();
    #[expect(clippy::cast_precision_loss, reason = "names of one text")]
    let share = |count: usize| count as f64 / named.len().max(1) as f64;
    let groups = named.chunk_by(|a, b| a.0 == b.0);
    groups
        .filter_map(|group| Some((group.first()?.0, share(group.len()))))
        .collect()
}
