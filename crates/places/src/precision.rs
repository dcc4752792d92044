//! From the kind of place, the relation and the radius to the precision codes of ACLED and UCDP.
//!
//! ACLED Codebook, "Geo-precision": 1 a named town with coordinates, 2 a part of a region or near a town, coded to a
//! known place nearby, 3 a larger region, coded to its capital. UCDP GED Codebook, `where_prec`: 1 the exact place,
//! 2 within about 25 km of a known point, 3 a second-level region, 4 a first-level region, 5 a linear feature or a part of a country without clear bounds, 6 the
//! country, 7 international waters or airspace. ACLED states no distance for "near", so UCDP's 25 km serve both, with
//! what lies farther but still hangs on one point coded as a part of a region.

use marsad_domain::{GeoPrecision, Geometry, PlaceKind, Radius, Relation, WherePrecision};

/// How far from a known point UCDP's code 2 reaches.
const NEAR_KM: f64 = 25.0;
/// From which radius on a point is no better known than a region; a first-level region is some 100 km wide.
const REGION_KM: f64 = 50.0;
/// Up to which radius coordinates give a site: a town's own extent.
const SITE_KM: f64 = 5.0;

/// The codes of both code books.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Precision {
    /// ACLED's.
    pub geo: GeoPrecision,
    /// UCDP's.
    pub place: WherePrecision,
}

/// The codes of a place named by the words; none where they name a way or an origin, or where nothing could be drawn.
pub(crate) fn of(
    kind: PlaceKind,
    relation: Relation,
    geometry: Option<&Geometry>,
    radius: Option<Radius>,
) -> Option<Precision> {
    if matches!(relation, Relation::Toward | Relation::From) {
        return None;
    }
    let is_part = matches!(relation, Relation::PartOf | Relation::Around);
    Some(match geometry {
        Some(Geometry::Point { .. })
            if relation == Relation::At || relation == Relation::PartOf =>
        {
            codes(GeoPrecision::Exact, WherePrecision::Exact)
        }
        Some(Geometry::Point { .. }) => of_beside(radius.map_or(f64::INFINITY, Radius::km)),
        Some(Geometry::LineString { .. }) => codes(GeoPrecision::Near, WherePrecision::Fuzzy),
        Some(Geometry::Line { .. } | Geometry::Side { .. }) | None => {
            codes(GeoPrecision::Region, WherePrecision::Fuzzy)
        }
        Some(Geometry::Area { .. }) => of_area(kind, is_part),
    })
}

/// The codes of coordinates with a radius.
#[must_use]
pub fn of_radius(radius: Radius) -> Precision {
    if radius.km() <= SITE_KM {
        codes(GeoPrecision::Exact, WherePrecision::Exact)
    } else {
        of_beside(radius.km())
    }
}

/// The codes of a whole area, as a place code names it.
pub(crate) fn of_code(kind: PlaceKind) -> Precision {
    of_area(kind, false)
}

fn codes(geo: GeoPrecision, place: WherePrecision) -> Precision {
    Precision { geo, place }
}

fn of_beside(km: f64) -> Precision {
    let place = if km <= NEAR_KM {
        WherePrecision::Near
    } else {
        WherePrecision::Fuzzy
    };
    let geo = if km <= REGION_KM {
        GeoPrecision::Near
    } else {
        GeoPrecision::Region
    };
    codes(geo, place)
}

fn of_area(kind: PlaceKind, is_part: bool) -> Precision {
    let region = if is_part {
        GeoPrecision::Near
    } else {
        GeoPrecision::Region
    };
    match kind {
        PlaceKind::Admin2 | PlaceKind::Admin3 => {
            codes(GeoPrecision::Near, WherePrecision::SecondLevel)
        }
        PlaceKind::Governorate => codes(region, WherePrecision::FirstLevel),
        PlaceKind::Country if is_part => codes(GeoPrecision::Region, WherePrecision::Fuzzy),
        PlaceKind::Country => codes(GeoPrecision::Region, WherePrecision::Country),
        PlaceKind::Sea => codes(GeoPrecision::Region, WherePrecision::International),
        PlaceKind::Region | PlaceKind::River => codes(GeoPrecision::Region, WherePrecision::Fuzzy),
        PlaceKind::Capital
        | PlaceKind::City
        | PlaceKind::Town
        | PlaceKind::Village
        | PlaceKind::District
        | PlaceKind::Airbase
        | PlaceKind::Airport
        | PlaceKind::Crossing
        | PlaceKind::Port
        | PlaceKind::Dam
        | PlaceKind::Bridge
        | PlaceKind::Camp
        | PlaceKind::Junction
        | PlaceKind::Prison
        | PlaceKind::Hill
        | PlaceKind::Facility => codes(GeoPrecision::Exact, WherePrecision::Exact),
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use marsad_domain::{Bearing, Bounds, LonLat, Path, Position};

    use super::*;

    #[test]
    #[expect(clippy::too_many_lines, reason = "one table of cases")]
    fn codes_follow_the_code_books() {
        let at = LonLat(Position::new(10.0, 20.0).unwrap());
        let km = |km: f64| Radius::try_from(km).unwrap();
        let point = Geometry::Point { coordinates: at };
        let way = Geometry::LineString {
            coordinates: Path::try_from(vec![at, at]).unwrap(),
            buffer_km: km(5.0),
        };
        let area = Geometry::Area {
            area: "middle".parse().unwrap(),
        };
        let side = Geometry::Side {
            line: "sarro".parse().unwrap(),
            facing: Bearing::try_from(90.0).unwrap(),
            within: Bounds::try_from([18.0, 9.0, 22.0, 11.0]).unwrap(),
            reach_km: None,
        };
        let table = [
            (
                PlaceKind::City,
                Relation::At,
                Some(&point),
                5.0,
                Some((1, 1)),
            ),
            (
                PlaceKind::City,
                Relation::PartOf,
                Some(&point),
                5.0,
                Some((1, 1)),
            ),
            (
                PlaceKind::City,
                Relation::Near,
                Some(&point),
                20.0,
                Some((2, 2)),
            ),
            (
                PlaceKind::City,
                Relation::NorthOf,
                Some(&point),
                8.0,
                Some((2, 2)),
            ),
            (
                PlaceKind::City,
                Relation::NorthOf,
                Some(&point),
                30.0,
                Some((2, 5)),
            ),
            (
                PlaceKind::City,
                Relation::NorthOf,
                Some(&point),
                80.0,
                Some((3, 5)),
            ),
            (PlaceKind::City, Relation::Toward, Some(&point), 5.0, None),
            (
                PlaceKind::City,
                Relation::Between,
                Some(&way),
                0.0,
                Some((2, 5)),
            ),
            (
                PlaceKind::River,
                Relation::EastOf,
                Some(&side),
                0.0,
                Some((3, 5)),
            ),
            (
                PlaceKind::Admin3,
                Relation::At,
                Some(&area),
                0.0,
                Some((2, 3)),
            ),
            (
                PlaceKind::Admin2,
                Relation::At,
                Some(&area),
                0.0,
                Some((2, 3)),
            ),
            (
                PlaceKind::Governorate,
                Relation::At,
                Some(&area),
                0.0,
                Some((3, 4)),
            ),
            (
                PlaceKind::Governorate,
                Relation::PartOf,
                Some(&area),
                0.0,
                Some((2, 4)),
            ),
            (
                PlaceKind::Governorate,
                Relation::NorthOf,
                None,
                0.0,
                Some((3, 5)),
            ),
            (
                PlaceKind::Country,
                Relation::At,
                Some(&area),
                0.0,
                Some((3, 6)),
            ),
            (
                PlaceKind::Country,
                Relation::PartOf,
                Some(&area),
                0.0,
                Some((3, 5)),
            ),
            (PlaceKind::Sea, Relation::At, Some(&area), 0.0, Some((3, 7))),
        ];
        for (kind, relation, geometry, radius, expected) in table {
            let found = of(kind, relation, geometry, Some(km(radius)));
            let numbers = found.map(|it| (u8::from(it.geo), u8::from(it.place)));
            assert_eq!(numbers, expected, "{kind:?} {relation:?} {radius}");
        }
    }

    #[test]
    fn coordinates_are_as_precise_as_they_are_written() {
        for (km, expected) in [
            (0.01, (1, 1)),
            (5.0, (1, 1)),
            (20.0, (2, 2)),
            (60.0, (3, 5)),
        ] {
            let found = of_radius(Radius::try_from(km).unwrap());
            assert_eq!(
                (u8::from(found.geo), u8::from(found.place)),
                expected,
                "{km}"
            );
        }
    }
}
