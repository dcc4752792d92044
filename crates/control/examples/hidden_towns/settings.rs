//! The grid of settings.

use marsad_control::table::PointWeights;

const PLACES: [usize; 4] = [8, 12, 16, 24];
const NEAR_KM: [f64; 2] = [3.0, 6.0];
const HOLDER_POWER: [f64; 3] = [0.5, 1.0, 1.5];
/// The last is the plain weighted mean.
const PLANE_DAMPING: [f64; 5] = [0.01, 0.03, 0.1, 0.3, 1000.0];
const CONTESTED_POWER: [f64; 4] = [1.5, 2.0, 2.5, 3.0];

/// Every setting; what is not in the grid is as it ships.
pub(crate) fn settings(shipped: &PointWeights) -> Vec<PointWeights> {
    let mut settings = vec![shipped.clone()];
    settings = with(&settings, &PLACES, |weights, value| {
        weights.places = value;
    });
    settings = with(&settings, &NEAR_KM, |weights, value| {
        weights.near_km = value;
    });
    settings = with(&settings, &HOLDER_POWER, |weights, value| {
        weights.holder_power = value;
    });
    settings = with(&settings, &PLANE_DAMPING, |weights, value| {
        weights.plane_damping = value;
    });
    with(&settings, &CONTESTED_POWER, |weights, value| {
        weights.contested_power = value;
    })
}

fn with<T: Copy>(
    settings: &[PointWeights],
    values: &[T],
    set: impl Fn(&mut PointWeights, T),
) -> Vec<PointWeights> {
    let one = |weights: &PointWeights, value: &T| {
        let mut weights = weights.clone();
        set(&mut weights, *value);
        weights
    };
    settings
        .iter()
        .flat_map(|weights| values.iter().map(move |value| (weights, value)))
        .map(|(weights, value)| one(weights, value))
        .collect()
}
