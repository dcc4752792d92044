//! Marks that stand close together are drawn smaller, so that a cluster of towns does not become one blot.

use std::collections::BTreeMap;

/// How near another mark has to be to crowd one, in units of the drawing.
const NEAR: f64 = 17.0;
/// How many neighbours a mark of full size may have.
const FREE: usize = 2;
/// What is left of the size of a mark at least.
const LEAST: f64 = 0.55;

/// For each mark, by what its radius is multiplied.
pub(super) fn factors(marks: &[(f64, f64)]) -> Vec<f64> {
    let cell = |(x, y): (f64, f64)| {
        #[expect(clippy::cast_possible_truncation, reason = "cells of a drawing")]
        let number = |value: f64| (value / NEAR).floor() as i64;
        (number(x), number(y))
    };
    let mut cells: BTreeMap<(i64, i64), Vec<(f64, f64)>> = BTreeMap::new();
    for mark in marks {
        cells.entry(cell(*mark)).or_default().push(*mark);
    }
    let near = |mark: (f64, f64)| {
        let (x, y) = cell(mark);
        let around = (x - 1..=x + 1).flat_map(|x| (y - 1..=y + 1).map(move |y| (x, y)));
        let others = around.filter_map(|at| cells.get(&at)).flatten();
        others
            .filter(|other| (mark.0 - other.0).hypot(mark.1 - other.1) <= NEAR)
            .count()
            .saturating_sub(1)
    };
    marks.iter().map(|mark| factor(near(*mark))).collect()
}

fn factor(neighbours: usize) -> f64 {
    if neighbours <= FREE {
        return 1.0;
    }
    #[expect(clippy::cast_precision_loss, reason = "a few neighbours")]
    let share = (FREE as f64 + 1.0) / (neighbours as f64 + 1.0);
    share.sqrt().max(LEAST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_alone_keeps_its_size_and_one_in_a_crowd_does_not() {
        let mut marks = vec![(500.0, 500.0)];
        marks.extend((0..8).map(|at| (100.0 + f64::from(at), 100.0)));
        let factors = factors(&marks);
        assert_eq!(factors.first(), Some(&1.0));
        assert!(factors.iter().skip(1).all(|factor| *factor < 0.7));
    }
}
