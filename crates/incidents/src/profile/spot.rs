//! Where: a point with its uncertainty, and how much happens around it.

use std::cmp::Ordering;

use marsad_domain::Position;

use crate::{background::Weights, link_rules::PlaceRules, quarters::Quarters, record::Record};

/// Levels of precision at which places are looked up and densities kept.
pub(crate) const LEVELS: usize = 4;

/// Kilometres in one degree of latitude on a sphere of 6,371.0088 km.
const KM_PER_DEGREE: f64 = 111.195_08;

/// The upper radius in km of each level; beyond the last a place says too little to be looked up by.
const LEVEL_RADII_KM: [f64; LEVELS] = [1.0, 8.0, 40.0, 150.0];

/// The level of a radius in km.
pub(crate) fn level_of(radius_km: f64) -> Option<usize> {
    LEVEL_RADII_KM.iter().position(|up_to| radius_km <= *up_to)
}

/// A point with the variance of the true point around it, in square km along each axis.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Spot {
    pub(crate) position: Position,
    pub(crate) variance: f64,
    /// Variance of the most precise mention.
    pub(crate) best_variance: f64,
    pub(crate) level: usize,
    /// log2 of the share of all mentions per square km around here, at each level.
    pub(crate) density: [Quarters; LEVELS],
}

impl Spot {
    /// Where one mention is; `None` where its place says too little.
    pub(crate) fn of(record: &Record, weights: &Weights) -> Option<Self> {
        let level = level_of(record.radius.0)?;
        let variance = record.radius.0.max(0.05).powi(2);
        Some(Self {
            position: record.position?,
            variance,
            best_variance: variance,
            level,
            density: weights.density,
        })
    }

    /// Bits for two spots being one place; `None` where they are too far apart.
    pub(crate) fn bits(self, other: Self, rules: &PlaceRules) -> Option<f64> {
        let variance = self.variance + other.variance;
        let square = squared_km(self.position, other.position);
        if square > rules.furthest_deviations.powi(2) * variance {
            return None;
        }
        let likelihood = -(std::f64::consts::TAU * variance).log2()
            - square / (2.0 * variance) * std::f64::consts::LOG2_E;
        let level = self.level.max(other.level);
        let (here, there) = (self.density[level].bits(), other.density[level].bits());
        // What the finer of the two says of the density; of two as fine, what they say together.
        let density = match self.variance.total_cmp(&other.variance) {
            Ordering::Less => here,
            Ordering::Equal => f64::midpoint(here, there),
            Ordering::Greater => there,
        };
        Some(likelihood - density)
    }

    /// The two points weighted by their precision. However many mentions agree, the point is not believed to be
    /// more than twice as precise as its most precise mention: they may all lean on one gazetteer.
    pub(crate) fn merged(self, other: Self) -> Self {
        let (finer, rougher) = if self.best_variance <= other.best_variance {
            (self, other)
        } else {
            (other, self)
        };
        let share = finer.variance / (finer.variance + rougher.variance);
        let lat = finer.position.lat() + share * (rougher.position.lat() - finer.position.lat());
        let step = share * degrees_east(finer.position, rougher.position);
        let lon = wrap(finer.position.lon() + step);
        let variance = finer.variance * rougher.variance / (finer.variance + rougher.variance);
        Self {
            position: Position::new(lat, lon).unwrap_or(finer.position),
            variance: variance.max(finer.best_variance / 4.0),
            ..finer
        }
    }
}

fn wrap(lon: f64) -> f64 {
    if lon > 180.0 {
        lon - 360.0
    } else if lon < -180.0 {
        lon + 360.0
    } else {
        lon
    }
}

fn degrees_east(from: Position, to: Position) -> f64 {
    wrap(to.lon() - from.lon())
}

/// Square of the equirectangular distance in km; within 0.1 % of the great circle over the few hundred km that
/// are compared, away from the poles.
fn squared_km(a: Position, b: Position) -> f64 {
    let north = (b.lat() - a.lat()) * KM_PER_DEGREE;
    let east =
        degrees_east(a, b) * KM_PER_DEGREE * cosine(f64::midpoint(a.lat(), b.lat()).to_radians());
    north * north + east * east
}

/// The cosine of an angle of at most a right one, by its series: within 1e-8, in less time than exactly, and the same
/// on every machine.
fn cosine(angle: f64) -> f64 {
    const SERIES: [f64; 7] = [
        1.0 / 479_001_600.0,
        -1.0 / 3_628_800.0,
        1.0 / 40_320.0,
        -1.0 / 720.0,
        1.0 / 24.0,
        -0.5,
        1.0,
    ];
    let square = angle * angle;
    SERIES.iter().fold(0.0, |sum, term| sum * square + term)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_series_is_the_cosine_up_to_the_poles() {
        for degrees in -900..=900 {
            let angle = (f64::from(degrees) / 10.0).to_radians();
            assert!((cosine(angle) - angle.cos()).abs() < 1e-8, "{degrees}");
        }
    }
}
