//! Which side of a line a position lies on: left or right of its flow, or north, east, south or west of it.

use marsad_domain::{Kilometres, Position};

use super::{
    Line,
    nearest::{Nearest, Plane},
};

/// A side of a line, seen along the order of its points (downstream for a river).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Bank {
    /// Left of the flow.
    Left,
    /// Right of the flow.
    Right,
}

/// A side of a line as reports name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CompassSide {
    /// North of it.
    North,
    /// East of it.
    East,
    /// South of it.
    South,
    /// West of it.
    West,
}

/// Below this share of the direction across the line, a compass word does not tell the banks apart (about 10
/// degrees).
const ACROSS: f64 = 0.17;

impl Line {
    /// The bank on which a position lies; `None` on the line itself.
    ///
    /// The nearest segment decides. Where the nearest point is a bend, the two segments that meet there decide
    /// together (the sum of their unit directions), which is right on the inside and the outside of any bend.
    /// Beyond its ends the line is thought to go on straight.
    #[must_use]
    pub fn side_of(&self, position: Position) -> Option<Bank> {
        let nearest = self.nearest(position);
        let flow = self.flow_at(nearest, position);
        let from_position = Plane::of(position, nearest.point);
        let cross = from_position.cross(flow);
        if cross > 0.0 {
            Some(Bank::Left)
        } else if cross < 0.0 {
            Some(Bank::Right)
        } else {
            None
        }
    }

    /// Whether a position lies north, east, south or west of the line in the way reports mean it: on the bank
    /// that looks that way.
    ///
    /// A compass word names a bank, not a comparison of longitudes: a village inside a bend of the river is still
    /// east of it although the river flows past it on the east too. The bank is found by the nearest segment
    /// ([`Line::side_of`]). Which bank looks that way follows from the flow over a stretch of the line: all of it
    /// where `window` is `None` (a river that flows south-east has its left bank both east and north of it), or
    /// the stretch from `window` above to `window` below the nearest point. `None` where that stretch runs within
    /// about 10 degrees along the asked direction, so that the word does not tell the banks apart, and for a
    /// position on the line.
    #[must_use]
    pub fn is_on_side(
        &self,
        position: Position,
        side: CompassSide,
        window: Option<Kilometres>,
    ) -> Option<bool> {
        let bank = self.bank_of_side(position, side, window)?;
        self.side_of(position).map(|at| at == bank)
    }

    /// The bank that a compass word means near a position; see [`Line::is_on_side`].
    #[must_use]
    pub fn bank_of_side(
        &self,
        position: Position,
        side: CompassSide,
        window: Option<Kilometres>,
    ) -> Option<Bank> {
        let flow = self.stretch(position, window)?.unit();
        let left = Plane {
            east: -flow.north,
            north: flow.east,
        };
        let looks = match side {
            CompassSide::North => left.north,
            CompassSide::East => left.east,
            CompassSide::South => -left.north,
            CompassSide::West => -left.east,
        };
        if looks > ACROSS {
            Some(Bank::Left)
        } else if looks < -ACROSS {
            Some(Bank::Right)
        } else {
            None
        }
    }

    /// Direction of the flow at the nearest point, on the plane in which that point was found.
    fn flow_at(&self, nearest: Nearest, position: Position) -> Plane {
        let here = self.direction(nearest.segment, position);
        let other = if nearest.share <= 0.0 {
            nearest.segment.checked_sub(1)
        } else if nearest.share >= 1.0 {
            Some(nearest.segment + 1)
        } else {
            None
        };
        let other = other.and_then(|segment| self.direction(segment, position));
        let zero = Plane {
            east: 0.0,
            north: 0.0,
        };
        here.unwrap_or(zero).plus(other.unwrap_or(zero))
    }

    /// Unit direction of a segment as seen from a position.
    fn direction(&self, segment: usize, position: Position) -> Option<Plane> {
        let (a, b) = (self.points().get(segment)?, self.points().get(segment + 1)?);
        Some(
            Plane::of(position, *b)
                .minus(Plane::of(position, *a))
                .unit(),
        )
    }

    /// The chord of the whole line, or of the stretch around the nearest point.
    fn stretch(&self, position: Position, window: Option<Kilometres>) -> Option<Plane> {
        let points = self.points();
        let (first, last) = (*points.first()?, *points.last()?);
        let Some(window) = window else {
            return Some(Plane::of(first, last));
        };
        let nearest = self.nearest(position);
        let (above, below) = points.split_at(nearest.segment + 1);
        let from = walk(nearest.point, above.iter().rev(), window);
        let to = walk(nearest.point, below.iter(), window);
        Some(Plane::of(from, to))
    }
}

/// The point reached by walking along points until a length is used up; the last point where the line is shorter.
fn walk<'a>(
    start: Position,
    points: impl Iterator<Item = &'a Position>,
    length: Kilometres,
) -> Position {
    let (mut at, mut left) = (start, length.0);
    for &next in points {
        let step = at.haversine(next).0;
        if step >= left && step > 0.0 {
            let share = left / step;
            let between = |from: f64, to: f64| from + share * (to - from);
            return Position::new(between(at.lat(), next.lat()), between(at.lon(), next.lon()))
                .unwrap_or(at);
        }
        left -= step;
        at = next;
    }
    at
}
