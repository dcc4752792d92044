//! From cells to polygons: rings around cells of one label.
//!
//! A ring goes through the middles of the sides between a cell of its label and one of another, and so cuts every
//! corner. Where three labels or more meet in a corner it goes through the corner. So the polygons of all labels
//! share their sides: no two overlap and no gap is between them. Where two cells of one label meet in a corner only,
//! they are joined there, and what lies on both sides is not; of two such pairs, that of the smaller label.

use marsad_domain::Position;

use super::grid::{Grid, Spot};

/// A label for each cell.
#[derive(Debug)]
pub(super) struct Labels<'g> {
    pub(super) grid: &'g Grid,
    pub(super) of_cell: Vec<u16>,
    /// The label of what lies beyond the last cell, around which no ring is drawn.
    beyond: u16,
    /// A number for each cell that all cells of its body share, which hang together by sides and joined corners.
    pub(super) bodies: Vec<usize>,
}

/// One side of a cell as one goes around it, the cell on the left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Side {
    cell: (i32, i32),
    /// East, north, west, south: the direction in which one goes.
    heading: u8,
}

/// A piece of a ring: a point, and the label that lies to the right of what leads there.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Piece {
    pub(super) spot: Spot,
    /// The label on the right of the side; none for a corner.
    pub(super) right: Option<u16>,
}

/// A ring around cells of a label, with them on its left.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Ring {
    pub(super) label: u16,
    pub(super) pieces: Vec<Piece>,
    /// A number that the rings of one polygon share.
    pub(super) body: usize,
    /// Above 0 for an outer ring, below for one around a hole; in cells.
    pub(super) area: f64,
}

/// The headings: east, north, west, south.
const AHEAD: [(i32, i32); 4] = [(1, 0), (0, 1), (-1, 0), (0, -1)];

impl<'g> Labels<'g> {
    pub(super) fn new(grid: &'g Grid, of_cell: Vec<u16>, beyond: u16) -> Self {
        let mut labels = Self {
            grid,
            of_cell,
            beyond,
            bodies: Vec::new(),
        };
        labels.bodies = labels.find_bodies();
        labels
    }

    fn at(&self, (column, row): (i32, i32)) -> u16 {
        let column = usize::try_from(column)
            .ok()
            .filter(|at| *at < self.grid.columns);
        let row = usize::try_from(row).ok().filter(|at| *at < self.grid.rows);
        let cell = row
            .zip(column)
            .map(|(row, column)| row * self.grid.columns + column);
        cell.and_then(|cell| self.of_cell.get(cell).copied())
            .unwrap_or(self.beyond)
    }

    /// All rings, in order of their first cells.
    pub(super) fn rings(&self) -> Vec<Ring> {
        let mut is_done = vec![0u8; self.of_cell.len()];
        let mut rings = Vec::new();
        for cell in 0..self.of_cell.len() {
            let at = self.place(cell);
            if self.at(at) == self.beyond {
                continue;
            }
            for heading in 0..4 {
                let side = Side { cell: at, heading };
                if is_done[cell] & (1 << heading) == 0 && self.right(side) != self.at(at) {
                    rings.push(self.ring(side, self.bodies[cell], &mut is_done));
                }
            }
        }
        rings
    }

    fn place(&self, cell: usize) -> (i32, i32) {
        let at = |value: usize| i32::try_from(value).unwrap_or(i32::MAX);
        (at(cell % self.grid.columns), at(cell / self.grid.columns))
    }

    /// The cell to the right of a side.
    fn right_cell(side: Side) -> (i32, i32) {
        let (east, north) = AHEAD[usize::from((side.heading + 3) % 4)];
        (side.cell.0 + east, side.cell.1 + north)
    }

    fn right(&self, side: Side) -> u16 {
        self.at(Self::right_cell(side))
    }

    /// Goes around.
    fn ring(&self, first: Side, body: usize, is_done: &mut [u8]) -> Ring {
        let mut pieces = Vec::new();
        let mut side = first;
        loop {
            let (column, row) = side.cell;
            if let (Ok(column), Ok(row)) = (usize::try_from(column), usize::try_from(row)) {
                is_done[row * self.grid.columns + column] |= 1 << side.heading;
            }
            pieces.push(Piece {
                spot: middle_of(side),
                right: Some(self.right(side)),
            });
            let (next, is_corner) = self.next(side);
            if is_corner {
                pieces.push(Piece {
                    spot: end_of(side),
                    right: None,
                });
            }
            if next == first {
                break;
            }
            side = next;
        }
        let label = self.at(first.cell);
        Ring {
            label,
            area: area(&pieces),
            pieces,
            body,
        }
    }

    /// The side after one, and whether the ring goes through the corner between them.
    fn next(&self, side: Side) -> (Side, bool) {
        let label = self.at(side.cell);
        let (east, north) = AHEAD[usize::from(side.heading)];
        let ahead = (side.cell.0 + east, side.cell.1 + north);
        let right = Self::right_cell(side);
        let ahead_right = (right.0 + east, right.1 + north);
        let around = [label, self.at(ahead), self.at(ahead_right), self.at(right)];
        let is_ours = [self.at(ahead) == label, self.at(ahead_right) == label];
        let turn = |by: u8, cell| Side {
            cell,
            heading: (side.heading + by) % 4,
        };
        let next = match is_ours {
            [true, true] => turn(3, ahead_right),
            [true, false] => turn(0, ahead),
            [false, true] if is_joined(around) => turn(3, ahead_right),
            [false, _] => turn(1, side.cell),
        };
        (next, is_corner(around))
    }

    fn find_bodies(&self) -> Vec<usize> {
        let mut body = vec![usize::MAX; self.of_cell.len()];
        let mut open: Vec<usize> = Vec::new();
        for start in 0..self.of_cell.len() {
            if body[start] != usize::MAX {
                continue;
            }
            body[start] = start;
            open.push(start);
            while let Some(cell) = open.pop() {
                for (east, north) in super::grid::WAYS {
                    let Some(next) = self.grid.neighbour(cell, (east, north)) else {
                        continue;
                    };
                    let (column, row) = self.place(cell);
                    let is_alike = self.of_cell[cell] == self.of_cell[next];
                    let hangs = east == 0 || north == 0 || {
                        let sides = [(column + east, row), (column, row + north)];
                        let [a, b] = sides.map(|at| self.at(at));
                        let label = self.of_cell[cell];
                        a == label || b == label || is_joined([label, a, label, b])
                    };
                    if is_alike && hangs && body[next] == usize::MAX {
                        body[next] = start;
                        open.push(next);
                    }
                }
            }
        }
        body
    }
}

/// Whether the first and the third of the four labels around a corner are joined there, being alike.
fn is_joined([a, b, c, d]: [u16; 4]) -> bool {
    a == c && (b != d || a < b)
}

/// Whether rings go through a corner: three labels or more meet there and no two are joined over it.
fn is_corner([a, b, c, d]: [u16; 4]) -> bool {
    let mut labels = [a, b, c, d];
    labels.sort_unstable();
    let count = 1 + labels.windows(2).filter(|pair| pair[0] != pair[1]).count();
    count > 2 && a != c && b != d
}

/// The four corners of a cell lie half a cell from its middle.
fn middle_of(side: Side) -> Spot {
    let (east, north) = AHEAD[usize::from((side.heading + 3) % 4)];
    Spot {
        x: f64::from(side.cell.0) + 0.5 + f64::from(east) / 2.0,
        y: f64::from(side.cell.1) + 0.5 + f64::from(north) / 2.0,
    }
}

fn end_of(side: Side) -> Spot {
    let middle = middle_of(side);
    let (east, north) = AHEAD[usize::from(side.heading)];
    Spot {
        x: middle.x + f64::from(east) / 2.0,
        y: middle.y + f64::from(north) / 2.0,
    }
}

fn area(pieces: &[Piece]) -> f64 {
    let next = pieces.iter().skip(1).chain(pieces.first());
    let double = pieces
        .iter()
        .zip(next)
        .map(|(a, b)| a.spot.x * b.spot.y - b.spot.x * a.spot.y);
    double.sum::<f64>() / 2.0
}

/// The positions of a line of spots without those that lie on the straight way between their neighbours.
pub(super) fn positions(grid: &Grid, spots: &[Spot], is_closed: bool) -> Vec<Position> {
    let count = spots.len();
    let keeps = |at: usize| {
        if !is_closed && (at == 0 || at + 1 == count) {
            return true;
        }
        let (before, here, after) = (
            spots[(at + count - 1) % count],
            spots[at],
            spots[(at + 1) % count],
        );
        // Spots lie on halves of cells, so this is exact.
        ((here.x - before.x) * (after.y - here.y) - (here.y - before.y) * (after.x - here.x)).abs()
            > 1e-9
    };
    let kept = (0..count).filter(|at| keeps(*at));
    let mut line: Vec<Position> = kept.filter_map(|at| grid.position(spots[at])).collect();
    if is_closed {
        line.extend(line.first().copied());
    }
    line
}
