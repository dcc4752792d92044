//! Fewer points, and only those inside a box.

use super::topology::Point;

/// The line by Douglas and Peucker: no point that is left out lies farther beside it than the tolerance, in degrees.
pub(super) fn simplified(points: &[Point], tolerance: f64) -> Vec<Point> {
    let (Some(first), Some(last)) = (points.first(), points.last()) else {
        return Vec::new();
    };
    let mut kept = vec![*first];
    keep(points, tolerance, &mut kept);
    if points.len() > 1 {
        kept.push(*last);
    }
    kept
}

/// The stretches of a line inside a box of south, west, north, east.
pub(super) fn cut(points: &[Point], bounds: [f64; 4]) -> Vec<Vec<Point>> {
    let [south, west, north, east] = bounds;
    let is_inside =
        |[lat, lon]: &Point| (south..=north).contains(lat) && (west..=east).contains(lon);
    points
        .split(|point| !is_inside(point))
        .filter(|run| run.len() > 1)
        .map(<[Point]>::to_vec)
        .collect()
}

/// Adds the points between the ends that must stay, in order.
fn keep(points: &[Point], tolerance: f64, kept: &mut Vec<Point>) {
    let [first, inner @ .., last] = points else {
        return;
    };
    let away = inner.iter().map(|point| beside(*point, *first, *last));
    let farthest = (1..).zip(away).max_by(|(_, a), (_, b)| a.total_cmp(b));
    if let Some((at, away)) = farthest
        && away > tolerance
    {
        keep(points.get(..=at).unwrap_or_default(), tolerance, kept);
        kept.extend(points.get(at));
        keep(points.get(at..).unwrap_or_default(), tolerance, kept);
    }
}

/// How far a point lies from a stretch between two others, in degrees.
fn beside([y, x]: Point, [y0, x0]: Point, [y1, x1]: Point) -> f64 {
    let (dx, dy) = (x1 - x0, y1 - y0);
    let length = dx * dx + dy * dy;
    let share = if length > 0.0 {
        (((x - x0) * dx + (y - y0) * dy) / length).clamp(0.0, 1.0)
    } else {
        0.0
    };
    (x0 + share * dx - x).hypot(y0 + share * dy - y)
}
