//! The places nearest to each cell by cost of travel.

use std::collections::BTreeSet;

use marsad_domain::Position;

use super::{
    grid::WAYS,
    ground::{NO_WAY, Terrain, units},
};

/// At most so many places more than may vote are kept for a cell, for those that say nothing on a day.
const MOST_SPARE: usize = 64;
/// How many cells from its own a place may begin, where its own lies over a river or off the coast.
const NEAR_CELLS: f64 = 2.0;

/// For each cell its nearest places within reach, nearest first. It does not change from day to day.
#[derive(Debug)]
pub(super) struct Near {
    most: usize,
    counts: Vec<u8>,
    /// The numbers of the places, `most` for each cell.
    places: Vec<u32>,
    costs: Vec<u16>,
    /// The numbers of the places that lie too far outside the land to reach any of it.
    pub(super) outside: BTreeSet<usize>,
}

impl Near {
    /// Finds them: from all places at once, each cell taking the first so many that arrive. Whatever is not among the
    /// nearest of a cell is not among those of a cell behind it, so nothing is missed.
    pub(super) fn of(terrain: &Terrain, places: &[Position], silent: usize) -> Self {
        let most = terrain.rules.places + silent.min(MOST_SPARE);
        let most = most.min(places.len()).min(usize::from(u8::MAX));
        let cells = terrain.grid.len();
        let mut near = Self {
            most,
            counts: vec![0; cells],
            places: vec![0; cells * most],
            costs: vec![0; cells * most],
            outside: BTreeSet::new(),
        };
        let reach = usize::from(units(terrain.rules.reach_km));
        let mut waves: Vec<Vec<(u32, u32)>> = vec![Vec::new(); reach + 1];
        for (number, position) in (0u32..).zip(places) {
            let starts = starts(terrain, *position);
            if starts.is_empty() {
                near.outside.insert(number as usize);
            }
            for (cell, cost) in starts {
                if let Some(wave) = waves.get_mut(usize::from(cost)) {
                    wave.push((cell, number));
                }
            }
        }
        for cost in 0..waves.len() {
            let mut at = 0;
            // A step costs something, so nothing is added to the wave that is being gone through.
            while let Some(&(cell, place)) = waves[cost].get(at) {
                at += 1;
                if near.take(cell as usize, place, cost) {
                    near.spread(terrain, (cell, place), cost, &mut waves);
                }
            }
            waves[cost] = Vec::new();
        }
        near
    }

    /// The nearest places of a cell with their costs in thirty-seconds of a km.
    pub(super) fn around(&self, cell: usize) -> impl Iterator<Item = (usize, u16)> + '_ {
        let from = cell * self.most;
        let to = from + usize::from(self.counts[cell]);
        let places = self.places[from..to].iter().map(|place| *place as usize);
        places.zip(self.costs[from..to].iter().copied())
    }

    fn knows(&self, cell: usize, place: u32) -> bool {
        let count = usize::from(self.counts[cell]);
        let from = cell * self.most;
        count == self.most || self.places[from..from + count].contains(&place)
    }

    fn take(&mut self, cell: usize, place: u32, cost: usize) -> bool {
        if self.knows(cell, place) {
            return false;
        }
        let at = cell * self.most + usize::from(self.counts[cell]);
        self.places[at] = place;
        self.costs[at] = u16::try_from(cost).unwrap_or(NO_WAY);
        self.counts[cell] += 1;
        true
    }

    fn spread(
        &self,
        terrain: &Terrain,
        (cell, place): (u32, u32),
        cost: usize,
        waves: &mut [Vec<(u32, u32)>],
    ) {
        let cell = cell as usize;
        for (way, direction) in WAYS.into_iter().enumerate() {
            let Some(next) = terrain.grid.neighbour(cell, direction) else {
                continue;
            };
            let step = terrain.cost(cell, next, way);
            if step == NO_WAY || !terrain.is_inside[next] || self.knows(next, place) {
                continue;
            }
            if let Some(wave) = waves.get_mut(cost + usize::from(step)) {
                wave.push((u32::try_from(next).unwrap_or(u32::MAX), place));
            }
        }
    }
}

/// The cells from which a place reaches out: those around it, on its side of every river; its own where there is none
/// such.
fn starts(terrain: &Terrain, position: Position) -> Vec<(u32, u16)> {
    let grid = &terrain.grid;
    let spot = grid.spot(position);
    let cost = |cell: usize| {
        let middle = grid.middle(cell);
        let away = (middle.x - spot.x).hypot(middle.y - spot.y) * grid.side;
        units(away * terrain.rules.travel.open)
    };
    let around: Vec<usize> = grid
        .within(spot, NEAR_CELLS * grid.side)
        .filter(|cell| terrain.is_inside[*cell])
        .collect();
    let is_open = |cell: &&usize| {
        let middle = grid.middle(**cell);
        terrain.barriers.between(grid, spot, middle).is_none()
    };
    let open: Vec<usize> = around.iter().filter(is_open).copied().collect();
    let chosen = if open.is_empty() { around } else { open };
    chosen
        .into_iter()
        .filter_map(|cell| Some((u32::try_from(cell).ok()?, cost(cell))))
        .collect()
}
