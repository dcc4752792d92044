//! The point of a line that is nearest to a position.

use marsad_domain::{Kilometres, Position};

use super::Line;

/// The nearest point of a line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Nearest {
    /// The point on the line.
    pub point: Position,
    /// Great-circle distance to it.
    pub distance: Kilometres,
    /// The segment it lies on: from point `segment` to point `segment + 1` of the line.
    pub segment: usize,
    /// How far along that segment, 0 to 1.
    pub share: f64,
}

/// East and north of an origin in kilometres, on the plane that touches the globe there.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Plane {
    pub(super) east: f64,
    pub(super) north: f64,
}

const KM_PER_DEGREE: f64 = 111.195;

impl Plane {
    /// A position as seen from an origin.
    pub(super) fn of(origin: Position, position: Position) -> Self {
        Self {
            east: (position.lon() - origin.lon()) * origin.lat().to_radians().cos() * KM_PER_DEGREE,
            north: (position.lat() - origin.lat()) * KM_PER_DEGREE,
        }
    }

    pub(super) fn minus(self, other: Self) -> Self {
        Self {
            east: self.east - other.east,
            north: self.north - other.north,
        }
    }

    pub(super) fn plus(self, other: Self) -> Self {
        Self {
            east: self.east + other.east,
            north: self.north + other.north,
        }
    }

    pub(super) fn dot(self, other: Self) -> f64 {
        self.east * other.east + self.north * other.north
    }

    /// Positive where `other` lies to the left of this direction.
    pub(super) fn cross(self, other: Self) -> f64 {
        self.east * other.north - self.north * other.east
    }

    pub(super) fn length(self) -> f64 {
        self.dot(self).sqrt()
    }

    /// The same direction with length 1; the zero vector stays zero.
    pub(super) fn unit(self) -> Self {
        let length = self.length();
        if length > 0.0 {
            Self {
                east: self.east / length,
                north: self.north / length,
            }
        } else {
            self
        }
    }
}

impl Line {
    /// The point of the line nearest to a position, found on the plane that touches the globe at the position
    /// (below 1 % off within 500 km); of equally near points the first along the line.
    #[must_use]
    pub fn nearest(&self, position: Position) -> Nearest {
        let mut best: Option<(f64, usize, f64)> = None;
        for (segment, pair) in self.points().windows(2).enumerate() {
            let [a, b] = pair else { continue };
            let (away, share) = to_segment(Plane::of(position, *a), Plane::of(position, *b));
            if best.is_none_or(|(least, _, _)| away < least) {
                best = Some((away, segment, share));
            }
        }
        let (_, segment, share) = best.unwrap_or((0.0, 0, 0.0));
        let point = self.point_at(segment, share).unwrap_or(position);
        Nearest {
            point,
            distance: position.haversine(point),
            segment,
            share,
        }
    }

    fn point_at(&self, segment: usize, share: f64) -> Option<Position> {
        let (a, b) = (self.points().get(segment)?, self.points().get(segment + 1)?);
        let between = |from: f64, to: f64| from + share * (to - from);
        Position::new(between(a.lat(), b.lat()), between(a.lon(), b.lon())).ok()
    }
}

/// Distance of the origin from a segment, and how far along it the nearest point lies.
fn to_segment(a: Plane, b: Plane) -> (f64, f64) {
    let along = b.minus(a);
    let squared = along.dot(along);
    let share = if squared > 0.0 {
        (-a.dot(along) / squared).clamp(0.0, 1.0)
    } else {
        0.0
    };
    let foot = Plane {
        east: a.east + share * along.east,
        north: a.north + share * along.north,
    };
    (foot.length(), share)
}
