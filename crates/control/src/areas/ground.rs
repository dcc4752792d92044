//! The land of a theatre: its cells, what a step between two of them costs, where people live.

use marsad_domain::{PlaceId, Position};
use marsad_places::{
    Gazetteer,
    lines::{Line, LineKind, Lines},
    network::{Link, Network},
};

use super::{
    barrier::{Barriers, Kind},
    grid::{Grid, Spot, WAYS},
    rules::AreaRules,
};

/// A way that cannot be gone.
pub(super) const NO_WAY: u16 = u16::MAX;
/// A distance of the rules means at least so many cells: nearer, the cells are too coarse to tell.
pub(super) const LEAST_CELLS: f64 = 0.75;
/// Steps of cost in a km.
pub(super) const UNITS: f64 = 32.0;

/// What the land is made from.
#[derive(Debug, Clone, Copy)]
pub struct Land<'a> {
    /// Rivers and boundaries. Closed boundaries around a place that can be known are the outline; without any, the land
    /// is as far as its places reach.
    pub lines: &'a Lines,
    /// Roads.
    pub network: &'a Network,
    /// Where the ends of the roads and the crossings lie.
    pub gazetteer: &'a Gazetteer,
    /// Every known settlement; none where it is not known where people live.
    pub settlements: &'a [Position],
}

/// The cells of a theatre with the ways between them. It does not change from day to day.
#[derive(Debug)]
pub(super) struct Terrain {
    pub(super) grid: Grid,
    pub(super) barriers: Barriers,
    /// Whether a cell belongs to the theatre.
    pub(super) is_inside: Vec<bool>,
    /// Whether people live near a cell.
    pub(super) is_inhabited: Vec<bool>,
    /// Costs of the ways to the four first neighbours of [`WAYS`].
    pub(super) ways: Vec<[u16; 4]>,
    pub(super) rules: AreaRules,
}

impl Terrain {
    /// The land around some places that can be known; nothing where there is no place.
    pub(super) fn of(
        land: &Land<'_>,
        places: &[(PlaceId, Position)],
        rules: &AreaRules,
    ) -> Option<Self> {
        let outlines = outlines(land.lines, places);
        let margin = if outlines.is_empty() {
            rules.reach_km
        } else {
            2.0 * rules.cell_km
        };
        let drawn = outlines.iter().flat_map(|line| line.points().iter());
        let points = drawn.chain(
            places
                .iter()
                .map(|(_, at)| at)
                .filter(|_| outlines.is_empty()),
        );
        let grid = Grid::over(corners(points)?, margin, rules.cell_km, rules.most_cells);
        let barriers = Barriers::of(land.lines, &grid);
        let mut terrain = Self {
            is_inside: inside(&grid, &outlines),
            is_inhabited: inhabited(
                &grid,
                land.settlements,
                rules.inhabited_km.max(LEAST_CELLS * grid.side),
            ),
            ways: Vec::new(),
            grid,
            barriers,
            rules: rules.clone(),
        };
        terrain.ways = terrain.over_land();
        terrain.cross(land);
        for (link, ..) in land.network.links() {
            terrain.pave(link, land);
        }
        Some(terrain)
    }

    /// The cost of a step to a neighbour on a way of [`WAYS`].
    pub(super) fn cost(&self, from: usize, to: usize, way: usize) -> u16 {
        let (cell, way) = if way < 4 { (from, way) } else { (to, way - 4) };
        self.ways[cell][way]
    }

    /// Every step over open land.
    fn over_land(&self) -> Vec<[u16; 4]> {
        let travel = &self.rules.travel;
        let mut ways = Vec::with_capacity(self.grid.len());
        for row in 0..self.grid.rows {
            let (east, north) = self.grid.lengths(row);
            let plain = [east, east.hypot(north), north, east.hypot(north)];
            let plain = plain.map(|km| km * travel.open);
            for column in 0..self.grid.columns {
                let cell = row * self.grid.columns + column;
                let cost = |way: usize| match self.barrier(cell, way) {
                    None => units(plain[way]),
                    Some(Kind::Boundary) => units(plain[way] + travel.boundary_km),
                    Some(Kind::River) => units(plain[way] + travel.river_km),
                };
                ways.push([cost(0), cost(1), cost(2), cost(3)]);
            }
        }
        ways
    }

    /// What parts a cell from its neighbour.
    fn barrier(&self, cell: usize, way: usize) -> Option<Kind> {
        let next = self.grid.neighbour(cell, WAYS[way])?;
        let is_near = self.barriers.is_near(cell) || self.barriers.is_near(next) || way % 2 == 1;
        let (from, to) = (self.grid.middle(cell), self.grid.middle(next));
        is_near
            .then(|| self.barriers.between(&self.grid, from, to))
            .flatten()
    }

    /// Opens the ways over rivers at their crossings.
    fn cross(&mut self, land: &Land<'_>) {
        let travel = self.rules.travel.clone();
        let rivers = land
            .lines
            .iter()
            .filter(|line| line.kind == LineKind::River);
        let crossings: Vec<Spot> = rivers
            .flat_map(|line| &line.crossings)
            .filter_map(|id| Some(self.grid.spot(land.gazetteer.get(id)?.position)))
            .collect();
        for spot in crossings {
            let around: Vec<usize> = self
                .grid
                .within(spot, travel.crossing_near_km + 1.5 * self.grid.side)
                .collect();
            for cell in around {
                for way in 0..4 {
                    self.ford(cell, way, spot);
                }
            }
        }
    }

    fn ford(&mut self, cell: usize, way: usize, crossing: Spot) {
        let travel = &self.rules.travel;
        let Some(next) = self.grid.neighbour(cell, WAYS[way]) else {
            return;
        };
        let (from, to) = (self.grid.middle(cell), self.grid.middle(next));
        let middle = (f64::midpoint(from.x, to.x), f64::midpoint(from.y, to.y));
        let away = (middle.0 - crossing.x).hypot(middle.1 - crossing.y) * self.grid.side;
        let near_km = travel.crossing_near_km.max(LEAST_CELLS * self.grid.side);
        if self.barrier(cell, way) != Some(Kind::River) || away > near_km {
            return;
        }
        let length = (from.x - to.x).hypot(from.y - to.y) * self.grid.side;
        let cost = units(length * travel.open + travel.crossing_km);
        self.ways[cell][way] = self.ways[cell][way].min(cost);
    }

    /// Lays a road over the cells between its ends, as straight as it is drawn. It crosses a river only where one of its
    /// ends is a crossing, or where the river names none.
    fn pave(&mut self, link: &Link, land: &Land<'_>) {
        let at = |id: &PlaceId| land.gazetteer.get(id).map(|place| place.position);
        let Some((from, to)) = at(&link.from).zip(at(&link.to)) else {
            return;
        };
        let straight = from.haversine(to).0.max(0.1);
        let per_km =
            self.rules.travel.on(link.class) * (link.length.0 / straight).clamp(1.0, MOST_DETOUR);
        let is_open = |river: &Line| {
            let crossings = &river.crossings;
            crossings.is_empty() || crossings.contains(&link.from) || crossings.contains(&link.to)
        };
        let mut met = land
            .lines
            .iter()
            .filter(|line| line.kind == LineKind::River && line.parts(from, to));
        let may_cross = met.all(is_open);
        let path = straight_path(&self.grid, self.grid.spot(from), self.grid.spot(to));
        for pair in path.windows(2) {
            if let [a, b] = *pair {
                self.lay(a, b, per_km, may_cross);
            }
        }
    }

    fn lay(&mut self, a: usize, b: usize, per_km: f64, may_cross: bool) {
        let Some(way) = (0..8).find(|way| self.grid.neighbour(a, WAYS[*way]) == Some(b)) else {
            return;
        };
        let (cell, way) = if way < 4 { (a, way) } else { (b, way - 4) };
        let travel = &self.rules.travel;
        let extra = match self.barrier(cell, way) {
            None => 0.0,
            Some(Kind::Boundary) => travel.boundary_km,
            Some(Kind::River) if may_cross => travel.crossing_km,
            Some(Kind::River) => return,
        };
        let (east, north) = self.grid.lengths(cell / self.grid.columns);
        let length = [east, east.hypot(north), north, east.hypot(north)][way];
        let cost = units(length * per_km + extra);
        self.ways[cell][way] = self.ways[cell][way].min(cost);
    }
}

/// A road is at most so much longer than it is drawn; what is beyond is an error of the drawing.
const MOST_DETOUR: f64 = 1.5;

/// A cost in steps, at least one.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "cut down to what two bytes hold"
)]
pub(super) fn units(km: f64) -> u16 {
    (km * UNITS).round().clamp(1.0, f64::from(NO_WAY - 1)) as u16
}

/// The closed boundaries around at least one place; none where most places lie outside all of them, for then they are
/// boundaries inside the theatre.
fn outlines<'a>(lines: &'a Lines, places: &[(PlaceId, Position)]) -> Vec<&'a Line> {
    let is_around = |line: &&Line| {
        line.kind == LineKind::Boundary
            && places
                .iter()
                .any(|(_, position)| line.contains(*position) == Some(true))
    };
    let found: Vec<&Line> = lines.iter().filter(is_around).collect();
    let is_inside = |position: Position| {
        found
            .iter()
            .any(|line| line.contains(position) == Some(true))
    };
    let inside = places
        .iter()
        .filter(|(_, position)| is_inside(*position))
        .count();
    if 2 * inside < places.len() {
        Vec::new()
    } else {
        found
    }
}

/// The south-west and north-east corners of the box around some points.
fn corners<'a>(points: impl Iterator<Item = &'a Position>) -> Option<(Position, Position)> {
    let mut found: Option<(f64, f64, f64, f64)> = None;
    for point in points {
        let (lat, lon) = (point.lat(), point.lon());
        let (s, w, n, e) = found.unwrap_or((lat, lon, lat, lon));
        found = Some((s.min(lat), w.min(lon), n.max(lat), e.max(lon)));
    }
    let (s, w, n, e) = found?;
    Some((Position::new(s, w).ok()?, Position::new(n, e).ok()?))
}

/// The cells whose middle lies inside an outline; all where there is none. By rows: where the row meets the outline.
fn inside(grid: &Grid, outlines: &[&Line]) -> Vec<bool> {
    let mut inside = vec![outlines.is_empty(); grid.len()];
    for line in outlines {
        let spots: Vec<Spot> = line.points().iter().map(|at| grid.spot(*at)).collect();
        for row in 0..grid.rows {
            let y = grid.middle(row * grid.columns).y;
            let mut meets: Vec<f64> = spots
                .windows(2)
                .filter_map(|pair| meeting(pair, y))
                .collect();
            meets.sort_by(f64::total_cmp);
            for pair in meets.chunks_exact(2) {
                let (from, to) = (pair[0], pair[1]);
                for column in 0..grid.columns {
                    let cell = row * grid.columns + column;
                    let x = grid.middle(cell).x;
                    inside[cell] |= from <= x && x < to;
                }
            }
        }
    }
    inside
}

fn meeting(pair: &[Spot], y: f64) -> Option<f64> {
    let [a, b] = *pair else { return None };
    ((a.y > y) != (b.y > y)).then(|| a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x))
}

/// The cells near a settlement; all where no settlement is known.
fn inhabited(grid: &Grid, settlements: &[Position], km: f64) -> Vec<bool> {
    let mut inhabited = vec![settlements.is_empty(); grid.len()];
    for settlement in settlements {
        for cell in grid.within(grid.spot(*settlement), km) {
            inhabited[cell] = true;
        }
    }
    inhabited
}

/// The cells of a straight line, each a neighbour of the one before.
fn straight_path(grid: &Grid, from: Spot, to: Spot) -> Vec<usize> {
    let steps = (to.x - from.x).abs().max((to.y - from.y).abs()).ceil();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a road has some hundred cells"
    )]
    let count = (2.0 * steps).clamp(1.0, 1e5) as u32;
    let mut path: Vec<usize> = Vec::new();
    for at in 0..=count {
        let part = f64::from(at) / f64::from(count);
        let spot = Spot {
            x: from.x + (to.x - from.x) * part,
            y: from.y + (to.y - from.y) * part,
        };
        if let Some(cell) = grid.cell(spot).filter(|cell| path.last() != Some(cell)) {
            path.push(cell);
        }
    }
    path
}
