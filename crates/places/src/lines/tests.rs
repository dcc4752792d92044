#![expect(clippy::unwrap_used, reason = "tests")]

use marsad_domain::{Kilometres, Position};
use proptest::prelude::*;

use super::{Bank, CompassSide, Line, LineError, Lines, LinesError};

fn at(lat: f64, lon: f64) -> Position {
    Position::new(lat, lon).unwrap()
}

fn line(kind: &str, points: &[[f64; 2]]) -> Line {
    let text = format!(
        "[[line]]\nid = \"anduin\"\nname = \"Anduin\"\nkind = \"{kind}\"\nbasis = \"invented\"\npoints = {points:?}\n"
    );
    let lines = Lines::from_toml("lines.toml", &text).unwrap();
    lines.iter().next().unwrap().clone()
}

/// A river that flows south, then winds back north for a while, then on to the south-east.
fn river() -> Line {
    line(
        "river",
        &[
            [37.0, 38.0],
            [36.0, 38.0],
            [36.4, 38.4],
            [35.8, 38.8],
            [35.0, 40.0],
            [34.4, 41.0],
        ],
    )
}

#[test]
fn the_left_bank_of_a_river_to_the_south_east_is_east_and_north_of_it() {
    let river = river();
    let left = at(36.0, 40.0);
    assert_eq!(river.side_of(left), Some(Bank::Left));
    assert_eq!(river.is_on_side(left, CompassSide::East, None), Some(true));
    assert_eq!(river.is_on_side(left, CompassSide::North, None), Some(true));
    assert_eq!(river.is_on_side(left, CompassSide::West, None), Some(false));
    let right = at(34.5, 38.3);
    assert_eq!(river.side_of(right), Some(Bank::Right));
    assert_eq!(
        river.is_on_side(right, CompassSide::South, None),
        Some(true)
    );
    assert_eq!(
        river.is_on_side(right, CompassSide::East, None),
        Some(false)
    );
}

#[test]
fn inside_a_bend_the_bank_counts_and_not_the_longitude() {
    let river = river();
    // Between the reach that flows south and the one that flows back: left of both.
    let inside = at(36.5, 38.2);
    assert_eq!(river.side_of(inside), Some(Bank::Left));
    assert_eq!(
        river.is_on_side(inside, CompassSide::East, None),
        Some(true)
    );
    // Below the bend, east of its lowest point, but on the right bank.
    let below = at(35.8, 38.4);
    assert_eq!(river.side_of(below), Some(Bank::Right));
    assert_eq!(
        river.is_on_side(below, CompassSide::East, None),
        Some(false)
    );
}

#[test]
fn a_word_that_does_not_tell_the_banks_apart_is_no_answer() {
    let east = line("river", &[[35.0, 38.0], [35.0, 39.0], [35.0, 40.0]]);
    assert_eq!(
        east.is_on_side(at(35.5, 39.0), CompassSide::North, None),
        Some(true)
    );
    assert_eq!(
        east.is_on_side(at(35.5, 39.0), CompassSide::East, None),
        None
    );
    assert_eq!(east.side_of(at(35.0, 38.5)), None);
}

#[test]
fn a_window_looks_at_the_stretch_near_the_place() {
    let river = river();
    // Near the first reach, which flows due south, north and south do not tell the banks apart.
    let near = at(36.7, 37.5);
    assert_eq!(
        river.is_on_side(near, CompassSide::West, Some(Kilometres(20.0))),
        Some(true)
    );
    assert_eq!(
        river.is_on_side(near, CompassSide::North, Some(Kilometres(20.0))),
        None
    );
}

#[test]
fn the_nearest_point_lies_on_the_line() {
    let nearest = river().nearest(at(36.5, 37.5));
    assert_eq!(nearest.segment, 0);
    assert!((nearest.point.lon() - 38.0).abs() < 1e-9);
    assert!((nearest.distance.0 - 44.7).abs() < 0.2);
}

#[test]
fn only_a_closed_line_has_an_inside() {
    let square = line(
        "boundary",
        &[[0.0, 0.0], [0.0, 2.0], [2.0, 2.0], [2.0, 0.0], [0.0, 0.0]],
    );
    assert_eq!(square.contains(at(1.0, 1.0)), Some(true));
    assert_eq!(square.contains(at(1.0, 3.0)), Some(false));
    assert_eq!(river().contains(at(36.0, 38.2)), None);
}

#[test]
fn lines_that_cannot_be_are_refused_with_file_and_id() {
    let row = |points: &str| {
        let text = format!(
            "[[line]]\nid=\"a\"\nname=\"A\"\nkind=\"river\"\nbasis=\"x\"\npoints={points}\n"
        );
        Lines::from_toml("lines.toml", &text)
    };
    let source = |error: LinesError| match error {
        LinesError::Line { file, id, source } => {
            assert_eq!((file.as_str(), id.as_str()), ("lines.toml", "a"));
            source
        }
        LinesError::Toml { message, .. } => panic!("{message}"),
    };
    assert_eq!(
        source(row("[[1.0, 2.0], [1.0, 2.0]]").unwrap_err()),
        LineError::TooShort
    );
    assert_eq!(
        source(row("[[1.0, 2.0], [91.0, 2.0]]").unwrap_err()),
        LineError::NoPosition(2)
    );
    assert_eq!(
        source(row("[[1.0, 2.0], [nan, 2.0]]").unwrap_err()),
        LineError::NoPosition(2)
    );
    assert!(matches!(row("[[1.0]]"), Err(LinesError::Toml { .. })));
    let twice = "[[line]]\nid=\"a\"\nname=\"A\"\nkind=\"river\"\nbasis=\"x\"\npoints=[[0.0,0.0],[1.0,1.0]]\n";
    assert_eq!(
        source(Lines::from_toml("lines.toml", &twice.repeat(2)).unwrap_err()),
        LineError::Twice
    );
}

proptest! {
    #[test]
    fn running_a_line_backwards_swaps_the_banks(
        points in prop::collection::vec((30.0..40.0_f64, 30.0..40.0_f64), 2..8),
        lat in 30.0..40.0_f64,
        lon in 30.0..40.0_f64,
    ) {
        let forth: Vec<[f64; 2]> = points.iter().map(|&(lat, lon)| [lat, lon]).collect();
        let back: Vec<[f64; 2]> = forth.iter().rev().copied().collect();
        let (forth, back) = (line("river", &forth), line("river", &back));
        let position = at(lat, lon);
        let (a, b) = (forth.nearest(position), back.nearest(position));
        prop_assert!((a.distance.0 - b.distance.0).abs() < 1e-6);
        // A line that crosses itself has no sides near the crossing; elsewhere the banks swap.
        if a.distance.0 > 1.0 && a.point.haversine(b.point).0 < 1e-6 {
            let swapped = back.side_of(position).map(|bank| match bank {
                Bank::Left => Bank::Right,
                Bank::Right => Bank::Left,
            });
            prop_assert_eq!(forth.side_of(position), swapped);
        }
    }
}
