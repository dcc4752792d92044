//! Cells of equal area over a box of the globe.
//!
//! The projection is Lambert's cylindrical equal-area one, true at the middle latitude: every cell covers the same
//! area, and is square there. East is up in columns, north is up in rows.

use marsad_domain::{EARTH_KM, Position};

/// A point of the projection, in cells: columns east of the west edge and rows north of the south edge.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Spot {
    pub(crate) x: f64,
    pub(crate) y: f64,
}

/// The eight ways to a neighbour; the four first are the reverse of the four last.
pub(crate) const WAYS: [(i32, i32); 8] = [
    (1, 0),
    (1, 1),
    (0, 1),
    (-1, 1),
    (-1, 0),
    (-1, -1),
    (0, -1),
    (1, -1),
];

/// The cells.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Grid {
    west: f64,
    south: f64,
    /// Cosine of the latitude at which the projection is true.
    cosine: f64,
    /// Side of a cell in km.
    pub(crate) side: f64,
    pub(crate) columns: usize,
    pub(crate) rows: usize,
}

impl Grid {
    /// Cells over a box from its south-west to its north-east corner, with a margin in km; larger ones than asked for
    /// where they would be more than `most`.
    pub(crate) fn over(
        (low, high): (Position, Position),
        margin_km: f64,
        side_km: f64,
        most: usize,
    ) -> Self {
        let middle = f64::midpoint(low.lat(), high.lat()).to_radians();
        let cosine = middle.cos().max(0.05);
        let (x, y) = (
            |lon: f64| lon.to_radians() * EARTH_KM * cosine,
            |lat: f64| lat.to_radians().sin() * EARTH_KM / cosine,
        );
        // A box does not go over the date line or a pole.
        let (west, east) = (
            (x(low.lon()) - margin_km).max(x(-180.0)),
            (x(high.lon()) + margin_km).min(x(180.0)),
        );
        let (south, north) = (
            (y(low.lat()) - margin_km).max(y(-90.0)),
            (y(high.lat()) + margin_km).min(y(90.0)),
        );
        let (width, height) = (east - west, north - south);
        #[expect(clippy::cast_precision_loss, reason = "some million cells")]
        let side = side_km.max((width * height / most.max(1) as f64).sqrt());
        Self {
            west,
            south,
            cosine,
            side,
            columns: cells(width / side, east < x(180.0)),
            rows: cells(height / side, north < y(90.0)),
        }
    }

    /// How many cells there are.
    pub(crate) fn len(&self) -> usize {
        self.columns * self.rows
    }

    /// The area of one cell in square km.
    pub(crate) fn cell_km2(&self) -> f64 {
        self.side * self.side
    }

    /// Where a position lies among the cells; it may lie outside.
    pub(crate) fn spot(&self, position: Position) -> Spot {
        let x = position.lon().to_radians() * EARTH_KM * self.cosine;
        let y = position.lat().to_radians().sin() * EARTH_KM / self.cosine;
        Spot {
            x: (x - self.west) / self.side,
            y: (y - self.south) / self.side,
        }
    }

    /// The position of a spot.
    pub(crate) fn position(&self, spot: Spot) -> Option<Position> {
        let lon = (spot.x * self.side + self.west) / (EARTH_KM * self.cosine);
        let sine = (spot.y * self.side + self.south) * self.cosine / EARTH_KM;
        let lat = sine.clamp(-1.0, 1.0).asin().to_degrees();
        // Seven decimals are a centimetre: the same on every machine.
        let round = |degrees: f64| (degrees * 1e7).round() / 1e7;
        Position::new(round(lat), round(lon.to_degrees()).clamp(-180.0, 180.0)).ok()
    }

    /// The cell that a spot lies in.
    pub(crate) fn cell(&self, spot: Spot) -> Option<usize> {
        let at = |value: f64, most: usize| {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "checked to be from 0 on, and cut down to a whole number"
            )]
            let at = (value >= 0.0).then_some(value as usize)?;
            (at < most).then_some(at)
        };
        Some(at(spot.y, self.rows)? * self.columns + at(spot.x, self.columns)?)
    }

    /// The middle of a cell.
    pub(crate) fn middle(&self, cell: usize) -> Spot {
        let (row, column) = (cell / self.columns, cell % self.columns);
        #[expect(clippy::cast_precision_loss, reason = "some thousand rows")]
        let spot = Spot {
            x: column as f64 + 0.5,
            y: row as f64 + 0.5,
        };
        spot
    }

    /// The neighbour of a cell on a way.
    pub(crate) fn neighbour(&self, cell: usize, (east, north): (i32, i32)) -> Option<usize> {
        let step = |at: usize, by: i32, most: usize| {
            at.checked_add_signed(by as isize)
                .filter(|next| *next < most)
        };
        let column = step(cell % self.columns, east, self.columns)?;
        let row = step(cell / self.columns, north, self.rows)?;
        Some(row * self.columns + column)
    }

    /// How long a cell is from west to east and from south to north, in km, at the latitude of a row.
    pub(crate) fn lengths(&self, row: usize) -> (f64, f64) {
        let middle = self.middle(row * self.columns);
        let sine = (middle.y * self.side + self.south) * self.cosine / EARTH_KM;
        let cosine = (1.0 - sine.clamp(-1.0, 1.0).powi(2)).sqrt().max(0.01);
        (
            self.side * cosine / self.cosine,
            self.side * self.cosine / cosine,
        )
    }

    /// The cells whose middle lies within some km of a spot.
    pub(crate) fn within(&self, spot: Spot, km: f64) -> impl Iterator<Item = usize> + '_ {
        let cells = km / self.side;
        let range = move |at: f64, most: usize| {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "cut down to the rows and columns there are"
            )]
            let clamp = |value: f64| value.clamp(0.0, 1e9) as usize;
            clamp(at - cells - 0.5)..clamp(at + cells + 0.5 + 1.0).min(most)
        };
        let columns = range(spot.x, self.columns);
        range(spot.y, self.rows)
            .flat_map(move |row| {
                columns
                    .clone()
                    .map(move |column| row * self.columns + column)
            })
            .filter(move |cell| {
                let middle = self.middle(*cell);
                (middle.x - spot.x).hypot(middle.y - spot.y) <= cells
            })
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a box on the globe has some thousand cells a side"
)]
fn cells(count: f64, may_reach_over: bool) -> usize {
    let whole = if may_reach_over {
        count.ceil()
    } else {
        count.floor()
    };
    whole.clamp(1.0, 1e5) as usize
}
