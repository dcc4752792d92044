//! The land between known places: who holds which area on a day, and where two parties meet.
//!
//! What goes in: the land of a theatre ([`Country`]), and for a day the control of its places with weaker [`Sign`]s. What comes out: polygons of one state that neither overlap nor
//! leave a gap, front lines, and how much land is with whom. A cell is with whom the places around it are, by cost of
//! travel: far ones count less than near ones, doubtful ones less than sure ones. What lies beyond the reach of every
//! known place, and where nobody lives, is unknown.

mod barrier;
mod count;
mod evidence;
mod front;
mod grid;
mod ground;
mod near;
mod rules;
mod signs;
mod trace;
mod vote;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use marsad_domain::{
    ActorId, Actors, ControlArea, ControlState, FrontLine, PlaceControl, PlaceId, Position,
    Probability, RestsOn,
};

use marsad_places::{Gazetteer, lines::Lines, network::Network};

pub use count::{AreaCount, area_counts};
pub use evidence::{Sign, SignKind};
pub use ground::Land;
pub use rules::{AreaRules, SignRules, TravelRules};
pub use signs::signs;

use evidence::Ballots;
use front::{NOBODY, fronts};
use ground::Terrain;
use near::Near;
use trace::{Labels, positions};
use vote::{CellState, Counter, Verdict};

/// The areas of a day.
#[derive(Debug, Clone, PartialEq)]
pub struct Areas {
    /// Polygons of one state, those of one state together; unknown land among them.
    pub areas: Vec<ControlArea>,
    /// Where two parties meet that are not with each other.
    pub fronts: Vec<FrontLine>,
    /// Side of a cell in km.
    pub cell_km: f64,
}

/// A theatre's land with its places, ready for any day.
#[derive(Debug)]
pub struct Country {
    terrain: Terrain,
    near: Near,
    numbers: BTreeMap<PlaceId, usize>,
}

/// What is drawn as one: a state and how sure it is, in steps.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Shade {
    state: CellState,
    step: usize,
}

impl Shade {
    const OUTSIDE: Self = Self {
        state: CellState::Outside,
        step: 0,
    };

    fn of(verdict: &Verdict, steps: &[f64]) -> Self {
        Self {
            state: verdict.state.clone(),
            step: steps
                .iter()
                .filter(|step| verdict.confidence >= **step)
                .count(),
        }
    }
}

/// What is said of a position.
#[derive(Debug, Clone, PartialEq)]
pub struct Spotted {
    /// The state of the cell that it lies in.
    pub state: ControlState,
    /// Who has most votes there, also where it is contested.
    pub leader: Option<ActorId>,
    /// How sure.
    pub confidence: Probability,
}

impl Country {
    /// Land with the places that say something on some day; at most `silent` of them say nothing on any one day.
    /// Nothing where there is no place.
    #[must_use]
    pub fn new(
        land: &Land<'_>,
        places: &[(PlaceId, Position)],
        silent: usize,
        rules: &AreaRules,
    ) -> Option<Self> {
        let places: BTreeMap<&PlaceId, Position> =
            places.iter().map(|(id, at)| (id, *at)).collect();
        let listed: Vec<(PlaceId, Position)> = places
            .into_iter()
            .map(|(id, at)| (id.clone(), at))
            .collect();
        let terrain = Terrain::of(land, &listed, rules)?;
        let at: Vec<Position> = listed.iter().map(|(_, at)| *at).collect();
        let near = Near::of(&terrain, &at, silent);
        let numbers = listed.into_iter().map(|(id, _)| id).zip(0..).collect();
        Some(Self {
            terrain,
            near,
            numbers,
        })
    }

    /// Land without a theatre: as far as its places reach, by distance alone. Nothing where there is no place.
    #[must_use]
    pub fn bare(places: &[(PlaceId, Position)], rules: &AreaRules) -> Option<Self> {
        let land = Land {
            lines: &Lines::default(),
            network: &Network::default(),
            gazetteer: &Gazetteer::empty(),
            settlements: &[],
        };
        Self::new(&land, places, 0, rules)
    }

    /// The places that lie too far outside the land to hold any of it, in order of their ids.
    pub fn outside(&self) -> impl Iterator<Item = &PlaceId> {
        let outside = &self.near.outside;
        let places = self.numbers.iter().filter(|(_, at)| outside.contains(at));
        places.map(|(id, _)| id)
    }

    /// The areas of a day by the control of its places. The order of `control` and `signs` changes nothing.
    #[must_use]
    pub fn areas(
        &self,
        control: &[PlaceControl],
        signs: &[Sign],
        actors: &Actors,
        on: Date,
    ) -> Areas {
        let ballots = self.ballots(control, signs, actors, on);
        let verdicts = self.verdicts(&ballots);
        let steps = &self.terrain.rules.confidence_steps;
        let shades: Vec<Shade> = verdicts.iter().map(|one| Shade::of(one, steps)).collect();
        let states: BTreeSet<&Shade> = shades.iter().chain([&Shade::OUTSIDE]).collect();
        let states: Vec<&Shade> = states.into_iter().collect();
        let label = |shade: &Shade| {
            let at = states.binary_search(&shade).unwrap_or_default();
            u16::try_from(at).unwrap_or(u16::MAX)
        };
        let of_cell = shades.iter().map(label).collect();
        let beyond = label(&Shade::OUTSIDE);
        let labels = Labels::new(&self.terrain.grid, of_cell, beyond);
        let rings = labels.rings();
        let leaders = verdicts.iter().map(|one| one.leader.unwrap_or(NOBODY));
        Areas {
            areas: polygons(
                &labels,
                &rings,
                &verdicts,
                |label| {
                    let state = states.get(usize::from(label)).map(|shade| &shade.state);
                    state.unwrap_or(&CellState::Unknown)
                },
                &ballots.parties,
            ),
            fronts: fronts(&self.terrain.grid, leaders.collect(), &ballots),
            cell_km: self.terrain.grid.side,
        }
    }

    /// What is said of some positions on a day; nothing of those outside.
    #[must_use]
    pub fn spots(
        &self,
        at: &[Position],
        control: &[PlaceControl],
        signs: &[Sign],
        actors: &Actors,
        on: Date,
    ) -> Vec<Option<Spotted>> {
        let ballots = self.ballots(control, signs, actors, on);
        let mut counter = Counter::new(&ballots, &self.terrain);
        let spotted = at.iter().map(|position| {
            let grid = &self.terrain.grid;
            let cell = grid.cell(grid.spot(*position))?;
            let found = counter.judge(&self.terrain, &self.near, cell);
            (found.state != CellState::Outside).then(|| Spotted {
                state: in_words(&found.state, &ballots.parties),
                leader: found
                    .leader
                    .and_then(|leader| ballots.parties.get(usize::from(leader)).cloned()),
                confidence: probability(found.confidence),
            })
        });
        spotted.collect()
    }

    /// Whether a position lies nearer to the middle of its cell than to its sides, so that no corner is cut there.
    #[must_use]
    pub fn is_near_middle(&self, at: Position) -> bool {
        let spot = self.terrain.grid.spot(at);
        let away = |at: f64| (at - at.floor() - 0.5).abs();
        away(spot.x).max(away(spot.y)) < 0.25
    }

    fn ballots(
        &self,
        control: &[PlaceControl],
        signs: &[Sign],
        actors: &Actors,
        on: Date,
    ) -> Ballots {
        let rules = &self.terrain.rules;
        Ballots::of(control, signs, &self.numbers, actors, (on, rules))
    }

    fn verdicts(&self, ballots: &Ballots) -> Vec<Verdict> {
        let mut counter = Counter::new(ballots, &self.terrain);
        (0..self.terrain.grid.len())
            .map(|cell| counter.judge(&self.terrain, &self.near, cell))
            .collect()
    }
}

/// The polygons by state: the rings of each body, the outer one first.
fn polygons<'s>(
    labels: &Labels<'_>,
    rings: &[trace::Ring],
    verdicts: &[Verdict],
    state: impl Fn(u16) -> &'s CellState,
    parties: &[ActorId],
) -> Vec<ControlArea> {
    let mut bodies: BTreeMap<(u16, usize), Vec<&trace::Ring>> = BTreeMap::new();
    for ring in rings {
        bodies
            .entry((ring.label, ring.body))
            .or_default()
            .push(ring);
    }
    let sure = confidences(labels, rings, verdicts);
    let polygon = |((label, body), mut rings): ((u16, usize), Vec<&trace::Ring>)| {
        rings.sort_by(|a, b| b.area.total_cmp(&a.area));
        let ring = |ring: &&trace::Ring| {
            let spots: Vec<_> = ring.pieces.iter().map(|piece| piece.spot).collect();
            positions(labels.grid, &spots, true)
        };
        let (cells, sum) = sure.get(&body).copied().unwrap_or_default();
        #[expect(clippy::cast_precision_loss, reason = "some million cells")]
        let count = cells as f64;
        ControlArea {
            state: in_words(state(label), parties),
            is_between: matches!(state(label), CellState::Between(..)),
            rings: rings.iter().map(ring).collect(),
            confidence: probability(sum / count.max(1.0)),
            km2: count * labels.grid.cell_km2(),
        }
    };
    bodies.into_iter().map(polygon).collect()
}

/// For each body how many cells it has and the sum of what they are sure of.
fn confidences(
    labels: &Labels<'_>,
    rings: &[trace::Ring],
    verdicts: &[Verdict],
) -> BTreeMap<usize, (usize, f64)> {
    let mut found: BTreeMap<usize, (usize, f64)> =
        rings.iter().map(|ring| (ring.body, (0, 0.0))).collect();
    for (body, verdict) in labels.bodies.iter().zip(verdicts) {
        if let Some((cells, sum)) = found.get_mut(body) {
            *cells += 1;
            *sum += verdict.confidence;
        }
    }
    found
}

fn probability(value: f64) -> Probability {
    Probability::clamped(value)
}

fn in_words(state: &CellState, parties: &[ActorId]) -> ControlState {
    let party = |number: &u16| parties.get(usize::from(*number)).cloned();
    let claimed = |number: &u16, rests_on| {
        party(number).map(|holder| ControlState::Claimed {
            holder,
            before: None,
            rests_on,
        })
    };
    let found = match state {
        CellState::Outside | CellState::Unknown => None,
        CellState::Held(number) => party(number).map(|holder| ControlState::Held { holder }),
        CellState::OneSide(number) => claimed(number, RestsOn::OneSide),
        CellState::Unchecked(number) => claimed(number, RestsOn::UncheckedOpening),
        CellState::Siege(holder, by) => party(holder)
            .zip(party(by))
            .map(|(holder, by)| ControlState::Besieged { holder, by }),
        CellState::Between(one, other) => Some(ControlState::Contested {
            parties: [one, other].into_iter().filter_map(party).collect(),
        }),
        CellState::Fight(numbers) => Some(ControlState::Contested {
            parties: numbers.iter().filter_map(party).collect(),
        }),
    };
    found.unwrap_or(ControlState::Unknown)
}
