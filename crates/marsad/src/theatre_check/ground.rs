//! Land and sea, as far as the base map tells.

use marsad_domain::Position;
use marsad_places::lines::{Line, LineKind, Lines};

use super::places::Spots;

/// How far off a simplified coast a place may lie, in kilometres: a port stands in the water of a small map.
const NEAR_KM: f64 = 4.0;

/// Land and sea.
#[derive(Debug)]
pub(super) struct Ground {
    lines: Lines,
    /// A point that is on land for certain.
    land: Option<Position>,
    /// South, west, north, east of what the map holds.
    bounds: Option<[f64; 4]>,
}

impl Ground {
    /// The ground of a base map: land is what lies inside an outline.
    pub(super) fn of(lines: Lines, spots: &Spots) -> Self {
        let land = spots
            .values()
            .map(|spot| spot.at)
            .find(|at| is_inside(&lines, *at));
        let points = lines
            .iter()
            .filter(|line| is_shore(line))
            .flat_map(Line::points);
        let bounds = points.fold(None, |bounds: Option<[f64; 4]>, point| {
            let [s, w, n, e] =
                bounds.unwrap_or([point.lat(), point.lon(), point.lat(), point.lon()]);
            Some([
                s.min(point.lat()),
                w.min(point.lon()),
                n.max(point.lat()),
                e.max(point.lon()),
            ])
        });
        Self {
            lines,
            land,
            bounds,
        }
    }

    /// The lines that tell.
    pub(super) fn lines(&self) -> &Lines {
        &self.lines
    }

    /// Whether a point lies in the sea: parted from land by a coast, and not near one. Where the map does not reach,
    /// nothing does.
    pub(super) fn is_sea(&self, at: Position) -> bool {
        let (Some(land), Some([south, west, north, east])) = (self.land, self.bounds) else {
            return false;
        };
        let is_mapped = (south..=north).contains(&at.lat()) && (west..=east).contains(&at.lon());
        if !is_mapped || is_inside(&self.lines, at) {
            return false;
        }
        let coasts = || {
            self.lines
                .iter()
                .filter(|line| line.kind == LineKind::Coast)
        };
        let is_near = |line: &Line| line.nearest(at).distance.0 <= NEAR_KM;
        let meetings = coasts().filter(|line| line.parts(land, at)).count();
        meetings % 2 == 1 && !self.lines.iter().filter(|line| is_shore(line)).any(is_near)
    }
}

fn is_shore(line: &Line) -> bool {
    matches!(line.kind, LineKind::Coast | LineKind::Boundary)
}

fn is_inside(lines: &Lines, at: Position) -> bool {
    let mut outlines = lines.iter().filter(|line| line.kind == LineKind::Boundary);
    outlines.any(|line| line.contains(at) == Some(true))
}
