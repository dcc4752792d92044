//! From what words say to a point with a radius, a way, an area or a side.
//!
//! The measure of what words leave open follows the point-radius method (Wieczorek, Guo and Hijmans 2004,
//! International Journal of Geographical Information Science 18, 745-767): what is meant lies somewhere in a piece of
//! a ring, between two distances and within half the sector of the direction word to either side. The radius is the
//! distance from the point to the farthest corner of that piece, by the law of cosines, plus the radius of the place
//! from which the distance counts. On the sphere the side of a triangle is never longer than in the plane with the
//! same two sides and angle, so the plane's value is safe.

use marsad_domain::{
    Bearing, Bounds, Geometry, Kilometres, LonLat, Path, Place, PlaceId, Position, Radius, Relation,
};

use super::{
    Ground,
    amount::Amount,
    pair::Pair,
    phrase::Said,
    rules::{Measures, Wind},
};
use crate::{
    lines::{Line, LineKind},
    sphere::{destination, middle, rounded},
};

/// What words come to on the globe.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Shape {
    pub(super) geometry: Option<Geometry>,
    /// How far from the point of the geometry, where it is one.
    pub(super) radius: Option<Radius>,
    /// How far from the named place itself.
    pub(super) reach: Option<Radius>,
}

/// A radius in steps of 10 m, rounded up: a circle must hold what it is to hold.
fn radius(km: f64) -> Option<Radius> {
    Radius::try_from(((km * 100.0 - 1e-6).ceil() / 100.0).max(0.0)).ok()
}

/// The radius of a place by itself.
pub(super) fn own_km(place: &Place, measures: &Measures) -> f64 {
    place.junction.0.max(measures.own_km)
}

/// A circle around a place.
fn circle(middle: Position, km: f64) -> Shape {
    Shape {
        geometry: Some(Geometry::Point {
            coordinates: rounded(middle),
        }),
        radius: radius(km),
        reach: radius(km),
    }
}

/// Words beside the name of a place.
pub(super) fn of_place(place: &Place, said: Option<&Said>, measures: &Measures) -> Shape {
    if place.kind.is_area() {
        return of_area(place, said);
    }
    let own = own_km(place, measures);
    let Some(said) = said else {
        return circle(place.position, own);
    };
    let far = match said.relation {
        Relation::Near => measures.near_km,
        Relation::Around => measures.around_km,
        Relation::NorthOf | Relation::EastOf | Relation::SouthOf | Relation::WestOf => {
            measures.compass_reach_km
        }
        Relation::At
        | Relation::Toward
        | Relation::From
        | Relation::Along
        | Relation::Between
        | Relation::PartOf => 0.0,
    };
    match (said.wind, said.distance) {
        (Some(wind), Some(amount)) => ring_piece(place.position, own, wind, amount),
        (None, Some(amount)) => circle(place.position, amount.high + own),
        (Some(wind), None) if far > 0.0 => sector(place.position, own, wind, far),
        (Some(wind), None) => sector_within(place.position, own, wind),
        (None, None) => circle(place.position, own + far),
    }
}

/// An area is itself; what lies beside it has no honest shape without its bounds.
fn of_area(place: &Place, said: Option<&Said>) -> Shape {
    let is_inside = said.is_none_or(|said| {
        said.distance.is_none()
            && matches!(
                said.relation,
                Relation::At | Relation::PartOf | Relation::Around
            )
    });
    Shape {
        geometry: is_inside.then(|| Geometry::Area {
            area: place.id.clone(),
        }),
        ..Shape::default()
    }
}

/// The piece of a ring: from the least to the most distance, half a sector to either side.
fn ring_piece(from: Position, own: f64, wind: Wind, amount: Amount) -> Shape {
    let half = (wind.sector / 2.0).to_radians();
    let corner = |far: f64| {
        let square =
            far * far + amount.value * amount.value - 2.0 * far * amount.value * half.cos();
        square.max(0.0).sqrt()
    };
    let open = [
        corner(amount.high),
        corner(amount.low),
        amount.high - amount.value,
        amount.value - amount.low,
    ];
    let most = open.into_iter().fold(0.0, f64::max);
    along(from, wind, amount.value, most + own, amount.high + own)
}

/// A sector with its tip at the place: the smallest circle that holds it goes through the tip and both corners, so
/// its middle lies `far / (2 cos half)` away.
fn sector(from: Position, own: f64, wind: Wind, far: f64) -> Shape {
    let half = (wind.sector / 2.0).to_radians();
    let away = far / (2.0 * half.cos().max(0.5));
    along(from, wind, away, away + own, far + own)
}

/// The part of the place itself that looks to a side.
fn sector_within(place: Position, own: f64, wind: Wind) -> Shape {
    let half = (wind.sector / 2.0).to_radians();
    let away = own / (2.0 * half.cos().max(0.5));
    along(place, wind, away, away, own)
}

fn along(from: Position, wind: Wind, away: f64, within: f64, reach: f64) -> Shape {
    let Ok(bearing) = Bearing::try_from(wind.degrees) else {
        return Shape::default();
    };
    let middle = destination(from, bearing, Kilometres(away));
    Shape {
        reach: radius(reach),
        ..circle(middle, within)
    }
}

/// Words beside the name of a river or a road.
pub(super) fn of_line(line: &Line, said: Option<&Said>, ground: &Ground<'_>) -> Shape {
    let measures = ground.measures();
    let buffer = |km: f64| {
        radius(km).map(|buffer_km| Geometry::Line {
            line: line.id.clone(),
            buffer_km,
        })
    };
    let geometry = match said {
        None => buffer(measures.line_km),
        Some(said) => match (said.wind, said.distance) {
            (Some(wind), distance) => side(line, wind, distance, ground),
            (None, Some(amount)) => buffer(amount.high),
            (None, None) if matches!(said.relation, Relation::Near | Relation::Around) => {
                buffer(measures.near_km)
            }
            (None, None) => buffer(measures.line_km),
        },
    };
    Shape {
        geometry,
        ..Shape::default()
    }
}

fn side(
    line: &Line,
    wind: Wind,
    distance: Option<Amount>,
    ground: &Ground<'_>,
) -> Option<Geometry> {
    Some(Geometry::Side {
        line: line.id.clone(),
        facing: Bearing::try_from(wind.degrees).ok()?,
        within: ground.bounds?,
        reach_km: distance.and_then(|amount| radius(amount.high)),
    })
}

/// Words around two names; `line` is the road or river that they speak of.
pub(super) fn of_pair(
    pair: Pair,
    (a, b): (&Place, &Place),
    line: Option<&PlaceId>,
    ground: &Ground<'_>,
) -> Shape {
    let measures = ground.measures();
    let length = a.position.haversine(b.position).0;
    let own = own_km(a, measures).max(own_km(b, measures));
    let halfway = measures.halfway_share * length + own;
    if pair == Pair::Halfway && line.is_none() {
        return Shape {
            reach: radius(length / 2.0 + halfway),
            ..circle(middle(a.position, b.position), halfway)
        };
    }
    let road = line.and_then(|id| stretch(ground.lines.get(id)?, a, b));
    let road = road.or_else(|| ground.way(pair, &a.id, &b.id));
    let (points, wide) = match road {
        Some(points) => (points, measures.line_km),
        None => (
            vec![a.position, b.position],
            (measures.between_share * length).max(own),
        ),
    };
    let points: Vec<LonLat> = points.into_iter().map(rounded).collect();
    let geometry = Path::try_from(points).ok().zip(radius(wide));
    Shape {
        geometry: geometry.map(|(coordinates, buffer_km)| Geometry::LineString {
            coordinates,
            buffer_km,
        }),
        radius: None,
        reach: radius(length + own),
    }
}

/// The points of a road from beside one place to beside another.
fn stretch(line: &Line, a: &Place, b: &Place) -> Option<Vec<Position>> {
    if !matches!(line.kind, LineKind::Road | LineKind::River) {
        return None;
    }
    let (from, to) = (line.nearest(a.position), line.nearest(b.position));
    let is_forward = (from.segment, from.share) <= (to.segment, to.share);
    let (first, last) = if is_forward { (from, to) } else { (to, from) };
    let inner = line
        .points()
        .get(first.segment + 1..=last.segment)
        .unwrap_or_default();
    let mut points = vec![first.point];
    points.extend(inner.iter().copied());
    points.push(last.point);
    points.dedup();
    if !is_forward {
        points.reverse();
    }
    (points.len() > 1).then_some(points)
}

/// The box around some lines, wider by a margin; `None` without lines.
pub(super) fn bounds<'l>(lines: impl Iterator<Item = &'l Line>, margin: f64) -> Option<Bounds> {
    let mut edges: Option<[f64; 4]> = None;
    for point in lines.flat_map(Line::points) {
        let [west, south, east, north] =
            edges.unwrap_or([point.lon(), point.lat(), point.lon(), point.lat()]);
        edges = Some([
            west.min(point.lon()),
            south.min(point.lat()),
            east.max(point.lon()),
            north.max(point.lat()),
        ]);
    }
    let [west, south, east, north] = edges?;
    Bounds::try_from([
        (west - margin).max(-180.0),
        (south - margin).max(-90.0),
        (east + margin).min(180.0),
        (north + margin).min(90.0),
    ])
    .ok()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use proptest::prelude::*;

    use super::*;

    fn far_corners(from: Position, wind: Wind, amount: Amount) -> Vec<Position> {
        let half = wind.sector / 2.0;
        let ends = [amount.low, amount.value, amount.high];
        let turns = [-half, 0.0, half];
        ends.iter()
            .flat_map(|km| turns.map(|turn| (*km, turn)))
            .map(|(km, turn)| {
                destination(
                    from,
                    Bearing::try_from(wind.degrees + turn).unwrap(),
                    Kilometres(km),
                )
            })
            .collect()
    }

    #[test]
    fn a_rounded_distance_and_a_direction_leave_open_what_they_do() {
        let from = Position::new(10.0, 20.0).unwrap();
        let amount = Amount::of_digits("12").unwrap();
        let shape = |sector| {
            let wind = Wind {
                degrees: 0.0,
                sector,
            };
            ring_piece(from, 1.0, wind, amount).radius.unwrap().km()
        };
        assert!((shape(45.0) - 5.81).abs() < 0.02, "{}", shape(45.0));
        assert!((shape(22.5) - 3.46).abs() < 0.02, "{}", shape(22.5));
    }

    proptest! {
        #[test]
        fn a_circle_holds_every_corner_of_what_the_words_allow(
            lat in -89.0_f64..89.0, lon in -180.0_f64..=180.0, degrees in 0.0_f64..360.0,
            sector in 10.0_f64..90.0, low in 0.0_f64..200.0, more in 0.0_f64..200.0,
        ) {
            let from = Position::new(lat, lon).unwrap();
            let wind = Wind { degrees, sector };
            let amount = Amount::new(low, low + more / 2.0, low + more);
            let shape = ring_piece(from, 0.0, wind, amount);
            let Some(Geometry::Point { coordinates }) = shape.geometry else { panic!() };
            let (radius, reach) = (shape.radius.unwrap().km(), shape.reach.unwrap().km());
            for corner in far_corners(from, wind, amount) {
                prop_assert!(coordinates.0.haversine(corner).0 <= radius + 0.02, "{corner:?} {radius}");
                prop_assert!(from.haversine(corner).0 <= reach + 0.02);
            }
        }

        #[test]
        fn a_sector_lies_in_its_circle(
            lat in -90.0_f64..=90.0, lon in -180.0_f64..=180.0, degrees in 0.0_f64..360.0,
            sector_width in 10.0_f64..=90.0, far in 0.0_f64..300.0,
        ) {
            let from = Position::new(lat, lon).unwrap();
            let wind = Wind { degrees, sector: sector_width };
            let shape = sector(from, 0.0, wind, far);
            let Some(Geometry::Point { coordinates }) = shape.geometry else { panic!() };
            for corner in far_corners(from, wind, Amount::new(0.0, far, far)) {
                prop_assert!(coordinates.0.haversine(corner).0 <= shape.radius.unwrap().km() + 0.02);
            }
        }
    }
}
