//! Lines that part the land: which way between two spots crosses one.

use marsad_places::lines::{Line, LineKind, Lines};

use super::grid::{Grid, Spot};

/// What a barrier is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// A boundary or a line of ceasefire: it costs to go over it.
    Boundary,
    /// A river: it costs much to go over it but at a crossing.
    River,
}

/// The rivers and boundaries over the cells.
#[derive(Debug, Default)]
pub(crate) struct Barriers {
    segments: Vec<Segment>,
    /// For each cell where its segments begin in `near`; one more than there are cells, or none at all.
    offsets: Vec<u32>,
    near: Vec<u32>,
}

#[derive(Debug, Clone, Copy)]
struct Segment {
    line: u32,
    kind: Kind,
    ends: [Spot; 2],
}

impl Barriers {
    /// The rivers, boundaries and lines of ceasefire of a theatre.
    pub(crate) fn of(lines: &Lines, grid: &Grid) -> Self {
        let segments: Vec<Segment> = (0u32..)
            .zip(lines.iter())
            .filter_map(|(number, line)| Some((number, kind_of(line)?, line)))
            .flat_map(|(line, kind, drawn)| {
                let spots: Vec<Spot> = drawn.points().iter().map(|at| grid.spot(*at)).collect();
                let ends = |at: usize| [spots[at], spots[at + 1]];
                let segment = move |ends| Segment { line, kind, ends };
                (1..spots.len())
                    .map(|at| segment(ends(at - 1)))
                    .collect::<Vec<_>>()
            })
            .collect();
        let mut pairs: Vec<(u32, u32)> = Vec::new();
        for (number, segment) in (0u32..).zip(&segments) {
            let [a, b] = segment.ends;
            let cells = cells_of(grid, a, b);
            pairs.extend(cells.into_iter().map(|cell| (cell, number)));
        }
        pairs.sort_unstable();
        let mut offsets = vec![0; grid.len() + 1];
        for (cell, _) in &pairs {
            offsets[*cell as usize + 1] += 1;
        }
        for at in 1..offsets.len() {
            offsets[at] += offsets[at - 1];
        }
        let near = pairs.into_iter().map(|(_, segment)| segment).collect();
        Self {
            segments,
            offsets,
            near,
        }
    }

    /// Whether anything lies in a cell.
    pub(crate) fn is_near(&self, cell: usize) -> bool {
        !self.in_cell(cell).is_empty()
    }

    fn in_cell(&self, cell: usize) -> &[u32] {
        match (self.offsets.get(cell), self.offsets.get(cell + 1)) {
            (Some(from), Some(to)) => self
                .near
                .get(*from as usize..*to as usize)
                .unwrap_or_default(),
            _ => &[],
        }
    }

    /// What the straight way between two spots crosses for good: a line that it meets an odd number of times. The way
    /// must be short, for every cell of its box is looked at.
    pub(crate) fn between(&self, grid: &Grid, a: Spot, b: Spot) -> Option<Kind> {
        let mut met: Vec<u32> = cells_of(grid, a, b)
            .into_iter()
            .flat_map(|cell| self.in_cell(cell as usize).iter().copied())
            .collect();
        met.sort_unstable();
        met.dedup();
        let mut counts: Vec<(u32, Kind, bool)> = Vec::new();
        for segment in met
            .into_iter()
            .filter_map(|at| self.segments.get(at as usize))
        {
            if !meets(a, b, segment.ends) {
                continue;
            }
            match counts.iter_mut().find(|(line, ..)| *line == segment.line) {
                Some((_, _, is_odd)) => *is_odd = !*is_odd,
                None => counts.push((segment.line, segment.kind, true)),
            }
        }
        let odd = counts.into_iter().filter(|(_, _, is_odd)| *is_odd);
        odd.map(|(_, kind, _)| kind).max()
    }
}

fn kind_of(line: &Line) -> Option<Kind> {
    match line.kind {
        LineKind::River => Some(Kind::River),
        LineKind::Boundary | LineKind::Ceasefire => Some(Kind::Boundary),
        LineKind::Coast | LineKind::Road => None,
    }
}

/// The cells of the box around two spots.
fn cells_of(grid: &Grid, a: Spot, b: Spot) -> Vec<u32> {
    let range = |a: f64, b: f64, most: usize| {
        let limit = |value: f64| {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "cut down to the rows and columns there are"
            )]
            let at = value.clamp(0.0, 1e9) as usize;
            at.min(most)
        };
        limit(a.min(b))..limit(a.max(b) + 1.0)
    };
    let columns = range(a.x, b.x, grid.columns);
    range(a.y, b.y, grid.rows)
        .flat_map(|row| columns.clone().map(move |column| (row, column)))
        .filter_map(|(row, column)| u32::try_from(row * grid.columns + column).ok())
        .collect()
}

/// Whether a way meets a segment. A point on the way or on the segment counts to one side of it, so that a way through
/// the point where two segments meet counts once.
fn meets(a: Spot, b: Spot, [c, d]: [Spot; 2]) -> bool {
    let is_left = |from: Spot, to: Spot, at: Spot| {
        (to.x - from.x) * (at.y - from.y) - (to.y - from.y) * (at.x - from.x) >= 0.0
    };
    is_left(a, b, c) != is_left(a, b, d) && is_left(c, d, a) != is_left(c, d, b)
}
