//! From easting and northing of Universal Transverse Mercator to a position on WGS 84.

use marsad_domain::Position;

/// Half the larger axis of WGS 84 in metres, and its flattening.
const AXIS: f64 = 6_378_137.0;
const FLATTENING: f64 = 1.0 / 298.257_223_563;
const SCALE: f64 = 0.9996;
const FALSE_EASTING: f64 = 500_000.0;
/// What is added to northings south of the equator.
pub(super) const FALSE_NORTHING: f64 = 10_000_000.0;

/// The position of metres east and north in a zone from 1 to 60; northings of the south with their false northing.
///
/// Krüger's series in the third flattening to the third order (L. Krüger 1912, "Konforme Abbildung des Erdellipsoids in
/// der Ebene"; K. Kawase 2013, Bulletin of the Geospatial Information Authority of Japan 60, 1-6), below a millimetre off within a zone.
pub(super) fn position(zone: u8, is_north: bool, easting: f64, northing: f64) -> Option<Position> {
    let n = FLATTENING / (2.0 - FLATTENING);
    let radius = AXIS / (1.0 + n) * (1.0 + n.powi(2) / 4.0 + n.powi(4) / 64.0);
    let beta = [
        n / 2.0 - 2.0 / 3.0 * n.powi(2) + 37.0 / 96.0 * n.powi(3),
        n.powi(2) / 48.0 + n.powi(3) / 15.0,
        17.0 / 480.0 * n.powi(3),
    ];
    let delta = [
        2.0 * n - 2.0 / 3.0 * n.powi(2) - 2.0 * n.powi(3),
        7.0 / 3.0 * n.powi(2) - 8.0 / 5.0 * n.powi(3),
        56.0 / 15.0 * n.powi(3),
    ];
    let from_equator = if is_north {
        northing
    } else {
        northing - FALSE_NORTHING
    };
    let xi = from_equator / (SCALE * radius);
    let eta = (easting - FALSE_EASTING) / (SCALE * radius);
    let (mut straight_xi, mut straight_eta) = (xi, eta);
    for (factor, beta) in [2.0, 4.0, 6.0].into_iter().zip(beta) {
        straight_xi -= beta * (factor * xi).sin() * (factor * eta).cosh();
        straight_eta -= beta * (factor * xi).cos() * (factor * eta).sinh();
    }
    let conformal = (straight_xi.sin() / straight_eta.cosh()).asin();
    let mut lat = conformal;
    for (factor, delta) in [2.0, 4.0, 6.0].into_iter().zip(delta) {
        lat += delta * (factor * conformal).sin();
    }
    let middle = f64::from(zone) * 6.0 - 183.0;
    let lon = middle + straight_eta.sinh().atan2(straight_xi.cos()).to_degrees();
    Position::new(lat.to_degrees(), (lon + 180.0).rem_euclid(360.0) - 180.0).ok()
}
